"""What is given out of an incubation: its report, its steps for the calendar of a phone, and a sign for the door."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from benchapp import __version__
from benchapp.app.services import Services
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import StepStatus, standing
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.incubations.well_course import well_course
from benchapp.domain.journal.incubation_changes import every_step
from benchapp.domain.journal.reports.incubation_report import IncubationReport, report_of
from benchapp.domain.journal.reports.protocol import followed_recipes
from benchapp.domain.journal.reports.well_contents import brought_to_each
from benchapp.domain.messages import BenchError
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.export.calendar_export import BEFORE, CalendarStep, StepState, write_calendar
from benchapp.ui.paper.door_sign import door_html
from benchapp.ui.paper.protocol_texts import ReportSources, protocol_in_words
from benchapp.ui.text.course_texts import course_lines
from benchapp.ui.text.incubation_texts import also_text, dose_text, step_title, vessel_text
from benchapp.ui.text.language import tr
from benchapp.ui.text.report_texts import report_facts, report_step
from benchapp.ui.widgets.printing import write_pdf


class IncubationExports:
    """Puts together what leaves the program about an incubation.

    Args:
        services: What it is read from.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._session = services.session

    def report(self, running: Running) -> IncubationReport:
        """Return the report of an incubation."""
        session = self._session
        entries = session.entries()
        report = report_of(
            running,
            session.bench,
            entries,
            word=lambda entry: plain_spaces(self._services.sentence_of(entry)),
            name_step=report_step,
            facts=report_facts(running, session.local),
            now=session.now(),
            anchors=session.anchors,
            head=session.last_hash(),
        )
        recipes = followed_recipes(running, session.bench, entries, session.anchors)
        faults = session.bench.open_faults()
        journal = tr("The journal has unresolved faults.") if faults else ""
        sources = ReportSources(self._monograph, session.local, f"Bench Companion {__version__}", journal)
        return replace(report, protocol=protocol_in_words(running, recipes, self._in_wells(running), sources))

    def _monograph(self, compound: str) -> Monograph | None:
        try:
            filed = self._services.compounds.library.open(compound)
        except BenchError:
            return None
        return None if filed is None else filed.monograph

    def _in_wells(self, running: Running) -> list[str]:
        """Return what the wells held after the first dose and after each step, or will where it still runs."""
        course = well_course(running, self._session.anchors, brought_to_each(self._session.bench, running))
        kept = [
            point
            for point in course
            if point.step is None or (point.step.kind is not StepKind.END and (point.done or not running.over))
        ]
        return course_lines(running, kept)

    def _open_stands(self, running: Running) -> list[StepStatus]:
        now, anchors = self._session.now(), self._session.anchors
        return [standing(running, step, now, anchors) for step in running.open_steps()]

    def save_calendar(self, running: Running, file: Path) -> str:
        """Write the steps of an incubation into a calendar file; return what is said of it.

        Raises:
            BenchError: It could not be written.
        """
        write_steps(self._session, running, file)
        return tr(
            "Saved {file} with {count:steps}. Send it to the phone and open it there. Google Calendar ignores "
            "alarms in imported files: set its own reminder.",
            file=file.name,
            count=len(running.open_steps()),
        )

    def save_door_sign(self, running: Running, file: Path) -> str:
        """Write the sign for the door of the incubator; return what is said of it.

        Raises:
            BenchError: It could not be written.
        """
        incubation = running.incubation
        statuses = self._open_stands(running)
        end = next(one for one in statuses if one.step.kind is StepKind.END)
        following = min(statuses, key=lambda one: one.left)
        dose = f"{dose_text(running)} {incubation.compound_name}"
        what = " · ".join(part for part in (dose, also_text(running), vessel_text(incubation.cells.vessel)) if part)
        local = self._session.local
        page = door_html(
            incubation.name,
            plain_spaces(what),
            local(end.due),
            plain_spaces(step_title(following)),
            local(following.due),
            self._session.person,
        )
        write_pdf(page, file, incubation.name)
        return tr("Saved {file}; print it and hang it on the incubator's door.", file=file.name)


def write_steps(book: JournalSession, running: Running, file: Path) -> None:
    """Write every step that an incubation has or had into a calendar file.

    Raises:
        BenchError: It could not be written.
    """
    incubation, now, anchors = running.incubation, book.now(), book.anchors
    still = {step.number: step for step in running.steps()}
    coming = {step.number for step in running.open_steps()}
    steps = []
    for number, (had, earlier) in every_step(book.entries(), incubation.id).items():
        # One that the incubation no longer has is where it was, so that the phone takes it out.
        known, step = (running, still[number]) if number in still else (had, earlier)
        status = standing(known, step, now, anchors)
        done_at = running.done_at(step)
        state = StepState.TO_COME if number in coming else StepState.CANCELLED
        if number not in coming and done_at is not None:
            state = StepState.DONE
        steps.append(
            CalendarStep(
                f"{incubation.id}-{number}@bench-companion",
                done_at.wall if done_at is not None else status.due,
                plain_spaces(f"{incubation.name}: {step_title(status)}"),
                plain_spaces(f"{dose_text(running)} {incubation.compound_name}"),
                max(BEFORE, timedelta(seconds=step.lead_s)),
                state,
            )
        )
    write_calendar(file, steps, now.wall, book.count())
