"""What a computer brings along that joins a lab from now on: the same on every computer, and nothing else of before."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.brought_along import (
    as_brought,
    incubation_brought,
    running_as_brought,
    solution_brought,
)
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AliquotThawed,
    AmountTaken,
    Body,
    ChainsApart,
    ChainStarted,
    CompoundShared,
    ComputerNamed,
    Entry,
    IncubationBrought,
    IncubationStarted,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    PipettesSet,
    QuestionAnswered,
    RecipeSaved,
    RedoseGiven,
    Retracted,
    SolutionAdded,
    SolutionBrought,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepDone,
    Taken,
)
from benchapp.domain.journal.following import with_correction
from benchapp.domain.journal.incubation_changes import every_step
from benchapp.domain.journal.questions import QuestionKind, open_questions
from benchapp.domain.journal.sharing.merging import replay_all, replay_apart, set_apart, state_with
from benchapp.domain.journal.sharing.taking_along import brought, needed, taken_along
from benchapp.domain.journal.state import LabState, apply_entry, replay
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.domain.journal.sharing.test_merging import BODIES, HOURS, entry
from tests.making import incubation, moment, solution

# The chain that stays, that of the computer that joined, and those of two others.
PRIVATE, JOINED = "p", "j"
JOINS = 60.0


def shared_part(state: LabState) -> LabState:
    """Return what others know of a state: what stayed on this computer is left out."""
    return replace(
        state,
        solutions={name: one for name, one in state.solutions.items() if not one.apart},
        incubations={name: one for name, one in state.incubations.items() if not one.apart},
        notes={},
        faults={},
    )


def brought_back(kept: SolutionState) -> SolutionState:
    return as_brought(solution_brought(kept), kept.home)


def running_back(running: Running) -> Running:
    return running_as_brought(incubation_brought(running), running.home)


def without_questions(kept: SolutionState) -> SolutionState:
    """Return a solution without what does not come along: the questions of another lab."""
    return replace(kept, disputes=())


def known_here(running: Running) -> Running:
    """Return an incubation as far as it comes along: on which computers it was done and rings is the lab's."""
    done = dict.fromkeys([*running.given, *running.did], running.home)
    return replace(running, twice=(), unplanned=(), rings_in=frozenset(), done_in=done)


def journal(*bodies: Body, chain: str = PRIVATE, begin: int = 1) -> list[Entry]:
    return [entry(str(number), chain, number / 10, body) for number, body in enumerate(bodies, begin)]


@given(st.lists(st.sampled_from(BODIES), max_size=25))
def test_what_is_brought_equals_what_was_there(bodies: list[Body]) -> None:
    state = replay(journal(SolutionAdded(solution()), IncubationStarted(incubation(every_h=24)), *bodies, begin=1))

    for kept in state.solutions.values():
        assert brought_back(kept) == without_questions(kept)
    for running in state.incubations.values():
        assert running_back(running) == known_here(running)


@st.composite
def two_labs(draw: st.DrawFn) -> list[Entry]:
    """The entries of a computer before and after it joined, with what it brings along, and those of two others."""
    old = draw(st.lists(st.tuples(HOURS, st.sampled_from(BODIES)), max_size=10))
    found = [entry(str(number), PRIVATE, hours * 0.7, body) for number, (hours, body) in enumerate(old, 1)]
    found.sort(key=lambda one: one.place)
    along = taken_along(replay(found), lambda _: True, (PRIVATE,), "Mara")
    written: list[Body] = [ChainStarted("here", PRIVATE, "head", "joined"), ChainsApart((PRIVATE,)), *along]
    found += [entry(str(100 + number), JOINED, JOINS, body) for number, body in enumerate(written)]
    # Those of one press have one time, and numbers that follow each other.
    found[-len(written) :] = [
        replace(one, lamport=one.lamport + number) for number, one in enumerate(found[-len(written) :])
    ]
    for number in range(draw(st.integers(0, 14))):
        chain = draw(st.sampled_from(("a", "c", JOINED)))
        hours = draw(HOURS) + (JOINS + 1 if chain == JOINED else 0)
        mine = [one for one in found if one.chain == chain and one.sequence >= 1000]
        if mine and draw(st.integers(0, 4)) == 0:
            body: Body = Retracted(draw(st.sampled_from(mine)).id)
            hours += 100
        else:
            body = draw(st.sampled_from(BODIES))
        found.append(entry(str(1000 + number), chain, hours, body))
    return sorted(found, key=lambda one: one.place)


