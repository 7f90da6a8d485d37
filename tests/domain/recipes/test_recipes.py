import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.stock_recipe import StockPlan, StockRequest, plan_stock
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells, Plan
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, transfer
from benchapp.domain.messages import BenchError, CalculationError, Message, Severity
from benchapp.domain.recipes import well_cautions
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.solutions.label_ids import ALPHABET, check_character, new_label, read_label
from benchapp.domain.units.units import Units
from benchapp.store.library.library import Library
from benchapp.ui.text.message_texts import say_step

RULES = LabRules()


def stock(
    units: Units, monograph: Monograph, target: str = "10 mM", solvent: str = "DMSO", mass: str = "4.87 mg"
) -> StockPlan:
    request = StockRequest(units.read(mass), False, units.read(target), units.read("259.26 g/mol"), solvent)
    return plan_stock(request, monograph, RULES, USUAL_PIPETTES)


def dose(
    units: Units,
    monograph: Monograph,
    *,
    target: str = "10 uM",
    wells: int = 24,
    per_well: float = 100,
    strength: float = 1.0,
    cells: Cells | None = None,
    control: int = 6,
) -> DosePlan:
    request = DoseRequest(
        stock=units.read("10 mM"),
        target=units.read(target),
        molar_mass=units.read("259.26 g/mol"),
        cells=cells or Cells("H929", "human", 14, "96-well plate", wells),
        per_well_ul=per_well,
        well_ul=per_well * strength,
        strength=strength,
        last_step=Message.STEP_RESUSPEND,
        control_wells=control,
    )
    return plan_dose(request, monograph, RULES, USUAL_PIPETTES)


def codes(plan: StockPlan | DosePlan) -> list[MessageCode]:
    return [caution.code for caution in plan.recipe.cautions]


def test_the_weighed_vial_gets_two_shots_of_940(units: Units, lenalidomide: Monograph) -> None:
    plan = stock(units, lenalidomide)

    assert (plan.add.pipette, plan.add.times, plan.add.set_ul) == ("P1000", 2, 940)
    assert plan.reached.m_as("mM") == pytest.approx(9.9916, rel=1e-4)
    assert plan.aliquots == 18
    assert codes(plan) == []
    assert [step.code for step in plan.recipe.steps] == [
        Message.STEP_HAZARD, Message.STEP_SPIN_VIAL, Message.STEP_DISSOLVE, Message.STEP_SPLIT, Message.STEP_STORE,
    ]  # fmt: skip


def test_above_the_highest_value_on_file_is_said_with_its_figures(units: Units, lenalidomide: Monograph) -> None:
    plan = stock(units, lenalidomide, "400 mM")

    (caution,) = [one for one in plan.recipe.cautions if one.code is Message.ABOVE_HIGHEST_VALUE]
    assert caution.values["relation"] == "≥"
    assert caution.values["molar"] == pytest.approx(0.3888, rel=1e-4)


@pytest.mark.parametrize(("target", "said"), [("388.79 mM", False), ("388.81 mM", True), ("100.8 mg/mL", False)])
def test_the_limit_itself_is_inside(units: Units, lenalidomide: Monograph, target: str, said: bool) -> None:
    assert (Message.ABOVE_HIGHEST_VALUE in codes(stock(units, lenalidomide, target))) is said


def test_ethanol_is_called_insoluble_and_another_solvent_unknown(units: Units, lenalidomide: Monograph) -> None:
    assert codes(stock(units, lenalidomide, solvent="ethanol")) == [Message.CALLED_INSOLUBLE]
    assert codes(stock(units, lenalidomide, solvent="acetone")) == [Message.SOLUBILITY_UNKNOWN]


@pytest.mark.parametrize("target", ["100 mM", "100 mg/mL"])
def test_solvent_is_added_to_a_vial_however_strong_the_stock(
    units: Units, lenalidomide: Monograph, target: str
) -> None:
    assert stock(units, lenalidomide, target).recipe.steps[2].code is Message.STEP_DISSOLVE


def test_a_strong_stock_of_a_flask_s_volume_is_made_up_to_the_mark(units: Units, lenalidomide: Monograph) -> None:
    request = StockRequest(units.read("1 g"), False, units.read("100 mg/mL"), units.read("259.26 g/mol"), "DMSO")
    plan = plan_stock(request, lenalidomide, RULES, USUAL_PIPETTES)

    assert Message.STEP_MAKE_UP in [step.code for step in plan.recipe.steps]
    assert Message.POWDER_DISPLACES not in codes(plan)


