"""What is shown before the first window: why there is none yet, and whether to take over a folder in use."""

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from benchapp.domain.messages import BenchError
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.window_placement import centre
from benchapp.ui.window.blocking_dialogs import message_box

# How long a window may take until it can be seen, ms; and the width of its text, px.
_SEEN_WITHIN_MS, _WIDTH = 2000, 420


def show_problem(error: BenchError, *, again: bool = False) -> bool:
    """Show in a dialog why the program cannot start; return whether to try again.

    Args:
        error: Why.
        again: Offer to try again.
    """
    box = message_box(QMessageBox.Icon.Critical, tr("Bench Companion"), say_error(error))
    retry = box.addButton(tr("Try again"), QMessageBox.ButtonRole.AcceptRole) if again else None
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return retry is not None and box.clickedButton() is retry


def ask_override(folder: str, host: str) -> bool:
    """Ask whether a data folder that is in use, or may be, is to be used all the same.

    Args:
        folder: The data folder.
        host: The machine that it is in use on; "" where nobody can tell whether it is.
    """
    text = (
        tr(
            "The data folder {folder} is in use on {host}. If the program there is closed or that computer is gone, "
            "it can be used here: the journal continues in a new chain.",
            folder=folder,
            host=host,
        )
        if host
        else tr(
            "A program that ended or hangs has left a lock in the data folder {folder}, and nothing answers there. If "
            "no other window of Bench Companion is open with it, it can be used here.",
            folder=folder,
        )
    )
    box = message_box(QMessageBox.Icon.Question, tr("Bench Companion"), text + tr("\n\nUse it here?"))
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    # Two programs that write into one folder are the worse mistake.
    box.setDefaultButton(QMessageBox.StandardButton.No)
    return box.exec() == QMessageBox.StandardButton.Yes


def show_replaying(entries: int) -> QLabel:
    """Show that the whole journal is read, and return once that can be seen: nothing is answered meanwhile."""
    notice = text_label(
        tr(
            "Reading the whole journal: {count:entries}. A long one takes up to a minute. This is done once, because "
            "what shortens a start is missing or from another version; nothing is lost.",
            count=entries,
        )
    )
    notice.setObjectName("start.replaying")
    notice.setWindowTitle(tr("Bench Companion"))
    notice.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
    notice.setMargin(24)
    notice.setFixedWidth(_WIDTH)
    notice.adjustSize()
    centre(notice)
    notice.show()
    end, handle = QDeadlineTimer(_SEEN_WITHIN_MS), notice.windowHandle()
    while not (handle.isExposed() or end.hasExpired()):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)
    notice.repaint()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return notice
