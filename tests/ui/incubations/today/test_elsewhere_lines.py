"""The lines of what runs on other computers, by themselves: what each offers."""

from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import standing
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.session.elsewhere import ElsewhereStatus, RingReason
from benchapp.ui.incubations.today.agenda_lines import AgendaLines
from benchapp.ui.incubations.today.elsewhere_lines import ElsewhereLines
from tests.making import BEGIN, incubation, moment

RUNNING = Running(incubation("i1", 168, 48))


COUNTED, FED = (Step(nth, kind, 3600.0, 0.0) for nth, kind in ((1000, StepKind.COUNT), (1001, StepKind.FEED)))


def status(hours: float, rings: RingReason | None = None, step: Step | None = None) -> ElsewhereStatus:
    found = standing(RUNNING, step or RUNNING.steps()[0], moment(hours))
    return ElsewhereStatus(found, "hood-1", "Mara", timedelta(), False, False, moment(), rings)


@pytest.fixture
def lines() -> ElsewhereLines:
    agenda = AgendaLines(lambda instant: instant.astimezone(UTC))
    agenda.begin(BEGIN)
    return ElsewhereLines(agenda)


@pytest.mark.parametrize(
    ("one", "offered"),
    [
        (status(1), {"ring"}),
        (status(48.1), {"ring", "done_at", "make"}),
        (status(72, step=COUNTED), {"ring", "done_at"}),
        (status(72, step=FED), {"ring", "done_at", "done"}),
        (status(48.1, RingReason.AWAY), {"ring", "acknowledge", "done_at", "make"}),
    ],
)
def test_what_is_offered(lines: ElsewhereLines, qtbot: QtBot, one: ElsewhereStatus, offered: set[str]) -> None:
    row = lines.rows([one], moment(1))[0]
    qtbot.addWidget(row)
    buttons = row.findChildren(QPushButton)

    assert {button.objectName().rpartition(".")[2] for button in buttons} == offered
    assert all(button.accessibleName() or button.text() for button in buttons)


def test_it_is_asked_to_ring_here_and_not_any_more(lines: ElsewhereLines, qtbot: QtBot) -> None:
    wanted: list[tuple[str, bool]] = []
    lines.ring_wanted.connect(lambda incubation, on: wanted.append((incubation, on)))
    for one in (status(1), replace(status(1), asked=True)):
        row = lines.rows([one], moment(1))[0]
        qtbot.addWidget(row)
        button = row.findChild(QPushButton, "today.elsewhere0.ring")
        assert button is not None
        button.click()

    assert wanted == [("i1", True), ("i1", False)]


def test_how_long_ago_it_was_started_goes_on(lines: ElsewhereLines, qtbot: QtBot) -> None:
    row = lines.rows([status(1)], moment(1))[0]
    qtbot.addWidget(row)
    said = row.findChild(QLabel, "today.elsewhere0.detail")
    assert said is not None
    assert "started 1 h ago by Mara" in plain_spaces(said.text())
    lines.pass_time(moment(2))
    assert "started 2 h ago by Mara" in plain_spaces(said.text())
    lines.forget()
    lines.pass_time(moment(3))
    assert "started 2 h ago by Mara" in plain_spaces(said.text())
