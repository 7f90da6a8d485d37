"""A slow second opinion on plans: every volume as an exact fraction, poured in order, and nothing taken on trust.

It shares no arithmetic with the planner: it knows only what the steps say (who pours how much of what into which
tube) and what was asked for.
"""

import math
import random
from collections.abc import Sequence
from fractions import Fraction

from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.pipettes import CYLINDERS, USUAL_PIPETTES, Pipette
from benchapp.domain.lab.plates import FORMATS, Content, Layout, lay_out
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message
from benchapp.domain.recipes.dose_recipe import DosePlan
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan, SeriesRequest
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Supply, Tube
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units

SMALL = Pipette("P2", 0.2, 2, 0.002, 0.08)
TEN = Pipette("P10", 0.5, 10, 0.01, 0.12)
HUNDRED = Pipette("P100", 10, 100, 0.1, 0.8)
# What random labs own: everything, no serological one, a fine one more, only two.
LABS: tuple[tuple[Pipette, ...], ...] = (
    USUAL_PIPETTES,
    USUAL_PIPETTES[:3],
    (SMALL, TEN, *USUAL_PIPETTES),
    (TEN, HUNDRED, USUAL_PIPETTES[2]),
    (USUAL_PIPETTES[1], USUAL_PIPETTES[2]),
)
# What a plan may be refused for; anything else is a defect.
REFUSALS = frozenset(
    {
        Message.VEHICLE_TOO_LITTLE,
        Message.NO_INTERMEDIATE, Message.NO_PIPETTE, Message.SERIES_TOO_FINE, Message.DIRECT_TOO_FINE,
        Message.PREMIX_TOO_FINE, Message.SCHEME_NEEDS_MATCHED, Message.VEHICLE_ABOVE_ALL, Message.TARGET_ABOVE_STOCK,
        Message.PLATE_FULL, Message.NO_DOSE_ON_PLATE, Message.PER_WELL_TOO_LITTLE,
    }
)  # fmt: skip


class Poured:
    """Tubes poured anew, in exact fractions of what they were made from."""

    def __init__(self, supplies: Sequence[Supply], pipettes: Sequence[Pipette]) -> None:
        self._pipettes = {pipette.name: pipette for pipette in (*CYLINDERS, *pipettes)}
        self._pure = {supply.name: supply.pure_vehicle for supply in supplies}
        self.parts: dict[str, dict[str, Fraction]] = {name: {name: Fraction(1)} for name in self._pure}
        self.volume: dict[str, Fraction] = {}
        self.wrong: list[str] = []

    def pour(self, tubes: Sequence[Tube]) -> None:
        """Pour the tubes in their order."""
        for tube in tubes:
            held: dict[str, Fraction] = {}
            total = Fraction(0)
            if tube.name in self.volume:
                self.wrong.append(f"{tube.name} is made twice")
            for place, pour in enumerate(tube.pours):
                if tube.made_up and not place:
                    volume = self._up_to_the_mark(tube)
                else:
                    volume = self._set(tube.name, pour.way.pipette, pour.way.set_ul, pour.way.times)
                if pour.source in self.volume:
                    self.volume[pour.source] -= volume
                    if self.volume[pour.source] < 0:
                        self.wrong.append(f"{tube.name}: {pour.source} is overdrawn by {-self.volume[pour.source]}")
                elif pour.source not in self._pure:
                    self.wrong.append(f"{tube.name}: there is no {pour.source} yet")
                    continue
                total += volume
                for supply, part in self.parts[pour.source].items():
                    held[supply] = held.get(supply, Fraction(0)) + part * volume
            self.parts[tube.name] = {supply: amount / total for supply, amount in held.items()}
            self.volume[tube.name] = total

    def _up_to_the_mark(self, tube: Tube) -> Fraction:
        """Return the diluent that is put into a cylinder on top of the rest, up to a mark of its scale."""
        diluent, *others = tube.pours
        rest = sum((Fraction(str(one.way.set_ul)) * one.way.times for one in others), Fraction(0))
        mark = self._set(tube.name, diluent.way.pipette, float(rest + Fraction(str(diluent.way.set_ul))), 1)
        if mark <= rest or diluent.way.times != 1:
            self.wrong.append(f"{tube.name}: there is no room for {diluent.source}")
        return mark - rest

    def _set(self, tube: str, name: str, set_ul: float, times: int) -> Fraction:
        pipette = self._pipettes[name]
        setting = Fraction(str(set_ul))
        low, high, step = (Fraction(str(one)) for one in (pipette.low_ul, pipette.high_ul, pipette.step_ul))
        if not low <= setting <= high:
            self.wrong.append(f"{tube}: {name} cannot be set to {set_ul}")
        if (setting / step).denominator != 1:
            self.wrong.append(f"{tube}: {set_ul} is no whole number of increments of {name}")
        return setting * times

    def vehicle(self, tube: str) -> Fraction:
        """Return the part of a tube that is vehicle."""
        return sum((part for name, part in self.parts[tube].items() if self._pure[name]), Fraction(0))


