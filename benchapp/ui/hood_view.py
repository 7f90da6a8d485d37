"""Steps at the hood: one at a time in large type over the whole screen, the next one by the space bar."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from benchapp.ui import parts
from benchapp.ui.language import tr
from benchapp.ui.theme import HUGE
from benchapp.ui.time_text import TimeText


class HoodView(QWidget):
    """Shows one step after the other; nothing is written into the journal here.

    Args:
        title: What the steps are of.
        steps: Of each what leads, what follows and the smaller line.
        place: At which step it begins, from 0.
        after: What is to be done after the last one.

    Signals:
        left: It was closed: how many steps were ticked, and how many there are.
    """

    left = Signal(int, int)

    def __init__(self, title: str, steps: Sequence[tuple[str, str, str]], place: int = 0, after: str = "") -> None:
        super().__init__()
        self.setObjectName("hood")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Bench Companion · hood view"))
        self.setAccessibleName(tr("Hood view"))
        self._steps = tuple(steps)
        self._after = after
        self.place = min(place, len(self._steps))
        self._title = parts.label(title, size="large", tone="muted")
        self._count = parts.label("", size="large", tone="accent", wrap=False)
        self._count.setObjectName("hood.step.count")
        self._lead = parts.label("", size="hood", strong=True)
        self._lead.setObjectName("hood.step.lead")
        self._text = parts.label("", size="hood")
        self._text.setObjectName("hood.step.text")
        self._detail = parts.label("", size="huge", tone="muted")
        self._detail.setObjectName("hood.step.detail")
        self._next = parts.label("", size="large", tone="muted")
        self._timer_name = parts.label("", size="large", tone="muted", wrap=False)
        self._timer_name.setObjectName("hood.timer.name")
        self._timer = TimeText(HUGE, "hood.timer.left", right=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximum(max(1, len(self._steps)))
        self._bar.setAccessibleName(tr("Steps done"))
        self.done = parts.button(tr("Done, next step"), "hood.actions.done", self.go_on, primary=True)
        self.back = parts.button(tr("Back"), "hood.actions.back", self.go_back)
        self.leave = parts.button(tr("Leave (Esc)"), "hood.actions.leave", self.close)
        for one in (self.done, self.back, self.leave):
            one.setProperty("hood", "true")
            # The space bar is the whole view's, whatever holds the focus.
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.show_timer("", "")
        self._show()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.setSpacing(16)
        top = parts.row(self._title, self._timer_name, self._timer, self._count, spacing=24)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addStretch(1)
        layout.addWidget(self._lead)
        layout.addWidget(self._text)
        layout.addWidget(self._detail)
        layout.addStretch(2)
        layout.addWidget(self._next)
        buttons = parts.row(self.back, self.done, self.leave, spacing=16)
        buttons.setStretch(1, 1)
        layout.addLayout(buttons)

    def _show(self) -> None:
        whole = len(self._steps)
        self._bar.setValue(self.place)
        if self.place >= whole:
            self._count.setText(tr("{done} of {whole} done", done=whole, whole=whole))
            self._lead.setText(tr("All steps are done."))
            self._text.setText(self._after)
            self._detail.setText("")
            self._next.setText("")
        else:
            lead, text, detail = self._steps[self.place]
            self._count.setText(tr("{place} of {whole}", place=self.place + 1, whole=whole))
            self._lead.setText(lead)
            self._text.setText(text)
            self._detail.setText(detail)
            after = self._steps[self.place + 1] if self.place + 1 < whole else None
            self._next.setText(
                tr("Then: {after} {after_2}", after=after[0], after_2=after[1])
                if after
                else tr("This is the last step.")
            )
        self.done.setEnabled(self.place < whole)
        self.back.setEnabled(self.place > 0)
        self.setAccessibleDescription(f"{self._count.text()}: {self._lead.text()} {self._text.text()}")

    def show_timer(self, name: str, left: str) -> None:
        """Show beside the steps what falls due next, and in how long; nothing for ""."""
        for widget in (self._timer_name, self._timer):
            widget.setVisible(bool(name))
        if self._timer_name.text() != name:
            self._timer_name.setText(name)
        self._timer.set_text(left)

    def go_on(self) -> None:
        """Tick the step, and show the next one."""
        self.place = min(self.place + 1, len(self._steps))
        self._show()

    def go_back(self) -> None:
        """Show the step before again."""
        self.place = max(self.place - 1, 0)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Space and arrows move, Escape leaves."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Space | Qt.Key.Key_Right | Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                if not event.isAutoRepeat():
                    self.go_on()
            case Qt.Key.Key_Left | Qt.Key.Key_Up | Qt.Key.Key_Backspace | Qt.Key.Key_PageUp:
                self.go_back()
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def closeEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        """Tell how far it went."""
        self.left.emit(self.place, len(self._steps))
        super().closeEvent(event)  # type: ignore[arg-type]
