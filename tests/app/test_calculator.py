"""The calculators as the window joins them: what is filled in, said and pointed to."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.app.calculator import CalculatorController
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.start.startup import TOOL_BY_TOOL
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.ui.paper.bench_sheet import BenchSheet
from benchapp.ui.window.pages import PageName


@pytest.fixture
def calculator(services: Services, shell: Shell, units: Units) -> Iterator[CalculatorController]:
    services.compounds.open(FIRST_COMPOUND)
    services.registry.take(units)
    made = CalculatorController(services, shell)
    made.forms.use_units(units)
    yield made
    made.page.deleteLater()


def pointed(calculator: CalculatorController) -> bool:
    """Return whether the page points to the incubation."""
    return bool(calculator.page.incubate.property("primary") == "true")


def make_dose(calculator: CalculatorController, dosing: Dosing | None) -> str:
    """Record that a dose was made; return what is said in its place, "" where it was recorded."""
    calculator.show_tool("dilute")
    calculator.forms.dose.come_into_view()
    volumes = {"v2": "1 mL"} if dosing is None else {"wells": "6", "well_volume": "100 uL"}
    calculator.forms.dose.take_inputs(
        {"c1": "10 mM", "solvent": "DMSO", "c2": "10 uM", "dosing": dosing or "", **volumes}
    )
    bar = calculator.page.bar
    assert bar is not None
    return bar.write()


def test_what_was_made_for_wells_points_to_the_incubation_until_it_is_undone(
    calculator: CalculatorController, services: Services
) -> None:
    assert make_dose(calculator, Dosing.RESUSPENDED) == ""
    assert pointed(calculator)

    services.session.undo_last()
    assert not pointed(calculator)


def test_only_the_calculator_that_planned_it_points_to_the_incubation_and_only_while_it_has_a_plan(
    calculator: CalculatorController,
) -> None:
    make_dose(calculator, Dosing.RESUSPENDED)
    for tool in ("plate", "combine", "stock"):
        calculator.show_tool(tool)
        # Nothing is planned there.
        assert not pointed(calculator)
    calculator.show_tool("dilute")
    assert pointed(calculator)

    calculator.forms.dose.set_text("c2", "")
    calculator.forms.settle()
    assert calculator.page.shown_tool.planned() is None
    assert not pointed(calculator)


def dose_from_stock(calculator: CalculatorController, services: Services, units: Units, aliquots: int) -> None:
    """Plan a dose from a stock in hand of some aliquots; each dose takes one."""
    added = {"concentration": "10 mM in DMSO", "aliquots": str(aliquots), "aliquot_volume": "6 uL", "place": "box 3"}
    stock = add_solution(services.session, services.compounds, units, added, Storage.FREEZER_20)
    calculator.show_tool("dilute")
    form = calculator.forms.dose
    form.come_into_view()
    form.take_inputs({"c2": "10 uM", "dosing": Dosing.RESUSPENDED, "wells": "6", "well_volume": "100 uL"})
    form.choose_stock(stock)
    calculator.forms.settle()


def sheet_of(calculator: CalculatorController) -> BenchSheet:
    sheet = calculator.page.sheet()
    assert sheet is not None
    return sheet


def test_the_sheet_of_what_was_recorded_stays_in_view_until_something_changes(
    calculator: CalculatorController, services: Services, units: Units
) -> None:
    dose_from_stock(calculator, services, units, aliquots=3)
    planned, bar = calculator.page.shown_tool.planned(), calculator.page.bar
    assert planned is not None
    assert bar is not None
    before = sheet_of(calculator)
    assert dict(before.facts)["Date and time"].strip("_") == ""
    assert bar.write() == ""
    calculator.forms.settle()
    after = sheet_of(calculator)

    # The next one would take another aliquot.
    assert calculator.forms.dose.recipe() != planned
    assert (after.recipe, calculator.page.shown_tool.planned()) == (planned, planned)
    (made,) = (kept.solution for kept in services.session.bench.solutions.values() if kept.solution.medium)
    facts = dict(after.facts)
    assert facts["Label"] == made.label
    assert str(services.session.local(made.made.wall).day) in facts["Date and time"]

    # Asked for another one, the page shows that one.
    assert bar.write().startswith("Recorded at")
    assert calculator.page.shown_tool.planned() == calculator.forms.dose.recipe() == sheet_of(calculator).recipe
    assert bar.write() == ""
    calculator.forms.dose.set_text("c2", "5 uM")
    calculator.forms.settle()
    assert sheet_of(calculator).recipe == calculator.forms.dose.recipe()
    assert "Label" not in dict(sheet_of(calculator).facts)


def test_what_took_the_last_of_a_stock_can_still_be_printed_and_what_is_undone_is_not(
    calculator: CalculatorController, services: Services, units: Units
) -> None:
    dose_from_stock(calculator, services, units, aliquots=1)
    planned, bar = calculator.page.shown_tool.planned(), calculator.page.bar
    assert bar is not None
    assert bar.write() == ""
    calculator.forms.settle()
    assert calculator.forms.dose.recipe() is None
    assert sheet_of(calculator).recipe == planned

    services.session.undo_last()
    calculator.forms.settle()
    assert sheet_of(calculator).recipe == calculator.forms.dose.recipe()
    assert "Label" not in dict(sheet_of(calculator).facts)


def test_a_plain_dilution_points_to_nothing(calculator: CalculatorController, services: Services) -> None:
    made: list[str] = []
    calculator.made.connect(made.append)
    assert make_dose(calculator, None) == ""

    assert made == list(services.session.bench.solutions)
    assert not pointed(calculator)


def test_a_kept_recipe_is_filled_into_its_calculator_and_said(calculator: CalculatorController, said: QLabel) -> None:
    calculator.take(KeptInputs("mine", FIRST_COMPOUND, "series", {"top": "3 uM", "points": "5"}))

    assert calculator.page.current == "series"
    assert calculator.page.shown_tool.fields["top"].text() == "3 uM"
    assert said.text() == "Filled as for mine; choose the stock that you use now."

    calculator.take(KeptInputs("later", FIRST_COMPOUND, "one of a later version", {}))
    assert calculator.page.current == "series"


def test_a_saved_pipette_is_named_on_the_page(calculator: CalculatorController, shell: Shell) -> None:
    assert "P2 ·" not in calculator.page.lab.text()
    calculator.add_small_pipettes()
    assert shell.window.page is PageName.LAB

    calculator.lab_page.save.click()
    assert "P2 ·" in calculator.page.lab.text()


def test_what_the_other_tools_import_is_there_when_they_are_opened(
    calculator: CalculatorController, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(calculator._others.done):
        calculator.page.show()
    assert [name for name in TOOL_BY_TOOL if name not in sys.modules] == []
    assert list(calculator.page.tools.made) == ["stock"]
