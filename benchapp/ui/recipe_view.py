"""A recipe on screen: numbered steps to tick, the cautions, the working; and the same as text and as HTML."""

import html

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from benchapp.domain.messages import Severity
from benchapp.domain.recipes import Recipe
from benchapp.ui import parts
from benchapp.ui.words import say, say_step

TONES = {Severity.NOTE: "note", Severity.CAUTION: "soon", Severity.STRONG: "past"}


class RecipeView(QWidget):
    """Shows a recipe, or what is missing for one."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._shown: Recipe | None = None
        self._cautions = QVBoxLayout()
        self._cautions.setSpacing(6)
        self._steps_card = parts.Card()
        self._steps_title = parts.heading("Recipe")
        self._reached = parts.chip("", "note")
        self._steps_card.body.addLayout(parts.row(self._steps_title, 1, self._reached))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self._steps_card.body.addLayout(self._steps)
        self._steps_card.body.addStretch(1)
        self._side_card = parts.Card("Working")
        self._side = QVBoxLayout()
        self._side.setSpacing(4)
        self._side_card.body.addLayout(self._side)
        self._side_card.body.addStretch(1)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self._steps_card, 5)
        cards.addWidget(self._side_card, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._cautions)
        layout.addLayout(cards, 1)
        self.show_recipe(None, "", "")

    def show_recipe(self, recipe: Recipe | None, title: str, reached: str) -> None:
        """Show a recipe; None shows what to do first."""
        self._steps_title.setText(f"RECIPE{' · ' + title.upper() if title else ''}")
        self._reached.setVisible(bool(reached))
        if reached:
            parts.set_chip(self._reached, reached, "note")
        if recipe == self._shown and recipe is not None:
            return
        self._shown = recipe
        for layout in (self._cautions, self._steps, self._side):
            parts.clear(layout)
        if recipe is None:
            self._steps.addWidget(
                parts.label("Fill in the fields above: the recipe appears as you type.", tone="muted")
            )
            self._side.addWidget(parts.label("How it is worked out stands here.", tone="muted"))
            return
        for place, caution in enumerate(recipe.cautions):
            self._cautions.addLayout(self._caution(place, say(caution.code, caution.values), TONES[caution.severity]))
        for number, line in enumerate(recipe.steps, 1):
            self._steps.addWidget(self._step(number, *say_step(line.code, line.values)))
        for line in recipe.working:
            self._side.addWidget(parts.label(say(line.code, line.values)))
        if recipe.cannot_know:
            self._side.addSpacing(8)
            self._side.addWidget(parts.heading("What this cannot know"))
            unknown = "; ".join(say(line.code, line.values) for line in recipe.cannot_know)
            self._side.addWidget(parts.label(unknown, tone="muted"))

    def _caution(self, place: int, sentence: str, tone: str) -> QHBoxLayout:
        shown = parts.chip(sentence, tone)
        shown.setWordWrap(True)
        shown.setObjectName(f"{self._prefix}.caution{place}")
        shown.setSizePolicy(shown.sizePolicy().Policy.Expanding, shown.sizePolicy().Policy.Minimum)
        return parts.row(shown)

    def _step(self, number: int, lead: str, text: str, detail: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("row", "true")
        count = parts.label(str(number), tone="accent", wrap=False)
        count.setFixedWidth(24)
        words = parts.rich(f"{parts.bold(lead)} {html.escape(text)}")
        tick = QCheckBox()
        tick.setObjectName(f"{self._prefix}.step{number}")
        tick.setAccessibleName(f"Step {number} done: {lead} {text}")
        body = parts.column(words, spacing=1)
        if detail:
            body.addWidget(parts.label(detail, size="small", tone="muted"))
        layout = parts.row(count, body, tick)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 6, 0, 6)
        frame.setLayout(layout)
        return frame


def recipe_text(title: str, recipe: Recipe) -> str:
    """Give a recipe as plain text for the clipboard."""
    lines = [title, ""]
    lines += [f"! {say(caution.code, caution.values)}" for caution in recipe.cautions]
    if recipe.cautions:
        lines.append("")
    for number, line in enumerate(recipe.steps, 1):
        lead, text, detail = say_step(line.code, line.values)
        lines.append(f"{number}. {lead} {text}{f' ({detail})' if detail else ''}")
    lines += ["", "Working"]
    lines += [f"  {say(line.code, line.values)}" for line in recipe.working]
    if recipe.cannot_know:
        unknown = "; ".join(say(line.code, line.values) for line in recipe.cannot_know)
        lines += ["", f"What this cannot know: {unknown}"]
    return "\n".join(lines)


def recipe_html(title: str, hazards: str, recipe: Recipe, foot: str) -> str:
    """Give a recipe as one page of HTML, for printing."""
    cautions = "".join(f"<p><b>!</b> {html.escape(say(one.code, one.values))}</p>" for one in recipe.cautions)
    steps = ""
    for line in recipe.steps:
        lead, text, detail = (html.escape(part) for part in say_step(line.code, line.values))
        steps += f"<li style='margin-bottom:5px'>○ <b>{lead}</b> {text}<br><small>{detail}</small></li>"
    working = "".join(f"<p>{html.escape(say(line.code, line.values))}</p>" for line in recipe.working)
    unknown = html.escape("; ".join(say(line.code, line.values) for line in recipe.cannot_know))
    return (
        f"<h2>{html.escape(title)}</h2><p><b>{html.escape(hazards)}</b></p>{cautions}<ol>{steps}</ol>"
        f"<h3>Working</h3>{working}<p>What this cannot know: {unknown}</p><hr><p><small>{html.escape(foot)}</small></p>"
    )
