"""The line that confirms what was done, with Undo; it goes by itself and takes nothing away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from benchapp.domain.messages import BenchError
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label

SHOWN_MS = 8000


class Toast(QFrame):
    """A line at the foot of the window.

    Args:
        host: The window.
        undo: Undoes the last action of the journal.
    """

    def __init__(self, host: QWidget, undo: Callable[[], object]) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self.words = text_label("")
        self.words.setObjectName("toast.line.words")
        self._undo_last = undo
        self._undo_this: Callable[[], str] | None = None
        self._undo = push_button(tr("Undo"), "toast.line.undo", self._on_undo)
        self._then_do: Callable[[], object] | None = None
        self._then = push_button("", "toast.line.then", self._on_then)
        self._then.setAccessibleName(tr("What comes next"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._then)
        layout.addWidget(self._undo)
        self.hide()
        host.installEventFilter(self)

    def say(
        self,
        sentence: str,
        *,
        undo: bool | Callable[[], str] = False,
        then: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show a sentence for a while.

        Args:
            sentence: What was done.
            undo: Whether Undo is offered, of the last action of the journal; or what takes this one back.
            then: What is usually done next: its words, and what it does; None for nothing.
        """
        words, self._then_do = then or ("", None)
        self._then.setText(words)
        self._then.setAccessibleName(words or tr("What comes next"))
        self._then.setVisible(then is not None)
        self._undo_this = undo if callable(undo) else None
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self._undo.setVisible(bool(undo))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _on_then(self) -> None:
        self.hide()
        if self._then_do is not None:
            self._then_do()

    def _on_undo(self) -> None:
        if self._undo_this is None:
            self._undo_last()
            return
        try:
            sentence = self._undo_this()
        except BenchError as error:
            sentence = say_error(error)
        self.say(sentence)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            width = min(720, host.width() - 48)
            self.setGeometry((host.width() - width) // 2, host.height() - 136, width, 60)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay at the foot of a window that changes its size."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def stop(self) -> None:
        """Hide it at once."""
        self._timer.stop()
        self.hide()
