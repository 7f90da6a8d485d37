"""Where a note or a deviation is written, and where notes are read: wherever something can be noted on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.journal.notes import Note, NoteKind
from benchapp.domain.messages import BenchError
from benchapp.presenters.journal.notes import NoteForm
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.journal.note_texts import note_title
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.fields import LabelledField, entered, focus_in
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, vbox
from benchapp.ui.widgets.page import bring_into_view

# How long a note may be; a page of text belongs into the notebook.
_LONGEST = 1000


@qt_overrides
class NoteFields(QWidget):
    """A line for a note, whether it is a deviation, and when it happened.

    Args:
        name: First part of the object names.
        about: What it is about, in words.
        notes: Writes it.
        target: Id of the solution, the incubation or the journal entry.
        done: Called when it was written.
        step: Number of the step of the incubation; None for the whole.

    Signals:
        left: It is to be closed; nothing is written.
    """

    left = Signal()

    def __init__(
        self,
        name: str,
        about: str,
        notes: NoteForm,
        target: str,
        done: Callable[[], object],
        step: int | None = None,
    ) -> None:
        super().__init__()
        self._write = partial(notes.add, target, step=step)
        self._done = done
        self.head = text_label(about, strong=True)
        self.head.setObjectName(f"{name}.head")
        self.text = LabelledField(tr("What happened?"), f"{name}.text")
        self.text.line.setMaxLength(_LONGEST)
        self.when = LabelledField(tr("When"), f"{name}.when")
        self.when.line.setPlaceholderText(tr("now"))
        offer_calendar(self.when, Asks.PAST, notes.local_now)
        self.problem = text_label("", tone="past")
        self.problem.hide()
        group = QButtonGroup(self)
        self._kinds = {kind: toggle_button(note_title(kind), f"{name}.{kind}", self._on_kind) for kind in NoteKind}
        for kind, button in self._kinds.items():
            button.setChecked(kind is NoteKind.NOTE)
            group.addButton(button)
        save = push_button(tr("Save note"), f"{name}.write", self.write, primary=True)
        leave = push_button(tr("Cancel"), f"{name}.cancel", self.left.emit)
        lines = hbox(self.text, self.when, spacing=12)
        lines.setStretch(0, 3)
        lines.setStretch(1, 1)
        self.setLayout(vbox(self.head, lines, self.problem, flow(*self._kinds.values(), 1, save, leave), spacing=8))
        self.save = save
        self.text.edited.connect(self.problem.hide)

    @property
    def kind(self) -> NoteKind:
        """What is noted."""
        return next(kind for kind, button in self._kinds.items() if button.isChecked())

    def choose(self, kind: NoteKind) -> None:
        """Choose whether it is a note or a deviation."""
        self._kinds[kind].setChecked(True)

    def _on_kind(self) -> None:
        self.text.line.setFocus()

    def begin(self) -> None:
        """Come into view, with the keys in the line."""
        bring_into_view(self)
        focus_in(self.text.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Save with Enter in a field, with Ctrl anywhere; close with Esc, unless something was typed."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entered(event, (self.text, self.when)) or (
            enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.write()
        elif event.key() == Qt.Key.Key_Escape and not self.text.text().strip():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def write(self) -> None:
        """Write it; on a problem everything stays as it is, and the field says why."""
        for field in (self.text, self.when):
            field.show_problem("")
        self.problem.hide()
        try:
            self._write(self.text.text(), self.kind, when=self.when.text())
        except BenchError as error:
            self._show_problem(error)
            return
        self._done()

    def _show_problem(self, error: BenchError) -> None:
        said, at = say_error(error), {"text": self.text, "when": self.when}.get(str(error.values.get("field", "")))
        if at is None:
            self.problem.setText(said)
            self.problem.show()
            return
        at.show_problem(said)
        at.line.setFocus()


def notes_text(notes: Sequence[Note], local: Callable[[datetime], datetime]) -> str:
    """Return notes, one a line: "Deviation, Mon 23 Nov 10:00: one well was dry (AK)"."""
    lines = []
    for note in notes:
        who = f" ({note.person})" if note.person else ""
        lines.append(
            tr(
                "{title}, {day_and_time}: {text}{who}",
                title=note_title(note.kind),
                day_and_time=day_and_time(local(note.at)),
                text=note.text,
                who=who,
            )
        )
    return "\n".join(lines)
