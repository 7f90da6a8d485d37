"""The answer over a recipe: in large type, what is reached exactly, and what was compared with what is on file."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.lab.lab_rules import RULE_NAMES
from benchapp.domain.messages import Message
from benchapp.domain.recipes.cautions import shown_soluble
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.solutions.solutions import Limit
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.solution_texts import life_of, limit_words
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import set_tip, text_label

# px.
_BETWEEN = 12
# Between the parts of what is reached, the most important first.
_JOINT = " · "


@qt_overrides
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
        # Where it has no room its last parts are left out, and it is not the reason for a wider page; its tip has all.
        self._reached.setMinimumWidth(1)
        self._reached.setObjectName(f"{prefix}.reached")
        self._soluble = _small("chip", "fresh", f"{prefix}.soluble")
        self._lasts = _small("pill", "true", f"{prefix}.use_within")
        self.setLayout(flow(self._answer, self._reached, 1, self._soluble, self._lasts, spacing=_BETWEEN))
        # How long it may be used, in fewer and fewer words; none where nobody set a limit.
        self._spans: tuple[str, ...] = ()
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
        self._spans = ()
        if recipe is not None and limit is not None:
            span = life_of(limit)
            rule = tr(" (lab rule)") if limit.rule in RULE_NAMES else ""
            words = (
                tr("use within {span}{rule}", span=span, rule=rule),
                tr("use within {span}{rule}", span=span, rule=""),
            )
            self._spans = (*words, f"≤\u202f{span}")
            self._lasts.setAccessibleName(words[0])
            set_tip(self._lasts, limit_words(limit))
        self._lasts.setVisible(bool(self._spans))
        self._fit()
        self.setVisible(bool(answer or reached))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show in as many words as there is room for how long it may be used."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._answer.setWordWrap(self._answer.fontMetrics().horizontalAdvance(self._answer.text()) > self.width())
        metrics = self._reached.fontMetrics()
        wanted = metrics.horizontalAdvance(self._whole)
        for span in self._spans:
            self._lasts.setText(span)
            if self._room() >= wanted:
                break
        parts = self._whole.split(_JOINT)
        texts = [_JOINT.join(parts[:count]) for count in range(len(parts), 0, -1)]
        # Beside the answer, or on a line of its own.
        for room in (self._room(), self.width()):
            if fits := next((text for text in texts if metrics.horizontalAdvance(text) <= room), ""):
                break
        self._reached.setText(fits or metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, self.width()))

    def _room(self) -> int:
        """Return how much room is left in the line for what is reached, px."""
        beside = (one for one in (self._answer, self._soluble, self._lasts) if not one.isHidden())
        return self.width() - sum(one.sizeHint().width() + _BETWEEN for one in beside)

    def _show_soluble(self, recipe: Recipe | None) -> None:
        """Show that it dissolves where that was compared with what is on file, and with what."""
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
