"""What the report says an incubation was."""

from benchapp.domain.incubations.incubations import Running
from benchapp.ui.text.report_texts import report_facts, report_step
from tests.making import incubation


def test_what_is_not_known_is_left_out_and_no_half_life_is_assumed() -> None:
    running = Running(incubation("i1", 168, 48))
    facts = dict(report_facts(running, lambda instant: instant))

    assert facts["Half-life"] == "none assumed"
    assert "Stopped" not in facts
    assert all("\u202f" not in value for value in facts.values())
    assert report_step(running, running.steps()[0].number) == "re-dose 1"
