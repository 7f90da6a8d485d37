import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel

from benchapp.app.backups import BackupService
from benchapp.app.program.side_windows import SideWindows
from benchapp.app.rooms import Rooms
from benchapp.app.services import Computer, Services, make_services
from benchapp.app.shell import Shell
from benchapp.app.start.device import Device
from benchapp.base import paths
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.settings import DeviceSettings
from benchapp.ui.incubations.now.now_panel import NowPanel
from benchapp.ui.incubations.now.now_side import NowSide
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.widgets.page import Page
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window


@pytest.fixture
def services(
    qapp: QApplication, clock: SteppedClock, book: JournalSession, tmp_path: Path, bundled_index: Path
) -> Iterator[Services]:
    """Services on an empty journal, with the bundled compounds; the clock does not run."""
    set_language(ENGLISH)
    folder = DataFolder(tmp_path)
    shutil.copy(bundled_index, folder.index)
    workers = Workers(QThreadPool())
    device = Device(qapp, folder.settings, DeviceSettings(theme="light", sound=False))
    computer = Computer(qapp, clock, "here", QThreadPool())
    made = make_services(computer, folder, device, workers, book, paths.resources() / "monographs")
    yield made
    made.heartbeat.stop()
    made.workers.end()
    made.library.close()


@pytest.fixture
def shell(services: Services) -> Iterator[Shell]:
    """The shell with a window whose pages only say their names."""
    made = Shell(services.session, services.sentence_of, services.device)
    board, solution_table = services.timers, services.solutions
    now = NowSide(
        board,
        solution_table,
        lambda: NowPanel(board, solution_table, services.session.local, lambda _stand: None),
        lambda: services.device.theme.tokens,
    )
    pages = {name: partial(Page, name.value) for name in PageName}
    window = Window(pages, now, services.compounds, services.device.theme)
    made.attach(window)
    window.show_page(PageName.TODAY)
    yield made
    made.toast.stop()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def rooms(services: Services, shell: Shell) -> Iterator[Rooms]:
    made = Rooms(services, shell, BackupService(services.session, services.folder, services.workers, None))
    yield made
    made.alarms.end()


@pytest.fixture
def side(services: Services, shell: Shell, rooms: Rooms) -> Iterator[SideWindows]:
    made = SideWindows(services, shell, rooms)
    yield made
    made.end()


@pytest.fixture
def said(shell: Shell) -> QLabel:
    """The words of the line that confirms."""
    return shell.toast.words
