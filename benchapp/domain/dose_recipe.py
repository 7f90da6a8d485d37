"""From the stock to the well: one batch for all wells, through intermediates where a volume is too small to set.

The concentration and the vehicle that count are those in the well after adding. A batch is made for all wells
together, never a fraction of a microlitre a well. Where even the batch needs less than the pipettes can set well,
an intermediate in medium is put in, at most 1 % vehicle; where that cannot be, one in the vehicle, if the vehicle
still fits.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain import cautions as say
from benchapp.domain.entries import Judged
from benchapp.domain.incubations import Cells
from benchapp.domain.messages import CalculationError, Caution, Message, Severity, Value
from benchapp.domain.monograph import Monograph
from benchapp.domain.pipettes import Pipette, Transfer, transfer
from benchapp.domain.quantities import TOLERANCE, Quantity, as_molar, kind_of, same_scale
from benchapp.domain.recipes import Line, Recipe, loudest_first, pipetting
from benchapp.domain.rules import LabRules
from benchapp.domain.stock_recipe import concentration_values

# Volumes of stock or intermediate that are easy to set and to remember, µL.
_HANDY_UL = (2.0, 4.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 100.0, 150.0, 200.0, 300.0, 500.0, 1000.0)
_VEHICLE_FACTORS = (2.0, 4.0, 5.0, 10.0, 20.0, 50.0, 100.0)
_MOST_INTERMEDIATES = 4
_SOMEWHAT_LARGER = (1.25, 1.5, 2.0)
_MUCH_LARGER = (3.0, 5.0, 10.0, 20.0)


class DoseRequest(Struct, frozen=True):
    """What the wells are to get.

    Attributes:
        stock: Concentration of the stock in pure vehicle.
        target: Concentration in the well after adding.
        molar_mass: Of the form in the stock.
        cells: What is treated; `cells.wells` are dosed.
        per_well_ul: Volume that is put into each well, µL.
        well_ul: Volume in each well afterwards, µL.
        strength: How many times the target the solution put in must have.
        last_step: How it gets into the wells: `STEP_RESUSPEND`, `STEP_ADD_TO_WELLS`, `STEP_REPLACE` or
            `STEP_REPLACE_HALF`; None where it is only made.
        overage_percent: Made beyond what the wells need, %.
        control_wells: Wells of the matched vehicle control; 0 for none.
        vehicle: Name of the vehicle.
        medium: Name of the diluent.
        stock_label: Label of the stock, "" where not told.
        thaw: Aliquots of it to thaw first; 0 for none.
        place: Where they are.
        aliquots_left: How many there are.
    """

    stock: Quantity
    target: Quantity
    molar_mass: Quantity
    cells: Cells
    per_well_ul: float
    well_ul: float
    strength: float
    last_step: Message | None
    overage_percent: float = 10.0
    control_wells: int = 0
    vehicle: str = "DMSO"
    medium: str = "medium"
    stock_label: str = ""
    thaw: int = 0
    place: str = ""
    aliquots_left: int = 0


class Tube(Struct, frozen=True):
    """One tube on the way.

    Attributes:
        name: "A", "B", …
        take: What is taken from the tube before, or from the stock.
        diluent: What it is put into; None where nothing is diluted.
        concentration: Reached in it, after rounding.
        vehicle_percent: Vehicle in it, % v/v.
        in_vehicle: Whether the diluent is the vehicle itself.
    """

    name: str
    take: Transfer
    diluent: Transfer | None
    concentration: Quantity
    vehicle_percent: float
    in_vehicle: bool = False

    @property
    def volume_ul(self) -> float:
        """What is in the tube when mixed, µL."""
        return self.take.volume_ul + (self.diluent.volume_ul if self.diluent else 0.0)


class DosePlan(Struct, frozen=True):
    """How to dose.

    Attributes:
        direct_ul: Stock for the batch if nothing lay between, µL.
        batch_ul: What the wells and the overage need, µL.
        tubes: From the stock to the batch, the batch last.
        control: The same for the vehicle control.
        in_well: Concentration reached in the well.
        vehicle_percent: Vehicle in the well, % v/v.
        error: Pipetting error of the batch, as a part.
        recipe: The steps.
    """

    direct_ul: float
    batch_ul: float
    tubes: tuple[Tube, ...]
    control: tuple[Tube, ...]
    in_well: Quantity
    vehicle_percent: float
    error: float
    recipe: Recipe


def plan_dose(request: DoseRequest, monograph: Monograph, rules: LabRules, pipettes: Sequence[Pipette]) -> DosePlan:
    """Plan the dose for all wells.

    Raises:
        CalculationError: The target is above the stock, or no pipette and no intermediate can do it.
    """
    if request.cells.wells < 1:
        raise CalculationError(Message.NOT_POSITIVE, field="wells")
    stock, target = same_scale(request.stock, request.target, request.molar_mass)
    ratio = float((stock / (target * request.strength)).m_as(""))
    if ratio < 1 - TOLERANCE:
        raise CalculationError(Message.TARGET_ABOVE_STOCK, field="c2", strength=request.strength)
    batch_ul = request.cells.wells * request.per_well_ul * (1 + request.overage_percent / 100)
    chain = _Chain(stock, rules, pipettes)
    tubes = chain.to_batch(batch_ul, ratio, request.strength)
    last = tubes[-1]
    control: tuple[Tube, ...] = ()
    if request.control_wells > 0:
        control_ul = request.control_wells * request.per_well_ul * (1 + request.overage_percent / 100)
        # Not the same tubes but the same vehicle: pure vehicle, diluted to what the last tube holds.
        control = chain.to_batch(control_ul, 100 / last.vehicle_percent)
    well = Well(last.concentration / request.strength, last.vehicle_percent / request.strength)
    recipe = _recipe(request, monograph, rules, tubes, control, well)
    direct_ul = batch_ul / ratio
    if len(tubes) > 1:
        recipe = _with_reason(recipe, direct_ul, len(tubes) - 1, pipettes)
    return DosePlan(
        direct_ul, batch_ul, tubes, control, well.concentration, well.vehicle_percent, _error(tubes), recipe
    )


class Well(Struct, frozen=True):
    """What is in the well after adding."""

    concentration: Quantity
    vehicle_percent: float


class _Chain(Struct, frozen=True):
    """Finds the tubes between a stock and a batch for one lab's pipettes and rules."""

    stock: Quantity
    rules: LabRules
    pipettes: Sequence[Pipette]

    def to_batch(self, batch_ul: float, ratio: float, strength: float = 0.0) -> tuple[Tube, ...]:
        """Give the tubes for a batch that is `ratio` times weaker than the stock.

        In this order: straight from the stock; through intermediates in medium; a somewhat larger batch; through
        an intermediate in the vehicle, if the vehicle still fits in the well; a much larger batch.

        Args:
            batch_ul: Volume of the batch, µL.
            ratio: How many times weaker than the stock.
            strength: How many times the dose the batch is; 0 where no intermediate in the vehicle is allowed.
        """
        if ratio <= 1 + TOLERANCE:
            return (Tube("A", transfer(batch_ul, self.pipettes), None, self.stock, 100.0),)
        if self._settable(batch_ul / ratio):
            return self._tubes([ratio], batch_ul, [False])
        through_medium = self._through_medium(batch_ul, ratio)
        if through_medium:
            return through_medium
        grown = self._larger(batch_ul, ratio, _SOMEWHAT_LARGER)
        if grown:
            return grown
        for factor in _VEHICLE_FACTORS if strength else ():
            vehicle = 100 * factor / ratio / strength
            fits = ratio / factor > 1 and float(f"{vehicle:.2g}") <= self.rules.vehicle_high_percent
            if fits and self._settable(batch_ul * factor / ratio):
                return self._tubes([factor, ratio / factor], batch_ul, [True, False])
        grown = self._larger(batch_ul, ratio, _MUCH_LARGER)
        if grown:
            return grown
        raise CalculationError(Message.NO_INTERMEDIATE, ul=batch_ul / ratio)

    def _through_medium(self, batch_ul: float, ratio: float) -> tuple[Tube, ...]:
        for in_medium in range(1, _MOST_INTERMEDIATES + 1):
            factors = self._medium_factors(ratio, in_medium)
            if factors and self._settable(batch_ul / factors[-1]):
                return self._tubes(factors, batch_ul, [False] * len(factors))
        return ()

    def _larger(self, batch_ul: float, ratio: float, times: tuple[float, ...]) -> tuple[Tube, ...]:
        settable = (batch_ul * grow for grow in times if self._settable(batch_ul * grow / ratio))
        larger = next(settable, None)
        return () if larger is None else self._tubes([ratio], larger, [False])

    def _medium_factors(self, ratio: float, tubes: int) -> list[float]:
        """Give the factors of `tubes` intermediates in medium and of the last dilution; [] where none fit."""
        first = 100 / self.rules.medium_vehicle_percent
        rest = ratio / first
        if rest <= 1 + TOLERANCE:
            return []
        between = [100.0] * (tubes - 1)
        last = rest / math.prod(between)
        return [first, *between, last] if last > 1 + TOLERANCE else []

    def _settable(self, volume_ul: float) -> bool:
        try:
            way = transfer(volume_ul, self.pipettes)
        except CalculationError:
            return False
        return way.relative_error <= self.rules.pipette_error_percent / 100 * (1 + TOLERANCE)

    def _tubes(self, factors: list[float], batch_ul: float, in_vehicle: list[bool]) -> tuple[Tube, ...]:
        """Size each tube for what the next one takes, from the batch back to the stock."""
        totals = [batch_ul]
        for factor, next_factor in zip(factors[-2::-1], factors[:0:-1], strict=True):
            needed = max(totals[0] / next_factor + self.rules.dead_volume_ul, self.rules.smallest_mix_ul)
            totals.insert(0, self._handy(needed / factor) * factor)
        tubes: list[Tube] = []
        concentration, vehicle = self.stock, 100.0
        for number, (factor, total, pure) in enumerate(zip(factors, totals, in_vehicle, strict=True)):
            take = transfer(total / factor, self.pipettes)
            diluent = transfer(total - total / factor, self.pipettes)
            part = take.volume_ul / (take.volume_ul + diluent.volume_ul)
            concentration = concentration * part
            vehicle = 100.0 if pure else vehicle * part
            tubes.append(Tube("ABCDEFGH"[number], take, diluent, concentration, vehicle, pure))
        return tuple(tubes)

    def _handy(self, least_ul: float) -> float:
        handy = (ul for ul in _HANDY_UL if ul >= least_ul * (1 - TOLERANCE) and self._settable(ul))
        return next(handy, least_ul)


