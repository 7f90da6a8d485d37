"""Who of the lab took something of a solution last, where and when."""

from datetime import timedelta

from msgspec import Struct

from benchapp.domain.journal.entries import AliquotThawed
from benchapp.domain.solutions.handling import How
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.presenters.session.journal_session import JournalSession

# What takes something out of a tube, or a tube out of the freezer.
_TAKING = frozenset({How.THAWED, How.TAKEN, How.APART})


class LastTaken(Struct, frozen=True):
    """What was taken last.

    Attributes:
        thawed: Whether aliquots were thawed; else something was taken of a tube.
        person: Who did it; "" where nobody was named.
        computer: On which computer it was recorded.
        ago: How long ago; less than nothing where its computer's clock is ahead.
        here: Whether that was this computer.
    """

    thawed: bool
    person: str
    computer: str
    ago: timedelta
    here: bool = False


class SeenElsewhere(Struct, frozen=True):
    """What other computers have to do with a solution.

    Attributes:
        entered_on: The computer on which it was entered; "" where that was this one.
        taken: What was taken of it last, where that was on another computer.
    """

    entered_on: str = ""
    taken: LastTaken | None = None


def seen_elsewhere(session: JournalSession, kept: SolutionState) -> SeenElsewhere:
    """Return what other computers of the lab have to do with a solution."""
    computers = session.bench.computers
    if not computers.several:
        return SeenElsewhere()
    last = last_taken(session, kept)
    home = "" if session.is_here(kept.home) else computers.name_of(kept.home)
    return SeenElsewhere(home, None if last is None or last.here else last)


def last_taken(session: JournalSession, kept: SolutionState) -> LastTaken | None:
    """Return what was taken last of a solution; None for nothing, and where one computer alone records it."""
    computers = session.bench.computers
    if not computers.several:
        return None
    for one in reversed(list(kept.handled)):
        # A portion is named after the entry that made it: "id", "id+", "id:1".
        entry_id = one.new_id.partition("+")[0].partition(":")[0]
        entry = session.find(entry_id) if one.how in _TAKING and entry_id else None
        if entry is not None:
            thawed, ago = isinstance(entry.body, AliquotThawed), session.now().wall - entry.happened_at
            here = session.is_here(entry.chain)
            return LastTaken(thawed, entry.person, computers.name_of(entry.chain), ago, here)
    return None
