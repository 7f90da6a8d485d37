"""The fields of *Stock*: what each may hold, and what it is in the calculation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError
from benchapp.domain.units.fields import PURITY, WATER_CONTENT
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.numerals import ANY
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.presenters.forms.form_model import STOCK_KINDS

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

FIELDS: dict[str, tuple[Kind, ...]] = {
    "mass": (Kind.MASS, Kind.ACTIVITY),
    "volume": (Kind.VOLUME,),
    "concentration": STOCK_KINDS,
    "amount": (Kind.AMOUNT, Kind.ACTIVITY),
    "molar_mass": (Kind.MOLAR_MASS, Kind.SPECIFIC_ACTIVITY),
    "potency": (Kind.SPECIFIC_ACTIVITY,),
    "purity": (Kind.PERCENT, Kind.PERCENT_WW),
    "water": (Kind.PERCENT, Kind.PERCENT_WW),
    "aliquot": (Kind.VOLUME,),
}
_SENSES = {"purity": PURITY, "water": WATER_CONTENT}
# What belongs to one compound, as its solvent does: with the mass of the next vial, the volume before contradicts it.
OF_ONE_COMPOUND = ("mass", "amount", "concentration", "volume", "potency", "purity", "water")
# What each field is in the calculation, where what was typed into it counts units of activity.
_IN_UNITS = {"mass": "activity", "amount": "activity", "molar_mass": "potency"}
OF_ACTIVITY = (Kind.ACTIVITY, Kind.ACTIVITY_CONCENTRATION, Kind.SPECIFIC_ACTIVITY)


def read_fields(units: Units, texts: Mapping[str, str]) -> tuple[dict[str, Quantity], dict[str, BenchError]]:
    """Return what can be read of the fields, and what is wrong with the others, by name; empty ones are in neither."""
    read: dict[str, Quantity] = {}
    errors: dict[str, BenchError] = {}
    for name, kinds in FIELDS.items():
        text = texts.get(name, "")
        if not text.strip():
            continue
        try:
            # Behind the concentration the solvent may be named.
            reads = units.read_with_solvent if name == "concentration" else units.read_both
            read[name] = reads(text, *kinds, sense=_SENSES.get(name, ANY))[0]
        except QuantityError as error:
            errors[name] = error
    return read, errors


def sorted_by_kind(read: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return what was read by what it is: units in the vial, and a potency where a molar mass is asked.

    Raises:
        CalculationError: The same is given in two fields.
    """
    known: dict[str, Quantity] = {}
    for name, value in read.items():
        place = _IN_UNITS.get(name, name) if kind_of(value) in OF_ACTIVITY else name
        if place in known:
            raise CalculationError(Message.TOO_MANY_GIVEN, field=name)
        known[place] = value
    return known


def typed_in(place: str, read: Mapping[str, Quantity]) -> str:
    """Return the field into which a value of the calculation was typed."""
    names = (name for name, one in _IN_UNITS.items() if one == place and name in read)
    return place if place in read else next((one for one in names if kind_of(read[one]) in OF_ACTIVITY), place)
