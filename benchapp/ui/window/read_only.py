"""A data folder that can only be looked at: what would write there cannot be pressed, and says why, from the start."""

import re

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.widgets.labels import set_tip, tip_markup

# The buttons that write into the journal or the library of compounds, and those that open a form only to be written, by
# their stable names. An alarm is silenced by "Acknowledge" even where that cannot be kept, so it is none of them.
_WRITING = re.compile(
    r".+\.(write|made)|toast\.line\.undo|calculate\.recipes\.save|lab\.(pipettes|rules)\.save"
    r"|solutions\.(actions\.add|empty\.add|rules\..+"
    r"|.+\.(discard|thaw|freeze|(correct|fill|note|take|move|split|discard)\.open))"
    r"|incubate\..+\.(done|skip|pause|resume|add|move|length|stop|step\.(plan|now)|inside\.(none|offer\d+))"
    r"|incubate\..+\.hours\d+\.(before|after)|(today|now|alarm)\..+\.done(_at)?"
    r"|form\.actions\.save|import\.actions\.take|compound\.banner\.(stand|drop|drop-changed)|notes\.damaged\.act"
    r"|journal\.(actions\.(undo|note\.open)|fault\d+\.answer|backups\.restore\d+)"
)
_LOOKED_AT = frozenset({QEvent.Type.Polish, QEvent.Type.Show, QEvent.Type.EnabledChange, QEvent.Type.ToolTipChange})


def writes(name: str) -> bool:
    """Return whether the button of this name writes into the data folder."""
    return _WRITING.fullmatch(name) is not None


@qt_overrides
class ReadOnlyMode(QObject):
    """Disables what writes, on every page and in every window, whenever it is made.

    Args:
        parent: Lives as long as this.
        application: Whose buttons.
        why: The sentence that says why nothing can be written.
    """

    def __init__(self, parent: QObject, application: QApplication, why: str) -> None:
        super().__init__(parent)
        self._why = why
        for widget in application.allWidgets():
            self._close(widget)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Disable a button that writes when it is shown for the first time, or when its page has just enabled it."""
        if event.type() in _LOOKED_AT:
            self._close(watched)
        return False

    def _close(self, watched: QObject) -> None:
        if isinstance(watched, QMenu):
            for action in watched.actions():
                if writes(action.objectName()):
                    action.setEnabled(False)
                    action.setToolTip(tip_markup(self._why))
        if not isinstance(watched, QAbstractButton) or not writes(watched.objectName()):
            return
        if watched.isEnabled():
            watched.setEnabled(False)
        if watched.toolTip() != tip_markup(self._why):
            set_tip(watched, self._why)


def begin_read_only(parent: QObject, why: str) -> None:
    """Disable what writes in every window of the running program from now on."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        ReadOnlyMode(parent, application, why)
