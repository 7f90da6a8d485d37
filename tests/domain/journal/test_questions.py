"""What two computers record without knowing of each other: both are kept, and somebody is asked, everywhere once."""

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Plan
from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AliquotThawed,
    AmountTaken,
    Body,
    ChainStarted,
    ComputerRetired,
    Entry,
    IncubationStarted,
    LabRuleSet,
    PlanChosen,
    PortionMoved,
    PortionSplit,
    QuestionAnswered,
    RedoseGiven,
    Retracted,
    RingsHere,
    SolutionAdded,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepDone,
    Taken,
)
from benchapp.domain.journal.questions import OpenQuestion, QuestionKind, answering, open_questions
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.lab.lab_rules import rule_read
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.handling import Handled, How, KeptTubes, handle
from benchapp.domain.solutions.portions import Portions, initial_portion
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import Amount
from tests.making import BEGIN, incubation, moment, solution

TAKEN = Amount("5", "uL")


def told(number: int, chain: str, body: Body, minutes: float = 0.0) -> Entry:
    at = BEGIN + timedelta(minutes=minutes)
    return Entry(f"e{number}", chain, number, int(at.timestamp() * 1000) + number, at, "UTC", at, "", body)


def stock(aliquots: int = 1, ul: str = "100") -> SolutionAdded:
    return SolutionAdded(replace(solution("s1", aliquots=aliquots), aliquot_volume=Amount(ul, "uL")))


def numbered(*bodies: tuple[str, Body]) -> list[Entry]:
    return [told(number, chain, body, number) for number, (chain, body) in enumerate(bodies, 1)]


def asked(entries: Sequence[Entry]) -> list[tuple[QuestionKind, str]]:
    return [(one.kind, one.entry) for one in open_questions(replay(entries))]


THAWED_TWICE = (
    ("a", stock()),
    ("a", AliquotThawed("s1", 1, moment(1), "s1")),
    ("b", AliquotThawed("s1", 1, moment(1.2), "s1")),
)


def test_two_who_thaw_the_last_aliquot_have_a_tube_each_and_are_asked() -> None:
    entries = numbered(*THAWED_TWICE, ("b", AmountTaken("s1", "e3", TAKEN, moment(2))))
    state = replay(entries)

    assert [(one.id, one.volume_ul, one.thaws) for one in state.solutions["s1"].portions.all] == [
        ("e2", 100.0, 1), ("e4", 95.0, 1),
    ]  # fmt: skip
    assert asked(entries) == [(QuestionKind.TUBE, "e3")]
    (question,) = open_questions(state)
    assert (question.about, question.other, question.answers) == ("s1", "e2", ("two", "same"))


def test_two_who_thaw_the_next_aliquot_without_naming_it_have_a_tube_each_and_are_asked() -> None:
    """The tube of the first kept neither its id nor its one thaw."""
    unnamed = [("a", stock())] + [(chain, AliquotThawed("s1", 1, moment(1))) for chain in "ab"]
    entries = numbered(*unnamed, ("a", AmountTaken("s1", "e2", TAKEN, moment(2))))
    state = replay(entries)

    assert [(one.id, one.volume_ul, one.thaws) for one in state.solutions["s1"].portions.all] == [
        ("e4", 95.0, 1), ("e3", 100.0, 1),
    ]  # fmt: skip
    assert asked(entries) == [(QuestionKind.TUBE, "e3")]
    same = replay([*entries, told(5, "b", QuestionAnswered("tube:e3", "same", "s1"))])
    assert [(one.volume_ul, one.thaws) for one in same.solutions["s1"].portions.all] == [(95.0, 1)]
    # Of two aliquots each has one, and one that was frozen again is thawed again.
    two = replay(numbered(("a", stock(2)), *unnamed[1:]))
    assert (len(two.solutions["s1"].portions.all), open_questions(two)) == (2, ())
    frozen = PortionMoved("s1", "e2", 1, Storage.FREEZER_20, "", moment(1.5))
    again = replay(numbered(*unnamed[:2], ("a", frozen), unnamed[2]))
    assert ([one.thaws for one in again.solutions["s1"].portions.all], open_questions(again)) == ([2], ())


