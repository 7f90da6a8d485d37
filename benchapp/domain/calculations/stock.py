"""Stock solutions: mass, amount or units of activity, volume, concentration and molar mass, any one from the others.

The one relation is amount = mass × purity ÷ molar mass, and concentration = amount ÷ volume; a concentration per
mass (mg/mL, % w/v) counts the pure compound and needs no molar mass. Units of activity follow from the mass through the
potency (U/mg), which an assay gives of the powder as it is weighed: purity and water are in it already.
"""

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import TOLERANCE, Kind
from benchapp.domain.units.quantities import PERCENTS, Quantity, kind_of, positive, to

FIELDS = ("mass", "amount", "volume", "concentration", "molar_mass", "activity", "potency")


class Stock(Struct, frozen=True):
    """A stock solution, known in part or whole.

    Attributes:
        mass: Powder as weighed, impurities included.
        amount: Pure compound in it.
        volume: Volume of the solution.
        concentration: Molar, mass of pure compound per volume, or units of activity per volume.
        molar_mass: Of the form weighed, counter-ion and water included, per mole of compound.
        purity: Part of the dry powder that is the compound, in per cent; None counts as 100 %.
        water: Part of the powder that is water it has drawn, in per cent; None counts as none.
        activity: Units of activity in it.
        potency: Units per mass of powder as weighed.
    """

    mass: Quantity | None = None
    amount: Quantity | None = None
    volume: Quantity | None = None
    concentration: Quantity | None = None
    molar_mass: Quantity | None = None
    purity: Quantity | None = None
    water: Quantity | None = None
    activity: Quantity | None = None
    potency: Quantity | None = None


def solve_stock(known: Stock) -> Stock:
    """Find what is missing in a stock from what is given.

    Args:
        known: At least two of mass, amount, activity, volume, concentration, molar mass, potency, enough to fix the
            rest; the concentration's own kind (molar, per mass, or units) is kept.

    Returns:
        The same with everything filled that follows. Nothing is rounded.

    Raises:
        CalculationError: Too little is given, or what is given contradicts itself.
    """
    return _whole(known)[0]


def stock_volume(known: Stock) -> Quantity:
    """Return the volume of a stock that is known enough to be solved.

    Raises:
        CalculationError: Too little is given, or what is given contradicts itself.
    """
    return _whole(known)[1]


def _whole(known: Stock) -> tuple[Stock, Quantity]:
    """Return a stock with everything filled that follows, and its volume.

    Raises:
        CalculationError: Too little is given, or what is given contradicts itself.
    """
    fraction = pure_part(known.purity, known.water)
    for name in FIELDS:
        value = getattr(known, name)
        if value is not None:
            positive(value, name)
    solved = known
    for _ in FIELDS:
        solved = _one_pass(solved, fraction)
    missing, volume, concentration = _missing(solved), solved.volume, solved.concentration
    if missing and solved.potency is None and _mixes(solved):
        raise CalculationError(Message.NEEDS_SPECIFIC_ACTIVITY, field="potency")
    if missing and solved.molar_mass is None and _mixes_moles(solved):
        raise CalculationError(Message.NEEDS_MOLAR_MASS, field="concentration")
    if missing or volume is None or concentration is None:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing=", ".join(missing))
    _check_agreement(solved, concentration, concentration * volume, fraction)
    return solved, volume


def _counts_units(concentration: Quantity) -> bool:
    return kind_of(concentration) is Kind.ACTIVITY_CONCENTRATION


def _mixes(stock: Stock) -> bool:
    """Return whether units of activity are asked of a mass, or a mass of units."""
    if stock.concentration is None:
        return False
    weighed = stock.mass is not None or stock.amount is not None
    if _counts_units(stock.concentration):
        return weighed and stock.activity is None
    return stock.activity is not None and not weighed


def _mixes_moles(stock: Stock) -> bool:
    """Return whether moles are asked of a mass, or a mass of moles, in which the molar mass is all that is missing."""
    if stock.concentration is None:
        return False
    molar = kind_of(stock.concentration) is Kind.MOLARITY
    given, other = (stock.mass, stock.amount) if molar else (stock.amount, stock.mass)
    return given is not None and other is None and not _counts_units(stock.concentration)


