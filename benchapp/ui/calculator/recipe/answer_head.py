"""The answer over a recipe: in large type, what is reached exactly, and what was compared with what is on file."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from benchapp.domain.lab.lab_rules import RULE_NAMES
from benchapp.domain.messages import Message
from benchapp.domain.recipes.cautions import shown_soluble
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.solutions.solutions import Limit
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.solution_texts import limit_words
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import set_tip, text_label

# px.
_BETWEEN = 12
# Letters: so much of what is reached is shown at least, on a line of its own where there is no room beside the answer.
_LEAST = 30


class AnswerHead(QWidget):
    """Shows what a recipe comes to.

    Args:
        prefix: First part of the object names, `page.tool`.
    """

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._answer = text_label("", size="large", strong=True, wrap=False)
        self._answer.setObjectName(f"{prefix}.answer")
        self._reached = text_label("", tone="muted", wrap=False)
        # Where it has no room it is cut and not the reason for a wider page; its tip has all of it.
        self._reached.setMinimumWidth(1)
        self._reached.setObjectName(f"{prefix}.reached")
        self._soluble = _small("chip", "fresh", f"{prefix}.soluble")
        self._lasts = _small("pill", "true", f"{prefix}.use_within")
        self.setLayout(flow(self._answer, self._reached, 1, self._soluble, self._lasts, spacing=_BETWEEN))
        self._limited = False
        self._whole = ""

    def show_answer(self, answer: str, reached: str, recipe: Recipe | None, limit: Limit | None) -> None:
        """Show an answer.

        Args:
            answer: What it comes to.
            reached: What is reached exactly, and how far off it may be.
            recipe: How it is made; None for no recipe.
            limit: How long it may be used once it is made; None where nobody set a limit.
        """
        self._answer.setText(answer)
        self._answer.setVisible(bool(answer))
        self._whole = reached
        set_tip(self._reached, reached)
        self._show_soluble(recipe)
        self._limited = recipe is not None and limit is not None
        if limit is not None:
            rule = tr(" (lab rule)") if limit.rule in RULE_NAMES else ""
            self._lasts.setText(
                tr("use within {span}{rule}", span=span_text(timedelta(seconds=limit.span_s)), rule=rule)
            )
            set_tip(self._lasts, limit_words(limit))
        self._fit()
        self.setVisible(bool(answer or reached))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave out how long it may be used where that would begin a second line: the label says it too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._answer.setWordWrap(self._answer.fontMetrics().horizontalAdvance(self._answer.text()) > self.width())
        shown = [one for one in (self._answer, self._soluble) if not one.isHidden()]
        wanted = sum(one.sizeHint().width() + _BETWEEN for one in (*shown, self._lasts))
        wanted += self._reached.fontMetrics().horizontalAdvance(self._whole) + _BETWEEN
        fits = self._limited and wanted <= self.width()
        if self._lasts.isHidden() is fits:
            self._lasts.setVisible(fits)
        beside = (one for one in (self._answer, self._soluble, self._lasts) if not one.isHidden())
        room = self.width() - sum(one.sizeHint().width() + _BETWEEN for one in beside)
        metrics = self._reached.fontMetrics()
        if room < metrics.horizontalAdvance("m" * _LEAST):
            room = self.width()
        self._reached.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    def _show_soluble(self, recipe: Recipe | None) -> None:
        """Say that it dissolves where that was compared with what is on file, and with what."""
        shown = recipe is not None and shown_soluble(recipe)
        self._soluble.setVisible(shown)
        if recipe is None or not shown:
            return
        compared = [line for line in recipe.working if line.code == Message.WORK_SOLUBILITY]
        self._soluble.setText(tr("✓ soluble"))
        below = tr("Below the highest concentration on file for this solvent.")
        set_tip(self._soluble, "\n".join(say(line.code, line.values) for line in compared) or below)


def _small(look: str, value: str, name: str) -> QLabel:
    made = text_label("", size="small", wrap=False)
    made.setObjectName(name)
    made.setProperty(look, value)
    made.hide()
    return made