def _error(tubes: tuple[Tube, ...]) -> float:
    """Give the relative error of the batch: the pipettes' errors of every tube, as independent."""
    squares = 0.0
    for tube in tubes:
        total_error = tube.take.error_ul + (tube.diluent.error_ul if tube.diluent else 0.0)
        squares += (tube.take.error_ul / tube.take.volume_ul) ** 2 + (total_error / tube.volume_ul) ** 2
    return math.sqrt(squares)


def _with_reason(recipe: Recipe, direct_ul: float, count: int, pipettes: Sequence[Pipette]) -> Recipe:
    try:
        way = transfer(direct_ul, pipettes)
        values: dict[str, Value] = {"ul": direct_ul, "pipette": way.pipette, "error": way.relative_error}
    except CalculationError:
        values = {"ul": direct_ul, "pipette": "", "error": 0.0}
    reason = Caution(Message.PIPETTE_ERROR, Severity.NOTE, {**values, "count": count})
    return Recipe(
        recipe.steps, recipe.working, loudest_first([*recipe.cautions, reason]), recipe.judged, recipe.cannot_know
    )


def _recipe(
    request: DoseRequest,
    monograph: Monograph,
    rules: LabRules,
    tubes: tuple[Tube, ...],
    control: tuple[Tube, ...],
    well: Well,
) -> Recipe:
    in_medium = [tube.concentration for tube in tubes if not tube.in_vehicle and tube.diluent is not None]
    bands = (
        rules.vehicle_usual_percent,
        rules.vehicle_sensitive_percent,
        rules.vehicle_high_percent,
        rules.vehicle_strong_percent,
    )
    cautions: list[Caution] = []
    judged: list[Judged] = []
    if all(kind_of(as_molar(tube, request.molar_mass)) is not None for tube in in_medium):
        cautions, judged = say.in_water(monograph, in_medium, request.molar_mass)
    cautions += say.vehicle(well.vehicle_percent, request.vehicle, request.cells, bands)
    cautions += say.species(monograph, request.cells)
    return Recipe(
        steps=_steps(request, tubes, control),
        working=_working(request, tubes, well),
        cautions=loudest_first(cautions),
        judged=tuple(judged),
        cannot_know=(Line(Message.CANNOT_KNOW_MEDIUM), Line(Message.CANNOT_KNOW_EVAPORATION)),
    )


