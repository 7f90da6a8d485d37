"""A buffer asked for without a window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.commands.plan import answer
from benchapp.commands.plan_buffer import measured
from benchapp.commands.plan_reply import PlanReply
from benchapp.commands.plan_requests import PlanRequest
from benchapp.commands.planner import Planner
from benchapp.domain.messages import Message
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.store.library.library import Library


def replied(library: Library, units: Units, folder: Path, **fields: str) -> PlanReply:
    return answer(Planner(library, units, folder), PlanRequest("buffer", dict(fields)), units)


def test_what_is_weighed_and_poured_is_told_by_its_name(
    qapp: QApplication, library: Library, units: Units, tmp_path: Path
) -> None:
    reply = replied(library, units, tmp_path, recipe="TBS-T", volume="500 mL")

    assert reply.planned
    assert reply.computed == {"Tris": "1.21 g", "sodium chloride": "4.38 g", "Tween 20": "500 µL"}
    assert [(one.source, one.made_up_to_ul) for one in reply.pourings] == [("Tween 20", 0.0), ("water", 500_000)]


def test_parts_of_ones_own_are_planned_without_a_recipe(
    qapp: QApplication, library: Library, units: Units, tmp_path: Path
) -> None:
    parts = "FBS; 5 mL\ninhibitor; 1 tablet per 50 mL\nsalt; 0.5 g"
    reply = replied(library, units, tmp_path, parts=parts, name="mine", diluent="water", volume="50 mL")

    assert reply.computed == {"FBS": "5 mL", "inhibitor": "1 tablet", "salt": "500 mg"}
    mixed = replied(library, units, tmp_path, recipe="Freezing medium", volume="20 mL")
    assert [one.source for one in mixed.pourings] == ["FBS", "DMSO"]


def test_a_recipe_that_there_is_not_is_named(
    qapp: QApplication, library: Library, units: Units, tmp_path: Path
) -> None:
    reply = replied(library, units, tmp_path, recipe="PBZ")

    assert [(one.code, one.field) for one in reply.errors] == [(Message.BUFFER_UNKNOWN, "recipe")]
    bad = replied(library, units, tmp_path, recipe="PBS 1×", volume="banana")
    assert [one.field for one in bad.errors] == ["volume"]
    assert bad.pourings == ()


@pytest.mark.parametrize("volume", ["", "banana"])
def test_nothing_is_measured_of_what_cannot_be_made(volume: str, form: BufferForm) -> None:
    form.set_text("volume", volume)

    assert measured(form) == {}


@pytest.fixture
def form(library: Library, units: Units, tmp_path: Path, qapp: QApplication) -> BufferForm:
    planned = Planner(library, units, tmp_path).plan(PlanRequest("buffer", {"recipe": "PBS 1×"}))
    assert isinstance(planned.form, BufferForm)
    return planned.form
