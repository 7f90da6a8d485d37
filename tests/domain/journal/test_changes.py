"""What single entries do to a solution and to an incubation, and what they leave as it was."""

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, standing
from benchapp.domain.incubations.steps import HalfLife, PlannedStep, StepKind
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    AmountTaken,
    Body,
    ClockChanged,
    HalfLifeChosen,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    LengthChanged,
    PortionMoved,
    PortionSplit,
    Progress,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepDone,
    StepMoved,
    Taken,
)
from benchapp.domain.journal.incubation_changes import apply_to_incubation, every_step
from benchapp.domain.journal.state import replay
from benchapp.domain.solutions.freshness import expiry
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import BEGIN, entry, incubation, moment, solution

SHOT = Amount("30", "uL")
TUBES = replace(solution(aliquots=3), aliquot_volume=Amount("100", "uL"))


def after(*bodies: Body) -> SolutionState:
    entries = [entry(body, number) for number, body in enumerate((SolutionAdded(TUBES), *bodies), 1)]
    return replay(entries).solutions["s1"]


def held(kept: SolutionState) -> list[tuple[str, int, float | None]]:
    return [(one.id, one.count, one.volume_ul) for one in kept.portions.all]


# -- solutions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        AliquotThawed("s1", 1, moment(), "gone"), PortionMoved("s1", "gone", 1, "4 °C", "", moment()),
        AmountTaken("s1", "gone", SHOT, moment()), PortionSplit("s1", "gone", 2, SHOT, moment()),
        SolutionDiscarded("s1", "spilt", "gone"),
        SolutionMade(solution("w", SolutionPurpose.WORKING), taken=(Taken("s1", "gone"),)),
    ],
    ids=lambda body: type(body).__name__,
)  # fmt: skip
def test_what_is_said_of_tubes_that_are_not_there_is_shown_and_changes_nothing_else(body: Body) -> None:
    (shown,) = after(body).disputes

    assert (shown.entry, shown.portion, shown.known) == ("e2", "gone", False)
    assert replace(after(body), disputes=()) == after()


def test_a_frozen_tube_is_thawed_to_be_split_and_a_liquid_one_is_not() -> None:
    frozen = after(PortionSplit("s1", "s1", 3, SHOT, moment(2)))
    assert held(frozen) == [("s1", 2, 100.0), ("e2+", 1, 10.0), ("e2", 3, 30.0)]
    assert frozen.thawed == 1

    again = after(AliquotThawed("s1", 1, moment(1)), PortionSplit("s1", "e2", 3, SHOT, moment(2)))
    assert [(one.count, one.volume_ul, one.thaws) for one in again.portions.all] == [
        (2, 100.0, 0), (1, 10.0, 1), (3, 30.0, 1),
    ]  # fmt: skip
    assert again.thawed == 1


def test_of_a_solution_that_is_thrown_away_in_parts_the_last_part_is_the_end() -> None:
    some = after(SolutionDiscarded("s1", "spilt", "s1", 2))
    assert (held(some), some.discarded) == ([("s1", 1, 100.0)], None)

    rest = after(SolutionDiscarded("s1", "spilt", "s1", 2), SolutionDiscarded("s1", "old", "s1"))
    assert (held(rest), rest.discarded) == ([], "old")


def test_what_the_first_journals_used_up_goes_of_sealed_tubes_as_far_as_there_are_some() -> None:
    used = SolutionMade(solution("w", SolutionPurpose.WORKING), "s1", 2)

    kept = after(used)
    assert (held(kept), kept.thawed) == ([("s1", 1, 100.0)], 2)
    gone = after(used, SolutionMade(solution("v", SolutionPurpose.WORKING), "s1", 2))
    assert (held(gone), gone.thawed) == ([], 4)


