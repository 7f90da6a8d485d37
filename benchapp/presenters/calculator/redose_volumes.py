"""What the recipe of a re-dose makes, shown where the re-dose is announced: the same figure as in the recipe."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchapp.domain.compounds.identities.plain_substance import plain_substance
from benchapp.domain.compounds.library_item import is_plain
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.messages import BenchError
from benchapp.domain.recipes.dose_recipe import plan_dose
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import kind_of
from benchapp.presenters.calculator.planning.dose_ways import REDOSE_STEP
from benchapp.presenters.calculator.planning.redoses import redose_of_one_tube
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import stock_in_hand
from benchapp.store.library.library import Library

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

_WITH_VEHICLE = frozenset({Kind.MOLARITY, Kind.MASS_CONCENTRATION, Kind.FOLD, Kind.ACTIVITY_CONCENTRATION})


class RedoseVolumes:
    """Plans re-doses from the stock that their recipe would take, for the volume that it makes.

    Args:
        book: For rules, pipettes, and what was in the wells before.
        library: For what limits the way a dose takes.
        solution_table: The stocks in hand.
        units: The registry.
    """

    def __init__(self, book: JournalSession, library: Library, solution_table: SolutionTable, units: Units) -> None:
        self._book = book
        self._library = library
        self._solution_table = solution_table
        self._units = units
        # What was found, as long as nothing is entered and nothing gets older.
        self._as_of = (-1, -1)
        self._found: dict[tuple[object, ...], float] = {}

    def made_ul(self, stock: SolutionRow | None, steps: Sequence[tuple[Running, Step]]) -> float:
        """Return what is made for re-doses that one preparation serves, µL; 0 where there is no recipe yet.

        Args:
            stock: What it is made of; None where none is in hand.
            steps: The incubations, each with its step.
        """
        (running, step), *others = steps
        method = running.incubation.plan.method
        if stock is None or method is None:
            return 0.0
        as_of = (self._book.count(), self._solution_table.round)
        if as_of != self._as_of:
            self._as_of = as_of
            self._found.clear()
        key = (stock.kept.solution.id, *((one.incubation.id, its.number) for one, its in steps))
        if key not in self._found:
            self._found[key] = 0.0
            with suppress(BenchError):
                self._found[key] = self._planned(stock, running, step, tuple(others))
        return self._found[key]

    def _planned(
        self, stock: SolutionRow, running: Running, step: Step, others: tuple[tuple[Running, Step], ...]
    ) -> float:
        incubation, solution, units = running.incubation, stock.kept.solution, self._units
        redose = redose_of_one_tube(self._book, running, step, others)
        given, rules = redose.given, self._book.bench.rules
        strength = units.quantity(solution.concentration)
        dose = units.quantity(incubation.concentration)
        filed = None if is_plain(incubation.compound) else self._library.open(incubation.compound)
        filed = filed or plain_substance(incubation.compound_name, solution.molar_mass.number)
        wells = sum(one.incubation.cells.wells for one, _ in redose.steps)
        request = DoseRequest(
            stock=strength,
            target=dose,
            molar_mass=units.quantity(solution.molar_mass) if solution.molar_mass.value else None,
            cells=replace(incubation.cells, wells=wells),
            per_well_ul=given.add_ul,
            well_ul=given.change.volume_ul,
            strength=given.strength,
            last_step=REDOSE_STEP[given.method],
            overage_percent=rules.overage_percent,
            vehicle=solution.vehicle if kind_of(strength) in _WITH_VEHICLE else "",
            medium=incubation.cells.medium or "medium",
            stock_error=solution.error,
            hand=stock_in_hand(stock, rules),
            redose=given,
            dosed=dose,
            control_before_percent=redose.control_percent,
        )
        plan = plan_dose(request, filed.monograph, rules, self._book.pipettes)
        return plan.made_ul or plan.wells_ul
