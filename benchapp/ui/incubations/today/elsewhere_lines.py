"""The lines of what runs on other computers: what comes next, who started it, where it rings, and what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from benchapp.domain.incubations.step_status import Phase
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.moments import Moment
from benchapp.presenters.session.elsewhere import ElsewhereStatus
from benchapp.ui.incubations.today.agenda_lines import FOUND, AgendaLines
from benchapp.ui.incubations.today.agenda_row import AgendaRow
from benchapp.ui.lab.elsewhere_texts import detail_text, when_text
from benchapp.ui.text.language import tr
from benchapp.ui.text.task_texts import DONE_MEANS, agenda_step
from benchapp.ui.widgets.buttons import flat_button, push_button


class ElsewhereLines(QObject):
    """Makes the lines, and tells what is wanted by them.

    Args:
        lines: Those of what runs here, which tell the same.

    Signals:
        ring_wanted: An incubation is to ring here too, or not any more: its id, and whether.
    """

    ring_wanted = Signal(str, bool)

    def __init__(self, lines: AgendaLines) -> None:
        super().__init__()
        self._lines = lines
        self._shown: list[tuple[AgendaRow, ElsewhereStatus]] = []

    def rows(self, found: Sequence[ElsewhereStatus], now: Moment) -> list[AgendaRow]:
        """Make the lines of what runs on other computers, soonest first."""
        self._shown = [(self._row(place, one, now), one) for place, one in enumerate(found)]
        return [row for row, _ in self._shown]

    def forget(self) -> None:
        """Forget lines that are taken away."""
        self._shown = []

    def pass_time(self, now: Moment) -> None:
        """Show how long ago it was started."""
        for row, one in self._shown:
            row.show_detail(detail_text(one, agenda_step(one.status)[1], now, self._lines.when))

    def _row(self, place: int, one: ElsewhereStatus, now: Moment) -> AgendaRow:
        name = f"today.elsewhere{place}"
        title, small = agenda_step(one.status)
        return AgendaRow(
            name,
            when_text(one, self._lines.when(one.status.due)),
            (
                tr("{step} · on {computer}", step=title, computer=one.computer),
                detail_text(one, small, now, self._lines.when),
            ),
            partial(self._lines.incubation_wanted.emit, one.status.running.incubation.id),
            self._buttons(name, one, title),
            late=one.status.phase is Phase.DUE,
        )

    def _buttons(self, name: str, one: ElsewhereStatus, title: str) -> list[QPushButton]:
        running, step = one.status.running, one.status.step
        words = tr("Do not ring here") if one.asked else tr("Ring here too")
        ring = flat_button(words, f"{name}.ring", partial(self.ring_wanted.emit, running.incubation.id, not one.asked))
        ring.setAccessibleName(f"{words}: {title}")
        buttons = [ring]
        if one.status.rings and one.rings is not None:
            heard = partial(self._lines.acknowledged.emit, one.status)
            buttons.append(flat_button(tr("Acknowledge"), f"{name}.acknowledge", heard))
            buttons[-1].setAccessibleName(tr("Acknowledge the alarm: {step}", step=title))
        if one.status.phase is Phase.WAITING:
            return buttons
        at = partial(self._lines.done_at_wanted.emit, one.status)
        buttons.append(push_button(tr("Done at…"), f"{name}.done_at", at))
        buttons[-1].setAccessibleName(tr("Done at…: {step}", step=title))
        if step.kind is StepKind.REDOSE:
            make = partial(self._lines.redose_wanted.emit, running, step)
            buttons.append(push_button(tr("Make the re-dose"), f"{name}.make", make))
        elif step.kind not in FOUND:
            buttons.append(push_button(tr("Done"), f"{name}.done", partial(self._lines.done_wanted.emit, one.status)))
            buttons[-1].setAccessibleName(tr("Done: {step}", step=title))
            buttons[-1].setToolTip(tr(DONE_MEANS))
        return buttons
