import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.incubations.incubations import Plan
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AliquotThawed,
    Body,
    ChainStarted,
    ClockChanged,
    IncubationStarted,
    IncubationStopped,
    LabRuleSet,
    PersonNamed,
    PipettesSet,
    PlanChosen,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
)
from benchapp.domain.journal.state import LabState, apply_entry, check_undo, last_undoable, replay
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from tests.making import entry, incubation, moment, solution


def bench_of(*bodies: Body) -> LabState:
    return replay(entry(body, number) for number, body in enumerate(bodies, 1))


def test_a_made_solution_takes_its_aliquot_from_the_stock() -> None:
    made = SolutionMade(
        solution("w", SolutionPurpose.WORKING, aliquots=1, parents=("s1",)), thawed="s1", thawed_count=1
    )

    bench = bench_of(SolutionAdded(solution()), made)

    assert bench.solutions["s1"].left == 7
    assert bench.solutions["s1"].thawed == 1
    assert [kept.solution.id for kept in bench.in_hand()] == ["s1", "w"]


def test_what_is_filled_in_later_is_known_and_no_longer_asked() -> None:
    bench = bench_of(SolutionAdded(solution(storage=None)), SolutionFilled("s1", "Mara", "L7", "4 °C", ""))

    kept = bench.solutions["s1"]
    assert (kept.solution.made_by, kept.solution.lot, kept.solution.storage) == ("Mara", "L7", Storage.FRIDGE)
    assert kept.solution.place == "box 3, B4"
    assert kept.to_fill == ()


def test_thawing_never_goes_below_none_and_discarding_is_kept_with_its_reason() -> None:
    bench = bench_of(
        SolutionAdded(solution(aliquots=1)), AliquotThawed("s1", 3, moment()), SolutionDiscarded("s1", "spilt")
    )

    assert bench.solutions["s1"].left == 0
    assert bench.solutions["s1"].discarded == "spilt"
    assert bench.in_hand() == ()


def test_an_incubation_goes_through_its_steps() -> None:
    plan = Plan(24 * 3600.0, chosen=True)
    bench = bench_of(
        IncubationStarted(incubation(every_h=48)),
        RedoseGiven("i1", 0, moment(48)),
        RedoseSkipped("i1", 1, "weekend"),
        AlarmAcknowledged("i1", 0, 5.0),
        PlanChosen("i1", plan),
        IncubationStopped("i1", "contaminated"),
    )

    running = bench.incubations["i1"]
    assert running.given == {0: moment(48)}
    assert running.skipped == {1}
    assert running.acknowledged == {0: 5.0}
    assert running.incubation.plan == plan
    assert bench.running() == ()


def test_people_pipettes_and_rules_are_the_latest() -> None:
    pipette = Pipette("P2", 0.2, 2, 0.002, 0.08)
    bench = bench_of(
        PersonNamed("Mara"),
        PersonNamed("Jo"),
        PersonNamed("Mara"),
        PipettesSet((pipette,)),
        LabRuleSet("overage_percent", 20, 10),
    )

    assert bench.people == ("Jo", "Mara")
    assert bench.pipettes == (pipette,)
    assert bench.rules.overage_percent == 20


def test_an_entry_about_something_unknown_changes_nothing() -> None:
    for body in (
        AliquotThawed("x", 1, moment()),
        SolutionFilled("x"),
        SolutionDiscarded("x", ""),
        RedoseGiven("x", 0, moment()),
        ClockChanged(60),
        ChainStarted("here"),
    ):
        assert apply_entry(LabState(), entry(body)) == LabState()


def test_a_retracted_entry_leaves_no_trace() -> None:
    bodies: list[Body] = [SolutionAdded(solution()), AliquotThawed("s1", 1, moment()), Retracted("e2")]

    assert bench_of(*bodies) == bench_of(bodies[0])


def test_undo_is_refused_while_something_later_rests_on_it() -> None:
    entries = [entry(SolutionAdded(solution()), 1), entry(AliquotThawed("s1", 1, moment()), 2)]

    with pytest.raises(BenchError) as refused:
        check_undo("e1", entries)

    assert refused.value.code is Message.NEEDED_BY_LATER
    assert refused.value.values["entry"] == "e2"
    assert check_undo("e2", entries) is entries[1]
    entries.append(entry(Retracted("e2"), 3))
    assert check_undo("e1", entries) is entries[0]


@pytest.mark.parametrize("wanted", ["e1", "e3", "nothing"])
def test_what_is_undone_or_no_action_cannot_be_undone(wanted: str) -> None:
    entries = [entry(ChainStarted("here"), 1), entry(PersonNamed("Mara"), 2), entry(Retracted("e2"), 3)]

    with pytest.raises(BenchError):
        check_undo(wanted, entries)
    assert last_undoable(reversed(entries)) is None


bodies = st.sampled_from(
    [
        SolutionAdded(solution("s1")),
        SolutionAdded(solution("s2")),
        SolutionMade(solution("w", SolutionPurpose.WORKING, parents=("s1",)), "s1", 1),
        AliquotThawed("s1", 1, moment()),
        SolutionDiscarded("s2", "old"),
        IncubationStarted(incubation()),
        AlarmAcknowledged("i1", 0, 1.0),
        LabRuleSet("overage_percent", 20, 10),
        PersonNamed("Mara"),
    ]
)


@given(st.lists(bodies, max_size=20))
def test_adding_entry_by_entry_gives_what_a_replay_gives(story: list[Body]) -> None:
    entries = [entry(body, number) for number, body in enumerate(story, 1)]
    bench = LabState()
    for one in entries:
        bench = apply_entry(bench, one)

    assert bench == replay(entries)


@given(st.lists(bodies, min_size=1, max_size=12), st.data())
def test_undoing_gives_what_was_before_it(story: list[Body], data: st.DataObject) -> None:
    entries = [entry(body, number) for number, body in enumerate(story, 1)]
    last = len(entries)

    undone = replay([*entries, entry(Retracted(f"e{last}"), last + 1)])

    assert undone == replay(entries[:-1])
