"""What was done to the tubes of a solution, kept so that it can be done again to tubes that began otherwise.

A correction says how a solution was from the beginning: its tubes are what comes of that beginning and of all that was
done to them since.
"""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.solutions.portions import Portion, Portions, is_empty, moved
from benchapp.domain.solutions.solutions import Storage
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


class Handled(Struct, frozen=True, omit_defaults=True):
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
    """

    portions: Portions
    thawed: int = 0
    discarded: str | None = None


def handle(tubes: KeptTubes, one: Handled) -> KeptTubes:
    """Return tubes after something was done to some; what is said of a portion that is not there changes nothing."""
    if one.how is How.USED_UP:
        return _used_up(tubes, one.count)
    if one.how is How.DISCARDED and not one.portion:
        # What is thrown away is handled no more.
        return replace(tubes, portions=Portions(()), discarded=one.reason)
    portion = tubes.portions.find(one.portion)
    if portion is None:
        return tubes
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
