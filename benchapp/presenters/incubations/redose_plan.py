"""Whether and how a dose is renewed, and volumes for it, from what is typed."""

from datetime import timedelta

from benchapp.domain.incubations.incubations import Plan
from benchapp.domain.incubations.redose import Method, usual_spike_ul
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.presenters.incubations.start_times import LEAST_INTERVAL, read_interval
from benchapp.presenters.session.journal_session import JournalSession

# The intervals that can be offered, h, and how many of those that fit are.
REDOSE_OFFERS_H = (2, 6, 12, 24, 48, 72)
_MOST_OFFERED = 3


def offered_intervals(length: timedelta | None) -> tuple[int, ...]:
    """Return the intervals, h, after which a re-dose still falls within an incubation, the longest of them.

    Args:
        length: How long it lasts; None where that is not known.
    """
    fitting = [hours for hours in REDOSE_OFFERS_H if length is None or timedelta(hours=hours) < length]
    return tuple(fitting[-_MOST_OFFERED:])


def read_microlitres(text: str, field: str) -> float:
    """Read a volume above zero, µL; a bare number is in µL.

    Raises:
        QuantityError: It cannot be read, or is zero; `field` names the field.
    """
    try:
        typed = read_typed(text, unit_needed=False)
    except QuantityError as error:
        raise QuantityError(error.code, **{"wanted": Kind.VOLUME.value, **error.values, "field": field}) from error
    kind, litres = in_base(typed.digits, typed.unit or "uL") or (None, 0.0)
    if kind is not Kind.VOLUME:
        found = kind.value if kind else typed.unit
        raise QuantityError(Message.WRONG_KIND, text=text, found=found, wanted=Kind.VOLUME.value, field=field)
    if not litres > 0:
        raise QuantityError(Message.NOT_POSITIVE, field=field)
    return litres * 1e6


def read_spike_ul(text: str, well_ul: float) -> float:
    """Read the volume of a spike, µL; one that suits the well where nothing is typed.

    Raises:
        QuantityError: It cannot be read, or is zero; `field` is "spike".
    """
    if text.strip():
        return read_microlitres(text.strip(), "spike")
    return usual_spike_ul(well_ul) if well_ul else 0.0


def redose_plan(every_s: float, method: Method, spike: str, well_ul: float, lead_s: float) -> Plan:
    """Return the plan of a dose that is renewed.

    Args:
        every_s: Time between re-doses, s.
        method: How it is given.
        spike: Volume of a spike, as typed.
        well_ul: Volume in a well, µL; 0 where it is not known.
        lead_s: How long before it is due the alarm comes, s.

    Raises:
        QuantityError: The volume of a spike cannot be read; `field` is "spike".
    """
    spike_ul = read_spike_ul(spike, well_ul) if method is Method.SPIKE else 0.0
    return Plan(every_s=every_s, method=method, spike_ul=spike_ul, lead_s=lead_s, chosen=True)


def read_redose_plan(book: JournalSession, every: str, method: Method, spike: str, well_ul: float) -> Plan:
    """Read the plan of a dose that is renewed from now on, with the lab's lead of the alarm.

    Args:
        book: Gives the present and the lab's rules.
        every: Time between re-doses, as typed.
        method: How it is given.
        spike: Volume of a spike, as typed.
        well_ul: Volume in a well, µL.

    Raises:
        QuantityError: The interval or the volume cannot be read; `field` is "every" or "spike".
    """
    try:
        interval = read_interval(every, book).span
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "field": "every"}) from error
    if interval < LEAST_INTERVAL:
        raise QuantityError(Message.NOT_POSITIVE, field="every")
    lead_s = book.bench.rules.redose_lead_min * 60
    return redose_plan(interval.total_seconds(), method, spike, well_ul, lead_s)
