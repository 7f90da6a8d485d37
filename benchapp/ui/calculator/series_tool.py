"""*Series*: a row of tubes, each weaker than the one before, and how it is made."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.domain.recipes.dose_series import Scheme
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.ui.calculator.plan_tool import PlanTool, reached_text, scheme_box
from benchapp.ui.forms.dose_fields import DoseFields
from benchapp.ui.forms.dose_plot import DosePlot
from benchapp.ui.forms.solvent_combo import SolventCombo
from benchapp.ui.text.language import mark_text, percent, tr
from benchapp.ui.widgets.fields import LabelledField, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox, titled
from benchapp.ui.widgets.theme import Tokens

MORE = {
    "left": mark_text("Left in a tube"),
    "strength": mark_text("Tubes hold"),
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
        more = {name: LabelledField(tr(title), f"calculate.series.{name}") for name, title in MORE.items()}
        solvent = SolventCombo("calculate.series.solvent")
        super().__init__(form, DoseFields(form, "calculate.series"), more, {"solvent": solvent}, parent)
        self.solvent = solvent
        self.scheme = scheme_box("calculate.series.scheme")
        self.scheme.activated.connect(lambda _index: form.set_text("scheme", str(self.scheme.currentData())))
        self.kind.currentIndexChanged.connect(lambda _index: form.set_text("kind", str(self.kind.currentData())))
        self.plot = DosePlot(tokens, "calculate.series.plot")
        self._lay_out(more)
        self.join()

    def _lay_out(self, more: dict[str, LabelledField]) -> None:
        card = Card()
        made = text_label(tr("Tubes are made"), tone="muted", wrap=False)
        doses = text_label(tr("Doses"), tone="muted", wrap=False)
        card.body.addLayout(flow(doses, *self.doses.by.values(), 1, made, self.scheme))
        card.body.addWidget(self.doses)
        narrow(self.kind, 5)
        stock = hbox(self.shelf, self.solvent, spacing=12)
        stock.setStretch(0, 2)
        card.body.addLayout(stock)
        card.body.addLayout(hbox(*more.values(), titled(tr("For cells"), self.kind), spacing=12))
        self._save_plot = self.plot.saver("calculate.series.save_plot")
        card.body.addLayout(hbox(self.plot, self._save_plot))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(self.recipe, 1)

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
        self.plot.setVisible(plan is not None)
        self._save_plot.setVisible(plan is not None)
        title, reached = "", ""
        if plan is not None:
            vehicle = plan.doses[0].vehicle_percent
            self.show_vehicle(vehicle)
            title = tr("{doses:doses}, {tubes:tubes}", doses=len(plan.doses), tubes=len(plan.tubes))
            worst = max((dose.worst for dose in plan.doses), key=lambda off: off.worst)
            falls = plan.request.scheme is Scheme.PLAIN and len(plan.doses) > 1
            reached = reached_text("" if falls else percent(vehicle), plan.request.vehicle, worst)
        self.show_unplaced_problem()
        self.show_recipe(answer.recipe, title, reached)
