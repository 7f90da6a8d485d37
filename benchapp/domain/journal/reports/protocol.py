"""The protocol of an incubation as it was followed: what its wells got, how each of it was made, and how fresh it was.

An entry that was undone leaves no trace here.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.entries import Entry, KeptPlate, Retracted, SolutionCorrected, SolutionMade
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.lab.plates import FORMATS, Content, PlateMap, read_content
from benchapp.domain.solutions.freshness import Freshness, judge
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import BootSpan, Moment


class FollowedRecipe(Struct, frozen=True):
    """A solution that an incubation got, or that something it got was made from.

    Attributes:
        solution: As it is known now, corrections included.
        made: By which recipe; None where it was entered without one.
        person: Who recorded it.
        used: When it was put on the cells, or made into what was.
        on_cells: Whether it was put on the cells itself.
        freshness: How fresh it was when it was first used.
        recorded: What its concentration was recorded as, where that was corrected; None where it was not.
        corrections: What was corrected of it itself, the first first; its recipe stays as it was followed.
    """

    solution: Solution
    made: SolutionMade | None
    person: str
    used: tuple[Moment, ...]
    on_cells: bool
    freshness: Freshness
    recorded: Amount | None = None
    corrections: tuple[SolutionCorrected, ...] = ()


def followed_recipes(
    running: Running, bench: LabState, entries: Iterable[Entry], anchors: Sequence[BootSpan] = ()
) -> tuple[FollowedRecipe, ...]:
    """Return what an incubation got and what that was made from, in the order of making."""
    recorded = list(entries)
    undone = {entry.body.entry for entry in recorded if isinstance(entry.body, Retracted)}
    live = [entry for entry in recorded if entry.id not in undone]
    dosed = _dosed(running)
    used = _with_parents(dosed, bench)
    corrections: dict[str, list[SolutionCorrected]] = {}
    for entry in live:
        if isinstance(entry.body, SolutionCorrected):
            corrections.setdefault(entry.body.solution, []).append(entry.body)
    made = {entry.body.solution.id: entry for entry in live if isinstance(entry.body, SolutionMade)}
    found = []
    for name, moments in used.items():
        kept = bench.solutions.get(name)
        if kept is None:
            continue
        origin = made.get(name)
        body = origin.body if origin is not None and isinstance(origin.body, SolutionMade) else None
        at = moments[0]
        # A stock is often thawed for the very solution that is made of it; what comes later does not count, but for
        # what was so from the beginning.
        about = {name, *kept.solution.made_from}
        before = [one for one in live if one.about & about and (one.happened_at <= at.wall or _corrects(one))]
        then = replay(before).solutions.get(name)
        person = kept.solution.made_by or (origin.person if origin is not None else "")
        fresh = judge(then or kept, at, anchors, bench.rules)
        one = FollowedRecipe(kept.solution, body, person, tuple(moments), name in dosed, fresh, kept.recorded)
        found.append(replace(one, corrections=tuple(corrections.get(name, ()))))
    return tuple(sorted(found, key=lambda one: (one.solution.made.wall, one.on_cells)))


def _corrects(entry: Entry) -> bool:
    return isinstance(entry.body, SolutionCorrected)


def _dosed(running: Running) -> dict[str, list[Moment]]:
    """Return what was put on the cells, with when."""
    incubation = running.incubation
    used: dict[str, list[Moment]] = {}
    for name in (incubation.solution or incubation.stock, *incubation.also):
        if name:
            used.setdefault(name, []).append(incubation.start)
    for number, name in running.given_with.items():
        at = running.given.get(number)
        if name and at is not None:
            used.setdefault(name, []).append(at)
    return used


def _with_parents(dosed: Mapping[str, list[Moment]], bench: LabState) -> dict[str, list[Moment]]:
    """Return what was put on the cells and everything that was made from, with when it was used."""
    used = {name: list(moments) for name, moments in dosed.items()}
    left = list(dosed)
    while left:
        kept = bench.solutions.get(left.pop())
        if kept is None:
            continue
        for parent in kept.solution.made_from:
            if parent not in used:
                left.append(parent)
            used.setdefault(parent, []).append(kept.solution.made)
    return {name: sorted(moments, key=lambda moment: moment.wall) for name, moments in used.items()}


def map_of(kept: KeptPlate) -> PlateMap | None:
    """Return the map of a plate that was kept; None where it is of no known kind."""
    plate = FORMATS.get(kept.format)
    if plate is None:
        return None
    wells: dict[str, Content] = {}
    for text, names in kept.wells.items():
        content = read_content(text)
        if content is not None:
            wells |= dict.fromkeys(names.split(), content)
    return PlateMap(plate, wells)


def plate_of(recipes: Iterable[FollowedRecipe]) -> KeptPlate | None:
    """Return the plate that the first of the tubes were made for that went into the wells; None where none is kept."""
    made = (one.made for one in recipes if one.on_cells and one.made is not None)
    return next((one.plate for one in made if one.plate is not None), None)
