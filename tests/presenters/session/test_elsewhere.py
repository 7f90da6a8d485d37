"""What runs elsewhere: whose clock counts, and what of it rings here."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.step_status import next_standing
from benchapp.domain.journal.entries import (
    AlarmSnoozed,
    Body,
    ChainStarted,
    ComputerNamed,
    ComputerRetired,
    Entry,
    IncubationStarted,
    RingsHere,
    StepDone,
)
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.lab.presence import AWAY, Presence, SignOfLife
from benchapp.domain.units.moments import BootSpan, Moment
from benchapp.presenters.session.elsewhere import TOO_OLD, Elsewhere, RingReason
from tests.making import BEGIN, incubation, moment

HOURS = 48
# By how much the wall clock of the hood is ahead, and its boot clock behind.
WRONG, BEHIND_S = timedelta(minutes=7), 90_000.0


def hood(hours: float) -> Moment:
    return Moment(BEGIN + timedelta(hours=hours) + WRONG, 1000 + hours * 3600 - BEHIND_S, "hood")


def told(*bodies: tuple[str, Body]) -> LabState:
    """Return what follows from entries of two computers, one a second."""
    made = []
    for number, (chain, body) in enumerate((("h", ChainStarted("hood")), ("o", ChainStarted("office")), *bodies), 1):
        made.append(Entry(f"e{number}", chain, number, number, BEGIN, "UTC", BEGIN, "Mara", body))
    return replay(made)


class Office:
    """The journal of the office, which knows of the hood what is said."""

    def __init__(self, *bodies: tuple[str, Body], presence: Presence | None = None, wanted: bool = True) -> None:
        start = IncubationStarted(incubation("i1", HOURS, start=hood(0)))
        self.bench = told(("h", ComputerNamed("hood-1")), ("h", start), *bodies)
        self.anchors = (BootSpan(moment(), moment()),)
        self.presence = presence
        self.elsewhere = Elsewhere(self, lambda: self.presence, lambda: wanted)

    def is_here(self, home: str) -> bool:
        return home in {"o", ""}

    def reasons(self, hours: float) -> list[RingReason | None]:
        return [one.rings for one in self.elsewhere.next(moment(hours))]


def seen(hours: float, *, away: bool = False, told_s: float | None = -BEHIND_S) -> Presence:
    """Return what is known at an hour: the hood's sign was there some seconds before."""
    known = {} if told_s is None else {"boot-1": told_s + 2}
    sign = SignOfLife("h", 1, "0.1", hood(hours), (BootSpan(hood(0), hood(hours)),), known)
    presence = Presence().after([], moment(hours)).after([sign], moment(hours + 2 / 3600))
    for step in range(1, int(AWAY.total_seconds() / 60) + 2 if away else 1):
        presence = presence.after([], moment(hours + step / 60))
    return presence


def test_the_clock_of_home_counts_and_not_its_wall_clock() -> None:
    office = Office(presence=seen(HOURS - 1))
    one = office.elsewhere.next(moment(HOURS - 0.5))[0]

    assert abs(one.status.left - timedelta(minutes=30)) <= timedelta(seconds=3)
    assert one.within is not None
    assert one.within <= timedelta(seconds=3)
    assert not one.about
    assert abs(one.status.due - (BEGIN + timedelta(hours=HOURS))) <= timedelta(seconds=3)


@pytest.mark.parametrize("ahead", [timedelta(minutes=7), timedelta(minutes=-7), timedelta(hours=-30)])
def test_a_wall_clock_here_that_is_wrong_or_is_set_moves_no_timer_of_another_computer(ahead: timedelta) -> None:
    office = Office(presence=seen(HOURS - 1), wanted=True)
    office.bench = told(("h", IncubationStarted(incubation("i1", HOURS, start=hood(0)))), ("o", RingsHere("i1")))
    for by in (ahead, timedelta()):

        def at(hours: float, by: timedelta = by) -> Moment:
            return replace(moment(hours), wall=moment(hours).wall + by)

        (before,), (after,) = office.elsewhere.next(at(HOURS - 2 / 60)), office.elsewhere.next(at(HOURS + 2 / 60))
        assert abs(before.status.left - timedelta(minutes=2)) <= timedelta(seconds=3)
        assert (before.rings, after.rings) == (None, RingReason.ASKED)


def test_without_its_signs_the_wall_clocks_serve_and_that_is_said() -> None:
    for presence in (Presence(), seen(HOURS - 1, told_s=None)):
        one = Office(presence=presence).elsewhere.next(moment(HOURS - 0.5))[0]
        assert one.about
        assert one.within is None
        assert abs(one.status.left - timedelta(minutes=37)) <= timedelta(seconds=3)


@pytest.mark.parametrize(
    ("bodies", "away", "wanted", "hours", "reason"),
    [
        ((), False, True, HOURS + 0.05, None),
        ((), False, True, HOURS + 0.2, None),
        ((("o", RingsHere("i1")),), False, True, HOURS + 0.05, RingReason.ASKED),
        ((("o", RingsHere("i1")), ("o", RingsHere("i1", on=False))), False, True, HOURS + 0.05, None),
        ((("h", RingsHere("i1")),), False, True, HOURS + 0.05, None),
        ((), True, True, HOURS + 0.05, RingReason.AWAY),
        ((), True, True, HOURS + 13, None),
        ((("o", RingsHere("i1")),), True, True, HOURS + 13, RingReason.ASKED),
    ],
)
def test_what_rings_here(
    bodies: tuple[tuple[str, Body], ...], away: bool, wanted: bool, hours: float, reason: RingReason | None
) -> None:
    office = Office(*bodies, presence=seen(HOURS - 1, away=away), wanted=wanted)
    assert office.reasons(hours) == [reason]
    assert len(office.elsewhere.rings(moment(hours))[0]) == (reason is not None)


