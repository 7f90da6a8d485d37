"""Units of activity of a lot, as they were typed with the solutions of it."""

from collections.abc import Iterable

from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount


def activity_from(solution: Solution, recorded: Iterable[Solution]) -> tuple[Amount, str] | None:
    """Return the activity that was recorded last with a solution's lot, and with which label; None where none was.

    Args:
        solution: What is diluted. Without a lot only itself and what was made from it count: another vial is perhaps of
            another lot, and lots differ by a factor of ten.
        recorded: Every solution, the latest last.
    """
    found, stocks = None, {solution.id}
    for one in recorded:
        of_lot = bool(solution.lot) and (one.lot, one.compound) == (solution.lot, solution.compound)
        if of_lot:
            stocks.add(one.id)
        beside = next((activity for stock, activity in one.potencies.items() if stock in stocks), None)
        made_of_it = one.compound == solution.compound and (one.id in stocks or solution.id in one.parents)
        activity = (one.potency if made_of_it else None) or beside
        if activity is not None:
            found = activity, one.label
    return found
