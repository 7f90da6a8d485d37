"""*Plate* and *Combine*: doses, wells and a map one can paint, over the recipe for all of it."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSignalBlocker, QSize, QSizeF, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QCompleter, QFileDialog, QSizePolicy, QWidget

from benchapp.domain.compounds.identifiers import without_unseen
from benchapp.domain.lab.plates import FORMATS, Content, WellUse
from benchapp.domain.messages import BenchError, Message, Severity
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.calculator.plate_form import PlateAnswer, PlateForm
from benchapp.ui.calculator.plate_map import (
    PlateView,
    content_text,
    draw_whole_map,
    map_image,
    map_size,
    map_text,
    save_svg,
)
from benchapp.ui.calculator.recipe_view import TONES, RecipeView
from benchapp.ui.calculator.series_tool import (
    SCHEMES,
    DoseFields,
    growth_box,
    join_fields,
    join_solvents,
    offer_kinds,
    reached_text,
    show_answers,
    show_problem,
    show_solvents,
)
from benchapp.ui.calculator.stock_combo import StockCombo
from benchapp.ui.forms.form_widget import FormWidget
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.text.language import mark_text, percents, plain, term, tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.current_stack import CurrentStack
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, grid, hbox, scroll_area, titled, vbox
from benchapp.ui.widgets.page import ScrollBody
from benchapp.ui.widgets.printing import ensure_writable, paper_font, pdf_writer
from benchapp.ui.widgets.theme import Tokens

COUNTS = {
    "replicates": mark_text("Replicates"),
    "vehicle_wells": mark_text("Vehicle wells"),
    "untreated": mark_text("Untreated"),
    "blanks": mark_text("Blanks"),
    "plates": mark_text("Plates"),
}
VOLUMES = {
    "well_volume": mark_text("Volume a well"),
    "present_volume": mark_text("In a well"),
    "added_volume": mark_text("I add"),
    "overage": mark_text("Overage"),
    "vehicle_percent": mark_text("Vehicle in well"),
    "medium": mark_text("Medium"),
    "cells": mark_text("Cells"),
    "species": mark_text("Species"),
}
DOSINGS = (
    ("added", mark_text("in a volume, I add to it")),
    ("resuspended", mark_text("resuspended in it (1×)")),
    ("replaced", mark_text("adherent, medium replaced")),
)
MODES = (
    ("constant", mark_text("partner the same in every well")),
    ("ratio", mark_text("all at one ratio")),
    ("checkerboard", mark_text("every dose with every dose")),
)
COLUMNS = 3
MOST_NAMES = 8
NAMES_WIDTH = 240
FIELDS_WIDTH = 416
LEAST_HEIGHT = 400
_SAVED_AS = mark_text("Picture (*.png);;Drawing (*.svg);;Table (*.csv);;Page (*.pdf)")


class PlateTool(FormWidget):
    """The fields of *Plate* or *Combine* over the map and the recipe.

    Args:
        desk: What stands in the fields and what follows.
        tokens: Gives the colours.
        save_table: Writes the plate as a table.
        parent: What it stands in: moved into it afterwards, all of it would be styled once more.

    Signals:
        made: The tubes were made; the id of the rack.
        given: A re-dose is in the wells; the id of the rack.
        said: Something to tell in a line: the sentence.
    """

    made = Signal(str)
    given = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        desk: PlateForm,
        tokens: Callable[[], Tokens],
        save_table: Callable[[Path, PlatePlan], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.shown_form = self.desk = desk
        self._tokens = tokens
        self._save_table = save_table
        self._prefix = f"calculate.{desk.tool}"
        self.doses = DoseFields(desk, self._prefix, columns=COLUMNS)
        self.counts = {name: LabelledField(tr(title), f"{self._prefix}.{name}") for name, title in COUNTS.items()}
        self.volumes = {name: LabelledField(tr(title), f"{self._prefix}.{name}") for name, title in VOLUMES.items()}
        self.fields = {**self.doses.fields, **self.counts, **self.volumes}
        self.dosing = self._box("dosing", tr("Where the cells are"), DOSINGS)
        self.mode = self._box("mode", tr("How the compounds go together"), MODES)
        self.shelf = StockCombo(f"{self._prefix}.stock", desk.offered_stocks, desk.choose_stock)
        self.solvents = {"solvent": SolventCombo(f"{self._prefix}.solvent", least=2)}
        self.plate = self._box("format", tr("Wells of the plate"), [(str(wells), str(wells)) for wells in FORMATS])
        self.kind = self._box("kind", tr("Kind of cells"), ())
        offer_kinds(self.kind)
        self.growth = growth_box(f"{self._prefix}.growth", partial(self._choose, "growth"))
        narrow(self.growth, 3)
        self.scheme = self._box("scheme", tr("How the tubes are made"), [(name, text) for name, text, _ in SCHEMES])
        self.edge = toggle_button(tr("left free"), f"{self._prefix}.edge", self._choose_edge)
        self.edge.setAccessibleName(tr("Leave the border empty"))
        self.alone = toggle_button(tr("wells of each compound alone"), f"{self._prefix}.alone", self._choose_alone)
        self.alone.setToolTip(tr("Without them no synergy can be computed; two tubes then go into one well."))
        self.partners: dict[str, DoseFields] = {}
        self.partner_fields: dict[str, dict[str, LabelledField]] = {}
        self.partner_shelves: dict[str, StockCombo] = {}
        self.view = PlateView(tokens, f"{self._prefix}.map")
        self.brush = DropDown()
        self.brush.setObjectName(f"{self._prefix}.brush")
        self.brush.setAccessibleName(tr("What wells dragged over become"))
        self._brushes: tuple[Content, ...] = ()
        self.anew = push_button(
            tr("Reset"), f"{self._prefix}.anew", desk.lay_out_anew, tip=tr("Lay the wells out again")
        )
        self.save = push_button(
            tr("Save map"), f"{self._prefix}.save_map", self._ask_file, tip=tr("As PNG, SVG, CSV or PDF")
        )
        self.totals = text_label("", size="small", tone="muted")
        self.totals.setObjectName(f"{self._prefix}.totals")
        self.recipe = RecipeView(self._prefix, rows_ready=12, tall=True)
        self.bar = PreparationBar(
            self._prefix, desk.made, desk.read_when, desk.once, desk.lot_source, now=desk.local_now
        )
        self._lay_out()
        join_fields(desk, self.fields)
        join_solvents(desk, self.solvents)
        self.view.chosen.connect(self._on_painted)
        desk.filled.connect(self._on_filled)
        self.bar.done.connect(self._on_made)
        self._refresh_choices()
        self._on_answered(desk.answer)
        desk.answered.connect(self._on_answered)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Say no: both halves scroll or shrink by themselves, so the tool is as tall as its page has room."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for what is needed at least."""
        return QSize(super().sizeHint().width(), max(self.minimumSizeHint().height(), LEAST_HEIGHT))

    # -- made of ---------------------------------------------------------------------------------------------

    def _box(self, field: str, title: str, offered: Sequence[tuple[str, str]]) -> QComboBox:
        box = DropDown()
        box.setObjectName(f"{self._prefix}.{field}")
        box.setAccessibleName(title)
        narrow(box, 3)
        for value, text in offered:
            box.addItem(tr(text), value)
        box.activated.connect(lambda _index: self._choose(field, str(box.currentData())))
        return box

    def _lay_out(self) -> None:
        self.redose = text_label("", strong=True)
        self.redose.setObjectName(f"{self._prefix}.redose")
        later = push_button(tr("Not now"), f"{self._prefix}.not_now", self.desk.leave_redose)
        self._redose_row = QWidget()
        self._redose_row.setLayout(vbox(self.redose, flow(later, 1)))
        asked: list[QWidget | tuple[QWidget, int]] = [(self._redose_row, COLUMNS)]
        if self.desk.combine:
            asked.append((titled(tr("Two or more compounds in one well"), self.mode), COLUMNS))
            alone = QWidget()
            alone.setLayout(flow(self.alone, 1))
            asked.append((alone, COLUMNS))
        else:
            self.alone.hide()
        self._dosing_row = titled(tr("Cells are"), self.dosing)
        asked.append((self._dosing_row, COLUMNS))
        by = QWidget()
        by.setLayout(flow(text_label(tr("Doses"), tone="muted", wrap=False), *self.doses.by.values(), 1))
        asked += [(by, COLUMNS), (self.doses, COLUMNS)]
        asked += [(self.shelf, COLUMNS - 1), self.solvents["solvent"]]
        asked += [(self._partner(mark), COLUMNS) for mark in (("_2", "_3") if self.desk.combine else ())]
        asked.append(titled(tr("Wells"), self.plate))
        asked += [self.counts[name] for name in ("replicates", "vehicle_wells", "untreated", "blanks", "plates")]
        # Only one of the two is ever asked for, so they share a place.
        present = QWidget()
        present.setLayout(vbox(self.volumes["well_volume"], self.volumes["present_volume"]))
        rest = [field for name, field in self.volumes.items() if name not in {"well_volume", "present_volume"}]
        asked += [
            present,
            *rest,
            titled(tr("Border"), self.edge),
            (titled(tr("Kind of cells"), self.kind), 2),
            (titled(tr("Growth"), self.growth), 2),
        ]
        if not self.desk.combine:
            asked.append((titled(tr("Tubes are made"), self.scheme), COLUMNS))
        # From the outside in: each time something is put into a place, Qt styles everything that stands in it anew.
        card, side, inner = Card(), QWidget(), ScrollBody()
        layout = hbox(card, side, spacing=12)
        layout.setStretch(0, 2)
        layout.setStretch(1, 3)
        self.setLayout(layout)
        card.body.addWidget(scroll_area(inner))
        card.setMinimumWidth(FIELDS_WIDTH)
        fields = vbox(grid(COLUMNS, *asked), 1)
        fields.setContentsMargins(0, 0, 8, 0)
        inner.setLayout(fields)
        self._fill_side(side)
        self.setMinimumHeight(LEAST_HEIGHT)

    def _fill_side(self, side: QWidget) -> None:
        self._panes = CurrentStack()
        pane = Card()
        self.show_map = toggle_button(tr("Plate map"), f"{self._prefix}.show_map", partial(self._show_pane, 0))
        self.show_steps = toggle_button(tr("Recipe"), f"{self._prefix}.show_recipe", partial(self._show_pane, 1))
        shown = flow(self.show_map, self.show_steps, 1, self.anew, self.save)
        side.setLayout(vbox(shown, self._panes, spacing=8))
        self._panes.addWidget(pane)
        self._panes.addWidget(self.recipe)
        self.loudest = state_chip("", "note")
        self.loudest.setObjectName(f"{self._prefix}.loudest")
        self.loudest.setWordWrap(True)
        self.loudest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.loudest.hide()
        pane.body.addWidget(self.loudest)
        pane.body.addLayout(hbox(text_label(tr("Drag to make"), tone="muted", wrap=False), self.brush, 1))
        # What is missing is said where the map would be; an empty card looks broken.
        self.empty = text_label(tr("Fill in the fields at the left: the map appears as you type."), tone="muted")
        pane.body.addWidget(self.empty)
        pane.body.addWidget(self.view, 3)
        totals = scroll_area(self.totals)
        totals.setMinimumHeight(64)
        pane.body.addWidget(totals, 1)
        self._show_pane(0)

    def _partner(self, mark: str) -> QWidget:
        fields = {
            f"compound{mark}": LabelledField(
                tr("With") if mark == "_2" else tr("And, if any"), f"{self._prefix}.compound{mark}"
            ),
            f"c1{mark}": LabelledField(tr("Its stock"), f"{self._prefix}.c1{mark}"),
        }
        steps = DoseFields(self.desk, self._prefix, mark, stock=False, columns=COLUMNS)
        self.partners[mark] = steps
        self.partner_fields[mark] = fields
        self.fields |= {**fields, **steps.fields}
        line = QWidget()
        name, stock = fields.values()
        box = StockCombo(
            f"{self._prefix}.stock{mark}",
            partial(self.desk.offered_to, mark),
            partial(self.desk.choose_partner_stock, mark),
            tr("Its stock from the shelf"),
        )
        box.hide()
        self.partner_shelves[mark] = box
        self._complete(mark, name)
        solvent = SolventCombo(f"{self._prefix}.solvent{mark}", tr("In"), least=2)
        self.solvents[f"solvent{mark}"] = solvent
        line.setLayout(vbox(grid(COLUMNS, name, stock, solvent), box, steps))
        return line

    def _complete(self, mark: str, field: LabelledField) -> None:
        """Offer names of the library while one is typed, and write out the one that was meant."""
        names = QStringListModel(self)
        completer = QCompleter(names, field.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # The library has chosen already; a whole name or another of its names needs no list, and is written out.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        if (popup := completer.popup()) is not None:
            popup.setMinimumWidth(NAMES_WIDTH)
        field.line.setCompleter(completer)
        field.edited.connect(lambda text: names.setStringList(self.desk.names_like(text)[:MOST_NAMES]))
        completer.activated.connect(lambda text: self._finish(mark, str(text)))
        field.line.editingFinished.connect(lambda: self._finish(mark, field.text()))

    def _finish(self, mark: str, text: str) -> None:
        if self.desk.text(f"compound{mark}") != text:
            self.desk.set_text(f"compound{mark}", text)
        self.desk.finish_name(mark)

    # -- chosen ----------------------------------------------------------------------------------------------

    def _choose(self, field: str, value: str) -> None:
        self.desk.set_text(field, value)
        self._refresh_choices()

    def _choose_alone(self) -> None:
        self._choose("alone", "yes" if self.alone.isChecked() else "no")

    def _choose_edge(self) -> None:
        self._choose("edge", "yes" if self.edge.isChecked() else "no")

    def _refresh_choices(self) -> None:
        text = self.desk.text
        checkerboard = self.desk.combine and text("mode") == "checkerboard"
        separate = self.desk.separate
        boxes = (
            (self.growth, "growth"),
            (self.plate, "format"),
            (self.kind, "kind"),
            (self.scheme, "scheme"),
            (self.mode, "mode"),
        )
        for box, field in boxes:
            _choose_in(box, text(field))
        _choose_in(self.dosing, "added" if separate else text("dosing"))
        self.dosing.setEnabled(not separate)
        self.alone.setChecked(separate)
        self.alone.setEnabled(not checkerboard)
        self.edge.setChecked(text("edge") == "yes")
        added = separate or text("dosing") == "added"
        self.fields["well_volume"].setVisible(not added)
        for name in ("present_volume", "added_volume"):
            self.fields[name].setVisible(added)
        self.doses.refresh()
        for mark, steps in self.partners.items():
            steps.refresh()
            steps.fields[f"top{mark}"].set_title(tr("Highest dose") if checkerboard else self._partner_title())
            for name in ("factor", "points", "lowest", "doses"):
                steps.fields[f"{name}{mark}"].setVisible(checkerboard and name != "doses")
            for line in (*self.partner_fields[mark].values(), self.solvents[f"solvent{mark}"], steps):
                line.setVisible(mark == "_2" or not checkerboard)

    def _partner_title(self) -> str:
        return tr("Its dose") if self.desk.text("mode") == "constant" else tr("With the highest dose")

    def _show_pane(self, place: int) -> None:
        self._panes.setCurrentIndex(place)
        self.show_map.setChecked(place == 0)
        self.show_steps.setChecked(place == 1)

    def refresh(self) -> None:
        """Offer the stocks in hand."""
        self.shelf.refresh(self.desk.text("stock"))

    def _on_made(self, rack: str) -> None:
        redosing = self.desk.redose is not None
        # Told as made while it is still a re-dose, so that it is not handed on as a new incubation.
        self.made.emit(rack)
        if redosing:
            self.given.emit(rack)

    def _show_redose(self) -> None:
        """Say which re-dose is being made."""
        redose = self.desk.redose
        self._redose_row.setVisible(redose is not None)
        # How a re-dose is given was decided with the incubation.
        self._dosing_row.setVisible(redose is None)
        if redose is not None:
            incubation = redose.running.incubation
            method = term(incubation.plan.method) if incubation.plan.method else ""
            self.redose.setText(
                tr(
                    "Re-dose {step} for {incubation}: {method}. Make it fresh.",
                    step=redose.step.number + 1,
                    incubation=incubation.name,
                    method=method,
                )
            )

    # -- answered --------------------------------------------------------------------------------------------

    def _on_filled(self, name: str, text: str) -> None:
        if name in self.fields:
            self.fields[name].fill(text)
        elif name in self.solvents:
            self.solvents[name].fill(text)
        else:
            self._refresh_choices()

    def _on_answered(self, answer: PlateAnswer) -> None:
        show_answers(self.fields, answer)
        show_solvents(self.desk, self.solvents, answer)
        self._show_redose()
        for mark, found in answer.partners.items():
            self.fields[f"compound{mark}"].show_note(found)
        for mark, box in self.partner_shelves.items():
            box.refresh(self.desk.text(f"stock{mark}"))
            # A partner of which nothing is in hand has no shelf to choose from.
            box.setVisible(mark in answer.partners and bool(self.desk.offered_to(mark)))
        self.refresh()
        plan = answer.plan
        self.view.show_map(answer.map, answer.names)
        self.empty.setVisible(answer.map is None)
        self._offer_brushes(answer)
        self.anew.setEnabled(self.desk.edited)
        self.save.setEnabled(answer.map is not None)
        # A row of figures instead of a table: it has no length of its own and scrolls beside the map.
        refused = next(iter(answer.errors.values()), None) if answer.map is None else None
        self.totals.setText(totals_text(answer) if refused is None else say_error(refused))
        title, reached = "", ""
        if plan is not None:
            wells = plan.request.map.treated() * plan.request.plates
            tubes = sum(len(series.tubes) for series in plan.series)
            title = tr("{wells:wells}, {tubes:tubes}", wells=wells, tubes=tubes)
            vehicle = max(sum(series.doses[0].vehicle_percent for series in plan.series), 0.0)
            least, most = plan.vehicle_ends()
            doses = [dose for series in plan.series for dose in series.doses]
            worst = max((dose.worst for dose in doses), key=lambda off: off.worst)
            falls = plan.request.scheme is Scheme.PLAIN and any(len(series.doses) > 1 for series in plan.series)
            reached = reached_text(
                "" if falls and plan.request.redose is None else percents(least, most), plan.request.vehicle, worst
            )
            self.fields["vehicle_percent"].show_computed(f"{plain(vehicle, 3)}\u202f% v/v", unknown=False)
        show_problem(self.bar, answer, (*self.fields, *self.solvents))
        self._show_loudest(answer.recipe)
        self.recipe.show_recipe(answer.recipe, title, reached)
        self.bar.press.setEnabled(answer.recipe is not None)
        self.bar.ask_rest(plan if self.desk.redose is not None else None)
        self.bar.ask_reason(answer.recipe.cautions if answer.recipe else ())
        self.bar.as_last_time(None, fallback=Storage.ROOM)

    def _show_loudest(self, recipe: Recipe | None) -> None:
        """Say over the map what asks for a decision: the recipe with its cautions may lie behind it."""
        loud = [one for one in recipe.cautions if one.severity is not Severity.NOTE] if recipe else []
        self.loudest.setVisible(bool(loud))
        if loud:
            more = tr(" And {count} more: see Recipe.", count=len(loud) - 1) if len(loud) > 1 else ""
            set_chip(self.loudest, f"{say(loud[0].code, loud[0].values)}{more}", TONES[loud[0].severity])

    def _offer_brushes(self, answer: PlateAnswer) -> None:
        brushes = _brushes(answer)
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
            self.desk.paint(wells, self._brushes[max(0, self.brush.currentIndex())])

    # -- the map as a file -----------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        name, chosen = QFileDialog.getSaveFileName(self, tr("Save the plate map"), "plate.png", tr(_SAVED_AS))
        if name:
            file = Path(name)
            suffix = chosen.partition("*")[2].rstrip(")")
            self.save_map(file if file.suffix else file.with_suffix(suffix or ".png"))

    def save_map(self, file: Path) -> None:
        """Write the map by the ending of the file's name: picture, drawing, table or page."""
        answer = self.desk.answer
        if answer.map is None:
            return
        try:
            self._write_map(file, answer)
        except BenchError as error:
            self.bar.problem.setText(say_error(error))
            self.bar.problem.show()
        else:
            self.said.emit(tr("Saved {file}.", file=file.name))

    def _write_map(self, file: Path, answer: PlateAnswer) -> None:
        if answer.map is None:
            return
        match file.suffix.casefold():
            case ".csv":
                if answer.plan is None:
                    raise BenchError(Message.NO_DOSE_ON_PLATE)
                self._save_table(file, answer.plan)
            case ".svg":
                ensure_writable(file)
                save_svg(file, answer.map, answer.names)
            case ".pdf":
                self._write_page(file, answer)
            case _:
                ensure_writable(file)
                if not map_image(answer.map, answer.names).save(str(file)):
                    raise BenchError(Message.NOT_SAVED, file=str(file), reason="the picture could not be written")

    def _write_page(self, file: Path, answer: PlateAnswer) -> None:
        if answer.map is None:
            return
        writer = pdf_writer(file, tr("Plate map"), QMarginsF(18, 16, 18, 16))
        painter = QPainter(writer)
        size = QSizeF(map_size(answer.map))
        width = min(float(writer.width()), size.width())
        height = size.height() * width / size.width()
        painter.save()
        painter.scale(width / size.width(), width / size.width())
        draw_whole_map(painter, answer.map, answer.names)
        painter.restore()
        painter.setFont(paper_font(13))
        words = without_unseen(f"{map_text(answer.map, answer.names)}\n\n{totals_text(answer)}")
        painter.drawText(
            QRectF(0, height + 24, writer.width(), writer.height() - height - 24), Qt.TextFlag.TextWordWrap, words
        )
        painter.end()


def _choose_in(box: QComboBox, value: str) -> None:
    with QSignalBlocker(box):
        box.setCurrentIndex(max(0, box.findData(value)))


def _brushes(answer: PlateAnswer) -> tuple[Content, ...]:
    """Give what wells can become."""
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


def totals_text(answer: PlateAnswer) -> str:
    """Give what the wells take of each tube, a line for each."""
    if answer.plan is None:
        return ""
    words: dict[str, str] = {}
    for series, names in zip(answer.plan.series, answer.names, strict=False):
        words |= {dose.tube: name for dose, name in zip(series.doses, names, strict=True)}
        if series.zero is not None:
            words[series.zero.tube] = tr("partner alone") if series.bare is not None else tr("vehicle")
        if series.bare is not None:
            words[series.bare.tube] = tr("vehicle")
    legend = tr("V vehicle control · U untreated · B blank without cells")
    return "\n".join((legend, *_totals(answer.plan, words)))


def _totals(plan: PlatePlan, words: dict[str, str]) -> list[str]:
    return [
        tr(
            "{tube}: {words}, {wells:wells}, {wells_ul} of {made_ul}\u202fµL",
            tube=total.tube,
            words=words[total.tube],
            wells=total.wells,
            wells_ul=plain(total.wells_ul, 4),
            made_ul=plain(total.made_ul, 4),
        )
        for total in plan.totals
        if total.wells
    ]
