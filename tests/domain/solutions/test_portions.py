"""Tubes of one solution: what taking, splitting and moving leaves of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.solutions.portions import Portion, Portions, initial_portion, is_empty, taken
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import Amount
from tests.making import moment, solution

AT = moment(5)


def tubes(count: int, ul: float | None, storage: Storage = Storage.FREEZER_20) -> Portion:
    made = solution(aliquots=count, storage=storage)
    return initial_portion(replace(made, aliquot_volume=None if ul is None else Amount(repr(ul), "uL")))


def held(portions: Portions) -> list[tuple[str, int, float | None, bool]]:
    return [(one.id, one.count, one.volume_ul, one.opened) for one in portions.all]


@pytest.mark.parametrize(
    ("count", "each_ul", "out", "ul", "left"),
    [
        # Of eight tubes of 100 µL one is opened and 30 µL taken.
        (8, 100.0, 1, 30.0, [("s1", 7, 100.0, False), ("new", 1, 70.0, True)]),
        # 130 µL out of two: one is empty, the other keeps 70 µL.
        (8, 100.0, 2, 130.0, [("s1", 6, 100.0, False), ("new", 1, 70.0, True)]),
        # Three were taken out and one was enough: two are open, one of them untouched.
        (8, 100.0, 3, 30.0, [("s1", 5, 100.0, False), ("new+", 2, 100.0, True), ("new", 1, 70.0, True)]),
        (8, 100.0, 2, 200.0, [("s1", 6, 100.0, False)]),
        # More tubes than there are cannot be taken out.
        (2, 100.0, 5, 200.0, []),
        # Nobody knows how much was taken, or how much there was: what is left of it is not known.
        (8, 100.0, 1, None, [("s1", 7, 100.0, False), ("new", 1, None, True)]),
        (8, None, 2, 30.0, [("s1", 6, None, False), ("new", 2, None, True)]),
    ],
)
def test_what_is_taken_empties_one_tube_after_the_other(
    count: int, each_ul: float | None, out: int, ul: float | None, left: list[tuple[str, int, float | None, bool]]
) -> None:
    of = tubes(count, each_ul)

    after = Portions((of,)).drawn(of, out, ul, AT, "new")

    assert sorted(held(after), key=str) == sorted(left, key=str)
    # What was taken out of the freezer was thawed, once.
    assert all((one.thaws, one.thawed) == ((1, AT) if one.opened else (0, None)) for one in after.all)


@pytest.mark.parametrize(
    ("count", "each_ul", "pieces", "left"),
    [
        # What is left of the tube is a portion of its own.
        (1, 100.0, 4, [("new+", 1, 20.0, True), ("new", 4, 20.0, False)]),
        (3, 100.0, 5, [("s1", 2, 100.0, False), ("new", 5, 20.0, False)]),
        # Nobody knew how much was in it: nothing is said to be left.
        (1, None, 4, [("new", 4, 20.0, False)]),
    ],
)
def test_a_tube_is_split_and_keeps_what_is_left(
    count: int, each_ul: float | None, pieces: int, left: list[tuple[str, int, float | None, bool]]
) -> None:
    of = tubes(count, each_ul)
    other = replace(tubes(1, 50.0), id="other")

    after = Portions((of, other)).split(of, pieces, 20.0, "new")

    assert [one for one in held(after) if one[0] != "other"] == left
    assert ("other", 1, 50.0, False) in held(after)


@given(count=st.integers(1, 8), each=st.floats(1, 500), out=st.integers(1, 8), part=st.floats(0, 1))
def test_nothing_is_lost_but_what_was_taken(count: int, each: float, out: int, part: float) -> None:
    of = tubes(count, each)
    ul = min(out, count) * each * part

    after = Portions((of,)).drawn(of, out, ul, AT, "new")

    there = sum(one.count * (one.volume_ul or 0.0) for one in after.all)
    # What is thinner than a film at the wall is nothing.
    assert there == pytest.approx(count * each - ul, abs=0.05 * (count + 1))
    assert not any(is_empty(one) for one in after.all)


def test_what_was_thrown_away_is_gone() -> None:
    of = tubes(3, 100.0)

    assert held(Portions((of,)).without(of, 2)) == [("s1", 1, 100.0, False)]
    assert Portions((of,)).without(of).all == ()


def test_a_sealed_tube_comes_before_an_open_one_and_a_frozen_before_a_liquid() -> None:
    sealed, liquid = tubes(1, 100.0), replace(tubes(1, 100.0, Storage.ROOM), id="liquid")
    opened = replace(taken(sealed, 10.0), id="open")

    assert Portions((opened, liquid, sealed)).find("") == sealed
    assert Portions((opened, liquid)).find("") == liquid
    assert Portions((opened,)).find("") == opened
    assert Portions(()).find("") is None
    assert Portions((opened, sealed)).find("open") == opened
    assert Portions((opened,)).find("gone") is None
