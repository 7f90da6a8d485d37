import pytest

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.headings import match_columns
from benchapp.domain.compounds.lists.rows import LONGEST_NOTE, read_row
from benchapp.domain.messages import Message

COLUMNS = match_columns(("Name", "Cat. No.", "MW", "Notes"))


def test_a_row_becomes_what_is_told_of_a_compound() -> None:
    told, left, two = read_row("list.csv, row 2", ("SAHA", "S1047", "264.32 g/mol", "light"), COLUMNS)

    assert (told.text(Field.NAME), told.text(Field.CODE), told.text(Field.NOTE)) == ("SAHA", "S1047", "light")
    assert told.source == "list.csv, row 2"
    assert (left, two) == ([], None)


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        (("A\u200bB", "1", "100", ""), Field.NAME, Message.UNSEEN_OUT),
        (("SAHA", "149647-78-9", "264.32", ""), Field.CODE, Message.CAS_READ_AS),
        (("SAHA", "1", "264.32", "word " * LONGEST_NOTE), Field.NOTE, Message.SHORTENED),
    ],
)
def test_what_is_repaired_is_said(cells: tuple[str, ...], field: Field, code: Message) -> None:
    told, (repaired,), _ = read_row("list.csv, row 2", cells, COLUMNS)

    assert (repaired.field, repaired.reason.code, repaired.kept) == (field, code, True)
    assert len(told.text(Field.NOTE)) <= LONGEST_NOTE
