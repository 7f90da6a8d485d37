"""The incubations that are over, in a list that is folded until somebody opens it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from benchapp.domain.incubations.incubations import Running
from benchapp.presenters.incubations.ended import Ended
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.ui.incubations.card.time_line import delay_text
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import called, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout, hbox, vbox

# More than these are found in the journal.
_MOST = 30


class EndedList(QWidget):
    """The incubations that are over, the latest first.

    Args:
        progress: Gives them.
        report: Shows the report of one.
    """

    def __init__(self, progress: RunningIncubation, report: Callable[[Running], object]) -> None:
        super().__init__()
        self._progress = progress
        self._report = report
        self._count = -1
        self.button = QToolButton()
        self.button.setObjectName("incubate.page.ended")
        self.button.setProperty("fold", "true")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self._rows.hide()
        line = hbox(self.button, 1)
        self.setLayout(vbox(line, self._rows, spacing=8))
        self.button.toggled.connect(self._on_toggled)
        self.refresh()

    def refresh(self) -> None:
        """Show how many there are, and which where it is open."""
        count = self._progress.count_ended()
        if count == self._count:
            return
        self._count = count
        words = tr("Ended incubations ({count})", count=count)
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.setVisible(count > 0)
        if self.button.isChecked():
            self._show()

    def _on_toggled(self, on: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        if on:
            self._show()
        self._rows.setVisible(on)

    def _show(self) -> None:
        clear_layout(self._list)
        for one in self._progress.ended(_MOST):
            self._list.addWidget(self._row(one))
        if self._count > _MOST:
            more = tr("and {count} earlier ones, in the journal", count=self._count - _MOST)
            self._list.addWidget(text_label(more, tone="muted"))

    def _row(self, one: Ended) -> QWidget:
        incubation = one.running.incubation
        what = (
            f"{called(incubation.concentration)} {incubation.compound_name} · {ended_text(one, self._progress.local)}"
        )
        words = vbox(text_label(incubation.name, strong=True), text_label(what, size="small", tone="muted"), spacing=0)
        report = push_button(tr("Report"), f"incubate.ended.{incubation.id}.report", partial(self._report, one.running))
        report.setAccessibleName(tr("Report: {name}", name=incubation.name))
        row = QWidget()
        line = hbox(words, report, spacing=12)
        line.setStretch(0, 1)
        row.setLayout(line)
        return row


def ended_text(one: Ended, local: Callable[[datetime], datetime]) -> str:
    """Return when and how an incubation ended: "ended Tue 24 Nov, 09:12 (+12 min)", "stopped: contaminated".

    Args:
        one: The incubation.
        local: Gives an instant in the time zone shown.
    """
    if one.at is None:
        return tr("stopped: {reason}", reason=one.running.stopped or "")
    ended = tr("ended {time}", time=day_and_time(local(one.at)))
    late = one.late is not None and abs(one.late) > timedelta(minutes=1)
    return f"{ended} ({delay_text(one.late)})" if late and one.late is not None else ended
