"""How the wells of a plate are filled: what goes into each, what is in it afterwards, and by which step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.well_course import Redosing
from benchapp.domain.messages import Message
from benchapp.presenters.forms.form_model import read_volume_ul

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

# What can be chosen for the wells of a plate, by its name in the field.
DOSING = {"resuspended": Dosing.RESUSPENDED, "added": Dosing.ADDED, "replaced": Dosing.REPLACED}
# How each way of dosing puts a tube into wells.
_LAST_STEP = {
    Dosing.RESUSPENDED: Message.STEP_TAKE_UP_INTO,
    Dosing.ADDED: Message.STEP_ADD_INTO,
    Dosing.REPLACED: Message.STEP_REPLACE_IN,
}
_REDOSE_STEP = {
    Method.FULL_CHANGE: Message.STEP_REPLACE_IN,
    Method.HALF_CHANGE_1X: Message.STEP_REPLACE_HALF_IN,
    Method.HALF_CHANGE_2X: Message.STEP_REPLACE_HALF_IN,
    Method.SPIKE: Message.STEP_ADD_INTO,
}


class WellFilling(Struct, frozen=True):
    """How each well is filled.

    Attributes:
        per_well_ul: Put into it of each tube, µL.
        well_ul: In it afterwards, µL.
        strength: How many times the dose of the well a tube holds.
        last_step: The step by which a tube goes into wells.
    """

    per_well_ul: float
    well_ul: float
    strength: float
    last_step: MessageCode


def dosing_of(texts: Mapping[str, str], axes: int) -> Dosing:
    """Return where the cells are: two tubes for one well can only be added to what is there.

    Args:
        texts: What is in the fields.
        axes: How many tubes go into one well.
    """
    return Dosing.ADDED if axes > 1 else DOSING[texts.get("dosing", "")]


def read_filling(units: Units, texts: Mapping[str, str], axes: int, redose: Redosing | None) -> WellFilling:
    """Return how wells are filled: by the fields, or as a re-dose is given.

    Args:
        units: The registry.
        texts: What is in the fields.
        axes: How many tubes go into one well.
        redose: How the re-dose is given; None for first doses.

    Raises:
        BenchError: A volume cannot be read, or is zero; `field` names it.
    """
    if redose is not None:
        return WellFilling(redose.add_ul, redose.change.volume_ul, redose.strength, _REDOSE_STEP[redose.method])
    dosing = dosing_of(texts, axes)
    if dosing is not Dosing.ADDED:
        well = read_volume_ul(units, texts, "well_volume")
        return WellFilling(well, well, 1.0, _LAST_STEP[dosing])
    present = read_volume_ul(units, texts, "present_volume")
    added = read_volume_ul(units, texts, "added_volume")
    return WellFilling(added, present + added, (present + added) / added, _LAST_STEP[dosing])
