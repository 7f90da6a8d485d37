"""The program put together: every part is made here and told what it needs; `main` starts it.

What the first window needs is made at once, the other pages when it has been painted or when one is asked for.
Their modules are imported there too: each costs a few milliseconds that the first paint does not have.
"""

from __future__ import annotations

import gc
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QLocale, QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication

from benchapp import paths
from benchapp.clock import Clock
from benchapp.compound_pages import CompoundPages
from benchapp.domain.durations import clock_text
from benchapp.domain.incubations import Running, Standing, Step
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.moments import Moment
from benchapp.domain.solutions import Role
from benchapp.paths import DataFolder
from benchapp.presenters.book import Book
from benchapp.presenters.compound_desk import CompoundDesk
from benchapp.presenters.heartbeat import Heartbeat
from benchapp.presenters.shelf import SolutionShelf
from benchapp.presenters.timer_board import TimerBoard
from benchapp.presenters.workers import Workers
from benchapp.store.anchors import load_anchors
from benchapp.store.chain import Finding
from benchapp.store.journal import Journal
from benchapp.store.library import Library, Ready
from benchapp.store.library_index import Folders
from benchapp.store.settings import DeviceSettings, save_settings
from benchapp.store.snapshot import check_journal
from benchapp.ui.now_strip import NowStrip
from benchapp.ui.phrases import EntryWords, day_and_time
from benchapp.ui.theme import Theme
from benchapp.ui.toast import Toast
from benchapp.ui.window import UNDER, PageName, Window
from benchapp.ui.words import say, say_error

if TYPE_CHECKING:
    from benchapp.calculators import Calculators
    from benchapp.domain.units import Units
    from benchapp.presenters.diary import Diary
    from benchapp.presenters.dose_desk import DoseDesk
    from benchapp.presenters.incubation_desk import IncubationDesk
    from benchapp.presenters.stock_desk import StockDesk
    from benchapp.solution_pages import SolutionPages
    from benchapp.ui.calculate_page import CalculatePage
    from benchapp.ui.compound_page import CompoundPage
    from benchapp.ui.incubate_page import IncubatePage
    from benchapp.ui.journal_page import JournalPage
    from benchapp.ui.solutions_page import SolutionsPage
    from benchapp.ui.today_page import TodayPage


# An alarm that nobody has acknowledged sounds again this often.
RING_EVERY_S = 60.0


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


def play_sound(bell: Path) -> bool:
    """Play the alarm sound; for a worker. Tells whether a player took it."""
    from benchapp.system.sound import play  # noqa: PLC0415

    return play(bell)


