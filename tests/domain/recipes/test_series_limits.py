"""At the edge of what a series can be: too many doses, doses just above the stock, and ways that do not fit."""

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.dose_series import Scheme, SeriesRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.series.series_parts import typed_least
from benchapp.domain.recipes.series.series_planning import MOST_DOSES, plan_series
from benchapp.domain.units.kinds import Kind
from tests.oracle import check_series

LAB = Lab(LabRules(), USUAL_PIPETTES)
ONE = Ingredient("one", 10e-3, (10e-6, 1e-6), Kind.MOLARITY, 259.26, "one", dissolves_mg_ml=0.4)
OTHER = Ingredient("other", 10e-3, (1e-6, 1e-7), Kind.MOLARITY, 500.0, "other", dissolves_mg_ml=0.4)
PARTNER = replace(OTHER, doses=(1e-6, 1e-6))


def of(*doses: float, **more: object) -> SeriesRequest:
    return SeriesRequest((replace(ONE, doses=doses),), (500.0,) * len(doses), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (of(), Message.TOO_MANY_DOSES),
        (of(*(10e-6 / 1.1**place for place in range(MOST_DOSES + 1))), Message.TOO_MANY_DOSES),
        (of(1e-6, 10e-6), Message.DOSE_TWICE),
        # What is in every tube is in the diluent, which is matched; and two compounds are no series of one.
        (SeriesRequest((ONE, PARTNER), (500.0,) * 2, scheme=Scheme.PLAIN), Message.SCHEME_NEEDS_MATCHED),
        (SeriesRequest((ONE, OTHER), (500.0,) * 2, scheme=Scheme.DIRECT), Message.SCHEME_NEEDS_MATCHED),
        (of(10e-6, 1e-6, vehicle_percent=0.05), Message.VEHICLE_TOO_LITTLE),
    ],
)
def test_what_is_no_series_is_refused(request_: SeriesRequest, code: MessageCode) -> None:
    with pytest.raises(CalculationError) as refused:
        plan_series(request_, LAB)

    assert refused.value.code is code


@pytest.mark.parametrize(
    ("percent", "least"), [(0.1, 0.1), (0.10001, 0.101), (0.11, 0.11), (1.2345, 1.24), (12.0, 12.0), (99.95, 100.0)]
)
def test_the_least_vehicle_can_be_typed_and_is_enough(percent: float, least: float) -> None:
    assert typed_least(percent) == pytest.approx(least)
    assert typed_least(percent) >= percent * (1 - 1e-9)


def test_a_dose_hardly_above_the_stock_is_the_stock_and_shown_as_it_was_wanted() -> None:
    # Half of 100 µL is put in: twice the dose. 5.02 mM of 10 mM are 0.4 % too much, less than the P200 is off.
    request = of(5.02e-3, 1e-3, strength=2.0, per_well_ul=50.0)

    plan = plan_series(request, LAB)

    assert plan.doses[0].wanted == (5.02e-3,)
    assert plan.doses[0].reached[0] == pytest.approx(5e-3)
    with pytest.raises(CalculationError) as refused:
        plan_series(of(5.5e-3, 1e-3, strength=2.0, per_well_ul=50.0), LAB)
    assert refused.value.code is Message.TARGET_ABOVE_STOCK
    # Before anything goes into wells nobody knows how exact that is.
    with pytest.raises(CalculationError):
        plan_series(replace(request, per_well_ul=0.0), LAB)


@pytest.mark.parametrize("scheme", [Scheme.MATCHED, Scheme.IN_VEHICLE, Scheme.DIRECT, Scheme.PLAIN])
@pytest.mark.parametrize("matched_vehicle_ul", [0.0, 500.0])
def test_the_matched_vehicle_is_made_where_it_is_wanted(scheme: Scheme, matched_vehicle_ul: float) -> None:
    plan = plan_series(of(10e-6, 1e-6, 1e-7, scheme=scheme, matched_vehicle_ul=matched_vehicle_ul), LAB)

    assert check_series(plan, USUAL_PIPETTES) == []
    assert (plan.matched_vehicle is not None) is bool(matched_vehicle_ul)
    if plan.matched_vehicle is not None:
        assert plan.matched_vehicle.reached == (0.0,)
        assert plan.matched_vehicle.vehicle_percent == pytest.approx(plan.doses[0].vehicle_percent, rel=0.03)


def test_a_single_dose_needs_nothing_to_be_diluted_with_unless_a_control_is_wanted() -> None:
    alone = plan_series(of(10e-6), LAB)
    assert "V" not in {tube.name for tube in alone.tubes}

    beside = plan_series(of(10e-6, matched_vehicle_ul=500.0), LAB)
    assert beside.matched_vehicle is not None
    assert beside.matched_vehicle.tube == "V"


@pytest.mark.parametrize("vehicle", ["DMSO", "water"])
def test_a_stock_in_what_it_is_diluted_with_has_no_vehicle_to_match(vehicle: str) -> None:
    plan = plan_series(of(10e-6, 1e-6, vehicle=vehicle, medium=vehicle, matched_vehicle_ul=500.0), LAB)

    assert plan.matched_vehicle is not None
    (pour,) = next(tube for tube in plan.tubes if tube.name == plan.matched_vehicle.tube).pours
    assert pour.source == vehicle
    # Water is no vehicle of its own; DMSO is all of it.
    held = [dose.vehicle_percent for dose in plan.doses]
    assert held == pytest.approx([100.0 if vehicle == "DMSO" else 0.0] * 2)


def test_two_compounds_in_what_they_are_diluted_with_are_mixed_first() -> None:
    request = SeriesRequest((ONE, OTHER), (500.0,) * 2, vehicle="DMSO", medium="DMSO")

    plan = plan_series(request, LAB)

    for dose in plan.doses:
        assert list(dose.reached) == pytest.approx(list(dose.wanted), rel=0.03)
        assert dose.vehicle_percent == pytest.approx(100.0)


def test_a_stock_hardly_stronger_than_its_highest_dose_goes_down_like_the_others() -> None:
    # 9 µM of 10 mM with 0.1 % of vehicle is a stock diluted 1.1 times: a P1000 alone sets no sub-stock of that.
    pipettes = USUAL_PIPETTES[2:3]
    one = replace(ONE, doses=(9e-6, 0.9e-6))
    request = SeriesRequest((one,), (1000.0,) * 2, scheme=Scheme.IN_VEHICLE, vehicle_percent=0.1)

    plan = plan_series(request, Lab(LabRules(), pipettes))

    assert check_series(plan, pipettes) == []
    assert [tube.name for tube in plan.tubes][:2] == ["S1", "S2"]
