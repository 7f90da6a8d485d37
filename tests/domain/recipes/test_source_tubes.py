"""What is taken of the tubes in hand: never more than is there, and the steps say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.source_tubes import SourceTubes, Tubes

DEAD_UL = LabRules().aliquot_dead_ul
SEALED = Tubes("sealed", 5, 20.0, frozen=True, place="box 3")
OPEN = Tubes("open", 1, 60.0, opened=True, thaws=1)
REFROZEN = Tubes("refrozen", 1, 900.0, frozen=True, opened=True, thaws=3)


def codes(hand: SourceTubes, needed_ul: float) -> list[MessageCode]:
    return [line.code for line in hand.beginning(needed_ul)]


@pytest.mark.parametrize(
    ("tubes", "needed_ul", "drawn"),
    [
        ((OPEN, SEALED), 59, [("open", 1)]),
        ((OPEN, SEALED), 10, [("open", 1)]),
        ((SEALED, REFROZEN), 10, [("sealed", 1)]),
        ((SEALED, REFROZEN), 30, [("refrozen", 1)]),
        ((SEALED,), 19, [("sealed", 1)]),
        ((SEALED,), 33, [("sealed", 2)]),
        ((SEALED,), 95, [("sealed", 5)]),
        ((OPEN, SEALED), 70, [("open", 1), ("sealed", 1)]),
        ((OPEN, SEALED, REFROZEN), 1000, [("open", 1), ("sealed", 5), ("refrozen", 1)]),
    ],
)
def test_which_tubes_are_taken(tubes: tuple[Tubes, ...], needed_ul: float, drawn: list[tuple[str, int]]) -> None:
    hand = SourceTubes("BC-2QX9TR", tubes)

    assert [(draw.tubes.id, draw.count) for draw in hand.draws(needed_ul)] == drawn


def test_more_than_a_tube_holds_is_refused_with_what_is_there() -> None:
    one = SourceTubes("BC-2QX9TR", (Tubes(volume_ul=20.0, frozen=True),))

    for needed in (33.0, 20.0):
        with pytest.raises(CalculationError) as refused:
            one.check(needed)
        assert refused.value.code is Message.STOCK_NOT_ENOUGH
        said = refused.value.values
        assert (said["count"], said["ul"], said["usable_ul"], said["needed_ul"]) == (1, 20, 19, needed)
    one.check(19.0)
    with pytest.raises(CalculationError):
        SourceTubes("BC-2QX9TR", (Tubes(volume_ul=33.0),)).check(33.0)


def test_two_tubes_are_pooled_in_a_step() -> None:
    two = SourceTubes("BC-2QX9TR", (Tubes(count=2, volume_ul=20.0, frozen=True),))

    two.check(33.0)
    assert codes(two, 33.0) == [Message.STEP_THAW, Message.STEP_POOL]
    assert codes(two, 15.0) == [Message.STEP_THAW]
    mixed = SourceTubes("BC-2QX9TR", (OPEN, SEALED))
    assert codes(mixed, 70.0) == [Message.STEP_TAKE_OPEN, Message.STEP_THAW, Message.STEP_POOL]


def test_a_refrozen_tube_is_thawed_again_and_its_thaws_are_counted() -> None:
    again = SourceTubes("BC-2QX9TR", (REFROZEN,))

    (line,) = again.beginning(4.0)
    assert line.code is Message.STEP_THAW_AGAIN
    assert line.values["thaws"] == 4
    assert again.thaws_then(4.0) == 4
    assert SourceTubes("x", (OPEN,)).thaws_then(4.0) == 1
    assert SourceTubes("x", (SEALED,)).thaws_then(4.0) == 1


def test_what_nobody_measured_is_not_refused() -> None:
    unknown = SourceTubes("BC-2QX9TR", (Tubes(volume_ul=0.0, frozen=True),))

    unknown.check(500.0)
    assert codes(unknown, 500.0) == [Message.STEP_THAW]
    assert SourceTubes().beginning(5.0) == ()


tubes = st.builds(
    Tubes,
    id=st.uuids().map(str),
    count=st.integers(1, 6),
    volume_ul=st.floats(0.5, 500),
    frozen=st.booleans(),
    opened=st.booleans(),
    thaws=st.integers(0, 5),
)


@given(st.lists(tubes, min_size=1, max_size=5), st.floats(0.1, 2000))
def test_nothing_is_taken_that_is_not_there(held: list[Tubes], needed_ul: float) -> None:
    hand = SourceTubes("BC-2QX9TR", tuple(held))
    there = sum(one.count * max(0.0, one.volume_ul - DEAD_UL) for one in held)

    draws = hand.draws(needed_ul)

    for draw in draws:
        assert 1 <= draw.count <= draw.tubes.count
        assert draw.ul <= draw.count * (draw.tubes.volume_ul - DEAD_UL) * (1 + 1e-6)
    assert sum(draw.ul for draw in draws) == pytest.approx(min(needed_ul, there), rel=1e-6)
    pooled = sum(draw.count for draw in draws) > 1
    assert (Message.STEP_POOL in codes(hand, needed_ul)) is pooled
    if pooled:
        assert all(one.volume_ul - DEAD_UL < needed_ul for one in held)
    if needed_ul > there * (1 + 1e-6):
        with pytest.raises(CalculationError):
            hand.check(needed_ul)
    else:
        hand.check(needed_ul * (1 - 1e-6))


def test_what_stays_behind_in_an_aliquot_is_a_rule_of_the_lab_and_said() -> None:
    with pytest.raises(CalculationError) as refused:
        SourceTubes("BC-2QX9TR", (Tubes(count=2, volume_ul=20.0, dead_ul=5.0),)).check(31.0)

    values = refused.value.values
    assert (values["dead_ul"], values["usable_ul"]) == (5.0, 30.0)
    SourceTubes("BC-2QX9TR", (Tubes(count=2, volume_ul=20.0, dead_ul=0.0),)).check(40.0)


@pytest.mark.parametrize(
    ("tubes", "needed_ul", "opened", "sealed"),
    [
        ((OPEN, SEALED), 10, True, 0),
        ((OPEN, SEALED), 70, False, 1),
        ((SEALED,), 33, False, 2),
        # One that was frozen again is taken out like a sealed one.
        ((REFROZEN,), 10, False, 1),
        ((), 10, False, 0),
    ],
)
def test_whether_the_open_tube_is_enough_and_how_many_are_taken_out(
    tubes: tuple[Tubes, ...], needed_ul: float, opened: bool, sealed: int
) -> None:
    hand = SourceTubes("BC-2QX9TR", tubes)

    assert (hand.uses_opened(needed_ul), hand.sealed(needed_ul)) == (opened, sealed)


def test_where_sealed_and_open_tubes_are_is_distinguished() -> None:
    hand = SourceTubes("BC-2QX9TR", (Tubes("open", 1, 60.0, opened=True, place="fridge"), SEALED, REFROZEN))

    assert (hand.opened_ul, hand.opened_place, hand.place, hand.left) == (60.0, "fridge", "box 3", 5)
    none = SourceTubes("BC-2QX9TR", (REFROZEN,))
    assert (none.opened_ul, none.opened_place, none.place, none.left) == (0.0, "", "", 0)
