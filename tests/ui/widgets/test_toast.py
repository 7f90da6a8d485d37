"""The line that confirms what was done."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.messages import BenchError, Message
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.toast import EDGE, WIDTH, Toast, free_beside, free_place


def press(toast: Toast, name: str) -> None:
    """Press a button of the line."""
    button = toast.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_undo_takes_back_what_the_line_is_about(qtbot: QtBot) -> None:
    window, undone = QWidget(), list[str]()
    qtbot.addWidget(window)
    toast = Toast(window, lambda: undone.append("the last entry"))

    def undo_this() -> str:
        undone.append("this file")
        return "Taken back."

    def refuse() -> str:
        raise BenchError(Message.NOTHING_TO_UNDO)

    toast.say("Discarded.", undo=True)
    press(toast, "toast.line.undo")
    toast.say("Imported.", undo=undo_this)
    press(toast, "toast.line.undo")
    assert undone == ["the last entry", "this file"]
    assert toast.words.text() == "Taken back."
    toast.say("Imported.", undo=refuse)
    press(toast, "toast.line.undo")
    assert toast.words.text() == "There is nothing to undo."


def test_what_comes_next_is_offered_and_hides_the_line(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    toast = Toast(window, lambda: None)
    toast.say("Made.", then=("Start the incubation", lambda: done.append("started")))
    assert toast.accessibleName() == "Made."
    press(toast, "toast.line.then")

    assert done == ["started"]
    assert toast.isHidden()
    toast.say("Made again.")
    toast.stop()
    assert toast.isHidden()


def test_a_file_that_was_saved_is_offered_twice(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    toast = Toast(window, lambda: None)
    toast.say(
        "Saved a.pdf.",
        then=("Open", lambda: done.append("opened")),
        also=("Show in folder", lambda: done.append("shown")),
    )
    press(toast, "toast.line.then")
    press(toast, "toast.line.also")

    assert done == ["opened", "shown"]
    toast.say("Done.")
    offers = [toast.findChild(QPushButton, f"toast.line.{name}") for name in ("then", "also", "undo")]
    assert [one.isHidden() for one in offers if one is not None] == [True, True, True]


def test_it_stays_while_the_mouse_is_over_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window).setFocus()
    window.show()
    toast = Toast(window, lambda: None)
    toast._timer.setInterval(20)
    toast.say("Made.", undo=True)
    inside = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(inside, inside, inside))
    qtbot.wait(80)
    assert toast.isVisible()

    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))

    qtbot.waitUntil(toast.isHidden, timeout=2000)


def test_undo_by_the_mouse_leaves_the_keys_where_they_are(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.resize(800, 400)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    toast = Toast(window, lambda: toast.say("Undone."))
    toast.say("Made.", undo=True)

    button = toast.findChild(QPushButton, "toast.line.undo")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert toast.words.text() == "Undone."
    assert field.hasFocus()


def test_it_lies_over_the_panel_and_beside_a_strip_above_the_buttons_of_the_page(qtbot: QtBot) -> None:
    window, side = QWidget(), [268]
    qtbot.addWidget(window)
    window.resize(1366, 768)
    page = QWidget(window)
    page.setGeometry(86, 56, 1232, 712)
    record = QPushButton("Record as made", page)
    record.setGeometry(1000, 650, 200, 40)
    window.show()
    toast = Toast(window, lambda: None, side=lambda: side[0], page=lambda: page)

    toast.say("Made Lenalidomide 10 mM in DMSO (BC-ZWYRDY), use by Mon 23 Nov, 14:05.", undo=True)
    assert toast.geometry().left() >= 1366 - 268
    assert toast.geometry().bottom() == 768 - EDGE - 1
    side[0] = 48
    toast.place()

    at = QRect(record.mapTo(window, record.rect().topLeft()), record.size())
    assert toast.width() == WIDTH
    assert toast.geometry().right() < 1366 - 48
    assert not toast.geometry().intersects(at)
    assert toast.geometry().bottom() < at.top()


SIDES = st.integers(0, 900)
BOXES = st.builds(QRect, SIDES, SIDES, st.integers(1, 300), st.integers(1, 200))


@given(
    wanted=st.builds(QRect, SIDES, st.integers(300, 900), st.integers(1, 300), st.integers(1, 200)),
    taken=st.lists(BOXES),
)
def test_the_free_place_covers_nothing(wanted: QRect, taken: list[QRect]) -> None:
    found = free_place(wanted, taken)

    assert found is None or (found.size(), found.left()) == (wanted.size(), wanted.left())
    assert found is None or found.bottom() <= wanted.bottom()
    assert found is None or not any(one.intersects(found) for one in taken)
    assert found is not None or any(one.intersects(wanted) for one in taken)


@given(
    wanted=st.builds(QRect, SIDES, st.integers(300, 900), st.integers(1, 300), st.integers(1, 200)),
    taken=st.lists(BOXES),
)
def test_the_place_beside_covers_nothing(wanted: QRect, taken: list[QRect]) -> None:
    found = free_beside(wanted, taken)

    assert found is None or (found.size(), found.top()) == (wanted.size(), wanted.top())
    assert found is None or found.right() <= wanted.right()
    assert found is None or not any(one.intersects(found) for one in taken)
    assert found is not None or any(one.intersects(wanted) for one in taken)


def test_it_goes_beside_a_narrow_form_that_opens_under_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    page = QWidget(window)
    page.setGeometry(86, 56, 1232, 712)
    form = QWidget(page)
    form.setGeometry(807, 120, 390, 580)
    lines = [QLineEdit(form) for _ in range(11)]
    for number, line in enumerate(lines):
        line.setGeometry(0, number * 50, 360, 40)
    form.hide()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    toast = Toast(window, lambda: None, side=lambda: 48, page=lambda: page)
    toast.say("Recorded.", undo=True)
    before = toast.geometry()

    form.show()
    lines[0].setFocus()
    qtbot.waitUntil(lambda: toast.geometry() != before, timeout=2000)

    assert toast.geometry().bottom() == before.bottom()
    for line in lines:
        assert not toast.geometry().intersects(QRect(line.mapTo(window, line.rect().topLeft()), line.size()))


def test_where_the_page_is_full_it_covers_what_scrolls_and_not_the_foot(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    page = QWidget(window)
    page.setGeometry(0, 0, 952, 700)
    area = QScrollArea(page)
    area.setGeometry(0, 0, 952, 640)
    inner = QWidget()
    inner.resize(930, 640)
    for top in range(0, 640, 40):
        for left in range(0, 900, 200):
            QCheckBox("Done", inner).setGeometry(left, top, 100, 38)
    area.setWidget(inner)
    record = QPushButton("Record as made", page)
    record.setGeometry(700, 650, 240, 40)
    window.show()
    toast = Toast(window, lambda: None, side=lambda: 48, page=lambda: page)

    toast.say("Started H929 plate 3.", undo=True)

    assert toast.geometry().bottom() < record.geometry().top()
    assert toast.geometry().top() > 400


def test_it_does_not_cover_why_something_was_refused(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    page = QWidget(window)
    page.setGeometry(0, 0, 952, 700)
    refused = text_label("Nobody has said when.", tone="past")
    refused.setParent(page)
    refused.setGeometry(500, 650, 440, 24)
    window.show()
    toast = Toast(window, lambda: None, side=lambda: 48, page=lambda: page)
    toast.say("Recorded.", undo=True)

    assert not toast.geometry().intersects(QRect(refused.mapTo(window, refused.rect().topLeft()), refused.size()))
