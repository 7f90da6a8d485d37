from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.recipe_rows import recipe_rows
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.series.series_recipe import Surroundings, series_recipe
from benchapp.domain.recipes.source_tubes import SourceTubes, Tubes
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps, row_text
from benchapp.ui.calculator.recipe.row_text import RowText
from tests.domain.recipes.test_series import lenalidomide_at, series


def shown(steps: Sequence[Line]) -> list[RowText]:
    """Return the rows as they are on screen, with ordinary spaces."""
    found = []
    for row in recipe_rows(steps):
        text = row_text(row, steps)
        lines = tuple((name, plain_spaces(what)) for name, what in text.lines)
        found.append(
            RowText(
                text.title,
                plain_spaces(text.words),
                plain_spaces(text.detail),
                plain_spaces(text.note),
                lines,
                text.source,
            )
        )
    return found


def test_a_tube_is_one_row_with_what_goes_in_what_it_is_then_and_the_pipettes() -> None:
    steps = [
        Line(
            Message.STEP_PUT_DILUENT,
            {"pipette": "P1000", "times": 3, "ul": 898.0, "what": "medium", "of_tube": False, "tube": "A"},
        ),
        Line(
            Message.STEP_ADD_TO_TUBE,
            {
                "pipette": "P20", "times": 1, "ul": 5.4, "what": "stock", "of_tube": False, "tube": "A",
                "molar": 20e-6, "percent": 0.2, "vehicle": "DMSO", "total_ul": 2699.0,
            },
        ),
    ]  # fmt: skip

    assert shown(steps) == [
        RowText(
            "Tube A", "3 × 898 µL medium + 5.4 µL stock. Mix.", "20 µM, 0.2 % DMSO, 2.699 mL · P1000, P20"
        )
    ]  # fmt: skip


def test_a_series_names_its_tubes_once_and_each_with_what_it_holds(lenalidomide: Monograph) -> None:
    steps = series_recipe(series(), Surroundings((lenalidomide,), Cells("H929"), LabRules())).steps

    run = next(text for text in shown(steps) if text.lines)
    assert run.title == "Tubes 2–8"
    assert run.words == (
        "540 µL of tube V into each of the 7 tubes 2 to 8. Then 250 µL from tube to tube, mixing each."
    )
    assert run.lines[0] == ("2", "3.165 µM")
    assert run.detail == "0.0999 % DMSO · P1000"
    assert run.note == "the rest of tube V is the vehicle control"
    assert [name for name, _ in run.lines] == [str(number) for number in range(2, 9)]


def test_tubes_that_get_unlike_volumes_say_each_its_own(lenalidomide: Monograph) -> None:
    plan = series(one=lenalidomide_at(10e-6, 5e-6, 1e-6, 0.2e-6))
    steps = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), LabRules())).steps

    run = next(text for text in shown(steps) if text.lines)
    assert run.words.endswith("Then, mixing each:")
    assert all("µL of tube" in what and " → " in what for _, what in run.lines)


_P200 = "P200"


@pytest.mark.parametrize(
    ("values", "title", "words", "detail"),
    [
        ({"wells": 24}, "Dose", "Add 100 µL of A to each of 24 wells.", _P200),
        ({"wells": 1}, "Dose", "Add 100 µL of A to 1 well.", _P200),
        (
            {"wells": 6, "control": True},
            "Vehicle control",
            "Add 100 µL of A to each of 6 vehicle control wells.",
            "P200",
        ),
        ({"wells": 24, "mix": True}, "Dose", "Add 100 µL of A to each of 24 wells. Mix gently.", _P200),
    ],
)
def test_the_wells_are_led_by_what_is_done_and_not_by_the_pipette(
    values: dict[str, int | bool], title: str, words: str, detail: str
) -> None:
    (text,) = shown([Line(Message.STEP_ADD_TO_WELLS, {"pipette": "P200", "ul": 100.0, "tube": "A", **values})])

    assert (text.title, text.words, text.detail) == (title, words, detail)


def test_the_columns_of_a_plate_are_one_row_with_a_line_for_each_tube() -> None:
    def fill(tube: str, where: str) -> Line:
        return Line(
            Message.STEP_ADD_INTO,
            {
                "pipette": "P200", "ul": 100.0, "what": tube, "of_tube": True, "wells": 3, "where": where, "plates": 1,
            },
        )  # fmt: skip

    (text,) = shown([fill("V", "B10–D10"), fill("2", "B3–D3"), fill("1", "B2–D2")])

    assert (text.title, text.words, text.detail) == ("Dose", "Add 100 µL of each tube to its wells.", "P200")
    assert text.lines == (("V", "B10–D10 (3 wells)"), ("2", "B3–D3 (3 wells)"), ("1", "B2–D2 (3 wells)"))


