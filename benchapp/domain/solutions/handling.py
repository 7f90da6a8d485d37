"""What was done to the tubes of a solution, kept so that it can be done again to tubes that began otherwise.

A correction says how a solution was from the beginning: its tubes are what comes of that beginning and of all that was
done to them since.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.solutions.portions import Portion, Portions, initial_portion, is_empty, moved, taken
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.moments import Moment


class How(StrEnum):
    """What can be done to tubes."""

    THAWED = "thawed"
    MOVED = "moved"
    TAKEN = "taken"
    SPLIT = "split"
    DISCARDED = "discarded"
    # As the first versions of the journal say it: thawed, and used up at once.
    USED_UP = "used up"
    # Noticed afterwards: more was taken out of a tube than was recorded, or less.
    BESIDES = "besides"
    # What somebody did on another computer to a tube that by then was open: it counts as a tube of its own.
    APART = "apart"
    # Somebody said that such a tube was the same one after all.
    SAME = "same"


class Handled(Struct, frozen=True, gc=False, omit_defaults=True):
    """One thing that was done to tubes of a solution.

    Attributes:
        how: What.
        portion: Of which portion; "" for the next sealed tube, or for all of the solution that is discarded.
        count: How many tubes; 0 for the whole portion that is discarded; how many came of one that is split.
        at: When; None where that changes nothing.
        ul: How much was taken in all, or is in each of what is split, µL; None where nobody knows.
        new_id: Id of the portion that came of it.
        storage: How they are kept from then on; None as before.
        place: Box and position.
        reason: Why they were discarded.
        made: Id of the solution that was made of what was taken; "" for none.
    """

    how: How
    portion: str
    count: int = 1
    at: Moment | None = None
    ul: float | None = None
    new_id: str = ""
    storage: Storage | None = None
    place: str = ""
    reason: str = ""
    made: str = ""


class KeptTubes(Struct, frozen=True):
    """The tubes of a solution.

    Attributes:
        portions: What is left of it.
        thawed: How many tubes were taken out and thawed so far.
        discarded: Why it was discarded; None while it is in hand.
        past: The portions that are no more, each as it was last, by id.
        heirs: The id of what a portion became that is no more; "" for nothing.
    """

    portions: Portions
    thawed: int = 0
    discarded: str | None = None
    past: Mapping[str, Portion] = field(default_factory=dict)
    heirs: Mapping[str, str] = field(default_factory=dict)

    def heir_of(self, portion: str) -> str:
        """Return the id of what a portion has become; "" where nothing is left of it."""
        there = {one.id for one in self.portions.all}
        for _ in range(len(self.heirs) + 1):
            if portion in there:
                return portion
            portion = self.heirs.get(portion, "")
        return ""


def handle_all(solution: Solution, done: Iterable[Handled]) -> KeptTubes:
    """Return the tubes of a solution after all that was done to them, with what became of those that are no more."""
    # Of a tube that was split, what is left in it is the tube.
    past: dict[str, Portion] = {}
    heirs: dict[str, str] = {}
    tubes = KeptTubes(Portions((initial_portion(solution),)), past=past, heirs=heirs)
    for one in done:
        before, tubes = tubes.portions.all, handle(tubes, one)
        there = {portion.id for portion in tubes.portions.all}
        gone = {portion.id: portion for portion in before if portion.id not in there}
        past.update(gone)
        heirs.update(dict.fromkeys(gone, f"{one.new_id}+" if one.how is How.SPLIT else one.new_id))
    return tubes


def handle(tubes: KeptTubes, one: Handled) -> KeptTubes:
    """Return tubes after something was done to some; what is said of a portion that is not there changes nothing."""
    if one.how is How.USED_UP:
        return _used_up(tubes, one.count)
    if one.how is How.DISCARDED and not one.portion:
        # What is thrown away is handled no more.
        return replace(tubes, portions=Portions(()), discarded=one.reason)
    if one.how is How.APART:
        return _apart(tubes, one)
    portion = tubes.portions.find(one.portion)
    if portion is None:
        return tubes
    if one.how is How.SAME:
        return replace(tubes, portions=_joined(tubes, portion, one.new_id))
    if one.how is How.DISCARDED:
        left = tubes.portions.without(portion, one.count)
        return replace(tubes, portions=left, discarded=None if left.all else one.reason)
    if one.how is How.BESIDES:
        return replace(tubes, portions=_taken_besides(tubes.portions, portion, one.ul))
    return tubes if one.at is None else _at(tubes, portion, one, one.at)


def _at(tubes: KeptTubes, portion: Portion, one: Handled, at: Moment) -> KeptTubes:
    """Return tubes after what is recorded with the moment at which it was done."""
    match one.how:
        case How.THAWED:
            return _changed(tubes, portion, one, moved(portion, Storage.ROOM, at, thaw=not portion.frozen))
        case How.MOVED:
            return _changed(tubes, portion, one, moved(portion, one.storage, at, place=one.place))
        case How.TAKEN:
            thawed = min(one.count, portion.count) if portion.frozen else 0
            left = tubes.portions.drawn(portion, one.count, one.ul, at, one.new_id)
            return replace(tubes, portions=left, thawed=tubes.thawed + thawed)
        case _:
            liquid = moved(portion, Storage.ROOM, at) if portion.frozen else portion
            opened = _changed(tubes, portion, replace(one, count=1), liquid) if portion.frozen else tubes
            of = opened.portions.find(one.new_id if portion.frozen else portion.id) or portion
            return replace(opened, portions=opened.portions.split(of, one.count, one.ul or 0.0, one.new_id))


def _changed(tubes: KeptTubes, portion: Portion, one: Handled, changed: Portion) -> KeptTubes:
    count = min(one.count, portion.count)
    thawed = count if changed.thaws > portion.thaws else 0
    portions = tubes.portions.with_some(portion, count, changed, one.new_id)
    return replace(tubes, portions=portions, thawed=tubes.thawed + thawed)


def _apart(tubes: KeptTubes, one: Handled) -> KeptTubes:
    """Return tubes with some that somebody thawed though, as far as is known, they were no more."""
    was = tubes.past.get(one.portion)
    if was is None or one.at is None:
        return tubes
    thawed = moved(was, Storage.ROOM, one.at, thaw=not was.frozen)
    made = replace(taken(thawed, one.ul) if one.ul is not None else thawed, id=one.new_id, count=one.count)
    return replace(
        tubes, portions=Portions((*tubes.portions.all, made)), thawed=tubes.thawed + one.count, discarded=None
    )


def _joined(tubes: KeptTubes, doubted: Portion, other: str) -> Portions:
    """Return the portions after somebody said that a tube is the same as another: what was taken of both is gone."""
    kept = tubes.portions.without(doubted)
    same = kept.find(other) if other else None
    was = next((tubes.past[name] for name, heir in tubes.heirs.items() if heir == other and name in tubes.past), None)
    if same is None:
        return kept
    volume = same.volume_ul
    if volume is not None and doubted.volume_ul is not None and was is not None and was.volume_ul is not None:
        volume = max(0.0, volume - max(0.0, was.volume_ul - doubted.volume_ul))
    since = min(same.since, doubted.since, key=lambda moment: moment.wall)
    joined = replace(same, volume_ul=volume, since=since, thaws=max(same.thaws, doubted.thaws))
    all_of = (joined if one is same else one for one in kept.all)
    return Portions(tuple(one for one in all_of if not is_empty(one)))


def _used_up(tubes: KeptTubes, count: int) -> KeptTubes:
    left, thawed = tubes.portions, tubes.thawed + count
    while count > 0 and (portion := left.find("")) is not None:
        gone = min(count, portion.count)
        left = left.without(portion, gone)
        count -= gone
    return replace(tubes, portions=left, thawed=thawed)


def _taken_besides(portions: Portions, of: Portion, ul: float | None) -> Portions:
    if of.volume_ul is None:
        return portions
    less = replace(of, volume_ul=max(0.0, of.volume_ul - (ul or 0.0)))
    kept = (less if one is of else one for one in portions.all)
    return Portions(tuple(one for one in kept if not is_empty(one)))
