"""The few dialogs that stop the work: before a backup is put back, at the end, and after a crash."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.theme import Theme
from benchapp.ui.widgets.window_placement import centre


def message_box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    """Make a dialog that shows its text as it is, with the program's icon, at the start too."""
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.windowIcon().isNull():
        Theme(application).take_icon()
    box = QMessageBox(icon, title, text, parent=parent)
    # The name of a file, a folder or a computer may hold what looks like mark-up.
    box.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
    return box


def ask_restore(parent: QWidget, made: str) -> bool:
    """Ask whether a backup is to take the place of the journal.

    Args:
        parent: What it is asked about.
        made: When the backup was made; the name of its file where that is not known.
    """
    text = tr(
        "Replace the journal with the backup of {made}? What was written since then is no longer "
        "shown. The journal as it is now is kept beside it, and the program starts again.",
        made=made,
    )
    box = message_box(QMessageBox.Icon.Question, tr("Restore a backup"), text, parent)
    restore = box.addButton(tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    # Whoever presses Enter without reading keeps what is shown.
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is restore


def ask_close(window: QWidget, running: int, *, tray: bool) -> str:
    """Ask, while something runs, what closing the window means: "close", "hide" or "stay".

    Args:
        window: The window.
        running: How many incubations run.
        tray: Whether it is minimised into the tray.
    """
    text = (
        tr("1 incubation is running. It continues, but no alarm will sound while the program is closed.")
        if running == 1
        else tr(
            "{running} incubations are running. They continue, but no alarm will sound while the program is closed.",
            running=running,
        )
    )
    box = message_box(QMessageBox.Icon.Question, tr("Bench Companion"), text, window)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    hide = box.addButton(tr("Minimise"), QMessageBox.ButtonRole.ActionRole)
    hide.setToolTip(tr("into the tray; alarms go on") if tray else tr("into the taskbar; alarms go on"))
    close = box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(hide)
    box.exec()
    if box.clickedButton() is close:
        return "close"
    return "hide" if box.clickedButton() is hide else "stay"


def show_crash(report: str, *, last_time: bool = False) -> None:
    """Show a crash report to copy; it is in a file already, and nothing is sent.

    Args:
        report: The report.
        last_time: It is of an earlier run, which ended by itself, and not of this one.
    """
    sentence = (
        tr(
            "The last time, the program ended unexpectedly. Everything that was confirmed is saved, and running timers "
            "went on. Please copy this report for whoever looks after the program. Nothing was sent."
        )
        if last_time
        else tr(
            "A part of the program failed. Everything that was confirmed is saved, and running timers go on. "
            "Please copy this report for whoever looks after the program, then start it again. Nothing was sent."
        )
    )
    dialog = QDialog()
    dialog.setWindowTitle(tr("Something went wrong"))
    dialog.resize(720, 420)
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setAccessibleName(tr("Crash report"))
    layout = QVBoxLayout(dialog)
    layout.addWidget(text_label(sentence))
    layout.addWidget(text, 1)
    copy = push_button(tr("Copy"), "crash.report.copy", lambda: QGuiApplication.clipboard().setText(report))
    close = push_button(tr("Close"), "crash.report.close", dialog.accept, primary=True)
    layout.addLayout(flow(copy, 1, close))
    # Enter closes it, and does nothing in the text, which cannot be typed into.
    close.setDefault(True)
    copy.setAutoDefault(True)
    close.setFocus()
    dialog.setModal(False)
    centre(dialog)
    dialog.show()
    _open.append(dialog)


# Kept, or Python would drop the dialog while it is on screen.
_open: list[QDialog] = []
