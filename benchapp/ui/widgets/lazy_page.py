"""A long page that is made as it comes near to being seen: what nobody scrolls to costs neither time nor memory."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from benchapp.ui.widgets.page import Page

# What is still to be made: about how high it will be, px, and what makes it.
Piece = tuple[int, Callable[[], None]]
# About how high a card is without what is in it, and a line in it.
CARD, LINE = 64, 64
_LINES_AT_ONCE = 8
# How far ahead of what is seen things are made.
_AHEAD = 600
_LAID_OUT_MS = 200


def some_at_once(begin: Callable[[], None], lines: Sequence[Callable[[], None]]) -> Iterator[Piece]:
    """Yield a card with its lines, some of them at a time: a long one would hold up whoever scrolls to it."""

    def do(work: Sequence[Callable[[], None]]) -> None:
        for step in work:
            step()

    for place in range(0, len(lines), _LINES_AT_ONCE):
        some = lines[place : place + _LINES_AT_ONCE]
        yield LINE * len(some) + (0 if place else CARD), partial(do, some if place else [begin, *some])


class LazyPage(QObject):
    """Makes the pieces of a page in their order, with the event loop between, as far as somebody may soon see them.

    Args:
        page: The page; its scroll bar shows about how long it will be.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._waiting: list[Piece] = []
        self._begun = self._wants_all = self._to_end = False
        self._ahead = _AHEAD
        self._then: list[Callable[[], None]] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._show_next)
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.timeout.connect(self._follow_no_longer)
        bar = page.area.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(self._on_scrolled)

    @property
    def whole(self) -> bool:
        """Whether nothing is still to be made."""
        return not self._waiting

    def begin_anew(self) -> None:
        """Forget what is still to be made: the page shows something else."""
        self._waiting.clear()
        self._then.clear()
        self._wants_all = self._to_end = False
        # Room for what was to come of the page before would count as made, and nothing would be.
        self._keep_room()
        self._page.area.verticalScrollBar().setValue(0)

    def add(self, *pieces: Piece) -> None:
        """Line up what is to be made, the top of the page first."""
        self._waiting += pieces
        self._keep_room()
        if self._begun:
            self._next.start(0)

    def go_on(self, *, ahead: bool = True) -> None:
        """Begin to make; before it is called, pieces only wait.

        Args:
            ahead: Make what may soon be seen as well, and not only what is in view.
        """
        self._begun = True
        self._ahead = _AHEAD if ahead else 0
        self._next.start(0)

    def make_all(self, then: Callable[[], None] | None = None) -> None:
        """Make all that is waiting, and then do something, once however often it is asked for."""
        if then is not None and then not in self._then:
            self._then.append(then)
        self._wants_all = True
        self._next.start(0)

    def _on_scrolled(self, value: int) -> None:
        at_end = 0 < value == self._page.area.verticalScrollBar().maximum()
        self._to_end = at_end and (self._to_end or bool(self._waiting))
        if self._begun and self._waiting and self._made_to() < self._seen_to():
            # The wheel is faster than what is made in its turn: one piece is higher than any notch of it.
            self._make_one()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._look_ahead()

    def _on_range(self, _least: int, most: int) -> None:
        if self._to_end:
            # Somebody went to the end of the page before it was there.
            self._page.area.verticalScrollBar().setValue(most)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Go on where what is made comes to its end not far under what is seen."""
        if self._waiting and self._begun and not self._next.isActive():
            self._next.start(0)

    def _is_far_ahead(self) -> bool:
        return self._made_to() > self._seen_to() + self._ahead

    def _seen_to(self) -> int:
        area = self._page.area
        return area.verticalScrollBar().value() + area.viewport().height()

    def _made_to(self) -> int:
        margins = self._page.content.contentsMargins()
        return self._page.inner.height() - margins.bottom() + margins.top()

    def _to_come(self) -> int:
        return sum(height for height, _ in self._waiting)

    def _show_next(self) -> None:
        if self._waiting and (self._wants_all or not self._is_far_ahead()):
            self._make_one()
            self._next.start(0)
        elif not self._waiting:
            then, self._then = self._then, []
            for follow in then:
                follow()
            # What was made last is still being laid out.
            self._laid_out.start(_LAID_OUT_MS)

    def _make_one(self) -> None:
        _, make = self._waiting.pop(0)
        make()
        self._keep_room()

    def _keep_room(self) -> None:
        """Reserve room under what is made, so that the bar shows about how long the page will be."""
        margins = self._page.content.contentsMargins()
        margins.setBottom(margins.top() + self._to_come())
        self._page.content.setContentsMargins(margins)

    def _follow_no_longer(self) -> None:
        self._to_end = self._to_end and bool(self._waiting)
