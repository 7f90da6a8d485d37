import faulthandler
import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings
from PySide6.QtWidgets import QApplication

from benchapp.base import paths
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.library.library import FIRST_COMPOUND, Library
from benchapp.store.library.library_index import Folders, renew_index
from benchapp.system.garbage import collect_due
from tests.left_over import nothing_kept, nothing_left_over

pytest_plugins = ["tests.file_schedule"]

# The machines that run this are shared; a law is not less true for taking longer. A commit is judged by the same few
# examples each time; `make torture` looks for new ones with the profile "new-examples". Fewer reach each branch.
settings.register_profile("bench", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("few-examples", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("new-examples", deadline=None, derandomize=False, max_examples=1000)
settings.load_profile("bench")


@pytest.fixture(scope="session")
def units() -> Units:
    return Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(Folders(paths.resources() / "monographs"))


@pytest.fixture(scope="session")
def bundled_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the bundled compounds once; whoever writes to the index copies it."""
    made = DataFolder(tmp_path_factory.mktemp("index")).index
    renew_index(str(made), Folders(paths.resources() / "monographs"))
    return made


@pytest.fixture(scope="session")
def lenalidomide(library: Library) -> Monograph:
    found = library.open(FIRST_COMPOUND)
    assert found is not None
    return found.monograph


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(zone="Europe/Berlin")


@pytest.fixture
def journal(tmp_path: Path, clock: SteppedClock) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal.sqlite", Writer("here", clock.now().wall, "Europe/Berlin"))
    yield opened
    opened.close()


@pytest.fixture
def book(journal: Journal, clock: SteppedClock, tmp_path: Path, qapp: QApplication) -> JournalSession:
    return JournalSession(journal, clock, tmp_path / "anchors.json", tmp_path / "snapshot.msgpack")


@pytest.fixture
def compounds(library: Library, qapp: QApplication) -> CurrentCompound:
    desk = CurrentCompound(library)
    desk.open()
    return desk


@pytest.fixture
def solution_table(book: JournalSession) -> SolutionTable:
    made = SolutionTable(book)
    # As with the units and no recipe: what the wells need is what is made.
    made.use_volumes(lambda _stock, _steps: 0.0)
    return made


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected: nearly all that is made then stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def what_was_collected_is_set_aside() -> None:
    """Exclude all tests and what they import from garbage collection, which would look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def files_with_windows(request: pytest.FixtureRequest) -> frozenset[Path]:
    """The files with a test that asks for the Qt application."""
    tests = (item for item in request.session.items if isinstance(item, pytest.Function))
    return frozenset(test.path for test in tests if "qapp" in test.fixturenames)


@pytest.fixture(scope="module", autouse=True)
def nothing_outlives_the_module(request: pytest.FixtureRequest, files_with_windows: frozenset[Path]) -> Iterator[None]:
    """Fail the module that leaves a window open or a timer running, by whichever test it was made."""
    if request.path not in files_with_windows:
        yield
        return
    request.getfixturevalue("qapp")
    frozen = gc.get_freeze_count()
    # Python would look for garbage on any thread: that of a worker, or the one that reads what pytest-xdist sends. What
    # is left of a widget would be destroyed there, and its timers go on without it until one of them ends the process.
    gc.disable()
    with nothing_left_over(), nothing_kept():
        yield
        # What the program set aside of itself would stay for good.
        if gc.get_freeze_count() > frozen:
            gc.unfreeze()
    gc.collect()
    # What is left now is there until the run ends: the next files need not look through it.
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_is_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a window open or a timer running."""
    if "qapp" not in request.fixturenames:
        yield
        return
    with nothing_left_over():
        yield
    # A bench day that ended gave it back to Python.
    gc.disable()
    collect_due()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Let a process that dies say where, after a test has let the program write that to a file of its own."""
    stderr = item.config.stash.get(fault_handler_stderr_fd_key, None)
    if stderr is not None and not faulthandler.is_enabled():
        faulthandler.enable(stderr)
