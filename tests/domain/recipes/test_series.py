import math
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchapp.domain.calculations.dose_steps import HALF_LOG, DoseSteps, solve_steps
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan, SeriesRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.series.cascade import cascade, named, split
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.recipes.series.series_recipe import Surroundings, series_recipe
from benchapp.domain.recipes.source_tubes import SourceTubes, Tubes
from benchapp.domain.units.kinds import Kind
from tests.oracle import REFUSALS, check_series, random_series

RULES = LabRules()
EIGHT = tuple(10e-6 / HALF_LOG**place for place in range(8))


def lab(**rules: float) -> Lab:
    changed = RULES
    for name, value in rules.items():
        changed = changed.with_rule(name, value)
    return Lab(changed, USUAL_PIPETTES)


def lenalidomide_at(*doses: float, stock: float = 10e-3, source: str = "stock") -> Ingredient:
    return Ingredient("lenalidomide", stock, doses or EIGHT, Kind.MOLARITY, 259.26, source, dissolves_mg_ml=0.4)


def series(scheme: Scheme = Scheme.MATCHED, left: float = 500, one: Ingredient | None = None) -> SeriesPlan:
    asked = one or lenalidomide_at()
    return plan_series(SeriesRequest((asked,), (left,) * len(asked.doses), left, scheme=scheme), lab())


def way(plan: SeriesPlan, tube: str, place: int = -1) -> tuple[str, str, float]:
    pour = next(one for one in plan.tubes if one.name == tube).pours[place]
    return pour.source, pour.way.pipette, pour.way.volume_ul


def test_the_everyday_series_goes_tube_to_tube_in_medium_with_the_matched_vehicle() -> None:
    plan = series()

    assert [dose.tube for dose in plan.doses] == [str(number) for number in range(1, 9)]
    # 500 µL left at √10: at least 500 ÷ (√10 − 1) = 231.2 µL carried, the same setting from each tube to the next; with
    # 10 % room the roundest is 250 µL.
    assert {way(plan, str(number)) for number in range(2, 9)} == {
        (str(number), "P1000", 250.0) for number in range(1, 8)
    }
    # Not 500 but what fits 250 µL: (250 + 540) ÷ 250 = 3.16, and so a dose is not a little off seven times over.
    assert {way(plan, str(number), 0) for number in range(2, 9)} == {("V", "P1000", 540.0)}
    assert plan.doses[-1].reached[0] == pytest.approx(EIGHT[-1], rel=0.006)
    assert plan.matched_vehicle is not None
    assert plan.matched_vehicle.tube == "V"
    levels = [dose.vehicle_percent for dose in (*plan.doses, plan.matched_vehicle)]
    assert max(levels) / min(levels) < 1.005
    assert plan.doses[0].vehicle_percent == pytest.approx(0.1, rel=2e-3)


def test_in_plain_medium_the_vehicle_falls_with_the_dose_and_is_said(lenalidomide: Monograph) -> None:
    plan = series(Scheme.PLAIN)
    recipe = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES))

    assert plan.doses[-1].vehicle_percent == pytest.approx(0.1 / HALF_LOG**7, rel=0.02)
    assert plan.matched_vehicle is not None
    assert plan.matched_vehicle.vehicle_percent == pytest.approx(0.1, rel=0.01)
    assert recipe.cautions[0].code is Message.VEHICLE_FALLS


def test_in_vehicle_the_same_settings_make_every_dose() -> None:
    plan = series(Scheme.IN_VEHICLE)

    settings = {
        tuple((pour.way.pipette, pour.way.set_ul) for pour in tube.pours)
        for tube in plan.tubes
        if tube.name in {dose.tube for dose in plan.doses}
    }
    assert len(settings) == 1
    assert plan.matched_vehicle is not None
    assert [dose.vehicle_percent for dose in plan.doses] == pytest.approx(
        [plan.matched_vehicle.vehicle_percent] * 8, rel=1e-12
    )


