"""The tubes of one dose: what goes into the wells and their control, and through which intermediates.

A batch is made for all wells together, never a fraction of a microlitre a well. Which tubes lie between is decided in
`dose_route`.
"""

from collections.abc import Callable, Collection

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.incubations.well_course import Redosing
from benchapp.domain.lab.pipettes import LARGEST_TUBE_UL
from benchapp.domain.lab.solvents import family, same
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes import cautions as say
from benchapp.domain.recipes.dose_route import NO_VEHICLE_PERCENT, Route, route
from benchapp.domain.recipes.ingredients import (
    Ingredient,
)
from benchapp.domain.recipes.intermediates import DilutionPath, follow, rounded
from benchapp.domain.recipes.mixing import MOST_DOUBLINGS, Lab, Supply, Tube, TubePlan
from benchapp.domain.recipes.round_volumes import room_for_rounding
from benchapp.domain.recipes.source_tubes import SourceTubes
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.worst_case import Dispensing, in_wells, undiluted
from benchapp.domain.units.kinds import TOLERANCE, Kind
from benchapp.domain.units.quantities import Quantity, kind_of, same_scale


class DoseRequest(Struct, frozen=True):
    """What the wells are to get.

    Attributes:
        stock: Concentration of the stock in pure vehicle.
        target: Concentration in the well after adding.
        molar_mass: Of the form in the stock; None where it is not known, and units may not mix.
        cells: What is treated; `cells.wells` are dosed.
        per_well_ul: Volume that is put into each well, µL.
        well_ul: Volume in each well afterwards, µL.
        strength: How many times the target the solution put in must have.
        last_step: How it gets into the wells: `STEP_RESUSPEND`, `STEP_ADD_TO_WELLS`, `STEP_REPLACE` or
            `STEP_REPLACE_HALF`; None where it is only made.
        overage_percent: Made beyond what the wells need, %.
        control_wells: Wells of the matched vehicle control; 0 for none.
        vehicle: Name of the vehicle; "" of what is given as "20×" or in per cent, which brings none.
        medium: Name of the diluent.
        stock_error: Largest relative error of its concentration, as far as it is known.
        hand: The tubes of the stock that are in hand.
        redose: For a re-dose, the well as it finds it and how it is given; None for a first dose.
        dosed: For a re-dose, the dose of the incubation, which the well before it is relative to; None for the target.
        make_up: Whether what is only made may be made up to its volume in a measuring cylinder; not where somebody
            entered how much diluent there is.
        shrinks: Whether stock and diluent can be alcohol and water, whose volumes do not add up.
        control_before_percent: For a re-dose, the vehicle in a control well before it, % v/v; None for `redose`'s.
    """

    stock: Quantity
    target: Quantity
    molar_mass: Quantity | None
    cells: Cells
    per_well_ul: float
    well_ul: float
    strength: float
    last_step: MessageCode | None
    overage_percent: float = 10.0
    control_wells: int = 0
    vehicle: str = "DMSO"
    medium: str = "medium"
    stock_error: float = 0.0
    hand: SourceTubes = SourceTubes()
    redose: Redosing | None = None
    dosed: Quantity | None = None
    make_up: bool = False
    shrinks: bool = True
    control_before_percent: float | None = None


