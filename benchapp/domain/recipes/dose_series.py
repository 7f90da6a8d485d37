"""Dose series as tubes: tube to tube in medium with the matched vehicle, in the vehicle, direct, or in plain medium.

Everything is planned backwards from what must be left in each tube. Doses are in the well; a tube holds them
`strength` times. Where a volume is too small to set, the whole series is made larger, and the plan says so.
"""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.lab.solvents import family, same
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.cascade import Cascade, CascadeStep, cascade, named, split
from benchapp.domain.recipes.direct_series import Direct, Names
from benchapp.domain.recipes.dose_route import Route, is_met_undiluted, route, stays_dissolved
from benchapp.domain.recipes.ingredients import Ingredient, check_strength
from benchapp.domain.recipes.intermediates import (
    MUCH_LARGER,
    SOMEWHAT_LARGER,
    DilutionPath,
    LargerBatch,
    find_path,
    find_spike,
    follow,
    for_many,
    in_steps,
    in_vehicle,
    rounded,
)
from benchapp.domain.recipes.mixing import Lab, Supply, Tube, TubePlan
from benchapp.domain.recipes.premixes import premix, vehicle_needed
from benchapp.domain.recipes.round_volumes import room_for_rounding, round_take
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.worst_case import Dispensing, in_common, in_wells
from benchapp.domain.units.quantities import TOLERANCE

