"""What the fields of *Buffer or medium* come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.buffers.buffer_plan import BufferPlan, plan_buffer
from benchapp.domain.buffers.buffer_recipe import RecipeSource, recipe_of
from benchapp.domain.buffers.buffer_steps import buffer_recipe
from benchapp.domain.buffers.components import Component, read_parts
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.units.durations import ParsedDuration, read_duration
from benchapp.domain.units.fields import OVERAGE
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import TOLERANCE, Kind
from benchapp.presenters.forms.form_model import in_field, whole_between

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

T = TypeVar("T")
# By which "enough for so many plates" is typed.
WELLS = ("plates", "wells", "per_well", "overage")
_MOST_PLATES, _MOST_WELLS = 1000, 1536


class BufferAnswer(Struct, frozen=True):
    """What the fields come to.

    Attributes:
        errors: What is wrong, by field; of a part by "part0.amount"; "" for the whole.
        shown: What follows for fields left empty.
        unknown: The field that was computed.
        components: The parts as values.
        plan: How it is made; None while it cannot be planned.
        recipe: The steps.
        life: How long it keeps by its recipe; None where that says nothing.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    unknown: str = ""
    components: tuple[Component, ...] = ()
    plan: BufferPlan | None = None
    recipe: Recipe | None = None
    life: ParsedDuration | None = None


class _Volume(Struct, frozen=True):
    litres: float
    shown: str = ""
    working: tuple[Line, ...] = ()


def solve_buffer(
    units: Units, texts: Mapping[str, str], lab: Lab, sources: tuple[RecipeSource, ...] = ()
) -> BufferAnswer:
    """Return what the fields come to.

    Args:
        units: The registry.
        texts: What is in them.
        lab: Pipettes and rules.
        sources: Where the recipe is from.
    """
    recipe = recipe_of(texts, sources)
    errors: dict[str, BenchError] = {}
    base_l = _tried(errors, "volume", lambda: _litres(units, recipe.volume, "volume"), 0.0)
    volume = _tried(errors, "volume", lambda: _volume(units, texts), _Volume(0.0))
    bottle_l = _tried(errors, "bottle", lambda: _litres(units, recipe.bottle, "bottle") if recipe.bottle else 0.0, 0.0)
    life = _tried(errors, "life", lambda: _life(units, recipe.life), None)
    _tried(errors, "ph", lambda: _check_ph(recipe.ph), None)
    if not recipe.parts:
        return BufferAnswer(errors=errors, life=life)
    components, wrong = read_parts(units, recipe.parts, base_l or 1.0)
    errors |= wrong
    shown = {"volume": volume.shown} if volume.shown else {}
    answer = BufferAnswer(errors, shown, "volume" if shown else "", components, life=life)
    if errors:
        return answer
    if not recipe.name:
        return replace(answer, errors={"name": CalculationError(Message.BUFFER_NAME_NEEDED, field="name")})
    try:
        plan = plan_buffer(recipe, components, volume.litres, lab, bottle_l)
    except CalculationError as error:
        return replace(answer, errors={_where(str(error.values.get("field", ""))): error})
    made = buffer_recipe(plan)
    return replace(answer, plan=plan, recipe=replace(made, working=(*volume.working, *made.working)))


def _where(name: str) -> str:
    return name if name in {"volume", "diluent"} else ""


def _tried(errors: dict[str, BenchError], name: str, read: Callable[[], T], otherwise: T) -> T:
    """Return what was read; where it cannot be, say so at its field and return something else."""
    try:
        return read()
    except BenchError as error:
        errors.setdefault(str(error.values.get("field", name)), error)
        return otherwise


def _litres(units: Units, text: str, name: str) -> float:
    litres = float(in_field(name, lambda: units.read(text, Kind.VOLUME)).m_as("L"))
    if not litres > 0:
        raise CalculationError(Message.NOT_POSITIVE, field=name)
    return litres


def _volume(units: Units, texts: Mapping[str, str]) -> _Volume:
    """Return how much is made: as typed, or enough for wells, rounded up to a figure that a cylinder has."""
    typed, per_well = texts.get("volume", "").strip(), texts.get("per_well", "").strip()
    if not per_well:
        return _Volume(_litres(units, typed, "volume"))
    if typed:
        raise CalculationError(Message.BUFFER_SEVERAL_WAYS, field="volume")
    well_l = _litres(units, per_well, "per_well")
    plates = _count(texts, "plates", _MOST_PLATES)
    wells = plates * _count(texts, "wells", _MOST_WELLS)
    over = texts.get("overage", "").strip()
    percent = float(in_field("overage", lambda: units.read(over, Kind.PERCENT, sense=OVERAGE)).m) if over else 0.0
    exact_l = wells * well_l * (1 + percent / 100)
    digit = 10 ** (math.floor(math.log10(exact_l)) - 1)
    litres = round(math.ceil(exact_l / digit * (1 - TOLERANCE)) * digit, 12)
    values = {"wells": wells, "well_ul": well_l * 1e6, "overage": percent, "total_ul": exact_l * 1e6}
    return _Volume(litres, units.show(units.of(litres, "L")), (Line(Message.WORK_BUFFER_WELLS, dict(values)),))


def _count(texts: Mapping[str, str], name: str, most: int) -> int:
    text = texts.get(name, "").strip() or "1"
    return in_field(name, lambda: whole_between(text, 1, most))


def _life(units: Units, text: str) -> ParsedDuration | None:
    if not text:
        return None
    return in_field("life", lambda: read_duration(text, decimal_comma=units.decimal_comma))


def _check_ph(text: str) -> None:
    if not text:
        return
    try:
        # "7,4" and "7.4" are one pH, whatever the decimal sign of the locale is.
        ph = read_typed(text, decimal_comma="," in text, unit_needed=False)
    except QuantityError as error:
        raise QuantityError(Message.BUFFER_PH_RANGE, text=text, field="ph") from error
    if ph.unit or not 0 <= ph.number <= 14:
        raise QuantityError(Message.BUFFER_PH_RANGE, text=text, field="ph")
