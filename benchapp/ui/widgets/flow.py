"""A line of controls that goes on in the next line where there is no room: words are longer in other languages."""

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from benchapp.base.qt_overrides import qt_overrides


class _Thing(Struct, frozen=True, eq=False):
    """Something in a line, or a stretch, with the size that it would like to have.

    It is asked for by its place each time: an item of a layout that is kept in Python may be gone in Qt.
    """

    place: int
    is_stretch: bool = False
    width: int = 0
    height: int = 0
    is_higher_where_narrow: bool = False


@qt_overrides
class Flow(QHBoxLayout):
    """Puts things side by side, line after line; a stretch pushes what follows it to the right of its line.

    Where a stretch comes first, every line is at the right.

    It keeps what it holds as Qt's own line of things does, and places it by itself.

    Args:
        spacing: Between things and between lines, px.
    """

    def __init__(self, spacing: int = 8) -> None:
        # What was worked out since something in it changed: Qt asks for each many times.
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None
        self._measured: list[_Thing] | None = None
        self._grow: dict[int, bool] = {}
        self._gap = spacing
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def _things(self) -> list[_Thing]:
        """Return what is shown in it and its stretches, measured once."""
        things = self._measured
        if things is None:
            found = (_measured(place, self.itemAt(place)) for place in range(self.count()))
            things = self._measured = [thing for thing in found if thing is not None]
        return things

    def _height_at(self, thing: _Thing, width: int) -> int:
        item = self.itemAt(thing.place) if thing.is_higher_where_narrow else None
        return thing.height if item is None else item.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Be higher where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the height of all lines at a width."""
        height = self._heights.get(width)
        if height is None:
            around = self.contentsMargins()
            inner = QRect(0, 0, width - around.left() - around.right(), 0)
            height = self._lay_out(inner, place=False) + around.top() + around.bottom()
            self._heights[width] = height
        return height

    def minimumHeightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the height of all lines at a width: the lines of a box, which Qt would go by, are never worked out."""
        return self.heightForWidth(width)

    def invalidate(self) -> None:
        """Forget what was worked out: something in it has changed."""
        self._heights.clear()
        self._grow.clear()
        self._hint = self._least = self._measured = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 (Qt's name)
        """Put everything in its place."""
        # That of a line of things would place them too.
        QLayout.setGeometry(self, rect)
        self._lay_out(rect.marginsRemoved(self.contentsMargins()), place=True)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of one line that holds everything."""
        if self._hint is None:
            things = [thing for thing in self._things() if not thing.is_stretch]
            gaps = max(0, len(things) - 1) * self._gap
            width, height = sum(thing.width for thing in things), max((thing.height for thing in things), default=0)
            self._hint = QSize(width + gaps, height).grownBy(self.contentsMargins())
        return self._hint

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the widest thing."""
        if self._least is None:
            least = QSize(0, 0)
            for thing in self._things():
                item = None if thing.is_stretch else self.itemAt(thing.place)
                if item is not None:
                    least = least.expandedTo(item.minimumSize())
            self._least = least.grownBy(self.contentsMargins())
        return self._least

    def _grows(self, thing: _Thing) -> bool:
        grows = self._grow.get(thing.place)
        if grows is None:
            grows = self._grow[thing.place] = _may_grow(self.itemAt(thing.place), thing.width)
        return grows

    def _lines(self, width: int) -> list[list[_Thing]]:
        lines: list[list[_Thing]] = [[]]
        used = 0
        things = self._things()
        first = [thing for thing in things[:1] if thing.is_stretch]
        for thing in things:
            if not thing.is_stretch:
                if used and used + thing.width > width:
                    lines.append([*first])
                    used = 0
                used += thing.width + self._gap
            lines[-1].append(thing)
        return lines

    def _lay_out(self, rect: QRect, *, place: bool) -> int:
        y, width = rect.y(), rect.width()
        for line in self._lines(width):
            things = [thing for thing in line if not thing.is_stretch]
            if not things:
                continue
            height = max(self._height_at(thing, min(thing.width, width)) for thing in things)
            if place:
                self._place(line, QRect(rect.x(), y, width, height))
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _place(self, line: list[_Thing], rect: QRect) -> None:
        things = [thing for thing in line if not thing.is_stretch]
        spare = rect.width() - sum(thing.width for thing in things) - self._gap * (len(things) - 1)
        # Where nothing is to spare, it makes no difference who would take it.
        growing = [thing for thing in things if self._grows(thing)] if spare > 0 else []
        pushes = len(things) < len(line) and not growing
        x = rect.x()
        for thing in line:
            if thing.is_stretch:
                x += max(0, spare) if pushes else 0
                continue
            wanted = min(thing.width, rect.width())
            if thing in growing and spare > 0:
                wanted += spare // len(growing)
            if (item := self.itemAt(thing.place)) is not None:
                item.setGeometry(QRect(QPoint(x, rect.y()), QSize(wanted, rect.height())))
            x += wanted + self._gap


def _may_grow(item: QLayoutItem | None, width: int) -> bool:
    return item is not None and item.maximumSize().width() > width and _grows(item)


def _grows(item: QLayoutItem) -> bool:
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        policy = widget.sizePolicy().horizontalPolicy().value
        if policy & QSizePolicy.PolicyFlag.ExpandFlag.value:
            return True
        if not policy & QSizePolicy.PolicyFlag.GrowFlag.value:
            return False
        layout = widget.layout()
    inner = (layout.itemAt(place) for place in range(layout.count())) if layout is not None else ()
    return any(_grows(each) for each in inner if each is not None)


def _measured(place: int, item: QLayoutItem | None) -> _Thing | None:
    """Return something of a line with its size; None where it is not shown."""
    if item is None:
        return None
    if item.spacerItem() is not None:
        return _Thing(place, is_stretch=True)
    if item.isEmpty():
        return None
    size = item.sizeHint()
    return _Thing(place, False, size.width(), size.height(), item.hasHeightForWidth())


def flow(*items: QWidget | QLayout | int, spacing: int = 8) -> Flow:
    """Put things side by side, in as many lines as they need; a number is a stretch."""
    made = Flow(spacing)
    for item in items:
        if isinstance(item, int):
            made.addStretch()
        elif isinstance(item, QLayout):
            made.addLayout(item)
        else:
            made.addWidget(item)
    return made
