"""A reagent of a bottle, diluted with pipettes and cylinders."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.reagent import diluted
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import Lab

LAB = Lab(LabRules(), USUAL_PIPETTES)


def test_little_is_pipetted_diluent_first() -> None:
    made = diluted(10, 990, LAB)

    assert [line.code for line in made.recipe] == [Message.STEP_PUT_DILUENT, Message.STEP_ADD_TO_TUBE]
    assert [(line.values["pipette"], line.values["ul"]) for line in made.recipe] == [("P1000", 990), ("P20", 10)]
    # 10 ± 0.2 µL into 990 ± 8 µL, of which the tenth changes the reagent by its part of diluent, 0.99.
    assert made.off.typical == pytest.approx(math.hypot(0.2 / 10 * 0.99, 8 / 1000), rel=1e-3)
    # At worst too much of the one and too little of the other.
    assert made.off.worst == pytest.approx(10.2 / (10.2 + 982) / 0.01 - 1, rel=1e-3)


def test_a_reagent_goes_into_the_diluent_that_waits_in_the_cylinder() -> None:
    made = diluted(20_000, 180_000, LAB)

    # Acid into water: diluent first, then the acid, then up to the mark.
    codes = [Message.STEP_DILUENT_FIRST, Message.STEP_INTO_CYLINDER, Message.STEP_FILL_UP]
    assert [line.code for line in made.recipe] == codes
    assert {line.values["cylinder"] for line in made.recipe} == {"250 mL measuring cylinder"}
    assert made.recipe[-1].values["total_ul"] == 200_000
    # 25 mL serological ± 0.1 mL of 20 mL, and the mark ± 2 mL of 200 mL.
    assert made.off.typical == pytest.approx(math.hypot(0.1 / 20, 2 / 200), rel=1e-3)


def test_what_is_measured_in_the_cylinder_of_the_whole_is_poured_into_the_diluent() -> None:
    # Both take the 250 mL cylinder; left in there, the reagent would be under the diluent.
    made = diluted(120_000, 80_000, LAB)

    assert made.tube.pours[1].way.pipette == made.tube.pours[0].way.pipette == "250 mL measuring cylinder"
    codes = [Message.STEP_DILUENT_FIRST, Message.STEP_INTO_CYLINDER, Message.STEP_FILL_UP]
    assert [line.code for line in made.recipe] == codes


@pytest.mark.parametrize("diluent_ul", [0.0, 1e-6])
def test_the_reagent_itself_is_taken_as_it_is(diluent_ul: float) -> None:
    made = diluted(10_000, diluent_ul, LAB)

    assert [line.code for line in made.recipe] == [Message.STEP_ADD_TO_TUBE]
    assert (made.off.typical, made.off.worst) == (0.0, 0.0)


def test_less_than_a_pipette_sets_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        diluted(1, 999, LAB)

    assert refused.value.code is Message.NO_PIPETTE


@given(take_ul=st.floats(2, 50_000), times=st.floats(2, 100))
def test_what_is_made_holds_its_part_of_the_reagent(take_ul: float, times: float) -> None:
    made = diluted(take_ul, take_ul * (times - 1), LAB)

    rounding = sum(abs(pour.way.volume_ul - pour.way.wanted_ul) / pour.way.wanted_ul for pour in made.tube.pours)
    assert made.tube.parts["reagent"] == pytest.approx(1 / times, rel=rounding + 1e-9)
    assert 0 <= made.off.typical <= made.off.worst
