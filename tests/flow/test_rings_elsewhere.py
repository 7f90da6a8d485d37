"""Alarms and time in a lab of several computers: who rings, who does not, and by whose clock."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from benchapp.domain.incubations.step_status import Phase
from benchapp.domain.journal.entries import AlarmAcknowledged, StepDone
from benchapp.domain.journal.questions import QuestionKind, open_questions
from benchapp.presenters.session.elsewhere import RingReason
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, ResumedScenario, with_index
from tests.flow.test_two_computers import OtherComputer, join, look, words


@pytest.fixture
def lab(
    qapp: QApplication, tmp_path: Path, begun_day: BegunDay, bundled_index: Path
) -> Iterator[tuple[Scenario, Scenario]]:
    """The computer at which a plate runs, and another; each has a boot clock of its own, and all is exchanged."""
    hood = ResumedScenario(qapp, tmp_path / "hood", begun_day)
    hood.settle()
    office = OtherComputer(qapp, with_index(tmp_path / "office", bundled_index))
    office.settle()
    for _ in range(9):
        office.clock.reboot()
    (tmp_path / "lab").mkdir()
    join(hood, tmp_path / "lab", "hood-1", "Myeloma lab")
    join(office, tmp_path / "lab", "office")
    look(hood, office, hood, office)
    yield hood, office
    for acting in (hood, office):
        acting.end()
    qapp.setStyleSheet("")


def pass_minutes(minutes: int, *computers: Scenario, looking: tuple[Scenario, ...]) -> None:
    """Let time pass on all computers; only some of them are on."""
    for _ in range(minutes):
        for acting in computers:
            acting.clock.advance(minutes=1)
        look(*looking)
    for acting in looking:
        acting.beat()


def until_due(*computers: Scenario, but: timedelta = timedelta()) -> None:
    """Let the time pass until the alarm of the plate comes."""
    hood = computers[0]
    wait = hood.program.services.schedule.soonest(hood.program.services.session.now())
    assert wait is not None
    for acting in computers:
        acting.clock.advance(seconds=(wait - but).total_seconds() + 1)


def ringing(acting: Scenario) -> list[str]:
    acting.beat()
    return [status.running.incubation.name for status in acting.program.services.timers.ringing]


def of_alarm(acting: Scenario) -> str:
    """Return what the window of an alarm says of where it belongs."""
    said = acting.program.rooms.alarms.alarm_window.findChild(QLabel, "alarm.row0.late")
    assert said is not None
    return said.text()


def test_an_alarm_rings_at_home_alone_while_home_is_there(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    until_due(hood, office)
    look(hood, office)

    assert len(ringing(hood)) == 1
    assert ringing(office) == []
    said = words(office, PageName.TODAY)
    assert "rings on hood-1" in said
    assert " by " in office.read("today.elsewhere0.detail")


def test_where_it_was_asked_to_ring_too_it_rings_and_falls_silent_with_one_answer(
    lab: tuple[Scenario, Scenario],
) -> None:
    hood, office = lab
    words(office, PageName.TODAY)
    office.press("today.elsewhere0.ring")
    assert "rings here too" in office.read("today.elsewhere0.detail")
    until_due(hood, office)
    look(office, hood)
    assert ringing(hood) == ringing(office) != []
    alarm = office.program.rooms.alarms.alarm_window
    assert alarm.isVisible()
    assert "It runs on hood-1." in of_alarm(office)

    alarm.seen_all.click()
    look(office, hood)
    assert ringing(hood) == ringing(office) == []
    last = next(hood.program.services.session.backwards())
    assert isinstance(last.body, AlarmAcknowledged)
    words(office, PageName.TODAY)
    office.press("today.elsewhere0.ring")
    assert "rings on hood-1" in office.read("today.elsewhere0.detail")


def test_when_home_is_away_the_others_ring_and_say_so(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    until_due(hood, office, but=timedelta(minutes=30))
    look(hood, office)
    pass_minutes(14, hood, office, looking=(office,))
    assert "rings on hood-1" in words(office, PageName.TODAY)
    pass_minutes(2, hood, office, looking=(office,))
    assert "will ring here: hood-1 was last seen " in words(office, PageName.TODAY)
    assert ringing(office) == []
    pass_minutes(15, hood, office, looking=(office,))
    assert len(ringing(office)) == 1
    assert "It was started on hood-1: hood-1 was last seen " in of_alarm(office)

    look(hood, office)
    assert ringing(office) == []
    assert len(ringing(hood)) == 1


def test_who_is_cut_off_takes_nobody_for_away(lab: tuple[Scenario, Scenario], tmp_path: Path) -> None:
    hood, office = lab
    (tmp_path / "lab").rename(tmp_path / "unplugged")
    until_due(hood, office)
    pass_minutes(40, hood, office, looking=(office,))

    assert ringing(office) == []
    assert len(ringing(hood)) == 1


def test_what_nobody_answers_rings_on_the_others_where_that_is_wanted(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    until_due(hood, office)
    pass_minutes(8, hood, office, looking=(hood, office))
    assert ringing(office) == []
    pass_minutes(3, hood, office, looking=(hood, office))
    elsewhere = office.program.services.session.elsewhere
    assert elsewhere is not None
    assert [one.rings for one in elsewhere.next(office.clock.now())] == [RingReason.UNANSWERED]
    assert len(ringing(office)) == 1

    words(office, PageName.SETTINGS)
    office.press("settings.computers.rings")
    assert ringing(office) == []


def test_wall_clocks_of_others_are_not_trusted_and_a_wrong_one_is_said(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    office.clock.jump(minutes=7)
    pass_minutes(1, hood, office, looking=(hood, office))
    elsewhere = office.program.services.session.elsewhere
    assert elsewhere is not None
    there = hood.program.services.timers.statuses[0].left
    seen = elsewhere.next(office.clock.now())[0]

    assert abs(seen.status.left - there) < timedelta(seconds=5)
    assert seen.within is not None
    assert seen.within < timedelta(seconds=5)
    words(office, PageName.SETTINGS)
    assert "its clock is 7 min behind the one here" in office.read("settings.computers.other0.text").replace(
        "\u202f", " "
    )


def test_a_step_is_marked_as_done_elsewhere_and_when_both_did_somebody_is_asked(
    lab: tuple[Scenario, Scenario],
) -> None:
    hood, office = lab
    until_due(hood, office)
    hood.clock.advance(hours=1)
    office.clock.advance(hours=1)
    words(office, PageName.TODAY)
    office.press("today.elsewhere0.done_at")
    identity = hood.program.services.session.bench.running()[0].incubation.id
    office.press(f"incubate.{identity}.gave.write")
    done = next(office.program.services.session.backwards())
    assert "Re-dose 1" in office.program.services.sentence_of(done)
    hood.beat()
    due = hood.program.services.timers.statuses[0]
    assert due.phase is Phase.DUE
    hood.program.rooms.incubations._do_step(due)
    look(office, hood, office)

    told = set()
    for acting in lab:
        asked = open_questions(acting.program.services.session.bench)
        assert [one.kind for one in asked] == [QuestionKind.STEP]
        told |= set(re.findall(r"(hood-1|office), [^\n:]*\d:\d\d: ", words(acting, PageName.TODAY)))
    # Which of the two entries counts until then hangs on their ids: on both computers it is the same.
    assert len(told) == 1
    assert not isinstance(done.body, StepDone)


def test_a_lost_computer_is_retired_and_what_it_ran_rings_here(lab: tuple[Scenario, Scenario]) -> None:
    hood, office = lab
    until_due(hood, office)
    words(office, PageName.SETTINGS)
    office.press("settings.computers.other0.retire")

    assert len(ringing(office)) == 1
    assert "ON OTHER COMPUTERS" not in words(office, PageName.TODAY)
    assert office.program.services.timers.statuses != ()
    # What it had recorded and not given yet comes all the same when it is found again.
    session = hood.program.services.session
    session.record(AlarmAcknowledged(session.bench.running()[0].incubation.id, 0, 0.0))
    look(hood, office, hood)
    assert office.program.services.session.bench == session.bench
    assert ringing(office) == []
    assert hood.program.services.timers.statuses == ()
    assert "on office" in words(hood, PageName.TODAY)
    words(office, PageName.SETTINGS)
    assert "not used any more" in office.read("settings.computers.other0.text")
    office.press("settings.computers.other0.retire")
    assert "not used any more" not in office.read("settings.computers.other0.text")
