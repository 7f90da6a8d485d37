"""Chains in the folder of a lab that somebody began in the name of this computer."""

from msgspec import Struct

from benchapp.domain.messages import BenchError
from benchapp.store.journal.encoding import StoredRow
from benchapp.store.journal.own_chains import beginning_of


class Mine(Struct, frozen=True):
    """By what a chain is told that somebody began in this computer's name.

    Attributes:
        installations: The ids of this installation.
        chains: The chains of them that this computer knows to have written, besides those that are held.
    """

    installations: frozenset[str] = frozenset()
    chains: frozenset[str] = frozenset()

    def is_claimed_by(self, first: StoredRow) -> bool:
        """Return whether the first entry of a chain that is not held says that it was written here, and it was not."""
        try:
            begun = beginning_of(first)
        except BenchError:
            # Of a newer version that changed this too: nothing of it is this computer's.
            return False
        return begun.installation in self.installations - {""} and first.chain not in self.chains