@pytest.mark.parametrize("wanted", [True, False])
def test_what_nobody_answers_rings_where_the_folder_was_seen_lately(wanted: bool) -> None:
    office = Office(presence=seen(HOURS + 0.15), wanted=wanted)
    assert office.reasons(HOURS + 0.16) == [None]
    rings, wait = office.elsewhere.rings(moment(HOURS + 0.16))
    assert rings == []
    assert wait is not None
    assert wait < timedelta(minutes=1)
    assert office.reasons(HOURS + 0.18) == [RingReason.UNANSWERED if wanted else None]
    # Looked through half an hour ago: whether somebody answered since is not known.
    assert Office(presence=seen(HOURS + 0.15), wanted=wanted).reasons(HOURS + 0.7) == [None]


def test_what_was_entered_late_was_not_left_unanswered_before_that() -> None:
    office = Office(presence=seen(HOURS + 0.15))
    late = replace(office.bench.incubations["i1"], entered=moment(HOURS + 0.15).wall)
    office.bench = replace(office.bench, incubations={"i1": late})
    assert office.reasons(HOURS + 0.18) == [None]
    office.presence = seen(HOURS + 0.49)
    assert office.reasons(HOURS + 0.5) == [RingReason.UNANSWERED]


def test_outside_a_lab_nothing_of_others_rings() -> None:
    office = Office(("o", RingsHere("i1")), presence=None)
    assert office.elsewhere.rings(moment(HOURS + 1)) == ([], None)


def test_what_rings_grows_later_and_ends_when_it_is_too_old() -> None:
    office = Office(presence=seen(HOURS - 1, away=True))
    rings, wait = office.elsewhere.rings(moment(HOURS + 1))
    again, _ = office.elsewhere.rings(moment(HOURS + 2))

    assert again[0].late - rings[0].late == timedelta(hours=1)
    assert wait is not None
    assert abs(wait - (TOO_OLD - timedelta(hours=1))) < timedelta(minutes=1)


def test_put_off_here_it_is_silent_by_the_clock_of_home() -> None:
    office = Office(("o", RingsHere("i1")), presence=seen(HOURS - 1))
    running = office.bench.running()[0]
    until = office.elsewhere.clocks(running, moment(HOURS + 0.1))[0].before(-timedelta(minutes=5))
    end = running.end
    office.bench = told(
        ("h", IncubationStarted(incubation("i1", HOURS, start=hood(0)))),
        ("o", RingsHere("i1")),
        ("o", AlarmSnoozed("i1", end.number, until, end.due_s)),
    )
    assert until.boot_id == "hood"
    assert office.reasons(HOURS + 0.15) == [None]
    assert office.reasons(HOURS + 0.2) == [RingReason.ASKED]


def test_what_a_lost_computer_ran_is_taken_over_but_what_is_over_stays() -> None:
    over = incubation("i2", HOURS, start=hood(0))
    office = Office(
        ("h", IncubationStarted(over)),
        ("h", StepDone("i2", max(over.end_number, 0), hood(1))),
        ("o", ComputerRetired("hood")),
    )
    assert office.elsewhere.running() == ()
    assert {name: one.home for name, one in office.bench.incubations.items()} == {"i1": "o", "i2": "h"}
    assert office.bench.computers.retired == {"hood": "o"}
    again = told(("o", ComputerRetired("hood")), ("o", ComputerRetired("hood", retired=False)))
    assert again.computers.retired == {}
    assert again.computers.named("nobody") == "nobody"


@given(back_h=st.floats(0, 40), looked_h=st.floats(0, 47), out_s=st.floats(0, 20))
def test_both_computers_count_the_same(back_h: float, looked_h: float, out_s: float) -> None:
    """Whenever the sign was written, what is left differs by no more than what is said."""
    office = Office(presence=seen(looked_h))
    now_h = looked_h + back_h + out_s / 3600
    found = office.elsewhere.next(moment(now_h))[0]
    at_home = next_standing(office.bench.incubations["i1"], hood(now_h), ())
    assert at_home is not None
    assert found.within is not None
    assert abs(found.status.left - at_home.left) <= found.within + timedelta(seconds=0.01)


def test_a_computer_that_left_no_sign_is_not_known() -> None:
    assert Office(presence=seen(1)).elsewhere.seen("unknown") is None


def test_for_how_long_nothing_is_known_of_what_others_did() -> None:
    at = moment(2)
    known = (
        (None, None),
        (Presence(), timedelta.max),
        (Presence(moment(1)), timedelta(hours=1)),
        (Presence(hood(1)), timedelta.max),
        (Presence(moment(3)), timedelta()),
    )

    for presence, unseen in known:
        assert Office(presence=presence).elsewhere.unseen_for(at) == unseen
