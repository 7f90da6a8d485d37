"""A conversion: a value in another unit, or on another scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from benchapp.domain.calculations.conversion import BY_MASS, Composition, convert
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message, QuantityError, Values
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.amounts import THIN_SPACE, plain
from benchapp.domain.units.fields import EACH
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import CONCENTRATIONS, CONVERTED, Kind
from benchapp.domain.units.nucleic_acids import ENDS, RESIDUE, read_nucleic_acid
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.domain.units.unit_names import read_unit, shown_unit
from benchapp.presenters.calculator.sheets.simple_sheet import (
    SimpleAnswer,
    SimpleCalculator,
    amount_reader,
    questioned,
    read_amounts,
)
from benchapp.presenters.forms.form_model import in_field

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


# Where what is missing is typed; whatever else cannot be converted is said at the unit wanted.
_ASKED_AT = {
    Message.NEEDS_MOLAR_MASS: "molar_mass",
    Message.NEEDS_SPECIFIC_ACTIVITY: "molar_mass",
    Message.NEEDS_DENSITY: "density",
    Message.NEEDS_EQUIVALENTS: "each",
    Message.NEEDS_PARTICLES: "each",
    Message.NO_SOLVENT_LEFT: "value",
}


def _converted(value: Quantity, wanted: Quantity, molar_mass: Quantity | None, solution: Composition) -> Quantity:
    try:
        return convert(value, wanted, molar_mass, solution)
    except CalculationError as error:
        raise CalculationError(error.code, **{**error.values, "field": _ASKED_AT.get(error.code, "unit")}) from error


# What is offered where no unit is named: the other scale, and the everyday units of it.
_OTHER_SCALE = {
    Kind.MOLARITY: ("mg/mL", "ug/mL", "percent_wv"),
    Kind.MASS_CONCENTRATION: ("mM", "uM", "percent_wv"),
    Kind.MASS: ("mol", "umol", "nmol"),
    Kind.AMOUNT: ("mg", "ug", "g"),
}
_OTHER_SCALE_BY_ACTIVITY = {
    Kind.MASS: ("U", "kU"),
    Kind.MASS_CONCENTRATION: ("U/mL", "kU/mL"),
    Kind.ACTIVITY: ("mg", "ug"),
    Kind.ACTIVITY_CONCENTRATION: ("mg/mL", "ug/mL"),
}


_FIELDS = {
    "value": (
        Kind.MASS,
        Kind.AMOUNT,
        Kind.VOLUME,
        Kind.TIME,
        Kind.ACTIVITY,
        *CONCENTRATIONS,
        *CONVERTED,
        Kind.MOLAR_MASS,
        Kind.SPECIFIC_ACTIVITY,
    ),
    "molar_mass": (Kind.MOLAR_MASS, Kind.SPECIFIC_ACTIVITY),
    "density": (Kind.MASS_CONCENTRATION,),
}
# Nothing gives more equivalents or particles than that: a choice of this program.
_MOST_EACH = 100.0


def _unit(units: Units, texts: Mapping[str, str]) -> Quantity:
    return in_field("unit", partial(units.read, f"1 {texts['unit'].strip()}"))


def _each(units: Units, texts: Mapping[str, str]) -> float:
    """Return how many equivalents or particles there are in a mole.

    Raises:
        QuantityError: It is no number above zero; 1.9 is one, as an osmotic coefficient makes it.
    """

    def number() -> float:
        typed = read_typed(texts["each"], decimal_comma=units.decimal_comma, unit_needed=False, sense=EACH)
        if typed.unit or not 0 < typed.number <= _MOST_EACH:
            raise QuantityError(Message.NOT_EACH, text=texts["each"])
        return typed.number

    return in_field("each", number)


def _solution(units: Units, texts: Mapping[str, str], density: Quantity | None) -> Composition:
    if not texts.get("each", "").strip():
        return Composition(density)
    each = _each(units, texts)
    return Composition(density, units.of(each, "Eq/mol"), units.of(each, "Osm/mol"))


def _takes_mass(value: Quantity, wanted: Quantity, solution: Composition) -> bool:
    """Return whether a conversion takes a molar mass: whatever can be done without one does not."""
    try:
        convert(value, wanted, None, solution)
    except CalculationError:
        return True
    return False


def _working(
    units: Units, texts: Mapping[str, str], have: Kind | None, want: Kind | None, *, takes_mass: bool
) -> Iterator[tuple[MessageCode, Values]]:
    """Yield what a conversion rests on, where that is more than a factor."""
    typed = (texts.get("value", ""), texts.get("unit", ""))
    if any(by_mass in text.casefold() for text in typed for by_mass in ("ppm", "ppb")):
        yield Message.WORK_BY_MASS, {}
    strand = read_nucleic_acid(texts.get("molar_mass", ""), decimal_comma=units.decimal_comma)
    if takes_mass and strand is not None:
        values = {
            "count": strand.length, "each": RESIDUE[strand.strand], "ends": ENDS[strand.strand],
            "molar_mass": strand.molar_mass, "strand": strand.strand.value,
        }  # fmt: skip
        yield Message.WORK_STRAND, values
    kinds = {have, want}
    if kinds & {Kind.OSMOLARITY, Kind.OSMOLALITY} and kinds - {Kind.OSMOLARITY, Kind.OSMOLALITY}:
        yield Message.WORK_OSMOLES_IDEAL, {}
    if kinds & BY_MASS and kinds - BY_MASS:
        yield Message.WORK_OF_THE_SOLUTION, {}


def _in_typed_unit(units: Units, converted: Quantity, typed: str) -> str:
    """Show what was converted in the unit that was typed: ppm and µL/mL are kept as per cent."""
    _, times = read_unit(typed) or ("", 1)
    if times == 1:
        return units.exactly(converted)
    return units.written(f"{plain(float(converted.m) / float(times))}{THIN_SPACE}{shown_unit(typed)}")


def solve_conversion(units: Units, texts: Mapping[str, str], _lab: Lab | None = None, /) -> SimpleAnswer:
    """Return a value in another unit, through the molar mass or the specific activity where that is needed."""
    read = read_amounts(units, texts, _FIELDS)
    value, molar_mass = read["value"], read.get("molar_mass")
    if molar_mass is not None and not units.base(molar_mass) > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="molar_mass")
    density = read.get("density")
    if density is not None and not units.base(density) > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="density")
    if texts.get("unit", "").strip():
        wanted = _unit(units, texts)
        solution = _solution(units, texts, density)
        converted = _converted(value, wanted, molar_mass, solution)
        figures = {"converted": _in_typed_unit(units, converted, texts["unit"].strip())}
        doubted = tuple(questioned(units, {"density": density} if density is not None else {}))
        takes_mass = _takes_mass(value, wanted, solution)
        working = (*doubted, *_working(units, texts, kind_of(value), kind_of(wanted), takes_mass=takes_mass))
        return SimpleAnswer(figures=figures, working=working, doubts=len(doubted))
    figures = {"value": units.show(value)}
    kind = kind_of(value)
    by_activity = molar_mass is not None and kind_of(molar_mass) is Kind.SPECIFIC_ACTIVITY
    others: dict[Kind, tuple[str, ...]] = {}
    if molar_mass is not None:
        others = {**(_OTHER_SCALE_BY_ACTIVITY if by_activity else _OTHER_SCALE)}
    if kind is not None and kind in others:
        for place, name in enumerate(others[kind]):
            figures[f"also{place}"] = units.exactly(convert(value, units.of(1, name), molar_mass))
    rests_on = _working(units, texts, kind, None, takes_mass=len(figures) > 1)
    return SimpleAnswer(figures=figures, working=tuple(rests_on))


CONVERT = SimpleCalculator(
    "convert",
    ("value", "unit", "molar_mass", "density", "each"),
    ("value",),
    {},
    {name: amount_reader(name, *kinds) for name, kinds in _FIELDS.items()} | {"unit": _unit, "each": _each},
    solve_conversion,
    of_compound=True,
    when_asked=frozenset({"density", "each"}),
)
