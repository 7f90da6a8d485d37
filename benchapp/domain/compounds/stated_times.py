"""How long something is stated to take, as typed or in a list: "7 d", "24–48 h", "2 days and 4 hours", "overnight".

Numbers, units and words are those of `durations`; beside them a length that is stated can be a range or a bound.
"""

from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.compounds.stated import read_stated, relation_of
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.amounts import plain
from benchapp.domain.units.durations import AHEAD, GONE, ParsedDuration, is_regular, read_duration
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.domain.units.numerals import tidied

ASKED = "incubation time"
_RANGE = late_pattern(r"(?P<low>.*[^\s,;])\s*(?:[–—−-]|\bto\b|\bbis\b)\s*(?P<high>[^\s–—−-].*)")
_LAST_UNIT = late_pattern(r"[^\W\d_]+\.?$")
_IN_DAYS = late_pattern(r"\bd|(?<=[0-9])d|day|tag|\bw|(?<=[0-9])w|woche|mon|year|jahr|fortnight")
_FOR = late_pattern(r"(?:for|für)\s")
_DAY_S, _HOUR_S, _MINUTE_S = 86400.0, 3600.0, 60.0


def read_stated_time(text: str, *, decimal_comma: bool = False, unit: str = "") -> Value:
    """Read a length of time that is stated.

    Args:
        text: As typed or in a cell.
        decimal_comma: Whether the locale's decimal sign is the comma.
        unit: Unit for a number that has none ("h", from a column's heading); "" refuses it.

    Returns:
        The length in the unit in which it was typed; one of several units in the largest that suits it. "Overnight"
        and what is typed as "about" are about that long.

    Raises:
        QuantityError: It is not one length or range of lengths above zero.
    """
    try:
        return _read(text, unit, decimal_comma=decimal_comma)
    except QuantityError as error:
        if error.code == Message.BAD_TIME:
            _refuse_another_kind(text, unit, decimal_comma=decimal_comma)
        raise QuantityError(error.code, **{**error.values, "text": text, "asked": ASKED}) from error


def is_overnight(text: str) -> bool:
    """Return whether a text says "overnight", of which a length is assumed."""
    try:
        return read_duration(text).overnight
    except QuantityError:
        return False


def _read(text: str, unit: str, *, decimal_comma: bool) -> Value:
    relation, rest = relation_of(text)
    whole = _parsed(rest, unit, decimal_comma=decimal_comma)
    if whole is not None:
        number, of_unit = _figure(rest, whole, unit, decimal_comma=decimal_comma)
        about = relation is Relation.EQUAL and (whole.about or whole.overnight)
        return Value(Relation.ABOUT if about else relation, number, of_unit)
    ends = _RANGE.fullmatch(rest)
    if ends is None:
        raise QuantityError(Message.BAD_TIME, text=text)
    high = _parsed(ends["high"], unit, decimal_comma=decimal_comma)
    named = _LAST_UNIT.search(ends["high"])
    low_unit = named[0] if named else unit
    low = _parsed(ends["low"], low_unit, decimal_comma=decimal_comma)
    if high is None or low is None:
        raise QuantityError(Message.BAD_TIME, text=text)
    if low.span > high.span:
        raise QuantityError(Message.RANGE_REVERSED, text=text)
    top, top_unit = _figure(ends["high"], high, unit, decimal_comma=decimal_comma)
    seconds = (in_base("1", top_unit) or (Kind.TIME, 1.0))[1]
    bottom = plain(low.span.total_seconds() / seconds)
    if low.span == high.span:
        return Value(relation, top, top_unit)
    return Value(Relation.RANGE, bottom, top_unit, top)


def _parsed(text: str, unit: str, *, decimal_comma: bool) -> ParsedDuration | None:
    """Return a length; None where the text is none, and may be a range of them.

    Raises:
        QuantityError: It is one that cannot be taken.
    """
    tidy = tidied(text).casefold()
    moment = GONE.search(tidy) is not None or (AHEAD.match(tidy) is not None and _FOR.match(tidy) is None)
    try:
        given = read_duration(text, decimal_comma=decimal_comma)
    except QuantityError as error:
        if error.code == Message.NO_UNIT and unit:
            return _parsed(f"{text.strip()} {unit}", "", decimal_comma=decimal_comma)
        if error.code == Message.BAD_TIME:
            return None
        raise
    # "Every 2 d", "daily" and "in 2 h" are no lengths that something takes.
    if moment or (is_regular(tidy) and not given.overnight and not _has_digit(tidy)):
        return None
    if not given.span:
        raise QuantityError(Message.NOT_POSITIVE)
    return given


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _figure(text: str, parsed: ParsedDuration, unit: str, *, decimal_comma: bool) -> tuple[str, str]:
    """Return a length as one number and its unit: as typed where it is that, else in the unit that suits it."""
    seconds = parsed.span.total_seconds()
    try:
        typed = read_typed(text, decimal_comma=decimal_comma, unit_needed=not unit)
    except QuantityError:
        pass
    else:
        of_unit = typed.unit or unit
        kind, base = in_base(typed.digits, of_unit) or (None, 0.0)
        if kind is Kind.TIME and abs(base - seconds) <= 1e-6 * seconds:
            return typed.digits, of_unit
    if seconds % _DAY_S == 0 and _IN_DAYS.search(text.casefold()):
        return plain(seconds / _DAY_S), "d"
    for size, name in ((_HOUR_S, "h"), (_MINUTE_S, "min")):
        if seconds >= size and (100 * seconds / size).is_integer():
            return plain(seconds / size), name
    return plain(seconds), "s"


def _refuse_another_kind(text: str, unit: str, *, decimal_comma: bool) -> None:
    """Refuse an amount that is no time, with what it is.

    Raises:
        QuantityError: It is an amount of another kind.
    """
    try:
        value = read_stated(text, decimal_comma=decimal_comma, unit=unit)
    except QuantityError:
        return
    known = in_base(value.number, value.unit)
    if known is not None and known[0] is not Kind.TIME:
        raise QuantityError(Message.WRONG_KIND, text=text, found=known[0].value, wanted=Kind.TIME.value)
