"""The hazards of a compound: in full, or as a line that opens to them."""

from PySide6.QtWidgets import QPushButton, QSizePolicy

from benchapp.domain.compounds.hazards import by_weight, short_hazard
from benchapp.domain.compounds.monograph import Monograph
from benchapp.ui.text.compound_texts import NO_VALUE
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.buttons import disclosure_button, set_opened
from benchapp.ui.widgets.labels import bold, rich_label, text_label
from benchapp.ui.widgets.layout import Card, hbox, toggle_visible


def hazard_card(monograph: Monograph) -> Card:
    """Make the card of the hazards, the gravest first; where none is on file, it says where to look."""
    card = Card(tone="past")
    hazards = by_weight(monograph.hazards)
    first = hazards[0] if hazards else None
    title = text_label(tr("▲ Hazards"), tone="past", strong=True, wrap=False)
    text = first.statement if first else tr("No hazard is on file.")
    rest = " ".join(claim.statement for claim in hazards[1:3])
    missing = [unknown.what for unknown in monograph.unknowns if unknown.section == "hazards"]
    codes = (
        tr(
            "{missing}: {no_value}, see the supplier’s safety data sheet.",
            missing=missing[0],
            no_value=tr(NO_VALUE),
        )
        if missing
        else ""
    )
    if not first and not missing:
        codes = tr("No codes found: see the supplier’s safety data sheet.")
    words = rich_label(f"{bold(text)} {escape(rest)} {escape(codes)}")
    words.setObjectName("compound.hazards.text")
    card.body.addLayout(hbox(title, words, spacing=24))
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return card


def hazard_fold(monograph: Monograph, card: Card) -> QPushButton:
    """Make the line that says the gravest hazard in short, and shows or hides the card of all of them."""
    first = next(iter(by_weight(monograph.hazards)), None)
    short = short_hazard(first.statement if first else tr("No hazard is on file."))

    def unfold() -> None:
        toggle_visible(card)
        set_opened(fold, opened=not card.isHidden())

    fold = disclosure_button(tr("Hazards: {said}", said=short), "past", "compound.hazards.open", unfold)
    fold.setAccessibleDescription(tr("Shows the hazards in full"))
    return fold
