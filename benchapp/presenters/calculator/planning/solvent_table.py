"""The table of a vendor's sheet: how much solvent for so much in the vial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.quantities import as_mass

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

TABLE_MASSES = ("1 mg", "5 mg", "10 mg")
TABLE_CONCENTRATIONS = ("1 mM", "5 mM", "10 mM", "50 mM")
# A millimole of a protein is grams of it.
OF_BIOLOGICS = ("0.1 mg/mL", "0.5 mg/mL", "1 mg/mL", "10 mg/mL")


class TableCell(Struct, frozen=True):
    """One cell of the table.

    Attributes:
        mass: In the vial, as typed.
        concentration: Wanted, as typed.
        volume: Of solvent, as shown.
        above: Whether that is above the highest value on file for the solvent.
    """

    mass: str
    concentration: str
    volume: str
    above: bool


def solvent_table(
    units: Units, known: Stock, limit: float | None, *, biologic: bool = False
) -> tuple[tuple[TableCell, ...], ...]:
    """Return the table, a row for each concentration.

    Args:
        units: The registry.
        known: Molar mass, purity and water content of what is in the vial; nothing without a molar mass.
        limit: The highest value on file for the solvent, mg/mL; None where there is none.
        biologic: Whether it is no small molecule.
    """
    if known.molar_mass is None:
        return ()
    rows = []
    for concentration in OF_BIOLOGICS if biologic else TABLE_CONCENTRATIONS:
        strength = units.read(concentration)
        mg_ml = float(as_mass(strength, known.molar_mass).m_as("mg/mL"))
        cells = []
        for mass in TABLE_MASSES:
            solved = solve_stock(replace(known, mass=units.read(mass), concentration=strength))
            volume = "" if solved.volume is None else units.show(solved.volume)
            above = limit is not None and mg_ml > limit * (1 + TOLERANCE)
            cells.append(TableCell(units.written(mass), units.written(concentration), volume, above))
        rows.append(tuple(cells))
    return tuple(rows)
