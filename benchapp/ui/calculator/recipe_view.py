"""A recipe on screen: numbered steps to tick, the cautions, the working; and the same as text and as HTML."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from benchapp.domain.messages import Caution, Severity
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_step
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox, scroll_area, set_tab_order, vbox
from benchapp.ui.widgets.page import ScrollBody

LEAST_HEIGHT, WANTED_HEIGHT = 190, 300
_ROWS_AT_ONCE = 3
TONES = {Severity.NOTE: "note", Severity.CAUTION: "soon", Severity.STRONG: "past"}


class RecipeView(QWidget):
    """Shows a recipe, or what is missing for one.

    Args:
        prefix: First part of the object names, `page.tool`.
        rows_ready: Rows made beforehand, so that the first recipe appears as fast as the next ones; some at a time.
        tall: Whether the working is under the steps and not beside them.

    Signals:
        ticked: A step was ticked, or its tick taken away: its place, and whether it is done.
    """

    ticked = Signal(int, bool)

    def __init__(self, prefix: str, rows_ready: int, *, tall: bool = False) -> None:
        super().__init__()
        self._prefix = prefix
        self._said = ""
        # Something that is no recipe, so that showing none is a change at first.
        self._shown: Recipe | str | None = ""
        self._cautions_box, self._steps_box, self._side_box = QWidget(), ScrollBody(), ScrollBody()
        self._cautions = CautionLines(f"{prefix}.caution")
        self._cautions_box.setLayout(self._cautions)
        self._steps_card, self._side_card = Card(), Card(tr("Working"))
        # From the outside in: each time something is put into a place, Qt styles everything in it again.
        self._lay_out(tall=tall)
        self._steps_title = heading(tr("Recipe"))
        self._reached = state_chip("", "note")
        # With typical and worst error it may be longer than a narrow window has room for.
        self._reached.setWordWrap(True)
        self._reached.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = (self._steps_title, self._reached)
        self._steps_card.body.addLayout(vbox(*head) if tall else flow(head[0], 1, head[1]))
        self._steps = QVBoxLayout(self._steps_box)
        self._steps.setContentsMargins(0, 0, 0, 0)
        self._steps.setSpacing(0)
        self._steps.addStretch(1)
        self._steps_area = scroll_area(self._steps_box)
        self._steps_card.body.addWidget(self._steps_area, 1)
        self._working = text_label("", tone="")
        self._unknown_title = heading(tr("What this cannot know"))
        self._unknown = text_label("", tone="muted")
        self._notes = NoteLines(prefix)
        fold = flow(self._notes.fold, 1)
        side = vbox(self._notes, fold, self._working, self._unknown_title, self._unknown, spacing=8)
        self._side_box.setLayout(side)
        side.addStretch(1)
        self._side_card.body.addWidget(scroll_area(self._side_box), 1)
        self._empty = text_label(tr("Fill in the fields above: the recipe appears as you type."), tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._steps_card.body.insertWidget(1, self._empty, 1)
        self._rows: list[StepRow] = []
        # The steps that the ticks belong to.
        self._steps_before: Sequence[Line] = ()
        # The steps scroll by themselves: the fields stay in view, and a recipe is laid out without the page.
        self.setMinimumHeight(LEAST_HEIGHT)
        # The first keeps the others' place among what Tab reaches.
        self._make_rows(1)
        self._rows[0].hide()
        self._rows_ready = rows_ready
        self._more = QTimer(self)
        self._more.timeout.connect(self._make_more)
        self._more.start(0)
        self.show_recipe(None, "", "")

    def _lay_out(self, *, tall: bool) -> None:
        cards = QVBoxLayout() if tall else QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self._steps_card, 5)
        cards.addWidget(self._side_card, 3)
        self._all = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._all)
        layout = QVBoxLayout(self._all)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._cautions_box)
        layout.addLayout(cards, 1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Return False: a page whose height follows its width is made as tall as everything in it would like to be."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for a few steps and no more: the rest scrolls, and the fields stay in view."""
        return QSize(super().sizeHint().width(), max(self.minimumSizeHint().height(), WANTED_HEIGHT))

    def show_recipe(self, recipe: Recipe | None, title: str, reached: str) -> None:
        """Show a recipe; None shows what to do first."""
        if recipe == self._shown and title == self._said:
            return
        self._shown, self._said = recipe, title
        # Each child that appears in a visible parent lays out every ancestor again; hidden, all of it is laid out once.
        self._all.hide()
        self._steps_title.setText(tr("RECIPE{part}", part=" · " + title.upper() if title else ""))
        set_chip(self._reached, reached, "note")
        if recipe is not None:
            self._fill(recipe)
        for widget, shown in (
            (self._reached, bool(reached)),
            (self._empty, recipe is None),
            (self._steps_area, recipe is not None),
            (self._side_card, recipe is not None),
            (self._cautions_box, recipe is not None and self._cautions.count_shown > 0),
        ):
            _show(widget, shown=shown)
        self._all.show()

    def _fill(self, recipe: Recipe) -> None:
        # What asks for a decision is over the recipe, and what is only good to know beside it.
        self._cautions.show_cautions([one for one in recipe.cautions if one.severity is not Severity.NOTE])
        self._notes.show_cautions([one for one in recipe.cautions if one.severity is Severity.NOTE])
        if recipe.steps != self._steps_before:
            # Of another recipe nothing is done yet.
            self.clear_ticks()
            self._steps_before = recipe.steps
        self._make_rows(len(recipe.steps))
        for place, row in enumerate(self._rows):
            _show(row, shown=place < len(recipe.steps))
            if place < len(recipe.steps):
                row.show_step(*say_step(recipe.steps[place].code, recipe.steps[place].values))
        self._working.setText("\n".join(say(line.code, line.values) for line in recipe.working))
        unknown = [say(line.code, line.values) for line in recipe.cannot_know]
        self._unknown_title.setVisible(bool(unknown))
        self._unknown.setText("; ".join(unknown))

    def ticks(self) -> frozenset[int]:
        """Return the places of the steps that are ticked, from 0."""
        count = len(self._shown.steps) if isinstance(self._shown, Recipe) else 0
        return frozenset(place for place, row in enumerate(self._rows[:count]) if row.tick.isChecked())

    def set_tick(self, place: int, *, on: bool) -> None:
        """Tick a step, or take its tick away; the hood view has the same ticks."""
        self._rows[place].tick.setChecked(on)

    def clear_ticks(self) -> None:
        """Take all ticks away: what is made next begins anew."""
        for row in self._rows:
            row.tick.setChecked(False)

    def _make_more(self) -> None:
        """Make some of the rows that are to be ready, with the event loop between."""
        before = len(self._rows)
        self._make_rows(min(before + _ROWS_AT_ONCE, self._rows_ready))
        for row in self._rows[before:]:
            row.hide()
        if len(self._rows) >= self._rows_ready:
            self._more.stop()

    def _make_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = StepRow(f"{self._prefix}.step{len(self._rows) + 1}", len(self._rows) + 1)
            self._steps.insertWidget(len(self._rows), row)
            row.tick.toggled.connect(partial(self.ticked.emit, len(self._rows)))
            if self._rows:
                # Made after what is below the recipe, it is reached before that all the same.
                set_tab_order(self._rows[-1].tick, row.tick)
            self._rows.append(row)


