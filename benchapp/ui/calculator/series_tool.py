"""*Series*: a row of tubes, each weaker than the one before, and how it is made."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from benchapp.domain.recipes.dose_series import Scheme
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.ui.calculator.plan_tool import POTENCY, PlanTool, doses_text, reached_text, scheme_box
from benchapp.ui.forms.dose_fields import DoseFields
from benchapp.ui.forms.dose_plot import DosePlot
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.text.language import mark_text, percent, tr
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import grid, titled, vbox
from benchapp.ui.widgets.theme import Tokens

MORE = {
    "left": mark_text("Volume per tube"),
    "strength": mark_text("Strength"),
    "vehicle_percent": mark_text("Vehicle in well"),
    "medium": mark_text("Medium"),
}


class SeriesTool(PlanTool):
    """The fields of *Series* over a picture of the doses and the recipe.

    Args:
        form: What is in the fields and what follows.
        tokens: Gives the colours.
        parent: What it is in: moved into it afterwards, all of it would be styled once more.
    """

    form: SeriesForm

    def __init__(self, form: SeriesForm, tokens: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(form, parent)
        more = {name: LabelledField(tr(title), f"calculate.series.{name}") for name, title in MORE.items()}
        more["potency"] = LabelledField(tr(POTENCY), "calculate.series.potency")
        solvent = SolventCombo("calculate.series.solvent")
        self.take_fields(DoseFields(form, "calculate.series", columns=2), more, {"solvent": solvent})
        self.solvent = solvent
        self.scheme = scheme_box("calculate.series.scheme")
        self.scheme.activated.connect(lambda _index: form.set_text("scheme", str(self.scheme.currentData())))
        self.kind.currentIndexChanged.connect(lambda _index: form.set_text("kind", str(self.kind.currentData())))
        self.plot = DosePlot(tokens, "calculate.series.plot")
        self._lay_out(more)
        self.join()

    def _lay_out(self, more: dict[str, LabelledField]) -> None:
        doses = vbox(text_label(tr("Doses"), tone="muted"), flow(*self.doses.by.values(), spacing=4))
        made = titled(tr("How the tubes are made"), self.scheme)
        tubes = grid(2, more["left"], more["strength"])
        cells = QWidget()
        cells.setLayout(grid(2, titled(tr("Cell type"), self.kind), more["vehicle_percent"], more["medium"]))
        self.cells = FoldedLine(tr("Cells, vehicle, medium"), "calculate.series.show_cells", cells)
        self._save_plot = self.plot.saver("calculate.series.save_plot")
        drawn = QWidget()
        drawn.setLayout(vbox(self.plot, flow(self._save_plot, 1)))
        self.drawn = FoldedLine(tr("Picture of the doses"), "calculate.series.show_plot", drawn)
        self.setLayout(
            vbox(
                self.solution_table, self.solvent, more["potency"], doses, self.doses, made, tubes, self.cells,
                self.drawn, spacing=8,
            )
        )  # fmt: skip

    def refresh_choices(self) -> None:
        """Show what is chosen, and the fields that are asked for."""
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(self.form.text("kind")))
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(self.form.text("scheme"))))
        self.doses.refresh()

    def show_answer(self) -> None:
        """Show what follows from the fields."""
        answer = self.form.answer
        self.show_computed()
        self.refresh()
        plan = answer.series[0] if answer.series else None
        self.plot.show_plan(plan)
        self.drawn.setVisible(plan is not None)
        called, reached = "", ""
        if plan is not None:
            vehicle = plan.doses[0].vehicle_percent
            self.show_vehicle(vehicle)
            called = doses_text(plan.request)
            worst = max((dose.worst for dose in plan.doses), key=lambda off: off.worst)
            falls = plan.request.scheme is Scheme.PLAIN and len(plan.doses) > 1
            reached = reached_text("" if falls else percent(vehicle), plan.brought, worst)
        vehicle_shown = self.fields["vehicle_percent"]
        parts = (
            self.kind.currentText(),
            vehicle_shown.text().strip() or vehicle_shown.computed(),
            self.form.text("medium"),
        )
        self.cells.show_summary(", ".join(part for part in parts if part))
        self.show_unplaced_problem()
        self.show_recipe(answer.recipe, called, reached)

    def summary(self) -> str:
        """Return the doses in a few words."""
        series = self.form.answer.series
        return doses_text(series[0].request) if series else ""