def check_series(plan: SeriesPlan, pipettes: Sequence[Pipette]) -> list[str]:
    """Return what is wrong with a series, in words; nothing where all is right."""
    request = plan.request
    poured = Poured(plan.supplies, pipettes)
    poured.pour(plan.tubes)
    wrong = poured.wrong
    for tube in plan.tubes:
        for name, part in tube.parts.items():
            _alike(wrong, f"{tube.name}: part of {name}", part, poured.parts[tube.name][name])
        _alike(wrong, f"{tube.name}: vehicle", tube.vehicle_percent / 100, poured.vehicle(tube.name))
    named = [
        *plan.doses,
        *([plan.matched_vehicle] if plan.matched_vehicle else []),
        *([plan.vehicle_alone] if plan.vehicle_alone else []),
    ]
    for dose in named:
        for one, wanted, reached in zip(request.ingredients, dose.wanted, dose.reached, strict=True):
            exact = (
                Fraction(one.stock) * poured.parts[dose.tube].get(one.source, Fraction(0)) / Fraction(request.strength)
            )
            _alike(wrong, f"{dose.tube}: {one.compound} in the well", reached, exact)
            steps = len(plan.tubes)
            if wanted and not math.isclose(float(exact), wanted, rel_tol=0.025 * math.sqrt(steps) + 0.02):
                wrong.append(f"{dose.tube}: {float(exact):.4g} where {wanted:.4g} was wanted")
            if not wanted and exact:
                wrong.append(f"{dose.tube}: {one.compound} where none was wanted")
    lefts = [
        *request.left_ul,
        *([request.matched_vehicle_ul] if plan.matched_vehicle else []),
        *([request.vehicle_alone_ul] if plan.vehicle_alone else []),
    ]
    for dose, left in zip(named, lefts, strict=True):
        if poured.volume[dose.tube] < Fraction(left) * Fraction(98, 100):
            wrong.append(f"{dose.tube}: {float(poured.volume[dose.tube]):.4g} µL left where {left:.4g} was wanted")
    if request.scheme is not Scheme.PLAIN:
        levels = [float(poured.vehicle(dose.tube)) for dose in named]
        if max(levels) > min(levels) * 1.03:
            wrong.append(f"vehicle from {min(levels):.4g} to {max(levels):.4g}")
    return wrong


def check_plate(plan: PlatePlan, pipettes: Sequence[Pipette]) -> list[str]:
    """Return what is wrong with a plate: its series, the volumes its wells take, the same vehicle in each of them."""
    request = plan.request
    wrong = [line for series in plan.series for line in check_series(series, pipettes)]
    taken: dict[str, Fraction] = {}
    share = Fraction(request.per_well_ul) / len(plan.series)
    vehicles: list[Fraction] = []
    for content in request.map.wells.values():
        if content.use not in {WellUse.DOSE, WellUse.VEHICLE}:
            continue
        vehicle = Fraction(0)
        for axis, series in enumerate(plan.series):
            if content.use is WellUse.DOSE and content.levels[axis] >= 0:
                tube = series.doses[content.levels[axis]]
            else:
                alone = content.use is WellUse.VEHICLE and series.vehicle_alone is not None
                tube = series.vehicle_alone if alone else series.matched_vehicle  # type: ignore[assignment]
            taken[tube.tube] = taken.get(tube.tube, Fraction(0)) + share * request.plates
            vehicle += Fraction(tube.vehicle_percent)
        vehicles.append(vehicle)
    for total in plan.totals:
        _alike(wrong, f"{total.tube}: what the wells take", total.wells_ul, taken.get(total.tube, Fraction(0)))
        if total.made_ul < total.wells_ul:
            wrong.append(f"{total.tube}: {total.made_ul:.4g} µL for wells that take {total.wells_ul:.4g}")
    if taken.keys() - {total.tube for total in plan.totals}:
        wrong.append("wells take of a tube that is not in the totals")
    if request.scheme is not Scheme.PLAIN and max(vehicles) > min(vehicles) * Fraction(103, 100):
        wrong.append(f"vehicle in the wells from {float(min(vehicles)):.4g} to {float(max(vehicles)):.4g} %")
    return wrong


