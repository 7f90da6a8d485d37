"""The further compounds of a combination: found by name, and the stock that each comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.library_item import is_plain
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.solvents import canonical, same
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.ingredients import Ingredient, known_of
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.solutions.solution_table import SolutionRow


class FurtherCompound(Struct, frozen=True):
    """A further compound of a combination.

    Attributes:
        monograph: Its monograph.
        form: Name of the form that its stock in hand was made of; of its first form without one.
        molar_mass: Of that form, g/mol.
        row: Its stock in hand; None where a concentration was typed.
    """

    monograph: Monograph
    form: str
    molar_mass: str
    row: SolutionRow | None

    @property
    def source(self) -> str:
        """Name of what its stock is taken from."""
        return self.row.kept.solution.label if self.row else f"{self.monograph.identity.name} stock"

    @property
    def plain(self) -> bool:
        """Whether it has no page, so that nothing is on file for it."""
        return is_plain(self.monograph.id)

    def known(self, one: Ingredient) -> Ingredient:
        """Return it with what is known of its stock and its solubility."""
        error = self.row.kept.solution.error if self.row else 0.0
        return known_of(replace(one, stock_error=error), self.monograph)

    def check_solvent(self, typed: str, vehicle: str, mark: str) -> None:
        """Refuse a stock in another vehicle than the first, or in an unknown one.

        Args:
            typed: What the person says that its stock is in.
            vehicle: Of the first stock.
            mark: Which partner, for the field at which it is said.

        Raises:
            CalculationError: It is; `field` names the partner's solvent, or its stock.
        """
        solution = self.row.kept.solution if self.row else None
        other = (solution.vehicle or solution.liquid) if solution else canonical(typed)
        if not other:
            raise CalculationError(Message.SOLVENT_NEEDED, field=f"solvent{mark}")
        if not same(other, vehicle):
            label = solution.label if solution else self.monograph.identity.name
            at = f"c1{mark}" if solution else f"solvent{mark}"
            raise CalculationError(Message.VEHICLES_DIFFER, field=at, label=label, other=other, vehicle=vehicle)


def further_compound(monograph: Monograph, row: SolutionRow | None) -> FurtherCompound:
    """Return a further compound, of the form that its stock in hand was made of."""
    forms = monograph.identity.forms
    if row is None:
        return FurtherCompound(monograph, forms[0].name, forms[0].molar_mass, None)
    made_of = row.kept.solution.form
    form = next((one for one in forms if one.id == made_of), forms[0])
    return FurtherCompound(monograph, form.name, row.kept.solution.molar_mass.number, row)


class FurtherCompounds:
    """The compounds that are named in the fields, each looked up once.

    Args:
        compounds: The open compound, and the library.
        without_page: Returns what replaces the page of a name that is used without one; None for any other name.
    """

    def __init__(
        self, compounds: CurrentCompound, without_page: Callable[[str], Monograph | None] = lambda _name: None
    ) -> None:
        self._compounds = compounds
        self._without_page = without_page
        self._found: dict[str, Monograph] = {}

    def forget(self) -> None:
        """Look every name up anew, as the library may have changed."""
        self._found.clear()

    def add(self, name: str, monograph: Monograph) -> None:
        """Set a name as that of a compound."""
        self._found[name] = monograph

    def found(self, text: str) -> Monograph | None:
        """Return the compound of a name that was looked up before; None for any other."""
        return self._without_page(text) or self._found.get(text)

    def find(self, text: str) -> Monograph | None:
        """Return the compound that is found by a name, or by a part of it; None where there is none."""
        plain = self._without_page(text)
        if plain is None and text not in self._found:
            hits = self._compounds.search(text)
            filed = self._compounds.library.open(hits[0].headline.id) if hits else None
            # What is not there may be added while this is in the field.
            self._found |= {} if filed is None else {text: filed.monograph}
        return plain or self._found.get(text)

    def partner(self, text: str, mark: str, before: Iterable[FurtherCompound]) -> Monograph:
        """Return the compound of a mark.

        Args:
            text: What is typed as its name.
            mark: Which partner, for the field at which it is said.
            before: The further compounds that are there already.

        Raises:
            CalculationError: There is no such compound, or it is there already; `field` names where it was typed.
        """
        monograph = self.find(text)
        if monograph is None:
            raise CalculationError(Message.COMPOUND_NOT_FOUND, text=text, field=f"compound{mark}")
        first = self._compounds.monograph
        there = {one.monograph.id for one in before} | ({first.id} if first else set())
        if monograph.id in there:
            name = monograph.identity.name
            raise CalculationError(Message.COMPOUND_TWICE, name=name, field=f"compound{mark}")
        return monograph

    def names_like(self, text: str) -> tuple[str, ...]:
        """Return the names in the library that go on as a text begins, the likeliest first; none for a whole name."""
        begun = text.strip().casefold()
        names = [hit.headline.name for hit in self._compounds.search(text)] if begun else []
        return tuple(name for name in names if name.casefold().startswith(begun) and name.casefold() != begun)
