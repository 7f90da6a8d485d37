"""A conversion: a value in another unit, or on another scale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from benchapp.domain.calculations.conversion import convert
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.amounts import THIN_SPACE, plain
from benchapp.domain.units.kinds import CONCENTRATIONS, Kind
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.domain.units.unit_names import read_unit, shown_unit
from benchapp.presenters.calculator.sheets.simple_sheet import (
    SimpleAnswer,
    SimpleCalculator,
    amount_reader,
    read_amounts,
)
from benchapp.presenters.forms.form_model import in_field

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


def _converted(value: Quantity, wanted: Quantity, molar_mass: Quantity | None) -> Quantity:
    try:
        return convert(value, wanted, molar_mass)
    except CalculationError as error:
        at = "molar_mass" if error.code in {Message.NEEDS_MOLAR_MASS, Message.NEEDS_SPECIFIC_ACTIVITY} else "unit"
        raise CalculationError(error.code, **{**error.values, "field": at}) from error


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
    "value": (Kind.MASS, Kind.AMOUNT, Kind.VOLUME, Kind.TIME, Kind.ACTIVITY, *CONCENTRATIONS),
    "molar_mass": (Kind.MOLAR_MASS, Kind.SPECIFIC_ACTIVITY),
}


def _unit(units: Units, texts: Mapping[str, str]) -> Quantity:
    return in_field("unit", partial(units.read, f"1 {texts['unit'].strip()}"))


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
    if texts.get("unit", "").strip():
        converted = _converted(value, _unit(units, texts), molar_mass)
        return SimpleAnswer(figures={"converted": _in_typed_unit(units, converted, texts["unit"].strip())})
    figures = {"value": units.show(value)}
    kind = kind_of(value)
    by_activity = molar_mass is not None and kind_of(molar_mass) is Kind.SPECIFIC_ACTIVITY
    others: dict[Kind, tuple[str, ...]] = {}
    if molar_mass is not None:
        others = {**(_OTHER_SCALE_BY_ACTIVITY if by_activity else _OTHER_SCALE)}
    if kind is not None and kind in others:
        for place, name in enumerate(others[kind]):
            figures[f"also{place}"] = units.exactly(convert(value, units.of(1, name), molar_mass))
    return SimpleAnswer(figures=figures)


CONVERT = SimpleCalculator(
    "convert",
    ("value", "unit", "molar_mass"),
    ("value",),
    {},
    {name: amount_reader(name, *kinds) for name, kinds in _FIELDS.items()} | {"unit": _unit},
    solve_conversion,
    of_compound=True,
)
