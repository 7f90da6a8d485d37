"""What is to be made of a re-dose is one figure: announced on Today, in the fields of *Dilute*, and in its recipe."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from benchapp.base.clock import SteppedClock
from benchapp.commands.plan import answer
from benchapp.commands.plan_requests import PlanRequest
from benchapp.commands.planner import Planner
from benchapp.domain.incubations.steps import END_NUMBER
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.redose_volumes import RedoseVolumes
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.incubations.today import Preparation, Task, preparations, tasks
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.library.library import Library
from tests.making import incubation, solution


def due(
    book: JournalSession,
    solution_table: SolutionTable,
    clock: SteppedClock,
    units: Units,
    library: Library,
    wells: tuple[int, ...],
) -> tuple[tuple[Task, ...], tuple[Preparation, ...]]:
    """Return what Today shows of incubations with so many wells, two days after their start."""
    filed = library.first()
    assert filed is not None
    compound = filed.monograph.id
    stock = replace(solution("s1", made=clock.now()), compound=compound, aliquot_volume=Amount("100", "uL"))
    book.record(SolutionAdded(stock))
    for number, count in enumerate(wells):
        begun = incubation(f"i{number}", 168, 48, clock.now())
        cells = replace(begun.cells, wells=count)
        begun = replace(begun, compound=compound, end_number=END_NUMBER, stock="s1", cells=cells)
        book.record(IncubationStarted(begun))
    clock.advance(hours=47)
    board = TimerList(book, Schedule(book))
    solution_table.use_volumes(RedoseVolumes(book, library, solution_table, units).made_ul)
    solution_table.refresh(clock.now())
    board.refresh(clock.now())
    found = tasks(board, solution_table)
    return found, preparations(found, solution_table)


@pytest.mark.parametrize("wells", [(24,), (24, 24), (7, 11, 60)])
def test_today_says_what_the_recipe_makes(
    wells: tuple[int, ...], book: JournalSession, solution_table: SolutionTable, compounds: CurrentCompound,
    clock: SteppedClock, units: Units, library: Library,
) -> None:  # fmt: skip
    found, (preparation,) = due(book, solution_table, clock, units, library, wells)
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)

    for task in found:
        dose.begin_redose(task.status.running, task.status.step)
        assert dose.answer.plan is not None
        assert task.redose_ul == dose.answer.plan.made_ul
    (first, *others) = [(task.status.running, task.status.step) for task in preparation.tasks]
    dose.begin_redose(*first, tuple(others))
    assert dose.answer.plan is not None
    assert preparation.redose_ul == dose.answer.plan.made_ul
    assert dose.answer.shown["v2"] == units.show(units.of(preparation.redose_ul, "uL"))
    assert preparation.redose_ul >= sum(wells) * 50


def test_what_is_to_be_made_is_what_the_recipe_makes(
    units: Units, library: Library, tmp_path: Path, qapp: QApplication
) -> None:
    """24 wells of 100 µL and 10 % are 2.64 mL; the recipe makes 2.6 mL, and the working says why."""
    fields: dict[str, str | bool | int | float] = {
        "c1": "10 mM", "c2": "10 uM", "dosing": "resuspended", "wells": 24, "well_volume": "100 uL"
    }  # fmt: skip
    planner = Planner(library, units, tmp_path)
    reply = answer(planner, PlanRequest("dilute", fields, compound="lenalidomide"), units)

    taken = sum(pour.volume_ul for pour in reply.pourings if pour.source == "stock")
    batch = next(tube for tube in reply.tubes if tube.name == "B")
    assert (taken, batch.volume_ul) == pytest.approx((4, 2600))
    assert reply.computed == {"v1": "4 µL", "v2": "2.6 mL"}
    assert not any("2.64" in step for step in reply.recipe)
    assert any("2.64 mL" in line for line in reply.working)
