"""The report of an incubation: what was planned and when it was done, and everything that happened to it."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.entries import (
    DOSING,
    AlarmAcknowledged,
    AliquotThawed,
    AmountTaken,
    Body,
    Entry,
    IncubationStarted,
    NoteAdded,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    SolutionAdded,
    SolutionCorrected,
    StepDone,
    StepMoved,
    Taken,
)
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.journal.reports.incubation_report import IncubationReport, report_of
from benchapp.domain.journal.state import replay
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import Amount
from tests.making import BEGIN, entry, incubation, moment, solution

STARTED = replace(incubation(length_h=96, every_h=48), stock="s1", solution="w", end_number=999)
PLANNED = PlannedStep(1000, StepKind.COUNT, 3600.0)
SHOT = Amount("100", "uL")


def recorded(bodies: Iterable[Body]) -> list[Entry]:
    """Return entries that were each written an hour after the one before."""
    written = [(entry(body, number), BEGIN + timedelta(hours=number)) for number, body in enumerate(bodies, 1)]
    return [replace(one, happened_at=at, recorded_at=at) for one, at in written]


def report_on(entries: list[Entry], *, hours: float = 60.0) -> IncubationReport:
    bench = replay(entries)

    def name(running: Running, number: int) -> str:
        return f"step {number} of {running.incubation.name}"

    return report_of(
        bench.incubations["i1"], bench, entries, word=lambda one: one.kind, name_step=name, facts=(("Cells", "H929"),),
        now=moment(hours), anchors=(), head="abc",
    )  # fmt: skip


def test_a_step_is_shown_planned_against_actual() -> None:
    report = report_on(recorded([
        IncubationStarted(STARTED), RedoseGiven("i1", 0, moment(50)),
    ]))  # fmt: skip

    redose, end = report.steps
    assert (redose.what, redose.outcome, redose.late_s) == ("step 0 of H929 i1", "done", 2 * 3600.0)
    assert (redose.planned, redose.actual) == (moment(48).wall, moment(50).wall)
    assert (end.outcome, end.planned, end.actual, end.late_s) == ("open", moment(96).wall, None, None)
    assert (report.printed, report.head, report.title) == (moment(60).wall, "abc", "H929 i1")


def test_what_was_left_out_and_an_end_that_is_done_are_distinguished() -> None:
    report = report_on(
        recorded([IncubationStarted(STARTED), RedoseSkipped("i1", 0, "weekend"), AlarmAcknowledged("i1", 999, 600.0)]),
        hours=100,
    )

    skipped, end = report.steps
    assert (skipped.outcome, skipped.actual) == ("left out", None)
    assert (end.outcome, end.late_s, end.actual) == ("done", 600.0, moment(96).wall + timedelta(seconds=600))


def test_an_end_whose_alarm_was_heard_is_open_until_it_is_done() -> None:
    heard: list[Body] = [IncubationStarted(STARTED), AlarmAcknowledged("i1", 999, 600.0, ends=False)]

    assert report_on(recorded(heard), hours=100).steps[-1].outcome == "open"
    end = report_on(recorded([*heard, StepDone("i1", 999, moment(97))]), hours=100).steps[-1]
    assert (end.outcome, end.late_s, end.actual) == ("done", 3600.0, moment(97).wall)


def test_an_end_that_is_an_appointment_is_planned_for_its_instant() -> None:
    until = moment(97).wall
    report = report_on(recorded([IncubationStarted(replace(STARTED, until=until))]))

    assert report.steps[-1].planned == until


def test_the_solutions_of_an_incubation_are_named_and_only_what_concerns_it_is_listed() -> None:
    entries = recorded([
        SolutionAdded(solution("s1")), SolutionAdded(solution("other")),
        SolutionAdded(solution("w", SolutionPurpose.WORKING, parents=("s1",))),
        AliquotThawed("s1", 1, moment()), AliquotThawed("other", 1, moment()),
        IncubationStarted(STARTED), RedoseGiven("i1", 0, moment(48), "w2"), IncubationStarted(incubation("i2")),
        SolutionAdded(solution("w2", SolutionPurpose.WORKING, parents=("s1",))), StepDone("i1", 999, moment(96)),
    ])  # fmt: skip

    report = report_on(entries, hours=100)

    assert report.facts == (("Cells", "H929"), ("Solutions", "BC-S10000, BC-W00000, BC-W20000"))
    # A stock has a life of its own: that it was thawed is no part of the report.
    assert [event.entry for event in report.events] == ["e3", "e6", "e7", "e9", "e10"]
    assert [event.what for event in report.events][:2] == ["SolutionAdded", "IncubationStarted"]
    assert report.events[0].happened == BEGIN + timedelta(hours=3)
    nothing = report_on(recorded([IncubationStarted(incubation())]))
    assert nothing.facts[-1] == ("Solutions", "not given")


def test_events_are_shown_in_the_order_in_which_they_happened() -> None:
    entries = recorded([IncubationStarted(STARTED), RedoseGiven("i1", 0, moment(48)), RedoseSkipped("i1", 1, "")])
    # Entered afterwards: it happened before what was written before it.
    entries[2] = replace(entries[2], happened_at=BEGIN - timedelta(hours=1))

    assert [event.entry for event in report_on(entries).events] == ["e3", "e1", "e2"]


UNDILUTED = replace(STARTED, solution="")


def shot(of: str = "s1", purpose: str = f"{DOSING} H929") -> AmountTaken:
    return AmountTaken(of, "", SHOT, moment(), purpose)


@pytest.mark.parametrize(
    ("before", "listed"),
    [
        # What was taken last for dosing, of this stock, before the start.
        ([shot(), shot()], ["e3"]),
        ([shot(), shot("other"), shot(purpose="a gel")], ["e2"]),
        ([], []),
        # What was taken before another incubation of the stock began went into its wells.
        ([shot(), IncubationStarted(replace(incubation("i2"), stock="s1"))], []),
        ([shot(), IncubationStarted(replace(incubation("i2"), stock="other"))], ["e2"]),
    ],
)
def test_a_stock_that_went_into_the_wells_as_it_is_was_taken_last_for_it(before: list[Body], listed: list[str]) -> None:
    entries = recorded([SolutionAdded(solution("s1")), *before, IncubationStarted(UNDILUTED), shot()])

    events = [event.entry for event in report_on(entries).events if event.what == "AmountTaken"]

    assert events == listed


def test_several_tubes_opened_in_one_action_belong_together() -> None:
    entries = recorded([SolutionAdded(solution("s1")), shot(), shot(), IncubationStarted(UNDILUTED)])
    entries[2] = replace(entries[2], recorded_at=entries[1].recorded_at)

    assert [event.entry for event in report_on(entries).events] == ["e2", "e3", "e4"]


def test_of_a_stock_that_was_diluted_no_shot_is_listed() -> None:
    entries = recorded([SolutionAdded(solution("s1")), shot(), IncubationStarted(STARTED)])

    assert [event.entry for event in report_on(entries).events] == ["e3"]


def test_of_a_part_of_the_journal_that_part_is_reported() -> None:
    entries = recorded(
        [IncubationStarted(UNDILUTED), SolutionAdded(solution("s1")), RedoseSkipped("i1", 0, ""), shot()]
    )
    bench = replay(entries)

    report = report_of(
        bench.incubations["i1"], bench, entries[2:3], word=lambda one: one.kind,
        name_step=lambda _, number: str(number), facts=(), now=moment(1), anchors=(), head="abc",
    )  # fmt: skip

    assert [event.what for event in report.events] == ["RedoseSkipped"]


def test_deviations_and_notes_are_listed_apart_and_what_was_undone_is_not() -> None:
    entries = recorded([
        SolutionAdded(solution("s0")), SolutionAdded(solution("s1", parents=("s0",))),
        SolutionAdded(solution("w", SolutionPurpose.WORKING, parents=("s1",))), SolutionAdded(solution("other")),
        IncubationStarted(STARTED), NoteAdded("one well was dry", "i1", NoteKind.DEVIATION, 0),
        NoteAdded("cloudy", "w"), NoteAdded("of that one", "other"), NoteAdded("on the note", "e7"),
        SolutionCorrected("s0", SolutionFacts(), SolutionFacts(lot="L8")),
        RedoseGiven("i1", 0, moment(50), "w", note="in a hurry"), RedoseSkipped("i1", 1, "weekend"),
        StepMoved("i1", PLANNED), StepMoved("i1", PLANNED, "a talk"), NoteAdded("wrong", "i1"), Retracted("e15"),
        NoteAdded("on what is here", "e12"),
        SolutionCorrected("other", SolutionFacts(), SolutionFacts(lot="L9"), more=(Taken("s1"),)),
    ])  # fmt: skip

    report = report_on(entries)

    assert [(event.entry, event.kind) for event in report.deviations] == [
        ("e6", "deviation"), ("e7", "note"), ("e9", "note"), ("e10", "correction"), ("e11", "note"),
        ("e12", "deviation"), ("e14", "deviation"), ("e17", "note"),
    ]  # fmt: skip
    assert "e15" not in {event.entry for event in report.events}
    assert {event.kind for event in report.events} == {""}
