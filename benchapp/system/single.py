"""One running program for each data folder: a lock file, and a request to the one that runs to come forward.

What is in the lock file proves nothing: a power cut leaves it empty, and its process number may be another
program's by now. A program runs where the system says that the file is held, or where one answers a request.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QLockFile, QSysInfo

from benchapp.domain.messages import BenchError
from benchapp.store.file_errors import owner_of
from benchapp.store.files import clear_place, make_folder, read_plain, share, write_whole

# How long a program may take to answer: one that reads a long list is busy for a second or two.
ANSWER_S = 4.0
_LOOK_EVERY_S = 0.02
# A lock file is written and then held; one that nobody holds after this time is of nobody.
_SETTLED_S = 0.3
# What tells the screen of one session from that of another.
_SCREEN = ("WAYLAND_DISPLAY", "DISPLAY")


class Holder(Struct, frozen=True):
    """Who holds the lock, as far as the lock file tells.

    Attributes:
        pid: Process number; 0 where it cannot be read.
        host: Name of the machine; "" where it cannot be read.
        elsewhere: Whether that is another machine.
        owner: Name of the user whose lock file it is; "" where nobody can tell.
        in_sight: Whether its windows are on the screen of this session.
    """

    pid: int
    host: str
    elsewhere: bool
    owner: str = ""
    in_sight: bool = True


class SingleRun:
    """The lock of a data folder.

    Args:
        lock: The lock file.
        request: Where a second start asks the first to come forward.

    Raises:
        OSError: The folder is not there and cannot be made.
    """

    def __init__(self, lock: Path, request: Path) -> None:
        make_folder(lock.parent)
        self._request = request
        self._file = lock
        self._lock = QLockFile(str(lock))
        # A lock of this machine whose process is gone is taken over; age alone proves nothing.
        self._lock.setStaleLockTime(0)

    def take(self) -> bool:
        """Acquire the lock; return False where another program holds it, or may.

        A folder that cannot be written, or a full disk, holds no lock and keeps nobody out: the journal opens all
        the same, as a viewer where it cannot be written.
        """
        self._clear_the_place()
        if self._lock.tryLock(0):
            share(self._file)
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return self.held() is not True
        if self.holder().elsewhere or self.held() is not False:
            return False
        return self._take_over()

    def _clear_the_place(self) -> None:
        """Set aside what is no file where the lock file belongs; nobody can hold it."""
        try:
            clear_place(self._file)
        except OSError:
            # A folder that cannot be written needs no lock.
            return

    def held(self) -> bool | None:
        """Return whether the system says that a running program holds the lock file; None where it cannot tell."""
        with _opened(self._file) as handle:
            return None if handle is None else _is_held(handle)

    def _take_over(self) -> bool:
        """Acquire a lock that nobody holds, unless another program is just about to."""
        time.sleep(_SETTLED_S)
        with _opened(self._file) as handle:
            if handle is None or _is_held(handle, keep=True) is not False:
                return self._lock.tryLock(0)
            try:
                if os.path.samestat(os.fstat(handle), self._file.stat()):
                    self._file.unlink()
            except OSError:
                # Somebody else was faster; who has it now is asked once more.
                pass
            return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def override(self) -> bool:
        """Acquire the lock of another machine, which the person has confirmed."""
        try:
            self._file.unlink(missing_ok=True)
        except OSError:
            return False
        return self.take()

    def holder(self) -> Holder:
        """Return who holds the lock."""
        pid, host, _ = self._lock.getLockInfo()
        elsewhere = bool(host) and host != QSysInfo.machineHostName() and not self._of_this_machine()
        return Holder(int(pid), str(host), elsewhere, owner_of(self._file), _in_sight(int(pid), self._file))

    def _of_this_machine(self) -> bool:
        """Return whether the lock names this machine by its id, which stays when its name is changed."""
        try:
            lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        mine = bytes(QSysInfo.machineUniqueId().data()).decode("utf-8", "replace")
        return bool(mine) and len(lines) > 3 and lines[3] == mine

    def ask_to_come_forward(self, file: Path | None = None) -> bool:
        """Ask the program that runs to show its window, and to open a file; tell whether it could be asked."""
        try:
            # Whole or not at all: it is read as soon as it is there.
            write_whole(self._request, os.fsencode(file.resolve()) if file is not None else b"")
        except (OSError, BenchError):
            # The folder cannot be written; the sentence on the terminal has to do.
            return False
        return True

    def is_answered(self, within_s: float = ANSWER_S) -> bool:
        """Return whether a program takes the request; one that nobody takes is taken back."""
        for _ in range(max(1, int(within_s / _LOOK_EVERY_S))):
            if not self._request.exists():
                return True
            time.sleep(_LOOK_EVERY_S)
        return self.asked() is None

    def asked(self) -> str | None:
        """Return, once, that another start asked for the window: the file it wants opened, or ""; None if none did."""
        if not os.path.lexists(self._request):
            # Asked every few seconds as long as the program runs: an error that is raised takes three times as long.
            return None
        try:
            wanted = os.fsdecode(read_plain(self._request))
        except FileNotFoundError:
            return None
        except OSError:
            # Of another user, or no file: that somebody asks is reported all the same.
            wanted = ""
        try:
            self._request.unlink()
        except OSError:
            return None
        return wanted

    def release(self) -> None:
        """Release the lock."""
        self._lock.unlock()


@contextmanager
def _opened(file: Path) -> Iterator[int | None]:
    """Yield a file opened so that its lock can be asked about; None where it cannot be opened."""
    try:
        # Without waiting: a pipe that lies there would wait for a writer.
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        yield None
        return
    try:
        yield handle
    finally:
        os.close(handle)


def _is_held(handle: int, *, keep: bool = False) -> bool | None:
    """Return whether another process holds the lock of an open file, as Qt's lock file does while it is taken.

    Args:
        handle: The open file.
        keep: Keep the lock, if nobody has it, until the file is closed.
    """
    try:
        import fcntl  # noqa: PLC0415 (POSIX only)
    except ImportError:
        # On Windows Qt itself takes over what is not held, and what is held cannot be removed.
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        # A file system without such locks.
        return None
    if not keep:
        fcntl.flock(handle, fcntl.LOCK_UN)
    return False


def _in_sight(pid: int, lock: Path) -> bool:
    """Return whether the windows of a process are on the screen of this session, as far as the system says."""
    if os.name != "posix":
        return True
    try:
        if lock.stat().st_uid != os.geteuid():
            return False
        variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return True
    theirs = dict(variable.split(b"=", 1) for variable in variables if b"=" in variable)
    return all(theirs.get(name.encode(), b"") == os.environb.get(name.encode(), b"") for name in _SCREEN)