def _steps(request: DoseRequest, tubes: tuple[Tube, ...], control: tuple[Tube, ...]) -> tuple[Line, ...]:
    steps: list[Line] = []
    if request.thaw:
        values: dict[str, Value] = {
            "count": request.thaw,
            "label": request.stock_label,
            "place": request.place,
            "left": request.aliquots_left - request.thaw,
        }
        steps.append(Line(Message.STEP_THAW, values))
    if request.vehicle.casefold() == "dmso":
        steps.append(Line(Message.STEP_WARM, {"solvent": request.vehicle}))
    steps += _pipetting(request, tubes, request.stock_label or "stock", "")
    steps += _into_wells(request, tubes[-1].name, request.cells.wells, control=False)
    if control:
        steps.append(Line(Message.STEP_CONTROL, {"vehicle": request.vehicle, "wells": request.control_wells}))
        steps += _pipetting(request, control, request.vehicle, "V")
        steps += _into_wells(request, f"V{control[-1].name}", request.control_wells, control=True)
    return tuple(steps)


def _into_wells(request: DoseRequest, tube: str, wells: int, *, control: bool) -> list[Line]:
    if request.last_step is None:
        return []
    values: dict[str, Value] = {"tube": tube, "ul": request.per_well_ul, "wells": wells, "control": control}
    return [Line(request.last_step, values)]


