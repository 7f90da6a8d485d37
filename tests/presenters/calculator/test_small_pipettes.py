"""When a P2 and P10 are offered."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import SMALL_PIPETTES, USUAL_PIPETTES, Pipette, iso_error_ul
from benchapp.domain.messages import CalculationError, Caution, Message, Severity
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.recipes import Recipe
from benchapp.presenters.calculator.small_pipettes import lacks_small, would_help


def recipe(code: MessageCode, **values: float) -> Recipe:
    return Recipe((), cautions=(Caution(code, Severity.NOTE, dict(values)),))


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (CalculationError(Message.PER_WELL_TOO_LITTLE, ul=0.5, smallest_ul=2.0), True),
        (CalculationError(Message.NO_PIPETTE, volume_ul=1.2, smallest_ul=2.0), True),
        (CalculationError(Message.NO_INTERMEDIATE, ul=0.8, settable_ul=4.0), True),
        (CalculationError(Message.SERIES_TOO_FINE, ul=3.0), True),
        # Less than a P2 sets: it would not help.
        (CalculationError(Message.PER_WELL_TOO_LITTLE, ul=0.05, smallest_ul=2.0), False),
        (CalculationError(Message.STOCK_NEEDED, field="c1"), False),
    ],
)
def test_what_is_refused_for_a_small_volume_asks_for_small_pipettes(error: CalculationError, wanted: bool) -> None:
    assert would_help([error], None, USUAL_PIPETTES) is wanted
    assert not would_help([error], None, (*SMALL_PIPETTES, *USUAL_PIPETTES))


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (recipe(Message.PIPETTE_ERROR, ul=2.64), True),
        (recipe(Message.BATCH_SAVES, ul=4000.0), True),
        (recipe(Message.TUBE_GROWN, ul=4000.0), True),
        (recipe(Message.DOSE_ERROR, main_ul=2.0), True),
        # What is off by much in 30 µL is not mended by a P10.
        (recipe(Message.DOSE_ERROR, main_ul=30.0), False),
        (recipe(Message.VEHICLE_NOTE, percent=0.2), False),
        (None, False),
    ],
)
def test_a_way_round_a_small_volume_asks_for_small_pipettes(shown: Recipe | None, wanted: bool) -> None:
    assert would_help([], shown, USUAL_PIPETTES) is wanted


def test_small_pipettes_are_those_of_iso_8655() -> None:
    assert [(one.name, one.error_ul) for one in SMALL_PIPETTES] == [("P2", 0.08), ("P10", 0.12)]
    assert all(one.error_ul == iso_error_ul(one.high_ul) for one in SMALL_PIPETTES)
    # 5 % of 1.6 and of 2.4 µL.
    assert [Lab(LabRules(), [one]).least_ul() for one in SMALL_PIPETTES] == pytest.approx([1.6, 2.4])


def test_a_lab_with_any_small_pipette_is_not_asked() -> None:
    assert lacks_small(USUAL_PIPETTES)
    assert not lacks_small((*USUAL_PIPETTES, SMALL_PIPETTES[1]))
    assert not lacks_small((Pipette("mine", 0.5, 5, 0.01, 0.125),))
