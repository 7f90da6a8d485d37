"""Steps that are overdue beside the one that comes next: each can be recorded at its true time, or skipped."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from benchapp.domain.incubations.step_status import StepStatus
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout


class OpenSteps(QWidget):
    """One row for each step.

    Args:
        prefix: First part of the object names.
        done: Asks when a step was done.
        skip: Asks why a step is skipped.

    Attributes:
        buttons: The buttons that are shown, in the order in which they are read.
    """

    def __init__(self, prefix: str, done: Callable[[StepStatus], object], skip: Callable[[StepStatus], object]) -> None:
        super().__init__()
        self._prefix = prefix
        self._done = done
        self._skip = skip
        self._shown: list[tuple[int, float]] = []
        self.buttons: list[QPushButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.hide()

    def show_steps(self, statuses: Sequence[StepStatus], when: Callable[[StepStatus], str]) -> None:
        """Show which steps are overdue; nothing where none is.

        Args:
            statuses: The steps.
            when: Gives when a step was planned, in words.
        """
        key = [(status.step.number, status.step.due_s) for status in statuses]
        if key == self._shown:
            return
        self._shown = key
        self.buttons = []
        clear_layout(self._rows)
        for status in statuses:
            name = f"{self._prefix}.step{status.step.number}"
            words = step_words(status.step)
            said = text_label(
                tr("Not recorded: {step}, planned for {time}", step=words, time=when(status)), tone="past", wrap=False
            )
            said.setObjectName(f"{name}.text")
            done = push_button(tr("Done at…"), f"{name}.done", partial(self._done, status))
            done.setAccessibleName(tr("Done at…: {step}", step=words))
            skip = push_button(tr("Skip"), f"{name}.skip", partial(self._skip, status))
            skip.setAccessibleName(tr("Skip: {step}", step=words))
            self._rows.addLayout(flow(said, done, skip, 1))
            self.buttons += [done, skip]
        self.setVisible(bool(statuses))
