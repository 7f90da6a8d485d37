"""The fields of *Dilute*, read: amounts, counts, and a ratio in place of a concentration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from benchapp.domain.calculations.conversion import convert
from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError, Value
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, kind_of, positive
from benchapp.presenters.calculator.planning.counts import as_counted, read_count
from benchapp.presenters.calculator.planning.dose_ways import ASKED, COUNTS, QUANTITIES
from benchapp.presenters.forms.form_model import read_amount

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


def read_fields(
    units: Units, texts: Mapping[str, str], dosing: Dosing | None
) -> tuple[dict[str, Quantity], dict[str, BenchError]]:
    """Return what can be read of the fields that a way of dosing asks for, and what is wrong with the others."""
    read: dict[str, Quantity] = {}
    errors: dict[str, BenchError] = {}
    for name in ASKED[dosing]:
        text = texts.get(name, "").strip()
        if not text:
            continue
        if name in COUNTS:
            try:
                number = read_count(as_counted(name, text))
            except QuantityError as error:
                errors[name] = error
            else:
                if name == "wells" and number == 0:
                    errors[name] = CalculationError(Message.NOT_POSITIVE, field="wells")
            continue
        try:
            # Of the stock the solvent may be named behind its concentration.
            read[name] = (
                units.read_with_solvent(text, *QUANTITIES[name])[0]
                if name == "c1"
                else units.read(text, *QUANTITIES[name])
            )
        except QuantityError as error:
            errors[name] = error
    return read, errors


def by_activity(units: Units, texts: Mapping[str, str], read: dict[str, Quantity]) -> dict[str, Quantity]:
    """Return what was read with the stock counted as the dose is: units from a mass, or a mass from units.

    Raises:
        BenchError: The specific activity of the lot is missing, or cannot be read; `field` is "potency".
    """
    if "c1" not in read or "c2" not in read:
        return read
    return {**read, "c1": counted_as(units, texts, read["c1"], read["c2"])}


def counted_as(units: Units, texts: Mapping[str, str], stock: Quantity, dose: Quantity, mark: str = "") -> Quantity:
    """Return a stock counted as its dose is, by the specific activity of the lot where a mass and units meet.

    Args:
        units: The registry.
        texts: What is in the fields.
        stock: Strength of the stock.
        dose: What is dosed.
        mark: What follows the name of the field, of a further compound.

    Raises:
        BenchError: The specific activity of the lot is missing, or cannot be read; `field` names where it is typed.
    """
    name, counted = f"potency{mark}", {Kind.MASS_CONCENTRATION, Kind.ACTIVITY_CONCENTRATION}
    if {kind_of(stock), kind_of(dose)} != counted:
        return stock
    if not texts.get(name, "").strip():
        raise CalculationError(Message.NEEDS_SPECIFIC_ACTIVITY, field=name)
    specific = read_amount(units, texts, name, Kind.SPECIFIC_ACTIVITY)
    unit = "U/mL" if kind_of(dose) is Kind.ACTIVITY_CONCENTRATION else "mg/mL"
    return convert(stock, units.of(1, unit), positive(specific, name))


def typed_potency(units: Units, texts: Mapping[str, str], mark: str = "") -> Amount | None:
    """Return the specific activity of a lot as it was typed, to be kept; None where none can be read."""
    text = texts.get(f"potency{mark}", "")
    try:
        return units.read_both(text, Kind.SPECIFIC_ACTIVITY)[1] if text.strip() else None
    except QuantityError:
        return None


def take_ratio(units: Units, texts: Mapping[str, str], read: dict[str, Quantity]) -> bool:
    """Take a ratio in place of a concentration; return whether it replaces both.

    Raises:
        CalculationError: It is none, or which way it is meant has not been chosen.
    """
    text = texts.get("ratio", "").strip()
    if not text:
        return False
    ratio = read_ratio(text, decimal_comma=units.decimal_comma)
    way = ratio.way or texts.get("ratio_way", "")
    if way not in {"in_all", "plus"}:
        values: dict[str, Value] = {"first": ratio.part, "rest": ratio.whole - ratio.part, "second": ratio.whole}
        raise CalculationError(Message.RATIO_TWO_WAYS, text=text, field="ratio", **values)
    factor = ratio.factor(in_all=way == "in_all")
    if "c1" in read and "c2" in read:
        raise CalculationError(Message.TOO_MANY_GIVEN, field="ratio")
    if "c1" in read:
        read["c2"] = read["c1"] / factor
    elif "c2" in read:
        read["c1"] = read["c2"] * factor
    else:
        read |= {"c1": units.of(factor, "x"), "c2": units.of(1, "x")}
        return True
    return False
