"""A combination as it is dosed: which doses of each further compound go with those of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.ingredients import Ingredient, ingredient
from benchapp.domain.recipes.plate_plan import Axis, short_names
from benchapp.domain.units.kinds import CONCENTRATIONS
from benchapp.domain.units.quantities import Quantity
from benchapp.presenters.calculator.planning.dilution_fields import counted_as
from benchapp.presenters.calculator.planning.dose_fields import Doses
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound
from benchapp.presenters.forms.form_model import named_solvent, read_amount, read_stock

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


class Combination(Struct, frozen=True):
    """The compounds of a plate.

    Attributes:
        units: The registry.
        texts: What is in the fields.
        mode: How the doses go together: "constant", "ratio" or "checkerboard"; "" for one compound.
        separate: Whether each compound has tubes of its own.
        vehicle: What the stock of the first compound is in.
        partners: The further compounds, by mark.
    """

    units: Units
    texts: Mapping[str, str]
    mode: str
    separate: bool
    vehicle: str
    partners: Mapping[str, FurtherCompound]

    def doses_beside(self, first: Doses) -> list[Doses]:
        """Return the doses of each further compound that go with those of the first: one, or as many at one ratio.

        Raises:
            BenchError: Its stock or its dose is missing, or cannot be read; `field` names which.
        """
        return [self._beside(mark, first) for mark in self.partners]

    def _beside(self, mark: str, first: Doses) -> Doses:
        dose = self._highest(mark)
        if self.mode == "constant":
            return Doses((dose,))
        return Doses(tuple(dose * float((each / first.doses[0]).m_as("")) for each in first.doses))

    def axes(self, first: Ingredient, doses: Sequence[Doses]) -> tuple[Axis, ...]:
        """Return the series of the plate: one for each compound, or one for all where they share their tubes.

        Args:
            first: The open compound with its doses.
            doses: Those of each compound that has tubes of its own, the first one's first.

        Raises:
            BenchError: A stock or a dose is missing, or does not go with those of the first; `field` names which.
        """
        if not self.partners:
            return (Axis((first,)),)
        if first.source == "stock":
            first = replace(first, source=f"{first.compound} stock")
        return self._apart(first, doses[1:]) if self.separate else self._together(first)

    def _apart(self, first: Ingredient, beside: Sequence[Doses]) -> tuple[Axis, ...]:
        every = [first]
        every += [self._partner(mark, given.doses) for mark, given in zip(self.partners, beside, strict=True)]
        names = short_names([one.compound for one in every])
        return tuple(Axis((one,), f"{name} ") for one, name in zip(every, names, strict=True))

    def _together(self, first: Ingredient) -> tuple[Axis, ...]:
        together = [first]
        for mark in self.partners:
            one = self._partner(mark, [self._highest(mark)])
            falling = self.mode == "ratio"
            steps = tuple(one.doses[0] * (each / first.doses[0] if falling else 1.0) for each in first.doses)
            together.append(replace(one, doses=steps))
        return (Axis(tuple(together)),)

    def _highest(self, mark: str) -> Quantity:
        self._need_stock(mark)
        dose = read_amount(self.units, self.texts, f"top{mark}", *CONCENTRATIONS)
        if not dose.m > 0:
            raise CalculationError(Message.NOT_POSITIVE, field=f"top{mark}")
        return dose

    def _need_stock(self, mark: str) -> None:
        if not self.texts.get(f"c1{mark}", "").strip():
            raise CalculationError(Message.STOCK_NEEDED, field=f"c1{mark}")

    def _partner(self, mark: str, doses: Sequence[Quantity]) -> Ingredient:
        self._need_stock(mark)
        partner, typed = self.partners[mark], self.texts.get(f"c1{mark}", "")
        stock = counted_as(self.units, self.texts, read_stock(self.units, self.texts, f"c1{mark}"), doses[0], mark)
        partner.check_solvent(named_solvent(typed) or self.texts.get(f"solvent{mark}", ""), self.vehicle, mark)
        molar_mass = self.units.of(float(partner.molar_mass), "g/mol") if float(partner.molar_mass) else None
        try:
            return partner.known(ingredient(stock, doses, molar_mass, partner.monograph.identity.name, partner.source))
        except CalculationError as error:
            at = str(error.values.get("field", ""))
            here = at == "c1" or (at == "molar_mass" and partner.plain)
            named = f"{at}{mark}" if here else f"top{mark}"
            raise CalculationError(error.code, **{**error.values, "field": named}) from error
