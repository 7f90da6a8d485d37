"""The agenda: what is overdue, due today and in the week after it, what to thaw and make, what expires."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, StepStatus, standing
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.moments import BootSpan, Moment
from benchapp.presenters.incubations.today import Preparation, preparations, task_for
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable

# How far ahead it looks, in days after today.
DAYS = 7
# More lines of a kind than these are counted: nobody reads them.
MOST_STEPS, MOST_PREPARATIONS, MOST_EXPIRING = 24, 6, 8


class AgendaSteps(Struct, frozen=True):
    """Steps that are due, soonest first.

    Attributes:
        overdue: Those whose time has come.
        today: Those that are still due today.
        week: Those of the seven days after today.
        next: The soonest that is still to come, whenever that is; None for nothing.
        more: How many of all these are left out, the latest.
    """

    overdue: tuple[StepStatus, ...] = ()
    today: tuple[StepStatus, ...] = ()
    week: tuple[StepStatus, ...] = ()
    next: StepStatus | None = None
    more: int = 0

    @property
    def shown(self) -> tuple[StepStatus, ...]:
        """All that are shown."""
        return (*self.overdue, *self.today, *self.week)


def agenda_steps(
    running: Iterable[Running], now: Moment, anchors: Sequence[BootSpan], local: Callable[[datetime], datetime]
) -> AgendaSteps:
    """Return what is to be done of what runs; what is done has left.

    Args:
        running: The incubations that run.
        now: The present moment.
        anchors: The boots seen.
        local: Gives an instant in the time zone shown: a day ends at its midnight.
    """
    statuses = [standing(one, step, now, anchors) for one in running for step in one.open_steps()]
    statuses.sort(key=lambda status: status.left)
    today = local(now.wall).date()
    last = today + timedelta(days=DAYS)
    coming = [status for status in statuses if status.phase is not Phase.DUE]
    within = [status for status in statuses if status.phase is Phase.DUE or local(status.due).date() <= last]
    shown = within[:MOST_STEPS]

    def on(wanted: Callable[[date], bool]) -> tuple[StepStatus, ...]:
        return tuple(one for one in shown if one.phase is not Phase.DUE and wanted(local(one.due).date()))

    return AgendaSteps(
        tuple(status for status in shown if status.phase is Phase.DUE),
        on(lambda day: day <= today),
        on(lambda day: day > today),
        next(iter(coming), None),
        len(within) - len(shown),
    )


def to_prepare(steps: AgendaSteps, solution_table: SolutionTable) -> tuple[Preparation, ...]:
    """Return what is made for the re-doses that come first: those due together are made together."""
    redoses = [status for status in steps.shown if status.step.kind is StepKind.REDOSE]
    tasks = [task_for(status, solution_table) for status in redoses[: 2 * MOST_PREPARATIONS]]
    return preparations(tasks, solution_table)[:MOST_PREPARATIONS]


def ready_by(preparation: Preparation) -> datetime:
    """Return by when its stock is to be thawed: as long before the first of its re-doses as its alarm comes."""
    first = preparation.tasks[0].status
    return first.due - timedelta(seconds=first.step.lead_s)


def expiring(rows: Iterable[SolutionRow]) -> tuple[SolutionRow, ...]:
    """Return the solutions in hand whose use-by has passed or comes within the week, the first to pass first."""
    ahead = timedelta(days=DAYS)
    due = [(row.freshness.left, row) for row in rows if row.freshness.left is not None and row.freshness.left <= ahead]
    due.sort(key=lambda pair: pair[0])
    return tuple(row for _, row in due[:MOST_EXPIRING])
