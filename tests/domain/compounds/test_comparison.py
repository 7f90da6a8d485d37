from benchapp.base import paths
from benchapp.domain.compounds.comparison import Agreement, ComparisonRow, Topic, compare
from benchapp.domain.compounds.monograph import Claim, Monograph
from benchapp.store.library.monograph_file import read_file


def other(name: str) -> Monograph:
    return read_file(paths.resources() / "monographs" / f"{name}.json")[0].monograph


def row(rows: tuple[ComparisonRow, ...], topic: Topic, about: str = "") -> ComparisonRow:
    return next(one for one in rows if one.topic is topic and one.about == about)


def test_lenalidomide_against_pomalidomide(lenalidomide: Monograph) -> None:
    rows = compare(lenalidomide, other("pomalidomide"))

    assert row(rows, Topic.FORMULA).agreement is Agreement.DIFFERS
    assert (row(rows, Topic.MOLAR_MASS).left, row(rows, Topic.MOLAR_MASS).right) == (("259.26",), ("273.25",))
    assert row(rows, Topic.SOLUBILITY, "DMSO").agreement is Agreement.DIFFERS
    assert row(rows, Topic.SOLUBILITY, "ethanol").agreement is Agreement.SAME
    # The one figure that is printed for both is the one not to rely on.
    tnf = row(rows, Topic.BENCHMARKS, "TNF-α secretion")
    assert tnf.agreement is Agreement.SAME
    assert all(isinstance(said, Claim) and said.standing.value == "disputed" for said in (*tnf.left, *tnf.right))
    assert row(rows, Topic.WORKING).agreement is Agreement.ONE_SIDE
    assert row(rows, Topic.USES).agreement is Agreement.DIFFERS


def test_a_compound_differs_from_itself_in_nothing(lenalidomide: Monograph) -> None:
    assert {one.agreement for one in compare(lenalidomide, lenalidomide)} <= {Agreement.SAME, Agreement.UNKNOWN}


def test_the_other_way_round_the_sides_are_exchanged(lenalidomide: Monograph) -> None:
    there, back = compare(lenalidomide, other("dmso")), compare(other("dmso"), lenalidomide)

    assert {(one.topic, one.about, one.left, one.right) for one in there} == {
        (one.topic, one.about, one.right, one.left) for one in back
    }


def test_what_neither_side_says_is_unknown() -> None:
    rows = compare(other("pinometostat"), other("epz004777"))

    assert row(rows, Topic.CAS).agreement is Agreement.UNKNOWN
