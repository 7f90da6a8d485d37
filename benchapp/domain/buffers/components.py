"""One component of a buffer or medium: how it is measured, and how much of it is in a litre of what is made."""

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.buffers.buffer_recipe import RecipePart
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.domain.units.unit_names import read_unit
from benchapp.domain.units.units import Units

_COUNTED = late_pattern(
    r"(?P<count>[0-9][0-9.,]*)\s*(?P<what>[^\d/]+?)\s*(?:\b(?:per|pro|je|in|auf|for)\b|/)\s*(?P<volume>[0-9].*)",
    re.IGNORECASE,
)
_PER_VOLUME = frozenset({Kind.MOLARITY, Kind.MASS_CONCENTRATION})
_BY_ACTIVITY = frozenset({Kind.MASS_CONCENTRATION, Kind.ACTIVITY_CONCENTRATION})
_SHARES = frozenset({Kind.PERCENT, Kind.PERCENT_VV, Kind.PERCENT_WW})


class Way(StrEnum):
    """How a component is measured."""

    WEIGHED = "weighed"
    LIQUID = "as it is"
    STOCK = "from a stock"
    COUNTED = "counted"


class Component(Struct, frozen=True):
    """A component as values.

    Attributes:
        name: What it is.
        way: How it is measured.
        per_litre: How much of it is for a litre: g of what is weighed, L of a liquid, pieces of what is counted.
        target: What is wanted of it in what is made, in the base unit of `kind`.
        kind: What the target measures; None for what is counted.
        stock: How strong what it is taken from is, in the base unit of `stock_kind`; 0 for none.
        stock_kind: What that measures.
        molar_mass: Of the form that is weighed, g/mol; 0 where it is not needed.
        form: Name of that form.
        piece: What is counted: "tablet".
        wanted: The target as it was typed; "" for an amount that is for the whole recipe.
        taken_from: How strong the stock is, as it was typed.
    """

    name: str
    way: Way
    per_litre: float
    target: float
    kind: Kind | None = None
    stock: float = 0.0
    stock_kind: Kind | None = None
    molar_mass: float = 0.0
    form: str = ""
    piece: str = ""
    wanted: str = ""
    taken_from: str = ""

    @property
    def liquid(self) -> bool:
        """Whether it is measured by volume."""
        return self.way in {Way.LIQUID, Way.STOCK}

    def reached(self, amount: float, litres: float) -> float:
        """Return what is in a volume, in the unit of the target, of an amount: g, L or pieces as it is measured."""
        share = amount / litres
        return self.target * share / self.per_litre


def read_part(units: Units, part: RecipePart, base_l: float) -> Component:
    """Return a part as values.

    Args:
        units: The registry.
        part: As it is typed.
        base_l: The volume that a fixed amount is for, L.

    Raises:
        BenchError: It cannot be read, or too little is known of it; `field` is "name", "amount", "stock" or
            "molar_mass".
    """
    if not part.name.strip():
        raise CalculationError(Message.BUFFER_PART_NAME_NEEDED, field="name")
    if not part.amount.strip():
        raise CalculationError(Message.BUFFER_AMOUNT_NEEDED, name=part.name, field="amount")
    counted = _COUNTED.fullmatch(part.amount.strip())
    if counted is not None and read_unit(counted["what"]) is None:
        return _counted(units, part, counted)
    amount = _read(units, part.amount, "amount")
    stock = _read(units, part.stock, "stock") if part.stock.strip() else None
    kind = kind_of(amount)
    if kind in {Kind.VOLUME, Kind.MASS}:
        return _fixed(units, part, amount, base_l)
    if kind in {Kind.AMOUNT, Kind.TIME, Kind.ACTIVITY, Kind.SPECIFIC_ACTIVITY, Kind.MOLAR_MASS}:
        raise QuantityError(Message.WRONG_KIND, text=part.amount, found=kind.value, wanted=_WANTED, field="amount")
    found = _weighed(units, part, amount) if stock is None else _from_stock(units, part, amount, stock)
    return replace(found, wanted=part.amount.strip(), taken_from=part.stock.strip())


_WANTED = f"{Kind.MOLARITY.value}/{Kind.MASS_CONCENTRATION.value}/{Kind.PERCENT_VV.value}"


def _read(units: Units, text: str, name: str) -> Quantity:
    try:
        read = units.read(text)
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "wanted": _WANTED, "field": name}) from error
    if not units.base(read) > 0:
        raise CalculationError(Message.NOT_POSITIVE, field=name)
    return read


def _counted(units: Units, part: RecipePart, found: re.Match[str]) -> Component:
    try:
        count = float(units.read(f"{found['count']} x", Kind.FOLD).m)
        litres = float(units.read(found["volume"], Kind.VOLUME).m_as("L"))
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "field": "amount"}) from error
    if not count > 0 or not litres > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="amount")
    return Component(part.name, Way.COUNTED, count / litres, count / litres, piece=found["what"].strip())


