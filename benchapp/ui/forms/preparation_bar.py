"""The line under a recipe: what belongs on its label, filled as last time, and "Record as made"."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Caution, Message
from benchapp.domain.recipes.cautions import asks_reason
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.durations import ParsedDuration
from benchapp.presenters.calculator.leftovers import AmountOnCells, kept_ul
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.preparation_checks import OnceMore
from benchapp.ui.forms.label_fields import LabelFields
from benchapp.ui.forms.leftover_row import LeftoverRow
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import flat_button, push_button, set_primary
from benchapp.ui.widgets.fields import LabelledField, focus_in
from benchapp.ui.widgets.labels import restyle, set_small, text_label
from benchapp.ui.widgets.layout import hbox, vbox


class Batch(Protocol):
    """A plan of what is made for wells."""

    @property
    def made_ul(self) -> float:
        """What is made, µL."""

    @property
    def wells_ul(self) -> float:
        """What the wells take of it, µL."""


def _press_text(waiting: MessageCode | None, at: str) -> str:
    """Return what the button says after a question, or when it was recorded already; "" where neither is so."""
    if waiting is not None:
        return tr("Record another") if waiting == Message.ALREADY_MADE else tr("Record all the same")
    return tr("Recorded {time} ✓ · record another", time=at) if at else ""


def _emit_solution(once: OnceMore | None, wanted: SignalInstance) -> None:
    if once is not None:
        wanted.emit(once.solution())


def _in_line(words: QVBoxLayout, *buttons: QPushButton) -> QHBoxLayout:
    """Return words beside buttons, whose lower edges are at one height."""
    line = hbox(words, *buttons, spacing=4)
    line.setStretch(0, 1)
    for button in buttons:
        line.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
    return line


class PreparationBar(QWidget):
    """Asks for what belongs on a label, and records that a solution was made.

    Args:
        prefix: First part of the object names, `page.tool`.
        made: Records that it was made; returns the id of the solution.
        when: Reads when it was made.
        once: Asks before the same is recorded again; None for a bar that never asks.
        stock: Returns the stock in hand that it is diluted from; None for what is weighed in.
        now: Returns the present in the time zone shown, for the calendar; None for no calendar.

    Attributes:
        once: What asks before the same is recorded again; None where nothing does.

    Signals:
        done: A solution was recorded; its id.
        asked: Nothing was recorded, and is not before something is answered or corrected.
        labels_wanted: The labels of what was just recorded are to be printed; its id.
    """

    done = Signal(str)
    asked = Signal()
    labels_wanted = Signal(str)

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
        self.once = once
        # What the line above the button said when it was pressed: why nothing was recorded, or what is asked first.
        self._said = ""
        self._made = made
        # Whether a stock is only taken, and nothing is made.
        self._taken = False
        self.fields = LabelFields(prefix, when, once, stock, now)
        self.fields.edited.connect(self._on_edited)
        self.fields.entered.connect(self.write)
        self.reason = LabelledField(tr("Why, in spite of the caution above"), f"{prefix}.reason")
        self.reason.put_title_in_line()
        self.rest = LeftoverRow(f"{prefix}.rest", lambda _choice: self.rest.show_problem(None))
        # What is made, and what the wells take of it, µL; None where what is left over is not asked here.
        self._volumes: tuple[float, float] | None = None
        # What went on the cells of what was recorded last.
        self.put_on: AmountOnCells | None = None
        self.press = push_button(
            tr("Record as made"),
            f"{prefix}.made",
            self.write,
            primary=True,
            tip=tr("Ctrl+Enter: record it in the journal"),
        )
        self._summary = text_label("", tone="muted")
        self._summary.setObjectName(f"{prefix}.label")
        self.edit = flat_button(tr("Edit"), f"{prefix}.edit_label", self._open_fields)
        self.edit.setCheckable(True)
        wanted = partial(_emit_solution, once, self.labels_wanted)
        self.labels = flat_button(tr("Labels"), f"{prefix}.labels", wanted)
        self.labels.setAccessibleName(tr("Print the labels of what was recorded"))
        self.labels.hide()
        # Both and two buttons are in one line with the summary, in a small window too.
        for button in (self.edit, self.labels):
            button.setProperty("dense", "true")
        self.unmade = text_label(say(Message.NOTHING_MADE), tone="muted")
        self.unmade.setObjectName(f"{prefix}.unmade")
        self.problem = text_label("", tone="past")
        self.problem.setObjectName(f"{prefix}.problem")
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addStretch(1)
        for widget in (self.unmade, self.problem, self.rest, self.fields):
            layout.addWidget(widget)
            widget.hide()
        self.reason.hide()
        # The reason under the summary: little higher than the buttons beside them.
        layout.addLayout(_in_line(vbox(self._summary, self.reason, spacing=0), self.edit, self.labels, self.press))
        self._show_summary()

    def _open_fields(self) -> None:
        """Show the fields, or fold them to their line again."""
        opened = self.edit.isChecked()
        self.fields.setVisible(opened)
        self.edit.setText(tr("Close") if opened else tr("Edit"))
        if opened:
            focus_in(self.fields.ago.line)
        self._show_summary()

    def _show_summary(self) -> None:
        # Open, the fields say it themselves.
        self._summary.setText("" if self.edit.isChecked() else self.fields.summary())

    def fill_as_last_time(self, last: Solution | None, *, fallback: Storage | None, person: str = "") -> None:
        """Fill what is the same as for the solution before.

        Args:
            last: The solution before; None for none.
            fallback: The storage that its page states; None where it states none.
            person: Who works here; "" where nobody said so.
        """
        self.fields.fill_as_last_time(last, fallback=fallback, person=person)
        self._show_summary()
        self._show_press()

    def clear_compound(self) -> None:
        """Empty what belongs to the compound that was open before: its lot, when it was made, where it was put."""
        self.fields.clear_compound()
        self._show_summary()

    def _show_press(self) -> None:
        """Show on the button what the next press does, or that it was done and can be done once more."""
        at, waiting = (self.once.recorded_at(), self.once.waiting()) if self.once is not None else ("", None)
        self.press.setText(_press_text(waiting, at) or self.record_title)
        # The message that says so too is gone after some seconds; tubes are labelled when they are filled.
        self.labels.setVisible(bool(at) and not self._taken)
        if (self.press.property("primary") == "true") is not (primary := not at or waiting is not None):
            set_primary(self.press, primary=primary)

    def show_problem(self, sentence: str, *, asks: bool = False) -> None:
        """Show above the button what is wrong, or what is asked before it is recorded; "" for nothing."""
        self.problem.setVisible(bool(sentence))
        self.problem.setText(sentence)
        # A question is no fault.
        tone = "" if asks else "past"
        if self.problem.property("tone") != tone:
            self.problem.setProperty("tone", tone)
            restyle(self.problem)

    @property
    def makes(self) -> bool:
        """Whether a solution is made, and not only taken as it is."""
        return not self._taken

    @property
    def record_title(self) -> str:
        """The text of the button of the hood view, which does the same."""
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
        self.fields.show_taken(taken=taken)
        self._show_press()
        self._show_summary()
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
        if asked is self.reason.isHidden():
            self.reason.setVisible(asked)
            set_small(self._summary, small=asked)
        if not asked:
            self.reason.fill("")
            self.reason.show_problem("")

    def _on_edited(self) -> None:
        self._show_summary()
        if self.once is not None:
            self.once.reset()
        self._show_press()
        # The tool above says there too what is wrong with the plan, which another time or person does not change.
        if self._said and self.problem.text() == self._said:
            self.problem.hide()
        self._said = ""

    def _record(self, details: PreparationDetails) -> str:
        """Record that it was made, unless something has to be asked first; return the id of the solution.

        Raises:
            BenchError: Something is asked, or it cannot be recorded.
        """
        if self.once is None:
            return self._made(details)
        self.once.check(details.ago)
        recipe = self.once.key()
        solution = self._made(details)
        self.once.recorded(recipe, solution)
        return solution

    def _check_rest(self) -> bool:
        """Return whether what is entered of what is left over can be so, and keep it for the dose that is recorded."""
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
        """Record that it was made; return why it was not recorded, or what is asked first: then everything stays."""
        if not self.press.isEnabled():
            return self.unmade.text()
        if not self._check_rest():
            return self.rest.problem.text()
        self.problem.hide()
        self._said = ""
        try:
            solution = self._record(self.fields.details(self.reason.text().strip()))
        except BenchError as error:
            self.asked.emit()
            if error.values.get("field") == "reason":
                self.reason.show_problem(say_error(error))
                self.reason.line.setFocus()
                return say_error(error)
            self._said = say_error(error)
            self.show_problem(self._said, asks=error.code == Message.ALREADY_MADE)
            self._show_press()
            return self._said
        self.reason.fill("")
        self.reason.show_problem("")
        self.fields.reset()
        self._show_summary()
        self._show_press()
        self.rest.forget()
        self.done.emit(solution)
        return ""
