"""What a correction of a solution does to it, to what was made from it, and to the cells that were dosed with it."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Corrected
from benchapp.domain.journal.solution_changes import in_other_solvent, taken_besides, with_expiries
from benchapp.domain.journal.solution_entries import SolutionCorrected
from benchapp.domain.solutions.corrections import SolutionFacts, Strength, several_compounds, stronger, total_ul
from benchapp.domain.solutions.portions import Portions
from benchapp.domain.solutions.solution_state import SolutionState, begun_as, taken_at
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.amounts import volume_amount
from benchapp.domain.units.kinds import in_base

# The facts that a solution has by the same name.
_SAME_NAME = (
    "lot", "lot_expiry", "vendor", "made_by", "made", "made_about", "place", "container", "dark", "solvent_lot",
    "solvent_expiry", "aliquots", "aliquot_volume", "mass",
)  # fmt: skip
_DATES = frozenset({"lot", "lot_expiry", "solvent_lot", "solvent_expiry"})
# Those that say what the tubes were from the beginning.
_BEGINNING = frozenset({"storage", "made", "solvent", "aliquots", "aliquot_volume"})


def corrected(kept: SolutionState, body: SolutionCorrected) -> tuple[SolutionState, Strength]:
    """Return a solution after a correction, and what that changes in all that was made from it."""
    after, before = body.after, kept.solution
    strength = _strength(before, body)
    solution = stronger(_with_facts(before, after), strength)
    if body.measured and after.concentration is not None:
        solution = replace(solution, concentration=after.concentration)
    if body.limits is not None:
        solution = replace(solution, limits=in_other_solvent(solution.limits, body.limits))
    names = [name for name in after.changed() if name != "concentration" or body.measured]
    filled = tuple(dict.fromkeys((*kept.filled, *names)))
    if _DATES & set(names):
        solution = replace(solution, limits=with_expiries(solution.limits, body.expiries))
    state = replace(_tubes(kept, solution, frozenset(after.changed())), filled=filled)
    if before.parents:
        # How many tubes there are, and how much is in them, says nothing more of what was added.
        was = amounts_of(kept)
        stock, solvent = after.stock_volume or was.stock_volume, after.solvent_volume or was.solvent_volume
        state = replace(state, stock_volume=stock, solvent_volume=solvent)
    return (with_strength(state, before, before.id) if strength.changes else state), strength


def _strength(before: Solution, body: SolutionCorrected) -> Strength:
    stated = body.after.concentration if body.measured else None
    if stated is None:
        return body.strength
    was = in_base(before.concentration.number, before.concentration.unit)
    now = in_base(stated.number, stated.unit)
    # On another scale, nobody can tell how many times that is.
    return Strength(now[1] / was[1]) if was and now and was[0] is now[0] and was[1] > 0 else Strength()


def with_strength(kept: SolutionState, before: Solution, cause: str) -> SolutionState:
    """Return a solution marked as one of which a correction changed the concentration.

    Args:
        kept: After it.
        before: The solution before it.
        cause: Id of the solution that was corrected.
    """
    others = tuple(one for one in kept.corrected if one != cause)
    return replace(kept, recorded=kept.recorded or before.concentration, corrected=(*others, cause))


def _with_facts(solution: Solution, after: SolutionFacts) -> Solution:
    found = {name: value for name in _SAME_NAME if (value := getattr(after, name)) is not None}
    if after.name is not None:
        found["compound_name"] = after.name
    if after.storage is not None:
        found["storage"] = Storage(after.storage) if after.storage else None
    if after.solvent is not None:
        found["medium" if solution.medium else "vehicle"] = after.solvent
        if not solution.medium and not (solution.vehicle and after.solvent):
            # A liquid as bought has no vehicle; dissolved in one, all but the compound is that.
            found["vehicle_percent"] = 100.0 if after.solvent else 0.0
    if after.solvent_volume is not None and not solution.parents:
        found["volume"] = after.solvent_volume
    return replace(solution, **found)


def _tubes(kept: SolutionState, solution: Solution, changed: frozenset[str]) -> SolutionState:
    """Return a solution with its tubes as they are if it was from the beginning what is right."""
    if _BEGINNING & changed:
        return begun_as(kept, solution)
    if "place" not in changed:
        return replace(kept, solution=solution)
    # What was put elsewhere since has a place of its own.
    tubes = (replace(one, place=solution.place) if one.id == solution.id else one for one in kept.portions.all)
    return replace(kept, solution=solution, portions=Portions(tuple(tubes)))


def opened_for(
    solutions: Mapping[str, SolutionState], solution: Solution, body: SolutionCorrected
) -> tuple[SolutionState, ...]:
    """Return the solutions out of which one that was corrected was made, after that was taken of them or then."""
    changed: dict[str, SolutionState] = {}
    for more in body.more:
        parent = changed.get(more.solution) or solutions.get(more.solution)
        if parent is not None:
            changed[more.solution] = taken_besides(parent, more)
    if body.after.made is not None:
        for name in solution.made_from:
            parent = changed.get(name) or solutions.get(name)
            if parent is not None:
                changed[name] = taken_at(parent, solution.id, body.after.made)
    return tuple(changed.values())


def follows_strength(
    kept: SolutionState, of: Solution, strength: Strength, cause: str
) -> tuple[SolutionState, Strength]:
    """Return what was made from a solution that was corrected, and what changes in it.

    A concentration that was stated itself stays, and so does one of several solutions; both are marked.

    Args:
        kept: What was made from it.
        of: The solution it was made from.
        strength: What changed in that.
        cause: Id of the solution that was corrected.
    """
    solution = kept.solution
    if "concentration" in kept.filled or not _only_from(solution, of):
        return replace(kept, corrected=(*(one for one in kept.corrected if one != cause), cause)), Strength()
    return with_strength(replace(kept, solution=stronger(solution, strength)), solution, cause), strength


def _only_from(solution: Solution, of: Solution) -> bool:
    """Return whether all that a concentration says came from one solution: of several compounds, that of the first."""
    if len(solution.parents) == 1:
        return True
    return several_compounds(solution) and solution.compound == of.compound and solution.parents[0] == of.id


def dosed_again(running: Running, solution: str, strength: Strength, cause: str) -> Running:
    """Return an incubation of which what it was dosed with was corrected.

    Args:
        running: Before it.
        solution: Id of what it was dosed with.
        strength: What changed in that.
        cause: Id of the solution that was corrected.
    """
    now: Mapping[int, Corrected] = dict(_corrected(running, solution, strength, cause))
    if (also := running.also.get(solution)) is not None:
        before = Strength(also.times)
        after = before.then(Strength(strength.times))
        changed = replace(also, times=after.times, cause=cause) if after.changes else replace(also, times=1.0, cause="")
        running = replace(running, also={**running.also, solution: changed})
    return replace(running, corrected=now) if now != running.corrected else running


def _corrected(running: Running, solution: str, strength: Strength, cause: str) -> Iterator[tuple[int, Corrected]]:
    for number, given in running.dosed_with.items():
        known = running.corrected.get(number)
        if given != solution:
            if known is not None:
                yield number, known
            continue
        before = Strength() if known is None else Strength(known.times, known.vehicle_times)
        after = before.then(strength)
        # Corrected back to what was recorded, nothing is to be said.
        if after.changes:
            yield number, Corrected(after.times, after.vehicle_times, cause)


def amounts_of(kept: SolutionState) -> SolutionFacts:
    """Return the amounts by which a solution was made, as far as they are known."""
    solution = kept.solution
    total = total_ul(solution)
    if not solution.parents:
        return SolutionFacts(mass=solution.mass, solvent_volume=solution.volume)
    if kept.solvent_volume is not None:
        return SolutionFacts(stock_volume=kept.stock_volume, solvent_volume=kept.solvent_volume)
    if kept.stock_volume is None or total is None:
        return SolutionFacts(stock_volume=kept.stock_volume)
    solvent = max(0.0, total - kept.stock_volume.microlitres)
    return SolutionFacts(stock_volume=kept.stock_volume, solvent_volume=volume_amount(solvent))
