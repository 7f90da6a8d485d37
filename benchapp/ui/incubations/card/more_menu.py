"""The ⋯ menu of a card: everything that matters less often than its buttons."""

from PySide6.QtCore import QPoint

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.menu_button import MenuButton


class MoreMenu(MenuButton):
    """Opens a menu; a right click on the card opens the same.

    Args:
        about: What the menu is about, for who cannot see it.
        name: Stable object name.
    """

    def __init__(self, about: str, name: str) -> None:
        super().__init__("⋯", name)
        self.setText("⋯")
        self.setAccessibleName(tr("More for {name}", name=about))
        self.setToolTip(tr("More"))

    def part(self) -> None:
        """Begin another group."""
        self._menu.addSeparator()

    def open_at(self, place: QPoint) -> None:
        """Open it at a place on the screen."""
        self._menu.popup(place)
