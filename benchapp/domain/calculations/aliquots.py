"""How a stock is divided where nobody says so: for single experiments, into freezing tubes, or not at all."""

from msgspec import Struct

from benchapp.domain.compounds.biologics.handling import is_biologic
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.solvents import family
from benchapp.domain.units.kinds import TOLERANCE

# What one experiment takes, and what a freezing tube of 2 mL holds with room for the ice; choices of this program, µL.
EXPERIMENT_UL, FREEZING_TUBE_UL = 100.0, 1000.0
# What a freezer box of 9 × 9 holds.
BOX = 81


class Division(Struct, frozen=True):
    """How a stock is divided.

    Attributes:
        aliquot_ul: Volume of each aliquot, µL; 0 for one vessel.
        shelf: Whether it is one vessel of what nobody freezes for cells: a salt, a buffer salt, an acid in water.
    """

    aliquot_ul: float
    shelf: bool = False


def usual_division(monograph: Monograph, solvent: str, volume_ul: float) -> Division:
    """Return how a bench divides such a stock: into no more tubes than a freezer box holds, for a shelf not at all.

    Args:
        monograph: The page of what is dissolved.
        solvent: In what.
        volume_ul: How much is made, µL.
    """
    box = BOX * (1 + TOLERANCE)
    if volume_ul <= EXPERIMENT_UL * box:
        return Division(EXPERIMENT_UL)
    if not _suffers_open(monograph, solvent):
        return Division(0.0, shelf=True)
    return Division(FREEZING_TUBE_UL if volume_ul <= FREEZING_TUBE_UL * box else 0.0)


def _suffers_open(monograph: Monograph, solvent: str) -> bool:
    """Return whether a bottle that is opened again and again spoils it.

    DMSO draws water and ethanol evaporates; in water it is what goes on cells, as its page has doses or says how such
    a stock keeps, and any biologic.
    """
    on_cells = bool(monograph.uses or monograph.stability.stock) or is_biologic(monograph)
    return on_cells or not family(solvent).watery
