"""The bottles that the parts of a buffer are taken from: lots and dates as typed, and solutions in hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from benchapp.domain.buffers.buffer_plan import BufferPlan, Making
from benchapp.domain.buffers.components import Way
from benchapp.domain.buffers.shelf_life import PartDate
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.freshness import State, inherited
from benchapp.domain.solutions.solutions import Limit, SolutionPart
from benchapp.domain.units.amounts import Amount, on_ladder, volume_amount
from benchapp.domain.units.expiry_dates import read_expiry
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.presenters.solutions.tube_selection import SelectedTube, source_of

# The diluent has its bottle too; by this in place of a number.
DILUENT = "d"


class PartLots:
    """The bottles of the parts.

    Args:
        session: Gives the present, and what can be taken of a solution.
        solutions: What is in hand.
    """

    def __init__(self, session: JournalSession, solutions: SolutionTable) -> None:
        self._session = session
        self._solutions = solutions

    def offered(self, name: str) -> tuple[SolutionRow, ...]:
        """Return the solutions in hand that a part of a name can be taken from, not past their use-by."""
        wanted = name.strip().casefold()
        if not wanted:
            return ()
        return tuple(
            row
            for row in self._solutions.in_hand()
            if row.freshness.state is not State.PAST
            and _is_called(row.kept.solution.compound_name.casefold(), wanted)
            and len(row.kept.solution.doses) <= 1
        )

    def row(self, texts: Mapping[str, str], part: str) -> SolutionRow | None:
        """Return the solution in hand that was chosen for a part; None for none."""
        chosen = texts.get(f"hand{part}", "")
        return self._solutions.find(chosen) if chosen else None

    def dates(self, texts: Mapping[str, str], names: Mapping[str, str]) -> tuple[list[PartDate], dict[str, BenchError]]:
        """Return the dates on the bottles, and what is wrong with others, by field.

        Args:
            texts: What is in the fields: "lot0", "until0".
            names: The parts by their numbers, the diluent by `DILUENT`.
        """
        found: list[PartDate] = []
        errors: dict[str, BenchError] = {}
        for part, name in names.items():
            text = texts.get(f"until{part}", "").strip()
            if not text:
                continue
            try:
                day = read_expiry(text)
            except BenchError as error:
                errors[f"until{part}"] = type(error)(error.code, **{**error.values, "field": f"until{part}"})
                continue
            zone = self._session.local_now().tzinfo
            end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
            found.append(PartDate(name, texts.get(f"lot{part}", "").strip(), end))
        return found, errors

    def inherited(self, texts: Mapping[str, str], names: Mapping[str, str]) -> tuple[Limit, ...]:
        """Return what a buffer has from the solutions in hand that were chosen for it."""
        limits: dict[Limit, None] = {}
        for part in names:
            row = self.row(texts, part)
            if row is None:
                continue
            for portion in row.kept.portions.all:
                of_it = inherited(row.kept.solution, portion, self._session.now(), self._session.anchors)
                limits |= dict.fromkeys(of_it)
        return tuple(limits)

    def sources(self, plan: BufferPlan, texts: Mapping[str, str]) -> tuple[SelectedTube, ...]:
        """Return what is taken of which solution in hand.

        Raises:
            CalculationError: There is less of one than is needed.
        """
        needed = {str(place): one.amount for place, one in enumerate(plan.parts) if one.component.liquid}
        needed[DILUENT] = plan.rest_ul
        found = (source_of(self.row(texts, part), ul, self._session) for part, ul in needed.items())
        return tuple(one for one in found if one is not None)

    def recorded(self, plan: BufferPlan, texts: Mapping[str, str]) -> tuple[SolutionPart, ...]:
        """Return the parts as they are kept with what was made."""
        parts = [
            self._part(texts, str(place), one.component.name, _amount(one.component.way, one.amount))
            for place, one in enumerate(plan.parts)
        ]
        if plan.rest_ul:
            # What is topped up is not measured.
            measured = plan.making in {Making.MIXED, Making.IN_ITS_BOTTLE}
            amount = volume_amount(plan.rest_ul) if measured else None
            parts.append(self._part(texts, DILUENT, plan.recipe.diluent, amount))
        return tuple(parts)

    def _part(self, texts: Mapping[str, str], part: str, name: str, amount: Amount | None) -> SolutionPart:
        row = self.row(texts, part)
        lot = texts.get(f"lot{part}", "").strip() or (row.kept.solution.lot if row is not None else "")
        solution = row.kept.solution.id if row is not None else ""
        return SolutionPart(name, amount, lot, texts.get(f"until{part}", "").strip(), solution)


def _is_called(name: str, wanted: str) -> bool:
    return name == wanted or wanted in name or name in wanted


def _amount(way: Way, amount: float) -> Amount | None:
    if way is Way.COUNTED:
        return None
    return Amount(*on_ladder(amount, Kind.MASS, 6)) if way is Way.WEIGHED else volume_amount(amount)