def ten_mg(units: Units, lenalidomide: Monograph, target: str, aliquot_ul: float = 100.0) -> StockPlan:
    request = StockRequest(
        units.read("10 mg"), False, units.read(target), units.read("259.26 g/mol"), "DMSO", aliquot_ul=aliquot_ul
    )
    return plan_stock(request, lenalidomide, RULES, USUAL_PIPETTES)


def test_above_50_mg_ml_the_volume_of_the_powder_is_said(units: Units, lenalidomide: Monograph) -> None:
    (said,) = [one for one in ten_mg(units, lenalidomide, "100 mg/mL").recipe.cautions if "powder_ul" in one.values]

    assert said.code is Message.POWDER_DISPLACES
    assert said.values["powder_ul"] == pytest.approx(7.0)
    assert said.values["mg_ml"] == pytest.approx(93.5, abs=0.1)
    assert said.values["off"] == pytest.approx(-6.5, abs=0.1)
    assert said.values["least_ul"] == pytest.approx(93.0)
    assert Message.POWDER_DISPLACES not in codes(ten_mg(units, lenalidomide, "50 mg/mL"))


def test_a_powder_that_leaves_no_room_for_the_solvent_is_a_strong_caution(
    units: Units, lenalidomide: Monograph
) -> None:
    (said,) = [one for one in ten_mg(units, lenalidomide, "2 g/mL").recipe.cautions if "powder_ul" in one.values]

    assert (said.code, said.severity) == (Message.POWDER_FILLS, Severity.STRONG)
    assert said.values["powder_ul"] == pytest.approx(7.0)
    assert said.values["ul"] == pytest.approx(5.0)


def test_more_than_a_hundred_aliquots_are_questioned(units: Units, lenalidomide: Monograph) -> None:
    # 10 mg ÷ (259.26 g/mol × 2 mM) = 19.29 mL: 192 aliquots of 100 µL.
    many = ten_mg(units, lenalidomide, "2 mM")

    assert many.aliquots == 192
    assert Message.MANY_ALIQUOTS in codes(many)
    assert Message.MANY_ALIQUOTS not in codes(ten_mg(units, lenalidomide, "2 mM", 200.0))


def test_a_weighing_on_a_balance_nobody_described_is_asked_about(units: Units, lenalidomide: Monograph) -> None:
    def weighed(mass: str, readability: float) -> StockPlan:
        rules = RULES.with_rule("balance_readability_mg", readability)
        request = StockRequest(
            units.read(mass), False, units.read("10 mM"), units.read("259.26 g/mol"), "DMSO", weigh=True
        )
        return plan_stock(request, lenalidomide, rules, USUAL_PIPETTES)

    (asked,) = weighed("2.593 mg", 0.0).recipe.cautions
    assert asked.code is Message.READABILITY_UNKNOWN
    assert asked.values["percent"] == pytest.approx(3.86, abs=0.01)
    assert codes(weighed("2.593 mg", 0.1)) == [Message.BELOW_BALANCE]
    assert codes(weighed("25.93 mg", 0.0)) == []


def named(library: Library, name: str) -> Monograph:
    filed = library.open(library.search(name)[0].headline.id)
    assert filed is not None
    return filed.monograph


@pytest.mark.parametrize(
    ("compound", "solvent", "filtered", "kept"),
    [
        ("lenalidomide", "DMSO", False, Message.STEP_STORE),
        ("MG-132", "EtOH", False, Message.STEP_STORE_ETHANOL),
        ("doxorubicin", "water", True, Message.STEP_STORE_AS),
        ("bortezomib", "0.9 % NaCl", True, Message.STEP_STORE_UNKNOWN),
        ("lenalidomide", "DMF", False, Message.STEP_STORE_UNKNOWN),
    ],
)
def test_filtering_and_storing_follow_the_solvent(
    units: Units, library: Library, compound: str, solvent: str, filtered: bool, kept: MessageCode
) -> None:
    recipe = stock(units, named(library, compound), "1 mM", solvent).recipe

    codes_of_steps = [step.code for step in recipe.steps]
    assert (Message.STEP_FILTER in codes_of_steps) is filtered
    assert codes_of_steps[-1] is kept
    words = " ".join(" ".join(say_step(step.code, step.values)) for step in recipe.steps)
    assert ("draws water" in words) is (solvent == "DMSO")
    if compound == "doxorubicin":
        assert "6 months at 4 °C" in words
        assert "light" in words


def test_a_compound_that_only_light_spoils_is_kept_out_of_it(units: Units, library: Library) -> None:
    recipe = stock(units, named(library, "SGC0946"), "1 mM").recipe

    assert recipe.steps[0].code is Message.STEP_LIGHT