def _fixed(units: Units, part: RecipePart, amount: Quantity, base_l: float) -> Component:
    """Return a mass or a volume that is for the whole recipe."""
    share = units.base(amount) / base_l
    if kind_of(amount) is Kind.MASS:
        return Component(part.name, Way.WEIGHED, share, share, Kind.MASS_CONCENTRATION, form=part.form)
    return Component(part.name, Way.LIQUID, share, 100 * share, Kind.PERCENT_VV)


def _molar_mass(units: Units, part: RecipePart) -> float:
    if not part.molar_mass.strip():
        raise CalculationError(Message.BUFFER_MOLAR_MASS_NEEDED, name=part.name, field="molar_mass")
    read = _read_molar_mass(units, part.molar_mass)
    if not read > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="molar_mass")
    return read


def _read_molar_mass(units: Units, text: str) -> float:
    bare = text.strip()
    try:
        try:
            return float(units.read(bare, Kind.MOLAR_MASS).m_as("g/mol"))
        except QuantityError as error:
            if error.code != Message.NO_UNIT:
                raise
            # On a bottle it is a bare number behind "MW".
            return float(units.read(f"{bare} g/mol", Kind.MOLAR_MASS).m_as("g/mol"))
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "field": "molar_mass"}) from error


def _specific_activity(units: Units, part: RecipePart) -> float:
    """Return the activity of the lot, U/mg, which is typed in place of a molar mass.

    Raises:
        BenchError: It is missing, or cannot be read; `field` is "molar_mass".
    """
    try:
        read = float(units.read(part.molar_mass, Kind.SPECIFIC_ACTIVITY).m_as("U/mg"))
    except QuantityError as error:
        if error.code not in {Message.EMPTY, Message.WRONG_KIND}:
            raise QuantityError(error.code, **{**error.values, "field": "molar_mass"}) from error
        raise CalculationError(Message.NEEDS_SPECIFIC_ACTIVITY, field="molar_mass") from error
    if not read > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="molar_mass")
    return read


def _weighed(units: Units, part: RecipePart, amount: Quantity) -> Component:
    """Return what is weighed, or is a liquid taken as it is."""
    kind, base = kind_of(amount), units.base(amount)
    if kind is Kind.PERCENT_VV:
        return Component(part.name, Way.LIQUID, base / 100, base, kind)
    if kind is Kind.MOLARITY:
        mass = _molar_mass(units, part)
        return Component(part.name, Way.WEIGHED, base * mass, base, kind, molar_mass=mass, form=part.form)
    if kind is Kind.MASS_CONCENTRATION:
        return Component(part.name, Way.WEIGHED, base, base, kind, form=part.form)
    if kind is Kind.ACTIVITY_CONCENTRATION and part.molar_mass.strip():
        return Component(part.name, Way.WEIGHED, base / _specific_activity(units, part), base, kind, form=part.form)
    if kind is Kind.PERCENT:
        raise CalculationError(Message.BUFFER_WHICH_PERCENT, name=part.name, text=part.amount, field="amount")
    raise CalculationError(Message.BUFFER_STOCK_NEEDED, name=part.name, text=part.amount, field="stock")


def _from_stock(units: Units, part: RecipePart, amount: Quantity, stock: Quantity) -> Component:
    kind, stock_kind = kind_of(amount), kind_of(stock)
    wanted, strong = units.base(amount), units.base(stock)
    molar_mass = 0.0
    if kind is not stock_kind and {kind, stock_kind} <= _PER_VOLUME:
        # Of one in mol/L and one in g/L.
        molar_mass = _molar_mass(units, part)
        share = wanted * molar_mass / strong if kind is Kind.MOLARITY else wanted / molar_mass / strong
    elif {kind, stock_kind} == _BY_ACTIVITY:
        units_mg = _specific_activity(units, part)
        share = wanted / (strong * units_mg) if stock_kind is Kind.MASS_CONCENTRATION else wanted * units_mg / strong
    elif kind is stock_kind or {kind, stock_kind} <= _SHARES:
        share = wanted / strong
    else:
        raise CalculationError(
            Message.BUFFER_STOCK_OTHER, name=part.name, text=part.amount, second_text=part.stock, field="stock"
        )
    if share > 1:
        raise CalculationError(
            Message.BUFFER_STOCK_WEAK, name=part.name, text=part.amount, second_text=part.stock, field="stock"
        )
    return Component(part.name, Way.STOCK, share, wanted, kind, strong, stock_kind, molar_mass)


def read_parts(
    units: Units, parts: tuple[RecipePart, ...], base_l: float
) -> tuple[tuple[Component, ...], dict[str, BenchError]]:
    """Return the parts that can be read, and what is wrong with the others, by "part0.amount"."""
    found: list[Component] = []
    errors: dict[str, BenchError] = {}
    for place, part in enumerate(parts):
        try:
            one = read_part(units, part, base_l)
        except BenchError as error:
            errors[f"part{place}.{error.values.get('field', 'amount')}"] = error
            continue
        if any(one.name.casefold() == other.name.casefold() for other in found):
            errors[f"part{place}.name"] = CalculationError(Message.BUFFER_TWICE, name=one.name, field="name")
        found.append(one)
    return tuple(found), errors
