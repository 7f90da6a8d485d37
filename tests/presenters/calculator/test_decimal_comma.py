"""With a decimal comma: what the program writes it reads again, and what a person typed is left alone."""

import pytest

from benchapp.base import paths
from benchapp.domain.calculations.answer_key import verify
from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.simple_forms import make_simple_forms
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.answer_keys import load_cases
from tests.presenters.calculator.test_forms import ADDED

DESKS = (DoseForm, SeriesForm, PlateForm)


@pytest.fixture(scope="module")
def comma() -> Units:
    return Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines(), decimal_comma=True)


def test_published_examples_are_read_as_they_are_printed(comma: Units) -> None:
    cases = load_cases(paths.resources() / "answer_key.json")

    assert [case.id for case in cases if not verify(case, comma).agrees] == []
    assert comma.decimal_comma


@pytest.mark.parametrize("kind", DESKS)
@pytest.mark.parametrize("early", [True, False], ids=["before the registry", "after it"])
def test_a_stock_with_three_decimals_fills_the_field_and_is_read(
    kind: type[DoseForm] | type[SeriesForm] | type[PlateForm],
    early: bool,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    comma: Units,
) -> None:
    stock = add_solution(book, compounds, comma, {**ADDED, "concentration": "9,9920 mM"}, Storage.FREEZER_20)
    desk = kind(book, compounds, solution_table)
    if early:
        desk.take_only_stock()
        desk.use_units(comma)
    else:
        desk.use_units(comma)
        desk.choose_stock(stock)
    desk.compute()

    assert desk.text("c1") == "9,992\u202fmM"
    assert "c1" not in desk.answer.errors


@pytest.mark.parametrize("kind", DESKS)
def test_what_was_typed_before_the_registry_came_is_not_rewritten(
    kind: type[DoseForm] | type[SeriesForm] | type[PlateForm],
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    comma: Units,
) -> None:
    desk = kind(book, compounds, solution_table)
    desk.set_text("c1", "1.500 mM")
    if not isinstance(desk, DoseForm):
        desk.set_text("top", "10 uM")
    desk.use_units(comma)

    # With a comma for the decimals this may be fifteen hundred: the person is asked.
    assert desk.text("c1") == "1.500 mM"
    assert desk.answer.errors["c1"].code is Message.TWO_READINGS


def test_stock_and_small_calculators_leave_typed_text_alone_and_write_the_molar_mass(
    book: JournalSession, compounds: CurrentCompound, comma: Units
) -> None:
    stock = StockForm(book, compounds)
    stock.set_text("mass", "4.870 mg")
    stock.use_units(comma)
    convert = next(one for one in make_simple_forms(compounds, book) if one.sheet.name == "convert")
    convert.set_text("value", "1.500 uM")
    convert.use_units(comma)

    assert (stock.text("mass"), stock.text("molar_mass")) == ("4.870 mg", "259,26\u202fg/mol")
    assert stock.answer.errors["mass"].code is Message.TWO_READINGS
    assert (convert.text("value"), convert.text("molar_mass")) == ("1.500 uM", "259,26\u202fg/mol")
