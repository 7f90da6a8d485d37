"""`--plan`: a request as JSON is planned by the program's own forms, and the answer printed as JSON.

English, with the decimal point. What the answer holds is described by `resources/plan.schema.json`, which is made from
the types here and in `benchapp.commands.plan_requests`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from benchapp.base import paths
from benchapp.base.temp_folder import scratch_folder
from benchapp.commands.plan_buffer import buffer_pourings, measured
from benchapp.commands.plan_reply import (
    CompoundInWell,
    PlanMessage,
    PlanReply,
    Pouring,
    TubeHeld,
    VehicleReply,
    WellHeld,
)
from benchapp.commands.plan_requests import FIELDS, PlanRequest
from benchapp.commands.planner import Planned, Planner
from benchapp.domain.in_vivo.preparation import AnimalPlan
from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, Caution, Message, Severity, Value
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Tube
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.in_vivo_form import InVivoForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.store.files import reason_of
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.text.message_texts import say, say_error, say_step

SCHEMA = paths.resources() / "plan.schema.json"


def plan(file: Path) -> int:
    """Plan the request in a file and print the answer; status 1 where there is no plan."""
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    try:
        request = read_request(file)
    except BenchError as error:
        reply = PlanReply("", planned=False, errors=(_error(error),))
    else:
        units = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())
        with scratch_folder() as folder:
            library = Library(Folders(paths.resources() / "monographs"))
            reply = answer(Planner(library, units, folder), request, units)
    del application
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(reply), indent=2).decode() + "\n")
    return 0 if reply.planned else 1


def read_request(file: Path) -> PlanRequest:
    """Read a request from a file.

    Raises:
        BenchError: It cannot be read, is not JSON, or is no request; the reason names the place.
    """
    try:
        data = file.read_bytes()
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=PlanRequest)
    except (OSError, msgspec.DecodeError, ValueError) as error:
        raise BenchError(Message.PLAN_NOT_READ, file=file.name, reason=reason_of(error)) from error


def answer(planner: Planner, request: PlanRequest, units: Units) -> PlanReply:
    """Return the answer to a request; what is wrong with it is in the answer."""
    try:
        planned = planner.plan(request)
        return _as_named(_Replying(planned, units, request.tool).reply(), planned.labels)
    except BenchError as error:
        return PlanReply(request.tool, planned=False, errors=(_error(error),))


def _as_named(reply: PlanReply, labels: Mapping[str, str]) -> PlanReply:
    """Return an answer in which each stock is called by its id in the request, not by a label of this answer alone."""
    if not labels:
        return reply
    text = msgspec.json.encode(reply).decode()
    for label, given in labels.items():
        text = text.replace(label, msgspec.json.encode(given).decode()[1:-1])
    return msgspec.json.decode(text, type=PlanReply)


class _Replying:
    """A computed form as an answer."""

    def __init__(self, planned: Planned, units: Units, tool: str) -> None:
        self._planned = planned
        self._units = units
        self._tool = tool

    def reply(self) -> PlanReply:
        form = self._planned.form
        errors = tuple(_error(error, name) for name, error in form.answer.errors.items())
        if isinstance(form, SimpleForm):
            quick = form.answer
            working = tuple(_plain(say(code, values)) for code, values in quick.working)
            doubts = [Caution(code, Severity.CAUTION, dict(values)) for code, values in quick.working[: quick.doubts]]
            return PlanReply(
                self._tool,
                planned=bool(quick.figures),
                errors=errors or (() if quick.figures else self._missing()),
                computed=_texts(quick.figures),
                pourings=(*self._tube_pourings(), *_well_pourings(quick.recipe)),
                tubes=self._held_by_tubes(),
                error_percent=self._errors(),
                cautions=tuple(_caution(one) for one in doubts),
                recipe=tuple(_sentence(line) for line in quick.recipe),
                working=working,
            )
        recipe = form.recipe()
        reply = PlanReply(
            self._tool,
            planned=recipe is not None or bool(form.answer.shown and not errors),
            errors=errors,
            computed=_texts({**form.answer.shown, **(measured(form) if isinstance(form, BufferForm) else {})}),
        )
        if recipe is None:
            return reply if reply.planned or errors else msgspec.structs.replace(reply, errors=self._missing())
        return msgspec.structs.replace(
            reply,
            pourings=(*self._tube_pourings(), *_well_pourings(recipe.steps)),
            tubes=self._held_by_tubes(),
            wells=self._wells(),
            vehicle=self._vehicle(),
            error_percent=self._errors(),
            cautions=tuple(_caution(one) for one in recipe.cautions),
            recipe=tuple(_sentence(line) for line in recipe.steps),
            working=tuple(_plain(say(line.code, line.values)) for line in recipe.working),
            cannot_know=tuple(_plain(say(line.code, line.values)) for line in recipe.cannot_know),
        )

    def _missing(self) -> tuple[PlanMessage, ...]:
        names = ", ".join(FIELDS[self._tool])
        return (_error(BenchError(Message.PLAN_TOO_LITTLE, missing=names)),)

    def _held_by_tubes(self) -> tuple[TubeHeld, ...]:
        return tuple(TubeHeld(one.name, one.volume_ul, one.parts, one.vehicle_percent) for one in self._tubes())

    def _tubes(self) -> Sequence[Tube]:
        form = self._planned.form
        if isinstance(form, SimpleForm):
            return form.answer.tubes
        if isinstance(form, DoseForm) and form.answer.plan is not None:
            return (*form.answer.plan.tubes, *form.answer.plan.control)
        if isinstance(form, SeriesForm | PlateForm):
            return [tube for series in form.answer.series for tube in series.tubes]
        return ()

    def _tube_pourings(self) -> Iterable[Pouring]:
        form = self._planned.form
        if isinstance(form, BufferForm):
            yield from buffer_pourings(form)
        if isinstance(form, StockForm) and form.answer.plan is not None:
            way = form.answer.plan.add
            yield Pouring(form.solvent, "vial", way.volume_ul, way.pipette, way.times, way.set_ul)
        if isinstance(form, InVivoForm) and form.answer.plan is not None:
            yield from _vehicle_pourings(form.answer.plan)
        for tube in self._tubes():
            diluent, *others = tube.pours
            for pour in (*others, diluent) if tube.made_up else tube.pours:
                way = pour.way
                mark = tube.volume_ul if tube.made_up and pour is diluent else 0.0
                yield Pouring(
                    pour.source, tube.name, way.volume_ul, way.pipette, way.times, way.set_ul, made_up_to_ul=mark
                )

    def _vehicle(self) -> VehicleReply | None:
        form = self._planned.form
        if isinstance(form, InVivoForm) and form.answer.plan is not None:
            return VehicleReply(form.answer.plan.request.vehicle.text, 100.0)
        if isinstance(form, StockForm) and form.answer.plan is not None:
            return VehicleReply(form.solvent, 100.0)
        if isinstance(form, DoseForm) and form.answer.plan is not None:
            request = form.answer.plan.request
            return VehicleReply(request.vehicle if request else "", form.answer.plan.vehicle_percent)
        if isinstance(form, SeriesForm | PlateForm) and form.answer.series:
            wells = [one.vehicle_percent for one in self._wells()]
            doses = [dose.vehicle_percent for one in form.answer.series for dose in one.doses]
            return VehicleReply(form.vehicle, max(wells or doses))
        return None

    def _errors(self) -> Mapping[str, float]:
        form = self._planned.form
        if isinstance(form, InVivoForm) and form.answer.plan is not None:
            return {"worst": 100 * form.answer.plan.error}
        if isinstance(form, SimpleForm):
            off = form.answer.off
            return {} if off is None else {"typical": 100 * off.typical, "worst": 100 * off.worst}
        if isinstance(form, DoseForm) and form.answer.plan is not None:
            off = form.answer.plan.off
            return {"typical": 100 * off.typical, "worst": 100 * off.worst}
        if isinstance(form, StockForm) and form.answer.plan is not None:
            return {"typical": 100 * form.answer.plan.error, "worst": 100 * form.answer.plan.worst}
        if isinstance(form, SeriesForm | PlateForm):
            doses = [dose for one in form.answer.series for dose in one.doses]
            typical, worst = max(max(dose.errors) for dose in doses), max(dose.worst.worst for dose in doses)
            return {"typical": 100 * typical, "worst": 100 * worst}
        return {}

    def _wells(self) -> tuple[WellHeld, ...]:
        form = self._planned.form
        if isinstance(form, DoseForm):
            return tuple(self._dosed(form))
        if isinstance(form, PlateForm) and form.answer.plan is not None:
            return tuple(self._on_plate(form.answer.plan))
        return ()

    def _dosed(self, form: DoseForm) -> Iterable[WellHeld]:
        plan = form.answer.plan
        if plan is None or plan.request is None or plan.request.last_step is None:
            return
        request = plan.request
        amount, low = self._units.amount(plan.high), self._units.amount(plan.low)
        held = CompoundInWell(self._planned.compound, amount.value, amount.unit)
        lowest = (CompoundInWell(self._planned.compound, low.value, low.unit),) if request.redose is not None else ()
        yield WellHeld("dose", request.cells.wells, request.well_ul, (held,), plan.vehicle_percent, lowest=lowest)
        if plan.control_percent is not None:
            yield WellHeld("vehicle control", request.control_wells, request.well_ul, (), plan.control_percent)

    def _on_plate(self, plan: PlatePlan) -> Iterable[WellHeld]:
        contents: dict[Content, list[str]] = {}
        for well, content in plan.request.map.wells.items():
            contents.setdefault(content, []).append(well)
        ingredients = [one for series in plan.series for one in series.request.ingredients]
        for content, wells in contents.items():
            if content.use is WellUse.EMPTY:
                continue
            after = plan.after(content)
            held, low = (self._held(ingredients, values) for values in (after.high, after.low))
            count = len(wells) * plan.request.plates
            lowest = low if plan.request.redose is not None else ()
            percent = after.vehicle_percent
            yield WellHeld(content.use.value, count, plan.request.well_ul, held, percent, tuple(wells), lowest)

    def _held(self, ingredients: Sequence[Ingredient], values: Sequence[float]) -> tuple[CompoundInWell, ...]:
        held = []
        for one, value in zip(ingredients, values, strict=True):
            amount = self._units.amount(self._units.of(value, BASE_UNITS[one.kind]))
            held.append(CompoundInWell(one.compound, amount.value, amount.unit))
        return tuple(held)


def _vehicle_pourings(plan: AnimalPlan) -> Iterable[Pouring]:
    """Yield what is put into the tube of a dosing solution, in the order of mixing."""
    ways = [("stock", plan.stock), *((part.name, part.way) for part in plan.parts)]
    for source, way in ways:
        if way is not None:
            yield Pouring(source, "tube", way.volume_ul, way.pipette, way.times, way.set_ul)


_INTO_WELLS = {
    Message.STEP_RESUSPEND: 0.0,
    Message.STEP_ADD_TO_WELLS: 0.0,
    Message.STEP_SEED_WELLS: 0.0,
    Message.STEP_INFECT_WELLS: 0.0,
    Message.STEP_REPLACE: -1.0,
    Message.STEP_REPLACE_HALF: 1.0,
    Message.STEP_TAKE_UP_INTO: 0.0,
    Message.STEP_ADD_INTO: 0.0,
    Message.STEP_REPLACE_IN: -1.0,
    Message.STEP_REPLACE_HALF_IN: 1.0,
    Message.STEP_BLANKS: 0.0,
    Message.STEP_TAKE_OFF: 1.0,
    Message.STEP_TAKE_ALL_OFF: -1.0,
}


def _well_pourings(steps: Iterable[Line]) -> Iterable[Pouring]:
    for line in steps:
        removed = _INTO_WELLS.get(line.code)
        if removed is None:
            continue
        values = line.values
        ul, wells = _number(values, "ul"), int(_number(values, "wells"))
        yield Pouring(
            str(values.get("tube") or values.get("what") or ""),
            "wells",
            0.0 if line.code in {Message.STEP_TAKE_OFF, Message.STEP_TAKE_ALL_OFF} else ul,
            pipette=str(values.get("pipette", "")),
            times=int(_number(values, "shots")) or 1,
            set_ul=_number(values, "shot_ul"),
            wells=wells,
            where=str(values.get("where", "")),
            removed_ul=ul if removed > 0 else removed,
        )


def _number(values: Mapping[str, Value], name: str) -> float:
    value = values.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _sentence(line: Line) -> str:
    lead, text, detail = (_plain(part) for part in say_step(line.code, line.values))
    return f"{lead} {text}" + (f" ({detail})" if detail else "")


def _plain(text: str) -> str:
    """Return a text with ordinary spaces, as a script expects it."""
    return text.replace("\u202f", " ").replace("\xa0", " ").strip()


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: _plain(text) for name, text in texts.items()}


def _error(error: BenchError, name: str = "") -> PlanMessage:
    return PlanMessage(error.code, error.values, _plain(say_error(error)), name or str(error.values.get("field", "")))


def _caution(one: Caution) -> PlanMessage:
    return PlanMessage(one.code, one.values, _plain(say(one.code, one.values)), severity=one.severity.name.casefold())


def schema_bytes() -> bytes:
    """Return the JSON Schema of request and answer."""
    (request, reply), parts = msgspec.json.schema_components([PlanRequest, PlanReply], ref_template="#/$defs/{name}")
    fields = {
        tool: {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"description": meaning} for name, meaning in named.items()},
        }
        for tool, named in FIELDS.items()
    }
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan asked for by benchapp --plan, and its answer",
        "anyOf": [request, reply],
        "$defs": {**parts, **{f"fields-of-{tool}": one for tool, one in fields.items()}},
    }
    which = [
        {
            "if": {"properties": {"tool": {"const": tool}}},
            "then": {"properties": {"fields": {"$ref": f"#/$defs/fields-of-{tool}"}}},
        }
        for tool in FIELDS
    ]
    whole["$defs"]["PlanRequest"]["allOf"] = which
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=2) + b"\n"
