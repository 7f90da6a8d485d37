"""The banner over a monograph that is not as it came with the program: an earlier version, edited, or one's own."""

from collections.abc import Callable
from functools import partial

from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.ui.text.compound_texts import fact_text
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox


def banner(
    filed: LibraryItem,
    users: tuple[str, ...],
    ask: Callable[[str], object],
    entered: Callable[[str], str] = lambda _: "",
) -> Card:
    """Make the card that says what the monograph is, with what can be done about it.

    Args:
        filed: The monograph.
        users: Of an earlier version, the labels of the solutions that were made by it.
        ask: Takes what is asked for, as `CompoundPage.asked` does.
        entered: Says who of the lab entered or edited a compound; "" where it is this computer's alone.
    """
    if filed.origin is Origin.VERSION:
        made = tr(" {list} was made by it.", list=", ".join(users)) if users else ""
        words = tr(
            "An earlier version, of {revision}.{made} Calculations use the current one.",
            revision=filed.monograph.revision,
            made=made,
        )
        return _banner(ask, words, (tr("Back to the current one"), "current"))
    if filed.changed:
        names = ", ".join(_asked_again(filed, fact) for fact in filed.changed)
        if who := entered(filed.monograph.id):
            words = tr(
                "What came with the program has changed since it was edited in your lab: {names}. The edited value is "
                "in use. {who}",
                names=names,
                who=who,
            )
            return _banner(ask, words, (tr("Keep the edit"), "stand"), (tr("Take the new one"), "drop-changed"))
        words = tr(
            "What came with the program has changed since you edited it: {names}. Your value is in use.", names=names
        )
        return _banner(ask, words, (tr("Keep mine"), "stand"), (tr("Take the new one"), "drop-changed"))
    if filed.overlay is not None:
        count = len(filed.overlay.edits)
        facts = tr("1 fact") if count == 1 else tr("{count} facts", count=count)
        if who := entered(filed.monograph.id):
            words = tr("Edited in your lab: {facts} of this monograph, each marked ✎. {who}", facts=facts, who=who)
            return _banner(ask, words, (tr("Remove the edits for the whole lab"), "drop"))
        words = tr("You have edited {facts} of this monograph; each is marked ✎.", facts=facts)
        return _banner(ask, words, (tr("Remove my edits"), "drop"))
    return _banner(
        ask, entered(filed.monograph.id) or tr("Your own compound."), (tr("Edit"), "edit"), (tr("Remove"), "remove")
    )


def _asked_again(filed: LibraryItem, fact: str) -> str:
    """Return a fact as it was edited, and as it is bundled now."""
    edit = next(one for one in filed.overlay.edits if one.fact == fact) if filed.overlay else None
    if edit is None or filed.bundled is None:
        return fact
    return tr(
        "{fact} (now bundled: {fact_2})",
        fact=fact_text(edit.value),
        fact_2=fact_text(fact_in(filed.bundled, edit.section, fact)),
    )


def _banner(ask: Callable[[str], object], words: str, *actions: tuple[str, str]) -> Card:
    card = Card(tone="note")
    card.body.setContentsMargins(16, 8, 8, 8)
    line = hbox(text_label(words))
    line.setStretch(0, 1)
    for title, what in actions:
        line.addWidget(push_button(title, f"compound.banner.{what}", partial(ask, what)))
    card.body.addLayout(line)
    return card
