from msgspec.structs import replace

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.recipes.dose_series import SeriesRequest
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab, Tube
from benchapp.domain.recipes.series.series_planning import plan_series
from benchapp.domain.units.kinds import Kind
from tests.oracle import check_series
from tests.torture_plans import torture


def test_of_the_first_random_plans_none_is_wrong_and_none_crashes() -> None:
    outcomes, wrong = torture(400, 4)

    assert wrong == []
    assert outcomes["planned"] > 200


def test_the_oracle_sees_a_wrong_setting() -> None:
    one = Ingredient("x", 10e-3, (10e-6, 1e-6), Kind.MOLARITY)
    plan = plan_series(SeriesRequest((one,), (500, 500), 500), Lab(LabRules(), USUAL_PIPETTES))
    last = plan.tubes[-1]
    pours = (last.pours[0], replace(last.pours[1], way=replace(last.pours[1].way, set_ul=last.pours[1].way.set_ul * 2)))
    wrong_tube: Tube = replace(last, pours=pours)

    assert check_series(plan, USUAL_PIPETTES) == []
    assert check_series(replace(plan, tubes=(*plan.tubes[:-1], wrong_tube)), USUAL_PIPETTES)
