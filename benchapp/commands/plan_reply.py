"""The answer to a plan asked for without a window, as values: pourings, tubes, wells, cautions and the steps."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from benchapp.domain.messages import Value


class PlanMessage(Struct, frozen=True):
    """A message: its code, what it names, and the sentence.

    Attributes:
        code: Which message; stays the same in every language and version.
        values: What it names.
        sentence: In English.
        field: The field it is about; "" for the request as a whole.
        severity: "note", "caution" or "strong" for a caution; "" for an error.
    """

    code: str
    values: Mapping[str, Value]
    sentence: str
    field: str = ""
    severity: str = ""


class Pouring(Struct, frozen=True, rename={"source": "from", "into": "to"}):
    """One pipetting.

    Attributes:
        source: Tube, solvent or medium it is taken from, "stock", or the id of a stock of the request; "" where medium
            is only taken off.
        into: Tube, bottle, vial or wells.
        volume_ul: What is moved in all, µL; for wells, into each.
        pipette: Name of the pipette or measuring cylinder; "" where none is named.
        times: How many equal shots.
        set_ul: The number to set, µL.
        wells: How many wells; 0 for a tube.
        where: Which wells; "" where they are not named.
        removed_ul: What is taken off each well before, µL; all of it for −1.
        made_up_to_ul: Where it is not measured but what makes the rest up to this volume in a measuring cylinder, µL.
    """

    source: str
    into: str
    volume_ul: float
    pipette: str = ""
    times: int = 1
    set_ul: float = 0.0
    wells: int = 0
    where: str = ""
    removed_ul: float = 0.0
    made_up_to_ul: float = 0.0


class TubeHeld(Struct, frozen=True):
    """What a tube holds when it is mixed.

    Attributes:
        name: As the steps call it.
        volume_ul: Volume, µL.
        parts: Part by volume of each stock, solvent and medium; they add up to 1.
        vehicle_percent: Vehicle, % v/v.
    """

    name: str
    volume_ul: float
    parts: Mapping[str, float]
    vehicle_percent: float


class CompoundInWell(Struct, frozen=True):
    """A compound in a well.

    Attributes:
        compound: Its name.
        value: Concentration.
        unit: Its unit.
    """

    compound: str
    value: float
    unit: str


class WellHeld(Struct, frozen=True):
    """What wells of one kind hold after the step.

    Attributes:
        use: "dose", "vehicle control", "untreated" or "blank, no cells".
        count: How many wells, on all plates.
        volume_ul: Volume in each, µL.
        compounds: Concentrations; the highest that can be there, where a re-dose adds to what was left.
        vehicle_percent: Vehicle, % v/v, with all doses before.
        wells: Their names; none where the plate has no map.
        lowest: The concentrations if nothing of the earlier doses were left; none for a first dose.
    """

    use: str
    count: int
    volume_ul: float
    compounds: tuple[CompoundInWell, ...]
    vehicle_percent: float
    wells: tuple[str, ...] = ()
    lowest: tuple[CompoundInWell, ...] = ()


class VehicleReply(Struct, frozen=True):
    """The vehicle.

    Attributes:
        name: Its name.
        percent: The most of it in a well, % v/v; in the tube where no well is dosed.
    """

    name: str
    percent: float


class PlanReply(Struct, frozen=True):
    """The answer to a request.

    Attributes:
        format: The format of the answer.
        tool: The calculator.
        planned: Whether there is a recipe, or for a small calculator a result.
        errors: What is wrong.
        computed: What was computed for fields left empty, and results, as text.
        pourings: Every pipetting in the order of the tubes, the wells last.
        tubes: What each tube holds.
        wells: What the wells hold.
        vehicle: The vehicle; None where there is none.
        error_percent: How far off the dose may be, ± %, by what it means.
        cautions: Loudest first.
        recipe: The steps in words, in the order of doing.
        working: How the figures follow.
        cannot_know: What no calculation can tell here.
    """

    tool: str
    planned: bool
    errors: tuple[PlanMessage, ...] = ()
    format: str = "benchapp-plan/1"
    computed: Mapping[str, str] = field(default_factory=dict)
    pourings: tuple[Pouring, ...] = ()
    tubes: tuple[TubeHeld, ...] = ()
    wells: tuple[WellHeld, ...] = ()
    vehicle: VehicleReply | None = None
    error_percent: Mapping[str, float] = field(default_factory=dict)
    cautions: tuple[PlanMessage, ...] = ()
    recipe: tuple[str, ...] = ()
    working: tuple[str, ...] = ()
    cannot_know: tuple[str, ...] = ()
