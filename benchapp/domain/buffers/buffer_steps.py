"""The steps by which a buffer or medium is made, their working, and what is good to know."""

from collections.abc import Iterator

from benchapp.domain.buffers.buffer_plan import BufferPlan, Making, MeasuredPart
from benchapp.domain.buffers.components import Component, Way
from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.solvents import is_alcohol
from benchapp.domain.messages import Caution, Message, Severity, Value
from benchapp.domain.recipes.cautions import contraction
from benchapp.domain.recipes.ingredients import concentration_values
from benchapp.domain.recipes.recipes import Line, Recipe, loudest_first, pipetting
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import PERCENTS


def buffer_recipe(plan: BufferPlan) -> Recipe:
    """Return the recipe of a plan."""
    return Recipe(
        steps=tuple(_steps(plan)), working=tuple(_working(plan)), cautions=loudest_first(list(_cautions(plan)))
    )


def _steps(plan: BufferPlan) -> Iterator[Line]:
    recipe = plan.recipe
    if recipe.hazard:
        yield Line(Message.STEP_BUFFER_BEGIN, {"hazard_text": recipe.hazard})
    if recipe.sterile == "aseptic":
        yield Line(Message.STEP_BUFFER_ASEPTIC)
    yield from _first(plan)
    yield from (_added(one) for one in plan.parts)
    if plan.making is Making.DISSOLVED:
        yield (
            Line(Message.STEP_BUFFER_HOW, {"how": recipe.dissolve})
            if recipe.dissolve
            else Line(Message.STEP_BUFFER_STIR)
        )
    if recipe.ph:
        code = Message.STEP_BUFFER_PH_AT if recipe.ph_at else Message.STEP_BUFFER_PH
        yield Line(code, {"ph": recipe.ph, "ph_with": recipe.ph_with, "ph_at": recipe.ph_at})
    yield _last(plan)
    yield from _afterwards(plan)


def _first(plan: BufferPlan) -> Iterator[Line]:
    what: dict[str, Value] = {"diluent": plan.recipe.diluent}
    if plan.making is Making.DISSOLVED and plan.rest_ul:
        yield Line(Message.STEP_BUFFER_START, {**what, "start_ul": plan.start_ul})
    elif plan.making is Making.IN_ITS_BOTTLE and plan.diluent is not None:
        values = {**what, **pipetting(plan.diluent), "bottles": plan.bottles, "bottle_text": plan.recipe.bottle}
        yield Line(Message.STEP_BUFFER_FULL_BOTTLE, values)
    elif plan.making is Making.MIXED and plan.diluent is not None:
        yield Line(Message.STEP_BUFFER_BOTTLE, {**what, **pipetting(plan.diluent)})


def _added(part: MeasuredPart) -> Line:
    one = part.component
    values: dict[str, Value] = {"name": one.name, "form": one.form, **_target(one)}
    if one.way is Way.WEIGHED:
        return Line(Message.STEP_BUFFER_WEIGH, {**values, "set_g": part.set_g, "readability_g": part.readability_g})
    if part.transfer is not None:
        return Line(Message.STEP_BUFFER_ADD, {**values, **_stock(one), **pipetting(part.transfer)})
    counted: dict[str, Value] = {"pieces": round(part.amount), "piece": one.piece, "each_ul": _each_ul(one)}
    return Line(Message.STEP_BUFFER_COUNT, {**values, **counted})


def _each_ul(one: Component) -> float:
    return 1e6 / one.per_litre


def _target(one: Component) -> dict[str, Value]:
    if one.wanted:
        return {"wanted": one.wanted}
    return {} if one.kind is None else dict(concentration_values(one.target, one.kind))


def _stock(one: Component) -> dict[str, Value]:
    return {"taken_from": one.taken_from} if one.taken_from else {}


def _last(plan: BufferPlan) -> Line:
    what: dict[str, Value] = {"diluent": plan.recipe.diluent, "total_ul": plan.volume_ul}
    if plan.mark is None or not plan.rest_ul:
        return Line(Message.STEP_BUFFER_MIX, what)
    if plan.large:
        return Line(Message.STEP_BUFFER_TOP_UP_LARGE, what)
    return Line(Message.STEP_BUFFER_TOP_UP, {**what, "cylinder": plan.mark.pipette})


_STERILE: dict[str, MessageCode] = {
    "filter": Message.STEP_BUFFER_FILTER,
    "autoclave": Message.STEP_BUFFER_AUTOCLAVE,
}


def _afterwards(plan: BufferPlan) -> Iterator[Line]:
    recipe = plan.recipe
    if recipe.sterile in _STERILE:
        yield Line(_STERILE[recipe.sterile])
    if recipe.storage or recipe.life:
        yield Line(Message.STEP_BUFFER_STORE, {"storage_word": recipe.storage, "life": recipe.life})
    else:
        yield Line(Message.STEP_BUFFER_LABEL)


def _working(plan: BufferPlan) -> Iterator[Line]:
    for part in plan.parts:
        one = part.component
        values: dict[str, Value] = {"name": one.name, "total_ul": plan.volume_ul, **_target(one), **_stock(one)}
        if one.way is Way.COUNTED:
            yield Line(Message.WORK_BUFFER_COUNT, {**values, "pieces": round(part.amount), "each_ul": _each_ul(one)})
        elif one.way is Way.WEIGHED and one.molar_mass:
            yield Line(Message.WORK_BUFFER_MOLAR, {**values, "mass_g": part.amount, "molar_mass": one.molar_mass})
        elif one.way is Way.WEIGHED:
            yield Line(Message.WORK_BUFFER_MASS, {**values, "mass_g": part.amount})
        elif one.way is Way.STOCK:
            yield Line(Message.WORK_BUFFER_STOCK, {**values, "ul": part.amount})
        else:
            yield Line(Message.WORK_BUFFER_SHARE, {**values, "ul": part.amount})
    if plan.making in {Making.MIXED, Making.IN_ITS_BOTTLE} and plan.rest_ul:
        values = {"total_ul": plan.volume_ul, "ul": plan.rest_ul, "diluent": plan.recipe.diluent}
        yield Line(Message.WORK_BUFFER_REST, values)
    for source in plan.recipe.sources:
        where = source.url or (f"doi:{source.doi}" if source.doi else "")
        yield Line(Message.BUFFER_SOURCE, {"title": source.title, "where": where, "taken": source.note})


def _cautions(plan: BufferPlan) -> Iterator[Caution]:
    for part in plan.parts:
        one = part.component
        if part.too_little:
            yield Caution(Message.BUFFER_WEIGH_LITTLE, Severity.CAUTION, {"name": one.name, "mass_g": part.amount})
        if plan.making is Making.TO_THE_MARK and is_alcohol(one.name) and one.kind in {*PERCENTS, Kind.PERCENT_VV}:
            yield from contraction(one.kind, plan.volume_ul, one.per_litre)
    if plan.making is Making.IN_ITS_BOTTLE and plan.diluent is not None:
        liquids_ul = plan.volume_ul - plan.rest_ul
        reached = 100 * plan.volume_ul / (plan.volume_ul + liquids_ul)
        yield Caution(Message.BUFFER_FULL_BOTTLE, Severity.NOTE, {"share": reached})
    for note in plan.recipe.notes:
        yield Caution(Message.BUFFER_NOTE, Severity.NOTE, {"note": note})
    if not plan.recipe.life:
        stored = bool(plan.recipe.storage)
        yield Caution(Message.BUFFER_NO_LIFE if stored else Message.BUFFER_NO_STORAGE, Severity.NOTE)
