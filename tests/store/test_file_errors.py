"""What keeps a journal from being opened is distinguished from damage: only damage is set aside."""

import errno
import faulthandler
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchapp.app.start.crash import watch_faults
from benchapp.base import paths
from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import (
    check_folder,
    owner_of,
    readable,
    trouble_with,
    why_not_saved,
    why_only_read,
)
from benchapp.store.files import write_whole
from benchapp.store.journal.anchors import AnchorFile, load_anchors, save_anchors
from benchapp.store.journal.backups import make_backup
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.rescue import open_or_rescue
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders, LibraryIndex
from benchapp.store.library.own_compounds import OwnCompounds
from benchapp.store.settings import DeviceSettings, load_settings, save_settings
from tests.making import BEGIN
from tests.store.another_user import ANOTHER, as_another_user, folder_for_two
from tests.store.journal.test_backups import DAY, journal_of, open_here

BUNDLED = paths.resources() / "monographs"
LENALIDOMIDE = "6f0c7a52-3b0e-5d0c-9a43-a1f6a2d7c501"
# A run of the tests without root has no second user to be; `make torture` and CI run as root.
second_user = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to be a second user")


@pytest.fixture
def shared() -> Iterator[Path]:
    with folder_for_two() as folder:
        yield folder


def refusal(work: Callable[[], object]) -> BenchError:
    with pytest.raises(BenchError) as refused:
        work()
    return refused.value


def opened(folder: Path) -> tuple[Journal, object]:
    journal = folder / "journal.sqlite"
    return open_or_rescue(lambda reason: open_here(journal, reason), journal, folder / "backups", folder / "mark")


@second_user
@pytest.mark.parametrize(
    ("mode", "of_another", "code"),
    [(0o600, True, Message.FILE_OF_ANOTHER), (0o000, False, Message.FILE_FORBIDDEN)],
)
def test_a_permission_is_no_damage(shared: Path, mode: int, of_another: bool, code: MessageCode) -> None:
    journal = journal_of(shared / "journal.sqlite")
    make_backup(journal, shared / "backups", DAY)
    shared.chmod(0o777)
    if not of_another:
        os.chown(journal, ANOTHER, ANOTHER)
    journal.chmod(mode)
    before = journal.read_bytes(), sorted(one.name for one in shared.iterdir())

    with as_another_user():
        error = refusal(lambda: opened(shared))

    assert error.code is code
    assert error.values["file"] == str(journal)
    assert error.values.get("owner", "root") == "root"
    assert (journal.read_bytes(), sorted(one.name for one in shared.iterdir())) == before


@second_user
def test_a_folder_that_cannot_be_entered_is_named_with_its_owner(shared: Path) -> None:
    folder = shared / "data"
    journal_of(folder / "journal.sqlite")
    assert folder.stat().st_mode & 0o777 == 0o700

    with as_another_user():
        for work in (lambda: check_folder(folder), lambda: check_folder(folder / "deeper"), lambda: opened(folder)):
            error = refusal(work)
            assert (error.code, error.values) == (
                Message.FOLDER_OF_ANOTHER,
                {"file": str(folder), "owner": "root"},
            )


@second_user
@pytest.mark.parametrize("what", ["journal", "folder"])
def test_what_can_be_read_and_not_written_is_a_viewer_from_the_start(shared: Path, what: str) -> None:
    journal = journal_of(shared / "journal.sqlite")
    journal.chmod(0o644 if what == "journal" else 0o666)
    shared.chmod(0o777 if what == "journal" else 0o755)
    before = journal.read_bytes()

    with as_another_user():
        book, done = opened(shared)
        with closing(book):
            assert done is None
            assert len(book) == 7
            why = book.why_read_only
            assert why is not None
            assert why.code is Message.READ_ONLY_OF_ANOTHER
            assert why.values["owner"] == "root"
            assert why.values["file"] == str(journal if what == "journal" else shared)
            refused = refusal(lambda: book.append(PersonNamed("new"), recorded=BEGIN, happened=BEGIN))
            assert refused is why
    assert journal.read_bytes() == before


def test_a_journal_of_ones_own_that_can_be_written_is_no_viewer(tmp_path: Path) -> None:
    journal_of(tmp_path / "journal.sqlite")
    book, done = opened(tmp_path)
    assert (book.why_read_only, done) == (None, None)
    book.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["journal.sqlite"]


def test_a_folder_where_the_journal_belongs_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").mkdir()
    (tmp_path / "journal.sqlite" / "something").write_text("kept")

    error = refusal(lambda: opened(tmp_path))

    assert error.code is Message.FILE_IS_FOLDER
    assert (tmp_path / "journal.sqlite" / "something").read_text() == "kept"


