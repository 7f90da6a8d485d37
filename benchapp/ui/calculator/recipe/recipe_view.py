"""A recipe on screen: the answer, the cautions, and one row to tick for each tube; nothing else scrolls."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import Severity
from benchapp.domain.recipes.recipe_rows import RecipeRow, recipe_rows
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.solutions.solutions import Limit
from benchapp.ui.calculator.recipe.answer_head import AnswerHead
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps, row_text
from benchapp.ui.calculator.recipe.recipe_row_view import ROOMS, SCROLLED, RecipeRowView, height_of
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, scroll_area, set_tab_order, vbox
from benchapp.ui.widgets.page import ScrollBody

LEAST_HEIGHT, WANTED_HEIGHT = 190, 300
_ROWS_AT_ONCE = 3
# Between the rows and their bar, and right of the bar, px.
_BESIDE_ROWS, _BESIDE_BAR = 6, 8
# Over and under the rows and between the parts of a recipe: one of two compounds fills a laptop, px.
_EDGE, _BETWEEN = 2, 4
TONES = {Severity.NOTE: "note", Severity.CAUTION: "soon", Severity.STRONG: "past"}


@qt_overrides
class RecipeView(QWidget):
    """Shows a recipe, or what is missing for one.

    Attributes:
        head: What it comes to; over the rows, unless somebody puts it elsewhere.

    Args:
        prefix: First part of the object names, `page.tool`.
        rows_ready: Rows made beforehand, so that the first recipe appears as fast as the next ones; some at a time.
        parent: What it is in; None until it is put somewhere.

    Signals:
        ticked: A step was ticked, or its tick taken away: its place among the steps, and whether it is done.
    """

    ticked = Signal(int, bool)

    def __init__(self, prefix: str, rows_ready: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        # Something that is no recipe, so that showing none is a change at first.
        self._shown: Recipe | str | None = ""
        self._said: tuple[str, str, Limit | None] = ("", "", None)
        self._steps: Sequence[Line] = ()
        self._recipe_rows: tuple[RecipeRow, ...] = ()
        # Places of the steps that are done.
        self._done: set[int] = set()
        self._cautions_box, self._body = QWidget(), ScrollBody()
        self._cautions = QVBoxLayout(self._cautions_box)
        self._cautions.setContentsMargins(0, 0, 0, 0)
        self._cautions.setSpacing(6)
        self._caution_lines: list[QLabel] = []
        self._card = Card()
        # From the outside in: each time something is put into a place, Qt styles everything in it again.
        self._all = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._all)
        self.head = AnswerHead(prefix)
        layout = vbox(self.head, self._cautions_box, self._card, spacing=_BETWEEN)
        layout.setStretch(2, 1)
        self._all.setLayout(layout)
        self._make_card()
        # The rows scroll by themselves: the answer stays in view, and a recipe is laid out without the page.
        self.setMinimumHeight(LEAST_HEIGHT)
        self._rows: list[RecipeRowView] = []
        # The first keeps the others' place among what Tab reaches.
        self._make_rows(1)
        self._rows[0].hide()
        # Below the rows, which are made later.
        set_tab_order(self._rows[0].tick, self.working.button)
        self._rows_ready = rows_ready
        self._more = QTimer(self)
        self._more.timeout.connect(self._make_more)
        self._more.start(0)
        self.show_recipe(None, "", "")

    def _make_card(self) -> None:
        """Make what scrolls: the rows, then what is good to know, and how it was worked out."""
        self._empty = text_label(tr("Fill in the fields at the left: the recipe appears as you type."), tone="muted")
        self._card.body.setContentsMargins(16, _EDGE, _BESIDE_BAR, _EDGE)
        self._card.body.addWidget(self._empty)
        self._area = scroll_area(self._body)
        self._area.installEventFilter(self)
        self._card.body.addWidget(self._area, 1)
        self._notes = text_label("", size="small", tone="muted")
        self._notes.setObjectName(f"{self._prefix}.notes")
        self._unknown = text_label("", size="small", tone="muted")
        self._working = text_label("", size="small", tone="muted")
        self._working.setObjectName(f"{self._prefix}.working")
        self.working = FoldedLine(tr("Working"), f"{self._prefix}.show_working", self._working)
        self._inner = QVBoxLayout(self._body)
        self._inner.setContentsMargins(0, 0, _BESIDE_ROWS, 0)
        self._inner.setSpacing(0)
        for widget in (self._notes, self._unknown, self.working):
            self._inner.addWidget(widget)
            self._inner.addSpacing(6)
        self._inner.addStretch(1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Return False: a page whose height follows its width is made as tall as everything in it would like to be."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of a few rows and no more: the rest scrolls."""
        return QSize(super().sizeHint().width(), max(self.minimumSizeHint().height(), WANTED_HEIGHT))

    def show_recipe(self, recipe: Recipe | None, answer: str, reached: str, limit: Limit | None = None) -> None:
        """Show a recipe.

        Args:
            recipe: None shows what to do first.
            answer: What it comes to, in large type.
            reached: What is reached exactly, and how far off it may be.
            limit: How long it may be used once it is made; None where nobody set a limit.
        """
        if recipe == self._shown and (answer, reached, limit) == self._said:
            return
        self._shown, self._said = recipe, (answer, reached, limit)
        # Each child that appears in a visible parent lays out every ancestor again; hidden, all of it is laid out once.
        self._all.hide()
        self.head.show_answer(answer, reached, recipe, limit)
        if recipe is not None:
            self._fill(recipe)
        loud = any(not line.isHidden() for line in self._caution_lines)
        for widget, shown in (
            (self._empty, recipe is None),
            (self._area, recipe is not None),
            (self._cautions_box, recipe is not None and loud),
        ):
            _show(widget, shown=shown)
        self._all.show()
        if recipe is not None:
            self._share_room()

    def _fill(self, recipe: Recipe) -> None:
        self._fill_cautions(recipe)
        steps = named_steps(recipe)
        if steps != self._steps:
            self._steps, self._recipe_rows = steps, recipe_rows(steps)
            # Of another recipe nothing is done yet.
            self._done.clear()
        self._make_rows(len(self._recipe_rows))
        for place, shown in enumerate(self._rows):
            _show(shown, shown=place < len(self._recipe_rows))
            if place < len(self._recipe_rows):
                shown.show_text(row_text(self._recipe_rows[place], self._steps))
        self._show_done()
        notes = [one for one in recipe.cautions if one.severity is Severity.NOTE]
        _fill(self._notes, "\n".join(say(one.code, one.values) for one in notes))
        unknown = "; ".join(say(line.code, line.values) for line in recipe.cannot_know)
        _fill(self._unknown, tr("Not checked: {what}.", what=unknown) if unknown else "")
        self._working.setText("\n".join(say(line.code, line.values) for line in recipe.working))
        _show(self.working, shown=bool(recipe.working))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Share the room anew where the area of the rows has become higher, lower, wider or narrower."""
        if watched is self._area and event.type() is QEvent.Type.Resize:
            self._share_room()
        return super().eventFilter(watched, event)

    def _share_room(self) -> None:
        """Leave as much room around the rows as lets all of them be in view, or little where they scroll."""
        shown = self._rows[: len(self._recipe_rows)]
        # As if the bar were there: what it takes away may be what brings it.
        width = self._area.width() - self._area.verticalScrollBar().sizeHint().width() - _BESIDE_ROWS
        for row in shown:
            row.set_width(width)
        texts = [row.text_height(width) for row in shown]
        within = self._area.height()
        room = next((one for one in ROOMS if sum(height_of(text, one) for text in texts) <= within), SCROLLED)
        for row in shown:
            row.set_room(room)
        # At once, and not a level of layouts at each turn of the event loop.
        for row in shown:
            row.lay_out()
        self._inner.activate()

    # -- ticks -------------------------------------------------------------------------------------------------

    def ticks(self) -> frozenset[int]:
        """Return the places of the steps that are done, from 0."""
        return frozenset(self._done)

    def row_places(self) -> tuple[tuple[int, ...], ...]:
        """Return of each row the places of its steps, from 0."""
        return tuple(row.places for row in self._recipe_rows)

    def set_tick(self, place: int, *, on: bool) -> None:
        """Mark a step as done, or not; the hood view has the same ticks."""
        self._mark((place,), on=on)

    def clear_ticks(self) -> None:
        """Remove all ticks: what is made next begins anew."""
        self._mark(tuple(self._done), on=False)

    def _on_ticked(self, row: int, on: bool) -> None:
        self._mark(self._recipe_rows[row].places, on=on)

    def _mark(self, places: Sequence[int], *, on: bool) -> None:
        changed = [place for place in places if (place in self._done) is not on]
        self._done = self._done | set(changed) if on else self._done - set(changed)
        self._show_done()
        for place in changed:
            self.ticked.emit(place, on)

    def _show_done(self) -> None:
        for row, shown in zip(self._recipe_rows, self._rows, strict=False):
            done = self._done & set(row.places)
            shown.show_done(some=bool(done), every=len(done) == len(row.places))

    # -- made of -----------------------------------------------------------------------------------------------

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
            row = RecipeRowView(f"{self._prefix}.step{len(self._rows) + 1}", len(self._rows) + 1)
            self._inner.insertWidget(len(self._rows), row)
            row.ticked.connect(partial(self._on_ticked, len(self._rows)))
            if self._rows:
                # Made after what is below the rows, it is reached before that all the same.
                set_tab_order(self._rows[-1].tick, row.tick)
            self._rows.append(row)

    def _fill_cautions(self, recipe: Recipe) -> None:
        """Show over the rows what asks for a decision; what is only good to know is below them."""
        loud = [one for one in recipe.cautions if one.severity is not Severity.NOTE]
        while len(self._caution_lines) < len(loud):
            line = state_chip("", "note")
            line.setWordWrap(True)
            line.setObjectName(f"{self._prefix}.caution{len(self._caution_lines)}")
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._caution_lines.append(line)
            self._cautions.addWidget(line)
        for place, line in enumerate(self._caution_lines):
            _show(line, shown=place < len(loud))
            if place < len(loud):
                set_chip(line, say(loud[place].code, loud[place].values), TONES[loud[place].severity])


def _show(widget: QWidget, *, shown: bool) -> None:
    if widget.isHidden() == shown:
        widget.setVisible(shown)


def _fill(label: QLabel, text: str) -> None:
    label.setText(text)
    _show(label, shown=bool(text))
