"""The steps of incubations as a calendar file for the phone, each with alarms."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from benchapp.domain.compounds.identifiers import for_others
from benchapp.store.files import write_whole

# How much before a step a first alarm rings on the phone.
BEFORE = timedelta(minutes=10)


class StepState(StrEnum):
    """Whether a step still is to come."""

    TO_COME = "to come"
    DONE = "done"
    CANCELLED = "cancelled"


class CalendarStep(Struct, frozen=True):
    """One thing in the calendar.

    Attributes:
        uid: Stays the same when it is exported again, so that a calendar moves it instead of adding it twice.
        at: When, aware.
        title: What is to be done.
        text: What else is to be known.
        lead: How much before it a first alarm rings.
        state: Whether it still is to come; a calendar takes out what was cancelled.
    """

    uid: str
    at: datetime
    title: str
    text: str
    lead: timedelta = BEFORE
    state: StepState = StepState.TO_COME


def calendar_bytes(steps: Sequence[CalendarStep], now: datetime, sequence: int = 0) -> bytes:
    """Return a calendar file: an event each, in UTC, with an alarm at its time and one before it.

    Args:
        steps: What is to come, and what was done or cancelled since it may have been exported.
        now: The present instant.
        sequence: Grows with each change (RFC 5545, 3.8.7.4): without it a calendar leaves a moved event where it was.
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 (only who exports waits for it)

    calendar = Calendar()
    calendar.add("prodid", "-//Bench Companion//incubations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for step in steps:
        event = Event()
        event.add("uid", step.uid)
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("last-modified", now.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", sequence)
        event.add("status", "CANCELLED" if step.state is StepState.CANCELLED else "CONFIRMED")
        event.add("dtstart", step.at.astimezone(UTC).replace(microsecond=0))
        event.add("dtend", (step.at + timedelta(minutes=15)).astimezone(UTC).replace(microsecond=0))
        event.add("summary", for_others(step.title))
        event.add("description", for_others(step.text))
        for before in (timedelta(), step.lead) if step.state is StepState.TO_COME else ():
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", for_others(step.title))
            alarm.add("trigger", -before)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def write_calendar(file: Path, steps: Sequence[CalendarStep], now: datetime, sequence: int = 0) -> None:
    """Write a calendar file.

    Raises:
        BenchError: It could not be written.
    """
    write_whole(file, calendar_bytes(steps, now, sequence))
