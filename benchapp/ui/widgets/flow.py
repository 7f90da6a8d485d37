"""A line of controls that goes on in the next line where there is no room: words are longer in other languages."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QHBoxLayout):
    """Puts things side by side, line after line; a stretch pushes what follows it to the right of its line.

    It keeps what it holds as Qt's own line of things does, and places it by itself.

    Args:
        spacing: Between things and between lines, px.
    """

    def __init__(self, spacing: int = 8) -> None:
        # What was worked out since something in it changed: Qt asks for each many times.
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    @property
    def _items(self) -> list[QLayoutItem]:
        found = (self.itemAt(place) for place in range(self.count()))
        return [item for item in found if item is not None]

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

    def invalidate(self) -> None:
        """Forget what was worked out: something in it has changed."""
        self._heights.clear()
        self._hint = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 (Qt's name)
        """Put everything in its place."""
        # That of a line of things would place them too.
        QLayout.setGeometry(self, rect)
        self._lay_out(rect.marginsRemoved(self.contentsMargins()), place=True)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of one line that holds everything."""
        if self._hint is None:
            shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
            gaps = max(0, len(shown) - 1) * self.spacing()
            width, height = sum(size.width() for size in shown), max((size.height() for size in shown), default=0)
            self._hint = QSize(width + gaps, height).grownBy(self.contentsMargins())
        return self._hint

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the widest thing."""
        least = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least.grownBy(self.contentsMargins())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.spacerItem() is not None:
                lines[-1].append(item)
                continue
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if used and used + wanted > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wanted + self.spacing()
        return lines

    def _lay_out(self, rect: QRect, *, place: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            things = [item for item in line if item.spacerItem() is None]
            if not things:
                continue
            height = max(_height(item, min(item.sizeHint().width(), rect.width())) for item in things)
            if place:
                self._place(line, QRect(rect.x(), y, rect.width(), height))
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        things = [item for item in line if item.spacerItem() is None]
        spare = rect.width() - sum(item.sizeHint().width() for item in things) - self.spacing() * (len(things) - 1)
        growing = [item for item in things if item.maximumSize().width() > item.sizeHint().width() and _grows(item)]
        pushes = len(things) < len(line) and not growing
        x = rect.x()
        for item in line:
            if item.spacerItem() is not None:
                x += max(0, spare) if pushes else 0
                continue
            wanted = min(item.sizeHint().width(), rect.width())
            if item in growing and spare > 0:
                wanted += spare // len(growing)
            item.setGeometry(QRect(QPoint(x, rect.y()), QSize(wanted, rect.height())))
            x += wanted + self.spacing()


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


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


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
