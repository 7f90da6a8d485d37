"""*Buffer or medium* alone: what a person chooses, types and sees."""

from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.solutions.label_formats import LabelWords
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.labelling import labels_for
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.calculator.buffer.bottle_rows import BottleRows
from benchapp.ui.calculator.buffer.buffer_tool import BufferTool
from benchapp.ui.calculator.buffer.part_rows import PartRows
from benchapp.ui.calculator.buffer.recipe_choice import RecipeChoice
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.paper.bench_sheet import sheet_text
from benchapp.ui.paper.buffer_sheet import buffer_sheet
from benchapp.ui.solutions.solution_details import details_of
from benchapp.ui.text.buffer_texts import BUFFER_TEXTS, buffer_values
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.text.solution_texts import solution_text
from tests.making import solution

IN_FRIDGE = PreparationDetails(person="Mara", storage=Storage.FRIDGE)


def steps(tool: BufferTool) -> list[str]:
    recipe = tool.planned()
    assert recipe is not None
    return [" ".join(say_step(line.code, line.values)[:2]).replace("\u202f", " ") for line in recipe.steps]


def choose(tool: BufferTool, name: str) -> None:
    found = tool.form.recipes.find(name)
    assert found is not None
    tool.choice.chosen.emit(found.id)


def test_one_begins_with_the_volume_and_the_recipe_follows(tool: BufferTool) -> None:
    assert tool.first_line(TOOLS["buffer"].first_field) is tool.fields["volume"].line
    tool.fields["volume"].edited.emit("500 mL")

    assert steps(tool) == [
        "Beaker: put 400 mL of water in first, on a stirrer.",
        "Weigh 4 g: sodium chloride (anhydrous).",
        "Weigh 101 mg: potassium chloride (anhydrous).",
        "Weigh 710 mg: disodium hydrogen phosphate (anhydrous).",
        "Weigh 122 mg: potassium dihydrogen phosphate (anhydrous).",
        "Stirrer: stir until everything is dissolved.",
        "pH 7.4: adjust with HCl at 25 °C, before it is topped up.",
        "Top up: with water to the 500 mL mark, mix.",
        "Autoclave: 121 °C for 20 min, with the lid loose; or filter it, 0.22 µm.",
        "Label it: keep it at room temperature.",
    ]
    assert tool.summary().replace("\u202f", " ") == "500 mL PBS 1×"
    assert tool.bar.fields.storage.chosen is Storage.ROOM


def test_another_recipe_is_kept_elsewhere_and_its_life_is_said(tool: BufferTool) -> None:
    choose(tool, "RPMI-1640 complete")

    assert tool.fields["diluent"].text() == "RPMI-1640"
    assert tool.bar.fields.storage.chosen is Storage.FRIDGE
    assert "Take out 55 mL: of RPMI-1640, from a full bottle of 500 mL; keep it." in [
        step.replace("3 × 18.4 mL", "55 mL") for step in steps(tool)
    ]
    assert "stable for 14 d by its recipe" in tool.use_by.text().replace("\u202f", " ")


def test_where_a_recipe_is_kept_is_asked_where_no_source_says_so(tool: BufferTool) -> None:
    storages = [tool.bar.fields.storage.chosen]
    choose(tool, "RIPA")
    storages.append(tool.bar.fields.storage.chosen)
    assert storages == [Storage.ROOM, None]
    assert steps(tool)[-1] == "Label it: name, pH, day, initials."
    # The last stock of a compound says nothing of a buffer.
    tool.bar.fill_as_last_time(solution(storage=Storage.FREEZER_80), fallback=None)
    assert tool.bar.fields.storage.chosen is None


def test_parts_are_rows_that_can_be_typed_into_added_and_removed(tool: BufferTool) -> None:
    tool.parts_line.open()
    rows = tool.parts.rows
    assert [row.fields["name"].text() for row in rows][:2] == ["sodium chloride", "potassium chloride"]
    assert rows[2].form.findData("dodecahydrate") > 0

    rows[0].fields["amount"].edited.emit("150 mM")
    assert tool.form.parts[0].amount == "150 mM"
    assert not tool.choice.note.isHidden()
    rows[1].remove.click()
    assert [part.name for part in tool.form.parts][1] == "disodium hydrogen phosphate"
    assert len(tool.parts.rows) == 3

    tool.parts.add.click()
    assert len(tool.parts.rows) == 4
    last = tool.parts.rows[3]
    last.fields["name"].edited.emit("serum")
    last.fields["name"].fill("serum")
    last.fields["amount"].fill("10 %")
    last.fields["amount"].edited.emit("10 %")
    assert "by volume or by mass" in last.fields["amount"].note.text()
    assert "by volume or by mass" in tool.bar.problem.text()
    assert not tool.bar.press.isEnabled()


