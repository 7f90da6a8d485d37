"""Steps of a running incubation at other times: one alone, or a re-dose with those after it by as much."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from benchapp.domain.incubations.incubations import Running, lived_at
from benchapp.domain.incubations.step_status import standing
from benchapp.domain.incubations.steps import PlannedStep, Step, StepKind
from benchapp.domain.journal.entries import LengthChanged, StepMoved
from benchapp.domain.lab.appointments import read_due
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.moments import to_second
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation_checks import shown_time


class MovedSteps:
    """Moves steps, all that are moved at once or none of them.

    Args:
        book: Where it is written.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book

    def due(self, running: Running, step: Step) -> datetime:
        """Return when a step is due, as it is planned now, UTC."""
        return standing(running, step, self._book.now(), self._book.anchors).due

    def after(self, running: Running, step: Step) -> tuple[Step, ...]:
        """Return the re-doses still to come after a re-dose; none after any other step."""
        if step.kind is not StepKind.REDOSE:
            return ()
        due = self.due(running, step)
        redoses = (one for one in running.open_steps() if one.kind is StepKind.REDOSE and one.number != step.number)
        return tuple(one for one in redoses if self.due(running, one) > due)

    def read_when(self, text: str, running: Running) -> tuple[float, datetime | None]:
        """Read when a step is due: "in 24 h", "24 h", "Fri 9:00", "until Fri 9:00"; "now" is now.

        Returns:
            Seconds after the start, and the instant where one was entered.

        Raises:
            QuantityError: It is neither, or has passed; `field` is "when".
        """
        try:
            length = read_due(text, self._book.local_now())
        except QuantityError as error:
            raise QuantityError(error.code, **{**error.values, "field": "when"}) from error
        return self._lived_s(running) + length.span.total_seconds(), length.until

    def _lived_s(self, running: Running) -> float:
        return lived_at(running, self._book.now(), self._book.anchors).total_seconds()

    def move(self, running: Running, step: Step, when: str, reason: str = "", *, later: bool = False) -> None:
        """Write another time for a step, as it is typed.

        Args:
            running: The incubation.
            step: Which of its steps.
            when: When it is due now.
            reason: Why; "" where not given.
            later: Whether the re-doses after it are moved by as much.

        Raises:
            BenchError: It cannot be read, a re-dose would come after the end, or it could not be saved.
        """
        self._write(running, self._at(step, *self.read_when(when, running)), step, reason.strip(), later=later)

    def move_to(self, running: Running, step: Step, at: datetime, *, later: bool = False) -> None:
        """Write another instant for a step, or for the end.

        Args:
            running: The incubation.
            step: Which of its steps.
            at: When it is due now.
            later: Whether the re-doses after it are moved by as much.

        Raises:
            BenchError: A re-dose would come after the end, or it could not be saved.
        """
        due_s = self._lived_s(running) + (at - self._book.now().wall).total_seconds()
        if step.kind is StepKind.END:
            body = LengthChanged(running.incubation.id, due_s, at, self._book.clock.zone.key)
            self._book.record(body, person=self._book.person)
        else:
            self._write(running, self._at(step, due_s, at), step, "", later=later)

    def _at(self, step: Step, due_s: float, due_at: datetime | None) -> PlannedStep:
        zone = self._book.clock.zone.key if due_at else ""
        return PlannedStep(step.number, step.kind, due_s, step.lead_s, due_at=due_at, zone=zone)

    def _write(self, running: Running, to: PlannedStep, step: Step, reason: str, *, later: bool) -> None:
        now = self._book.now().wall
        due = to.due_at or now + timedelta(seconds=to.due_s - self._lived_s(running))
        by = due - self.due(running, step)
        behind = self.after(running, step) if later else ()
        moved = [(step, due), *((one, to_second(self.due(running, one) + by)) for one in behind)]
        self._check(running, moved)
        appointed = to.due_at is not None
        later_ones = (
            self._at(one, one.due_s + by.total_seconds(), at if appointed or one.due_at else None)
            for one, at in moved[1:]
        )
        bodies = [StepMoved(running.incubation.id, one, reason) for one in (to, *later_ones)]
        self._book.record_all(bodies, person=self._book.person)

    def _check(self, running: Running, moved: Sequence[tuple[Step, datetime]]) -> None:
        """Refuse a re-dose after the end.

        Raises:
            QuantityError: There is one; `field` is "when".
        """
        end = self.due(running, running.end)
        for step, due in moved:
            if step.kind is StepKind.REDOSE and due >= end:
                said = {"time": shown_time(self._book, due), "until": shown_time(self._book, end)}
                raise QuantityError(Message.REDOSE_AFTER_END, step=step.number + 1, **said, field="when")
