import uuid
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import CompoundInput, Field
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.lists.headings import Columns, match_columns, unit_in
from benchapp.domain.compounds.lists.row_verdicts import Known, RowVerdict, keys_of, read_rows
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.compounds.solubility import best_solvent, on_file
from benchapp.domain.messages import Message

TODAY = "2026-11-24"
Library = Callable[[str], Known | None]
HEADINGS = ("Cat. No.", "Product Name", "CAS Number", "Formula", "M.W.", "DMSO (mg/mL)", "Water", "Storage", "URL")


def identify(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


def nothing_known(_text: str) -> None:
    return None


def read(*rows: tuple[str, ...], columns: Columns | None = None) -> list[RowVerdict]:
    numbered = [(number, row) for number, row in enumerate(rows, 2)]
    return list(read_rows("list.csv", numbered, columns or match_columns(HEADINGS), identify, nothing_known, TODAY))


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        (
            HEADINGS,
            {Field.CODE: 0, Field.NAME: 1, Field.CAS: 2, Field.FORMULA: 3, Field.MOLAR_MASS: 4, Field.SOLUBILITY: 5,
             Field.WATER: 6, Field.STORAGE: 7},
        ),
        (
            ("Item Name", "CatalogNumber", "CAS No.", "Molecular Weight", "SMILES", "Max Solubility in DMSO"),
            {Field.NAME: 0, Field.CAS: 2, Field.MOLAR_MASS: 3, Field.SMILES: 4, Field.SOLUBILITY: 5},
        ),
        (("foo", "bar"), {}),
    ],
)  # fmt: skip
def test_columns_are_matched_by_their_headings(headings: tuple[str, ...], wanted: dict[Field, int]) -> None:
    places = dict(match_columns(headings).places)

    assert {name: place for name, place in places.items() if name in wanted} == wanted
    assert len(set(places.values())) == len(places)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("DMSO (mg/mL)", "mg/mL"), ("Solubility [mM]", "mM"), ("Max solubility in DMSO, mg/ml", "mg/mL"),
        ("Conc. (µM)", "uM"), ("Incubation time (h)", "h"), ("Solubility", ""), ("Form", ""), ("Algorithm", ""),
    ],
)  # fmt: skip
def test_a_unit_in_a_heading_is_found(heading: str, unit: str) -> None:
    assert unit_in(heading) == unit


def test_a_good_row_becomes_a_compound_whose_source_is_the_row() -> None:
    (verdict,) = read(("S1", "Newmib", "50-02-2", "C22H29FO5", "392.47", "78", "Insoluble", "-20°C", "http://x"))

    monograph = verdict.monograph
    assert monograph is not None
    assert verdict.reason is None
    best = best_solvent(monograph)
    assert best is not None
    assert best.value == Value(Relation.EQUAL, "78", "mg/mL")
    assert on_file(monograph, "water").insoluble is not None
    assert {source.title for source in monograph.sources.values()} == {"list.csv, row 2"}
    assert {source.kind for source in monograph.sources.values()} == {"vendor list"}


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (("S1", "", "", "", "300", "", "", "", ""), "name", Message.NAME_NEEDED),
        (("S1", "A", "", "C6H6", "653", "", "", "", ""), "molar_mass", Message.MOLAR_MASS_DIFFERS),
        (("S1", "A", "", "Xx", "", "", "", "", ""), "formula", Message.FORMULA_WRONG),
        (("S1", "A", "", "", "", "", "", "", ""), "molar_mass", Message.MOLAR_MASS_NEEDED),
        (("S1", "A", "", "", "1,202", "", "", "", ""), "molar_mass", Message.TWO_READINGS),
        (("S1", "A", "", "C6H6", "114.57", "", "", "", ""), "molar_mass", Message.MOLAR_MASS_OTHER_FORM),
    ],
)
def test_a_bad_row_is_left_out_with_its_number_and_reason(row: tuple[str, ...], field: str, code: MessageCode) -> None:
    (verdict,) = read(row)

    assert verdict.monograph is None
    assert verdict.reason is not None
    assert (verdict.row, verdict.field, verdict.reason.code) == (2, field, code)


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (("S1", "A", "50-02-3", "C6H6", "", "", "", "", ""), Field.CAS, Message.CAS_WRONG),
        (("S1", "A", "", "C6H6", "", "", "5", "", ""), Field.WATER, Message.ROW_NO_UNIT),
        (("S1", "A", "", "C6H6", "", "1,500", "", "", ""), Field.SOLUBILITY, Message.TWO_READINGS),
        (("S1", "A", "", "C6H6", "", "nan", "-5 mM", "", ""), Field.WATER, Message.NEGATIVE),
        (("S1", "A", "", "C6H6", "", "0", "", "", ""), Field.SOLUBILITY, Message.NOT_POSITIVE),
        (("S1", "A", "", "C6H6", "1,202", "", "", "", ""), Field.MOLAR_MASS, Message.TWO_READINGS),
        (("S1", "A", "", "C6H6", "78.04695", "", "", "", ""), Field.MOLAR_MASS, Message.MOLAR_MASS_MONOISOTOPIC),
        (("S1", "A", "", "Xx", "78.11", "", "", "", ""), Field.FORMULA, Message.FORMULA_WRONG),
    ],
)
def test_a_bad_cell_costs_the_cell_and_not_the_row(row: tuple[str, ...], field: Field, code: MessageCode) -> None:
    (verdict,) = read(row)

    assert verdict.monograph is not None
    assert float(verdict.monograph.identity.forms[0].molar_mass) == pytest.approx(78.11, abs=0.01)
    assert [(one.field, one.reason.code, one.kept) for one in verdict.left] == [(field, code, False)]


