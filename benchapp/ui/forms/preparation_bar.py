"""The bar under a recipe: who, which lot, kept how, how long ago — as last time — and "Made it"."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from benchapp.domain.messages import BenchError, Caution, Message
from benchapp.domain.recipes.cautions import asks_reason
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.durations import ParsedDuration
from benchapp.presenters.calculator.leftovers import AmountOnCells, kept_ul
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.preparation_checks import OnceMore
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.leftover_row import LeftoverRow
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import mark_text, term, tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, LabelledField
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import hbox, vbox

NOT_TOLD = mark_text("not given")


def storage_box(name: str) -> QComboBox:
    """Make the choice of storage."""
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(tr("Stored at"))
    box.addItem(tr(NOT_TOLD), None)
    for storage in Storage:
        box.addItem(term(storage), storage)
    return box


def chosen_storage(box: QComboBox) -> Storage | None:
    """Give the storage that is chosen."""
    value = box.currentData()
    return Storage(value) if value else None


class Batch(Protocol):
    """A plan of what is made for wells."""

    @property
    def made_ul(self) -> float:
        """What is made, µL."""

    @property
    def wells_ul(self) -> float:
        """What the wells take of it, µL."""


class PreparationBar(QWidget):
    """Asks for what belongs on a label, filled as last time; nothing of it has to be told now.

    Args:
        prefix: First part of the object names, `page.tool`.
        made: Writes that it was made; gives the id of the solution.
        when: Reads when it was made.
        once: Asks before the same is recorded again; None for a bar that never asks.
        stock: Gives the stock in hand that it is diluted from; None for what is weighed in.
        now: Gives the present in the time zone shown, for the calendar; None for none.

    Signals:
        done: A solution was written; its id.
    """

    done = Signal(str)

    def __init__(
        self,
        prefix: str,
        made: Callable[[PreparationDetails], str],
        when: Callable[[str], ParsedDuration],
        once: OnceMore | None = None,
        stock: Callable[[], Solution | None] | None = None,
        *,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self._once = once
        self._stock = stock
        # Id of the stock whose lot was shown last.
        self._lot_of = ""
        # What the line above the button said when it was pressed: why nothing was written, or what is asked first.
        self._said = ""
        self._made = made
        # Whether a stock is only taken, and nothing is made.
        self._taken = False
        self._when = when
        self.ago = LabelledField(tr("Made"), f"{prefix}.ago")
        self.ago.fill(tr("now"))
        self.person = LabelledField(tr("By"), f"{prefix}.person")
        self.lot = LabelledField(tr("Lot"), f"{prefix}.lot")
        self.place = LabelledField(tr("Place"), f"{prefix}.place")
        self.reason = LabelledField(tr("Why, in spite of the caution above"), f"{prefix}.reason")
        self.reason.hide()
        self.storage = storage_box(f"{prefix}.storage")
        kept = QWidget()
        kept.setLayout(vbox(text_label(tr("Stored at"), tone="muted", wrap=False), self.storage, 1))
        # What is only taken is kept nowhere, and has its lot already.
        self._of_what_is_made = (self.lot, kept, self.place)
        self.rest = LeftoverRow(f"{prefix}.rest", lambda _choice: self.rest.show_problem(None))
        self.rest.hide()
        # What is made, and what the wells take of it, µL; None where what is left over is not asked here.
        self._volumes: tuple[float, float] | None = None
        # What went on the cells of what was recorded last.
        self.put_on: AmountOnCells | None = None
        self.press = push_button(
            tr("Made it"), f"{prefix}.made", self.write, primary=True, tip=tr("Ctrl+Enter: record it in the journal")
        )
        self.unmade = text_label(say(Message.NOTHING_MADE), tone="muted")
        self.unmade.setObjectName(f"{prefix}.unmade")
        self.unmade.hide()
        self.problem = text_label("", tone="past")
        self.problem.setObjectName(f"{prefix}.problem")
        self.problem.hide()
        # The time as it was read, or why it cannot be: a sentence has no room under the narrow field.
        self.read = text_label("", tone="muted")
        self.read.setObjectName(f"{prefix}.ago.read")
        self.read.hide()
        line = hbox(self.ago, self.person, self.lot, kept, self.place, spacing=12)
        line.addLayout(vbox(text_label(" ", wrap=False), self.press, 1))
        for field in (self.ago, self.person, self.lot, self.place):
            field.line.setMinimumWidth(90)
        self._ask_when(now)
        for field in (self.ago, self.person, self.lot, self.place):
            field.edited.connect(self._on_edited)
        self.storage.activated.connect(self._on_edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addStretch(1)
        layout.addWidget(self.unmade)
        layout.addWidget(self.problem)
        layout.addWidget(self.reason)
        layout.addWidget(self.rest)
        layout.addWidget(self.read)
        layout.addLayout(line)

    def _ask_when(self, now: Callable[[], datetime] | None) -> None:
        # Room for a day and a time of day: "2026-11-28 16:00".
        self.ago.keep_room_for("2026-11-28 16:00")
        self.ago.edited.connect(self._check_ago)
        if now is not None:
            offer_calendar(self.ago, Asks.PAST, now)

    def as_last_time(self, last: Solution | None, *, fallback: Storage | None) -> None:
        """Fill what is the same as for the solution before."""
        if not self.person.text() and last is not None:
            self.person.fill(last.made_by)
        self._show_lot(last)
        if self.storage.currentData() is None:
            wanted = fallback if fallback is not None else (last.storage if last else None)
            self.storage.setCurrentIndex(max(0, self.storage.findData(wanted)))

    def _show_lot(self, last: Solution | None) -> None:
        """Show the lot: of the stock for a dilution, for which it is not free; as last time for what is weighed in."""
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

    def forget_compound(self) -> None:
        """Empty what belongs to the compound that was open before: its lot, and where it was put."""
        self.lot.fill("")
        self.place.fill("")
        self._show_lot(None)

    @property
    def record_title(self) -> str:
        """What the button of the hood view says, which does the same."""
        return tr("Record as taken") if self._taken else tr("Record as made")

    @property
    def reason_wanted(self) -> bool:
        """Whether a reason is asked that has not been written yet."""
        return not self.reason.isHidden() and not self.reason.text().strip()

    def ask_what(self, *, taken: bool, possible: bool) -> None:
        """Ask for what belongs to a solution that is made, or to a stock that is only taken.

        Args:
            taken: Whether nothing is made, as the stock goes into the wells as it is.
            possible: Whether there is something to write.
        """
        self._taken = taken
        self.ago.set_title(tr("Taken") if taken else tr("Made"))
        self.press.setText(tr("Took it") if taken else tr("Made it"))
        for part in self._of_what_is_made:
            part.setVisible(not taken)
        self.unmade.setVisible(taken and not possible)
        self.press.setEnabled(possible)

    def ask_rest(self, plan: Batch | None) -> None:
        """Ask what becomes of what is left over, where what is made is put on cells at once; None where it is not."""
        self._volumes = (plan.made_ul, plan.wells_ul) if plan is not None and plan.made_ul > 0 else None
        self.rest.setVisible(self._volumes is not None)
        if self._volumes is not None:
            self.rest.show_volumes("", *self._volumes)

    def ask_reason(self, cautions: Sequence[Caution]) -> None:
        """Ask for a written reason where a caution wants one."""
        asked = asks_reason(cautions)
        self.reason.setVisible(asked)
        if not asked:
            self.reason.fill("")
            self.reason.show_problem("")

    def _on_edited(self, _value: object) -> None:
        if self._once is not None:
            self._once.reset()
        # The tool above says there too what is wrong with the plan, which another time or person does not change.
        if self._said and self.problem.text() == self._said:
            self.problem.hide()
        self._said = ""

    def _check_ago(self, text: str) -> None:
        try:
            told = self._when(text)
        except BenchError as error:
            self._say_read(say_error(error), wrong=True)
            return
        at = day_and_time(self._once.time_before(told.span)) if told.span and self._once is not None else ""
        about = tr("about {time}", time=at) if told.about and at else at
        self._say_read(f"{self.ago.title()}: {about}" if about else "", wrong=False)

    def _say_read(self, sentence: str, *, wrong: bool) -> None:
        self.ago.mark_wrong(sentence if wrong else "")
        self.read.setProperty("tone", "past" if wrong else "muted")
        restyle(self.read)
        self.read.setText(sentence)
        self.read.setVisible(bool(sentence))

    def _record(self, told: PreparationDetails) -> str:
        """Record that it was made, unless something has to be asked first; return the id of the solution.

        Raises:
            BenchError: Something is asked, or it cannot be recorded.
        """
        if self._once is None:
            return self._made(told)
        self._once.check(told.ago)
        recipe = self._once.key()
        solution = self._made(told)
        self._once.recorded(recipe, solution)
        return solution

    def _check_rest(self) -> bool:
        """Return whether what is told of what is left over can be so, and keep it for whoever records the dose."""
        self.put_on = None
        if self._volumes is None:
            return True
        made, used = self._volumes
        if (typed := self.rest.choice.text.strip()) and not self.rest.choice.discard:
            try:
                kept_ul(typed, made)
            except BenchError as error:
                self.rest.show_problem(error)
                return False
        self.put_on = AmountOnCells(used, self.rest.choice)
        return True

    def write(self) -> str:
        """Write that it was made; return why it was not written, or what is asked first: then everything stays."""
        if not self.press.isEnabled():
            return self.unmade.text()
        if not self._check_rest():
            return self.rest.problem.text()
        self.problem.hide()
        self._said = ""
        try:
            told = self._when(self.ago.text())
            particulars = PreparationDetails(
                person=self.person.text().strip(),
                lot=self.lot.text().strip(),
                storage=chosen_storage(self.storage),
                place=self.place.text().strip(),
                ago=told.span,
                about=told.about,
                reason=self.reason.text().strip(),
            )
            solution = self._record(particulars)
        except BenchError as error:
            if error.values.get("field") == "reason":
                self.reason.show_problem(say_error(error))
                self.reason.line.setFocus()
                return say_error(error)
            self._said = say_error(error)
            self.problem.setText(self._said)
            self.problem.show()
            return self._said
        self.reason.fill("")
        self.reason.show_problem("")
        self.ago.fill(tr("now"))
        self._say_read("", wrong=False)
        self.place.fill("")
        self.rest.forget()
        self.done.emit(solution)
        return ""
