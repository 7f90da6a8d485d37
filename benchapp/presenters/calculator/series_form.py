"""The form of *Series*: a row of tubes, each weaker than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.recipes.dose_series import SeriesRequest
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.recipes.series.series_recipe import series_recipe
from benchapp.domain.units.fields import VEHICLE
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import PERCENTS
from benchapp.presenters.calculator.plan_form import SCHEMES, PlanAnswer, PlanForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import read_amount, read_volume_ul
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

PRESET = {"points": "8", "left": "500 µL", "strength": "1×"}


class SeriesForm(PlanForm[PlanAnswer]):
    """What is in the fields of *Series*."""

    tool = "series"
    scaled_amounts = ("left",)
    # No cells are named where the tubes are for no wells yet.
    shared = PlanForm.shared - {"cells", "species", "growth"}

    def __init__(self, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable) -> None:
        super().__init__(PRESET, PlanAnswer(), book, compounds, solution_table)

    def _planned(self, units: Units) -> PlanAnswer:
        try:
            given = self.doses(units)
        except BenchError as error:
            return PlanAnswer(errors={self.field_of(error): error})
        if not given.doses:
            return PlanAnswer(shown=given.shown, unknown=given.unknown)
        try:
            one = self.first(units, given.doses)
            left = read_volume_ul(units, self._texts, "left")
            request = SeriesRequest(
                (one,),
                (left,) * len(given.doses),
                matched_vehicle_ul=left,
                strength=read_strength(units, self._texts["strength"]) if self.text("strength").strip() else 1.0,
                scheme=SCHEMES[self.text("scheme")],
                vehicle=self.carried,
                medium=self.text("medium").strip() or "medium",
                vehicle_percent=read_vehicle(units, self),
            )
            plan = plan_series(request, self.lab)
        except BenchError as error:
            return PlanAnswer({self.field_of(error): error}, given.shown, given.unknown)
        recipe = self.judged(series_recipe(plan, self.around()))
        return PlanAnswer({}, given.shown, given.unknown, (plan,), recipe)


def read_strength(units: Units, text: str) -> float:
    """Read how many times the dose a tube is to hold: "2×", or just "2".

    Raises:
        BenchError: It is not one.
    """
    tidy = text.strip()
    numeral = tidy if not tidy[-1:].isdigit() else f"{tidy}×"
    strength = float(read_amount(units, {"strength": numeral}, "strength", Kind.FOLD).m)
    if strength < 1:
        raise CalculationError(Message.NOT_POSITIVE, field="strength")
    return strength


def read_vehicle(units: Units, form: PlanForm[PlanAnswer]) -> float:
    """Read the vehicle wanted in the well, % v/v; 0 where the field is empty.

    Raises:
        BenchError: It is no percentage.
    """
    if not form.text("vehicle_percent").strip():
        return 0.0
    texts = {"vehicle_percent": form.text("vehicle_percent")}
    return float(read_amount(units, texts, "vehicle_percent", *PERCENTS, sense=VEHICLE).m)
