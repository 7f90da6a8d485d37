"""Asks for a note or a deviation on an incubation, or on one of its steps."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from benchapp.domain.incubations.incubations import Running
from benchapp.presenters.journal.notes import NoteForm
from benchapp.ui.journal.note_form import NoteFields
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.layout import dispose, hbox, titled, vbox

# What is in the list for the incubation as a whole.
_WHOLE = -1


class NoteOnCard(QWidget):
    """A list of what can be noted on, and the fields of the note.

    Args:
        running: The incubation.
        notes: Writes it.
        name: First part of the object names.
        done: Called when it was written.
        leave: Called when it is to be closed; nothing is written.
    """

    def __init__(
        self,
        running: Running,
        notes: NoteForm,
        name: str,
        done: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._running, self._notes, self._name = running, notes, name
        self._done, self._leave = done, leave
        self.about = DropDown()
        self.about.setObjectName(f"{name}.note.about")
        self.about.setAccessibleName(tr("Note on"))
        self.about.addItem(tr("the whole incubation"), _WHOLE)
        for step in running.steps():
            self.about.addItem(step_words(step), step.number)
        self.about.activated.connect(self._choose)
        self.fields = self._fields()
        self._place = vbox(hbox(titled(tr("Note on"), self.about), 1), self.fields)
        self.setLayout(self._place)

    def _fields(self) -> NoteFields:
        number = self.about.currentData()
        step = None if number == _WHOLE else number
        title = tr("Note / deviation: {name}", name=self._running.incubation.name)
        made = NoteFields(f"{self._name}.note", title, self._notes, self._running.incubation.id, self._done, step=step)
        # The list above says what it is about.
        made.head.hide()
        made.left.connect(self._leave)
        return made

    def _choose(self) -> None:
        """Note on something else; what was typed stays."""
        before, self.fields = self.fields, self._fields()
        self.fields.text.fill(before.text.text())
        self.fields.when.fill(before.when.text())
        self.fields.choose(before.kind)
        self._place.replaceWidget(before, self.fields)
        self.fields.show()
        dispose(before)

    def begin(self) -> None:
        """Come into view, with the keys in the line."""
        self.fields.begin()
