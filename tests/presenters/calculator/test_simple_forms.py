import re
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.commands.plan import answer
from benchapp.commands.plan_requests import PlanRequest
from benchapp.commands.planner import Planner
from benchapp.domain.calculations.conversion import convert
from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.unit_names import SPELLINGS
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.conversion_sheet import CONVERT, solve_conversion
from benchapp.presenters.calculator.sheets.reagent_sheet import REAGENT
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.sheets.simple_sheet import SimpleCalculator
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import Library
from benchapp.ui.calculator.recipe.recipe_row_view import RecipeRowView
from benchapp.ui.calculator.simple_tool import SimpleTool
from benchapp.ui.text.message_texts import say, say_error

BOTTLE = {"percent_ww": "37 %", "density": "1.19 g/mL", "molar_mass": "36.46 g/mol"}


def asked(
    units: Units, sheet: SimpleCalculator, texts: dict[str, str], compounds: CurrentCompound | None = None
) -> SimpleForm:
    desk = SimpleForm(sheet, compounds)
    desk.use_units(units)
    for name, text in texts.items():
        desk.set_text(name, text)
    return desk


def figures(desk: SimpleForm) -> dict[str, str]:
    return {name: text.replace("\u202f", " ") for name, text in desk.answer.figures.items()}


def test_a_bottle_gives_its_strength_and_how_much_to_take(units: Units) -> None:
    desk = asked(units, REAGENT, BOTTLE)
    # 1190 g/L × 0.37 ÷ 36.46 g/mol = 12.08 M.
    assert figures(desk) == {"concentration": "12.08 M"}

    desk.set_text("target", "1 M")
    desk.set_text("volume", "500 mL")

    assert figures(desk) == {"concentration": "12.08 M", "take": "41.4 mL", "diluent": "458.6 mL"}
    assert [code for code, _ in desk.answer.working] == [Message.WORK_BOTTLE, Message.WORK_TAKE]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("percent_ww", "0 %", Message.PERCENT_RANGE),
        ("percent_ww", "37", Message.NO_UNIT),
        ("density", "1.19 mM", Message.WRONG_KIND),
        ("density", "0 g/mL", Message.NOT_POSITIVE),
        ("target", "20 M", Message.TARGET_ABOVE_STOCK),
    ],
)
def test_what_is_wrong_with_a_bottle_is_said_at_its_field(
    units: Units, name: str, text: str, code: MessageCode
) -> None:
    desk = asked(units, REAGENT, {**BOTTLE, "target": "1 M", "volume": "1 L", name: text})

    assert desk.answer.errors[name].code is code
    assert desk.answer.figures == {}


