"""*In vivo* as a form: what is typed, what is said where, and what is recorded."""

import pytest

from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.in_vivo_form import InVivoForm
from benchapp.presenters.calculator.planning.animal_fields import read_request
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.labelling import labels_for
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable

TYPED = {"dose": "25 mg/kg", "animals": "8", "weights": "18 19.5 20 21 22 22.5 23 24 g", "days": "5"}


@pytest.fixture
def form(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> InVivoForm:
    made = InVivoForm(book, compounds, solution_table)
    made.use_units(units)
    return made


def fill(form: InVivoForm, **texts: str) -> InVivoForm:
    for name, text in {**TYPED, **texts}.items():
        form.set_text(name, text)
    return form


def test_what_is_typed_comes_to_a_recipe(form: InVivoForm) -> None:
    plan = fill(form).answer.plan

    assert plan is not None
    assert (plan.request.mg_ml, plan.request.daily) == (2.5, True)
    assert form.recipe() is plan.recipe
    assert form.methods() is not None
    assert form.animal_vehicle == plan.request.vehicle


def test_nothing_is_computed_while_something_is_missing(form: InVivoForm) -> None:
    assert (form.answer.plan, form.answer.errors, form.recipe(), form.methods(), form.limits()) == (
        None, {}, None, None, (),
    )  # fmt: skip
    with pytest.raises(LookupError):
        form.made(PreparationDetails())


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("dose", "25 mM", Message.NOT_A_DOSE), ("volume", "1 L", Message.NOT_A_VOLUME_BY_WEIGHT),
        ("animals", "0", Message.NOT_BETWEEN), ("weights", "heavy", Message.NOT_WEIGHTS),
        ("per_day", "30", Message.NOT_BETWEEN), ("days", "many", Message.NOT_WHOLE),
        ("vehicle", "10 % DMSO", Message.VEHICLE_SHARES), ("overage", "2 mL", Message.WRONG_KIND),
        ("graduation", "0 µL", Message.NOT_POSITIVE), ("weighed", "3 mL", Message.WRONG_KIND),
        ("c1", "strong", Message.NOT_A_NUMBER), ("c1", "5 mM", Message.STOCK_TOO_WEAK),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(form: InVivoForm, name: str, text: str, code: str) -> None:
    fill(form, **{name: text})

    assert form.answer.errors[name].code == code
    assert form.answer.plan is None


def test_every_wrong_field_is_said_at_once(units: Units) -> None:
    _, errors = read_request(units, {"dose": "x", "volume": "y", "weights": "z", "vehicle": "10 %"}, lambda: None)

    assert set(errors) == {"dose", "volume", "weights", "vehicle"}


def test_it_is_recorded_as_a_solution_for_animals_with_its_use_by(form: InVivoForm, book: JournalSession) -> None:
    fill(form)
    made = form.made(PreparationDetails(person="MK", storage=Storage.ROOM))
    kept = book.bench.solutions[made].solution

    assert (kept.role, kept.for_animals, kept.medium) == (
        SolutionPurpose.WORKING, True, "10 % DMSO, 40 % PEG300, 5 % Tween-80, 45 % saline",
    )  # fmt: skip
    assert kept.concentration.unit == "mg/mL"
    assert kept.concentration.value == pytest.approx(2.5, rel=0.01)
    assert (kept.vehicle, kept.vehicle_percent) == ("DMSO", 10)
    assert kept.mass is not None
    assert kept.mass.number == "4.675"
    assert {one.rule for one in kept.limits} == {one.rule for one in form.limits()} != set()


def test_its_label_says_for_whom_it_is(form: InVivoForm, book: JournalSession, solution_table: SolutionTable) -> None:
    solution = fill(form).made(PreparationDetails())
    row = solution_table.find(solution)
    assert row is not None

    (label,) = labels_for(row, str, str)
    assert label.only_for == "research animals only; not for people"
    assert label.only_for in label.lines(4)


def test_what_was_kept_fills_it_again(form: InVivoForm, book: JournalSession) -> None:
    fill(form, route="intraperitoneal", daily="no", days="1")
    kept = form.inputs()
    form.set_text("dose", "")
    form.take_inputs({**kept, "species": "dragon", "stock": "gone"})

    assert (form.text("dose"), form.text("route"), form.text("species"), form.text("stock")) == (
        "25 mg/kg", "intraperitoneal", "mouse", "",
    )  # fmt: skip


def test_a_stock_in_hand_is_drawn_from(
    form: InVivoForm, book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    texts = {
        "concentration": "100 mg/mL",
        "aliquots": "3",
        "aliquot_volume": "200 µL",
        "vehicle": "DMSO",
        "ago": "1 h ago",
    }
    stock = add_solution(book, compounds, units, texts, Storage.FREEZER_20)
    fill(form)
    form.choose_stock(stock)
    plan = form.answer.plan

    assert plan is not None
    assert plan.stock is not None
    assert Message.STEP_THAW in [line.code for line in plan.recipe.steps]
    made = form.made(PreparationDetails())
    assert book.bench.solutions[made].solution.parents == (stock,)
    assert book.bench.solutions[made].solution.mass is None
    assert book.bench.solutions[stock].left == 2


def test_a_typed_stock_needs_its_solvent(form: InVivoForm) -> None:
    fill(form, solvent="", c1="100 mg/mL")

    assert {error.code for error in form.answer.errors.values()} == {Message.SOLVENT_NEEDED}


def test_another_compound_clears_what_was_of_this_one(form: InVivoForm, compounds: CurrentCompound) -> None:
    fill(form, weighed="5 mg")
    compounds.take_other("something", "300")

    assert (form.text("dose"), form.text("weighed"), form.text("animals")) == ("", "", "8")
    form.set_text("dose", "5 mg/kg")
    assert form.answer.plan is not None


def test_the_dose_of_a_use_for_cells_is_not_taken(form: InVivoForm, compounds: CurrentCompound) -> None:
    assert compounds.monograph is not None
    compounds.choose_use(compounds.monograph.uses[0])

    assert form.text("dose") == ""
