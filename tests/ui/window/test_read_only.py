"""What writes cannot be pressed in a folder that is only looked at, whenever it is made; the rest can."""

from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.window.read_only import ReadOnlyMode, writes


def button(parent: QWidget, name: str) -> QPushButton:
    made = QPushButton(name, parent)
    made.setObjectName(name)
    layout = parent.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


def test_what_writes_is_closed_with_the_reason_and_stays_closed(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    before, reading = button(window, "calculate.stock.made"), button(window, "journal.actions.export")
    mode = ReadOnlyMode(window, qapp, "The folder is read-only.")
    later = button(window, "journal.actions.undo")
    window.show()

    for closed in (before, later):
        assert not closed.isEnabled()
        assert "read-only" in closed.toolTip()
        closed.setEnabled(True)
        assert not closed.isEnabled()
    assert reading.isEnabled()
    window.hide()
    qapp.removeEventFilter(mode)


def test_an_alarm_can_be_silenced_where_nothing_can_be_written() -> None:
    assert writes("incubate.card1.done")
    assert not writes("alarm.card1.seen")
    assert not writes("rail.pages.today")


def test_what_writes_is_closed_in_a_menu_when_it_opens(qtbot: QtBot, qapp: QApplication) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    stop, report = menu.addAction("Stop early"), menu.addAction("Report")
    stop.setObjectName("incubate.i1.stop")
    report.setObjectName("incubate.i1.report")
    mode = ReadOnlyMode(menu, qapp, "The folder is read-only.")
    menu.show()

    assert (stop.isEnabled(), report.isEnabled()) == (False, True)
    assert "read-only" in stop.toolTip()
    menu.hide()
    qapp.removeEventFilter(mode)
