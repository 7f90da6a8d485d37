"""Claims as the compound page shows them: what is said, by whom, how well it is supported, and what others say."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from benchapp.domain.compounds.monograph import Claim, Report, Source, Standing
from benchapp.ui.text.compound_texts import (
    STANDING_CHIPS,
    basis_text,
    claim_text,
    context_text,
    source_text,
    value_text,
)
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.language import term, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.buttons import disclosure_button, flat_button, set_opened
from benchapp.ui.widgets.labels import bold, rich_label, state_chip, text_label
from benchapp.ui.widgets.layout import toggle_visible


class ClaimRow(QFrame):
    """One claim. Where sources disagree, its mark opens to what each of them says.

    Args:
        claim: The claim.
        sources: The sources of its monograph.
        was: The state of the bundled claim that a person's edit replaces; "" where nothing was edited.
        value_first: Whether the figure leads, where rows are looked through by it.

    Signals:
        copied: The text of the claim with its source, to be put on the clipboard.
        restored: The edit is to be dropped: the id of the fact.
    """

    copied = Signal(str)
    restored = Signal(str)

    def __init__(
        self, claim: Claim, sources: Mapping[str, Source], was: str = "", *, value_first: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("row", "true")
        self.claim = claim
        self._sources = sources
        state = STANDING_CHIPS[claim.standing]
        # Words without a number repeat the statement.
        value = bold(value_text(claim.value)) if claim.value and claim.value.number else ""
        statement = hazard_text(claim.statement)
        said = (value, escape(statement)) if value_first else (escape(statement), value)
        context = context_text(claim.context)
        said_by = (
            f"{source_text(claim.source, sources)} · {basis_text(claim.basis)}{' · ' + context if context else ''}"
        )
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(rich_label(" ".join(part for part in said if part)))
        words.addWidget(text_label(f"{said_by}\n{tr(claim.reason)}", size="small", tone="muted"))
        if was:
            words.addWidget(text_label(tr("✎ Edited by you. Bundled: {was}", was=was), size="small", tone="accent"))
        self.others = text_label("\n".join(report_text(one, sources) for one in claim.others), size="small")
        self.others.setVisible(False)
        words.addWidget(self.others)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(8)
        line.addLayout(words, 1)
        top = Qt.AlignmentFlag.AlignTop
        if claim.others:
            self.mark = disclosure_button(term(claim.standing), state, f"compound.others.{claim.id}", self.open_others)
            self.mark.setAccessibleName(
                tr(
                    "{standing}: show what each source says of “{statement}”",
                    standing=term(claim.standing),
                    statement=statement,
                )
            )
            line.addWidget(self.mark, 0, top)
        else:
            line.addWidget(state_chip(term(claim.standing), state), 0, top)
        if was:
            drop = flat_button(tr("Remove edit"), f"compound.restore.{claim.id}", self._restore)
            line.addWidget(drop, 0, top)
        copy = flat_button(tr("Copy"), f"compound.claim.{claim.id}", self._copy)
        copy.setAccessibleName(tr("Copy with its source: {statement}", statement=statement))
        copy.setMinimumWidth(72)
        line.addWidget(copy, 0, top)

    @property
    def supported(self) -> bool:
        """Whether it is shown under "only what is supported"."""
        return self.claim.standing is Standing.SUPPORTED

    def open_others(self) -> None:
        """Show or hide what the other sources say."""
        toggle_visible(self.others)
        set_opened(self.mark, opened=not self.others.isHidden())

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