def _show(widget: QWidget, *, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)


class CautionLines(QVBoxLayout):
    """Cautions, each in a line; the same lines serve one recipe after the other.

    Args:
        name: First part of the object names; a number follows.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._lines: list[QLabel] = []
        self.count_shown = 0
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(6)

    def show_cautions(self, cautions: Sequence[Caution]) -> None:
        """Show cautions, and no other ones."""
        while len(self._lines) < len(cautions):
            line = state_chip("", "note")
            line.setWordWrap(True)
            line.setObjectName(f"{self._name}{len(self._lines)}")
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._lines.append(line)
            self.addWidget(line)
        for line, caution in zip(self._lines, cautions, strict=False):
            set_chip(line, say(caution.code, caution.values), TONES[caution.severity])
        self.show_first(len(cautions))

    def show_first(self, count: int) -> None:
        """Show as many of the lines, from the first one on."""
        self.count_shown = count
        for place, line in enumerate(self._lines):
            _show(line, shown=place < count)


class NoteLines(CautionLines):
    """The notes of a recipe; those that somebody has read are folded to one line.

    Attributes:
        fold: Is pressed to fold them, and to read them again.

    Args:
        prefix: First part of the object names, `page.tool`.
    """

    def __init__(self, prefix: str) -> None:
        super().__init__(f"{prefix}.note")
        # Codes of the notes that somebody has read; a recipe that brings no other one keeps them folded.
        self._read: set[str] = set()
        self._noted: tuple[str, ...] = ()
        self.fold = flat_button("", f"{prefix}.notes.read", self._on_fold)
        self.fold.setAccessibleName(tr("Notes that were read"))

    def show_cautions(self, cautions: Sequence[Caution]) -> None:
        """Show notes, folded where all of them have been read."""
        super().show_cautions(cautions)
        self._noted = tuple(str(one.code) for one in cautions)
        self._fold_notes()

    def _on_fold(self) -> None:
        self._read = self._read - set(self._noted) if self._folded else self._read | set(self._noted)
        self._fold_notes()

    @property
    def _folded(self) -> bool:
        return bool(self._noted) and set(self._noted) <= self._read

    def _fold_notes(self) -> None:
        """Fold the notes that have been read to one line, or show them."""
        count = len(self._noted)
        _show(self.fold, shown=count > 0)
        self.show_first(0 if self._folded else count)
        folded = tr("◆ 1 note, read ▾") if count == 1 else tr("◆ {count} notes, read ▾", count=count)
        self.fold.setText(folded if self._folded else tr("Understood"))
        self.fold.setAccessibleName(self.fold.text())


class StepRow(QFrame):
    """One step with its tick; the same row serves one recipe after the other."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__()
        self._number = number
        self._said = ("", "", "")
        self.setProperty("row", "true")
        count = text_label(str(number), tone="accent", wrap=False)
        count.setFixedWidth(24)
        # Two plain lines and no rich text: a document a line made a keystroke take five times as long.
        self._lead = text_label("", strong=True, wrap=False)
        self._words = text_label("")
        self._detail = text_label("", size="small", tone="muted")
        self.tick = QCheckBox()
        self.tick.setObjectName(name)
        self.tick.setAccessibleName(tr("Step {number} done", number=number))
        sentence = hbox(self._lead, self._words, spacing=6)
        sentence.setStretch(1, 1)
        sentence.setAlignment(self._lead, Qt.AlignmentFlag.AlignTop)
        # What is left over is above and below both: else the words of a step without a smaller line hang lower.
        layout = hbox(count, vbox(1, sentence, self._detail, 1, spacing=1), self.tick)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 6, 0, 6)
        self.setLayout(layout)

    def show_step(self, lead: str, text: str, detail: str) -> None:
        """Show a step; what has changed is no longer ticked."""
        if self._said == (lead, text, detail):
            return
        self._said = (lead, text, detail)
        self._lead.setText(lead)
        self._words.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.tick.setChecked(False)
        self.tick.setAccessibleName(
            tr("Step {number} done: {lead} {words}", number=self._number, lead=lead, words=text)
        )
