import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.calculator.buffer.buffer_tool import BufferTool


@pytest.fixture
def inside(qtbot: QtBot) -> QWidget:
    """What a tool is made inside."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def form(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> BufferForm:
    made = BufferForm(book, compounds, solution_table, BufferRecipes(book, paths.resources() / "buffers"))
    made.use_units(units)
    return made


@pytest.fixture
def tool(form: BufferForm, inside: QWidget) -> BufferTool:
    found = form.recipes.find("PBS 1×")
    assert found is not None
    form.choose(found.id)
    return BufferTool(form, inside)
