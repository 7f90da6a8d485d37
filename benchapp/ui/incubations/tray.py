"""The mark in the system's tray: what is most urgent in its tooltip, Now and the window by its menu."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from benchapp.base import paths
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.incubation_texts import step_title
from benchapp.ui.text.language import tr

MOST_LINES = 3


def tray_text(statuses: Sequence[StepStatus]) -> str:
    """Return what is due next of each incubation, a line each; in minutes, so that it changes seldom."""
    soonest = sorted(statuses, key=lambda status: status.left)
    lines = [tr("Bench Companion"), *(_line(status) for status in soonest[:MOST_LINES])]
    if len(soonest) > MOST_LINES:
        lines.append(tr("and {count} more", count=len(soonest) - MOST_LINES))
    if not soonest:
        lines.append(tr("Nothing is running."))
    return "\n".join(lines)


def _line(status: StepStatus) -> str:
    name, step, span = status.running.incubation.name, step_title(status), span_text(status.left)
    if status.left.total_seconds() < 0:
        return tr("{name}: {step}, {span} ago", name=name, step=step, span=span)
    return tr("{name}: {step}, in {span}", name=name, step=step, span=span)


class Tray(QObject):
    """The program's mark in the tray.

    Args:
        window: The program's window, which owns the menu.

    Signals:
        came_forward: The window was asked for.
        now_wanted: The Now strip was asked for, in a window on top.
        quit_wanted: The program is to end.
    """

    came_forward = Signal()
    now_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._icon = QSystemTrayIcon(QIcon(str(paths.resources() / "icons" / "flask-conical.svg")), self)
        self.menu = QMenu(window)
        self.menu.addAction(tr("Show"), self.came_forward.emit)
        self.menu.addAction(tr("Timers in a window on top"), self.now_wanted.emit)
        self.menu.addSeparator()
        self.menu.addAction(tr("Quit"), self.quit_wanted.emit)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._on_activated)
        self.shown = ""
        self.show_standings(())
        self._icon.show()

    def show_standings(self, statuses: Sequence[StepStatus]) -> None:
        """Show what is most urgent, where it has changed."""
        text = tray_text(statuses)
        if text != self.shown:
            self.shown = text
            self._icon.setToolTip(text)

    def say(self, text: str) -> None:
        """Show a line beside the tray, as the system does."""
        self._icon.showMessage(tr("Bench Companion"), text)

    def hide(self) -> None:
        """Remove it from the tray."""
        self._icon.hide()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # A click with the second button opens the menu and asks for nothing else.
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.came_forward.emit()
