"""Entries of other computers that came into the journal, and the state that follows from them."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.sharing.merging import Checkpoint, replay_all
from benchapp.domain.journal.state import LabState
from benchapp.presenters.session.state_history import StateHistory
from benchapp.store.journal.journal import Journal


class Replayed(Struct, frozen=True):
    """What follows from all entries, worked out in the background.

    Attributes:
        state: The state.
        checkpoint: From where it can be worked out again.
        own_last: The last entry of this computer's chain that was read.
    """

    state: LabState
    checkpoint: Checkpoint | None
    own_last: int


def replay_journal(again: Callable[[], Journal], chain: str) -> Replayed:
    """Replay a whole journal; made for a worker.

    Args:
        again: Opens the journal for reading.
        chain: The chain that this computer writes.

    Raises:
        BenchError: It cannot be read.
    """
    journal = again()
    try:
        entries, apart = journal.entries(), journal.apart
    finally:
        journal.close()
    last = max((entry.sequence for entry in entries if entry.chain == chain), default=0)
    return Replayed(*replay_all(entries, apart=apart), last)


class Arrivals:
    """Lets the state follow from entries that came into the journal beside those that are written here.

    Args:
        journal: The journal.
        history: The state that follows from it.
        announce: Announces that the state has changed.
    """

    def __init__(self, journal: Journal, history: StateHistory, announce: Callable[[], object]) -> None:
        self._journal = journal
        self._history = history
        self._announce = announce

    def read(self, most: int = 2000) -> list[Entry] | None:
        """Read what came into the file; until the state follows from it, no snapshot of it is kept.

        Args:
            most: How many entries are read at once; more are read in the background.

        Returns:
            The entries; None where they are more than that.

        Raises:
            BenchError: It cannot be read; the state is worked out anew the next time.
        """
        apart = self._journal.apart
        came = self._journal.came_in()
        if came:
            self._history.fall_behind()
        if self._journal.filled or self._journal.apart != apart:
            # Or an own chain came back that says what stays here: all that follows means something else.
            self._journal.filled = False
            self._history.start_over()
        if sum(last - first + 1 for _, first, last in came) > most:
            return None
        return [entry for chain, first, last in came for entry in self._journal.between(chain, first, last)]

    @property
    def behind(self) -> bool:
        """Whether the state does not follow yet from all that came."""
        return self._history.behind

    def absorb(self, arrived: Sequence[Entry]) -> bool:
        """Let the state follow from them; return whether it does, or all entries have to be replayed."""
        if not self._history.absorb(arrived):
            return False
        self._announce()
        return True

    def restart(self, replayed: Replayed) -> None:
        """Go on from the state that was worked out anew from all entries, in the background."""
        chain = self._journal.own[0]
        since = self._journal.between(chain, replayed.own_last + 1, self._journal.heads()[chain][0])
        self._history.restart(replayed.state, replayed.checkpoint, since)
        self._announce()
