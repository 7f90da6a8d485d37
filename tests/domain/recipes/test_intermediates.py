"""The way from a source to a batch: every volume can be set, every tube holds what is taken of it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.intermediates import (
    DilutionPath,
    find_path,
    find_spike,
    handy_ul,
    in_steps,
    in_vehicle,
    rounded,
)
from benchapp.domain.recipes.larger_batches import for_many
from benchapp.domain.recipes.mixing import Lab
from tests.oracle import HUNDRED, LABS, TEN

RULES = LabRules()
LAB = Lab(RULES, USUAL_PIPETTES)
COARSE = Lab(RULES, USUAL_PIPETTES[2:3])
RATIOS = st.floats(0, 7).map(lambda power: 10.0**power)


def check(path: DilutionPath, ratio: float, lab: Lab) -> None:
    """Hold a way against what it is for: the ratio, what can be set, and what each tube has to hold."""
    assert math.prod(path.factors) == pytest.approx(ratio, rel=0.051)
    for factor, total in zip(path.factors, path.totals_ul, strict=True):
        assert factor == 1.0 or lab.dilutes(total, factor)
    takes = [total / factor for factor, total in zip(path.factors[1:], path.totals_ul[1:], strict=True)]
    for total, take in zip(path.totals_ul, takes, strict=False):
        assert total >= take
    assert path.diluent_ul == pytest.approx(
        sum(total * (1 - 1 / factor) for factor, total in zip(path.factors, path.totals_ul, strict=True))
    )


@settings(max_examples=40)
@given(batch_ul=st.floats(10, 5000), ratio=RATIOS, lab=st.sampled_from(LABS),
       strength=st.sampled_from([0.0, 1.0, 20.0]), in_medium=st.sampled_from([0.0, 1e-3, math.inf]))  # fmt: skip
def test_a_way_that_is_found_can_be_gone(
    batch_ul: float, ratio: float, lab: tuple[Pipette, ...], strength: float, in_medium: float
) -> None:
    hands = Lab(RULES, lab)
    try:
        path = find_path(batch_ul, ratio, hands, strength=strength, in_medium=in_medium)
    except CalculationError as refused:
        assert refused.code is Message.NO_INTERMEDIATE
        assert refused.values["ul"] == pytest.approx(batch_ul / ratio)
        return

    check(path, ratio, hands)
    assert path.scale_up >= 1
    assert path.totals_ul[-1] == pytest.approx(batch_ul * path.scale_up, rel=0.021)


@pytest.mark.parametrize(
    ("batch_ul", "ratio", "factors"),
    [
        # As it is; one dilution; diluent so little that leaving it out is no larger error; through an intermediate.
        (100.0, 1.0, (1.0,)), (100.0, 10.0, (10.0,)), (100.0, 1.01, (1.0,)), (1000.0, 1e4, (100.0, 100.0)),
    ],
)  # fmt: skip
def test_as_few_tubes_as_can_be_set(batch_ul: float, ratio: float, factors: tuple[float, ...]) -> None:
    assert find_path(batch_ul, ratio, LAB).factors == pytest.approx(factors)


def test_no_way_says_what_is_in_the_way() -> None:
    with pytest.raises(CalculationError) as refused:
        find_path(100.0, 1e12, LAB)

    values = refused.value.values
    assert [values[name] for name in ("settable_ul", "ul", "least_ul")] == pytest.approx([4.0, 1e-10, 4e12])


def test_an_intermediate_in_the_vehicle_may_not_bring_more_of_it_than_the_lab_allows() -> None:
    # Nothing is known to stay in solution in medium: 1 µL of 2 mL goes through the vehicle, where that brings little.
    little = find_path(2000.0, 20_000.0, LAB, strength=1.0, in_medium=0.0)
    assert little.in_vehicle == (True, False)
    assert 100 / little.factors[-1] <= RULES.vehicle_high_percent

    # Of a stock that is diluted 300 times, ten times weaker would be 3 % of vehicle.
    much = find_path(30.0, 300.0, LAB, strength=1.0, in_medium=0.0)
    assert not any(much.in_vehicle)


@given(st.floats(1.001, 1e9))
def test_steps_in_the_vehicle_are_as_few_as_a_hundred_each_allow(weaker: float) -> None:
    for steps in in_steps(weaker):
        assert math.prod(steps) == pytest.approx(weaker)
        assert all(1 < step <= 100 * (1 + 1e-6) for step in steps)
        assert len(steps) == max(1, math.ceil(math.log(weaker, 100) - 1e-9))


def test_a_last_step_that_would_be_none_is_left_out() -> None:
    # 150 is 100 × 1.5 and 50 × 3, 20 × 7.5 and 10 × 15; 1500 in two steps is no 10 × 150.
    assert [steps[0] for steps in in_steps(150.0)] == pytest.approx([100, 50, 20, 10, 150**0.5])
    assert [steps[0] for steps in in_steps(1500.0)] == pytest.approx([100, 50, 20, 1500**0.5])
    assert list(in_steps(100.0)) == [(100.0,)]


def set_ul(ul: float, lab: Lab) -> float:
    return lab.transfer(ul).volume_ul


@settings(max_examples=40)
@given(size_ul=st.floats(200, 20_000), factor=st.sampled_from([1.5, 2.0, 4.0, 5.0, 10.0, 50.0, 100.0]),
       pipettes=st.sampled_from(LABS))  # fmt: skip
def test_a_tube_in_the_vehicle_holds_what_is_drawn_of_it(
    size_ul: float, factor: float, pipettes: tuple[Pipette, ...]
) -> None:
    lab = Lab(RULES, pipettes)
    path = in_vehicle((factor,), size_ul, lab, exact=False)
    if path is None:
        return
    (total,) = path.totals_ul

    made = set_ul(total / factor, lab) + set_ul(total - total / factor, lab)
    assert made >= set_ul(size_ul - RULES.dead_volume_ul, lab) * (1 - 1e-9)


def test_however_little_rounding_takes_a_tube_holds_enough() -> None:
    # A hundredth of 25 mL of diluent, set with a P100 and a P1000: both round down, by hardly anything.
    lab = Lab(RULES, (TEN, HUNDRED, USUAL_PIPETTES[2]))
    size_ul = 24965.7020078658

    path = in_vehicle((1.01,), size_ul, lab, exact=False)

    assert path is not None
    (total,) = path.totals_ul
    made = set_ul(total / 1.01, lab) + set_ul(total - total / 1.01, lab)
    assert made >= set_ul(size_ul - RULES.dead_volume_ul, lab) * (1 - 1e-9)


def test_a_rounder_volume_is_taken_only_where_every_tube_can_be_made_for_it() -> None:
    straight = DilutionPath((10.0,), (1040.0,), (False,))
    assert rounded(straight, 1000.0, 1100.0, LAB).totals_ul == (1000.0,)
    assert rounded(straight, 1040.0, 1040.0, LAB) == straight
    as_it_is = DilutionPath((1.0,), (1040.0,), (False,))
    assert rounded(as_it_is, 1000.0, 1100.0, LAB) == as_it_is
    # A batch that was grown stays as many times larger as it then is.
    grown = DilutionPath((10.0,), (1040.0,), (False,), 2.0)
    assert rounded(grown, 1000.0, 1100.0, LAB).scale_up == pytest.approx(2.0 * 1000 / 1040)


def test_handy_volumes_are_those_that_can_be_set() -> None:
    assert handy_ul(12.0, LAB) == 15.0
    # A P1000 alone sets 200 µL and more; nothing is handy above a millilitre.
    assert handy_ul(12.0, COARSE) == 200.0
    assert handy_ul(1234.0, LAB) == 1234.0


@settings(max_examples=40)
@given(batch_ul=st.floats(50, 5000), weaker=st.floats(1.0, 1e4), spike=st.floats(1.0, 1e4))
def test_a_fixed_dilution_follows_a_sub_stock(batch_ul: float, weaker: float, spike: float) -> None:
    try:
        path = find_spike(batch_ul, weaker, spike, LAB)
    except CalculationError as refused:
        assert refused.code is Message.NO_INTERMEDIATE
        return

    check(path, weaker * spike, LAB)
    # In the vehicle first, in medium at the end, and never back.
    assert list(path.in_vehicle) == sorted(path.in_vehicle, reverse=True)


def test_a_sub_stock_that_no_pipette_can_make_is_refused() -> None:
    fixed = Lab(RULES, (Pipette("fixed", 1000, 1000, 1000, 1),))

    with pytest.raises(CalculationError) as refused:
        find_spike(1000.0, 1.3, 1.0, fixed)

    assert refused.value.code is Message.NO_INTERMEDIATE
    assert refused.value.values["ul"] == pytest.approx(1000 / 1.3)


@settings(max_examples=40)
@given(batch_ul=st.floats(20, 5000), ratio=st.floats(1.0, 1e5), count=st.integers(1, 12),
       pipettes=st.sampled_from(LABS))  # fmt: skip
def test_many_batches_are_made_larger_only_where_that_saves_something(
    batch_ul: float, ratio: float, count: int, pipettes: tuple[Pipette, ...]
) -> None:
    lab = Lab(RULES, pipettes)
    try:
        path, larger = for_many(batch_ul, ratio, count, lab)
    except CalculationError as refused:
        assert refused.code is Message.NO_INTERMEDIATE
        return

    check(path, ratio, lab)
    if larger is not None:
        assert larger.ul == path.totals_ul[-1] > larger.wanted_ul == batch_ul
        # Each intermediate that is not made is one of the batch's own.
        assert larger.tubes % count == 0
        assert len(path.factors) == 1


def test_many_batches_without_a_way_are_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        for_many(100.0, 1e12, 3, LAB)

    assert refused.value.code is Message.NO_INTERMEDIATE


NARROW = Lab(LabRules(medium_vehicle_percent=80), (Pipette("narrow", 8, 10, 0.01, 0.01),))
FIXED = Lab(RULES, (Pipette("fixed", 1000, 1000, 1000, 1),))


@pytest.mark.parametrize(
    ("batch_ul", "ratio", "lab"),
    [
        # A first tube that cannot be set is no way, in medium or in the vehicle; another one is found.
        (1900.0, 9200.0, NARROW), (13_000.0, 6.2, FIXED),
        # Just enough more for the least that can be set: 396 µL are made 400.
        (396.04, 100.0, LAB),
    ],
)  # fmt: skip
def test_a_way_is_found_around_what_cannot_be_set(batch_ul: float, ratio: float, lab: Lab) -> None:
    path = find_path(batch_ul, ratio, lab, strength=1000.0, in_medium=0.0)

    check(path, ratio, lab)
    assert path.totals_ul[-1] >= batch_ul


def test_a_batch_is_never_made_smaller_for_what_can_be_set() -> None:
    # 1150 µL are no number on a fixed millilitre: it takes five times as much, and not 1000 µL of the 11.5 mL.
    path = find_path(11_500.0, 10.0, FIXED)

    assert (path.totals_ul, path.scale_up) == ((57_500.0,), 5.0)


def test_a_sub_stock_that_is_added_as_it_is_has_no_dilution_behind_it() -> None:
    path = find_spike(1000.0, 10.0, 1.0, LAB)

    assert (path.factors, path.totals_ul, path.in_vehicle) == ((10.0,), (1000.0,), (True,))


def test_a_rounder_batch_whose_tubes_cannot_be_set_is_not_taken() -> None:
    coarse = Lab(RULES, (Pipette("coarse", 200, 1000, 100, 8),))
    path = DilutionPath((200.0, 100.0, 13.5), (40_000.0, 20_000.0, 12_000.0), (False,) * 3)

    assert rounded(path, 9600.0, 14_400.0, coarse) == path
