"""Why a file or folder cannot be opened, where that is no damage: permission, a lock, a drive that fails or is gone.

Damage is set aside and repaired; none of this may be. Whoever has the file or the drive back finds all of it.
"""

import errno
import os
import sqlite3
import stat
from pathlib import Path

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import make_folder, reason_of

# Primary result codes of SQLite that say nothing about what is in the file (sqlite.org/rescode.html).
_HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_NOT_WRITABLE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOLFS}
)
_NO_DAMAGE = _HELD | _NOT_WRITABLE | {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT}
_PRIMARY = 0xFF
_NO_ROOM = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))


def _code_of(error: Exception) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & _PRIMARY


def forbids_writing(error: sqlite3.Error) -> bool:
    """Return whether an error of SQLite says that the file may not be written; a full disk is no such error."""
    return _code_of(error) in _NOT_WRITABLE


def is_held(error: sqlite3.Error) -> bool:
    """Return whether an error of SQLite says that another program holds the file just now."""
    return _code_of(error) in _HELD


def is_full(error: Exception) -> bool:
    """Return whether an error of the system or of SQLite says that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return _code_of(error) == sqlite3.SQLITE_FULL


def tells_of_damage(error: Exception) -> bool:
    """Return whether an error of SQLite says that what is in the file is damaged."""
    return _code_of(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def can_be_read(file: Path) -> bool:
    """Return whether the system lets a file be read."""
    return _probed(file) is None


def trouble_with(file: Path, error: Exception) -> BenchError | None:
    """Return why a file cannot be opened or read; None where the error tells of damage.

    Args:
        file: The file.
        error: What opening or reading it raised, of the system or of SQLite.
    """
    if isinstance(error, OSError):
        return _of_system(file, error)
    code = _code_of(error)
    if code is None or code not in _NO_DAMAGE:
        return None
    if code in _HELD:
        return BenchError(Message.FILE_IN_USE, file=str(file))
    if code == sqlite3.SQLITE_FULL:
        return BenchError(Message.FOLDER_UNUSABLE, file=str(file.parent), reason=str(error))
    found = _probed(file)
    if found is not None:
        return _of_system(file, found)
    for rest in (file.with_name(f"{file.name}{end}") for end in ("-journal", "-wal", "-shm")):
        if rest.is_dir():
            return BenchError(Message.FILE_IS_FOLDER, file=str(rest))
    unfinished = file.with_name(f"{file.name}-journal")
    if unfinished.exists() and not _may(file.parent, os.W_OK):
        return BenchError(Message.WRITE_UNFINISHED, file=str(file), owner=owner_of(file.parent))
    return BenchError(Message.CANNOT_BE_READ, file=str(file), reason=str(error))


def why_only_read(file: Path, reason: str = "") -> BenchError:
    """Return in a message why a file that can be read cannot be written.

    Args:
        file: The file.
        reason: What the system said.
    """
    what = file if not _may(file, os.W_OK) else file.parent
    if _read_only_drive(file):
        return BenchError(Message.READ_ONLY_DRIVE, file=str(file), reason=reason)
    if owner := _other_owner(what):
        return BenchError(Message.READ_ONLY_OF_ANOTHER, file=str(what), owner=owner, reason=reason)
    return BenchError(Message.READ_ONLY, file=str(what), reason=reason)


def why_not_saved(file: Path, error: sqlite3.Error) -> BenchError:
    """Return in a message why SQLite could not write into a file that was opened for writing."""
    if is_held(error):
        return BenchError(Message.NOT_SAVED_IN_USE, file=str(file))
    if forbids_writing(error):
        return why_only_read(file, str(error))
    return BenchError(Message.NOT_SAVED, file=str(file), reason=str(error))


def check_folder(folder: Path) -> None:
    """Make a data folder if it is not there, and make sure that it can be entered and listed.

    Raises:
        BenchError: It cannot be used; says why.
    """
    try:
        # Qt and SQLite take names as text; bytes that are none reach them as another name.
        str(folder.absolute()).encode()
    except UnicodeEncodeError as error:
        raise BenchError(Message.FOLDER_NAME_UNREADABLE, file=readable(folder)) from error
    try:
        make_folder(folder)
        with os.scandir(folder) as there:
            next(there, None)
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and (hindered := _not_entered(folder)) is not None:
            raise _forbidden(hindered, Message.FOLDER_OF_ANOTHER, Message.FOLDER_FORBIDDEN) from error
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise BenchError(Message.FOLDER_IS_FILE, file=str(folder)) from error
        raise BenchError(Message.FOLDER_UNUSABLE, file=str(folder), reason=reason_of(error)) from error


def readable(path: Path) -> str:
    """Return a path as text that can be shown, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def owner_of(path: Path) -> str:
    """Return the name of whoever a file belongs to, their number where they have none, "" where nobody can tell."""
    try:
        return path.owner()
    except KeyError:
        return str(path.stat().st_uid)
    except (OSError, NotImplementedError):
        return ""


def _other_owner(path: Path) -> str:
    """Return whose a file is where it is another user's, "" where it is one's own or nobody can tell."""
    try:
        own = os.name == "posix" and path.stat().st_uid == os.geteuid()
    except OSError:
        own = False
    return "" if own else owner_of(path)


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _read_only_drive(file: Path) -> bool:
    try:
        return os.name == "posix" and bool(os.statvfs(file).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _probed(file: Path) -> OSError | None:
    """Return what the system says of reading a file; None where it lets it be read."""
    try:
        if stat.S_ISDIR(file.stat().st_mode):
            return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with file.open("rb") as opened:
            opened.read(1)
    except OSError as error:
        return error
    return None


def _of_system(file: Path, error: OSError) -> BenchError:
    if isinstance(error, PermissionError):
        hindered = _not_entered(file.parent)
        if hindered is not None:
            return _forbidden(hindered, Message.FOLDER_OF_ANOTHER, Message.FOLDER_FORBIDDEN)
        return _forbidden(file, Message.FILE_OF_ANOTHER, Message.FILE_FORBIDDEN)
    if isinstance(error, IsADirectoryError):
        return BenchError(Message.FILE_IS_FOLDER, file=str(file))
    return BenchError(Message.CANNOT_BE_READ, file=str(file), reason=reason_of(error))


def _forbidden(path: Path, of_another: MessageCode, own: MessageCode) -> BenchError:
    if owner := _other_owner(path):
        return BenchError(of_another, file=str(path), owner=owner)
    return BenchError(own, file=str(path))


def _not_entered(folder: Path) -> Path | None:
    """Return the first folder on the way to one, itself included, that may not be entered; None where each may be."""
    for above in (*reversed(folder.absolute().parents), folder):
        if not _may(above, os.X_OK | os.R_OK if above == folder else os.X_OK):
            return above if _there(above) else above.parent
    return None


def _there(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True
