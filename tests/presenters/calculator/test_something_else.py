"""A substance without a page: any calculator works for it, no other page judges it, and it can be recorded."""

import pytest
from msgspec.structs import replace

from benchapp.domain.compounds.library_item import SUBSTANCE, substance_id
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.messages import Message
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable


def test_2_mercaptoethanol_is_not_judged_by_lenalidomide(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    """14.3 M to 50 µM."""
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    compounds.take_other("2-mercaptoethanol")
    desk.set_dosing(None)

    for name, text in {"c1": "14.3 M", "c2": "50 mM", "v2": "10 mL", "solvent": "water"}.items():
        desk.set_text(name, text)

    assert desk.answer.plan is not None
    said = {caution.code for caution in desk.answer.plan.recipe.cautions}
    assert not said & {Message.ABOVE_HIGHEST_VALUE, Message.CALLED_INSOLUBLE, Message.AQUEOUS_ABOVE}
    assert Message.STEP_HAZARD not in {line.code for line in desk.answer.plan.recipe.steps}
    made = desk.made(PreparationDetails())
    kept = book.bench.solutions[made].solution
    assert (kept.compound, kept.compound_name, kept.vehicle) == (
        substance_id("2-mercaptoethanol"),
        "2-mercaptoethanol",
        "water",
    )


def test_an_antibody_needs_no_molar_mass_until_units_mix(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    desk = SeriesForm(book, compounds, solution_table)
    desk.use_units(units)
    compounds.take_other("anti-CD3")
    for name, text in {"c1": "1 mg/mL", "top": "10 ug/mL", "solvent": "PBS"}.items():
        desk.set_text(name, text)
    desk.compute()
    assert desk.answer.recipe is not None

    desk.set_text("top", "10 nM")
    desk.compute()
    errors = [error.code for error in desk.answer.errors.values()]

    compounds.take_other("anti-CD3", "150000")
    desk.compute()

    assert errors == [Message.NEEDS_MOLAR_MASS]
    assert desk.answer.recipe is not None


def test_no_solvent_is_assumed_for_what_has_no_page(
    book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    compounds.take_other("anti-CD3")
    desk.set_text("mass", "0.1 mg")
    desk.set_text("concentration", "1 mg/mL")

    assert desk.answer.errors["solvent"].code is Message.SOLVENT_NEEDED
    without = desk.answer.plan
    assert desk.answer.shown["volume"].replace("\u202f", " ") == "100 µL"
    compounds.take_other("anti-CD3 OKT3")
    desk.set_solvent("PBS")
    assert (without, desk.answer.plan is not None) == (None, True)
    compounds.take_other("anti-CD3 (OKT3)")
    assert desk.solvent == "PBS"

    desk.set_solvent("")
    compounds.leave_other()
    assert desk.solvent == "DMSO"


def test_a_stock_by_mass_is_made_without_a_molar_mass(
    book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    compounds.take_other("BSA")
    desk.set_solvent("PBS")
    for name, text in {"mass": "10 mg", "concentration": "2 mg/mL"}.items():
        desk.set_text(name, text)

    assert desk.answer.plan is not None
    assert desk.answer.plan.exact.m_as("mL") == pytest.approx(5)
    made = desk.made(PreparationDetails())
    assert book.bench.solutions[made].solution.compound_name == "BSA"


def test_opening_a_compound_leaves_something_else(compounds: CurrentCompound) -> None:
    compounds.take_other("NaCl")
    assert compounds.monograph is not None
    assert compounds.monograph.identity.name == "NaCl"
    shown = compounds.shown
    assert shown is not None
    assert shown.monograph.identity.name == "Lenalidomide"

    compounds.open()

    assert not compounds.something_else
    assert compounds.monograph.identity.name == "Lenalidomide"


def test_a_stock_of_one_substance_is_not_offered_for_another(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    compounds.take_other("2-mercaptoethanol")
    stock = add_solution(book, compounds, units, {"concentration": "14.3 M in water"}, None)
    compounds.leave_other()
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)

    compounds.take_other("anti-CD3")
    assert desk.offered_stocks() == ()
    assert desk.text("stock") == ""
    assert book.bench.latest(substance_id("anti-CD3")) is None

    compounds.take_other("2-mercaptoethanol")
    assert [row.kept.solution.id for row in desk.offered_stocks()] == [stock]


def test_a_stock_that_an_earlier_version_recorded_is_offered_by_its_name(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    compounds.take_other("2-mercaptoethanol")
    stock = add_solution(book, compounds, units, {"concentration": "14.3 M in water"}, None)
    kept = book.bench.solutions[stock].solution
    earlier = replace(kept, id="00000000-0000-4000-8000-00000000e1e1", label="BC-EARLY2", compound=SUBSTANCE)
    book.record(SolutionAdded(earlier))
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)

    assert {row.kept.solution.id for row in desk.offered_stocks()} == {stock, earlier.id}
    compounds.take_other("anti-CD3")
    assert desk.offered_stocks() == ()
