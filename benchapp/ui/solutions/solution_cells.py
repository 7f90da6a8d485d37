"""The list of solutions in words: what its cells show, in one line or two, and what their tips add."""

from collections.abc import Callable
from datetime import datetime, timedelta

from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution
from benchapp.presenters.solutions.last_taken import SeenElsewhere
from benchapp.presenters.solutions.solution_list import ListColumn
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.solutions.solution_history import last_taken_text
from benchapp.ui.text.formatting import date_and_time, last_day, near_time, use_by_time
from benchapp.ui.text.language import day, mark_text, term, time_of_day, tr
from benchapp.ui.text.solution_texts import (
    freshness_text,
    limit_text,
    portion_text,
    solution_text,
    tubes_text,
)
from benchapp.ui.widgets.labels import tip_markup

TITLES = {
    ListColumn.NAME: mark_text("Solution"),
    ListColumn.MADE: mark_text("Made"),
    ListColumn.USE_BY: mark_text("Use by"),
    ListColumn.LEFT: mark_text("Left"),
    ListColumn.PLACE: mark_text("Place"),
    ListColumn.PERSON: mark_text("By"),
}
# What is further away than this is written with its year.
_SAME_YEAR = timedelta(days=300)
# What was taken on another computer longer ago is in the details alone.
_LATELY = timedelta(days=3)
# More portions than these are counted in a cell, not listed.
_LISTED = 2