class Made(Struct, frozen=True):
    """What goes into the wells.

    Attributes:
        last: The tube, or the stock itself.
        tubes: From the stock to it; none where the stock goes in as it is.
        control: What the control wells get: a tube, or the vehicle or the medium itself; "" for none.
        beside: The tubes of that.
    """

    last: str
    tubes: tuple[Tube, ...] = ()
    control: str = ""
    beside: tuple[Tube, ...] = ()

    def part(self, one: Ingredient) -> float:
        """Return how much of it is stock."""
        return self.tubes[-1].parts[one.source] if self.tubes else 1.0

    def vehicle_percent(self, one: Ingredient, request: DoseRequest) -> float:
        """Return how much of it is vehicle, % v/v."""
        return self.tubes[-1].vehicle_percent if self.tubes else 100.0 * brings_vehicle(request, one)

    def control_percent(self, request: DoseRequest) -> float:
        """Return the vehicle in a control well, % v/v."""
        brought = self.control_given_percent(request) / request.strength
        if request.redose is None:
            return brought
        # A control well has had every step that the treated wells have had.
        before = request.control_before_percent
        redose = request.redose if before is None else request.redose.of_wells_with(before)
        return redose.after(brought).vehicle_percent

    def control_given_percent(self, request: DoseRequest) -> float:
        """Return the vehicle in what a control well is given, % v/v."""
        if self.beside:
            return self.beside[-1].vehicle_percent
        return 100.0 if self.control == request.vehicle else 0.0

    def drawn_ul(self, source: str, request: DoseRequest) -> float:
        """Return what is taken of the stock, µL."""
        if not self.tubes:
            return request.cells.wells * request.per_well_ul
        return sum(pour.way.volume_ul for tube in self.tubes for pour in tube.pours if pour.source == source)


def dispensing_of(request: DoseRequest, lab: Lab) -> Dispensing | None:
    """Return the pipetting into the wells; None where nothing is dosed.

    Raises:
        CalculationError: No pipette can set it.
    """
    if request.last_step is None:
        return None
    field = "added_volume" if request.strength > 1 + TOLERANCE else "well_volume"
    way = lab.into_well(request.per_well_ul, field)
    kept_ul = 0.0 if request.redose is None else request.redose.kept_ul
    return Dispensing(way, request.strength, taken=way if kept_ul > 0 else None, beside_ul=kept_ul)


def off_in_well(request: DoseRequest, one: Ingredient, made: Made, dispensing: Dispensing | None) -> Uncertainty:
    """Return how far off the dose in the well may be."""
    if made.tubes:
        return in_wells(made.tubes, one.source, request.stock_error, dispensing)[made.last]
    return Uncertainty() if dispensing is None else undiluted(request.stock_error, dispensing)


def tubes_of(request: DoseRequest, one: Ingredient, batch_ul: float, lab: Lab) -> tuple[Made, float]:
    """Make the tubes for the wells and for their control; tell how many times larger than asked for the batch is."""
    bottles = _supplies(request, one)
    way = Route(one.stock / (one.doses[0] * request.strength))
    brings = brings_vehicle(request, one)
    if brings:
        way = replace(way, strength=request.strength, pure=same(request.vehicle, request.medium))
        if not way.pure:
            way = route((one,), request.strength, batch_ul, lab, watery=family(request.vehicle).watery)
    path, tubes = _batch(lab, bottles, one.source, request, request.cells.wells, "", lambda ul: way.path(ul, lab))
    last = tubes[-1]
    if not request.control_wells or not brings:
        return Made(last.name, tubes), path.scale_up
    if last.in_vehicle:
        return Made(last.name, tubes, request.vehicle), path.scale_up
    if last.vehicle_percent / request.strength < NO_VEHICLE_PERCENT:
        return Made(last.name, tubes, request.medium), path.scale_up
    # Not the same tubes but the same vehicle: pure vehicle, diluted to what the last tube holds.
    part = last.vehicle_percent / 100
    _, beside = _batch(
        lab, bottles, request.vehicle, request, request.control_wells, "V", lambda ul: way.control(ul, part, lab)
    )
    return Made(last.name, tubes, beside[-1].name, beside), path.scale_up


