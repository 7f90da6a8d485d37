"""What a lab has in hand of each compound, and what it made last."""

from msgspec.structs import replace

from benchapp.domain.compounds.lab_stocks import stocks_by_compound
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.solutions.solutions import SolutionPurpose
from tests.making import moment, solution


def test_stocks_are_counted_by_compound_and_the_latest_is_the_usual_one() -> None:
    before = initial_state(solution("s1", made=moment(0)))
    after = initial_state(solution("s2", made=moment(5), aliquots=3))
    other = initial_state(replace(solution("s3"), compound="pom"))

    found = stocks_by_compound([before, other, after])

    assert found["len"].latest.id == "s2"
    assert found["len"].tubes == 11
    assert [one.solution.id for one in found["len"].in_hand] == ["s2", "s1"]
    assert found["pom"].tubes == 8


def test_what_is_gone_is_not_in_hand_and_a_working_solution_is_no_stock() -> None:
    gone = replace(initial_state(solution("s1")), discarded="dropped")
    working = initial_state(solution("s2", role=SolutionPurpose.WORKING))

    found = stocks_by_compound([gone, working])

    assert found["len"].latest.id == "s1"
    assert found["len"].in_hand == ()
    assert found["len"].tubes == 0