@pytest.mark.parametrize(("mass", "formula", "doubted"), [
    ("1.202", "", True), ("9.5", "", True), ("1.202 kDa", "", False), ("17.03", "", False), ("7.949", "LiH", False),
])  # fmt: skip
def test_a_molar_mass_that_no_compound_has_is_questioned(mass: str, formula: str, *, doubted: bool) -> None:
    (verdict,) = read(("S1", "A", "", formula, mass, "", "", "", ""))

    assert verdict.monograph is not None
    assert [(one.field, one.reason.code, one.kept) for one in verdict.left] == (
        [(Field.MOLAR_MASS, Message.MASS_DOUBTED, True)] if doubted else []
    )


def test_the_unit_that_a_person_names_is_taken_for_bare_numbers() -> None:
    columns = match_columns(HEADINGS)
    with_unit = replace(columns, bare_units={**columns.bare_units, columns.places[Field.WATER]: "mg/mL"})
    row = ("S1", "A", "", "C6H6", "", "", "5", "", "")

    (verdict,) = read(row, columns=with_unit)

    assert verdict.monograph is not None
    assert on_file(verdict.monograph, "water").figures


def test_a_row_twice_is_taken_once() -> None:
    row = ("S1", "A", "", "C6H6", "", "", "", "", "")

    first, second = read(row, row)

    assert first.monograph is not None
    assert second.reason is not None
    assert second.reason.code is Message.ROW_TWICE
    assert second.reason.values["other"] == 2


def test_what_came_with_the_program_is_not_doubled_and_ones_own_is_renewed() -> None:
    row = ("S1", "A", "67-68-5", "C2H6OS", "", "", "", "", "")
    numbered = [(2, row)]
    bundled = Known("x", "DMSO", bundled=True)
    (left_out,) = read_rows(
        "l", numbered, match_columns(HEADINGS), identify, lambda text: bundled if text == "67-68-5" else None, TODAY
    )
    assert left_out.reason is not None
    assert left_out.reason.code is Message.CAS_KNOWN
    mine = Known(identify(keys_of(CompoundInput({Field.CAS: "67-68-5"}))[0]), "A", bundled=False)
    (renewed,) = read_rows("l", numbered, match_columns(HEADINGS), identify, lambda _text: mine, TODAY)
    assert renewed.replaces
    assert renewed.whom == "A"
    assert renewed.monograph is not None
    assert renewed.monograph.id == mine.id


def test_an_empty_sign_is_no_value_and_a_short_row_is_read_as_far_as_it_goes() -> None:
    (first, second) = read(("S1", "A", "N/A", "C6H6", "--", "-", "n/a", "", ""), ("S2", "B", "", "C6H6"))

    assert first.monograph is not None
    assert first.monograph.solubility == ()
    assert second.monograph is not None


# -- one number, several rows ---------------------------------------------------------------------------------------

PLAIN = ("Name", "CAS", "Cat. No.", "MW")


def plain(*rows: tuple[str, ...], known: Library | None = None) -> list[RowVerdict]:
    numbered = list(enumerate(rows, 2))
    return list(read_rows("l", numbered, match_columns(PLAIN), identify, known or nothing_known, TODAY))


