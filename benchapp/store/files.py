"""Files written whole or not at all."""

import errno
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from benchapp.base.paths import replace_file, sync_folder
from benchapp.domain.messages import BenchError, Message

_A_DAY_S = 24 * 3600


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file so that after a crash the old or the new one is there, never a part of one.

    Raises:
        BenchError: It could not be written; the old file is untouched.
    """
    try:
        make_folder(path.parent)
        if path.exists() and not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
            # A rename would do it, and what somebody else keeps there would be gone unread.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        replace_file(path, data, share)
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(path), reason=reason_of(error)) from error


def read_plain(file: Path, most: int = -1) -> bytes:
    """Return what is in a file of the program's own.

    Args:
        file: The file.
        most: How many bytes of it are read at most; a negative number for all.

    Raises:
        OSError: It cannot be read, or is none: a pipe in its place would wait for a writer.
    """
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _check_plain(handle)
        with os.fdopen(handle, "rb", closefd=False) as opened:
            return opened.read(most)
    finally:
        os.close(handle)


def read_bounded(file: Path, most: int) -> bytes | None:
    """Return what is in a file that anybody may have put there; None where that is more than it may be.

    Args:
        file: The file.
        most: How many bytes it may have.

    Raises:
        OSError: It cannot be read, or is none.
    """
    # Not by its size alone: a file may grow meanwhile, and some have none.
    if file.stat().st_size > most:
        return None
    data = read_plain(file, most + 1)
    return data if len(data) <= most else None


def _check_plain(handle: int) -> None:
    """Make sure that what was opened is a file, and no folder, pipe or device.

    Raises:
        OSError: It is not.
    """
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(number, os.strerror(number))


def take_mark(mark: Path) -> bool:
    """Return whether a mark was left, and take it away; what is no file, or cannot be taken away, is none."""
    if not mark.is_file():
        return False
    try:
        mark.unlink()
    except OSError:
        return False
    return True


def leave_mark(mark: Path) -> None:
    """Write an empty file as a mark for the next start.

    Raises:
        BenchError: It could not be left.
    """
    try:
        clear_place(mark)
        mark.touch()
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(mark), reason=reason_of(error)) from error


def clear_place(file: Path) -> None:
    """Rename what is no file where a file belongs, such as a folder, a pipe or a link; it is not deleted.

    Raises:
        OSError: It could not be renamed.
    """
    if file.is_symlink() or (file.exists() and not file.is_file()):
        number = 1
        while os.path.lexists(name := file.with_name(f"{file.name}-aside-{number}")):
            number += 1
        file.rename(name)


def is_shared(folder: Path) -> bool:
    """Return whether a folder was opened on purpose to a group: it may write there, or files inherit the group."""
    # Elsewhere a folder's own list of rights is inherited, and a mode means little.
    if os.name != "posix":
        return False
    try:
        return bool(folder.stat().st_mode & (stat.S_IWGRP | stat.S_ISGID))
    except OSError:
        return False


def free_name(file: Path, word: str = "") -> Path:
    """Return a name beside a file that is not taken yet: "unsaved-1.json", with a word "journal-damaged-1.sqlite"."""
    stem, number = "-".join(filter(None, (file.stem, word))), 1
    while (name := file.with_stem(f"{stem}-{number}")).exists():
        number += 1
    return name


def listed(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a folder, by name; none where there is no folder, or another user's that may not be entered.

    Args:
        folder: The folder.
        pattern: Of their names: "*.json".
    """
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for its owner alone; for the group too where the one above is shared.

    Raises:
        OSError: It cannot be made.
    """
    if folder.is_dir():
        return
    above = folder.parent
    if above != folder:
        make_folder(above)
    folder.mkdir(mode=0o700, exist_ok=True)
    if is_shared(above):
        with suppress(OSError):
            os.chown(folder, -1, above.stat().st_gid)
            folder.chmod(0o2770)


def share(file: Path) -> None:
    """Restrict a file to its owner, or to the group too where its folder is shared on purpose."""
    with suppress(OSError):
        if is_shared(file.parent):
            os.chown(file, -1, file.parent.stat().st_gid)
            file.chmod(0o660)
        else:
            file.chmod(0o600)


def put_in_place(part: Path, file: Path, aside: Path) -> None:
    """Put a finished file in the place of another, which stays under a second name; at no moment is there neither.

    What SQLite left beside the old file, to undo a write that was cut, goes with it: it would undo the new one.

    Args:
        part: The finished file, in the same folder.
        file: The place; it may be empty.
        aside: The name that what was there is kept under.

    Raises:
        OSError: It could not be done; `file` is as it was.
    """
    _sync(part)
    rollback, rollback_aside = (one.with_name(f"{one.name}-journal") for one in (file, aside))
    try:
        if file.exists():
            _named_again(file, aside)
        if rollback.exists():
            rollback.replace(rollback_aside)
        part.replace(file)
    except OSError:
        if rollback_aside.exists():
            rollback_aside.replace(rollback)
        aside.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def _named_again(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:
        # The file systems of sticks know one name for each file.
        shutil.copyfile(file, name)
        _sync(name)


def _sync(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def new_half(folder: Path, name: str) -> Path:
    """Make an empty file for something that is being written, under a name of its own, and return it.

    Args:
        folder: Where; `remove_halves` takes away what a killed program leaves there.
        name: What it becomes, in a word.

    Raises:
        OSError: It cannot be made.
    """
    handle, half = tempfile.mkstemp(prefix=f".{name}.part.", dir=folder)
    os.close(handle)
    return Path(half)


def remove_halves(folder: Path, now: datetime) -> int:
    """Remove what a program killed in the middle of `write_whole` left behind in a folder; give how many files.

    Only those of more than a day are taken: a younger one may be in the writing.
    """
    removed = 0
    # With a database that was in the writing, what SQLite keeps beside it to undo a write.
    for half in listed(folder, ".*.*.????????") + listed(folder, ".*.*.????????-journal"):
        try:
            if now.timestamp() - half.stat().st_mtime > _A_DAY_S:
                half.unlink()
                removed += 1
        except OSError:
            # It costs a few bytes, and tomorrow's start tries again.
            continue
    return removed


def remove_file(path: Path) -> None:
    """Remove a file; one that is not there is removed already.

    Raises:
        BenchError: It could not be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(path), reason=reason_of(error)) from error


def reason_of(error: Exception) -> str:
    """Return what the system says of an error, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
