"""A page of the program, and what a widget asks of the page it is on."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.message_texts import say_error

# What is wider is not easily read, px; and the margins at its sides.
READABLE = 1248
_AROUND = 48


@qt_overrides
class ScrollBody(QWidget):
    """What an area scrolls up and down.

    Qt asks for the wanted and the least height each time something in it changes, and works them out at the wanted and
    the least width, at which every line of text breaks again. The area takes the height that goes with its own width.
    """

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the wanted size, whatever the width makes of the height."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size; no height, where the height follows from the width."""
        layout = self.layout()
        if layout is None:
            return super().minimumSizeHint()
        least = layout.minimumSize()
        return QSize(least.width(), 0) if layout.hasHeightForWidth() else least


@qt_overrides
class PageArea(QScrollArea):
    """The area that scrolls a page; what has the keys stays in view where the area becomes lower or its page longer."""

    def __init__(self) -> None:
        super().__init__()
        # What had the keys as somebody scrolled it out of view: there it stays.
        self._left: QWidget | None = None
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_length)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Scroll to what has the keys, where something beside the area has taken the room it was in."""
        super().resizeEvent(event)
        focused = self._focused()
        if event.size().height() < event.oldSize().height():
            self._follow(focused)

    def _focused(self) -> QWidget | None:
        """Return what has the keys, if it is on the page."""
        inner, focused = self.widget(), self.window().focusWidget()
        return focused if inner is not None and focused is not None and inner.isAncestorOf(focused) else None

    def _follow(self, focused: QWidget | None) -> None:
        inner = self.widget()
        if inner is not None and focused is not None:
            middle = focused.mapTo(inner, focused.rect().center()).y()
            self.ensureVisible(0, middle, 0, focused.height() // 2 + 8)

    def _on_scrolled(self) -> None:
        focused = self._focused()
        middle = None if focused is None else focused.mapTo(self.viewport(), focused.rect().center()).y()
        seen = middle is None or 0 <= middle < self.viewport().height()
        self._left = None if seen else focused

    def _on_length(self) -> None:
        """Scroll to what has the keys, where something that appeared on the page has pushed it out of view."""
        focused = self._focused()
        if focused is not self._left:
            self._follow(focused)


@qt_overrides
class Page(QWidget):
    """A page of the program: it scrolls up and down, never sideways.

    Args:
        name: Its accessible name.
        scrolls: Whether the page itself scrolls; not where something on it does, such as a table.

    Attributes:
        first: What takes the focus when the page is shown; None for nothing.
        search_line: The line by which the page is searched or filtered; None where it has none.
        area: What scrolls; of a page that does not, it is empty and never shown.
        inner: What is scrolled.

    Signals:
        said: Something to tell in a line: the sentence.
        did: Something was written into the journal, which Undo takes back: the sentence.
        file_saved: A file was saved: its path.
    """

    said = Signal(str)
    did = Signal(str)
    file_saved = Signal(object)

    # Where a page that is being made belongs.
    _place: ClassVar[QWidget | None] = None

    def __init__(self, name: str, *, scrolls: bool = True) -> None:
        super().__init__(Page._place)
        self.setObjectName("page")
        self.setAccessibleName(name)
        self.first: QWidget | None = None
        self.search_line: QLineEdit | None = None
        inner = ScrollBody()
        inner.setObjectName("page_body")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(24, 16, 24, 16)
        self.content.setSpacing(12)
        area = PageArea()
        area.setWidgetResizable(True)
        area.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_OFF)
        area.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
        if scrolls:
            area.setWidget(inner)
        self.area = area
        self.inner = inner
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(24, 8, 24, 16)
        self.foot.setSpacing(12)
        self._arrange()

    @classmethod
    def made_in(cls, place: QWidget, make: Callable[[], QWidget]) -> QWidget:
        """Make a page where it belongs: moved there when it is made, all that is on it would be styled once more."""
        Page._place = place
        try:
            return make()
        finally:
            Page._place = None

    def _arrange(self) -> None:
        """Put what scrolls over the foot."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.inner if self.area.widget() is None else self.area, 1)
        outer.addLayout(self.foot)

    def pieces(self) -> Iterator[None]:
        """Show what changed while another page was in view, a piece at a time; what is shown anyway has none."""
        yield from ()

    def fill(self) -> None:
        """Make what is on the page, now that it is in its window: what is made before that is styled twice."""

    def search_page(self) -> bool:
        """Go to the search of the page; tell whether it has one."""
        if self.search_line is None or not self.search_line.isVisibleTo(self):
            return False
        self.search_line.setFocus()
        self.search_line.selectAll()
        return True

    def print_sheet(self) -> bool:
        """Print the sheet of the page; tell whether it has one."""
        return False

    def save_sheet(self) -> bool:
        """Save the sheet of the page; tell whether it has one."""
        return False

    def keep_readable(self) -> None:
        """Let what is on the page be no wider than is easily read; the rest of a wide window is margin."""
        self.inner.setMaximumWidth(READABLE)
        for place in range(self.foot.count()):
            widget = item.widget() if (item := self.foot.itemAt(place)) is not None else None
            if widget is not None:
                widget.setMaximumWidth(READABLE - _AROUND)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size; none out of view: the page fits itself in when it is shown, and holds up no other."""
        return super().minimumSizeHint() if self.isVisible() else QSize(0, 0)

    def attempt(self, action: Callable[[], object], done: str) -> None:
        """Do something that writes, and say how it went."""
        try:
            action()
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.did.emit(done)


def _page_of(widget: QWidget) -> Page | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Page):
        above = above.parentWidget()
    return above


def post_message(widget: QWidget, sentence: str) -> None:
    """Show a sentence in the line of the page on which a widget is."""
    page = _page_of(widget)
    if page is not None:
        page.said.emit(sentence)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page on which a widget is until it is seen: the whole of it, or its upper part."""
    page = _page_of(widget)
    if page is None:
        return
    # What was put there just now is shown and gets its place with the layout of the page.
    widget.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    top = widget.mapTo(page.inner, QPoint(0, 0)).y()
    bar, room = page.area.verticalScrollBar(), page.area.viewport().height()
    if top + widget.height() + 16 > bar.value() + room:
        bar.setValue(min(top - 16, top + widget.height() + 16 - room))
    elif top < bar.value():
        bar.setValue(top - 16)
