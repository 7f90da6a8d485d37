"""What is before a line of the finder: the icon of the room to which it leads."""

from PySide6.QtWidgets import QWidget

from benchapp.base import paths
from benchapp.ui.window.pages import PAGES, PageName

ADD, COMMAND = "plus", "corner-down-right"
# What leads to the form of a compound of one's own.
_ADDED = frozenset({"add", "identity"})
# The keys of what is found begin with its kind.
_ROOMS = {
    "": PageName.COMPOUND,
    "tool": PageName.CALCULATE,
    "recipe": PageName.CALCULATE,
    "other": PageName.CALCULATE,
    "label": PageName.SOLUTIONS,
    "incubation": PageName.INCUBATE,
}


def icon_name(key: str) -> str:
    """Return the icon of what is found by its key; "" is the key of a compound."""
    kind, _, what = key.partition(":")
    if kind in _ADDED:
        return ADD
    if kind == "page" and what in PageName.__members__:
        return PAGES[PAGES[PageName[what]].rail].icon
    return PAGES[_ROOMS[kind]].icon if kind in _ROOMS else COMMAND


def icon_file(key: str, over: QWidget) -> str:
    """Return the file of the icon of what is found, in the look of the widget that it is shown over."""
    dark = over.palette().window().color().lightness() < 128
    return str(paths.resources() / "icons" / ("dark" if dark else "light") / f"{icon_name(key)}-off.svg")
