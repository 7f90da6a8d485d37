"""How the exchange with the folder of a lab goes, in words."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from benchapp.domain.lab.presence import SeenComputer
from benchapp.domain.units.moments import Moment, elapsed
from benchapp.domain.units.spans import span_text
from benchapp.presenters.session.lab_exchange import ExchangeState
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error

# From these ages of the last look on, what others did may be missing here, and surely is.
LATE, TOO_LATE = timedelta(minutes=15), timedelta(days=1)
# A server that is started again is back sooner.
BRIEF = timedelta(minutes=1)
# A clock that differs by more than this is said: times that are read from it would mislead.
WRONG_CLOCK = timedelta(minutes=2)


# More names than these are no sentence.
_MOST_NAMES = 5


def age_of(state: ExchangeState, now: Moment) -> timedelta | None:
    """Return how long ago the folder was looked through; None where it has not been since the start."""
    return None if state.last is None else elapsed(state.last, now)


def behind_since(state: ExchangeState, now: Moment) -> datetime | None:
    """Return since when the lab's server has not had everything; None where it has, or the lab has none."""
    server = state.server
    if server is None:
        return None
    begin, least = (server.since, BRIEF) if server.trouble else (server.last, LATE)
    return begin if begin is not None and now.wall - begin >= least else None


def behind_of(state: ExchangeState, now: Moment) -> timedelta | None:
    """Return for how long the lab's server has not had everything; None where it has, or the lab has none."""
    since = behind_since(state, now)
    return None if since is None else now.wall - since


def tone_of(state: ExchangeState, now: Moment) -> str:
    """Return the tone of a chip: "fresh" while all is well, "soon" where others' entries may be missing, "past"."""
    age, behind = age_of(state, now), behind_of(state, now)
    if state.looked.forked or any(span is not None and span >= TOO_LATE for span in (age, behind)):
        return "past"
    waits = behind is not None or state.error is not None or state.looked.awaited or state.looked.claimed
    return "soon" if waits or age is None or age >= LATE else "fresh"


def state_text(state: ExchangeState, now: Moment) -> str:
    """Return in a few words how the exchange goes."""
    age = age_of(state, now)
    if state.looked.forked or state.error is not None:
        if age is None or age < timedelta(minutes=1):
            return tr("not exchanged")
        return tr("not exchanged for {span}", span=span_text(age))
    if (behind := behind_of(state, now)) is not None:
        return tr("server not up to date for {span}", span=span_text(behind))
    if age is None:
        return tr("looking into the folder…")
    if state.looked.awaited or state.looked.claimed:
        # The folder was looked through, and not all that is there came.
        if age < timedelta(minutes=1):
            return tr("partly exchanged just now")
        return tr("partly exchanged {span} ago", span=span_text(age))
    if age < timedelta(minutes=1):
        return tr("exchanged just now")
    return tr("exchanged {span} ago", span=span_text(age))


def trouble_text(state: ExchangeState, now: Moment, when: Callable[[datetime], str]) -> str:
    """Return what is wrong with the exchange and what to do, in a sentence; "" for nothing.

    Args:
        state: How it goes.
        now: The present moment.
        when: Words an instant.
    """
    if state.looked.forked:
        return tr(
            "Two computers write as if they were one: one of them is a copy of the other's data folder. Delete the "
            "file installation.json from the data folder of the copy, and start it again."
        )
    if state.error is not None:
        return say_error(state.error)
    if state.looked.claimed:
        return tr(
            "Somebody wrote entries into the folder in this computer's name. They were not taken in. Ask who can "
            "write there; if this computer lost its journal, restore a backup of it."
        )
    if state.server is not None and (since := behind_since(state, now)) is not None:
        return _server_text(state.server.trouble, when(since))
    if state.looked.unfit:
        return say_error(state.looked.unfit[0])
    if state.looked.awaited:
        return tr("Something that another computer wrote is still on its way here.")
    return ""


def _server_text(why: str, time: str) -> str:
    if why:
        # In the words of the program that carries there: whoever looks after the computers knows them.
        return tr("The lab's server has not had everything since {time}. {why}", time=time, why=why)
    return tr(
        "Nothing has been carried to the lab's server since {time}: benchapp-postgres does not run on this computer. "
        "Whoever looks after the computers can start it again; nothing is lost meanwhile.",
        time=time,
    )


def computer_text(seen: SeenComputer | None, now: Moment, *, retired: bool, when: Callable[[datetime], str]) -> str:
    """Return what is known of another computer, in a few words.

    Args:
        seen: What its signs say; None where it has left none.
        now: The present moment.
        retired: Whether it is not used any more.
        when: Words an instant.
    """
    if seen is None:
        return tr("not used any more") if retired else tr("no sign of it yet")
    closed = seen.closed_at(now)
    if closed is not None:
        said = tr("closed {time}", time=when(closed))
    elif not seen.away:
        said = tr("is on")
    elif seen.old:
        said = tr("has not been seen since this program started")
    else:
        said = tr("was last seen {time}", time=when(seen.at.wall))
    parts = [tr("not used any more") if retired else "", said, tr("version {number}", number=seen.sign.program)]
    by = seen.clock.wrong_by(now) if seen.clock is not None else timedelta()
    if by > WRONG_CLOCK:
        parts.append(tr("its clock is {span} ahead of the one here", span=span_text(by)))
    elif by < -WRONG_CLOCK:
        parts.append(tr("its clock is {span} behind the one here", span=span_text(-by)))
    return ", ".join(part for part in parts if part)


def left_out_text(names: Collection[str]) -> str:
    """Return which compounds of the lab are not in the library here, as a newer program wrote them; "" for none."""
    if not names:
        return ""
    return tr(
        "Not in the library here, as a newer version of this program wrote it: {names}. Install that version; "
        "until then it is only passed on.",
        names=", ".join(sorted(names)[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else ""),
    )


def badge_text(state: ExchangeState, now: Moment) -> str:
    """Return what the header says of the lab: nothing while all is well."""
    if state.member is None or tone_of(state, now) == "fresh":
        return ""
    age, behind = age_of(state, now), behind_of(state, now)
    if state.looked.forked or age is None or age < LATE:
        if state.error is not None or state.looked.forked:
            return tr("Lab: not exchanged")
        return "" if behind is None else tr("Server: {span} ago", span=span_text(behind))
    return tr("Lab: {span} ago", span=span_text(age))