_GROWTH = (1.0, *SOMEWHAT_LARGER, *MUCH_LARGER)
MOST_DOSES = 48
_MOST_ATTEMPTS = 24


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
        zero_ul: Wanted of the matched vehicle without the compound that goes down, µL; 0 for none.
        bare_ul: Wanted of the matched vehicle without any compound, where the one above holds a partner, µL.
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
    zero_ul: float = 0.0
    bare_ul: float = 0.0
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
        zero: The matched vehicle, with the partner that is the same everywhere; None where none was wanted.
        bare: The same without the partner; None where none was wanted.
        grown: How many times more than asked for is made of all doses, because a volume was too small to set.
        larger: Tubes of which alone more is made for that reason, and how much would have been enough, µL.
        batch: What it saves that more of every dose is made than asked for; None where that is not so.
        common: How far off all doses of each compound typically are together, as a part.
    """

    request: SeriesRequest
    supplies: tuple[Supply, ...]
    tubes: tuple[Tube, ...]
    used_ul: dict[str, float]
    doses: tuple[DoseTube, ...]
    zero: DoseTube | None = None
    bare: DoseTube | None = None
    grown: float = 1.0
    larger: dict[str, float] = field(default_factory=dict)
    batch: LargerBatch | None = None
    together: frozenset[str] = field(default_factory=frozenset)
    common: tuple[float, ...] = ()


def plan_series(request: SeriesRequest, lab: Lab) -> SeriesPlan:
    """Plan a series.

    Args:
        request: What it is to be.
        lab: What these hands can do.

    Raises:
        CalculationError: A dose is above what its stock allows, is listed twice, or no way of making it fits.
    """
    asked = request
    request = _with_stock_as_it_is(request, lab)
    _check(request)
    slack, spare = 0.0, 0.0
    for _ in range(_MOST_ATTEMPTS):
        wanted = replace(request, left_ul=tuple(left + slack for left in request.left_ul))
        planning = _Planning(wanted, lab, spare)
        planning.make()
        short, short_beside = planning.short_ul(request)
        if max(short, short_beside) <= 0:
            return _as_asked(planning.plan(request), asked)
        # Doubled, as what is rounded to a pipette's increment may not change by a little more. Each on its own: more
        # of every dose would also take more of the medium they share, which then never catches up.
        if short > 0:
            slack = max(slack + short, 2 * slack)
        if short_beside > 0:
            spare = max(spare + short_beside, 2 * spare)
    raise CalculationError(
        Message.SERIES_TOO_FINE,
        ul=max(short, short_beside),
        settable_ul=lab.least_ul(),
        least_ul=max(request.left_ul) * 2,
    )


def _with_stock_as_it_is(request: SeriesRequest, lab: Lab) -> SeriesRequest:
    """Give the request with a dose just above what the stock gives lowered to that, if its pipetting is less exact."""
    if not request.per_well_ul:
        return request
    way = lab.into_well(request.per_well_ul)
    ingredients = []
    for one in request.ingredients:
        most = one.stock / request.strength
        doses = tuple(most if dose > most and is_met_undiluted(most / dose, way, lab) else dose for dose in one.doses)
        ingredients.append(replace(one, doses=doses))
    return replace(request, ingredients=tuple(ingredients))


def _as_asked(plan: SeriesPlan, asked: SeriesRequest) -> SeriesPlan:
    """Return a plan that names the doses as they were wanted, where the stock as it is gives a little less."""
    doses = tuple(
        replace(tube, wanted=tuple(one.doses[place] for one in asked.ingredients))
        for place, tube in enumerate(plan.doses)
    )
    return replace(plan, doses=doses)


def _check(request: SeriesRequest) -> None:
    first = request.ingredients[0].doses
    if not first or len(first) > MOST_DOSES:
        raise CalculationError(Message.TOO_MANY_DOSES, field="doses", most=MOST_DOSES)
    for one in request.ingredients:
        check_strength(one, request.strength)
    for before, after in pairwise(first):
        if after >= before * (1 - TOLERANCE):
            raise CalculationError(Message.DOSE_TWICE, field="doses")
    if any(left <= 0 for left in request.left_ul):
        raise CalculationError(Message.NOT_POSITIVE, field="left")


def typed_least(percent: float) -> float:
    """Return a percentage rounded up to three figures: what is named as the least can be typed and is enough."""
    scale = 10.0 ** (2 - math.floor(math.log10(percent)))
    return math.ceil(percent * scale * (1 - TOLERANCE)) / scale


class _Planning:
    """One attempt at a series; `spare_ul` is what is made beyond need of the tubes beside the doses, µL."""

    def __init__(self, request: SeriesRequest, lab: Lab, spare_ul: float = 0.0) -> None:
        alike = same(request.vehicle, request.medium)
        if alike:
            # A stock in what it is diluted with: one bottle, and no vehicle to match. Of water and buffer none counts.
            request = replace(request, vehicle=request.medium, scheme=Scheme.PLAIN, vehicle_percent=0.0)
        self.request = request
        self.lab = lab
        self.spare_ul = spare_ul
        self.alike = alike
        self.watery = family(request.vehicle).watery
        pure = not (alike and self.watery)
        stocks = tuple(
            Supply(one.source, pure_vehicle=pure, stock=True, error=one.stock_error) for one in request.ingredients
        )
        solvents = () if alike else (Supply(request.vehicle, pure_vehicle=True),)
        self.rack = TubePlan(lab, (*stocks, *solvents, Supply(request.medium, pure_vehicle=alike and pure)))
        strength = request.strength
        self.parts = [
            {one.source: one.doses[place] * strength / one.stock for one in request.ingredients}
            for place in range(len(request.left_ul))
        ]
        partners = [one for one in request.ingredients[1:] if one.constant]
        self.constant = {one.source: self.parts[0][one.source] for one in partners}
        first = request.ingredients[0].doses
        self.factors = [before / after for before, after in pairwise(first)]
        self.vehicle = max(vehicle_needed(self.parts[0]), request.vehicle_percent * strength / 100)
        if len(self.parts[0]) > 1:
            self.vehicle = vehicle_needed(self.parts[0], self.vehicle)
        wanted = request.vehicle_percent * strength / 100
        if 0 < wanted < self.vehicle * (1 - TOLERANCE):
            raise CalculationError(
                Message.VEHICLE_TOO_LITTLE,
                field="vehicle_percent",
                percent=request.vehicle_percent,
                least=typed_least(100 * self.vehicle / strength),
            )
        if self.vehicle > 1 + TOLERANCE:
            raise CalculationError(Message.VEHICLE_ABOVE_ALL, field="c2", percent=100 * self.vehicle)
        self.way = Route(1 / self.vehicle)
        # What goes into wells has its overage already.
        overage = lab.rules.overage_percent / 100
        self.room = 1 + (room_for_rounding(overage / 2) if request.per_well_ul else 2 * room_for_rounding(overage / 2))
        self.grown = 1.0
        self.names: list[str] = []
        self.zero = self.bare = self.shared = ""
        self.together: set[str] = set()
        self.larger: dict[str, float] = {}
        self.batch: LargerBatch | None = None
        self.off: dict[str, dict[str, Uncertainty]] = {}
        self.common: tuple[float, ...] = ()

    def name(self, name: str) -> str:
        return f"{self.request.prefix}{name}"

    def make(self) -> None:
        scheme = self.request.scheme
        together = len(self.parts[0]) > 1
        if (self.constant and scheme is not Scheme.MATCHED) or (together and scheme is Scheme.DIRECT):
            raise CalculationError(Message.SCHEME_NEEDS_MATCHED, field="scheme")
        match scheme:
            case Scheme.MATCHED:
                self._tube_to_tube(matched=True)
            case Scheme.PLAIN:
                self._tube_to_tube(matched=False)
            case Scheme.IN_VEHICLE:
                self._in_vehicle()
            case Scheme.DIRECT:
                self._direct()

    def _choose_way(self, batch_ul: float) -> None:
        """Decide which way the highest dose takes, and with it the vehicle of all.

        Args:
            batch_ul: How much of it is made, µL.
        """
        request = self.request
        if self.alike:
            return
        if request.vehicle_percent:
            self.way = replace(self.way, in_medium=self._stays_dissolved(self.parts[0]))
            return
        self.way = route(
            request.ingredients,
            request.strength,
            batch_ul,
            self.lab,
            series_in_well=request.series_in_well,
            watery=self.watery,
        )
        if self.way.weaker:
            self.vehicle = vehicle_needed(self.parts[0], 1 / self.way.spike)

    def _stays_dissolved(self, parts: Mapping[str, float]) -> float:
        if self.alike:
            return math.inf
        return stays_dissolved(self.request.ingredients, parts, self.vehicle, watery=self.watery)

    # -- tube to tube ----------------------------------------------------------------------------------------

    def _tube_to_tube(self, *, matched: bool) -> None:
        request, rack = self.request, self.rack
        down = self._cascade(self.factors, request.left_ul)
        self._choose_way(down.top_ul)
        top = self._top(down.top_ul, (*self._ways(""), self.name("1")))
        self.names = [top.name]
        vehicle = top.vehicle_percent / 100
        below = request.medium
        if matched and (down.rungs or request.zero_ul):
            below = self._matched(vehicle, sum(map(self._drawn_for, down.rungs)) + request.zero_ul)
            self.shared = below
            self.zero = below if request.zero_ul else ""
        made = [top.name]
        for name, rung in named(down.rungs, 1):
            tube = rack.mix(self.name(name), (below, rung.diluent_ul), (made[-1], rung.take_ul), one_pipette=True)
            made.append(tube.name)
            if rung.dose:
                self.names.append(made[-1])
        self.together = set(made[1:])
        if not matched and request.zero_ul:
            self.zero = self._matched(vehicle, request.zero_ul)

        if request.bare_ul:
            needed = request.bare_ul + self.lab.rules.dead_volume_ul + self.spare_ul
            names = (*self._ways("W"), self.name("W"))
            self.bare = self._batch("PW", {}, vehicle, needed, names).name

    def _matched(self, vehicle: float, volume_ul: float) -> str:
        """Make the medium that carries the matched vehicle, and the partner, `volume_ul` to be used; give its name."""
        volume_ul += self.lab.rules.dead_volume_ul + self.spare_ul
        if self.alike:
            return self.rack.mix(self.name("V"), (self.request.medium, volume_ul)).name
        return self._batch("PV", self.constant, vehicle, volume_ul, (*self._ways("V"), self.name("V"))).name

    def _drawn_for(self, rung: CascadeStep) -> float:
        """Give what a pipette really takes of the diluent for a step, µL: seven roundings up are seven times short."""
        return max(rung.diluent_ul, self.lab.transfer(rung.diluent_ul).volume_ul)

    def _ways(self, before: str, letters: str = "ABCDEFGH") -> tuple[str, ...]:
        """Return names for intermediates."""
        return tuple(self.name(f"{before}{letter}") for letter in letters)

    def _top(self, volume_ul: float, names: tuple[str, ...]) -> Tube:
        """Make the tube of the highest dose."""
        request = self.request
        if len(self.parts[0]) > 1 or request.vehicle_percent:
            return self._batch("P", self.parts[0], self.vehicle, volume_ul, names)
        # A vehicle of one's own would no longer be that of the control, nor a partner's dose the same everywhere.
        way = replace(self.way, strength=request.strength)
        path = self._rounded(way.path(volume_ul, self.lab))
        self._note_larger(names[-1], path, volume_ul)
        return follow(self.rack, path, request.ingredients[0].source, names, request.medium, request.vehicle)

    def _batch(
        self, premixed: str, parts: dict[str, float], vehicle: float, volume_ul: float, names: tuple[str, ...]
    ) -> Tube:
        """Make a tube in medium that holds parts of stocks and a part of vehicle."""
        in_medium = self._stays_dissolved(parts)
        if self.way.weaker:
            path = find_spike(volume_ul, 1.0, 1 / vehicle, self.lab, in_medium=in_medium)
        else:
            path = find_path(volume_ul, 1 / vehicle, self.lab, in_medium=in_medium)
        path = self._rounded(path)
        source = premix(self.rack, self.name(premixed), parts, vehicle, path.take_ul, self.request.vehicle)
        self._note_larger(names[-1], path, volume_ul)
        return follow(self.rack, path, source, names, self.request.medium, self.request.vehicle)

    def _note_larger(self, tube: str, path: DilutionPath, needed_ul: float) -> None:
        if path.grown > 1:
            self.larger[tube] = needed_ul

    def _cascade(self, factors: Sequence[float], lefts: Sequence[float]) -> Cascade:
        """Return what goes from tube to tube.

        A step too large for these pipettes is first made somewhat larger as a whole, then split by tubes between,
        then made much larger.
        """
        splits = [split(factors, most) for most in (math.inf, 32.0, 10.0, 5.0)]
        for growths in ((1.0, *SOMEWHAT_LARGER), MUCH_LARGER):
            for steps in splits:
                for grow in growths:
                    wanted = [left * grow for left in lefts]
                    found = cascade(steps, wanted, self.lab.rules.dead_volume_ul * grow, self._round_take)
                    if all(self.lab.dilutes(rung.take_ul + rung.diluent_ul, rung.factor) for rung in found.rungs):
                        self.grown = max(self.grown, grow)
                        return self._on_increments(found)
        smallest = min(rung.take_ul for rung in cascade(splits[0], lefts, 0.0).rungs)
        raise CalculationError(
            Message.SERIES_TOO_FINE,
            field="left",
            ul=smallest,
            settable_ul=self.lab.least_ul(),
            least_ul=max(lefts) * self.lab.least_ul() / smallest,
        )

    def _round_take(self, take_ul: float, factor: float) -> float:
        return round_take(take_ul, take_ul, take_ul * self.room, factor - 1, self.lab)

    def _rounded(self, path: DilutionPath) -> DilutionPath:
        """Return a way of which a rounder volume is taken, as far as there is room for more of it."""
        made = path.totals_ul[-1]
        return rounded(path, made, made * self.room, self.lab)

    def _on_increments(self, found: Cascade) -> Cascade:
        """Return the diluent that fits what a pipette really carries, so that rounding does not add up tube by tube."""
        rungs = []
        for rung in found.rungs:
            carried = self.lab.transfer(rung.take_ul).volume_ul
            rungs.append(replace(rung, take_ul=carried, diluent_ul=carried * (rung.factor - 1)))
        return replace(found, rungs=tuple(rungs))

    # -- in the vehicle, then the same into medium -----------------------------------------------------------

    def _in_vehicle(self) -> None:
        request, rack, lab = self.request, self.rack, self.lab
        volume = max(*request.left_ul, request.zero_ul + self.spare_ul)
        self._choose_way(volume)
        count = len(self.parts) + bool(request.zero_ul)
        in_medium = self._stays_dissolved(self.parts[0])
        path, self.batch = for_many(volume, 1 / self.vehicle, count, lab, in_medium=in_medium)
        path = self._rounded(path)
        keep = max(path.take_ul + lab.rules.dead_volume_ul, lab.rules.smallest_mix_ul)
        for number, before in enumerate(self._in_pure_vehicle(keep), 1):
            names = (*self._ways(str(number), "abcde"), self.name(str(number)))
            made = follow(rack, path, before, names, request.medium, request.vehicle)
            self.names.append(made.name)
        if request.zero_ul:
            names = (*self._ways("V"), self.name("V"))
            self.zero = follow(rack, path, request.vehicle, names, request.medium, request.vehicle).name

    def _in_pure_vehicle(self, keep_ul: float) -> list[str]:
        """Make each dose in the vehicle, `keep_ul` of each to be used; return the names."""
        request, rack = self.request, self.rack
        total = sum(self.parts[0].values())
        alone = len(self.parts[0]) == 1
        first = self.vehicle / total if alone else 1.0
        factors, weaker = self.factors, first > 1 + TOLERANCE
        down = self._cascade(factors, [keep_ul] * (len(factors) + 1))
        ways = (in_vehicle(steps, down.top_ul, self.lab, exact=False) for steps in in_steps(first) if weaker)
        weakened = next((path for path in ways if path is not None), None)
        if weaker and weakened is None:
            factors = [first, *factors]
            down = self._cascade(factors, [keep_ul] * (len(factors) + 1))
        taken = down.top_ul if weakened is None else weakened.take_ul
        strong = [premix(rack, self.name("P"), self.parts[0], total if alone else self.vehicle, taken, request.vehicle)]
        if weakened is not None:
            names = (*self._ways("S0", "abcde"), self.name("S1"))
            strong = [follow(rack, weakened, strong[0], names, request.medium, request.vehicle).name]
        holders = [] if len(factors) > len(self.factors) else list(strong)
        for name, rung in named(down.rungs, 1 if holders else 0):
            made = rack.mix(
                self.name(f"S{name}"),
                (request.vehicle, rung.diluent_ul),
                (strong[-1], rung.take_ul),
                one_pipette=True,
            )
            strong.append(made.name)
            if rung.dose:
                holders.append(made.name)
        self.together = set(strong[1:])
        return holders

    # -- each from the stock, the vehicle made up --------------------------------------------------------------

    def _direct(self) -> None:
        request = self.request
        one = request.ingredients[0]
        self._choose_way(min(request.left_ul))
        parts = [part[one.source] for part in self.parts]
        dissolves = math.inf if self.alike else one.stays_dissolved(one.stock, watery=self.watery)
        direct = Direct(request.left_ul, parts, self.vehicle, self.lab, weaken=bool(self.way.weaker))
        found = direct.sources(_GROWTH, dissolves, self.room)
        if found is None:
            smallest = min(left * part for left, part in zip(request.left_ul, parts, strict=True))
            raise CalculationError(
                Message.DIRECT_TOO_FINE,
                field="left",
                ul=smallest,
                settable_ul=self.lab.least_ul(),
                percent=100 * self.vehicle / request.strength,
            )
        self.grown = found.grow
        zero_ul = request.zero_ul + self.spare_ul if request.zero_ul else 0.0
        names = Names(one.source, request.medium, request.vehicle, request.prefix)
        self.names, self.zero = direct.pour(self.rack, found, names, zero_ul)
        self.together = set(self.names)

    # -- what came of it ------------------------------------------------------------------------------------

    def short_ul(self, wanted: SeriesRequest) -> tuple[float, float]:
        """Tell how much falls short of what is taken and must be left, µL: in the worst dose, and in a tube beside."""
        left = dict(zip(self.names, wanted.left_ul, strict=True))
        if self.zero:
            left[self.zero] = wanted.zero_ul
        if self.bare:
            left[self.bare] = wanted.bare_ul
        # Settings are rounded to increments: a part in a hundred is no shortage while the dead volume covers it.
        spare = self.lab.rules.dead_volume_ul / 2
        short = {
            name: wanted_ul - min(wanted_ul / 100, spare) - self.rack.left_ul(name)
            for name in self.rack.tubes
            if (wanted_ul := left.get(name, 0.0)) >= 0
        }
        beside = {self.zero, self.bare, self.shared}
        # What only leads to others counts for both: it grows with either.
        return (
            max(by for name, by in short.items() if name not in beside),
            max((by for name, by in short.items() if name not in self.names), default=0.0),
        )

    def plan(self, request: SeriesRequest) -> SeriesPlan:
        """Return the finished plan."""
        rack = self.rack
        names = (*rack.supplies, *rack.tubes)
        self._measure()
        return SeriesPlan(
            request,
            tuple(rack.supplies.values()),
            tuple(rack.tubes.values()),
            {name: rack.drawn_ul(name) for name in names if rack.drawn_ul(name) > 0},
            tuple(self._dose(name, place) for place, name in enumerate(self.names)),
            self._without(self.zero, self.constant) if self.zero else None,
            self._without(self.bare, {}) if self.bare else None,
            self.grown,
            self.larger,
            self.batch,
            frozenset(self.together),
            self.common,
        )

    def _measure(self) -> None:
        """Work out how far off each compound may be in the wells of each tube."""
        request = self.request
        way = self.lab.into_well(request.per_well_ul) if request.per_well_ul else None
        dispensing = None if way is None else Dispensing(way, request.strength)
        if way is not None and request.kept_ul > 0:
            # As much is taken off as all tubes of a well put in.
            taken = self.lab.into_well(request.per_well_ul * request.series_in_well)
            beside_ul = request.kept_ul + (request.series_in_well - 1) * way.volume_ul
            dispensing = Dispensing(way, request.strength, taken=taken, beside_ul=beside_ul)
        tubes = tuple(self.rack.tubes.values())
        self.off = {one.source: in_wells(tubes, one.source, one.stock_error, dispensing) for one in request.ingredients}
        doses = [self.rack.tubes[name] for name in self.names]
        self.common = tuple(in_common(doses, one.source, dispensing) for one in request.ingredients)

    def _dose(self, name: str, place: int) -> DoseTube:
        return self._described(name, tuple(one.doses[place] for one in self.request.ingredients))

    def _without(self, name: str, held: dict[str, float]) -> DoseTube:
        ingredients = self.request.ingredients
        return self._described(name, tuple(one.doses[-1] if one.source in held else 0.0 for one in ingredients))

    def _described(self, name: str, wanted: tuple[float, ...]) -> DoseTube:
        tube, strength = self.rack.tubes[name], self.request.strength
        ingredients = self.request.ingredients
        return DoseTube(
            name,
            wanted,
            tuple(one.stock * tube.parts.get(one.source, 0.0) / strength for one in ingredients),
            tuple(self.off[one.source].get(name, Uncertainty()) for one in ingredients),
            tube.vehicle_percent / strength,
        )