def _check_agreement(solved: Stock, concentration: Quantity, dissolved: Quantity, fraction: float) -> None:
    """Refuse what is given once too often and differs.

    Args:
        solved: The stock, whole.
        concentration: Of it.
        dissolved: What it holds by concentration and volume.
        fraction: Part of the powder that is the compound.

    Raises:
        CalculationError: Amount, volume and concentration, mass and amount, or mass and activity contradict each other.
    """
    if _counts_units(concentration):
        held = solved.activity
    elif kind_of(concentration) is Kind.MOLARITY:
        held = solved.amount
    else:
        held = None if solved.mass is None else solved.mass * fraction
    if held is not None and abs(float((dissolved / held).m_as("")) - 1) > TOLERANCE:
        raise CalculationError(Message.TOO_MANY_GIVEN, field="volume")
    if solved.mass is not None and solved.amount is not None and solved.molar_mass is not None:
        weighed = solved.mass * fraction / solved.molar_mass
        if abs(float((weighed / solved.amount).m_as("")) - 1) > TOLERANCE:
            raise CalculationError(Message.TOO_MANY_GIVEN, field="amount")
    if solved.mass is not None and solved.activity is not None and solved.potency is not None:
        units = solved.mass * solved.potency
        if abs(float((units / solved.activity).m_as("")) - 1) > TOLERANCE:
            raise CalculationError(Message.TOO_MANY_GIVEN, field="potency")


# An assay or potency is above 100 % where the standard that it is held against is not pure: 1005 µg/mg.
HIGHEST_PURITY = 110.0


def pure_part(purity: Quantity | None, water: Quantity | None = None) -> float:
    """Return the part of a powder that is the compound: purity on the dry basis, less the water.

    Raises:
        CalculationError: One of them is no per cent that can be.
    """
    part = 1.0
    if purity is not None:
        if kind_of(purity) not in PERCENTS or not 0 < purity.m <= HIGHEST_PURITY:
            raise CalculationError(Message.PURITY_RANGE, field="purity")
        part = float(purity.m) / 100
    if water is not None:
        if kind_of(water) not in PERCENTS or not 0 <= water.m < 100:
            raise CalculationError(Message.WATER_RANGE, field="water")
        part *= 1 - float(water.m) / 100
    return part


def _missing(stock: Stock) -> list[str]:
    missing = [name for name in ("volume", "concentration") if getattr(stock, name) is None]
    if stock.mass is None and stock.amount is None and stock.activity is None:
        missing.append("mass")
    return missing


def _one_pass(known: Stock, fraction: float) -> Stock:
    """Fill whatever follows in one step from what is known."""
    mass, amount, volume = known.mass, known.amount, known.volume
    concentration, molar_mass = known.concentration, known.molar_mass
    activity, potency = known.activity, known.potency
    if mass is None and activity is not None and potency is not None:
        mass = to(activity / potency, "g")
    if activity is None and mass is not None and potency is not None:
        activity = to(mass * potency, "U")
    if potency is None and mass is not None and activity is not None:
        potency = to(activity / mass, "U/mg")
    if mass is None and amount is not None and molar_mass is not None:
        mass = to(amount * molar_mass / fraction, "g")
    if amount is None and mass is not None and molar_mass is not None:
        amount = to(mass * fraction / molar_mass, "mol")
    if molar_mass is None and mass is not None and amount is not None:
        molar_mass = to(mass * fraction / amount, "g/mol")
    if concentration is not None and volume is not None:
        if _counts_units(concentration):
            activity = to(concentration * volume, "U") if activity is None else activity
        else:
            mass, amount = _dissolved(concentration, volume, fraction, mass, amount)
    elif concentration is not None:
        if _counts_units(concentration):
            volume = None if activity is None else to(activity / concentration, "L")
        else:
            volume = _volume(concentration, mass, amount, fraction)
    elif volume is not None:
        # Whoever gives units wants units.
        of_units = None if activity is None else to(activity / volume, "U/mL")
        concentration = of_units or _concentration(volume, mass, amount, fraction)
    return replace(
        known, mass=mass, amount=amount, volume=volume, concentration=concentration, molar_mass=molar_mass,
        activity=activity, potency=potency,
    )  # fmt: skip


def _dissolved(
    concentration: Quantity, volume: Quantity, fraction: float, mass: Quantity | None, amount: Quantity | None
) -> tuple[Quantity | None, Quantity | None]:
    if kind_of(concentration) is Kind.MOLARITY and amount is None:
        amount = to(concentration * volume, "mol")
    if kind_of(concentration) is Kind.MASS_CONCENTRATION and mass is None:
        mass = to(concentration * volume / fraction, "g")
    return mass, amount


def _volume(
    concentration: Quantity, mass: Quantity | None, amount: Quantity | None, fraction: float
) -> Quantity | None:
    if kind_of(concentration) is Kind.MASS_CONCENTRATION and mass is not None:
        return to(mass * fraction / concentration, "L")
    if kind_of(concentration) is Kind.MOLARITY and amount is not None:
        return to(amount / concentration, "L")
    return None


def _concentration(
    volume: Quantity, mass: Quantity | None, amount: Quantity | None, fraction: float
) -> Quantity | None:
    if amount is not None:
        return to(amount / volume, "mol/L")
    if mass is not None:
        return to(mass * fraction / volume, "g/L")
    return None
