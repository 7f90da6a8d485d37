"""A dose series: what is asked of it, and the tubes that are planned.

Doses are in the well; a tube holds them `strength` times.
"""

from enum import StrEnum

from msgspec import Struct, field

from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.larger_batches import LargerBatch
from benchapp.domain.recipes.mixing import Supply, Tube
from benchapp.domain.recipes.uncertainty import Uncertainty


class Scheme(StrEnum):
    """How a series is made."""

    MATCHED = "tube to tube, vehicle matched"
    IN_VEHICLE = "in vehicle, then into medium"
    DIRECT = "each from the stock, vehicle matched"
    PLAIN = "tube to tube in plain medium"


class SeriesRequest(Struct, frozen=True):
    """What a series is to be.

    Attributes:
        ingredients: The compounds, each with one dose for each tube, the highest first. Doses of a further compound
            go down with those of the first, or stay the same in every tube.
        left_ul: Wanted in each tube when everything is made, µL, one for each dose.
        matched_vehicle_ul: Wanted of the matched vehicle without the compound that goes down, µL; 0 for none.
        vehicle_alone_ul: Wanted of the matched vehicle without any compound, where the one above holds a partner, µL.
        strength: How many times the dose a tube holds.
        scheme: How it is made.
        vehicle: Name of the vehicle.
        medium: Name of the diluent.
        vehicle_percent: Vehicle wanted in the well, % v/v; 0 for what the highest dose brings.
        prefix: Put before the name of each tube, where two series are made side by side.
        per_well_ul: Volume of a tube that goes into each well, µL, so that this pipetting counts among the errors;
            0 where no well is dosed yet.
        series_in_well: How many series a well gets; they share the vehicle that is usual in a well.
        kept_ul: What stays in a well where a part of its medium is changed, µL; 0 where nothing is taken off, or all.
    """

    ingredients: tuple[Ingredient, ...]
    left_ul: tuple[float, ...]
    matched_vehicle_ul: float = 0.0
    vehicle_alone_ul: float = 0.0
    strength: float = 1.0
    scheme: Scheme = Scheme.MATCHED
    vehicle: str = "DMSO"
    medium: str = "medium"
    vehicle_percent: float = 0.0
    prefix: str = ""
    per_well_ul: float = 0.0
    series_in_well: int = 1
    kept_ul: float = 0.0


class DoseTube(Struct, frozen=True):
    """One dose of a series.

    Attributes:
        tube: Name of the tube that holds it.
        wanted: Of each compound in the well, in its base unit.
        reached: The same after rounding.
        off: How far off each may be in the well, from the pipettes; nothing for a compound that is not in it.
        vehicle_percent: In the well, % v/v.
    """

    tube: str
    wanted: tuple[float, ...]
    reached: tuple[float, ...]
    off: tuple[Uncertainty, ...]
    vehicle_percent: float

    @property
    def errors(self) -> tuple[float, ...]:
        """The typical error of each, as a part."""
        return tuple(one.typical for one in self.off)

    @property
    def worst(self) -> Uncertainty:
        """The error of the compound that may be furthest off."""
        return max(self.off, key=lambda one: one.worst, default=Uncertainty())


class SeriesPlan(Struct, frozen=True):
    """The tubes of a series.

    Attributes:
        request: What it was to be.
        supplies: What it starts from.
        tubes: Every tube, in the order of making.
        used_ul: What is taken of each supply and tube, µL.
        doses: The doses, highest first.
        matched_vehicle: The matched vehicle, with the partner that is the same everywhere; None where none was wanted.
        vehicle_alone: The same without the partner; None where none was wanted.
        scale_up: How many times more than asked for is made of all doses, because a volume was too small to set.
        larger: Tubes of which alone more is made for that reason, and how much would have been enough, µL.
        batch: What it saves that more of every dose is made than asked for; None where that is not so.
        common: How far off all doses of each compound typically are together, as a part.
    """

    request: SeriesRequest
    supplies: tuple[Supply, ...]
    tubes: tuple[Tube, ...]
    used_ul: dict[str, float]
    doses: tuple[DoseTube, ...]
    matched_vehicle: DoseTube | None = None
    vehicle_alone: DoseTube | None = None
    scale_up: float = 1.0
    larger: dict[str, float] = field(default_factory=dict)
    batch: LargerBatch | None = None
    together: frozenset[str] = field(default_factory=frozenset)
    common: tuple[float, ...] = ()

    @property
    def brought(self) -> str:
        """What the stock is in, by name; "" for what it is diluted with anyway, of which none counts."""
        return self.request.vehicle if any(dose.vehicle_percent for dose in self.doses) else ""