def test_direct_doses_share_their_intermediates_and_their_vehicle_is_made_up() -> None:
    plan = series(Scheme.DIRECT, one=lenalidomide_at(500e-6, 400e-6, 50e-6, 1e-6, stock=50e-3))

    first = [pour.source for tube in plan.tubes if tube.name == "2" for pour in tube.pours]
    assert "medium" in first
    assert len(first) == 3
    levels = [dose.vehicle_percent for dose in plan.doses]
    assert max(levels) / min(levels) < 1.02


def test_no_intermediate_of_direct_doses_is_more_than_a_hundred_times_weaker_than_what_it_is_made_of() -> None:
    plan = series(Scheme.DIRECT, one=lenalidomide_at(500e-6, 5e-9, stock=50e-3))

    # The weak dose is poured from 500 nM, a hundred thousand times weaker than the stock: 500 µM and 5 µM come between.
    made = [tube.name for tube in plan.tubes if tube.name not in {"1", "2", "V"}]
    assert made == ["A", "B", "C"]
    assert [way(plan, name)[0] for name in made] == ["stock", "A", "B"]
    assert plan.doses[1].reached[0] == pytest.approx(5e-9, rel=1e-3)


def test_unequal_doses_are_solved_from_the_last_tube_back() -> None:
    # 0.05, 0.10, 0.25, 0.5, 1.5 mM from 10 mM: the list of a question that no equal factor answers.
    plan = series(one=lenalidomide_at(1.5e-3, 0.5e-3, 0.25e-3, 0.1e-3, 0.05e-3))

    for dose in plan.doses:
        assert dose.reached[0] == pytest.approx(dose.wanted[0], rel=0.01)
        volume = next(tube.volume_ul for tube in plan.tubes if tube.name == dose.tube)
        assert volume - plan.used_ul.get(dose.tube, 0.0) >= 495


def test_a_step_too_large_for_one_transfer_gets_a_tube_between() -> None:
    plan = series(left=100, one=lenalidomide_at(10e-6, 10e-9))

    assert [tube.name for tube in plan.tubes if tube.name.startswith("1")] == ["1", "1a"]
    assert plan.doses[1].reached[0] == pytest.approx(10e-9, rel=0.01)


def test_what_cannot_be_set_is_made_larger_and_said(lenalidomide: Monograph) -> None:
    plan = series(left=2, one=lenalidomide_at(10e-6, 5e-6))
    recipe = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES))

    assert plan.scale_up > 1
    assert Message.SERIES_GROWN in {caution.code for caution in recipe.cautions}


def test_a_vehicle_of_one_s_own_is_reached_in_every_tube() -> None:
    one = lenalidomide_at()
    request = SeriesRequest((one,), (500,) * 8, 500, vehicle_percent=0.5)

    plan = plan_series(request, lab())

    assert all(dose.vehicle_percent == pytest.approx(0.5, rel=0.01) for dose in plan.doses)
    assert plan.doses[0].reached[0] == pytest.approx(10e-6, rel=0.01)


def test_two_compounds_at_one_ratio_have_one_total_vehicle() -> None:
    partner = Ingredient("pinometostat", 10e-3, tuple(dose / 10 for dose in EIGHT), Kind.MOLARITY, 562.7, "other")

    plan = plan_series(SeriesRequest((lenalidomide_at(), partner), (500,) * 8, 500), lab())

    # 10 µM and 1 µM, each from 10 mM: 0.1 % and 0.01 %.
    assert plan.doses[0].vehicle_percent == pytest.approx(0.11, rel=0.01)
    for dose in plan.doses:
        assert dose.reached[0] / dose.reached[1] == pytest.approx(10, rel=0.01)


