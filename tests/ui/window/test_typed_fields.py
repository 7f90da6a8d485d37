"""What a person typed, chose and ticked in one window is put into another; what has no place there is given back."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.window.typed_fields import put_fields, read_fields


def make(qtbot: QtBot, *names: str) -> QWidget:
    window, controls = QWidget(), list[QWidget]()
    for name in names:
        control: QWidget = QLineEdit() if name.endswith("line") else QCheckBox()
        if name.endswith("list"):
            control = DropDown()
            for key in ("freezer", "fridge"):
                control.addItem(key, key)
        if name.endswith("text"):
            control = QPlainTextEdit()
        control.setObjectName(name)
        controls.append(control)
    window.setLayout(vbox(*controls))
    qtbot.addWidget(window)
    return window


def test_what_a_person_did_is_done_again_and_nothing_else(qtbot: QtBot) -> None:
    names = ("page.typed.line", "page.filled.line", "page.chosen.list", "page.ticked.box", "page.note.text")
    left, other = make(qtbot, *names, "page.closed.line", "header.find.line"), make(qtbot, *names)
    for name in ("page.typed.line", "page.closed.line", "header.find.line"):
        qtbot.keyClicks(left.findChild(QLineEdit, name), "1.5 mL")
    left.findChild(QLineEdit, "page.filled.line").setText("filled in")  # type: ignore[union-attr]
    qtbot.keyClicks(left.findChild(QPlainTextEdit, "page.note.text"), "clumps")
    box = left.findChild(DropDown, "page.chosen.list")
    assert box is not None
    box.setCurrentIndex(1)
    box.activated.emit(1)
    left.findChild(QCheckBox, "page.ticked.box").click()  # type: ignore[union-attr]
    line, heard = other.findChild(QLineEdit, "page.typed.line"), list[str]()
    assert line is not None
    line.textEdited.connect(heard.append)

    lost = put_fields(other, read_fields(left), lambda text: text.replace(".", ","))

    assert list(lost.values()) == ["1.5 mL"]
    assert heard == [line.text()] == ["1.5 mL"]
    assert other.findChild(QLineEdit, "page.filled.line").text() == ""  # type: ignore[union-attr]
    assert other.findChild(DropDown, "page.chosen.list").currentData() == "fridge"  # type: ignore[union-attr]
    assert other.findChild(QCheckBox, "page.ticked.box").isChecked()  # type: ignore[union-attr]
    assert other.findChild(QPlainTextEdit, "page.note.text").toPlainText() == "clumps"  # type: ignore[union-attr]
    # It goes on being what a person typed: the next window gets it too.
    assert read_fields(other).texts["page.typed.line"] == "1.5 mL"


def test_what_the_form_has_filled_in_with_its_decimal_sign_stays(qtbot: QtBot) -> None:
    left, other = make(qtbot, "page.typed.line"), make(qtbot, "page.typed.line")
    qtbot.keyClicks(left.findChild(QLineEdit, "page.typed.line"), "1.5 mL")
    line = other.findChild(QLineEdit, "page.typed.line")
    assert line is not None
    line.setText("1,5 mL")

    assert put_fields(other, read_fields(left), lambda text: text.replace(".", ",")) == {}
    assert line.text() == "1,5 mL"
