"""The calculator as people use it: typed into, painted on, printed, at the hood, and made again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QScrollArea

from benchapp.domain.journal.entries import Body, IncubationStarted, PipettesSet, RecipeSaved, SolutionMade
from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.units.amounts import plain_spaces
from benchapp.selftest.scenario import Scenario
from benchapp.ui.calculator.plate_map import PlateView
from benchapp.ui.calculator.plate_tool import PlateTool
from benchapp.ui.calculator.recipe.hood_view import HoodView
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.paper.pages import html_of
from benchapp.ui.paper.sheet_pages import sheet_pages
from benchapp.ui.window.pages import PageName
from tests.pdf_text import foreign, lost, pdf_text


@pytest.fixture
def bench(stocked: Scenario) -> Scenario:
    return stocked


def typed(bench: Scenario, tool: str, **texts: str) -> str:
    bench.press(f"calculate.tools.{tool}")
    for name, text in texts.items():
        bench.type_into(f"calculate.{tool}.{name}", text)
    bench.settle()
    return bench.read_page(PageName.CALCULATE)


def tick_of(bench: Scenario, tool: str, number: int) -> QCheckBox:
    found = bench.program.window.findChild(QCheckBox, f"calculate.{tool}.step{number}")
    assert isinstance(found, QCheckBox)
    return found


def plate_tool(bench: Scenario, name: str = "plate") -> PlateTool:
    tool = bench.program.rooms.calculator.page.tools.tool(name)
    assert isinstance(tool, PlateTool)
    return tool


def test_a_mass_that_is_to_be_weighed_is_weighed_first(bench: Scenario) -> None:
    page = typed(bench, "stock", mass="", concentration="10 mM", volume="2 mL")

    bench.expect(page, "Weigh 5.185 mg into a vial")


# -- the plate -------------------------------------------------------------------------------------------------------


def drag(view: PlateView, first: str, last: str) -> None:
    """Drag the mouse from one well to another."""
    cell, origin = view._grid()

    def middle(well: str) -> QPointF:
        column, row = int(well[1:]) - 1, ord(well[0]) - ord("A")
        return QPointF(origin + QPoint(int((column + 0.5) * cell), int((row + 0.5) * cell)))

    for kind, at, buttons in (
        (QMouseEvent.Type.MouseButtonPress, first, Qt.MouseButton.LeftButton),
        (QMouseEvent.Type.MouseMove, last, Qt.MouseButton.LeftButton),
        (QMouseEvent.Type.MouseButtonRelease, last, Qt.MouseButton.NoButton),
    ):
        place = middle(at)
        event = QMouseEvent(
            kind, place, view.mapToGlobal(place), Qt.MouseButton.LeftButton, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view, event)


def test_wells_are_painted_by_mouse_and_by_keyboard_and_laid_out_anew(bench: Scenario) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM")
    bench.press("calculate.plate.edge")
    bench.beat()
    tool = plate_tool(bench)
    bench.program.window.repaint()
    bench.choose("calculate.plate.brush", "2: 3.162")

    drag(tool.view, "D1", "E3")
    bench.settle()

    assert tool.form.answer.map is not None
    assert tool.form.answer.map.counts()[Content(WellUse.DOSE, (1,))] == 3 + 6
    bench.choose("calculate.plate.brush", "blank")
    tool.view.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(tool.view, key)
    QTest.keyClick(tool.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tool.view, Qt.Key.Key_Space)
    assert "B" in tool.view.accessibleDescription() or tool.form.edited
    assert tool.form.answer.map.counts()[Content(WellUse.BLANK)] == 5
    bench.press("calculate.plate.anew")
    assert tool.form.answer.map.counts()[Content(WellUse.DOSE, (1,))] == 3


def test_a_checkerboard_with_a_dot1l_inhibitor(bench: Scenario) -> None:
    typed(bench, "combine", c1="10 mM", top="10 uM", points="4")
    bench.choose("calculate.combine.mode", "Checkerboard")
    typed(bench, "combine", compound_2="EPZ-5676", c1_2="10 mM", top_2="1 uM", points_2="3")
    bench.choose("calculate.combine.solvent_2", "DMSO")
    page = bench.read_page(PageName.CALCULATE)

    bench.expect(page, "Pinometostat · ", "562.72 g/mol")
    bench.expect(bench.read("calculate.combine.working"), "2 tubes for each well, 50 µL of each")
    assert plate_tool(bench, "combine").form.answer.map is not None


# -- what is done with a recipe --------------------------------------------------------------------------------------


def test_the_sheet_names_lot_use_by_and_hazards_and_holds_a_sentence_for_a_paper(
    bench: Scenario, tmp_path: Path
) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM", lot="A1234")
    bench.press("calculate.actions.copy")
    text = QApplication.clipboard().text().replace("\u202f", " ")
    bench.press("calculate.actions.markdown")
    markdown = QApplication.clipboard().text()
    bench.program.rooms.calculator.page.export.save_pdf(
        tmp_path / "sheet.pdf", bench.program.services.session.local(bench.clock.now().wall)
    )

    bench.expect(
        text,
        "Lot: A1234",
        "Use by: 2 h after making, however it is stored (lab rule)",
        "2. Room temperature:",
        "Working",
    )
    bench.expect(text, "Methods: 8 concentrations of Lenalidomide", "259.26 g/mol, lot A1234", "n = 3 wells")
    bench.expect(markdown, "## Lenalidomide", "- **Lot**: A1234", "2. **Room temperature:**", "### Methods")
    found = pdf_text(tmp_path / "sheet.pdf")
    shown = QTextDocument()
    sheet = bench.program.rooms.calculator.page.sheet()
    assert sheet is not None
    shown.setHtml(html_of(sheet_pages(sheet), lambda _: ""))
    assert lost(shown.toPlainText(), found) == {}
    assert foreign(found) == []


def test_the_words_of_a_map_on_paper_can_be_copied(bench: Scenario, tmp_path: Path) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM")
    plate_tool(bench).save_map(tmp_path / "map.pdf")

    found = pdf_text(tmp_path / "map.pdf")
    assert foreign(found) == []
    for words in ("1 2 3 4 5 6 7 8 9 10 11 12", "V vehicle control", "10 µM", "2: 3.162 µM"):
        assert words in found


def test_the_hood_view_goes_on_by_the_space_bar_alone_and_writes_nothing(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM")
    before = len(bench.program.services.session.entries())
    bench.press("calculate.actions.hood")
    hood = bench.program.rooms.calculator.at_hood.view
    assert isinstance(hood, HoodView)
    first = hood.accessibleDescription()

    for _ in range(3):
        QTest.keyClick(hood, Qt.Key.Key_Space)
    assert hood.place == 3
    QTest.keyClick(hood, Qt.Key.Key_Left)
    assert hood.place == 2
    assert hood.accessibleDescription() != first
    for _ in range(100):
        QTest.keyClick(hood, Qt.Key.Key_Space)
    assert "All steps are done" in hood.accessibleDescription()
    QTest.keyClick(hood, Qt.Key.Key_Escape)
    bench.settle()

    assert bench.program.rooms.calculator.at_hood.view is None
    assert len(bench.program.services.session.entries()) == before
    bench.expect(bench.read("toast.line.words"), "Steps done")


def test_the_last_experiment_is_repeated_scaled_and_saved(bench: Scenario) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM", points="6")
    bench.press("calculate.plate.made")
    bench.beat()
    made = bench.program.services.session.entries()[-1].body
    assert isinstance(made, SolutionMade)
    assert made.tool == "plate"
    typed(bench, "plate", top="1 uM", points="4")
    bench.press("calculate.tools.stock")

    bench.press("calculate.actions.recipes")
    bench.press("calculate.recipes.take0")

    assert (bench.read("calculate.plate.top"), bench.read("calculate.plate.points")) == ("10 uM", "6")
    bench.type_into("calculate.recipes.times", "3")
    bench.press("calculate.recipes.scale")
    assert bench.read("calculate.plate.plates") == "3"
    bench.type_into("calculate.recipes.name", "Monday")
    bench.press("calculate.recipes.save")
    saved = bench.program.services.session.entries()[-1].body
    assert isinstance(saved, RecipeSaved)
    assert saved.inputs["plates"] == "3"
    bench.expect(bench.read_page(PageName.CALCULATE), "Save this one as")


def test_a_series_made_stands_on_the_shelf_with_its_doses_and_an_incubation_follows(bench: Scenario) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM", points="6")
    bench.press("calculate.plate.made")
    bench.beat()
    bench.press("rail.pages.solutions")
    bench.expect(bench.read_page(PageName.SOLUTIONS), "(6 tubes) in medium")

    bench.press("rail.pages.calculate")
    bench.press("calculate.actions.incubate")
    bench.expect(bench.read_page(PageName.INCUBATE), "and down (6 doses) in the well")

    prepared = bench.program.rooms.incubations.form.prepared
    assert prepared is not None
    assert prepared.cells.vessel == "96-well plate"
    assert prepared.concentration.value == pytest.approx(10, rel=0.01)


# -- the lab, and the check ------------------------------------------------------------------------------------------


def test_pipettes_are_the_lab_s_own_and_decide_the_recipe(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM")
    bench.press("calculate.actions.pipettes")
    bench.press("lab.pipettes.remove0")
    bench.press("lab.pipettes.add")
    for name, text in (("name", "P10"), ("low", "0.5"), ("high", "10 µL"), ("step", "0.01")):
        bench.type_into(f"lab.pipettes.{name}4", text)
    bench.type_into("lab.pipettes.low4", "20")
    bench.expect(bench.read_page(PageName.LAB), "This must be more than the smallest volume")
    bench.type_into("lab.pipettes.low4", "0.5")
    bench.press("lab.pipettes.save")
    bench.settle()

    assert isinstance(bench.program.services.session.entries()[-1].body, PipettesSet)
    assert bench.program.services.session.bench.pipettes[-1].error_ul == 0.12
    recipe = bench.program.rooms.calculator.forms.series.recipe()
    assert recipe is not None
    assert any(line.values.get("pipette") == "P10" for line in recipe.steps)
    assert not any(line.values.get("pipette") == "P20" for line in recipe.steps)
    bench.press("rail.pages.calculate")
    assert bench.find(QLineEdit, "calculate.series.top") is not None


def test_a_lab_rule_is_changed_where_it_stands(bench: Scenario) -> None:
    bench.press("calculate.actions.pipettes")
    bench.type_into("lab.rules.overage_percent", "20")
    line = bench.find(QLineEdit, "lab.rules.overage_percent")
    bench.press_key(line, Qt.Key.Key_Return)
    assert bench.program.services.session.bench.rules.overage_percent == 10

    bench.press("lab.rules.save")

    assert bench.program.services.session.bench.rules.overage_percent == 20
    bench.type_into("lab.rules.overage_percent", "200")
    bench.expect(bench.read_page(PageName.LAB), "outside 0 to 100")
    bench.press("lab.rules.save")
    assert bench.program.services.session.bench.rules.overage_percent == 20
    bench.program.shell.undo()
    assert bench.read("lab.rules.overage_percent") == "10"


OPEN, PART, DONE = Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked


def states(ticks: Sequence[QCheckBox]) -> list[Qt.CheckState]:
    return [tick.checkState() for tick in ticks]


def test_ticks_of_the_hood_and_the_page_are_the_same(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM")
    ticks = [tick_of(bench, "series", place) for place in range(1, 5)]
    ticks[0].click()
    ticks[2].click()
    bench.press("calculate.actions.hood")
    hood = bench.program.rooms.calculator.at_hood.view
    assert hood is not None
    assert hood.place == 1
    QTest.keyClick(hood, Qt.Key.Key_Space)
    # The third row is a tube: medium, and what is added to it.
    assert (hood.place, states(ticks)) == (4, [DONE, DONE, DONE, OPEN])
    QTest.keyClick(hood, Qt.Key.Key_Left)
    assert (hood.place, states(ticks)) == (3, [DONE, DONE, PART, OPEN])
    ticks[3].click()
    QTest.keyClick(hood, Qt.Key.Key_Space)
    assert hood.place == 6
    QTest.keyClick(hood, Qt.Key.Key_Escape)
    bench.settle()
    assert states(ticks) == [DONE] * 4


def test_the_hood_view_ends_in_recording_and_asks_as_the_button_does(bench: Scenario) -> None:
    typed(bench, "dilute", c1="10 mM", c2="10 uM")
    made: list[Body] = []
    for _ in range(2):
        bench.press("calculate.actions.hood")
        hood = bench.program.rooms.calculator.at_hood.view
        assert hood is not None
        assert hood.record.isHidden()
        QTest.keyClick(hood, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        for _ in range(40):
            QTest.keyClick(hood, Qt.Key.Key_Space)
        assert hood.done.isHidden()
        record = hood.again if made else hood.record
        assert (record.text(), record.isVisible()) == ("Record again" if made else "Record as made", True)
        before = len(bench.program.services.session.entries())
        record.click()
        if made:
            assert record.text() == "Record another"
            # The same recipe once more is asked, here as under the recipe.
            assert "Press again to record another." in hood._text.text()
            assert len(bench.program.services.session.entries()) == before
            QTest.keyClick(hood, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        bench.settle()
        assert [one.text() for one in hood.then if one.isVisible()] == ["Print label", "Start incubation"]
        QTest.keyClick(hood, Qt.Key.Key_Escape)
        assert bench.program.rooms.calculator.at_hood.view is None
        made.append(bench.program.services.session.entries()[-1].body)
        bench.expect(bench.read("toast.line.words"), "(BC-")
        # What was recorded was done: the ticks are those of the hood.
        assert tick_of(bench, "dilute", 1).isChecked() is (len(made) == 1)

    assert [type(body) for body in made] == [SolutionMade, SolutionMade]


def test_the_hood_view_goes_on_where_it_was_left(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM")
    for begun, pressed in ((0, 2), (2, 1)):
        bench.press("calculate.actions.hood")
        hood = bench.program.rooms.calculator.at_hood.view
        assert hood is not None
        assert hood.place == begun
        for _ in range(pressed):
            QTest.keyClick(hood, Qt.Key.Key_Space)
        QTest.keyClick(hood, Qt.Key.Key_Escape)
        bench.settle()
    typed(bench, "series", top="1 uM")
    bench.press("calculate.actions.hood")
    assert bench.program.rooms.calculator.at_hood.view is not None
    assert bench.program.rooms.calculator.at_hood.view.place == 0
    bench.program.rooms.calculator.at_hood.view.close()
    bench.settle()


@pytest.mark.parametrize(
    ("button", "per_well", "strength"),
    [("Replace half the medium (1× drug)", 100, 1.0), ("Replace half the medium (2× drug)", 100, 2.0)],
)
def test_a_re_dose_of_a_plate_makes_its_own_tubes_again(
    bench: Scenario, button: str, per_well: float, strength: float
) -> None:
    bench.press("calculate.tools.plate")
    bench.choose("calculate.plate.stock", bench.stock_label)
    typed(bench, "plate", top="10 uM", points="6", cells="H929", species="human")
    bench.press("calculate.plate.made")
    bench.beat()
    bench.press("calculate.actions.incubate")
    bench.press("incubate.start.every48")
    bench.choose("incubate.start.method", button)
    bench.press("incubate.start.write")
    bench.beat()
    running = bench.program.services.timers.statuses[0].running
    assert (running.incubation.tool, running.incubation.doses) == ("plate", 6)
    typed(bench, "plate", top="1 uM", points="3")
    bench.clock.advance(hours=47, minutes=40)
    bench.beat()
    bench.press("rail.pages.today")
    bench.expect(bench.read_page(PageName.TODAY), "Make all 6 doses, 10", "for H929 96-well plate")

    bench.press("today.task0.make")

    desk = bench.program.rooms.calculator.forms.plate
    assert bench.read("calculate.plate.points") == "6"
    assert desk.answer.plan is not None
    assert desk.answer.plan.request.per_well_ul == pytest.approx(per_well)
    assert desk.answer.plan.request.strength == pytest.approx(strength)
    bench.expect(bench.read("calculate.plate.redose"), "Re-dose 1 for H929 96-well plate", button)
    bench.expect(bench.read_page(PageName.CALCULATE), "of each tube to its wells", "B2–D2 (3 wells")
    bench.press("calculate.plate.made")
    bench.beat()
    assert bench.program.services.timers.statuses[0].running.given.keys() == {0}
    assert desk.redose is None
    assert bench.program.rooms.incubations.form.prepared is None
    assert bench.read("calculate.plate.added_volume") == "100 µL"
    assert desk.text("dosing") == "added"
    stock = next(row for row in bench.program.services.solutions.rows if row.kept.solution.label == bench.stock_label)
    assert stock.kept.left == 6


def test_the_tubes_of_a_series_are_never_offered_as_one_dose(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM")
    bench.press("calculate.series.made")
    bench.beat()
    monograph = bench.program.services.compounds.monograph

    assert monograph is not None
    assert bench.program.services.solutions.fresh_working(monograph.id) == ()


def test_no_tool_is_wider_than_its_page(bench: Scenario) -> None:
    for size in ((1366, 768), (960, 540)):
        bench.program.window.resize(*size)
        for tool in bench.program.rooms.calculator.page.tabs.ids:
            bench.press(f"calculate.tools.{tool}")
            if tool in {"series", "plate", "combine"}:
                typed(bench, tool, c1="10 mM", top="10 uM")
            if tool == "combine":
                typed(bench, tool, compound_2="pinometostat", c1_2="10 mM", top_2="1 uM")
                bench.choose("calculate.combine.solvent_2", "DMSO")
            bench.settle()
            page = bench.program.rooms.calculator.page
            areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
            assert areas
            for area in areas:
                held = area.widget()
                assert held is not None
                inner, room = held.minimumSizeHint().width(), area.viewport().width()
                assert inner <= room, f"{tool} at {size}: {inner} in {room} of {area.objectName()}"


def test_a_series_that_was_made_is_not_taken_for_the_dose_that_was_planned(bench: Scenario) -> None:
    bench.dose_cells()
    bench.press("calculate.dilute.made")
    bench.beat()
    before = bench.program.rooms.incubations.form.prepared
    assert before is not None

    typed(bench, "series", c1="10 mM", top="1 uM")
    bench.press("calculate.series.made")
    bench.beat()

    assert bench.program.rooms.incubations.form.prepared == before


def test_a_written_reason_is_asked_only_where_the_design_asks_for_one(bench: Scenario) -> None:
    typed(bench, "plate", c1="10 mM", top="10 uM", cells="B16", species="human")
    assert not bench.find(QLineEdit, "calculate.plate.reason").isVisible()
    typed(bench, "plate", species="mouse")
    assert bench.find(QLineEdit, "calculate.plate.reason").isVisible()
    bench.expect(bench.read("calculate.plate.caution0"), "Mouse cereblon does not respond")
    before = len(bench.program.services.session.entries())

    bench.press("calculate.plate.made")
    bench.expect(bench.read_page(PageName.CALCULATE), "Give a short reason")
    assert len(bench.program.services.session.entries()) == before
    bench.type_into("calculate.plate.reason", "transfectants with human cereblon")
    bench.press("calculate.plate.made")
    bench.beat()

    made = bench.program.services.session.entries()[-1].body
    assert isinstance(made, SolutionMade)
    assert made.reason == "transfectants with human cereblon"
    # It says in itself what it is for while it is empty.
    assert bench.read("calculate.plate.reason") == "Why, in spite of the caution above"
    bench.press("calculate.actions.incubate")
    bench.press("incubate.start.single")
    bench.press("incubate.start.write")
    bench.expect(bench.read_page(PageName.INCUBATE), "Give a short reason")
    bench.type_into("incubate.start.reason", "the same")
    bench.press("incubate.start.write")
    started = bench.program.services.session.entries()[-1].body
    assert isinstance(started, IncubationStarted)
    assert started.reason == "the same"
    services = bench.program.services
    assert services.sentence_of(services.session.entries()[-1]).endswith("Why: the same")


def test_a_falling_vehicle_and_a_stale_stock_ask_why(bench: Scenario) -> None:
    typed(bench, "series", c1="10 mM", top="10 uM")
    bench.choose("calculate.series.scheme", "plain medium")
    bench.press("calculate.series.made")
    assert bench.find(QLineEdit, "calculate.series.reason").isVisible()
    bench.expect(bench.read_page(PageName.CALCULATE), "Give a short reason")
    bench.choose("calculate.series.scheme", "constant vehicle")
    assert not bench.find(QLineEdit, "calculate.series.reason").isVisible()
    bench.press("calculate.series.made")
    bench.beat()
    assert isinstance(bench.program.services.session.entries()[-1].body, SolutionMade)


def test_something_else_is_calculated_made_and_stands_on_the_shelf(bench: Scenario) -> None:
    bench.press("calculate.tools.dilute")
    bench.press("calculate.other.tick")
    bench.type_into("calculate.other.name", "2-mercaptoethanol")
    bench.press("calculate.dilute.plain")
    typed(bench, "dilute", c1="14.3 M", c2="50 mM", v2="10 mL")
    bench.choose("calculate.dilute.solvent", "water")

    bench.press("calculate.dilute.made")

    solution_table = bench.program.services.solutions.in_hand()
    assert "2-mercaptoethanol" in {row.kept.solution.compound_name for row in solution_table}
    bench.program.window.show_page(PageName.SOLUTIONS)
    bench.settle()
    bench.expect(bench.read_page(PageName.SOLUTIONS), "2-mercaptoethanol")
    bench.program.window.show_page(PageName.COMPOUND)
    bench.settle()


def test_a_partner_without_a_page_is_one_press_away(bench: Scenario) -> None:
    bench.press("calculate.tools.combine")
    without = bench.find(QPushButton, "calculate.combine.without_page_2")
    name = bench.find(QLineEdit, "calculate.combine.compound_2")
    assert isinstance(name, QLineEdit)
    # Pasted: letter by letter, names of the library are listed over it.
    QApplication.clipboard().setText("caffeine")
    name.setFocus()
    name.paste()
    bench.find(QLineEdit, "calculate.combine.c1_2").setFocus()
    bench.settle()
    assert without.isVisible()
    assert isinstance(without, QPushButton)
    assert without.text() == "Calculate with “caffeine” without a page"

    bench.press("calculate.combine.without_page_2")
    bench.settle()

    assert not without.isVisible()
    assert plain_spaces(bench.read("calculate.combine.molar_mass_2")) == "194.19 g/mol"
    bench.expect(bench.read_page(PageName.CALCULATE), "identity record: caffeine, C8H10N4O2. Check the label.")
    bench.type_into("calculate.combine.compound_2", "")
    bench.settle()
    assert not bench.find(QLineEdit, "calculate.combine.molar_mass_2").isVisible()


def test_where_the_stock_goes_in_as_it_is_no_button_is_dead(bench: Scenario) -> None:
    typed(bench, "dilute", c1="10 mM", c2="10 uM")
    bench.press("calculate.dilute.added")
    typed(bench, "dilute", present_volume="30 mL", added_volume="30 uL", wells="1")
    page = bench.program.rooms.calculator.page
    bar = next(one for one in page.findChildren(PreparationBar) if one.press.objectName() == "calculate.dilute.made")

    assert not bar.press.isEnabled()
    assert not bar.unmade.isHidden()
    assert bar.fields.lot.isHidden()

    typed(bench, "dilute", c2="5 uM")
    assert bar.press.isEnabled()
    assert bar.unmade.isHidden()
    assert not bar.fields.lot.isHidden()


@pytest.mark.parametrize(
    ("tool", "offered"), [("dilute", True), ("convert", True), ("count", False), ("buffer", False)]
)
def test_a_substance_is_asked_for_only_where_something_is_calculated_of_one(
    bench: Scenario, tool: str, *, offered: bool
) -> None:
    bench.program.rooms.calculator.show_tool(tool)
    bench.settle()

    assert bench.find(QPushButton, "calculate.other.tick").isVisible() is offered
    bench.program.window.header.other_wanted.emit()
    bench.settle()
    assert bench.find(QLineEdit, "calculate.other.name").isVisible()
