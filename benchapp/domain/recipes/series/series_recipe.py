"""Recipes of series and plates: steps, working, and what has to be said, on the total of all compounds."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.incubations.redose import differs
from benchapp.domain.journal.entries import Judged
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.plates import BORDER_FREE_FROM, Content, spelled
from benchapp.domain.lab.solvents import Family, family, same
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Caution, Message, Severity, Value
from benchapp.domain.recipes import cautions as say
from benchapp.domain.recipes import well_cautions
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan
from benchapp.domain.recipes.ingredients import UNLIKE, Ingredient, named_by, range_values, undiluted_note
from benchapp.domain.recipes.plate_plan import PlatePlan, tube_of
from benchapp.domain.recipes.recipes import LARGE_ERROR, Line, Recipe, loudest_first, off_by, shots
from benchapp.domain.recipes.source_tubes import SourceTubes
from benchapp.domain.recipes.tube_steps import (
    SPIKE_FROM,
    held_values,
    source_values,
    taking_off,
    target_values,
    tube_steps,
)


class Surroundings(Struct, frozen=True):
    """What a plan is judged by.

    Attributes:
        monographs: Of each compound, in the order of the ingredients; None where there is none.
        cells: What is treated.
        rules: The lab's rules.
        stocks: The tubes in hand, in the same order.
        length_s: How long the cells are treated, s; 0 where that is not known.
    """

    monographs: tuple[Monograph | None, ...]
    cells: Cells
    rules: LabRules
    stocks: tuple[SourceTubes, ...] = ()
    length_s: float = 0.0


def series_recipe(plan: SeriesPlan, around: Surroundings) -> Recipe:
    """Return the recipe of a series."""
    steps = _beginning([plan], around, plan.request.vehicle)
    steps += _tubes(plan)
    if plan.matched_vehicle is not None:
        matched = next(tube for tube in plan.tubes if tube.name == plan.matched_vehicle.tube)
        steps.append(Line(Message.STEP_ZERO_TUBE, {**target_values(matched), "vehicle": plan.request.vehicle}))
    levels = [dose.vehicle_percent for dose in plan.doses]
    cautions, judged, compared = _cautions([plan], around, levels, plan.request.vehicle)
    return Recipe(
        tuple(steps),
        tuple(_doses(plan) + compared + _use([plan])),
        loudest_first(cautions),
        tuple(judged),
        (Line(Message.CANNOT_KNOW_MEDIUM), Line(Message.CANNOT_KNOW_PLASTIC)),
        named_by(plan.request.ingredients, around.monographs),
    )


def plate_recipe(plan: PlatePlan, around: Surroundings) -> Recipe:
    """Return the recipe of a plate, the wells last."""
    request = plan.request
    steps = _beginning(plan.series, around, request.vehicle)
    for series in plan.series:
        steps += _tubes(series)
    steps += taking_off(request.last_step, around.cells.growth)
    steps += [*_medium_alone(plan), *_border_free(plan, around), *_into_wells(plan)]
    levels = plan.vehicle_ends()
    times = request.redose.after(0.0).high if request.redose else 1.0
    cautions, judged, compared = _cautions(list(plan.series), around, levels, request.vehicle, times)
    if not any(one.use is WellUse.VEHICLE for one in request.map.wells.values()):
        cautions.append(Caution(Message.NO_VEHICLE_CONTROL, Severity.CAUTION, {"vehicle": request.vehicle}))
    cautions += _border_used(plan, around)
    cautions += well_cautions.too_full(request.map.format, request.well_ul)
    cautions += well_cautions.too_shallow(request.map.format, request.well_ul)
    working = [line for series in plan.series for line in _doses(series)]
    working += _redose_work(plan)
    working += [
        Line(
            Message.WORK_WELLS,
            {"tube": total.tube, "wells": total.wells, "total_ul": total.wells_ul, "made_ul": total.made_ul},
        )
        for total in plan.totals
        if total.wells
    ]
    if len(plan.series) > 1:
        working.insert(0, Line(Message.WORK_SHARE, {"count": len(plan.series), "ul": plan.share_ul}))
    working += compared
    working += _use(list(plan.series), plan.medium_wells_ul)
    return Recipe(
        tuple(steps),
        tuple(working),
        loudest_first(cautions),
        tuple(judged),
        (Line(Message.CANNOT_KNOW_MEDIUM), Line(Message.CANNOT_KNOW_PLASTIC), Line(Message.CANNOT_KNOW_EVAPORATION)),
        named_by([one for series in plan.series for one in series.request.ingredients], around.monographs),
    )


# From this length on wells at the border evaporate so much that it counts.
BORDER_COUNTS_S = 24 * 3600.0


def border_counts(wells: int, length_s: float) -> bool:
    """Return whether evaporation at the border counts: in small wells, unless they are read within a day."""
    return wells >= BORDER_FREE_FROM and not 0 < length_s <= BORDER_COUNTS_S


def _border(plan: PlatePlan, around: Surroundings) -> tuple[tuple[str, ...], int]:
    """Return the wells of the border where it counts, and how many of them are used."""
    laid = plan.request.map
    if not border_counts(laid.format.wells, around.length_s):
        return (), 0
    border = laid.format.border()
    return border, sum(1 for well in border if laid.at(well).use is not WellUse.EMPTY)


def _border_free(plan: PlatePlan, around: Surroundings) -> list[Line]:
    """Return the step that fills a free border, so that what evaporates is not what is read."""
    border, used = _border(plan, around)
    if not border or used or plan.request.redose is not None:
        return []
    values: dict[str, Value] = {"ul": plan.request.well_ul, "wells": len(border), "plates": plan.request.plates}
    return [Line(Message.STEP_BORDER, values)]


def _border_used(plan: PlatePlan, around: Surroundings) -> list[Caution]:
    _, used = _border(plan, around)
    return [Caution(Message.BORDER_USED, Severity.NOTE, {"wells": used})] if used else []


def _redose_work(plan: PlatePlan) -> list[Line]:
    """Return how a re-dose adds up in the wells of the highest dose; nothing for the first doses."""
    redose = plan.request.redose
    if redose is None:
        return []
    content = Content(WellUse.DOSE, (0,) * len(plan.series))
    kept = redose.change.kept
    before = plan.request.before_percent.get(content, redose.before.vehicle_percent)
    percent = plan.after(content).vehicle_percent
    added: dict[str, Value] = {"kept": kept, "before_percent": before, "added_percent": percent - kept * before}
    axes = range(len(plan.series)) if before or percent else ()
    return [Line(Message.WORK_REDOSE, {**added, **_after(plan, axis, [content])}) for axis in axes]


def _beginning(plans: Sequence[SeriesPlan], around: Surroundings, vehicle: str) -> list[Line]:
    needed = _needed(plans)
    for ul, one in zip(needed, around.stocks, strict=False):
        one.check(ul)
    steps = list(say.careful(around.monographs, vehicle))
    steps += [line for ul, one in zip(needed, around.stocks, strict=False) for line in one.beginning(ul)]
    if family(vehicle) is Family.DMSO:
        steps.append(Line(Message.STEP_WARM, {"solvent": vehicle}))
    return steps


def _tubes(plan: SeriesPlan) -> list[Line]:
    return tube_steps(plan.tubes, plan.request.ingredients, plan.brought, plan.together)


def _medium_alone(plan: PlatePlan) -> list[Line]:
    """Return the steps that fill the wells which get medium and no tube."""
    request = plan.request
    blank = request.last_step if request.redose else Message.STEP_BLANKS
    fillings = ((WellUse.UNTREATED, request.last_step, request.per_well_ul), (WellUse.BLANK, blank, request.blank_ul))
    wells = {use: [well for well, one in request.map.wells.items() if one == Content(use)] for use, *_ in fillings}
    found = ((code, ul, wells[use]) for use, code, ul in fillings if wells[use])
    return [_fill(plan, code, request.medium, ul, named, of_tube=False) for code, ul, named in found]


def _into_wells(plan: PlatePlan) -> list[Line]:
    """Return the steps that fill the wells from tubes: vehicle first, then from the lowest dose up to the highest."""
    request = plan.request
    steps = [Line(Message.STEP_DOSING_ORDER, {"vehicle": request.vehicle})]
    dose_step = request.last_step
    if len(plan.series) > 1 and dose_step in _TAKE_OFF:
        # Taken off once: with the second tube, part of what the first one brought would go.
        wells = [well for well, one in request.map.wells.items() if one.treated]
        steps.append(_fill(plan, _TAKE_OFF[dose_step], "", request.per_well_ul, wells, of_tube=False))
        dose_step = Message.STEP_ADD_INTO
    for axis, series in enumerate(plan.series):
        controls = [well for well, one in request.map.wells.items() if one.use is WellUse.VEHICLE]
        if series.vehicle_alone is not None and controls:
            after = _after(plan, axis, [Content(WellUse.VEHICLE)])
            steps.append(_fill(plan, dose_step, series.vehicle_alone.tube, plan.share_ul, controls, after))
        for level in (-1, *reversed(range(len(series.doses)))):
            tube = tube_of(series, level)
            wells = _wells(plan, axis, level)
            if tube is not None and wells:
                after = _after(plan, axis, [request.map.at(well) for well in wells])
                steps.append(_fill(plan, dose_step, tube.tube, plan.share_ul, wells, after))
    return steps


_TAKE_OFF = {
    Message.STEP_REPLACE_IN: Message.STEP_TAKE_ALL_OFF,
    Message.STEP_REPLACE_HALF_IN: Message.STEP_TAKE_OFF,
}


def _after(plan: PlatePlan, axis: int, contents: Sequence[Content]) -> dict[str, Value]:
    """Return what a re-dose leaves of the compounds of one series, and of the vehicle; {} for the first doses.

    Args:
        plan: How the plate is filled.
        axis: Which series.
        contents: Of the wells that get one tube of it.
    """
    if plan.request.redose is None:
        return {}
    well = plan.after(contents[0])
    before = sum(len(one.request.ingredients) for one in plan.series[:axis])
    least, most = plan.vehicle_ends(contents)
    values: dict[str, Value] = {"percent": most, "vehicle": plan.request.vehicle, "redose": True}
    if differs(least, most):
        values["least_percent"] = least
    several = sum(len(one.request.ingredients) for one in plan.series) > 1
    held = [
        (one, well.low[before + place], well.high[before + place])
        for place, one in enumerate(plan.series[axis].request.ingredients)
        if well.high[before + place] > 0
    ]
    for place, (one, low, high) in enumerate(held, 1):
        mark = "" if place == 1 else f"_{place}"
        values |= range_values(low, high, one.kind, mark)
        if several:
            values[f"compound{mark}"] = one.compound
    return values


def _wells(plan: PlatePlan, axis: int, level: int) -> list[str]:
    """Return the wells that get a level of an axis."""
    controls = level == -1 and plan.series[axis].vehicle_alone is None
    return [
        well
        for well, one in plan.request.map.wells.items()
        if (one.use is WellUse.DOSE and one.levels[axis] == level) or (controls and one.use is WellUse.VEHICLE)
    ]


def _fill(
    plan: PlatePlan,
    code: MessageCode,
    tube: str,
    ul: float,
    wells: Sequence[str],
    after: Mapping[str, Value] | None = None,
    *,
    of_tube: bool = True,
) -> Line:
    where: dict[str, Value] = {"wells": len(wells), "where": spelled(wells), "plates": plan.request.plates}
    made = {one.name: one for series in plan.series for one in series.tubes} if of_tube else {}
    way = plan.pipettes.get(ul)
    values: dict[str, Value] = {**source_values(tube, made), "pipette": way.pipette if way else "", "ul": ul}
    values |= shots(way) if way else {}
    if of_tube and plan.request.well_ul >= SPIKE_FROM * ul:
        # What is this strong must not stay where it was dropped.
        values["mix"] = True
    return Line(code, {**values, **where, **(after or {})})


def _made_larger(plan: SeriesPlan) -> list[Caution]:
    """Return what is made of more than was asked for, and why."""
    cautions = []
    if plan.scale_up > 1:
        cautions.append(Caution(Message.SERIES_GROWN, Severity.NOTE, {"times": plan.scale_up}))
    if plan.batch is not None:
        batch = plan.batch
        code = Message.BATCH_SAVES if batch.tubes else Message.BATCH_LARGER
        values: dict[str, Value] = {"ul": batch.ul, "wanted_ul": batch.wanted_ul, "more_ul": batch.more_ul}
        values |= {"tubes": batch.tubes, "steps": 2 * batch.tubes}
        cautions.append(Caution(code, Severity.NOTE, values))
    made = {tube.name: tube for tube in plan.tubes}
    for tube, ul in plan.larger.items():
        values = {**target_values(made[tube]), "ul": made[tube].volume_ul, "wanted_ul": ul}
        cautions.append(Caution(Message.TUBE_GROWN, Severity.NOTE, values))
    return cautions


def _cautions(
    plans: Sequence[SeriesPlan], around: Surroundings, levels: Sequence[float], vehicle: str, times: float = 1.0
) -> tuple[list[Caution], list[Judged], list[Line]]:
    """Return what has to be said, by which limits, and what is no more than a line of working.

    The vehicle is judged on the total of everything in a well.
    """
    cautions: list[Caution] = []
    judged: list[Judged] = []
    working: list[Line] = []
    rules = around.rules
    place = 0
    several = sum(len(plan.request.ingredients) for plan in plans) > 1
    for plan in plans:
        for one in plan.request.ingredients:
            monograph = around.monographs[place]
            place += 1
            if monograph is None:
                continue
            compared = say.in_medium(monograph, _held(plan, one, times), plan.request.medium, vehicle)
            found = [*compared.cautions, *say.stock_used(monograph, one, vehicle)]
            named = {"compound": one.compound} if several else {}
            cautions += [replace(caution, values={**caution.values, **named}) for caution in found]
            judged += compared.judged
            working += [replace(line, values={**line.values, **named}) for line in compared.working]
            known = {caution.code for caution in cautions}
            cautions += [said for said in well_cautions.species(monograph, around.cells) if said.code not in known]
        alike = same(vehicle, plan.request.medium)
        if plan.request.scheme is Scheme.PLAIN and len(plan.doses) > 1 and not alike:
            values: dict[str, Value] = {"percent": max(levels), "lowest": min(levels), "vehicle": vehicle}
            cautions.append(Caution(Message.VEHICLE_FALLS, Severity.STRONG, values))
        cautions += [*_undiluted(plan), *_made_larger(plan)]
        made = {tube.name: tube for tube in plan.tubes}
        worst = max(plan.doses, key=lambda dose: (round(dose.worst.worst, 6), dose.worst.typical))
        working.append(off_by(worst.worst, worst.tube))
        common = plan.common[worst.off.index(worst.worst)] if plan.common else 0.0
        if len(plan.doses) > 1 and common > 0:
            working.append(Line(Message.WORK_OFF_COMMON, {"error": 100 * common}))
        if worst.worst.worst > LARGE_ERROR:
            off = {**off_by(worst.worst, worst.tube).values, **target_values(made[worst.tube])}
            cautions.append(Caution(Message.SERIES_ERROR, Severity.CAUTION, off))
    cautions += well_cautions.vehicle(max(levels, default=0.0), vehicle, around.cells, rules)
    return cautions, judged, working


def _undiluted(plan: SeriesPlan) -> list[Caution]:
    """Warn where a stock is dosed as it is and gives a little less than was wanted."""
    said = []
    for place, one in enumerate(plan.request.ingredients):
        reached, wanted = plan.doses[0].reached[place], plan.doses[0].wanted[place]
        if wanted > one.stock / plan.request.strength * (1 + UNLIKE):
            said.append(undiluted_note(one, reached, wanted))
    return said


def _held(plan: SeriesPlan, one: Ingredient, times: float) -> list[say.HeldConcentration]:
    """Return what the wells and the tubes in medium hold of a compound, mg/mL; nothing where that is not known.

    Args:
        plan: How the tubes are made.
        one: The compound.
        times: How many doses there may be in a well, after a re-dose.
    """
    place = plan.request.ingredients.index(one)
    held_in_wells = (one.mg_ml(dose.reached[place] * times) for dose in plan.doses)
    held = [say.HeldConcentration(mg_ml) for mg_ml in held_in_wells if mg_ml is not None]
    for tube in plan.tubes:
        mg_ml = one.mg_ml(one.stock * tube.parts.get(one.source, 0.0))
        if mg_ml and not tube.in_vehicle:
            held.append(say.HeldConcentration(mg_ml, tube.name, tube.vehicle_percent, tube.bottle))
    return held


def _doses(plan: SeriesPlan) -> list[Line]:
    """Return one line for each dose: wanted, reached, its error, its vehicle."""
    lines = []
    ingredients = plan.request.ingredients
    for dose in plan.doses:
        parts = {one.source: reached / one.stock for one, reached in zip(ingredients, dose.reached, strict=True)}
        off = dose.reached[0] / dose.wanted[0] - 1 if dose.wanted[0] else 0.0
        values: dict[str, Value] = {"tube": dose.tube, "percent": dose.vehicle_percent, "vehicle": plan.brought}
        values |= {"off": 100 * off, "error": 100 * max(dose.errors, default=0.0)}
        lines.append(Line(Message.WORK_DOSE, {**values, **held_values(parts, ingredients)}))
    return lines


def _needed(plans: Sequence[SeriesPlan]) -> list[float]:
    """Return what is taken of each stock, µL, in the order of the ingredients."""
    return [plan.used_ul.get(one.source, 0.0) for plan in plans for one in plan.request.ingredients]


def _use(plans: Sequence[SeriesPlan], medium_ul: float = 0.0) -> list[Line]:
    """Return what is used up: stocks, vehicle, medium."""
    names = [one.source for plan in plans for one in plan.request.ingredients]
    names += [plans[0].request.vehicle, plans[0].request.medium]
    lines = []
    for name in dict.fromkeys(names):
        total = sum(plan.used_ul.get(name, 0.0) for plan in plans)
        total += medium_ul if name == plans[0].request.medium else 0.0
        if total > 0:
            lines.append(Line(Message.WORK_USED, {"what": name, "total_ul": total}))
    return lines
