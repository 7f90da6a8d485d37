"""The forms of the calculators, with the registry and an open compound."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.calculator.dilute_tool import DiluteTool
from benchapp.ui.calculator.plate_tool import PlateTool
from benchapp.ui.calculator.series_tool import SeriesTool
from benchapp.ui.calculator.stock_tool import StockTool
from benchapp.ui.widgets.theme import LIGHT


@pytest.fixture
def inside(qtbot: QtBot) -> QWidget:
    """What a tool is made inside."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def stock_tool(book: JournalSession, compounds: CurrentCompound, units: Units, inside: QWidget) -> StockTool:
    form = StockForm(book, compounds)
    form.use_units(units)
    return StockTool(form, compounds, inside)


@pytest.fixture
def dilute_tool(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, inside: QWidget
) -> DiluteTool:
    form = DoseForm(book, compounds, solution_table)
    form.use_units(units)
    return DiluteTool(form, inside)


@pytest.fixture
def series_tool(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, inside: QWidget
) -> Iterator[SeriesTool]:
    form = SeriesForm(book, compounds, solution_table)
    form.use_units(units)
    yield SeriesTool(form, lambda: LIGHT, inside)
    # What is still due is answered before the form goes.
    form.compute()


@pytest.fixture
def make_plate(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, inside: QWidget
) -> Iterator[Callable[..., PlateTool]]:
    """Make *Plate*, or *Combine*."""
    forms = []

    def make(*, combine: bool = False, whole: bool = True) -> PlateTool:
        form = (CombineForm if combine else PlateForm)(book, compounds, solution_table)
        form.use_units(units)
        forms.append(form)
        return PlateTool(form, lambda: LIGHT, lambda file, _plan: file.touch(), inside, whole=whole)

    yield make
    for form in forms:
        form.compute()