def test_a_spike_is_mixed(units: Units, lenalidomide: Monograph) -> None:
    spike = dose(units, lenalidomide, strength=21.0, per_well=5)
    added = dose(units, lenalidomide, strength=2.0)

    assert spike.recipe.steps[-1].values.get("mix") is True
    assert "mix" not in added.recipe.steps[-1].values


def test_the_label_s_mass_is_called_nominal_and_a_small_weighing_is_noticed(
    units: Units, lenalidomide: Monograph
) -> None:
    request = StockRequest(units.read("5 mg"), True, units.read("10 mM"), units.read("259.26 g/mol"), "DMSO")
    nominal = plan_stock(request, lenalidomide, RULES, USUAL_PIPETTES)
    coarse = RULES.with_rule("balance_readability_mg", 0.01)
    weighed = StockRequest(units.read("5 mg"), False, units.read("10 mM"), units.read("259.26 g/mol"), "DMSO")
    small = plan_stock(weighed, lenalidomide, coarse, USUAL_PIPETTES)

    assert codes(nominal) == [Message.NOMINAL_MASS]
    assert codes(small) == [Message.BELOW_BALANCE]


def test_24_wells_are_one_batch_through_one_intermediate(units: Units, lenalidomide: Monograph) -> None:
    plan = dose(units, lenalidomide)

    assert plan.batch_ul == pytest.approx(2640)
    assert plan.direct_ul == pytest.approx(2.64)
    first, _last = plan.tubes
    assert first.vehicle_percent == pytest.approx(1)
    assert first.volume_ul >= 264 + RULES.dead_volume_ul
    assert plan.concentration.m_as("uM") == pytest.approx(10)
    assert plan.vehicle_percent == pytest.approx(0.1)
    assert Message.PIPETTE_ERROR in codes(plan)


def test_adding_a_volume_needs_twice_the_dose_and_reaches_the_same_well(units: Units, lenalidomide: Monograph) -> None:
    plan = dose(units, lenalidomide, strength=2.0)

    assert plan.concentration.m_as("uM") == pytest.approx(20, rel=1e-3)
    assert plan.in_well.m_as("uM") == pytest.approx(10, rel=1e-3)
    assert plan.vehicle_percent == pytest.approx(0.1, rel=1e-3)


def test_the_vehicle_control_holds_the_same_vehicle(units: Units, lenalidomide: Monograph) -> None:
    for strength in (1.0, 2.0, 21.0):
        plan = dose(units, lenalidomide, strength=strength, per_well=5 if strength > 2 else 100)

        assert plan.control[-1].vehicle_percent == pytest.approx(plan.tubes[-1].vehicle_percent, rel=5e-3)


def test_mouse_cells_with_a_cereblon_drug_are_a_strong_caution(units: Units, lenalidomide: Monograph) -> None:
    plan = dose(units, lenalidomide, cells=Cells("B16", "mouse", 3, "plate", 24))

    assert plan.recipe.cautions[0].code is Message.MOUSE_CEREBLON
    assert plan.recipe.cautions[0].severity is Severity.STRONG


def test_close_to_the_aqueous_solubility_a_caution_is_given(units: Units, lenalidomide: Monograph) -> None:
    assert Message.AQUEOUS_LIMIT_NEAR in codes(dose(units, lenalidomide, target="1 mM"))
    plan = dose(units, lenalidomide)
    assert Message.AQUEOUS_LIMIT_NEAR not in codes(plan)
    assert plan.recipe.working[-1].code is Message.WORK_SOLUBILITY


@pytest.mark.parametrize(
    ("percent", "kind", "code"),
    [
        (0.1, "line", None),
        (0.1004, "line", None),
        (0.11, "line", Message.VEHICLE_NOTE),
        (0.25, "line", Message.VEHICLE_NOTE),
        (0.25, "T cells", Message.VEHICLE_SENSITIVE_CELLS),
        (0.5, "line", Message.VEHICLE_HIGH),
        (1.0, "line", Message.VEHICLE_STRONG),
    ],
)
def test_vehicle_bands_follow_the_cells(percent: float, kind: str, code: MessageCode | None) -> None:
    said = well_cautions.vehicle(percent, "DMSO", Cells("x", kind=kind), RULES)

    assert [caution.code for caution in said] == ([code] if code else [])


def test_one_dose_for_seven_days_is_asked_about_until_it_is_decided(lenalidomide: Monograph) -> None:
    assert [one.code for one in well_cautions.one_dose(lenalidomide, 604_800, Plan())] == [Message.ONE_DOSE_FOR_ALL]
    assert well_cautions.one_dose(lenalidomide, 604_800, Plan(chosen=True)) == []


