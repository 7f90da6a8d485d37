"""A line that shows how far a piece of work is, with the button that stops it."""

from PySide6.QtWidgets import QProgressBar, QWidget

from benchapp.presenters.session.progress import Progress
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox


class ProgressLine(QWidget):
    """Hidden until work is watched, and again when that has ended.

    Args:
        what: What is done, for who cannot see the bar.
        name: First part of the stable object names.
    """

    def __init__(self, what: str, name: str) -> None:
        super().__init__()
        self._report: Progress | None = None
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}.bar")
        self.bar.setAccessibleName(what)
        self.bar.setTextVisible(False)
        self.words = text_label("", size="small", tone="muted", wrap=False)
        self.words.setObjectName(f"{name}.words")
        self.stop = push_button(tr("Stop"), f"{name}.stop", self._on_stop)
        self.stop.setAccessibleName(tr("Stop: {what}", what=what))
        line = hbox(self.bar, self.words, self.stop, spacing=12)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def watch(self, report: Progress) -> None:
        """Show how far it is, from now on."""
        self._report = report
        self.bar.setRange(0, 1)
        self.bar.setValue(0)
        self.words.setText("")
        self.stop.setEnabled(True)
        report.moved.connect(self._on_moved)
        report.ended.connect(self._on_ended)
        self.show()

    def _on_moved(self, done: int, whole: int) -> None:
        if self.sender() is self._report:
            self.bar.setRange(0, max(1, whole))
            self.bar.setValue(done)
            self.words.setText(tr("{done} of {whole}", done=done, whole=whole))

    def _on_ended(self) -> None:
        if self.sender() is self._report:
            self._report = None
            self.hide()

    def _on_stop(self) -> None:
        if self._report is not None:
            self.stop.setEnabled(False)
            self._report.stop()
