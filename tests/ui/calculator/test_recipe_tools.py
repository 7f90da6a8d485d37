"""Each calculator alone: its fields follow the form, and what it shows follows from them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from benchapp.base.clock import SteppedClock
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.ui.calculator.dilute_tool import DiluteTool
from benchapp.ui.calculator.plan_tool import SCHEMES, choose_in, scheme_box
from benchapp.ui.calculator.recipe_tool import CalculatorTool
from benchapp.ui.calculator.series_tool import SeriesTool
from benchapp.ui.calculator.sheet_details import make_sheet
from benchapp.ui.calculator.simple_tool import SimpleTool
from benchapp.ui.calculator.stock_tool import StockTool
from benchapp.ui.calculator.tools import TOOLS


def test_one_begins_to_type_in_the_field_that_the_table_names(
    stock_tool: StockTool, dilute_tool: DiluteTool, series_tool: SeriesTool
) -> None:
    for tool in (stock_tool, dilute_tool, series_tool):
        named = TOOLS[tool.form.tool].first_field
        assert tool.first_line(named) is tool.fields[named].line


def test_a_stock_is_planned_from_what_is_typed(stock_tool: StockTool) -> None:
    assert not stock_tool.bar.press.isEnabled()
    for name, text in (("mass", "5 mg"), ("concentration", "10 mM")):
        stock_tool.fields[name].edited.emit(text)
    stock_tool.solvent.edited.emit("DMSO")

    assert stock_tool.planned() is not None
    assert stock_tool.bar.press.isEnabled()
    assert stock_tool.bar.fields.storage.chosen is Storage.FREEZER_20


def test_a_bottle_for_the_shelf_leaves_the_freezer_and_what_comes_after_goes_back(stock_tool: StockTool) -> None:
    storage, aliquot = stock_tool.bar.fields.storage, stock_tool.fields["aliquot"]
    stock_tool.form.compounds.take_other("NaCl", "58.44")
    bottle = {"concentration": "5 M", "volume": "100 mL", "solvent": "water"}

    storage.choose(Storage.FREEZER_80)
    stock_tool.form.take_inputs(bottle)
    assert not storage.chosen
    assert (aliquot.text(), aliquot.line.placeholderText()) == ("", "not divided")
    stock_tool.form.take_inputs({**bottle, "volume": "1 mL"})
    assert [storage.chosen] == [Storage.FREEZER_80]
    assert plain_spaces(aliquot.text()) == "100 µL"

    stock_tool.form.take_inputs(bottle)
    storage.choose(Storage.FRIDGE)
    stock_tool.form.take_inputs({**bottle, "volume": "50 mL"})
    assert storage.chosen is Storage.FRIDGE
    # Somebody's choice stays.
    stock_tool.form.take_inputs({**bottle, "volume": "1 mL"})
    assert storage.chosen is Storage.FRIDGE


def test_a_stock_takes_what_the_program_fills_in(stock_tool: StockTool) -> None:
    stock_tool.form.take_inputs({"mass": "7 mg", "solvent": "ethanol", "nominal": "yes"})

    assert stock_tool.fields["mass"].text() == "7 mg"
    assert stock_tool.solvent.text() == "ethanol"
    assert stock_tool.nominal.isChecked()
    assert not stock_tool.tared.isChecked()


def test_a_dose_is_answered_and_announced(dilute_tool: DiluteTool) -> None:
    answers = []
    dilute_tool.answered.connect(lambda: answers.append(dilute_tool.planned()))
    for name, text in (("c1", "10 mM"), ("solvent", "DMSO"), ("c2", "10 uM")):
        dilute_tool.form.set_text(name, text)

    assert answers[-1] is not None
    assert dilute_tool.bar.fields.storage.chosen is Storage.ROOM
    assert not dilute_tool.redosing()
    assert dilute_tool.first_line("c2") is dilute_tool.fields["c2"].line
    assert dilute_tool.first_line("no such field") is dilute_tool.fields["c1"].line


def test_what_is_wrong_is_said_at_its_field_and_what_has_none_over_the_bar(dilute_tool: DiluteTool) -> None:
    dilute_tool.form.set_text("c1", "10 apples")
    dilute_tool.fields["c1"].fill("10 apples")
    dilute_tool.show_answer()
    assert [error.code for error in dilute_tool.errors()] != []

    dilute_tool.show_problem(CalculationError(Message.NOT_POSITIVE, field="c1"))
    assert not dilute_tool.bar.problem.isHidden()
    dilute_tool.show_problem(None)
    assert dilute_tool.bar.problem.isHidden()


def test_a_series_shows_its_doses_and_what_was_computed(series_tool: SeriesTool) -> None:
    for name, text in (("c1", "10 mM"), ("solvent", "DMSO"), ("top", "10 uM")):
        series_tool.form.set_text(name, text)
    series_tool.form.compute()

    assert not series_tool.plot.isHidden()
    assert series_tool.planned() is not None
    assert series_tool.fields["lowest"].text() == ""
    series_tool.form.take_inputs({"scheme": "direct", "by": "list", "doses": "1 uM; 2 uM"})
    assert series_tool.scheme.currentData() == "direct"
    assert not series_tool.doses.listed.isHidden()


def test_a_scheme_is_chosen_by_its_name_and_the_first_where_it_is_unknown(inside: QWidget) -> None:
    box = scheme_box("scheme")
    box.setParent(inside)
    chosen: list[int] = []
    box.currentIndexChanged.connect(chosen.append)
    for name, place in (("plain", len(SCHEMES) - 1), ("unheard of", 0)):
        choose_in(box, name)
        assert box.currentIndex() == place
    assert chosen == []


def test_a_calculator_without_a_recipe_has_nothing_to_record(units: Units, inside: QWidget) -> None:
    form = SimpleForm(SEED)
    form.use_units(units)
    tool = SimpleTool(form, inside)
    assert (tool.bar, tool.recipe, tool.form, tool.planned(), tuple(tool.errors())) == (None, None, None, None, ())
    assert tool.text() == ""
    for name, text in (("counted", "1e6"), ("per_well", "20000"), ("well", "100 µL"), ("wells", "96")):
        form.set_text(name, text)
    assert "Into medium" in tool.text()

    bare = CalculatorTool({}, inside)
    assert bare.first_line("") is None
    assert bare.text() == ""


def test_before_the_first_stock_the_lab_is_asked_how_long_it_keeps_one_and_the_answer_holds_for_it(
    stock_tool: StockTool, book: JournalSession
) -> None:
    stock_tool.show()
    assert stock_tool.questions.isHidden()
    stock_tool.form.take_inputs({"mass": "5 mg", "concentration": "10 mM", "solvent": "DMSO"})
    stock_tool.bar.fields.storage.choose(Storage.FREEZER_20)
    stock_tool.show_answer()

    press = stock_tool.questions.findChild(QPushButton, "calculate.stock.rules.stock_frozen_20_d.91")
    assert isinstance(press, QPushButton)
    press.click()
    assert book.bench.rules.stock_frozen_20_d == 91
    assert stock_tool.questions.isHidden()
    made = stock_tool.form.made(PreparationDetails(person="AK", storage=Storage.FREEZER_20))
    assert "stock_frozen_20_d" in {one.rule for one in book.bench.solutions[made].solution.limits}
    # What is kept elsewhere is another question.
    stock_tool.bar.fields.storage.choose(Storage.FREEZER_80)
    stock_tool.bar.fields.edited.emit()
    assert not stock_tool.questions.isHidden()


def test_what_was_recorded_is_said_on_the_button_until_something_changes(stock_tool: StockTool) -> None:
    stock_tool.form.take_inputs({"mass": "5 mg", "concentration": "10 mM", "solvent": "DMSO"})
    bar = stock_tool.bar
    assert (bar.press.text(), bar.press.property("primary")) == ("Record as made", "true")

    assert bar.write() == ""
    assert bar.press.text().startswith("Recorded ")
    assert bar.press.text().endswith(" ✓ · record another")
    assert bar.press.property("primary") == "false"
    # Another one of the same is asked about once.
    assert "Press again to record another" in bar.write()
    # It is a question and no fault, and the button says what the next press does.
    assert (bar.problem.isHidden(), bar.problem.property("tone")) == (False, "")
    assert (bar.press.text(), bar.press.property("primary")) == ("Record another", "true")
    assert bar.write() == ""
    assert bar.press.text().endswith(" ✓ · record another")

    stock_tool.form.set_text("mass", "6 mg")
    stock_tool.form.compute()
    assert (bar.press.text(), bar.press.property("primary")) == ("Record as made", "true")


def test_where_another_one_is_undone_the_page_is_as_after_the_first(
    dilute_tool: DiluteTool, book: JournalSession, compounds: CurrentCompound, clock: SteppedClock
) -> None:
    tool, bar, wanted = dilute_tool, dilute_tool.bar, list[str]()
    bar.labels_wanted.connect(wanted.append)
    tool.recording.connect(lambda: tool.keep_sheet(make_sheet(tool.form, bar, compounds, lambda: "")))
    for name, text in (("c1", "10 mM"), ("solvent", "DMSO"), ("c2", "10 uM")):
        tool.form.set_text(name, text)
    tool.form.compute()
    assert bar.write() == ""
    first = (bar.press.text(), tool.sheet_of_recorded(), tool.planned())
    assert first[1] is not None
    clock.advance(minutes=20)
    assert "Press again" in bar.write()
    assert tool.sheet_of_recorded() is None
    assert bar.write() == ""
    assert bar.press.text() != first[0]
    assert tool.sheet_of_recorded() != first[1]

    book.undo_last()
    tool.show_answer()

    assert (bar.press.text(), tool.sheet_of_recorded(), tool.planned()) == first
    assert not bar.labels.isHidden()
    bar.labels.click()
    assert wanted == list(book.bench.solutions)
    assert "Press again to record another" in bar.write()
    # What was recorded first can be undone as well.
    book.undo_last()
    tool.show_answer()
    assert (bar.press.text(), tool.sheet_of_recorded()) == ("Record as made", None)


def test_a_click_on_how_it_is_added_leaves_the_keys_in_the_field(dilute_tool: DiluteTool) -> None:
    for choice in dilute_tool.choices.values():
        assert choice.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_dilute_can_be_made_in_pieces_and_is_then_what_it_is_at_once(dilute_tool: DiluteTool, inside: QWidget) -> None:
    tool = DiluteTool(dilute_tool.form, inside, whole=False)
    assert tool.layout() is None
    assert sum(1 for _ in tool.pieces()) == 5

    assert tool.layout() is not None
    assert (tool.fields.keys(), tool.choices.keys()) == (dilute_tool.fields.keys(), dilute_tool.choices.keys())
