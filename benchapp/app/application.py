"""The program put together: every part is made here and told what it needs; `cli` starts it.

What the first window needs is made at once, the other pages when it has been painted or when one is asked for.
Their modules are imported there too: each costs a few milliseconds that the first paint does not have.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from benchapp.app import crash
from benchapp.app.alarms import AlarmController
from benchapp.app.backups import KEPT_NOTES, LASTING, BackupService
from benchapp.app.compounds import CompoundsController
from benchapp.app.help import HelpController
from benchapp.app.refresh import Refresh
from benchapp.app.settings import Device
from benchapp.app.startup import BIT_BY_BIT, load_units, open_journal
from benchapp.app.welcome import Welcome
from benchapp.base import paths
from benchapp.base.clock import Clock
from benchapp.base.paths import DataFolder
from benchapp.domain.incubations.incubations import Running, StepStatus
from benchapp.domain.incubations.steps import Step
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.heartbeat import Heartbeat
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.workers import Workers
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.rescue import open_or_rescue
from benchapp.store.library.library import Library, Ready
from benchapp.store.library.library_index import Folders
from benchapp.store.settings import DeviceSettings
from benchapp.ui.incubations.now_strip import NowStrip
from benchapp.ui.text.formatting import EntryWords, day_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.window.window import PageName, Window

if TYPE_CHECKING:
    from benchapp.app.calculator import CalculatorController
    from benchapp.app.incubations import IncubationsController
    from benchapp.app.journal import JournalController
    from benchapp.app.solutions import SolutionsController
    from benchapp.base.ids import Ids
    from benchapp.domain.units.units import Units
    from benchapp.presenters.calculator.dose_form import DoseForm
    from benchapp.presenters.calculator.stock_form import StockForm
    from benchapp.presenters.incubations.incubation_form import IncubationForm
    from benchapp.presenters.journal.journal_table import JournalTable
    from benchapp.ui.calculator.calculate_page import CalculatePage
    from benchapp.ui.compounds.compound_page import CompoundPage
    from benchapp.ui.incubations.incubate_page import IncubatePage
    from benchapp.ui.incubations.today_page import TodayPage
    from benchapp.ui.journal.journal_page import JournalPage
    from benchapp.ui.solutions.solutions_page import SolutionsPage
    from benchapp.ui.widgets.toast import Toast


class Application(QObject):
    """Everything that runs, joined.

    Args:
        application: The Qt application.
        folder: The data folder.
        clock: The clock.
        machine: Id of this machine.
        settings: Settings of this device.
        pool: The one pool for background work.
        ids: Where ids come from; None for the chance of the system.
        examples: Whether these are the examples: the journal lives in memory, and nothing rings unless it is tried.

    Signals:
        units_ready: The calculators answer from now on.
        checked: The journal was checked in the background; the findings.
        restart_wanted: The program is to end, and to be started again at once.

    Raises:
        BenchError: The journal cannot be opened.
    """

    units_ready = Signal()
    checked = Signal(object)
    restart_wanted = Signal()

    def __init__(
        self,
        application: QApplication,
        folder: DataFolder,
        clock: Clock,
        machine: str,
        settings: DeviceSettings,
        pool: QThreadPool,
        ids: Ids | None = None,
        *,
        examples: bool = False,
    ) -> None:
        super().__init__()
        self._application = application
        self.folder = folder
        self._unmade: list[Callable[[], object]] = [lambda: None]
        self._begun = self._ended = False
        self.examples = examples
        self.clock = clock
        self.units: Units | None = None
        self.workers = Workers(pool, partial(crash.keep_report, folder.crash))
        self.device = Device(application, folder.settings, settings)
        self.theme = self.device.theme
        journal, rescued = open_or_rescue(
            lambda reason: open_journal(folder, clock, machine, reason, ids, memory=examples),
            folder.journal,
            folder.backups,
            folder.mend,
            None if examples else load_anchors(folder.anchors).heads,
        )
        self.book = JournalSession(journal, clock, folder.anchors, folder.snapshot)
        self._again: Path | None = None
        self.keeping = BackupService(self.book, folder, self.workers, rescued)
        first_steps = Welcome(application, clock, machine, pool, self.device, self.book, lambda: self.window)
        self.assistance = HelpController(self, first_steps)
        self.library = Library(Folders(paths.resources() / "monographs", folder.monographs), folder.index)
        self.library.close_where(lambda: self.book.why_read_only)
        self.compounds = CurrentCompound(self.library)
        self.agenda = Schedule(self.book)
        self.shelf = SolutionTable(self.book, whole=False)
        self.heartbeat = Heartbeat(self.book, self.agenda, self.shelf)
        self.board = TimerList(self.book, self.agenda)
        self.alarms = AlarmController(
            application,
            self.book,
            self.board,
            self.agenda,
            self.workers,
            settings=lambda: self.device.settings,
            keep=self.device.keep,
            person=self.person,
            window=lambda: self.window,
            toast=lambda: self.toast,
            folder=folder.root,
        )
        self.words = EntryWords(lambda: self.book.bench, self.book.find)
        self.strip = self.make_strip()
        self.compound_pages = CompoundsController(
            self.library,
            self.compounds,
            self.book,
            self.workers,
            self.device,
            window=lambda: self.window,
            toast=lambda: self.toast,
        )
        self.window = Window(self._makers(), self.strip, self.compounds, self.theme)
        self.following = Refresh(self)
        self._join()
        self._open_last(settings.compound)
        self.window.draw_icons()
        if settings.window:
            self.window.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))
        self.window.show_page(PageName.TODAY if self.agenda.running() else PageName.COMPOUND)
        # Shown without a beat: what the beat keeps on disk can wait until the window is painted.
        self.following.look_again(clock.now())

    def make_strip(self) -> NowStrip:
        """Make a Now strip: the window's, or that of the window on top."""
        made = NowStrip(self.board, self.shelf, self.book.local, self.acknowledge)
        made.redose_wanted.connect(self.begin_redose)
        return made

    def _makers(self) -> dict[PageName, Callable[[], QWidget]]:
        """Return what makes each page, by its name."""
        return {
            PageName.TODAY: lambda: self.today,
            PageName.COMPOUND: lambda: self.compound_page,
            PageName.CALCULATE: lambda: self.calculate,
            PageName.SOLUTIONS: lambda: self.solutions,
            PageName.INCUBATE: lambda: self.incubate,
            PageName.JOURNAL: lambda: self.journal,
            PageName.COMPARE: lambda: self.compound_pages.compare,
            PageName.FORM: lambda: self.compound_pages.form_page,
            PageName.IMPORT: lambda: self.compound_pages.import_page,
            PageName.LAB: lambda: self.calculators.lab_page,
            PageName.VERIFY: lambda: self.calculators.verify_page,
            PageName.LABELS: lambda: self.solution_pages.labels,
            PageName.SETTINGS: lambda: self.alarms.settings_page,
            PageName.STORY: lambda: self.incubation_pages.story_page,
            PageName.HELP: lambda: self.assistance.help_page,
            PageName.ABOUT: lambda: self.assistance.about_page,
        }

    def _join(self) -> None:
        self.heartbeat.beat.connect(self.following.look_again)
        self.heartbeat.passed.connect(self.following.pass_time)
        self.keeping.noted.connect(self._note)
        self.window.notes_understood.connect(lambda key: self.device.understand(key) if key in KEPT_NOTES else None)
        self.book.clock_set.connect(lambda by_s: self.toast.say(say(Message.CLOCK_CHANGED, {"by_s": by_s})))
        self.window.finder.chosen.connect(self.open_compound)
        self.window.theme_wanted.connect(self.device.swap_look)
        self.window.page_shown.connect(self._on_page)
        self.window.hidden.connect(self.heartbeat.set_hidden)
        self.compounds.use_chosen.connect(
            lambda _use: self.toast.say(tr("Dose and time are filled in on Calculate and Incubate."))
        )
        self.compound_pages.stock_wanted.connect(lambda: self.calculators.show_tool("stock"))
        self.compound_pages.dose_wanted.connect(self.show_dilute)
        self.compound_pages.incubation_wanted.connect(self.show_incubate)
        self.alarms.redose_wanted.connect(self.begin_redose)
        self.device.look_changed.connect(self.window.draw_icons)
        self.device.said.connect(self._say)
        self.alarms.look_chosen.connect(self.device.take_look)
        self.alarms.again_wanted.connect(self.restart_wanted)
        self.window.may_close = self.alarms.may_close
        self.window.dropped.connect(self.compound_pages.open_file)
        self.window.form_taken.connect(self.compound_pages.say_form)
        self.window.add_wanted.connect(self.compound_pages.add)
        self.window.edit_wanted.connect(self.compound_pages.edit)
        self.window.find_wanted.connect(self.compound_pages.find)

    # -- parts made when they are needed ---------------------------------------------------------------------

    @cached_property
    def toast(self) -> Toast:
        """The line that confirms what was done."""
        from benchapp.ui.widgets.toast import Toast  # noqa: PLC0415

        return Toast(self.window, self._undo_in_toast)

    @cached_property
    def calculators(self) -> CalculatorController:
        """The calculators."""
        from benchapp.app.calculator import CalculatorController  # noqa: PLC0415

        made = CalculatorController(
            self.book,
            self.compounds,
            self.shelf,
            self.workers,
            self.theme,
            window=lambda: self.window,
            toast=lambda: self.toast,
            person=self.person,
            make_units=load_units,
        )
        made.made.connect(self._on_made)
        made.given.connect(self._on_given)
        made.incubation_wanted.connect(self.show_incubate)
        self.assistance.join(made)
        return made

    @property
    def stock(self) -> StockForm:
        """The stock desk."""
        return self.calculators.stock

    @property
    def dose(self) -> DoseForm:
        """The dose desk."""
        return self.calculators.dose

    @property
    def calculate(self) -> CalculatePage:
        """The Calculate page."""
        return self.calculators.page

    @cached_property
    def incubation_pages(self) -> IncubationsController:
        """The pages about incubations."""
        from benchapp.app.incubations import IncubationsController  # noqa: PLC0415

        made = IncubationsController(
            self.book,
            self.compounds,
            self.board,
            self.shelf,
            self.theme,
            self.words,
            acknowledge=self.acknowledge,
            person=self.person,
            window=lambda: self.window,
            toast=lambda: self.toast,
        )
        made.started.connect(self._on_started)
        made.dose_wanted.connect(self.show_dilute)
        made.redose_wanted.connect(self.begin_redose)
        made.together_wanted.connect(lambda steps: self.begin_redose(steps[0][0], steps[0][1], tuple(steps[1:])))
        made.compound_wanted.connect(partial(self.window.show_page, PageName.COMPOUND))
        return made

    @property
    def incubation(self) -> IncubationForm:
        """The incubation desk."""
        return self.incubation_pages.desk

    @property
    def incubate(self) -> IncubatePage:
        """The Incubate page."""
        return self.incubation_pages.page

    @property
    def today(self) -> TodayPage:
        """The Today page."""
        return self.incubation_pages.today

    @cached_property
    def compound_page(self) -> CompoundPage:
        """The Compound page."""
        page = self.compound_pages.page
        if self._begun:
            page.go_on()
        return page

    @cached_property
    def solution_pages(self) -> SolutionsController:
        """The pages about solutions."""
        from benchapp.app.solutions import SolutionsController  # noqa: PLC0415

        made = SolutionsController(
            self.book,
            self.compounds,
            self.shelf,
            units=lambda: self.units or load_units(),
            person=self.person,
            window=lambda: self.window,
            toast=lambda: self.toast,
            label_stock=lambda: self.device.settings.label_stock,
            tokens=lambda: self.theme.tokens,
        )
        made.dose_wanted.connect(self._dose_from)
        made.dilute_wanted.connect(self._dilute_from)
        made.added.connect(self._on_added)
        made.label_stock_chosen.connect(self.device.keep_label_stock)
        return made

    @property
    def solutions(self) -> SolutionsPage:
        """The Solutions page."""
        return self.solution_pages.page

    @cached_property
    def journal_pages(self) -> JournalController:
        """The Journal page and what is around it."""
        from benchapp.app.journal import JournalController  # noqa: PLC0415

        made = JournalController(
            self.book,
            self.folder,
            self.keeping,
            self.workers,
            undo=self.undo,
            window=lambda: self.window,
            toast=lambda: self.toast,
        )
        made.checked.connect(self.checked)
        made.story_wanted.connect(self.incubation_pages.show_story)
        made.restore_wanted.connect(self.restore)
        return made

    @property
    def journal(self) -> JournalPage:
        """The Journal page."""
        return self.journal_pages.page

    @property
    def diary(self) -> JournalTable:
        """The journal as a table."""
        return self.journal_pages.diary

    # -- starting and ending ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the clock and the background work; call it when the window has been painted."""
        self._begun = True
        if self.window.is_made(PageName.COMPOUND):
            self.compound_page.go_on()
        self.window.bind_keys()
        self.device.settle()
        self.assistance.begin()
        self.shelf.take_all()
        self.heartbeat.start()
        self.workers.do(Work.UNITS, load_units, self.use_units, partial(self._note, "units"))
        # A page is made when it is first looked at; what the calculators need is imported now, bit by bit.
        self._unmade = [*(partial(import_module, name) for name in BIT_BY_BIT), lambda: self.calculators]
        self.workers.do(Work.LIBRARY, self.library.renewal.run, self._on_library, partial(self._note, "library"))
        QTimer.singleShot(0, self, self._make_next)
        if not self.examples:
            self.solution_pages.watch(self._application)
            self.alarms.begin()
            self.keeping.start()
            self.heartbeat.beat.connect(self.keeping.beat)
            self.heartbeat.beat.connect(self.keeping.look)
            self.heartbeat.passed.connect(self.keeping.look)
            self.keeping.settled.connect(self.window.notes.take_away)
            self.assistance.first_steps.begin(mended=self.keeping.mended)
        self.journal_pages.first_check()
        if (why := self.book.why_read_only) is not None:
            self.window.only_show(say_error(why))

    def _open_last(self, compound: str) -> None:
        try:
            self.compounds.open(compound)
        except BenchError as error:
            # A file that was changed by hand and is refused; what to do is said, and another compound is opened.
            self.toast.say(say_error(error))
            self.compounds.open()

    def _on_library(self, ready: Ready | None) -> None:
        self.library.use(ready)
        refused = list(dict.fromkeys(say_error(error) for error in self.library.refused))
        if refused:
            self.compound_page.show_refused(refused)

    def _make_next(self) -> None:
        """Make one page after the other, with the event loop between them."""
        if self._ended:
            return
        if self._unmade:
            self._unmade.pop(0)()
        if self._unmade:
            QTimer.singleShot(0, self, self._make_next)
        else:
            self._settle()

    def _settle(self) -> None:
        """Keep the collector from looking through all that was started, again and again, while somebody types."""
        if self.complete:
            gc.freeze()

    @property
    def complete(self) -> bool:
        """Whether everything that a start makes is made, and the calculators answer."""
        return not self._unmade and self.units is not None

    def use_units(self, units: Units) -> None:
        """Hand the registry to the desks; what was typed before is read now."""
        self.units = units
        self.calculators.use_units(units)
        self.units_ready.emit()
        self._settle()

    def end(self) -> None:
        """Save what is not in the journal, and close it."""
        self._ended = True
        self.heartbeat.stop()
        self.toast.stop()
        self.solution_pages.stop()
        self.alarms.end()
        self.assistance.end()
        if "calculators" in self.__dict__:
            self.calculators.settle()
        self.workers.end()
        compound = self.compounds.monograph.id if self.compounds.monograph else ""
        where = bytes(self.window.saveGeometry().toBase64().data()).decode()
        self.device.keep_quietly(replace(self.device.settings, compound=compound, window=where))
        self.book.close()
        self.library.close()
        if self._again is not None:
            self.keeping.put_back(self._again)

    def restore(self, backup: Path | None) -> None:
        """Put a backup in the place of the journal, or mend it; the program ends, and is started again for that."""
        if backup is None and not self.keeping.mend():
            return
        self._again = backup
        self.restart_wanted.emit()

    def _note(self, key: str, error: BenchError) -> None:
        if key not in self.device.settings.understood:
            also = {
                Message.JOURNAL_GONE: (tr("Write it back"), self.keeping.write_back),
                Message.JOURNAL_REPLACED: (tr("Start again"), self.restart_wanted.emit),
                Message.WORK_FAILED: (tr("Start again"), self.restart_wanted.emit),
            }.get(error.code)
            self.window.notes.show_note(key, say_error(error), "past" if key in LASTING else "soon", also)

    def _say(self, sentence: str) -> None:
        self.toast.say(sentence)

    def acknowledge(self, stand: StepStatus) -> None:
        """Write that an alarm was seen, or say why that was not saved."""
        self.alarms.acknowledge([stand])

    # -- pages ------------------------------------------------------------------------------------------------

    def _on_page(self, name: PageName) -> None:
        if name is PageName.JOURNAL:
            self.journal_pages.open()

    def open_compound(self, compound: str) -> None:
        """Open a compound on its page."""
        try:
            self.compounds.open(compound)
        except BenchError as error:
            self.toast.say(say_error(error))
            return
        self.window.show_page(PageName.COMPOUND)

    def show_dilute(self) -> None:
        """Show *Dilute*."""
        self.calculators.show_tool("dilute")

    def _dose_from(self, solution: str) -> None:
        self.show_dilute()
        self.dose.choose_stock(solution)
        self.calculators.refresh_stocks()

    def _dilute_from(self, solution: str) -> None:
        self._dose_from(solution)
        self.dose.set_dosing(None)

    def show_incubate(self) -> None:
        """Show the form of a new incubation, with what was planned taken over."""
        self._hand_over("")
        self.window.show_page(PageName.INCUBATE)
        # Where the page was scrolled to for another plate, the form of this one is out of view.
        self.incubate.area.verticalScrollBar().setValue(0)

    def person(self) -> str:
        """Return who works here: the name given last on this computer."""
        return self.book.person

    def _when(self, instant: datetime) -> str:
        return day_and_time(self.book.local(instant))

    def _on_made(self, solution: str) -> None:
        self.compound_pages.keep_version()
        self.shelf.refresh(self.clock.now())
        if self.calculators.dosed_as_it_is(solution):
            self._hand_over("")
            label = self.book.bench.solutions[solution].solution.label
            self.toast.say(tr("Recorded what was taken of {label}.", label=label), undo=True)
            return
        row = self.shelf.find(solution)
        if row is None:
            return
        if row.kept.solution.role is SolutionPurpose.STOCK:
            self.dose.choose_stock(solution)
        elif self.calculators.redose is None:
            self._hand_over(solution)
        until = tr(", use by {when}", when=self._when(at)) if (at := row.freshness.use_by) else tr(", no limit set")
        made = tr("Made {label}{until}.", label=row.kept.solution.label, until=until)
        self.toast.say(made, undo=True, then=(tr("Labels"), partial(self.solution_pages.show_labels, solution)))

    def _hand_over(self, solution: str) -> None:
        """Give the incubation form what the calculator planned."""
        prepared = self.calculators.prepared(solution)
        if prepared is not None:
            self.incubation.take_over(prepared)

    def _on_started(self, incubation: str) -> None:
        running = self.book.bench.incubations.get(incubation)
        self.calculators.leave_incubation()
        if running is not None:
            self.toast.say(tr("Started {incubation}.", incubation=running.incubation.name), undo=True)

    def begin_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Open the calculator filled for one re-dose, or for several that are made together."""
        if self.compounds.monograph is None or self.compounds.monograph.id != running.incubation.compound:
            self.open_compound(running.incubation.compound)
        monograph = self.compounds.monograph
        if monograph is None or monograph.id != running.incubation.compound:
            # Another compound's molar mass and limits must never stand in for it.
            self.toast.say(say(Message.COMPOUND_GONE, {"name": running.incubation.compound_name}))
            return
        self.calculators.begin_redose(running, step, others)

    def _on_given(self, solution: str) -> None:
        redose = self.calculators.redose
        if redose is None:
            return
        try:
            self.incubation.give(redose.steps, solution, self.person(), self.calculate.put_on)
        except BenchError as error:
            self.toast.say(say_error(error))
            return
        self.calculators.leave_redose()
        self.window.show_page(PageName.TODAY)

    def _on_added(self, solution: str) -> None:
        self.compound_pages.keep_version()
        self.shelf.refresh(self.clock.now())
        self.dose.choose_stock(solution)

    def note_zone_unknown(self) -> None:
        """Show that only the offset of today is known, and that appointments after a change of clocks may be off."""
        offset = f"{self.book.local(self.book.now().wall):%z}"
        sentence = say(Message.ZONE_UNKNOWN, {"offset": f"{offset[:3]}:{offset[3:5]}"})
        self.window.notes.show_note("zone", sentence)

    def undo(self) -> str:
        """Take back the last action; give its sentence.

        Raises:
            BenchError: There is none, or something later rests on it.
        """
        last = self.book.undoable()
        sentence = self.words.sentence(last) if last else ""
        self.book.undo_last()
        return sentence

    def _undo_in_toast(self) -> None:
        try:
            undone = self.undo()
        except BenchError as error:
            self.toast.say(say_error(error))
        else:
            self.toast.say(tr("Undone: {undone}", undone=undone))
