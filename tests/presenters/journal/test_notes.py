"""Notes and deviations, written and read by what they are about."""

from datetime import timedelta

import pytest

from benchapp.domain.journal.entries import IncubationStarted
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.journal_session import JournalSession
from tests.making import incubation


@pytest.fixture
def notes(book: JournalSession) -> NoteForm:
    book.record(IncubationStarted(incubation("i1", every_h=48, start=book.now())))
    return NoteForm(book)


def test_a_note_is_kept_with_its_own_time_and_taken_back_by_undo(notes: NoteForm, book: JournalSession) -> None:
    notes.add("i1", "  one well \n was dry ", NoteKind.DEVIATION, step=0, when="2 h ago", person="Mara")
    notes.add("i1", "clumps")

    late, early = notes.on("i1", 0)[0], notes.on("i1")[0]
    assert late == early
    assert (late.text, late.kind, late.person) == ("one well was dry", NoteKind.DEVIATION, "Mara")
    assert late.recorded - late.at == timedelta(hours=2)
    book.undo_last()
    assert [note.text for note in notes.on("i1")] == ["one well was dry"]


@pytest.mark.parametrize(
    ("text", "when", "field"), [("  ", "", "text"), ("dry", "in a while", "when"), ("dry", "in 3 h", "when")]
)
def test_what_is_wrong_is_said_at_its_field(notes: NoteForm, text: str, when: str, field: str) -> None:
    with pytest.raises(BenchError) as refused:
        notes.add("i1", text, when=when)

    assert refused.value.values["field"] == field
    if field == "text":
        assert refused.value.code is Message.WORDS_NEEDED
    assert notes.on("i1") == ()


def test_what_something_is_noted_on_cannot_be_undone_before_the_note(notes: NoteForm, book: JournalSession) -> None:
    started = book.entries()[-1]
    written = notes.add(started.id, "typo in the name")

    with pytest.raises(BenchError):
        book.undo(started.id)
    book.undo(written.id)
    assert book.undo(started.id) == started
