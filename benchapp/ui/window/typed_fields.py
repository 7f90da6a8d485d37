"""What a person has typed, chosen and ticked on the pages of a window, read from one and put into another."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct, field
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from benchapp.ui.widgets.fields import DropDown

_Control = TypeVar("_Control", bound=QWidget)
# What is part of the window and no page, and the page that changes the language itself.
_NOT_THOSE = ("header.", "finder.", "settings.", "qt_")


class TypedFields(Struct, frozen=True):
    """What a person has put into the controls of a window, by their object names.

    Attributes:
        texts: What was typed.
        choices: What was chosen from lists, as the data of the entry.
        ticks: Whether boxes are ticked.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, object] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)


def read_fields(window: QWidget) -> TypedFields:
    """Read what a person has put into the pages of a window; what the program filled in is left out."""
    texts = {
        line.objectName(): line.text()
        for line in window.findChildren(QLineEdit)
        if line.isModified() and line.text() and _counts(line)
    }
    texts |= {
        area.objectName(): area.toPlainText()
        for area in window.findChildren(QPlainTextEdit)
        if area.document().isModified() and _counts(area)
    }
    choices = {
        box.objectName(): box.currentData() for box in window.findChildren(DropDown) if box.picked and _counts(box)
    }
    ticks = {box.objectName(): box.isChecked() for box in window.findChildren(QCheckBox) if _counts(box)}
    return TypedFields(texts, choices, ticks)


def put_fields(window: QWidget, typed: TypedFields, respell: Callable[[str], str]) -> dict[str, str]:
    """Put it into the pages of another window, as if a person did; return the texts that found no field, by name.

    Args:
        window: The window, with the same pages.
        typed: What was read from the one before.
        respell: Gives a text its decimal sign.
    """
    for name, chosen in typed.choices.items():
        box = _find(window, DropDown, name)
        place = box.findData(chosen) if box is not None else -1
        if box is not None and place not in {-1, box.currentIndex()}:
            box.setCurrentIndex(place)
            box.activated.emit(place)
    for name, ticked in typed.ticks.items():
        tick = _find(window, QCheckBox, name)
        if tick is not None and tick.isEnabled() and tick.isChecked() is not ticked:
            tick.click()
    return {name: text for name, text in typed.texts.items() if not _type(window, name, text, respell)}


def _type(window: QWidget, name: str, text: str, respell: Callable[[str], str]) -> bool:
    """Type a text where it was; tell whether its field is there."""
    line = _find(window, QLineEdit, name)
    if line is not None:
        if line.text() not in {text, respell(text)}:
            line.setText(text)
            line.textEdited.emit(text)
        line.setModified(True)
        return True
    area = _find(window, QPlainTextEdit, name)
    if area is not None:
        area.setPlainText(text)
        area.document().setModified(True)
    return area is not None


def _counts(widget: QWidget) -> bool:
    name = widget.objectName()
    return bool(name) and not name.startswith(_NOT_THOSE)


def _find(window: QWidget, kind: type[_Control], name: str) -> _Control | None:
    found = window.findChild(kind, name)
    return found if isinstance(found, kind) else None
