"""The line of fields that opens under what it is about."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.ui.forms.inline_form import InlineForm

FIELDS = (("at", "Done at", "now"), ("note", "Note", ""))


@pytest.fixture
def written() -> list[str]:
    return []


@pytest.fixture
def form(qtbot: QtBot, written: list[str]) -> InlineForm:
    def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
        if texts["at"] == "never":
            raise CalculationError(Message.NOTHING_MADE, field="at")
        written.append(texts["at"])

    made = InlineForm("test", FIELDS, "Record as done", write, lambda: None)
    qtbot.addWidget(made)
    made.resize(900, 120)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_problem_in_a_line_moves_no_button(form: InlineForm, qtbot: QtBot, written: list[str]) -> None:
    button = form.findChild(QPushButton, "test.write")
    assert button is not None
    before = button.x()
    form.fields["at"].fill("never")
    form.write()
    qtbot.wait(20)

    assert button.x() == before
    assert form.problem.isVisible()
    assert form.fields["at"].line.property("wrong") == "true"
    assert written == []


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_in_a_field_records(
    form: InlineForm, qtbot: QtBot, written: list[str], held: Qt.KeyboardModifier
) -> None:
    line = form.fields["note"].line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClick(line, Qt.Key.Key_Return, held)

    assert written == ["now"]
