"""Small things that new users stumbled over on the screens."""

import gc

from benchapp.selftest.scenario import Scenario
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.window.pages import PageName


def test_the_journal_names_its_last_entry_as_it_goes_on(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.journal")
    rehearsal.wait()
    before = rehearsal.read("journal.chain.state")
    rehearsal.begin_with_stock()
    rehearsal.press("rail.pages.journal")

    head = rehearsal.program.services.session.last_hash()[:12]
    assert head not in before
    rehearsal.expect(rehearsal.read("journal.chain.state"), "Journal intact", head)


def test_the_details_name_the_form_when_another_compound_is_open(stocked: Scenario) -> None:
    stocked.open_first("dmso")
    stocked.press("rail.pages.solutions")
    said = stocked.read_page(PageName.SOLUTIONS)
    assert "form.racemate" not in said
    stocked.expect(said, "free base (racemate)")


def test_a_plan_handed_over_is_seen_from_its_top(incubating: Scenario) -> None:
    incubating.program.window.resize(960, 540)
    incubating.press("rail.pages.incubate")
    bar = incubating.program.rooms.incubations.page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    incubating.press("rail.pages.calculate")
    incubating.program.rooms.calculator.show_tool("dilute")
    incubating.press("calculate.actions.incubate")

    assert bar.value() == 0


def test_another_compound_takes_no_lot_or_place_over(rehearsal: Scenario) -> None:
    program = rehearsal.program
    program.rooms.calculator.show_tool("stock")
    for name, text in {"lot": "L240611", "place": "box 3, B4"}.items():
        rehearsal.type_into(f"calculate.stock.{name}", text)

    rehearsal.open_first("pinometostat")
    rehearsal.press("rail.pages.calculate")

    assert [rehearsal.read(f"calculate.stock.{name}") for name in ("lot", "place")] == ["", ""]
    # What a day acted out has made goes with it: only the program itself sets aside what was started.
    assert any(one is program for one in gc.get_objects())


def test_the_fields_of_every_calculator_fit_into_their_column_on_a_laptop(rehearsal: Scenario) -> None:
    rehearsal.program.window.resize(1350, 728)
    calculator = rehearsal.program.rooms.calculator
    for tool in TOOLS:
        calculator.show_tool(tool)
        rehearsal.settle()
        area = calculator.page.area
        fields = area.widget()
        assert fields is not None
        assert (tool, fields.width() - area.viewport().width()) == (tool, 0)
