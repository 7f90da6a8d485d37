"""What a check found wrong with the journal; it stays unanswered until somebody says what had happened."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.entry_body import EntryBody
from benchapp.domain.mappings import with_value


class ChainFaultFound(EntryBody, frozen=True):
    """A check found that the journal is no longer as it was written.

    Attributes:
        code: The code of the message that says what is wrong.
        chain: In which chain; "" where that is not known.
        sequence: Place of the first bad or missing entry; 0 where that is not known.
        entry: UUID of the bad entry; "" for a missing one.
    """

    code: str
    chain: str
    sequence: int
    entry: str = ""


class ChainFaultAnswered(EntryBody, frozen=True):
    """Somebody looked into what a check had found.

    Attributes:
        found: UUID of the entry that says what was found.
        reason: What had happened, in the words of whoever looked into it.
    """

    found: str
    reason: str

    def refers(self) -> frozenset[str]:
        """Return the id of the entry that says what was found."""
        return frozenset({self.found})


class ChainFault(Struct, frozen=True):
    """What a check found wrong with the journal.

    Attributes:
        found: UUID of the entry that says so.
        at: When it was found, UTC.
        code: The code of the message that says what is wrong.
        chain: In which chain.
        sequence: Place of the first bad or missing entry.
        answer: What somebody who looked into it found out; "" while nobody has.
    """

    found: str
    at: datetime
    code: str
    chain: str
    sequence: int
    answer: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells one fault from another: its code, chain and place."""
        return self.code, self.chain, self.sequence


def unanswered(faults: Mapping[str, ChainFault]) -> tuple[ChainFault, ...]:
    """Return what nobody has looked into, the first found first."""
    return tuple(fault for fault in faults.values() if not fault.answer)


def found_or_answered(
    faults: Mapping[str, ChainFault], entry: str, at: datetime, body: ChainFaultFound | ChainFaultAnswered
) -> Mapping[str, ChainFault]:
    """Return the faults after an entry; the answer to one that is not known changes nothing.

    Args:
        faults: Those before, by the entry that says what was found.
        entry: UUID of the entry.
        at: When it happened, UTC.
        body: What it says.
    """
    match body:
        case ChainFaultFound():
            return with_value(faults, entry, ChainFault(entry, at, body.code, body.chain, body.sequence))
        case ChainFaultAnswered(found, reason):
            known = faults.get(found)
            return faults if known is None else with_value(faults, found, replace(known, answer=reason))
