"""A plate as a plan: the tubes for every well on the map, with overage, and whether the stock is enough.

Every well gets the same volume. In a well with two compounds each of them gets half of it, made twice as strong; a
compound that is not in a well is replaced by its matched vehicle, so the vehicle is the same in every well but the
untreated ones.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.well_course import Redosing
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.lab.plates import Content, PlateMap
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.recipes.dose_series import DoseTube, Scheme, SeriesPlan
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.units.amounts import round_figures

_LETTERS = 3
# Of a vehicle that is kept, so that many re-doses add up right.
_KEPT_FIGURES = 6


def short_names(compounds: Sequence[str]) -> tuple[str, ...]:
    """Return a few letters for each compound, by which its tubes are called: "Ven", "Len"; more where two are alike."""
    tidy = ["".join(sign for sign in name if sign.isalnum()) or "X" for name in compounds]
    for letters in range(_LETTERS, max(_LETTERS, *(len(name) for name in tidy)) + 1):
        short = [name[:letters] for name in tidy]
        if len({name.casefold() for name in short}) == len(short):
            return tuple(name[:1].upper() + name[1:] for name in short)
    return tuple(f"{name[:_LETTERS]}{number}" for number, name in enumerate(tidy, 1))


class Axis(Struct, frozen=True):
    """One series on the plate: one compound, or several that go together.

    Attributes:
        ingredients: As in `SeriesRequest`.
        prefix: Put before the names of its tubes; "" where there is only one series.
    """

    ingredients: tuple[Ingredient, ...]
    prefix: str = ""

    @property
    def has_partner(self) -> bool:
        """Whether a further compound is the same in every tube."""
        return any(one.constant for one in self.ingredients[1:])


class PlateRequest(Struct, frozen=True):
    """What a plate is to get.

    Attributes:
        map: Which well holds what.
        axes: The series, one or two.
        per_well_ul: Volume put into each well, µL.
        well_ul: Volume in each well afterwards, µL.
        strength: How many times the dose the volume put in must hold.
        last_step: How it gets into the wells.
        overage_percent: Made beyond what the wells need, %.
        scheme: How a series is made.
        vehicle: Name of the vehicle.
        medium: Name of the diluent.
        vehicle_percent: Vehicle wanted in the well, % v/v; 0 for what the highest dose brings.
        plates: How many such plates are filled from the same tubes.
        redose: For a re-dose, the wells as it finds them and how it is given; None for the first doses.
        before_percent: For a re-dose, the vehicle that wells of each content hold before it, % v/v; that of `redose`
            where it is left out.
    """

    map: PlateMap
    axes: tuple[Axis, ...]
    per_well_ul: float
    well_ul: float
    strength: float
    last_step: MessageCode
    overage_percent: float = 10.0
    scheme: Scheme = Scheme.MATCHED
    vehicle: str = "DMSO"
    medium: str = "medium"
    vehicle_percent: float = 0.0
    plates: int = 1
    redose: Redosing | None = None
    before_percent: Mapping[Content, float] = field(default_factory=dict)

    @property
    def blank_ul(self) -> float:
        """What a blank gets, µL: at first all that the other wells hold in the end, at a re-dose what they get."""
        return self.per_well_ul if self.redose else self.well_ul


class PlateWell(Struct, frozen=True):
    """What a well holds afterwards, of every ingredient in order in its base unit.

    Attributes:
        low: If all that was there before a re-dose was lost; the dose where it is the first.
        high: The same, if all of it was stable.
        vehicle_percent: Vehicle in all, % v/v.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    vehicle_percent: float


class TubeTotal(Struct, frozen=True):
    """What the wells take of one tube.

    Attributes:
        tube: Its name.
        wells: How many wells.
        wells_ul: What they take, µL.
        made_ul: What there is of it when everything else is made, µL.
    """

    tube: str
    wells: int
    wells_ul: float
    made_ul: float


