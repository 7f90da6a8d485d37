"""The identity records that complete a compound's form: one is taken by a press, of several one is chosen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from benchapp.domain.compounds.identities.identity import FoundRecord
from benchapp.ui.text.compounds.identity_texts import caution_words, mass_line, record_line
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button


class IdentityOffers:
    """What is on file under the name or CAS number that was typed: a button, out of sight where nothing is.

    It is in the foot of the page: there it is in view whatever is typed, and moves no field by coming and going.

    Args:
        take: Completes the form from a record.
    """

    def __init__(self, take: Callable[[FoundRecord], object]) -> None:
        self._take = take
        self._offered: tuple[FoundRecord, ...] = ()
        self._menu: QMenu | None = None
        self.button: QPushButton = push_button(tr("Fill in"), "form.identity.offers", self._on_pressed)
        self.button.hide()

    @property
    def menu(self) -> QMenu:
        """The records to choose from; made when there are several to choose from."""
        if self._menu is None:
            self._menu = QMenu(self.button)
            self._menu.setObjectName("form.identity.menu")
        return self._menu

    def show_offers(self, offered: tuple[FoundRecord, ...]) -> None:
        """Show the records by which the form can be completed."""
        if offered != self._offered:
            self._offered = offered
            self.button.setVisible(bool(offered))
            if offered:
                count = len(offered)
                one = tr("Fill in: {record}", record=mass_line(offered[0].record))
                self.button.setText(one if count == 1 else tr("Fill in: {count} records ▾", count=count))
                self.button.setAccessibleName(self.button.text())
                self.button.setToolTip("\n".join(record_line(found) for found in offered))

    def _on_pressed(self) -> None:
        if len(self._offered) == 1:
            self._take(self._offered[0])
            return
        self.menu.clear()
        for found in self._offered:
            self.menu.addAction(record_line(found)).triggered.connect(partial(self._on_chosen, found))
        self.menu.addSeparator()
        for caution in dict.fromkeys(caution_words(found.record) for found in self._offered):
            self.menu.addAction(caution).setEnabled(False)
        self.menu.popup(self.button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))

    def _on_chosen(self, found: FoundRecord, *_checked: bool) -> None:
        self._take(found)
