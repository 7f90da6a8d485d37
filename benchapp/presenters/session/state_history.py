"""The state of the lab as it follows from entry after entry, and the way back from the last of them."""

from collections.abc import Callable, Sequence

from benchapp.domain.journal.entries import Entry, Retracted
from benchapp.domain.journal.state import LabState, apply_entry, replay

# How many steps Undo goes back without reading the journal.
MOST_BEFORE = 20


class StateHistory:
    """The state now, and before each of the last entries written.

    Args:
        state: The state at the start.
        entries: Reads every entry of the journal.

    Attributes:
        state: Everything that holds now.
    """

    def __init__(self, state: LabState, entries: Callable[[], Sequence[Entry]]) -> None:
        self.state = state
        self._entries = entries
        self._before: list[tuple[str, LabState]] = []

    def follow(self, entry: Entry) -> None:
        """Apply one more entry to the state."""
        if not isinstance(entry.body, Retracted):
            self._before = [*self._before[-MOST_BEFORE:], (entry.id, self.state)]
            self.state = apply_entry(self.state, entry)
        elif self._before and self._before[-1][0] == entry.body.entry:
            self.state = self._before.pop()[1]
        else:
            self.state = replay(self._entries())
            self._before.clear()
