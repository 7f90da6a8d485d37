"""A line of the agenda, by itself."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.incubations.today.agenda_row import AgendaRow
from benchapp.ui.widgets.buttons import push_button


def make_row(done: list[str], *, late: bool = False) -> AgendaRow:
    words = ("H929 plate 3: re-dose 10 µM Lenalidomide", "half change at 2×")
    names = ("Acknowledge", "Make the re-dose")
    buttons = [push_button(name, f"x.{name}", partial(done.append, name)) for name in names]
    return AgendaRow("x", "14:05", words, lambda: done.append("opened"), buttons, late=late)


def test_it_says_when_what_and_how_long_until_then(qtbot: QtBot) -> None:
    done = list[str]()
    row = make_row(done, late=True)
    qtbot.addWidget(row)
    row.show_left("20 min late")

    said = [label.text() for label in row.findChildren(QLabel)]
    assert said == ["14:05", "H929 plate 3: re-dose 10 µM Lenalidomide", "half change at 2×", "20 min late"]
    assert row.left.property("tone") == "past"
    row.click()
    row.findChildren(QPushButton)[1].click()
    assert done == ["opened", "Make the re-dose"]


def test_its_buttons_go_under_the_words_where_both_have_no_room(qtbot: QtBot) -> None:
    row = make_row([])
    qtbot.addWidget(row)
    row.show()
    tops = []
    for width in (1000, 460):
        row.resize(width, row.heightForWidth(width))
        QCoreApplication.processEvents()
        tops.append(row.findChildren(QPushButton)[0].y() > row.title.geometry().bottom())

    assert tops == [False, True]