def test_a_storage_that_is_entered_held_from_the_beginning_for_what_was_not_handled() -> None:
    kept = after(AliquotThawed("s1", 1, moment(1)), SolutionFilled("s1", storage="−80 °C", place="box 4"))

    assert [(one.storage, one.place) for one in kept.portions.all] == [
        (Storage.FREEZER_80, "box 4"), (Storage.ROOM, ""),
    ]  # fmt: skip
    assert kept.filled == ("place", "storage")
    # Nothing is left that was not handled: what was handled stays where it is.
    handled = after(AliquotThawed("s1", 3, moment(1)), SolutionFilled("s1", storage="−80 °C"))
    assert [one.storage for one in handled.portions.all] == [Storage.ROOM]
    assert handled.solution.storage is Storage.FREEZER_80


@pytest.mark.parametrize(("light", "dark"), [("dark", True), ("light", False), ("", True)])
def test_whether_it_is_kept_from_light_is_changed_where_that_is_said(light: str, dark: bool) -> None:
    entries = [entry(SolutionAdded(replace(TUBES, dark=True)), 1), entry(SolutionFilled("s1", light=light), 2)]

    assert replay(entries).solutions["s1"].solution.dark is dark


def test_dates_of_a_lot_take_the_place_of_its_own_earlier_ones_alone() -> None:
    first, second = (expiry(moment(hours).wall, "lenalidomide", "L7") for hours in (100, 200))
    parents = replace(first, rule="parent", source="BC-OTHER0")
    entries = [
        entry(SolutionAdded(replace(TUBES, limits=(first, parents))), 1),
        entry(SolutionFilled("s1", lot_expiry="2027-03", expiries=(second,)), 2),
    ]

    limits = replay(entries).solutions["s1"].solution.limits

    assert [(one.kind, one.until, one.rule) for one in limits] == [
        (LimitKind.EXPIRY, parents.until, "parent"), (LimitKind.EXPIRY, second.until, second.rule),
    ]  # fmt: skip


# -- incubations ----------------------------------------------------------------------------------------------------

BEGUN = replace(incubation(every_h=48), end_number=999)
MOVED = PlannedStep(0, StepKind.REDOSE, 50 * 3600.0)
APPOINTED = replace(MOVED, due_at=BEGIN, zone="UTC")


def running(*bodies: Progress) -> Running:
    known = Running(BEGUN)
    for body in bodies:
        known = apply_to_incubation(known, body)
    return known


@pytest.mark.parametrize(
    ("moved", "answered", "counts"),
    [
        # An alarm that was answered for a time at which the step is still due.
        (None, 48 * 3600.0, True), (None, 48 * 3600.0 + 0.4, True), (MOVED, 50 * 3600.0, True),
        # Moved since, on another computer: it rings again.
        (MOVED, 48 * 3600.0, False), (None, 47 * 3600.0, False),
        # The first journals did not say for which time.
        (MOVED, None, True),
    ],
)  # fmt: skip
def test_an_alarm_is_answered_for_the_time_at_which_it_was_due(
    moved: PlannedStep | None, answered: float | None, counts: bool
) -> None:
    moves = (StepMoved("i1", moved),) if moved else ()

    assert (0 in running(*moves, AlarmAcknowledged("i1", 0, 5.0, answered)).acknowledged) is counts
    assert (0 in running(*moves, AlarmSnoozed("i1", 0, moment(60), answered)).snoozed) is counts


@pytest.mark.parametrize(("due_at", "counts"), [(BEGIN, True), (None, False), (moment(3).wall, False)])
def test_an_alarm_of_an_appointment_is_answered_for_its_instant(due_at: object, counts: bool) -> None:
    answered = AlarmAcknowledged("i1", 0, 5.0, 50 * 3600.0, due_at)  # type: ignore[arg-type]

    assert (0 in running(StepMoved("i1", APPOINTED), answered).acknowledged) is counts


def test_an_alarm_of_a_step_that_is_not_there_is_not_answered() -> None:
    assert running(AlarmAcknowledged("i1", 77, 5.0, 0.0)).acknowledged == {}