def test_who_says_that_there_were_two_has_two_and_is_not_asked_again() -> None:
    entries = numbered(*THAWED_TWICE, ("a", QuestionAnswered("tube:e3", "two", "s1")))
    state = replay(entries)

    assert open_questions(state) == ()
    assert [one.id for one in state.solutions["s1"].portions.all] == ["e2", "e3"]


def test_who_says_that_it_is_one_has_one_with_what_was_taken_by_both() -> None:
    entries = numbered(
        *THAWED_TWICE,
        ("a", AmountTaken("s1", "e2", Amount("30", "uL"), moment(2))),
        ("b", AmountTaken("s1", "e3", TAKEN, moment(2.1))),
        ("a", QuestionAnswered("tube:e3", "same", "s1")),
        ("b", AmountTaken("s1", "e5", TAKEN, moment(3))),
    )
    state = replay(entries)

    (left,) = state.solutions["s1"].portions.all
    assert left.volume_ul == pytest.approx(60.0)
    assert (left.thaws, open_questions(state)) == (1, ())


def test_a_tube_that_somebody_moved_is_the_one_that_another_takes_of() -> None:
    opened = ("a", AliquotThawed("s1", 1, moment(1), "s1"))
    entries = numbered(
        ("a", stock()),
        opened,
        ("a", PortionMoved("s1", "e2", 1, "", "rack", moment(2))),
        ("b", AmountTaken("s1", "e2", TAKEN, moment(2.1))),
        ("b", PortionMoved("s1", "e4", 1, "", "box 2", moment(3))),
    )
    (left,) = replay(entries).solutions["s1"].portions.all

    assert (left.volume_ul, left.place, left.thaws) == (95.0, "box 2", 1)
    assert asked(entries) == []


def test_what_is_used_after_it_was_used_up_or_thrown_away_is_asked() -> None:
    whole = AmountTaken("s1", "e2", Amount("100", "uL"), moment(2))
    gone: tuple[Body, ...] = (whole, SolutionDiscarded("s1", "spilled", "e2"), SolutionDiscarded("s1", "too old"))
    for body in gone:
        entries = numbered(
            ("a", stock()),
            ("a", AliquotThawed("s1", 1, moment(1), "s1")),
            ("a", body),
            ("b", AmountTaken("s1", "e2", TAKEN, moment(2.1))),
        )
        assert asked(entries)[-1:] == ([(QuestionKind.GONE, "e4")]), body
        assert asked([*entries, told(9, "a", QuestionAnswered("gone:e4", "seen", "s1"), 99)]) == []


def test_to_throw_away_what_is_gone_already_asks_nothing() -> None:
    entries = numbered(
        ("a", stock()),
        ("a", SolutionDiscarded("s1", "spilled", "s1")),
        ("b", SolutionDiscarded("s1", "spilled", "s1")),
    )

    assert (asked(entries), replay(entries).solutions["s1"].disputes) == ([], ())


def test_an_aliquot_thawed_after_all_were_thrown_away_is_in_hand_until_somebody_settles_it() -> None:
    entries = numbered(
        ("a", stock(8)),
        ("a", SolutionDiscarded("s1", "too old")),
        ("b", AliquotThawed("s1", 1, moment(1), "s1")),
    )
    state = replay(entries)

    assert [kept.solution.id for kept in state.in_hand()] == ["s1"]
    assert asked(entries) == [(QuestionKind.TUBE, "e3")]
    same = replay([*entries, told(9, "a", QuestionAnswered("tube:e3", "same", "s1"), 99)])
    assert same.in_hand() == ()


