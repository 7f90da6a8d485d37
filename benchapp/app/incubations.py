"""The pages about incubations put together: Incubate, Today, and what is given out: calendar, door sign, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.incubations.steps import Step
from benchapp.domain.journal.entries import RingsHere
from benchapp.domain.messages import BenchError
from benchapp.ui.text.incubation_texts import step_title, vessel_text
from benchapp.ui.text.language import tr
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.app.incubation_exports import IncubationExports
    from benchapp.domain.journal.questions import OpenQuestion
    from benchapp.presenters.calculator.leftovers import AmountOnCells
    from benchapp.presenters.incubations.half_lives import OfferedHalfLife
    from benchapp.presenters.incubations.incubation_form import IncubationForm
    from benchapp.ui.incubations.incubate_page import IncubatePage
    from benchapp.ui.incubations.report_page import ReportPage
    from benchapp.ui.incubations.today.today_page import TodayPage


class IncubationsController(QObject):
    """The pages about incubations.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        acknowledge: Writes that an alarm was seen.

    Signals:
        started: An incubation was started; its id.
        dose_wanted: The dose is to be planned first.
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        together_wanted: Re-doses are to be made together: pairs of `Running` and `Step`.
        incubation_wanted: An incubation is to be opened, or its report where it has ended: its id.
        solution_wanted: A solution is to be opened: its label.
        compound_wanted: The compound page is wanted.
    """

    together_wanted = Signal(object)
    started = Signal(str)
    dose_wanted = Signal()
    redose_wanted = Signal(object, object)
    incubation_wanted = Signal(str)
    solution_wanted = Signal(str)
    compound_wanted = Signal()

    def __init__(self, services: Services, shell: Shell, acknowledge: Callable[[StepStatus], object]) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self._book = services.session
        self._compounds = services.compounds
        self._board = services.timers
        self._solution_table = services.solutions
        self._theme = services.device.theme
        self._acknowledge = acknowledge

    @lazy
    def form(self) -> IncubationForm:
        """The form of a new incubation."""
        from benchapp.presenters.incubations.incubation_form import IncubationForm  # noqa: PLC0415

        form = IncubationForm(self._book, self._compounds)
        form.vessel = vessel_text
        form.fill("ago", tr("now"))
        return form

    @lazy
    def page(self) -> IncubatePage:
        """The Incubate page."""
        from benchapp.presenters.incubations.incubation_templates import IncubationTemplates  # noqa: PLC0415
        from benchapp.presenters.incubations.running_incubation import RunningIncubation  # noqa: PLC0415
        from benchapp.ui.incubations.incubate_page import IncubatePage  # noqa: PLC0415

        page = IncubatePage(
            self.form,
            IncubationTemplates(self._book, self._compounds, self.form),
            RunningIncubation(self._book),
            self._board,
            tokens=lambda: self._theme.tokens,
            half_lives=self._half_lives,
        )
        page.started.connect(self.started)
        page.dose_wanted.connect(self.dose_wanted)
        page.redose_wanted.connect(self.redose_wanted)
        page.said.connect(self._shell.say)
        page.did.connect(self._shell.say_done)
        page.handed_out.connect(self._hand_out)
        return page

    @lazy
    def today(self) -> TodayPage:
        """The Today page."""
        from benchapp.ui.incubations.today.today_page import TodayPage  # noqa: PLC0415

        page = TodayPage(self._board, self._solution_table, self._book, self._services.sentence_of)
        lines = page.lines
        lines.acknowledged.connect(self._acknowledge)
        lines.done_wanted.connect(self._do_step)
        lines.incubation_wanted.connect(self.incubation_wanted)
        lines.solution_wanted.connect(self.solution_wanted)
        lines.report_wanted.connect(self.show_report)
        lines.answered.connect(self._settle)
        page.elsewhere.ring_wanted.connect(self._ring_here)
        lines.question_wanted.connect(self._open_question)
        lines.redose_wanted.connect(self.redose_wanted)
        lines.done_at_wanted.connect(self._ask_done_at)
        lines.together_wanted.connect(self.together_wanted)
        page.compound_wanted.connect(self.compound_wanted)
        return page

    @lazy
    def exports(self) -> IncubationExports:
        """What is given out of an incubation."""
        from benchapp.app.incubation_exports import IncubationExports  # noqa: PLC0415

        return IncubationExports(self._services)

    @lazy
    def report_page(self) -> ReportPage:
        """The page of a report."""
        from benchapp.store.export.report_export import late_text, write_report  # noqa: PLC0415
        from benchapp.ui.incubations.report_page import ReportPage  # noqa: PLC0415

        page = ReportPage(
            lambda file, report: write_report(file, report, self._book.local, tr),
            lambda step: late_text(step, tr),
            self._shell.ask_save,
            lambda: self._theme.tokens,
        )
        page.left.connect(lambda: self._shell.show(PageName.JOURNAL))
        page.said.connect(self._shell.say)
        page.file_saved.connect(self._shell.say_saved)
        page.print_wanted.connect(self._shell.print_pages)
        return page

    def _half_lives(self, running: Running) -> tuple[OfferedHalfLife, ...]:
        from benchapp.presenters.incubations.half_lives import offered_half_lives  # noqa: PLC0415

        monograph = self._compounds.monograph
        same = monograph is not None and monograph.id == running.incubation.compound
        return offered_half_lives(monograph if same else None)

    def record_redoses(
        self, steps: Sequence[tuple[Running, Step]], solution: str, put_on: AmountOnCells | None
    ) -> None:
        """Write that re-doses were given, all of them with one solution.

        Raises:
            BenchError: There is less of it, or it could not be saved.
        """
        from benchapp.presenters.incubations.given_with import record_redoses  # noqa: PLC0415

        record_redoses(self._book, steps, solution, self._book.person, put_on)

    # -- given out -------------------------------------------------------------------------------------------

    def _hand_out(self, running: Running, what: str) -> None:
        if what == "story":
            self.show_report(running.incubation.id)
            return
        plate = running.incubation.name
        if what == "phone":
            file = self._shell.ask_save(tr("Save"), f"{tr('{name} calendar', name=plate)}.ics", tr("Calendar (*.ics)"))
        else:
            file = self._shell.ask_save(tr("Save"), f"{tr('{name} door sign', name=plate)}.pdf", tr("PDF (*.pdf)"))
        if file is not None:
            self.save(running, what, file)

    def save(self, running: Running, what: str, file: Path) -> None:
        """Write the calendar file ("phone") or the door sign ("door"), or say why that went wrong."""
        try:
            save = self.exports.save_calendar if what == "phone" else self.exports.save_door_sign
            said = save(running, file)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            self._shell.say_saved(file, said)

    def _do_step(self, status: StepStatus) -> None:
        """Write that a step was done just now."""
        from benchapp.presenters.incubations.done_steps import DoneSteps  # noqa: PLC0415

        try:
            DoneSteps(self._book).done(status.running, status.step, {}, self._book.person)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            name, step = status.running.incubation.name, step_title(status)
            self._shell.say_done(tr("Done: {step}, {name}.", step=step, name=name))

    def _ring_here(self, incubation: str, on: bool) -> None:
        """Write whether an incubation of another computer rings here too."""
        try:
            self._book.record(RingsHere(incubation, on), person=self._book.person)
        except BenchError as error:
            self._shell.say_error(error)
            return
        name = self._book.bench.incubations[incubation].incubation.name
        said = tr("{name} rings here too.", name=name) if on else tr("{name} does not ring here any more.", name=name)
        self._shell.say_done(said)

    def _settle(self, question: OpenQuestion, answer: str) -> None:
        """Write what holds of what two computers recorded, and what follows from it."""
        from benchapp.domain.journal.questions import answering  # noqa: PLC0415
        from benchapp.ui.text.journal.question_texts import answer_text  # noqa: PLC0415

        bodies = answering(question, answer, self._book.bench, self._book.find, self._book.origin_of)
        try:
            self._book.record_all(bodies, person=self._book.person)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            self._shell.say_done(tr("Settled: {answer}.", answer=answer_text(question.kind, answer)))

    def _open_question(self, question: OpenQuestion) -> None:
        """Show the solution, the incubation or the compound that a question is about."""
        bench = self._book.bench
        if question.about in bench.incubations:
            self.incubation_wanted.emit(question.about)
        elif question.about in bench.solutions:
            self.solution_wanted.emit(bench.solutions[question.about].solution.label)
        elif question.about in bench.compounds:
            self._compounds.open(question.about)
            self.compound_wanted.emit()

    def _ask_done_at(self, status: StepStatus) -> None:
        self._shell.show(PageName.INCUBATE)
        self.page.ask_done_at(status)

    def show_report(self, incubation: str) -> None:
        """Show the report of an incubation."""
        running = self._book.bench.incubations.get(incubation)
        if running is not None:
            self._shell.window.make(PageName.REPORT)
            self.report_page.show_report(self.exports.report(running), self._book.local)
            self._shell.show(PageName.REPORT)
