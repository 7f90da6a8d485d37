"""What a check of the journal found is shown until somebody has looked into it."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.chain_faults import ChainFault
from benchapp.domain.messages import BenchError, Message
from benchapp.ui.journal.fault_card import FaultCard
from benchapp.ui.widgets.fields import LabelledField
from tests.making import BEGIN

CHANGED = ChainFault("f1", BEGIN, Message.JOURNAL_EDITED, "c", 7)
NEWER = ChainFault("f2", BEGIN, "a code of a newer version", "c", 9)


def press(faults: FaultCard, name: str) -> None:
    button = faults.findChild(QPushButton, name)
    assert button is not None
    button.click()


def reason(faults: FaultCard, number: int) -> LabelledField:
    fields = faults.findChildren(LabelledField)
    return next(field for field in fields if field.line.objectName() == f"journal.fault{number}.reason")


def words(faults: FaultCard, number: int) -> str:
    label = faults.findChild(QLabel, f"journal.fault{number}.words")
    assert label is not None
    return label.text()


def test_a_finding_is_answered_with_what_had_happened_and_not_without(qtbot: QtBot) -> None:
    faults = FaultCard()
    qtbot.addWidget(faults)
    assert faults.isHidden()
    faults.show_faults([CHANGED, NEWER], lambda _fault: "today")
    assert not faults.isHidden()
    assert "7" in words(faults, 0)
    assert words(faults, 1) == "■ A fault that only a newer version of the program can name. Found today."
    answered: list[tuple[str, str]] = []
    faults.answered.connect(lambda fault, reason: answered.append((fault, reason)))
    written = reason(faults, 0)

    press(faults, "journal.fault0.answer")
    assert answered == []
    assert written.line.accessibleDescription()
    written.fill(" a restored backup ")
    press(faults, "journal.fault0.answer")

    assert answered == [("f1", "a restored backup")]
    faults.show_problem("f1", BenchError(Message.NOT_SAVED))
    assert written.line.accessibleDescription()


def test_what_is_being_written_stays_when_another_finding_comes_or_goes(qtbot: QtBot) -> None:
    faults = FaultCard()
    qtbot.addWidget(faults)
    faults.show_faults([CHANGED, NEWER], lambda _fault: "today")
    reason(faults, 1).fill("half a sent")

    faults.show_faults([NEWER], lambda _fault: "today")

    assert reason(faults, 0).text() == "half a sent"
    faults.show_faults([], lambda _fault: "today")
    assert faults.isHidden()
