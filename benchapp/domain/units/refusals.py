"""Why a typed amount was refused, in more words than that it is not one number and one unit."""

import re
from collections.abc import Callable, Iterator

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.grammar import Typed, read_typed
from benchapp.domain.units.numerals import tidied
from benchapp.domain.units.unit_names import shown_unit

_VAGUE = late_pattern(
    r"^(?:~|≈|≥|≤|⩾|⩽|>=?|<=?|(?:ca|approx|min|max|mind|c)\.?|about|approximately|around|roughly|circa|etwa|ungefähr|rund|"
    r"at least|at most|up to|mindestens|höchstens|maximal|minimal|bis(?: zu)?|more than|less than|mehr als|weniger als)"
    r"\s*(?=[0-9.,])",
    re.IGNORECASE,
)
_TOLERANCE = late_pattern(r"\s*\(?\s*(?:±|\+/-)\s*[0-9.,]+\)?\s*(?P<unit>.*)")
_RATIO = late_pattern(r"[0-9][0-9.,]*\s*(?::|/|\b(?:in|to|zu|auf)\b)\s*[0-9][0-9., ]*(?:\(?v/v\)?)?")
_TO_ANOTHER = late_pattern(
    r"[0-9]\s*(?:(?!exp\b|[eE]\s?[-0-9])[A-Za-zµμ%][A-Za-zµμ/%]{0,7}\s*)?(?:\b(?:to|through|bis)\b|-|~|\.\.\.?|…)\s*[0-9]",
    re.IGNORECASE,
)
_PARTED = late_pattern(r"\s*(?:[;+&=()]|/(?=\s*[0-9])|,(?=\s|[0-9]+\s?[A-Za-zµμ%])|\b(?:and|und|or|oder)\b)\s*")
_GOES_ON = late_pattern(r"[/*^]|(?:per|pro|je)\b|[A-Za-z]+\s?(?:\^?[({]?-1(?![0-9])|⁻¹)")
_NUMBER_BEFORE = late_pattern(r"(?:^|\s)[0-9][0-9.,]*[eE]?$|[-±^]$")
_PLACES = late_pattern(r"(?:[\s(\[;]|,(?=\s))+")
_EXPLAINED = frozenset({Message.NOT_A_NUMBER, Message.UNKNOWN_UNIT, Message.GROUPED, Message.A_RANGE})


_Reader = Callable[[str], Typed | None]


def explained(error: QuantityError, text: str, *, decimal_comma: bool = False) -> QuantityError:
    """Return the refusal of a typed amount, or one that says more closely what is wrong with it.

    Args:
        error: As `read_typed` raised it.
        text: What was typed.
        decimal_comma: Whether the locale's decimal sign is the comma.
    """
    tidy = tidied(text)
    if error.code not in _EXPLAINED:
        return error
    if error.code == Message.A_RANGE:
        return _lost_power(tidy, text) or error

    def read(part: str) -> Typed | None:
        try:
            return read_typed(part, decimal_comma=decimal_comma)
        except QuantityError:
            return None

    return _by_form(tidy, text, read) or (
        error if error.code == Message.GROUPED else _by_what_is_over(tidy, text, read) or error
    )


def _by_form(tidy: str, text: str, read: _Reader) -> QuantityError | None:
    """Return the refusal of a bound, a tolerance, a ratio or a range; None for a text of another form."""
    vague = _VAGUE.match(tidy)
    if vague is not None and read(tidy[vague.end() :]) is not None:
        return QuantityError(Message.INEXACT, text=text, amount=tidy[vague.end() :])
    if (tolerance := _TOLERANCE.search(tidy)) is not None and tolerance.start():
        for amount in (tidy[: tolerance.start()], f"{tidy[: tolerance.start()]} {tolerance['unit']}"):
            if read(amount) is not None:
                return QuantityError(Message.INEXACT, text=text, amount=amount)
    if _RATIO.fullmatch(tidy) is not None:
        return QuantityError(Message.RATIO_TYPED, text=text)
    return QuantityError(Message.A_RANGE, text=text) if _TO_ANOTHER.search(tidy) is not None else None


def _by_what_is_over(tidy: str, text: str, read: _Reader) -> QuantityError | None:
    several = [part for part in _PARTED.split(tidy) if part and part[0].isdigit() and read(part) is not None]
    if len(several) > 1:
        return QuantityError(Message.SEVERAL_AMOUNTS, text=text, amount=several[0])
    for amount, rest in _with_rest(tidy):
        if read(amount) is not None:
            return QuantityError(Message.LEFT_OVER, text=text, amount=amount, rest=rest)
    return None


def without_solvent(typed: Typed) -> str:
    """Return a typed amount without the solvent that it names, as it was typed where that can be taken off."""
    return typed.text.rpartition(" in ")[0].strip() or f"{typed.digits} {shown_unit(typed.unit)}"


def _with_rest(tidy: str) -> Iterator[tuple[str, str]]:
    """Return what may be the amount in a text, and what follows or comes before it; the longest first."""
    places = [found.span() for found in _PLACES.finditer(tidy)]
    for start, end in reversed(places):
        rest = tidy[start:].strip(" ,;")
        # "mg / kg", "µL per well" and "mg kg-1" are units of their own.
        if start and not _GOES_ON.match(tidy[end:]) and not tidy[:start].endswith(("/", " per", " pro")):
            yield tidy[:start], rest
    for start, end in places:
        if start and tidy[end : end + 1].isdigit() and not _NUMBER_BEFORE.search(tidy[:start]):
            yield tidy[end:], tidy[:start].strip(" ,;")


def _lost_power(tidy: str, text: str) -> QuantityError | None:
    """Return the refusal of "10-5 M", in which a power of ten may have lost its raised sign."""
    found = re.fullmatch(r"10 ?[-−](?P<power>[1-9])\s*(?P<unit>\D.*)", tidy)
    if found is None:
        return None
    power = f"1e-{found['power']} {found['unit']}"
    return QuantityError(Message.POWER_OR_RANGE, text=text, power=power)