def test_a_second_split_of_one_tube_is_of_what_the_first_has_left() -> None:
    opened = ("a", AliquotThawed("s1", 1, moment(1), "s1"))
    split = PortionSplit("s1", "e2", 4, Amount("10", "uL"), moment(2))
    entries = numbered(("a", stock()), opened, ("a", split), ("b", replace(split, at=moment(2.1))))
    state = replay(entries)

    assert sum(one.count * (one.volume_ul or 0) for one in state.solutions["s1"].portions.all) == pytest.approx(100)
    assert asked(entries) == [(QuestionKind.GONE, "e4")]


def test_a_correction_leaves_disputed_tubes_as_they_are() -> None:
    right = SolutionCorrected("s1", SolutionFacts(lot="1"), SolutionFacts(lot="2"))
    before = replay(numbered(*THAWED_TWICE)).solutions["s1"]
    after = replay(numbered(*THAWED_TWICE, ("a", right))).solutions["s1"]

    assert (after.portions, after.disputes, after.thawed) == (before.portions, before.disputes, before.thawed)


def test_an_answer_to_what_is_not_asked_changes_nothing_else() -> None:
    entries = numbered(*THAWED_TWICE)
    state = replay(entries)
    for key, about in (("tube:nothing", "s1"), ("tube:e3", "s9"), ("later:kind", "")):
        after = replay([*entries, told(9, "a", QuestionAnswered(key, "same", about), 99)])
        assert replace(after, settled={}) == state


RUNNING = ("a", IncubationStarted(incubation("i1", every_h=48)))


@pytest.mark.parametrize("kind", ["redose", "step"])
def test_a_step_recorded_on_two_computers_is_asked_and_the_first_holds(kind: str) -> None:
    planned = PlannedStep(5, StepKind.FEED, 3600.0)
    first: Body = RedoseGiven("i1", 0, moment(48)) if kind == "redose" else StepDone("i1", 5, moment(48))
    later: Body = RedoseGiven("i1", 0, moment(48.2)) if kind == "redose" else StepDone("i1", 5, moment(48.2))
    entries = numbered(RUNNING, ("a", StepAdded("i1", planned)), ("a", first), ("b", later))
    running = replay(entries).incubations["i1"]

    assert (running.given.get(0) or running.did[5].at) == moment(48)
    assert asked(entries) == [(QuestionKind.STEP, "e4")]
    for answer in ("once", "twice"):
        assert asked([*entries, told(9, "b", QuestionAnswered("step:e4", answer, "i1"), 99)]) == []


def test_a_time_that_is_entered_again_on_the_same_computer_is_a_correction() -> None:
    entries = numbered(RUNNING, ("a", RedoseGiven("i1", 0, moment(48))), ("a", RedoseGiven("i1", 0, moment(47))))

    assert replay(entries).incubations["i1"].given[0] == moment(47)
    assert asked(entries) == []


def test_a_rule_set_without_knowing_of_another_is_asked_and_the_later_holds() -> None:
    entries = numbered(
        ("a", LabRuleSet("overage_percent", 15, 10)),
        ("b", LabRuleSet("overage_percent", 25, 10)),
        ("a", LabRuleSet("working_room_h", 3, 2)),
        ("b", LabRuleSet("working_room_h", 4, 3)),
    )
    state = replay(entries)

    assert (state.rules.overage_percent, state.rules.working_room_h) == (25, 4)
    assert asked(entries) == [(QuestionKind.RULE, "e2")]
    assert open_questions(state)[0].other == "15"
    assert asked([*entries, told(9, "b", QuestionAnswered("rule:e2", "second"), 99)]) == []


def test_the_value_before_is_asked_with_its_months() -> None:
    entries = numbered(
        ("a", LabRuleSet("stock_frozen_20_d", 182, 0, in_months=True)), ("b", LabRuleSet("stock_frozen_20_d", 14, 0))
    )

    (question,) = open_questions(replay(entries))
    assert rule_read(question.other) == (182.0, True)
    assert rule_read("15") == (15.0, False)


