"""The cards of what runs on the other computers of the lab, under those of what runs here."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QLabel, QWidget

from benchapp.domain.units.moments import Moment
from benchapp.presenters.session.elsewhere import ElsewhereStatus
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.card.running_card import RunningCard
from benchapp.ui.lab.elsewhere_texts import exactness_text, rings_text, started_text
from benchapp.ui.text.formatting import near_time
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.labels import heading, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import dispose, vbox

# More cards than these nobody reads; each is on the computer on which it runs.
_MOST_CARDS = 12


class ElsewhereCards(QWidget):
    """One card for each, with the computer on which it runs; what is found at a step can be recorded on each.

    Args:
        page: Their page.
    """

    def __init__(self, page: IncubationCardPage) -> None:
        super().__init__()
        self._page = page
        self._cards: dict[str, tuple[RunningCard, QLabel]] = {}
        self._more = text_label("", tone="muted")
        self._column = vbox(heading(tr("On other computers")), self._more, spacing=12)
        self.setLayout(self._column)
        self.hide()

    def card(self, incubation: str) -> RunningCard | None:
        """Return the card of an incubation; None where it has none."""
        found = self._cards.get(incubation)
        return found[0] if found is not None else None

    def show_standings(self, found: Sequence[ElsewhereStatus], now: Moment) -> None:
        """Show what runs elsewhere, the soonest first; a card stays as long as its incubation runs there."""
        shown = {one.status.running.incubation.id: one for one in found[:_MOST_CARDS]}
        for identity in [one for one in self._cards if one not in shown]:
            card, _ = self._cards.pop(identity)
            self._column.removeWidget(card)
            dispose(card)
        for place, (identity, one) in enumerate(shown.items(), 1):
            if identity not in self._cards:
                sign = state_chip(one.computer, "note")
                self._cards[identity] = RunningCard(one.status, sign, self._page), sign
            card, sign = self._cards[identity]
            self._column.insertWidget(place, card)
            set_chip(sign, one.computer, "note")
            card.show_where(self._where(one, now))
            card.show_standing(one.status)
        more = len(found) - len(shown)
        self._more.setText(tr("and {count} more", count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self.setVisible(bool(found))

    def show_times(self, found: Sequence[ElsewhereStatus]) -> None:
        """Show the times left, where nothing else has changed."""
        for one in found:
            card = self.card(one.status.running.incubation.id)
            if card is not None:
                card.show_left(one.status)

    def _where(self, one: ElsewhereStatus, now: Moment) -> str:
        local = self._page.progress.local

        def when(instant: datetime) -> str:
            return near_time(local(instant), local(now.wall))

        said = (started_text(one, now), rings_text(one, when), exactness_text(one))
        return " · ".join(part for part in said if part)
