"""The sections of claims on the compound page, which of their rows are shown, and the way to each of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.monograph import Claim, Monograph, Standing, Unknown
from benchapp.domain.compounds.side_by_side import side_by_side
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.compounds.claims import ClaimRow
from benchapp.ui.text.compound_texts import NO_VALUE, REFERENCES, SECTIONS, fact_text
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.labels import state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox


class ClaimSections:
    """Makes the sections of the monograph that is shown, and filters them.

    Args:
        compounds: Which compound it is.
        copy: Takes the text of a claim for the clipboard.
        restore: Takes the id of a fact of which the edit is to be dropped.
        label: Takes what a label says: the section, the id of the fact, the figure and the name of the label.

    Attributes:
        cards: The sections that are made, by name.
        facts: The rows that are made, by the id of their claim.
        only_supported: Whether only what is supported is shown.
    """

    def __init__(
        self,
        compounds: CurrentCompound,
        copy: Callable[[str], object],
        restore: Callable[[str], object],
        label: Callable[[str, str, str, str], object],
    ) -> None:
        self._compounds = compounds
        self._copy = copy
        self._restore = restore
        self._label = label
        self.only_supported = False
        self._filters: tuple[QPushButton, ...] = ()
        self._rows: dict[str, list[ClaimRow]] = {}
        self.cards: dict[str, Card] = {}
        self.facts: dict[str, ClaimRow] = {}

    def clear(self) -> None:
        """Forget the sections: another compound is shown. The filter stays as it is."""
        self._rows.clear()
        self.cards.clear()
        self.facts.clear()

    # -- sections and rows ------------------------------------------------------------------------------------

    def begin(self, section: str, title: str) -> Card:
        """Make the card of a section, without its rows."""
        card = Card(title)
        card.body.setSpacing(0)
        self.cards[section] = card
        self._rows[section] = []
        return card

    def add(self, section: str, line: Claim | Unknown) -> None:
        """Add a line to a section that is begun: a claim, or what was looked for and not found."""
        if isinstance(line, Claim):
            self._add_claim(section, line)
        else:
            self._add_unknown(section, line)

    def _add_claim(self, section: str, claim: Claim) -> None:
        filed = self._compounds.shown
        sources = filed.monograph.sources if filed is not None else {}
        # An earlier version is looked at, and nothing is added to it.
        current = filed is not None and filed is self._compounds.opened
        row = ClaimRow(
            claim,
            sources,
            self._edited(section, claim),
            value_first=section == "effects",
            compared=side_by_side(filed.monograph, section, claim) if filed is not None else None,
            section=section if current else "",
        )
        row.copied.connect(self._copy)
        row.restored.connect(self._restore)
        row.labelled.connect(partial(self._label, section))
        self.facts[claim.id] = row
        self._rows[section].append(row)
        self.cards[section].body.addWidget(row)
        if self.only_supported:
            self._filter_section(section)

    def _add_unknown(self, section: str, unknown: Unknown) -> None:
        line = hbox(text_label(tr(unknown.what)), state_chip(tr(NO_VALUE), "muted"))
        line.setStretch(0, 1)
        line.setContentsMargins(0, 6, 0, 6)
        self.cards[section].body.addLayout(line)

    def _edited(self, section: str, claim: Claim) -> str:
        """Return who edited a claim, and the state of the bundled one that the edit replaces; "" for none."""
        filed = self._compounds.shown
        if filed is None or filed.overlay is None or filed.bundled is None:
            return ""
        if not any(edit.fact == claim.id and edit.section == section for edit in filed.overlay.edits):
            return ""
        was = fact_text(fact_in(filed.bundled, section, claim.id))
        if who := self._compounds.edited_by(filed.monograph.id, section, claim.id):
            return tr("✎ Edited {who}. Bundled: {was}", who=who, was=was)
        return tr("✎ Edited by you. Bundled: {was}", was=was)

    # -- the filter, and the way to a section -----------------------------------------------------------------

    def filters(self, monograph: Monograph) -> tuple[QWidget, ...]:
        """Make what filters the claims, and how many of them are supported."""
        every = toggle_button(tr("All claims"), "compound.filter.all", partial(self._set_filter, only_supported=False))
        only = toggle_button(
            tr("Supported only"), "compound.filter.supported", partial(self._set_filter, only_supported=True)
        )
        every.setChecked(not self.only_supported)
        only.setChecked(self.only_supported)
        self._filters = (every, only)
        claims = [claim for _, claim in monograph.claims()]
        supported = sum(claim.standing is Standing.SUPPORTED for claim in claims)
        count = text_label(
            tr("{supported} of {count} supported", supported=supported, count=len(claims)),
            size="small",
            tone="muted",
            wrap=False,
        )
        return every, only, count

    def _set_filter(self, *, only_supported: bool) -> None:
        self.only_supported = only_supported
        for chosen, button in zip((not only_supported, only_supported), self._filters, strict=True):
            button.setChecked(chosen)
        for section in self._rows:
            self._filter_section(section)

    def _filter_section(self, section: str) -> None:
        rows = self._rows[section]
        for row in rows:
            row.setVisible(row.supported or not self.only_supported)
        self.cards[section].setVisible(not self.only_supported or any(row.supported for row in rows))


def section_chooser(monograph: Monograph) -> QComboBox:
    """Make the choice of a section to go to; the references are one as well."""
    there = {where for where, _ in monograph.claims()} | {unknown.section for unknown in monograph.unknowns}
    jump = DropDown()
    jump.setObjectName("compound.filter.section")
    jump.setAccessibleName(tr("Go to a section"))
    jump.addItem(tr("Go to…"), "")
    for section, title in SECTIONS:
        if section in there:
            jump.addItem(tr(title), section)
    jump.addItem(tr("References"), REFERENCES)
    return jump
