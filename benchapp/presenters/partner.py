"""A further compound of a combination: what it is, and the stock that it comes from."""

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.monograph import Monograph
from benchapp.domain.solvents import canonical, same
from benchapp.presenters.shelf import OnShelf


class Partner(Struct, frozen=True):
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
    row: OnShelf | None

    def check_solvent(self, typed: str, vehicle: str, mark: str) -> None:
        """Refuse a stock in another vehicle than the first, or in one that was not told.

        Args:
            typed: What the person says that its stock is in.
            vehicle: Of the first stock.
            mark: Which partner, for the field at which it is said.

        Raises:
            CalculationError: It is; `field` names the partner's solvent, or its stock.
        """
        solution = self.row.kept.solution if self.row else None
        other = solution.vehicle if solution else canonical(typed)
        if not other:
            raise CalculationError(Message.SOLVENT_NEEDED, field=f"solvent{mark}")
        if not same(other, vehicle):
            label = solution.label if solution else self.monograph.identity.name
            at = f"c1{mark}" if solution else f"solvent{mark}"
            raise CalculationError(Message.VEHICLES_DIFFER, field=at, label=label, other=other, vehicle=vehicle)
