"""Puts into a window that is made in another language what was typed in the one before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from benchapp.app.program.incubation_draft import take_draft
from benchapp.app.program.pages import CarriedOver
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.tools import put_inputs
from benchapp.domain.units.amounts import respelled
from benchapp.presenters.session.background_work import InTurn
from benchapp.ui.text.language import customs, tr
from benchapp.ui.window.typed_fields import put_fields


class CarryingOver(QObject):
    """Puts what was typed into the window, when the calculators answer and all that a start makes is there.

    Args:
        carried: What was typed.
        services: What the forms work on.
        rooms: Where they are.
        shell: Has the window.
        in_turn: What a start makes.

    Signals:
        put: It is in the fields; the names of the calculators that something was typed in.
    """

    put = Signal(object)

    def __init__(self, carried: CarriedOver, services: Services, rooms: Rooms, shell: Shell, in_turn: InTurn) -> None:
        super().__init__()
        self._in_turn = in_turn
        self._parts: tuple[Callable[[], object], ...] = (
            partial(put_typed, carried, services, rooms, shell),
            partial(self.put.emit, tuple(carried.calculators)),
        )
        services.registry.loaded.connect(self._line_up)

    def _line_up(self) -> None:
        self._in_turn.add(*self._parts)
        # The window before is kept no longer than its texts are needed.
        self._parts = ()


def put_typed(carried: CarriedOver, services: Services, rooms: Rooms, shell: Shell) -> None:
    """Put into a window what was typed in the one before; say which texts found no field."""

    def respell(text: str) -> str:
        own = carried.own.get(text)
        return respelled(text, before=carried.decimal, now=customs().decimal) if own is None else tr(own)

    compounds = services.compounds
    if carried.form and compounds.form is not None and compounds.form.id != carried.form:
        compounds.choose_form(carried.form)
    _put_calculators(carried, services, rooms, respell)
    if carried.incubation is not None:
        take_draft(rooms.incubations.form, carried.incubation)
    if carried.compounds:
        rooms.compounds.take_unsaved(carried.compounds, carried.editing)
    for name in carried.made:
        shell.window.make(name)
    rooms.calculator.forms.settle()
    # A calculator that is not shown has its texts already, and no field for them until it is.
    lost = [
        text
        for name, text in put_fields(shell.window, carried.fields, respell).items()
        if name.removeprefix("calculate.").partition(".")[0] not in carried.calculators
    ]
    shell.show(carried.page)
    if lost:
        shell.say(tr("Typed in a form that was closed: {texts}", texts=" · ".join(lost)))


def _put_calculators(carried: CarriedOver, services: Services, rooms: Rooms, respell: Callable[[str], str]) -> None:
    if carried.tool:
        rooms.calculator.show_tool(carried.tool)
    put_inputs(rooms.calculator.forms, carried.calculators, respell)
    running = services.session.bench.incubations
    steps = [
        (running[one], step)
        for one, number in carried.redose
        if one in running
        for step in running[one].steps()
        if step.number == number
    ]
    if steps:
        rooms.begin_redose(*steps[0], tuple(steps[1:]))
