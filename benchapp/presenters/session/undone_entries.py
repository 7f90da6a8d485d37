"""The entries that were undone and can be brought back, until something else is written."""

from PySide6.QtCore import QObject

from benchapp.domain.journal.entries import ClockChanged, CompoundShared, Entry, Retracted
from benchapp.domain.journal.undoing import last_undoable, resting_on
from benchapp.presenters.session.journal_session import JournalSession


class UndoneEntries(QObject):
    """Remembers what was undone since the last entry.

    Args:
        book: The journal.
    """

    def __init__(self, book: JournalSession) -> None:
        super().__init__()
        self._book = book
        # What each Undo took back, with the last entry of it first; the latest Undo last.
        self._undone: list[list[Entry]] = []
        self._by: tuple[str, ...] = ()
        # The new id of each entry that was brought back, by the one it had: what comes back later rests on it.
        self._names: dict[str, str] = {}
        self._returning = False

    def begin(self) -> None:
        """Remember from now on what is undone."""
        self._book.recorded.connect(self._on_recorded)

    def _on_recorded(self, entry: Entry) -> None:
        if isinstance(entry.body, Retracted):
            self._on_retracted(self._book.written_with(entry.id))
        elif not self._returning and not isinstance(entry.body, ClockChanged | CompoundShared):
            # What was undone before belongs to what was then: it does not come back over something newer.
            self._forget()

    def _on_retracted(self, by: tuple[str, ...]) -> None:
        """Remember what entries took back that one press wrote, once for all of them."""
        if by == self._by:
            return
        self._by = by
        bodies = [one.body for one in map(self._book.find, by) if one is not None]
        taken = [body.entry for body in bodies if isinstance(body, Retracted)]
        earlier = (entry for entry in self._book.backwards() if entry.id not in by)
        last = last_undoable(earlier, self._book.given_chains)
        if last is None or last.id not in taken:
            # An earlier one was taken back. Written anew it would come after what was written since.
            self._forget()
        else:
            self._undone.append([one for one in map(self._book.find, taken) if one is not None])

    def _forget(self) -> None:
        self._undone.clear()
        self._names.clear()

    def bring_back(self) -> Entry | None:
        """Write what was undone last again, with its time and person; return its last entry, None where there is none.

        Raises:
            BenchError: It could not be saved.
        """
        if self._undone and self._undone[-1][0].chain in self._book.apart_chains:
            # It was undone before this computer joined a lab: what it says stays here.
            self._forget()
        if not self._undone:
            return None
        entries = self._undone[-1][::-1]
        first = entries[0]
        bodies = [resting_on(entry.body, self._names) for entry in entries]
        self._returning = True
        try:
            again = self._book.record_all(bodies, ago=self._book.now().wall - first.happened_at, person=first.person)
        finally:
            self._returning = False
        new = {entry.id: one.id for entry, one in zip(entries, again, strict=True)}
        self._names = {old: new.get(known, known) for old, known in self._names.items()} | new
        self._undone.pop()
        return entries[-1]