def test_wells_without_a_tube_are_one_row_and_the_order_of_the_tubes_is_said_with_them() -> None:
    medium: dict[str, Value] = {"pipette": "P200", "what": "medium", "plates": 1, "wells": 3}
    tube: dict[str, Value] = {"pipette": "P200", "ul": 100.0, "of_tube": True, "wells": 3, "plates": 1}
    alone, dosed = shown(
        [
            Line(Message.STEP_ADD_INTO, {**medium, "ul": 100.0, "where": "B11–D11"}),
            Line(Message.STEP_BLANKS, {**medium, "ul": 200.0, "where": "E2–G2"}),
            Line(Message.STEP_BORDER, {"ul": 200.0, "wells": 36, "plates": 2}),
            Line(Message.STEP_DOSING_ORDER, {"vehicle": "DMSO"}),
            Line(Message.STEP_ADD_INTO, {**tube, "what": "V", "where": "B10–D10"}),
            Line(Message.STEP_ADD_INTO, {**tube, "what": "1", "where": "B2–D2"}),
        ]
    )

    assert (alone.title, alone.words, alone.detail) == (
        "Medium alone", "Add medium to the wells that get no tube.", "P200",
    )  # fmt: skip
    assert alone.lines == (
        ("Untreated", "100 µL each, B11–D11"),
        ("Blanks, without cells", "200 µL each, E2–G2"),
        ("Border", "200 µL each, or PBS, 36 wells of each of 2 plates"),
    )
    assert (dosed.title, dosed.words) == ("Dose", "Add 100 µL of each tube to its wells.")
    assert dosed.note == "from the DMSO control up to the highest dose, or a new tip for each tube"
    assert [name for name, _ in dosed.lines] == ["V", "1"]


def test_what_is_made_up_in_a_cylinder_reads_as_one_after_the_other() -> None:
    steps = [
        Line(
            Message.STEP_LEFT_IN_CYLINDER,
            {"pipette": "500 mL measuring cylinder", "times": 1, "ul": 50_000.0, "what": "stock", "of_tube": False},
        ),
        Line(
            Message.STEP_FILL_UP,
            {
                "cylinder": "500 mL measuring cylinder", "what": "water", "of_tube": False, "tube": "A", "bottle": True,
                "total_ul": 500_000.0, "molar": 1e-3,
            },
        ),
    ]  # fmt: skip

    (text,) = shown(steps)

    assert text.title == "Bottle A"
    assert text.words.startswith("500 mL measuring cylinder, 50 mL: stock; leave it in the cylinder. 500 mL measuring")
    assert text.detail == "1 mM, 500 mL"


def test_a_stock_is_called_by_its_compound_and_fetched_by_its_code(lenalidomide: Monograph) -> None:
    one = lenalidomide_at(10e-6, 1e-6)
    around = Surroundings((lenalidomide,), Cells("H929"), LabRules())
    recipe = series_recipe(series(one=replace(one, source="BC-7F3K9Q", stock=9.992e-3)), around)
    tubes = SourceTubes("BC-7F3K9Q", (Tubes("p", 17, 100.0, frozen=True, place="box 3, A1"),))
    steps = named_steps(replace(recipe, steps=(*recipe.steps[:1], *tubes.beginning(40.0), *recipe.steps[1:])))

    rows = shown(steps)

    thaw = next(row for row in rows if row.title == "Thaw")
    assert thaw == RowText(
        "Thaw",
        "1 aliquot of lenalidomide 10 mM (box 3, A1). Warm until clear, mix.",
        "BC-7F3K9Q · 16 left",
        "spin down briefly before opening; DMSO is solid below 18.5 °C",
    )
    assert any("µL lenalidomide 10 mM. Mix." in row.words for row in rows)
    assert not any("BC-7F3K9Q" in row.words for row in rows)


def test_tubes_that_are_pooled_are_one_row(lenalidomide: Monograph) -> None:
    tubes = SourceTubes(
        "BC-7F3K9Q",
        (Tubes("o", 1, 30.0, opened=True, place="rack"), Tubes("f", 2, 100.0, frozen=True)),
    )

    (row,) = shown(tubes.beginning(110.0))

    assert row.title == "Thaw"
    assert row.words == "The open tube of BC-7F3K9Q (rack). 1 aliquot of BC-7F3K9Q. Pool 2 tubes in one, mix."


def test_a_hazard_is_a_short_line_and_its_source_is_at_hand(lenalidomide: Monograph) -> None:
    steps = series_recipe(series(), Surroundings((lenalidomide,), Cells("H929"), LabRules())).steps

    (hazard,) = [row for row in shown(steps) if row.title == "Before you begin"]

    assert "boxed warning" in hazard.note
    assert hazard.source not in {"", hazard.note}
    assert hazard.source not in hazard.note
