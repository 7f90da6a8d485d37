"""What shows nothing does not stay in a line that somebody types or pastes into, and that is said under it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.identifiers import typed_line, unseen_character
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.unseen_characters import take_out


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Mara\u200b", "Mara"),
        ("\u2800", ""),
        ("\u3164\u3164", ""),
        ("box\U000e0041 3", "box 3"),
        ("A\u202e1", "A1"),
        ("H\ufeff929", "H929"),
        ("H\u00ad929", "H929"),
        ("β-actin 10\u202fµM", "β-actin 10\u202fµM"),
        ("Zoë 🧪 來", "Zoë 🧪 來"),
        ("🧪\u200d🧪", "🧪🧪"),
    ],
)
def test_what_is_pasted_keeps_only_what_can_be_seen(qtbot: QtBot, pasted: str, kept: str) -> None:
    field = LabelledField("Person", "person")
    qtbot.addWidget(field)
    heard: list[str] = []
    field.edited.connect(heard.append)
    clipboard = QApplication.clipboard()
    clipboard.setText(pasted)

    field.line.paste()

    assert field.text() == kept
    assert heard[-1] == kept
    assert field.line.cursorPosition() == len(kept.encode("utf-16-le")) // 2
    found = unseen_character(pasted)
    assert field.note.text() == (f"An invisible character ({found}) was removed." if found else "")


def test_the_cursor_stays_where_it_was_and_typing_goes_on(qtbot: QtBot) -> None:
    field = LabelledField("Person", "person")
    qtbot.addWidget(field)
    field.fill("Mara Ek")
    field.line.setCursorPosition(4)
    field.line.insert("\u200b\u2060")
    field.line.textEdited.emit(field.line.text())
    assert (field.text(), field.line.cursorPosition()) == ("Mara Ek", 4)

    qtbot.keyClick(field.line, Qt.Key.Key_H)
    assert field.text() == "Marah Ek"


def test_a_break_or_a_tab_becomes_a_blank(qtbot: QtBot) -> None:
    assert typed_line("box 3\tA1\nB2") == "box 3 A1 B2"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_is_left_can_be_seen(text: str) -> None:
    assert unseen_character(typed_line(text)) == ""
    assert typed_line(typed_line(text)) == typed_line(text)


def test_a_solvent_is_read_without_it(qtbot: QtBot) -> None:
    box = SolventCombo("solvent")
    qtbot.addWidget(box)
    box.box.setEditText("DM\u200bSO")
    assert box.text() == "DMSO"


def test_the_cursor_stays_where_it_was(qtbot: QtBot) -> None:
    line = QLineEdit("MG\u200b-1\u200b32")
    qtbot.addWidget(line)
    line.setCursorPosition(4)

    assert take_out(line) == "An invisible character (U+200B) was removed."
    assert (line.text(), line.cursorPosition()) == ("MG-132", 3)
    assert take_out(line) == ""
