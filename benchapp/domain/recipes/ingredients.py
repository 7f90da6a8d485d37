"""A compound in a plan: its stock and its doses on one scale, as plain numbers.

Plans count in parts of a stock, so the algebra of units is done once, here, and not for every tube.
"""

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.solubility import aqueous_limit, in_watery
from benchapp.domain.messages import CalculationError, Caution, Message, Severity, Value
from benchapp.domain.units.kinds import BASE_UNITS, TOLERANCE, Kind
from benchapp.domain.units.quantities import Quantity, kind_of, positive, same_scale


class Ingredient(Struct, frozen=True):
    """One compound of a plan.

    Attributes:
        compound: Its name.
        stock: Concentration of its stock, in the base unit of `kind`.
        doses: In the well, in the same unit, from the highest down.
        kind: What is measured.
        molar_mass: Of the form in the stock, g/mol; 0 where it is not known.
        source: The stock as the steps call it: its label, or "stock".
        stock_error: Largest relative error of its concentration, as far as it is known.
        dissolves_mg_ml: Up to here it is known to stay in watery solution, mg/mL; None where nothing is known.
        falls_out: Whether its page says that it falls out of buffer, so that medium gets it at the working dose only.
    """

    compound: str
    stock: float
    doses: tuple[float, ...]
    kind: Kind
    molar_mass: float = 0.0
    source: str = "stock"
    stock_error: float = 0.0
    dissolves_mg_ml: float | None = None
    falls_out: bool = False

    @property
    def constant(self) -> bool:
        """Whether the dose is the same in every tube."""
        return len(set(self.doses)) == 1

    def mg_ml(self, concentration: float) -> float | None:
        """Return a concentration of the plan in mg/mL; None where its scale and the molar mass do not tell."""
        if self.kind is Kind.MASS_CONCENTRATION:
            return concentration
        return concentration * self.molar_mass if self.kind is Kind.MOLARITY and self.molar_mass else None

    def molar(self, concentration: float) -> float | None:
        """Return a concentration of the plan in mol/L; None where its scale and the molar mass do not tell."""
        if self.kind is Kind.MOLARITY:
            return concentration
        known = self.kind is Kind.MASS_CONCENTRATION and self.molar_mass
        return concentration / self.molar_mass if known else None

    def stays_dissolved(self, concentration: float, *, watery: bool = False) -> float:
        """Return up to which part of a solution in the vehicle an intermediate in medium may be made of it.

        0 where nothing is known of its solubility; no limit where the concentration cannot be compared with any, nor
        for a stock in water or buffer of which nothing speaks against medium.

        Args:
            concentration: Of the solution in the vehicle, in the base unit of `kind`.
            watery: Whether the vehicle is water or buffer.
        """
        if watery and self.dissolves_mg_ml is None and not self.falls_out:
            return math.inf
        mg_ml = self.mg_ml(concentration)
        if self.falls_out and mg_ml is None:
            return 0.0
        return (self.dissolves_mg_ml or 0.0) / mg_ml if mg_ml else math.inf


def ingredient(
    stock: Quantity,
    doses: Sequence[Quantity],
    molar_mass: Quantity | None = None,
    compound: str = "",
    source: str = "stock",
) -> Ingredient:
    """Bring a stock and doses to one scale, through the molar mass where molar and mass units mix.

    Raises:
        CalculationError: The scales cannot be mixed, the molar mass is missing, or a value is zero.
    """
    positive(stock, "c1")
    scaled = [same_scale(stock, positive(dose, "c2"), molar_mass) for dose in doses]
    first = scaled[0][0] if scaled else stock
    kind = kind_of(first)
    if kind is None or any(kind_of(one) is not kind for one, _ in scaled):
        raise CalculationError(Message.CANNOT_MIX, field="c2", first=kind.value if kind else "", second="")
    unit = BASE_UNITS[kind]
    return Ingredient(
        compound,
        float(first.m_as(unit)),
        tuple(float(dose.m_as(unit)) for _, dose in scaled),
        kind,
        0.0 if molar_mass is None else float(molar_mass.m_as("g/mol")),
        source,
    )


def concentration_values(base: float, kind: Kind) -> dict[str, Value]:
    """Return a concentration as values of a message: `molar` in mol/L, `mg_ml`, or `other` with its kind."""
    if kind is Kind.MOLARITY:
        return {"molar": base}
    if kind is Kind.MASS_CONCENTRATION:
        return {"mg_ml": base}
    return {"other": base, "other_kind": kind.value}


def named_by(ingredients: Sequence[Ingredient], monographs: Sequence[Monograph | None]) -> tuple[Ingredient, ...]:
    """Return ingredients with the names of their compounds, where a plan of one compound left them out."""
    return tuple(
        one if one.compound or page is None else replace(one, compound=page.identity.name)
        for one, page in zip(ingredients, monographs, strict=False)
    )


# From this part on a dose is another than was wanted.
UNLIKE = 1e-4


def undiluted_note(one: Ingredient, reached: float, wanted: float) -> Caution:
    """Return what is said where a stock is dosed as it is; both are in the well, in the base unit."""
    of_wanted = {f"wanted_{name}": value for name, value in concentration_values(wanted, one.kind).items()}
    values = {**concentration_values(reached, one.kind), **of_wanted, "off": 100 * (reached / wanted - 1)}
    return Caution(Message.UNDILUTED, Severity.NOTE, values)


def range_values(low: float, high: float, kind: Kind, mark: str = "") -> dict[str, Value]:
    """Return both ends of a concentration as values of a message: `molar_low`, `molar_high`, and the like.

    Args:
        low: The lower end, in the base unit of `kind`.
        high: The upper end.
        kind: What is measured.
        mark: "_2", "_3" for further compounds.
    """
    ends = (("low", low), ("high", high))
    return {
        f"{name}_{end}{mark}": value for end, base in ends for name, value in concentration_values(base, kind).items()
    }


def check_strength(one: Ingredient, strength: float) -> None:
    """Refuse a dose that, made `strength` times, would be stronger than its stock, and name the most that can be had.

    Raises:
        CalculationError: It is.
    """
    for dose in one.doses:
        if dose * strength > one.stock * (1 + TOLERANCE):
            most = concentration_values(one.stock / strength, one.kind)
            raise CalculationError(
                Message.TARGET_ABOVE_STOCK, field="c2", strength=strength, source=one.source, most=True, **most
            )


def known_of(one: Ingredient, monograph: Monograph | None) -> Ingredient:
    """Return an ingredient with what its page says of it in watery solution."""
    if monograph is None:
        return one
    falls_out = in_watery(monograph).falls_out is not None
    return replace(one, dissolves_mg_ml=aqueous_limit(monograph), falls_out=falls_out)
