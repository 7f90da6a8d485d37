from collections.abc import Sequence

import pytest

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import Message
from benchapp.domain.recipes.recipe_rows import recipe_rows
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.series.series_recipe import Surroundings, series_recipe
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.paper.recipe_row_texts import RowText, row_text
from tests.domain.recipes.test_series import lenalidomide_at, series


def shown(steps: Sequence[Line]) -> list[RowText]:
    """Return the rows as they are on screen, with ordinary spaces."""
    found = []
    for row in recipe_rows(steps):
        text = row_text(row, steps)
        lines = tuple((name, plain_spaces(what)) for name, what in text.lines)
        found.append(
            RowText(text.title, plain_spaces(text.words), plain_spaces(text.detail), plain_spaces(text.note), lines)
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
