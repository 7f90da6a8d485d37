"""The alarm's window, alone."""

from PySide6.QtWidgets import QPushButton
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

    def acknowledge(stands: object) -> bool:
        assert isinstance(stands, list)
        seen.extend(stands)
        window.show_rings([one for one in left if one not in seen])
        return True

    window = AlarmWindow(acknowledge, lambda _stands, _span: True, lambda: None)
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


def shown_buttons(window: AlarmWindow) -> list[str]:
    """Return the words of the buttons that are in sight."""
    return [one.text() for one in window.findChildren(QPushButton) if one.isVisibleTo(window)]


def test_one_alarm_has_each_button_once_and_several_speak_of_all(qtbot: QtBot) -> None:
    window = AlarmWindow(lambda _: True, lambda *_: True, lambda: None)
    qtbot.addWidget(window)
    window.show_rings([overdue("one")])
    assert sorted(shown_buttons(window)) == sorted(["Make it", "Silence", "In 5 min", "In 15 min", "In 60 min", "Seen"])

    window.show_rings([overdue("one"), overdue("two")])
    assert shown_buttons(window).count("Seen") == 2
    assert {"All seen", "All in 5 min", "All in 15 min", "All in 60 min"} < set(shown_buttons(window))
