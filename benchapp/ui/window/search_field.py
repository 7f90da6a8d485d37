"""Find anything: a line that finds compounds by any name, and opens what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers
from benchapp.store.library.library import SearchResult
from benchapp.ui.text.language import mark_text, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget, QListWidgetItem

_COMPOUND = qt_numbers.USER_ROLE
_OTHER = qt_numbers.USER_ROLE + 1
# What does not fit is scrolled to.
_MOST_SEEN = 9
# The list of what was found, px: its least width, the least height of a line, and what a line takes beside its text.
_WIDTH, _LINE, _BESIDE, _AROUND = 460, 40, 62, 18
# The key of a substance that has a record and no page begins so.
IDENTITY = "identity:"
# Letters after which what was not found may be a compound to add.
_LEAST_TO_ADD = 3


def _nothing(_text: str) -> tuple[tuple[str, str], ...]:
    return ()


@qt_overrides
class SearchField(QLineEdit):
    """The line in the header with its list of results.

    Args:
        search: Finds compounds, best first.
        host: The window over which the list is shown.
        name: First part of the stable object names.
        what: What is looked for here.
        adds: Whether it offers to add a compound that was not found.

    Attributes:
        taken: What was typed when something was chosen last.
        others: Finds what comes before the compounds, each with its words and a key: a label id, pages and commands.
        more: Finds what follows them: solutions and incubations.

    Signals:
        chosen: A compound was chosen; its id.
        other_chosen: Something else was chosen; its key. That of a compound to add is "add:" and its name, that of a
            substance to calculate with as it is typed "other:" and its name.
    """

    chosen = Signal(str)
    other_chosen = Signal(str)

    def __init__(
        self,
        search: Callable[[str], tuple[SearchResult, ...]],
        host: QWidget,
        name: str = "header.find",
        what: str = mark_text("Find anything   Ctrl+K"),
        *,
        adds: bool = False,
    ) -> None:
        super().__init__()
        self._search = search
        self._name = name
        self._what = what
        self._adds = adds
        self.setObjectName(f"{name}.text")
        self.setAccessibleName(tr("Find a compound, a solution, an incubation, a page or a command"))
        self.setPlaceholderText(tr(what))
        self.setMinimumWidth(280)
        self._host = host
        self._results: QListWidget | None = None
        self._icons: dict[str, QIcon] = {}
        self.taken = ""
        self.others: Callable[[str], tuple[tuple[str, str], ...]] = _nothing
        self.more: Callable[[str], tuple[tuple[str, str], ...]] = _nothing
        self.textEdited.connect(self._on_edited)

    def be_narrow(self, *, narrow: bool) -> None:
        """Set the narrow form for a small window, with a shorter text."""
        self.setMinimumWidth(160 if narrow else 280)
        self.setPlaceholderText(tr("Find   Ctrl+K") if narrow else tr(self._what))

    @property
    def results(self) -> QListWidget:
        """The list of what was found; made when something is first looked for."""
        if self._results is None:
            from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)
            from PySide6.QtWidgets import QListWidget  # noqa: PLC0415

            self._results = made = QListWidget(self._host)
            made.setObjectName(f"{self._name}.results")
            made.setAccessibleName(tr("Found"))
            made.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
            made.setWordWrap(True)
            made.setTextElideMode(Qt.TextElideMode.ElideNone)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setIconSize(QSize(20, 20))
            made.hide()
            made.itemClicked.connect(self._take)
        return self._results

    def offer(self) -> None:
        """Show what can be gone to before anything is typed."""
        if not self.text():
            self._on_edited("")

    # -- what is found ----------------------------------------------------------------------------------------

    def _add(self, words: str, key: str, compound: str = "") -> None:
        from PySide6.QtWidgets import QListWidgetItem  # noqa: PLC0415

        from benchapp.ui.window.search_icons import icon_file  # noqa: PLC0415 (the first paint does without)

        file = icon_file(key, self._host)
        # An icon draws its file once; a new one for each key that is typed would draw it again.
        icon = self._icons[file] = self._icons.get(file) or QIcon(file)
        item = QListWidgetItem(icon, words)
        item.setData(_COMPOUND if compound else _OTHER, compound or key)
        self.results.addItem(item)

    def _on_edited(self, text: str) -> None:
        self.results.clear()
        for words, key in self.others(text):
            self._add(words, key)
        for found in self._search(text):
            how = "" if found.term.text == found.headline.name else f"   {found.term.text} ({tr(found.term.kind)})"
            self._add(f"{found.headline.name}{how}", "", found.headline.id)
        for words, key in self.more(text):
            self._add(words, key)
        if text.strip() and self.results.count() == 0:
            self._say_nothing_found(text.strip())
        elif self._has_identities_only():
            self._offer_to_add(text.strip())
        self._place(shown=self.results.count() > 0)
        # What cannot be chosen is passed over.
        self.results.setCurrentRow(min(1, self.results.count() - 1) if self._nothing_found else 0)

    def _has_identities_only(self) -> bool:
        items = [self.results.item(row) for row in range(self.results.count())]
        return bool(items) and all(str(item.data(_OTHER) or "").startswith(IDENTITY) for item in items)

    @property
    def _nothing_found(self) -> bool:
        first = self.results.item(0)
        return first is not None and first.data(_OTHER) is None and first.data(_COMPOUND) is None

    def _say_nothing_found(self, text: str) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415
        from PySide6.QtWidgets import QListWidgetItem  # noqa: PLC0415

        said = QListWidgetItem(tr("Nothing found. Try another name, the CAS number or a catalogue number."))
        said.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.addItem(said)
        self._offer_to_add(text)
        if self._adds and len(text) >= _LEAST_TO_ADD:
            self._add(tr("Calculate with “{name}” without a page", name=text), f"other:{text}")

    def _offer_to_add(self, text: str) -> None:
        if self._adds and len(text) >= _LEAST_TO_ADD:
            self._add(tr("Add “{name}” as a new compound", name=text), f"add:{text}")

    def _place(self, *, shown: bool) -> None:
        self.results.setVisible(shown)
        if not shown:
            return
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        width = min(max(self.width(), _WIDTH), self.window().width() - 16)
        heights = [self._fit(self.results.item(row), width) for row in range(self.results.count())]
        height = min(8 + sum(heights[:_MOST_SEEN]), self.window().height() - corner.y() - 8)
        left = max(8, min(corner.x(), self.window().width() - width - 8))
        self.results.setGeometry(left, corner.y(), width, height)
        self.results.raise_()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the list under the line while the window changes its size."""
        super().moveEvent(event)
        if self._results is not None and self._results.isVisible():
            self._place(shown=True)

    def _fit(self, item: QListWidgetItem, width: int) -> int:
        """Make a line as high as its words need at a width, and return that height."""
        from PySide6.QtCore import Qt  # noqa: PLC0415

        room = QRect(0, 0, width - _BESIDE, 2000)
        words = self.results.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, item.text())
        height = max(_LINE, words.height() + _AROUND)
        item.setSizeHint(QSize(width - 24, height))
        return height

    # -- choosing ---------------------------------------------------------------------------------------------

    def _take(self, item: QListWidgetItem) -> None:
        compound, other = item.data(_COMPOUND), item.data(_OTHER)
        self.taken = self.text()
        if other:
            self.close_results()
            self.other_chosen.emit(str(other))
        if compound:
            self.close_results()
            self.chosen.emit(str(compound))

    def close_results(self) -> None:
        """Close the list and empty the line."""
        if self._results is not None:
            self._results.hide()
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Pass the arrow keys and Enter on to the list; Esc closes it and empties the line, if there is anything."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)

        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take_current()
            case Qt.Key.Key_Escape if self.text() or (self._results is not None and self._results.isVisible()):
                self.close_results()
            case _:
                super().keyPressEvent(event)

    def _take_current(self) -> None:
        """Choose what is marked in the list; where another window took the keys, the list went and is made anew."""
        if self.text() and not self.results.isVisible():
            self._on_edited(self.text())
        item = self.results.currentItem()
        if item is not None and self.results.isVisible():
            self._take(item)

    def _step(self, by: int) -> None:
        items = (self.results.item(row) for row in range(self.results.count()))
        places = [row for row, item in enumerate(items) if item.data(_OTHER) or item.data(_COMPOUND)]
        if places:
            current = self.results.currentRow()
            at = places.index(current) if current in places else -by
            self.results.setCurrentRow(places[(at + by) % len(places)])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show again what was found, where the keys come back from another window."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)

        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason and self.text():
            self._on_edited(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Close the list; what was looked for goes with it, unless another program is only looked at meanwhile."""
        from PySide6.QtCore import Qt  # noqa: PLC0415

        away = event.reason() in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
        if self._results is not None:
            self._results.hide()
            if not away:
                self.clear()
        super().focusOutEvent(event)