def test_a_new_recipe_begins_with_a_row_to_type_into(tool: BufferTool) -> None:
    tool.parts_line.open()
    tool.choice.chosen.emit("")
    assert [row.fields["name"].text() for row in tool.parts.rows] == [""]

    tool.parts.rows[0].fields["name"].edited.emit("sodium chloride")
    assert tool.parts.rows[0].fields["molar_mass"].text() == "58.44 g/mol"
    assert "compare it with the bottle" in tool.parts.rows[0].fields["molar_mass"].note.text()


def test_a_form_that_is_chosen_changes_what_is_weighed(tool: BufferTool) -> None:
    tool.parts_line.open()
    box = tool.parts.rows[2].form
    box.setCurrentIndex(box.findData("heptahydrate"))
    box.activated.emit(box.currentIndex())

    assert "Weigh 2.68 g: disodium hydrogen phosphate (heptahydrate)." in steps(tool)


def test_lots_and_dates_are_typed_for_each_part(tool: BufferTool) -> None:
    tool.bottles_line.open()
    assert len(tool.bottles.rows) == 5
    tool.bottles.rows["0"].lot.edited.emit("S1")
    tool.bottles.rows["0"].until.edited.emit("whenever")

    assert tool.form.text("lot0") == "S1"
    assert tool.bottles.rows["0"].until.note.text()
    assert not tool.bar.press.isEnabled()


def test_sterility_and_storage_are_chosen(tool: BufferTool) -> None:
    tool.sterile.setCurrentIndex(tool.sterile.findData("filter"))
    tool.sterile.activated.emit(tool.sterile.currentIndex())
    tool.storage.setCurrentIndex(tool.storage.findData("4 C"))
    tool.storage.activated.emit(tool.storage.currentIndex())

    assert "Filter, 0.22 µm: filter it into a sterile bottle." in steps(tool)
    assert tool.bar.fields.storage.chosen is Storage.FRIDGE


def test_what_can_be_done_with_a_recipe_depends_on_whose_it_is(tool: BufferTool, form: BufferForm) -> None:
    asked: list[str] = []
    tool.recipe_asked.connect(asked.append)
    assert not tool.choice.actions_of["remove"].isVisible()
    tool.choice.actions_of["new"].trigger()
    form.keep_as(form.recipes.save(replace(form.typed, name="mine")))

    assert asked == ["new"]
    assert tool.choice.actions_of["remove"].isVisible()
    assert tool.choice.box.currentText() == "mine (my own)"
    assert isinstance(tool.choice, RecipeChoice)
    assert isinstance(tool.parts, PartRows)
    assert isinstance(tool.bottles, BottleRows)


def test_the_sheet_and_the_label_say_what_is_in_the_bottle(
    tool: BufferTool, form: BufferForm, solution_table: SolutionTable, book: JournalSession, clock: SteppedClock
) -> None:
    choose(tool, "RPMI-1640 complete")
    form.set_text("lot0", "F12")
    sheet = buffer_sheet(form, "Mara", Storage.FRIDGE, "abc")
    assert sheet is not None
    text = sheet_text(sheet).replace("\u202f", " ")
    assert text.startswith("RPMI-1640 complete: 500 mL")
    assert "Lot of FBS: F12" in text
    assert "Use by: stable for 14 d by its recipe, RPMI-1640 complete" in text

    choose(tool, "RIPA")
    ripa = buffer_sheet(form, "Mara", None, "abc")
    assert ripa is not None
    # What to mind is the first step, and said once.
    assert sheet_text(ripa).count("SDS is a fine powder") == 1
    choose(tool, "RPMI-1640 complete")
    form.set_text("lot0", "F12")

    made = form.made(IN_FRIDGE)
    solution_table.refresh(clock.now())
    row = solution_table.find(made)
    assert row is not None
    (label,) = labels_for(row, lambda _when: "today", lambda _until: "in 2 weeks")
    assert isinstance(label, LabelWords)
    assert [line.replace("\u202f", " ") for line in label.lines()][:3] == ["RPMI-1640 complete", "500 mL", "in 2 weeks"]
    assert solution_text(row.kept.solution) == "RPMI-1640 complete"
    assert row.kept.solution.role is SolutionPurpose.BUFFER
    facts = dict(details_of(row.kept, lambda _when: "today", ""))
    assert facts["FBS"].replace("\u202f", " ") == "50 mL, lot F12"
    form.choose("")
    assert buffer_sheet(form, "", None, "") is None


def test_sentences_of_others_get_nothing_from_here() -> None:
    assert buffer_values({"ul": 5.0}) == {}
    assert all(BUFFER_TEXTS.values())
