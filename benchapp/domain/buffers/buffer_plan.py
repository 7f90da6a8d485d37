"""How a buffer or medium is made to a volume: what is weighed and measured with what, and what it is topped up with.

What is dissolved takes up room, and so does the acid or base for its pH: a buffer is dissolved in most of its volume
and topped up to a mark. Liquids that only meet are measured, the diluent too.
"""

import math
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.buffers.buffer_recipe import BufferRecipe
from benchapp.domain.buffers.components import Component, Way
from benchapp.domain.lab.pipettes import Transfer, in_cylinder, transfer
from benchapp.domain.lab.solvents import is_alcohol
from benchapp.domain.messages import CalculationError, Message, Value
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.bounds import FINEST_BALANCE_MG
from benchapp.domain.units.kinds import TOLERANCE

# Dissolved in so much of the volume: the rest is for acid or base, and for what the solids take up.
FIRST_PART = 0.8
# The last figure of the balance that gives three digits of a mass from here on, g.
_BALANCES = ((1.0, 0.01), (0.1, 0.001), (0.01, 0.0001))
_FINEST = 0.0001
# Less is mixed in a tube, L.
_IN_A_CYLINDER_L = 0.01
# So often a serological pipette is filled rather than that a sterile cylinder is looked for.
MOST_FILLINGS = 4
# Less has no mark to be topped up to, µL.
LEAST_TOPPED_UP_UL = 1000.0


class Making(StrEnum):
    """How it is made."""

    DISSOLVED = "dissolved"
    TO_THE_MARK = "to the mark"
    MIXED = "mixed"
    IN_ITS_BOTTLE = "in its bottle"


class MeasuredPart(Struct, frozen=True):
    """A component as it is measured.

    Attributes:
        component: Which.
        amount: How much exactly: g, µL, or pieces.
        set_g: What the balance is to show, g; 0 where nothing is weighed.
        readability_g: The last figure of a balance that gives three digits of it.
        transfer: How a volume is measured; None where none is.
    """

    component: Component
    amount: float
    set_g: float = 0.0
    readability_g: float = 0.0
    transfer: Transfer | None = None

    @property
    def too_little(self) -> bool:
        """Whether no usual balance gives three digits of it."""
        return self.set_g > 0 and self.amount < _BALANCES[-1][0] * (1 - TOLERANCE)


class BufferPlan(Struct, frozen=True):
    """How a buffer or medium is made.

    Attributes:
        recipe: What is made.
        volume_ul: How much, µL.
        making: How.
        parts: In the order of adding.
        rest_ul: What is missing to the volume after all liquids, µL.
        mark: The vessel with the mark it is topped up to; None where the diluent is measured.
        diluent: How the diluent is measured; None where it is topped up.
        bottles: How many bottles of diluent it is made in; 0 for none.
    """

    recipe: BufferRecipe
    volume_ul: float
    making: Making
    parts: tuple[MeasuredPart, ...]
    rest_ul: float
    mark: Transfer | None = None
    diluent: Transfer | None = None
    bottles: int = 0

    @property
    def start_ul(self) -> float:
        """What is put into the beaker first, µL: four fifths of what is missing, in a round figure."""
        first_ul = self.rest_ul * FIRST_PART
        digit = 10 ** (math.floor(math.log10(first_ul)) - 1) if first_ul else 1
        return round(round(first_ul / digit) * digit, 6)

    @property
    def large(self) -> bool:
        """Whether it is more than the largest cylinder holds."""
        return self.mark is not None and self.mark.times > 1


def plan_buffer(
    recipe: BufferRecipe, components: Sequence[Component], volume_l: float, lab: Lab, bottle_l: float = 0.0
) -> BufferPlan:
    """Return how a recipe is made to a volume.

    Args:
        recipe: The recipe.
        components: Its parts as values.
        volume_l: How much is made, L.
        lab: Pipettes and rules.
        bottle_l: The volume of a bottle of diluent that the rest is added to, L; 0 for none.

    Raises:
        CalculationError: The liquids are more than the volume, something cannot be measured, or a part would be taken
            of what comes whole.
    """
    volume_ul = volume_l * 1e6
    if not components:
        raise CalculationError(Message.BUFFER_PARTS_NEEDED, field="parts")
    liquids_ul = sum(one.per_litre for one in components if one.liquid) * volume_ul
    if liquids_ul > volume_ul * (1 + TOLERANCE):
        raise CalculationError(Message.BUFFER_OVERFULL, ul=liquids_ul, total_ul=volume_ul, field="parts")
    rest_ul = max(0.0, volume_ul - liquids_ul)
    if rest_ul <= volume_ul * TOLERANCE:
        rest_ul = 0.0
    if rest_ul and not recipe.diluent:
        raise CalculationError(Message.BUFFER_DILUENT_NEEDED, ul=rest_ul, field="diluent")
    making = _making(recipe, components, volume_l, bottle_l)
    sterile = recipe.sterile == "aseptic"
    parts = tuple(_measured(one, volume_l, lab, sterile=sterile) for one in components)
    if making in {Making.MIXED, Making.IN_ITS_BOTTLE}:
        bottles = round(volume_l / bottle_l) if making is Making.IN_ITS_BOTTLE else 0
        # Out of a bottle goes as much as comes in.
        diluent_ul = liquids_ul if bottles else rest_ul
        diluent = _transfer(lab, recipe.diluent, diluent_ul, sterile=sterile) if diluent_ul else None
        return BufferPlan(recipe, volume_ul, making, parts, rest_ul, diluent=diluent, bottles=bottles)
    mark = in_cylinder(volume_ul)
    if mark is None:
        raise CalculationError(Message.BUFFER_TOO_LITTLE, ul=LEAST_TOPPED_UP_UL, field="volume")
    return BufferPlan(recipe, volume_ul, making, parts, rest_ul, mark=mark)


