"""What a screen reader is given beyond Qt's own: roles of what is painted by hand, and sentences said aloud."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

# By the class's name, so that nothing is imported for it before the first paint. A window that is a plain widget would
# be an unnamed filler, and a reader says no word of a window that is none.
ROLES = {
    "Picture": QAccessible.Role.Graphic,
    "PlateView": QAccessible.Role.Chart,
    "TimeText": QAccessible.Role.StaticText,
    "Window": QAccessible.Role.Window,
    "AlarmWindow": QAccessible.Role.Window,
    "NowWindow": QAccessible.Role.Window,
}


def set_roles() -> None:
    """Set the roles of painted widgets and windows, for all that have not been asked for yet."""
    QAccessible.installFactory(_interface)


def _interface(name: str, watched: QObject) -> QAccessibleInterface | None:
    role = ROLES.get(name)
    return QAccessibleWidget(watched, role) if role is not None and isinstance(watched, QWidget) else None


def announce(source: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let a screen reader say a sentence, where one is listening.

    Args:
        source: What it comes from.
        sentence: What is said.
        urgent: Whether it interrupts what is being said, as an alarm does.
    """
    if not sentence or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(source, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
