"""What is shown while a file is dragged over the window: what it would do there, or why it cannot be taken."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.window.window import Window

# The endings of what can be imported: monographs, lists and structure files.
ENDINGS = frozenset({".json", ".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".ods", ".sdf", ".sd"})
_MARGIN = 16


class DropHint(QFrame):
    """A frame over the window with one sentence; it takes no part in the dragging.

    Args:
        window: The window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = text_label("", size="large")
        self.words.setObjectName("drop.hint.words")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        self.hide()

    def show_over(self, window: QWidget, sentence: str, *, taken: bool) -> None:
        """Cover the window with the sentence.

        Args:
            window: What is covered.
            sentence: What would come of a drop.
            taken: Whether the file can be taken.
        """
        self.setProperty("taken", "true" if taken else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.words.setText(sentence)
        self.setGeometry(window.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))
        self.show()
        self.raise_()


@qt_overrides
class FileDrops(QObject):
    """Shows what a dragged file would do, and says why one that was dropped is not taken.

    Args:
        window: The window, which takes the others.

    Signals:
        said: Why a file is not taken: the sentence.
    """

    said = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.hint = DropHint(window)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Show and hide the hint; keep from the window what it cannot take."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                file = _first_file(event.mimeData())
                if file is None:
                    return False
                self.hint.show_over(self._window, _sentence(file), taken=_is_taken(file))
                # Accepted even where it cannot be taken: only so the drop comes here and is answered.
                event.acceptProposedAction()
                return True
            case QEvent.Type.DragLeave:
                self.hint.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self.hint.hide()
                file = _first_file(event.mimeData())
                if file is not None and not _is_taken(file):
                    event.acceptProposedAction()
                    self.said.emit(_sentence(file))
                    return True
        return False


def _first_file(dragged: QMimeData) -> Path | None:
    return next((Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()), None)


def _is_taken(file: Path) -> bool:
    return file.suffix.casefold() in ENDINGS


def _sentence(file: Path) -> str:
    if _is_taken(file):
        return tr("Drop to import {file}; you see it before anything is saved.", file=file.name)
    return tr("{file} cannot be imported. Lists (CSV, Excel, ODS, SDF) and monographs (JSON) can.", file=file.name[:60])