def test_a_partner_that_stays_the_same_is_in_the_diluent_too() -> None:
    partner = Ingredient("pinometostat", 10e-3, (1e-6,) * 8, Kind.MOLARITY, 562.7, "other")
    request = SeriesRequest((lenalidomide_at(), partner), (500,) * 8, 500, vehicle_alone_ul=500)

    plan = plan_series(request, lab())

    assert [dose.reached[1] for dose in plan.doses] == pytest.approx([1e-6] * 8, rel=0.02)
    matched, alone = plan.matched_vehicle, plan.vehicle_alone
    assert matched is not None
    assert alone is not None
    assert list(matched.reached) == pytest.approx([0, 1e-6], rel=0.02)
    assert list(alone.reached) == [0, 0]
    assert alone.vehicle_percent == pytest.approx(plan.doses[0].vehicle_percent, rel=0.01)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (SeriesRequest((lenalidomide_at(10e-6, 10e-6),), (500, 500)), Message.DOSE_TWICE),
        (SeriesRequest((lenalidomide_at(20e-3),), (500,)), Message.TARGET_ABOVE_STOCK),
        (SeriesRequest((lenalidomide_at(10e-6),), (0,)), Message.NOT_POSITIVE),
        (
            SeriesRequest((lenalidomide_at(8e-3), lenalidomide_at(8e-3, source="other")), (500,)),
            Message.VEHICLE_ABOVE_ALL,
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_in_the_way(request_: SeriesRequest, code: MessageCode) -> None:
    with pytest.raises(CalculationError) as refused:
        plan_series(request_, lab())

    assert refused.value.code is code


def test_only_pipettes_too_coarse_refuse_a_series_and_say_what_would_do() -> None:
    coarse = Lab(RULES, (USUAL_PIPETTES[2],))

    with pytest.raises(CalculationError) as refused:
        plan_series(SeriesRequest((lenalidomide_at(),), (15,) * 8), coarse)

    assert refused.value.code in {Message.SERIES_TOO_FINE, Message.NO_INTERMEDIATE}
    assert refused.value.values["settable_ul"] == 200
    with pytest.raises(CalculationError) as refused:
        plan_series(SeriesRequest((lenalidomide_at(400e-6, 300e-6),), (50, 50), scheme=Scheme.DIRECT), coarse)
    assert refused.value.code is Message.DIRECT_TOO_FINE


def test_a_stock_that_does_not_hold_enough_is_refused(lenalidomide: Monograph) -> None:
    plan = series()
    (label,) = {one.source for one in plan.request.ingredients}
    needed = plan.used_ul[label]
    short = SourceTubes("BC-2QX9TR", (Tubes(volume_ul=needed, frozen=True, place="box 3"),))
    enough = SourceTubes("BC-2QX9TR", (Tubes(volume_ul=needed + 1, frozen=True, place="box 3"),))

    with pytest.raises(CalculationError) as refused:
        series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES, (short,)))

    assert refused.value.code is Message.STOCK_NOT_ENOUGH
    assert (refused.value.values["ul"], refused.value.values["needed_ul"]) == (needed, needed)
    recipe = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES, (enough,)))
    assert [step.code for step in recipe.steps[:2]] == [Message.STEP_HAZARD, Message.STEP_THAW]


def test_the_everyday_series_draws_no_caution(lenalidomide: Monograph) -> None:
    recipe = series_recipe(series(), Surroundings((lenalidomide,), Cells("H929"), RULES))

    assert recipe.cautions == ()
    assert Message.WORK_SOLUBILITY in {line.code for line in recipe.working}


# -- laws -----------------------------------------------------------------------------------------------------------


@given(seed=st.integers(0, 10**9))
def test_every_series_is_right_by_the_oracle_or_refused_with_a_reason(seed: int) -> None:
    request = random_series(random.Random(seed))

    try:
        plan = plan_series(request, lab())
    except BenchError as refused:
        assert refused.code in REFUSALS
        return
    assert check_series(plan, USUAL_PIPETTES) == []


