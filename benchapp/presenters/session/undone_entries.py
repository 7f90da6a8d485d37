"""The entries that were undone and can be brought back, until something else is written."""

from PySide6.QtCore import QObject

from benchapp.domain.journal.entries import ClockChanged, Entry, Retracted
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
        # The latest last.
        self._entries: list[Entry] = []
        # The new id of each entry that was brought back, by the one it had: what comes back later rests on it.
        self._names: dict[str, str] = {}
        self._returning = False

    def begin(self) -> None:
        """Remember from now on what is undone."""
        self._book.recorded.connect(self._on_recorded)

    def _on_recorded(self, entry: Entry) -> None:
        if isinstance(entry.body, Retracted):
            undone = self._last_before(entry.body)
            if undone is None:
                # An earlier one was taken back. Written anew it would come after what was written since.
                self._forget()
            else:
                self._entries.append(undone)
        elif not self._returning and not isinstance(entry.body, ClockChanged):
            # What was undone before belongs to what was then: it does not come back over something newer.
            self._forget()

    def _forget(self) -> None:
        self._entries.clear()
        self._names.clear()

    def _last_before(self, retracted: Retracted) -> Entry | None:
        """Return the entry that was taken back, where it was the last; None where it was not."""
        last = last_undoable(entry for entry in self._book.backwards() if entry.body != retracted)
        return last if last is not None and last.id == retracted.entry else None

    def bring_back(self) -> Entry | None:
        """Write the entry that was undone last again, with its time and person; None where there is none.

        Raises:
            BenchError: It could not be saved.
        """
        if not self._entries:
            return None
        entry = self._entries[-1]
        body = resting_on(entry.body, self._names)
        self._returning = True
        try:
            again = self._book.record(body, ago=self._book.now().wall - entry.happened_at, person=entry.person)
        finally:
            self._returning = False
        self._names = {
            **{old: again.id if new == entry.id else new for old, new in self._names.items()},
            entry.id: again.id,
        }
        return self._entries.pop()
