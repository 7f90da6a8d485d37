"""A dilution has the lot of its stock, also of one that was corrected after it was made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.journal.entries import Body, Retracted, SolutionAdded, SolutionFilled
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.solutions.freshness import expiry, inherited
from benchapp.domain.solutions.portions import initial_portion
from benchapp.domain.solutions.solutions import LimitKind, Solution
from tests.making import entry, moment, solution


def bench_of(*bodies: Body) -> LabState:
    return replay(entry(body, number) for number, body in enumerate(bodies, 1))


def lot_of(bench: LabState, name: str) -> str:
    return bench.solutions[name].solution.lot


def of_lot(name: str, lot: str, *parents: str) -> SolutionAdded:
    return SolutionAdded(replace(solution(name, parents=parents), lot=lot))


@pytest.mark.parametrize(
    ("stock", "dilution", "follows"),
    [("L7", "L7", "L8"), ("", "", "L8"), ("", "own", "own"), ("L7", "own", "own")],
)
def test_a_dilution_follows_unless_its_lot_was_stated_for_itself(stock: str, dilution: str, follows: str) -> None:
    made = (of_lot("s", stock), of_lot("d", dilution, "s"), of_lot("dd", dilution, "d"))

    bench = bench_of(*made, SolutionFilled("s", lot="L8"))

    assert [lot_of(bench, one) for one in ("s", "d", "dd")] == ["L8", follows, follows]
    again = bench_of(*made, SolutionFilled("s", lot="L8"), Retracted("e4"))
    assert [lot_of(again, one) for one in ("s", "d", "dd")] == [stock, dilution, dilution]


def test_a_lot_corrected_for_the_dilution_itself_stays_and_what_is_made_of_that_follows_it() -> None:
    made = (of_lot("s", "L7"), of_lot("d", "L7", "s"), of_lot("dd", "L7", "d"))

    bench = bench_of(*made, SolutionFilled("d", lot="L9"), SolutionFilled("s", lot="L8"))

    assert [lot_of(bench, one) for one in ("s", "d", "dd")] == ["L8", "L9", "L9"]


def test_of_the_medium_that_it_is_in_neither_lot_nor_vehicle_follows_but_its_date_does() -> None:
    first, later = expiry(moment(48).wall, "serum", "M1"), expiry(moment(96).wall, "serum", "M2")
    medium = replace(solution("m"), lot="", vehicle="DMSO", limits=(first,))
    limits = inherited(medium, initial_portion(medium), moment())
    in_it = replace(solution("d"), lot="", diluent="m", limits=limits)

    bench = bench_of(SolutionAdded(medium), SolutionAdded(in_it), SolutionFilled("m", lot="M2", expiries=(later,)))

    assert (lot_of(bench, "d"), in_it.made_from, solution("s").made_from) == ("", ("m",), ())
    assert _ends(bench.solutions["d"].solution) == [moment(96).wall]


def test_something_else_that_is_corrected_changes_no_lot() -> None:
    bench = bench_of(of_lot("s", "L7"), of_lot("d", "L7", "s"), SolutionFilled("s", place="box 4"))

    assert lot_of(bench, "d") == "L7"


@pytest.mark.parametrize(
    ("before", "corrected", "after"),
    [
        ("Lenalidomide L7, MG-132 M1", SolutionFilled("s", lot="L8, new"), "Lenalidomide L8, new, MG-132 M1"),
        ("Lenalidomide L7, MG-132 M1", SolutionFilled("m", lot="M2"), "Lenalidomide L7, MG-132 M2"),
        ("own", SolutionFilled("s", lot="L8"), "own"),
    ],
)
def test_of_several_compounds_each_lot_follows_its_own_stock(
    before: str, corrected: SolutionFilled, after: str
) -> None:
    other = replace(solution("m"), compound_name="MG-132", lot="M1")
    both = replace(solution("b", parents=("s", "m")), compound_name="Lenalidomide + MG-132", lot=before)

    bench = bench_of(of_lot("s", "L7"), SolutionAdded(other), SolutionAdded(both), corrected)

    assert lot_of(bench, "b") == after


def test_a_lot_stated_late_is_written_with_its_compound() -> None:
    other = replace(solution("m"), compound_name="MG-132")
    both = replace(solution("b", parents=("s", "m")), compound_name="Lenalidomide + MG-132")
    made = (of_lot("s", ""), SolutionAdded(other), SolutionAdded(both))

    bench = bench_of(*made, SolutionFilled("m", lot="M2"), SolutionFilled("s", lot="L8"))

    assert lot_of(bench, "b") == "Lenalidomide L8, MG-132 M2"


def test_a_lot_that_is_written_with_its_compound_already_stays() -> None:
    both = replace(solution("b", parents=("s", "m")), compound_name="Lenalidomide + MG-132", lot="Lenalidomide L1")
    made = (of_lot("s", ""), SolutionAdded(replace(solution("m"), compound_name="MG-132")), SolutionAdded(both))

    assert lot_of(bench_of(*made, SolutionFilled("s", lot="L8")), "b") == "Lenalidomide L1"
    assert lot_of(bench_of(*made, SolutionFilled("m", lot="M2")), "b") == "Lenalidomide L1, MG-132 M2"


def test_a_combination_that_does_not_name_a_compound_has_no_lot_of_it() -> None:
    both = replace(solution("b", parents=("s", "x")), compound_name="Lenalidomide + MG-132", lot="own")
    unnamed = replace(solution("x"), compound_name="a buffer", lot="X1")

    bench = bench_of(of_lot("s", "L7"), SolutionAdded(unnamed), SolutionAdded(both), SolutionFilled("x", lot="X2"))

    assert lot_of(bench, "b") == "own"


def test_the_date_on_a_lot_goes_with_it() -> None:
    first, later = expiry(moment(48).wall, "compound", "L7"), expiry(moment(96).wall, "compound", "L8")
    stock = replace(solution("s"), lot="L7", limits=(first,))
    made = replace(solution("d", parents=("s",)), lot="L7", limits=inherited(stock, initial_portion(stock), moment()))

    bench = bench_of(SolutionAdded(stock), SolutionAdded(made), SolutionFilled("s", lot="L8", expiries=(later,)))

    assert _ends(bench.solutions["d"].solution) == [moment(96).wall]


def _ends(of: Solution) -> list[object]:
    return [one.until for one in of.limits if one.kind is LimitKind.EXPIRY]


@given(st.lists(st.sampled_from(["A", "B", "C"]), min_size=1, max_size=4))
def test_a_dilution_with_no_lot_of_its_own_always_has_that_of_its_stock(lots: list[str]) -> None:
    fills = (SolutionFilled("s", lot=lot) for lot in lots)

    bench = bench_of(of_lot("s", ""), of_lot("d", "", "s"), of_lot("dd", "", "d"), *fills)

    assert {lot_of(bench, one) for one in ("s", "d", "dd")} == {lots[-1]}
