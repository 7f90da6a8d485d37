"""Controls go on in the next line where there is no room."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.flow import flow

WIDTH, HEIGHT, SPACING = 100, 30, 8


@pytest.mark.parametrize(("room", "lines"), [(340, 1), (220, 2), (110, 3)])
def test_it_takes_as_many_lines_as_it_needs(qtbot: QtBot, room: int, lines: int) -> None:
    # Not buttons: a style sheet that another test left in the process gives those a height of its own.
    host, boxes = QWidget(), [QWidget() for _ in range(3)]
    qtbot.addWidget(host)
    for box in boxes:
        box.setFixedSize(WIDTH, HEIGHT)
    line = flow(*boxes, spacing=SPACING)
    host.setLayout(line)
    host.resize(room, 200)
    host.show()

    assert line.heightForWidth(room) == lines * HEIGHT + (lines - 1) * SPACING
    assert len({box.y() for box in boxes}) == lines
    assert (line.minimumSize().width(), line.sizeHint().width()) == (WIDTH, 3 * WIDTH + 2 * SPACING)


def test_a_stretch_pushes_what_follows_to_the_right(qtbot: QtBot) -> None:
    host, left, right = QWidget(), QPushButton("a"), QPushButton("b")
    qtbot.addWidget(host)
    for button in (left, right):
        button.setFixedSize(WIDTH, HEIGHT)
    host.setLayout(flow(left, 1, right))
    host.resize(400, 100)
    host.show()

    assert (left.x(), right.x()) == (0, 400 - WIDTH)


def test_every_line_is_at_the_right_where_a_stretch_comes_first(qtbot: QtBot) -> None:
    host, boxes = QWidget(), [QWidget() for _ in range(2)]
    qtbot.addWidget(host)
    for box in boxes:
        box.setFixedSize(WIDTH, HEIGHT)
    host.setLayout(flow(1, *boxes, spacing=SPACING))
    host.resize(150, 100)
    host.show()

    assert [(box.x(), box.y()) for box in boxes] == [(50, 0), (50, HEIGHT + SPACING)]


def test_a_flow_answers_anew_after_something_in_it_changed(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    buttons = [QPushButton("a button with words"), QPushButton("another with words"), QPushButton("a third")]
    made = flow(*buttons)
    holder.setLayout(made)
    holder.ensurePolished()
    one, three, wanted = made.heightForWidth(2000), made.heightForWidth(120), made.sizeHint().width()
    assert three > one
    buttons[1].hide()
    buttons[2].hide()
    assert made.heightForWidth(120) == one
    assert made.sizeHint().width() < wanted
    buttons[0].setText("a button with words that goes on and on")
    assert made.sizeHint().width() == buttons[0].sizeHint().width()


def test_its_margins_are_left_free(qtbot: QtBot) -> None:
    host, boxes = QWidget(), [QWidget() for _ in range(2)]
    qtbot.addWidget(host)
    for box in boxes:
        box.setFixedSize(WIDTH, HEIGHT)
    line = flow(*boxes, spacing=SPACING)
    line.setContentsMargins(14, 6, 24, 10)
    host.setLayout(line)
    room = 14 + WIDTH + 24 + SPACING
    host.resize(room, 200)
    host.show()

    assert [(box.x(), box.y()) for box in boxes] == [(14, 6), (14, 6 + HEIGHT + SPACING)]
    assert line.heightForWidth(room) == 6 + 2 * HEIGHT + SPACING + 10
    assert line.sizeHint().width() == 14 + 2 * WIDTH + SPACING + 24
    assert line.minimumSize().width() == 14 + WIDTH + 24


def test_what_has_a_fixed_width_leaves_no_gap_beside_it(qtbot: QtBot) -> None:
    host, first, second = QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(host)
    for line in (first, second):
        line.setFixedWidth(WIDTH)
    host.setLayout(flow(first, second, spacing=SPACING))
    host.resize(6 * WIDTH, 60)
    host.show()

    assert (first.x(), second.x()) == (0, WIDTH + SPACING)


@pytest.mark.parametrize("words", [False, True])
def test_it_is_never_lower_than_its_lines(qtbot: QtBot, words: bool) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = flow(*(QLabel("words that may be broken into lines") if words else QPushButton("words") for _ in range(3)))
    for label in holder.findChildren(QLabel):
        label.setWordWrap(True)
    outer = QVBoxLayout(holder)
    outer.addLayout(made)
    holder.ensurePolished()

    for width in (500, 120, 40, 500):
        assert made.minimumHeightForWidth(width) == made.heightForWidth(width) > 0
        around = outer.contentsMargins()
        assert outer.minimumHeightForWidth(width + around.left() + around.right()) == (
            made.heightForWidth(width) + around.top() + around.bottom()
        )
