"""The language of the screen: every text that is shown comes through here, with its numbers and dates.

Texts are written in the source in English, as the keys of the catalogue (`resources/languages`), and are looked up when
they are shown. The language is that of the process, as a locale is; it is set once, before anything is shown
(docs/decisions/0014).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path

from msgspec import Struct

from benchapp.domain.incubations.redose import differs
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units import amounts
from benchapp.domain.units.amounts import THIN_SPACE, Amount
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.spans import calendar_length, span_text

ENGLISH = "en"
# Each is named by itself: whoever looks for it may read no other.
SHIPPED = {ENGLISH: "English", "de": "Deutsch"}

Shown = str | int | float | Amount | None


class LocaleFormat(Struct, frozen=True):
    """How numbers and dates are written where the program runs.

    Attributes:
        decimal: The decimal sign, "." or ",".
        twelve_hours: Whether the clock is written with AM and PM.
        month_first: Whether the month comes before the day.
    """

    decimal: str = "."
    twelve_hours: bool = False
    month_first: bool = False


class _CurrentLanguage:
    """What is spoken now."""

    translate: Callable[[str], str] = staticmethod(str)
    code = ENGLISH
    customs = LocaleFormat()


def set_language(code: str, translate: Callable[[str], str] | None = None, customs: LocaleFormat | None = None) -> None:
    """Set the language of everything that is shown from now on.

    Args:
        code: Its code, "en" or "de".
        translate: Returns a text in it; None for the texts as they are.
        customs: How numbers and dates are written.
    """
    _CurrentLanguage.code = code
    _CurrentLanguage.translate = staticmethod(translate or str)
    _CurrentLanguage.customs = customs or LocaleFormat()


def language_code() -> str:
    """Return the code of the language that is spoken."""
    return _CurrentLanguage.code


def customs() -> LocaleFormat:
    """Return how numbers and dates are written."""
    return _CurrentLanguage.customs


def read_catalogue(path: Path) -> Callable[[str], str]:
    """Read a compiled catalogue; a text that is not in it stays as it is.

    Raises:
        OSError: It cannot be read.
    """
    import gettext  # noqa: PLC0415 (English does without)

    with path.open("rb") as file:
        read = gettext.GNUTranslations(file)
    # The catalogue's own heading is filed under the empty text.
    return lambda text: read.gettext(text) if text else text


def mark_text(text: str) -> str:
    """Mark a text that is kept as a constant, for the catalogue; it goes through `tr` when it is shown."""
    return text


def tr(text: str, /, **values: Shown) -> str:
    """Return a text in the language that is spoken.

    Args:
        text: The text in English; places in braces name values, and what follows a colon says how they are shown.
        values: The values. Numbers and amounts are written as the locale does; a text stays as it is.
    """
    return fill(_CurrentLanguage.translate(text), values) if values else _CurrentLanguage.translate(text)


def term(word: str) -> str:
    """Return a word of the program's own vocabulary, such as a state or a kind of amount, or several joined by "or"."""
    return tr(" or ").join(tr(str(part)) for part in word.split(" or "))


def fill(template: str, values: Mapping[str, Shown]) -> str:
    """Put values into the places of a text."""
    return _PLACE.sub(lambda match: _shown(values.get(match.group(1), ""), match.group(3) or ""), template)


@cache
def places(template: str) -> frozenset[str]:
    """Return the names of the values that a text has places for."""
    return frozenset(found[1] for found in _PLACE.finditer(template))


_PLACE = re.compile(r"\{(\w+)(:(\w+))?\}")


def plain(number: float, figures: int = amounts.FIGURES) -> str:
    """Write a number with at most so many significant figures."""
    return decimal(amounts.plain(number, figures))


_EXPONENT = late_pattern(r"(?<=[0-9])e(-?[0-9]+)$")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def in_powers(number: str) -> str:
    """Return a number with its power of ten as people write it: "1.2 × 10⁶" for "1.2e6"."""
    return _EXPONENT.sub(lambda found: f" × 10{found[1].translate(_RAISED)}", number)


