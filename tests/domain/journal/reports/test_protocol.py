"""The protocol of an incubation: what its wells got, how it was made, how fresh it was, and nothing that was undone."""

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    Body,
    Entry,
    IncubationStarted,
    KeptPlate,
    KeptStep,
    RedoseGiven,
    Retracted,
    SolutionAdded,
    SolutionCorrected,
    SolutionMade,
)
from benchapp.domain.journal.reports.protocol import FollowedRecipe, followed_recipes, map_of, plate_of
from benchapp.domain.journal.state import replay
from benchapp.domain.lab.plates import Content, read_content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.freshness import State
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import entry, incubation, moment, solution

TWO_HOURS = (Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule"),)
PLATE = KeptPlate(96, {"dose 0": "B2 C2", "vehicle control": "B3", "nonsense": "A1"}, ("X",), ((Amount("10", "uM"),),))
STEPS = (KeptStep("step_split", {"count": 8, "ul": 100.0}),)


def working(name: str, made_h: float = 0.0) -> SolutionMade:
    made = solution(name, SolutionPurpose.WORKING, Storage.ROOM, TWO_HOURS, made=moment(made_h), parents=("s1",))
    return SolutionMade(made, steps=STEPS, tool="plate", plate=PLATE)


def recorded(*bodies: Body) -> list[Entry]:
    return [entry(body, number) for number, body in enumerate(bodies, 1)]


def shown(entries: list[Entry]) -> tuple[FollowedRecipe, ...]:
    bench = replay(entries)
    return followed_recipes(bench.incubations["i1"], bench, entries)


STARTED = IncubationStarted(replace(incubation(every_h=48, start=moment(1)), stock="s1", solution="w"))


def test_what_was_corrected_afterwards_stands_beside_the_recipe_unless_it_was_undone() -> None:
    wrong, right = SolutionFacts(stock_volume=Amount("5.3", "uL")), SolutionFacts(stock_volume=Amount("10.6", "uL"))
    corrected = SolutionCorrected("w", wrong, right, Strength(2.0, 2.0))
    bodies = (SolutionAdded(solution("s1", made=moment(-100))), working("w"), STARTED, corrected)
    stock, dose = shown(recorded(*bodies))
    assert (stock.corrections, dose.corrections) == ((), (corrected,))
    assert dose.made is not None
    assert dose.made.steps == STEPS

    _, undone = shown(recorded(*bodies, Retracted("e4")))
    assert undone.corrections == ()


def test_what_went_into_the_wells_and_what_it_was_made_from_is_shown_in_order() -> None:
    entries = recorded(
        SolutionAdded(solution("s1", made=moment(-100))), SolutionAdded(solution("other")), working("w"), STARTED,
        working("w2", 49.0), RedoseGiven("i1", 0, moment(52), "w2"),
    )  # fmt: skip
    stock, first, second = shown(entries)

    assert [one.solution.id for one in (stock, first, second)] == ["s1", "w", "w2"]
    assert (stock.made, stock.on_cells) == (None, False)
    assert first.made is not None
    assert first.made.steps == STEPS
    assert first.used == (moment(1),)
    assert [one.wall for one in stock.used] == [moment(0).wall, moment(49).wall]


def test_freshness_is_that_of_the_moment_of_dosing() -> None:
    entries = recorded(
        SolutionAdded(solution("s1")), working("w"), STARTED, working("w2", 49.0),
        RedoseGiven("i1", 0, moment(52), "w2"),
    )  # fmt: skip
    entries[-1] = replace(entries[-1], happened_at=moment(52).wall)
    _, first, second = shown(entries)

    assert first.freshness.state in {State.FRESH, State.USE_SOON}
    assert first.freshness.use_by == moment(2).wall
    assert second.freshness.state is State.PAST


def test_freshness_then_is_judged_by_what_was_corrected_since() -> None:
    older = SolutionCorrected("w", SolutionFacts(made=moment(0)), SolutionFacts(made=moment(-3)))
    entries = recorded(SolutionAdded(solution("s1", made=moment(-100))), working("w"), STARTED, older)
    entries[-1] = replace(entries[-1], happened_at=moment(30).wall)
    _, dose = shown(entries)

    assert dose.freshness.use_by == moment(-1).wall
    assert dose.freshness.state is State.PAST


def test_what_was_undone_is_absent() -> None:
    entries = recorded(
        SolutionAdded(solution("s1")), working("undone"), Retracted("e2"), working("w"), STARTED,
        RedoseGiven("i1", 0, moment(49), "w"), Retracted("e6"),
    )  # fmt: skip

    assert [one.solution.id for one in shown(entries)] == ["s1", "w"]
    assert next(one for one in shown(entries) if one.on_cells).used == (moment(1),)


def test_a_plate_that_was_kept_is_a_map_again() -> None:
    recipes = shown(recorded(SolutionAdded(solution("s1")), working("w"), STARTED))
    kept = plate_of(recipes)

    assert kept == PLATE
    assert kept is not None
    plate = map_of(kept)
    assert plate is not None
    assert dict(plate.wells) == {
        "B2": Content(WellUse.DOSE, (0,)), "C2": Content(WellUse.DOSE, (0,)), "B3": Content(WellUse.VEHICLE),
    }  # fmt: skip
    assert map_of(replace(PLATE, format=7)) is None
    assert plate_of(()) is None


@pytest.mark.parametrize("text", ["dose 0 -1", "vehicle control", "blank, no cells"])
def test_what_a_well_holds_is_read_as_it_is_written(text: str) -> None:
    content = read_content(text)

    assert content is not None
    assert content.written == text
    assert read_content("dose x") is None
    assert read_content("nonsense") is None


def test_what_is_not_in_the_journal_or_was_never_given_is_left_out() -> None:
    entries = recorded(SolutionAdded(solution("s1", made=moment(-100))), working("w"), STARTED)
    bench = replay(entries)
    running = bench.incubations["i1"]
    odd = replace(running, incubation=replace(running.incubation, also=("", "gone")), given_with={0: "w", 1: ""})

    assert [one.solution.id for one in followed_recipes(odd, bench, entries)] == ["s1", "w"]
