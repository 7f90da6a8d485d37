"""What belongs on the label of a solution that is made: when, by whom, which lot, stored how and where."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.durations import ParsedDuration
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.preparation_checks import OnceMore
from benchapp.ui.forms.calendar_button import Asks, keep_room_for_instant, offer_calendar
from benchapp.ui.forms.storage_combo import StorageCombo
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.fields import LabelledField, entered
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import hbox, vbox


@qt_overrides
class LabelFields(QWidget):
    """A line of fields, filled as last time; none of them must be filled in now.

    Args:
        prefix: First part of the object names, `page.tool`.
        when: Reads when it was made.
        once: Knows the present; None for no instant beside a length of time.
        stock: Returns the stock in hand that it is diluted from; None for what is weighed in.
        now: Returns the present in the time zone shown, for the calendar; None for no calendar.

    Signals:
        edited: Something was typed or chosen.
        entered: Enter was pressed in one of the fields.
    """

    edited = Signal()
    entered = Signal()

    def __init__(
        self,
        prefix: str,
        when: Callable[[str], ParsedDuration],
        once: OnceMore | None,
        stock: Callable[[], Solution | None] | None,
        now: Callable[[], datetime] | None,
    ) -> None:
        super().__init__()
        self._when = when
        self._once = once
        self._stock = stock
        # Id of the stock whose lot was shown last.
        self._lot_of = ""
        # The solution before, and the lot that it had as this was filled last.
        self._last_lot = ("", "")
        self.ago = LabelledField(tr("Made on"), f"{prefix}.ago")
        self.ago.fill(tr("now"))
        self.person = LabelledField(tr("Made by"), f"{prefix}.person")
        self.lot = LabelledField(tr("Lot"), f"{prefix}.lot")
        self.place = LabelledField(tr("Box/position"), f"{prefix}.place")
        self.storage = StorageCombo(f"{prefix}.storage")
        stored = QWidget()
        stored.setLayout(vbox(text_label(tr("Storage"), tone="muted", wrap=False), self.storage, 1))
        # What is only taken is stored nowhere, and has its lot already.
        self._of_what_is_made: tuple[QWidget, ...] = (self.lot, stored, self.place)
        # Whether it is of no one compound, so that the solution before says nothing of it.
        self._of_parts = False
        # Whether a stock is only taken, and nothing is made.
        self._taken = False
        # The time as it was read, or why it cannot be: a sentence has no room under the narrow field.
        self.read = text_label("", tone="muted")
        self.read.setObjectName(f"{prefix}.ago.read")
        self.read.hide()
        self.line = hbox(self.ago, self.person, self.lot, stored, self.place, spacing=12)
        self.ago.edited.connect(self._check_ago)
        self._fields = (self.ago, self.person, self.lot, self.place)
        for field in self._fields:
            # A lot whole; who made it is initials mostly, and the calendar beside the time needs the room.
            field.line.setMinimumWidth(70 if field is self.person else 90)
            field.edited.connect(self.edited)
        keep_room_for_instant(self.ago)
        if now is not None:
            offer_calendar(self.ago, Asks.PAST, now)
        self.storage.activated.connect(self.edited)
        self.setLayout(vbox(self.read, self.line))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Report Enter in a field."""
        if entered(event, self._fields):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def fill_as_last_time(self, last: Solution | None, *, fallback: Storage | None, person: str = "") -> None:
        """Fill what is the same as for the solution before.

        Args:
            last: The solution before; None for none.
            fallback: The storage that its page states; None where it states none.
            person: Who works here; "" where nobody said so.
        """
        last = None if self._of_parts else last
        if person and not self.person.line.isModified():
            self.person.fill(person)
        elif not self.person.text() and last is not None:
            self.person.fill(last.made_by)
        self._show_lot(last)
        if self.storage.chosen is None:
            self.storage.choose(fallback if fallback is not None or last is None else last.storage)

    def _show_lot(self, last: Solution | None) -> None:
        """Show the lot: of the stock for a dilution, for which it is not free; as last time for what is weighed in."""
        self._follow_correction(last)
        if self._stock is None:
            if not self.lot.text() and last is not None:
                self.lot.fill(last.lot)
            return
        stock = self._stock()
        of, lot = (stock.id, stock.lot) if stock is not None else ("", "")
        another = bool(of) and of != self._lot_of
        # What was typed for a stock that is not in hand stays.
        if lot or another or self.lot.line.isReadOnly():
            self.lot.fill(lot)
        self._lot_of = of
        self.lot.line.setReadOnly(bool(lot))
        self.lot.show_note(tr("from the stock") if lot else "")

    def _follow_correction(self, last: Solution | None) -> None:
        """Set the lot as it was corrected, where the field still holds what was recorded before."""
        (before, lot), self._last_lot = self._last_lot, ("", "") if last is None else (last.id, last.lot)
        if last is not None and last.id == before and lot and self.lot.text().strip() == lot != last.lot:
            self.lot.fill(last.lot)

    def clear_compound(self) -> None:
        """Empty what belongs to the compound that was open before: its lot, when it was made, where it was put."""
        self.lot.fill("")
        self.reset()
        self._show_lot(None)

    def leave_lot(self) -> None:
        """Ask for no lot: what is made of several parts has those of its parts."""
        self._of_parts = True
        self.lot.hide()
        self._of_what_is_made = tuple(one for one in self._of_what_is_made if one is not self.lot)

    def summary(self) -> str:
        """Return what is in the fields in one line: when, by whom, which lot, stored how."""
        when = self.ago.text().strip() or tr("now")
        parts = [tr("Taken {when}", when=when) if self._taken else tr("Made {when}", when=when)]
        if person := self.person.text().strip():
            parts.append(tr("by {person}", person=person))
        if not self._taken:
            if lot := self.lot.text().strip():
                of_stock = tr(" (from the stock)") if self.lot.line.isReadOnly() else ""
                parts.append(tr("lot {lot}{of_stock}", lot=lot, of_stock=of_stock))
            stored = self.storage.currentText() if self.storage.chosen else tr("storage not given")
            parts += [stored, self.place.text().strip()]
        return " · ".join(part for part in parts if part)

    def show_taken(self, *, taken: bool) -> None:
        """Show the fields of a stock that is only taken, or of a solution that is made."""
        self._taken = taken
        self.ago.set_title(tr("Taken on") if taken else tr("Made on"))
        for field in self._of_what_is_made:
            field.setVisible(not taken)

    def _check_ago(self, text: str) -> None:
        try:
            made = self._when(text)
        except BenchError as error:
            self._show_read(say_error(error), wrong=True)
            return
        at = day_and_time(self._once.time_before(made.span)) if made.span and self._once is not None else ""
        about = tr("about {time}", time=at) if made.about and at else at
        self._show_read(f"{self.ago.title()}: {about}" if about else "", wrong=False)

    def _show_read(self, sentence: str, *, wrong: bool) -> None:
        self.ago.mark_wrong(sentence if wrong else "")
        self.read.setProperty("tone", "past" if wrong else "muted")
        restyle(self.read)
        self.read.setText(sentence)
        self.read.setVisible(bool(sentence))

    def details(self, reason: str) -> PreparationDetails:
        """Return what is entered, with the reason that is given in spite of a caution.

        Raises:
            BenchError: It cannot be read when it was made.
        """
        made = self._when(self.ago.text())
        return PreparationDetails(
            person=self.person.text().strip(),
            lot=self.lot.text().strip(),
            storage=self.storage.chosen,
            place=self.place.text().strip(),
            ago=made.span,
            about=made.about,
            reason=reason,
        )

    def reset(self) -> None:
        """Empty what belongs to the solution that was recorded just now: when, and where it was put."""
        self.ago.fill(tr("now"))
        self._show_read("", wrong=False)
        self.place.fill("")
