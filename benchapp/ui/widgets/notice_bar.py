"""Notes under the header: what the person has to know until they say that they do."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox


class NoticeBar(QFrame):
    """A line for each note, with the button that takes it away.

    Args:
        understood: Called with the key of a note that was taken away.
    """

    def __init__(self, understood: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("notes")
        self._understood = understood
        self._shown: dict[str, Card] = {}
        # Keys of the notes that offer something and tell nothing: they wait while something else is done.
        self._offers: set[str] = set()
        self._offering = True
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(24, 8, 24, 8)
        self._lines.setSpacing(8)
        self.hide()

    def show_note(
        self,
        key: str,
        sentence: str,
        tone: str = "soon",
        also: tuple[str, Callable[[], object]] | None = None,
        *,
        away: str = "",
    ) -> None:
        """Show a note; the same key takes the place of an earlier one.

        Args:
            key: What it is about.
            sentence: What is said.
            tone: State colour, "soon", "past" or "note".
            also: A further button: what it says and does.
            away: What the button says that takes it away; "" for "Understood".
        """
        self.take_away(key)
        card = Card(tone=tone)
        words = text_label(sentence, strong=True)
        words.setObjectName(f"notes.{key}.text")
        line = hbox(words, spacing=16)
        line.setStretch(0, 1)
        if also is not None:
            line.addWidget(push_button(also[0], f"notes.{key}.act", also[1], primary=True))
        line.addWidget(push_button(away or tr("Understood"), f"notes.{key}.understood", lambda: self.understand(key)))
        card.body.addLayout(line)
        self.show_card(key, card)

    def show_card(self, key: str, card: Card) -> None:
        """Show a card of another make among the notes; the same key takes the place of an earlier one."""
        self.take_away(key)
        self._shown[key] = card
        if card.property("tone") == "note":
            self._offers.add(key)
        self._lines.addWidget(card)
        self._settle()

    def set_offering(self, *, offering: bool) -> None:
        """Show what offers something, or let it wait; what has to be known is shown everywhere."""
        if offering is not self._offering:
            self._offering = offering
            self._settle()

    def _settle(self) -> None:
        seen = [key for key in self._shown if self._offering or key not in self._offers]
        for key, card in self._shown.items():
            card.setVisible(key in seen)
        self.setVisible(bool(seen))

    def understand(self, key: str) -> None:
        """Remove a note that was read."""
        self.take_away(key)
        self._understood(key)

    def take_away(self, key: str) -> None:
        """Remove a note, where it is shown."""
        card = self._shown.pop(key, None)
        self._offers.discard(key)
        if card is not None:
            self._lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._settle()

    def texts(self) -> tuple[str, ...]:
        """Return the keys of the notes that are shown."""
        return tuple(self._shown)
