"""What a screen reader is described for what is painted by hand: a picture is a picture, a figure is a text."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from benchapp.ui.calculator.plate_map import PlateView
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.time_text import TimeText

_ROLES = {
    Picture: QAccessible.Role.Graphic,
    PlateView: QAccessible.Role.Chart,
    TimeText: QAccessible.Role.StaticText,
}


def tell_roles() -> None:
    """Set the roles of painted widgets, for all that are made from now on and have not been asked for yet."""
    QAccessible.installFactory(_interface)


def _interface(_name: str, watched: QObject) -> QAccessibleInterface | None:
    for kind, role in _ROLES.items():
        if isinstance(watched, kind) and isinstance(watched, QWidget):
            return QAccessibleWidget(watched, role)
    return None
