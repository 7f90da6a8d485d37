"""The line that confirms what was done, with Undo or what comes next; it goes by itself and takes nothing away."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label

SHOWN_MS = 8000
# px: its width, over a panel at the right at most that of the panel, and its distance from the edges.
WIDTH, EDGE = 320, 12
_LEAST_WIDTH = 240
# px: how far up it goes out of the way, over the foot of a form; the title over a field.
_MOST_UP = 280
# px: how far to the left, beside a form as narrow as the details of a solution.
_MOST_LEFT = 460
_TITLE = 24

Action = tuple[str, Callable[[], object]]


@qt_overrides
class Toast(QFrame):
    """A few words at the bottom right of the window; never over what is pressed, typed into or refused on the page.

    Args:
        host: The window.
        undo: Undoes the last action of the journal.
        side: Returns how wide the panel at the right of the page is, px; 0 for none.
        page: Returns the page that is shown; None for none.

    Signals:
        said: A sentence is shown.
    """

    said = Signal(str)

    def __init__(
        self,
        host: QWidget,
        undo: Callable[[], object],
        *,
        side: Callable[[], int] = lambda: 0,
        page: Callable[[], QWidget | None] = lambda: None,
    ) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._side, self._page = side, page
        self.words = text_label("")
        self.words.setObjectName("toast.line.words")
        self._undo_last = undo
        self._undo_this: Callable[[], str] | None = None
        self._undo = push_button(tr("Undo"), "toast.line.undo", self._on_undo)
        self._offers: tuple[QPushButton, QPushButton] = (
            push_button("", "toast.line.then", lambda: self._on_then(0)),
            push_button("", "toast.line.also", lambda: self._on_then(1)),
        )
        self._then: Sequence[Action] = ()
        self._pointed_at = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        # What happens in one go moves it once.
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addLayout(flow(1, *self._offers, self._undo, spacing=4))
        for button in (*self._offers, self._undo):
            # Pressed with the mouse, it leaves the keys where they are.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        host.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_keys_moved)

    def say(
        self,
        sentence: str,
        *,
        undo: bool | Callable[[], str] = False,
        then: Action | None = None,
        also: Action | None = None,
    ) -> None:
        """Show a sentence for a while.

        Args:
            sentence: What was done.
            undo: Whether Undo is offered, of the last action of the journal; or what takes this one back.
            then: What is usually done next: its words, and what it does; None for nothing.
            also: A second one.
        """
        self._then = [one for one in (then, also) if one is not None]
        for place, button in enumerate(self._offers):
            offered = place < len(self._then)
            words = self._then[place][0] if offered else ""
            button.setText(words)
            button.setAccessibleName(words or tr("What comes next"))
            button.setVisible(offered)
        self._undo_this = undo if callable(undo) else None
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self._undo.setVisible(bool(undo))
        self.place()
        self.show()
        self.raise_()
        if not self._pointed_at:
            self._timer.start()
        self.place_soon()
        self.said.emit(sentence)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the mouse for gone: a hidden line is left by none."""
        self._pointed_at = False
        super().hideEvent(event)

    def _on_then(self, place: int) -> None:
        self.hide()
        self._then[place][1]()

    def _on_undo(self) -> None:
        if self._undo_this is None:
            self._undo_last()
            return
        try:
            sentence = self._undo_this()
        except BenchError as error:
            sentence = say_error(error)
        self.say(sentence)

    def _on_time(self) -> None:
        """Go, unless the keys are in it."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Stay while the mouse is over it."""
        self._pointed_at = True
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Go a while after the mouse went."""
        self._pointed_at = False
        self._timer.start()
        super().leaveEvent(event)

    def place(self) -> None:
        """Find its place at the bottom right: over the panel there, else where it covers nothing of use."""
        host = self.parentWidget()
        if host is None:
            return
        side = self._side()
        panel = side - 2 * EDGE >= _LEAST_WIDTH
        width = min(side - 2 * EDGE if panel else WIDTH, host.width() - 2 * EDGE)
        height = self.layout_height(width)
        right = host.width() - EDGE - (0 if panel else side)
        wanted = QRect(right - width, host.height() - EDGE - height, width, height)
        if not panel:
            fixed, scrolled = self._in_use(wanted.adjusted(-_MOST_LEFT, -_MOST_UP, 0, _TITLE))
            taken = (*fixed, *scrolled)
            # What scrolls can be scrolled from under it; the buttons at the foot of a form cannot.
            free = free_place(wanted, taken) or free_beside(wanted, taken) or free_place(wanted, fixed)
            wanted = free or wanted
        self.setGeometry(wanted)
        self.raise_()

    def place_soon(self) -> None:
        """Find its place again when what changes beside it has been laid out."""
        if self.isVisible():
            self._placing.start()

    def _on_keys_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go out of the way of a form that opened, which takes the keys."""
        if new is not None and not self.isAncestorOf(new):
            self.place_soon()

    def layout_height(self, width: int) -> int:
        """Return how high it is at a width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def _in_use(self, near: QRect) -> tuple[list[QRect], list[QRect]]:
        """Return where on the page something is pressed, typed into or refused: what stays there, and what scrolls.

        Args:
            near: Where it matters. What is elsewhere or hidden is passed over with all that is in it: to ask for every
                control of a page takes longer than anything else that is done to show a sentence.
        """
        host, page = self.parentWidget(), self._page()
        fixed: list[QRect] = []
        scrolled: list[QRect] = []
        waiting = [(page, False)] if host is not None and page is not None else []
        while host is not None and waiting:
            above, scrolls = waiting.pop()
            scrolls = scrolls or isinstance(above, QAbstractScrollArea)
            for one in above.children():
                if not isinstance(one, QWidget) or not one.isVisible() or one.isWindow():
                    continue
                place = QRect(one.mapTo(host, QPoint(0, 0)), one.size())
                if place.intersects(near):
                    waiting.append((one, scrolls))
                    if (title := _in_the_way(one)) is not None:
                        (scrolled if scrolls else fixed).append(place.adjusted(0, -title, 0, 0))
        return fixed, scrolled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay at the foot of a window that changes its size."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self.place_soon()
        return False

    def stop(self) -> None:
        """Hide it at once."""
        self._timer.stop()
        self.hide()


def free_place(wanted: QRect, taken: Iterable[QRect]) -> QRect | None:
    """Return the lowest place, not under the wanted one, that covers nothing taken; None where there is none.

    Args:
        wanted: Where it would be; it moves up only, and not far.
        taken: What it must not cover.
    """
    beside = [one for one in taken if one.left() <= wanted.right() and one.right() >= wanted.left()]
    place = QRect(wanted)
    while covered := [one for one in beside if one.intersects(place)]:
        place.moveBottom(min(one.top() for one in covered) - EDGE)
        if place.top() < max(EDGE, wanted.top() - _MOST_UP):
            return None
    return place


def free_beside(wanted: QRect, taken: Iterable[QRect]) -> QRect | None:
    """Return the nearest place, to the left of the wanted one, that covers nothing taken; None where there is none.

    Args:
        wanted: Where it would be; it moves to the left only, and not far.
        taken: What it must not cover.
    """
    beside = [one for one in taken if one.top() <= wanted.bottom() and one.bottom() >= wanted.top()]
    place = QRect(wanted)
    while covered := [one for one in beside if one.intersects(place)]:
        place.moveRight(min(one.left() for one in covered) - EDGE)
        if place.left() < max(EDGE, wanted.left() - _MOST_LEFT):
            return None
    return place


def _in_the_way(widget: QWidget) -> int | None:
    """Return how high the title over a widget is that must not be covered; None where it may be."""
    if isinstance(widget, QLineEdit | QComboBox):
        return _TITLE
    refused = isinstance(widget, QLabel) and widget.property("tone") == "past" and widget.text()
    return 0 if refused or isinstance(widget, QAbstractButton) else None
