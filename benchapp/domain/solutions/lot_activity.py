"""Units of activity of a lot, as they were typed with the solutions of it."""

from collections.abc import Iterable

from benchapp.domain.solutions.solutions import Solution


def activity_from(solution: Solution, recorded: Iterable[Solution]) -> Solution | None:
    """Return the solution that was recorded last with the activity of a solution's lot; None where none was.

    Args:
        solution: What is diluted. Without a lot only itself and what was made from it count: another vial is perhaps of
            another lot, and lots differ by a factor of ten.
        recorded: Every solution, the latest last.
    """
    found = None
    for one in recorded:
        if one.potency is None or one.compound != solution.compound:
            continue
        of_lot = bool(solution.lot) and one.lot == solution.lot
        if of_lot or one.id == solution.id or solution.id in one.parents:
            found = one
    return found
