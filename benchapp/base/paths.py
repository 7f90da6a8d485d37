"""Where things lie: the files that come with the program, and the person's data folder; how a file is replaced."""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec import Struct

# A plain string, so that the branches of other systems are type-checked here as well.
_SYSTEM = str(sys.platform)


@cache
def resources() -> Path:
    """Return the folder of what comes with the program: in a checkout, a wheel or a built bundle."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled is not None:
        return Path(bundled) / "resources"
    package = Path(__file__).resolve().parent.parent
    in_wheel = package / "resources"
    return in_wheel if in_wheel.is_dir() else package.parent / "resources"


def libraries() -> Path | None:
    """Return the folder of the libraries that a built program has of its own; None in a checkout or a wheel."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled is not None else None


def default_data_folder() -> Path:
    """Return the folder in which the person's data lies: beside a portable program, else as the system wants it."""
    beside = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (beside / "portable").exists():
        return beside / "data"
    if _SYSTEM == "linux":
        # The XDG base directory specification; platformdirs says the same, and takes 2 ms of each start to say it.
        # It has one look past a path that is not absolute.
        stated = Path(os.environ.get("XDG_DATA_HOME", "").strip())
        return (stated if stated.is_absolute() else Path.home() / ".local" / "share") / "benchapp"
    from platformdirs import user_data_path  # noqa: PLC0415 (a start with --data does not need it)

    return user_data_path("benchapp", appauthor=False)


class DataFolder(Struct, frozen=True):
    """The person's data folder.

    Attributes:
        root: The folder; everything of a person's lies in it.
    """

    root: Path

    @property
    def journal(self) -> Path:
        """The journal; this file is what has to be backed up."""
        return self.root / "journal.sqlite"

    @property
    def snapshot(self) -> Path:
        """A bench for a fast start; can be thrown away."""
        return self.root / "snapshot.msgpack"

    @property
    def anchors(self) -> Path:
        """Boots seen and heads of the journal."""
        return self.root / "anchors.json"

    @property
    def settings(self) -> Path:
        """Settings of this device."""
        return self.root / "settings.json"

    @property
    def index(self) -> Path:
        """Search index of the library; can be thrown away."""
        return self.root / "library.sqlite"

    @property
    def monographs(self) -> Path:
        """The person's own monographs."""
        return self.root / "monographs"

    @property
    def backups(self) -> Path:
        """Dated copies of the journal."""
        return self.root / "backups"

    @property
    def mend(self) -> Path:
        """Left where the check found the journal unreadable: the next start repairs it."""
        return self.root / "mend-journal"

    @property
    def restored(self) -> Path:
        """Left where a backup was put in the journal's place: the next start begins a new chain."""
        return self.root / "restored-journal"

    @property
    def lock(self) -> Path:
        """Held by the one running program."""
        return self.root / "running.lock"

    @property
    def request(self) -> Path:
        """Written by a second start that asks the first to come forward."""
        return self.root / "come-forward"

    @property
    def unsaved(self) -> Path:
        """What is typed and not recorded; there while the program runs."""
        return self.root / "unsaved.json"

    @property
    def crash(self) -> Path:
        """The last crash report."""
        return self.root / "crash.txt"

    @property
    def faults(self) -> Path:
        """What the interpreter wrote when it died; empty otherwise."""
        return self.root / "faults.txt"

    @property
    def installation(self) -> Path:
        """The id of this installation; a copied folder gets another one."""
        return self.root / "installation.json"


def replace_file(path: Path, data: bytes, before: Callable[[Path], object] = lambda _: None) -> None:
    """Replace a file, or write one that is not there; after a crash the old or the new one is there, never a part.

    Args:
        path: The file.
        data: What is in it from then on.
        before: Called with the new file before it is put in place.

    Raises:
        OSError: It could not be written; the old file is untouched, and nothing half written is left.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        before(temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Write a rename in a folder through to the disk."""
    # Only POSIX lets a folder be opened for this; elsewhere the rename itself is what there is.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
