"""The program put together: every part is made here and told what it needs; `main` starts it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication

from benchapp import paths
from benchapp.clock import Clock
from benchapp.domain.amounts import Amount
from benchapp.domain.durations import clock_text
from benchapp.domain.entries import AliquotThawed, SolutionDiscarded
from benchapp.domain.incubations import Dosing, Running, Standing, Step
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.moments import Moment
from benchapp.domain.solutions import Storage
from benchapp.domain.units import Units
from benchapp.paths import DataFolder
from benchapp.presenters.adding import add_solution, fill_later
from benchapp.presenters.book import Book
from benchapp.presenters.compound_desk import CompoundDesk
from benchapp.presenters.diary import Diary
from benchapp.presenters.dose_desk import DoseDesk
from benchapp.presenters.heartbeat import Heartbeat
from benchapp.presenters.incubation_desk import IncubationDesk, Prepared
from benchapp.presenters.shelf import SolutionShelf
from benchapp.presenters.stock_desk import StockDesk
from benchapp.presenters.timer_board import TimerBoard
from benchapp.presenters.workers import Workers
from benchapp.store.anchors import load_anchors
from benchapp.store.chain import Finding
from benchapp.store.journal import Journal
from benchapp.store.library import Library
from benchapp.store.settings import DeviceSettings, save_settings
from benchapp.store.snapshot import check_journal
from benchapp.ui.calculate_page import CalculatePage
from benchapp.ui.compound_page import CompoundPage
from benchapp.ui.incubate_page import IncubatePage
from benchapp.ui.journal_page import HEADERS, JournalPage
from benchapp.ui.now_strip import NowStrip
from benchapp.ui.phrases import EntryWords, day_and_time
from benchapp.ui.solutions_page import SolutionsPage
from benchapp.ui.theme import Theme
from benchapp.ui.toast import Toast
from benchapp.ui.today_page import TodayPage, alarm_sentence
from benchapp.ui.window import PageName, Window
from benchapp.ui.words import say, say_error


def open_journal(folder: DataFolder, clock: Clock, machine: str) -> Journal:
    """Open the journal of a data folder, on the chain of this installation.

    Raises:
        BenchError: It is damaged or newer than this program.
    """
    return Journal(
        folder.journal,
        installation=folder.installation(machine),
        kept_heads=load_anchors(folder.anchors).heads,
        recorded=clock.now().wall,
        zone=clock.zone.key,
    )


def load_units() -> Units:
    """Make the registry; for a worker, after the first paint."""
    return Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())


class Program(QObject):
    """Everything that runs, joined.

    Args:
        application: The Qt application.
        folder: The data folder.
        clock: The clock.
        machine: Id of this machine.
        settings: Settings of this device.
        pool: The one pool for background work.

    Signals:
        units_ready: The calculators answer from now on.
        checked: The journal was checked in the background; the findings.

    Raises:
        BenchError: The journal cannot be opened.
    """

    units_ready = Signal()
    checked = Signal(object)

    def __init__(
        self,
        application: QApplication,
        folder: DataFolder,
        clock: Clock,
        machine: str,
        settings: DeviceSettings,
        pool: QThreadPool,
    ) -> None:
        super().__init__()
        self._folder = folder
        self.settings = settings
        self.clock = clock
        self.units: Units | None = None
        self.workers = Workers(pool)
        self.theme = Theme(application)
        self.theme.load_typeface()
        self.theme.apply(settings.theme)
        self.book = Book(open_journal(folder, clock, machine), clock, folder.anchors, folder.snapshot)
        self.library = Library((paths.resources() / "monographs", folder.monographs), folder.index)
        self.compounds = CompoundDesk(self.library)
        self.heartbeat = Heartbeat(self.book)
        self.board = TimerBoard(self.book)
        self.shelf = SolutionShelf(self.book)
        self.stock = StockDesk(self.book, self.compounds)
        self.dose = DoseDesk(self.book, self.compounds, self.shelf)
        self.incubation = IncubationDesk(self.book, self.compounds, self.shelf)
        self.words = EntryWords(lambda: self.book.bench, self.book.entries)
        self.diary = Diary(self.book, self.words.sentence, self._when, HEADERS)
        self._make_pages()
        self._join()
        self.compounds.open(settings.compound)
        self.window.draw_icons()
        self._as_last_time()
        self.heartbeat.ask()
        self.window.show_page(PageName.TODAY if self.book.bench.running() else PageName.COMPOUND)

    def _make_pages(self) -> None:
        self.today = TodayPage(self.board, self.shelf, self.book.local, self.acknowledge)
        self.compound_page = CompoundPage(self.compounds)
        self.calculate = CalculatePage(self.compounds, self.stock, self.dose, self._local_now)
        self.solutions = SolutionsPage(
            self.shelf, self._add_solution, self._fill, self._discard, self._thaw, self.book.local
        )
        self.incubate = IncubatePage(self.incubation, self.board, self.book.local, self.person)
        self.journal = JournalPage(self.diary, self.undo)
        pages = {
            PageName.TODAY: self.today,
            PageName.COMPOUND: self.compound_page,
            PageName.CALCULATE: self.calculate,
            PageName.SOLUTIONS: self.solutions,
            PageName.INCUBATE: self.incubate,
            PageName.JOURNAL: self.journal,
        }
        self.strip = NowStrip(self.board, self.shelf, self.book.local, self.acknowledge)
        self.window = Window(pages, self.strip, self.compounds, self.theme)
        self.toast = Toast(self.window, self._undo_in_toast)

    def _join(self) -> None:
        self.heartbeat.beat.connect(self._on_beat)
        self.board.came_due.connect(self._on_came_due)
        self.book.clock_set.connect(self._on_clock_set)
        self.book.changed.connect(self._as_last_time)
        self.window.finder.chosen.connect(self.open_compound)
        self.window.theme_wanted.connect(self.change_theme)
        self.window.page_shown.connect(self._on_page)
        self.window.hidden.connect(self.heartbeat.set_hidden)
        self.compound_page.stock_wanted.connect(self.show_stock)
        self.compound_page.dose_wanted.connect(self.show_dilute)
        self.compound_page.incubation_wanted.connect(self.show_incubate)
        self.compound_page.copied.connect(self._on_copied)
        self.compounds.use_chosen.connect(self._on_use)
        self.calculate.made.connect(self._on_made)
        self.calculate.given.connect(self._on_given)
        self.calculate.incubation_wanted.connect(self.show_incubate)
        self.solutions.dose_wanted.connect(self._dose_from)
        self.incubate.started.connect(self._on_started)
        for page in (self.today, self.incubate, self.strip):
            page.redose_wanted.connect(self.begin_redose)
        self.today.compound_wanted.connect(self._show_compound)
        for speaker in (self.calculate.said, self.solutions.said, self.incubate.said, self.journal.said):
            speaker.connect(self.toast.say)

    # -- starting and ending ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the clock and the background work; call it when the window has been painted."""
        self.heartbeat.start()
        self.workers.do(load_units, self.use_units)
        heads = load_anchors(self._folder.anchors).heads
        journal, snapshot = self._folder.journal, self._folder.snapshot
        self.workers.do(lambda: check_journal(journal, heads, snapshot), self._on_checked, self._on_unreadable)
        if self.book.why_read_only is not None:
            self.toast.say(say_error(self.book.why_read_only))
        for error in self.library.refused:
            self.toast.say(say_error(error))

    def use_units(self, units: Units) -> None:
        """Hand the registry to the desks; what was typed before is read now."""
        self.units = units
        self.stock.use_units(units)
        self.dose.use_units(units)
        self.units_ready.emit()

    def end(self) -> None:
        """Save what is not in the journal, and close it."""
        self.heartbeat.stop()
        self.toast.stop()
        self.workers.wait()
        monograph = self.compounds.monograph
        settings = replace(self.settings, compound=monograph.id if monograph else "")
        if settings != self.settings:
            try:
                save_settings(self._folder.settings, settings)
            except BenchError:
                # Which page was open last is no reason to keep the program from ending.
                self.settings = settings
        self.book.close()

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        sentences = [say(one.code, {"sequence": one.sequence}) for one in findings]
        heads = sorted(self.book.heads().values())
        self.journal.show_chain(sentences, heads[-1][1] if heads else "")
        if sentences:
            self.toast.say(" ".join(sentences))
        self.checked.emit(findings)

    def _on_unreadable(self, error: BenchError) -> None:
        self.journal.show_chain([say_error(error)], "")

    # -- the beat ---------------------------------------------------------------------------------------------

    def _on_beat(self, now: Moment) -> None:
        self.shelf.refresh(now)
        self.board.refresh(now)
        self.strip.show_now(now)
        self.today.refresh()
        soonest = min(self.board.standings, key=lambda stand: stand.left, default=None)
        self.window.show_urgent(clock_text(soonest.left) if soonest else "")

    def _on_came_due(self, incubation: str, step: int, _late_s: float) -> None:
        for stand in self.board.ringing:
            if stand.running.incubation.id == incubation and stand.step.number == step:
                self.toast.say(alarm_sentence(stand))
                self.window.show_page(PageName.TODAY)
                QApplication.alert(self.window)
                QTimer.singleShot(0, self, self.window.raise_)

    def _on_clock_set(self, by_s: float) -> None:
        self.toast.say(say(Message.CLOCK_CHANGED, {"by_s": by_s}))

    def acknowledge(self, stand: Standing) -> None:
        """Write that an alarm was seen, or say why that was not saved."""
        try:
            self.board.acknowledge(stand, self.person())
        except BenchError as error:
            self.toast.say(say_error(error))
        else:
            self.toast.say(f"Seen: {stand.running.incubation.name}.")

    # -- pages ------------------------------------------------------------------------------------------------

    def _on_page(self, name: PageName) -> None:
        if name is PageName.JOURNAL:
            self.journal.open()

    def _show_compound(self) -> None:
        self.window.show_page(PageName.COMPOUND)

    def open_compound(self, compound: str) -> None:
        """Open a compound on its page."""
        try:
            self.compounds.open(compound)
        except BenchError as error:
            self.toast.say(say_error(error))
            return
        self._show_compound()

    def show_stock(self) -> None:
        """Show *Stock*."""
        self.calculate.show_stock()
        self.window.show_page(PageName.CALCULATE)

    def show_dilute(self) -> None:
        """Show *Dilute*."""
        self.calculate.show_dilute()
        self.window.show_page(PageName.CALCULATE)

    def _dose_from(self, solution: str) -> None:
        self.show_dilute()
        self.dose.choose_stock(solution)
        self.calculate.dilute_tool.refresh_stocks()

    def show_incubate(self) -> None:
        """Show the form of a new incubation, with what was planned taken over."""
        self._hand_over("")
        self.window.show_page(PageName.INCUBATE)

    def change_theme(self) -> None:
        """Change between light and dark, and keep it."""
        self.settings = replace(self.settings, theme="light" if self.theme.dark else "dark")
        self.theme.apply(self.settings.theme)
        self.window.draw_icons()
        try:
            save_settings(self._folder.settings, self.settings)
        except BenchError as error:
            self.toast.say(say_error(error))

    def _on_copied(self) -> None:
        self.toast.say("Copied with its source.")

    def _on_use(self, _use: object) -> None:
        self.toast.say("Dose and time taken over into the calculator and the timer.")

    # -- the chain --------------------------------------------------------------------------------------------

    def person(self) -> str:
        """Give who works here, as told last."""
        people = self.book.bench.people
        return people[-1] if people else ""

    def _local_now(self) -> datetime:
        return self.book.local(self.clock.now().wall)

    def _when(self, instant: datetime) -> str:
        return day_and_time(self.book.local(instant))

    def _as_last_time(self) -> None:
        monograph = self.compounds.monograph
        last = self.book.bench.latest(monograph.id) if monograph else None
        for bar in (self.calculate.stock_tool.bar, self.calculate.dilute_tool.bar):
            bar.as_last_time(last, fallback=None)

    def _on_made(self, solution: str) -> None:
        self.shelf.refresh(self.clock.now())
        row = self.shelf.find(solution)
        if row is None:
            return
        if row.kept.solution.role.value == "stock":
            self.dose.choose_stock(solution)
        elif self.dose.redose is None:
            self._hand_over(solution)
        use_by = row.freshness.use_by
        until = f", use by {self._when(use_by)}" if use_by else ", no limit set"
        self.toast.say(f"Made {row.kept.solution.label}{until}.", undo=True)

    def _hand_over(self, solution: str) -> None:
        """Give the incubation form what the calculator planned."""
        plan, units = self.dose.answer.plan, self.units
        if plan is None or units is None or self.dose.dosing is None or self.dose.redose is not None:
            return
        before = self.incubation.prepared
        reached = units.amount(plan.in_well)
        row = self.shelf.find(self.dose.stock)
        self.incubation.prepare(
            Prepared(
                cells=self.dose.cells(),
                dosing=self.dose.dosing,
                well_ul=self._well_ul(),
                concentration=Amount(f"{reached.value:.4g}", reached.unit),
                vehicle=row.kept.solution.vehicle if row else "DMSO",
                vehicle_percent=round(plan.vehicle_percent, 6),
                solution=solution or (before.solution if before else ""),
                stock=row.kept.solution.id if row else "",
            )
        )

    def _well_ul(self) -> float:
        units = self.units
        if units is None:
            return 0.0
        if self.dose.dosing is Dosing.RESUSPENDED:
            return float(units.read(self.dose.text("well_volume")).m_as("uL"))
        volumes = (self.dose.text("present_volume"), self.dose.text("added_volume"))
        return sum(float(units.read(text).m_as("uL")) for text in volumes)

    def _on_started(self, incubation: str) -> None:
        running = self.book.bench.incubations.get(incubation)
        if running is not None:
            self.toast.say(f"Started {running.incubation.name}.", undo=True)

    def begin_redose(self, running: Running, step: Step) -> None:
        """Open the calculator filled for one re-dose."""
        if self.compounds.monograph is None or self.compounds.monograph.id != running.incubation.compound:
            self.open_compound(running.incubation.compound)
        self.calculate.show_dilute()
        self.dose.begin_redose(running, step)
        self.window.show_page(PageName.CALCULATE)

    def _on_given(self, solution: str) -> None:
        redose = self.dose.redose
        if redose is None:
            return
        try:
            self.incubation.give(redose.running, redose.step, solution, self.person())
        except BenchError as error:
            self.toast.say(say_error(error))
            return
        self.dose.set_dosing(redose.running.incubation.dosing)
        self.window.show_page(PageName.TODAY)

    def _add_solution(self, texts: Mapping[str, str], storage: Storage | None) -> str:
        units = self.units or load_units()
        solution = add_solution(self.book, self.compounds, units, texts, storage)
        self.shelf.refresh(self.clock.now())
        self.dose.choose_stock(solution)
        return solution

    def _fill(self, solution: str, texts: Mapping[str, str], storage: Storage | None) -> None:
        fill_later(self.book, solution, texts, storage)
        self.shelf.refresh(self.clock.now())
        self.solutions.rebuild()

    def _discard(self, solution: str, reason: str) -> None:
        self.book.record(SolutionDiscarded(solution, reason), person=self.person())

    def _thaw(self, solution: str) -> None:
        self.book.record(AliquotThawed(solution, 1, self.clock.now()), person=self.person())

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
            self.toast.say(f"Undone: {undone}")


def data_folder(root: Path | None) -> DataFolder:
    """Give the data folder: the one named, or the system's usual place."""
    return DataFolder(root if root is not None else paths.default_data_folder())