def test_a_rule_that_two_set_alike_or_one_sets_after_undoing_asks_nothing() -> None:
    alike = numbered(("a", LabRuleSet("overage_percent", 15, 10)), ("b", LabRuleSet("overage_percent", 15, 10)))
    undone = numbered(
        ("a", LabRuleSet("overage_percent", 15, 10)),
        ("a", LabRuleSet("overage_percent", 20, 15)),
        ("a", Retracted("e1")),
        ("a", LabRuleSet("overage_percent", 30, 20)),
    )

    assert (asked(alike), asked(undone)) == ([], [])


def test_two_solutions_with_one_label_are_asked_until_one_is_gone() -> None:
    one, other = solution("s1"), replace(solution("s2"), label=solution("s1").label)
    entries = numbered(("a", SolutionAdded(one)), ("b", SolutionAdded(other)))

    assert asked(entries) == [(QuestionKind.LABEL, "s2")]
    assert open_questions(replay(entries))[0].other == "s1"
    assert asked([*entries, told(9, "a", SolutionDiscarded("s1", "empty"), 99)]) == []


def test_what_rests_on_a_solution_that_was_undone_elsewhere_is_asked() -> None:
    entries = numbered(
        ("a", stock(8)),
        ("b", AliquotThawed("s1", 1, moment(1), "s1")),
        ("a", Retracted("e1")),
    )

    assert asked(entries) == [(QuestionKind.UNDONE, "e2")]
    assert asked([*entries, told(9, "a", QuestionAnswered("undone:e2", "seen"), 99)]) == []


UNDONE_UNSEEN = (
    ("a", stock(8)),
    ("b", AliquotThawed("s1", 1, moment(1), "s1")),
    ("b", AmountTaken("s1", "e2", TAKEN, moment(2))),
    ("b", AliquotThawed("s2", 1, moment(2), "s2")),
    ("a", Retracted("e1")),
)


def settle(entries: Sequence[Entry], answer: str, chain: str) -> list[Entry]:
    """Return the entries with an answer to the first question, as somebody gives it in a chain."""
    state = replay(entries)
    (question, *_) = open_questions(state)
    by_id = {entry.id: entry for entry in entries}
    bodies = answering(question, answer, state, by_id.get, lambda name: by_id["e1"] if name == "s1" else None)
    first = len(entries) + 1
    return [*entries, *(told(number, chain, body, number) for number, body in enumerate(bodies, first))]


def test_a_solution_that_is_brought_back_has_all_that_was_done_to_it_meanwhile() -> None:
    entries = numbered(*UNDONE_UNSEEN)
    assert asked(entries) == [(QuestionKind.UNDONE, "e2"), (QuestionKind.UNDONE, "e4")]
    assert open_questions(replay(entries))[0].answers == ("back", "seen")

    back = settle(entries, "back", "b")
    state = replay(back)
    assert [(one.id, one.count, one.volume_ul) for one in state.solutions["s1"].portions.all] == [
        ("s1", 7, 100.0), ("e3", 1, 95.0),
    ]  # fmt: skip
    assert [one.about for one in state.unseen] == ["s2"]
    later = [*back, told(99, "b", AmountTaken("s1", "e3", TAKEN, moment(3)), 99)]
    assert replay(later).solutions["s1"].opened[0].volume_ul == pytest.approx(90)


def test_two_who_bring_it_back_have_it_once() -> None:
    entries = numbered(*UNDONE_UNSEEN)
    once = settle(entries, "back", "b")
    twice = [*once, *(told(20 + nth, "a", entry.body, 20 + nth) for nth, entry in enumerate(once[len(entries) :]))]

    assert replay(twice).solutions == replay(once).solutions