def load_units() -> Units:
    """Make the registry; for a worker, after the first paint."""
    import benchapp.domain.drafts  # noqa: F401, PLC0415 (imports molmass, which the first form would wait for)
    from benchapp.domain.units import Units  # noqa: PLC0415 (imports pint)

    lines = (paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines()
    return Units(lines, decimal_comma=QLocale.system().decimalPoint() == ",")


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
        self._application = application
        self._folder = folder
        self._unmade = list(PageName)
        self._begun = False
        self._rang_s = 0.0
        self.settings = settings
        self.clock = clock
        self.units: Units | None = None
        self.workers = Workers(pool)
        self.theme = Theme(application)
        self.theme.load_typeface()
        self.theme.apply(settings.theme)
        self.book = Book(open_journal(folder, clock, machine), clock, folder.anchors, folder.snapshot)
        self.library = Library(Folders(paths.resources() / "monographs", folder.monographs), folder.index)
        self.compounds = CompoundDesk(self.library)
        self.heartbeat = Heartbeat(self.book)
        self.board = TimerBoard(self.book)
        self.shelf = SolutionShelf(self.book)
        self.words = EntryWords(lambda: self.book.bench, self.book.entries)
        self.strip = NowStrip(self.board, self.shelf, self.book.local, self.acknowledge)
        self.strip.redose_wanted.connect(self.begin_redose)
        self.compound_pages = CompoundPages(
            self.library,
            self.compounds,
            self.book,
            self.workers,
            self.theme,
            window=lambda: self.window,
            toast=lambda: self.toast,
        )
        makers = {
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
        }
        self.window = Window(makers, self.strip, self.compounds, self.theme)
        self.toast = Toast(self.window, self._undo_in_toast)
        self._join()
        self._open_last(settings.compound)
        self.window.draw_icons()
        if settings.window:
            self.window.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))
        self.window.show_page(PageName.TODAY if self.book.bench.running() else PageName.COMPOUND)
        # Shown without a beat: what the beat keeps on disk can wait until the window is painted.
        self._on_beat(clock.now())

    def _join(self) -> None:
        self.heartbeat.beat.connect(self._on_beat)
        self.board.came_due.connect(self._on_came_due)
        self.book.clock_set.connect(self._on_clock_set)
        self.window.finder.chosen.connect(self.open_compound)
        self.window.theme_wanted.connect(self.change_theme)
        self.window.page_shown.connect(self._on_page)
        self.window.hidden.connect(self.heartbeat.set_hidden)
        self.compounds.use_chosen.connect(self._on_use)
        self.compound_pages.stock_wanted.connect(self.show_stock)
        self.compound_pages.dose_wanted.connect(self.show_dilute)
        self.compound_pages.incubation_wanted.connect(self.show_incubate)
        self.window.lab_wanted.connect(self._show_lab)
        self.window.verify_wanted.connect(self._show_verify)
        self.window.dropped.connect(self.compound_pages.open_file)
        self.window.add_wanted.connect(self.compound_pages.add)
        self.window.edit_wanted.connect(self.compound_pages.edit)
        self.window.find_wanted.connect(self.compound_pages.find)

    # -- parts made when they are needed ---------------------------------------------------------------------

    @cached_property
    def calculators(self) -> Calculators:
        """The calculators."""
        from benchapp.calculators import Calculators  # noqa: PLC0415

        made = Calculators(
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
        return made

    @property
    def stock(self) -> StockDesk:
        """The stock desk."""
        return self.calculators.stock

    @property
    def dose(self) -> DoseDesk:
        """The dose desk."""
        return self.calculators.dose

    @property
    def calculate(self) -> CalculatePage:
        """The Calculate page."""
        return self.calculators.page

    @cached_property
    def incubation(self) -> IncubationDesk:
        """The incubation desk."""
        from benchapp.presenters.incubation_desk import IncubationDesk  # noqa: PLC0415

        return IncubationDesk(self.book, self.compounds)

    @cached_property
    def diary(self) -> Diary:
        """The journal as a table."""
        from benchapp.presenters.diary import Diary  # noqa: PLC0415
        from benchapp.ui.journal_page import HEADERS  # noqa: PLC0415

        return Diary(self.book, self.words.sentence, self._when, HEADERS)

    @cached_property
    def today(self) -> TodayPage:
        """The Today page."""
        from benchapp.ui.today_page import TodayPage  # noqa: PLC0415

        page = TodayPage(self.board, self.shelf, self.book.local, self.acknowledge)
        page.redose_wanted.connect(self.begin_redose)
        page.compound_wanted.connect(self._show_compound)
        return page

    @cached_property
    def compound_page(self) -> CompoundPage:
        """The Compound page."""
        page = self.compound_pages.page
        if self._begun:
            page.go_on()
        return page

    @cached_property
    def solution_pages(self) -> SolutionPages:
        """The pages about solutions."""
        from benchapp.solution_pages import SolutionPages  # noqa: PLC0415

        made = SolutionPages(
            self.book,
            self.compounds,
            self.shelf,
            units=lambda: self.units or load_units(),
            person=self.person,
            window=lambda: self.window,
            toast=lambda: self.toast,
            label_stock=lambda: self.settings.label_stock,
        )
        made.dose_wanted.connect(self._dose_from)
        made.dilute_wanted.connect(self._dilute_from)
        made.added.connect(self._on_added)
        made.label_stock_chosen.connect(lambda key: self._keep(replace(self.settings, label_stock=key)))
        return made

    @property
    def solutions(self) -> SolutionsPage:
        """The Solutions page."""
        return self.solution_pages.page

    @cached_property
    def incubate(self) -> IncubatePage:
        """The Incubate page."""
        from benchapp.ui.incubate_page import IncubatePage  # noqa: PLC0415

        page = IncubatePage(self.incubation, self.board, self.book.local, self.person)
        page.started.connect(self._on_started)
        page.dose_wanted.connect(self.show_dilute)
        page.redose_wanted.connect(self.begin_redose)
        page.said.connect(self.toast.say)
        return page

    @cached_property
    def journal(self) -> JournalPage:
        """The Journal page."""
        from benchapp.ui.journal_page import JournalPage  # noqa: PLC0415

        page = JournalPage(self.diary, self.undo)
        page.said.connect(self.toast.say)
        return page

    # -- starting and ending ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the clock and the background work; call it when the window has been painted."""
        self._begun = True
        if self.window.is_made(PageName.COMPOUND):
            self.compound_page.go_on()
        self.window.bind_keys()
        self.solution_pages.watch(self._application)
        self.window.finder.others = self.solution_pages.find
        self.window.finder.other_chosen.connect(self.solution_pages.show_label)
        self.heartbeat.start()
        self.workers.do(load_units, self.use_units)
        # What belongs under another page is made when it is asked for.
        self._unmade = [name for name in PageName if name not in UNDER and not self.window.is_made(name)]
        self.workers.do(self.library.renewal.run, self._on_library)
        QTimer.singleShot(0, self, self._make_next)
        heads = self.book.heads_left
        journal, snapshot = self._folder.journal, self._folder.snapshot
        self.workers.do(lambda: check_journal(journal, heads, snapshot), self._on_checked, self._on_unreadable)
        if self.book.why_read_only is not None:
            self.toast.say(say_error(self.book.why_read_only))

    def _open_last(self, compound: str) -> None:
        try:
            self.compounds.open(compound)
        except BenchError as error:
            # A file that was changed by hand and is refused; what to do is said, and another compound is opened.
            self.toast.say(say_error(error))
            self.compounds.open()

    def _on_library(self, ready: Ready | None) -> None:
        self.library.use(ready)
        refused = [say_error(error) for error in self.library.refused]
        if refused:
            self.compound_page.show_refused(refused)

    def _make_next(self) -> None:
        """Make one page after the other, with the event loop between them."""
        if self._unmade:
            self.window.make(self._unmade.pop(0))
        if self._unmade:
            QTimer.singleShot(0, self, self._make_next)
        else:
            self.calculators.as_last_time()
            self._settle()

    def _settle(self) -> None:
        """Keep the collector from looking through all that was started, again and again, while somebody types."""
        if self.complete:
            gc.freeze()

    @property
    def complete(self) -> bool:
        """Whether every page is made and the calculators answer."""
        return not self._unmade and self.units is not None

    def use_units(self, units: Units) -> None:
        """Hand the registry to the desks; what was typed before is read now."""
        self.units = units
        self.calculators.use_units(units)
        self.units_ready.emit()
        self._settle()

    def end(self) -> None:
        """Save what is not in the journal, and close it."""
        self.heartbeat.stop()
        self.toast.stop()
        self.solution_pages.stop()
        if "calculators" in self.__dict__:
            self.calculators.settle()
        self.workers.wait()
        monograph = self.compounds.monograph
        where = bytes(self.window.saveGeometry().toBase64().data()).decode()
        settings = replace(self.settings, compound=monograph.id if monograph else "", window=where)
        if settings != self.settings:
            try:
                save_settings(self._folder.settings, settings)
            except BenchError:
                # Which page was open last is no reason to keep the program from ending.
                self.settings = settings
        self.book.close()
        self.library.close()

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        sentences = [say(one.code, {"sequence": one.sequence}) for one in findings]
        self.journal.show_chain(sentences, self.book.last_hash())
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
        if self.window.is_made(PageName.SOLUTIONS):
            self.solutions.ask_rules(self.book.bench)
        if self.window.is_made(PageName.TODAY):
            self.today.refresh()
        if self.board.ringing and now.boot_s - self._rang_s >= RING_EVERY_S:
            self._ring()
        soonest = min(self.board.standings, key=lambda stand: stand.left, default=None)
        self.window.show_urgent(clock_text(soonest.left) if soonest else "")

    def _on_came_due(self, incubation: str, step: int, _late_s: float) -> None:
        for stand in self.board.ringing:
            if stand.running.incubation.id == incubation and stand.step.number == step:
                self.toast.say(self.strip.hint(stand))
                self._ring()
                QApplication.alert(self.window)
                QTimer.singleShot(0, self, self.window.raise_)

    def _ring(self) -> None:
        self._rang_s = self.clock.now().boot_s
        if self.settings.sound and self._begun:
            bell = paths.resources() / "sounds" / "bell.wav"
            self.workers.do(lambda: play_sound(bell), self._on_rung)

    def _on_rung(self, taken: bool) -> None:
        if not taken:
            QApplication.beep()

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
        self.calculators.show_tool("stock")

    def show_dilute(self) -> None:
        """Show *Dilute*."""
        self.calculators.show_tool("dilute")

    def _show_lab(self) -> None:
        self.calculators.show_lab()

    def _show_verify(self) -> None:
        self.calculators.show_verify()

    def _dose_from(self, solution: str) -> None:
        self.show_dilute()
        self.dose.choose_stock(solution)
        self.calculators.dilute_tool.refresh_stocks()

    def _dilute_from(self, solution: str) -> None:
        self._dose_from(solution)
        self.dose.set_dosing(None)

    def show_incubate(self) -> None:
        """Show the form of a new incubation, with what was planned taken over."""
        self._hand_over("")
        self.window.show_page(PageName.INCUBATE)

    def change_theme(self) -> None:
        """Change between light and dark, and keep it."""
        self._keep(replace(self.settings, theme="light" if self.theme.dark else "dark"))
        self.theme.apply(self.settings.theme)
        self.window.draw_icons()

    def _keep(self, settings: DeviceSettings) -> None:
        self.settings = settings
        try:
            save_settings(self._folder.settings, settings)
        except BenchError as error:
            self.toast.say(say_error(error))

    def _on_use(self, _use: object) -> None:
        self.toast.say("Dose and time taken over into the calculator and the timer.")

    # -- the chain --------------------------------------------------------------------------------------------

    def person(self) -> str:
        """Give who works here, as told last."""
        people = self.book.bench.people
        return people[-1] if people else ""

    def _when(self, instant: datetime) -> str:
        return day_and_time(self.book.local(instant))

    def _on_made(self, solution: str) -> None:
        self.compound_pages.keep_version()
        self.shelf.refresh(self.clock.now())
        row = self.shelf.find(solution)
        if row is None:
            return
        if row.kept.solution.role is Role.STOCK:
            self.dose.choose_stock(solution)
        elif self.calculators.redose is None:
            self._hand_over(solution)
        use_by = row.freshness.use_by
        until = f", use by {self._when(use_by)}" if use_by else ", no limit set"
        self.toast.say(f"Made {row.kept.solution.label}{until}.", undo=True)

    def _hand_over(self, solution: str) -> None:
        """Give the incubation form what the calculator planned."""
        prepared = self.calculators.prepared(solution)
        before = self.incubation.prepared
        if prepared is None:
            return
        if before is not None and before.solution in self.book.bench.solutions:
            # What was made goes with the plan it was made by, and with no other.
            same = replace(prepared, solution=before.solution)
            prepared = same if not solution and same == before else prepared
        self.incubation.prepare(prepared)

    def _on_started(self, incubation: str) -> None:
        running = self.book.bench.incubations.get(incubation)
        self.calculate.point_to_incubation(wanted=False)
        if running is not None:
            self.toast.say(f"Started {running.incubation.name}.", undo=True)

    def begin_redose(self, running: Running, step: Step) -> None:
        """Open the calculator filled for one re-dose."""
        if self.compounds.monograph is None or self.compounds.monograph.id != running.incubation.compound:
            self.open_compound(running.incubation.compound)
        monograph = self.compounds.monograph
        if monograph is None or monograph.id != running.incubation.compound:
            # Another compound's molar mass and limits must never stand in for it.
            self.toast.say(say(Message.COMPOUND_GONE, {"name": running.incubation.compound_name}))
            return
        self.calculators.begin_redose(running, step)

    def _on_given(self, solution: str) -> None:
        redose = self.calculators.redose
        if redose is None:
            return
        try:
            self.incubation.give(redose.running, redose.step, solution, self.person())
        except BenchError as error:
            self.toast.say(say_error(error))
            return
        self.calculators.leave_redose()
        self.window.show_page(PageName.TODAY)

    def _on_added(self, solution: str) -> None:
        self.compound_pages.keep_version()
        self.shelf.refresh(self.clock.now())
        self.dose.choose_stock(solution)

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
