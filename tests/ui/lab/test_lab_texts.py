"""How the exchange goes, in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.lab.presence import Presence, SeenComputer, SignOfLife
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.domain.units.moments import Moment
from benchapp.presenters.session.lab_exchange import ExchangeState, LabMember
from benchapp.store.lab.exchange import Looked
from benchapp.store.lab.server_note import ServerNote
from benchapp.store.lab.taking import Forked
from benchapp.ui.lab.lab_texts import badge_text, computer_text, left_out_text, state_text, tone_of, trouble_text
from benchapp.ui.text.language import ENGLISH, set_language
from tests.making import moment

BEGIN, FULL = moment(0).wall, "The disk of the server is full: entries wait here until there is room."
MEMBER = LabMember("/share", "id", "Lab")
WELL = ExchangeState(MEMBER, moment(0))
AWAY = replace(WELL, error=BenchError(Message.LAB_AWAY, folder="/share", reason="no route"))
CUT = BenchError(Message.SEGMENT_CUT, file="x.gz", entry=0)


@pytest.mark.parametrize(
    ("state", "hours", "tone", "said", "badge"),
    [
        (ExchangeState(MEMBER), 0, "soon", "looking into the folder…", ""),
        (WELL, 0, "fresh", "exchanged just now", ""),
        (WELL, 0.1, "fresh", "exchanged 6 min ago", ""),
        (WELL, 3, "soon", "exchanged 3 h ago", "Lab: 3 h ago"),
        (WELL, 25, "past", "exchanged 1 d 1 h ago", "Lab: 1 d 1 h ago"),
        (AWAY, 0.1, "soon", "not exchanged for 6 min", "Lab: not exchanged"),
        (AWAY, 3, "soon", "not exchanged for 3 h", "Lab: 3 h ago"),
        (replace(WELL, looked=Looked(forked=(Forked("c", 3),))), 0, "past", "not exchanged", "Lab: not exchanged"),
        (replace(WELL, looked=Looked(awaited=("c",))), 0, "soon", "partly exchanged just now", ""),
        (replace(WELL, looked=Looked(awaited=("c",), unfit=(CUT,))), 0, "soon", "partly exchanged just now", ""),
        (replace(WELL, looked=Looked(claimed=("c",))), 0.1, "soon", "partly exchanged 6 min ago", ""),
        # All that the damaged file should hold is here from another one.
        (replace(WELL, looked=Looked(unfit=(CUT,))), 0, "fresh", "exchanged just now", ""),
        (ExchangeState(), 0, "soon", "looking into the folder…", ""),
        # A server has all of it, is slow for a moment, is away, and nobody carries to it.
        (replace(WELL, server=ServerNote(BEGIN)), 0.2, "fresh", "exchanged 12 min ago", ""),
        (replace(WELL, server=ServerNote(None, FULL, BEGIN)), 0.01, "fresh", "exchanged just now", ""),
        (replace(WELL, server=ServerNote(BEGIN, FULL, BEGIN)), 0.1, "soon", "server not up to date for 6 min",
         "Server: 6 min ago"),
        (replace(WELL, last=moment(25), server=ServerNote(BEGIN)), 25, "past", "server not up to date for 1 d 1 h",
         "Server: 1 d 1 h ago"),
        (replace(WELL, server=ServerNote()), 0.1, "fresh", "exchanged 6 min ago", ""),
        (replace(AWAY, server=ServerNote(BEGIN, FULL, BEGIN)), 0.1, "soon", "not exchanged for 6 min",
         "Lab: not exchanged"),
        # The clock was set back.
        (replace(WELL, server=ServerNote(BEGIN + timedelta(days=1))), 0, "fresh", "exchanged just now", ""),
    ],
)  # fmt: skip
def test_how_it_goes(state: ExchangeState, hours: float, tone: str, said: str, badge: str) -> None:
    set_language(ENGLISH)
    now = replace(moment(0), wall=moment(0).wall + timedelta(hours=hours), boot_s=moment(0).boot_s + hours * 3600)

    words = (tone_of(state, now), plain_spaces(state_text(state, now)), plain_spaces(badge_text(state, now)))
    assert words == (tone, said, badge)


def said(state: ExchangeState, hours: float = 0) -> str:
    now = replace(moment(0), wall=BEGIN + timedelta(hours=hours))
    return trouble_text(state, now, lambda instant: f"{instant:%H:%M}")


def test_what_is_wrong_is_said_with_what_to_do() -> None:
    set_language(ENGLISH)
    unfit = BenchError(Message.SEGMENT_CUT, file="x.gz", entry=0)

    assert said(WELL) == ""
    assert "is exchanged when the folder is there again" in said(AWAY)
    assert "installation.json" in said(replace(WELL, looked=Looked(forked=(Forked("c", 3),))))
    assert "not complete yet" in said(replace(WELL, looked=Looked(unfit=(unfit,))))
    assert "on its way here" in said(replace(WELL, looked=Looked(awaited=("c",))))


def test_what_keeps_entries_from_a_server_is_said_in_the_words_of_who_carries() -> None:
    set_language(ENGLISH)
    at = f"{BEGIN:%H:%M}"

    assert said(replace(WELL, server=ServerNote(BEGIN)), 0.2) == ""
    assert said(replace(WELL, server=ServerNote(None, FULL, BEGIN)), 0.2) == (
        f"The lab's server has not had everything since {at}. {FULL}"
    )
    assert said(replace(WELL, server=ServerNote(BEGIN)), 1).startswith(
        f"Nothing has been carried to the lab's server since {at}: benchapp-postgres does not run"
    )


def test_what_a_newer_program_wrote_is_named_as_far_as_it_is_a_sentence() -> None:
    set_language(ENGLISH)

    assert left_out_text([]) == ""
    assert "wrote it: a, b. Install" in left_out_text(["b", "a"])
    assert "wrote it: a, b, c, d, e…. Install" in left_out_text("gfedcba")


def sign_of(wall_ahead: timedelta = timedelta(), *, version: str = "0.1") -> SignOfLife:
    at = Moment(moment(0).wall + wall_ahead, 50.0, "hood")
    return SignOfLife("h", 1, version, at, seen={"boot-1": 50.0 - moment(0).boot_s})


def seen_after(sign: SignOfLife, away_min: int = 0, *, old: bool = False) -> SeenComputer:
    """Return what is known of a computer that left a sign, and none for so many minutes."""
    presence = Presence() if old else Presence().after([], moment(-0.01))
    presence = presence.after([sign], moment(0))
    for minute in range(1, away_min + 1):
        presence = presence.after([], moment(minute / 60))
    return presence.computers["h"]


@pytest.mark.parametrize(
    ("seen", "retired", "words"),
    [
        (None, False, "no sign of it yet"),
        (None, True, "not used any more"),
        (seen_after(sign_of()), False, "is on, version 0.1"),
        (seen_after(sign_of(version="0.2")), True, "not used any more, is on, version 0.2"),
        (seen_after(sign_of(), 16), False, "was last seen 08:00, version 0.1"),
        (seen_after(sign_of(), 14), False, "is on, version 0.1"),
        (seen_after(sign_of(), 16, old=True), False, "has not been seen since this program started, version 0.1"),
        (seen_after(sign_of(), 3, old=True), False, "is on, version 0.1"),
        (seen_after(sign_of(timedelta(minutes=7))), False,
         "is on, version 0.1, its clock is 7 min ahead of the one here"),
        (seen_after(sign_of(-timedelta(minutes=7))), False,
         "is on, version 0.1, its clock is 7 min behind the one here"),
        (seen_after(sign_of(timedelta(minutes=1))), False, "is on, version 0.1"),
    ],
)  # fmt: skip
def test_what_is_known_of_another_computer(seen: SeenComputer | None, retired: bool, words: str) -> None:
    set_language(ENGLISH)
    now = moment(0) if seen is None else seen.at

    said = computer_text(seen, now, retired=retired, when=lambda at: f"{at:%H:%M}")
    assert plain_spaces(said) == words
