"""What the words of recipes come to: the first of what `make plans` does two thousand times and `make torture` more."""

import random
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from benchapp.commands.plan import answer
from benchapp.commands.plan_reply import PlanReply
from benchapp.commands.plan_requests import PlanRequest, RedoseGivenAs, StockGiven
from benchapp.commands.planner import Planner
from benchapp.domain.units.units import Units
from benchapp.store.library.library import Library
from tests.simulated_plans import VEHICLES, Check, carry_out, random_request
from tests.simulator import Hands, NotUnderstoodError, strength

DOSE = PlanRequest(
    "dilute",
    {"c1": "10 mM", "solvent": "DMSO", "c2": "10 uM", "dosing": "added", "wells": 24, "control_wells": 6,
     "present_volume": "100 uL", "added_volume": "100 uL"},
    compound="lenalidomide",
)  # fmt: skip


def test_the_words_of_plans_and_re_doses_come_to_what_they_state(qapp: QApplication) -> None:
    outcomes, wrong = carry_out(range(30), 5)

    assert wrong == []
    assert outcomes["planned"] + outcomes["with re-doses"] >= 25
    assert outcomes["with re-doses"] > 7
    # What is refused is still tried.
    assert len(outcomes) > 3


@pytest.fixture
def planner(units: Units, library: Library, tmp_path: Path, qapp: QApplication) -> Planner:
    return Planner(library, units, tmp_path)


def test_the_simulator_sees_a_wrong_volume_a_missing_step_and_a_wrong_statement(planner: Planner, units: Units) -> None:
    reply = answer(planner, DOSE, units)
    right = list(reply.recipe)
    place = next(number for number, step in enumerate(right) if "stock into tube" in step)
    wrong = [
        *right[:place],
        # What is set, 4 % more.
        re.sub(r"([\d.]+) µL: stock", lambda found: f"{1.04 * float(found[1]):.4g} µL too much: stock", right[place]),
        *right[place:],
    ]

    assert list(Check(DOSE, reply).step(reply)) == []
    assert _off(DOSE, reply, wrong[: place + 1] + right[place + 1 :])
    assert _off(DOSE, reply, right[:place] + right[place + 1 :])


def _off(request: PlanRequest, reply: PlanReply, steps: list[str]) -> list[str]:
    changed = replace(reply, recipe=tuple(steps))
    return list(Check(request, changed).step(changed))


def test_a_re_dose_that_would_take_off_what_was_just_given_is_seen() -> None:
    """Two tubes for one well: where medium is taken off before each, part of the first goes."""
    hands = Hands(["stock", "medium"], 100.0)
    hands.follow(
        [
            "P200, 100 µL: medium into tube A.",
            "P20, 10 µL: stock into tube A. Mix.",
            "P200: remove 50 µL of medium, add 50 µL of tube A to A1. (1 well)",
            "P200: remove 50 µL of medium, add 50 µL of medium to A1. (1 well)",
        ]
    )

    assert hands.wells["A1"].ul == pytest.approx(100)
    assert strength(hands.wells["A1"], "stock", 1.0) == pytest.approx(10 / 110 * 0.25)


@pytest.mark.parametrize(
    "step",
    [
        "P200, 50 µL: tube Z into tube A.",
        "P200, 50 µL: DMSO into each of the 4 tubes S1a to S4.",
        "P200: wash the cells with 50 µL of tube A.",
        "P200: add 50 µL of tube A to A1–A2. (2 wells)",
        "Do what is usual.",
    ],
)
def test_a_step_that_nobody_could_act_on_is_refused(step: str) -> None:
    with pytest.raises(NotUnderstoodError):
        Hands(["DMSO"], 100.0).follow([step])


def test_re_doses_of_a_checkerboard_take_medium_off_once(planner: Planner, units: Units) -> None:
    request = PlanRequest(
        "combine",
        {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": 2, "compound_2": "pinometostat", "c1_2": "10 mM",
         "solvent_2": "DMSO", "mode": "checkerboard", "top_2": "1 uM", "points_2": 2, "present_volume": "100 uL"},
        compound="lenalidomide",
    )  # fmt: skip
    for method in ("half change at 1x", "half change at 2x", "full change", "spike"):
        check = Check(request, reply := answer(planner, request, units))
        assert list(check.step(reply)) == []
        for number in (1, 2):
            again = replace(request, redose=RedoseGivenAs(method, number))
            reply = answer(planner, again, units)
            assert (reply.errors, list(check.step(reply))) == ((), [])
            assert sum("add nothing yet" in step for step in reply.recipe) == (method != "spike")


