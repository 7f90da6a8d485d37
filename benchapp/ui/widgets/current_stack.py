"""A stack of pages that is as large as the one in view."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from benchapp.base.qt_overrides import qt_overrides


@qt_overrides
class CurrentStack(QStackedWidget):
    """A stack that is as large as what it shows, not as the largest of all.

    Qt's own stack is as high as the highest of its pages at its width, so that a page scrolls on into nothing.
    """

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Return False: asked for a height at a width, Qt's layout would answer for all the pages."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the page that is shown, at the width that there is."""
        current = self.currentWidget()
        return super().sizeHint() if current is None else self._at_width(current, current.sizeHint(), least=False)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size of the page that is shown, at the width that there is."""
        current = self.currentWidget()
        if current is None:
            return super().minimumSizeHint()
        return self._at_width(current, current.minimumSizeHint(), least=True)

    def _at_width(self, current: QWidget, size: QSize, *, least: bool) -> QSize:
        # Before it has been given a place it is as wide as what it shows would like to be.
        layout, width = current.layout(), self.width() if self.isVisible() else max(self.width(), size.width())
        if layout is None or not current.hasHeightForWidth():
            return size
        height = layout.minimumHeightForWidth(width) if least else layout.totalHeightForWidth(width)
        return QSize(size.width(), max(height, current.minimumHeight()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for the height once more: out of sight, it was worked out at the width that was wanted."""
        super().showEvent(event)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for another height where the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
