"""Days that are picked in a calendar, written as a text that is read back as just that instant."""

from datetime import UTC, date, datetime, time, timedelta

from benchapp.domain.lab.appointments import read_due, read_past
from benchapp.domain.lab.clock_changes import clock_change
from benchapp.domain.messages import QuantityError

# Nobody plans for sooner; of a day that is today, this much is still ahead.
_SOON = timedelta(minutes=15)


def written_for(day: date, typed: str, now: datetime, *, past: bool) -> str:
    """Return a day that was picked as a text that is read back as just this instant, to the minute.

    The time of day is that of what is typed already, and else the present one. Of a day that is today it does not lie
    ahead where something was done, nor behind where it is due. Where clocks change, the text names its offset from UTC.

    Args:
        day: The day.
        typed: What is in the field.
        now: The present, in the zone of whoever types.
        past: Whether it was done, and is not due.
    """
    near = _typed(typed, now, past=past)
    instant = datetime.combine(day, near.time().replace(second=0, microsecond=0), now.tzinfo)
    # What clocks skip is the time that they show after it.
    instant = instant.astimezone(UTC).astimezone(now.tzinfo)
    if day == now.date():
        meant, here = instant.astimezone(UTC), now.astimezone(UTC)
        last = datetime.combine(day, time(23, 59), now.tzinfo).astimezone(UTC)
        soon = here + _SOON if last <= here else min(here + _SOON, last)
        instant = (min(meant, here) if past else max(meant, soon)).astimezone(now.tzinfo)
    return written_instant(instant)


def written_instant(instant: datetime) -> str:
    """Return an instant as a text that is read back as just it, to the minute, in the zone that it has."""
    twice = clock_change(instant.replace(fold=0), instant.replace(fold=1))
    return instant.isoformat(" ", "minutes") if twice else f"{instant:%Y-%m-%d %H:%M}"


def day_typed(typed: str, now: datetime, *, past: bool) -> date:
    """Return the day that is typed; the present one where none can be read."""
    return _typed(typed, now, past=past).date()


def _typed(typed: str, now: datetime, *, past: bool) -> datetime:
    if not typed.strip():
        return now
    here = now.astimezone(UTC)
    try:
        at = here - read_past(typed, now).span if past else here + read_due(typed, now).span
    except QuantityError:
        return now
    return at.astimezone(now.tzinfo)