def show(base: float, kind: Kind, figures: int | None = None) -> str:
    """Show a value in base units on its bench ladder, as `amounts.show` does."""
    return decimal(amounts.show(base, kind, figures))


def shown(amount: Amount) -> str:
    """Show an amount in its own unit: "10 µM"."""
    return decimal(amount.shown())


def called(amount: Amount) -> str:
    """Show an amount as people call it: "10 mM" for 9.992 mM."""
    return decimal(amount.nominal())


def decimal(number: str) -> str:
    """Return a number that is written with a point the decimal sign of the locale."""
    return amounts.with_decimal_sign(number, _CurrentLanguage.customs.decimal)


# From here on a molar mass is one of a protein, which is told in kDa, g/mol.
_TOLD_IN_KDA = 5000.0


def molar_mass_text(molar_mass: str) -> str:
    """Return a molar mass as it is told: "259.26 g/mol", "15.3 kDa"; that there is none for "0"."""
    mass = float(molar_mass)
    if not mass:
        return tr("no molar mass")
    if mass >= _TOLD_IN_KDA:
        return f"{decimal(amounts.plain(mass / 1000))} kDa"
    return tr("{molar_mass} g/mol", molar_mass=decimal(molar_mass))


WEEKDAYS = (
    mark_text("Mon"),
    mark_text("Tue"),
    mark_text("Wed"),
    mark_text("Thu"),
    mark_text("Fri"),
    mark_text("Sat"),
    mark_text("Sun"),
)
MONTHS = (
    mark_text("Jan"), mark_text("Feb"), mark_text("Mar"), mark_text("Apr"), mark_text("May"), mark_text("Jun"),
    mark_text("Jul"), mark_text("Aug"), mark_text("Sep"), mark_text("Oct"), mark_text("Nov"), mark_text("Dec"),
)  # fmt: skip


def time_of_day(instant: datetime) -> str:
    """Return the time of day: "14:05", or "2:05 PM" where that is the custom."""
    if _CurrentLanguage.customs.twelve_hours:
        return f"{instant.hour % 12 or 12}:{instant:%M}{THIN_SPACE}{'AM' if instant.hour < 12 else 'PM'}"
    return f"{instant:%H:%M}"


def day(instant: datetime) -> str:
    """Return a day with its weekday: "Mon 23 Nov"."""
    words: dict[str, Shown] = {"weekday": weekday(instant), "day": instant.day, "month": tr(MONTHS[instant.month - 1])}
    pattern = tr("{weekday}, {month} {day}") if _CurrentLanguage.customs.month_first else tr("{weekday} {day} {month}")
    return fill(pattern, words)


def weekday(instant: datetime) -> str:
    """Return the weekday: "Mon"."""
    return tr(WEEKDAYS[instant.weekday()])


def _volume(ul: float) -> str:
    return show(ul * 1e-6, Kind.VOLUME)


def percent(number: float) -> str:
    """Return a percentage: "0.1 %"."""
    return f"{plain(number, 3)}{THIN_SPACE}%"


def percents(least: float, most: float) -> str:
    """Return the vehicle of wells: "0.01 to 0.1 %"; one figure where it is the same in all of them."""
    if not differs(least, most) or percent(least) == percent(most):
        return percent(most)
    return tr("{low} to {high}", low=plain(least, 3), high=percent(most))


def vehicle_share(least: float, most: float, vehicle: str) -> str:
    """Return the vehicle of wells with its name: "0.1 % DMSO"; in words where what they were given has none."""
    return f"{percents(least, most)} {term(vehicle)}" if vehicle else tr("no vehicle")


def _intermediates(count: float) -> str:
    return tr("one intermediate is") if count == 1 else tr("{count} intermediates are", count=round(count))


