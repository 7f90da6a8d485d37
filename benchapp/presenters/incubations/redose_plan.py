"""Whether and how a dose is renewed, from what is typed."""

from benchapp.domain.incubations.incubations import Plan
from benchapp.domain.incubations.redose import Method, usual_spike_ul
from benchapp.domain.messages import Message, QuantityError
from benchapp.presenters.incubations.start_times import LEAST_INTERVAL, read_interval
from benchapp.presenters.incubations.typed_volume import read_microlitres
from benchapp.presenters.session.journal_session import JournalSession

# The intervals that are offered, h.
REDOSE_OFFERS_H = (24, 48, 72)


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