def test_one_answer_is_for_all_that_rests_on_a_solution_that_is_left_undone() -> None:
    entries = settle(numbered(*UNDONE_UNSEEN), "seen", "a")

    assert [entry.body for entry in entries[5:]] == [
        QuestionAnswered("undone:e2", "seen", "s1"),
        QuestionAnswered("undone:e3", "seen", "s1"),
    ]
    assert asked(entries) == [(QuestionKind.UNDONE, "e4")]
    assert "s1" not in replay(entries).solutions
    # Its beginning is in no entry that is here.
    assert asked(settle(entries, "back", "a")) == []


def in_lab(*bodies: tuple[str, Body]) -> list[Entry]:
    """Return the entries of two computers, after the beginnings of their chains."""
    return [told(100, "a", ChainStarted("one")), told(101, "b", ChainStarted("other")), *numbered(*bodies)]


def origins(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the entries by which solutions and incubations came to be, by the ids of those."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if isinstance(entry.body, SolutionAdded | SolutionMade):
            found.setdefault(entry.body.solution.id, entry)
        if isinstance(entry.body, IncubationStarted):
            found.setdefault(entry.body.incubation.id, entry)
    return found


def brought_back(entries: Sequence[Entry], chain: str = "c") -> list[Entry]:
    """Return the entries with every question answered that offers to bring something back."""
    found = list(entries)
    for _ in range(len(entries)):
        asking = [one for one in open_questions(replay(found)) if "back" in one.answers]
        if not asking:
            break
        bodies = answering(asking[0], "back", replay(found), lambda _: None, origins(found).get)
        found += [told(len(found) + nth, chain, body, len(found) + nth) for nth, body in enumerate(bodies, 1)]
    return found


RIGHT = SolutionCorrected("s1", SolutionFacts(lot="1"), SolutionFacts(lot="2"), Strength(2.0))


def test_what_was_filled_in_and_corrected_of_a_solution_that_was_undone_is_asked_and_comes_back_with_it() -> None:
    made = ("b", SolutionMade(solution("s2", parents=("s1",))))
    done = (
        ("b", SolutionFilled("s1", place="box 9")),
        ("b", AliquotThawed("s1", 1, moment(1), "s1")),
        made,
        ("b", RIGHT),
    )
    entries = numbered(("a", stock(8)), *done, ("a", Retracted("e1")))
    assert asked(entries) == [(QuestionKind.UNDONE, "e2")]

    state = replay(brought_back(entries))
    never_undone = replay(numbered(("a", stock(8)), *done))
    for name in ("s1", "s2"):
        back = replace(state.solutions[name], home="a" if name == "s1" else "b")
        assert back == never_undone.solutions[name]
    assert (state.unseen, open_questions(state)) == (never_undone.unseen, ())


def test_what_was_made_of_a_solution_that_was_undone_is_asked_and_its_tube_lacks_that_once_it_is_back() -> None:
    taken = (Taken("s1", "s1", volume=TAKEN), Taken("s3", "s3", volume=TAKEN))
    other = SolutionAdded(replace(solution("s3"), aliquot_volume=Amount("100", "uL")))
    entries = in_lab(
        ("a", stock(8)),
        ("a", other),
        ("b", SolutionMade(solution("s2", parents=("s1", "s3")), taken=taken)),
        ("a", Retracted("e1")),
        ("a", Retracted("e2")),
    )
    # Of each it is asked, and one answer says nothing of the other.
    assert asked(entries) == [(QuestionKind.UNDONE, "e3"), (QuestionKind.UNDONE, "e3:1")]
    assert [one.recorded for one in open_questions(replay(entries))] == ["e3", "e3"]

    state = replay(brought_back(entries))
    assert open_questions(state) == ()
    assert [(one.id, one.volume_ul) for one in state.solutions["s1"].portions.all] == [("s1", 100.0), ("e3", 95.0)]
    assert [one.volume_ul for one in state.solutions["s3"].opened] == [95.0]


def test_what_was_made_of_a_solution_whose_amount_nobody_gave_is_asked_where_that_was_undone() -> None:
    done = (("a", stock()), ("b", SolutionAdded(solution("s2", parents=("s1",)))), ("a", Retracted("e1")))
    entries = in_lab(*done)

    assert asked(entries) == [(QuestionKind.UNDONE, "e2")]
    assert asked(brought_back(entries)) == []
    assert asked(entries[:-1]) == []
    # One computer alone uses nothing that it has undone.
    assert asked(numbered(*done)) == []


def test_cells_that_were_dosed_with_a_solution_that_was_undone_are_asked() -> None:
    dosed = replace(incubation("i1", every_h=48), solution="s1", also=("s3",))
    taken = Taken("s1", "s1", volume=TAKEN)
    entries = in_lab(
        ("a", stock()),
        ("b", IncubationStarted(dosed, taken=(taken,))),
        ("b", RedoseGiven("i1", 0, moment(48), "s1", taken=(replace(taken, portion="e2"),), discarded=("s1",))),
        ("a", Retracted("e1")),
    )

    assert asked(entries) == [(QuestionKind.UNDONE, "e2"), (QuestionKind.UNDONE, "e2:1")]
    state = replay(brought_back(entries))
    assert (state.solutions["s1"].discarded, state.solutions["s1"].thawed) == ("left over", 1)


ON_UNDONE: tuple[tuple[str, Body], ...] = (
    ("a", IncubationStarted(incubation("i1", every_h=48))),
    ("b", RingsHere("i1")),
    ("b", RedoseGiven("i1", 0, moment(48))),
    ("b", AlarmAcknowledged("i1", 1, 5.0)),
    ("b", StepAdded("i1", PlannedStep(5, StepKind.FEED, 3600.0))),
    ("c", StepDone("i1", 5, moment(49))),
)


def test_a_step_of_an_incubation_that_was_undone_is_asked_and_holds_once_that_is_back() -> None:
    entries = numbered(*ON_UNDONE, ("a", Retracted("e1")))
    assert asked(entries) == [(QuestionKind.UNDONE, "e3")]
    assert "i1" not in replay(entries).incubations

    back = brought_back(entries)
    state = replay(back)
    assert state.incubations == replay(numbered(*ON_UNDONE)).incubations
    assert (open_questions(state), tuple(state.unseen), state.withdrawn) == ((), (), {})
    # Two who bring it back have it once, and what is recorded of it then is kept.
    later = [*back, told(30, "a", StepDone("i1", 5, moment(48.5)), 30), told(31, "b", ON_UNDONE[0][1], 31)]
    assert replay(later).incubations["i1"].twice != ()


def test_to_hear_the_alarms_of_an_incubation_that_was_undone_asks_nothing() -> None:
    entries = numbered(*ON_UNDONE[:2], ON_UNDONE[3], ("a", Retracted("e1")))

    assert asked(entries) == []
    assert replay(entries).withdrawn["i1"].rings_in == {"b"}


def test_an_incubation_that_is_left_undone_is_asked_once() -> None:
    entries = numbered(*ON_UNDONE, ("a", Retracted("e1")))
    (question,) = open_questions(replay(entries))
    bodies = answering(question, "seen", replay(entries), lambda _: None, origins(entries).get)
    after = [*entries, *(told(20 + nth, "c", body, 20 + nth) for nth, body in enumerate(bodies))]

    assert asked(after) == []
    assert "i1" not in replay(after).incubations


def test_a_dose_to_an_incubation_that_was_undone_was_taken_of_its_solution_all_the_same() -> None:
    given = RedoseGiven("i1", 0, moment(48), "s1", taken=(Taken("s1", "s1", volume=TAKEN),))
    entries = numbered(("a", stock()), *ON_UNDONE[:1], ("b", given), ("a", Retracted("e2")))

    for state in (replay(entries), replay(brought_back(entries))):
        assert [one.volume_ul for one in state.solutions["s1"].portions.all] == [95.0]


def test_an_incubation_brought_back_has_what_was_corrected_and_taken_over_meanwhile() -> None:
    begun = IncubationStarted(replace(incubation("i1", every_h=48), solution="s1"))
    stronger = replace(RIGHT, after=SolutionFacts(solvent="EtOH"), before=SolutionFacts(solvent="DMSO"))
    entries = numbered(
        ("a", stock()),
        ("a", begun),
        ("b", StepAdded("i1", PlannedStep(5, StepKind.FEED, 3600.0))),
        ("a", Retracted("e2")),
        ("b", stronger),
        ("b", ComputerRetired("there")),
    )
    never_undone = [one for one in entries if one.id != "e4"]

    assert replay(brought_back(entries)).incubations == replay(never_undone).incubations


def test_an_incubation_that_is_undone_again_after_it_was_brought_back_is_kept_as_it_was() -> None:
    entries = brought_back(numbered(*ON_UNDONE, ("a", Retracted("e1"))))
    (again,) = [one for one in entries[7:] if isinstance(one.body, IncubationStarted)]
    state = replay([*entries, told(40, "c", Retracted(again.id), 40)])

    assert "i1" not in state.incubations
    assert state.withdrawn["i1"].given == {0: moment(48)}


def test_a_step_that_was_planned_no_more_when_somebody_recorded_it_is_shown() -> None:
    feed = StepAdded("i1", PlannedStep(5, StepKind.FEED, 3600.0))
    undone = numbered(RUNNING, ("a", feed), ("b", StepDone("i1", 5, moment(49))), ("a", Retracted("e2")))
    planned_away = numbered(
        RUNNING, ("a", PlanChosen("i1", Plan(chosen=True))), ("b", RedoseGiven("i1", 0, moment(48)))
    )

    assert asked(undone) == asked(planned_away) == [(QuestionKind.NO_STEP, "e3")]
    assert asked([*undone, told(9, "a", QuestionAnswered("no step:e3", "seen", "i1"), 99)]) == []
    # Recorded before it was planned away, and its time corrected since, it is as somebody said.
    known = numbered(RUNNING, ("a", RedoseGiven("i1", 0, moment(48))), *(("a", one.body) for one in planned_away[1:]))
    assert asked(known) == []
    # What nobody had planned says what it is.
    found = StepDone("i1", 7, moment(49), planned=PlannedStep(7, StepKind.FEED, 3600.0))
    assert asked(numbered(RUNNING, ("b", found))) == []


def test_what_is_done_to_a_tube_that_came_of_an_entry_that_was_undone_is_shown() -> None:
    for body in (AmountTaken("s1", "e2", TAKEN, moment(2)), SolutionDiscarded("s1", "spilled", "e2")):
        entries = numbered(
            ("a", stock()), ("a", AliquotThawed("s1", 1, moment(1), "s1")), ("b", body), ("a", Retracted("e2"))
        )
        assert asked(entries) == [(QuestionKind.NO_TUBE, "e3")]
        assert asked([*entries, told(9, "a", QuestionAnswered("no tube:e3", "seen", "s1"), 99)]) == []


HANDLING: tuple[Body, ...] = (
    AliquotThawed("s1", 1, moment(1), "s1"),
    AliquotThawed("s1", 2, moment(1), "s1"),
    AmountTaken("s1", "s1", TAKEN, moment(1)),
    PortionMoved("s1", "s1", 1, Storage.FRIDGE.value, "door", moment(1)),
    PortionSplit("s1", "s1", 2, TAKEN, moment(1)),
    SolutionDiscarded("s1", "spilled", "s1", 1),
    SolutionDiscarded("s1", "too old"),
    RedoseGiven("i1", 0, moment(48)),
    LabRuleSet("overage_percent", 15, 10),
    LabRuleSet("overage_percent", 25, 10),
)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(HANDLING)), max_size=8), st.randoms())
def test_state_and_questions_follow_from_the_set_of_entries(
    done: list[tuple[str, Body]], chance: random.Random
) -> None:
    entries = numbered(("a", stock(2)), RUNNING, *done)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    shuffled.sort(key=lambda one: one.place)
    state = replay(entries)

    assert replay(shuffled) == state
    assert open_questions(replay(shuffled)) == open_questions(state)
    assert all(isinstance(one, OpenQuestion) and one.answers for one in open_questions(state))


