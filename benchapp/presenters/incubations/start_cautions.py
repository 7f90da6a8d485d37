"""What has to be said before an incubation starts: of the dose, its solutions, its vehicle and its length."""

from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Incubation, Plan, Running
from benchapp.domain.incubations.redose import Well
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.incubations.well_course import well_course
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import Caution, Message, Severity
from benchapp.domain.recipes import well_cautions
from benchapp.domain.solutions.freshness import State, judge
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.moments import Moment
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.session.journal_session import JournalSession


class PlannedCourse(Struct, frozen=True):
    """How a new incubation goes.

    Attributes:
        length_s: How long it lasts, s.
        plan: Whether and how the dose is renewed.
        wells: The well after the first dose and after each re-dose; none where no dose is renewed.
        steps: The steps in the order in which they fall due, the end last.
        start: When the first well was dosed; None for now.
    """

    length_s: float
    plan: Plan
    wells: tuple[Well, ...]
    steps: tuple[Step, ...]
    start: Moment | None = None


def planned_course(incubation: Incubation) -> PlannedCourse:
    """Return how an incubation goes that is not started yet."""
    plan = incubation.plan
    wells: tuple[Well, ...] = ()
    if plan.method is not None and plan.every_s > 0:
        points = well_course(Running(incubation))
        redosed = (point for point in points if point.step is None or point.step.kind is StepKind.REDOSE)
        wells = tuple(point.well for point in redosed)
    return PlannedCourse(incubation.length_s, plan, wells, Running(incubation).steps(), incubation.start)


def start_cautions(
    book: JournalSession, monograph: Monograph, prepared: PlannedDosing, also: Sequence[str], course: PlannedCourse
) -> list[Caution]:
    """Return what has to be said before the start.

    Args:
        book: Gives the present, the solutions and the lab's rules.
        monograph: Of the compound.
        prepared: What it is dosed with.
        also: Ids of further solutions it is dosed with.
        course: How it goes.
    """
    small = prepared.well_ul <= well_cautions.SMALL_WELL_UL
    dries = small and course.length_s >= well_cautions.LONG_RUN_S
    return [
        *well_cautions.one_dose(monograph, course.length_s, course.plan),
        *well_cautions.species(monograph, prepared.cells),
        *_vehicle(course.wells, prepared, book.bench.rules),
        *_past_use_by(book, (prepared.solution, *also), course.start),
        *_stock_ends_before(book, prepared.stock, course),
        *([well_cautions.evaporation(course.length_s, prepared.well_ul)] if dries else []),
    ]


def fresh_s(book: JournalSession, prepared: PlannedDosing) -> float:
    """Return how long the dose counts as freshly made, s: as the solution does, or by the lab's rule."""
    bench = book.bench
    kept = bench.solutions.get(prepared.solution)
    left = judge(kept, book.now(), book.anchors, bench.rules).left if kept is not None else None
    return bench.rules.working_room_h * 3600 if left is None else left.total_seconds()


def _vehicle(wells: Sequence[Well], prepared: PlannedDosing, rules: LabRules) -> list[Caution]:
    """Judge the vehicle that the re-doses add up to, where it is more than the first dose brought."""
    highest = max((well.vehicle_percent for well in wells), default=0.0)
    if highest <= prepared.vehicle_percent * (1 + TOLERANCE):
        return []
    return well_cautions.vehicle(highest, prepared.vehicle, prepared.cells, rules)


def _past_use_by(book: JournalSession, solutions: Sequence[str], start: Moment | None) -> list[Caution]:
    """Warn where what it is dosed with was past its use-by when the first well was dosed.

    What is entered a day later may be long past it by now, and was fresh on the cells.
    """
    bench, then = book.bench, start or book.now()
    kept = (bench.solutions[solution] for solution in solutions if solution in bench.solutions)
    return [
        Caution(Message.WORKING_PAST_USE_BY, Severity.STRONG, {"label": one.solution.label})
        for one in kept
        if judge(one, then, book.anchors, bench.rules).state is State.PAST
    ]


def _stock_ends_before(book: JournalSession, stock: str, course: PlannedCourse) -> list[Caution]:
    """Warn where its stock will be past its use-by before the last re-dose."""
    kept = book.bench.solutions.get(stock)
    redoses = [step.due_s for step in course.steps][:-1]
    if kept is None or not redoses:
        return []
    left = judge(kept, course.start or book.now(), book.anchors, book.bench.rules).left
    if left is None or left.total_seconds() >= redoses[-1]:
        return []
    return [Caution(Message.STOCK_ENDS_BEFORE, Severity.NOTE, {"label": kept.solution.label})]