class SolutionCells:
    """Words the cells.

    Args:
        local: Gives an instant in the time zone shown.
        now: Gives the present there.
        elsewhere: Gives what other computers of the lab have to do with a solution.
    """

    def __init__(
        self,
        local: Callable[[datetime], datetime],
        now: Callable[[], datetime],
        elsewhere: Callable[[SolutionState], SeenElsewhere] = lambda _: SeenElsewhere(),
    ) -> None:
        self._local = local
        self._now = now
        self._elsewhere = elsewhere
        # Thousands of solutions have a few names between them, and to word one takes longer than to find it here.
        self._names: dict[tuple[object, ...], str] = {}

    def name(self, solution: Solution) -> str:
        """Return what a solution is called."""
        named_by = (
            solution.role,
            solution.compound_name,
            solution.concentration,
            solution.doses,
            solution.medium,
            solution.vehicle,
        )
        if named_by not in self._names:
            self._names[named_by] = solution_text(solution)
        return self._names[named_by]

    def title(self, column: ListColumn) -> str:
        """Return the title of a column."""
        return tr(TITLES[column])

    def cell(self, row: SolutionRow, column: ListColumn) -> str:
        """Return what a cell shows: one line, or two."""
        solution = row.kept.solution
        match column:
            case ListColumn.NAME:
                parts = (solution.label, term(solution.role), self._where(self._elsewhere(row.kept)))
                return f"{self.name(solution)}\n{' · '.join(part for part in parts if part)}"
            case ListColumn.MADE:
                made = self._local(solution.made.wall)
                if solution.made_about:
                    return f"{self.day(made)}\n{tr('about')}"
                return f"{self.day(made)}\n{time_of_day(made)}"
            case ListColumn.USE_BY:
                until = self._until(row.freshness)
                return f"{term(row.freshness.state)}\n{until}" if until else term(row.freshness.state)
            case ListColumn.LEFT:
                return _left(row)
            case ListColumn.PLACE:
                return _place(row)
            case ListColumn.PERSON:
                return solution.made_by

    def day(self, instant: datetime) -> str:
        """Return a day: "Mon 23 Nov", with its year where it is far away."""
        return day(instant) if abs(instant - self._now()) < _SAME_YEAR else f"{instant:%Y-%m-%d}"

    def _where(self, seen: SeenElsewhere) -> str:
        """Return which computer took something of it lately, and when, else on which it was entered; "" for here."""
        taken = seen.taken
        if taken is None or taken.ago > _LATELY:
            return seen.entered_on
        # The time and not how long ago it was: a cell stays as it is until its solution changes.
        when = near_time(self._now() - max(taken.ago, timedelta()), self._now())
        if taken.thawed:
            return tr("thawed on {computer}, {time}", computer=taken.computer, time=when)
        return tr("used on {computer}, {time}", computer=taken.computer, time=when)

    def _until(self, freshness: Freshness) -> str:
        if freshness.left is None or freshness.use_by is None:
            return ""
        use_by = self._local(freshness.use_by)
        when = time_of_day(use_by) if use_by.date() == self._now().date() else self.day(use_by)
        if freshness.state is State.PAST:
            return tr("since {when}", when=when)
        whole = last_day(use_by)
        return tr("until {when}", when=when if whole is None else self.day(whole))

    def tip(self, row: SolutionRow, column: ListColumn) -> str:
        """Return what is known beyond that, as a tip."""
        return "".join(tip_markup(line) for line in self._tips(row, column) if line)

    def _tips(self, row: SolutionRow, column: ListColumn) -> tuple[str, ...]:
        solution = row.kept.solution
        match column:
            case ListColumn.NAME:
                lot = tr("Lot {lot}", lot=solution.lot) if solution.lot else ""
                seen = self._elsewhere(row.kept)
                entered = tr("Entered on {computer}", computer=seen.entered_on) if seen.entered_on else ""
                return (solution_text(solution), solution.label, lot, entered, last_taken_text(seen.taken))
            case ListColumn.MADE:
                made = date_and_time(self._local(solution.made.wall))
                return (tr("about {time}", time=made) if solution.made_about else made,)
            case ListColumn.USE_BY:
                return self.use_by(row)
            case ListColumn.LEFT | ListColumn.PLACE:
                return tuple(portion_text(one.portion, solution.thaws_before) for one in row.portions)
            case ListColumn.PERSON:
                return (solution.made_by,)

    def use_by(self, row: SolutionRow) -> tuple[str, ...]:
        """Return how fresh it is, until when, and by which rule, a line each."""
        use_by = row.freshness.use_by
        until = tr("use by {when}", when=use_by_time(self._local(use_by))) if use_by is not None else ""
        return (freshness_text(row.freshness), until, limit_text(row.freshness) if row.freshness.limit else "")

    def until_and_rule(self, row: SolutionRow) -> str:
        """Return until when it may be used, and by which rule, in one line."""
        return " · ".join(line for line in self.use_by(row)[1:] if line)

    def searched(self, row: SolutionRow) -> str:
        """Return everything by which a solution is found."""
        solution = row.kept.solution
        exact = solution.concentration.shown()
        places = (one.portion.place for one in row.portions)
        words = (solution.label, self.name(solution), exact, solution.lot, solution.made_by, solution.place, *places)
        return " ".join(words)


def _left(row: SolutionRow) -> str:
    portions = [one.portion for one in row.portions]
    if not portions:
        return ""
    first = tubes_text(portions[0])
    if len(portions) == _LISTED:
        return f"{first}\n+ {tubes_text(portions[1])}"
    if len(portions) > _LISTED:
        return f"{first}\n{tr('+ {count} more', count=sum(one.count for one in portions[1:]))}"
    at_first = row.kept.solution.aliquots
    return f"{first}\n{tr('of {count}', count=at_first)}" if at_first > portions[0].count else first


def _place(row: SolutionRow) -> str:
    portions = [one.portion for one in row.portions]
    if not portions:
        return ""
    first = portions[0]
    others = len({(one.storage, one.place) for one in portions}) - 1
    lines = [part for part in (term(first.storage or ""), first.place) if part]
    if others:
        more = tr("+ 1 more place") if others == 1 else tr("+ {count} more places", count=others)
        # Where exactly most of it is comes before at what temperature; the tip lists every place.
        lines = [*lines[-1:], more]
    return "\n".join(lines)
