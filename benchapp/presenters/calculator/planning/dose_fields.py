"""The fields in which doses are entered: a highest one with factor, points and lowest, or a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from benchapp.domain.calculations.dose_steps import solve_steps
from benchapp.domain.calculations.typed_doses import read_dose_list, read_factor
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError
from benchapp.domain.recipes.dose_series import SeriesPlan
from benchapp.domain.units.amounts import nominal, plain
from benchapp.domain.units.bounds import beyond
from benchapp.domain.units.kinds import BASE_UNITS, CONCENTRATIONS
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.presenters.forms.form_model import in_field, read_amount, read_whole

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

FOUR = ("top", "factor", "points", "lowest")


class Doses(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        doses: The highest first; empty while too little is entered.
        shown: What follows for fields left empty, by name.
        unknown: The field that was left empty.
    """

    doses: tuple[Quantity, ...] = ()
    shown: dict[str, str] = field(default_factory=dict)
    unknown: str = ""


def read_doses(units: Units, texts: Mapping[str, str], mark: str = "") -> Doses:
    """Read the doses.

    Args:
        units: The registry.
        texts: What is in the fields.
        mark: What follows each field's name ("_2" for a second compound).

    Raises:
        BenchError: A field cannot be read, or they do not go together; `field` names which.
    """
    listed = f"doses{mark}"
    try:
        if texts.get(f"by{mark}") == "list":
            return Doses(_listed(units, texts.get(listed, ""), listed))
        return _stepped(units, texts, mark)
    except CalculationError as error:
        at = str(error.values.get("field", ""))
        raise CalculationError(error.code, **{**error.values, "field": f"{at}{mark}" if at in FOUR else at}) from error


def _listed(units: Units, text: str, name: str) -> tuple[Quantity, ...]:
    found = []
    for typed in in_field(name, lambda: read_dose_list(text, decimal_comma=units.decimal_comma)).doses:
        quantity = units.of(typed.number, typed.unit)
        if kind_of(quantity) not in CONCENTRATIONS:
            found_kind = kind_of(quantity)
            found_word = found_kind.value if found_kind else typed.unit
            raise QuantityError(
                Message.WRONG_KIND, text=typed.text, found=found_word, wanted="concentration", field=name
            )
        _check_possible(units, quantity, typed.text, name)
        found.append(quantity)
    if len({kind_of(quantity) for quantity in found}) > 1:
        raise CalculationError(Message.CANNOT_MIX, field=name, first="molarity", second="mass concentration")
    return tuple(sorted(found, key=lambda quantity: -units.base(quantity)))


def _stepped(units: Units, texts: Mapping[str, str], mark: str) -> Doses:
    given = [name for name in FOUR if texts.get(f"{name}{mark}", "").strip()]
    ends = {
        name: read_amount(units, texts, f"{name}{mark}", *CONCENTRATIONS) for name in ("top", "lowest") if name in given
    }
    factor = _factor(units, texts[f"factor{mark}"], f"factor{mark}") if "factor" in given else None
    points = read_whole(texts, f"points{mark}", 1, 48) if "points" in given else None
    kinds = {kind_of(quantity) for quantity in ends.values()}
    if len(kinds) > 1:
        raise CalculationError(Message.CANNOT_MIX, field="lowest", first="molarity", second="mass concentration")
    if points == 1 and "top" in given and "lowest" not in given:
        return Doses((ends["top"],))
    if len(given) < 3:
        return Doses()
    base = {name: units.base(quantity) for name, quantity in ends.items()}
    steps = solve_steps(top=base.get("top"), factor=factor, points=points, lowest=base.get("lowest"))
    kind = kinds.pop()
    if kind is None:
        raise BenchError(Message.CANNOT_MIX, first="", second="")
    unit = BASE_UNITS[kind]
    unknown = next((name for name in FOUR if name not in given), "")
    lowest = units.of(steps.lowest, unit)
    _check_possible(units, lowest, units.show(lowest), unknown or "lowest")
    values = {
        "top": lambda: units.show(units.of(steps.top, unit)),
        "lowest": lambda: units.show(units.of(steps.lowest, unit)),
        "factor": lambda: units.written(plain(steps.factor)),
        "points": lambda: str(steps.points),
    }
    doses = tuple(units.of(dose, unit) for dose in steps.doses())
    return Doses(doses, {f"{unknown}{mark}": values[unknown]()} if unknown else {}, f"{unknown}{mark}")


def _check_possible(units: Units, dose: Quantity, text: str, name: str) -> None:
    """Refuse a dose that cannot be.

    Raises:
        CalculationError: It cannot; `field` is the name.
    """
    kind = kind_of(dose)
    why = None if kind is None else beyond(kind, units.base(dose))
    if why is not None:
        raise CalculationError(Message.CANNOT_BE, text=text, why=why.value, field=name)


def _factor(units: Units, text: str, name: str) -> float:
    return in_field(name, lambda: read_factor(text, decimal_comma=units.decimal_comma)).value


def as_shown(units: Units, every: Sequence[Doses]) -> tuple[tuple[str, ...], ...]:
    """Return the doses of each series as shown."""
    return tuple(tuple(units.show(dose) for dose in one.doses) for one in every)


def as_reached(
    units: Units, names: tuple[tuple[str, ...], ...], series: Sequence[SeriesPlan]
) -> tuple[tuple[str, ...], ...]:
    """Return the doses of each series as shown, the highest as it is called where the stock is dosed as it is."""
    shown = [list(doses) for doses in names]
    for axis, plan in enumerate(series):
        one, top = plan.request.ingredients[0], plan.doses[0]
        if one.doses[0] != top.wanted[0]:
            shown[axis][0] = units.show(units.of(nominal(one.doses[0]), BASE_UNITS[one.kind]))
    return tuple(tuple(doses) for doses in shown)
