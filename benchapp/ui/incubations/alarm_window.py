"""The alarm's own window, on top of everything: every alarm that rings, how late it is and what that means."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.ui.text.language import tr
from benchapp.ui.text.task_texts import ACKNOWLEDGED_MEANS, DONE_MEANS, alarm_sentence, late_sentence
from benchapp.ui.widgets.buttons import press_by_enter, push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.keys import bind
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, scroll_area, vbox
from benchapp.ui.widgets.window_placement import centre

# More than these are counted; "Acknowledge all" is about them too.
MOST_SHOWN = 12
SNOOZES_MIN = (5, 15, 60)
# px: the window, and what of its height is there without alarms and for each of them.
WIDTH, HEIGHT = 800, 420
_HEIGHT_OF_NONE, _HEIGHT_OF_ONE, _HEIGHT_OF_QUESTION = 180, 100, 50


@qt_overrides
class AlarmWindow(QWidget):
    """Lists what rings; it goes when nothing rings any more.

    Args:
        acknowledge: Writes that alarms were heard; tells whether that was saved.
        snooze: Writes that alarms are put off by a span; tells whether that was saved.
        end: Writes that the end of an incubation was done just now; tells whether that was saved.
        silence: Stops the sound.
        where: Says where an alarm belongs that rings here for another computer, and why; "" for one of this computer.

    Signals:
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        came_forward: The program's window is wanted.
        find_wanted: Ctrl+K: something is to be found in the program's window.
        heard: Whether the test alarm was heard.
    """

    heard = Signal(bool)
    redose_wanted = Signal(object, object)
    came_forward = Signal()
    find_wanted = Signal()

    def __init__(
        self,
        acknowledge: Callable[[Sequence[StepStatus]], bool],
        snooze: Callable[[Sequence[StepStatus], timedelta], bool],
        end: Callable[[StepStatus], bool],
        silence: Callable[[], object],
        where: Callable[[StepStatus], str] = lambda _: "",
    ) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("alarm")
        self.setWindowTitle(tr("Alarm · Bench Companion"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._acknowledge = acknowledge
        self._snooze = snooze
        self._end = end
        self._silence = silence
        self.where = where
        self._rings: tuple[StepStatus, ...] = ()
        self._rows: dict[tuple[str, int], AlarmRow] = {}
        self._tested = False
        self.title = text_label("", size="large")
        self.title.setObjectName("alarm.head.text")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        holder = QVBoxLayout(inner := QWidget())
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._list)
        self.more = text_label("", tone="muted")
        holder.addWidget(self.more)
        holder.addStretch(1)
        self.silencer = push_button(tr("Silence"), "alarm.actions.silence", self._on_silence)
        self.seen_all = push_button("", "alarm.actions.seen", self._see_all, primary=True)
        self.problem = text_label("", tone="past")
        self.problem.hide()
        self.later = {
            minutes: push_button("", f"alarm.actions.snooze{minutes}", partial(self._snooze_all, minutes))
            for minutes in SNOOZES_MIN
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(scroll_area(inner), 1)
        layout.addWidget(self.problem)
        means = tr("Acknowledge stops the alarm; what is due stays open until it is recorded as done.")
        layout.addWidget(text_label(means, size="small", tone="muted"))
        layout.addLayout(flow(self.silencer, *self.later.values(), 1, self.seen_all))
        bind(self, "find", self.find_wanted.emit)
        self.resize(WIDTH, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Press by Enter the button that has the keys."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def show_rings(self, rings: Sequence[StepStatus]) -> None:
        """Show what rings now; nothing hides the window."""
        if self._tested and not rings:
            return
        self._tested = False
        self._rings = tuple(rings)
        keys = [status.key for status in rings[:MOST_SHOWN]]
        if keys != list(self._rows):
            clear_layout(self._list)
            self._rows = {
                status.key: AlarmRow(number, status, self) for number, status in enumerate(rings[:MOST_SHOWN])
            }
            for row in self._rows.values():
                self._list.addWidget(row)
        for status in rings[:MOST_SHOWN]:
            self._rows[status.key].show_standing(status)
        count = len(rings)
        self._word_actions(one=count == 1)
        name = rings[0].running.incubation.name if rings else ""
        self._name(name if count <= 1 else tr("{count} alarms", count=count))
        self._grow()
        self.more.setText(tr("and {count} more", count=count - MOST_SHOWN) if count > MOST_SHOWN else "")
        if not rings:
            self.hide()
            self.problem.hide()

    def show_test(self) -> None:
        """Show the window as an alarm brings it up, with nothing behind it: each button takes it away again."""
        clear_layout(self._list)
        self._rings, self._rows, self._tested = (), {}, True
        card = Card(tone="soon")
        words = text_label(tr("This is what an alarm looks and sounds like."), strong=True)
        words.setObjectName("alarm.test.text")
        small = tr("It names the plate, the step and how late it is, and stays on top until it is acknowledged.")
        card.body.addLayout(vbox(words, text_label(small, size="small")))
        # Here, as this window may lie over the one that asks the same.
        asked = text_label(tr("Did you hear it?"), strong=True, wrap=False)
        yes = push_button(tr("Yes"), "alarm.test.heard", partial(self._answer, True))
        no = push_button(tr("No"), "alarm.test.unheard", partial(self._answer, False))
        for button in (yes, no):
            button.setAccessibleName(f"{asked.text()} {button.text()}")
        card.body.addLayout(flow(asked, yes, no, 1, spacing=12))
        self._list.addWidget(card)
        self.more.setText("")
        self.problem.hide()
        self._word_actions(one=True)
        self._name(tr("Test alarm"))
        self.come()

    def _answer(self, heard: bool) -> None:
        self.end_test()
        self.heard.emit(heard)

    def end_test(self) -> None:
        """Go, where a test is shown; a real alarm stays."""
        if not self._tested:
            return
        self._silence()
        self._tested = False
        self.hide()

    def _name(self, words: str) -> None:
        """Name the window after what rings, for the taskbar as well."""
        self.title.setText(words)
        self.setWindowTitle(tr("{words} · Alarm", words=words) if words else tr("Alarm · Bench Companion"))

    def _grow(self) -> None:
        """Make room for what came while the window is there already; it never gets smaller under a hand."""
        if self.isVisible() and self.height() < (wanted := self._wanted_height()):
            self.resize(self.width(), wanted)

    def _wanted_height(self) -> int:
        """Return how high it is for what rings, and not a mostly empty window."""
        question = _HEIGHT_OF_QUESTION if self._tested else 0
        return min(HEIGHT, _HEIGHT_OF_NONE + _HEIGHT_OF_ONE * max(1, len(self._rows)) + question)

    def _word_actions(self, *, one: bool) -> None:
        """Say "all" only of several alarms; one alarm has its buttons once."""
        self.seen_all.setText(tr("Acknowledge") if one else tr("Acknowledge all"))
        for minutes, button in self.later.items():
            whole = tr("Snooze {minutes} min", minutes=minutes)
            if not one:
                whole = tr("Snooze all {minutes} min", minutes=minutes)
            # The first one says what the others do as well.
            button.setText(whole if minutes == SNOOZES_MIN[0] else tr("{minutes} min", minutes=minutes))
            button.setAccessibleName(whole)
        for row in self._rows.values():
            row.be_one_of_several(not one)

    def come(self) -> None:
        """Come up, without taking the keyboard from where the hands are."""
        if not self.isVisible():
            self.resize(self.width(), self._wanted_height())
            centre(self)
            self.show()
        self.raise_()

    def _on_silence(self) -> None:
        self._silence()

    def _see_all(self) -> None:
        if self._tested:
            self.end_test()
            return
        self.saved(self._acknowledge(self._rings))

    def _snooze_all(self, minutes: int) -> None:
        if self._tested:
            self.end_test()
            return
        self.saved(self._snooze(self._rings, timedelta(minutes=minutes)))

    def see(self, status: StepStatus) -> None:
        """Write that one was heard."""
        self.saved(self._acknowledge([status]))

    def end(self, status: StepStatus) -> None:
        """Write that the end of an incubation was done just now."""
        self.saved(self._end(status))

    def put_off(self, status: StepStatus) -> None:
        """Write that one is put off."""
        self.saved(self._snooze([status], timedelta(minutes=SNOOZES_MIN[0])))

    def saved(self, done: bool) -> None:
        """Warn where it was not saved: the sound stops, the alarm stays."""
        if not done:
            self._silence()
            self.problem.setText(tr("This could not be saved, so the alarm stays; its sound is off. Try again."))
            self.problem.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Closing it is not acknowledging it: the sound stops, and it comes back with the next minute."""
        self._tested = False
        self._silence()
        super().closeEvent(event)