def failing(name: str) -> Callable[..., sqlite3.Connection]:
    """Return what connects to a database of which nothing can be read, with SQLite's error of this name."""

    class Failing(sqlite3.Connection):
        def execute(self, *_values: Any) -> sqlite3.Cursor:
            error = sqlite3.OperationalError(name)
            error.sqlite_errorcode = getattr(sqlite3, name)
            raise error

    def connect(*values: Any, **options: Any) -> sqlite3.Connection:
        return sqlite3.connect(*values, factory=Failing, **options)

    return connect


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_IOERR_READ", Message.CANNOT_BE_READ),
        ("SQLITE_IOERR_LOCK", Message.CANNOT_BE_READ),
        ("SQLITE_FULL", Message.FOLDER_UNUSABLE),
        ("SQLITE_CANTOPEN", Message.CANNOT_BE_READ),
        ("SQLITE_READONLY_ROLLBACK", Message.CANNOT_BE_READ),
        ("SQLITE_BUSY", Message.FILE_IN_USE),
        ("SQLITE_BUSY_RECOVERY", Message.FILE_IN_USE),
        ("SQLITE_CORRUPT", Message.JOURNAL_DAMAGED),
        ("SQLITE_NOTADB", Message.JOURNAL_DAMAGED),
    ],
)
def test_only_damage_is_called_damage(tmp_path: Path, name: str, code: MessageCode) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")

    error = refusal(lambda: Journal(journal, Writer("", BEGIN), connect=failing(name)))

    assert error.code is code


def test_a_journal_that_another_program_holds_is_in_use(tmp_path: Path) -> None:
    journal = journal_of(tmp_path / "journal.sqlite")

    def impatient(*values: Any, **options: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = sqlite3.connect(*values, **{**options, "timeout": 0.05})
        return made

    with closing(sqlite3.connect(journal, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        error = refusal(lambda: Journal(journal, Writer("", BEGIN), connect=impatient))
        assert error.code is Message.FILE_IN_USE
    assert sorted(one.name for one in tmp_path.iterdir()) == ["journal.sqlite"]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), OSError(116, "Stale file handle")])
def test_a_drive_that_fails_is_no_damage(tmp_path: Path, error: OSError) -> None:
    caution = trouble_with(tmp_path / "journal.sqlite", error)
    assert caution is not None
    assert (caution.code, caution.values["reason"]) == (Message.CANNOT_BE_READ, error.strerror)


def of_sqlite(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


def test_what_sqlite_cannot_open_is_said_as_the_system_says_it(tmp_path: Path) -> None:
    file, error = tmp_path / "journal.sqlite", of_sqlite("SQLITE_CANTOPEN")

    gone = trouble_with(file, error)
    file.write_bytes(b"")
    log = tmp_path / "journal.sqlite-wal"
    log.mkdir()
    in_the_way = trouble_with(file, error)

    assert gone is not None
    assert (gone.code, gone.values["reason"]) == (Message.CANNOT_BE_READ, os.strerror(errno.ENOENT))
    assert in_the_way is not None
    assert (in_the_way.code, in_the_way.values["file"]) == (
        Message.FILE_IS_FOLDER,
        str(tmp_path / "journal.sqlite-wal"),
    )


@second_user
def test_a_write_that_was_cut_and_may_not_be_undone_names_whose_folder_it_is(shared: Path) -> None:
    file = shared / "journal.sqlite"
    for one in (file, shared / "journal.sqlite-journal"):
        one.write_bytes(b"")
        one.chmod(0o644)

    with as_another_user():
        trouble = trouble_with(file, of_sqlite("SQLITE_READONLY"))

    assert trouble is not None
    assert (trouble.code, trouble.values["owner"]) == (Message.WRITE_UNFINISHED, "root")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_BUSY", Message.NOT_SAVED_IN_USE),
        ("SQLITE_READONLY", Message.READ_ONLY),
        ("SQLITE_FULL", Message.NOT_SAVED),
    ],
)
def test_what_was_not_saved_says_why(tmp_path: Path, name: str, code: MessageCode) -> None:
    assert why_not_saved(tmp_path / "journal.sqlite", of_sqlite(name)).code is code


def test_a_drive_that_can_only_be_read_is_said_before_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = list(os.statvfs(tmp_path))
    values[8] |= os.ST_RDONLY
    monkeypatch.setattr(os, "statvfs", lambda _path: os.statvfs_result(values))

    error = why_only_read(tmp_path / "journal.sqlite", "read-only file system")

    assert (error.code, error.values["reason"]) == (Message.READ_ONLY_DRIVE, "read-only file system")


def test_what_went_meanwhile_is_nobody_s(tmp_path: Path) -> None:
    gone, error = tmp_path / "gone", PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    forbidden, file = trouble_with(gone / "journal.sqlite", error), trouble_with(gone, error)

    assert owner_of(gone) == ""
    assert forbidden is not None
    # What is said names the folder that is still there.
    assert (forbidden.code, forbidden.values["file"]) == (Message.FOLDER_FORBIDDEN, str(tmp_path))
    assert file is not None
    assert (file.code, file.values["file"]) == (Message.FILE_FORBIDDEN, str(gone))


