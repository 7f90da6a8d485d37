"""What a lab has in hand of each compound, and at which strength it makes its stock."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose


class LabStock(Struct, frozen=True):
    """The stocks of one compound.

    Attributes:
        latest: The one that was made last, whether anything is left of it or not.
        in_hand: Those of which tubes are left, the latest first.
    """

    latest: Solution
    in_hand: tuple[SolutionState, ...] = ()

    @property
    def tubes(self) -> int:
        """How many tubes are left, opened ones included."""
        return sum(one.left + len(one.opened) for one in self.in_hand)


def stocks_by_compound(solutions: Iterable[SolutionState]) -> Mapping[str, LabStock]:
    """Return the stocks of each compound of which one was made, by the id of the compound."""
    stocks = (one for one in solutions if one.solution.role is SolutionPurpose.STOCK)
    found: dict[str, LabStock] = {}
    for kept in sorted(stocks, key=lambda one: one.solution.made.wall, reverse=True):
        known = found.setdefault(kept.solution.compound, LabStock(kept.solution))
        if not kept.gone:
            found[kept.solution.compound] = replace(known, in_hand=(*known.in_hand, kept))
    return found
