"""Today: what to do and when, from what runs and what is on the shelf."""

from datetime import timedelta

from msgspec import Struct

from benchapp.domain.incubations import Phase, Standing, StepKind
from benchapp.presenters.shelf import OnShelf, SolutionShelf
from benchapp.presenters.timer_board import TimerBoard

AHEAD = timedelta(hours=24)


class Task(Struct, frozen=True):
    """One thing to do.

    Attributes:
        stand: The step it belongs to.
        redose_ul: Volume to make, µL; 0 where nothing is made.
        stock: What to thaw; None where none is in hand.
        in_hand: A working solution that is still within its use-by; None where one must be made fresh.
    """

    stand: Standing
    redose_ul: float = 0.0
    stock: OnShelf | None = None
    in_hand: OnShelf | None = None


def tasks(board: TimerBoard, shelf: SolutionShelf) -> tuple[Task, ...]:
    """Give what falls due within a day or is overdue, soonest first."""
    found = []
    for stand in board.standings:
        if stand.left > AHEAD and stand.phase is Phase.WAITING:
            continue
        found.append(task_for(stand, shelf))
    return tuple(sorted(found, key=lambda task: task.stand.left))


def task_for(stand: Standing, shelf: SolutionShelf) -> Task:
    """Give what a step asks for, with the stock to thaw; a stale working solution is never offered."""
    incubation = stand.running.incubation
    if stand.step.kind is StepKind.END:
        return Task(stand)
    stocks = shelf.stocks(incubation.compound)
    chosen = next((row for row in stocks if row.kept.solution.id == incubation.stock), None)
    working = [row for row in shelf.fresh_working(incubation.compound) if row.kept.solution.id != incubation.solution]
    # One working solution is one dose; a plate of several gets its own tubes again.
    in_hand = next(iter(working), None) if incubation.doses == 1 else None
    return Task(stand, incubation.redose_ul(), chosen or next(iter(stocks), None), in_hand)
