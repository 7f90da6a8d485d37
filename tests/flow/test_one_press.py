"""What one press sets going, counted: each thing that follows from it is computed once."""

from benchapp.selftest.scenario import Scenario


def test_made_it_judges_the_solutions_once(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.type_into("calculate.dilute.ago", "10 min ago")
    stocked.settle()
    solutions = stocked.program.services.solutions
    judged, there = solutions.round, len(solutions.rows)

    stocked.press("calculate.dilute.made")

    assert len(solutions.rows) == there + 1
    assert solutions.round == judged + 1
