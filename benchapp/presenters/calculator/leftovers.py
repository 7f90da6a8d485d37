"""What is left of a working solution that was put on cells: kept with its volume, or discarded; asked once."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from benchapp.domain.journal.entries import KeptStep, SolutionMade, Taken
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.portions import EMPTY_UL
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.presenters.calculator.planning.dose_ways import LAST_STEP, REDOSE_STEP
from benchapp.presenters.solutions.tube_selection import held_ul, taken_for_cells

_INTO_WELLS = frozenset({*LAST_STEP.values(), *REDOSE_STEP.values()})


class LeftoverChoice(Struct, frozen=True):
    """What becomes of what is left.

    Attributes:
        discard: Whether it is discarded.
        text: What of it is kept, as typed; "" for what is left by the plan.
    """

    discard: bool = False
    text: str = ""


class AmountOnCells(Struct, frozen=True):
    """What of a solution goes on cells: how much, µL (None where nobody knows), and what becomes of the rest."""

    used_ul: float | None
    rest: LeftoverChoice = LeftoverChoice()


class Leftover(Struct, frozen=True):
    """A working solution that goes on cells, and what becomes of what is left of it.

    Attributes:
        solution: The solution.
        held_ul: What there is of it before, µL; None where nobody knows.
        used_ul: What the wells take of it, µL; None where nobody knows.
        choice: What becomes of the rest.
        error: Why it cannot be so; None where it can.
    """

    solution: Solution
    held_ul: float | None
    used_ul: float | None
    choice: LeftoverChoice = LeftoverChoice()
    error: BenchError | None = None

    @property
    def left_ul(self) -> float | None:
        """What is left of it by the plan, µL; None where nobody knows."""
        return rest_ul(self.held_ul, self.used_ul)


def rest_ul(held_ul: float | None, used_ul: float | None) -> float | None:
    """Return what is left, µL; None where nobody knows."""
    return None if held_ul is None or used_ul is None else max(0.0, held_ul - used_ul)


def rest_of(kept: SolutionState, used_ul: float | None, choice: LeftoverChoice) -> Leftover:
    """Return what becomes of a solution that goes on cells, or why that cannot be."""
    rest = Leftover(kept.solution, held_ul(kept), used_ul, choice)
    try:
        _taken(kept, rest)
    except BenchError as error:
        return Leftover(rest.solution, rest.held_ul, used_ul, choice, error)
    return rest


def entries_of(
    solutions: Iterable[SolutionState], rests: Sequence[Leftover]
) -> tuple[tuple[Taken, ...], tuple[str, ...]]:
    """Return what an entry says of the working solutions: what was taken of them, and of which the rest was discarded.

    Raises:
        BenchError: There is less than is taken, or what is kept cannot be read.
    """
    kept_of = {kept.solution.id: kept for kept in solutions}
    taken = [one for rest in rests for one in _taken(kept_of[rest.solution.id], rest)]
    return tuple(taken), tuple(rest.solution.id for rest in rests if rest.choice.discard)


def _taken(kept: SolutionState, rest: Leftover) -> tuple[Taken, ...]:
    planned = taken_for_cells(kept, rest.used_ul)
    typed = "" if rest.choice.discard else rest.choice.text.strip()
    if not typed or rest.held_ul is None:
        return planned
    return taken_for_cells(kept, rest.held_ul - kept_ul(typed, rest.held_ul))


def kept_ul(text: str, held: float) -> float:
    """Read what is kept of a solution, µL; a bare number is in µL.

    Args:
        text: As typed.
        held: What there was before, µL.

    Raises:
        BenchError: It is no volume, or more than there was.
    """
    typed = read_typed(text, unit_needed=False)
    kind, litres = in_base(typed.digits, typed.unit or "uL") or (None, 0.0)
    if kind is not Kind.VOLUME:
        found = kind.value if kind else typed.unit
        raise QuantityError(Message.WRONG_KIND, text=text, found=found, wanted=Kind.VOLUME.value)
    if litres < 0:
        raise QuantityError(Message.NOT_POSITIVE)
    if litres * 1e6 > held + EMPTY_UL:
        raise BenchError(Message.MORE_KEPT_THAN_HELD, ul=held)
    return litres * 1e6


def used_by_recipe(made: SolutionMade) -> float | None:
    """Return what the wells took of a solution by its own recipe, µL; None where it was for no wells.

    The tubes of a series are for wells of their own, and say nothing of one dose.
    """
    if made.solution.doses:
        return None
    volumes = [_into_wells(step) for step in made.steps if step.code in _INTO_WELLS and not step.values.get("control")]
    return sum(volumes) or None


def _into_wells(step: KeptStep) -> float:
    ul, wells = step.values.get("ul"), step.values.get("wells")
    return float(ul) * float(wells) if isinstance(ul, int | float) and isinstance(wells, int | float) else 0.0
