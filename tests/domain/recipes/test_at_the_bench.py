"""Steps and cautions that were found wrong when invented plans were carried out word by word."""

import pytest

from benchapp.domain.calculations.stock_recipe import StockRequest, plan_stock
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.intermediates import find_path
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.well_cautions import too_shallow
from benchapp.domain.units.units import Units
from benchapp.ui.text.message_texts import say_step

LAB = Lab(LabRules(), USUAL_PIPETTES)


@pytest.mark.parametrize(("wells", "ul"), [(6, 200), (12, 200), (24, 100), (48, 100), (96, 30), (384, 10)])
def test_too_little_to_cover_the_cells_is_questioned(wells: int, ul: float) -> None:
    (said,) = too_shallow(FORMATS[wells], ul)

    assert said.code is Message.WELL_TOO_SHALLOW


@pytest.mark.parametrize("plate", FORMATS.values(), ids=lambda plate: str(plate.wells))
def test_what_a_well_usually_gets_covers_its_cells(plate: object) -> None:
    one = next(found for found in FORMATS.values() if found is plate)

    assert too_shallow(one, one.usual_ul) == too_shallow(one, one.usual_ul / 2) == too_shallow(None, 1.0) == []


@pytest.mark.parametrize(("batch_ul", "ratio"), [(2000.0, 501.0), (3960.0, 1000.0)])
def test_no_tube_is_made_for_a_fraction_of_a_per_cent(batch_ul: float, ratio: float) -> None:
    # 2 mL at 1 in 501 takes 3.992 µL; 4 µL in 2.004 mL is the same, and no second tube of 4 µL and 2 mL.
    path = find_path(batch_ul, ratio, LAB)

    assert len(path.factors) == 1
    assert path.scale_up == 1.0
    assert batch_ul <= path.totals_ul[-1] <= batch_ul * 1.02


@pytest.mark.parametrize(
    ("mass", "spun", "code"),
    [("10 mg", True, Message.STEP_FILTER), ("20 g", False, Message.STEP_FILTER_BOTTLE)],
)
def test_a_bottle_is_neither_spun_nor_pressed_through_a_syringe(
    units: Units, lenalidomide: Monograph, mass: str, spun: bool, code: MessageCode
) -> None:
    concentration = {"10 mg": "2 mg/mL", "20 g": "100 mg/mL"}[mass]
    request = StockRequest(
        units.read(mass), False, units.read(concentration), units.read("259.26 g/mol"), "water", aliquot_ul=0.0
    )

    codes = [step.code for step in plan_stock(request, lenalidomide, LabRules(), USUAL_PIPETTES).recipe.steps]

    assert (Message.STEP_SPIN_VIAL in codes) is spun
    assert code in codes


@pytest.mark.parametrize(
    ("ul", "pipette", "times"),
    [
        # A 10 mL serological pipette is read to 0.1 mL: 1.05 mL is no number on it.
        (1050.0, "P1000", 2),
        (2000.0, "10 mL serological", 1),
        (30_000.0, "25 mL serological", 2),
        (21.0, "P200", 1),
    ],
)
def test_what_goes_into_a_well_can_be_set(ul: float, pipette: str, times: int) -> None:
    way = LAB.into_well(ul)

    assert (way.pipette, way.times) == (pipette, times)


def test_several_shots_into_a_well_are_said() -> None:
    values: dict[str, Value] = {"pipette": "25 mL serological", "shots": 2, "shot_ul": 15_000.0, "ul": 30_000.0}

    lead, _, _ = say_step(Message.STEP_RESUSPEND, {**values, "tube": "A", "wells": 1})

    assert lead.replace("\u202f", " ") == "25 mL serological (2 × 15 mL):"
