"""What is in the wells after each step, in words."""

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.well_course import well_course
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.course_texts import course_lines, step_words, unit_of
from tests.making import incubation


def lines() -> list[str]:
    running = Running(incubation(length_h=72, every_h=48))
    return [plain_spaces(line) for line in course_lines(running, well_course(running))]


def test_each_step_has_a_line_with_dose_volume_and_vehicle() -> None:
    assert lines() == [
        "start: first dose → 10 µM, 100 µL, 0.1 % DMSO",
        "2 d: re-dose 1 (planned) → 5 to 10 µM, 100 µL, 0.1 % DMSO",
        "3 d: the end (planned) → 5 to 10 µM, 100 µL, 0.1 % DMSO",
    ]


def test_each_step_has_a_line_in_german(german: None) -> None:
    assert lines()[:2] == [
        "Beginn: erste Dosis → 10 µM, 100 µL, 0,1 % DMSO",
        "2 d: Nachdosierung 1 (geplant) → 5 bis 10 µM, 100 µL, 0,1 % DMSO",
    ]


def test_a_step_is_called_what_it_is() -> None:
    redose, end = Running(incubation(length_h=72, every_h=48)).open_steps()

    assert (step_words(redose), step_words(end)) == ("re-dose 1", "the end")


def test_the_unit_of_a_dose_follows_its_number() -> None:
    assert unit_of(incubation().concentration) == "\u202fµM"
