"""The buffers and media in hand, offered beside the field of what is diluted with."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import freshness_text, solution_text


class MediumOffer(QPushButton):
    """Opens a list of the media in hand; out of view while there is none.

    Args:
        name: Stable object name.
        offered: Returns the media.
        chosen: Receives the id of the one that is chosen.
    """

    def __init__(
        self, name: str, offered: Callable[[], Sequence[SolutionRow]], chosen: Callable[[str], object]
    ) -> None:
        super().__init__(f"{tr('In hand')} ▾")
        self.setObjectName(name)
        self.setAccessibleName(tr("Buffers and media in hand"))
        self.setAutoDefault(False)
        self.setProperty("quiet", "true")
        self._offered, self._chosen = offered, chosen
        self._menu = QMenu(self)
        self._menu.setObjectName(f"{name}.menu")
        self.clicked.connect(self._open)
        self.hide()

    def refresh(self) -> None:
        """Look again whether there is something to offer."""
        self.setVisible(bool(self._offered()))

    def filled_menu(self) -> QMenu:
        """Return the list, with what there is now."""
        self._menu.clear()
        for row in self._offered():
            solution = row.kept.solution
            words = (solution_text(solution), solution.label, freshness_text(row.freshness))
            action = self._menu.addAction(" · ".join(words))
            action.triggered.connect(partial(self._choose, solution.id))
        return self._menu

    def _choose(self, solution: str) -> None:
        self._chosen(solution)

    def _open(self) -> None:
        self.filled_menu().popup(self.mapToGlobal(self.rect().bottomLeft()))