@second_user
def test_who_has_no_account_is_named_by_number(shared: Path) -> None:
    file = shared / "file"
    file.touch()
    os.chown(file, ANOTHER, ANOTHER)

    assert owner_of(file) == str(ANOTHER)


@second_user
def test_a_folder_that_cannot_be_made_names_the_one_above_it(shared: Path) -> None:
    with as_another_user():
        error = refusal(lambda: check_folder(shared / "data"))

    assert (error.code, error.values) == (Message.FOLDER_OF_ANOTHER, {"file": str(shared), "owner": "root"})


def test_a_folder_that_can_be_used_is_made(tmp_path: Path) -> None:
    check_folder(tmp_path / "bench" / "data")

    assert (tmp_path / "bench" / "data").is_dir()


def test_a_folder_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    nameless = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))

    assert refusal(lambda: check_folder(tmp_path / "file")).code is Message.FOLDER_IS_FILE
    assert refusal(lambda: check_folder(nameless)).values == {"file": readable(nameless)}
    assert readable(nameless) == f"{tmp_path}/\ufffd"

    def refuse(_folder: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "scandir", refuse)
    unusable = refusal(lambda: check_folder(tmp_path))
    assert (unusable.code, unusable.values["reason"]) == (Message.FOLDER_UNUSABLE, os.strerror(errno.EACCES))


@second_user
def test_what_another_user_keeps_is_neither_set_aside_nor_written_over(shared: Path) -> None:
    settings, anchors, any_file = shared / "settings.json", shared / "anchors.json", shared / "any.json"
    save_settings(settings, DeviceSettings(theme="dark"))
    save_anchors(anchors, AnchorFile((), {"c": (3, "hash")}))
    write_whole(any_file, b"theirs")
    shared.chmod(0o777)
    before = {one.name: one.read_bytes() for one in shared.iterdir()}
    for one in shared.iterdir():
        one.chmod(0o600)

    with as_another_user():
        assert load_settings(settings) == DeviceSettings()
        assert load_anchors(anchors) == AnchorFile()
        for work in (
            lambda: save_settings(settings, DeviceSettings()),
            lambda: save_anchors(anchors, AnchorFile()),
            lambda: write_whole(any_file, b"mine"),
        ):
            assert refusal(work).code is Message.NOT_SAVED

    assert {one.name: one.read_bytes() for one in shared.iterdir()} == before


def test_damaged_settings_are_set_aside(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    for content in (b"", b"{", b"\xff", b'{"sound": "loud"}'):
        settings.write_bytes(content)
        assert load_settings(settings) == DeviceSettings()
        assert settings.with_suffix(".damaged.json").read_bytes() == content
    settings.mkdir()
    assert load_settings(settings) == DeviceSettings()
    assert settings.is_dir()


def test_damaged_settings_that_cannot_be_set_aside_stay_and_the_defaults_serve(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_bytes(b"{")
    (tmp_path / "settings.damaged.json").mkdir()

    assert load_settings(settings) == DeviceSettings()
    assert settings.read_bytes() == b"{"


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize(
    ("mode", "files", "folders"), [(0o755, 0o600, 0o700), (0o700, 0o600, 0o700), (0o2770, 0o660, 0o2770)]
)
def test_what_is_written_is_of_its_owner_alone_unless_the_folder_is_shared(
    tmp_path: Path, mode: int, files: int, folders: int
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    before = os.umask(0)
    try:
        journal = journal_of(folder / "journal.sqlite")
        make_backup(journal, folder / "backups", DAY)
        LibraryIndex(str(folder / "library.sqlite")).close()
        stream = watch_faults(folder / "faults.txt")
        assert stream is not None
        faulthandler.disable()
        stream.close()
        write_whole(folder / "monographs" / "overlays" / "one.json", b"{}")
    finally:
        os.umask(before)

    for path in folder.rglob("*"):
        assert oct(path.stat().st_mode & 0o7777) == oct(folders if path.is_dir() else files), path


@second_user
@pytest.mark.parametrize("closed", ["monographs", "monographs/overlays"])
def test_what_another_user_keeps_closed_does_not_keep_the_bundled_compounds_from_being_read(closed: str) -> None:
    with folder_for_two() as shared:
        own = shared / "monographs"
        (own / "overlays").mkdir(parents=True)
        (own / "versions" / LENALIDOMIDE).mkdir(parents=True)
        (shared / closed).chmod(0o700)
        with as_another_user():
            library = Library(Folders(BUNDLED, own), shared / "library.sqlite")
            library.renew()
            found = library.headlines()
            said = {str(error) for error in library.refused}
            versions = OwnCompounds(library).versions(LENALIDOMIDE)
            library.close()

    assert len(found) == len(list(BUNDLED.glob("*.json")))
    # One reason for all of them, which names the folder; none where its files may be counted and there are none.
    assert len(said) <= 1
    assert versions == ()
