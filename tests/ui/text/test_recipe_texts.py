"""Steps of a recipe in words."""

from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.recipe_rows import recipe_rows
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.calculator.recipe.recipe_row_texts import row_text
from benchapp.ui.text.message_catalogue import derived_values
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.text.recipe_texts import (
    RECIPE_TEXTS,
    concentration,
    concentrations,
    instrument,
    recipe_value,
    recipe_values,
    typed_instrument,
)

CYLINDER = "500 mL measuring cylinder"
INTO_TUBE: dict[str, Value] = {
    "pipette": "P200", "ul": 96.0, "times": 2, "what": "A", "of_tube": True, "tube": "B", "molar": 1e-5,
    "percent": 0.1, "vehicle": "DMSO", "total_ul": 400.0,
}  # fmt: skip


def step(values: dict[str, Value]) -> list[str]:
    return [plain_spaces(part) for part in say_step(Message.STEP_ADD_TO_TUBE, values)]


def test_a_step_names_tool_tube_and_what_it_holds() -> None:
    assert Message.STEP_ADD_TO_TUBE in RECIPE_TEXTS
    assert step(INTO_TUBE) == ["P200, 2 × 96 µL:", "tube A into tube B. Mix.", "B: 10 µM, 0.1 % DMSO, 400 µL"]


def test_a_step_is_shown_in_german(german: None) -> None:
    assert step({**INTO_TUBE, "pipette": CYLINDER, "bottle": True}) == [
        "Messzylinder 500 mL, 2 × 96 µL:", "Röhrchen A in Flasche B. Mischen.", "B: 10 µM, 0,1 % DMSO, 400 µL",
    ]  # fmt: skip
    assert instrument(CYLINDER) == "Messzylinder 500 mL"


def test_each_of_several_compounds_has_its_concentration() -> None:
    values: dict[str, Value] = {"molar": 1e-5, "compound": "A", "mg_ml_2": 0.5, "compound_2": "B"}
    units: dict[str, Value] = {"other": 100.0, "other_kind": "activity per volume"}

    assert [plain_spaces(text) for text in concentrations(values)] == ["10 µM A", "500 µg/mL B"]
    assert plain_spaces(concentration(units)) == "100 U/mL"
    assert concentration({}) == ""


def test_a_well_after_a_redose_holds_a_range() -> None:
    values: dict[str, Value] = {"molar_low": 5e-6, "molar_high": 1e-5, "percent": 0.1, "vehicle": "DMSO"}

    assert plain_spaces(str(recipe_values(values)["after"])) == (
        "then in the well: 5 µM if fully lost, 10 µM if stable, 0.1 % DMSO in all"
    )
    assert recipe_values({"percent": 0.1, "vehicle": "DMSO"})["after"] == ""


def test_a_hazard_of_a_step_is_shown_in_german(german: None) -> None:
    warning = "Embryo-fetal toxicity: boxed warning; limb abnormalities in a monkey study; distribution restricted."
    values: dict[str, Value] = {"compound": "Lenalidomide", "light": False, "hazard": warning, "stated_by": "label"}

    _, _, detail = say_step(Message.STEP_HAZARD, values)
    steps = [Line(Message.STEP_HAZARD, values)]
    (row,) = [row_text(one, steps) for one in recipe_rows(steps)]

    assert detail.startswith("Embryo-fetale Toxizität")
    assert row.note.startswith("Embryo-fetale Toxizität")


def test_usual_pipettes_are_called_in_the_language_of_the_screen_and_typed_back_as_they_are(german: None) -> None:
    names = [one.name for one in USUAL_PIPETTES]
    assert [typed_instrument(instrument(name)) for name in names] == names
    assert instrument("Rainin P20") == typed_instrument("Rainin P20") == "Rainin P20"


POURED: dict[str, Value] = {
    "pipette": "P1000",
    "shots": 2,
    "shot_ul": 720.0,
    "ul": 720.0,
    "times": 2,
    "tube": "A",
    "what": "medium",
    "plates": 2,
    "place": "box 3",
    "count": 3,
    "last": "C",
    "molar": 1e-5,
    "compound": "Len",
    "percent": 0.2,
    "vehicle": "DMSO",
    "mix": True,
    "wells": 24,
    "where": "B2",
}


def test_one_word_of_a_step_is_that_among_all_of_them() -> None:
    whole = recipe_values(POURED)
    for name in ("tool", "by_hand", "shots", "vessel", "vessel_first", "each_vessel", "into_vial", "from_what"):
        assert recipe_value(POURED, name) == str(whole[name])
    for name in ("of_plates", "at_place", "held", "then_mix"):
        assert recipe_value(POURED, name) == str(whole[name])
    assert recipe_value({}, "shots") == ""


def test_of_what_sentences_name_no_more_is_worked_out_than_one_asks_for() -> None:
    whole, some = derived_values(POURED, {"named by none"}), derived_values(POURED, {"vessel", "held"})
    assert some["vessel"] == "tube A"
    assert "example_time" in whole
    assert "example_time" not in some
    assert some.items() <= whole.items()
