"""What rounding leaves short is made up for by making more: that ends, whatever pipettes a lab enters."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette, Transfer
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_series import SeriesRequest
from benchapp.domain.recipes.dose_tubes import DoseRequest, tubes_of
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.intermediates import in_vehicle
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.premixes import vehicle_needed
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units

RULES = LabRules()
ONE = Ingredient("stock", 10e-3, (10e-6, 1e-6), Kind.MOLARITY, 259.26, "stock")


class NeverMore(Lab):
    """Sets ten microlitres of whatever is wanted, and says that this is no error."""

    def transfer(self, volume_ul: float) -> Transfer:
        return Transfer("odd", 1, min(volume_ul, 10.0), volume_ul, 0.0)

    def settable(self, volume_ul: float) -> bool:
        return volume_ul > 1

    def sets_within(self, volume_ul: float, of_ul: float) -> bool:
        return self.settable(volume_ul)


SHORT = NeverMore(RULES, USUAL_PIPETTES)


def request_of(units: Units) -> DoseRequest:
    return DoseRequest(
        units.read("10 mM"), units.read("10 uM"), units.read("259.26 g/mol"), Cells("H929", wells=24), 100.0, 100.0,
        1.0, last_step=Message.STEP_RESUSPEND,
    )  # fmt: skip


def test_a_batch_that_is_always_short_is_refused(units: Units) -> None:
    with pytest.raises(CalculationError) as refused:
        tubes_of(request_of(units), ONE, 2640.0, SHORT)

    assert refused.value.code is Message.ROUNDED_SHORT


def test_a_series_that_is_always_short_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        plan_series(SeriesRequest((ONE,), (500.0, 500.0)), SHORT)

    assert refused.value.code is Message.ROUNDED_SHORT


class Nothing(Lab):
    """Sets the more the less of it is wanted."""

    def transfer(self, volume_ul: float) -> Transfer:
        return Transfer("odd", 1, 1e6 / volume_ul, volume_ul, 0.0)


def test_an_intermediate_that_is_always_short_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        in_vehicle((10.0, 10.0), 100.0, Nothing(RULES, USUAL_PIPETTES), exact=False)

    assert refused.value.code is Message.ROUNDED_SHORT


def pipette(low: float, times: float, step: float) -> Pipette:
    return Pipette(f"{low:g}", low, low * times, low * times * step, low / 50)


# Any that Settings lets in: the increment no larger than the range.
ANY = st.builds(pipette, st.floats(0.1, 5000), st.floats(1.01, 1000), st.floats(1e-4, 1.0))


@given(st.lists(ANY, min_size=1, max_size=4), st.floats(1.0, 1e5), st.integers(1, 1536), st.floats(1.0, 5000.0))
def test_with_whatever_pipettes_the_tubes_hold_enough_or_a_reason_is_given(
    units: Units, pipettes: list[Pipette], ratio: float, wells: int, per_well: float
) -> None:
    one = replace(ONE, doses=(ONE.stock / ratio,))
    request = replace(request_of(units), cells=Cells("H929", wells=wells), per_well_ul=per_well, well_ul=per_well)
    try:
        made, _ = tubes_of(request, one, wells * per_well * 1.1, Lab(RULES, pipettes))
    except CalculationError as refused:
        assert refused.code is not Message.ROUNDED_SHORT
        return
    assert made.tubes[-1].volume_ul >= wells * per_well * (1 - 1e-6)


@settings(max_examples=30)
@given(st.lists(ANY, min_size=1, max_size=4), st.floats(20.0, 5000.0), st.floats(1.5, 20))
def test_with_whatever_pipettes_a_series_is_made_or_a_reason_is_given(
    pipettes: list[Pipette], left: float, factor: float
) -> None:
    one = replace(ONE, doses=tuple(10e-6 / factor**place for place in range(5)))
    try:
        plan = plan_series(SeriesRequest((one,), (left,) * 5), Lab(RULES, pipettes))
    except CalculationError as refused:
        assert refused.code is not Message.ROUNDED_SHORT
        return
    assert len(plan.doses) == 5


@given(st.dictionaries(st.text("abcdefghijkl", min_size=1), st.floats(1e-12, 0.5), min_size=2, max_size=12))
def test_no_more_vehicle_is_needed_once_all_is_counted(parts: dict[str, float]) -> None:
    total = vehicle_needed(parts)

    assert vehicle_needed(parts, total) == pytest.approx(total, rel=1e-8)
    assert math.isfinite(total)
