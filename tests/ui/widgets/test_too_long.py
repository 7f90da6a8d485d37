"""What does not fit into a line is said: a note that is pasted is not cut unseen."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchapp.ui.widgets.fields import LabelledField


def test_what_is_pasted_and_does_not_fit_is_said(qapp: QApplication) -> None:
    field = LabelledField("What happened?", "note.text")
    clipboard = QGuiApplication.clipboard()

    clipboard.setText("x" * 200)
    field.line.paste()
    QApplication.processEvents()
    assert (len(field.text()), field.note.text()) == (200, "")

    field.fill("")
    clipboard.setText("🧫 clumps " * 10_000)
    field.line.paste()
    QApplication.processEvents()
    assert len(field.text()) > 150
    assert field.note.text() == "No more fits here. What was longer was left out."
    clipboard.clear()


def test_what_is_edited_afterwards_says_no_more_of_it(qapp: QApplication) -> None:
    field = LabelledField("What happened?", "note.text")
    field.fill("x" * 200)

    field.line.insert("y")
    QApplication.processEvents()

    assert field.text() == "x" * 200
    assert "left out" in field.note.text()
