"""The lines of the agenda: a step, what is made for re-doses, what expires, what ended; each with its action."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.questions import OpenQuestion
from benchapp.presenters.incubations.agenda import DAYS, ready_by
from benchapp.presenters.incubations.ended import Ended
from benchapp.presenters.incubations.today import Preparation
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.incubations.ended_list import ended_text
from benchapp.ui.incubations.today.agenda_row import AgendaRow
from benchapp.ui.text.journal.question_texts import answer_text
from benchapp.ui.text.language import called, day, time_of_day, tr, weekday
from benchapp.ui.text.solution_texts import freshness_text, limit_text, solution_text
from benchapp.ui.text.task_texts import ACKNOWLEDGED_MEANS, DONE_MEANS, agenda_step, prepare_line
from benchapp.ui.widgets.buttons import flat_button, push_button

# The kinds of step at which something is found: they are recorded on their incubation, with that.
FOUND = frozenset({StepKind.COUNT, StepKind.VOLUME, StepKind.READ_OUT})


class AgendaLines(QObject):
    """Makes the lines, and tells what is wanted by them.

    Args:
        local: Gives an instant in the time zone shown.

    Signals:
        acknowledged: An alarm was heard: its `StepStatus`.
        done_wanted: A step was done just now: its `StepStatus`.
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        done_at_wanted: It is to be asked when a step was done: its `StepStatus`.
        together_wanted: Re-doses are to be made together: pairs of `Running` and `Step`.
        incubation_wanted: An incubation is to be opened, or its report where it has ended: its id.
        solution_wanted: A solution is to be opened: its label.
        report_wanted: The report of an incubation is to be shown: its id.
        answered: A question was answered: the `OpenQuestion`, and the answer.
        question_wanted: What a `OpenQuestion` is about is to be opened.
    """

    acknowledged = Signal(object)
    done_wanted = Signal(object)
    redose_wanted = Signal(object, object)
    done_at_wanted = Signal(object)
    together_wanted = Signal(object)
    incubation_wanted = Signal(str)
    solution_wanted = Signal(str)
    report_wanted = Signal(str)
    answered = Signal(object, str)
    question_wanted = Signal(object)

    def __init__(self, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._local = local
        self._now = datetime.fromtimestamp(0, UTC)
        self._first = True

    def begin(self, now: datetime) -> None:
        """Begin a page anew: the first action on it is the one that comes next.

        Args:
            now: The present instant.
        """
        self._now = self._local(now)
        self._first = True

    def when(self, instant: datetime) -> str:
        """Return an instant as short as it is clear: the time, the weekday with it within a week, else the day."""
        there = self._local(instant)
        away = (there.date() - self._now.date()).days
        if away == 0:
            return time_of_day(there)
        return f"{weekday(there)} {time_of_day(there)}" if abs(away) <= DAYS else day(there)

    # -- steps -------------------------------------------------------------------------------------------------

    def of_step(self, place: int, status: StepStatus, ringing: Collection[tuple[str, int]]) -> AgendaRow:
        """Make the line of a step.

        Args:
            place: Its place on the page.
            status: The step.
            ringing: What rings, by the keys of the steps.
        """
        return AgendaRow(
            f"today.task{place}",
            self.when(status.due),
            agenda_step(status),
            partial(self.incubation_wanted.emit, status.running.incubation.id),
            self._step_buttons(f"today.task{place}", status, rings=status.key in ringing),
            late=status.phase is Phase.DUE,
        )

    def _step_buttons(self, name: str, status: StepStatus, *, rings: bool) -> list[QPushButton]:
        """Return what can be done about a step: what is due is done, what is to come is opened."""
        running, step = status.running, status.step
        buttons = []
        if rings:
            heard = flat_button(tr("Acknowledge"), f"{name}.acknowledge", partial(self.acknowledged.emit, status))
            heard.setToolTip(tr(ACKNOWLEDGED_MEANS))
            heard.setAccessibleName(tr("Acknowledge the alarm: {step}", step=agenda_step(status)[0]))
            buttons.append(heard)
        if status.phase is Phase.WAITING:
            opened = partial(self.incubation_wanted.emit, running.incubation.id)
            buttons.append(flat_button(tr("Open"), f"{name}.open", opened))
            return buttons
        asked = partial(self.done_at_wanted.emit, status)
        if step.kind in FOUND:
            buttons.append(self._main_button(tr("Done at…"), f"{name}.done_at", asked))
            return buttons
        buttons.append(push_button(tr("Done at…"), f"{name}.done_at", asked))
        if step.kind is StepKind.REDOSE:
            make = partial(self.redose_wanted.emit, running, step)
            buttons.append(self._main_button(tr("Make the re-dose"), f"{name}.make", make))
        else:
            buttons.append(self._main_button(tr("Done"), f"{name}.done", partial(self.done_wanted.emit, status)))
            buttons[-1].setToolTip(tr(DONE_MEANS))
        return buttons

    def _main_button(self, words: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        """Return the button of what is due; that of the first line comes next."""
        first, self._first = self._first, False
        return push_button(words, name, pressed, primary=first)

    # -- solutions ---------------------------------------------------------------------------------------------

    def of_preparation(self, place: int, one: Preparation) -> AgendaRow:
        """Make the line of what is thawed and made."""
        first, name = one.tasks[0].status, f"today.prepare{place}"
        by = self._local(ready_by(one))
        steps = [(task.status.running, task.status.step) for task in one.tasks]
        alone = len(steps) == 1
        make = partial(self.redose_wanted.emit, *steps[0]) if alone else partial(self.together_wanted.emit, steps)
        words = tr("Make the re-dose") if alone else tr("Make for all {count}", count=len(steps))
        # What is made on another day does not shout.
        button = (push_button if by.date() <= self._now.date() else flat_button)(words, f"{name}.make", make)
        stock = one.tasks[0].in_hand or one.tasks[0].stock
        opened = (
            partial(self.incubation_wanted.emit, first.running.incubation.id)
            if stock is None
            else partial(self.solution_wanted.emit, stock.kept.solution.label)
        )
        when = tr("now") if by <= self._now else tr("by {time}", time=self.when(by))
        return AgendaRow(name, when, prepare_line(one, self.when), opened, [button])

    def of_expiry(self, place: int, row: SolutionRow) -> AgendaRow:
        """Make the line of a solution that expires."""
        solution, use_by, name = row.kept.solution, row.freshness.use_by, f"today.expires{place}"
        opened = partial(self.solution_wanted.emit, solution.label)
        words = (
            solution_text(solution),
            f"{solution.label} · {freshness_text(row.freshness)} · {limit_text(row.freshness)}",
        )
        opener = flat_button(tr("Open"), f"{name}.open", opened)
        return AgendaRow(name, self.when(use_by) if use_by is not None else "", words, opened, [opener])

    # -- to settle ---------------------------------------------------------------------------------------------

    def of_question(self, place: int, question: OpenQuestion, when: str, words: tuple[str, str]) -> AgendaRow:
        """Make the line of what two computers recorded without knowing of each other, with its answers.

        Args:
            place: Its place on the page.
            question: What is asked.
            when: When the later of the two happened; "" where it is no entry.
            words: What is asked, and what it rests on.
        """
        name = f"today.settle{place}"
        buttons = [
            push_button(
                answer_text(question.kind, answer),
                f"{name}.{answer}",
                partial(self.answered.emit, question, answer),
            )
            for answer in question.answers
        ]
        return AgendaRow(name, when, words, partial(self.question_wanted.emit, question), buttons)

    # -- what ended --------------------------------------------------------------------------------------------

    def of_ended(self, place: int, one: Ended) -> AgendaRow:
        """Make the line of an incubation that is over, with its report."""
        incubation, name = one.running.incubation, f"today.ended{place}"
        how = f"{called(incubation.concentration)} {incubation.compound_name} · {ended_text(one, self._local)}"
        opened = partial(self.incubation_wanted.emit, incubation.id)
        report = flat_button(tr("Report"), f"{name}.report", opened)
        began = day(self._local(incubation.start.wall))
        return AgendaRow(name, began, (incubation.name, how), opened, [report])
