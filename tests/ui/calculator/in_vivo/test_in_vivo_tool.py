"""*In vivo* on screen, on paper and as rows: what a person sees."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.in_vivo_form import InVivoForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.calculator.in_vivo.in_vivo_tool import InVivoTool
from benchapp.ui.calculator.in_vivo.vehicle_combo import VehicleCombo
from benchapp.ui.calculator.recipe.animal_row_texts import animal_row
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps
from benchapp.ui.calculator.recipe.row_text import RowText
from benchapp.ui.calculator.sheet_details import make_sheet
from benchapp.ui.paper.bench_sheet import sheet_markdown, sheet_text
from benchapp.ui.paper.pages import html_of
from benchapp.ui.paper.recipe_blocks import recipe_texts
from benchapp.ui.paper.sheet_pages import sheet_pages
from benchapp.ui.text.recipe_texts import ANIMALS_ONLY

TYPED = {"dose": "25 mg/kg", "animals": "3", "weights": "18 20 24 g", "days": "2"}


@pytest.fixture
def tool(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, inside: QWidget
) -> InVivoTool:
    form = InVivoForm(book, compounds, solution_table)
    form.use_units(units)
    return InVivoTool(form, inside)


def fill(tool: InVivoTool, **texts: str) -> list[RowText]:
    for name, text in {**TYPED, **texts}.items():
        tool.fields[name].line.setText(text)
        tool.fields[name].line.textEdited.emit(text)
    recipe = tool.form.recipe()
    return [] if recipe is None else recipe_texts(named_steps(recipe))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_page_says_for_whom_it_is(tool: InVivoTool) -> None:
    assert tool.only.text() == ANIMALS_ONLY == "For research animals under an approved protocol; not for people."


def test_the_rows_are_the_parts_in_their_order_and_then_the_animals(tool: InVivoTool) -> None:
    rows = fill(tool)

    assert [row.title for row in rows] == [
        "Before you begin", "Animals", "Weigh", "DMSO", "PEG300", "Tween-80", "Saline", "Give", "Each day",
    ]  # fmt: skip
    assert plain(rows[3].words) == "68.2 µL onto it; mix until clear before the next is added."
    assert plain(rows[6].words) == "Add 306 µL; mix until clear."
    assert "thick" in rows[4].detail
    assert [(plain(name), plain(volume)) for name, volume in rows[7].lines] == [
        ("No. 1, 18 g", "180 µL"), ("No. 2, 20 g", "200 µL"), ("No. 3, 24 g", "240 µL"),
    ]  # fmt: skip
    assert "once a day for 2 days" in rows[7].words


def test_the_answer_is_how_strong_it_is_and_how_much(tool: InVivoTool) -> None:
    fill(tool)

    labels = {name: tool.recipe.head.findChild(QLabel, f"calculate.in_vivo.{name}") for name in ("answer", "reached")}
    shown = {name: plain(label.text()) for name, label in labels.items() if label is not None}
    assert shown == {"answer": "2.5 mg/mL", "reached": "680.2 µL with 1.705 mg · 2 days: 3.41 mg in all"}
    assert plain(tool.summary()) == "25 mg/kg · 3 animals"


def test_a_named_vehicle_fills_its_parts_and_says_who_used_it(tool: InVivoTool) -> None:
    box = tool.vehicle.box
    place = next(place for place in range(box.count()) if box.itemText(place) == "corn oil")
    box.activated.emit(place)

    assert tool.fields["vehicle"].text() == "corn oil"
    assert (box.currentIndex(), tool.vehicle.source.text()) == (
        place, "As used in: The Jackson Laboratory, tamoxifen protocol",
    )  # fmt: skip

    fill(tool, vehicle="20 % DMSO, saline")
    assert (box.currentIndex(), tool.vehicle.source.text()) == (
        0, "Type the parts in the order in which they are mixed.",
    )  # fmt: skip
    box.activated.emit(0)
    assert tool.fields["vehicle"].text() == "20 % DMSO, saline"


def test_a_vehicle_of_which_nothing_was_read_says_so(tool: InVivoTool) -> None:
    assert isinstance(tool.vehicle, VehicleCombo)
    box = tool.vehicle.box
    box.activated.emit(next(place for place in range(box.count()) if "SBE" in box.itemText(place)))

    assert tool.vehicle.source.text() == "Often offered; no source was found."


def test_once_for_all_days_is_a_choice_only_of_several_days(tool: InVivoTool) -> None:
    fill(tool)
    tool.ways["no"].click()
    assert tool.form.text("daily") == "no"
    assert tool.ways["no"].isChecked()
    assert not tool.ways["yes"].isChecked()

    fill(tool, days="1")
    assert not tool.ways["no"].isVisibleTo(tool)


def test_species_and_route_are_chosen(tool: InVivoTool) -> None:
    tool.route.setCurrentIndex(tool.route.findData("subcutaneous"))
    tool.route.activated.emit(tool.route.currentIndex())
    tool.form.fill("species", "rat")

    assert (tool.form.text("route"), tool.species.currentData()) == ("subcutaneous", "rat")


def test_the_sheet_has_the_animals_to_tick_and_says_for_whom_it_is(
    tool: InVivoTool, compounds: CurrentCompound
) -> None:
    fill(tool)
    sheet = make_sheet(tool.form, tool.bar, compounds, lambda: "0" * 64)
    assert sheet is not None
    assert sheet.animals is not None
    assert [plain(volume) for _, _, volume in sheet.animals.rows] == ["180 µL", "200 µL", "240 µL"]

    pages = sheet_pages(sheet)
    words = plain(html_of(pages, lambda _block: ""))
    assert "Day 2" in words
    assert "240 µL" in words
    assert "not for people" in pages.foot
    for text in (sheet_text(sheet), sheet_markdown(sheet)):
        assert "for research animals under an approved protocol; not for people." in text


def test_a_range_is_a_table_to_look_up_in(tool: InVivoTool, compounds: CurrentCompound) -> None:
    rows = fill(tool, weights="18-20 g")
    assert [plain(name) for name, _ in rows[7].lines] == ["18 g", "19 g", "20 g"]

    sheet = make_sheet(tool.form, tool.bar, compounds, lambda: "0" * 64)
    assert sheet is not None
    assert "Day 1" not in html_of(sheet_pages(sheet), lambda _block: "")


def test_a_suspension_is_rubbed_in(tool: InVivoTool) -> None:
    rows = fill(tool, vehicle="0.5 % CMC-Na in water")

    assert "even suspension" in next(row for row in rows if "CMC" in row.title).words


def test_any_other_step_is_no_row_for_animals(tool: InVivoTool) -> None:
    fill(tool)
    recipe = tool.form.recipe()
    assert recipe is not None

    assert animal_row(recipe.steps[1]) is None


def test_what_is_wrong_is_said_at_its_field(tool: InVivoTool) -> None:
    fill(tool, dose="25 mM")

    assert tool.fields["dose"].note.text() == "“25 mM” is not a dose by weight. Type for example 25 mg/kg."
