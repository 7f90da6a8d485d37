"""One units registry, and the way from typed text to a quantity and back.

Pint does the algebra. Importing this module imports pint, so it is loaded in a worker after the first window is
painted; what the first window needs is in `kinds` and `amounts`.
"""

import re
from collections.abc import Iterable
from typing import Any

import pint

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.amounts import THIN_SPACE, Amount, on_ladder, plain, show, with_decimal_sign
from benchapp.domain.units.bounds import beyond
from benchapp.domain.units.grammar import Typed, read_typed
from benchapp.domain.units.kinds import BASE_UNITS, LADDERS, SHOWN_AS, Kind, worth
from benchapp.domain.units.nucleic_acids import read_nucleic_acid
from benchapp.domain.units.numerals import ANY, Sense
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.domain.units.refusals import explained, without_solvent
from benchapp.domain.units.unit_names import read_unit

# No amount of a bench is beyond, in the base unit of its kind; what follows from one can be computed and shown.
_LEAST, _MOST = 1e-30, 1e12


def _elsewhere(error: QuantityError, kinds: tuple[Kind, ...]) -> bool:
    """Return whether the unit that a refusal offers is none of the field's: "5 m" of a volume is not meant as M."""
    meant = read_unit(str(error.values.get("meant", ""))) if error.code == Message.UNIT_MEANT else None
    known = worth(meant[0]) if meant is not None else None
    return bool(kinds) and known is not None and known[0] not in kinds


