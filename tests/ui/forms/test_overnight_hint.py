"""What "overnight" is taken as is said at every field that reads a length, while it is typed."""

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.ui.forms.inline_form import InlineForm
from benchapp.ui.forms.overnight_hint import overnight_note
from benchapp.ui.widgets.fields import LabelledField

TAKEN = "Overnight is taken as 16 h. Type another length, or until when."


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("overnight", TAKEN),
        ("O/N", TAKEN),
        ("über Nacht", TAKEN),
        ("in overnight", TAKEN),
        ("overnight (18 h)", ""),
        ("16 h", ""),
        ("until Fri 17:00", ""),
        ("", ""),
    ],
)
def test_only_the_convention_is_said(text: str, note: str) -> None:
    assert overnight_note(text).replace("\u202f", " ") == note


def test_a_field_that_is_asked_says_it_and_takes_it_back(qapp: QApplication) -> None:
    asked = InlineForm(
        "x", [("length", "In all", "48 h"), ("when", "When", ""), ("reason", "Why", "")], "Write", print, lambda: None
    )

    def noted(name: str, text: str) -> str:
        field = asked.fields[name]
        field.line.setText(text)
        field.line.textEdited.emit(text)
        return field.note.text().replace("\u202f", " ")

    assert noted("length", "overnight") == TAKEN
    assert noted("when", "over night") == TAKEN
    assert noted("reason", "overnight") == ""
    assert noted("length", "18 h") == ""
    assert isinstance(asked.fields["length"], LabelledField)