def test_a_step_that_is_moved_rings_again() -> None:
    known = running(
        AlarmAcknowledged("i1", 0, 5.0), AlarmSnoozed("i1", 0, moment(1)), AlarmSnoozed("i1", 1, moment(1)),
        AlarmAcknowledged("i1", 1, 5.0), StepMoved("i1", MOVED),
    )  # fmt: skip

    assert (known.acknowledged, known.snoozed) == ({1: 5.0}, {1: moment(1)})


def test_time_is_stopped_once_and_goes_on_once() -> None:
    paused = running(IncubationPaused("i1", moment(1)), IncubationPaused("i1", moment(2)))
    assert [(pause.start, pause.end) for pause in paused.pauses] == [(moment(1), None)]

    resumed = running(
        IncubationPaused("i1", moment(1)), IncubationResumed("i1", moment(3)), IncubationResumed("i1", moment(4))
    )
    assert [(pause.start, pause.end) for pause in resumed.pauses] == [(moment(1), moment(3))]
    assert not resumed.paused


def test_another_end_makes_what_was_over_run_again() -> None:
    over = running(AlarmAcknowledged("i1", 999, 0.0))
    assert over.over

    for ended in (over, running(StepDone("i1", 999, moment(97)))):
        assert ended.over
        longer = apply_to_incubation(ended, LengthChanged("i1", 200 * 3600.0))
        assert not longer.over
    assert longer.end.due_s == 200 * 3600.0


def test_an_end_whose_alarm_was_heard_waits_to_be_done() -> None:
    heard = running(AlarmAcknowledged("i1", 999, 0.0, ends=False))
    end = standing(heard, heard.end, moment(400))

    assert (heard.over, end.phase, end.rings) == (False, Phase.DUE, False)
    assert running(AlarmAcknowledged("i1", 999, 0.0, ends=False), AlarmAcknowledged("i1", 999, 0.0)).over


def test_a_re_dose_falls_due_at_the_time_that_was_chosen_before_the_start() -> None:
    started = incubation(every_h=48)
    moved = replace(started, moves=(PlannedStep(0, StepKind.REDOSE, 50 * 3600.0, due_at=moment(50).wall),))
    first = Running(moved).steps()[0]

    assert (first.number, first.due_s, first.due_at) == (0, 50 * 3600.0, moment(50).wall)
    assert [step.due_s for step in Running(moved).steps()[1:]] == [step.due_s for step in Running(started).steps()[1:]]


def test_a_half_life_that_was_chosen_can_be_taken_away_again() -> None:
    half_life = HalfLife(3600.0, "vendor", "medium")

    assert running(HalfLifeChosen("i1", half_life)).half_life == half_life
    assert running(HalfLifeChosen("i1", half_life), HalfLifeChosen("i1", None)).half_life is None
    assert running(IncubationStopped("i1", "contaminated")).stopped == "contaminated"


def test_every_step_that_an_incubation_ever_had_is_known_with_its_latest_state() -> None:
    short = replace(BEGUN, length_s=100 * 3600.0)
    added = PlannedStep(1000, StepKind.COUNT, 10 * 3600.0)
    other = StepAdded("i2", PlannedStep(1001, StepKind.COUNT, 10 * 3600.0))
    events: list[Body] = [
        StepAdded("i1", added), IncubationStarted(incubation("i2")), IncubationStarted(short),
        ClockChanged(60.0), other,
        StepAdded("i1", added), LengthChanged("i1", 60 * 3600.0), StepDone("i1", 1000, moment(10)),
    ]  # fmt: skip
    entries = [entry(body, number) for number, body in enumerate(events, 1)]

    found = every_step(entries, "i1")

    # The re-dose at 96 h went with the shorter end, and what is known of it is from before.
    assert sorted(found) == [0, 1, 999, 1000]
    before, redose = found[1]
    assert (before.incubation.length_s, redose.due_s) == (100 * 3600.0, 96 * 3600.0)
    assert found[1000][0].did.keys() == {1000}
    assert every_step(entries, "gone") == {}
