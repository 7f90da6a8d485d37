"""How a typed text is read, as JSON: `benchapp --read FIELD TEXT`, by the readers of the screen's fields."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

import msgspec

from benchapp.base import paths
from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.calculations.seeding import read_count
from benchapp.domain.calculations.typed_doses import read_dose_list, read_factor
from benchapp.domain.lab.appointments import read_length, read_past
from benchapp.domain.messages import BenchError, Caution, Message, QuantityError, Severity
from benchapp.domain.units.fields import DENSITY, PURITY, VIABILITY, doubt
from benchapp.domain.units.kinds import CONCENTRATIONS, CONVERTED, Kind
from benchapp.domain.units.numerals import ANY, Sense
from benchapp.domain.units.quantities import kind_of
from benchapp.domain.units.unit_names import shown_unit
from benchapp.domain.units.units import Units
from benchapp.ui.text.message_texts import say, say_error

FORMAT = "benchapp-reading/1"
# A field of amounts: what kinds it takes, and what makes sense in it.
_AMOUNTS: dict[str, tuple[tuple[Kind, ...], Sense]] = {
    "amount": (
        (Kind.AMOUNT, Kind.MASS, Kind.VOLUME, Kind.ACTIVITY, Kind.SPECIFIC_ACTIVITY, *CONCENTRATIONS, *CONVERTED),
        ANY,
    ),
    "mass": ((Kind.MASS,), ANY),
    "volume": ((Kind.VOLUME,), ANY),
    "concentration": (CONCENTRATIONS, ANY),
    "molar-mass": ((Kind.MOLAR_MASS,), ANY),
    "purity": ((Kind.PERCENT, Kind.PERCENT_WW), PURITY),
    "density": ((Kind.MASS_CONCENTRATION,), DENSITY),
    "viability": ((Kind.PERCENT,), VIABILITY),
}
FIELDS = (*_AMOUNTS, "count", "ratio", "factor", "doses", "length", "when")

Answer = dict[str, object]


def read_text(field: str, text: str, now: datetime) -> Answer:
    """Return how a text is read in a field, or why it is refused; the form of `resources/read.schema.json`.

    Args:
        field: One of `FIELDS`.
        text: As typed, with a decimal point.
        now: The present, from which lengths and times are read.
    """
    head: Answer = {"format": FORMAT, "field": field, "text": text}
    readers: Mapping[str, Callable[[], Answer]] = {
        "count": lambda: {"number": read_count(text), "unit": "", "kind": "count"},
        "ratio": lambda: _ratio(text),
        "factor": lambda: _factor(text),
        "doses": lambda: _doses(_units(), text),
        "length": lambda: _length(text, now),
        "when": lambda: _when(text, now),
    }
    try:
        found = readers[field]() if field in readers else _amount(_units(), field, text)
    except BenchError as error:
        values = {**error.values, "asked": error.values.get("asked") or field}
        sentence = say_error(type(error)(error.code, **values))
        return {
            **head,
            "read": False,
            "refusal": {"code": str(error.code), "sentence": sentence, "values": error.values},
        }
    return {**head, "read": True, **found}


@cache
def _units() -> Units:
    return Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())


def _said(caution: Caution) -> Answer:
    return {"code": str(caution.code), "sentence": say(caution.code, caution.values), "values": caution.values}


def _amount(units: Units, field: str, text: str) -> Answer:
    kinds, sense = _AMOUNTS[field]
    quantity, typed = units.read_with_solvent(text, *kinds, sense=sense)
    kind = kind_of(quantity)
    found: Answer = {
        "number": typed.number,
        "unit": typed.unit,
        "kind": kind.value if kind else "",
        "shown": units.show(quantity),
    }
    if typed.solvent:
        found["solvent"] = typed.solvent
    caution = doubt(sense, units.base(quantity))
    return found if caution is None else {**found, "cautions": [_said(caution)]}


def _ratio(text: str) -> Answer:
    ratio = read_ratio(text)
    ways = {"in_all": (True,), "plus": (False,), "": (True, False)}[ratio.way]
    factors = [ratio.factor(in_all=way) for way in ways]
    found: Answer = {"number": factors[0], "unit": "", "kind": "ratio", "part": ratio.part, "other_part": ratio.whole}
    return found if len(factors) == 1 else {**found, "other": [factors[1]]}


def _factor(text: str) -> Answer:
    factor = read_factor(text)
    if not factor.value > 1:
        raise QuantityError(Message.FACTOR_TOO_SMALL, text=text)
    return {"number": factor.value, "unit": "", "kind": "factor"}


def _doses(units: Units, text: str) -> Answer:
    listed = read_dose_list(text)
    if not listed.doses:
        raise QuantityError(Message.EMPTY, asked="doses")
    kinds = {kind_of(units.of(dose.number, dose.unit)) for dose in listed.doses}
    wrong = next(
        (dose for dose in listed.doses if kind_of(units.of(dose.number, dose.unit)) not in CONCENTRATIONS), None
    )
    if wrong is not None:
        found = kind_of(units.of(wrong.number, wrong.unit))
        asked = {"wanted": "concentration", "found": found.value if found else "", "asked": "doses"}
        raise QuantityError(Message.WRONG_KIND, text=f"{wrong.digits} {shown_unit(wrong.unit)}", **asked)
    kind = kinds.pop()
    doses = [{"number": dose.number, "unit": dose.unit} for dose in listed.doses]
    return {"kind": kind.value if kind and not kinds else "several", "doses": doses, "zero": listed.zero}


def _length(text: str, now: datetime) -> Answer:
    length = read_length(text, now)
    found: Answer = {"number": length.span.total_seconds(), "unit": "s", "kind": "time"}
    if length.until is not None:
        found["until"] = length.until.isoformat()
    if length.overnight:
        taken = Caution(Message.OVERNIGHT_TAKEN, Severity.NOTE, {"length_s": length.span.total_seconds()})
        found["cautions"] = [_said(taken)]
    return found


def _when(text: str, now: datetime) -> Answer:
    given = read_past(text, now)
    seconds = given.span.total_seconds()
    at = (now.astimezone() if now.tzinfo is None else now) - given.span
    return {"number": seconds, "unit": "s", "kind": "time ago", "at": at.isoformat(), "about": given.about}


def read(field: str, text: str, now: datetime) -> int:
    """Print how a text is read as JSON; status 0 where it is read, 1 where it is refused, 2 for an unknown field."""
    if field not in FIELDS:
        sys.stderr.write(f"benchapp --read: {field} is no field. Use one of {', '.join(FIELDS)}.\n")
        return 2
    # Bytes that are no text of this computer's come as halves of characters, which JSON cannot hold.
    answer = read_text(field, text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), now)
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer)) + b"\n")
    sys.stdout.buffer.flush()
    return 0 if answer["read"] else 1


def read_at(field: str, text: str, present: str) -> int:
    """Print how a typed text is read at a present that is typed too; give the exit status, 2 where that is no time.

    Args:
        field: What the field asks for.
        text: As typed.
        present: In ISO 8601, without a zone in this computer's; "" for the clock's.
    """
    try:
        now = datetime.fromisoformat(present) if present else datetime.now(UTC)
    except ValueError:
        sys.stderr.write(f"benchapp --now: {present} is no time. Type for example 2026-11-28T16:00.\n")
        return 2
    return read(field, text, now.astimezone())
