"""What was done with a running incubation, recorded at the time at which it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running, lived_at
from benchapp.domain.incubations.step_status import Phase, StepStatus, next_standing, standing
from benchapp.domain.incubations.steps import PlannedStep, Step, StepKind
from benchapp.domain.journal.entries import RedoseGiven, StepDone
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.units.moments import wall_only
from benchapp.presenters.calculator.leftovers import LeftoverChoice
from benchapp.presenters.incubations.given_with import GivenFrom, given_body, given_from
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation_checks import SAME_TIME, check_made_by_then, shown_time


class DoneSteps:
    """Records what was done.

    Args:
        book: Where it is written.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book

    def overdue_beside(self, running: Running) -> tuple[StepStatus, ...]:
        """Return the steps that are due and not done, but the one that wants attention first, the earliest first."""
        now, others = self._book.now(), self._book.elsewhere
        now, anchors = (now, self._book.anchors) if others is None else others.clocks(running, now)
        first = next_standing(running, now, anchors)
        statuses = (standing(running, step, now, anchors) for step in running.open_steps())
        return tuple(
            one
            for one in statuses
            if one.phase is Phase.DUE and first is not None and one.step.number != first.step.number
        )

    def read_at(self, running: Running, text: str, made: SolutionState | None = None) -> timedelta:
        """Read when a step was done, and return how long ago that was.

        Args:
            running: The incubation.
            text: As typed; empty is now.
            made: The solution that it was given with, which was there by then; None for none.

        Raises:
            BenchError: It is no time, lies ahead, or before the incubation or the solution; `field` is "at".
        """
        try:
            ago = self._book.read_past(text, exact=True).span
        except QuantityError as error:
            raise QuantityError(error.code, **{**error.values, "field": "at"}) from error
        at = self._book.now().wall - ago
        start = running.incubation.start.wall
        if start - at >= SAME_TIME:
            raise BenchError(
                Message.DONE_BEFORE_START, time=self._time(start), at=self._time(at), text=text, field="at"
            )
        if made is not None:
            check_made_by_then(self._book, made.solution, at, "at")
        return ago

    def _time(self, instant: datetime) -> str:
        return shown_time(self._book, instant)

    def done_s(self, running: Running, step: Step) -> float | None:
        """Return when a step was done, s after the start; None where it was not."""
        at = running.done_at(step)
        return None if at is None else lived_at(running, at, self._book.anchors).total_seconds()

    def at_s(self, running: Running, instant: datetime) -> float:
        """Return when an instant is, s after the start."""
        return lived_at(running, wall_only(instant), self._book.anchors).total_seconds()

    def done(self, running: Running, step: Step, texts: Mapping[str, str], person: str = "") -> None:
        """Write that a step was done, with what was found.

        Args:
            running: The incubation.
            step: Which of its steps.
            texts: What was found, by name; "at": when, as typed.
            person: Whose work.

        Raises:
            BenchError: The time cannot be, or it could not be saved.
        """
        if step.kind is StepKind.REDOSE and step.planned is None:
            self.redosed(running, step, None, LeftoverChoice(), texts, person)
            return
        ago = self.read_at(running, texts.get("at", ""))
        body = StepDone(running.incubation.id, step.number, self._book.now().before(ago), _found(texts))
        self._book.record(body, ago=ago, person=person)

    def did(self, running: Running, step: PlannedStep, texts: Mapping[str, str], person: str = "") -> None:
        """Write that something was done that nobody had planned.

        Raises:
            BenchError: The time cannot be, or it could not be saved.
        """
        ago = self.read_at(running, texts.get("at", ""))
        at = self._book.now().before(ago)
        lived_s = lived_at(running, at, self._book.anchors).total_seconds()
        done = replace(step, due_s=lived_s, due_at=None, zone="")
        self._book.record(StepDone(running.incubation.id, step.number, at, _found(texts), done), ago=ago, person=person)

    def given_from(self, running: Running, step: Step) -> tuple[GivenFrom, ...]:
        """Return the solutions in hand that a re-dose may have been given with, the likeliest first."""
        return given_from(self._book, running, step)

    def redosed(
        self,
        running: Running,
        step: Step,
        chosen: GivenFrom | None,
        rest: LeftoverChoice,
        texts: Mapping[str, str],
        person: str = "",
    ) -> None:
        """Write that a re-dose was given, with what was taken for it.

        Args:
            running: The incubation.
            step: Which of its steps.
            chosen: What it was given with; None for nothing that is in hand.
            rest: What becomes of what is left of a working solution.
            texts: "at", "ul" and "note", as typed.
            person: Whose work.

        Raises:
            BenchError: There is less of the solution, it was not made by then, a volume or the time cannot be read, or
                it could not be saved.
        """
        ago = self.read_at(running, texts.get("at", ""), chosen.kept if chosen else None)
        note, at = texts.get("note", "").strip(), self._book.now().before(ago)
        given = RedoseGiven(running.incubation.id, step.number, at, note=note)
        self._book.record(given_body(given, chosen, rest, texts), ago=ago, person=person)


def _found(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items() if text.strip() and name != "at"}
