"""A line of fields that opens where something is done, and is written with one button."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Storage
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.overnight_hint import note_overnight
from benchapp.ui.forms.storage_combo import StorageCombo
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField, entered, focus_in
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import grid, hbox, titled, vbox
from benchapp.ui.widgets.page import bring_into_view

# More than these are not side by side on a small laptop.
_A_LINE = 5
# Fields that read how long something lasts, or after how long it is due.
_LENGTHS = frozenset({"length", "when"})
_DATES = {"at": Asks.PAST, "length": Asks.DUE, "when": Asks.DUE, "lot_expiry": Asks.DAY, "solvent_expiry": Asks.DAY}


class InlineOptions(Struct, frozen=True):
    """What an inline form shows besides its fields.

    Attributes:
        storage: The storage that is chosen at first, in a tuple of its own; None where it is not asked for.
        about: Returns what it is about, by the texts in the fields: "Discard 1 of 17 × 100 µL"; None for no such line.
        now: Returns the present in the time zone shown, for the calendars of dates; None for no calendar.
        columns: How many fields are side by side.
    """

    storage: tuple[Storage | None] | None = None
    about: Callable[[Mapping[str, str]], str] | None = None
    now: Callable[[], datetime] | None = None
    columns: int = _A_LINE


_PLAIN = InlineOptions()


@qt_overrides
class InlineForm(QWidget):
    """A line of fields that opens under a solution and is written with one button; a problem is shown at its field.

    Args:
        prefix: First part of the object names.
        fields: Name, title and what is in it, of each field.
        button: What the button says.
        write: Records the texts by name and the storage; raises why they cannot be recorded.
        done: Called when it was written.
        options: What it shows besides.

    Signals:
        left: It is to be closed; nothing is written.
    """

    left = Signal()

    def __init__(
        self,
        prefix: str,
        fields: Sequence[tuple[str, str, str]],
        button: str,
        write: Callable[[Mapping[str, str], Storage | None], object],
        done: Callable[[], object],
        options: InlineOptions = _PLAIN,
    ) -> None:
        super().__init__()
        self._about = options.about
        self._write = write
        self._done = done
        self.fields = {name: LabelledField(title, f"{prefix}.{name}") for name, title, _ in fields}
        for name, _, text in fields:
            self.fields[name].fill(text)
            if options.now is not None and name in _DATES:
                offer_calendar(self.fields[name], _DATES[name], options.now)
            if name in _LENGTHS:
                note_overnight(self.fields[name])
        self.problem = text_label("", tone="past")
        self.problem.hide()
        self.box = StorageCombo(f"{prefix}.storage") if options.storage is not None else None
        asked: list[QWidget] = list(self.fields.values())
        if self.box is not None and options.storage is not None:
            self.box.choose(options.storage[0])
            asked.append(titled(tr("Stored at"), self.box))
        doing = push_button(button, f"{prefix}.write", self.write, primary=True)
        leaving = push_button(tr("Cancel"), f"{prefix}.cancel", self.left.emit)
        column = vbox()
        self.head = text_label("", strong=True)
        self.head.setObjectName(f"{prefix}.head")
        column.addWidget(self.head)
        self.head.setVisible(options.about is not None)
        if options.columns < _A_LINE:
            column.addLayout(grid(options.columns, *asked, spacing=12))
            column.addWidget(self.problem)
            column.addLayout(hbox(doing, leaving, 1))
        else:
            asked += [titled(" ", doing), titled(" ", leaving)]
            for first in range(0, len(asked), options.columns):
                column.addLayout(hbox(*asked[first : first + options.columns], 1, spacing=12))
            column.addWidget(self.problem)
        self.setLayout(column)
        # In a line, a sentence under a field would push the buttons away from under the mouse.
        self._below, self._before = options.columns >= _A_LINE, self.texts()
        self._wrong_at = ""
        self._listen()

    def _listen(self) -> None:
        for name, field in self.fields.items():
            field.edited.connect(self._show_about)
            field.edited.connect(partial(self._forget_problem, name))
        self._show_about()

    def texts(self) -> dict[str, str]:
        """Return what is in the fields, by their names."""
        return {name: field.text() for name, field in self.fields.items()}

    def _show_about(self) -> None:
        if self._about is not None:
            self.head.setText(self._about(self.texts()))

    def begin(self) -> None:
        """Come into view, with the keys in the first field."""
        bring_into_view(self)
        if self.fields:
            focus_in(next(iter(self.fields.values())).line)

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Enter before the page, which records something else by it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._records(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Write with Enter in a field; close with Esc, unless something was typed, which would be lost."""
        if self._records(event):
            self.write()
        elif event.key() == Qt.Key.Key_Escape and self.texts() == self._before:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _records(self, event: QKeyEvent) -> bool:
        return entered(event, self.fields.values())

    def write(self) -> None:
        """Write it; on a problem everything stays as it is."""
        self.forget_problems()
        texts = self.texts()
        try:
            self._write(texts, self.box.chosen if self.box else None)
        except BenchError as error:
            said = say_error(error)
            at = str(error.values.get("field", ""))
            at = at or next((name for name, text in texts.items() if text and text == error.values.get("text")), "")
            self._show_problem(at, said)
            return
        self._done()

    def forget_problems(self) -> None:
        """Remove what is wrong, as something is chosen that it may be about."""
        for field in self.fields.values():
            field.show_problem("")
        self.problem.hide()

    def _forget_problem(self, name: str, _text: str) -> None:
        """Remove what is wrong with a field as it is edited; what is wrong with another one stays."""
        if self._wrong_at in ("", name):
            self.problem.hide()

    def _show_problem(self, at: str, said: str) -> None:
        """Show what is wrong, at the field of that name; in a line below it, with the field marked."""
        # The field that the sentence below is about; "" for all of them.
        self._wrong_at = at if at in self.fields else ""
        if at in self.fields:
            field = self.fields[at]
            if self._below:
                field.mark_wrong(said)
            else:
                field.show_problem(said)
            field.line.setFocus()
        if self._below or at not in self.fields:
            self.problem.setText(said)
            self.problem.show()
