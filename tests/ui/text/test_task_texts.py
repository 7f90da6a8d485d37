"""What alarms and steps ask for, in sentences."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import PlannedStep, Step, StepKind
from benchapp.domain.recipes.source_tubes import SourceTubes, Tubes
from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.incubations.agenda import AgendaSteps
from benchapp.presenters.incubations.today import Preparation, Task
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.text.task_texts import (
    agenda_headline,
    agenda_step,
    agenda_time,
    alarm_sentence,
    day_step,
    late_sentence,
    prepare_line,
    redose_sentence,
    step_sentence,
)
from tests.making import BEGIN, incubation, solution


def status(
    step: int = 0, left_h: float = 1.0, late_h: float = 0.0, phase: Phase = Phase.WAITING, name: str = "i1"
) -> StepStatus:
    """Return the status of a re-dose (0) or of the end (1) of an incubation of 3 d that is dosed again after 2 d."""
    running = Running(incubation(name, length_h=72, every_h=48))
    at = list(running.open_steps())[step]
    left, late = timedelta(hours=left_h), timedelta(hours=late_h)
    return StepStatus(running, at, phase, left, BEGIN, rings=False, late=late)


def test_a_redose_without_a_stock_asks_for_one() -> None:
    assert plain_spaces(redose_sentence(Task(status(), 1320.0))) == (
        "Re-dose 10 µM, 1.32 mL, H929 i1. No stock is in hand: prepare one. Make it fresh."
    )


def test_a_redose_is_asked_for_in_german(german: None) -> None:
    assert plain_spaces(redose_sentence(Task(status(), 1320.0))) == (
        "10 µM nachdosieren, 1,32 mL, H929 i1. Keine Stammlösung vorrätig: eine herstellen. Die Dosis frisch ansetzen."
    )


def test_the_end_asks_to_read_out() -> None:
    assert step_sentence(status(1)) == "H929 i1: the end. Read out."
    assert day_step(Task(status(1)), lambda instant: instant) == ("Mon 23 Nov, 08:00", step_sentence(status(1)), "")


@pytest.mark.parametrize(
    ("step_status", "sentence"),
    [
        (status(), "H929 i1: re-dose 10 µM Lenalidomide is due in 1:00:00."),
        (status(0, -0.5, 0.5, Phase.DUE), "H929 i1: re-dose 10 µM Lenalidomide is overdue. The alarm came 30 min ago."),
        (status(1, -3.0, 3.0, Phase.DUE), "H929 i1: the incubation ended 3 h ago."),
    ],
)
def test_an_alarm_says_how_late_it_is(step_status: StepStatus, sentence: str) -> None:
    assert plain_spaces(alarm_sentence(step_status)) == sentence


@pytest.mark.parametrize(
    ("entered_h", "late"),
    [
        (3.0, " It was due 3 h ago and entered after that."),
        (-0.5, " The alarm came 3 h 30 min ago."),
        (-1.0, " The alarm came 3 h 30 min ago."),
        (-0.25, " The alarm came 3 h 15 min ago."),
    ],
)
def test_no_alarm_came_before_its_plate_was_entered(entered_h: float, late: str) -> None:
    step_status = status(0, -3.0, 3.5, Phase.DUE)
    running = replace(step_status.running, entered=BEGIN + timedelta(hours=entered_h))

    said = plain_spaces(alarm_sentence(replace(step_status, running=running)))
    assert said == f"H929 i1: re-dose 10 µM Lenalidomide is overdue.{late}"


def test_what_was_missed_says_what_it_means() -> None:
    assert late_sentence(status()) == ""
    assert plain_spaces(late_sentence(status(0, -3.0))) == "The dose was not renewed for 2 d 3 h instead of 2 d."
    assert plain_spaces(late_sentence(status(1, -3.0))) == (
        "It has lasted 3 d 3 h instead of 3 d; note it with the result."
    )
    # "2 d instead of 2 d" says nothing.
    assert plain_spaces(late_sentence(status(0, -0.5))) == "It is 30 min late."


def when(instant: datetime) -> str:
    """Return the time of an instant, as the agenda of its day writes it."""
    return f"{instant:%H:%M}"


def test_what_is_made_for_several_plates_names_them() -> None:
    both = Preparation((Task(status()), Task(status(name="i2"))), 2600.0, 2600.0, 0.0, 2, 3)

    title, words = prepare_line(both, when)
    assert title == "Prepare a stock of Lenalidomide: none is in hand"
    assert plain_spaces(words) == (
        "Make 2.6 mL for 10 µM Lenalidomide and up to 2.6 mL of vehicle control, for H929 i1, H929 i2, 08:00."
    )


def in_hand(role: SolutionPurpose = SolutionPurpose.STOCK) -> SolutionRow:
    return SolutionRow(initial_state(solution("s1", role)), Freshness(State.FRESH, timedelta(hours=5)))


FROZEN = SourceTubes("BC-S10000", (Tubes("p", 8, 100.0, frozen=True, place="box 3, B4"),))
OPENED = SourceTubes("BC-S10000", (Tubes("o", 1, 90.0, opened=True, place="bench"), *FROZEN.tubes))


@pytest.mark.parametrize(("ul", "said"), [(90.0, "90 µL in it"), (0.0, "volume not given")])
def test_an_open_tube_of_unknown_volume_is_not_said_to_be_empty(ul: float, said: str) -> None:
    opened = SourceTubes("BC-S10000", (Tubes("o", 1, ul, opened=True, place="bench"),))
    task = Task(status(), 1320.0, in_hand(), None, opened, 1.3)
    (step,) = opened.beginning(1.3)

    assert plain_spaces(redose_sentence(task)).endswith(
        f"Take the opened tube of Lenalidomide 10 mM in DMSO (BC-S10000, bench; {said}). Make it fresh."
    )
    assert plain_spaces(say_step(step.code, step.values)[2]) == said


@pytest.mark.parametrize(
    ("hand", "tubes", "title", "words"),
    [
        (FROZEN, 1, "Thaw 1 aliquot of Lenalidomide 10 mM in DMSO", "BC-S10000, box 3, B4; 7 left after it. Make"),
        (OPENED, 0, "Take the opened tube of Lenalidomide 10 mM in DMSO", "BC-S10000, bench. Make"),
    ],
)
def test_what_is_thawed_is_named_with_where_it_is(hand: SourceTubes, tubes: int, title: str, words: str) -> None:
    task = Task(status(), 1320.0, in_hand(), None, hand, 1.3)

    said, small = prepare_line(Preparation((task,), 1320.0, 1320.0, 1.3, tubes, 7), when)

    assert plain_spaces(said) == title
    assert plain_spaces(small).startswith(words)


def test_a_working_solution_that_keeps_is_used() -> None:
    task = Task(status(), 1320.0, in_hand(), in_hand(SolutionPurpose.WORKING), FROZEN)

    said, small = prepare_line(Preparation((task,), 1320.0, 1320.0, 0.0, 1, 7), when)

    assert plain_spaces(said) == "Use Lenalidomide 10 mM in DMSO"
    assert small == "BC-S10000 is still within its use-by then. For H929 i1, 08:00."


def test_a_plate_of_several_doses_is_made_whole() -> None:
    step_status = status()
    plate = replace(step_status, running=Running(replace(step_status.running.incubation, doses=8)))

    _, small = prepare_line(Preparation((Task(plate, 0.0, in_hand()),), 0.0, 0.0, 0.0, 0, 0), when)

    assert plain_spaces(small) == (
        "BC-S10000, box 3, B4. Make all 8 doses, 10 µM Lenalidomide and down, for H929 i1, 08:00."
    )


@pytest.mark.parametrize(
    ("steps", "running", "words"),
    [
        (AgendaSteps(), 0, "No incubation running"),
        (AgendaSteps(), 1, "Nothing is planned"),
        (AgendaSteps(overdue=(status(phase=Phase.DUE),)), 1, "1 step overdue"),
        (AgendaSteps(today=(status(),), next=status()), 1, "Next: 08:00, re-dose 10 µM Lenalidomide, H929 i1"),
        (
            AgendaSteps(week=(status(),), next=status()),
            1,
            "Nothing due today. Next: 08:00, re-dose 10 µM Lenalidomide, H929 i1",
        ),
    ],
)
def test_the_agenda_begins_with_what_comes_next(steps: AgendaSteps, running: int, words: str) -> None:
    assert plain_spaces(agenda_headline(steps, running, when)) == words


@pytest.mark.parametrize(
    ("step_status", "title", "words"),
    [
        (status(), "H929 i1: re-dose 10 µM Lenalidomide", "Replace half the medium (1× drug)"),
        (status(1), "H929 i1: end of the incubation", "Stop the incubation and read out."),
        (status(1, -3.0), "H929 i1: end of the incubation", "It has lasted 3 d 3 h instead of 3 d"),
    ],
)
def test_a_line_of_the_agenda_names_plate_and_step(step_status: StepStatus, title: str, words: str) -> None:
    said, small = agenda_step(step_status)
    assert plain_spaces(said) == title
    assert plain_spaces(small).startswith(words)


def test_a_step_that_was_added_is_for_the_control_too() -> None:
    count = replace(status(), step=Step(1000, StepKind.COUNT, 3600.0, 0.0, PlannedStep(1000, StepKind.COUNT, 3600.0)))
    assert agenda_step(count) == ("H929 i1: count", "The vehicle control gets the same step.")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (200, "in 3 h 20 min"),
        (0, "now"),
        (-1, "1 min late"),
        (-181.9, "3 h 1 min late"),
        (181.9, "in 3 h 1 min"),
        (-1500, "1 d 1 h late"),
    ],
)
def test_the_time_until_a_step_is_by_the_minute(minutes: float, words: str) -> None:
    assert plain_spaces(agenda_time(timedelta(minutes=minutes))) == words


def test_before_the_recipe_can_be_planned_no_other_volume_is_said() -> None:
    assert plain_spaces(redose_sentence(Task(status()))).startswith("Re-dose 10 µM, H929 i1. ")
    one = Preparation((Task(status()),), 0.0, 0.0, 0.0, 0, 0)
    _, small = prepare_line(one, lambda instant: f"{instant:%H:%M}")
    assert "mL" not in small
    assert plain_spaces(small) == "Make 10 µM Lenalidomide and its vehicle control, for H929 i1, 08:00."