def test_above_the_stock_is_refused(units: Units, lenalidomide: Monograph) -> None:
    with pytest.raises(CalculationError) as refused:
        dose(units, lenalidomide, target="20 mM")
    assert refused.value.code is Message.TARGET_ABOVE_STOCK
    with pytest.raises(CalculationError):
        dose(units, lenalidomide, wells=0)


@given(
    target=st.floats(1e-3, 500),
    wells=st.integers(1, 96),
    per_well=st.sampled_from([50.0, 100.0, 200.0, 2000.0]),
    strength=st.sampled_from([1.0, 2.0]),
)
def test_a_plan_s_own_volumes_give_the_stated_concentration(
    units: Units, lenalidomide: Monograph, target: float, wells: int, per_well: float, strength: float
) -> None:
    """The oracle multiplies the volumes that the recipe says, in fractions of the stock."""
    try:
        plan = dose(
            units, lenalidomide, target=f"{target!r} uM", wells=wells, per_well=per_well, strength=strength, control=0
        )
    except CalculationError as refused:
        assert refused.code in {Message.NO_INTERMEDIATE, Message.NO_PIPETTE}
        return
    part = 1.0
    for tube in plan.tubes:
        part *= tube.pours[-1].way.volume_ul / sum(pour.way.volume_ul for pour in tube.pours)
    reached_um = 10_000 * part / strength

    assert plan.in_well.m_as("uM") == pytest.approx(reached_um, rel=1e-9)
    assert reached_um == pytest.approx(target, rel=0.06)
    assert plan.tubes[-1].volume_ul >= wells * per_well
    for before, after in zip(plan.tubes, plan.tubes[1:], strict=False):
        assert after.pours[-1].way.volume_ul <= before.volume_ul


@pytest.mark.parametrize(
    ("volume", "pipette", "times", "setting"),
    [
        (1878.4, "P1000", 2, 940),
        (264, "P1000", 1, 264),
        (4, "P20", 1, 4),
        (20, "P20", 1, 20),
        (66, "P200", 1, 66),
        (12_000, "25 mL serological", 1, 12_000),
    ],
)
def test_a_volume_is_given_as_a_pipette_and_a_setting(volume: float, pipette: str, times: int, setting: float) -> None:
    way = transfer(volume, USUAL_PIPETTES)

    assert (way.pipette, way.times, way.set_ul) == (pipette, times, setting)


@given(st.floats(2.0, 20_000))
def test_settings_are_whole_multiples_within_the_range(volume: float) -> None:
    way = transfer(volume, USUAL_PIPETTES)
    pipette = next(one for one in USUAL_PIPETTES if one.name == way.pipette)

    assert pipette.low_ul <= way.set_ul <= pipette.high_ul
    assert round(way.set_ul / pipette.step_ul, 6) == round(way.set_ul / pipette.step_ul)


@pytest.mark.parametrize("volume", [0.0, -1.0, float("inf"), 0.3])
def test_what_no_pipette_can_set_is_refused(volume: float) -> None:
    with pytest.raises(CalculationError):
        transfer(volume, USUAL_PIPETTES)
    with pytest.raises(CalculationError):
        transfer(10, ())


@given(st.text(ALPHABET, min_size=5, max_size=6), st.integers(0, 4), st.sampled_from(ALPHABET))
def test_a_wrong_character_in_a_label_is_found(five: str, place: int, other: str) -> None:
    whole = f"BC-{five}{check_character(five)}"
    assert read_label(whole.lower()) == whole
    changed = five[:place] + other + five[place + 1 :]
    alike = {five[place], other} <= {"0", "Z"}
    if changed != five and not alike:
        with pytest.raises(BenchError):
            read_label(f"BC-{changed}{whole[-1]}")


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6))
def test_a_label_of_a_lab_has_one_character_more_and_begins_with_no_whole_label(picked: list[int]) -> None:
    chosen = iter(picked)
    label = new_label(lambda _below: next(chosen), in_lab=True)

    assert len(label) == len("BC-") + 7
    assert read_label(label.lower()) == label
    with pytest.raises(BenchError):
        read_label(label[:-1])


def test_a_label_reads_o_i_and_l_as_digits() -> None:
    label = new_label(lambda _limit: 0)

    assert label == "BC-000000"
    assert read_label("bc-OOOOOO") == label
    with pytest.raises(BenchError):
        read_label("BC-12")
