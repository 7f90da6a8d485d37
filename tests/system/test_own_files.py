"""What a power cut or another program leaves in the place of one of the program's own files keeps nobody out."""

import faulthandler
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchapp.app.start.crash import keep_report, last_words, watch_faults
from benchapp.app.start.startup import open_journal
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import leave_mark
from benchapp.store.installation import identify_installation
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.backups import make_backup
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.rescue import open_or_rescue
from benchapp.store.journal.snapshot import load_bench
from benchapp.store.settings import load_settings
from benchapp.system.single import SingleRun
from tests.store.journal.test_backups import DAY, journal_of

PLACES = ("settings", "anchors", "installation", "snapshot", "request", "crash", "faults", "mend", "restored", "lock")
KINDS: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "zeros": lambda file: file.write_bytes(b"\0" * 4096),
    "no text": lambda file: file.write_bytes(b"\xff\xfe{\x00" * 30),
    "cut": lambda file: file.write_bytes(b'{"id": "4711", "spans": [{"boot'),
    "another's": lambda file: file.write_bytes(b"null"),
    "nested": lambda file: file.write_bytes(b"[" * 100_000),
    "folder": Path.mkdir,
    "full folder": lambda file: (file / "kept").mkdir(parents=True),
    "pipe": os.mkfifo,
    "circle": lambda file: file.symlink_to(file),
    "link to nowhere": lambda file: file.symlink_to(file.parent / "no" / "where"),
}


@pytest.fixture
def in_time() -> Iterator[None]:
    """Fail where something waits: a pipe waits for its other end for ever."""

    def late(*_what: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def start(folder: DataFolder, clock: SteppedClock) -> tuple[int, BenchError | None]:
    """Do with the files of a folder what a start does; give how many entries there are, and what is said."""
    single = SingleRun(folder.lock, folder.request)
    assert single.take()
    load_settings(folder.settings)
    last_words(folder.faults)
    faults = watch_faults(folder.faults)
    faulthandler.disable()
    if faults is not None:
        faults.close()
    identify_installation(folder.installation, "machine")
    journal, rescued = open_or_rescue(
        lambda reason: open_journal(folder, clock, "machine", reason),
        folder.journal,
        folder.backups,
        folder.mend,
        load_anchors(folder.anchors).heads,
    )
    load_bench(journal, folder.snapshot)
    single.asked()
    keep_report(folder.crash, ValueError())
    now = clock.now().wall
    journal.append(PersonNamed("Ada"), recorded=now, happened=now)
    count = sum(1 for _ in journal.entries())
    journal.close()
    single.release()
    return count, None if rescued is None else rescued.message()


@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_lies_in_the_place_of_a_file_keeps_anybody_out(
    tmp_path: Path, clock: SteppedClock, kind: str, in_time: None
) -> None:
    for place in PLACES:
        folder = DataFolder(tmp_path / place)
        start(folder, clock)
        spoilt: Path = getattr(folder, place)
        spoilt.unlink(missing_ok=True)
        KINDS[kind](spoilt)

        count, said = start(folder, clock)

        # An empty mark, or any file, asks for the repair that it stands for; it loses nothing.
        marked = place == "mend" and spoilt.name not in {one.name for one in folder.root.iterdir()}
        assert (said is not None) == marked
        assert count >= 2


@pytest.mark.parametrize("kind", ["folder", "full folder"])
def test_a_mark_can_be_left_where_a_folder_lies(tmp_path: Path, kind: str) -> None:
    mark = tmp_path / "mend-journal"
    KINDS[kind](mark)
    leave_mark(mark)
    assert mark.is_file()
    assert (tmp_path / "mend-journal-aside-1").is_dir()


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_a_folder_beside_the_journal_that_stops_it_is_named(tmp_path: Path, clock: SteppedClock, end: str) -> None:
    folder = DataFolder(tmp_path)
    start(folder, clock)
    beside = tmp_path / f"journal.sqlite{end}"
    beside.mkdir()

    with pytest.raises(BenchError) as refused:
        start(folder, clock)

    assert (refused.value.code, refused.value.values["file"]) == (Message.FILE_IS_FOLDER, str(beside))


def test_a_file_in_the_place_of_the_backups_is_named(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")
    (tmp_path / "backups").write_bytes(b"")

    with pytest.raises(BenchError) as refused:
        make_backup(journal, tmp_path / "backups", DAY)

    assert refused.value.code is Message.BACKUPS_IS_FILE
    assert Journal(journal, read_only=True).last_hash()
