"""The lines of the agenda, by themselves: how an instant is written, and which action comes next."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import standing
from benchapp.ui.incubations.today.agenda_lines import AgendaLines
from tests.making import BEGIN, incubation, moment


@pytest.fixture
def lines() -> AgendaLines:
    made = AgendaLines(lambda instant: instant.astimezone(UTC))
    made.begin(BEGIN)
    return made


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (BEGIN + timedelta(hours=3), "11:00"),
        (BEGIN + timedelta(days=1), "Tue 08:00"),
        (BEGIN - timedelta(days=2), "Sat 08:00"),
        (BEGIN + timedelta(days=7), "Mon 08:00"),
        (datetime(2026, 12, 24, 8, 0, tzinfo=UTC), "Thu 24 Dec"),
    ],
)
def test_an_instant_is_as_short_as_it_is_clear(lines: AgendaLines, instant: datetime, words: str) -> None:
    assert lines.when(instant) == words


def test_only_the_first_thing_that_is_due_comes_next(lines: AgendaLines, qtbot: QtBot) -> None:
    due = [standing(one, one.steps()[0], moment(48)) for one in (Running(incubation("i1", 168, 48)),) * 2]
    rows = [lines.of_step(place, status, {due[0].key}) for place, status in enumerate(due)]
    for row in rows:
        qtbot.addWidget(row)

    main = [row.findChild(QPushButton, f"{row.objectName()}.make") for row in rows]
    assert [one.property("primary") for one in main if one is not None] == ["true", None]
    heard = rows[0].findChild(QPushButton, "today.task0.acknowledge")
    assert heard is not None
    assert heard.accessibleName().startswith("Acknowledge the alarm: H929 i1: re-dose")
