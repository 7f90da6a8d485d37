"""Which computers are on, and how their clocks go: from what was seen of each other alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.lab.presence import AWAY, Presence, SignOfLife
from benchapp.domain.units.moments import Moment
from tests.making import BEGIN

MINUTE = 60.0


def at(boot_s: float, boot: str = "office", wall_s: float | None = None) -> Moment:
    return Moment(BEGIN + timedelta(seconds=boot_s if wall_s is None else wall_s), boot_s, boot)


def sign(counter: int, boot_s: float, seen: dict[str, float] | None = None, boot: str = "hood") -> SignOfLife:
    return SignOfLife("h", counter, "0.1", at(boot_s, boot), seen=seen or {})


def watched(presence: Presence, begin_s: float, for_s: float, every_s: float = 10.0) -> Presence:
    """Look from time to time, and find nothing new."""
    for step in range(1, int(for_s / every_s) + 1):
        presence = presence.after([], at(begin_s + step * every_s))
    return presence


def test_a_computer_is_away_when_the_folder_had_no_newer_sign_for_a_quarter_of_an_hour() -> None:
    known = Presence().after([sign(1, 0)], at(5)).after([], at(15))
    almost = watched(known, 15, AWAY.total_seconds() - 20)
    assert not almost.computers["h"].away
    gone = watched(almost, 15 + AWAY.total_seconds() - 20, 60)
    assert gone.computers["h"].away
    back = gone.after([sign(2, 2000)], at(2010))
    assert not back.computers["h"].away
    assert back.computers["h"].at == at(2010)


def test_time_in_which_nobody_looked_says_nothing_of_another() -> None:
    known = Presence().after([sign(1, 0)], at(5))
    slept = known.after([], at(5 + 8 * 3600))

    assert slept.computers["h"].without == timedelta(minutes=2)
    assert not slept.computers["h"].away


def test_a_sign_that_was_there_at_the_first_look_may_be_of_any_age() -> None:
    first = Presence().after([sign(7, 0)], at(5))
    assert first.computers["h"].old
    assert not first.after([sign(8, 100)], at(110)).computers["h"].old


def test_an_earlier_sign_that_comes_later_changes_nothing() -> None:
    known = Presence().after([sign(2, 50)], at(55))
    later = known.after([sign(1, 0)], at(65))

    assert later.computers["h"].sign == known.computers["h"].sign
    assert later.computers["h"].without == timedelta(seconds=10)


def test_another_boot_of_this_computer_begins_anew() -> None:
    known = Presence().after([sign(1, 0)], at(5))
    assert known.after([], at(5, "office-2")).computers == {}


@given(
    ahead_s=st.floats(-1e6, 1e6),
    there=st.lists(st.tuples(st.floats(0, 120), st.floats(0, 40)), min_size=1, max_size=6),
    back_s=st.floats(0, 40),
    wrong_s=st.floats(-7200, 7200),
)
def test_what_is_told_of_a_clock_is_within_what_is_said(
    ahead_s: float, there: list[tuple[float, float]], back_s: float, wrong_s: float
) -> None:
    """Signs are never seen before they were written: whatever the delays, the truth is within the bounds."""
    presence, hood_s = Presence(), 1000.0
    # What the hood has seen of a sign that the office wrote at 500 s, by the hood's clock.
    seen_there = {"office": 500.0 - ahead_s + back_s - 500.0}
    for counter, (gap_s, delay_s) in enumerate(there, 1):
        hood_s += gap_s
        stamp = Moment(BEGIN + timedelta(seconds=hood_s + wrong_s), hood_s, "hood")
        here = at(hood_s + ahead_s + delay_s, wall_s=hood_s + delay_s)
        presence = presence.after([SignOfLife("h", counter, "0.1", stamp, seen=seen_there)], here)
    clock = presence.computers["h"].clock
    assert clock is not None
    now = at(hood_s + ahead_s + 100, wall_s=hood_s + 100)

    assert abs(clock.there(now).boot_s - (hood_s + 100)) <= clock.within.total_seconds() + 1e-3
    assert clock.there(now).wall == now.wall
    assert abs(clock.wrong_by(now).total_seconds() - wrong_s) <= clock.within.total_seconds() + 1e-3
    assert clock.within <= timedelta(seconds=41)


def test_a_clock_is_known_only_when_both_have_seen_each_other() -> None:
    one_way = Presence().after([sign(1, 0)], at(5))
    assert one_way.computers["h"].clock is None
    assert one_way.seen == {"hood": 5.0}
    both = one_way.after([sign(2, 100, {"office": 3.0})], at(105))
    clock = both.computers["h"].clock
    assert clock is not None
    assert clock.within == timedelta(seconds=4)


def test_a_folder_that_is_carried_by_hand_tells_nothing_of_clocks() -> None:
    carried = Presence().after([sign(1, 0, {"office": 3600.0})], at(3600))
    assert carried.computers["h"].clock is None


def test_a_computer_that_was_started_again_is_compared_anew() -> None:
    known = Presence().after([sign(1, 5000, {"office": -4990.0})], at(5))
    assert known.computers["h"].clock is not None
    again = known.after([sign(2, 20, boot="hood-2")], at(400))
    assert again.computers["h"].clock is None
    assert again.seen == {"hood-2": pytest.approx(380.0)}


def test_a_computer_that_was_closed_is_away_soon_and_says_when_by_the_clock_here() -> None:
    last = replace(sign(2, 60), closing=True)
    known = Presence().after([sign(1, 0)], at(5)).after([last], at(65))
    assert known.computers["h"].closed_at(at(70)) == last.at.wall
    assert not known.computers["h"].away
    assert watched(known, 65, 60).computers["h"].away
    assert Presence().after([sign(1, 0)], at(5)).computers["h"].closed_at(at(70)) is None

    # Its wall clock is seven minutes ahead, and its boot clock began when that of the office did.
    ahead = replace(last, at=at(60, "hood", 480), seen={"office": 1.0})
    assert Presence().after([ahead], at(61)).computers["h"].closed_at(at(90)) == at(60).wall


def test_of_three_computers_each_is_known_by_its_own_signs() -> None:
    def of(name: str, counter: int, boot_s: float, seen_s: float) -> SignOfLife:
        return SignOfLife(name, counter, "0.1", at(boot_s, name), seen={"office": seen_s, "another": 5.0})

    # The hood's boot began 100 s before the office's, that of the scope 5000 s after it.
    first = Presence().after([of("hood", 1, 110, 105), of("scope", 1, 0, -4995)], at(5))
    known = first.after([of("hood", 2, 400, 105), of("scope", 2, 300, -4995)], at(5310))
    assert known.seen == {"hood": -105.0, "scope": 5.0}
    gone = known
    for minute in range(1, 17):
        signs = [of("hood", 2 + minute, 5410 + 60 * minute, 105)] if minute > 1 else []
        gone = gone.after(signs, at(5310 + 60 * minute))

    assert {name: one.away for name, one in gone.computers.items()} == {"hood": False, "scope": True}
    assert gone.computers["hood"].sign.counter == 18
    clocks = {name: one.clock for name, one in gone.computers.items()}
    assert all(clock is not None and clock.within <= timedelta(minutes=1) for clock in clocks.values())
    back = gone.after([of("scope", 3, 1400, -4995)], at(6400))
    assert not any(one.away for one in back.computers.values())
