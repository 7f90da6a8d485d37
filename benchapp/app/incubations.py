"""The pages about incubations put together: Incubate, Today, and what is given out: calendar, door sign, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp import __version__
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus, standing
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.messages import BenchError
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.incubation_texts import also_text, dose_text, step_title
from benchapp.ui.text.language import tr
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.domain.compounds.monograph import Monograph
    from benchapp.domain.journal.incubation_report import IncubationReport
    from benchapp.presenters.calculator.leftovers import AmountOnCells
    from benchapp.presenters.incubations.half_lives import OfferedHalfLife
    from benchapp.presenters.incubations.incubation_form import IncubationForm
    from benchapp.presenters.session.journal_session import JournalSession
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
        self._shell = shell
        self._book = services.session
        self._compounds = services.compounds
        self._board = services.timers
        self._shelf = services.solutions
        self._theme = services.device.theme
        self._sentence_of = services.sentence_of
        self._acknowledge = acknowledge

    @lazy
    def form(self) -> IncubationForm:
        """The form of a new incubation."""
        from benchapp.presenters.incubations.incubation_form import IncubationForm  # noqa: PLC0415

        return IncubationForm(self._book, self._compounds)

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

        page = TodayPage(self._board, self._shelf, self._book)
        lines = page.lines
        lines.acknowledged.connect(self._acknowledge)
        lines.done_wanted.connect(self._do_step)
        lines.incubation_wanted.connect(self.incubation_wanted)
        lines.solution_wanted.connect(self.solution_wanted)
        lines.redose_wanted.connect(self.redose_wanted)
        lines.done_at_wanted.connect(self._ask_done_at)
        lines.together_wanted.connect(self.together_wanted)
        page.compound_wanted.connect(self.compound_wanted)
        return page

    @lazy
    def report_page(self) -> ReportPage:
        """The page of a story."""
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
            said = self._save_calendar(running, file) if what == "phone" else self._save_door(running, file)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            self._shell.say_saved(file, said)

    def _open_stands(self, running: Running) -> list[StepStatus]:
        now, anchors = self._book.now(), self._book.anchors
        return [standing(running, step, now, anchors) for step in running.open_steps()]

    def _save_calendar(self, running: Running, file: Path) -> str:
        write_steps(self._book, running, file)
        return tr(
            "Saved {file} with {count:steps}. Send it to the phone and open it there. Google Calendar ignores "
            "alarms in imported files: set its own reminder.",
            file=file.name,
            count=len(running.open_steps()),
        )

    def _save_door(self, running: Running, file: Path) -> str:
        from benchapp.ui.paper.door_sign import door_html  # noqa: PLC0415
        from benchapp.ui.widgets.printing import write_pdf  # noqa: PLC0415

        incubation = running.incubation
        stands = self._open_stands(running)
        end = next(one for one in stands if one.step.kind is StepKind.END)
        following = min(stands, key=lambda one: one.left)
        dose = f"{dose_text(running)} {incubation.compound_name}"
        what = " · ".join(part for part in (dose, also_text(running), incubation.cells.vessel) if part)
        local = self._book.local
        page = door_html(
            incubation.name,
            plain_spaces(what),
            local(end.due),
            plain_spaces(step_title(following)),
            local(following.due),
            self._book.person,
        )
        write_pdf(page, file, incubation.name)
        return tr("Saved {file}; print it and hang it on the incubator's door.", file=file.name)

    def _do_step(self, stand: StepStatus) -> None:
        """Write that a step was done just now."""
        from benchapp.presenters.incubations.done_steps import DoneSteps  # noqa: PLC0415

        try:
            DoneSteps(self._book).done(stand.running, stand.step, {}, self._book.person)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            name, step = stand.running.incubation.name, step_title(stand)
            self._shell.say_done(tr("Done: {step}, {name}.", step=step, name=name))

    def _ask_done_at(self, stand: StepStatus) -> None:
        self._shell.show(PageName.INCUBATE)
        self.page.ask_done_at(stand)

    def show_report(self, incubation: str) -> None:
        """Show the report of an incubation."""
        running = self._book.bench.incubations.get(incubation)
        if running is not None:
            self._shell.window.make(PageName.REPORT)
            self.report_page.show_report(self.report(running), self._book.local)
            self._shell.show(PageName.REPORT)

    def report(self, running: Running) -> IncubationReport:
        """Return the report of an incubation."""
        from benchapp.domain.journal.incubation_report import report_of  # noqa: PLC0415
        from benchapp.domain.journal.protocol import followed_recipes  # noqa: PLC0415
        from benchapp.ui.paper.protocol_texts import ReportSources, protocol_in_words  # noqa: PLC0415
        from benchapp.ui.text.report_texts import report_facts, report_step  # noqa: PLC0415

        session = self._book
        entries = session.entries()
        report = report_of(
            running,
            session.bench,
            entries,
            word=lambda entry: plain_spaces(self._sentence_of(entry)),
            name_step=report_step,
            facts=report_facts(running, session.local),
            now=session.now(),
            anchors=session.anchors,
            head=session.last_hash(),
        )
        recipes = followed_recipes(running, session.bench, entries, session.anchors)
        faults = session.bench.open_faults()
        journal = tr("The journal has faults that nobody has looked into.") if faults else ""
        sources = ReportSources(self._monograph, session.local, f"Bench Companion {__version__}", journal)
        return replace(report, protocol=protocol_in_words(running, recipes, self._in_wells(running), sources))

    def _monograph(self, compound: str) -> Monograph | None:
        try:
            filed = self._compounds.library.open(compound)
        except BenchError:
            return None
        return None if filed is None else filed.monograph

    def _in_wells(self, running: Running) -> list[str]:
        """Return what the wells held after the first dose and after each step, or will where it still runs."""
        from benchapp.domain.incubations.well_course import well_course  # noqa: PLC0415
        from benchapp.ui.text.course_texts import course_lines  # noqa: PLC0415

        course = well_course(running, self._book.anchors, self._book.bench.brought_to_each(running))
        kept = [
            point
            for point in course
            if point.step is None or (point.step.kind is not StepKind.END and (point.done or not running.over))
        ]
        return course_lines(running, kept)


def write_steps(book: JournalSession, running: Running, file: Path) -> None:
    """Write every step that an incubation has or had into a calendar file.

    Raises:
        BenchError: It could not be written.
    """
    from benchapp.domain.journal.incubation_changes import every_step  # noqa: PLC0415
    from benchapp.store.export.calendar_export import BEFORE, CalendarStep, StepState, write_calendar  # noqa: PLC0415

    incubation, now, anchors = running.incubation, book.now(), book.anchors
    still = {step.number: step for step in running.steps()}
    coming = {step.number for step in running.open_steps()}
    steps = []
    for number, (had, earlier) in every_step(book.entries(), incubation.id).items():
        # One that the incubation no longer has is where it was, so that the phone takes it out.
        known, step = (running, still[number]) if number in still else (had, earlier)
        stand = standing(known, step, now, anchors)
        done_at = running.done_at(step)
        state = StepState.TO_COME if number in coming else StepState.CANCELLED
        if number not in coming and done_at is not None:
            state = StepState.DONE
        steps.append(
            CalendarStep(
                f"{incubation.id}-{number}@bench-companion",
                done_at.wall if done_at is not None else stand.due,
                plain_spaces(f"{incubation.name}: {step_title(stand)}"),
                plain_spaces(f"{dose_text(running)} {incubation.compound_name}"),
                max(BEFORE, timedelta(seconds=step.lead_s)),
                state,
            )
        )
    write_calendar(file, steps, now.wall, book.count())
