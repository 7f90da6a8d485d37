"""What the report says an incubation was."""

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import HalfLife
from benchapp.ui.text.report_texts import report_facts, report_step
from tests.making import incubation


def test_what_is_not_known_is_left_out_and_no_half_life_is_assumed() -> None:
    running = Running(incubation("i1", 168, 48))
    facts = dict(report_facts(running, lambda instant: instant))

    assert facts["Half-life"] == "none assumed"
    assert "Stopped" not in facts
    assert all("\u202f" not in value for value in facts.values())
    assert report_step(running, running.steps()[0].number) == "re-dose 1"


def test_in_what_a_half_life_was_measured_is_said_in_the_language_of_the_screen(german: None) -> None:
    running = replace(Running(incubation("i1", 168, 48)), half_life=HalfLife(8, "Chen 2012", "human plasma, in vitro"))

    facts = dict(report_facts(running, lambda instant: instant))
    assert facts["Halbwertszeit"] == "8 h in Humanplasma, in vitro (Chen 2012)"
