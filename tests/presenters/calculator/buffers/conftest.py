import pytest

from benchapp.base import paths
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes
from benchapp.presenters.calculator.buffers.substances import SubstanceForms
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.library.library import Library


@pytest.fixture
def recipes(book: JournalSession) -> BufferRecipes:
    return BufferRecipes(book, paths.resources() / "buffers")


@pytest.fixture
def substances(library: Library) -> SubstanceForms:
    return SubstanceForms(library, paths.resources() / "identities" / "identities.dat")


@pytest.fixture
def form(
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    recipes: BufferRecipes,
    substances: SubstanceForms,
    units: Units,
) -> BufferForm:
    made = BufferForm(book, compounds, solution_table, recipes, substances.forms_of)
    made.use_units(units)
    return made
