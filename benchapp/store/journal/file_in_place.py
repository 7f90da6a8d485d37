"""Whether the file of a journal that is open still lies in its place: it may be deleted, replaced or written over."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import trouble_with
from benchapp.store.files import make_folder, share
from benchapp.store.journal.encoding import Heads
from benchapp.store.journal.journal_file import JournalFile


class FileInPlace:
    """The place of a journal's file, watched since it was opened.

    Args:
        file: The open file.
    """

    def __init__(self, file: JournalFile) -> None:
        self._file = file
        self._path = file.path
        self._note()

    def _note(self) -> None:
        self._opened, self._state = _identity(self._path), _state(self._path)

    def wrote(self) -> None:
        """Record that this program has written into the file."""
        self._state = _state(self._path)

    def trouble(self, heads: Heads) -> BenchError | None:
        """Return what is wrong with the place of the file; None if nothing.

        It was deleted or moved, another file is there, or another was written over it. One that was put back with the
        same entries, or in which more were written, is opened again, and nothing is wrong.

        Args:
            heads: The last entry of each chain that is known of.
        """
        if not self._file.on_disk:
            return None
        found = _identity(self._path)
        if found is not None and found == self._opened and self._untouched():
            return None
        try:
            if found is not None and self._taken_up(found, heads):
                return None
        except BenchError as held:
            return held
        if found is not None:
            return self._replaced()
        if not self._path.parent.is_dir():
            return BenchError(Message.FOLDER_GONE, file=str(self._path.parent))
        return BenchError(Message.JOURNAL_GONE, file=str(self._path))

    def _replaced(self) -> BenchError:
        return BenchError(Message.JOURNAL_REPLACED, file=str(self._path))

    def _untouched(self) -> bool:
        """Return whether nobody else has written into the file; where it is only looked at, others may."""
        return self._file.why_read_only is not None or self._state == _state(self._path)

    def _taken_up(self, found: tuple[int, int], heads: Heads) -> bool:
        """Open the file that is there now, where it is this journal; tell whether it is.

        Another file has to hold the same entries and no others: those would not be shown. Into this one another
        program may have written more.

        Raises:
            BenchError: Somebody holds it just now, and nobody can tell.
        """
        if self._file.why_read_only is not None:
            return False
        try:
            with closing(self._read(self._path)) as there:
                same = _holds_all(there, heads) if found == self._opened else there.heads() == heads
            if same:
                self._file.open_again()
                self._note()
        except (BenchError, sqlite3.Error, OSError) as error:
            why = error if isinstance(error, BenchError) else trouble_with(self._path, error)
            if why is not None and why.code == Message.FILE_IN_USE:
                raise why from error
            return False
        return same

    def _read(self, path: Path) -> JournalFile:
        return JournalFile(path, read_only=True, connect=self._file.connect)

    def write_back(self, heads: Heads) -> None:
        """Write what is held of a file that was deleted or moved to its place again, and go on with that.

        Raises:
            BenchError: It could not be written, or something else lies there by now.
        """
        part = self._path.with_name(f".{self._path.name}.held")
        try:
            make_folder(part.parent)
            part.unlink(missing_ok=True)
            self.copy_into(part, heads)
            share(part)
            # A second name, and no rename: what somebody has put there meanwhile is not written over.
            self._path.hardlink_to(part)
            part.unlink()
        except (sqlite3.Error, OSError) as error:
            raise BenchError(Message.NOT_SAVED, file=str(self._path), reason=str(error)) from error
        trouble = self.trouble(heads)
        if trouble is not None:
            raise trouble

    def copy_into(self, file: Path, heads: Heads) -> None:
        """Copy what the open file holds, which may have no name any more, into another file.

        Raises:
            BenchError: It does not hold what was read of it: another was written over it.
            sqlite3.Error, OSError: It cannot be copied.
        """
        self._file.copy_to(file)
        try:
            with closing(self._read(file)) as there:
                whole = _holds_all(there, heads)
        except (BenchError, sqlite3.DatabaseError) as error:
            raise self._replaced() from error
        if not whole:
            raise self._replaced()


def _holds_all(file: JournalFile, heads: Heads) -> bool:
    return all(file.holds(chain, *head) for chain, head in heads.items())


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that is put in its place; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return what changes whenever somebody writes into a file; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    # A tool that copies may set the time of writing; that of the change of the file itself it cannot set.
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
