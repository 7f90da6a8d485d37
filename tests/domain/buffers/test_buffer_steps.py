"""The steps of a buffer, in the order of doing."""

import pytest
from msgspec.structs import replace

from benchapp.domain.buffers.buffer_recipe import RecipePart, RecipeSource
from benchapp.domain.buffers.buffer_steps import buffer_recipe
from benchapp.domain.messages import Message
from benchapp.domain.units.units import Units
from tests.domain.buffers.making_buffers import CONCENTRATE, SALT, SERUM, planned, recipe

M = Message


def test_a_buffer_is_weighed_dissolved_adjusted_and_topped_up_in_this_order(units: Units) -> None:
    made = recipe(SALT, ph="7.4", ph_at="25 °C", sterile="filter", hazard="careful", storage="yes")
    codes = [line.code for line in buffer_recipe(planned(units, made)).steps]

    assert codes == [
        M.STEP_BUFFER_BEGIN, M.STEP_BUFFER_START, M.STEP_BUFFER_WEIGH, M.STEP_BUFFER_STIR, M.STEP_BUFFER_PH_AT,
        M.STEP_BUFFER_TOP_UP, M.STEP_BUFFER_FILTER, M.STEP_BUFFER_STORE,
    ]  # fmt: skip


def test_what_dissolves_in_its_own_way_says_how(units: Units) -> None:
    made = recipe(RecipePart("BSA", "0.1 % w/v"), ph="7", dissolve="let it sink in", sterile="autoclave", life="")
    found = buffer_recipe(planned(units, made, 5.0))

    codes = [line.code for line in found.steps]
    assert codes[2:] == [
        M.STEP_BUFFER_HOW,
        M.STEP_BUFFER_PH,
        M.STEP_BUFFER_TOP_UP_LARGE,
        M.STEP_BUFFER_AUTOCLAVE,
        M.STEP_BUFFER_LABEL,
    ]
    assert [one.code for one in found.cautions] == [M.BUFFER_NO_STORAGE]
    stored = buffer_recipe(planned(units, replace(made, storage="4 C"), 5.0))
    assert [one.code for one in stored.cautions] == [M.BUFFER_NO_LIFE]


def test_a_medium_is_mixed_in_its_bottle_under_the_hood(units: Units) -> None:
    made = recipe(SERUM, diluent="RPMI-1640", sterile="aseptic", bottle="500 mL", note="keep it dark")
    found = buffer_recipe(planned(units, made, 0.5, 0.5))

    codes = [line.code for line in found.steps]
    assert codes[:3] == [M.STEP_BUFFER_ASEPTIC, M.STEP_BUFFER_FULL_BOTTLE, M.STEP_BUFFER_ADD]
    assert codes[3:] == [M.STEP_BUFFER_MIX, M.STEP_BUFFER_STORE]
    # 50 mL into 500 mL that nothing was taken from: 500 of 550.
    full = next(one for one in found.cautions if one.code == M.BUFFER_FULL_BOTTLE)
    assert full.values["share"] == pytest.approx(100 * 500 / 550)
    assert [line.code for line in found.working] == [M.WORK_BUFFER_SHARE, M.WORK_BUFFER_REST]


def test_what_is_mixed_in_a_tube_begins_with_its_diluent(units: Units) -> None:
    found = buffer_recipe(planned(units, recipe(CONCENTRATE), 0.005))

    assert [line.code for line in found.steps][:3] == [M.STEP_BUFFER_BOTTLE, M.STEP_BUFFER_ADD, M.STEP_BUFFER_MIX]
    assert [line.code for line in found.working] == [M.WORK_BUFFER_STOCK, M.WORK_BUFFER_REST]


def test_that_alcohol_shrinks_is_said_and_what_is_too_little_to_weigh(units: Units) -> None:
    alcohol = recipe(RecipePart("ethanol", "70 % v/v", "96 % v/v"), RecipePart("dye", "0.5 mg/mL"), storage="yes")
    found = buffer_recipe(planned(units, replace(alcohol, parts=alcohol.parts[:1]), 0.5))
    assert M.ALCOHOL_CONTRACTS in {one.code for one in found.cautions}

    little = buffer_recipe(planned(units, recipe(RecipePart("dye", "0.5 mg/mL")), 0.01))
    assert M.BUFFER_WEIGH_LITTLE in {one.code for one in little.cautions}
    assert little.working[0].code == M.WORK_BUFFER_MASS


def test_tablets_molar_amounts_fixed_ones_and_sources_are_worked_out(units: Units) -> None:
    parts = (RecipePart("inhibitor", "1 tablet per 50 mL"), SALT, RecipePart("acid", "57.1 mL"))
    made = replace(recipe(*parts), sources=(RecipeSource("A", "vendor", doi="10.1/2"), RecipeSource("B", "secondary")))
    found = buffer_recipe(planned(units, made))

    codes = [line.code for line in found.working]
    assert codes[:3] == [M.WORK_BUFFER_COUNT, M.WORK_BUFFER_MOLAR, M.WORK_BUFFER_SHARE]
    assert [line.values["where"] for line in found.working[3:]] == ["doi:10.1/2", ""]
    count = next(line for line in found.steps if line.code == M.STEP_BUFFER_COUNT)
    assert count.values["pieces"] == 20
    assert count.values["each_ul"] == pytest.approx(50_000)


def test_without_a_diluent_nothing_is_put_in_first_and_nothing_topped_up(units: Units) -> None:
    parts = (RecipePart("FBS", "90 % v/v"), RecipePart("DMSO", "10 % v/v"), RecipePart("salt", "1 g/L"))
    found = buffer_recipe(planned(units, recipe(*parts, diluent=""), 0.1))

    codes = [line.code for line in found.steps]
    assert codes[0] == M.STEP_BUFFER_ADD
    assert M.STEP_BUFFER_MIX in codes
