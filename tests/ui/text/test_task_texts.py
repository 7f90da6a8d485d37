"""What alarms and steps ask for, in sentences."""

from datetime import timedelta

import pytest

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.incubations.today import Preparation, Task
from benchapp.ui.text.task_texts import (
    alarm_sentence,
    day_step,
    late_sentence,
    redose_sentence,
    step_sentence,
    together_sentence,
)  # fmt: skip
from tests.making import BEGIN, incubation


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
        "10 µM nachdosieren, 1,32 mL, H929 i1. Keine Stammlösung vorhanden: eine ansetzen. Frisch machen."
    )


def test_the_end_asks_to_read_out() -> None:
    assert step_sentence(status(1)) == "H929 i1: the end. Read out."
    assert day_step(Task(status(1)), lambda instant: instant) == ("Mon 23 Nov, 08:00", step_sentence(status(1)), "")


@pytest.mark.parametrize(
    ("stand", "sentence"),
    [
        (status(), "H929 i1: re-dose 10 µM Lenalidomide is due in 1:00:00."),
        (status(0, -0.5, 0.5, Phase.DUE), "H929 i1: re-dose 10 µM Lenalidomide is overdue. The alarm came 30 min ago."),
        (status(1, -3.0, 3.0, Phase.DUE), "H929 i1: the incubation ended 3 h ago."),
    ],
)
def test_an_alarm_says_how_late_it_is(stand: StepStatus, sentence: str) -> None:
    assert plain_spaces(alarm_sentence(stand)) == sentence


def test_what_was_missed_says_what_it_means() -> None:
    assert late_sentence(status()) == ""
    assert plain_spaces(late_sentence(status(0, -3.0))) == "The dose was not renewed for 2 d 3 h instead of 2 d."
    assert plain_spaces(late_sentence(status(1, -3.0))) == (
        "It has lasted 3 d 3 h instead of 3 d; note it with the result."
    )


def test_what_is_made_for_several_plates_names_them() -> None:
    both = Preparation((Task(status()), Task(status(name="i2"))), 2600.0, 2600.0, 0.0, 2, 3)

    assert plain_spaces(together_sentence(both, "Mon 9:00")) == (
        "Make 2.6 mL for 10 µM Lenalidomide and up to 2.6 mL of vehicle control, for H929 i1, H929 i2, before Mon "
        "9:00. No stock is in hand: prepare one."
    )
