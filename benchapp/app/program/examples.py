"""Examples to look around with: a second program on a journal in memory, beside one's own and marked in every view."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.paths import DataFolder
from benchapp.base.temp_folder import scratch_folder
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.window_placement import step_aside


class ExampleProgram(Protocol):
    """A program that shows the examples."""

    @property
    def services(self) -> Services:
        """What it works on."""

    @property
    def rooms(self) -> Rooms:
        """Its rooms."""

    @property
    def shell(self) -> Shell:
        """Its window."""

    @property
    def complete(self) -> bool:
        """Whether everything that a start makes is made."""

    def begin(self) -> None:
        """Start its clock and background work."""

    def end(self) -> None:
        """End it."""


class ExamplesWindow(QObject):
    """The window with the examples.

    Args:
        make: Makes a program on a data folder of its own, with its journal in memory.
        host: The window of the person's own data, which stays in sight behind it.

    Attributes:
        program: The program that shows them.

    Signals:
        closed: The window was closed, and the examples are gone.
    """

    closed = Signal()

    def __init__(self, make: Callable[[DataFolder], ExampleProgram], host: QWidget) -> None:
        super().__init__()
        self._host = host
        # The search index and the like; the journal itself is never on disk.
        self._folder = ExitStack()
        self.program = make(DataFolder(self._folder.enter_context(scratch_folder())))
        self.program.services.registry.loaded.connect(self._fill)
        self.program.shell.window.closed.connect(self.end)
        self._ended = False

    def show(self) -> None:
        """Show the window."""
        window = self.program.shell.window
        # What it is comes first: a taskbar shows the beginning.
        window.setWindowTitle(tr("Sample data · Bench Companion"))
        window.mark_examples(self.program.rooms.alarms.try_out, window.close)
        step_aside(window, self._host)
        window.come_forward()
        self.program.begin()

    def end(self) -> None:
        """Close everything of the examples."""
        if self._ended:
            return
        self._ended = True
        self.program.end()
        self.program.shell.window.hide()
        self.program.shell.window.deleteLater()
        self._folder.close()
        self.closed.emit()

    def _fill(self) -> None:
        fill(self.program)
        self.program.services.heartbeat.ask()


def fill(program: ExampleProgram) -> None:
    """Write the examples, by the same steps that a person takes: a stock, two working solutions, an incubation."""
    services, rooms = program.services, program.rooms
    units, person, place = services.registry.get(), tr("Example"), tr("example box, A1")
    given = {
        "concentration": "10 mM",
        "vehicle": "DMSO",
        "aliquots": "8",
        "aliquot_volume": "100 µL",
        "ago": "30 d",
        "person": person,
        "place": place,
        "lot": tr("example lot"),
    }
    stock = add_solution(services.session, services.compounds, units, given, Storage.FREEZER_20)
    dose = rooms.calculator.forms.dose
    dose.choose_stock(stock)
    dose.set_dosing(Dosing.RESUSPENDED)
    fields = {"c2": "10 µM", "wells": "24", "control_wells": "6", "cells": "H929", "species": "human", "passage": "14"}
    for name, text in fields.items():
        dose.set_text(name, text)
    dose.set_text("vessel", tr("example plate"))
    began = timedelta(days=1, hours=23)
    dose.made(PreparationDetails(person=person, storage=Storage.ROOM, ago=began + timedelta(minutes=10)))
    incubation = rooms.incubations.form
    prepared = rooms.calculator.prepared("")
    if prepared is not None:
        incubation.prepare(prepared)
    incubation.set_text("name", tr("Example plate"))
    incubation.set_text("length", "7 d")
    incubation.set_text("ago", "1 d 23 h")
    incubation.choose_redose("48 h", Method.HALF_CHANGE_1X)
    incubation.start(person)
    dose.made(PreparationDetails(person=person, storage=Storage.ROOM, ago=timedelta(minutes=20)))
