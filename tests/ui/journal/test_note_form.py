"""The form of a note, by itself, and notes in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entries import IncubationStarted
from benchapp.domain.journal.notes import NoteKind
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.journal.note_form import NoteFields, notes_text
from tests.making import incubation


def form_on(book: JournalSession, qtbot: QtBot, done: list[bool]) -> NoteFields:
    book.record(IncubationStarted(incubation("i1", every_h=48, start=book.now())))
    form = NoteFields("n", "Re-dose 1 of H929", NoteForm(book), "i1", lambda: done.append(True), step=0)
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_deviation_is_written_on_a_step_at_its_time(book: JournalSession, qtbot: QtBot) -> None:
    done: list[bool] = []
    form = form_on(book, qtbot, done)
    deviation = form.findChild(QPushButton, "n.deviation")
    assert deviation is not None
    deviation.click()
    form.text.fill("one well was dry")
    form.when.fill("2 h ago")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert done == [True]
    [note] = book.bench.notes_on("i1", 0)
    assert (note.text, note.kind) == ("one well was dry", NoteKind.DEVIATION)
    assert form.head.text() == "Re-dose 1 of H929"
    said = notes_text([note], book.local)
    assert said.startswith("Deviation, ")
    assert said.endswith(": one well was dry")


def test_what_is_wrong_is_said_at_its_field(book: JournalSession, qtbot: QtBot) -> None:
    done: list[bool] = []
    form = form_on(book, qtbot, done)
    form.save.click()
    assert form.text.note.text() == "Write in a few words what happened: it is recorded in the journal."
    form.text.fill("dry")
    form.when.fill("in 2 h")
    form.save.click()

    assert form.when.note.text() != ""
    assert done == []


def test_esc_closes_it_only_while_nothing_is_typed(book: JournalSession, qtbot: QtBot) -> None:
    form = form_on(book, qtbot, [])
    form.begin()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.keyClicks(form.text.line, "dry")
    with qtbot.assertNotEmitted(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
