"""What anybody may have put into the folder of a lab: read as what it should be, or refused in one way."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec

T = TypeVar("T")

# What clocks can show: beyond it, an instant has no local time and sums of instants fail.
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def decoded(data: bytes | None, kind: type[T]) -> T:
    """Return the value that JSON has.

    Args:
        data: The bytes; None for more than may be read.
        kind: What it should be.

    Raises:
        ValueError: It is not that.
    """
    if data is None:
        raise ValueError("too large")
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def can_be_shown(instant: datetime) -> bool:
    """Return whether clocks can show an instant."""
    return _FIRST < instant < _LAST
