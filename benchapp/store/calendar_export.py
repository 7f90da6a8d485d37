"""The steps of incubations as a calendar file for the phone, each with alarms."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from benchapp.store.files import write_whole

# How much before a step a first alarm rings on the phone.
BEFORE = timedelta(minutes=10)


class CalendarStep(Struct, frozen=True):
    """One thing in the calendar.

    Attributes:
        uid: Stays the same when it is exported again, so that a calendar moves it instead of adding it twice.
        at: When, aware.
        title: What is to be done.
        text: What else is to be known.
        lead: How much before it a first alarm rings.
    """

    uid: str
    at: datetime
    title: str
    text: str
    lead: timedelta = BEFORE


def calendar_bytes(steps: Sequence[CalendarStep], now: datetime) -> bytes:
    """Give a calendar file: an event each, in UTC, with an alarm at its time and one before it."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 (only who exports waits for it)

    calendar = Calendar()
    calendar.add("prodid", "-//Bench Companion//incubations//EN")
    calendar.add("version", "2.0")
    for step in steps:
        event = Event()
        event.add("uid", step.uid)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", step.at.astimezone(UTC).replace(microsecond=0))
        event.add("dtend", (step.at + timedelta(minutes=15)).astimezone(UTC).replace(microsecond=0))
        event.add("summary", step.title)
        event.add("description", step.text)
        for before in (timedelta(), step.lead):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", step.title)
            alarm.add("trigger", -before)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def write_calendar(file: Path, steps: Sequence[CalendarStep], now: datetime) -> None:
    """Write a calendar file.

    Raises:
        BenchError: It could not be written.
    """
    write_whole(file, calendar_bytes(steps, now))
