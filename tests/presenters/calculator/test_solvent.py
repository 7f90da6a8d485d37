"""The solvent of a typed stock is asked, and decides the recipe, the control, the cautions and what is recorded."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    return desk


def named(compounds: CurrentCompound, name: str) -> None:
    compounds.open(compounds.search(name)[0].headline.id)


def plan_with(desk: DoseForm | SeriesForm | PlateForm, **texts: str) -> None:
    for name, text in texts.items():
        desk.set_text(name, text)
    desk.compute()


def said(desk: DoseForm | SeriesForm | PlateForm) -> set[MessageCode]:
    recipe = desk.recipe()
    return set() if recipe is None else {caution.code for caution in recipe.cautions}


def steps(desk: DoseForm | SeriesForm | PlateForm) -> list[MessageCode]:
    recipe = desk.recipe()
    return [] if recipe is None else [line.code for line in recipe.steps]


def test_dmso_is_chosen_beforehand_only_where_the_page_makes_it_customary(
    dose: DoseForm, compounds: CurrentCompound
) -> None:
    assert dose.text("solvent") == "DMSO"

    named(compounds, "doxorubicin")
    plan_with(dose, c1="2 mg/mL", c2="1 uM")

    assert dose.text("solvent") == ""
    assert dose.answer.errors["solvent"].code is Message.SOLVENT_NEEDED
    assert dose.answer.plan is None


def test_an_aqueous_stock_has_an_aqueous_control_and_no_band_of_dmso(
    dose: DoseForm, compounds: CurrentCompound, book: JournalSession
) -> None:
    """50 µM doxorubicin from 2 mg/mL in water is 1.45 % water in the well, which harms nothing."""
    named(compounds, "doxorubicin")

    plan_with(dose, c1="2 mg/mL", c2="50 uM", solvent="Wasser", present_volume="100 µL", added_volume="100 µL")

    plan = dose.answer.plan
    assert plan is not None
    assert plan.vehicle_percent == pytest.approx(1.45, rel=0.02)
    assert not {code for code in said(dose) if code.startswith("vehicle")}
    assert Message.STEP_WARM not in steps(dose)
    control = next(line for line in plan.recipe.steps if line.values.get("control"))
    assert control.values["tube"] == plan.control[-1].name
    assert {pour.source for tube in plan.control for pour in tube.pours} <= {"water", "medium", "VA", "VB"}
    made = dose.made(PreparationDetails())
    assert book.bench.solutions[made].solution.vehicle == "water"


def test_a_dilution_in_the_solvent_of_the_stock_brings_no_vehicle(dose: DoseForm, compounds: CurrentCompound) -> None:
    named(compounds, "doxorubicin")
    dose.set_dosing(None)

    plan_with(dose, c1="2 mg/mL", c2="1 mg/mL", v2="1 mL", solvent="water", medium="water")

    assert dose.answer.plan is not None
    assert dose.answer.plan.vehicle_percent == 0


def test_a_plain_dilution_is_for_no_wells(dose: DoseForm) -> None:
    dose.set_dosing(None)

    plan_with(dose, c1="10 mM", c2="1 mM", v2="1 mL")

    recipe = dose.recipe()
    assert recipe is not None
    working = {line.code for line in recipe.working}
    assert Message.WORK_MIXED in working
    assert not working & {Message.WORK_VEHICLE, Message.WORK_BATCH}
    assert Message.CANNOT_KNOW_EVAPORATION not in {line.code for line in recipe.cannot_know}


def test_no_wells_are_refused_and_no_control_is_remarked(dose: DoseForm) -> None:
    plan_with(dose, c1="10 mM", c2="10 uM", control_wells="0")
    assert Message.NO_VEHICLE_CONTROL in said(dose)

    plan_with(dose, wells="0")

    assert dose.answer.errors["wells"].code is Message.NOT_POSITIVE
    assert dose.answer.plan is None


def test_the_well_itself_is_checked_of_an_undiluted_spike(dose: DoseForm) -> None:
    """100 mM, 20 µL onto 980 µL: 2 mM in the well is 0.519 mg/mL, over the 0.4 on file."""
    dose.set_dosing(Dosing.SPIKED)

    plan_with(dose, c1="100 mM", c2="2 mM", present_volume="980 µL", added_volume="20 µL")

    recipe = dose.recipe()
    assert recipe is not None
    above = next(one for one in recipe.cautions if one.code is Message.AQUEOUS_ABOVE)
    assert float(above.values["mg_ml"] or 0) == pytest.approx(0.5185, rel=1e-3)
    assert above.values["in_well"] is True


@pytest.mark.parametrize(("text", "scale"), [("20x", "1x"), ("10 %", "1 %")])
def test_what_brings_no_vehicle_is_not_asked_for_its_solvent(
    dose: DoseForm, compounds: CurrentCompound, text: str, scale: str
) -> None:
    named(compounds, "doxorubicin")
    dose.set_dosing(None)

    plan_with(dose, c1=text, c2=scale, v2="10 mL")

    assert dose.answer.errors == {}
    assert dose.answer.plan is not None
    assert dose.answer.plan.vehicle == ""


def test_a_series_and_a_plate_ask_as_well(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    named(compounds, "bortezomib")
    for desk in (SeriesForm(book, compounds, solution_table), PlateForm(book, compounds, solution_table)):
        desk.use_units(units)
        plan_with(desk, c1="10 mM", top="100 nM")
        assert desk.answer.errors["solvent"].code is Message.SOLVENT_NEEDED

        plan_with(desk, solvent="ethanol")

        assert desk.answer.recipe is not None
        assert desk.answer.series[0].request.vehicle == "ethanol"
        assert Message.STEP_WARM not in steps(desk)


def test_both_stocks_of_a_combination_are_asked_and_must_agree(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    desk = CombineForm(book, compounds, solution_table)
    desk.use_units(units)
    plan_with(desk, c1="10 mM", top="10 uM", points="3", compound_2="pinometostat", c1_2="10 mM", top_2="1 uM")
    asked = desk.answer.errors["solvent_2"].code

    plan_with(desk, solvent_2="ethanol")
    differ = desk.answer.errors["solvent_2"].code

    assert (asked, differ) == (Message.SOLVENT_NEEDED, Message.VEHICLES_DIFFER)

    plan_with(desk, solvent_2="dmso")
    assert desk.answer.recipe is not None


@pytest.mark.parametrize(("typed", "met"), [("0.1 %", False), ("0.11 %", True), ("0.2 %", True)])
def test_a_total_vehicle_that_cannot_be_met_is_refused_with_the_least(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, typed: str, met: bool
) -> None:
    """10 µM and 1 µM from two stocks of 10 mM bring 0.1 + 0.01 = 0.11 %."""
    desk = CombineForm(book, compounds, solution_table)
    desk.use_units(units)

    plan_with(desk, c1="10 mM", top="10 uM", points="3", compound_2="MG-132", c1_2="10 mM", top_2="1 uM")
    plan_with(desk, vehicle_percent=typed)

    assert (desk.answer.recipe is not None) is met
    if not met:
        error = desk.answer.errors["vehicle_percent"]
        assert error.code is Message.VEHICLE_TOO_LITTLE
        assert error.values["least"] == pytest.approx(0.11)


def test_a_standard_curve_in_its_own_buffer_has_no_vehicle_to_match(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    desk = SeriesForm(book, compounds, solution_table)
    desk.use_units(units)

    plan_with(desk, c1="2 mg/mL", top="1 mg/mL", factor="2", points="5", solvent="PBS", medium="PBS")

    assert desk.answer.recipe is not None
    assert {dose.vehicle_percent for dose in desk.answer.series[0].doses} == {0.0}
    assert Message.VEHICLE_FALLS not in said(desk)


@pytest.mark.parametrize(
    ("typed", "solvent"), [("2 mg/mL in water", "water"), ("10 mM in DMSO", "DMSO"), ("10 mM in EtOH", "ethanol")]
)
def test_a_solvent_named_behind_the_concentration_is_taken(
    dose: DoseForm, compounds: CurrentCompound, typed: str, solvent: str
) -> None:
    named(compounds, "doxorubicin")

    plan_with(dose, c1=typed, c2="1 uM")

    assert dose.text("solvent") == solvent
    assert dose.answer.plan is not None
    assert dose.answer.plan.vehicle == solvent


# -- a stock that is made, or was there already ----------------------------------------------------------------------


@pytest.fixture
def stock(book: JournalSession, compounds: CurrentCompound, units: Units) -> StockForm:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    return desk


def test_the_solvent_of_a_new_stock_is_asked_unless_its_page_makes_one_customary(
    stock: StockForm, compounds: CurrentCompound
) -> None:
    assert (stock.solvent, stock.customary_solvent()) == ("DMSO", "DMSO")

    named(compounds, "doxorubicin")
    stock.set_text("mass", "10 mg")
    stock.set_text("concentration", "2 mg/mL")

    assert (stock.solvent, stock.customary_solvent()) == ("", "")
    assert stock.answer.shown["volume"].replace("\u202f", " ") == "5 mL"
    assert stock.answer.errors["solvent"].code is Message.SOLVENT_NEEDED
    assert not stock.can_make()

    stock.set_solvent("Wasser")

    assert stock.solvent == "water"
    plan = stock.answer.plan
    assert plan is not None
    assert Message.STEP_FILTER in [line.code for line in plan.recipe.steps]


def test_something_else_has_no_solvent_of_its_own(stock: StockForm, dose: DoseForm, compounds: CurrentCompound) -> None:
    compounds.take_other("NaCl", "58.44")

    assert (stock.solvent, stock.customary_solvent(), dose.text("solvent")) == ("", "", "")


def test_the_solvent_behind_a_concentration_is_taken(stock: StockForm) -> None:
    stock.set_text("mass", "5 mg")
    stock.set_text("concentration", "2 mg/mL in PBS")

    plan = stock.answer.plan
    assert plan is not None
    assert (stock.solvent, stock.answer.errors) == ("PBS", {})
    assert Message.STEP_STORE not in [line.code for line in plan.recipe.steps]


def test_an_added_solution_names_its_solvent(book: JournalSession, compounds: CurrentCompound, units: Units) -> None:
    with pytest.raises(BenchError) as refused:
        add_solution(book, compounds, units, {"concentration": "10 mM"}, None)
    assert (refused.value.code, refused.value.values["field"]) == (Message.SOLVENT_NEEDED, "vehicle")

    behind = add_solution(book, compounds, units, {"concentration": "2 mg/mL in water", "vehicle": "DMSO"}, None)
    typed = add_solution(book, compounds, units, {"concentration": "10 mM", "vehicle": "EtOH"}, None)

    kept = [book.bench.solutions[one].solution for one in (behind, typed)]
    assert [one.vehicle for one in kept] == ["water", "ethanol"]
    assert kept[0].concentration.shown().replace("\u202f", " ") == "2 mg/mL"


def test_what_is_wrong_with_an_added_solution_is_said_at_its_field(
    book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    with pytest.raises(BenchError) as refused:
        add_solution(book, compounds, units, {"concentration": "10 mM in DMSO", "aliquots": "none"}, None)

    assert refused.value.values["field"] == "aliquots"