@given(top=st.floats(1e-9, 1e-2), factor=st.floats(1.05, 100), points=st.integers(2, 20))
def test_each_of_the_four_follows_from_the_others(top: float, factor: float, points: int) -> None:
    steps = DoseSteps(top, factor, points)
    if steps.lowest < 1e-300:
        return

    assert solve_steps(top=top, factor=factor, points=points, lowest=None).lowest == pytest.approx(steps.lowest)
    assert solve_steps(top=None, factor=factor, points=points, lowest=steps.lowest).top == pytest.approx(top)
    assert solve_steps(top=top, factor=None, points=points, lowest=steps.lowest).factor == pytest.approx(factor)
    assert solve_steps(top=top, factor=factor, points=None, lowest=steps.lowest).points == points


@given(
    factors=st.lists(st.floats(1.2, 50), min_size=1, max_size=12), left=st.floats(10, 5000), between=st.floats(0, 50)
)
def test_a_cascade_leaves_what_is_wanted_in_every_tube(factors: list[float], left: float, between: float) -> None:
    found = cascade(split(factors, 10.0), [left] * (len(factors) + 1), between)

    volumes = [found.top_ul, *(step.take_ul + step.diluent_ul for step in found.steps)]
    takes = [step.take_ul for step in found.steps]
    for number, (volume, taken) in enumerate(zip(volumes, [*takes, 0.0], strict=True)):
        dose = number == 0 or found.steps[number - 1].dose
        assert volume - taken >= (left if dose else between) * (1 - 1e-9) - 1e-9
    for volume, step in zip(volumes[1:], found.steps, strict=True):
        assert volume == pytest.approx(step.take_ul * step.factor)
    names = [name for name, _ in named(found.steps, 1)]
    assert len(set(names)) == len(names)
    assert math.prod(step.factor for step in found.steps) == pytest.approx(math.prod(factors))


@given(times=st.floats(1.5, 20))
def test_twice_the_volume_is_the_same_series_larger(times: float) -> None:
    """The doses do not change with how much is made, but by what pipettes round."""
    small, large = series(left=500), series(left=500 * times)

    for one, other in zip(small.doses, large.doses, strict=True):
        assert one.reached[0] == pytest.approx(other.reached[0], rel=0.05)
    assert large.used_ul["stock"] >= small.used_ul["stock"]


@given(left=st.floats(math.log(50), math.log(60_000)).map(math.exp), scheme=st.sampled_from(list(Scheme)))
@example(left=500 * 9.307254959614529, scheme=Scheme.MATCHED)
@example(left=32470.158910456215, scheme=Scheme.MATCHED)
@example(left=10920.984192896394, scheme=Scheme.PLAIN)
@example(left=24281.28321562518, scheme=Scheme.DIRECT)
@example(left=18423.50283620773, scheme=Scheme.IN_VEHICLE)
def test_rounding_to_increments_never_refuses_a_series(left: float, scheme: Scheme) -> None:
    plan = series(scheme, left=left)

    assert check_series(plan, USUAL_PIPETTES) == []


@given(strength=st.sampled_from([1.0, 2.0, 4.0, 10.0]), scheme=st.sampled_from(list(Scheme)))
def test_what_is_in_the_well_does_not_depend_on_how_strong_the_tubes_are(strength: float, scheme: Scheme) -> None:
    request = SeriesRequest((lenalidomide_at(),), (1000,) * 8, 1000, strength=strength, scheme=scheme)

    plan = plan_series(request, lab())

    assert plan.doses[0].reached[0] == pytest.approx(10e-6, rel=0.02)
    assert plan.doses[0].vehicle_percent == pytest.approx(0.1, rel=0.02)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"top": 1.0, "factor": 3.0}, Message.TOO_FEW_GIVEN),
        ({"top": 1.0, "factor": 3.0, "points": 3, "lowest": 0.1}, Message.TOO_MANY_GIVEN),
        ({"top": 1.0, "factor": 1.0, "points": 3}, Message.FACTOR_TOO_SMALL),
        ({"top": 1.0, "factor": 3.0, "points": 99}, Message.TOO_MANY_DOSES),
        ({"top": 1.0, "lowest": 1.0, "points": 3}, Message.LOWEST_ABOVE_TOP),
        ({"top": 1.0, "lowest": 0.1, "points": 1}, Message.LOWEST_ABOVE_TOP),
        ({"top": 1.0, "factor": 1.01, "lowest": 1e-9}, Message.TOO_MANY_DOSES),
        ({"top": 0.0, "factor": 3.0, "points": 3}, Message.NOT_POSITIVE),
    ],
)
def test_steps_that_cannot_be_are_refused(changes: dict[str, float], code: MessageCode) -> None:
    with pytest.raises(CalculationError) as refused:
        solve_steps(**{"top": None, "factor": None, "points": None, "lowest": None, **changes})  # type: ignore[arg-type]

    assert refused.value.code is code


