"""What is in hand is counted: tubes, thaws, links, and what was recorded."""

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, Severity
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable

TAKING = {Message.STEP_THAW, Message.STEP_THAW_AGAIN, Message.STEP_TAKE_OPEN}
STOCK = {"concentration": "10 mM", "vehicle": "DMSO", "ago": "2 d ago", "lot": "L7", "aliquots": "1"}


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    desk.set_text("c2", "10 uM")
    return desk


def add(book: JournalSession, compounds: CurrentCompound, units: Units, **texts: str) -> str:
    return add_solution(book, compounds, units, {**STOCK, **texts}, Storage.FREEZER_20)


def test_the_thaws_of_a_tube_that_is_used_and_refrozen_are_counted_and_said(
    dose: DoseForm,
    book: JournalSession,
    compounds: CurrentCompound,
    units: Units,
    clock: SteppedClock,
    solution_table: SolutionTable,
) -> None:
    stock = add(book, compounds, units, aliquot_volume="1 mL")
    actions = SolutionForm(book, compounds, solution_table, lambda: units, lambda: "")
    said: list[tuple[MessageCode, set[object]]] = []
    for _ in range(4):
        clock.advance(days=3)
        solution_table.refresh(clock.now())
        dose.choose_stock(stock)
        plan = dose.answer.plan
        assert plan is not None
        found = {(one.code, one.severity) for one in plan.recipe.cautions}
        thawed = {one for one in found if one[0] in {Message.THAWED_AGAIN, Message.THAWED_OFTEN}}
        (taken,) = [line.code for line in plan.recipe.steps if line.code in TAKING]
        said.append((taken, set(thawed)))
        dose.made(PreparationDetails())
        solution_table.refresh(clock.now())
        row = solution_table.find(stock)
        assert row is not None
        (tube,) = row.kept.portions.all
        actions.move(stock, tube, "1", Storage.FREEZER_20, "")

    assert said == [
        (Message.STEP_THAW, set()),
        (Message.STEP_THAW_AGAIN, {(Message.THAWED_AGAIN, Severity.NOTE)}),
        (Message.STEP_THAW_AGAIN, {(Message.THAWED_OFTEN, Severity.CAUTION)}),
        (Message.STEP_THAW_AGAIN, {(Message.THAWED_OFTEN, Severity.CAUTION)}),
    ]
    assert [one.thaws for one in book.bench.solutions[stock].portions.all] == [4]


def test_a_dose_that_the_tubes_do_not_hold_is_refused_and_two_are_pooled(
    dose: DoseForm,
    book: JournalSession,
    compounds: CurrentCompound,
    units: Units,
    clock: SteppedClock,
    solution_table: SolutionTable,
) -> None:
    one = add(book, compounds, units, aliquot_volume="2 uL")
    two = add(book, compounds, units, aliquot_volume="2 uL", aliquots="4")
    solution_table.refresh(clock.now())

    dose.choose_stock(one)
    refused = [error for error in dose.answer.errors.values() if error.code is Message.STOCK_NOT_ENOUGH]
    assert len(refused) == 1
    assert refused[0].values["ul"] == 2
    assert not dose.can_make()

    dose.choose_stock(two)
    plan = dose.answer.plan
    assert plan is not None
    assert Message.STEP_POOL in {line.code for line in plan.recipe.steps}
    dose.made(PreparationDetails())
    left = sum((tube.volume_ul or 0.0) * tube.count for tube in book.bench.solutions[two].portions.all)
    assert left == pytest.approx(8 - plan.stock_ul, abs=1e-3)
