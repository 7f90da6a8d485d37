"""What follows from a correction of a solution: in what was made from it, and in the cells that were dosed with it.

What stayed on one computer of a lab follows what is shared, and never the other way round: all others lack it.
"""

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.correction_changes import corrected, dosed_again, follows_strength, opened_for
from benchapp.domain.journal.entries import SolutionCorrected, SolutionFilled
from benchapp.domain.journal.incubation_changes import in_vehicle
from benchapp.domain.journal.lab_state import LabState, with_running, with_solution
from benchapp.domain.journal.solution_changes import filled_in, follows
from benchapp.domain.mappings import that_may_name
from benchapp.domain.solutions.corrections import Strength
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution


def with_correction(bench: LabState, body: SolutionCorrected) -> LabState:
    """Return the bench after a correction of a solution, with all that follows from it."""
    known = bench.solutions.get(body.solution)
    if known is None:
        return bench
    kept, strength = corrected(known, body)
    bench = followed(bench, known.solution, kept)
    for parent in opened_for(bench.solutions, kept.solution, body):
        bench = with_solution(bench, parent) if parent.apart or not kept.apart else bench
    return _stronger(bench, kept.solution, strength, kept.solution.id) if strength.changes else bench


def filled(bench: LabState, body: SolutionFilled) -> LabState:
    """Return the bench after something missing in a solution was filled in, with all that follows from it."""
    known = bench.solutions.get(body.solution)
    return bench if known is None else followed(bench, known.solution, filled_in(known, body))


def followed(bench: LabState, before: Solution, kept: SolutionState) -> LabState:
    """Return the bench with a solution that was corrected; lot, dates and vehicle of what was made of it follow."""
    bench, after = with_solution(bench, kept), kept.solution
    if all(getattr(before, name) == getattr(after, name) for name in ("lot", "limits", "made", "vehicle")):
        return bench
    for running in [one for one in _dosed(bench, after.id) if one.incubation.solution == after.id]:
        bench = with_running(bench, in_vehicle(running, before, after))
    for child in _made(bench, after.id):
        bench = followed(bench, child.solution, follows(child, before, after))
    return bench


def _stronger(bench: LabState, of: Solution, strength: Strength, cause: str) -> LabState:
    """Return the bench with what was made from a solution that was corrected, and with what was dosed with it."""
    for running in _dosed(bench, of.id):
        again = dosed_again(running, of.id, strength, cause)
        bench = bench if again is running else with_running(bench, again)
    for child in _made(bench, of.id):
        kept, further = follows_strength(child, of, strength, cause)
        bench = with_solution(bench, kept)
        if further.changes:
            bench = _stronger(bench, kept.solution, further, cause)
    return bench


def _dosed(bench: LabState, solution: str) -> list[Running]:
    """Return the incubations that may have been dosed with a solution and follow it."""
    apart = bench.solutions[solution].apart
    every = (*that_may_name(bench.incubations, solution), *bench.withdrawn.values())
    return [one for one in every if one.apart or not apart]


def _made(bench: LabState, solution: str) -> list[SolutionState]:
    """Return the solutions that were made of one and follow it."""
    apart = bench.solutions[solution].apart
    found = [one for one in that_may_name(bench.solutions, solution) if solution in one.solution.made_from]
    return [one for one in found if one.apart or not apart]