@given(two_labs())
def test_what_is_shared_is_the_same_here_as_where_nothing_of_before_is_known(entries: list[Entry]) -> None:
    here = replay_apart(entries, {PRIVATE})
    there = replay(one for one in entries if one.chain != PRIVATE)

    assert shared_part(here) == shared_part(there)
    assert [one.solution.id for one in here.solutions.values() if not one.apart] == list(there.solutions)
    assert [one.incubation.id for one in here.incubations.values() if not one.apart] == list(there.incubations)
    assert open_questions(here) == open_questions(there)
    assert not any(one.apart for one in there.solutions.values())
    assert not any(one.apart for one in there.incubations.values())
    for target, notes in there.notes.items():
        assert set(notes) <= set(here.notes[target])


@given(two_labs(), st.data())
def test_the_state_after_joining_does_not_depend_on_the_order_in_which_entries_come_in(
    entries: list[Entry], data: st.DataObject
) -> None:
    whole = replay_apart(entries, {PRIVATE})
    own = [one for one in entries if one.chain in {PRIVATE, JOINED}]
    arriving = data.draw(st.permutations([one for one in entries if one not in own]))
    here, checkpoint = own, replay_all(own, apart={PRIVATE})[1]
    for some in (arriving[:3], arriving[3:7], arriving[7:]):
        here = sorted([*here, *some], key=lambda one: one.place)
        shared = [one for one in here if one.chain != PRIVATE]
        found = state_with(some, checkpoint, lambda place: [one for one in shared if one.place > place])  # noqa: B023
        if found is None:
            found, checkpoint = replay_all(here, apart={PRIVATE})

        assert found == replay_apart(here, {PRIVATE})
    assert found == whole


@given(two_labs())
def test_entry_after_entry_gives_what_a_replay_gives(entries: list[Entry]) -> None:
    kept = [one for one in entries if not isinstance(one.body, Retracted)]
    state = set_apart(replay(one for one in kept if one.chain == PRIVATE))
    for one in kept:
        if one.chain != PRIVATE:
            state = apply_entry(state, one)

    assert state == replay_apart(kept, {PRIVATE})
    assert list(state.solutions) == list(replay_apart(kept, {PRIVATE}).solutions)


USED_UP = SolutionDiscarded("s1", "empty")


def after_joining(before: Sequence[Body], *later: Body) -> tuple[LabState, LabState]:
    """Return the state of the computer that joined, and that of another one."""
    old = journal(*before)
    along = taken_along(replay(old), lambda _: True, (PRIVATE,), "")
    new = journal(*along, *later, chain=JOINED, begin=100)
    return replay_apart([*old, *new], {PRIVATE}), replay(new)


def test_what_is_used_up_stays_and_what_is_in_hand_comes_with_what_it_was_made_of() -> None:
    working = replace(solution("w", SolutionPurpose.WORKING, Storage.ROOM, parents=("s1",)), made_by="Jo")
    before = (SolutionAdded(solution("s1")), SolutionAdded(solution("s2")), SolutionDiscarded("s2", "old"))
    here, there = after_joining((*before, SolutionMade(working, tool="dilute", inputs={"c": "1 uM"}), USED_UP))

    assert list(there.solutions) == ["s1", "w"]
    assert there.solutions["s1"].gone
    assert [name for name, one in here.solutions.items() if one.apart] == ["s2"]
    assert [(one.solution, one.inputs) for one in there.repeatable] == [("w", {"c": "1 uM"})]
    assert there.people == ("Jo",)
    assert there.solutions["w"].home == JOINED


def test_what_runs_comes_along_and_what_is_over_stays() -> None:
    over = IncubationStarted(incubation("i2"))
    runs = IncubationStarted(replace(incubation("i1", every_h=24), solution="s1"))
    done = RedoseGiven("i1", 0, moment(24), "s2")
    stocks = (SolutionAdded(solution("s1")), SolutionAdded(solution("s2")))
    end = StepDone("i2", incubation("i2").end_number, moment(168))
    ended = replay(journal(over, replace(end, step=0)))
    assert ended.incubations["i2"].over
    here, there = after_joining((*stocks, over, runs, done, replace(end, step=0), USED_UP, SolutionDiscarded("s2", "")))

    assert list(there.incubations) == ["i1"]
    assert list(there.solutions) == ["s1", "s2"]
    assert there.incubations["i1"] == here.incubations["i1"]
    assert there.incubations["i1"].given == {0: moment(24)}
    assert here.incubations["i2"].apart