def test_what_a_stock_brings_as_it_is_counts_in_every_later_re_dose(planner: Planner, units: Units) -> None:
    """5 µL of 1 mM onto 500 µL for 9.6 µM: 101 doses are 0.970 mM, near enough to the stock for its pipetting."""
    request = PlanRequest(
        "dilute",
        {"c1": "1 mM", "solvent": "DMSO", "c2": "9.6 uM", "dosing": "resuspended", "wells": 24, "control_wells": 3,
         "well_volume": "500 uL"},
        compound="lenalidomide",
    )  # fmt: skip
    check = Check(request, reply := answer(planner, request, units))
    assert list(check.step(reply)) == []
    # Each brings 5 nmol in a volume 5 µL larger: (4.8 + 5) / 505, (4.8 + 10) / 510, … nmol/µL; and 5 µL of DMSO.
    for number in (1, 2, 3, 4):
        again = replace(request, redose=RedoseGivenAs("spike", number))
        reply = answer(planner, again, units)
        assert list(check.step(reply)) == []
        dosed = reply.wells[0]
        volume = 500 + 5 * number
        assert dosed.compounds[0].value == pytest.approx(1000 * (4.8 + 5 * number) / volume, rel=0.005)
        assert dosed.vehicle_percent == pytest.approx(100 * (4.8 + 5 * number) / volume, rel=0.005)


def test_random_requests_ask_for_every_vehicle_dosing_and_stock_in_hand() -> None:
    requests = [random_request(random.Random(number)) for number in range(300)]
    doses = [one for one in requests if one.tool == "dilute"]

    assert {str(one.fields["solvent"]) for one in requests if not one.stocks} == set(VEHICLES)
    assert {one.stocks[0].vehicle for one in requests if one.stocks} == set(VEHICLES)
    assert {one.fields["dosing"] for one in doses} == {"plain", "resuspended", "added", "spiked", "replaced"}
    assert {one.tool for one in requests if one.stocks} == {"dilute", "series", "plate", "combine"}


def test_aliquots_are_thawed_pooled_and_run_out() -> None:
    def follow(*steps: str) -> Hands:
        hands = Hands(["mine", "medium"], 100.0, {"mine": 20.0})
        hands.follow([*steps, "P200, 50 µL: mine into tube A."])
        return hands

    thawed, pooled = "3 aliquots of mine: thaw. (37 left after it)", "3 tubes of mine: pool them in one, mix. (50 µL)"
    opened = "mine: take the tube that is open (freezer). (45 µL in it)"
    assert follow(thawed, pooled).overdrawn == []
    assert follow(pooled).overdrawn == []
    assert follow(opened, "1 aliquot of mine: thaw. (3 left)", pooled.replace("3", "2")).overdrawn == []
    assert follow("1 aliquot of mine: thaw. (39 left after it)").overdrawn == ["mine: 50.0 of 20.0"]
    assert follow().overdrawn == ["mine: 50.0 of 20.0"]
    assert follow(opened).overdrawn == ["mine: 50.0 of 45.0"]
    with pytest.raises(NotUnderstoodError, match="which of the 3 tubes"):
        follow(thawed)
    with pytest.raises(NotUnderstoodError, match="4 tubes are out"):
        follow(opened, thawed, pooled)


def test_several_aliquots_are_carried_out_by_the_words(planner: Planner, units: Units) -> None:
    """2.64 mL of 100 µM for 24 wells take 26 µL of 10 mM, and a tube holds 20 µL of which 15 µL can be taken."""
    fields = {**DOSE.fields, "c2": "50 uM", "stock": "mine"}
    del fields["c1"], fields["solvent"]
    hand = StockGiven("mine", "10 mM", aliquots=8, aliquot_volume="20 uL")
    request = replace(DOSE, fields=fields, stocks=(hand,))

    check = Check(request, reply := answer(planner, request, units))

    assert any("pool them in one" in step for step in reply.recipe)
    assert list(check.step(reply)) == []
    unpooled = tuple(step for step in reply.recipe if "pool" not in step)
    changed = replace(reply, recipe=unpooled)
    assert any("which of the" in line for line in Check(request, changed).step(changed))


def test_random_requests_are_the_same_for_one_seed() -> None:
    assert random_request(random.Random(3)) == random_request(random.Random(3))
