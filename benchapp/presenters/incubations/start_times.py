"""The times of a new incubation as they are typed: its length, when the wells were dosed, and the re-doses."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from benchapp.domain.lab.appointments import read_length
from benchapp.domain.lab.clock_changes import clock_change
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.durations import ParsedDuration
from benchapp.presenters.session.journal_session import JournalSession

FIELDS = ("length", "ago", "last_well", "every")
LEAST_INTERVAL = timedelta(minutes=1)


class StartTimes(Struct, frozen=True):
    """The times of a new incubation.

    Attributes:
        read: What could be read, by field: "length", "ago", "last_well" and "every".
        errors: What is wrong, by field.
        begin: When the first well was dosed, local; None where that could not be read.
        until: The instant of its end, where its length was given as one.
    """

    read: Mapping[str, ParsedDuration]
    errors: Mapping[str, QuantityError]
    begin: datetime | None = None
    until: datetime | None = None

    def seconds(self, field: str) -> float:
        """Return what was read in a field, s."""
        return self.read[field].span.total_seconds()

    @property
    def length(self) -> timedelta | None:
        """How long it lasts; None where that could not be read."""
        return None if "length" in self.errors else self.read["length"].span

    @property
    def overnight_s(self) -> float:
        """What "overnight" is taken as in the field of the length, s; 0 where that was not typed."""
        length = self.read.get("length")
        return length.span.total_seconds() if length is not None and length.overnight else 0.0

    def clock_change(self, local: Callable[[datetime], datetime]) -> timedelta:
        """Return by how much the clocks change before the end; nothing where that is not known.

        Args:
            local: Gives an instant in the time zone shown.
        """
        if self.begin is None or self.length is None:
            return timedelta()
        # In UTC: the length is time that passes.
        return clock_change(self.begin, local(self.begin.astimezone(UTC) + self.length))


def read_times(texts: Mapping[str, str], book: JournalSession, *, redosed: bool) -> StartTimes:
    """Read the times of a new incubation.

    Args:
        texts: What is typed, by field.
        book: Gives the present.
        redosed: Whether the dose is renewed.
    """
    read: dict[str, ParsedDuration] = {}
    errors: dict[str, QuantityError] = {}
    until = None
    for name in FIELDS:
        try:
            if name == "length":
                read[name], until = _length(texts, book)
            else:
                read[name] = _ago(texts, book) if name == "ago" else read_interval(texts.get(name, ""), book)
        except QuantityError as error:
            errors[name] = error
    if "length" in read and read["length"].span <= timedelta():
        errors["length"] = QuantityError(Message.NOT_POSITIVE, field="length")
    if redosed and "every" in read and read["every"].span < LEAST_INTERVAL:
        errors["every"] = QuantityError(Message.NOT_POSITIVE, field="every")
    begin = book.local(book.now().wall - read["ago"].span) if "ago" in read else None
    return StartTimes(read, errors, begin, until)


def _ago(texts: Mapping[str, str], book: JournalSession) -> ParsedDuration:
    return book.read_past(texts.get("ago", ""), exact=True)


def read_interval(text: str, book: JournalSession) -> ParsedDuration:
    """Read an interval; one that is given as an instant lasts until then.

    Raises:
        QuantityError: It cannot be read.
    """
    try:
        length = read_length(text, book.local_now())
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "asked": "interval"}) from error
    return ParsedDuration(length.span, overnight=length.overnight)


def _length(texts: Mapping[str, str], book: JournalSession) -> tuple[ParsedDuration, datetime | None]:
    """Read the length, and its end where it is given as an instant; that counts from the first well."""
    length = read_length(texts.get("length", ""), book.local_now())
    if length.until is None:
        return ParsedDuration(length.span, overnight=length.overnight), None
    try:
        ago = _ago(texts, book).span
    except QuantityError:
        ago = timedelta()
    return ParsedDuration(length.span + ago), length.until
