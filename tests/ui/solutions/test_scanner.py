from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from benchapp.domain.solutions.label_ids import check_character, new_label
from benchapp.ui.solutions.scanner import Scanner

LABEL = f"BC-7F3K9{check_character('7F3K9')}"


class Typist:
    """Presses keys in a field, so many milliseconds apart."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self._now = 1000

    def wait(self, pause_ms: int) -> None:
        self._now += pause_ms

    def type(self, text: str, apart_ms: int) -> None:
        for character in text:
            self._now += apart_ms
            key = Qt.Key.Key_Return if character == "\n" else Qt.Key(ord(character.upper()))
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(self._now)
            QCoreApplication.sendEvent(self._line, event)


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit("10 ")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def scanned(line: QLineEdit) -> Iterator[list[str]]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = Scanner(application)
    found: list[str] = []
    made.scanned.connect(found.append)
    yield found
    made.stop()


def test_a_scan_is_taken_and_the_field_is_as_it_was(line: QLineEdit, scanned: list[str]) -> None:
    entered: list[str] = []
    line.returnPressed.connect(lambda: entered.append("Enter"))
    Typist(line).type(f"{LABEL}\n", 5)

    assert scanned == [LABEL]
    assert line.text() == "10 "
    assert entered == []


def test_a_label_of_a_lab_is_taken_whole(line: QLineEdit, scanned: list[str]) -> None:
    label = new_label(lambda below: below - 1, in_lab=True)
    Typist(line).type(f"{label}\n", 5)

    assert scanned == [label]
    assert line.text() == "10 "


def test_what_only_begins_as_a_label_is_left_in_the_field(line: QLineEdit, scanned: list[str]) -> None:
    Typist(line).type("BC-00000012345", 5)

    assert scanned == ["BC-000000"]
    assert line.text() == "10 12345"


def test_a_hand_types_what_it_types(line: QLineEdit, scanned: list[str]) -> None:
    Typist(line).type(LABEL, 120)

    assert scanned == []
    assert line.text() == f"10 {LABEL}"


def test_what_fails_its_check_or_is_no_label_stays_in_the_field(line: QLineEdit, scanned: list[str]) -> None:
    wrong = LABEL[:-1] + ("0" if LABEL[-1] != "0" else "1")
    typist = Typist(line)
    typist.type(wrong, 5)
    typist.type(" 123456789", 100)

    assert scanned == []
    assert line.text() == f"10 {wrong} 123456789"


def test_a_scan_after_typing_by_hand_is_taken_alone(line: QLineEdit, scanned: list[str]) -> None:
    typist = Typist(line)
    typist.type("mM", 150)
    typist.wait(400)
    typist.type(LABEL, 6)

    assert scanned == [LABEL]
    assert line.text() == "10 mM"
