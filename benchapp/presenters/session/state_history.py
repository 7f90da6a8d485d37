"""The state of the lab as it follows from entry after entry, and the way back from the last of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from benchapp.domain.journal.entries import Entry, Retracted
from benchapp.domain.journal.state import LabState, apply_entry, withdraw

if TYPE_CHECKING:
    from benchapp.domain.journal.sharing.merging import Checkpoint, Place

# How many steps Undo goes back without reading the journal.
MOST_BEFORE = 20


class StateHistory:
    """The state now, and before each of the last entries written.

    Args:
        state: The state at the start.
        replayed: Works the state out anew from every entry of the journal.
        after: Reads the shared entries that follow a place of the journal.

    Attributes:
        state: Everything that holds now.
        behind: Whether there are entries from which it does not follow yet.
    """

    def __init__(
        self,
        state: LabState,
        replayed: Callable[[], LabState],
        after: Callable[[Place], Sequence[Entry]] = lambda _: (),
    ) -> None:
        self.state = state
        self._replayed = replayed
        self._after = after
        self._before: list[tuple[Entry, LabState]] = []
        self._checkpoint: Checkpoint | None = None
        self.behind = False

    def fall_behind(self) -> None:
        """Note that entries came from which the state does not follow yet."""
        if self.behind:
            # Nor did it from those before, wherever they belong.
            self._checkpoint = None
        self.behind = True

    def start_over(self) -> None:
        """Note that entries came somewhere among those from which the state follows."""
        self._checkpoint = None
        self.behind = True

    def follow(self, entry: Entry) -> None:
        """Apply one more entry to the state; where that fails, the state does not follow from it."""
        behind, self.behind = self.behind, True
        self._take(entry)
        self.behind = behind

    def _take(self, entry: Entry) -> None:
        if not isinstance(entry.body, Retracted):
            self._before = [*self._before[-MOST_BEFORE:], (entry, self.state)]
            self.state = apply_entry(self.state, entry)
        elif self._before and self._before[-1][0].id == entry.body.entry:
            undone, before = self._before.pop()
            self.state = withdraw(before, undone)
        else:
            self.state = self._replayed()
            self._before.clear()
            self._checkpoint = None

    def absorb(self, arrived: Sequence[Entry]) -> bool:
        """Take in entries of other computers, wherever they belong in the order of the journal.

        Returns:
            Whether that was done; where not, the whole journal is to be replayed, and `restart` takes the result.
        """
        from benchapp.domain.journal.sharing.merging import state_with  # noqa: PLC0415 (one computer alone does without)

        found = state_with(arrived, self._checkpoint, self._after)
        if found is None:
            return False
        self.state = found
        self.behind = False
        self._before.clear()
        return True

    def restart(self, state: LabState, checkpoint: Checkpoint | None, since: Sequence[Entry]) -> None:
        """Go on from a state that was worked out anew in the background.

        Args:
            state: What follows from the journal as it was read.
            checkpoint: From where it can be worked out again.
            since: What this computer has written meanwhile.
        """
        self.state, self._checkpoint = state, checkpoint
        self.behind = False
        self._before.clear()
        for entry in since:
            self.follow(entry)