@given(st.lists(st.sampled_from(HANDLING[:4]), min_size=1, max_size=6))
def test_nothing_that_somebody_took_out_is_without_a_tube(done: list[Body]) -> None:
    entries = numbered(("a", stock(2)), *(("b", body) for body in done))
    kept: LabState = replay(entries)
    thaws = sum(body.count for body in done if isinstance(body, AliquotThawed))

    assert kept.solutions["s1"].thawed >= min(thaws, 2)
    assert all(one.count > 0 for one in kept.solutions["s1"].portions.all)


def test_of_two_aliquots_that_one_thaws_after_another_put_one_elsewhere_none_is_left_out() -> None:
    entries = numbered(
        ("a", stock(2)),
        ("a", PortionMoved("s1", "s1", 1, Storage.FRIDGE.value, "door", moment(1))),
        ("b", AliquotThawed("s1", 2, moment(1.2), "s1")),
    )
    state = replay(entries)

    assert [(one.id, one.count, one.thaws) for one in state.solutions["s1"].portions.all] == [
        ("e3", 1, 1), ("e2", 1, 0), ("e3+more", 1, 1),
    ]  # fmt: skip
    assert state.solutions["s1"].thawed == 2
    assert asked(entries) == [(QuestionKind.TUBE, "e3")]
    one_less = [*entries, told(9, "b", QuestionAnswered("tube:e3", "same", "s1"), 99)]
    assert [one.id for one in replay(one_less).solutions["s1"].portions.all] == ["e3", "e2"]
    assert asked(one_less) == []