def test_what_belongs_to_another_computer_does_not_come_along() -> None:
    other = [entry("1", "k", 0, SolutionAdded(solution("s1"))), entry("2", "k", 0, IncubationStarted(incubation()))]

    assert taken_along(replay(other), lambda home: home == PRIVATE, (PRIVATE,), "") == []


def test_rules_recipes_and_pipettes_follow_and_nothing_else_of_the_past_is_left() -> None:
    before = (
        ChainStarted("here"),
        ComputerNamed("hood-2"),
        PersonNamed("Mara"),
        LabRuleSet("stock_frozen_20_d", 91.0, 0.0, (), in_months=True),
        RecipeSaved("Monday", "len", "plate", {"top": "1 uM"}),
        QuestionAnswered("rule:e1", "first"),
        NoteAdded("a note", "s1"),
    )
    old = replay(journal(*before))
    here, there = after_joining(before)

    assert (here.rules, list(here.recipes)) == (old.rules, ["Monday"])
    assert (there.rules, there.recipes) == (here.rules, here.recipes)
    assert (dict(here.computers.names), dict(here.settled), here.people) == ({}, {}, ())
    assert [one.text for one in here.notes["s1"]] == ["a note"]
    assert not there.notes

    pipettes = replay(journal(PipettesSet(USUAL_PIPETTES[:2])))
    assert taken_along(pipettes, lambda _: True, (PRIVATE,), "Mara") == [
        PipettesSet(USUAL_PIPETTES[:2]),
        PersonNamed("Mara"),
    ]
    assert taken_along(pipettes, lambda _: True, ("another",), "") == []


def test_what_stayed_follows_a_correction_of_what_is_shared_and_nothing_shared_follows_what_stayed() -> None:
    made = replace(solution("w", SolutionPurpose.WORKING, Storage.ROOM, parents=("s1",)), label="BC-W")
    of_it = replace(solution("x", SolutionPurpose.WORKING, Storage.ROOM, parents=("w",)), label="BC-X")
    past = (
        SolutionMade(made),
        IncubationStarted(replace(incubation("i1"), solution="w")),
        StepDone("i1", 0, moment(9)),
    )
    correction = SolutionCorrected(
        "s1", SolutionFacts(lot="", solvent="DMSO"), SolutionFacts(lot="L9", solvent="water"), Strength(2.0, 2.0)
    )
    dosed = IncubationStarted(replace(incubation("i2"), solution="w"))
    here, there = after_joining(
        (SolutionAdded(solution("s1")), *past, SolutionDiscarded("w", "")), SolutionMade(of_it), dosed, correction
    )

    assert shared_part(here) == shared_part(there)
    assert here.solutions["w"].apart
    assert here.solutions["w"].corrected == ("s1",)
    assert here.incubations["i1"].corrected
    assert here.solutions["x"].corrected == ()
    assert here.incubations["i2"].corrected == {}


def test_a_correction_of_what_stayed_takes_nothing_more_of_what_is_shared() -> None:
    stock = replace(solution("s1", aliquots=1), aliquot_volume=Amount("100", "uL"))
    made = solution("w", SolutionPurpose.WORKING, Storage.ROOM, parents=("s1",))
    more = Taken("s1", "s1", 1, Amount("10", "uL"))
    correction = SolutionCorrected("w", SolutionFacts(), SolutionFacts(), more=(more,))
    here, there = after_joining((SolutionAdded(stock), SolutionMade(made), SolutionDiscarded("w", "")), correction)

    assert shared_part(here) == shared_part(there)
    assert here.solutions["s1"].portions.all[0].volume_ul == 100.0
    # Shown before it is recorded, it takes nothing of what is shared either.
    shown = with_correction(here, correction)
    assert shown.solutions["s1"] == here.solutions["s1"]
    # The program brings it along before that, so that the stock has what it has everywhere.
    state = after_joining((SolutionAdded(stock), SolutionMade(made), SolutionDiscarded("w", "")))[0]
    assert [one.solution.id for one in needed(state, [correction]) if isinstance(one, SolutionBrought)] == ["w"]
    here, there = after_joining(
        (SolutionAdded(stock), SolutionMade(made), SolutionDiscarded("w", "")), *needed(state, [correction]), correction
    )
    assert shared_part(here) == shared_part(there)
    assert here.solutions["s1"].portions.all[0].volume_ul == 90.0