def test_a_conversion_goes_through_the_molar_mass_of_the_open_compound(
    units: Units, compounds: CurrentCompound
) -> None:
    desk = asked(units, CONVERT, {"value": "10 uM"}, compounds)

    assert figures(desk) == {
        "value": "10 µM", "also0": "0.002593 mg/mL", "also1": "2.593 µg/mL", "also2": "0.0002593 % w/v",
    }  # fmt: skip
    desk.set_text("unit", "ng/uL")
    assert figures(desk) == {"converted": "2.593 ng/µL"}
    compounds.choose_form("form.hemihydrate")
    assert figures(desk) == {"converted": "2.683 ng/µL"}


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("90 min", "h", "1.5 h"),
        ("5 mg", "umol", "19.29 µmol"),
        ("0.5 mL", "uL", "500 µL"),
        ("2 mg/mL", "mM", "7.714 mM"),
        ("100 ppm", "%", "0.01 %"),
        ("0.1 % v/v", "%", "0.1 %"),
        ("37 % w/w", "%", "37 %"),
        ("1 uL/mL", "%", "0.1 %"),
        ("0.1 %", "% v/v", "0.1 % v/v"),
        ("1 µL/mL", "% v/v", "0.1 % v/v"),
        ("0.01 %", "ppm", "100 ppm"),
        ("0.01 % w/w", "ppb", "100000 ppb"),
        ("0.1 % v/v", "uL/mL", "1 µL/mL"),
        ("5 mg/mL", "% w/v", "0.5 % w/v"),
    ],
)
def test_any_two_units_of_one_dimension_are_converted(
    units: Units, compounds: CurrentCompound, value: str, unit: str, shown: str
) -> None:
    assert figures(asked(units, CONVERT, {"value": value, "unit": unit}, compounds)) == {"converted": shown}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2 mg", {"value": "2 mg", "also0": "10000 U", "also1": "10 kU"}),
        ("10 U/mL", {"value": "10 U/mL", "also0": "0.002 mg/mL", "also1": "2 µg/mL"}),
        ("10 kU", {"value": "10 kU", "also0": "2 mg", "also1": "2000 µg"}),
    ],
)
def test_a_conversion_goes_through_the_units_per_mg_of_a_lot(
    units: Units, value: str, expected: dict[str, str]
) -> None:
    assert figures(asked(units, CONVERT, {"value": value, "molar_mass": "5000 IU/mg"})) == expected


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"value": "2 mg", "unit": "U"}, "molar_mass", Message.NEEDS_SPECIFIC_ACTIVITY),
        ({"value": "2 mg", "unit": "umol", "molar_mass": "5000 U/mg"}, "molar_mass", Message.NEEDS_MOLAR_MASS),
        ({"value": "2 mg", "unit": "U", "molar_mass": "0 U/mg"}, "molar_mass", Message.NOT_POSITIVE),
        ({"value": "10 uM", "unit": "h"}, "unit", Message.CANNOT_MIX),
        ({"value": "100 ppm", "unit": "% v/v"}, "unit", Message.CANNOT_MIX),
        ({"value": "100 ppm", "unit": "mg/mL"}, "density", Message.NEEDS_DENSITY),
        ({"value": "100 ppm", "unit": "mg/mL", "density": "0 g/mL"}, "density", Message.NOT_POSITIVE),
        ({"value": "0.1 N", "unit": "M"}, "each", Message.NEEDS_EQUIVALENTS),
        ({"value": "0.1 N", "unit": "M", "each": "two"}, "each", Message.NOT_A_NUMBER),
        ({"value": "0.1 N", "unit": "M", "each": "0"}, "each", Message.NOT_EACH),
        ({"value": "0.1 N", "unit": "M", "each": "2 mM"}, "each", Message.NOT_EACH),
        ({"value": "0.1 M", "unit": "mOsm/L"}, "each", Message.NEEDS_PARTICLES),
        ({"value": "100 % w/w", "unit": "mol/kg"}, "value", Message.NO_SOLVENT_LEFT),
        ({"value": "10 nM", "unit": "ng/uL", "molar_mass": "21 nt"}, "molar_mass", Message.STRAND_NOT_SAID),
        ({"value": "1 uL/mL", "unit": "ppm"}, "unit", Message.CANNOT_MIX),
        ({"value": "10 %", "unit": "mM"}, "unit", Message.CANNOT_MIX),
        ({"value": "10 uM", "unit": "stones"}, "unit", Message.UNKNOWN_UNIT),
        ({"value": "10 uM", "unit": "mg/mL", "molar_mass": ""}, "molar_mass", Message.NEEDS_MOLAR_MASS),
        ({"value": "ten"}, "value", Message.NOT_A_NUMBER),
    ],
)
def test_what_cannot_be_converted_is_said_at_its_field(
    units: Units, compounds: CurrentCompound, texts: dict[str, str], field: str, code: MessageCode
) -> None:
    assert asked(units, CONVERT, texts, compounds).answer.errors[field].code is code


# A unit of each kind, and those that stand for a part of another one.
UNITS = ("mg", "umol", "uL", "nM", "ug/mL", "% w/v", "kDa", "%", "% v/v", "uL/mL", "% w/w", "ppm", "x", "min", "IU",
         "U/mL", "U/mg")  # fmt: skip


@pytest.mark.parametrize("per", ["", "259.26 g/mol", "5000 U/mg"])
def test_any_unit_into_any_other_is_an_answer_or_a_refusal_at_a_field(units: Units, per: str) -> None:
    for value, unit in product(UNITS, ("", *UNITS)):
        try:
            answer = solve_conversion(units, {"value": f"5 {value}", "unit": unit, "molar_mass": per})
        except BenchError as error:
            assert error.values["field"] in CONVERT.fields, (value, unit)
            assert say_error(error)
        else:
            assert answer.figures


@given(st.sampled_from(sorted(SPELLINGS)), st.sampled_from(sorted(SPELLINGS)), st.floats(1e-6, 1e6))
def test_any_spelling_of_a_unit_is_converted_there_and_back_or_refused(
    units: Units, have: str, want: str, number: float
) -> None:
    value = units.of(number, SPELLINGS[have])
    with suppress(CalculationError):
        there = convert(value, units.of(1, SPELLINGS[want]))
        assert convert(there, value).m == pytest.approx(number)


