"""Steps at the hood: one at a time in large type over the whole screen, the next one by the space bar or Enter."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets import keys
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import hbox
from benchapp.ui.widgets.theme import HUGE
from benchapp.ui.widgets.time_text import TimeText

# Of what is to be done and of the smaller line, from the largest; the first that has room is taken.
_SIZES = (("hood", "huge"), ("huge", "large"), ("large", ""))


# A key that is pressed again within this time was pressed twice by mistake, and records nothing, ms.
BOUNCE_MS = 500


class Recording(Struct, frozen=True):
    """What the last page can write into the journal.

    Attributes:
        title: Returns what the button says, which may be another thing once something was asked.
        write: Writes it; returns why it was not written or what is asked first, "" where it was.
        then: What can be done next, each with its text and the name of its button; none closes the view.
        recorded: Returns when this was recorded already; "" where it was not, or was undone.
        undo: Takes that back.
        undoable: Tells whether Undo would take that back, and nothing else.
    """

    title: Callable[[], str]
    write: Callable[[], str]
    then: tuple[tuple[str, str, Callable[[], object]], ...]
    recorded: Callable[[], str]
    undo: Callable[[], object]
    undoable: Callable[[], bool]


class _Rows:
    """The rows of the page that the steps belong to: they are counted as there.

    Args:
        rows: Of each the places of its steps, from 0; none where each step is one.
        steps: How many steps there are.
    """

    def __init__(self, rows: Sequence[Sequence[int]], steps: int) -> None:
        self._rows = rows or tuple((place,) for place in range(steps))

    def count_text(self, place: int) -> str:
        """Return which row a step is of, and which part of it: "3 of 7 · part 1 of 2"."""
        number, row = next((at, one) for at, one in enumerate(self._rows, 1) if place in one)
        whole = tr("{place} of {whole}", place=number, whole=len(self._rows))
        if len(row) == 1:
            return whole
        part = tr("part {place} of {whole}", place=row.index(place) + 1, whole=len(row))
        return f"{whole} · {part}"

    def end_text(self) -> str:
        """Return that all of them are done."""
        return tr("{done} of {whole} done", done=len(self._rows), whole=len(self._rows))

    def done(self, steps: Collection[int]) -> tuple[int, int]:
        """Return how many rows are done, and how many there are."""
        return sum(set(row) <= set(steps) for row in self._rows), len(self._rows)


def _named(label: QLabel, name: str) -> QLabel:
    label.setObjectName(f"hood.{name}")
    return label


def _show_buttons(view: "HoodView", title: str, *, recorded: bool, undoable: bool) -> None:
    """Show the buttons of a page.

    Args:
        view: The view.
        title: What the button says that writes; "" where nothing can be written here.
        recorded: Whether it was written already.
        undoable: Whether that can be taken back.
    """
    view.record.setText(title)
    view.again.setText(tr("Record again"))
    # Where something can be written, its button takes the place of the one that has nothing left to do.
    for one, shown in (
        (view.record, bool(title)),
        (view.done, not recorded and not title),
        (view.back, not recorded),
        (view.again, recorded),
        (view.undo, undoable),
        *((one, recorded) for one in view.then),
    ):
        one.setVisible(shown)
    # Space and Enter are the whole view's, whatever holds the focus, until there is more than one thing to press.
    policy = Qt.FocusPolicy.StrongFocus if recorded else Qt.FocusPolicy.NoFocus
    for one in (view.done, view.back, view.record, *view.pressable()):
        one.setFocusPolicy(policy)


@qt_overrides
class HoodView(QWidget):
    """Shows one step after the other; only the button of the last page, or its keys, write into the journal.

    Args:
        title: What the steps are of.
        steps: Of each what leads, what follows and the smaller line.
        ticked: Places of the steps that are done, from 0; it begins at the first that is not.
        after: What is to be done after the last one.
        recording: What the last page can write; None where nothing is written here.
        rows: The rows of the page, of each the places of its steps; none where a step is a row.

    Signals:
        left: It was closed: how many rows were done, and how many there are.
        ticked: A step was done, or taken back: its place, and whether it is done.
    """

    left = Signal(int, int)
    ticked = Signal(int, bool)

    def __init__(
        self,
        title: str,
        steps: Sequence[tuple[str, str, str]],
        ticked: Collection[int] = (),
        after: str = "",
        recording: Recording | None = None,
        rows: Sequence[Sequence[int]] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("hood")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Bench Companion · hood view"))
        self.setAccessibleName(tr("Hood view"))
        self._steps, self._rows = tuple(steps), _Rows(rows, len(steps))
        self._after = after
        self._recording = recording
        self._written = False
        self._done = {place for place in ticked if place < len(self._steps)}
        self.place = self._next_open(0)
        self._title = text_label(title, size="large", tone="muted")
        self._count = _named(text_label("", size="large", tone="accent", wrap=False), "step.count")
        self._lead = _named(text_label("", size="hood", strong=True), "step.lead")
        self._text = _named(text_label("", size="hood"), "step.text")
        self._detail = _named(text_label("", size="huge", tone="muted"), "step.detail")
        self._next = text_label("", size="large", tone="muted")
        self._timer_name = _named(text_label("", size="large", tone="muted", wrap=False), "timer.name")
        self._timer = TimeText(HUGE, "hood.timer.left", right=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximum(max(1, len(self._steps)))
        self._bar.setAccessibleName(tr("Steps done"))
        self._make_buttons()
        # Since the large button was last pressed by a key.
        self._since_press = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.show_timer("", "")
        self._show()

    def _make_buttons(self) -> None:
        self.record = push_button("", "hood.actions.record", self._write, primary=True)
        self.done = push_button(tr("Done, next step"), "hood.actions.done", self.go_on, primary=True)
        self.back = push_button(tr("Back"), "hood.actions.back", self.go_back)
        self.leave = push_button(tr("Leave (Esc)"), "hood.actions.leave", self.close)
        then = self._recording.then if self._recording else ()
        self.then = [push_button(text, name, partial(self._go_to, do), primary=True) for text, name, do in then]
        # What is there beside what comes next, once it is recorded.
        self.again = push_button(tr("Record again"), "hood.actions.again", self._write)
        self.undo = push_button(tr("Undo"), "hood.actions.undo", self._take_back)
        for one in (self.done, self.back, self.leave, self.record, self.again, self.undo, *self.then):
            one.setProperty("hood", "true")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 32, 48, 32)
        layout.setSpacing(16)
        top = hbox(self._title, self._timer_name, self._timer, self._count, spacing=24)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addStretch(1)
        for label in (self._lead, self._text, self._detail):
            layout.addWidget(label)
        layout.addLayout(hbox(self.undo, self.again, 1, spacing=16))
        layout.addStretch(2)
        layout.addWidget(self._next)
        buttons = hbox(self.back, self.done, self.record, *self.then, self.leave, spacing=16)
        for place in range(1, 3 + len(self.then)):
            buttons.setStretch(place, 1)
        layout.addLayout(buttons)

    def _show(self) -> None:
        whole = len(self._steps)
        self._bar.setValue(len(self._done))
        if self.place >= whole:
            self._count.setText(self._rows.end_text())
            self._detail.setText("")
            self._next.setText("")
        else:
            self._count.setText(self._rows.count_text(self.place))
            for label, words in zip((self._lead, self._text, self._detail), self._steps[self.place], strict=True):
                label.setText(words)
            after = self._steps[self.place + 1] if self.place + 1 < whole else None
            self._next.setText(
                tr("Then: {after} {after_2}", after=after[0], after_2=after[1])
                if after
                else tr("This is the last step.")
            )
            self.done.setText(tr("Done, next step") if after else tr("Done"))
        last = self.place >= whole
        self.done.setEnabled(not last)
        self.back.setEnabled(self.place > 0)
        self._show_end(last=last)
        self._fit()
        self.setAccessibleDescription(f"{self._count.text()}: {self._lead.text()} {self._text.text()}")

    def _show_end(self, *, last: bool) -> None:
        """Show on the last page what can be written, or that it was and what comes next."""
        at = self._recording.recorded() if last and self._recording is not None else ""
        if last:
            self._lead.setText(tr("Recorded in the journal, {time}.", time=at) if at else tr("All steps are done."))
            self._text.setText("" if at else self._after)
        undoable = bool(at) and self._recording is not None and self._recording.undoable()
        title = self._recording.title() if last and self._recording is not None and not at else ""
        _show_buttons(self, title, recorded=bool(at), undoable=undoable)
        if not at:
            self.setFocus()
        elif self.focusWidget() not in self.pressable():
            # Whoever went through it all again wants to record that too.
            (self.pressable()[0] if self._written else self.again).setFocus()

    def pressable(self) -> tuple[QPushButton, ...]:
        """Return what can be pressed once it is recorded."""
        return (*self.then, self.again, self.undo, self.leave)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Write as large as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the largest letters in which the step is whole."""
        layout = self.layout()
        for large, small in _SIZES:
            for label, size in ((self._lead, large), (self._text, large), (self._detail, small)):
                if label.property("text_size") != size:
                    label.setProperty("text_size", size)
                    restyle(label)
            if layout is None or layout.heightForWidth(self.width()) <= self.height():
                break
        if layout is not None:
            # While the view is resized it would keep the places of the letters before.
            layout.invalidate()
            layout.activate()

    def show_timer(self, name: str, left: str) -> None:
        """Show beside the steps what falls due next, and in how long; nothing for ""."""
        for widget in (self._timer_name, self._timer):
            widget.setVisible(bool(name))
        if self._timer_name.text() != name:
            self._timer_name.setText(name)
        self._timer.set_text(left)

    def _next_open(self, place: int) -> int:
        """Return the next step from a place on that is not done; behind the last one where all are."""
        return next((one for one in range(place, len(self._steps)) if one not in self._done), len(self._steps))

    def go_on(self) -> None:
        """Tick the step, and show the next one that is not done."""
        if self.place < len(self._steps):
            self._tick(self.place, on=True)
            self.place = self._next_open(self.place + 1)
            self._show()

    def press_button(self) -> None:
        """Do what the large button in view does; of those that offer what comes next, the one that has the keys."""
        bounced = self._since_press.isValid() and self._since_press.elapsed() < BOUNCE_MS
        chosen = [one for one in self.pressable() if one is self.focusWidget() and one.isVisible()]
        self._since_press.start()
        if self.place < len(self._steps):
            self.go_on()
        elif not bounced and chosen:
            chosen[0].click()
        elif not bounced and self._recording is not None:
            self._write()

    def go_back(self) -> None:
        """Show the step before again, not done."""
        if self.place > 0 and not self.back.isHidden():
            self.place -= 1
            self._tick(self.place, on=False)
            self._show()

    def _tick(self, place: int, *, on: bool) -> None:
        self.take_tick(place, on=on)
        self.ticked.emit(place, on)

    def take_tick(self, place: int, *, on: bool) -> None:
        """Take over a tick that was set or taken away on the page."""
        self._done = self._done | {place} if on else self._done - {place}
        self._bar.setValue(len(self._done))

    def _write(self) -> None:
        if self._recording is None or self.place < len(self._steps):
            return
        asked = self._recording.write()
        if asked:
            self._text.setText(asked)
            for one in (self.record, self.again):
                one.setText(self._recording.title())
            self._fit()
            self.setAccessibleDescription(f"{self._count.text()}: {self._lead.text()} {asked}")
        elif self.then:
            self._written = True
            # Recorded once more without going through it: the page has taken its ticks away.
            self._done = set(range(len(self._steps)))
            self._show()
        else:
            self.close()

    def _take_back(self) -> None:
        if self._recording is not None:
            self._recording.undo()
            self._show()

    def _go_to(self, do: Callable[[], object]) -> None:
        self.close()
        do()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Space and Enter press the large button, arrows move, Escape leaves."""
        match keys.pressed(event, keys.IN_HOOD):
            case "record_steps":
                self._write()
            case "press_button" if not event.isAutoRepeat():
                self.press_button()
            case "next_step" if not event.isAutoRepeat():
                self.go_on()
            case "step_before":
                self.go_back()
            case "leave":
                self.close()
            case _:
                super().keyPressEvent(event)

    def closeEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        """Announce how far it went."""
        self.left.emit(*self._rows.done(self._done))
        super().closeEvent(event)  # type: ignore[arg-type]
