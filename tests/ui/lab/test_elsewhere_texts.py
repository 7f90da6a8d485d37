"""What is said of an incubation that runs on another computer: how sure, who, and where it rings."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import standing
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.session.elsewhere import ElsewhereStatus, RingReason
from benchapp.ui.lab.elsewhere_texts import alarm_text, detail_text, rings_text, when_text
from tests.making import incubation, moment

RUNNING = Running(incubation())
ONE = ElsewhereStatus(
    standing(RUNNING, RUNNING.end, moment(3)), "hood-1", "Mara", timedelta(seconds=3), False, False, moment(2)
)


def when(instant: datetime) -> str:
    return f"{instant:%H:%M}"


@pytest.mark.parametrize(
    ("within", "words"),
    [(timedelta(seconds=3), "14:00"), (timedelta(minutes=5), "14:00 ± 5 min"), (None, "about 14:00")],
)
def test_how_sure_a_time_is_is_said_where_it_matters(within: timedelta | None, words: str) -> None:
    assert plain_spaces(when_text(replace(ONE, within=within), "14:00")) == words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (ONE, "rings on hood-1"),
        (replace(ONE, place="Room 3"), "rings on hood-1 (Room 3)"),
        (replace(ONE, asked=True), "rings here too"),
        (replace(ONE, away=True), "will ring here: hood-1 was last seen 10:00"),
        (replace(ONE, away=True, closed=moment(1.5).wall), "will ring here: hood-1 was closed 09:30"),
        (replace(ONE, away=True, seen=None), "will ring here: hood-1 has not been seen since this program started"),
        (replace(ONE, away=True, rings=RingReason.AWAY), "rings here: hood-1 was last seen 10:00"),
        (replace(ONE, rings=RingReason.UNANSWERED), "rings here: nobody has answered it for 10 min"),
    ],
)
def test_where_it_rings_is_said(one: ElsewhereStatus, words: str) -> None:
    assert plain_spaces(rings_text(one, when)) == words


def test_who_started_it_and_how_long_ago() -> None:
    said = plain_spaces(detail_text(ONE, "10 µM", moment(3), when))
    assert said == "10 µM · started 3 h ago by Mara · rings on hood-1"
    unnamed = replace(ONE, by="")
    assert "started 3 h ago ·" in plain_spaces(detail_text(unnamed, "", moment(3), when))
    assert "started just now ·" in detail_text(unnamed, "", moment(), when)
    assert "started just now by Mara" in detail_text(ONE, "", moment(), when)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (RingReason.ASKED, "It runs on hood-1."),
        (RingReason.AWAY, "It was started on hood-1: hood-1 was last seen 10:00."),
        (RingReason.UNANSWERED, "It runs on hood-1, where nobody has answered for 10 min."),
    ],
)
def test_an_alarm_says_where_it_belongs(reason: RingReason, words: str) -> None:
    assert plain_spaces(alarm_text(replace(ONE, rings=reason), when)) == words
