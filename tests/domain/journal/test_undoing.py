"""What is taken back and brought back, by the entries it rests on."""

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import AliquotThawed, SolutionAdded, SolutionMade, Taken
from benchapp.domain.journal.undoing import back_to, check_undo_all, resting_on
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import Amount
from tests.making import entry, moment, solution

STOCK = solution("s", aliquots=4)


def test_the_entries_from_a_wanted_one_on_are_in_their_order() -> None:
    latest_first = [entry(SolutionAdded(replace(STOCK, id=f"s{number}")), number) for number in (3, 2, 1)]

    assert [one.id for one in back_to({latest_first[1].id}, latest_first)] == [one.id for one in latest_first[1::-1]]
    assert [one.id for one in back_to({"nowhere"}, latest_first)] == [one.id for one in latest_first[::-1]]
    assert back_to(set(), latest_first) == []


def test_a_body_that_comes_back_names_the_tubes_of_what_came_back() -> None:
    names = {"e2": "e9"}

    thawed = AliquotThawed("s", 1, moment(), "e2:1+")
    assert resting_on(thawed, names) == replace(thawed, portion="e9:1+")
    made = SolutionMade(STOCK, taken=(Taken("s", "e2+", 1, Amount("1", "uL")), Taken("s", "e3", 1)))
    assert resting_on(made, names) == replace(made, taken=(replace(made.taken[0], portion="e9+"), made.taken[1]))
    added = SolutionAdded(STOCK)
    assert resting_on(added, names) is added


def test_what_stayed_when_a_lab_was_joined_is_not_taken_back() -> None:
    before = entry(SolutionAdded(solution("s1")))
    assert check_undo_all([before.id], [before], apart={"another"}) == [before]

    with pytest.raises(BenchError) as refused:
        check_undo_all([before.id], [before], apart={before.chain})
    assert refused.value.code == Message.UNDO_BEFORE_LAB
