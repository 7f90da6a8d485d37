"""A counter that is tapped, or counts keys while the eyes stay at the microscope: living and dead, square by square."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import vbox

_LIVE_KEYS = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_L, Qt.Key.Key_Space})
# Behind them: living and dead, "lebend" and "tot".
_DEAD_KEYS = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_D, Qt.Key.Key_T})
_NEXT_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@qt_overrides
class TapCounter(QWidget):
    """Counts living and dead cells; its keys act while it has the focus.

    Signals:
        counted: The cells of each square, living and dead.
    """

    counted = Signal(tuple, tuple)

    def __init__(self) -> None:
        super().__init__()
        self._live: list[int] = [0]
        self._dead: list[int] = [0]
        # What was tapped in this square, in its order, so that a slip can be taken back.
        self._taps: list[bool] = []
        self.setObjectName("calculate.count.tap")
        self.setAccessibleName(tr("Counter: + living, − dead, Enter next square, Backspace back"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.shown = text_label("", strong=True)
        self.shown.setObjectName("calculate.count.tap.shown")
        self.live = self._button(tr("+ living"), "live", self.tap_live)
        self.dead = self._button(tr("− dead"), "dead", self.tap_dead)
        self.onward = self._button(tr("Next"), "next", self.next_square)
        self.back = self._button("←", "back", self.take_back)
        self.onward.setToolTip(tr("Next square"))
        self.back.setToolTip(tr("Undo the last tap"))
        self.back.setAccessibleName(tr("Undo the last tap"))
        self.keys = text_label("", size="small", tone="muted")
        buttons = flow(self.live, self.dead, self.onward, self.back, spacing=6)
        self.setLayout(vbox(self.shown, buttons, self.keys))
        self._show()

    def _button(self, text: str, name: str, pressed: object) -> QPushButton:
        made = push_button(text, f"calculate.count.tap.{name}", pressed)  # type: ignore[arg-type]
        # A tap leaves the keys with the counter.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def show_counts(self, live: Sequence[int], dead: Sequence[int]) -> None:
        """Go on from squares that are in the fields already; the last of them is the one that is counted."""
        squares = max(len(live), len(dead), 1)
        self._live = [*live, *[0] * (squares - len(live))]
        self._dead = [*dead, *[0] * (squares - len(dead))]
        self._taps.clear()
        self._show()

    def tap_live(self) -> None:
        """Count a living cell."""
        self._live[-1] += 1
        self._on_tap(alive=True)

    def tap_dead(self) -> None:
        """Count a dead cell."""
        self._dead[-1] += 1
        self._on_tap(alive=False)

    def _on_tap(self, *, alive: bool) -> None:
        self._taps.append(alive)
        self._tell()

    def next_square(self) -> None:
        """Go on with the next square."""
        self._live.append(0)
        self._dead.append(0)
        self._taps.clear()
        self._tell()

    def take_back(self) -> None:
        """Take the last tap back; in a square without one, go back to the square before."""
        if self._taps:
            (self._live if self._taps.pop() else self._dead)[-1] -= 1
        elif len(self._live) > 1 and not self._live[-1] + self._dead[-1]:
            self._live.pop()
            self._dead.pop()
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.counted.emit(tuple(self._live), tuple(self._dead))

    def _show(self) -> None:
        values = {"square": len(self._live), "live": self._live[-1], "dead": self._dead[-1]}
        self.shown.setText(tr("Square {square}: {live} living, {dead} dead", **values))
        focused = self.hasFocus()
        self.keys.setText(
            tr("Keys count now: + or L living, − or D dead, Enter next square, Backspace back.")
            if focused
            else tr("Click here and count with the keys + and −.")
        )

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show that the keys count."""
        super().focusInEvent(event)
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show how they do."""
        super().focusOutEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Count by keys; every other key as usual."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        acts = {
            **dict.fromkeys(_LIVE_KEYS, self.tap_live),
            **dict.fromkeys(_DEAD_KEYS, self.tap_dead),
            **dict.fromkeys(_NEXT_KEYS, self.next_square),
            Qt.Key.Key_Backspace: self.take_back,
        }
        if plain and key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)
