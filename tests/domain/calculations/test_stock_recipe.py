"""Stocks of a vial that is known by its units of activity, and what is weighed, measured and kept of any stock."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.calculations.stock_recipe import StockPlan, StockRequest, plan_stock
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Basis, Claim, Context, Monograph, Stability, Standing
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.units import Units
from benchapp.store.library.monograph_file import read_file
from benchapp.ui.text.message_texts import say_step

RULES = LabRules()


@pytest.fixture
def planned(units: Units, lenalidomide: Monograph) -> "Planner":
    return Planner(units, lenalidomide)


class Planner:
    """Plan a stock of values as they are typed."""

    def __init__(self, units: Units, monograph: Monograph) -> None:
        self.units = units
        self.monograph = monograph

    def __call__(self, target: str, *, rules: LabRules = RULES, solvent: str = "PBS", **given_: object) -> StockPlan:
        values = {name: self.units.read(value) if isinstance(value, str) else value for name, value in given_.items()}
        known = {"mass": None, "molar_mass": None, "nominal": False, **values}
        request = StockRequest(target=self.units.read(target), solvent=solvent, **known)  # type: ignore[arg-type]
        return plan_stock(request, self.monograph, rules, USUAL_PIPETTES)


def steps(plan: StockPlan) -> list[MessageCode]:
    return [line.code for line in plan.recipe.steps]


def working(plan: StockPlan) -> list[MessageCode]:
    return [line.code for line in plan.recipe.working]


def cautions(plan: StockPlan) -> set[MessageCode]:
    return {caution.code for caution in plan.recipe.cautions}


def test_a_vial_of_units_is_reconstituted_and_neither_weighed_nor_filtered(planned: Planner) -> None:
    plan = planned("1000 U/mL", activity="5000 U", labelled=True)

    # 5000 U at 1000 U/mL are 5 mL, 50 times 100 µL.
    assert plan.exact.m_as("mL") == pytest.approx(5)
    assert (plan.aliquots, plan.aliquot_ul) == (50, 100)
    assert steps(plan)[1:] == [
        Message.STEP_SPIN_VIAL, Message.STEP_RECONSTITUTE, Message.STEP_SPLIT, Message.STEP_STORE_UNKNOWN,
    ]  # fmt: skip
    assert plan.recipe.steps[2].values["activity"] == 5000
    assert working(plan) == [Message.WORK_STOCK_OF_ACTIVITY, Message.WORK_STOCK_REACHED]
    # How strong it is by mass nobody knows, so that it is compared with no solubility; and the units are of this lot.
    assert {Message.ACTIVITY_OF_LOT, Message.STOCK_NOT_COMPARED} <= cautions(plan)
    # P1000 five times: 40 µL of 5000, and no balance was used.
    assert plan.error == plan.worst == pytest.approx(40 / 5000)


def test_a_bottle_for_the_shelf_is_not_divided_unless_somebody_says_so(planned: Planner, units: Units) -> None:
    identity_only = replace(planned.monograph, uses=(), stability=Stability())
    salt = Planner(units, identity_only)
    asked: dict[str, Any] = {"mass": "29.22 g", "molar_mass": "58.44 g/mol", "solvent": "water", "weigh": True}

    bottle = salt("5 M", **asked)
    assert (bottle.aliquots, bottle.aliquot_ul, bottle.shelf) == (1, 100_000, True)
    assert Message.STEP_SPLIT not in steps(bottle)
    assert Message.MANY_ALIQUOTS not in cautions(bottle)
    (weigh,) = [step for step in bottle.recipe.steps if step.code is Message.STEP_WEIGH]
    assert say_step(weigh.code, weigh.values)[1] == "weigh into a beaker, and note what you really got."

    split = salt("5 M", **asked, aliquot_ul=10_000.0)
    assert (split.aliquots, split.aliquot_ul, split.shelf) == (10, 10_000, False)


def test_many_units_are_reconstituted_in_a_cylinder(planned: Planner) -> None:
    plan = planned("1000 U/mL", activity="2e5 U", labelled=True, aliquot_ul=0.0)

    # 200 mL.
    assert Message.STEP_RECONSTITUTE_IN_CYLINDER in steps(plan)
    assert Message.STEP_SPLIT not in steps(plan)
    assert plan.add.pipette == "250 mL measuring cylinder"
    assert plan.recipe.steps[2].values["bottle"] is True


def test_a_mass_per_volume_of_a_vial_of_units_follows_from_its_potency(planned: Planner) -> None:
    plan = planned("1 mg/mL", activity="5000 U", potency="5000 U/mg", purity="90 %", labelled=True)

    # 5000 U are 1 mg of powder, 0.9 mg of the compound: 0.9 mL.
    assert plan.exact.m_as("uL") == pytest.approx(900)
    assert working(plan)[:2] == [Message.WORK_MASS_OF_ACTIVITY, Message.WORK_STOCK_OF_MASS]
    assert {Message.ACTIVITY_OF_LOT, Message.POTENCY_AS_WEIGHED} <= cautions(plan)
    assert Message.STOCK_NOT_COMPARED not in cautions(plan)


@pytest.mark.parametrize(("water", "said"), [(None, False), ("8 %", True)])
def test_units_of_a_mass_follow_from_the_potency(planned: Planner, water: str | None, said: bool) -> None:
    plan = planned("1000 U/mL", mass="1 mg", potency="5000 U/mg", water=water)

    # The assay counts the powder as it is weighed: 5000 U whatever water is in it, 5 mL.
    assert plan.exact.m_as("mL") == pytest.approx(5)
    assert working(plan) == [Message.WORK_ACTIVITY, Message.WORK_STOCK_OF_ACTIVITY, Message.WORK_STOCK_REACHED]
    assert Message.STEP_FILTER in steps(plan)
    assert (Message.POTENCY_AS_WEIGHED in cautions(plan)) is said


def test_how_strong_units_are_by_mass_is_compared_with_the_solubility_on_file(planned: Planner) -> None:
    # 101 mg in 1.01 mL are 100 mg/mL, below the 100.8 mg/mL that are on file for DMSO; in a tenth of it they are above.
    weak, strong = (
        planned(target, mass="101 mg", potency="10 U/mg", solvent="DMSO") for target in ("1000 U/mL", "10 kU/mL")
    )

    assert Message.ABOVE_HIGHEST_VALUE not in cautions(weak)
    (said,) = [one for one in strong.recipe.cautions if one.code is Message.ABOVE_HIGHEST_VALUE]
    assert said.values["times"] == pytest.approx(1000 / 100.8)


@pytest.mark.parametrize(
    ("readability", "code"), [(0.0, Message.READABILITY_UNKNOWN), (0.01, Message.BELOW_BALANCE), (0.001, None)]
)
def test_what_is_to_be_weighed_is_held_against_the_balance(
    planned: Planner, readability: float, code: MessageCode | None
) -> None:
    plan = planned(
        "1 mg/mL", mass="1 mg", weigh=True, rules=RULES.with_rule("balance_readability_mg", readability), solvent="DMSO"
    )

    assert steps(plan)[1] is Message.STEP_WEIGH
    assert cautions(plan) == ({code} if code else set())
    # The P1000 is off by 8 µL of 1000, the balance by its readability of 1 mg.
    assert plan.error == pytest.approx(math.hypot(0.008, readability))
    assert plan.worst == pytest.approx(0.008 + readability)


def test_a_label_s_mass_is_off_by_what_nobody_knows(planned: Planner) -> None:
    coarse = RULES.with_rule("balance_readability_mg", 0.01)
    plan = planned("1 mg/mL", mass="1 mg", nominal=True, rules=coarse, solvent="DMSO")

    assert cautions(plan) == {Message.NOMINAL_MASS}
    assert plan.error == plan.worst == pytest.approx(0.008)


@pytest.mark.parametrize(("aliquot_ul", "count", "each_ul"), [(0.0, 1, 1000), (1000.0, 1, 1000), (300.0, 3, 300)])
def test_a_stock_fills_so_many_aliquots(planned: Planner, aliquot_ul: float, count: int, each_ul: float) -> None:
    plan = planned("1 mg/mL", mass="1 mg", aliquot_ul=aliquot_ul, solvent="DMSO")

    assert (plan.aliquots, plan.aliquot_ul) == (count, each_ul)
    assert (Message.STEP_SPLIT in steps(plan)) is (count > 1)


@given(mass=st.floats(0.1, 100), strength=st.floats(0.1, 20))
def test_what_is_reached_is_what_is_in_what_is_added(
    units: Units, lenalidomide: Monograph, mass: float, strength: float
) -> None:
    request = StockRequest(units.of(mass, "mg"), False, units.of(strength, "mg/mL"), None, "DMSO")
    plan = plan_stock(request, lenalidomide, RULES, USUAL_PIPETTES)

    assert plan.exact.m_as("mL") == pytest.approx(mass / strength)
    assert plan.reached.m_as("mg/mL") == pytest.approx(mass / plan.add.volume_ul * 1000)
    assert plan.aliquots * plan.aliquot_ul <= plan.add.volume_ul * (1 + 1e-6)


@pytest.mark.parametrize(("mass", "spun"), [("250 mg", True), ("251 mg", False)])
def test_what_comes_in_a_bottle_is_not_spun_down(planned: Planner, mass: str, spun: bool) -> None:
    assert (Message.STEP_SPIN_VIAL in steps(planned("50 mg/mL", mass=mass, solvent="DMSO"))) is spun


ON_FILE = "stable for 3 months at −20 °C"


@pytest.mark.parametrize(
    ("on_file", "solvent", "code"),
    [
        # What the page says of this solvent, or of this kind of solution, comes before any habit.
        (Context(solvent="DMSO"), "DMSO", Message.STEP_STORE_AS),
        (Context(solvent="ethanol"), "EtOH", Message.STEP_STORE_AS),
        (Context(form="water"), "H2O", Message.STEP_STORE_AS),
        # What it says of another one is no answer.
        (Context(solvent="water"), "DMSO", Message.STEP_STORE),
        (Context(solvent="DMSO"), "ethanol", Message.STEP_STORE_ETHANOL),
        (Context(solvent="DMSO"), "PBS", Message.STEP_STORE_UNKNOWN),
        (Context(solvent="DMF"), "DMF", Message.STEP_STORE_UNKNOWN),
    ],
)
def test_a_stock_is_kept_as_its_page_says_of_its_solvent(
    units: Units, lenalidomide: Monograph, on_file: Context, solvent: str, code: MessageCode
) -> None:
    claim = Claim("stab.x", ON_FILE, "x", Basis.VENDOR_CLAIM, Standing.SINGLE_SOURCE, "", context=on_file)
    page = replace(lenalidomide, stability=Stability(stock=(claim,)))

    line = Planner(units, page)("1 mg/mL", mass="1 mg", solvent=solvent).recipe.steps[-1]

    assert line.code is code
    assert line.values.get("statement") == (ON_FILE if code is Message.STEP_STORE_AS else None)


@pytest.fixture
def of_il2(units: Units) -> Planner:
    return Planner(units, read_file(paths.resources() / "monographs" / "il-2.json")[0].monograph)


def test_a_cytokine_is_turned_gently_never_filtered_and_handled_as_its_page_says(of_il2: Planner) -> None:
    """100 µg into 1 mL of sterile water."""
    plan = of_il2("0.1 mg/mL", mass="100 ug", solvent="water")

    assert plan.exact.m_as("mL") == pytest.approx(1)
    assert steps(plan) == [
        Message.STEP_LIGHT, Message.STEP_HANDLING, Message.STEP_SPIN_VIAL, Message.STEP_DISSOLVE_GENTLY,
        Message.STEP_SPLIT, Message.STEP_STORE_AS,
    ]  # fmt: skip
    care = next(line for line in plan.recipe.steps if line.code == Message.STEP_HANDLING).values
    assert care["care"] == "do not vortex|no freeze–thaw|carrier protein"
    # It is dissolved as its page asks, in water, of which no solubility is missed; and it is no hydrate.
    assert cautions(plan) & {Message.RECONSTITUTED_THIN, Message.SOLUBILITY_UNKNOWN} == set()
    assert plan.recipe.cannot_know == ()


def test_a_cytokine_dissolved_thinner_than_its_page_asks_is_told(of_il2: Planner) -> None:
    plan = of_il2("0.02 mg/mL", mass="100 ug", solvent="PBS + 0.1 % BSA")

    thin = next(one for one in plan.recipe.cautions if one.code == Message.RECONSTITUTED_THIN)
    assert (thin.values["mg_ml"], thin.values["stated_by"]) == (0.1, "Protein Laboratories Rehovot")
    assert Message.RECONSTITUTED_THIN not in cautions(of_il2("18 MU/mL", activity="22 MU", labelled=True))
    # In what is not watery nothing is known of it.
    assert Message.SOLUBILITY_UNKNOWN in cautions(of_il2("0.1 mg/mL", mass="100 ug", solvent="DMSO"))


@pytest.mark.parametrize(
    ("given_", "target", "code", "field"),
    [
        ({"mass": "58 fg"}, "10 mM", Message.NEVER_WEIGHED, "mass"),
        # 1 mL × 1 pM × 259.26 g/mol = 0.26 pg.
        ({"mass": "0.25926 pg", "weigh": True}, "1 pM", Message.TOO_LITTLE_TO_WEIGH, ""),
        # 5 g in 1 mL; selenium bromide weighs 3.6 g/mL.
        ({"mass": "5 g"}, "5 g/mL", Message.STRONGER_THAN_ANY, "concentration"),
    ],
)
def test_what_no_balance_shows_and_no_liquid_holds_is_refused_at_its_place(
    planned: Planner, given_: dict[str, Any], target: str, code: MessageCode, field: str
) -> None:
    with pytest.raises(CalculationError) as refused:
        planned(target, molar_mass="259.26 g/mol", **given_)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)
