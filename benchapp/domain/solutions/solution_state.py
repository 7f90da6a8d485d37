"""A solution with what has happened to it since it was made."""

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.solutions.handling import Handled, KeptTubes, handle
from benchapp.domain.solutions.portions import Portion, Portions, initial_portion
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment


class SolutionState(Struct, frozen=True):
    """A solution with what has happened to it.

    Attributes:
        solution: As entered.
        portions: What is left of it.
        thawed: How many tubes were taken out and thawed so far.
        discarded: Why it was discarded; None while it is in hand.
        filled: Names of the fields filled in or corrected after it was entered.
        stock_volume: What was taken of the solution it was made from; None where nobody stated it.
        solvent_volume: What was added to that, once anything of it was corrected; None where that is what was made in
            all less the stock.
        recorded: Its concentration as it was recorded, where that was corrected; None where it was not.
        corrected: Ids of the solutions whose correction changed what is in it, its own among them.
        handled: What was done to its tubes, in order.
    """

    solution: Solution
    portions: Portions
    thawed: int = 0
    discarded: str | None = None
    filled: tuple[str, ...] = ()
    stock_volume: Amount | None = None
    solvent_volume: Amount | None = None
    recorded: Amount | None = None
    corrected: tuple[str, ...] = ()
    handled: tuple[Handled, ...] = ()

    @property
    def left(self) -> int:
        """How many tubes are left that nobody has opened."""
        return sum(one.count for one in self.portions.all if not one.opened)

    @property
    def opened(self) -> tuple[Portion, ...]:
        """What is open: thawed, or taken from."""
        return tuple(one for one in self.portions.all if one.opened)

    @property
    def gone(self) -> bool:
        """Whether nothing is left of it."""
        return not self.portions.all or self.discarded is not None

    @property
    def to_fill(self) -> tuple[str, ...]:
        """Names of the fields that a label asks for and nobody has stated yet."""
        kept = self.solution
        return tuple(
            name
            for name, value in (("made_by", kept.made_by), ("lot", kept.lot), ("storage", kept.storage))
            if not value
        )


def initial_state(solution: Solution) -> SolutionState:
    """Return a solution as it is when it is entered."""
    return SolutionState(solution, Portions((initial_portion(solution),)))


def handled(kept: SolutionState, one: Handled) -> SolutionState:
    """Return a solution after something was done to some of its tubes; the same where none of them is there."""
    before = KeptTubes(kept.portions, kept.thawed, kept.discarded)
    after = handle(before, one)
    return kept if after == before else _with(replace(kept, handled=(*kept.handled, one)), after)


def begun_as(kept: SolutionState, solution: Solution) -> SolutionState:
    """Return a solution that was another from the beginning, with all that was done to its tubes since."""
    tubes = KeptTubes(Portions((initial_portion(solution),)))
    for one in kept.handled:
        tubes = handle(tubes, one)
    return _with(replace(kept, solution=solution), tubes)


def taken_at(kept: SolutionState, made: str, at: Moment) -> SolutionState:
    """Return a solution of which it was corrected when something was taken of it to make another.

    Args:
        kept: Before it.
        made: Id of the solution that was made of it.
        at: When that was.
    """
    again = tuple(replace(one, at=at) if one.made == made else one for one in kept.handled)
    return kept if again == kept.handled else begun_as(replace(kept, handled=again), kept.solution)


def _with(kept: SolutionState, tubes: KeptTubes) -> SolutionState:
    return replace(kept, portions=tubes.portions, thawed=tubes.thawed, discarded=tubes.discarded)
