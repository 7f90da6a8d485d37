"""What a re-dose that is recorded as done was given with: the solutions in hand, and what the wells took of each."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.library_item import known_as
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.incubations.well_course import Redosing, redosing
from benchapp.domain.journal.entries import RedoseGiven, SolutionMade, Taken
from benchapp.domain.journal.reports.well_contents import brought_to_each, times_the_dose
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.presenters.calculator.leftovers import AmountOnCells, LeftoverChoice, entries_of, rest_of
from benchapp.presenters.incubations.redose_plan import read_microlitres
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.tube_selection import held_ul, taken_for_cells

# What was recorded within this was recorded for the re-dose that is recorded now.
_JUST_NOW = timedelta(minutes=1)
# A solution whose concentration is this near to what the step puts in is taken to have been made for it.
_FITS = 0.02
# What goes on cells as it is, and what is diluted before.
_OFFERED = (SolutionPurpose.WORKING, SolutionPurpose.STOCK, SolutionPurpose.INTERMEDIATE)


class GivenFrom(Struct, frozen=True):
    """A solution in hand that a re-dose may have been given with.

    Attributes:
        kept: The solution.
        used_ul: What the wells take of it, µL; None where nobody knows.
        named: Whether the incubation names it: as what it was dosed with, or as the stock for its re-doses.
        fits: Whether it goes into the wells as it is, and is as strong as the step asks for.
    """

    kept: SolutionState
    used_ul: float | None
    named: bool
    fits: bool

    @property
    def put_on(self) -> bool:
        """Whether it goes on the cells as it is; if not, it is diluted before."""
        return self.kept.solution.role is SolutionPurpose.WORKING

    @property
    def enough(self) -> bool:
        """Whether it holds what the wells take; also where nobody knows."""
        held = held_ul(self.kept)
        return held is None or self.used_ul is None or held >= self.used_ul * (1 - _FITS)


def given_from(book: JournalSession, running: Running, step: Step) -> tuple[GivenFrom, ...]:
    """Return the solutions in hand that a re-dose may have been given with, the likeliest first."""
    incubation, bench = running.incubation, book.bench
    given = redosing(running, step, book.anchors, brought_to_each(bench, running))
    wanted = known_as(incubation.compound, incubation.compound_name)
    named = {incubation.solution, incubation.stock, *incubation.also, *running.given_with.values()} - {""}
    found = [
        _offer(kept, running, given, named=kept.solution.id in named)
        for kept in bench.in_hand()
        if kept.solution.role in _OFFERED
        and (kept.solution.id in named or known_as(kept.solution.compound, kept.solution.compound_name) == wanted)
    ]
    return tuple(sorted(found, key=lambda one: (not one.fits, not one.named, not one.put_on)))


def _offer(kept: SolutionState, running: Running, given: Redosing, *, named: bool) -> GivenFrom:
    incubation, solution = running.incubation, kept.solution
    total_ul = given.add_ul * incubation.cells.wells
    several = incubation.doses > 1 or len(solution.doses) > 1 or incubation.tool == "combine"
    times = None if several else times_the_dose(solution, incubation.concentration)
    put_on = solution.role is SolutionPurpose.WORKING
    fits = put_on and times is not None and abs(times / given.strength - 1) <= _FITS
    used_ul = None
    if not several and put_on:
        used_ul = total_ul
    elif times is not None and times >= given.strength:
        used_ul = total_ul * given.strength / times
    return GivenFrom(kept, used_ul, named, fits or (several and put_on and named))


def likely(offered: Sequence[GivenFrom]) -> GivenFrom | None:
    """Return what a re-dose was given with unless somebody says otherwise; None where that has to be asked.

    That is the working solution the incubation names, where it is as strong as the step asks for and holds enough;
    else the one stock that it names, where it is known how much of it that takes.
    """
    named = [one for one in offered if one.named and one.enough]
    working = [one for one in named if one.fits]
    stocks = [one for one in named if one.kept.solution.role is SolutionPurpose.STOCK and one.used_ul is not None]
    return next(iter(working), None) or (stocks[0] if len(stocks) == 1 else None)


def given_body(
    given: RedoseGiven,
    chosen: GivenFrom | None,
    rest: LeftoverChoice,
    texts: Mapping[str, str],
) -> RedoseGiven:
    """Return the entry of a re-dose with what was taken for it.

    Args:
        given: The entry without it.
        chosen: What it was given with; None for nothing that is in hand.
        rest: What becomes of what is left of a working solution.
        texts: "ul": what was taken of a stock, as typed; "" for what the wells take by the plan.

    Raises:
        BenchError: There is less of it, or a volume cannot be read.
    """
    if chosen is None:
        return given
    kept = chosen.kept
    if chosen.put_on:
        taken, discarded = entries_of([kept], [rest_of(kept, chosen.used_ul, rest)])
        return replace(given, solution=kept.solution.id, taken=taken, discarded=discarded)
    typed = texts.get("ul", "").strip()
    # It was diluted, so it is not itself what went into the wells.
    return replace(given, taken=_of_stock(kept, read_microlitres(typed, "ul") if typed else chosen.used_ul))


def record_redoses(
    book: JournalSession,
    steps: Sequence[tuple[Running, Step]],
    solution: str = "",
    person: str = "",
    put_on: AmountOnCells | None = None,
) -> None:
    """Write that re-doses were given, all of them with one solution.

    Args:
        book: Where it is written.
        steps: Of which incubations.
        solution: Id of what they were given with.
        person: Whose work.
        put_on: What the wells take of a working solution in all; None where nothing is taken of it here.

    Raises:
        BenchError: There is less of it, or it could not be saved.
    """
    kept = book.bench.solutions.get(solution)
    ago = _recorded_ago(book, solution)
    if any(running.incubation.start.wall > book.now().wall - ago for running, _ in steps):
        ago = timedelta()
    at, known = book.now().before(ago), solution if kept else ""
    bodies = [RedoseGiven(running.incubation.id, step.number, at, known) for running, step in steps]
    if kept is not None and put_on is not None and kept.solution.role is SolutionPurpose.WORKING:
        taken, discarded = entries_of([kept], [rest_of(kept, put_on.used_ul, put_on.rest)])
        # One solution for all of them: it is taken once, and with the last, which Undo takes back first.
        bodies[-1] = replace(bodies[-1], taken=taken, discarded=discarded)
    book.record_all(bodies, ago=ago, person=person)


def _recorded_ago(book: JournalSession, solution: str) -> timedelta:
    """Return how long ago a solution was made or taken, where that was recorded just now; nothing where it was not."""
    last = next(book.backwards(), None)
    if last is None or solution not in (last.body.creates(last.id) | last.body.refers()):
        return timedelta()
    if book.now().wall - last.recorded_at > _JUST_NOW:
        return timedelta()
    kept = book.bench.solutions.get(solution)
    if kept is not None and kept.solution.made_about and isinstance(last.body, SolutionMade):
        return timedelta()
    return max(timedelta(), last.recorded_at - last.happened_at)


def _of_stock(kept: SolutionState, ul: float | None) -> tuple[Taken, ...]:
    try:
        return taken_for_cells(kept, ul)
    except BenchError as error:
        raise BenchError(error.code, **{**error.values, "field": "ul"}) from error
