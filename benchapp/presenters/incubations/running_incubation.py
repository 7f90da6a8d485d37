"""What is done with a running incubation, each a journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from benchapp.domain.incubations.incubations import Plan, Running, lived_at
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.steps import HalfLife, PlannedStep, Step, StepKind
from benchapp.domain.incubations.well_course import CoursePoint, well_course
from benchapp.domain.journal.entries import (
    HalfLifeChosen,
    IncubationPaused,
    IncubationResumed,
    IncubationStopped,
    LengthChanged,
    PlanChosen,
    RedoseSkipped,
    StepAdded,
)
from benchapp.domain.journal.reports.well_contents import brought_to_each
from benchapp.domain.lab.appointments import read_length
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.moments import Moment
from benchapp.presenters.incubations.done_steps import DoneSteps
from benchapp.presenters.incubations.ended import Ended, count_ended, latest_ended
from benchapp.presenters.incubations.moved_steps import MovedSteps
from benchapp.presenters.incubations.out_of_hours import OutOfHours, steps_out_of_hours
from benchapp.presenters.incubations.redose_plan import read_redose_plan
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.elsewhere import ElsewhereStatus
from benchapp.presenters.session.journal_session import JournalSession

# What can be added; a re-dose is planned at the start or made in the calculator.
ADDED_KINDS = (
    StepKind.CHANGE, StepKind.FEED, StepKind.COUNT, StepKind.SPLIT, StepKind.READ_OUT, StepKind.VOLUME,
)  # fmt: skip
# The field that each kind wants beside the time: its name, and what is in it.
WANTED = {
    StepKind.CHANGE: ("part", "Part of the medium, %", "100"),
    StepKind.FEED: ("ul", "Volume per well, µL", ""),
    StepKind.COUNT: ("ul", "Volume taken per well, µL", "0"),
    StepKind.SPLIT: ("ratio", "1 to", "3"),
    StepKind.VOLUME: ("ul", "Volume measured per well, µL", ""),
}


class RunningIncubation:
    """What can be done with what runs.

    Args:
        book: Where it is written.

    Attributes:
        steps: What is recorded as done.
        moves: What is moved to another time.
        notes: What is noted on it.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book
        self.steps = DoneSteps(book)
        self.moves = MovedSteps(book)
        self.notes = NoteForm(book)

    @property
    def person(self) -> str:
        """Who works here."""
        return self._book.person

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the time zone shown."""
        return self._book.local(instant)

    def now(self) -> Moment:
        """Return the present moment."""
        return self._book.now()

    def elsewhere(self) -> list[ElsewhereStatus]:
        """Return what comes next of each incubation that runs on another computer, the soonest first."""
        others = self._book.elsewhere
        return [] if others is None else others.next(self._book.now())

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def _lived_s(self, running: Running) -> float:
        return lived_at(running, self._book.now(), self._book.anchors).total_seconds()

    def due(self, incubation: str, number: int) -> datetime:
        """Return when a step of an incubation is due, as it is planned now, in the time zone shown."""
        running = self._book.bench.incubations[incubation]
        step = next(one for one in running.steps() if one.number == number)
        return self.local(self.moves.due(running, step))

    def planned(self, running: Running, kind: StepKind, texts: Mapping[str, str], *, dosed: bool) -> PlannedStep:
        """Return a step as it is entered.

        Raises:
            BenchError: A field cannot be read; `field` names which.
        """
        due_s, due_at = self.moves.read_when(texts.get("when", ""), running)
        part, ul, ratio = 1.0, 0.0, 0.0
        if kind in WANTED:
            name, _, _ = WANTED[kind]
            number = _number(texts.get(name, ""), name)
            if name == "part":
                if not 0 < number <= 100:
                    raise QuantityError(Message.PERCENT_RANGE, field=name)
                part = number / 100
            elif name == "ratio":
                if number <= 1:
                    raise QuantityError(Message.FACTOR_TOO_SMALL, field=name)
                ratio = number
            else:
                if number < 0 or (number == 0 and kind is not StepKind.COUNT):
                    raise QuantityError(Message.NOT_POSITIVE, field=name)
                ul = number
        return PlannedStep(
            number=running.next_number(self._book.ids.below),
            kind=kind,
            due_s=due_s,
            part=part,
            ul=ul,
            ratio=ratio,
            dosed=dosed,
            note=texts.get("note", "").strip(),
            due_at=due_at,
            zone=self._book.clock.zone.key if due_at else "",
        )

    def add(self, running: Running, step: PlannedStep, person: str = "") -> None:
        """Write that a step is planned.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(StepAdded(running.incubation.id, step), person=person)

    def leave_out(self, running: Running, step: Step, reason: str, person: str = "") -> None:
        """Write that a step is left out.

        Raises:
            BenchError: It could not be saved.
        """
        body = RedoseSkipped(running.incubation.id, step.number, reason.strip() or "left out")
        self._book.record(body, person=person)

    def change_length(self, running: Running, text: str, reason: str, person: str = "") -> None:
        """Write another length: in all as a duration, or until an instant.

        Raises:
            BenchError: It cannot be read, has passed, or could not be saved.
        """
        lived = self._lived_s(running)
        try:
            length = read_length(text, self.local_now())
            length_s = lived + length.span.total_seconds() if length.until else length.span.total_seconds()
            if length_s <= lived:
                raise QuantityError(Message.TIME_PASSED, text=text)
        except QuantityError as error:
            raise QuantityError(error.code, **{**error.values, "field": "length"}) from error
        zone = self._book.clock.zone.key if length.until else ""
        body = LengthChanged(running.incubation.id, length_s, length.until, zone, reason.strip())
        self._book.record(body, person=person)

    def pause(self, running: Running, reason: str, person: str = "") -> None:
        """Write that its timer is stopped.

        Raises:
            BenchError: It could not be saved.
        """
        body = IncubationPaused(running.incubation.id, self._book.now(), reason.strip())
        self._book.record(body, person=person)

    def go_on(self, running: Running, person: str = "") -> None:
        """Write that its timer goes on.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(IncubationResumed(running.incubation.id, self._book.now()), person=person)

    def stop(self, running: Running, reason: str, person: str = "") -> None:
        """Write that it is ended early.

        Raises:
            BenchError: No reason was given, or it could not be saved.
        """
        if not reason.strip():
            raise BenchError(Message.REASON_NEEDED, field="reason")
        self._book.record(IncubationStopped(running.incubation.id, reason.strip()), person=person)

    def read_plan(self, running: Running, every: str, method: Method, spike: str) -> Plan:
        """Read by which plan its dose is renewed: the interval and the volume of a spike, as typed.

        Raises:
            QuantityError: One of them cannot be read; `field` is "every" or "spike".
        """
        return read_redose_plan(self._book, every, method, spike, running.incubation.well_ul)

    def choose_plan(self, running: Running, plan: Plan, person: str = "") -> None:
        """Write whether and how its dose is renewed, where that was not decided at the start.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(PlanChosen(running.incubation.id, plan), person=person)

    def choose_half_life(self, running: Running, half_life: HalfLife | None, person: str = "") -> None:
        """Write by what its band is drawn.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(HalfLifeChosen(running.incubation.id, half_life), person=person)

    def course(self, running: Running) -> tuple[CoursePoint, ...]:
        """Return what is in the well along it."""
        return well_course(running, self._book.anchors, brought_to_each(self._book.bench, running))

    def count_ended(self) -> int:
        """Return how many incubations are over."""
        return count_ended(self._book)

    def ended(self, most: int) -> tuple[Ended, ...]:
        """Return at most so many of the incubations that are over, the one that began last first."""
        return latest_ended(self._book, most)

    def out_of_hours(self, running: Running) -> tuple[OutOfHours, ...]:
        """Return the steps still to come that fall outside working hours."""
        lived, now = self._lived_s(running), self._book.now().wall
        due = (
            (step, self._book.local(step.due_at or now + timedelta(seconds=step.due_s - lived)))
            for step in running.open_steps()
            if step.due_s > lived
        )
        return steps_out_of_hours(due, self._book.bench.rules, self.local_now())


def _number(text: str, field: str) -> float:
    try:
        typed = read_typed(text, unit_needed=False)
    except QuantityError as error:
        asked = {"part": {"asked": "part"}, "ratio": {"asked": "times"}}.get(field, {"wanted": Kind.VOLUME.value})
        raise QuantityError(error.code, **{**error.values, **asked, "field": field}) from error
    if typed.unit and typed.unit.casefold() not in {"ul", "µl", "μl", "%"}:
        raise QuantityError(Message.UNKNOWN_UNIT, unit=typed.unit, field=field)
    return float(typed.number)
