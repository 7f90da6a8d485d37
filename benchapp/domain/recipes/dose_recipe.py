"""From the stock to the well: one batch for all wells, through intermediates where a volume is too small to set.

The concentration and the vehicle that count are those in the well after adding. A batch is made for all wells
together, never a fraction of a microlitre a well. Which tubes lie between is decided in `dose_route`.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.well_course import Redosing
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import Pipette, transfer
from benchapp.domain.lab.plates import Content, format_named
from benchapp.domain.lab.solvents import Family, family, same
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import CalculationError, Caution, Message, Severity, Value
from benchapp.domain.recipes import cautions as say
from benchapp.domain.recipes import well_cautions
from benchapp.domain.recipes.dose_route import is_met_undiluted
from benchapp.domain.recipes.dose_tubes import (
    DosedWell,
    DoseRequest,
    Made,
    brings_vehicle,
    dispensing_of,
    off_in_well,
    tubes_of,
    well_after,
)
from benchapp.domain.recipes.ingredients import (
    UNLIKE,
    Ingredient,
    check_strength,
    ingredient,
    known_of,
    named_by,
    range_values,
    undiluted_note,
)
from benchapp.domain.recipes.mixing import Lab, Tube
from benchapp.domain.recipes.recipes import LARGE_ERROR, Line, Recipe, loudest_first, off_by, shots
from benchapp.domain.recipes.round_volumes import room_for_rounding
from benchapp.domain.recipes.tube_steps import SPIKE_FROM, held_values, taking_off, tube_steps, tube_work
from benchapp.domain.recipes.uncertainty import Uncertainty, uncertainty
from benchapp.domain.units.amounts import round_figures
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.quantities import Quantity, same_scale

# The wells that are dosed, and those of the vehicle control, as they are named in a saved recipe.
DOSED, CONTROL = Content(WellUse.DOSE), Content(WellUse.VEHICLE)
# Of a vehicle that is kept, so that many re-doses add up right.
_KEPT_FIGURES = 6


class DosePlan(Struct, frozen=True):
    """How to dose.

    Attributes:
        direct_ul: Stock for the batch if nothing lay between, µL.
        batch_ul: What the wells and the overage need, µL.
        tubes: From the stock to the batch, the batch last; none where the stock goes into the wells as it is.
        control: The same for the vehicle control; none where that is the vehicle or the medium itself.
        concentration: Reached in the batch, on the scale of the stock.
        in_well: Concentration reached in the well by this dose alone.
        low: The same after it, if all that was there before was lost.
        high: The same, if all of it was stable; both are `in_well` for a first dose.
        vehicle_percent: Vehicle in the well afterwards, cumulative, % v/v.
        error: Typical error of the batch, from pipettes and stock, as a part.
        recipe: The steps.
        stock_ul: What is taken of the stock, µL.
        request: What the wells were to get.
        vehicle: Name of the vehicle; "" where the stock brings none.
        off: How far off the dose in the well may be, the pipetting into the wells counted.
        control_percent: Vehicle in a control well, % v/v; None where there is none.
        given_by_well: Vehicle in what dosed and control wells are given, % v/v, by the content of the well as text.
    """

    direct_ul: float
    batch_ul: float
    tubes: tuple[Tube, ...]
    control: tuple[Tube, ...]
    concentration: Quantity
    in_well: Quantity
    low: Quantity
    high: Quantity
    vehicle_percent: float
    error: float
    recipe: Recipe
    stock_ul: float = 0.0
    request: DoseRequest | None = None
    vehicle: str = ""
    off: Uncertainty = Uncertainty()
    control_percent: float | None = None
    given_by_well: Mapping[str, float] = field(default_factory=dict)

    def percent_by_well(self) -> dict[str, float]:
        """Return the vehicle in dosed and control wells afterwards, % v/v, by the content of the well as text."""
        held = {DOSED: self.vehicle_percent, CONTROL: self.control_percent}
        return _kept({well: percent for well, percent in held.items() if percent is not None})

    @property
    def made_ul(self) -> float:
        """What is made for the wells, µL; 0 where the stock goes in as it is."""
        return self.tubes[-1].volume_ul if self.tubes else 0.0

    @property
    def wells_ul(self) -> float:
        """What the wells take of the batch, µL; the overage is left over."""
        return self.request.cells.wells * self.request.per_well_ul if self.request else 0.0


def _kept(percent_by_well: Mapping[Content, float]) -> dict[str, float]:
    return {well.written: round_figures(percent, _KEPT_FIGURES) for well, percent in percent_by_well.items()}


def plan_dose(request: DoseRequest, monograph: Monograph, rules: LabRules, pipettes: Sequence[Pipette]) -> DosePlan:
    """Plan the dose for all wells.

    Raises:
        CalculationError: The target is above the stock, or no pipette and no intermediate can do it.
    """
    if request.cells.wells < 1:
        raise CalculationError(Message.NOT_POSITIVE, field="wells")
    if same(request.vehicle, request.medium):
        # One bottle: it is called by one name.
        request = replace(request, vehicle=request.medium)
    stock, _ = same_scale(request.stock, request.target, request.molar_mass)
    source = request.hand.label or "stock"
    one = known_of(ingredient(request.stock, [request.target], request.molar_mass, source=source), monograph)
    lab = Lab(rules, pipettes)
    dispensing = dispensing_of(request, lab)
    ratio = one.stock / (one.doses[0] * request.strength)
    batch_ul = request.cells.wells * request.per_well_ul * (1 + request.overage_percent / 100)
    as_it_is = dispensing is not None and is_met_undiluted(ratio, dispensing.way, lab)
    made = Made(source, control=request.vehicle if request.control_wells and brings_vehicle(request, one) else "")
    scale_up = 1.0
    if not as_it_is:
        check_strength(one, request.strength)
        made, scale_up = tubes_of(request, one, batch_ul, lab)
    part, percent = made.part(one), made.vehicle_percent(one, request)
    given = {DOSED: percent, **({CONTROL: made.control_given_percent(request)} if made.control else {})}
    reached = stock * part
    well = well_after(request, part / request.strength, percent / request.strength, stock)
    off = off_in_well(request, one, made, dispensing)
    recipe = _recipe(request, monograph, lab, one, made, well, (off_by(off),) if off.typical else ())
    recipe = _with_reasons(recipe, request, one, made, batch_ul, scale_up, off, pipettes)
    return DosePlan(
        batch_ul / max(ratio, 1.0),
        batch_ul,
        made.tubes,
        made.beside,
        reached,
        reached / request.strength,
        stock * well.low,
        stock * well.high,
        well.vehicle_percent,
        uncertainty(made.tubes[-1].slips[source].values()).typical if made.tubes else request.stock_error,
        recipe,
        made.drawn_ul(source, request),
        request,
        request.vehicle,
        off,
        made.control_percent(request) if made.control else None,
        _kept(given),
    )


# A batch that differs by more than this was made larger or smaller for round volumes, and not by increments.
_ROUNDED_FROM = 0.002


def _with_reasons(
    recipe: Recipe,
    request: DoseRequest,
    one: Ingredient,
    made: Made,
    batch_ul: float,
    scale_up: float,
    off: Uncertainty,
    pipettes: Sequence[Pipette],
) -> Recipe:
    """Add why it is made this way, and how far off it may be."""
    said = list(recipe.cautions)
    direct_ul = batch_ul * one.doses[0] * request.strength / one.stock
    if len(made.tubes) > 1:
        said.append(_reason(direct_ul, len(made.tubes) - 1, pipettes))
    if scale_up > 1:
        values: dict[str, Value] = {"ul": direct_ul, "wanted_ul": batch_ul, "times": scale_up}
        said.append(Caution(Message.BATCH_GROWN, Severity.NOTE, values))
    part = made.part(one) / request.strength
    reached = one.stock * part
    if part == 1 / request.strength and abs(reached / one.doses[0] - 1) > UNLIKE:
        said.append(undiluted_note(one, reached, one.doses[0]))
    if off.worst > LARGE_ERROR:
        said.append(Caution(Message.DOSE_ERROR, Severity.CAUTION, off_by(off).values))
    return replace(recipe, cautions=loudest_first(said))


def _reason(direct_ul: float, count: int, pipettes: Sequence[Pipette]) -> Caution:
    try:
        way = transfer(direct_ul, pipettes)
        values: dict[str, Value] = {"ul": direct_ul, "pipette": way.pipette, "error": way.relative_error}
    except CalculationError:
        values = {"ul": direct_ul, "pipette": "", "error": 0.0}
    return Caution(Message.PIPETTE_ERROR, Severity.NOTE, {**values, "count": count})


def _recipe(
    request: DoseRequest,
    monograph: Monograph,
    lab: Lab,
    one: Ingredient,
    made: Made,
    well: DosedWell,
    working: tuple[Line, ...],
) -> Recipe:
    cautions: list[Caution] = []
    solvent = request.vehicle if brings_vehicle(request, one) else ""
    compared = say.in_medium(monograph, _held(request, one, made.tubes, well), request.medium, request.vehicle)
    cautions += compared.cautions
    if request.vehicle:
        cautions += say.stock_used(monograph, one, request.vehicle)
    if request.last_step is not None:
        # What is only diluted is in no well yet; its vehicle is shown, and judged when it is dosed.
        cautions += well_cautions.species(monograph, request.cells)
        plate = format_named(request.cells.vessel)
        cautions += [
            *well_cautions.too_full(plate, request.well_ul),
            *well_cautions.too_shallow(plate, request.well_ul),
        ]
    if request.last_step is not None and brings_vehicle(request, one):
        cautions += well_cautions.vehicle(well.vehicle_percent, request.vehicle, request.cells, lab.rules)
        if request.control_wells < 1:
            cautions.append(Caution(Message.NO_VEHICLE_CONTROL, Severity.CAUTION, {"vehicle": request.vehicle}))
    return Recipe(
        steps=(
            *say.careful([monograph], solvent),
            *_steps(request, one, made, well, lab),
        ),
        working=(*_working(request, one, made.tubes, well), *working, *compared.working),
        cautions=loudest_first(cautions),
        judged=compared.judged,
        cannot_know=_cannot_know(request, one),
        stocks=named_by([one], [monograph]),
    )


def _cannot_know(request: DoseRequest, one: Ingredient) -> tuple[Line, ...]:
    if not brings_vehicle(request, one):
        return ()
    falls_out = Line(Message.CANNOT_KNOW_MEDIUM)
    return (falls_out,) if request.last_step is None else (falls_out, Line(Message.CANNOT_KNOW_EVAPORATION))


def _held(
    request: DoseRequest, one: Ingredient, tubes: tuple[Tube, ...], well: DosedWell
) -> list[say.HeldConcentration]:
    """Return what the well and each tube in medium hold, mg/mL; nothing where that is not known."""
    held = [say.HeldConcentration(mg_ml) for mg_ml in [one.mg_ml(one.stock * well.high)] if mg_ml is not None]
    if request.last_step is None:
        # What is only diluted is in no well: its last tube is the result.
        held = []
    for tube in tubes:
        mg_ml = one.mg_ml(one.stock * tube.parts[one.source])
        if mg_ml is not None and not tube.in_vehicle:
            held.append(say.HeldConcentration(mg_ml, tube.name, tube.vehicle_percent, tube.bottle))
    return held


def _steps(request: DoseRequest, one: Ingredient, made: Made, well: DosedWell, lab: Lab) -> tuple[Line, ...]:
    drawn_ul = made.drawn_ul(one.source, request)
    request.hand.check(drawn_ul)
    steps = list(request.hand.beginning(drawn_ul))
    if family(request.vehicle) is Family.DMSO and brings_vehicle(request, one):
        steps.append(Line(Message.STEP_WARM, {"solvent": request.vehicle}))
    steps += tube_steps(made.tubes, [one], request.vehicle if brings_vehicle(request, one) else "")
    # Everything is made before the first well is touched.
    steps += tube_steps(made.beside, [one], request.vehicle)
    after = _after(request, one, well) if request.redose is not None else {}
    steps += taking_off(request.last_step, request.cells.growth)
    # From the control up to the dose: a tip carries nothing into a weaker well.
    if made.control:
        vehicle_alone: dict[str, Value] = {name: after[name] for name in ("vehicle", "redose") if name in after}
        if after:
            vehicle_alone["percent"] = made.control_percent(request)
        if made.control == request.medium:
            values: dict[str, Value] = {"vehicle": request.vehicle, "wells": request.control_wells}
            steps.append(Line(Message.STEP_CONTROL_MEDIUM, {**values, "percent": well.vehicle_percent}))
        steps += _into_wells(request, made.control, request.control_wells, vehicle_alone, lab, control=True)
    steps += _into_wells(request, made.last, request.cells.wells, after, lab)
    return tuple(steps)


def _after(request: DoseRequest, one: Ingredient, well: DosedWell) -> dict[str, Value]:
    """Return the well after a re-dose as values of a message: the ends of the dose, and all of the vehicle."""
    vehicle: dict[str, Value] = {"percent": well.vehicle_percent, "vehicle": request.vehicle, "redose": True}
    return {**range_values(one.stock * well.low, one.stock * well.high, one.kind), **vehicle}


def _into_wells(
    request: DoseRequest, tube: str, wells: int, after: Mapping[str, Value], lab: Lab, *, control: bool = False
) -> list[Line]:
    if request.last_step is None:
        return []
    way = lab.into_well(request.per_well_ul)
    values: dict[str, Value] = {"tube": tube, "ul": request.per_well_ul, "wells": wells, "control": control, **after}
    if request.strength >= SPIKE_FROM:
        # What is this strong must not stay where it was dropped.
        values["mix"] = True
    return [Line(request.last_step, {**values, "pipette": way.pipette, **shots(way)})]


def _working(request: DoseRequest, one: Ingredient, tubes: tuple[Tube, ...], well: DosedWell) -> tuple[Line, ...]:
    batch: dict[str, Value] = {
        "wells": request.cells.wells,
        "ul": request.per_well_ul,
        "overage": request.overage_percent,
        "total_ul": request.cells.wells * request.per_well_ul * (1 + request.overage_percent / 100),
    }
    # What is only diluted is for no wells.
    lines = [] if request.last_step is None else [Line(Message.WORK_BATCH, batch)]
    made_ul = tubes[-1].volume_ul if tubes and lines else 0.0
    off = abs(made_ul / float(str(batch["total_ul"])) - 1)
    if _ROUNDED_FROM < off <= room_for_rounding(request.overage_percent / 200) + TOLERANCE:
        lines.append(Line(Message.WORK_BATCH_ROUND, {"ul": made_ul}))
    if request.strength > 1 + TOLERANCE:
        lines.append(
            Line(
                Message.WORK_STRENGTH,
                {"strength": request.strength, "well_ul": request.well_ul, "ul": request.per_well_ul},
            )
        )
    lines += [tube_work(tube, [one], request.vehicle if brings_vehicle(request, one) else "") for tube in tubes]
    if not brings_vehicle(request, one):
        return tuple(lines)
    if request.redose is not None:
        lines.append(_redose_work(request, request.redose, one, well))
        return tuple(lines)
    lines.append(
        Line(
            Message.WORK_MIXED if request.last_step is None else Message.WORK_VEHICLE,
            {
                "percent": well.vehicle_percent,
                "vehicle": request.vehicle,
                **held_values({one.source: well.low}, [one]),
            },
        )
    )
    return tuple(lines)


def _redose_work(request: DoseRequest, redose: Redosing, one: Ingredient, well: DosedWell) -> Line:
    kept = redose.change.kept
    before = redose.before.vehicle_percent
    values: dict[str, Value] = {
        "kept": kept,
        "before_percent": before,
        "added_percent": well.vehicle_percent - kept * before,
    }
    return Line(Message.WORK_REDOSE, {**values, **_after(request, one, well)})
