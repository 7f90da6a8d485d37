"""What the open journal is asked for, beside what holds."""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchapp.domain.journal.entries import Entry
from benchapp.store.journal.journal import Journal


class SessionReading:
    """What is read of an open journal, and which of its chains are this computer's."""

    _journal: Journal

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return sequence and hash of the last entry of each chain."""
        return self._journal.heads()

    def count(self) -> int:
        """Return how many entries there are; it only grows."""
        return len(self._journal)

    def last_hash(self) -> str:
        """Return the hash of the journal's last entry, "" where there is none."""
        return self._journal.last_hash()

    def entries(self) -> list[Entry]:
        """Read every entry, in the order of the journal."""
        return self._journal.entries()

    def backwards(self) -> Iterator[Entry]:
        """Yield every entry, the latest first, as far as it is asked for."""
        return self._journal.backwards()

    def find(self, entry_id: str) -> Entry | None:
        """Return one entry; None where it is not there."""
        return self._journal.find(entry_id)

    @property
    def unknown(self) -> int:
        """How many entries of other computers are of a newer version and left out."""
        return self._journal.unknown

    @property
    def path(self) -> Path:
        """The journal's file, for a worker that opens it itself."""
        return self._journal.path

    @property
    def again(self) -> Callable[[], Journal]:
        """What opens the journal once more, for reading, in a worker."""
        return self._journal.again

    def origin_of(self, solution: str) -> Entry | None:
        """Return the entry by which a solution came to be; None where there is none."""
        return self._journal.origin_of(solution)

    @property
    def own_chains(self) -> tuple[str, ...]:
        """The chains that this computer has written, the one that it writes now first."""
        return self._journal.own

    @property
    def installations(self) -> frozenset[str]:
        """The ids by which this computer has begun chains."""
        return self._journal.installations

    @property
    def inherited_chains(self) -> tuple[str, ...]:
        """The chains that this computer's go on from, where its folder was copied or moved from another."""
        return self._journal.inherited

    def is_here(self, home: str) -> bool:
        """Return whether a chain is of this computer, was brought with its folder, or is not known of any."""
        journal = self._journal
        return not home or not journal.own or home in journal.own or home in journal.inherited
