"""A button that opens a list of things to do."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from benchapp.ui.widgets.buttons import set_primary


class MenuButton(QPushButton):
    """Opens a menu.

    Args:
        text: What it is about.
        name: Stable object name.
    """

    def __init__(self, text: str, name: str) -> None:
        super().__init__(f"{text} ▾")
        self._text = text
        self.setObjectName(name)
        self.setAccessibleName(text)
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

    def set_chosen(self, text: str) -> None:
        """Name on the button what of its list is shown; "" for nothing of it."""
        self.setText(f"{text or self._text} ▾")
        set_primary(self, primary=bool(text))

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
