"""What is typed at the left and the answer at the right; in a small window, one of the two."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.layout import hbox

INPUTS_WIDTH = 356
# What is smaller shows either what is typed or the answer, px.
NARROW, LOW = 940, 520


class TwoColumns(QWidget):
    """Shows two columns, or one of them.

    Attributes:
        summary: What is typed, in a line; pressed, it shows the fields. To be put over the answer.
        done: Shows the answer; to be put under the fields.

    Args:
        inputs: What is typed.
        answer: What follows.
        answered: Tells whether there is an answer.

    Signals:
        turned: Somebody turned to the fields (True), or to the answer.
    """

    turned = Signal(bool)

    def __init__(self, inputs: QWidget, answer: QWidget, answered: Callable[[], bool]) -> None:
        super().__init__()
        self._inputs, self._answer, self._answered = inputs, answer, answered
        self.small, self._typing = False, True
        self.summary = push_button("", "calculate.inputs.edit", self.show_fields)
        self.done = push_button(tr("Show the recipe"), "calculate.inputs.done", self.show_answer, primary=True)
        columns = hbox(inputs, answer, spacing=0)
        columns.setStretch(1, 1)
        self.setLayout(columns)
        self._fold()

    def show_fields(self) -> None:
        """Show what is typed, where there is no room for both."""
        self._turn(typing=True)

    def show_answer(self) -> None:
        """Show the answer, where there is no room for both."""
        self._turn(typing=False)

    def _turn(self, *, typing: bool) -> None:
        self._typing = typing
        self._fold()
        self.turned.emit(typing)

    def begin(self) -> None:
        """Show the answer where there is one already, else the fields."""
        self._typing = not self._answered()
        self._fold()

    def show_summary(self, text: str) -> None:
        """Show what is typed in a line, and whether there is an answer to be shown."""
        self.summary.setText(tr("{summary} · Edit", summary=text) if text else tr("Edit"))
        self.done.setEnabled(self._answered())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show one of the two, where there is no room for both."""
        super().resizeEvent(event)
        small = event.size().width() < NARROW or event.size().height() < LOW
        if small is not self.small:
            self.small = small
            self._typing = not self._answered()
        self._fold()

    def _fold(self) -> None:
        typing = self.small and self._typing
        self._inputs.setFixedWidth(self.width() if typing else INPUTS_WIDTH)
        for widget, shown in (
            (self._inputs, typing or not self.small),
            (self._answer, not typing),
            (self.summary, self.small),
            (self.done, self.small),
        ):
            if widget.isHidden() is shown:
                widget.setVisible(shown)
