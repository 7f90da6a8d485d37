"""The program put together: services, the shell, the rooms and the window are made here; `cli` starts it.

What the first window needs is made at once, the other pages when it has been painted or when one is asked for.
Their modules are imported there too: each costs a few milliseconds that the first paint does not have.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QWidget

from benchapp.app.backups import KEPT_NOTES, LASTING, BackupService
from benchapp.app.program.help import HelpController
from benchapp.app.program.pages import CarriedOver, page_makers, read_typed
from benchapp.app.program.refresh import Refresh
from benchapp.app.program.side_windows import SideWindows
from benchapp.app.program.welcome import Welcome
from benchapp.app.rooms import Rooms
from benchapp.app.services import Computer, make_services
from benchapp.app.shell import Shell
from benchapp.app.start import crash
from benchapp.app.start.device import Device
from benchapp.app.start.startup import BIT_BY_BIT, PAGE_BY_PAGE, imports, load_units, open_journal, read_ahead
from benchapp.base import paths
from benchapp.base.lazy import weakly
from benchapp.base.paths import DataFolder
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.session.background_work import InTurn, Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.rescue import open_or_rescue
from benchapp.store.library.library import Ready
from benchapp.store.settings import DeviceSettings
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.window.accessibility import set_roles
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchapp.app.calculator import CalculatorController
    from benchapp.app.program.carrying_over import CarryingOver
    from benchapp.app.program.drafts import Drafts
    from benchapp.domain.units.units import Units
    from benchapp.store.journal.journal import Journal

# Entries from which a replay takes seconds: where 10 million additions took 1.0 s, 50,000 took 1.8 s and 200,000 7.7 s.
_LONG_JOURNAL = 50_000


class Application(QObject):
    """Everything that runs, joined.

    Args:
        computer: What the program runs on.
        folder: The data folder.
        settings: Settings of this device.
        examples: Whether these are the examples, which open on what runs: their journal is in memory, and is silent.

    Attributes:
        carried: What the next window is to show again; None where it begins as a start does.
        drafts: Keeps what is typed; None before all that a start makes is made, and for the examples.

    Signals:
        checked: The journal was checked in the background; the findings.
        restart_wanted: The program is to end, and to be started again at once.
        settled: All that a start makes is made.

    Raises:
        BenchError: The journal cannot be opened.
    """

    checked = Signal(object)
    restart_wanted = Signal()
    settled = Signal()

    def __init__(
        self, computer: Computer, folder: DataFolder, settings: DeviceSettings, *, examples: bool = False
    ) -> None:
        super().__init__()
        self._in_turn = InTurn()
        self._again: Path | None = None
        self._before: CarryingOver | None = None
        self.carried: CarriedOver | None = None
        self.examples = examples
        self.drafts: Drafts | None = None
        workers = Workers(computer.pool, partial(crash.keep_report, folder.crash))
        device = Device(computer.application, folder.settings, settings)
        journal, rescued = open_or_rescue(
            _opening(computer, folder, settings, examples=examples),
            folder.journal,
            folder.backups,
            folder.mend,
            None if examples else load_anchors(folder.anchors).heads,
        )
        session = _session_of(journal, computer, folder)
        backups = BackupService(session, folder, workers, rescued)
        bundled = paths.resources() / "monographs"
        self.services = services = make_services(computer, folder, device, workers, session, bundled)
        self.shell = Shell(session, services.sentence_of, device)
        self.rooms = Rooms(services, self.shell, backups)
        self.welcome = Welcome(services, self.shell, partial(_make_examples, computer, device))
        self.side = SideWindows(services, self.shell, self.rooms)
        self.help = HelpController(services, self.shell)
        makers = page_makers(self.rooms, self.help)
        set_roles()
        self.window = Window(makers, self.side.make_side(), services.compounds, device.theme)
        self.shell.attach(self.window)
        self.refresh = Refresh(services, self.window, self.rooms, self.side)
        self._join()
        self.rooms.open_last(settings.compound)
        self.window.rail.draw_icons()
        self.window.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))
        self.window.show_page(PageName.TODAY if examples or services.schedule.running() else PageName.COMPOUND)
        # Shown without a beat: what the beat keeps on disk can wait until the window is painted.
        self.refresh.refresh_all(session.now())

    def _join(self) -> None:
        services, rooms, window, shell = self.services, self.rooms, self.window, self.shell
        services.heartbeat.beat.connect(self.refresh.refresh_all)
        services.heartbeat.passed.connect(self.refresh.refresh_times)
        services.heartbeat.clock_in_view = self.refresh.clock_in_view
        window.now.settled.connect(services.heartbeat.set_pace)
        services.session.clock_set.connect(shell.say_clock_set)
        services.compounds.use_chosen.connect(shell.say_use_chosen)
        services.device.look_changed.connect(window.rail.draw_icons)
        services.device.said.connect(shell.say)
        rooms.backups.noted.connect(self._note)
        rooms.checked.connect(self.checked)
        rooms.restore_wanted.connect(self.restore)
        rooms.calculator_made.connect(self._on_calculator)
        self.welcome.small_wanted.connect(weakly(rooms, lambda rooms: rooms.calculator.add_small_pipettes()))
        self.welcome.language_chosen.connect(weakly(rooms, lambda rooms, code: rooms.settings.take_language(code)))
        self.welcome.person_named.connect(weakly(rooms, lambda rooms, name: rooms.settings.take_person(name)))
        rooms.rebuild_wanted.connect(self._rebuild)
        window.may_close = lambda: rooms.alarms.may_close()  # noqa: PLW0108 (made late)
        window.open_page = lambda page: rooms.opening.open_page(page)  # noqa: PLW0108 (made late)
        window.notes_understood.connect(lambda key: services.device.understand(key) if key in KEPT_NOTES else None)
        window.finder.chosen.connect(lambda compound: rooms.open_compound(compound, window.finder.taken))
        window.theme_wanted.connect(services.device.swap_look)
        window.page_shown.connect(self._on_page)
        window.hidden.connect(services.heartbeat.set_hidden)
        window.dropped.connect(rooms.compounds.open_file)
        window.form_taken.connect(rooms.compounds.say_form)
        window.add_wanted.connect(rooms.compounds.add)
        window.edit_wanted.connect(rooms.compounds.edit)

    def _on_calculator(self, calculator: CalculatorController) -> None:
        from benchapp.app.after_recording import AfterRecording  # noqa: PLC0415

        calculator.small_declined = self.welcome.declined_small
        AfterRecording(self.services, self.shell, self.rooms, calculator)

    def _on_page(self, name: PageName) -> None:
        if name is PageName.JOURNAL:
            self.rooms.journal.open()
        elif name is PageName.SETTINGS:
            self.rooms.settings.refresh()

    # -- starting --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start the clock and the background work; call it when the window has been painted."""
        # Until the calculators answer, Python works for them alone, and for what is seen, pressed or has to be heard.
        services, rooms = self.services, self.rooms
        services.workers.do(Work.UNITS, load_units, self._use_units, self._on_no_units)
        rooms.compounds.begin(ahead=False)
        self._bind_keys()
        services.device.settle()
        self.side.begin()
        services.solutions.take_all()
        services.heartbeat.start()
        if not self.examples:
            rooms.alarms.begin()
        # A page is made when it is first looked at; what the calculators need is imported now, bit by bit.
        self._in_turn.add(*imports(BIT_BY_BIT), lambda: rooms.calculator)
        self._in_turn.done.connect(self._settle)
        if (why := services.session.why_read_only) is not None:
            self.window.only_show(say_error(why))

    def _bind_keys(self) -> None:
        from benchapp.app.program.search import Search, bind_page_keys  # noqa: PLC0415 (the first paint does without)

        self.window.bind_keys()
        welcome = None if self.examples else self.welcome
        self.search = Search(self.services, self.shell, self.rooms, self.side, self.help, welcome)
        bind_page_keys(self.window, self.shell, self.services.session)

    def _make_rest(self) -> None:
        """Make what nobody waits for, when the calculators answer, or never will."""
        begin_last = partial(self.rooms.begin_last, scanning=not self.examples)
        lasting = () if self.examples else (self._begin_lasting, self._begin_drafts)
        self._in_turn.add(self._begin_library, begin_last, *lasting, *imports(PAGE_BY_PAGE))

    def _begin_library(self) -> None:
        self.rooms.compounds.begin()
        renewing = self.services.library.renewal.run
        self.services.workers.do(Work.LIBRARY, renewing, self._on_library, partial(self._note, "library"))

    def _begin_lasting(self) -> None:
        """Begin what the examples do without: backups, and the offer of a first start."""
        services, backups = self.services, self.rooms.backups
        backups.start()
        services.heartbeat.beat.connect(backups.beat)
        services.heartbeat.beat.connect(backups.look)
        services.heartbeat.now_and_then.connect(backups.look)
        backups.settled.connect(self.window.notes.take_away)
        self.welcome.begin(mended=backups.mended)

    def _begin_drafts(self) -> None:
        """Keep from now on what is typed and not recorded."""
        from benchapp.app.program.drafts import Drafts  # noqa: PLC0415 (the first paint does without)

        self.drafts = Drafts(self.services, self.rooms, self.shell)
        self.drafts.begin(self._before)

    def _on_library(self, ready: Ready | None) -> None:
        self.services.library.use(ready)
        if refused := list(dict.fromkeys(say_error(error) for error in self.services.library.refused)):
            self.rooms.compounds.page.show_refused(refused)

    def _settle(self) -> None:
        if self.complete:
            self.settled.emit()

    @property
    def complete(self) -> bool:
        """Whether everything that a start makes is made, and the calculators answer."""
        return self._in_turn.idle and self.services.registry.units is not None

    def _use_units(self, units: Units) -> None:
        """Set the registry of the forms; what was typed before is read now."""
        self.services.registry.take(units)
        self.rooms.calculator.forms.use_units(units)
        self._make_rest()
        self.services.registry.loaded.emit()
        self.services.workers.do(Work.UNITS, read_ahead, lambda _: None, partial(self._note, "units"))

    def _on_no_units(self, error: BenchError) -> None:
        self._note("units", error)
        self._make_rest()

    # -- notes -----------------------------------------------------------------------------------------------

    def _note(self, key: str, error: BenchError) -> None:
        if key not in self.services.device.settings.understood:
            also = {
                Message.JOURNAL_GONE: (tr("Write it back"), self.rooms.backups.write_back),
                Message.JOURNAL_REPLACED: (tr("Start again"), self.restart_wanted.emit),
                Message.WORK_FAILED: (tr("Start again"), self.restart_wanted.emit),
            }.get(error.code)
            self.shell.note(key, say_error(error), "past" if key in LASTING else "soon", also)

    def _rebuild(self) -> None:
        if self.examples:
            return
        if self.drafts is not None:
            self.drafts.keep()
        self.carried = read_typed(self.services, self.rooms, self.window)
        # It is looked at until the next one is painted, but takes nothing any more.
        self.window.setUpdatesEnabled(False)
        self.window.setEnabled(False)
        self.restart_wanted.emit()

    def show_typed(self, carried: CarriedOver) -> None:
        """Show what was typed before the window was made again, in its place, when all that a start makes is there."""
        from benchapp.app.program.carrying_over import CarryingOver  # noqa: PLC0415 (few change the language)

        self.window.take_place_of(carried.window)
        self.window.show_page(carried.page)
        self._before = CarryingOver(carried, self.services, self.rooms, self.shell, self._in_turn)

    # -- ending ----------------------------------------------------------------------------------------------

    def restore(self, backup: Path | None) -> None:
        """Put a backup in the place of the journal, or mend it; the program ends, and is started again for that."""
        if self.rooms.restore(backup):
            self._again = backup
            self.restart_wanted.emit()

    def end(self) -> None:
        """Save what is not in the journal, and close it."""
        services = self.services
        self._in_turn.end()
        services.heartbeat.stop()
        self.shell.toast.stop()
        if self.drafts is not None:
            self.drafts.end(carried=self.carried is not None)
        self.rooms.end()
        self.help.end()
        self.side.end()
        self.welcome.end()
        services.workers.end()
        compound = services.compounds.monograph.id if services.compounds.monograph else ""
        where = bytes(self.window.saveGeometry().toBase64().data()).decode()
        services.device.keep_quietly(replace(services.device.settings, compound=compound, window=where))
        services.session.close()
        services.library.close()
        if self._again is not None:
            self.rooms.backups.put_back(self._again)


def _opening(
    computer: Computer, folder: DataFolder, settings: DeviceSettings, *, examples: bool
) -> Callable[[str], Journal]:
    """Return what opens the journal; it takes why a new chain begins."""
    apart = settings.lab_apart
    return lambda reason: open_journal(
        folder, computer.clock, computer.machine, reason, computer.ids, memory=examples, apart=apart
    )


def _session_of(journal: Journal, computer: Computer, folder: DataFolder) -> JournalSession:
    """Return the session of a journal; where all of a long one has to be replayed, a notice says so meanwhile."""
    notices = list[QWidget]()

    def announce(entries: int) -> None:
        if entries > _LONG_JOURNAL:
            from benchapp.ui.window.cannot_start import show_replaying  # noqa: PLC0415 (seldom)

            notices.append(show_replaying(entries))

    try:
        return JournalSession(journal, computer.clock, folder.anchors, folder.snapshot, announce)
    finally:
        for notice in notices:
            notice.hide()
            notice.deleteLater()


def _make_examples(computer: Computer, device: Device, folder: DataFolder) -> Application:
    settings = replace(device.settings, window="", compound="")
    return Application(computer, folder, settings, examples=True)
