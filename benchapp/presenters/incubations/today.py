"""Today: what to do and when, from what runs and what is in hand; what falls together is made together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from benchapp.domain.compounds.library_item import known_as
from benchapp.domain.incubations.incubations import Incubation
from benchapp.domain.incubations.redose import strength_to_add
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.incubations.well_course import volume_before
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.kinds import LADDERS, Kind
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable

if TYPE_CHECKING:
    from benchapp.domain.recipes.source_tubes import SourceTubes

AHEAD = timedelta(hours=24)
# Re-doses that fall due within this of each other can be made together.
TOGETHER = timedelta(hours=1)
# More than these at once are no list any more.
MOST_TASKS = 60


class Task(Struct, frozen=True):
    """One thing to do.

    Attributes:
        status: The step it belongs to.
        redose_ul: Volume to make, as the recipe makes it, µL; what the wells need where no stock is in hand; 0 where
            nothing is made, several doses are, or no recipe could be planned yet.
        stock: What to thaw; None where none is in hand.
        in_hand: A working solution that is still within its use-by; None where one must be made fresh.
        hand: The tubes of that stock; None where none is in hand.
        stock_ul: What is needed of the stock, µL, 0 where it is not known.
    """

    status: StepStatus
    redose_ul: float = 0.0
    stock: SolutionRow | None = None
    in_hand: SolutionRow | None = None
    hand: SourceTubes | None = None
    stock_ul: float = 0.0


class Preparation(Struct, frozen=True):
    """Re-doses of one compound at one dose in one vehicle that are made together.

    Attributes:
        tasks: What it is for, soonest first.
        redose_ul: Made in all, µL; 0 where that is not known yet.
        control_ul: Of the matched vehicle control, µL, as much as for the doses.
        stock_ul: Needed of the stock, µL; 0 where it is not known.
        tubes: Aliquots to thaw.
        left: Sealed aliquots left after it and what is sooner.
    """

    tasks: tuple[Task, ...]
    redose_ul: float
    control_ul: float
    stock_ul: float
    tubes: int
    left: int


def tasks(board: TimerList, solution_table: SolutionTable) -> tuple[Task, ...]:
    """Return what falls due within a day or is overdue, soonest first."""
    return tuple(task_for(status, solution_table) for status in due(board))


def due(board: TimerList) -> list[StepStatus]:
    """Return the steps that fall due within a day or are overdue, soonest first, as many as anybody can do."""
    found = [status for status in board.statuses if status.left <= AHEAD or status.phase is not Phase.WAITING]
    return sorted(found, key=lambda status: status.left)[:MOST_TASKS]


def task_for(status: StepStatus, solution_table: SolutionTable) -> Task:
    """Return what a step asks for, with the stock to thaw; a stale working solution is never offered."""
    incubation = status.running.incubation
    if status.step.kind is not StepKind.REDOSE:
        return Task(status)
    from benchapp.presenters.solutions.tube_selection import stock_in_hand  # noqa: PLC0415 (a start without re-doses)

    compound = known_as(incubation.compound, incubation.compound_name)
    there = solution_table.stocks(compound)
    stocks = [row for row in there if row.freshness.keeps(status.left)] or there
    chosen = next((row for row in stocks if row.kept.solution.id == incubation.stock), None)
    stock = chosen or next(iter(stocks), None)
    volume = volume_before(status.running, status.step)
    used = {incubation.solution, *incubation.also}
    working = [
        row
        for row in solution_table.fresh_working(compound)
        if row.kept.solution.id not in used
        and row.freshness.keeps(status.left)
        and _serves(row, incubation, volume, solution_table.rules.pipette_error_percent)
    ]
    in_hand = next(iter(working), None)
    needed = _stock_ul(incubation, stock, volume)
    hand = stock_in_hand(stock, solution_table.rules, status.left) if stock else None
    made = 0.0
    if solution_table.volumes is not None and incubation.doses == 1:
        made = solution_table.volumes(stock, [(status.running, status.step)]) or incubation.redose_ul(volume)
    return Task(status, made, stock, in_hand, hand, needed)


def _serves(row: SolutionRow, incubation: Incubation, well_ul: float, error_percent: float) -> bool:
    """Return whether a working solution is as strong as what a re-dose adds, and enough of it is left."""
    ratio = _strength(incubation, row.kept.solution.concentration, well_ul)
    if abs(ratio - 1) * 100 > error_percent:
        return False
    left = [(one.portion.count, one.portion.volume_ul) for one in row.portions]
    known = sum(count * ul for count, ul in left if ul is not None)
    return any(ul is None for _, ul in left) or known >= incubation.redose_ul(well_ul)


def _stock_ul(incubation: Incubation, stock: SolutionRow | None, well_ul: float) -> float:
    """Return what a re-dose takes of its stock, µL; 0 where the two cannot be compared."""
    if stock is None:
        return 0.0
    return incubation.redose_ul(well_ul) * _strength(incubation, stock.kept.solution.concentration, well_ul)


def _strength(incubation: Incubation, held: Amount, well_ul: float) -> float:
    """Return how strong what a re-dose adds is beside a solution; 0 where the two cannot be compared."""
    # A plate of several doses gets its own tubes again.
    if incubation.doses > 1 or incubation.plan.method is None:
        return 0.0
    dose = incubation.concentration
    for kind in (Kind.MOLARITY, Kind.MASS_CONCENTRATION, Kind.ACTIVITY_CONCENTRATION):
        factors = {rung.unit: rung.factor for rung in LADDERS[kind]}
        if dose.unit in factors and held.unit in factors and held.value > 0:
            strength = strength_to_add(incubation.plan.method, well_ul, incubation.plan.spike_ul)
            return dose.value * factors[dose.unit] * strength / (held.value * factors[held.unit])
    return 0.0


def preparations(of: Sequence[Task], solution_table: SolutionTable) -> tuple[Preparation, ...]:
    """Return what is made for re-doses: together where compound, dose, strength and vehicle are one, within an hour."""
    groups: list[list[Task]] = []
    for task in of:
        if task.status.step.kind is not StepKind.REDOSE:
            continue
        for group in groups:
            first = group[0]
            close = abs(task.status.left - first.status.left) <= TOGETHER
            # A plate of several doses gets its own tubes again.
            if close and task.status.running.incubation.doses == 1 and _made_of(task) == _made_of(first):
                group.append(task)
                break
        else:
            groups.append([task])
    made: list[Preparation] = []
    taken: dict[str, int] = {}
    for group in groups:
        stock = group[0].stock.kept.solution.id if group[0].stock is not None else ""
        made.append(_preparation(group, solution_table, taken.get(stock, 0)))
        taken[stock] = taken.get(stock, 0) + made[-1].tubes
    return tuple(made)


def _made_of(task: Task) -> tuple[object, ...]:
    incubation = task.status.running.incubation
    method = incubation.plan.method
    volume = volume_before(task.status.running, task.status.step)
    strength = round(strength_to_add(method, volume, incubation.plan.spike_ul), 6) if method else 0.0
    dose = incubation.concentration
    percent = round(incubation.vehicle_percent, 4)
    return (
        known_as(incubation.compound, incubation.compound_name),
        incubation.doses,
        dose.number,
        dose.unit,
        incubation.vehicle,
        percent,
        method,
        strength,
        volume,
        incubation.cells.medium,
    )


def _preparation(group: list[Task], solution_table: SolutionTable, taken: int) -> Preparation:
    """Return what is made for one group; so many aliquots of its stock are thawed before it, for sooner ones."""
    steps = [(task.status.running, task.status.step) for task in group]
    together = (
        solution_table.volumes(group[0].stock, steps) if solution_table.volumes is not None and len(group) > 1 else 0.0
    )
    made = together or sum(task.redose_ul for task in group)
    needed = sum(task.stock_ul for task in group)
    hand = group[0].hand
    tubes = hand.sealed(needed) if hand is not None else 0
    left = max(0, hand.left - taken - tubes) if hand is not None else 0
    return Preparation(tuple(group), made, made, needed, tubes, left)
