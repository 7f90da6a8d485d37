"""A card that is a button as a whole: pressed anywhere, it opens what it names."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.widgets.labels import restyle, set_tip


@qt_overrides
class LinkCard(QPushButton):
    """A surface that opens something; buttons in it keep what they do, and `body` takes what is in it.

    Args:
        name: Stable object name.
        words: What it opens, for a screen reader.
        opened: Called when it is pressed.
        look: "card" for one of its own, "row" for one in a list.
    """

    def __init__(self, name: str, words: str, opened: Callable[[], object], *, look: str = "card") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        set_tip(self, words)
        self.setAutoDefault(False)
        self.setProperty("link", look)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)

        def press() -> None:
            opened()

        self.clicked.connect(press)

    def set_tone(self, tone: str) -> None:
        """Colour the whole card by a state."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of what is in it; a button would make room for a text of its own."""
        return self.body.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size of what is in it."""
        return self.body.minimumSize()
