"""What *Dilute* asks for in each way of dosing, and the step that puts the dose into the wells."""

from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.messages import Message
from benchapp.domain.units.kinds import CONCENTRATIONS, Kind

QUANTITIES: dict[str, tuple[Kind, ...]] = {
    "c1": CONCENTRATIONS,
    "c2": CONCENTRATIONS,
    "v1": (Kind.VOLUME,),
    "v2": (Kind.VOLUME,),
    "diluent": (Kind.VOLUME,),
    "well_volume": (Kind.VOLUME,),
    "present_volume": (Kind.VOLUME,),
    "added_volume": (Kind.VOLUME,),
}
COUNTS = ("wells", "control_wells", "passage")
# What each way of dosing asks for; the other fields are not shown and not read.
ASKED: dict[Dosing | None, tuple[str, ...]] = {
    None: ("c1", "v1", "c2", "v2", "diluent"),
    Dosing.RESUSPENDED: ("c1", "c2", "wells", "control_wells", "passage", "well_volume"),
    Dosing.ADDED: ("c1", "c2", "wells", "control_wells", "passage", "present_volume", "added_volume"),
    Dosing.REPLACED: ("c1", "c2", "wells", "control_wells", "passage", "well_volume"),
    Dosing.SPIKED: ("c1", "c2", "wells", "control_wells", "passage", "present_volume", "added_volume"),
}
# How each way of dosing puts the batch into the wells; a plain dilution is put into none, and says so itself.
LAST_STEP = {
    None: Message.STEP_ADD_TO_WELLS,
    Dosing.RESUSPENDED: Message.STEP_RESUSPEND,
    Dosing.ADDED: Message.STEP_ADD_TO_WELLS,
    Dosing.SPIKED: Message.STEP_ADD_TO_WELLS,
    Dosing.REPLACED: Message.STEP_REPLACE,
}
REDOSE_STEP = {
    Method.FULL_CHANGE: Message.STEP_REPLACE,
    Method.HALF_CHANGE_1X: Message.STEP_REPLACE_HALF,
    Method.HALF_CHANGE_2X: Message.STEP_REPLACE_HALF,
    Method.SPIKE: Message.STEP_ADD_TO_WELLS,
}
