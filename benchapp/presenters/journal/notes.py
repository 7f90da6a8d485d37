"""Notes and deviations: read by what they are about, and written."""

from __future__ import annotations

from datetime import datetime

from benchapp.domain.journal.entries import Entry, NoteAdded
from benchapp.domain.journal.notes import Note, NoteKind
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.presenters.session.journal_session import JournalSession


class NoteForm:
    """What is noted on solutions, incubations, their steps and journal entries.

    Args:
        book: Where it is written.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def on(self, target: str, step: int | None = None) -> tuple[Note, ...]:
        """Return what was noted on something, in order of time; of an incubation on one step, where one is given."""
        return self._book.bench.notes_on(target, step)

    def add(
        self,
        target: str,
        text: str,
        kind: NoteKind = NoteKind.NOTE,
        *,
        step: int | None = None,
        when: str = "",
        person: str = "",
    ) -> Entry:
        """Write a note.

        Args:
            target: Id of a solution, an incubation or a journal entry.
            text: What, as typed.
            kind: Whether it departs from the plan.
            step: Number of a step of the incubation; None for the whole.
            when: When it happened, as typed: "10 min ago", "yesterday 16:00"; "" for now.
            person: Who says so.

        Raises:
            BenchError: There is no text, the time cannot be read, or it could not be saved.
        """
        words = " ".join(text.split())
        if not words:
            raise BenchError(Message.WORDS_NEEDED, field="text")
        try:
            ago = self._book.read_past(when).span
        except QuantityError as error:
            raise QuantityError(error.code, **{**error.values, "field": "when"}) from error
        return self._book.record(NoteAdded(words, target, kind, step), ago=ago, person=person or self._book.person)
