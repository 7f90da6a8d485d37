"""One running program for each data folder: a lock file, and a request to the one that runs to come forward."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QLockFile, QSysInfo

from benchapp.domain.messages import BenchError
from benchapp.store.files import write_whole


class Holder(Struct, frozen=True):
    """Who holds the lock."""

    pid: int
    host: str
    elsewhere: bool


class SingleRun:
    """The lock of a data folder.

    Args:
        lock: The lock file.
        request: Where a second start asks the first to come forward.
    """

    def __init__(self, lock: Path, request: Path) -> None:
        lock.parent.mkdir(parents=True, exist_ok=True)
        self._request = request
        self._file = lock
        self._lock = QLockFile(str(lock))
        # A lock of this machine whose process is gone is taken over; age alone proves nothing.
        self._lock.setStaleLockTime(0)

    def take(self) -> bool:
        """Take the lock; False where another program holds it.

        A folder that cannot be written holds no lock and needs none: the journal opens as a viewer there.
        """
        return self._lock.tryLock(0) or self._lock.error() is QLockFile.LockError.PermissionError

    def override(self) -> bool:
        """Take the lock of another machine after the person said so."""
        self._file.unlink(missing_ok=True)
        return self.take()

    def holder(self) -> Holder:
        """Tell who holds the lock."""
        pid, host, _ = self._lock.getLockInfo()
        return Holder(int(pid), str(host), bool(host) and host != QSysInfo.machineHostName())

    def ask_to_come_forward(self, file: Path | None = None) -> None:
        """Ask the program that runs to show its window, and to open a file."""
        try:
            # Whole or not at all: it is read as soon as it is there.
            write_whole(self._request, str(file.resolve()).encode() if file is not None else b"")
        except (OSError, BenchError):
            # The folder cannot be written; the sentence on the terminal has to do.
            return

    def asked(self) -> str | None:
        """Tell, once, whether another start asked for the window: the file it wants opened, or ""; None if not."""
        try:
            wanted = self._request.read_text(encoding="utf-8", errors="replace")
            self._request.unlink()
        except OSError:
            return None
        return wanted

    def release(self) -> None:
        """Give the lock back."""
        self._lock.unlock()