def test_a_dose_that_is_the_stock_itself_is_not_diluted() -> None:
    plan = series(one=lenalidomide_at(10e-3, 1e-3))

    assert plan.doses[0].reached == (10e-3,)
    assert plan.doses[0].vehicle_percent == pytest.approx(100)


def test_a_compound_of_which_very_little_is_needed_is_weakened_in_the_vehicle_first() -> None:
    partner = Ingredient("bortezomib", 10e-3, tuple(dose / 1e4 for dose in EIGHT), Kind.MOLARITY, 384.2, "other")

    plan = plan_series(SeriesRequest((lenalidomide_at(), partner), (500,) * 8, 500), lab())

    assert [tube.name for tube in plan.tubes][:2] == ["P2a", "P2"]
    assert plan.doses[0].reached == pytest.approx((10e-6, 1e-9), rel=0.02)


def test_large_errors_along_a_series_are_said(lenalidomide: Monograph) -> None:
    one = lenalidomide_at(*(10e-6 / 5**place for place in range(14)))
    plan = plan_series(SeriesRequest((one,), (17.0,) * 14, 17.0), lab())

    recipe = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES))

    assert Message.SERIES_ERROR in {caution.code for caution in recipe.cautions}


def test_what_cannot_be_compared_with_a_solubility_is_not(lenalidomide: Monograph) -> None:
    one = Ingredient("lenalidomide", 20.0, (1.0, 0.5), Kind.FOLD)
    plan = plan_series(SeriesRequest((one,), (500.0, 500.0), 500.0), lab())

    recipe = series_recipe(plan, Surroundings((lenalidomide,), Cells("H929"), RULES))

    assert Message.WORK_SOLUBILITY not in {line.code for line in recipe.working}


def test_one_tube_that_needs_far_more_does_not_make_all_of_them_large() -> None:
    one = lenalidomide_at()
    even = plan_series(SeriesRequest((one,), (300.0,) * 8, 300.0), lab())
    uneven = plan_series(SeriesRequest((one,), (300.0, 300.0, 5000.0, *(300.0,) * 5), 300.0), lab())

    volumes = {tube.name: tube.volume_ul for tube in uneven.tubes}
    assert volumes["3"] >= 5000
    assert volumes["8"] < 1000
    assert uneven.used_ul["stock"] < 20 * even.used_ul["stock"]
    assert check_series(uneven, USUAL_PIPETTES) == []


@pytest.mark.parametrize("medium", ["medium", "OpTmizer"])
def test_serum_diluted_by_volume_brings_no_vehicle_whatever_the_medium_is_called(medium: str) -> None:
    serum = Ingredient("serum", 100.0, (20.0, 10.0, 5.0), Kind.PERCENT)
    plan = plan_series(SeriesRequest((serum,), (500.0,) * 3, 500.0, vehicle=medium, medium=medium), lab())

    assert {tube.vehicle_percent for tube in plan.tubes} == {0.0}
    assert (plan.brought, series().brought) == ("", "DMSO")