def _batch(
    lab: Lab,
    bottles: tuple[Supply, ...],
    source: str,
    request: DoseRequest,
    wells: int,
    mark: str,
    find: Callable[[float], DilutionPath],
) -> tuple[DilutionPath, tuple[Tube, ...]]:
    """Make the tubes for so many wells; where rounding leaves less than they take, a little more is made.

    Raises:
        CalculationError: No way fits, or however much is made, the pipettes set less.
    """
    needed = wells * request.per_well_ul
    overage = request.overage_percent / 100
    more = 0.0
    # What is asked for doubles, so that what rounding takes of it is soon made up for.
    for _ in range(MOST_DOUBLINGS):
        asked = needed * (1 + overage) + more
        path = find(asked)
        room = needed * room_for_rounding(overage / 2)
        path = rounded(path, max(path.totals_ul[-1], asked) - room, path.totals_ul[-1] + room, lab)
        rack = TubePlan(lab, bottles)
        names = _letters(path, mark, rack.supplies)
        # The vehicle that is diluted with is there once, under the name of the diluent.
        vehicle = request.vehicle if request.vehicle in rack.supplies else request.medium
        last = follow(rack, path, source, names, request.medium, vehicle, make_up=_is_made_up(request, path))
        short = needed - last.volume_ul
        if short <= TOLERANCE * needed or request.last_step is None:
            return path, tuple(rack.tubes.values())
        more = max(more + short, 2 * more)
    raise CalculationError(Message.ROUNDED_SHORT)


def _is_made_up(request: DoseRequest, path: DilutionPath) -> bool:
    """Return whether a dilution is made up to its volume in a measuring cylinder.

    So is what is more than a tube holds, and what is so much of another liquid that the volumes do not add up.
    """
    if not request.make_up or request.last_step is not None:
        return False
    total_ul, part = path.totals_ul[-1], 1 / path.factors[-1]
    alcohol = request.shrinks and say.contracts(kind_of(request.stock), part)
    shrinks = alcohol and total_ul >= _LEAST_MADE_UP_UL
    return shrinks or total_ul > LARGEST_TUBE_UL * (1 + TOLERANCE)


# The least that the smallest cylinder measures within the error that is usually accepted, µL.
_LEAST_MADE_UP_UL = 5000.0


def _letters(path: DilutionPath, mark: str, taken: Collection[str]) -> tuple[str, ...]:
    """Name the tubes of a path, the batch last; what is a bottle here names no tube."""
    named = (f"{mark}{letter}" for letter in "ABCDEFGHIJKLMNOP")
    free = [name for name in named if name not in taken]
    return tuple(free[: len(path.factors)])


def brings_vehicle(request: DoseRequest, one: Ingredient) -> bool:
    """Return whether vehicle comes with the stock.

    What is given in per cent, or as "20×" to be diluted by itself, is a buffer or the like; a stock in the water or
    buffer that it is diluted with brings nothing new.
    """
    into_cells = request.last_step is not None and one.kind in {Kind.FOLD, Kind.ACTIVITY_CONCENTRATION}
    given = bool(request.vehicle) and (one.kind in {Kind.MOLARITY, Kind.MASS_CONCENTRATION} or into_cells)
    return given and not (same(request.vehicle, request.medium) and family(request.vehicle).watery)


def _supplies(request: DoseRequest, one: Ingredient) -> tuple[Supply, ...]:
    brings = brings_vehicle(request, one)
    stock = Supply(one.source, pure_vehicle=brings, stock=True, error=request.stock_error)
    alike = same(request.vehicle, request.medium)
    medium = Supply(request.medium, pure_vehicle=brings and alike)
    return (stock, Supply(request.vehicle, pure_vehicle=True), medium) if brings and not alike else (stock, medium)


class DosedWell(Struct, frozen=True):
    """What is in the well after adding.

    Attributes:
        low: Part of it that is stock, if all that was there before was lost.
        high: The same, if all of it was stable; as `low` for a first dose.
        vehicle_percent: Vehicle in all, % v/v.
    """

    low: float
    high: float
    vehicle_percent: float


def well_after(request: DoseRequest, part: float, vehicle_percent: float, stock: Quantity) -> DosedWell:
    """Return what is in the well afterwards.

    Args:
        request: What the wells get.
        part: What this dose brings, as a part of the stock.
        vehicle_percent: The vehicle that it brings, % v/v.
        stock: Concentration of the stock, on the scale of the target.
    """
    if request.redose is None:
        return DosedWell(part, part, vehicle_percent)
    dosed, _ = same_scale(request.dosed or request.target, stock, request.molar_mass)
    of_stock = float((dosed / stock).m_as(""))
    after = request.redose.after(vehicle_percent, part / of_stock)
    return DosedWell(after.low * of_stock, after.high * of_stock, after.vehicle_percent)
