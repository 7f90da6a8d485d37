"""The ⋯ menu of a card: everything that matters less often than its buttons."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from benchapp.ui.text.language import tr


class MoreMenu(QPushButton):
    """Opens a menu; a right click on the card opens the same.

    Args:
        about: What the menu is about, for who cannot see it.
        name: Stable object name.
    """

    def __init__(self, about: str, name: str) -> None:
        super().__init__("⋯")
        self.setObjectName(name)
        self.setAccessibleName(tr("More for {name}", name=about))
        self.setToolTip(tr("More"))
        self.setAutoDefault(False)
        self._menu = QMenu(self)
        self.clicked.connect(self._open)

    def offer(self, text: str, name: str, chosen: Callable[[], object]) -> QAction:
        """Add something to do; `name` is its stable object name."""
        action = QAction(text, self)
        action.setObjectName(name)

        def choose() -> None:
            chosen()

        # Qt hands "checked" to whatever is connected; what is chosen here takes nothing.
        action.triggered.connect(choose)
        self._menu.addAction(action)
        return action

    def part(self) -> None:
        """Begin another group."""
        self._menu.addSeparator()

    def open_at(self, place: QPoint) -> None:
        """Open it at a place on the screen."""
        self._menu.popup(place)

    def _open(self) -> None:
        self.open_at(self.mapToGlobal(self.rect().bottomLeft()))