def check_dose(plan: DosePlan, request: DoseRequest, pipettes: Sequence[Pipette], accepted: float) -> list[str]:
    """Return what is wrong with a plan for one dose: volumes, concentration and vehicle in the well, the control."""
    stock = Supply(request.hand.label or "stock", pure_vehicle=True, stock=True)
    medium = () if request.medium == request.vehicle else (Supply(request.medium),)
    supplies = (stock, Supply(request.vehicle, pure_vehicle=True), *medium)
    poured = Poured(supplies, pipettes)
    poured.pour(plan.tubes)
    # Where the stock goes into the wells as it is, there is no tube.
    last = plan.tubes[-1].name if plan.tubes else stock.name
    strength = Fraction(request.strength)
    part = poured.parts[last][stock.name] / strength
    _alike(poured.wrong, "in the well", float(plan.in_well.m_as("mol/L")), Fraction(request.stock.m_as("mol/L")) * part)
    _alike(poured.wrong, "vehicle", plan.vehicle_percent / 100, poured.vehicle(last) / strength)
    wanted = float(request.target.m_as("mol/L"))
    reached = float(plan.in_well.m_as("mol/L"))
    if not math.isclose(reached, wanted, rel_tol=accepted * max(1, len(plan.tubes)) + 1e-6):
        poured.wrong.append(f"{reached:.4g} in the well where {wanted:.4g} was wanted")
    needed = Fraction(request.cells.wells) * Fraction(request.per_well_ul)
    if plan.tubes and poured.volume[last] < needed:
        poured.wrong.append(f"{float(poured.volume[last]):.4g} µL for wells that take {float(needed):.4g}")
    if plan.control:
        beside = Poured(supplies, pipettes)
        beside.pour(plan.control)
        poured.wrong += beside.wrong
        ours, theirs = beside.vehicle(plan.control[-1].name), poured.vehicle(last)
        if not math.isclose(float(ours), float(theirs), rel_tol=accepted * (len(plan.control) + 1)):
            poured.wrong.append(f"vehicle control {float(ours):.4g} beside {float(theirs):.4g}")
    return poured.wrong


def _alike(wrong: list[str], what: str, ours: float, exact: Fraction) -> None:
    if not math.isclose(ours, float(exact), rel_tol=1e-9, abs_tol=1e-300):
        wrong.append(f"{what}: {ours!r} where {float(exact)!r} is right")


# -- random plans ---------------------------------------------------------------------------------------------------


def random_doses(dice: random.Random, top: float, most: int) -> tuple[float, ...]:
    """Return falling doses: by one factor, by half-log, or unequal ones."""
    count = dice.randint(1, most)
    if dice.random() < 0.6:
        factor = dice.choice((2.0, 3.0, math.sqrt(10), 4.0, 5.0, 10.0, dice.uniform(1.3, 100)))
        return tuple(top / factor**place for place in range(count))
    doses = [top]
    while len(doses) < count:
        doses.append(doses[-1] / dice.choice((1.25, 2, 2.5, 4, 10, 100, dice.uniform(1.1, 300))))
    return tuple(doses)


def random_ingredients(dice: random.Random, most: int = 12) -> tuple[Ingredient, ...]:
    """Return one compound, or two that go together, at a fixed ratio or with the second the same everywhere."""
    stock = 10 ** dice.uniform(-4, -0.5)
    doses = random_doses(dice, stock / 10 ** dice.uniform(1, 5), most)
    limits = (None, 0.01, 0.4, math.inf)
    first = Ingredient("one", stock, doses, Kind.MOLARITY, 259.26, "stock", dissolves_mg_ml=dice.choice(limits))
    if dice.random() < 0.6:
        return (first,)
    other = 10 ** dice.uniform(-4, -0.5)
    top = other / 10 ** dice.uniform(2, 5)
    constant = dice.random() < 0.5
    beside = tuple(top if constant else top * dose / doses[0] for dose in doses)
    limit = dice.choice(limits)
    return first, Ingredient("two", other, beside, Kind.MOLARITY, 500.0, "other stock", dissolves_mg_ml=limit)


