"""*Plate* and *Combine*: doses, wells and a map one can paint, over the recipe for all of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QComboBox, QWidget

from benchapp.domain.lab.plates import FORMATS
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.plan_form import MARKS
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.ui.calculator.plan_tool import (
    POTENCY,
    SCHEMES,
    PlanTool,
    choose_in,
    combined_text,
    doses_text,
    reached_text,
)
from benchapp.ui.calculator.plate_file import save_map
from benchapp.ui.calculator.plate_side import PlateSide
from benchapp.ui.forms.cell_boxes import growth_box
from benchapp.ui.forms.dose_fields import DOSES, DoseFields, say_whose
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.partner_fields import PartnerFields
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.text.incubation_texts import method_text
from benchapp.ui.text.language import mark_text, molar_mass_text, percents, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import grid, put, titled, vbox
from benchapp.ui.widgets.theme import Tokens

COUNTS = {
    "replicates": mark_text("Replicates"),
    "vehicle_wells": mark_text("Vehicle wells"),
    "untreated": mark_text("Untreated"),
    "blanks": mark_text("Blanks"),
    "plates": mark_text("Plates"),
}
VOLUMES = {
    "well_volume": mark_text("Volume per well"),
    "present_volume": mark_text("Volume in well"),
    "added_volume": mark_text("Volume to add"),
    "overage": mark_text("Overage"),
    "vehicle_percent": mark_text("Vehicle in well"),
    "medium": mark_text("Medium"),
    "cells": mark_text("Cells"),
    "species": mark_text("Species"),
}
DOSINGS = (
    ("added", mark_text("Add to wells (2×…)")),
    ("resuspended", mark_text("Resuspend cells in it (1×)")),
    ("replaced", mark_text("Replace the medium")),
)
MODES = (
    ("constant", mark_text("Fixed partner dose")),
    ("ratio", mark_text("Constant ratio")),
    ("checkerboard", mark_text("Checkerboard")),
)
COLUMNS = 2


def _told(found: FurtherCompound) -> str:
    """Return what a further compound was found to be: its name, form and molar mass."""
    name = found.monograph.identity.name
    if found.plain:
        return f"{name} · {tr('without a page, nothing on file')}"
    return " · ".join((name, tr(found.form), molar_mass_text(found.molar_mass)))


def _labelled(prefix: str, titles: Mapping[str, str]) -> dict[str, LabelledField]:
    return {name: LabelledField(tr(title), f"{prefix}.{name}") for name, title in titles.items()}


def _reached(plan: PlatePlan) -> str:
    """Return what the doses have in common, and how much is made."""
    wells = plan.request.map.treated() * plan.request.plates
    tubes = sum(len(series.tubes) for series in plan.series)
    least, most = plan.vehicle_ends()
    doses = [dose for series in plan.series for dose in series.doses]
    worst = max((dose.worst for dose in doses), key=lambda off: off.worst)
    falls = plan.request.scheme is Scheme.PLAIN and any(len(series.doses) > 1 for series in plan.series)
    held = "" if falls and plan.request.redose is None else percents(least, most)
    reached = reached_text(held, plan.request.vehicle if most else "", worst)
    return tr("{reached} · {wells:wells}, {tubes:tubes}", reached=reached, wells=wells, tubes=tubes)


class PlateTool(PlanTool):
    """The fields of *Plate* or *Combine* over the map and the recipe.

    Args:
        form: What is in the fields and what follows.
        tokens: Gives the colours.
        save_table: Writes the plate as a table.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
        whole: Whether all of it is made at once; if not, `pieces` makes it.
    """

    form: PlateForm

    def __init__(
        self,
        form: PlateForm,
        tokens: Callable[[], Tokens],
        save_table: Callable[[Path, PlatePlan], None],
        parent: QWidget,
        *,
        whole: bool = True,
    ) -> None:
        super().__init__(form, parent)
        self._prefix = f"calculate.{form.tool}"
        self._save_table = save_table
        self.partners: dict[str, PartnerFields] = {}
        self._named = ""
        self._pieces = self._in_pieces(tokens)
        for _ in self._pieces if whole else ():
            pass

    def pieces(self) -> Iterator[None]:
        """Make what is still to be made of it, in pieces between which the event loop may run."""
        return self._pieces

    def _in_pieces(self, tokens: Callable[[], Tokens]) -> Iterator[None]:
        form, prefix = self.form, self._prefix
        self.counts, self.volumes = (_labelled(prefix, titles) for titles in (COUNTS, VOLUMES))
        # Beside what the stock is in, as with the other calculators.
        fields = {**_labelled(prefix, {"c1": DOSES["c1"], "potency": POTENCY}), **self.counts, **self.volumes}
        solvents = {"solvent": SolventCombo(f"{prefix}.solvent", least=2)}
        doses = DoseFields(form, prefix, stock=False, columns=COLUMNS)
        if isinstance(form, CombineForm):
            for mark in MARKS:
                yield
                self.partners[mark] = PartnerFields(form, prefix, mark, COLUMNS)
        for mark, partner in self.partners.items():
            fields |= partner.fields
            solvents[f"solvent{mark}"] = partner.solvent
        self.take_fields(doses, fields, solvents)
        yield
        self._make_boxes()
        self.side = PlateSide(prefix, tokens, self.recipe, self.parentWidget())
        self.map_control = self.side.brush
        self.view = self.side.view
        yield
        yield from self._lay_out()
        self.side.anew_wanted.connect(form.lay_out_anew)
        self.side.painted.connect(form.paint)
        self.join()

    def _make_boxes(self) -> None:
        self.dosing = self._box("dosing", tr("Where the cells are"), DOSINGS)
        self.mode = self._box("mode", tr("How the compounds go together"), MODES)
        self.plate = self._box("format", tr("Wells of the plate"), [(str(wells), str(wells)) for wells in FORMATS])
        narrow(self.kind, 3)
        self.kind.activated.connect(lambda _index: self._choose("kind", str(self.kind.currentData())))
        self.growth = growth_box(f"{self._prefix}.growth", partial(self._choose, "growth"))
        narrow(self.growth, 3)
        self.scheme = self._box("scheme", tr("How the tubes are made"), [(name, text) for name, text, _ in SCHEMES])
        self.edge = toggle_button(tr("Leave edge wells empty"), f"{self._prefix}.edge", partial(self._toggle, "edge"))
        self.alone = toggle_button(tr("Single-agent wells"), f"{self._prefix}.alone", partial(self._toggle, "alone"))
        self.alone.setToolTip(tr("Without them no synergy can be computed; two tubes then go into one well."))

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

    def _lay_out(self) -> Iterator[None]:
        # First of all, so that each part is styled in its place: put there with all of it, that is one long piece.
        layout = vbox(spacing=8)
        self.setLayout(layout)
        self.redose = text_label("", strong=True)
        self.redose.setObjectName(f"{self._prefix}.redose")
        later = push_button(tr("Not now"), f"{self._prefix}.not_now", self.form.leave_redose)
        self._redose_row = QWidget()
        self._redose_row.setLayout(vbox(self.redose, flow(later, 1)))
        self._dosing_row = titled(tr("How is it added?"), self.dosing)
        layout.addWidget(self._redose_row)
        if self.partners:
            put(layout, titled(tr("How the compounds are combined"), self.mode), flow(self.alone, 1))
        else:
            self.alone.hide()
        stock = grid(COLUMNS, (self.solution_table, COLUMNS), self.fields["c1"], self.solvents["solvent"])
        by = flow(*self.doses.by.values(), spacing=4)
        put(layout, self._dosing_row, stock, self.fields["potency"], by, self.doses)
        yield
        for partner in self.partners.values():
            layout.addWidget(partner)
            yield
        # Only one of the two is ever asked for, so they share a place.
        present = QWidget()
        present.setLayout(vbox(self.volumes["well_volume"], self.volumes["present_volume"]))
        counts = [self.counts[name] for name in ("replicates", "vehicle_wells", "untreated", "blanks", "plates")]
        wells = [titled(tr("Wells of the plate"), self.plate), *counts, present, self.volumes["added_volume"]]
        layout.addLayout(grid(COLUMNS, *wells, (self.edge, COLUMNS)))
        yield
        cells = QWidget()
        names = ("cells", "species", "overage", "vehicle_percent", "medium")
        more = [*(self.volumes[name] for name in names), titled(tr("Cell type"), self.kind)]
        cells.setLayout(grid(COLUMNS, *more, titled(tr("Growth"), self.growth)))
        self.cells = FoldedLine(tr("Cells, vehicle, medium"), f"{self._prefix}.show_cells", cells)
        scheme = [] if self.partners else [titled(tr("How the tubes are made"), self.scheme)]
        put(layout, self.cells, *scheme, self.side.volumes)
        self.answer = self.side
        self.side.lay_out()
        yield

    # -- chosen ----------------------------------------------------------------------------------------------

    def _choose(self, field: str, value: str) -> None:
        self.form.set_text(field, value)
        self.refresh_choices()

    def _toggle(self, field: str) -> None:
        self._choose(field, "no" if self.form.text(field) == "yes" else "yes")

    def refresh_choices(self) -> None:
        """Show what is chosen, and the fields that are asked for."""
        text = self.form.text
        checkerboard = bool(self.partners) and text("mode") == "checkerboard"
        separate = self.form.separate
        boxes = (
            (self.growth, "growth"),
            (self.plate, "format"),
            (self.kind, "kind"),
            (self.scheme, "scheme"),
            (self.mode, "mode"),
        )
        for box, field in boxes:
            choose_in(box, text(field))
        choose_in(self.dosing, "added" if separate else text("dosing"))
        self.dosing.setEnabled(not separate)
        self.alone.setChecked(separate)
        self.alone.setEnabled(not checkerboard)
        self.edge.setChecked(text("edge") == "yes")
        added = separate or text("dosing") == "added"
        self.fields["well_volume"].setVisible(not added)
        for name in ("present_volume", "added_volume"):
            self.fields[name].setVisible(added)
        self.doses.refresh()
        for partner in self.partners.values():
            partner.refresh(checkerboard=checkerboard)
        self._name_compounds()

    def _name_compounds(self) -> None:
        """Show whose stock and doses are asked for, where there are those of more than one compound."""
        page = self.form.page_of("")
        if self.partners and page is not None and page.identity.name != self._named:
            self._named = page.identity.name
            say_whose(self.fields, "", page.identity.name, tr("Highest dose of {compound}"))
            self.solution_table.say_whose(page.identity.name)
        for partner in self.partners.values():
            partner.name_fields()

    def redosing(self) -> bool:
        """Return whether what is made is a re-dose of a running incubation."""
        return self.form.redose is not None

    def _show_redose(self) -> None:
        """Show which re-dose is being made."""
        redose = self.form.redose
        self._redose_row.setVisible(redose is not None)
        # How a re-dose is given was decided with the incubation.
        self._dosing_row.setVisible(redose is None)
        if redose is not None:
            incubation = redose.running.incubation
            method = method_text(incubation.plan.method) if incubation.plan.method else ""
            self.redose.setText(
                tr(
                    "Re-dose {step} for {incubation}: {method}. Make it fresh.",
                    step=redose.step.number + 1,
                    incubation=incubation.name,
                    method=method,
                )
            )

    # -- answered --------------------------------------------------------------------------------------------

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        answer = self.form.answer
        self.show_computed({f"compound{mark}": _told(found) for mark, found in answer.partners.items()})
        self._show_redose()
        for mark, partner in self.partners.items():
            partner.refresh_name()
            partner.refresh_stocks(named=mark in answer.partners)
        self._name_compounds()
        self.refresh()
        self.side.show_plate(answer, edited=self.form.edited)
        called, reached = "", ""
        if answer.plan is not None:
            called, reached = combined_text(answer.plan.series), _reached(answer.plan)
            self.show_vehicle(max(sum(series.doses[0].vehicle_percent for series in answer.plan.series), 0.0))
        self.show_unplaced_problem()
        self.bar.ask_rest(answer.plan if self.redosing() else None)
        cells = (*map(self.form.text, ("cells", "species")), self.kind.currentText(), self.form.text("medium"))
        self.cells.show_summary(", ".join(part.strip() for part in cells if part.strip()))
        self.show_recipe(answer.recipe, called, reached)

    def summary(self) -> str:
        """Return the doses and the plate in a few words."""
        plan = self.form.answer.plan
        doses = "" if plan is None else doses_text(plan.series[0].request)
        return tr("{doses} on {wells:wells}", doses=doses, wells=int(self.plate.currentText())) if doses else ""

    # -- the map as a file -----------------------------------------------------------------------------------

    def put_map(self, under: QBoxLayout | None) -> None:
        """Put the map under the fields, or back beside the recipe for None."""
        self.side.put_map(under)

    def fold_map(self, *, folded: bool) -> None:
        """Hide the map, or show it again."""
        self.side.fold_map(folded=folded)

    def has_map(self) -> bool:
        """Return whether there is a plate map."""
        return self.form.answer.map is not None

    def save_map(self, file: Path) -> None:
        """Write the map by the ending of the file's name: picture, drawing, table or page."""
        answer = self.form.answer
        if answer.map is None:
            return
        try:
            save_map(file, answer, self._save_table)
        except BenchError as error:
            self.bar.show_problem(say_error(error))
        else:
            self.said.emit(tr("Saved {file}.", file=file.name))
