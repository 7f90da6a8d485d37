"""The form of a solution that was there already."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal

from benchapp.domain.messages import BenchError
from benchapp.domain.solutions import Storage
from benchapp.ui import parts
from benchapp.ui.language import later, tr
from benchapp.ui.made_bar import chosen_storage, storage_box
from benchapp.ui.words import say_error

Added = Callable[[Mapping[str, str], Storage | None], str]
TITLES = {
    "concentration": later("Concentration"),
    "vehicle": later("In"),
    "ago": later("Made (how long ago)"),
    "person": later("Made by"),
    "lot": later("Lot"),
    "lot_expiry": later("Date on the lot"),
    "place": later("Box and position"),
    "aliquots": later("Aliquots left"),
    "aliquot_volume": later("Volume of each"),
}


class AddForm(parts.Card):
    """The form of "Add a solution I have"; what is unknown is left empty.

    Args:
        add: Writes the solution; gives its id.

    Signals:
        added: A solution was written; its id.
        left: The form was closed.
    """

    added = Signal(str)
    left = Signal()

    def __init__(self, add: Added) -> None:
        super().__init__(tr("Add a solution I have"))
        self._add = add
        self.fields = {name: parts.Field(tr(title), f"solutions.add.{name}") for name, title in TITLES.items()}
        self.storage = storage_box("solutions.add.storage")
        self.fields["vehicle"].fill(tr("DMSO"))
        self.fields["ago"].line.setPlaceholderText(tr("about three months ago"))
        self.fields["concentration"].line.setPlaceholderText(tr("10 mM"))
        self.fields["lot_expiry"].line.setPlaceholderText("2027-03")
        self.problem = parts.label("", tone="past")
        names = list(self.fields)
        kept = parts.column(parts.label(tr("Stored at"), tone="muted", wrap=False), self.storage, 1)
        self.body.addLayout(parts.row(*(self.fields[name] for name in names[:4]), spacing=12))
        self.body.addLayout(parts.row(*(self.fields[name] for name in names[4:6]), kept, spacing=12))
        self.body.addLayout(parts.row(*(self.fields[name] for name in names[6:]), spacing=12))
        write = parts.button(tr("Add it"), "solutions.add.write", self.write, primary=True)
        leave = parts.button(tr("Cancel"), "solutions.add.cancel", self.left.emit)
        self.body.addLayout(parts.row(write, leave, self.problem, 1))

    def texts(self) -> dict[str, str]:
        """Return what is in the form."""
        return {name: field.text() for name, field in self.fields.items()}

    def write(self) -> None:
        """Write it; on a problem the form stays as it is and says so at the field."""
        for field in self.fields.values():
            field.show_problem("")
        self.problem.setText("")
        try:
            solution = self._add(self.texts(), chosen_storage(self.storage))
        except BenchError as error:
            at = next((name for name, text in self.texts().items() if text and text == error.values.get("text")), "")
            at = at or ("concentration" if not self.fields["concentration"].text() else "")
            if at:
                self.fields[at].show_problem(say_error(error))
            else:
                self.problem.setText(say_error(error))
            return
        for name, field in self.fields.items():
            field.fill(tr("DMSO") if name == "vehicle" else "")
        self.added.emit(solution)
