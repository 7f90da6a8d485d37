"""Find anything: a line that finds compounds by any name, and opens what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from benchapp.presenters.session import qt_numbers
from benchapp.store.library.library import SearchResult
from benchapp.ui.text.language import mark_text, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget, QListWidgetItem

_COMPOUND = qt_numbers.USER_ROLE
_OTHER = qt_numbers.USER_ROLE + 1
# What does not fit is scrolled to.
_MOST_SEEN = 9


def _nothing(_text: str) -> tuple[tuple[str, str], ...]:
    return ()


class Finder(QLineEdit):
    """The line in the header with its list of results.

    Args:
        search: Finds compounds, best first.
        host: The window over which the list is shown.
        name: First part of the stable object names.
        what: What is looked for here.

    Attributes:
        others: Finds what stands before the compounds, each with its words and a key: a label id, pages and commands.
        more: Finds what follows them: solutions and incubations.

    Signals:
        chosen: A compound was chosen; its id.
        other_chosen: Something else was chosen; its key.
    """

    chosen = Signal(str)
    other_chosen = Signal(str)

    def __init__(
        self,
        search: Callable[[str], tuple[SearchResult, ...]],
        host: QWidget,
        name: str = "header.find",
        what: str = mark_text("Find anything   Ctrl+K"),
    ) -> None:
        super().__init__()
        self._search = search
        self._name = name
        self._what = what
        self.setObjectName(f"{name}.text")
        self.setAccessibleName(tr("Find a compound, a solution, an incubation, a page or a command"))
        self.setPlaceholderText(tr(what))
        self.setMinimumWidth(280)
        self._host = host
        self._results: QListWidget | None = None
        self.others: Callable[[str], tuple[tuple[str, str], ...]] = _nothing
        self.more: Callable[[str], tuple[tuple[str, str], ...]] = _nothing
        self.textEdited.connect(self._on_edited)
        self.installEventFilter(self)

    def be_narrow(self, *, narrow: bool) -> None:
        """Set the narrow form for a small window, with a shorter text."""
        self.setMinimumWidth(160 if narrow else 280)
        self.setPlaceholderText(tr("Find   Ctrl+K") if narrow else tr(self._what))

    @property
    def results(self) -> QListWidget:
        """The list of what was found; made when something is first looked for."""
        if self._results is None:
            from PySide6.QtWidgets import QListWidget  # noqa: PLC0415

            self._results = QListWidget(self._host)
            self._results.setObjectName(f"{self._name}.results")
            self._results.setAccessibleName(tr("Found"))
            self._results.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
            self._results.hide()
            self._results.itemClicked.connect(self._take)
        return self._results

    def offer(self) -> None:
        """Show what can be gone to before anything is typed."""
        if not self.text():
            self._on_edited("")

    def _add_others(self, found: tuple[tuple[str, str], ...]) -> None:
        from PySide6.QtWidgets import QListWidgetItem  # noqa: PLC0415

        for words, key in found:
            item = QListWidgetItem(words)
            item.setData(_OTHER, key)
            self.results.addItem(item)

    def _on_edited(self, text: str) -> None:
        from PySide6.QtWidgets import QListWidgetItem  # noqa: PLC0415

        self.results.clear()
        self._add_others(self.others(text))
        for found in self._search(text):
            kind = found.term.kind
            how = "" if found.term.text == found.headline.name else f"   {found.term.text} ({kind})"
            item = QListWidgetItem(f"{found.headline.name}{how}")
            item.setData(_COMPOUND, found.headline.id)
            self.results.addItem(item)
        self._add_others(self.more(text))
        if text.strip() and self.results.count() == 0:
            item = QListWidgetItem(tr("Nothing found. Try another name, the CAS number or a catalogue number."))
            from PySide6.QtCore import Qt  # noqa: PLC0415

            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.results.addItem(item)
        self._place(shown=self.results.count() > 0)
        self.results.setCurrentRow(0)

    def _place(self, *, shown: bool) -> None:
        self.results.setVisible(shown)
        if shown:
            corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
            width = max(self.width(), 420)
            rows = min(_MOST_SEEN, self.results.count())
            height = 8 + sum(self.results.sizeHintForRow(row) for row in range(rows))
            left = min(corner.x(), self.window().width() - width - 8)
            self.results.setGeometry(left, corner.y(), width, height)
            self.results.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        compound, other = item.data(_COMPOUND), item.data(_OTHER)
        if other:
            self.close_results()
            self.other_chosen.emit(str(other))
        if compound:
            self.close_results()
            self.chosen.emit(str(compound))

    def close_results(self) -> None:
        """Close the list and empty the line."""
        self.results.hide()
        self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Pass the arrow keys, Enter and Esc on to the list while the line has the focus."""
        if watched is self and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)

            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    count = max(1, self.results.count())
                    self.results.setCurrentRow((self.results.currentRow() + step) % count)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    item = self.results.currentItem()
                    if item is not None and self.results.isVisible():
                        self._take(item)
                    return True
                case Qt.Key.Key_Escape:
                    self.results.hide()
                    return True
                case _:
                    return False
        if watched is self and event.type() is QEvent.Type.FocusOut and self._results is not None:
            self.results.hide()
        return super().eventFilter(watched, event)
