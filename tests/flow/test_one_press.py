"""What one press sets going, counted: each thing that follows from it is computed once."""

from benchapp.selftest.scenario import Scenario


def test_made_it_judges_the_solutions_once(rehearsal: Scenario) -> None:
    rehearsal.begin_with_stock()
    rehearsal.dose_cells()
    rehearsal.type_into("calculate.dilute.ago", "10 min ago")
    rehearsal.settle()
    solutions = rehearsal.program.services.solutions
    judged, there = solutions.round, len(solutions.rows)

    rehearsal.press("calculate.dilute.made")

    assert len(solutions.rows) == there + 1
    assert solutions.round == judged + 1
