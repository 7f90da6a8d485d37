"""A further compound of a combination: what it is, the stock that it comes from, and what a paper says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.plates import WellUse
from benchapp.domain.lab.solvents import canonical, same
from benchapp.domain.messages import CalculationError, Message, Value
from benchapp.domain.recipes.ingredients import Ingredient, known_of
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.presenters.solutions.solution_table import SolutionRow

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


class FurtherCompound(Struct, frozen=True):
    """A further compound of a combination.

    Attributes:
        monograph: Its monograph.
        form: Name of the form that its stock in hand was made of; of its first form without one.
        molar_mass: Of that form, g/mol.
        row: Its stock in hand; None where a concentration was typed.
    """

    monograph: Monograph
    form: str
    molar_mass: str
    row: SolutionRow | None

    def known(self, one: Ingredient) -> Ingredient:
        """Return it with what is known of its stock and its solubility."""
        error = self.row.kept.solution.error if self.row else 0.0
        return known_of(replace(one, stock_error=error), self.monograph)

    def check_solvent(self, typed: str, vehicle: str, mark: str) -> None:
        """Refuse a stock in another vehicle than the first, or in one that was not told.

        Args:
            typed: What the person says that its stock is in.
            vehicle: Of the first stock.
            mark: Which partner, for the field at which it is said.

        Raises:
            CalculationError: It is; `field` names the partner's solvent, or its stock.
        """
        solution = self.row.kept.solution if self.row else None
        other = solution.vehicle if solution else canonical(typed)
        if not other:
            raise CalculationError(Message.SOLVENT_NEEDED, field=f"solvent{mark}")
        if not same(other, vehicle):
            label = solution.label if solution else self.monograph.identity.name
            at = f"c1{mark}" if solution else f"solvent{mark}"
            raise CalculationError(Message.VEHICLES_DIFFER, field=at, label=label, other=other, vehicle=vehicle)


def for_paper(
    plan: PlatePlan, units: Units, first: tuple[str, str, float, str], partners: Sequence[FurtherCompound]
) -> dict[str, Value]:
    """Return what a paper says of the compounds of a plan, each with its own form, molar mass, lot and doses.

    Args:
        plan: The plan.
        units: For the doses as shown.
        first: Name, form, molar mass in g/mol and lot of the first compound.
        partners: The others, in order.
    """
    told = [first]
    told += [
        (one.monograph.identity.name, one.form, float(one.molar_mass), one.row.kept.solution.lot if one.row else "")
        for one in partners
    ]
    values: dict[str, Value] = {}
    for number, ((name, form, molar_mass, lot), one) in enumerate(zip(told, plan.ingredients, strict=True), 1):
        mark = "" if number == 1 else f"_{number}"
        unit = BASE_UNITS[one.kind]
        ends = [units.show(units.of(dose, unit), 3) for dose in (one.doses[0], one.doses[-1])]
        values |= {
            f"compound{mark}": name,
            f"form{mark}": form,
            f"molar_mass{mark}": molar_mass,
            f"lot{mark}": lot,
            f"count{mark}": len(set(one.doses)),
            f"highest{mark}": ends[0],
            f"lowest{mark}": ends[1],
        }
    contents = tuple(plan.request.map.wells.values())
    dosed = next(one for one in contents if one.use is WellUse.DOSE)
    values |= {"percent": plan.after(dosed).vehicle_percent, "vehicle": plan.request.vehicle}
    return {**values, "controls": any(one.use is WellUse.VEHICLE for one in contents)}
