"""Notes and deviations in words."""

from benchapp.domain.journal.notes import NoteKind
from benchapp.ui.text.language import tr


def note_title(kind: NoteKind) -> str:
    """Return what a note is called."""
    return tr("Deviation") if kind is NoteKind.DEVIATION else tr("Note")
