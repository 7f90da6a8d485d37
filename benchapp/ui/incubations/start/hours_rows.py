"""Steps that fall outside working hours, each with the times to which one press moves it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from benchapp.domain.incubations.steps import Step
from benchapp.presenters.incubations.out_of_hours import OutOfHours
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import time_of_day, tr, weekday
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.flow import Flow, flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout, vbox

# More rows than these nobody works through.
_MOST = 4


class Move(Protocol):
    """Moves a step to an instant."""

    def __call__(self, step: Step, at: datetime, *, later: bool) -> object:
        """Move it, and where asked for the re-doses after it by as much."""


class HoursRows(QWidget):
    """One row for each step outside working hours.

    Args:
        prefix: First part of the object names.
        move: Moves a step to an instant; "later" asks for the re-doses after it to be moved by as much.

    Attributes:
        later: The box that asks for that.
        buttons: The buttons that are shown, in the order in which they are read.
    """

    def __init__(self, prefix: str, move: Move) -> None:
        super().__init__()
        self._prefix = prefix
        self._move = move
        self._shown: tuple[OutOfHours, ...] = ()
        self.buttons: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.later = QCheckBox(later_text())
        self.later.setObjectName(f"{prefix}.hours.later")
        self.later.setAccessibleName(self.later.text())
        layout.addWidget(self.later)
        self._rows = vbox(spacing=4)
        layout.addLayout(self._rows)
        self.hide()

    def show_steps(self, steps: Sequence[OutOfHours]) -> None:
        """Show which steps fall outside working hours; nothing where none does."""
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        followed = any(one.later for one in self._shown[:_MOST])
        self.later.setVisible(followed)
        self.buttons = [self.later] if followed else []
        clear_layout(self._rows)
        for place, one in enumerate(self._shown[:_MOST]):
            self._rows.addLayout(self._row(place, one))
        more = len(self._shown) - _MOST
        if more > 0:
            self._rows.addWidget(text_label(tr("and {count} more", count=more), size="small", tone="muted"))
        self.setVisible(bool(self._shown))

    def _on_move(self, one: OutOfHours, at: datetime) -> None:
        self._move(one.step, at, later=one.later > 0 and self.later.isChecked())

    def _row(self, place: int, one: OutOfHours) -> Flow:
        words = text_label(hours_text(one), size="small", tone="soon", wrap=False)
        words.setObjectName(f"{self._prefix}.hours{place}.text")
        row = flow(words)
        for name, at in (("before", one.before), ("after", one.after)):
            if at is not None:
                button = flat_button(
                    tr("Move to {time}", time=_short(at)),
                    f"{self._prefix}.hours{place}.{name}",
                    partial(self._on_move, one, at),
                )
                button.setAccessibleName(tr("Move {step} to {time}", step=step_words(one.step), time=day_and_time(at)))
                row.addWidget(button)
                self.buttons.append(button)
        row.addStretch(1)
        return row


def hours_text(one: OutOfHours) -> str:
    """Return that a step falls outside working hours: "▲ Re-dose 1, Tue 24 Nov, 02:55: outside working hours"."""
    words = step_words(one.step)
    step = words[0].upper() + words[1:]
    return tr("▲ {step}, {time}: outside working hours", step=step, time=day_and_time(one.at))


def later_text() -> str:
    """Return what asks for the re-doses after one to be moved too."""
    return tr("Shift later re-doses by the same time")


def moved_text(step: Step, at: datetime, *, later: bool) -> str:
    """Return that a step was moved, with the re-doses after it where they were too."""
    words, time = step_words(step), day_and_time(at)
    if later:
        return tr("{step} moved to {time}, and the re-doses after it by the same time.", step=words, time=time)
    return tr("{step} moved to {time}.", step=words, time=time)


def _short(at: datetime) -> str:
    return f"{weekday(at)} {time_of_day(at)}"