def _making(recipe: BufferRecipe, components: Sequence[Component], volume_l: float, bottle_l: float) -> Making:
    if recipe.ph or recipe.dissolve or any(not one.liquid for one in components):
        return Making.DISSOLVED
    alcohol = is_alcohol(recipe.diluent) or any(is_alcohol(one.name) for one in components)
    # Alcohol and water take up less room together than apart. Cylinders are not sterile.
    if alcohol or (recipe.sterile != "aseptic" and volume_l >= _IN_A_CYLINDER_L):
        return Making.TO_THE_MARK
    whole = volume_l / bottle_l if bottle_l else 0.0
    fits = whole >= 1 - TOLERANCE and abs(whole - round(whole)) <= TOLERANCE * whole
    return Making.IN_ITS_BOTTLE if fits else Making.MIXED


def _measured(component: Component, volume_l: float, lab: Lab, *, sterile: bool) -> MeasuredPart:
    amount = component.per_litre * volume_l
    if component.way is Way.WEIGHED:
        if amount * 1000 < FINEST_BALANCE_MG * (1 - TOLERANCE):
            least: dict[str, Value] = {"mass_g": amount, "finest_g": FINEST_BALANCE_MG / 1000}
            raise CalculationError(Message.BUFFER_CANNOT_WEIGH, name=component.name, **least)
        last = next((digit for least, digit in _BALANCES if amount >= least * (1 - TOLERANCE)), _FINEST)
        return MeasuredPart(component, amount, max(last, round(round(amount / last) * last, 6)), last)
    if component.way is Way.COUNTED:
        whole = round(amount)
        if whole < 1 or abs(amount - whole) > TOLERANCE * whole:
            fewer, more = math.floor(amount), math.ceil(amount)
            values: dict[str, Value] = {
                "name": component.name,
                "count": amount,
                "piece": component.piece,
                "less_ul": fewer / component.per_litre * 1e6,
                "more_ul": more / component.per_litre * 1e6,
            }
            raise CalculationError(Message.BUFFER_PART_OF_ONE, **values, field="volume")
        return MeasuredPart(component, float(whole))
    return MeasuredPart(component, amount * 1e6, transfer=_transfer(lab, component.name, amount * 1e6, sterile=sterile))


def _transfer(lab: Lab, name: str, volume_ul: float, *, sterile: bool) -> Transfer:
    try:
        # One filling of a serological pipette and not five of a smaller one.
        found = transfer(volume_ul, lab.pipettes, fewest=True)
        return (_serological(lab, volume_ul) or found) if sterile else found
    except CalculationError as error:
        if error.code != Message.NO_PIPETTE:
            raise
        values: dict[str, Value] = {"name": name, "ul": volume_ul, "smallest_ul": error.values["smallest_ul"]}
        raise CalculationError(Message.BUFFER_NO_PIPETTE, **values, field="volume") from error


def _serological(lab: Lab, volume_ul: float) -> Transfer | None:
    """Return a volume in equal fillings of the largest serological pipette; None for too many, or too little for it.

    A measuring cylinder is not sterile.
    """
    largest = max((one for one in lab.pipettes if one.serological), key=lambda one: one.high_ul, default=None)
    if largest is None or volume_ul <= largest.high_ul or volume_ul > MOST_FILLINGS * largest.high_ul:
        return None
    times = math.ceil(volume_ul / largest.high_ul * (1 - TOLERANCE))
    setting = round(round(volume_ul / times / largest.step_ul) * largest.step_ul, 6)
    return Transfer(largest.name, times, setting, volume_ul, times * largest.error_ul)
