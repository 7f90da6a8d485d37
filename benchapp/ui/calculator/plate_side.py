"""What belongs to a plate's fields: the map one can paint, what the wells take, and the recipe."""

from collections.abc import Callable
from itertools import product

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.presenters.calculator.plate_form import PlateAnswer
from benchapp.ui.calculator.plate_file import legend_text, totals_text
from benchapp.ui.calculator.plate_map import PlateView
from benchapp.ui.calculator.recipe.recipe_view import RecipeView
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.paper.plate_drawing import content_text
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, vbox
from benchapp.ui.widgets.theme import Tokens

# From this width on there is room for both side by side, px.
_SIDE_BY_SIDE = 800
# What is lower has no room for one under the other, px.
_LOW = 480
# Under the fields the map is no higher: they have more than half of the column, px.
_UNDER_FIELDS = 190


@qt_overrides
class PlateSide(QWidget):
    """The map and the recipe, both in view: beside each other, or the map under the fields.

    Args:
        prefix: First part of the object names.
        tokens: Gives the colours.
        recipe: Shows the recipe.
        parent: What it is in; None until it is put somewhere.

    Signals:
        anew_wanted: The wells are to be laid out again.
        painted: Wells are to hold something else: their names and the `Content`.
    """

    anew_wanted = Signal()
    painted = Signal(list, object)

    def __init__(
        self, prefix: str, tokens: Callable[[], Tokens], recipe: RecipeView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recipe, self._mapped, self._folded = recipe, False, False
        # Whether the map has a place, though it may be folded.
        self._kept = False
        self.view = PlateView(tokens, f"{prefix}.map")
        self.view.chosen.connect(self._on_painted)
        self.brush = DropDown()
        self.brush.setObjectName(f"{prefix}.brush")
        self.brush.setAccessibleName(tr("Paint wells as"))
        narrow(self.brush, 12)
        self._brushes: tuple[Content, ...] = ()
        self.anew = push_button(tr("Reset"), f"{prefix}.anew", self.anew_wanted.emit, tip=tr("Lay the wells out again"))
        # Nothing was painted yet.
        self.anew.hide()
        self.totals = text_label("", size="small", tone="muted")
        self.totals.setObjectName(f"{prefix}.totals")
        # What the wells take of each tube; beside the fields, so that the map has all of its place.
        self.volumes = FoldedLine(tr("Volume of each tube"), f"{prefix}.show_totals", self.totals)
        self.legend = text_label(legend_text(), size="small", tone="muted")
        # While a dose is typed anew there is none for a moment, and nothing moves.
        self.empty = text_label(tr("The map appears once the doses are filled in."), tone="muted")

    def lay_out(self) -> None:
        """Put in place what is shown, once this is in its own place: everything in it would be styled once more."""
        # Where the map is instead of here; None for here.
        self._under: QBoxLayout | None = None
        self._pane = pane = Card()
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lines.setSpacing(8)
        # What it comes to is over both.
        whole = vbox(self._recipe.head, self._lines, spacing=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._lines.addWidget(pane, 1)
        self._lines.addWidget(self._recipe, 2)
        paint = text_label(tr("Paint wells as"), tone="muted", wrap=False)
        pane.body.addLayout(flow(paint, self.brush, self.anew))
        pane.body.addWidget(self.empty)
        pane.body.addWidget(self.view, 1)
        pane.body.addWidget(self.legend)
        pane.body.addStretch(0)
        # Without a dose there is no map, and its room is the fields'.
        pane.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put map and recipe side by side where there is room, and under each other where there is not."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE or event.size().height() < _LOW
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._show_legend()

    def put_map(self, under: QBoxLayout | None) -> None:
        """Put the map under the fields, or back beside the recipe for None."""
        if under is self._under:
            return
        self._under = under
        self.view.set_highest(None if under is None else _UNDER_FIELDS)
        if under is None:
            self._lines.insertWidget(0, self._pane, 1)
        else:
            under.addWidget(self._pane)
        self._show_pane()
        self._show_legend()

    def fold_map(self, *, folded: bool) -> None:
        """Hide the map, so that the recipe has its room, or show it again."""
        if folded is not self._folded:
            self._folded = folded
            self._show_pane()

    def _show_pane(self, *, typing: bool = True) -> None:
        """Show the map where there is one; while a dose is typed anew its place is kept."""
        self._kept = self._mapped or (typing and self._kept)
        self._pane.setVisible(self._kept and not self._folded)

    def _show_legend(self) -> None:
        """Show under the map what its letters mean; where it is low only the tip of each well has the room to."""
        self.legend.setVisible(self._mapped and self._under is None and self.height() >= _LOW)

    def show_plate(self, answer: PlateAnswer, *, edited: bool) -> None:
        """Show a plate.

        Args:
            answer: The plate.
            edited: Whether wells were painted, so that they can be laid out again.
        """
        self.view.show_map(answer.map, answer.names)
        # Before there is a recipe the fields have all of the room.
        self._mapped = answer.map is not None and (answer.recipe is not None or self._kept)
        self.empty.setVisible(not self._mapped)
        self._show_pane(typing=bool(answer.errors))
        self._show_legend()
        self._offer_brushes(answer)
        self.anew.setVisible(edited)
        # A row of figures instead of a table: it has no length of its own and scrolls beside the map.
        refused = next(iter(answer.errors.values()), None) if answer.map is None else None
        self.totals.setText(totals_text(answer) if refused is None else say_error(refused))

    def _offer_brushes(self, answer: PlateAnswer) -> None:
        brushes = brushes_for(answer)
        if brushes == self._brushes and self.brush.count():
            return
        self._brushes = brushes
        current = self.brush.currentText()
        self.brush.clear()
        for place, content in enumerate(brushes):
            number = (
                place + 1 if content.use is WellUse.DOSE and len(answer.names) == 1 and content.levels[0] >= 0 else ""
            )
            words = content_text(content, answer.names)
            self.brush.addItem(f"{number}: {words}" if number else words)
        self.brush.setCurrentIndex(max(0, self.brush.findText(current)))

    def _on_painted(self, wells: list[str]) -> None:
        if self._brushes:
            self.painted.emit(wells, self._brushes[max(0, self.brush.currentIndex())])


def brushes_for(answer: PlateAnswer) -> tuple[Content, ...]:
    """Return what wells can become."""
    doses: list[Content] = []
    if len(answer.names) == 1:
        doses = [Content(WellUse.DOSE, (level,)) for level in range(len(answer.names[0]))]
    elif len(answer.names) > 2 and answer.map is not None:
        # Every dose of three compounds with every other is more than anybody chooses from.
        doses = list(dict.fromkeys(one for one in answer.map.wells.values() if one.use is WellUse.DOSE))
    elif len(answer.names) > 1:
        levels = [(*range(len(names)), -1) for names in answer.names]
        doses = [Content(WellUse.DOSE, held) for held in product(*levels) if any(level >= 0 for level in held)]
    return (*doses, *(Content(use) for use in (WellUse.VEHICLE, WellUse.UNTREATED, WellUse.BLANK, WellUse.EMPTY)))
