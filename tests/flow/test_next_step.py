"""Each step is filled from the one before, and the keys are where the next step is."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from benchapp.domain.compounds.library_item import substance_id
from benchapp.domain.incubations.steps import StepKind
from benchapp.selftest.scenario import Scenario
from benchapp.store.library.library import DMSO
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario
from tests.flow.test_assistance import activate


def focus_name() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


@pytest.fixture
def with_stock(stocked: Scenario) -> Scenario:
    return stocked


def test_the_only_stock_in_hand_fills_every_tool(with_stock: Scenario) -> None:
    for tool in ("dilute", "series", "plate"):
        label = with_stock.program.services.solutions.in_hand()[0].kept.solution.label
        with_stock.program.rooms.calculator.forms.dose.choose_stock("")
        with_stock.program.rooms.calculator.forms.dose.set_text("c1", "")

        with_stock.program.rooms.calculator.show_tool(tool)
        with_stock.settle()

        assert with_stock.read(f"calculate.{tool}.c1") != ""
        box = with_stock.find(QComboBox, f"calculate.{tool}.stock")
        assert isinstance(box, QComboBox)
        assert box.currentText().startswith("Lenalidomide 10\u202fmM in DMSO · ")
        assert box.currentText().endswith(label)


def test_of_two_stocks_none_is_guessed(with_stock: Scenario) -> None:
    with_stock.begin_with_stock()
    assert len(with_stock.program.rooms.calculator.forms.plate.offered_stocks()) == 2

    with_stock.program.rooms.calculator.show_tool("plate")
    with_stock.settle()

    assert with_stock.read("calculate.plate.c1") == ""


def test_what_was_typed_is_not_replaced_by_the_stock(with_stock: Scenario) -> None:
    with_stock.program.rooms.calculator.show_tool("series")
    with_stock.type_into("calculate.series.c1", "5 mM")
    with_stock.program.rooms.calculator.show_tool("stock")
    with_stock.program.rooms.calculator.show_tool("series")

    assert with_stock.read("calculate.series.c1") == "5 mM"


def test_the_line_that_says_it_was_made_leads_to_its_labels(with_stock: Scenario) -> None:
    solution = with_stock.program.services.solutions.in_hand()[0].kept.solution
    with_stock.program.rooms.calculator.made.emit(solution.id)
    with_stock.press("toast.line.then")

    assert with_stock.program.window.page is PageName.LABELS
    titles = [label.text() for label in with_stock.program.rooms.solutions.labels.findChildren(QLabel)]
    assert f"Labels: Lenalidomide 10\u202fmM ({solution.label})" in titles


def test_other_lines_lead_nowhere_else(rehearsal: Scenario) -> None:
    toast = rehearsal.program.shell.toast
    toast.say("Seen.")
    assert rehearsal.find(QPushButton, "toast.line.then").isHidden()


def test_after_a_compound_was_found_the_keys_are_on_its_next_step(rehearsal: Scenario) -> None:
    activate(rehearsal)
    finder = rehearsal.find(QLineEdit, "header.find.text")
    finder.setFocus()
    QTest.keyClicks(finder, "pomal")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    rehearsal.settle()

    assert QApplication.activeWindow() is rehearsal.program.window
    assert focus_name() == "compound.actions.stock"


def test_after_the_start_the_keys_are_on_the_card_of_what_runs(with_stock: Scenario) -> None:
    activate(with_stock)
    with_stock.dose_cells()
    with_stock.make_it()
    with_stock.start_incubation()
    running = with_stock.program.services.timers.statuses[0].running.incubation.id

    assert focus_name().startswith(f"incubate.{running}.")


def test_in_german_a_stock_with_three_decimals_goes_through_every_tool(qapp: QApplication, tmp_path: Path) -> None:
    rehearsal = QuickScenario(qapp, tmp_path, language="de")
    try:
        rehearsal.settle()
        calculators = rehearsal.program.rooms.calculator
        calculators.show_tool("stock")
        rehearsal.type_into("calculate.stock.mass", "4,87 mg")
        rehearsal.type_into("calculate.stock.concentration", "10 mM")
        rehearsal.press("calculate.stock.made")
        for tool, top in (("dilute", "c2"), ("series", "top"), ("plate", "top")):
            calculators.show_tool(tool)
            rehearsal.type_into(f"calculate.{tool}.{top}", "10 uM")
            rehearsal.settle()
            assert rehearsal.read(f"calculate.{tool}.c1") == "9,992 mM"
        assert (
            calculators.forms.dose.answer.errors
            == calculators.forms.series.answer.errors
            == calculators.forms.plate.answer.errors
            == {}
        )
        assert calculators.forms.dose.recipe() is not None
        assert calculators.forms.series.answer.recipe is not None
        assert calculators.forms.plate.answer.recipe is not None
        calculators.show_verify()
        rehearsal.wait()
        assert rehearsal.read("verify.result.words").startswith("81 von 81")
    finally:
        rehearsal.end()
        set_language(ENGLISH)


def test_escape_takes_nothing_away_that_was_typed(with_stock: Scenario) -> None:
    program = with_stock.program
    solution = program.services.solutions.in_hand()[0].kept.solution
    seen = 0

    def try_every_line() -> int:
        page = program.window.page
        lines = [line for line in program.window.findChildren(QLineEdit) if line.isVisible() and not line.isReadOnly()]
        # What narrows a list hides parts of the page as it should.
        lines = [line for line in lines if "filter" not in line.objectName()]
        for line in lines:
            line.setText("12")
            QTest.keyClick(line, Qt.Key.Key_Escape)
            # What is only looked for goes with the list of what was found; what was typed into a field stays.
            looked_for = line is program.window.finder
            assert line.text() == ("" if looked_for else "12"), line.objectName()
            assert line.isVisible(), line.objectName()
        assert program.window.page is page
        return len(lines)

    for tool in ("stock", "dilute", "series", "plate", "combine", "reagent", "convert", "seed"):
        program.rooms.calculator.show_tool(tool)
        with_stock.settle()
        seen += try_every_line()
    program.window.show_page(PageName.SOLUTIONS)
    with_stock.choose_solution(solution.label)
    with_stock.press(f"solutions.{solution.label}.part0.take.open")
    seen += try_every_line()
    for page in (PageName.INCUBATE, PageName.JOURNAL, PageName.LAB, PageName.FORM):
        program.window.show_page(page)
        with_stock.settle()
        seen += try_every_line()

    assert seen > 80


def test_what_was_undone_is_neither_offered_nor_linked_any_more(with_stock: Scenario) -> None:
    session = with_stock.program.services.session
    with_stock.dose_cells()
    before = set(session.bench.solutions)
    while len(session.bench.solutions) < len(before) + 2:
        # The second time, it is asked first whether the same was made again.
        with_stock.press("calculate.dilute.made")
        with_stock.beat()
    first, second = (one for one in session.bench.solutions if one not in before)
    onward = with_stock.program.rooms.calculator.page.incubate

    with_stock.press("toast.line.undo")
    with_stock.beat()
    assert second not in session.bench.solutions
    with_stock.press("rail.pages.incubate")
    prepared = with_stock.program.rooms.incubations.form.prepared
    assert prepared is not None
    assert (prepared.solution, onward.property("primary")) == (first, "true")

    session.undo_last()
    with_stock.beat()

    prepared = with_stock.program.rooms.incubations.form.prepared
    assert prepared is not None
    assert (prepared.solution, onward.property("primary")) == ("", "false")


def test_a_stock_of_another_compound_is_dosed_as_that_compound(with_stock: Scenario) -> None:
    services = with_stock.program.services
    stock = services.solutions.in_hand()[0].kept.solution
    services.compounds.open(DMSO)
    with_stock.program.rooms.solutions.page.dose_wanted.emit(stock.id)
    with_stock.settle()

    assert services.compounds.monograph is not None
    assert services.compounds.monograph.id == stock.compound
    assert with_stock.program.rooms.calculator.forms.dose.text("stock") == stock.id

    services.compounds.take_other("acetone", "58.08")
    add = {"concentration": "1 M in water"}
    with_stock.program.rooms.solutions.form.add(add, None)
    plain = services.solutions.rows[0].kept.solution
    services.compounds.leave_other()
    with_stock.program.rooms.solutions.page.dilute_wanted.emit(plain.id)
    with_stock.settle()

    assert services.compounds.something_else
    assert with_stock.read("calculate.other.name") == "acetone"
    assert with_stock.read("calculate.other.mass") == "58.08 g/mol"
    assert with_stock.program.rooms.calculator.forms.dose.text("stock") == plain.id


def test_a_redose_of_a_substance_without_a_page_is_planned_as_that_substance(incubating: Scenario) -> None:
    services = incubating.program.services
    running = services.session.bench.running()[0]
    step = next(one for one in running.steps() if one.kind is StepKind.REDOSE)
    plain = replace(running.incubation, compound=substance_id("DCA"), compound_name="DCA", stock="")

    incubating.program.rooms.begin_redose(replace(running, incubation=plain), step)
    incubating.settle()

    assert services.compounds.monograph is not None
    assert services.compounds.monograph.identity.name == "DCA"
    assert incubating.program.window.page is PageName.CALCULATE
    assert incubating.program.rooms.calculator.redose is not None