def test_cells_are_seeded_with_the_working_shown(units: Units) -> None:
    desk = asked(units, SEED, {"counted": "1.2e6 /mL", "viable": "95 %", "per_well": "20000"})

    assert figures(desk) == {"take": "1.853 mL", "medium": "8.707 mL", "per_ml": "200000"}
    assert [code for code, _ in desk.answer.working] == [
        Message.WORK_BATCH, Message.WORK_DENSITY, Message.WORK_CELLS,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("counted", "many", Message.NOT_A_COUNT),
        ("per_well", "1,200", Message.TWO_READINGS),
        ("per_well", "2e6", Message.SUSPENSION_TOO_THIN),
        ("viable", "120 %", Message.PERCENT_RANGE),
        ("wells", "9.5", Message.NOT_WHOLE),
        ("wells", "many", Message.NOT_WHOLE),
        ("well", "0 uL", Message.NOT_POSITIVE),
    ],
)
def test_what_is_wrong_with_a_seeding_is_said_at_a_field(units: Units, name: str, text: str, code: MessageCode) -> None:
    desk = asked(units, SEED, {"counted": "1e6", "per_well": "20000", name: text})

    ((where, error),) = desk.answer.errors.items()
    assert error.code is code
    assert where in SEED.fields


def test_numbers_are_read_and_written_with_the_decimal_sign_of_the_locale() -> None:
    comma = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines(), decimal_comma=True)

    desk = asked(comma, SEED, {"counted": "1,2e6", "viable": "95 %", "per_well": "20000", "well": "0,1 mL"})

    assert figures(desk)["take"] == "1,853 mL"


def test_nothing_is_answered_before_the_units_are_there(compounds: CurrentCompound) -> None:
    desk = SimpleForm(CONVERT, compounds)
    desk.set_text("value", "10 uM")

    assert desk.answer.figures == {}
    assert desk.text("molar_mass") == "259.26\u202fg/mol"


def test_a_density_and_a_viability_that_can_hardly_be_are_questioned_and_taken(units: Units) -> None:
    bottle = REAGENT.solve(units, {"percent_ww": "98 %", "density": "1.839 mg/mL", "molar_mass": "98.08 g/mol"})
    seeded = {**SEED.preset, "counted": "1.2e8", "per_well": "100", "viable": "0.95 %"}

    assert bottle.working[0][0] is Message.DENSITY_DOUBTED
    assert bottle.figures["concentration"]
    assert SEED.solve(units, seeded).working[0][0] is Message.VIABILITY_DOUBTED


@pytest.mark.parametrize(
    ("sheet", "texts", "code", "said"),
    [
        (REAGENT, {"density": "18.39 g/mL"}, Message.DENSITY_DOUBTED, "A density of 18.39 g/mL is unusual"),
        (SEED, {"viable": "0.95 %"}, Message.VIABILITY_DOUBTED, "A viability of 0.95 % is unusual. Is 95 % meant?"),
    ],
)
def test_what_is_questioned_is_said_at_its_field_before_the_rest_is_typed(
    units: Units, sheet: SimpleCalculator, texts: dict[str, str], code: MessageCode, said: str
) -> None:
    desk = asked(units, sheet, texts)

    doubts = desk.answer.questioned
    assert [one for one, _ in doubts.values()] == [code]
    assert list(doubts) == list(texts)
    assert say(*next(iter(doubts.values()))).startswith(said)


def test_each_field_says_by_itself_what_is_wrong_with_it(units: Units) -> None:
    alone = asked(units, REAGENT, {"density": "1.839"})
    several = asked(units, SEED, {"counted": "135 x 10000", "viable": "0.95", "per_well": "20.000", "wells": "0"})
    converted = asked(units, CONVERT, {"unit": "furlongs"})

    assert {name: error.code for name, error in alone.answer.errors.items()} == {"density": Message.NO_UNIT}
    assert {name: error.code for name, error in several.answer.errors.items()} == {
        "viable": Message.NO_UNIT, "per_well": Message.TWO_READINGS, "wells": Message.NOT_BETWEEN,
    }  # fmt: skip
    assert {name: error.code for name, error in converted.answer.errors.items()} == {"unit": Message.UNKNOWN_UNIT}


LAB = Lab(LabRules(), USUAL_PIPETTES)


def with_pipettes(units: Units, sheet: SimpleCalculator, texts: dict[str, str]) -> SimpleForm:
    desk = SimpleForm(sheet, lab=lambda: LAB)
    desk.use_units(units)
    for name, text in texts.items():
        desk.set_text(name, text)
    return desk


