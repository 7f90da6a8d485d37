"""The form of a solution that was there already."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import chain

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.expiry_dates import read_expiry
from benchapp.presenters.forms.form_model import named_solvent, typed_undiluted
from benchapp.presenters.solutions.add_existing import AskedOf
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.storage_combo import StorageCombo
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField, entered
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, grid, hbox, titled

# Reads when something was made, and whether about then.
When = Callable[[str], tuple[datetime | None, bool]]

Added = Callable[[Mapping[str, str], Storage | None], str]
# So many fields are side by side.
_COLUMNS = 3
TITLES = {
    "concentration": mark_text("Concentration"),
    "vehicle": mark_text("In which solvent?"),
    "ago": mark_text("Made (how long ago)"),
    "person": mark_text("Made by"),
    "lot": mark_text("Lot"),
    "lot_expiry": mark_text("Expiry of the lot"),
    "place": mark_text("Box and position"),
    "aliquots": mark_text("Aliquots left"),
    "aliquot_volume": mark_text("Volume of each"),
    "potency": mark_text("Activity of the lot, U/mg"),
}


@qt_overrides
class AddForm(Card):
    """The form of "Add a solution I have"; what is unknown is left empty.

    Args:
        add: Writes the solution; gives its id.
        customary: Gives the solvent that the compound's page makes customary; "" where it makes none.
        when: Reads when it was made, and whether about then; None for a form that does not say how it was read.
        now: Gives the present in the time zone shown, for the calendars; None for none.
        compound: Gives the compound of which a solution is added, by its name and form; "" for none.
        asked: Gives what is asked of a solution of it.

    Signals:
        added: A solution was written; its id.
        left: The form was closed.
    """

    added = Signal(str)
    left = Signal()

    def __init__(
        self,
        add: Added,
        customary: Callable[[], str],
        when: When | None = None,
        now: Callable[[], datetime] | None = None,
        compound: Callable[[], str] = str,
        asked: Callable[[], AskedOf] = AskedOf,
    ) -> None:
        super().__init__(tr("Add a solution I have"))
        self._add = add
        self._customary = customary
        self._compound = compound
        self._asked = asked
        self._when = when
        # What the program filled in as the solvent; "" for nothing.
        self._suited = ""
        self._undiluted = False
        self.fields = {name: LabelledField(tr(title), f"solutions.add.{name}") for name, title in TITLES.items()}
        self.storage = StorageCombo("solutions.add.storage")
        self.fields["vehicle"].edited.connect(self._say_whose)
        self.fields["concentration"].edited.connect(self._take_solvent)
        self.fields["ago"].edited.connect(self._say_when)
        self.fields["lot_expiry"].edited.connect(self._say_expiry)
        self.fields["ago"].line.setPlaceholderText(tr("about three months ago"))
        self.fields["lot_expiry"].line.setPlaceholderText("2027-03")
        if now is not None:
            offer_calendar(self.fields["ago"], Asks.PAST, now)
            offer_calendar(self.fields["lot_expiry"], Asks.DAY, now)
        self.problem = text_label("", tone="past")
        for field in self.fields.values():
            field.edited.connect(self.problem.clear)
        self.about = text_label("", strong=True)
        self.about.setObjectName("solutions.add.compound")
        self.body.addWidget(self.about)
        self.body.addWidget(text_label(tr("For another compound, open it first: Ctrl+K."), size="small", tone="muted"))
        storage = titled(tr("Stored at"), self.storage)
        placed = [(field, storage) if name == "place" else (field,) for name, field in self.fields.items()]
        self.body.addLayout(grid(_COLUMNS, *chain.from_iterable(placed), spacing=12))
        write = push_button(tr("Add it"), "solutions.add.write", self.write, primary=True)
        leave = push_button(tr("Cancel"), "solutions.add.cancel", self.left.emit)
        self.body.addLayout(hbox(write, leave, 1))
        self.body.addWidget(self.problem)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Name the compound that is open now, and offer its solvent."""
        self.about.setText(self._compound())
        asked, activity = self._asked(), self.fields["potency"]
        self.fields["concentration"].line.setPlaceholderText(asked.example)
        activity.setVisible(asked.in_units)
        if activity.isHidden():
            activity.fill("")
        self._suit_solvent()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Add it with Enter in a field."""
        if entered(event, self.fields.values()):
            self.write()
        else:
            super().keyPressEvent(event)

    def _suit_solvent(self) -> None:
        """Fill in the customary solvent where nobody typed another; where there is none, it is asked.

        A liquid as bought has none.
        """
        solvent = self.fields["vehicle"]
        self._undiluted = typed_undiluted(self.fields["concentration"].text())
        if solvent.text() in {"", self._suited}:
            customary = "" if self._undiluted else self._customary()
            self._suited = tr(customary) if customary else ""
            solvent.fill(self._suited)
        solvent.line.setPlaceholderText(tr("none: undiluted") if self._undiluted else tr("which solvent?"))
        self._say_whose()

    def _say_whose(self) -> None:
        solvent = self.fields["vehicle"]
        suggested = bool(self._suited) and solvent.text() == self._suited
        solvent.show_note(tr("as its page says") if suggested else "")

    def _take_solvent(self, text: str) -> None:
        """Set the solvent that is named behind the concentration: "10 mM in water"; a liquid as bought has none."""
        if solvent := named_solvent(text):
            self.fields["vehicle"].fill(solvent)
        if typed_undiluted(text) is not self._undiluted:
            self._suit_solvent()
        self._say_whose()

    def _say_when(self, text: str) -> None:
        """Show under the field when that was: "Fri" or "3 months ago" may be meant otherwise."""
        if self._when is None:
            return
        field = self.fields["ago"]
        try:
            at, about = self._when(text)
        except BenchError as error:
            field.show_problem(say_error(error))
            return
        said = date_and_time(at) if at is not None else ""
        field.show_note(tr("about {time}", time=said) if about and said else said)

    def _say_expiry(self, text: str) -> None:
        """Show under the field which day that is: "03/27" lasts to the end of the month."""
        field = self.fields["lot_expiry"]
        try:
            said = read_expiry(text).isoformat() if text.strip() else ""
        except BenchError as error:
            field.show_problem(say_error(error))
            return
        field.show_note("" if said == text.strip() else said)

    def texts(self) -> dict[str, str]:
        """Return what is in the form."""
        return {name: field.text() for name, field in self.fields.items()}

    def write(self) -> None:
        """Write it; on a problem the form stays as it is and says so at the field."""
        for field in self.fields.values():
            field.show_problem("")
        self.problem.setText("")
        try:
            solution = self._add(self.texts(), self.storage.chosen)
        except BenchError as error:
            at = str(error.values.get("field", ""))
            same = (name for name, text in self.texts().items() if text and text == error.values.get("text"))
            at = at if at in self.fields else next(same, "")
            if at:
                self.fields[at].show_problem(say_error(error))
            else:
                self.problem.setText(say_error(error))
            return
        for field in self.fields.values():
            field.fill("")
        self._suit_solvent()
        self.added.emit(solution)