def test_a_re_dose_of_cells_that_stayed_takes_nothing_of_what_is_shared() -> None:
    stopped = (IncubationStarted(incubation("i1", every_h=24)), StepDone("i1", 6, moment(168)))
    stock = replace(solution("s1", storage=Storage.ROOM), aliquot_volume=Amount("100", "uL"))
    given_late = RedoseGiven("i1", 0, moment(24), "s1", (Taken("s1", "s1", 1, Amount("10", "uL")),))
    here, there = after_joining((SolutionAdded(stock), *stopped), given_late)

    assert here.incubations["i1"].apart
    assert shared_part(here) == shared_part(there)
    assert here.incubations["i1"].given == {}
    # An alarm of it is answered here alone.
    seen = AlarmAcknowledged("i1", 0, 1.0)
    here, there = after_joining((SolutionAdded(stock), *stopped), seen)
    assert here.incubations["i1"].acknowledged == {0: 1.0}
    assert shared_part(here) == shared_part(there)


def test_cells_dosed_with_what_stayed_know_no_more_of_it_than_elsewhere() -> None:
    dosed = IncubationStarted(replace(incubation("i1"), solution="s2", also=("s1",)))
    here, there = after_joining((SolutionAdded(solution("s1")), USED_UP), dosed)

    assert here.incubations["i1"] == there.incubations["i1"]


def test_the_rest_of_what_stayed_is_not_discarded_by_an_entry_that_others_pass_over() -> None:
    dosed = IncubationStarted(incubation("i1"), discarded=("s1",))
    state = set_apart(replay(journal(SolutionAdded(solution("s1")))))
    here = apply_entry(state, entry("9", JOINED, 50, dosed))

    assert not here.solutions["s1"].gone


def test_what_was_asked_before_is_asked_no_more() -> None:
    added = entry("1", "a", 0, SolutionAdded(solution("s1", aliquots=1)))
    twice = [
        entry("2", "a", 1, AliquotThawed("s1", 1, moment(1), "s1")),
        entry("3", "b", 2, AliquotThawed("s1", 1, moment(2), "s1")),
    ]
    over = [
        entry("4", "a", 3, IncubationStarted(incubation("i1"))),
        entry("5", "a", 4, StepDone("i1", 0, moment(4))),
        entry("6", "b", 5, StepDone("i1", 0, moment(5))),
    ]
    before = replay([added, *twice, *over])
    assert {one.kind for one in open_questions(before)} == {QuestionKind.TUBE, QuestionKind.STEP}

    after = set_apart(before)
    assert open_questions(after) == ()
    # And what is of before meets no label of the lab.
    met = apply_entry(after, entry("7", "c", 6, SolutionAdded(replace(solution("s7"), label=solution("s1").label))))
    assert open_questions(met) == ()


def test_whether_a_compound_is_used_is_asked_of_what_is_shared() -> None:
    state = set_apart(replay(journal(SolutionAdded(solution("s1")), IncubationStarted(incubation("i1")))))
    for number, chain in enumerate("ac", 10):
        body = CompoundShared(("len", "len2")[number - 10], f"h{number}", "Lenalidomide", "{}")
        state = apply_entry(state, entry(str(number), chain, number, body))

    question = next(one for one in open_questions(state) if one.kind is QuestionKind.SAME_NAME)
    assert question.answers == ("both", "first", "second")


def test_what_is_handled_or_used_is_brought_along_before_that_and_no_more_than_once() -> None:
    made = solution("w", SolutionPurpose.WORKING, Storage.ROOM, parents=("s1",))
    state = set_apart(
        replay(
            journal(
                SolutionAdded(solution("s1")),
                SolutionMade(made),
                IncubationStarted(replace(incubation("i1"), solution="w")),
            )
        )
    )

    def names(*bodies: Body) -> list[str]:
        return [
            one.solution.id if isinstance(one, SolutionBrought) else one.incubation.id
            for one in needed(state, bodies)
            if isinstance(one, SolutionBrought | IncubationBrought)
        ]

    assert names(AliquotThawed("s1", 1, moment(), "s1")) == ["s1"]
    assert names(SolutionMade(solution("x", parents=("w",)))) == ["s1", "w"]
    assert names(RedoseGiven("i1", 0, moment(), "w")) == ["s1", "w", "i1"] or names(
        RedoseGiven("i1", 0, moment(), "w")
    ) == ["i1", "s1", "w"]
    assert names(SolutionCorrected("w", SolutionFacts(), SolutionFacts(made=moment(1)))) == ["s1", "w"]
    assert names(SolutionFilled("w", lot="L1")) == ["s1", "w"]
    # What is only noted of it, or answers an alarm, stays a matter of this computer.
    assert names(NoteAdded("clumps", "w"), AlarmAcknowledged("i1", 0, 1.0)) == []
    # Of what the lab has by now, nothing is brought again.
    for number, body in enumerate(needed(state, [AliquotThawed("w", 1, moment(), "w")])):
        state = apply_entry(state, entry(str(number), JOINED, 70 + number, body))
    assert names(AliquotThawed("w", 1, moment(), "w"), RedoseGiven("i1", 0, moment(), "w")) == ["i1"]