def test_another_form_under_one_number_is_taken_beside_the_first_and_said() -> None:
    base, salt, again = plain(
        ("A", "50-02-2", "S1", "250"), ("A hydrochloride", "50-02-2", "S2", "286.5"),
        ("A hydrochloride", "50-02-2", "S3", "286.5"),
    )  # fmt: skip

    assert base.monograph is not None
    assert salt.monograph is not None
    assert base.monograph.id != salt.monograph.id
    (said,) = salt.left
    assert (said.field, said.reason.code, said.kept) == (Field.CAS, Message.ROW_SAME_NUMBER, True)
    assert said.reason.values == {"other": 2, "name": "A"}
    # The third is the second once more.
    assert again.monograph is None
    assert again.reason is not None
    assert (again.reason.code, again.reason.values["other"]) == (Message.ROW_TWICE, 3)


def test_pack_sizes_of_one_name_with_another_mass_go_by_their_catalogue_number() -> None:
    first, other, same = plain(
        ("A", "50-02-2", "S1", "250"), ("A", "50-02-2", "S2", "300"), ("A", "50-02-2", "S3", "250.1")
    )

    assert first.monograph is not None
    assert other.monograph is not None
    assert other.monograph.id != first.monograph.id
    assert same.reason is not None
    assert (same.reason.code, same.reason.values["other"]) == (Message.ROW_TWICE, 2)


def test_another_form_that_was_brought_before_is_renewed() -> None:
    rows = (("A", "50-02-2", "S1", "250"), ("A hydrochloride", "50-02-2", "S2", "286.5"))
    salt = plain(*rows)[1].monograph
    assert salt is not None
    mine = Known(salt.id, "A hydrochloride", bundled=False)

    renewed = plain(*rows, known=lambda text: mine if text == salt.id else None)[1]

    assert (renewed.replaces, renewed.whom) == (True, "A hydrochloride")


def test_without_a_cas_number_the_catalogue_number_is_what_two_rows_share() -> None:
    _, other = plain(("A", "", "S1", "250"), ("B", "", "S1", "300"))

    (said,) = other.left
    assert (said.field, said.text, said.reason.code) == (Field.CODE, "S1", Message.ROW_SAME_NUMBER)


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        ({Field.CAS: "50-02-2", Field.NAME: "A", Field.FORM: "HCl"}, ("cas:50-02-2:hcl", "name:a")),
        ({Field.INCHIKEY: "ABC", Field.NAME: "A"}, ("inchikey:abc:", "name:a")),
        ({Field.CODE: "S1", Field.SUPPLIER: "Vendor", Field.NAME: "A"}, ("code:vendor:s1", "name:a")),
        ({Field.NAME: "A"}, ("name:a",)),
    ],
)
def test_a_compound_is_known_by_what_is_surest_first(texts: dict[Field, str], keys: tuple[str, ...]) -> None:
    assert keys_of(CompoundInput(texts)) == keys


# -- what is in the library already ---------------------------------------------------------------------------------

ROW = ("A", "50-02-2", "S1", "250")
BY_CAS, BY_CODE, BY_NAME = keys_of(CompoundInput({Field.NAME: "A", Field.CAS: "50-02-2", Field.CODE: "S1"}))


def holding(**found: Known) -> Library:
    """Return a library that holds these, by "cas", "name", or the id of a key: "by_cas", "by_code", "by_name"."""
    ids = {"by_cas": identify(BY_CAS), "by_code": identify(BY_CODE), "by_name": identify(BY_NAME)}
    asked = {"cas": "50-02-2", "name": "A", **ids}
    at = {asked[name]: one for name, one in found.items()}
    return at.get


OWN = Known("mine", "A", bundled=False, cas="50-02-2")


@pytest.mark.parametrize(
    ("library", "renewed"),
    [
        # The same number; the same catalogue number with the same CAS number, or with the name and no other number.
        (holding(by_cas=OWN), "mine"), (holding(by_code=OWN), "mine"),
        (holding(by_code=replace(OWN, cas="")), "mine"), (holding(by_name=replace(OWN, cas="")), "mine"),
        # Another CAS number, or another name with nothing else in common: another compound.
        (holding(by_code=replace(OWN, cas="64-17-5")), None), (holding(by_code=replace(OWN, cas="", name="B")), None),
        # What came with the program is not renewed; one that a list brought before is, by its CAS number.
        (holding(by_code=replace(OWN, bundled=True)), None), (holding(cas=OWN), "mine"),
    ],
)  # fmt: skip
def test_what_a_list_brought_before_is_renewed_where_nothing_contradicts(library: Library, renewed: str | None) -> None:
    (verdict,) = plain(ROW, known=library)

    assert verdict.monograph is not None
    assert (verdict.monograph.id if verdict.replaces else None) == renewed
    assert verdict.whom == ("A" if renewed else "")