def test_570_nanolitres_of_cells_become_a_tenfold_dilution(units: Units) -> None:
    desk = with_pipettes(units, SEED, {"counted": "1e6", "per_well": "5.4"})

    assert figures(desk) == {
        "first": "1:10", "take_diluted": "5.702 µL", "medium": "10.55 mL", "per_ml": "54",
    }  # fmt: skip
    assert [say(code, values).replace("\u202f", " ") for code, values in desk.answer.working][3:] == [
        "570.2 nL is too little to pipette well with your pipettes, so dilute the suspension in medium first:",
        "1:10: 10 µL (P20) of the suspension + 90 µL (P200) of medium; mix",
        "for the plate: 5.7 µL (P20) of the 1:10 dilution + 10.6 mL (25 mL serological) of medium; mix",
        "cells in a well, by the pipetting alone: ± 4.7 % typical, ± 6.9 % at worst; 56 % of it is the 5.7 µL (P20)",
    ]


def test_a_well_and_a_bottle_below_the_smallest_pipette_are_refused_at_their_fields(units: Units) -> None:
    wells = with_pipettes(units, SEED, {"counted": "1e6", "per_well": "500", "well": "500 nL"})
    bottle = with_pipettes(units, REAGENT, {**BOTTLE, "target": "1 mM", "volume": "10 mL"})

    assert wells.answer.errors["well"].code is Message.PER_WELL_TOO_LITTLE
    assert bottle.answer.errors["volume"].code is Message.NO_PIPETTE


@pytest.mark.parametrize(
    ("wells", "well", "code"),
    [
        ("384", "200 µL", Message.WELL_OVERFLOWS),
        ("96", "800 µL", Message.WELL_OVERFLOWS),
        ("96", "10 mL", Message.WELL_OVERFLOWS),
        ("96", "320 µL", Message.WELL_TOO_FULL),
        ("96", "200 µL", Message.WORK_BATCH),
        ("6", "2 mL", Message.WORK_BATCH),
    ],
)
def test_a_whole_plate_that_would_overflow_is_questioned(
    units: Units, wells: str, well: str, code: MessageCode
) -> None:
    desk = with_pipettes(units, SEED, {"counted": "1e6", "per_well": "2000", "wells": wells, "well": well})

    assert desk.answer.figures
    assert desk.answer.working[0][0] is code


@pytest.mark.parametrize(
    ("sheet", "texts"),
    [
        (SEED, {"counted": "1.2e6", "per_well": "20000"}),
        # So dense a suspension is diluted first, in a tube of its own.
        (SEED, {"counted": "1e9", "per_well": "200"}),
        (REAGENT, {**BOTTLE, "target": "1 M", "volume": "100 mL"}),
    ],
)
def test_the_window_shows_the_steps_that_the_command_line_gives(
    qtbot: QtBot, units: Units, sheet: SimpleCalculator, texts: dict[str, str], tmp_path: Path, library: Library
) -> None:
    desk = SimpleForm(sheet, lab=lambda: Lab(LabRules(), USUAL_PIPETTES))
    desk.use_units(units)
    parent = QWidget()
    qtbot.addWidget(parent)
    tool = SimpleTool(desk, parent)
    assert tool.steps is not None
    assert tool.steps.isHidden(), "there is nothing to do yet"
    for name, text in texts.items():
        desk.set_text(name, text)

    planner = Planner(library, units, tmp_path)
    reply = answer(planner, PlanRequest(sheet.name, texts), units)  # type: ignore[arg-type]
    rows = [row for row in tool.steps.findChildren(RecipeRowView) if not row.isHidden()]
    labels = [one.text() for row in rows for one in row.findChildren(QLabel) if not one.isHidden()]
    shown = "\n".join(labels).replace("\u202f", " ").replace("\xa0", " ")
    assert not tool.steps.isHidden()
    amounts = [amount for step in reply.recipe for amount in re.findall(r"(?:\d+ × )?[\d.]+ (?:µL|mL|L)\b", step)]
    assert amounts
    assert [amount for amount in amounts if amount not in shown] == []
    assert all(step in tool.text().replace("\u202f", " ").replace("\xa0", " ") for step in reply.recipe)
    desk.set_text(sheet.needed[0], "")
    assert tool.steps.isHidden()


def test_a_caution_that_belongs_to_no_field_leads_the_steps(units: Units) -> None:
    desk = SimpleForm(SEED, lab=lambda: Lab(LabRules(), USUAL_PIPETTES))
    desk.use_units(units)
    for name, text in {"counted": "1.2e8", "per_well": "20000", "well": "2 mL", "viable": "0.95 %"}.items():
        desk.set_text(name, text)

    recipe = desk.answer.as_recipe()
    assert recipe is not None
    assert Message.VIABILITY_DOUBTED not in {one.code for one in recipe.cautions}
    assert len(recipe.cautions) == desk.answer.doubts - len(desk.answer.questioned) == 1