def test_an_aliquot_taken_sealed_and_used_up_by_two_is_two_until_it_is_said_to_be_one() -> None:
    whole = Amount("100", "uL")
    entries = numbered(
        ("a", stock()),
        ("a", AmountTaken("s1", "s1", whole, moment(1))),
        ("b", AmountTaken("s1", "s1", TAKEN, moment(1.1))),
        ("b", QuestionAnswered("tube:e3", "same", "s1")),
    )

    assert [one.volume_ul for one in replay(entries[:3]).solutions["s1"].portions.all] == [95.0]
    # The other had used it up: nothing is left of the one tube.
    assert replay(entries).in_hand() == ()


def test_of_a_tube_whose_volume_nobody_gave_none_is_worked_out() -> None:
    entries = numbered(
        ("a", SolutionAdded(solution("s1", aliquots=1))),
        *THAWED_TWICE[1:],
        ("b", AmountTaken("s1", "e3", TAKEN, moment(2))),
        ("b", QuestionAnswered("tube:e3", "same", "s1")),
    )
    (left,) = replay(entries).solutions["s1"].portions.all

    assert (left.volume_ul, left.thaws) == (None, 1)


def test_what_is_said_of_tubes_that_a_correction_took_away_changes_nothing() -> None:
    tubes = KeptTubes(Portions((initial_portion(solution("s1", aliquots=2)),)))
    for nothing in (
        Handled(How.APART, "never there", at=moment(1), new_id="e2"),
        Handled(How.APART, "s1", new_id="e2"),
        Handled(How.SAME, "never there", new_id="s1"),
        Handled(How.BESIDES, "s1", ul=5.0),
    ):
        assert handle(tubes, nothing) == tubes
    assert handle(tubes, Handled(How.SAME, "s1", new_id="never there")).portions.all == ()