def random_series(dice: random.Random) -> SeriesRequest:
    """Return a series that somebody might ask for."""
    ingredients = random_ingredients(dice)
    volume = dice.choice((50.0, 100.0, 250.0, 1000.0, 2500.0, dice.uniform(20, 12000)))
    count = len(ingredients[0].doses)
    same = dice.random() < 0.7
    return SeriesRequest(
        ingredients,
        tuple(volume if same else volume * dice.uniform(0.5, 2) for _ in range(count)),
        matched_vehicle_ul=dice.choice((0.0, volume, volume * 2)),
        vehicle_alone_ul=dice.choice((0.0, volume)),
        strength=dice.choice((1.0, 1.0, 2.0, 4.0, 10.0, 21.0)),
        scheme=dice.choice(tuple(Scheme)),
        vehicle_percent=dice.choice((0.0, 0.0, 0.1, 0.5)),
    )


def random_dose(dice: random.Random, units: Units) -> DoseRequest:
    """Return a dose that somebody might ask for."""
    stock = 10 ** dice.uniform(-4, -0.5)
    strength = dice.choice((1.0, 1.0, 2.0, 4.0, 21.0))
    per_well = dice.choice((5.0, 50.0, 100.0, 500.0, 2000.0))
    return DoseRequest(
        stock=units.of(stock, "mol/L"),
        target=units.of(stock / 10 ** dice.uniform(0.2, 6) / strength, "mol/L"),
        molar_mass=units.of(259.26, "g/mol"),
        cells=Cells("H929", wells=dice.choice((1, 6, 24, 96, 384))),
        per_well_ul=per_well,
        well_ul=per_well * strength,
        strength=strength,
        last_step=Message.STEP_ADD_TO_WELLS,
        overage_percent=dice.choice((0.0, 10.0, 20.0)),
        control_wells=dice.choice((0, 3, 24)),
    )


def random_plate(dice: random.Random) -> PlateRequest:
    """Return a plate that somebody might ask for, some wells painted over."""
    plate = FORMATS[dice.choice((6, 12, 24, 48, 96, 96, 384))]
    two = dice.random() < 0.4
    axes = [Axis(random_ingredients(dice, 8), "L" if two else "")]
    if two:
        axes = [Axis(one.ingredients[:1], one.prefix) for one in axes]
        second = random_ingredients(dice, 6)[0]
        axes.append(Axis((Ingredient("two", second.stock, second.doses, second.kind, 500.0, "other stock"),), "M"))
    levels = [range(-1 if two else 0, len(axis.ingredients[0].doses)) for axis in axes]
    contents = (
        [Content(WellUse.DOSE, (one, other)) for one in levels[0] for other in levels[1] if (one, other) != (-1, -1)]
        if two
        else [Content(WellUse.DOSE, (one,)) for one in levels[0]]
    )
    controls = (dice.randint(0, 6), dice.randint(0, 4), dice.randint(0, 3))
    laid = lay_out(plate, Layout(tuple(contents), dice.randint(1, 4), *controls, dice.random() < 0.3))
    names = list(plate.names())
    for _ in range(dice.choice((0, 0, 3))):
        laid = laid.painted([dice.choice(names)], dice.choice((*contents, Content(WellUse.VEHICLE), Content())))
    per_well = plate.usual_ul * dice.choice((0.5, 1.0, 2.0))
    strength = dice.choice((1.0, 2.0, 10.0))
    return PlateRequest(
        laid,
        tuple(axes),
        per_well_ul=per_well,
        well_ul=per_well * strength,
        strength=strength,
        last_step=Message.STEP_ADD_TO_WELLS,
        overage_percent=dice.choice((0.0, 10.0, 20.0)),
        plates=dice.choice((1, 1, 1, 3)),
        scheme=Scheme.MATCHED if two else dice.choice(tuple(Scheme)),
    )