def _pipetting(request: DoseRequest, tubes: tuple[Tube, ...], first: str, mark: str) -> list[Line]:
    steps: list[Line] = []
    previous = first
    for tube in tubes:
        name = mark + tube.name
        if tube.diluent is not None:
            what = request.vehicle if tube.in_vehicle else request.medium
            steps.append(Line(Message.STEP_PUT_DILUENT, {**pipetting(tube.diluent), "what": what, "tube": name}))
        dosed = {} if mark else concentration_values(tube.concentration)
        steps.append(
            Line(
                Message.STEP_ADD_TO_TUBE,
                {
                    **pipetting(tube.take),
                    "what": previous,
                    "tube": name,
                    "total_ul": tube.volume_ul,
                    "percent": tube.vehicle_percent,
                    "vehicle": request.vehicle,
                    **dosed,
                },
            )
        )
        previous = name
    return steps


def _working(request: DoseRequest, tubes: tuple[Tube, ...], well: Well) -> tuple[Line, ...]:
    lines = [
        Line(
            Message.WORK_BATCH,
            {
                "wells": request.cells.wells,
                "ul": request.per_well_ul,
                "overage": request.overage_percent,
                "total_ul": request.cells.wells * request.per_well_ul * (1 + request.overage_percent / 100),
            },
        )
    ]
    if request.strength > 1 + TOLERANCE:
        lines.append(
            Line(
                Message.WORK_STRENGTH,
                {"strength": request.strength, "well_ul": request.well_ul, "ul": request.per_well_ul},
            )
        )
    lines += [
        Line(
            Message.WORK_TUBE,
            {
                "tube": tube.name,
                "take_ul": tube.take.volume_ul,
                "total_ul": tube.volume_ul,
                "percent": tube.vehicle_percent,
                "vehicle": request.vehicle,
                **concentration_values(tube.concentration),
            },
        )
        for tube in tubes
    ]
    lines.append(
        Line(
            Message.WORK_VEHICLE,
            {
                "percent": well.vehicle_percent,
                "vehicle": request.vehicle,
                **concentration_values(well.concentration),
            },
        )
    )
    return tuple(lines)
