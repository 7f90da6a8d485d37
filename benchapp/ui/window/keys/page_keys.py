"""The keys that do the same on every page: find, print, save, full screen; Undo where no field has its own."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.keys import bind
from benchapp.ui.widgets.page import Page, bring_into_view
from benchapp.ui.widgets.window_placement import swap_full_screen
from benchapp.ui.window.keys.find_bar import FindBar
from benchapp.ui.window.window import Window

NOTHING_TO_PRINT = mark_text("This page has nothing to print.")
NOTHING_TO_SAVE = mark_text("This page has nothing to save as a file.")


class PageKeys(QObject):
    """Binds the keys of every page.

    Args:
        window: The window.

    Signals:
        undo_wanted: The last entry is to be taken back.
        redo_wanted: The entry that was taken back is to be brought back.
        said: Why nothing was done: the sentence.
    """

    undo_wanted = Signal()
    redo_wanted = Signal()
    said = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._bars: dict[QWidget, FindBar] = {}
        self.own_undo = OwnUndo(window)
        actions: dict[str, Callable[[], object]] = {
            "find_on_page": self.find,
            "undo": self.undo_wanted.emit,
            "redo": self.redo_wanted.emit,
            "print": partial(self._with_sheet, lambda page: page.print_sheet(), NOTHING_TO_PRINT),
            "save": partial(self._with_sheet, lambda page: page.save_sheet(), NOTHING_TO_SAVE),
            "full_screen": partial(swap_full_screen, window),
            "menu": self.open_menu,
        }
        for action, do in actions.items():
            bind(window, action, do)

    def find(self) -> None:
        """Go to the search of the page in view; open a line that finds words where it has none."""
        page = self._window.current_page()
        if not isinstance(page, Page) or page.search_page():
            return
        if page not in self._bars:
            self._bars[page] = self._make_bar(page)
        self._bars[page].begin()

    def open_menu(self) -> None:
        """Open the menu of what has the keys, as the menu key does."""
        focused = self._window.focusWidget()
        if focused is not None:
            at = focused.rect().center()
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, focused.mapToGlobal(at))
            QApplication.sendEvent(focused, asked)

    @staticmethod
    def _make_bar(page: Page) -> FindBar:
        bar = FindBar(page.inner, bring_into_view, "page.find")
        bar.setContentsMargins(24, 8, 24, 8)
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, bar)
        return bar

    def _with_sheet(self, do: Callable[[Page], bool], otherwise: str) -> None:
        page = self._window.current_page()
        if not isinstance(page, Page) or not do(page):
            self.said.emit(tr(otherwise))


@qt_overrides
class OwnUndo(QObject):
    """Lets Ctrl+Z through to the window where the field with the focus has nothing of its own to take back.

    A line takes these keys for itself, whether anything was typed in it or not. What was typed before the last entry of
    the journal was written is part of it, and not taken back letter by letter.

    Args:
        window: Whose fields these are.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._typed = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_moved)

    def forget(self) -> None:
        """Count what was typed so far as part of the entry that was just written."""
        self._typed = False

    def _on_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = new if isinstance(new, QLineEdit | QPlainTextEdit) and new.window() is self._window else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Leave the keys of Undo to the window, where nothing was typed since the last entry."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._typed = self._typed or _changes_text(event)
        elif kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if (undo or redo) and not self._has_own(watched, redo=redo):
                event.ignore()
                return True
        return False

    def _has_own(self, field: QObject, *, redo: bool) -> bool:
        if isinstance(field, QLineEdit):
            return self._typed and (field.isRedoAvailable() if redo else field.isUndoAvailable())
        if isinstance(field, QPlainTextEdit):
            document = field.document()
            return self._typed and (document.isRedoAvailable() if redo else document.isUndoAvailable())
        return False


def _changes_text(event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Paste) or event.matches(QKeySequence.StandardKey.Cut):
        return True
    return event.key() in _DELETING or (bool(event.text()) and event.text().isprintable())


_DELETING = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
