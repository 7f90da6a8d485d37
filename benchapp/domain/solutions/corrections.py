"""What can be corrected of a solution, and how its concentration follows from the amounts really used."""

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.solutions.solutions import COMPOUNDS_JOINED_BY, Solution, Storage
from benchapp.domain.units.amounts import Amount, multiplied
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.domain.units.moments import Moment

_LITRES = 1e-6
_PER_VOLUME = frozenset({Kind.MOLARITY, Kind.MASS_CONCENTRATION})
# Less than this is no change of a concentration.
_SAME = 1e-9
# And more is none that can be.
_MOST_TIMES = 1e30


class SolutionFacts(Struct, frozen=True, gc=False, omit_defaults=True):
    """What was recorded of a solution, or what is right; None where a correction leaves it as it is.

    Attributes:
        name: Name of the compound.
        lot: Lot of the compound; "" where not given, here and in the other texts.
        lot_expiry: Date on that lot.
        vendor: Who sold it.
        made_by: Whose work.
        made: When it was made.
        made_about: Whether that is only about.
        storage: How it is kept, and was from the beginning.
        place: Box and position.
        container: What it is kept in.
        dark: Whether it is kept from light.
        solvent: What it is dissolved or diluted in.
        solvent_lot: Its lot.
        solvent_expiry: Date on that lot.
        aliquots: How many.
        aliquot_volume: Of each.
        mass: What was weighed in.
        stock_volume: What was taken of the solution it was made from.
        solvent_volume: The solvent or medium added to it.
        concentration: In it.
    """

    name: str | None = None
    lot: str | None = None
    lot_expiry: str | None = None
    vendor: str | None = None
    made_by: str | None = None
    made: Moment | None = None
    made_about: bool | None = None
    storage: str | None = None
    place: str | None = None
    container: str | None = None
    dark: bool | None = None
    solvent: str | None = None
    solvent_lot: str | None = None
    solvent_expiry: str | None = None
    aliquots: int | None = None
    aliquot_volume: Amount | None = None
    mass: Amount | None = None
    stock_volume: Amount | None = None
    solvent_volume: Amount | None = None
    concentration: Amount | None = None

    def __post_init__(self) -> None:
        if self.storage:
            Storage(self.storage)

    def changed(self) -> tuple[str, ...]:
        """Return the names of what is given."""
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is not None)


class Strength(Struct, frozen=True, gc=False):
    """How a correction changes what is in a solution.

    Attributes:
        times: How many times the concentration is what was recorded.
        vehicle_times: And the vehicle.
    """

    times: float = 1.0
    vehicle_times: float = 1.0

    def __post_init__(self) -> None:
        if not (0 <= self.times <= _MOST_TIMES and 0 <= self.vehicle_times <= _MOST_TIMES):
            msg = "no strength of a solution"
            raise ValueError(msg)

    @property
    def changes(self) -> bool:
        """Whether anything is another than was recorded."""
        return abs(self.times - 1) > _SAME or abs(self.vehicle_times - 1) > _SAME

    def then(self, further: "Strength") -> "Strength":
        """Return what both come to, one after the other."""
        return Strength(self.times * further.times, self.vehicle_times * further.vehicle_times)


def several_compounds(solution: Solution) -> bool:
    """Return whether a solution holds several compounds, so that one concentration says nothing of the others."""
    return COMPOUNDS_JOINED_BY in solution.compound_name


def total_ul(solution: Solution) -> float | None:
    """Return what was made of a solution in all, µL; None where nobody stated it."""
    if solution.volume is not None:
        return solution.volume.microlitres or None
    if solution.aliquot_volume is None:
        return None
    return solution.aliquots * solution.aliquot_volume.microlitres or None


def stronger(solution: Solution, strength: Strength) -> Solution:
    """Return a solution that holds so many times what was recorded, each of its tubes alike."""
    wells = {
        well: percent * strength.vehicle_times if well.startswith("dose") else percent
        for well, percent in solution.percent_by_well.items()
    }
    return replace(
        solution,
        concentration=multiplied(solution.concentration, strength.times),
        doses=tuple(multiplied(dose, strength.times) for dose in solution.doses),
        vehicle_percent=solution.vehicle_percent * strength.vehicle_times,
        percent_by_well=wells,
    )