@pytest.mark.parametrize(
    ("library", "code"),
    [
        (holding(cas=Known("x", "A", bundled=True, cas="50-02-2")), Message.CAS_KNOWN),
        (holding(cas=Known("x", "B", bundled=False, cas="50-02-2", listed=False)), Message.CAS_KNOWN),
        (holding(name=Known("x", "A", bundled=True)), Message.NAME_KNOWN),
        (holding(name=Known("x", "A", bundled=False, listed=False)), Message.NAME_KNOWN),
        (holding(name=Known("x", "A", bundled=False)), Message.NAME_KNOWN),
        # Two compounds of lists may have one name, where their CAS numbers tell them apart.
        (holding(name=Known("x", "A", bundled=False, cas="64-17-5")), None),
    ],
)
def test_what_somebody_else_brought_is_not_doubled(library: Library, code: MessageCode | None) -> None:
    (verdict,) = plain(ROW, known=library)

    assert (None if verdict.reason is None else verdict.reason.code) is code
    assert (verdict.monograph is None) is (code is not None)


def test_where_the_number_is_another_compound_s_the_name_beside_it_makes_an_id() -> None:
    # The id that the CAS number gives is taken by what came with the program under another number.
    taken = Known("x", "B", bundled=True, cas="64-17-5")

    (verdict,) = plain(ROW, known=holding(by_cas=taken))

    assert verdict.monograph is not None
    assert verdict.monograph.id == identify(f"{BY_CAS}:a")


def test_what_is_said_of_a_row_that_is_taken() -> None:
    (about,) = plain(("A", "", "", "~250"))
    assert [(one.field, one.reason.code, one.kept) for one in about.left] == [
        (Field.MOLAR_MASS, Message.MASS_ABOUT, True)
    ]
    columns = ("Name", "MW (free base)", "Time (h)")
    (salt,) = read_rows("l", [(2, ("A maleate", "250", "24"))], match_columns(columns), identify, nothing_known, TODAY)
    assert [one.reason.code for one in salt.left] == [Message.FORM_NOT_WEIGHED]
    (overnight,) = read_rows(
        "l", [(2, ("A", "250", "overnight"))], match_columns(columns), identify, nothing_known, TODAY
    )
    assert [(one.field, one.reason.code, one.kept) for one in overnight.left] == [
        (Field.TIME, Message.OVERNIGHT_TAKEN, True)
    ]


def test_another_form_of_what_a_list_brought_before_is_neither_refused_nor_put_in_its_place() -> None:
    headings = ("Name", "CAS", "Form", "MW")
    rows = [(2, ("A", "50-02-2", "hydrochloride", "286.5"))]

    (verdict,) = read_rows("l", rows, match_columns(headings), identify, holding(cas=OWN), TODAY)

    assert verdict.monograph is not None
    assert not verdict.replaces


def test_a_list_says_what_kind_a_substance_is_and_how_it_is_handled() -> None:
    columns = match_columns(("Name", "Molecule type", "MW", "Handling"))
    cytokine, unknown, drug, serum = read(
        ("IL-21", "Cytokine", "", "Do not vortex; keep it dry"),
        ("Gadget", "Gene", "", ""),
        ("Testimib", "Gene", "300.1", ""),
        ("Goat serum", "serum", "66000", ""),
        columns=columns,
    )

    assert cytokine.monograph is not None
    assert (cytokine.monograph.kind, cytokine.cells[2]) == (SubstanceKind.PROTEIN, "")
    assert [(one.field, one.text) for one in cytokine.left] == [(Field.HANDLING, "Do not vortex; keep it dry")]
    assert (unknown.reason is not None, unknown.field) == (True, "molar_mass")
    assert drug.monograph is not None
    assert [one.reason.code for one in drug.left] == [Message.KIND_UNKNOWN]
    assert serum.reason is not None
    assert serum.reason.code is Message.KIND_WITHOUT_MASS
