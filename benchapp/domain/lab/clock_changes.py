"""Times of day that clocks skip or show twice, as they go forward or back."""

from datetime import UTC, datetime, timedelta

from benchapp.domain.messages import Message, QuantityError


def clock_change(first: datetime, second: datetime) -> timedelta:
    """Return by how much the clocks change between two instants of one zone; zero where they do not."""
    one, two = first.utcoffset(), second.utcoffset()
    return timedelta() if one is None or two is None else two - one


def settled(at: datetime, now: datetime, *, past: bool) -> datetime:
    """Return a time of day where clocks change only where it can be no other.

    Raises:
        QuantityError: Clocks go forward over it, or back over it, and both times are possible.
    """
    first, second = at.replace(fold=0), at.replace(fold=1)
    change = clock_change(first, second)
    if not change:
        return at
    if change > timedelta():
        before = first
        while before.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) != before.replace(tzinfo=None):
            before -= timedelta(minutes=1)
        last = before + timedelta(minutes=1)
        raise QuantityError(
            Message.HOUR_SKIPPED, at=f"{at:%Y-%m-%d %H:%M}", last=f"{last:%H:%M}", next=f"{last + change:%H:%M}"
        )
    both = [one for one in (first, second) if (one.astimezone(UTC) <= now.astimezone(UTC)) == past]
    if len(both) == 2:
        texts = [one.isoformat(" ", "minutes") for one in both]
        raise QuantityError(Message.HOUR_TWICE, at=f"{at:%Y-%m-%d %H:%M}", first=texts[0], second=texts[1])
    return both[0] if both else at
