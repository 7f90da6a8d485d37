"""Claims as the compound page shows them: what is said, by whom, how well it is supported, and what others say."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from benchapp.domain.compounds.monograph import Claim, Report, Source, Standing
from benchapp.domain.compounds.side_by_side import SOLUBILITY, STOCK, STORAGE, SideBySide, Why
from benchapp.ui.text.compound_texts import (
    STANDING_CHIPS,
    basis_text,
    claim_text,
    context_text,
    shelf_life_text,
    source_name,
    source_text,
    value_text,
)
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.language import mark_text, term, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.buttons import disclosure_button, flat_button, push_button, set_opened
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import bold, rich_label, set_tip, state_chip, text_label
from benchapp.ui.widgets.layout import toggle_visible

# What a label says of each, as an example of how it is typed.
_TYPED_LIKE = {
    SOLUBILITY: mark_text("50 mg/mL"),
    STORAGE: mark_text("−20 °C"),
    STOCK: mark_text("6 months at −20 °C"),
}
_USED = {
    Why.LOWEST: mark_text("used: the lower"),
    Why.HIGHEST_TESTED: mark_text("used: the highest tested"),
    Why.SHORTEST: mark_text("used: the shorter"),
    Why.COLDEST: mark_text("used: the colder"),
}
_ALL_USED = mark_text("used: they agree")
_NARROWEST_LINE = 160


class SidesTable(QWidget):
    """What several sources say of one fact, a line each, and which of them is calculated with.

    Args:
        compared: What they say.
        sources: The sources of the monograph.
    """

    def __init__(self, compared: SideBySide, sources: Mapping[str, Source]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 1)
        agree = all(side.used for side in compared.sides)
        why = tr(_ALL_USED if agree else _USED[compared.why]) if compared.why is not None else ""
        by_lives = any(side.stated.keeps for side in compared.sides)
        for place, side in enumerate(compared.sides):
            by = text_label(source_name(side.stated.source, sources), size="small")
            set_tip(by, source_text(side.stated.source, sources))
            grid.addWidget(by, place, 0)
            # A figure is never broken from its unit; words without one may wrap.
            broken = not (side.stated.keeps or (side.stated.value and side.stated.value.number and not by_lives))
            said = _stated_text(side.stated, by_lives=by_lives)
            grid.addWidget(text_label(said, size="small", strong=side.used, wrap=broken), place, 1)
            basis = text_label(basis_text(side.stated.basis), size="small", tone="muted", wrap=False)
            grid.addWidget(basis, place, 2)
            if side.used:
                grid.addWidget(state_chip(why, "fresh"), place, 3, Qt.AlignmentFlag.AlignLeft)


def _stated_text(stated: Claim | Report, *, by_lives: bool) -> str:
    """Return what a source says: its figures, or its words where it has none of the kind that is compared."""
    if stated.keeps:
        return " · ".join(shelf_life_text(one) for one in stated.keeps)
    return value_text(stated.value) if stated.value is not None and not by_lives else tr(stated.statement)


class LabelLine(QWidget):
    """The line in which the figure on one's own label is typed.

    Args:
        section: Where the claim is.
        fact: Its id.

    Signals:
        entered: The figure and the name of the label.
    """

    entered = Signal(str, str)

    def __init__(self, section: str, fact: str) -> None:
        super().__init__()
        self.figure, self.label = QLineEdit(), QLineEdit()
        self.figure.setObjectName(f"compound.label.figure.{fact}")
        self.figure.setAccessibleName(tr("Figure on the label"))
        self.figure.setPlaceholderText(tr(_TYPED_LIKE[section]))
        self.label.setObjectName(f"compound.label.name.{fact}")
        self.label.setAccessibleName(tr("Supplier, catalogue number, lot"))
        self.label.setPlaceholderText(tr("Supplier, catalogue number, lot"))
        for line in (self.figure, self.label):
            line.setMinimumWidth(_NARROWEST_LINE)
            line.returnPressed.connect(self._enter)
        self.add = push_button(tr("Add"), f"compound.label.add.{fact}", self._enter)
        self.setLayout(flow(self.figure, self.label, self.add, 1))

    def _enter(self) -> None:
        self.entered.emit(self.figure.text(), self.label.text())


class ClaimRow(QFrame):
    """One claim, with what other sources say of it: beside it where figures are compared, else where its mark opens.

    Args:
        claim: The claim.
        sources: The sources of its monograph.
        edited: Who edited it, and the state of the bundled claim that the edit replaces; "" where nothing was edited.
        value_first: Whether the figure leads, where rows are looked through by it.
        compared: What several sources say; None where only one has a figure to compare.
        section: Where it is, if the figure of a label can be added; "" if not.

    Signals:
        copied: The text of the claim with its source, to be put on the clipboard.
        restored: The edit is to be dropped: the id of the fact.
        labelled: A label's figure is to be put beside it: the id of the fact, the figure, the name of the label.
    """

    copied = Signal(str)
    restored = Signal(str)
    labelled = Signal(str, str, str)

    def __init__(
        self,
        claim: Claim,
        sources: Mapping[str, Source],
        edited: str = "",
        *,
        value_first: bool = False,
        compared: SideBySide | None = None,
        section: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("row", "true")
        self.claim = claim
        self._sources = sources
        self._words = QVBoxLayout()
        self._words.setSpacing(1)
        self._add_statement(value_first=value_first)
        if edited:
            self._words.addWidget(text_label(edited, size="small", tone="accent"))
        beside = {side.stated for side in compared.sides} if compared is not None else set()
        rest = [one for one in claim.others if one not in beside]
        if compared is not None:
            self._words.addWidget(SidesTable(compared, sources))
        self.others = text_label("\n".join(report_text(one, sources) for one in rest), size="small")
        self.others.setVisible(False)
        self._words.addWidget(self.others)
        self.label_line: LabelLine | None = None
        self._section = section if section in _TYPED_LIKE else ""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(8)
        line.addLayout(self._words, 1)
        top = Qt.AlignmentFlag.AlignTop
        for widget in (self._mark(opens=bool(rest)), self._copy_button()):
            line.addWidget(widget, 0, top)
        if self._section or edited:
            self._words.addLayout(flow(*self._buttons(edited=bool(edited)), 1))

    def _add_statement(self, *, value_first: bool) -> None:
        """Add what is said, by whom and why it is judged so."""
        claim, sources = self.claim, self._sources
        # Words without a number repeat the statement.
        value = bold(value_text(claim.value)) if claim.value and claim.value.number else ""
        statement = hazard_text(claim.statement)
        said = (value, escape(statement)) if value_first else (escape(statement), value)
        context = context_text(claim.context)
        said_by = (
            f"{source_text(claim.source, sources)} · {basis_text(claim.basis)}{' · ' + context if context else ''}"
        )
        self._words.addWidget(rich_label(" ".join(part for part in said if part)))
        self._words.addWidget(text_label(f"{said_by}\n{tr(claim.reason)}", size="small", tone="muted"))

    def _mark(self, *, opens: bool) -> QWidget:
        """Make the chip of how well the claim is supported, which opens to what else is reported where something is."""
        state, word = STANDING_CHIPS[self.claim.standing], term(self.claim.standing)
        if not opens:
            return state_chip(word, state)
        self.mark = disclosure_button(word, state, f"compound.others.{self.claim.id}", self.open_others)
        self.mark.setAccessibleName(
            tr(
                "{standing}: show what each source says of “{statement}”",
                standing=word,
                statement=hazard_text(self.claim.statement),
            )
        )
        return self.mark

    def _buttons(self, *, edited: bool) -> list[QWidget]:
        buttons: list[QWidget] = []
        if self._section:
            name = f"compound.label.{self.claim.id}"
            self.label_button = flat_button(tr("Add your label…"), name, self.open_label)
            self.label_button.setAccessibleName(
                tr("Add your label's value to: {statement}", statement=tr(self.claim.statement))
            )
            buttons.append(self.label_button)
        if edited:
            buttons.append(flat_button(tr("Remove edit"), f"compound.restore.{self.claim.id}", self._restore))
        return buttons

    def _copy_button(self) -> QWidget:
        copy = flat_button(tr("Copy"), f"compound.claim.{self.claim.id}", self._copy)
        copy.setAccessibleName(tr("Copy with its source: {statement}", statement=hazard_text(self.claim.statement)))
        copy.setMinimumWidth(72)
        return copy

    @property
    def supported(self) -> bool:
        """Whether it is shown under "only what is supported"."""
        return self.claim.standing is Standing.SUPPORTED

    def open_others(self) -> None:
        """Show or hide what the other sources say."""
        toggle_visible(self.others)
        set_opened(self.mark, opened=not self.others.isHidden())

    def open_label(self) -> None:
        """Show the line for the figure on one's own label, with the keys in it; or hide it."""
        if self.label_line is None:
            self.label_line = LabelLine(self._section, self.claim.id)
            self.label_line.entered.connect(self._on_label)
            self._words.addWidget(self.label_line)
        else:
            toggle_visible(self.label_line)
        if not self.label_line.isHidden():
            self.label_line.figure.setFocus()

    def _on_label(self, figure: str, label: str) -> None:
        self.labelled.emit(self.claim.id, figure, label)

    def _copy(self) -> None:
        self.copied.emit(claim_text(self.claim, self._sources))

    def _restore(self) -> None:
        self.restored.emit(self.claim.id)


def report_text(report: Report, sources: Mapping[str, Source]) -> str:
    """Return what another source says, in a line."""
    value = f" {value_text(report.value)}" if report.value else ""
    context = context_text(report.context)
    where = f" ({context})" if context else ""
    return f"↳ {tr(report.statement)}{value}{where}  {source_text(report.source, sources)} · {basis_text(report.basis)}"
