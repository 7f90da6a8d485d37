"""The alarm's window, alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus, standing
from benchapp.ui.incubations.alarm_window import HEIGHT, AlarmWindow
from tests.making import incubation, moment


def overdue(name: str) -> StepStatus:
    running = Running(incubation(name, every_h=48))
    return standing(running, running.steps()[0], moment(49))


def press_make(window: AlarmWindow) -> None:
    button = window.findChild(QPushButton, "alarm.row0.make")
    assert button is not None
    button.click()


def test_whoever_goes_to_make_a_re_dose_has_seen_its_alarm(qtbot: QtBot) -> None:
    seen: list[StepStatus] = []
    left = [overdue("i1"), overdue("i2")]

    def acknowledge(statuses: object) -> bool:
        assert isinstance(statuses, list)
        seen.extend(statuses)
        window.show_rings([one for one in left if one not in seen])
        return True

    window = AlarmWindow(acknowledge, lambda _stands, _span: True, lambda _stand: True, lambda: None)
    qtbot.addWidget(window)
    window.show_rings(left)
    window.come()
    for_two = window.height()

    with qtbot.waitSignal(window.redose_wanted) as wanted:
        press_make(window)
    still_there = window.isVisible()
    with qtbot.waitSignal(window.redose_wanted):
        press_make(window)

    assert wanted.args == [left[0].running, left[0].step]
    assert seen == left
    assert (still_there, window.isVisible()) == (True, False)
    window.show_rings([overdue("i3")])
    window.come()
    assert window.height() < for_two < HEIGHT


def test_the_search_of_the_program_is_reached_from_the_alarm(qtbot: QtBot) -> None:
    window = AlarmWindow(lambda _: True, lambda *_: True, lambda _: True, lambda: None)
    qtbot.addWidget(window)
    window.show_rings([overdue("one")])
    window.show()
    qtbot.waitUntil(window.isActiveWindow)

    with qtbot.waitSignal(window.find_wanted):
        QTest.keyClick(window.silencer, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def shown_buttons(window: AlarmWindow) -> list[str]:
    """Return the words of the buttons that are in sight."""
    return [one.text() for one in window.findChildren(QPushButton) if one.isVisibleTo(window)]


def test_one_alarm_has_each_button_once_and_several_speak_of_all(qtbot: QtBot) -> None:
    window = AlarmWindow(lambda _: True, lambda *_: True, lambda _: True, lambda: None)
    qtbot.addWidget(window)
    window.show_rings([overdue("one")])
    assert window.title.text() == "H929 one"
    assert sorted(shown_buttons(window)) == [
        "15 min", "60 min", "Acknowledge", "Make the re-dose", "Silence", "Snooze 5 min",
    ]  # fmt: skip
    assert window.later[15].accessibleName() == "Snooze 15 min"
    assert window.windowTitle() == "H929 one · Alarm"

    window.show_rings([overdue("one"), overdue("two")])
    assert window.title.text() == "2 alarms"
    assert shown_buttons(window).count("Acknowledge") == 2
    assert {"Acknowledge all", "Snooze all 5 min", "15 min", "60 min"} < set(shown_buttons(window))
    assert window.later[15].accessibleName() == "Snooze all 15 min"


@pytest.mark.parametrize("name", ["alarm.actions.seen", "alarm.actions.snooze5"])
def test_a_test_alarm_shows_the_window_and_writes_nothing(qtbot: QtBot, name: str) -> None:
    written: list[object] = []

    def write(statuses: object, _span: object = None) -> bool:
        written.append(statuses)
        return True

    window = AlarmWindow(write, write, lambda _: True, lambda: None)
    qtbot.addWidget(window)
    window.show_test()
    window.show_rings([])
    assert window.isVisible()
    assert (window.title.text(), window.windowTitle()) == ("Test alarm", "Test alarm · Alarm")
    assert "Acknowledge" in shown_buttons(window)

    button = window.findChild(QPushButton, name)
    assert button is not None
    button.click()

    assert not window.isVisible()
    assert written == []


def test_an_alarm_that_comes_takes_the_place_of_a_test_and_more_make_the_window_grow(qtbot: QtBot) -> None:
    window = AlarmWindow(lambda _: True, lambda *_: True, lambda _: True, lambda: None)
    qtbot.addWidget(window)
    window.show_test()

    window.show_rings([overdue("one")])
    assert window.title.text() == "H929 one"
    small = window.height()
    window.show_rings([overdue("one"), overdue("two"), overdue("three")])
    assert window.height() > small
    window.show_rings([])
    assert not window.isVisible()


def test_an_end_is_done_from_its_alarm_and_acknowledging_it_is_something_else(qtbot: QtBot) -> None:
    running = Running(incubation("one", length_h=48))
    end = standing(running, running.end, moment(49))
    done: list[StepStatus] = []

    def finish(status: StepStatus) -> bool:
        done.append(status)
        return True

    window = AlarmWindow(lambda _: True, lambda *_: True, finish, lambda: None)
    qtbot.addWidget(window)
    window.show_rings([end])
    assert {"Done", "Acknowledge"} < set(shown_buttons(window))
    # What tells them apart is on the window.
    means = "Acknowledge stops the alarm; what is due stays open until it is recorded as done."
    assert means in [label.text() for label in window.findChildren(QLabel)]
    button = window.findChild(QPushButton, "alarm.row0.done")
    assert button is not None
    assert button.toolTip() == "Records the step as done just now, and stops its alarm."
    button.click()

    assert done == [end]


@pytest.mark.parametrize(("name", "heard"), [("alarm.test.heard", True), ("alarm.test.unheard", False)])
def test_the_window_of_a_test_asks_whether_it_was_heard(qtbot: QtBot, name: str, heard: bool) -> None:
    window = AlarmWindow(lambda _: True, lambda *_: True, lambda _: True, lambda: None)
    qtbot.addWidget(window)
    answers: list[bool] = []
    window.heard.connect(answers.append)
    window.show_test()
    button = window.findChild(QPushButton, name)
    assert button is not None
    # The question, as a screen reader reads it, and in sight.
    assert button.accessibleName().startswith("Did you hear it? ")
    area = window.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0

    button.click()

    assert answers == [heard]
    assert not window.isVisible()


def test_the_end_of_a_test_takes_no_real_alarm_away(qtbot: QtBot) -> None:
    window = AlarmWindow(lambda _: True, lambda *_: True, lambda _: True, lambda: None)
    qtbot.addWidget(window)
    window.show_rings([overdue("one")])
    window.come()

    window.end_test()

    assert window.isVisible()