class AlarmRow(Card):
    """One alarm."""

    def __init__(self, number: int, status: StepStatus, window: AlarmWindow) -> None:
        super().__init__(tone="past" if status.phase is Phase.DUE else "soon")
        self._stand = status
        self._where = window.where
        self.words = text_label("", strong=True)
        self.words.setObjectName(f"alarm.row{number}.text")
        self.late = text_label("", size="small")
        self.late.setObjectName(f"alarm.row{number}.late")
        line = hbox(vbox(self.words, self.late), spacing=12)
        line.setStretch(0, 1)
        if status.step.kind is StepKind.REDOSE:
            line.addWidget(push_button(tr("Make the re-dose"), f"alarm.row{number}.make", lambda: self._make(window)))
        if status.step.kind is StepKind.END:
            done = push_button(tr("Done"), f"alarm.row{number}.done", lambda: window.end(self._stand))
            done.setToolTip(tr(DONE_MEANS))
            done.setAccessibleName(tr("Done: the end of {name}", name=status.running.incubation.name))
            line.addWidget(done)
        self._own = (
            push_button(tr("Snooze 5 min"), f"alarm.row{number}.snooze", lambda: window.put_off(self._stand)),
            push_button(
                tr("Acknowledge"), f"alarm.row{number}.acknowledge", lambda: window.see(self._stand), primary=True
            ),
        )
        self._own[1].setToolTip(tr(ACKNOWLEDGED_MEANS))
        for button in self._own:
            line.addWidget(button)
        self.body.addLayout(line)
        self.show_standing(status)

    def _make(self, window: AlarmWindow) -> None:
        # Whoever goes to make it has heard it; left on top, the alarm would cover the recipe.
        window.see(self._stand)
        window.came_forward.emit()
        window.redose_wanted.emit(self._stand.running, self._stand.step)

    def be_one_of_several(self, several: bool) -> None:
        """Have buttons of its own only beside others."""
        for button in self._own:
            button.setVisible(several)

    def show_standing(self, status: StepStatus) -> None:
        """Show its state now."""
        self._stand = status
        self.set_tone("past" if status.phase is Phase.DUE else "soon")
        self.words.setText(alarm_sentence(status))
        said = " ".join(part for part in (late_sentence(status), self._where(status)) if part)
        self.late.setText(said)
        self.late.setVisible(bool(said))
