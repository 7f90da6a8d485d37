"""The solutions, one a row, with their freshness now."""

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from benchapp.domain.compounds.library_item import known_as
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.freshness import Freshness, State, judge, judge_portion, of_portions
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.moments import Moment, only_time_passed
from benchapp.presenters.session.journal_session import JournalSession

# How long a judgement holds while nothing happens, s: in its last day a life is shown in minutes, but for the last two.
_EVERY_S, _NEAR_S = 10.0, 120.0
# Before that it is shown in hours.
_DAY_S, _MINUTE_S = 86400.0, 60.0
# What keeps longer than this is shown in days; its judgement holds for some minutes.
_FAR_S, _FAR_EVERY_S = 10 * 86400.0, 600.0


# What is made of a stock for re-doses, each an incubation and its step, µL.
RecipeVolumes: TypeAlias = "Callable[[SolutionRow | None, Sequence[tuple[Running, Step]]], float]"


class PortionRow(Struct, frozen=True):
    """One portion with its judgement."""

    portion: Portion
    freshness: Freshness


class SolutionRow(Struct, frozen=True):
    """One solution with its judgement, and that of each portion."""

    kept: SolutionState
    freshness: Freshness
    portions: tuple[PortionRow, ...] = ()


class SolutionTable(QObject):
    """Every solution with its freshness; it follows the journal.

    Args:
        book: Where the solutions are.
        whole: Whether what is gone is there from the beginning; a start with a long journal waits with it.

    Signals:
        changed: There are other solutions than before.
        judged: The same ones were judged again.
    """

    changed = Signal()
    judged = Signal()

    def __init__(self, book: JournalSession, *, whole: bool = True) -> None:
        super().__init__()
        self._whole = whole
        self._book = book
        self._rows: list[SolutionRow] = []
        self._bench: object = None
        self._in_hand: list[SolutionState] = []
        self._gone: list[SolutionRow] = []
        self._judged_at: Moment | None = None
        # The ids of what keeps for days; when all of it was judged, and by which rules.
        self._far: set[str] = set()
        self._whole_at: Moment | None = None
        self._rules: LabRules | None = None
        self.until_s = 0.0
        # How often everything was judged: who shows it need not look again before it grows.
        self.round = 0
        # What the recipe makes of a stock for re-doses of one preparation, µL; 0 without one. None before the units are
        # there: until then nobody knows, and no other figure is shown in its place.
        self.volumes: RecipeVolumes | None = None
        book.solutions_outdated.connect(self.refresh)

    @property
    def rules(self) -> LabRules:
        """The lab rules that hold now."""
        return self._book.bench.rules

    @property
    def rows(self) -> tuple[SolutionRow, ...]:
        """Every solution with its judgement, what is in hand first, the latest first."""
        return tuple(self._rows)

    def in_hand(self) -> tuple[SolutionRow, ...]:
        """Return what has not been used up or discarded."""
        gone = {State.USED_UP, State.DISCARDED}
        return tuple(row for row in self._rows if row.freshness.state not in gone)

    def stocks(self, compound: str) -> tuple[SolutionRow, ...]:
        """Return the stocks of a compound that can be offered: in hand, and not past their use-by."""
        return tuple(
            row
            for row in self.in_hand()
            if known_as(row.kept.solution.compound, row.kept.solution.compound_name) == compound
            and row.kept.solution.role is SolutionPurpose.STOCK
            and row.freshness.state is not State.PAST
        )

    def fresh_working(self, compound: str) -> tuple[SolutionRow, ...]:
        """Return the working solutions that may still be used: never one past its use-by or without a limit."""
        usable = {State.FRESH, State.USE_SOON}
        return tuple(
            row
            for row in self.in_hand()
            if known_as(row.kept.solution.compound, row.kept.solution.compound_name) == compound
            and row.kept.solution.role is SolutionPurpose.WORKING
            # The tubes of a series are for their own wells, and never offered as one dose.
            and len(row.kept.solution.doses) <= 1
            and row.freshness.state in usable
        )

    def media(self) -> tuple[SolutionRow, ...]:
        """Return the buffers and media that can be diluted with: in hand, and not past their use-by."""
        return tuple(
            row
            for row in self.in_hand()
            if row.kept.solution.role is SolutionPurpose.BUFFER and row.freshness.state is not State.PAST
        )

    def find(self, solution: str) -> SolutionRow | None:
        """Return a solution by its id."""
        return next((row for row in self._rows if row.kept.solution.id == solution), None)

    def follow(self, now: Moment) -> None:
        """Judge everything again where it can have changed by more than what a few seconds take from a life."""
        if not self.only_time(now):
            self.refresh(now)

    def only_time(self, now: Moment) -> bool:
        """Return whether since everything was judged only a few seconds have passed, too few to be seen."""
        before = self._judged_at
        same = before is not None and self._book.bench is self._bench and only_time_passed(before, now)
        return same and now.boot_s < self.until_s

    def refresh(self, now: Moment) -> None:
        """Judge everything again."""
        self.round += 1
        # Until all of it is judged nothing is, and the next beat looks again.
        self._judged_at = None
        rows = [*self._in_hand_at(now), *self._gone]
        same = [row.kept.solution.id for row in rows] == [row.kept.solution.id for row in self._rows]
        self._rows = rows
        self._judged_at = now
        near = (row for row in rows[: len(self._in_hand)] if row.kept.solution.id not in self._far)
        soonest = min(map(_to_change_s, near), default=math.inf)
        every_s = _FAR_EVERY_S if soonest == math.inf else _EVERY_S if soonest < _DAY_S else _MINUTE_S
        self.until_s = now.boot_s + min(soonest, every_s)
        (self.judged if same else self.changed).emit()

    def _there(self) -> list[SolutionState]:
        """Return what is in hand, the latest first; what is gone is judged once, for it changes no more."""
        bench = self._book.bench
        if bench is not self._bench:
            in_hand = list(bench.in_hand())
            if self._whole:
                known = {row.kept.solution.id: row for row in self._gone}
                gone = [kept for kept in bench.solutions.values() if kept.gone]
                self._gone = [
                    before
                    if (before := known.get(kept.solution.id)) is not None and before.kept is kept
                    else SolutionRow(kept, judge(kept, kept.solution.made))
                    for kept in sorted(gone, key=lambda kept: kept.solution.made.wall, reverse=True)
                ]
            # Followed only now: where something failed before, the next look tries again.
            self._bench, self._in_hand = bench, in_hand
        return self._in_hand

    def use_volumes(self, volumes: RecipeVolumes) -> None:
        """Take what says how much a recipe makes; whoever shows a volume looks again."""
        self.volumes = volumes
        self.round += 1

    def take_all(self) -> None:
        """Take what is gone too, from the next look on."""
        self._whole, self._bench = True, None

    def _in_hand_at(self, now: Moment) -> list[SolutionRow]:
        """Return what is in hand with its judgement; what keeps for days is judged again every few minutes.

        Thousands of tubes in the freezer take a quarter of a second, which would be felt after each entry.
        """
        whole, rules, there = self._whole_at, self.rules, self._there()
        passed = whole is not None and only_time_passed(whole, now) and now.boot_s - whole.boot_s < _FAR_EVERY_S
        if passed and rules is self._rules:
            known = {row.kept.solution.id: row for row in self._rows if row.kept.solution.id in self._far}
        else:
            known = {}
            self._whole_at, self._rules = now, rules
        rows = []
        for kept in there:
            row = known.get(kept.solution.id)
            rows.append(row if row is not None and row.kept is kept else self._judged(kept, now))
        return rows

    def _judged(self, kept: SolutionState, now: Moment) -> SolutionRow:
        anchors, rules = self._book.anchors, self._book.bench.rules
        portions = tuple(
            PortionRow(one, judge_portion(kept.solution, one, now, anchors, rules)) for one in kept.portions.all
        )
        row = SolutionRow(kept, of_portions(kept, [one.freshness for one in portions]), portions)
        (self._far.add if _to_change_s(row) > _FAR_S else self._far.discard)(kept.solution.id)
        return row


def _to_change_s(row: SolutionRow) -> float:
    """Return how long until the use-by of a solution or a portion comes; while it is near, seconds are shown."""
    lefts = (row.freshness.left, *(one.freshness.left for one in row.portions))
    coming = [left.total_seconds() for left in lefts if left is not None and left.total_seconds() >= 0]
    soonest = min(coming, default=math.inf)
    return 0.0 if soonest < _NEAR_S else soonest
