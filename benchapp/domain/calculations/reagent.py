"""Bottled reagents: from % w/w and density to a molar concentration, and how much to take."""

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import Lab, Supply, Tube, TubePlan
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.tube_steps import tube_steps
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.worst_case import in_wells
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.quantities import PERCENTS, Quantity, as_molar, kind_of, positive, to

_BOTTLE, _DILUENT = "reagent", "diluent"
# Less is pipetted: the smallest cylinder is off by 4 % and more of it, µL.
_LEAST_MADE_UP_UL = 5000.0


class Reagent(Struct, frozen=True):
    """A bottled reagent.

    Attributes:
        concentration: Molar concentration of what is in the bottle.
        take: Volume to take for the target; None where no target was given.
        diluent: Volume to make up with, to the final volume.
    """

    concentration: Quantity
    take: Quantity | None = None
    diluent: Quantity | None = None


def solve_reagent(
    percent_ww: Quantity,
    density: Quantity,
    molar_mass: Quantity,
    *,
    target: Quantity | None = None,
    volume: Quantity | None = None,
) -> Reagent:
    """Return the concentration of a reagent, and the volume of it for a target.

    Args:
        percent_ww: Mass of the compound per mass of reagent, in per cent, above 0 to 100.
        density: Mass of reagent per volume.
        molar_mass: Of the compound.
        target: Concentration wanted, molar or mass per volume.
        volume: Final volume.

    Raises:
        CalculationError: A per cent outside its range, a target without a volume, or one above the bottle.
    """
    if kind_of(percent_ww) not in PERCENTS or not 0 < percent_ww.m <= 100:
        raise CalculationError(Message.PERCENT_RANGE, field="percent_ww")
    positive(density, "density")
    positive(molar_mass, "molar_mass")
    concentration = to(density * (float(percent_ww.m) / 100) / molar_mass, "mol/L")
    if target is None and volume is None:
        return Reagent(concentration)
    if target is None or volume is None:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing="target" if target is None else "volume")
    wanted = as_molar(target, molar_mass)
    take = volume * float((wanted / concentration).m_as(""))
    if take > volume:
        raise CalculationError(Message.TARGET_ABOVE_STOCK, field="target")
    return Reagent(concentration, take, volume - take)


class Diluted(Struct, frozen=True):
    """A reagent diluted, as pipettes and cylinders set it.

    Attributes:
        tube: What is made.
        recipe: The steps.
        off: How far off its concentration may be by the pipetting.
    """

    tube: Tube
    recipe: tuple[Line, ...]
    off: Uncertainty


def diluted(take_ul: float, diluent_ul: float, lab: Lab) -> Diluted:
    """Return how a reagent is diluted: diluent first, as the reagent may be an acid, then made up to the mark.

    Args:
        take_ul: Of the reagent, µL.
        diluent_ul: What is missing to the volume wanted, µL.
        lab: Pipettes and rules.

    Raises:
        CalculationError: No pipette can set one of the volumes.
    """
    rack = TubePlan(lab, (Supply(_BOTTLE, stock=True), Supply(_DILUENT)))
    rest_ul = diluent_ul if diluent_ul > take_ul * TOLERANCE else 0.0
    tube = rack.mix("A", (_DILUENT, rest_ul), (_BOTTLE, take_ul), make_up=take_ul + rest_ul >= _LEAST_MADE_UP_UL)
    steps = tube_steps((tube,), (), "")
    if tube.made_up:
        cylinder = tube.pours[0].way.pipette
        first = Line(Message.STEP_DILUENT_FIRST, {"cylinder": cylinder, "what": _DILUENT})
        steps = [first, *(replace(line, code=_INTO.get(line.code, line.code)) for line in steps)]
    return Diluted(tube, tuple(steps), in_wells((tube,), _BOTTLE, 0.0, None)[tube.name])


# What is measured in the cylinder of the whole cannot be left there, as the diluent is in it already.
_INTO = {Message.STEP_LEFT_IN_CYLINDER: Message.STEP_INTO_CYLINDER}
