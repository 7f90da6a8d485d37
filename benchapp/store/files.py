"""Files written whole or not at all."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from benchapp.domain.messages import BenchError, Message

_A_DAY_S = 24 * 3600


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file so that after a crash the old or the new one is there, never a part of one.

    Raises:
        BenchError: It could not be written; the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(path), reason=reason_of(error)) from error


def remove_halves(folder: Path, now: datetime) -> int:
    """Remove what a program killed in the middle of `write_whole` left behind in a folder; give how many files.

    Only those of more than a day are taken: a younger one may be in the writing.
    """
    removed = 0
    for half in folder.glob(".*.*.????????"):
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
    """Give what the system says of an error, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def sync_folder(folder: Path) -> None:
    """Let a rename be on disk; `folder` holds it."""
    # Only POSIX lets a folder be opened for this; elsewhere the rename itself is what there is.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
