"""Buttons: of their own, in lists, in rows, and those that open to more."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from benchapp.ui.widgets.labels import CHIP_MARKS, restyle


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
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", "true")

    def press() -> None:
        pressed()

    # Qt hands "checked" to whatever is connected; what is pressed here takes nothing.
    made.clicked.connect(press)
    return made


def set_primary(made: QPushButton, *, primary: bool) -> None:
    """Make a button the one that comes next, or one among others."""
    made.setProperty("primary", "true" if primary else "false")
    restyle(made)


def flat_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that stands in every line of a list, and so does not shout: its border comes with the pointer."""
    made = push_button(text, name, pressed)
    made.setProperty("quiet", "true")
    return made


def toggle_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that stays chosen."""
    made = push_button(text, name, pressed)
    made.setCheckable(True)
    made.setProperty("choice", "true")
    return made


def tab_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make one of a row of buttons of which one is chosen, narrower than a button on its own."""
    made = push_button(text, name, pressed)
    made.setCheckable(True)
    made.setProperty("tab", "true")
    return made
