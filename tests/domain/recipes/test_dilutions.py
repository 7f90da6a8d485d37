"""What is only diluted, or given as "20×", in per cent or in units: it brings no vehicle, and goes into no well yet."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import Message
from benchapp.domain.recipes.dose_recipe import DosePlan, plan_dose
from benchapp.domain.recipes.dose_tubes import DoseRequest
from benchapp.domain.units.units import Units


@pytest.fixture
def diluted(units: Units, lenalidomide: Monograph) -> "Diluter":
    return Diluter(units, lenalidomide)


class Diluter:
    """Plan a dilution of values as they are typed."""

    def __init__(self, units: Units, monograph: Monograph) -> None:
        self.units = units
        self.monograph = monograph

    def __call__(self, stock: str, target: str, ul: float, *, wells: int = 0, **more: object) -> DosePlan:
        kept = {"vehicle": "", "medium": "medium", "overage_percent": 0.0, **more}
        request = DoseRequest(
            self.units.read(stock), self.units.read(target), None, Cells("x", wells=wells or 1), ul, ul, 1.0,
            Message.STEP_ADD_TO_WELLS if wells else None, **kept,  # type: ignore[arg-type]
        )  # fmt: skip
        return plan_dose(request, self.monograph, LabRules(), USUAL_PIPETTES)


def codes(plan: DosePlan) -> list[MessageCode]:
    return [line.code for line in (*plan.recipe.steps, *plan.recipe.working)]


def test_a_buffer_of_20_times_brings_no_vehicle(diluted: Diluter) -> None:
    plan = diluted("20 x", "1 x", 1000.0, medium="water")

    (tube,) = plan.tubes
    assert [(pour.source, pour.way.volume_ul) for pour in tube.pours] == [("water", 950.0), ("stock", 50.0)]
    assert (plan.made_ul, plan.vehicle_percent, plan.percent_by_well()) == (1000.0, 0.0, {"dose": 0.0})
    assert (plan.control, plan.control_percent) == ((), None)
    # Nothing falls out of a buffer that somebody dilutes, and nothing evaporates before it is in a well.
    assert plan.recipe.cannot_know == ()
    assert not {Message.STEP_WARM, Message.WORK_MIXED, Message.WORK_VEHICLE} & set(codes(plan))


@pytest.mark.parametrize("stock", ["20 x", "20 % (v/v)"])
def test_what_brings_no_vehicle_goes_into_wells_without_a_control(diluted: Diluter, stock: str) -> None:
    plan = diluted(stock, stock.replace("20", "1"), 100.0, wells=6, control_wells=3)

    assert (plan.wells_ul, plan.made_ul) == (600.0, 600.0)
    assert (plan.control, plan.control_percent, plan.vehicle_percent) == ((), None, 0.0)
    assert Message.STEP_ADD_TO_WELLS in codes(plan)
    assert not {caution.code for caution in plan.recipe.cautions} & {Message.NO_VEHICLE_CONTROL, Message.VEHICLE_HIGH}


def test_what_is_counted_in_times_brings_its_vehicle_into_cells(diluted: Diluter) -> None:
    plan = diluted("100 x", "1 x", 100.0, wells=6, vehicle="DMSO", control_wells=3)

    # One in a hundred: 1 % of DMSO in wells and control.
    assert plan.vehicle_percent == pytest.approx(1.0)
    assert plan.percent_by_well() == {"dose": 1.0, "vehicle control": pytest.approx(1.0, rel=0.01)}
    assert plan.control_percent == pytest.approx(1.0, rel=0.01)
    assert Message.WORK_VEHICLE in codes(plan)


def test_what_is_only_diluted_may_fall_out_and_does_not_evaporate(diluted: Diluter) -> None:
    plan = diluted("10 mM", "10 uM", 1000.0, vehicle="DMSO")

    assert [line.code for line in plan.recipe.cannot_know] == [Message.CANNOT_KNOW_MEDIUM]
    assert Message.WORK_MIXED in codes(plan)
    assert Message.WORK_BATCH not in codes(plan)


@pytest.mark.parametrize(
    ("stock", "target", "ul", "more", "made_up"),
    [
        # 70 % alcohol: 7 mL and 3 mL are less than 10 mL, so it is made up to the mark; from 5 mL on, and from 5 % on.
        ("100 % (v/v)", "70 % (v/v)", 10_000.0, {"make_up": True}, True),
        ("100 % (v/v)", "70 % (v/v)", 4000.0, {"make_up": True}, False),
        ("100 % (v/v)", "1 % (v/v)", 10_000.0, {"make_up": True}, False),
        # Serum in medium does not shrink; and whoever said how much diluent there is measures that.
        ("100 % (v/v)", "70 % (v/v)", 10_000.0, {"make_up": True, "shrinks": False}, False),
        ("100 % (v/v)", "70 % (v/v)", 10_000.0, {}, False),
        # What is more than a tube holds is made up in a cylinder whatever it is.
        ("100 x", "1 x", 100_000.0, {"make_up": True}, True),
        ("100 x", "1 x", 40_000.0, {"make_up": True}, False),
    ],
)
def test_what_shrinks_or_fills_a_bottle_is_made_up_to_its_mark(
    diluted: Diluter, stock: str, target: str, ul: float, more: dict[str, object], made_up: bool
) -> None:
    plan = diluted(stock, target, ul, medium="water", **more)  # type: ignore[arg-type]

    assert plan.tubes[-1].made_up is made_up
    assert (Message.STEP_FILL_UP in codes(plan)) is made_up
    assert plan.made_ul == pytest.approx(ul, rel=0.01)


def test_wells_are_not_filled_from_a_cylinder(diluted: Diluter) -> None:
    plan = diluted("100 x", "1 x", 100_000.0, wells=1, make_up=True)

    assert not plan.tubes[-1].made_up


@pytest.mark.parametrize("ul", [33.0, 101.0, 333.0, 1234.0, 5060.0, 9999.0])
@pytest.mark.parametrize("wells", [1, 7, 24])
def test_however_pipettes_round_the_wells_get_enough(diluted: Diluter, ul: float, wells: int) -> None:
    plan = diluted("10 mM", "10 uM", ul, wells=wells, vehicle="DMSO", control_wells=wells)

    assert plan.made_ul >= plan.wells_ul * (1 - 1e-9)
    assert plan.control[-1].volume_ul >= plan.wells_ul * (1 - 1e-9)
