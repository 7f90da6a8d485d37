"""What is typed at the left and the answer at the right; in a small window, one of the two."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.layout import hbox, vbox

INPUTS_WIDTH = 356
# What is wider is not easily read; the rest of a wide window is margin, px.
_WIDEST = 1500
# What is smaller shows either what is typed or the answer, px.
NARROW, LOW = 940, 520
# An answer that is narrower leaves its picture to the column of the fields, where that is at least so high, px.
_CROWDED_WIDTH, _ROOM_UNDER = 1000, 600
# Beside the line of calculators and actions, and between them, px.
_AROUND, _BETWEEN = 16, 4
# Qt's own bound of a width that has none.
_UNLIMITED = 16777215


@qt_overrides
class TwoColumns(QWidget):
    """Shows two columns, or one of them.

    Attributes:
        summary: What is typed, in a line; pressed, it shows the fields.
        done: Shows the answer; to be put under the fields.
        under: Room under the fields, for a picture that belongs to the answer.
        crowded: Whether such a picture is better there than beside the answer.
        short: Whether it has no room in either place, and is shown when it is asked for.

    Args:
        inputs: What is typed.
        answer: What follows.
        tabs: Which calculator it is; over the answer, or over the fields where only they are shown.
        actions: What is done with the answer.
        answered: Tells whether there is an answer.

    Signals:
        turned: Somebody turned to the fields (True), or to the answer.
        rearranged: Whether it is crowded or short has changed.
        fitted: How much room the calculators have beside the actions, px; 0 where they may take several lines.
    """

    turned = Signal(bool)
    rearranged = Signal()
    fitted = Signal(int)

    def __init__(
        self,
        inputs: QWidget,
        answer: QWidget,
        tabs: QWidget,
        actions: Sequence[QWidget],
        answered: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._inputs, self._answer, self._answered = QWidget(), answer, answered
        self.under = vbox()
        column = vbox(inputs, self.under, spacing=0)
        column.setStretch(0, 1)
        self._inputs.setLayout(column)
        self._inputs.setProperty("inputs", "column")
        self._inputs.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs, self._actions = tabs, QWidget()
        self._actions.setLayout(hbox(*actions, spacing=4))
        for one in actions:
            # As narrow as the calculators beside them: in German too, all of them are in one line of a laptop.
            one.setProperty("tab", "true")
        self.small, self.crowded, self.short, self._typing = False, False, False, True
        self.summary = push_button("", "calculate.inputs.edit", self.show_fields)
        self.summary.setAccessibleName(tr("Edit the fields"))
        self.done = push_button(tr("Show the recipe"), "calculate.inputs.done", self.show_answer, primary=True)
        top = QWidget()
        top.setLayout(flow(tabs, self.summary, 1, self._actions, spacing=_BETWEEN))
        head = vbox(top)
        head.setContentsMargins(_AROUND, 8, _AROUND, 6)
        side = vbox(head, answer, spacing=0)
        side.setStretch(1, 1)
        self._columns = hbox(self._inputs, side, spacing=0)
        self.setLayout(self._columns)
        self.setMaximumWidth(_WIDEST)
        self._fold()

    def name_answer(self, *, recipe: bool) -> None:
        """Show on the button under the fields what it shows."""
        text = tr("Show the recipe") if recipe else tr("Show the answer")
        self.done.setText(text)
        self.done.setAccessibleName(text)

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
        self.fit_tabs()
        narrow = min(event.size().width(), _WIDEST) - INPUTS_WIDTH < _CROWDED_WIDTH
        short = small or (narrow and event.size().height() < _ROOM_UNDER)
        crowded = narrow and not short
        if (crowded, short) != (self.crowded, self.short):
            self.crowded, self.short = crowded, short
            self.under.setContentsMargins(*((12, 0, 12, 12) if crowded else (0, 0, 0, 0)))
            self.rearranged.emit()

    def fit_tabs(self) -> None:
        """Show how much room there is for the calculators."""
        room = min(self.width(), _WIDEST) - INPUTS_WIDTH - 2 * _AROUND - self._actions.sizeHint().width() - _BETWEEN
        self.fitted.emit(0 if self.small else room)

    def _fold(self) -> None:
        typing, reading = self.small and self._typing, self.small and not self._typing
        # In a small window the calculators are over the fields.
        way = QBoxLayout.Direction.BottomToTop if self.small else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._columns.setStretch(0, int(typing))
        self._columns.setStretch(1, int(not typing))
        if self.small:
            self._inputs.setMinimumWidth(0)
            self._inputs.setMaximumWidth(_UNLIMITED)
        else:
            self._inputs.setFixedWidth(INPUTS_WIDTH)
        for widget, shown in (
            (self._inputs, not reading),
            (self._answer, not typing),
            (self._actions, not typing),
            (self._tabs, not reading),
            (self.summary, reading),
            (self.done, typing),
        ):
            if widget.isHidden() is shown:
                widget.setVisible(shown)
