"""What every room of the program works on: the journal, the library, what follows from them, and background work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QApplication

from benchapp.app.start.device import Device
from benchapp.app.start.startup import load_units
from benchapp.base.clock import Clock
from benchapp.base.paths import DataFolder
from benchapp.domain.messages import Work
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.heartbeat import Heartbeat
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders

if TYPE_CHECKING:
    from benchapp.base.ids import Ids
    from benchapp.domain.journal.entries import Entry
    from benchapp.domain.units.units import Units


class Computer(Struct, frozen=True):
    """What the program runs on.

    Attributes:
        application: The Qt application.
        clock: The clock.
        machine: Id of this machine.
        pool: The one pool for background work.
        ids: Where ids come from; None for the chance of the system.
    """

    application: QApplication
    clock: Clock
    machine: str
    pool: QThreadPool
    ids: Ids | None = None


class UnitRegistry(QObject):
    """The registry of units, which a worker makes after the first paint.

    Signals:
        loaded: It is there; the calculators answer from now on.
    """

    loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.units: Units | None = None

    def take(self, units: Units) -> None:
        """Set the registry that a worker made."""
        self.units = units

    def get(self) -> Units:
        """Return the registry; one is made here where none is there yet."""
        return self.units or load_units()


class Services(Struct, frozen=True):
    """What every room works on.

    Attributes:
        application: The Qt application.
        folder: The data folder.
        device: The settings of this device, and its look.
        workers: For background work.
        session: The open journal.
        library: The monographs.
        compounds: Which compound is open.
        solutions: The table of solutions.
        schedule: The status of what runs.
        timers: Every incubation that runs, and what rings.
        heartbeat: Asks the clock each second.
        registry: The units.
        sentence_of: Returns an entry of the journal as a sentence.
    """

    application: QApplication
    folder: DataFolder
    device: Device
    workers: Workers
    session: JournalSession
    library: Library
    compounds: CurrentCompound
    solutions: SolutionTable
    schedule: Schedule
    timers: TimerList
    heartbeat: Heartbeat
    registry: UnitRegistry
    sentence_of: Callable[[Entry], str]


def _sentence_of(session: JournalSession, entry: Entry) -> str:
    from benchapp.ui.text.journal.entry_texts import EntryWords  # noqa: PLC0415 (the first paint does without)

    return EntryWords(lambda: session.bench, session.find, session.local).sentence(entry)


def make_services(
    computer: Computer, folder: DataFolder, device: Device, workers: Workers, session: JournalSession, bundled: Path
) -> Services:
    """Make what follows from an open journal and the folders of monographs.

    Args:
        computer: What the program runs on.
        folder: The data folder.
        device: The settings of this device.
        workers: For background work.
        session: The open journal.
        bundled: The folder of the monographs that come with the program.
    """
    library = Library(Folders(bundled, folder.monographs), folder.index)
    library.close_where(lambda: session.why_read_only)
    session.aside = partial(workers.do, Work.SNAPSHOT)
    schedule = Schedule(session)
    solutions = SolutionTable(session, whole=False)
    return Services(
        application=computer.application,
        folder=folder,
        device=device,
        workers=workers,
        session=session,
        library=library,
        compounds=CurrentCompound(library),
        solutions=solutions,
        schedule=schedule,
        heartbeat=Heartbeat(session, schedule, solutions),
        timers=TimerList(session, schedule),
        registry=UnitRegistry(),
        sentence_of=partial(_sentence_of, session),
    )
