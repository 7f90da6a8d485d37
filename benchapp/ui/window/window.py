"""The window: header, rail, pages and Now at their right. It only places them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from benchapp.base.lazy import weakly
from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session import qt_numbers
from benchapp.ui.incubations.now.now_side import NowSide
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import press_by_enter
from benchapp.ui.widgets.fields import focus_in
from benchapp.ui.widgets.notice_bar import NoticeBar
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Theme
from benchapp.ui.widgets.window_placement import swap_full_screen
from benchapp.ui.window.first_paint import FirstPaint
from benchapp.ui.window.header import Header
from benchapp.ui.window.pages import PAGES, PageName
from benchapp.ui.window.rail import Rail

if TYPE_CHECKING:
    from benchapp.ui.widgets.focus_return import FocusReturn

# Narrower than this, there is no room for the Now panel, and the header has its narrow form.
FOLD_BELOW = 1180
# Narrower than this, the list of solutions and what is beside it need the room of the panel, which repeats the list.
FOLD_BESIDE_SOLUTIONS_BELOW = 1500
# The pages on which the open compound is used, and those that belong to them.
_OF_COMPOUND = frozenset({PageName.COMPOUND, PageName.CALCULATE})
# Of those, the ones that are about others as well.
_OF_ANY = frozenset({PageName.COMPOUNDS, PageName.FORM, PageName.IMPORT})
# Where what is new is offered; elsewhere somebody is at work.
_OFFERS_ON = frozenset({PageName.TODAY, PageName.COMPOUND})


def _always() -> bool:
    return True


def _takes(window: "Window", event: QKeyEvent) -> bool:
    """Do what a key means that nothing on the page has taken; tell whether it means something."""
    if event.key() != qt_numbers.KEY_ESCAPE:
        return press_by_enter(window, event)
    if window.now.unfolded:
        window.now.fold()
    elif window.isFullScreen():
        swap_full_screen(window)
    else:
        return False
    return True


@qt_overrides
class Window(QWidget):
    """The program's window.

    Args:
        makers: Makes each page, by its name; called when it is first needed.
        now: What runs and what is in hand.
        desk: Which compound it is.
        theme: The look.

    Attributes:
        takes_place: Whether it is where another window was; elsewhere it is fitted into its screen.

    Signals:
        page_shown: Another page was shown; its `PageName`.
        theme_wanted: Light or dark is to change.
        hidden: The window was hidden or shown: whether it is hidden.
        dropped: A file was dropped on the window: its path.
        closed: The window was closed.
        notes_understood: A note was read and taken away; its key.
        add_wanted: Ctrl+N: add a compound.
        edit_wanted: Ctrl+E: edit the open compound.
        asked: A command of the help menu or a key was asked for; its name.
        form_taken: Another form of the compound was chosen here: the id of the one before.
    """

    page_shown = Signal(object)
    theme_wanted = Signal()
    hidden = Signal(bool)
    dropped = Signal(str)
    closed = Signal()
    notes_understood = Signal(str)
    add_wanted = Signal()
    edit_wanted = Signal()
    asked = Signal(str)
    form_taken = Signal(str)

    def __init__(
        self, makers: Mapping[PageName, Callable[[], QWidget]], now: NowSide, desk: CurrentCompound, theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(tr("Bench Companion"))
        self._makers = dict(makers)
        self.may_close: Callable[[], bool] = _always
        self.takes_place = False
        self._pages: dict[PageName, QWidget] = {}
        self.now = now
        self.header = Header(desk, self)
        self.header.theme_wanted.connect(self.theme_wanted)
        self.header.form_taken.connect(self.form_taken)
        self.header.list_wanted.connect(partial(self.show_page, PageName.COMPOUNDS))
        self.header.compound_wanted.connect(partial(self.show_page, PageName.COMPOUND))
        self.finder = self.header.finder
        self.rail = Rail(self, theme)
        # Shows a page that was chosen; somebody may make it in pieces first.
        self.open_page: Callable[[PageName], object] = self.show_page
        self.rail.chosen.connect(weakly(self, lambda window, name: window.open_page(name)))
        desk.chosen.connect(weakly(self, _name_compound))
        self.rail.asked.connect(self.asked)
        self.stack = QStackedWidget()
        self._keys_back: FocusReturn | None = None
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header.widget)
        self.notes = NoticeBar(self.notes_understood.emit)
        outer.addLayout(_body(self.rail.widget, self.notes, self.stack, now), 1)
        self.resize(1366, 768)
        self.setMinimumSize(900, 500)
        self.setAcceptDrops(True)

    def mark_examples(self, try_alarm: Callable[[], object], leave: Callable[[], object]) -> None:
        """Show over every page that it shows examples, with the way out.

        Args:
            try_alarm: Lets an alarm be heard and seen.
            leave: Closes the examples.
        """
        from benchapp.ui.window.examples_bar import ExamplesBar  # noqa: PLC0415 (few ask for them)

        self.rail.offers_examples = False
        self.header.leave_look()
        self._outer.insertWidget(1, ExamplesBar(try_alarm, leave))

    def bind_keys(self) -> None:
        """Bind the window's keys and add its help, once it has been painted."""
        from benchapp.ui.widgets.focus_return import FocusReturn  # noqa: PLC0415 (the first paint does without)
        from benchapp.ui.widgets.keys import bind  # noqa: PLC0415

        self._keys_back = FocusReturn(self, self._home_of_keys)
        self.rail.bind_keys()
        actions: dict[str, Callable[[], object]] = {
            "find": self.header.find,
            "add": self.add_wanted.emit,
            "edit": self.edit_wanted.emit,
            **{name: partial(self.asked.emit, name) for name in ("help", "keys", "day")},
        }
        for action, do in actions.items():
            bind(self, action, do)

    def _home_of_keys(self) -> QWidget | None:
        """Return what takes the keys on the page in view, where nothing that had them is left."""
        page = self.stack.currentWidget()
        first = page.first if isinstance(page, Page) else None
        return first if first is not None and first.isVisible() and first.isEnabled() else page

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Be as high as somebody makes it: Windows would ask each page how high it has to be, and pages scroll."""
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 (Qt's names)
        """Go to the next control by Tab; back to where the keys were, where the one that has them goes away."""
        if self._keys_back is not None and self._keys_back.give_back():
            return True
        return super().focusNextPrevChild(next)

    def only_show(self, why: str) -> None:
        """Disable everything that writes into the journal, here and in every other window, and show why there."""
        from benchapp.ui.window.read_only import begin_read_only  # noqa: PLC0415 (most starts do without)

        begin_read_only(self, why)

    def is_made(self, name: PageName) -> bool:
        """Return whether a page has been made."""
        return name in self._pages

    def make(self, name: PageName) -> QWidget:
        """Return a page, made now unless it is there."""
        if name not in self._pages:
            page = self._pages[name] = Page.made_in(self.stack, self._makers[name])
            self.stack.addWidget(page)
            if isinstance(page, Page):
                page.fill()
        return self._pages[name]

    def take_place_of(self, before: QWidget) -> None:
        """Be exactly where another window is, and let that one go when this one has been painted."""
        if not before.isMaximized() and not before.isFullScreen():
            # Where somebody put it, even partly beside the screen; and free of what its frame is taken to be.
            self.setGeometry(before.geometry())
        self.takes_place = True
        painted = FirstPaint(self)
        painted.seen.connect(before.hide)
        painted.seen.connect(before.deleteLater)

    def come_forward(self) -> None:
        """Come up from the tray, the taskbar or behind other windows, as large as it was."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without)

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_page(self, name: PageName) -> None:
        """Show a page."""
        page = self.make(name)
        self.stack.setCurrentWidget(page)
        with_compound = PAGES[name].rail in _OF_COMPOUND and name not in _OF_ANY
        self.header.show_page(tr(name.value), with_compound=with_compound, in_list=name is PageName.COMPOUNDS)
        self.notes.set_offering(offering=PAGES[name].rail in _OFFERS_ON)
        self._make_room()
        if isinstance(page, Page) and page.first is not None:
            focus_in(page.first)
        elif self.focusWidget() in {None, self.header.form}:
            # An arrow key meant for the page must not choose another salt form.
            self.rail.focus(name)
        self.rail.check(name)
        self.page_shown.emit(name)

    @property
    def page(self) -> PageName:
        """The page that is shown."""
        current = self.stack.currentWidget()
        return next(name for name, page in self._pages.items() if page is current)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the narrow form where there is no room for the other."""
        self.header.be_narrow(narrow=event.size().width() < FOLD_BELOW)
        self._make_room()
        super().resizeEvent(event)

    def current_page(self) -> QWidget | None:
        """Return the widget of the page that is shown; None before there is one."""
        return self.stack.currentWidget()

    def _make_room(self) -> None:
        """Fold Now where there is no room for its panel, and beside a recipe, which needs it."""
        shown = self.page if self.stack.count() else None
        least = FOLD_BESIDE_SOLUTIONS_BELOW if shown is PageName.SOLUTIONS else FOLD_BELOW
        self.now.fold()
        self.now.set_room(room=self.width() >= least and shown is not PageName.CALCULATE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Press by Enter the button that has the keys; fold Now by Esc, or leave the full screen."""
        if not _takes(self, event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Fold Now again by a press beside it."""
        self.now.fold()
        super().mousePressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Accept files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Report the first file that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files[0])

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Report that the window is seen, unless it is shown minimised."""
        self.hidden.emit(self.isMinimized())
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Report that the window is not seen."""
        self.hidden.emit(True)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Report that the window was minimised, or is seen again; an active window is seen, whatever its state says."""
        kind = event.type()
        if kind is QEvent.Type.WindowStateChange:
            self.hidden.emit(self.isMinimized() or not self.isVisible())
        elif kind is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.hidden.emit(False)
            if self._keys_back is not None:
                self._keys_back.give_back()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask whether it may close, and tell that it did; everything confirmed is saved already."""
        if not self.may_close():
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)


def _body(rail: QWidget, notes: QWidget, pages: QWidget, now: QWidget) -> QHBoxLayout:
    """Return what is under the header; the notes are beside the rail.

    Over it, a note that not every page shows would move the buttons of the rail under the pointer.
    """
    middle = QVBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(notes)
    middle.addWidget(pages, 1)
    body = QHBoxLayout()
    body.setSpacing(0)
    body.addWidget(rail)
    body.addLayout(middle, 1)
    body.addWidget(now)
    return body


def _name_compound(window: Window) -> None:
    page = window.header.desk.monograph
    window.rail.name_compound(page.identity.name if page is not None else "")
