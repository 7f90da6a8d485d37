"""What a solution was made of, what was made of it, and which incubations it was used in."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution
from benchapp.presenters.solutions.solution_table import SolutionRow


class SolutionLinks(Struct, frozen=True):
    """Where a solution comes from and where it went.

    Attributes:
        parents: What it was made of.
        children: What was made of it, the latest first.
        incubations: The ids and names of the incubations that were dosed with it, or whose re-doses are made of it.
    """

    parents: tuple[Solution, ...] = ()
    children: tuple[Solution, ...] = ()
    incubations: tuple[tuple[str, str], ...] = ()


def links_of(
    solution: Solution,
    solutions: Mapping[str, SolutionState],
    rows: Sequence[SolutionRow],
    incubations: Iterable[Running],
) -> SolutionLinks:
    """Return where a solution comes from and where it went.

    Args:
        solution: The solution.
        solutions: All solutions, by id.
        rows: The same, as they are listed.
        incubations: All incubations.
    """
    used_in = (one.incubation for one in incubations if solution.id in _dosed_with(one))
    return SolutionLinks(
        tuple(kept.solution for name in solution.made_from if (kept := solutions.get(name)) is not None),
        tuple(row.kept.solution for row in rows if solution.id in row.kept.solution.made_from),
        tuple((one.id, one.name) for one in used_in),
    )


def _dosed_with(running: Running) -> set[str]:
    one = running.incubation
    return {one.solution, one.stock, *one.also, *running.given_with.values()}
