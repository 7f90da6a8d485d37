"""Buttons: of their own, in lists, in rows, and those that open to more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from benchapp.presenters.session import qt_numbers
from benchapp.ui.widgets.labels import CHIP_MARKS, restyle

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    # Qt for Python takes one class of Qt's only.
    _Button = object
Button = TypeVar("Button", bound=QPushButton)


def disclosure_button(text: str, state: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a state that opens to more; `set_opened` turns its arrow."""
    made = push_button(f"{CHIP_MARKS[state]} {text} ▾", name, pressed)
    made.setProperty("chip", state)
    return made


def set_opened(made: QPushButton, *, opened: bool) -> None:
    """Turn the arrow of an opener."""
    made.setText(f"{made.text()[:-1]}{'▴' if opened else '▾'}")


def push_button(
    text: str, name: str, pressed: Callable[[], object], *, primary: bool = False, tip: str = ""
) -> QPushButton:
    """Make a button; `name` is its stable object name."""
    made = named(QPushButton(), name, pressed, text)
    made.setToolTip(tip)
    if primary:
        made.setProperty("primary", "true")
    return made


def named(made: Button, name: str, pressed: Callable[[], object], text: str) -> Button:
    """Give a button its text, its stable object name and what a press does."""
    made.setText(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)

    def press() -> None:
        pressed()

    # Qt hands "checked" to whatever is connected; what is pressed here takes nothing.
    made.clicked.connect(press)
    return made


def set_primary(made: QPushButton, *, primary: bool) -> None:
    """Make a button the one that comes next, or one among others."""
    wanted = "true" if primary else "false"
    if made.property("primary") != wanted:
        made.setProperty("primary", wanted)
        restyle(made)


def flat_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that is in every line of a list, and so does not shout: its border comes with the pointer."""
    made = push_button(text, name, pressed)
    made.setProperty("quiet", "true")
    if text.startswith("‹ "):
        # The arrow is no word.
        made.setAccessibleName(text.removeprefix("‹ "))
    return made


class StaysChosen(_Button):
    """A button of Qt that stays chosen, to be named before Qt's class of button.

    A screen reader turns such a button without a click; here that counts as one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turned_by_us = False
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def setChecked(self, chosen: bool) -> None:  # noqa: N802 (Qt's name)
        """Choose it or not, as the program does: this is no click."""
        self._turn(lambda: super(StaysChosen, self).setChecked(chosen))

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        """Turn with a click, which says so itself."""
        self._turn(super().nextCheckState)

    def _turn(self, turn: Callable[[], object]) -> None:
        before, self._turned_by_us = self._turned_by_us, True
        try:
            turn()
        finally:
            self._turned_by_us = before

    def _on_toggled(self, chosen: bool) -> None:
        group = self.group()
        # Of a group that holds one choice, the one before is let go by the group.
        let_go = not chosen and group is not None and group.exclusive()
        if not self._turned_by_us and not let_go:
            self.clicked.emit()


class ChoiceButton(StaysChosen, QPushButton):
    """A button that stays chosen."""


class ChoiceToolButton(StaysChosen, QToolButton):
    """A button under an icon that stays chosen."""


def toggle_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that stays chosen."""
    made = named(ChoiceButton(), name, pressed, text)
    made.setProperty("choice", "true")
    return made


def tab_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make one of a row of buttons of which one is chosen, narrower than a button on its own."""
    made = named(ChoiceButton(), name, pressed, text)
    made.setProperty("tab", "true")
    return made


def press_by_enter(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button that has the keys of a window, where a key is Enter; tell whether it was so.

    Qt presses one by the space bar only, and by Enter only in its dialogs. What has fields takes Enter for itself
    before it comes to the window.
    """
    focused = window.focusWidget()
    if not isinstance(focused, QPushButton | QToolButton) or event.key() not in _ENTER or event.isAutoRepeat():
        return False
    from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without: presenters/session/qt_numbers.py)

    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    focused.click()
    return True


_ENTER = frozenset({qt_numbers.KEY_RETURN, qt_numbers.KEY_ENTER})
