"""What is more than a tube holds: measuring cylinders and bottles, made up to a volume, and how far off that may be."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication

from benchapp.base import paths
from benchapp.commands.plan import answer
from benchapp.commands.plan_reply import PlanReply
from benchapp.commands.plan_requests import PlanRequest
from benchapp.commands.planner import Planner
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import CYLINDERS, LARGEST_TUBE_UL, USUAL_PIPETTES, in_cylinder, transfer
from benchapp.domain.lab.plates import FORMATS
from benchapp.domain.messages import Message
from benchapp.domain.recipes.cautions import contraction
from benchapp.domain.recipes.mixing import Lab, Supply, TubePlan
from benchapp.domain.recipes.well_cautions import too_full
from benchapp.domain.recipes.worst_case import in_wells
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.ui.text.message_texts import say
from tests.simulator import Hands

Plan = Callable[..., PlanReply]


@pytest.fixture(scope="module")
def units() -> Units:
    return Units((paths.resources() / "units.txt").read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def planner(qapp: QCoreApplication, units: Units, tmp_path_factory: pytest.TempPathFactory) -> Planner:
    assert qapp is not None
    folder: Path = tmp_path_factory.mktemp("plans")
    return Planner(Library(Folders(paths.resources() / "monographs")), units, folder)


@pytest.fixture(scope="module")
def plan(planner: Planner, units: Units) -> Plan:
    def made(tool: str = "dilute", **fields: str) -> PlanReply:
        if tool == "dilute":
            fields = {"dosing": "plain", "medium": "water", **fields}
        compound = "" if tool == "reagent" else "lenalidomide"
        return answer(planner, PlanRequest(tool, fields, compound=compound), units)  # type: ignore[arg-type]

    return made


def steps(reply: PlanReply) -> list[str]:
    return [step for step in reply.recipe if not step.startswith(("Before you begin", "Room temperature"))]


# -- the cylinders ----------------------------------------------------------------------------------------------------


def test_the_cylinders_are_those_of_iso_4788_class_b() -> None:
    # Nominal volume, division and largest error of class B, mL.
    assert [(one.high_ul / 1e3, 2 * one.step_ul / 1e3, one.error_ul / 1e3) for one in CYLINDERS] == [
        (10, 0.2, 0.2), (25, 0.5, 0.5), (50, 1, 1), (100, 1, 1), (250, 2, 2), (500, 5, 5), (1000, 10, 10),
        (2000, 20, 20),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ul", "with_what", "times"),
    [
        (25_000, "25 mL serological", 1),
        (50_000, "25 mL serological", 2),
        (55_560, "100 mL measuring cylinder", 1),
        (500_000, "500 mL measuring cylinder", 1),
        (501_000, "1 L measuring cylinder", 1),
        (5_000_000, "2 L measuring cylinder", 3),
    ],
)
def test_what_takes_too_many_shots_is_measured_in_a_cylinder(ul: float, with_what: str, times: int) -> None:
    way = transfer(ul, USUAL_PIPETTES)

    assert (way.pipette, way.times) == (with_what, times)


def test_without_a_serological_pipette_millilitres_are_measured_in_a_cylinder() -> None:
    assert transfer(4000, USUAL_PIPETTES[:3]).times == 4
    assert transfer(9000, USUAL_PIPETTES[:3]).pipette == "10 mL measuring cylinder"


@given(ul=st.floats(1e3, 1e7))
def test_a_cylinder_is_the_smallest_that_holds_it_and_off_by_a_few_per_cent(ul: float) -> None:
    way = in_cylinder(ul)

    assert way is not None
    used = next(one for one in CYLINDERS if one.name == way.pipette)
    assert used.low_ul <= way.set_ul <= used.high_ul * (1 + 1e-9)
    assert abs(way.volume_ul - ul) <= way.times * used.step_ul / 2 + 1e-6 * ul
    smaller = [one for one in CYLINDERS if one.high_ul < used.high_ul]
    assert all(one.high_ul < ul for one in smaller)


# -- plain dilutions --------------------------------------------------------------------------------------------------


def test_serum_into_a_bottle_of_medium(plan: Plan) -> None:
    reply = plan(c1="100 %", c2="10 %", diluent="500 mL", medium="medium")

    assert steps(reply) == [
        "500 mL measuring cylinder, 500 mL: medium into bottle A.",
        "100 mL measuring cylinder, 55.5 mL: stock into bottle A. Mix. (A: 9.991 %, 555.5 mL)",
    ]
    # ±1 mL of 55.5 mL and ±5 mL of 500 mL, each weighed with the 90 % that is not serum.
    assert round(reply.error_percent["typical"], 2) == 1.85
    assert round(reply.error_percent["worst"], 2) == 2.54


def test_a_litre_of_ethanol_is_made_up_to_its_volume(plan: Plan) -> None:
    reply = plan(c1="95 % v/v", c2="70 % v/v", v2="1 L")

    first, second = steps(reply)
    assert first == "1 L measuring cylinder, 735 mL: stock; leave it in the cylinder."
    assert second.startswith("1 L measuring cylinder: make up to 1 L with water, mix, top up to the mark, pour into ")
    assert second.endswith("bottle A. (A: 69.82 % v/v, 1 L)")
    assert reply.computed == {"v1": "736.8 mL"}
    assert [one.code for one in reply.cautions] == [Message.ALCOHOL_CONTRACTS]
    water = reply.pourings[-1]
    assert (water.source, water.made_up_to_ul, reply.pourings[0].made_up_to_ul) == ("water", 1e6, 0.0)
    # One cylinder: ±10 mL of 735 mL, and of the litre. At worst both, as a mark that is off may be off by as much.
    assert round(reply.error_percent["typical"], 2) == 1.69


@pytest.mark.parametrize(
    ("fields", "percent"),
    [
        ({"c1": "100 % v/v", "c2": "70 % v/v", "v2": "10 mL"}, 70.0),
        ({"c1": "96 % v/v", "c2": "80 % v/v", "v2": "20 mL"}, 80.0),
        ({"c1": "95 % v/v", "c2": "78 % v/v", "v2": "1 L"}, 78.0),
    ],
)
def test_alcohol_is_made_up_in_small_too(plan: Plan, fields: dict[str, str], percent: float) -> None:
    reply = plan(**fields)

    (tube,) = reply.tubes
    assert 100 * tube.parts["stock"] * float(fields["c1"].split()[0]) / 100 == pytest.approx(percent, rel=0.01)
    assert "make up to" in steps(reply)[-1]
    assert "diluent" not in reply.computed


def test_two_volumes_of_alcohol_that_were_given_say_that_they_shrink(plan: Plan) -> None:
    reply = plan(c1="95 % v/v", v1="50 mL", diluent="50 mL")

    assert Message.ALCOHOL_CONTRACTS in [one.code for one in reply.cautions]
    assert contraction(Kind.PERCENT_VV, 1e5, 0.5)


@pytest.mark.parametrize(
    ("fields", "substance", "shrinks"),
    [
        ({"c1": "95 % v/v", "c2": "78 % v/v", "medium": "water"}, "", True),
        ({"c1": "95 % v/v", "c2": "78 % v/v", "medium": "medium"}, "", True),
        ({"c1": "100 % v/v", "c2": "70 % v/v", "medium": "medium"}, "", True),
        ({"c1": "100 % v/v", "c2": "10 % v/v", "medium": "PBS"}, "ethanol, absolute", True),
        ({"c1": "100 % v/v", "c2": "20 % v/v", "medium": "EtOH"}, "FBS", True),
        ({"c1": "100 % v/v", "c2": "10 % v/v", "medium": "water"}, "2-propanol", True),
        ({"c1": "100 % v/v", "c2": "10 % v/v", "medium": "medium"}, "", False),
        ({"c1": "100 % v/v", "c2": "10 % v/v", "medium": "RPMI 1640"}, "", False),
        ({"c1": "100 % v/v", "c2": "50 % v/v", "medium": "PBS"}, "", False),
        ({"c1": "100 % v/v", "c2": "10 % v/v", "medium": "water"}, "FBS", False),
        ({"c1": "100 % v/v", "c2": "10 % v/v", "medium": "water"}, "cholesterol solution", False),
        ({"c1": "100 % v/v", "c2": "90 % v/v", "medium": "DMSO"}, "", False),
    ],
)
def test_only_alcohol_shrinks(
    planner: Planner, units: Units, fields: dict[str, str], substance: str, *, shrinks: bool
) -> None:
    compound = "" if substance else "lenalidomide"
    wanted = PlanRequest("dilute", {"dosing": "plain", "v2": "40 mL", **fields}, compound=compound, substance=substance)
    reply = answer(planner, wanted, units)

    assert reply.recipe
    assert (Message.ALCOHOL_CONTRACTS in {one.code for one in reply.cautions}) is shrinks
    assert ("diluent" in reply.computed) is not shrinks
    assert ("make up to" in " ".join(steps(reply))) is shrinks


@pytest.mark.parametrize("volume", ["60 mL", "100 mL", "333 mL", "1 L", "1.7 L", "2 L"])
def test_a_large_volume_is_made_up_in_a_cylinder_and_kept_in_a_bottle(plan: Plan, volume: str) -> None:
    reply = plan(c1="10 x", c2="1 x", v2=volume)

    said = " ".join(steps(reply))
    assert "bottle A" in said
    assert "tube" not in said
    assert "serological, 3" not in said
    assert reply.tubes[0].parts["stock"] == pytest.approx(0.1, rel=0.015)
    assert reply.error_percent["worst"] >= reply.error_percent["typical"] > 0


def test_more_than_the_largest_cylinder_is_measured_in_parts(plan: Plan) -> None:
    assert steps(plan(c1="10 x", c2="1 x", v2="5 L")) == [
        "2 L measuring cylinder, 3 × 1.5 L: water into bottle A.",
        "500 mL measuring cylinder, 500 mL: stock into bottle A. Mix. (A: 1 ×, 5 L)",
    ]


def test_what_a_tube_holds_is_pipetted_into_a_tube(plan: Plan) -> None:
    assert "into tube A" in steps(plan(c1="10 x", c2="1 x", v2="50 mL"))[-1]


def test_a_strong_stock_of_much_is_made_up_in_a_cylinder(plan: Plan) -> None:
    reply = plan("stock", mass="29.22 g", molar_mass="58.44 g/mol", concentration="5 M", solvent="water", aliquot="")

    said = " ".join(reply.recipe)
    assert "make up to 100 mL with it, mix, pour into a bottle" in said
    assert "vial" not in said.partition("make up to")[2].partition("bottle")[0]
    assert reply.error_percent["typical"] == pytest.approx(1.0)


# -- the words alone --------------------------------------------------------------------------------------------------


def test_a_reader_of_the_words_alone_makes_what_is_stated(plan: Plan) -> None:
    dice = random.Random(20)
    for _ in range(40):
        kind = dice.choice((" x", " % v/v", " mM"))
        c1 = round(10 ** dice.uniform(0, 2), 2)
        c2 = float(f"{c1 / 10 ** dice.uniform(0.02, 5):.3g}")
        volume = f"{10 ** dice.uniform(0.7, 3.6):.3g} mL"
        fields = {"c1": f"{c1}{kind}", "c2": f"{c2}{kind}", dice.choice(("v2", "diluent")): volume}
        reply = plan(**fields, solvent="DMSO", medium="buffer")
        if not reply.planned or not reply.recipe:
            continue
        hands = Hands(["stock", "buffer", "DMSO"], 0.0)
        hands.follow(reply.recipe)
        for stated in reply.tubes:
            tube = hands.tubes[stated.name]
            assert stated.volume_ul >= tube.ul * (1 - 1e-3)
            for name, part in stated.parts.items():
                assert tube.of.get(name, 0.0) / tube.ul == pytest.approx(part, rel=0.01), (fields, reply.recipe)
        assert "the well" not in json.dumps([reply.recipe, reply.working])
        assert not re.search(r"\b1 (wells|tubes|bottles)\b", " ".join(reply.recipe))


# -- how far off ------------------------------------------------------------------------------------------------------


@given(total=st.floats(60e3, 2e6), ratio=st.floats(1.05, 1e4), signs=st.lists(st.floats(-1, 1), min_size=2, max_size=2))
def test_no_cylinder_within_its_limits_is_further_off_than_the_worst(
    total: float, ratio: float, signs: list[float]
) -> None:
    lab = Lab(LabRules(), USUAL_PIPETTES)
    rack = TubePlan(lab, (Supply("stock", stock=True), Supply("water")))
    tube = rack.mix("A", ("water", total - total / ratio), ("stock", total / ratio), make_up=True)
    off = in_wells([tube], "stock", 0.0, None)["A"]
    diluent, *others = tube.pours
    named = dict.fromkeys(pour.way.pipette for pour in tube.pours)
    sign = dict(zip(named, signs, strict=False))
    whole = tube.volume_ul + (sign[diluent.way.pipette] * diluent.way.error_ul if tube.made_up else 0.0)
    taken = sum(one.way.volume_ul + sign[one.way.pipette] * one.way.error_ul for one in others)
    if tube.made_up:
        assert abs(taken / whole / tube.parts["stock"] - 1) <= off.worst * (1 + 1e-9) + 1e-12
    assert tube.bottle == (tube.volume_ul > LARGEST_TUBE_UL * (1 + 1e-9))


# -- what is said beside the volumes ----------------------------------------------------------------------------------

DOSES = {"c1": "10 mM", "solvent": "DMSO", "top": "1 uM", "points": "3", "factor": "3", "by": "factor"}


@pytest.mark.parametrize(("added", "mixed"), [("2 uL", True), ("25 uL", True), ("26 uL", False), ("100 uL", False)])
def test_a_spike_on_a_plate_is_mixed_in(plan: Plan, added: str, mixed: bool) -> None:
    wells = {"format": "96", "dosing": "added", "present_volume": "100 uL", "added_volume": added, "blanks": "0"}
    reply = plan("plate", **DOSES, **wells, vehicle_wells="3", untreated="0")

    into_wells = [step for step in reply.recipe if ": add " in step and not step.startswith("Border")]
    assert len(into_wells) == 4
    assert all(("Mix gently." in step) is mixed for step in into_wells)


@pytest.mark.parametrize("tool", ["stock", "dilute", "series", "plate"])
@pytest.mark.parametrize(
    ("compound", "solvent", "first"),
    [
        ("lenalidomide", "DMSO", "gloves and coat on"),
        ("lenalidomide", "water", "gloves and coat on"),
        ("SGC0946", "DMSO", "gloves on, changed after a splash. (DMSO takes"),
        ("SGC0946", "ethanol", ""),
    ],
)
def test_gloves_follow_the_hazard_and_the_solvent_in_every_tool(
    planner: Planner, units: Units, tool: str, compound: str, solvent: str, first: str
) -> None:
    fields = {
        "stock": {"mass": "5 mg", "concentration": "10 mM", "solvent": solvent},
        "dilute": {"c1": "10 mM", "c2": "1 uM", "solvent": solvent, "dosing": "resuspended"},
    }.get(tool, {**DOSES, "solvent": solvent})
    if tool == "series":
        fields = {**fields, "left": "1 mL"}
    reply = answer(planner, PlanRequest(tool, fields, compound=compound), units)  # type: ignore[arg-type]

    begun = " ".join(step for step in reply.recipe if step.startswith("Before you begin"))
    assert first in begun
    assert ("gloves" in begun) is bool(first)
    assert ("powder" in begun) is (tool == "stock" and "coat" in first)


def test_a_brim_without_a_source_is_called_a_lab_s_own_figure() -> None:
    said = {
        wells: [say(one.code, one.values) for one in too_full(FORMATS[wells], FORMATS[wells].brim_ul * 1.1)]
        for wells in (384, 1536)
    }

    assert "(flat bottom, Corning)" in said[384][0]
    assert "(no source found: a lab’s own figure)" in said[1536][0]
