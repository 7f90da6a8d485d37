"""The right side of the window: the Now panel where it has something to say and there is room, else a strip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.incubations.step_status import Phase
from benchapp.domain.units.moments import Moment
from benchapp.domain.units.spans import clock_text, left_text
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.incubations.now.now_strip import STRIP_WIDTH, NowStrip
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.theme import Tokens

if TYPE_CHECKING:
    from benchapp.ui.incubations.now.now_panel import NowPanel

PANEL_WIDTH = 280
_BY_THE_MINUTE = timedelta(hours=1)
_TONES = {Phase.LEAD: "soon", Phase.DUE: "past"}


@qt_overrides
class NowSide(QWidget):
    """Shows the panel or the strip; the strip, pressed, unfolds the panel over the page.

    The panel is made when it is first shown: most first starts do without.

    Args:
        board: What runs.
        solution_table: What is in hand.
        make_panel: Makes the panel.
        tokens: Gives the colours of the theme.

    Signals:
        settled: The panel took the place of the strip, the strip that of the panel, or the panel is over the page.
    """

    settled = Signal()

    def __init__(
        self,
        board: TimerList,
        solution_table: SolutionTable,
        make_panel: Callable[[], NowPanel],
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__()
        self.setObjectName("now_side")
        self._board = board
        self._solution_table = solution_table
        self._make_panel = make_panel
        self.panel: NowPanel | None = None
        self.strip = NowStrip(self.toggle, tokens)
        self._now: Moment | None = None
        self._room = self._torn = self._unfolded = False
        self._follows_focus = False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.strip)

    @property
    def docked(self) -> bool:
        """Whether the panel is beside the page."""
        return self._room and self._has_something_to_say()

    @property
    def room(self) -> int:
        """How wide it is, px, once what was just changed is laid out; 0 where it is out of sight."""
        if self._torn:
            return 0
        return PANEL_WIDTH if self.docked else STRIP_WIDTH

    @property
    def unfolded(self) -> bool:
        """Whether the panel is over the page."""
        return self._unfolded

    @property
    def shows_clock(self) -> bool:
        """Whether the panel can be seen, whose times run by the second."""
        return self.panel is not None and self.panel.isVisible()

    def _has_something_to_say(self) -> bool:
        limited = (row.freshness.left is not None for row in self._solution_table.in_hand())
        return bool(self._board.statuses or self._board.others) or any(limited)

    def set_room(self, *, room: bool) -> None:
        """Set whether the page leaves room for the panel."""
        self._room = room
        self._settle()

    def set_torn(self, *, torn: bool) -> None:
        """Hide it while Now is in a window of its own, or show it here again."""
        self._torn = torn
        self._settle()

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_now(self, now: Moment) -> None:
        """Show the state at this moment."""
        self._now = now
        self._settle()
        if self.panel is not None and not self.panel.isHidden():
            self.panel.show_now(now)
        self._write_strip()

    def show_times(self) -> None:
        """Show the times left; nothing else has changed."""
        if self.panel is not None and not self.panel.isHidden():
            self.panel.show_times()
        self._write_strip()

    def _write_strip(self) -> None:
        if self.strip.isHidden():
            return
        soonest = min(self._board.statuses, key=lambda status: status.left, default=None)
        next_timer, tone = tr("No incubation running"), "muted"
        if soonest is None and self._board.others:
            from benchapp.ui.text.task_texts import others_text  # noqa: PLC0415 (a lab's alone)

            next_timer = others_text(self._board.others)
        if soonest is not None:
            # The strip is drawn anew for each text: an hour or more before, the minute is enough.
            left = left_text(soonest.left) if soonest.left >= _BY_THE_MINUTE else clock_text(soonest.left)
            next_timer = f"{soonest.running.incubation.name} — {left}"
            others = len(self._board.statuses) - 1
            next_timer += tr(" · {count} more", count=others) if others else ""
            tone = _TONES.get(soonest.phase, "")
        in_hand = len(self._solution_table.in_hand())
        self.strip.show_texts(next_timer, tr("{count} in hand", count=in_hand) if in_hand else "", tone)

    def _settle(self) -> None:
        """Show what there is room for."""
        docked = self.docked and not self._torn
        if docked:
            self.fold()
        before = self.panel is not None and self.panel.parentWidget() is self and not self.panel.isHidden()
        self.setVisible(not self._torn)
        self.strip.setVisible(not docked)
        if docked != before:
            if docked:
                self._put_panel()
            elif self.panel is not None:
                self.panel.hide()
            self.settled.emit()
        if not docked:
            self._write_strip()

    def _put_panel(self) -> None:
        """Put the panel beside the page."""
        panel = self._made_panel()
        self._line.addWidget(panel)
        panel.show()
        if self._now is not None:
            panel.show_now(self._now)

    def _made_panel(self) -> NowPanel:
        if self.panel is None:
            self.panel = self._make_panel()
            self.panel.setFixedWidth(PANEL_WIDTH)
        return self.panel

    # -- over the page -----------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Unfold the panel over the page, or fold it again."""
        if self._unfolded:
            self.fold()
        else:
            self.unfold()

    def unfold(self) -> None:
        """Show the panel over the page, beside the strip."""
        if self.docked or self._torn:
            return
        panel, window = self._made_panel(), self.window()
        self._line.removeWidget(panel)
        panel.setParent(window)
        panel.setProperty("over", "true")
        place = self.mapTo(window, QPoint(0, 0))
        panel.setGeometry(place.x() - panel.width(), place.y(), panel.width(), self.height())
        if self._now is not None:
            panel.show_now(self._now)
        panel.show()
        panel.raise_()
        self._unfolded = True
        self.settled.emit()
        self.strip.set_opened(opened=True)
        self._follow_focus()

    def fold(self) -> None:
        """Fold the panel to the strip again."""
        if self._unfolded and self.panel is not None:
            self._unfolded = False
            self.panel.hide()
            self.panel.setParent(self)
            self.strip.set_opened(opened=False)

    def _follow_focus(self) -> None:
        application = QApplication.instance()
        if not self._follows_focus and isinstance(application, QApplication):
            self._follows_focus = True
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Fold the panel again when somebody goes on with the page; a window that comes forward is no going on."""
        if not self._unfolded or old is None or new is None or self.panel is None:
            return
        beside = new is self.strip or new is self.panel or self.panel.isAncestorOf(new)
        if not beside and old.window() is new.window() is self.window():
            QTimer.singleShot(0, self, self.fold)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fold what is over the page: its place has moved."""
        self.fold()
        super().resizeEvent(event)