class PlatePlan(Struct, frozen=True):
    """How a plate is filled.

    Attributes:
        request: What it was to get.
        series: One plan for each axis.
        totals: What the wells take of each tube, the matched vehicles last.
        share_ul: What a well gets of each axis, µL.
        medium_wells_ul: Plain medium for untreated wells and blanks, with overage, µL.
        pipettes: How each volume goes into a well, by the volume in µL.
    """

    request: PlateRequest
    series: tuple[SeriesPlan, ...]
    totals: tuple[TubeTotal, ...]
    share_ul: float
    medium_wells_ul: float
    pipettes: Mapping[float, Transfer] = field(default_factory=dict)

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        """The compounds, in the order in which wells name them."""
        return tuple(one for plan in self.series for one in plan.request.ingredients)

    @property
    def made_ul(self) -> float:
        """What is made in the tube with the highest dose, µL."""
        plan = self.series[0]
        return next(one.volume_ul for one in plan.tubes if one.name == plan.doses[0].tube)

    @property
    def wells_ul(self) -> float:
        """What is taken of the tube with the highest dose, for wells and for weaker tubes, µL."""
        total = next(one for one in self.totals if one.tube == self.series[0].doses[0].tube)
        return self.made_ul - (total.made_ul - total.wells_ul)

    def in_well(self, content: Content) -> tuple[tuple[float, ...], float]:
        """Return the concentrations that a well really gets, of every ingredient in order, and its vehicle, % v/v."""
        if not content.treated:
            return tuple(0.0 for plan in self.series for _ in plan.request.ingredients), 0.0
        held: list[float] = []
        vehicle = 0.0
        for axis, plan in enumerate(self.series):
            tube = _tube_in(plan, content, axis)
            held += tube.reached if tube else [0.0] * len(plan.request.ingredients)
            vehicle += tube.vehicle_percent if tube else 0.0
        return tuple(held), vehicle

    def after(self, content: Content) -> PlateWell:
        """Return what a well holds afterwards; at a re-dose, what was in it before counts."""
        held, vehicle = self.in_well(content)
        redose = self.request.redose
        if redose is None or not content.treated:
            return PlateWell(held, held, vehicle)
        redose = redose.of_wells_with(self.request.before_percent.get(content, redose.before.vehicle_percent))
        low: list[float] = []
        high: list[float] = []
        for reached, wanted in zip(held, self._wanted(content), strict=True):
            after = redose.after(vehicle, reached / wanted if wanted else 0.0)
            low.append(after.low * wanted)
            high.append(after.high * wanted)
        return PlateWell(tuple(low), tuple(high), redose.after(vehicle).vehicle_percent)

    def percent_by_well(self, strength: float = 1.0) -> dict[str, float]:
        """Return the vehicle that this dose alone brings to each kind of treated well, % v/v, by its content as text.

        Args:
            strength: How many times what is in the well is wanted: that of the request for what is put in.
        """
        contents = dict.fromkeys(one for one in self.request.map.wells.values() if one.treated)
        return {one.written: round_figures(self.in_well(one)[1] * strength, _KEPT_FIGURES) for one in contents}

    def vehicle_ends(self, contents: Iterable[Content] = ()) -> tuple[float, float]:
        """Return the least and the most vehicle that treated wells hold afterwards, % v/v; zeros where there are none.

        Args:
            contents: Of which wells; of all on the map where none are given.
        """
        of = list(contents) or [one for one in self.request.map.wells.values() if one.treated]
        levels = [self.after(content).vehicle_percent for content in dict.fromkeys(of)]
        return min(levels, default=0.0), max(levels, default=0.0)

    def _wanted(self, content: Content) -> list[float]:
        """Return the doses that a well was to get at first, of every ingredient in order."""
        wanted: list[float] = []
        for axis, plan in enumerate(self.series):
            tube = _tube_in(plan, content, axis)
            wanted += tube.wanted if tube else [0.0] * len(plan.request.ingredients)
        return wanted

    def used_ul(self, supply: str) -> float:
        """Return what is taken of a supply for everything, the wells included, µL."""
        medium = self.medium_wells_ul if supply == self.request.medium else 0.0
        return sum(plan.used_ul.get(supply, 0.0) for plan in self.series) + medium


def tube_of(plan: SeriesPlan, level: int) -> DoseTube | None:
    """Return the tube of a level; -1 for the matched vehicle."""
    return plan.doses[level] if level >= 0 else plan.matched_vehicle


def _tube_in(plan: SeriesPlan, content: Content, axis: int) -> DoseTube | None:
    """Return the tube that a treated well gets of an axis; of vehicle controls that of the vehicle alone."""
    if content.use is WellUse.DOSE:
        return tube_of(plan, content.levels[axis])
    return plan.vehicle_alone or plan.matched_vehicle
