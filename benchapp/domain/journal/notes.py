"""Notes and deviations that people add to a solution, an incubation, one of its steps, or a journal entry."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.journal.entry_body import EntryBody


class NoteKind(StrEnum):
    """What is noted: something worth knowing, or a departure from the plan."""

    NOTE = "note"
    DEVIATION = "deviation"


class NoteAdded(EntryBody, frozen=True):
    """Something was noted; when it happened and who says so is in the entry.

    Attributes:
        text: What, in the words of whoever noted it.
        target: Id of the solution, the incubation or the journal entry.
        kind: Whether it departs from the plan.
        step: Number of the step of an incubation; None for the whole.
    """

    text: str
    target: str
    kind: NoteKind = NoteKind.NOTE
    step: int | None = None

    def refers(self) -> frozenset[str]:
        """Return the id of what it is about."""
        return frozenset({self.target})


class Note(Struct, frozen=True, gc=False):
    """What was noted.

    Attributes:
        id: UUID of its entry.
        kind: Whether it departs from the plan.
        text: What.
        at: When it happened, UTC.
        recorded: When it was written down, UTC.
        person: Who says so; "" where not given.
        step: Number of the step; None for the whole.
    """

    id: str
    kind: NoteKind
    text: str
    at: datetime
    recorded: datetime
    person: str = ""
    step: int | None = None
