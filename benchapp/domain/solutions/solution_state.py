"""A solution with what has happened to it since it was made."""

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.solutions.handling import Handled, How, KeptTubes, handle, handle_all
from benchapp.domain.solutions.portions import Portion, Portions, initial_portion
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment


class Dispute(Struct, frozen=True, gc=False):
    """Two computers did something to one tube, and neither knew of the other.

    Attributes:
        entry: Id of what the later one made: that of its entry.
        portion: The tube that it names.
        now: Id of what the tube had become by then; "" where nothing was left of it.
        apart: Whether what the later one made counts as a tube of its own.
        made: Id of that tube, where it is not the entry's.
        known: Whether there ever was such a tube, as far as is known: the entry that made it may have been undone.
    """

    entry: str
    portion: str
    now: str
    apart: bool
    made: str = ""
    known: bool = True


class SolutionState(Struct, frozen=True, gc=False):
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
        home: The chain in which it was entered; "" where that is not known.
        disputes: What was done to one tube on two computers that did not know of each other.
        apart: Whether it is of before this computer joined a lab, and no other one has it.
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
    handled: LongTuple[Handled] = LongTuple()
    home: str = ""
    disputes: tuple[Dispute, ...] = ()
    apart: bool = False

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


def initial_state(solution: Solution, home: str = "") -> SolutionState:
    """Return a solution as it is when it is entered, in a chain of the journal."""
    return SolutionState(solution, Portions((initial_portion(solution),)), home=home)


def handled(kept: SolutionState, one: Handled) -> SolutionState:
    """Return a solution after something was done to some of its tubes; the same where they were never there."""
    before = KeptTubes(kept.portions, kept.thawed, kept.discarded)
    portion = kept.portions.find(one.portion)
    if one.portion and portion is None:
        return _handled_elsewhere(kept, one)
    if one.how is How.THAWED and not one.portion and portion is not None and portion.opened and not portion.frozen:
        # As the first journals thaw the next aliquot; who has the last one in hand did not know of the other.
        return _handled_elsewhere(kept, replace(one, portion=_last_sealed(kept)))
    more = one.count - portion.count if one.portion and portion and one.how in _OPENS and not portion.opened else 0
    known = replace(one, count=one.count - more) if more > 0 else one
    after = handle(before, known)
    done = kept if after == before else _with(replace(kept, handled=kept.handled.with_one(known)), after)
    if more <= 0:
        return done
    # Some of the tubes had become others, as those that were put elsewhere.
    further = replace(one, count=more, new_id=f"{one.new_id}+more")
    return _handled_elsewhere(done, further, one.new_id)


# What is done to a tube that was taken out sealed: to do it twice takes two.
_OPENS = frozenset({How.THAWED, How.TAKEN})


def _last_sealed(kept: SolutionState) -> str:
    """Return the id of the tubes that were sealed last; "" where none ever were."""
    past = handle_all(kept.solution, kept.handled).past
    return next((name for name in reversed(tuple(past)) if not past[name].opened), "")


def _handled_elsewhere(kept: SolutionState, one: Handled, entry: str = "") -> SolutionState:
    """Return a solution of which a tube is handled that by now is another, or no more: two did not know of each other.

    Nothing that somebody did is left out: it holds for what the tube has become. An aliquot that two thawed counts as
    two until somebody says that it was one; of what was used up, or thrown away, it is asked.
    """
    tubes = handle_all(kept.solution, kept.handled)
    was = tubes.past.get(one.portion)
    if was is None:
        # What a correction takes besides makes no tube.
        nowhere = Dispute(one.new_id, one.portion, "", apart=False, known=False)
        return replace(kept, disputes=(*kept.disputes, nowhere)) if one.new_id else kept
    now = tubes.heir_of(one.portion)
    apart = one.how in _OPENS and not was.opened
    dispute = Dispute(entry or one.new_id, one.portion, now, apart, one.new_id if entry else "")
    if not apart and not now:
        return replace(kept, disputes=(*kept.disputes, dispute)) if one.how is not How.DISCARDED else kept
    done = replace(one, how=How.APART) if apart else replace(one, portion=now)
    disputes = (*kept.disputes, dispute) if apart or one.how is How.SPLIT else kept.disputes
    return _with(replace(kept, handled=kept.handled.with_one(done), disputes=disputes), handle(tubes, done))


def settled(kept: SolutionState, entry: str, *, same: bool) -> SolutionState:
    """Return a solution after somebody said whether a disputed tube is the same as the other.

    Args:
        kept: Before it.
        entry: Of the dispute.
        same: Whether it is.
    """
    dispute = next((one for one in kept.disputes if one.entry == entry), None)
    if dispute is None:
        return kept
    left = replace(kept, disputes=tuple(one for one in kept.disputes if one is not dispute))
    if not same or not dispute.apart:
        return left
    tubes = handle_all(kept.solution, kept.handled)
    done = Handled(How.SAME, tubes.heir_of(dispute.made or entry), new_id=tubes.heir_of(dispute.portion))
    return _with(replace(left, handled=kept.handled.with_one(done)), handle(tubes, done)) if done.portion else left


def begun_as(kept: SolutionState, solution: Solution) -> SolutionState:
    """Return a solution that was another from the beginning, with all that was done to its tubes since."""
    tubes = handle_all(solution, kept.handled)
    return _with(replace(kept, solution=solution), tubes)


def taken_at(kept: SolutionState, made: str, at: Moment) -> SolutionState:
    """Return a solution of which it was corrected when something was taken of it to make another.

    Args:
        kept: Before it.
        made: Id of the solution that was made of it.
        at: When that was.
    """
    again = LongTuple.of(replace(one, at=at) if one.made == made else one for one in kept.handled)
    return kept if again == kept.handled else begun_as(replace(kept, handled=again), kept.solution)


def _with(kept: SolutionState, tubes: KeptTubes) -> SolutionState:
    return replace(kept, portions=tubes.portions, thawed=tubes.thawed, discarded=tubes.discarded)