def test_what_the_lab_has_already_is_not_brought_over_it() -> None:
    stock = SolutionAdded(solution("s1"))
    started = IncubationStarted(incubation("i1"))
    bring = brought(replay(journal(stock, started)), ["s1", "i1", "nothing"])
    state = replay(journal(*bring, AliquotThawed("s1", 1, moment(1), "s1"), *bring))

    assert state.solutions["s1"].thawed == 1
    assert list(state.incubations) == ["i1"]


def test_a_handling_that_was_there_before_what_it_is_about_holds_once_that_is_brought() -> None:
    early = AliquotThawed("s1", 1, moment(1), "s1")
    state = replay(journal(early, *brought(replay(journal(SolutionAdded(solution("s1")))), ["s1"])))

    assert state.solutions["s1"].thawed == 1
    assert len(state.unseen) == 0


def test_what_is_entered_again_under_the_id_of_what_stayed_is_one_of_the_lab() -> None:
    state = set_apart(replay(journal(SolutionAdded(solution("s1")), IncubationStarted(incubation("i1")))))
    state = apply_entry(state, entry("8", JOINED, 60, SolutionAdded(solution("s1"))))
    state = apply_entry(state, entry("9", JOINED, 61, IncubationStarted(incubation("i1"))))

    assert not state.solutions["s1"].apart
    assert not state.incubations["i1"].apart


def test_steps_of_what_was_brought_are_known_by_their_numbers() -> None:
    bring = brought(replay(journal(IncubationStarted(incubation("i1", every_h=24)))), ["i1"])
    entries = journal(*bring, RedoseGiven("i1", 0, moment(24), "s1"))

    assert sorted(every_step(entries, "i1")) == [0, 1, 2, 3, 4, 5, 6]
    # Where it was started here, that tells it.
    assert every_step(journal(IncubationStarted(incubation("i1")), *bring), "i1").keys() == {0}
    assert every_step(journal(*bring), "i2") == {}


def test_entries_name_what_they_bring_and_what_it_was_made_of() -> None:
    bring = solution_brought(replay(journal(SolutionAdded(solution("w", parents=("s1",))))).solutions["w"])
    assert bring.refers() == {"s1"}
    assert bring.creates("e1") == {"e1", "w"}
    runs = replace(incubation("i1"), solution="w", also=("b",))
    begun = incubation_brought(
        replay(journal(IncubationStarted(runs), RedoseGiven("i1", 0, moment(1), "x"))).incubations["i1"]
    )
    assert begun.refers() == {"w", "b", "x"}
    assert begun.creates("e2") == {"e2", "i1"}


def test_a_journal_of_nothing_but_what_stayed_has_no_checkpoint() -> None:
    old = journal(SolutionAdded(solution("s1")))
    state, checkpoint = replay_all(old, apart={PRIVATE})

    assert checkpoint is None
    assert state == set_apart(replay(old)) == replay_apart(old, {PRIVATE})
    assert replay_apart(old, ()) == replay(old)


@pytest.mark.parametrize(
    "taken", [AmountTaken("s1", "s1", Amount("10", "uL"), moment(1)), SolutionDiscarded("s1", "x")]
)
def test_what_others_say_of_what_stayed_waits_as_where_it_is_not_there(taken: Body) -> None:
    state = set_apart(replay(journal(SolutionAdded(solution("s1")))))

    here = apply_entry(state, entry("9", "a", 60, taken))
    there = apply_entry(LabState(), entry("9", "a", 60, taken))
    assert shared_part(here) == shared_part(there)
    assert here.solutions == state.solutions