def strength_of(
    solution: Solution,
    before: SolutionFacts,
    after: SolutionFacts,
    parent: Solution | None,
    *,
    measured: bool = False,
) -> Strength:
    """Return how many times what was recorded a solution holds, by the amounts that were really used.

    Args:
        solution: As recorded.
        before: The amounts as recorded; None where nobody stated one.
        after: The amounts as they really were; None where they were as recorded.
        parent: What it was made from; None for a powder that was dissolved.
        measured: Whether its concentration was stated itself: that stays, and only the vehicle follows.
    """
    if parent is None:
        found = _dissolved(solution, before, after)
    else:
        found = _diluted(solution, before, after, parent, measured=measured)
    return Strength(1.0, found.vehicle_times) if measured else found


def _diluted(
    solution: Solution, before: SolutionFacts, after: SolutionFacts, parent: Solution, *, measured: bool
) -> Strength:
    was_stock, was_solvent = _ul(before.stock_volume), _ul(before.solvent_volume)
    stock = _ul(after.stock_volume) or was_stock
    solvent = was_solvent if after.solvent_volume is None else _ul(after.solvent_volume)
    if stock is None or solvent is None:
        return Strength()
    if was_stock is None or was_solvent is None:
        held = in_base(parent.concentration.number, parent.concentration.unit)
        was = in_base(solution.concentration.number, solution.concentration.unit)
        if held is None or was is None or held[0] is not was[0] or was[1] <= 0:
            return Strength()
        return Strength(held[1] * stock / (stock + solvent) / was[1])
    total, was_total = stock + solvent, was_stock + was_solvent
    times = stock / was_stock * was_total / total
    if len(solution.doses) > 1 or solution.vehicle_percent <= 0:
        return Strength(times)
    # Of a stock that went through an intermediate only a share is in it; what was measured says nothing of that.
    share = 1.0 if measured else _share(solution, parent, was_stock, was_total)
    brought = solution.vehicle_percent * was_total + (stock - was_stock) * share * parent.vehicle_percent
    return Strength(times, max(0.0, brought) / total / solution.vehicle_percent)


def _share(solution: Solution, parent: Solution, stock_ul: float, total_ul: float) -> float:
    """Return what part of the stock that was taken is in a solution, as it was recorded; 1 where nobody can tell."""
    held, was = (in_base(one.concentration.number, one.concentration.unit) for one in (parent, solution))
    if held is None or was is None or held[0] is not was[0] or held[1] <= 0:
        return 1.0
    return min(1.0, was[1] * total_ul / (held[1] * stock_ul))


def _dissolved(solution: Solution, before: SolutionFacts, after: SolutionFacts) -> Strength:
    was_mass, was_ul = _grams(before.mass), _ul(before.solvent_volume)
    mass, ul = _grams(after.mass) or was_mass, _ul(after.solvent_volume) or was_ul
    if was_mass and was_ul and mass and ul:
        return Strength(mass / was_mass * was_ul / ul)
    if not mass and was_ul and ul:
        return Strength(was_ul / ul)
    was = in_base(solution.concentration.number, solution.concentration.unit)
    if not mass or not ul or was is None or was[1] <= 0 or was[0] not in _PER_VOLUME:
        return Strength()
    per_litre = mass / (ul * _LITRES)
    return Strength(
        (per_litre if was[0] is Kind.MASS_CONCENTRATION else per_litre / solution.molar_mass.value) / was[1]
    )


def _ul(volume: Amount | None) -> float | None:
    return None if volume is None else volume.microlitres


def _grams(mass: Amount | None) -> float | None:
    found = None if mass is None else in_base(mass.number, mass.unit)
    return found[1] if found is not None and found[0] is Kind.MASS and found[1] > 0 else None
