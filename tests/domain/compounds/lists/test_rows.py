import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.headings import match_columns
from benchapp.domain.compounds.lists.rows import LONGEST_NOTE, read_row
from benchapp.domain.messages import Message

COLUMNS = match_columns(("Name", "Cat. No.", "MW", "Notes"))


def test_a_row_becomes_what_is_known_of_a_compound() -> None:
    entered, left, two = read_row("list.csv, row 2", ("SAHA", "S1047", "264.32 g/mol", "light"), COLUMNS)

    assert (entered.text(Field.NAME), entered.text(Field.CODE), entered.text(Field.NOTE)) == ("SAHA", "S1047", "light")
    assert entered.source == "list.csv, row 2"
    assert (left, two) == ([], None)


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        (("A\u200bB", "1", "100", ""), Field.NAME, Message.UNSEEN_OUT),
        (("SAHA", "149647-78-9", "264.32", ""), Field.CODE, Message.CAS_READ_AS),
        (("SAHA", "1", "264.32", "word " * LONGEST_NOTE), Field.NOTE, Message.SHORTENED),
    ],
)
def test_what_is_repaired_is_said(cells: tuple[str, ...], field: Field, code: MessageCode) -> None:
    entered, (repaired,), _ = read_row("list.csv, row 2", cells, COLUMNS)

    assert (repaired.field, repaired.reason.code, repaired.kept) == (field, code, True)
    assert len(entered.text(Field.NOTE)) <= LONGEST_NOTE


Cells = tuple[str, ...]


def said_of(headings: Cells, cells: Cells, solvent: str = "") -> list[tuple[str, str, str]]:
    columns = replace(match_columns(headings), solvent=solvent)
    entered, _, _ = read_row("list.csv, row 2", cells, columns)
    return [
        (one.solvent, one.value.text or f"{one.value.number} {one.value.unit}", one.condition)
        for one in entered.dissolved
    ]


SOLVENT = ("Name", "Solvent", "Solubility (mg/mL)")
INSOLUBLE_IN = ("Name", "DMSO (mg/mL) at 25 °C", "Insoluble in")


@pytest.mark.parametrize(
    ("headings", "cells", "said"),
    [
        (SOLVENT, ("A", "DMSO", "5"), [("DMSO", "5 mg/mL", "")]),
        # A solvent without a figure says that it dissolves there; one that nobody knows by name too.
        (SOLVENT, ("A", "DMSO", ""), [("DMSO", "soluble, no figure", "")]),
        (SOLVENT, ("A", "foo", ""), [("foo", "soluble, no figure", "")]), (SOLVENT, ("A", "-", ""), []),
        (SOLVENT, ("A", "DMSO", "ethanol: 5 mg/mL"), [("ethanol", "5 mg/mL", "")]), (SOLVENT, ("A",), []),
        (INSOLUBLE_IN, ("A", "5", "water; ethanol and foo, 12, DMSO"),
         [("DMSO", "5 mg/mL", "at 25 °C"), ("water", "insoluble", ""), ("ethanol", "insoluble", ""),
          ("foo", "insoluble", "")]),
        (INSOLUBLE_IN, ("A", "n/a", "n/a"), []),
        # The temperature beside the figure counts before the one in the heading.
        (("Name", "DMSO 37 °C (mg/mL)"), ("A", "5 at 20 °C"), [("DMSO", "5 mg/mL", "at 20 °C")]),
        (("Name", "DMSO (foo)"), ("A", "5"), []),
    ],
)  # fmt: skip
def test_what_a_row_says_of_solvents(headings: Cells, cells: Cells, said: list[tuple[str, str, str]]) -> None:
    assert said_of(headings, cells) == said


def test_a_list_s_own_solvent_is_that_of_bare_figures() -> None:
    assert said_of(("Name", "Solubility (mg/mL)"), ("A", "5"), "DMSO") == [("DMSO", "5 mg/mL", "")]


@pytest.mark.parametrize(
    ("headings", "cells", "codes"),
    [
        # A number in the column of the solvent is of another column.
        (SOLVENT, ("A", "12", "5"), [Message.SOLVENT_UNKNOWN, Message.SOLVENT_UNKNOWN]),
        (("Name", "Solubility in DMSO"), ("A", "5"), [Message.ROW_NO_UNIT]),
        (("Name", "CAS"), ("A", "50-02-3"), [Message.CAS_WRONG]),
        (("Name", "CAS"), ("A", "0050-02-2"), [Message.CAS_READ_AS]),
        # Two letters that look alike, of two alphabets.
        (("Name",), ("S\u0430ha",), [Message.MIXED_SCRIPT]),
    ],
)  # fmt: skip
def test_what_is_left_out_of_a_row_is_said(headings: Cells, cells: Cells, codes: list[MessageCode]) -> None:
    _, left, _ = read_row("list.csv, row 2", cells, match_columns(headings))

    assert [one.reason.code for one in left] == codes


@pytest.mark.parametrize(
    ("cells", "name", "synonyms"),
    [
        (("SAHA", "vorinostat", "MK0683"), "SAHA", "MK0683; vorinostat"), (("123", "SAHA", ""), "SAHA", ""),
        (("", "SAHA", ""), "SAHA", ""), (("123", "", ""), "123", ""), (("SAHA", "SAHA", ""), "SAHA", ""),
        (("n/a", "", "x"), "", "x"),
    ],
)  # fmt: skip
def test_the_name_is_the_first_that_is_no_number(cells: Cells, name: str, synonyms: str) -> None:
    entered, _, _ = read_row("list.csv, row 2", cells, match_columns(("Name", "Product name", "Synonyms")))

    assert (entered.text(Field.NAME), entered.text(Field.SYNONYMS)) == (name, synonyms)


@pytest.mark.parametrize(
    ("synonyms", "end"), [("ab; " * 1200, "ab"), ("x" * (LONGEST_NOTE + 500), "x"), ("ab|" * 1200, "ab")]
)
def test_synonyms_that_are_cut_end_with_a_whole_one(synonyms: str, end: str) -> None:
    entered, (cut,), _ = read_row("list.csv, row 2", ("A", synonyms), match_columns(("Name", "Synonyms")))

    assert cut.reason.code is Message.SHORTENED
    assert entered.text(Field.SYNONYMS).endswith(end)
    assert LONGEST_NOTE - 5 < len(entered.text(Field.SYNONYMS)) <= LONGEST_NOTE


def test_a_form_beside_the_molar_mass_is_the_form_of_the_row_unless_it_has_one() -> None:
    headings = ("Name", "MW", "Form")

    entered, _, _ = read_row("list.csv, row 2", ("A", "250 (free base)", ""), match_columns(headings))
    assert (entered.text(Field.MOLAR_MASS), entered.text(Field.FORM)) == ("250", "free base")
    entered, _, _ = read_row("list.csv, row 2", ("A", "250 (free base)", "crystals"), match_columns(headings))
    assert entered.text(Field.FORM) == "crystals"