class Units:
    """The registry of the units this program knows.

    Args:
        definitions: The lines of `resources/units.txt`.
        decimal_comma: Whether typed text follows a decimal-comma locale.
    """

    def __init__(self, definitions: Iterable[str], *, decimal_comma: bool = False) -> None:
        self._registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None, cache_folder=None)
        self._registry.load_definitions(list(definitions))
        self._decimal_comma = decimal_comma
        # What pint finds out about a unit stays so: parsing a name and finding a factor cost it more than a product.
        self._units: dict[str, Any] = {}
        self._worth: dict[tuple[tuple[str, Any], ...], tuple[Kind, float]] = {}

    @property
    def decimal_comma(self) -> bool:
        """Whether typed text follows a decimal-comma locale."""
        return self._decimal_comma

    def with_point(self) -> "Units":
        """Return the same registry with a decimal point, as published examples have wherever they are read."""
        same = Units.__new__(Units)
        vars(same).update(vars(self), _decimal_comma=False)
        return same

    def of(self, number: float, unit: str) -> Quantity:
        """Return a quantity; `unit` is one that files use ("uM", "mg/mL")."""
        known = self._units.get(unit)
        if known is None:
            known = self._units[unit] = self._registry.Unit(unit)
        return self._registry.Quantity(float(number), known)

    def read(self, text: str, *kinds: Kind, sense: Sense = ANY) -> Quantity:
        """Read typed text as a quantity of one of `kinds`.

        Raises:
            QuantityError: The text is not one number and one known unit, or is of another kind.
        """
        return self.read_both(text, *kinds, sense=sense)[0]

    def read_both(self, text: str, *kinds: Kind, sense: Sense = ANY) -> tuple[Quantity, Amount]:
        """Read typed text; give the quantity for the algebra and the exact amount for the journal."""
        quantity, typed = self.read_with_solvent(text, *kinds, sense=sense)
        if typed.solvent:
            values = {"text": text, "amount": without_solvent(typed), "solvent": typed.solvent}
            raise QuantityError(Message.SOLVENT_ELSEWHERE, **values)
        return quantity, Amount(typed.digits, typed.unit, text.strip())

    def read_with_solvent(self, text: str, *kinds: Kind, sense: Sense = ANY) -> tuple[Quantity, Typed]:
        """Read typed text that may name a solvent behind the amount ("10 mM in DMSO").

        Returns:
            The quantity, and what was typed, its `solvent` among it ("" where none is named).

        Raises:
            QuantityError: The text is not one number and one known unit, or is of another kind.
        """
        wanted = "/".join(kind.value for kind in kinds)
        if Kind.MOLAR_MASS in kinds and (strand := read_nucleic_acid(text, decimal_comma=self._decimal_comma)):
            mass = strand.molar_mass
            return self.of(mass, "g/mol"), Typed(mass, f"{mass:.15g}", "g/mol", text)
        try:
            typed = read_typed(text, decimal_comma=self._decimal_comma, sense=sense)
        except QuantityError as refused:
            if refused.code == Message.NORMALITY and Kind.NORMALITY in kinds:
                # Only what stands behind it is too much here: "0.1 N HCl".
                refused = QuantityError(Message.UNKNOWN_UNIT, text=text, unit=text)
            error = explained(refused, text, decimal_comma=self._decimal_comma)
            code = Message.UNKNOWN_UNIT if _elsewhere(error, kinds) else error.code
            raise QuantityError(code, **{**error.values, "wanted": wanted, "asked": sense.field}) from None
        quantity = self.of(typed.number, typed.unit)
        if typed.number and not _LEAST <= self.base(quantity) <= _MOST:
            raise QuantityError(Message.OUT_OF_RANGE, text=text)
        found = kind_of(quantity)
        if kinds and found not in kinds and found is Kind.NORMALITY:
            raise QuantityError(Message.NORMALITY, text=text)
        if kinds and found is Kind.PERCENT and found not in kinds and Kind.MASS_CONCENTRATION in kinds:
            code = Message.PERCENT_OF_WHICH if Kind.PERCENT_VV in kinds else Message.PERCENT_OF_WHAT
            raise QuantityError(code, text=text, figure=typed.number)
        if kinds and found not in kinds:
            found_word = found.value if found else ""
            raise QuantityError(Message.WRONG_KIND, text=text, found=found_word, wanted=wanted, asked=sense.field)
        why = None if found is None else beyond(found, self.base(quantity))
        if why is not None:
            raise QuantityError(Message.CANNOT_BE, text=text, why=why.value)
        return quantity, typed

    def quantity(self, amount: Amount) -> Quantity:
        """Return the quantity of a kept amount."""
        return self.of(float(amount.number), amount.unit)

    def show(self, quantity: Quantity, figures: int | None = None) -> str:
        """Show a quantity on its bench ladder: "1.88 mL"."""
        kind, factor = self._kind_and_factor(quantity)
        return self.written(show(float(quantity.m * factor), kind, figures))

    def exactly(self, quantity: Quantity) -> str:
        """Show a quantity in the very unit it is in: 2.593 µg/mL stays so, where the ladder would climb."""
        unit = str(quantity.units).replace(" ", "")
        shown = SHOWN_AS.get(unit) or re.sub(r"\bu(?=[gLM]|mol)", "µ", unit)
        return self.written(f"{plain(float(quantity.m))}{THIN_SPACE}{shown}")

    def written(self, text: str) -> str:
        """Return shown text with the decimal sign in which amounts are typed here."""
        return with_decimal_sign(text, "," if self._decimal_comma else ".")

    def base(self, quantity: Quantity) -> float:
        """Return the magnitude in the base unit of its kind."""
        return float(quantity.m * self._kind_and_factor(quantity)[1])

    def _kind_and_factor(self, quantity: Quantity) -> tuple[Kind, float]:
        """Return what a quantity measures, and how much one of its unit is in the base unit of that kind.

        Raises:
            QuantityError: It is none of the kinds this program knows.
        """
        unit = tuple(quantity.unit_items())
        known = self._worth.get(unit)
        if known is None:
            kind = kind_of(quantity)
            if kind is None:
                raise QuantityError(Message.WRONG_KIND, text=str(quantity), found="", wanted="")
            # No unit of `units.txt` has an offset, so a conversion is a product.
            known = self._worth[unit] = kind, float(self._registry.Quantity(1.0, quantity.units).m_as(BASE_UNITS[kind]))
        return known

    def amount(self, quantity: Quantity) -> Amount:
        """Return the amount to keep: full precision, on the unit of its ladder."""
        kind, worth_of_one = self._kind_and_factor(quantity)
        base = float(quantity.m * worth_of_one)
        _, unit = on_ladder(base, kind)
        factor = next(rung.factor for rung in LADDERS[kind] if rung.unit == unit)
        return Amount(f"{base / factor:.15g}", unit)