# Things that are counted: one of them, and several.
_COUNTED = {
    "aliquots": (mark_text("1 aliquot"), mark_text("{count} aliquots")),
    "compounds": (mark_text("1 compound"), mark_text("{count} compounds")),
    "animals": (mark_text("1 animal"), mark_text("{count} animals")),
    "blanks": (mark_text("1 blank"), mark_text("{count} blanks")),
    "control_wells": (mark_text("1 vehicle control well"), mark_text("{count} vehicle control wells")),
    "days": (mark_text("1 day"), mark_text("{count} days")),
    "doses": (mark_text("1 dose"), mark_text("{count} doses")),
    "entries": (mark_text("1 entry"), mark_text("{count} entries")),
    "hours": (mark_text("1 hour"), mark_text("{count} hours")),
    "labels": (mark_text("1 label"), mark_text("{count} labels")),
    "minutes": (mark_text("1 minute"), mark_text("{count} minutes")),
    "months": (mark_text("1 month"), mark_text("{count} months")),
    "often": (mark_text("once"), mark_text("{count} times")),
    "redoses": (mark_text("1 re-dose"), mark_text("{count} re-doses")),
    "solutions": (mark_text("1 solution"), mark_text("{count} solutions")),
    "steps": (mark_text("1 step"), mark_text("{count} steps")),
    "tubes": (mark_text("1 tube"), mark_text("{count} tubes")),
    "weeks": (mark_text("1 week"), mark_text("{count} weeks")),
    "wells": (mark_text("1 well"), mark_text("{count} wells")),
    "years": (mark_text("1 year"), mark_text("{count} years")),
}


def counted(what: str, count: float) -> str:
    """Return a number of things in words, "1 well" or "24 wells"; `what` is a key of `_COUNTED`."""
    one, several = _COUNTED[what]
    return tr(one) if count == 1 else tr(several, count=round(count))


def volume_in_it(ul: float) -> str:
    """Return how much is in an open tube: 0 µL where nobody stated it."""
    return tr("{volume} in it", volume=show(ul * 1e-6, Kind.VOLUME)) if ul else tr("volume not given")


def aliquots(count: float) -> str:
    """Return a number of aliquots in words."""
    return counted("aliquots", count)


def life_text(span: timedelta) -> str:
    """Return how long something lasts as people say it: "6 months", "1 year", else "7 d"."""
    named = calendar_length(span)
    return span_text(span) if named is None else counted(*named)


def _signed_span(seconds: float) -> str:
    return f"{'+' if seconds >= 0 else '−'}{span_text(timedelta(seconds=abs(seconds)))}"


def _signed(number: float) -> str:
    """Return a deviation with its sign; what no pipette can tell from nothing is nothing."""
    return "±0" if abs(number) < _NOTHING else f"{'+' if number > 0 else '−'}{plain(abs(number), 2)}"


_NOTHING = 0.005
_FORMATS: dict[str, Callable[[float], str]] = {
    "count": lambda cells: in_powers(plain(cells, 3)),
    "ml": lambda ml: show(ml * 1e-3, Kind.VOLUME),
    "volume": _volume,
    "mass": lambda grams: show(grams, Kind.MASS),
    "molar": lambda molar: show(molar, Kind.MOLARITY),
    "massconc": lambda mg_ml: show(mg_ml, Kind.MASS_CONCENTRATION),
    "activity": lambda units: show(units, Kind.ACTIVITY),
    "potency": lambda units_mg: show(units_mg, Kind.SPECIFIC_ACTIVITY),
    "molarmass": lambda mass: show(mass, Kind.MOLAR_MASS) if mass else tr("no molar mass"),
    "percent": percent,
    "times": lambda times: f"{plain(times, 3)}×",
    "span": lambda seconds: span_text(timedelta(seconds=seconds)),
    "signed_span": _signed_span,
    "intermediates": _intermediates,
    **{what: partial(counted, what) for what in _COUNTED},
    "two": lambda number: plain(number, 2),
    "error": lambda number: plain(number, 3 if number >= 10 else 2),
    "signed": _signed,
}


def _shown(value: Shown, how: str) -> str:
    if how == "term":
        return term(str(value))
    if how == "number":
        return plain(value) if isinstance(value, float) else decimal(str(value))
    if isinstance(value, Amount):
        return shown(value)
    if how and isinstance(value, int | float):
        return _FORMATS[how](float(value))
    if isinstance(value, float):
        return plain(value)
    return "" if value is None else str(value)
