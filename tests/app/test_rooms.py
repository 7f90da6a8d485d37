"""What one room hands to the next, and that each is made when it is first needed."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.ui.text.formatting import near_time
from benchapp.ui.window.pages import PageName
from tests.making import incubation


def test_no_room_but_compounds_is_made_before_it_is_needed(rooms: Rooms) -> None:
    made = list[object]()
    rooms.calculator_made.connect(made.append)
    rooms_of = (Rooms.calculator, Rooms.solutions, Rooms.incubations, Rooms.journal, Rooms.settings)
    assert [room.if_made(rooms) for room in rooms_of] == [None] * len(rooms_of)

    calculator = rooms.calculator

    assert made == [calculator]
    assert rooms.calculator is calculator


def test_a_compound_is_opened_on_its_page(services: Services, shell: Shell, rooms: Rooms) -> None:
    rooms.open_compound(FIRST_COMPOUND)

    assert services.compounds.monograph is not None
    assert services.compounds.monograph.id == FIRST_COMPOUND
    assert shell.window.page is PageName.COMPOUND


def test_the_last_compound_is_opened_without_leaving_the_page(services: Services, shell: Shell, rooms: Rooms) -> None:
    rooms.open_last(FIRST_COMPOUND)

    assert services.compounds.monograph is not None
    assert shell.window.page is PageName.TODAY


def test_another_compound_never_stands_in_for_one_that_is_gone(
    services: Services, shell: Shell, rooms: Rooms, said: QLabel
) -> None:
    rooms.open_compound(FIRST_COMPOUND)
    services.session.record(IncubationStarted(incubation("i1", every_h=48, start=services.session.now())))
    running = services.session.bench.incubations["i1"]

    services.timers.refresh(services.session.now())
    (status,) = services.timers.statuses
    rooms.begin_redose(running, status.step)

    assert "Lenalidomide" in said.text()
    assert Rooms.calculator.if_made(rooms) is None


def test_a_backup_that_is_named_may_be_put_back(rooms: Rooms, tmp_path: Path) -> None:
    assert rooms.restore(tmp_path / "backup.sqlite")


def test_a_snoozed_alarm_says_of_what_it_is_and_when_it_rings_again(
    services: Services, shell: Shell, rooms: Rooms, said: QLabel
) -> None:
    for name in ("i1", "i2"):
        services.session.record(IncubationStarted(incubation(name, start=services.session.now())))
    services.timers.refresh(services.session.now())
    first, second = services.timers.statuses
    now = services.session.local_now()

    rooms.alarms.snooze([first], timedelta(minutes=15))
    assert said.text() == f"H929 i1 rings again at {near_time(now + timedelta(minutes=15), now)}."
    rooms.alarms.snooze([first, second], timedelta(hours=30))
    assert said.text() == f"2 alarms ring again at {near_time(now + timedelta(hours=30), now)}."
    rooms.alarms.acknowledge([first])
    assert said.text() == "Acknowledged: H929 i1. What is due stays open until it is recorded as done."
