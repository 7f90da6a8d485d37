"""The hazards of a compound: in full, or as a line that opens to them."""

from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from benchapp.domain.compounds.hazards import by_weight, short_hazard
from benchapp.domain.compounds.monograph import Monograph
from benchapp.ui.text.compound_texts import NO_VALUE
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import disclosure_button, set_opened
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox, toggle_visible, vbox

# Longest short hazard, characters.
_LONGEST = 60


def no_hazard_line(monograph: Monograph) -> QLabel:
    """Make the line that says that no hazard is on file, and where to look: no warning, as nothing is known."""
    words = text_label(f"{tr('No hazards on file.')} {_where_to_look(monograph)}", size="small", tone="muted")
    words.setObjectName("compound.hazards.text")
    return words


def _where_to_look(monograph: Monograph) -> str:
    missing = next((unknown.what for unknown in monograph.unknowns if unknown.section == "hazards"), "")
    if missing:
        return tr(
            "{missing}: {no_value}, see the supplier’s safety data sheet.", missing=tr(missing), no_value=tr(NO_VALUE)
        )
    return "" if monograph.hazards else tr("See the supplier’s safety data sheet.")


def _hazard_text(statement: str) -> str:
    """Return a hazard as it is read; what the codes mean is imported for those that have some."""
    if not statement.strip().removeprefix("EU")[1:4].isdigit():
        return tr(statement)
    from benchapp.ui.text.compounds.ghs_statements import hazard_text  # noqa: PLC0415

    return hazard_text(statement)


def hazard_card(monograph: Monograph) -> Card:
    """Make the card of the hazards that are on file, the gravest first."""
    card = Card(tone="past")
    statements = [_hazard_text(claim.statement) for claim in by_weight(monograph.hazards)]
    title = text_label(tr("▲ Hazards"), tone="past", strong=True, wrap=False)
    # Two plain lines: marked up in one, they would be laid out as a document, before the first paint.
    first = text_label("".join(statements[:1]), strong=True)
    first.setObjectName("compound.hazards.first")
    rest = text_label(" ".join(words for words in (*statements[1:3], _where_to_look(monograph)) if words))
    rest.setObjectName("compound.hazards.text")
    if not rest.text():
        # Never shown before it has its place: it would be a window of its own for a moment, and take the keys.
        rest.hide()
    for words in (first, rest):
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    lines = vbox(first, rest, spacing=0)
    card.body.addLayout(hbox(title, lines, spacing=24))
    return card


def hazard_fold(monograph: Monograph, card: Card) -> QPushButton:
    """Make the line that says the gravest hazard in short, and shows or hides the card of all of them."""
    first = by_weight(monograph.hazards)[0]
    short = short_hazard(_hazard_text(first.statement))

    def unfold() -> None:
        toggle_visible(card)
        set_opened(fold, opened=not card.isHidden())

    # Beside it is the way back to the list, and no room for a whole sentence.
    short = short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1].rstrip()}…"
    fold = disclosure_button(tr("Hazards: {said}", said=short), "past", "compound.hazards.open", unfold)
    fold.setAccessibleDescription(tr("Shows the hazards in full"))
    return fold
