"""How widgets are put together: cards, rows, columns and grids, and how they are taken out again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from benchapp.presenters.session import qt_numbers
from benchapp.ui.widgets.labels import heading, restyle, text_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

# Parts that are styled at a time, most of them a field of three widgets.
_STYLED_AT_ONCE = 6


def toggle_visible(widget: QWidget) -> None:
    """Show what is hidden, hide what is shown."""
    widget.setVisible(widget.isHidden())


class Card(QFrame):
    """A surface with an optional heading; `body` takes what is in it.

    Args:
        title: Its heading; "" for none.
        tone: The state that it is coloured by; "" for none.
        parent: What it is made in: moved there when it is full, all that is in it would be styled once more.
    """

    def __init__(self, title: str = "", *, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        if tone:
            self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(heading(title))

    def set_tone(self, tone: str) -> None:
        """Colour the whole card by a state."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def hbox(*items: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Put things side by side; a number is a stretch."""
    made = QHBoxLayout()
    _put(made, items, spacing)
    return made


def vbox(*items: QWidget | QLayout | int, spacing: int = 4) -> QVBoxLayout:
    """Put things under each other; a number is a stretch."""
    made = QVBoxLayout()
    _put(made, items, spacing)
    return made


def grid(columns: int, *items: QWidget | tuple[QWidget, int], spacing: int = 10) -> QGridLayout:
    """Put things in columns of one width, line by line; an item may span several."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(spacing)
    made.setVerticalSpacing(4)
    place = 0
    for item in items:
        widget, span = item if isinstance(item, tuple) else (item, 1)
        if place % columns + span > columns:
            place += columns - place % columns
        made.addWidget(widget, place // columns, place % columns, 1, span)
        place += span
    for column in range(columns):
        made.setColumnStretch(column, 1)
    return made


def titled(title: str, widget: QWidget, parent: QWidget | None = None) -> QWidget:
    """Put a small title over a control that is no field; best in its place, as all of it is styled with each move."""
    made = QWidget(parent)
    made.setLayout(vbox(text_label(title, made, tone="muted"), widget, 1))
    return made


def _put(into: QBoxLayout, items: Iterable[QWidget | QLayout | int], spacing: int) -> None:
    into.setContentsMargins(0, 0, 0, 0)
    into.setSpacing(spacing)
    put(into, *items)


def put(into: QBoxLayout, *items: QWidget | QLayout | int) -> None:
    """Put more things into a line or a column; a number is a stretch."""
    for item in items:
        if isinstance(item, int):
            into.addStretch(item)
        elif isinstance(item, QLayout):
            into.addLayout(item)
        else:
            into.addWidget(item)


def set_tab_order(*widgets: QWidget) -> None:
    """Set the tab order of controls, where some were made later than what follows them."""
    for widget, following in pairwise(widgets):
        QWidget.setTabOrder(widget, following)


def set_tab_order_before(following: QWidget, *widgets: QWidget) -> None:
    """Set the tab order of controls so that they come right before another one, which may have been made later."""
    before = following.previousInFocusChain()
    while before is not None and before is not following and not _by_tab(before, widgets):
        before = before.previousInFocusChain()
    if before is not None and before is not following:
        set_tab_order(before, *widgets)


def last_by_tab(within: QWidget) -> QWidget | None:
    """Return the control that Tab reaches last of those in a widget; None where there is none."""
    last: QWidget | None = None
    following = within.nextInFocusChain()
    while following is not None and following is not within:
        if _by_tab(following, ()) and within.isAncestorOf(following):
            last = following
        following = following.nextInFocusChain()
    return last


def _by_tab(widget: QWidget, but: Sequence[QWidget]) -> bool:
    return widget not in but and bool(widget.focusPolicy().value & qt_numbers.TAB_FOCUS)


def scroll_area(inner: QWidget) -> QScrollArea:
    """Return a scroll area around a widget."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_OFF)
    area.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
    area.setProperty("clear", "true")
    inner.setProperty("clear", "true")
    area.setWidget(inner)
    return area


def clear_layout(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            dispose(widget)
        elif inner is not None:
            clear_layout(inner)


def dispose(widget: QWidget) -> None:
    """Hide a widget at once, and delete it when nothing in it is running any more."""
    widget.hide()
    # Taken from its parent, it and all in it would be styled once more; without names nothing finds it meanwhile.
    for named in (widget, *widget.findChildren(QWidget)):
        named.setObjectName("")
    widget.deleteLater()


def splitter(left: QWidget, right: QWidget, widths: tuple[int, int]) -> "QSplitter":
    """Put a list and what it is about side by side, with a handle between them; what is spare goes to the right."""
    from PySide6.QtWidgets import QSplitter  # noqa: PLC0415 (the first paint does without)

    made = QSplitter()
    made.addWidget(left)
    made.addWidget(right)
    made.setHandleWidth(12)
    made.setStretchFactor(1, 1)
    made.setChildrenCollapsible(False)
    made.setSizes(list(widths))
    return made


def styled(place: QWidget) -> Iterator[None]:
    """Style what is in a place before it is shown, some of it at a time: shown first, all of it would be at once."""
    parts = [part for part in place.children() if isinstance(part, QWidget)]
    for number, part in enumerate(parts, 1):
        part.ensurePolished()
        if number % _STYLED_AT_ONCE == 0:
            yield
    yield
