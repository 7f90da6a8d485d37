"""What runs on other computers, in words: how sure its times are, who started it, and where it rings."""

from collections.abc import Callable
from datetime import datetime, timedelta

from benchapp.domain.units.moments import Moment
from benchapp.domain.units.spans import span_text
from benchapp.presenters.session.elsewhere import UNANSWERED, ElsewhereStatus, RingReason
from benchapp.ui.text.language import tr


def when_text(one: ElsewhereStatus, time: str) -> str:
    """Return when a step elsewhere is due, with how sure that is.

    Args:
        one: The step.
        time: The instant in words.
    """
    if one.within is None:
        return tr("about {time}", time=time)
    return tr("{time} ± {span}", time=time, span=span_text(one.within)) if one.about else time


def computer_and_place(one: ElsewhereStatus) -> str:
    """Return what people call the computer on which something runs, and where it is."""
    return f"{one.computer} ({one.place})" if one.place else one.computer


def exactness_text(one: ElsewhereStatus) -> str:
    """Return how exactly the times of what runs elsewhere are known; "" where that is no matter."""
    if one.within is None:
        return tr("its times are about right: they are read from the clocks of both computers")
    return tr("its times are right to ± {span}", span=span_text(one.within)) if one.about else ""


def seen_text(one: ElsewhereStatus, when: Callable[[datetime], str]) -> str:
    """Return when a computer that is away was closed, or seen last."""
    if one.closed is not None:
        return tr("{computer} was closed {time}", computer=one.computer, time=when(one.closed))
    if one.seen is None:
        return tr("{computer} has not been seen since this program started", computer=one.computer)
    return tr("{computer} was last seen {time}", computer=one.computer, time=when(one.seen.wall))


def rings_text(one: ElsewhereStatus, when: Callable[[datetime], str]) -> str:
    """Return where it rings, and why here."""
    if one.asked:
        return tr("rings here too")
    if one.rings is RingReason.AWAY:
        return tr("rings here: {why}", why=seen_text(one, when))
    if one.rings is RingReason.UNANSWERED:
        return tr("rings here: nobody has answered it for {span}", span=span_text(UNANSWERED))
    if one.away:
        return tr("will ring here: {why}", why=seen_text(one, when))
    return tr("rings on {computer}", computer=computer_and_place(one))


def started_text(one: ElsewhereStatus, now: Moment) -> str:
    """Return who started it, and how long ago."""
    ago = max(timedelta(), now.wall - one.status.running.incubation.start.wall)
    if ago < timedelta(minutes=1):
        return tr("started just now by {name}", name=one.by) if one.by else tr("started just now")
    span = span_text(ago)
    return tr("started {span} ago by {name}", span=span, name=one.by) if one.by else tr("started {span} ago", span=span)


def detail_text(one: ElsewhereStatus, step: str, now: Moment, when: Callable[[datetime], str]) -> str:
    """Return the smaller words under what comes next elsewhere.

    Args:
        one: The step.
        step: What is to be known of the step itself.
        now: The present moment.
        when: Words an instant.
    """
    return " · ".join(part for part in (step, started_text(one, now), rings_text(one, when)) if part)


def alarm_text(one: ElsewhereStatus, when: Callable[[datetime], str]) -> str:
    """Return where an alarm that rings here belongs, in a sentence, and why it rings here."""
    where = computer_and_place(one)
    if one.rings is RingReason.AWAY:
        return tr("It was started on {computer}: {why}.", computer=where, why=seen_text(one, when))
    if one.rings is RingReason.UNANSWERED:
        span = span_text(UNANSWERED)
        return tr(
            "It runs on {computer}, where nobody has answered for {span}.", computer=computer_and_place(one), span=span
        )
    return tr("It runs on {computer}.", computer=computer_and_place(one))
