"""From a cytokine, an antibody and a serum to what is recorded: no molar mass is asked, and a serum has no moles."""

import pytest

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import typed_concentration
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import AskedOf
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable


def opened(compounds: CurrentCompound, name: str) -> None:
    compounds.open(compounds.search(name)[0].headline.id)


@pytest.fixture
def stock(book: JournalSession, compounds: CurrentCompound, units: Units) -> StockForm:
    made = StockForm(book, compounds)
    made.use_units(units)
    return made


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    made = DoseForm(book, compounds, solution_table)
    made.use_units(units)
    made.set_dosing(None)
    return made


@pytest.fixture
def desk(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> SolutionForm:
    return SolutionForm(book, compounds, solution_table, lambda: units, lambda: "EK")


def typed(form: StockForm | DoseForm, **texts: str) -> None:
    for name, text in texts.items():
        form.set_text(name, text)
    form.compute()


def test_a_vial_of_aldesleukin_becomes_a_recorded_stock_and_a_dose(
    stock: StockForm, dose: DoseForm, compounds: CurrentCompound, book: JournalSession
) -> None:
    opened(compounds, "aldesleukin")
    assert stock.solvent == "water"
    typed(stock, mass="22 MIU", concentration="18 MIU/mL")
    made = stock.made(PreparationDetails())
    kept = book.bench.solutions[made].solution
    assert (kept.compound_name, kept.vehicle) == ("IL-2 (aldesleukin)", "water")
    assert kept.nominal.shown().replace("\u202f", " ") == "18 MU/mL"
    assert [(limit.kind.value, limit.span_s) for limit in kept.limits if limit.source == "medaff"]

    dose.choose_stock(kept.id)
    typed(dose, c2="100 IU/mL", v2="50 mL")
    assert dose.answer.plan is not None
    assert Message.STEP_HANDLING in {line.code for line in dose.answer.plan.recipe.steps}


def test_a_stock_by_mass_is_dosed_in_units_by_the_activity_of_its_lot(
    dose: DoseForm, compounds: CurrentCompound
) -> None:
    """0.1 mg/mL of a lot with 10 million U/mg holds a million U/mL."""
    opened(compounds, "aldesleukin")
    typed(dose, c1="0.1 mg/mL", c2="100 U/mL", v2="10 mL")
    assert dose.answer.errors["potency"].code is Message.NEEDS_SPECIFIC_ACTIVITY

    typed(dose, potency="1e7 IU/mg")
    assert dose.answer.errors == {}
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "1 µL"
    typed(dose, potency="ten")
    assert dose.answer.errors["potency"].code is Message.NOT_A_NUMBER
    typed(dose, potency="0 U/mg")
    assert dose.answer.errors["potency"].code is Message.NOT_POSITIVE

    typed(dose, c1="1 MU/mL", c2="10 ng/mL", potency="1e7 U/mg")
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "1 µL"
    opened(compounds, "OKT3")
    assert dose.text("potency") == ""


def test_the_activity_of_a_lot_is_typed_once_and_filled_in_with_the_next_stock_of_it(
    dose: DoseForm, compounds: CurrentCompound, book: JournalSession, desk: SolutionForm
) -> None:
    opened(compounds, "aldesleukin")
    vial = {"concentration": "0.1 mg/mL", "vehicle": "water", "lot": "L7"}
    first, second = (desk.add(vial, None) for _ in range(2))
    other = desk.add({**vial, "lot": "L8"}, None)
    dose.choose_stock(first)
    typed(dose, c2="100 U/mL", v2="50 mL", potency="1e7 IU/mg")
    assert dose.activities.source() == ""
    made = dose.made(PreparationDetails())
    label = book.bench.solutions[made].solution.label

    dose.choose_stock(other)
    assert dose.text("potency") == ""
    dose.choose_stock(second)
    dose.compute()
    assert (dose.text("potency"), dose.activities.source()) == ("1e7\u202fU/mg", label)
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "5 µL"
    typed(dose, c1="0.2 mg/mL")
    assert (dose.text("potency"), dose.activities.source()) == ("", "")


def test_the_activity_of_a_vial_is_kept_with_its_stock_and_with_what_is_diluted_from_it(
    stock: StockForm, dose: DoseForm, compounds: CurrentCompound, book: JournalSession
) -> None:
    opened(compounds, "aldesleukin")
    typed(stock, mass="1 mg", potency="1.3e7 U/mg", concentration="0.1 mg/mL")
    vial = stock.made(PreparationDetails())
    dose.choose_stock(vial)
    typed(dose, c2="130 U/mL", v2="100 mL")
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "10 µL"
    made = dose.made(PreparationDetails())
    typed(dose, potency="1.4e7 U/mg")
    assert dose.activities.source() == ""
    kept = book.bench.solutions[made].solution.potency
    assert kept is not None
    assert kept.shown() == "13\u202fMU/mg"


def test_the_activity_typed_with_a_vial_that_was_there_is_kept(
    compounds: CurrentCompound, book: JournalSession, desk: SolutionForm
) -> None:
    assert not desk.asked().in_units
    opened(compounds, "aldesleukin")
    assert desk.asked().in_units
    vial = {"concentration": "0.1 mg/mL", "vehicle": "water", "potency": "1e7 IU/mg"}
    added = desk.add(vial, None)
    kept = book.bench.solutions[added].solution.potency
    assert kept is not None
    assert kept.shown() == "1e7\u202fU/mg"
    with pytest.raises(BenchError) as refused:
        desk.add({**vial, "potency": "10 mM"}, None)
    assert refused.value.values["field"] == "potency"


def test_moles_of_an_antibody_are_counted_and_of_a_serum_refused_in_a_sentence(
    stock: StockForm, dose: DoseForm, compounds: CurrentCompound
) -> None:
    opened(compounds, "OKT3")
    typed(dose, c1="1 mg/mL", c2="10 nM", v2="10 mL")
    assert dose.answer.errors == {}

    opened(compounds, "FBS")
    typed(stock, mass="5 mg", concentration="10 uM")
    refused = stock.answer.errors["concentration"]
    assert (refused.code, refused.values["compound"]) == (Message.NO_MOLES, "Fetal bovine serum")
    typed(dose, c1="1 mg/mL", c2="10 uM", v2="10 mL")
    assert Message.NO_MOLES in {error.code for error in dose.answer.errors.values()}

    typed(dose, c1="100 % v/v", c2="10 % v/v", v2="500 mL", solvent="serum")
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "50 mL"


def test_what_has_no_mass_on_file_is_asked_for_one_only_where_moles_meet_it(
    stock: StockForm, compounds: CurrentCompound
) -> None:
    opened(compounds, "IL-6")
    assert stock.text("molar_mass") == ""
    typed(stock, mass="10 ug", concentration="0.1 mg/mL", solvent="water")
    stock.set_solvent("water")
    assert stock.answer.plan is not None

    typed(stock, concentration="1 uM")
    assert stock.answer.errors["concentration"].code is Message.NEEDS_MOLAR_MASS


@pytest.mark.parametrize(
    ("name", "example", "in_units"),
    [
        ("lenalidomide", "10 mM", False),
        ("fetal bovine serum", "100 %", False),
        ("aldesleukin", "1 MU/mL", True),
        ("TNF-α", "100 µg/mL", True),
        ("OKT3", "1 mg/mL", True),
        ("trypsin", "10 mg/mL", True),
        ("tunicamycin", "10 mg/mL", True),
    ],
)
def test_the_example_of_a_strength_fits_what_is_added(
    compounds: CurrentCompound, desk: SolutionForm, units: Units, name: str, example: str, *, in_units: bool
) -> None:
    opened(compounds, name)

    assert desk.asked() == AskedOf(example, in_units)
    assert typed_concentration(units, example)[0].value > 0
