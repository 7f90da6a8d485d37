"""A button whose words name something, and that opens it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.widgets.labels import set_tip

# What it takes beside its words: padding and frame, px.
_AROUND = 14


@qt_overrides
class LinkButton(QPushButton):
    """Opens what it names; where there is no room for the name it ends in "…", and its tip has all of it.

    Args:
        text: The name.
        name: Stable object name.
        pressed: Opens it.
    """

    def __init__(self, text: str, name: str, pressed: Callable[[], object]) -> None:
        super().__init__(text)
        self._text = text
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setProperty("quiet", "true")
        self.setProperty("opens", "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_tip(self, text)

        def press() -> None:
            pressed()

        self.clicked.connect(press)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return a width that leaves the words to what is there."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Cut the words for the new width."""
        super().resizeEvent(event)
        room = event.size().width() - _AROUND
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room))
