"""A stock counted in units of activity: from a vial that states them, or from a mass with its potency in U/mg."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from benchapp.base.clock import SteppedClock
from benchapp.commands.plan import answer
from benchapp.commands.plan_reply import PlanReply
from benchapp.commands.plan_requests import PlanRequest
from benchapp.commands.planner import Planner
from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.library.library import Library

Plan = Callable[..., PlanReply]


@pytest.fixture
def plan(units: Units, library: Library, tmp_path: Path, qapp: QApplication) -> Plan:
    planner = Planner(library, units, tmp_path)

    def made(substance: str = "interleukin-2", **fields: str) -> PlanReply:
        return answer(planner, PlanRequest("stock", {"solvent": "water", **fields}, substance=substance), units)

    return made


def codes(said: Iterable[object]) -> set[str]:
    return {str(getattr(one, "code", "")) for one in said}


@pytest.mark.parametrize(
    ("fields", "ul", "working"),
    [
        ({"mass": "1 MU", "concentration": "10000 U/mL"}, 100_000, "V = A ÷ c = 1 MU ÷ 10 kU/mL = 100 mL"),
        ({"mass": "1e6 IU", "concentration": "1 MU/mL"}, 1000, "V = A ÷ c = 1 MU ÷ 1 MU/mL = 1 mL"),
        ({"amount": "500 U", "concentration": "1000 U/mL"}, 500, "V = A ÷ c = 500 U ÷ 1 kU/mL = 500 µL"),
        ({"mass": "50 ug", "potency": "5e6 U/mg", "concentration": "5000 IU/mL"}, 50_000, "A = m × potency"),
        ({"mass": "50 ug", "molar_mass": "5e6 U/mg", "concentration": "5000 IU/mL"}, 50_000, "A = m × potency"),
        ({"mass": "10 mg", "potency": "180 IU/mg", "concentration": "1000 U/mL"}, 1800, "A = m × potency"),
        ({"mass": "1 MU", "potency": "5 MU/mg", "concentration": "0.1 mg/mL"}, 2000, "m = A ÷ potency"),
    ],
)
def test_units_say_how_much_solvent(fields: dict[str, str], ul: float, working: str, plan: Plan) -> None:
    reply = plan(**fields)

    assert reply.errors == ()
    assert sum(pour.volume_ul for pour in reply.pourings) == pytest.approx(ul, rel=1e-3)
    assert any(line.startswith(working) for line in reply.working)
    assert "activity_of_lot" in codes(reply.cautions)
    assert reply.error_percent["typical"] > 0


def test_a_vial_that_states_its_units_is_reconstituted_and_not_weighed_or_filtered(plan: Plan) -> None:
    reply = plan(mass="1 MU", concentration="500 kU/mL")

    assert any("add water to the 1 MU in the vial. Turn it gently" in step for step in reply.recipe)
    assert any("gives 500 kU/mL" in step for step in reply.recipe)
    assert not any(word in step for step in reply.recipe for word in ("Balance", "Syringe filter"))
    assert "nominal_mass" not in codes(reply.cautions)


def test_much_of_a_small_vial_is_rinsed_over_into_a_cylinder(plan: Plan) -> None:
    reply = plan(mass="1 MU", concentration="10000 U/mL")

    assert any("rinse the vial twice, make up to 100 mL" in step for step in reply.recipe)


def test_a_mass_with_its_potency_is_dissolved_and_filtered_as_any_powder(plan: Plan) -> None:
    """Penicillin G, 1600 U/mg: 100 kU/mL from 1 g is 16 mL."""
    reply = plan(substance="penicillin G", mass="1 g", potency="1600 U/mg", concentration="100000 U/mL", purity="98 %")

    assert [pour.volume_ul for pour in reply.pourings] == pytest.approx([16_000])
    assert any("dissolve the 1 g in some water" in step for step in reply.recipe)
    assert any("Syringe filter" in step for step in reply.recipe)
    assert "potency_as_weighed" in codes(reply.cautions)


def test_what_must_be_weighed_follows_from_the_potency(plan: Plan) -> None:
    reply = plan(volume="10 mL", concentration="100 U/mL", potency="50 U/mg")

    assert reply.computed["mass"] == "20 mg"
    assert any(step.startswith("Balance, 20 mg") for step in reply.recipe)
    needed = plan(volume="10 mL", concentration="100 U/mL")
    assert needed.computed["mass"] == "1 kU"


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"mass": "50 ug", "concentration": "5000 U/mL"}, "needs_specific_activity", "potency"),
        ({"mass": "1 MU", "concentration": "1 mg/mL"}, "needs_specific_activity", "potency"),
        ({"mass": "1 MU", "concentration": "10 mM"}, "needs_specific_activity", "potency"),
        ({"mass": "1 MU", "concentration": "10 U/mL", "potency": "5 mg/U"}, "unknown_unit", "potency"),
        ({"mass": "1 MU", "concentration": "10 U/mL", "potency": "0 U/mg"}, "not_positive", "potency"),
        ({"mass": "1 mg", "concentration": "10 U/mL", "molar_mass": "0 U/mg"}, "not_positive", "molar_mass"),
        ({"mass": "0 U", "concentration": "10 U/mL"}, "not_positive", "mass"),
        ({"mass": "1 MU", "amount": "2 MU", "concentration": "10 U/mL"}, "too_many_given", "amount"),
        ({"mass": "1 MU", "volume": "1 mL", "concentration": "10 U/mL"}, "too_many_given", "volume"),
        ({"mass": "1 MU", "concentration": "10 U"}, "wrong_kind", "concentration"),
        ({"mass": "1 U/mL", "concentration": "10 U/mL"}, "wrong_kind", "mass"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields: dict[str, str], code: str, field: str, plan: Plan) -> None:
    reply = plan(**fields)

    assert not reply.planned
    assert [(one.code, one.field) for one in reply.errors] == [(code, field)]
    assert "{" not in reply.errors[0].sentence


@given(
    units_in=st.floats(1e-3, 1e9), potency=st.floats(1e-3, 1e8), per_ml=st.floats(1e-3, 1e9), purity=st.floats(50, 100)
)
def test_each_value_in_units_follows_from_the_others(
    units: Units, units_in: float, potency: float, per_ml: float, purity: float
) -> None:
    activity, strength = units.of(units_in, "U"), units.of(per_ml, "U/mL")
    per_mg, pure = units.of(potency, "U/mg"), units.of(purity, "percent")
    whole = solve_stock(Stock(activity=activity, concentration=strength, potency=per_mg, purity=pure))
    assert whole.volume is not None
    assert whole.mass is not None
    assert float((whole.volume * strength / activity).m_as("")) == pytest.approx(1)
    assert float((whole.mass * per_mg / activity).m_as("")) == pytest.approx(1)

    for known in (
        Stock(mass=whole.mass, potency=per_mg, volume=whole.volume),
        Stock(mass=whole.mass, activity=activity, concentration=strength),
        Stock(volume=whole.volume, concentration=strength, potency=per_mg),
    ):
        again = solve_stock(known)
        for name in ("mass", "activity", "volume", "concentration", "potency"):
            one, other = getattr(again, name), getattr(whole, name)
            assert float((one / other).m_as("")) == pytest.approx(1), name


def test_units_and_a_mass_that_contradict_a_potency_are_refused(units: Units) -> None:
    known = Stock(
        mass=units.of(1, "mg"), activity=units.of(10, "U"), potency=units.of(5, "U/mg"), volume=units.of(1, "mL")
    )
    with pytest.raises(CalculationError) as refused:
        solve_stock(known)
    assert (refused.value.code, refused.value.values["field"]) == (Message.TOO_MANY_GIVEN, "potency")


def test_units_are_compared_with_what_dissolves_only_through_a_potency(
    units: Units, library: Library, tmp_path: Path, qapp: QApplication
) -> None:
    planner = Planner(library, units, tmp_path)
    fields = {"mass": "1 kU", "concentration": "1 kU/mL", "solvent": "DMSO"}
    without = answer(planner, PlanRequest("stock", fields, compound="lenalidomide"), units)
    strong = answer(planner, PlanRequest("stock", {**fields, "potency": "1 U/mg"}, compound="lenalidomide"), units)

    assert "stock_not_compared" in codes(without.cautions)
    assert "above_highest_value" in codes(strong.cautions)


def test_a_stock_in_units_is_made_kept_repeated_and_diluted(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, clock: SteppedClock
) -> None:
    compounds.take_other("interleukin-2")
    desk = StockForm(book, compounds)
    desk.use_units(units)
    for name, text in {"mass": "1 MU", "concentration": "1 MU/mL", "molar_mass": "5 MU/mg"}.items():
        desk.set_text(name, text)
    desk.set_solvent("PBS")
    inputs = desk.inputs()
    methods = desk.methods()

    made = desk.made(PreparationDetails(storage=Storage.FREEZER_80))

    kept = book.bench.solutions[made].solution
    assert (kept.concentration.number, kept.concentration.unit) == ("1", "MU/mL")
    assert kept.mass is not None
    assert (kept.mass.unit, kept.mass_nominal) == ("MU", True)
    assert methods is not None
    assert methods[0] is Message.METHODS_STOCK_PLAIN
    again = StockForm(book, compounds)
    again.use_units(units)
    again.take_inputs(inputs)
    assert again.answer.plan == desk.answer.plan
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.set_dosing(None)
    dose.choose_stock(made)
    for name, text in {"c2": "1000 U/mL", "v2": "10 mL"}.items():
        dose.set_text(name, text)
    assert dose.answer.shown["v1"].replace("\u202f", " ") == "10 µL"


def test_a_stock_in_hand_may_be_counted_in_units(
    units: Units, book: JournalSession, compounds: CurrentCompound, clock: SteppedClock
) -> None:
    texts = {"concentration": "5000 IU/mL in PBS", "aliquots": "3", "aliquot_volume": "100 uL", "ago": "now"}

    added = add_solution(book, compounds, units, texts, Storage.FRIDGE)

    made = book.bench.solutions[added].solution
    assert (made.concentration.number, made.concentration.unit, made.vehicle) == ("5000", "U/mL", "PBS")
