"""The folder that the computers of a lab share: a network share, a folder that a service synchronises, a stick.

Every file in it is written once, under a name that did not exist before. Nothing grows, nothing is renamed over
anything, and what is missing is not here yet: no file is taken as a reason to forget anything.
"""

import errno
import os
import uuid
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Protocol

import msgspec
from msgspec import Meta, Struct

from benchapp.base.paths import sync_folder
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import read_bounded, reason_of
from benchapp.store.lab.foreign import decoded
from benchapp.store.lab.segments import MOST_BYTES, SegmentName, UnfitError, is_chain, read_name

FORMAT = "benchapp-lab/1"
# What a program must know of to take part; it rises only for what cannot be passed over.
NEEDS = 1
_NEW, _OLD, _LAB = "new", "old", "lab.json"
# Where the computers leave signs of life.
HERE = "here"
# How long a half-written file of one's own is left: another program of this computer may be writing it.
_A_DAY_S = 24 * 3600
# What file systems of networks say that cannot write the entry of a folder through.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF})
# The file of the lab has a few hundred bytes.
_MOST_OF_LAB = 64 * 1024


class LabFile(Struct, frozen=True):
    """The file that makes a folder the folder of a lab.

    Attributes:
        format: The format and its version.
        lab: Id of the lab: another drive under the same letter has another.
        name: What people call it.
        needs: What a program must know of to take part.
    """

    format: str
    lab: Annotated[str, Meta(max_length=100)]
    name: Annotated[str, Meta(max_length=200)]
    needs: int = 1


class Listing(Struct, frozen=True):
    """What a look into a folder found.

    Attributes:
        names: Of segments, in order.
        strange: How many files have a name that is none of ours: copies in conflict, half-written ones.
    """

    names: tuple[SegmentName, ...]
    strange: int = 0


class Segments(Protocol):
    """Where segments lie."""

    def recent(self) -> Listing:
        """Return the recent segments of all chains."""
        ...

    def sealed(self, chain: str) -> Listing:
        """Return the large segments of a chain, which are not merged any more."""
        ...

    def chains_sealed(self) -> tuple[str, ...]:
        """Return the chains that have large segments."""
        ...

    def read(self, name: SegmentName) -> bytes:
        """Return the bytes of a segment."""
        ...

    def put(self, name: SegmentName, data: bytes, *, sealed: bool = False) -> None:
        """Write a segment."""
        ...

    def remove(self, name: SegmentName) -> None:
        """Remove a recent segment of one's own that a larger one holds too."""
        ...

    def remove_halves(self, chains: Collection[str], now: datetime) -> None:
        """Remove what a kill in the middle of writing a segment of some chains left behind long ago."""
        ...


class LabFolder:
    """The folder of a lab on a disk.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self, name: str, lab: str = "") -> LabFile:
        """Make this the folder of a lab.

        Args:
            name: What people call it.
            lab: Its id, where it exists elsewhere already; else it is a new one.

        Raises:
            BenchError: There is one, or it cannot be written.
        """
        made = LabFile(FORMAT, lab or str(uuid.uuid4()), name, NEEDS)
        if os.path.lexists(self.path / _LAB):
            raise BenchError(Message.LAB_THERE, folder=str(self.path))
        for part in (_NEW, _OLD):
            self._make_part(self.path / part)
        self._write_once(self.path / _LAB, msgspec.json.format(msgspec.json.encode(made)))
        return made

    def lab(self) -> LabFile:
        """Return whose folder it is.

        Raises:
            BenchError: It is no folder of a lab, cannot be reached, or needs a newer program.
        """
        try:
            data = read_bounded(self.path / _LAB, _MOST_OF_LAB)
        except FileNotFoundError as error:
            raise BenchError(Message.LAB_NOT_HERE, folder=str(self.path)) from error
        except OSError as error:
            raise self._unreachable(error) from error
        try:
            found = decoded(data, LabFile)
        except ValueError as error:
            raise BenchError(Message.LAB_DAMAGED, file=str(self.path / _LAB), reason=str(error)) from error
        if found.format != FORMAT or found.needs > NEEDS:
            raise BenchError(Message.LAB_NEWER, folder=str(self.path))
        return found

    @property
    def incoming(self) -> Path:
        """Where new segments come."""
        return self.path / _NEW

    def recent(self) -> Listing:
        """Return the recent segments of all chains.

        Raises:
            BenchError: The folder cannot be reached.
        """
        return self._list(self.path / _NEW)

    def changed_ns(self) -> tuple[int, int]:
        """Return two numbers: one is another once a recent segment was written or removed, one once a sign of life was.

        Raises:
            OSError: The folder cannot be reached.
        """
        signs = self.path / HERE
        return (self.path / _NEW).stat().st_mtime_ns, signs.stat().st_mtime_ns if signs.is_dir() else 0

    def sealed(self, chain: str) -> Listing:
        """Return the large segments of a chain.

        Raises:
            BenchError: The folder cannot be reached.
        """
        found = self._list(self.path / _OLD / chain)
        return Listing(tuple(name for name in found.names if name.chain == chain), found.strange)

    def chains_sealed(self) -> tuple[str, ...]:
        """Return the chains that have large segments.

        Raises:
            BenchError: The folder cannot be reached.
        """
        try:
            with os.scandir(self.path / _OLD) as found:
                # A copy in conflict of a folder has another name, and is passed over like that of a file.
                names = (one.name for one in found if one.is_dir(follow_symlinks=False))
                return tuple(sorted(name for name in names if is_chain(name)))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unreachable(error) from error

    def _list(self, folder: Path) -> Listing:
        names, strange = [], 0
        try:
            with os.scandir(folder) as found:
                for one in found:
                    name = read_name(one.name)
                    if name is None:
                        strange += 1
                    else:
                        names.append(name)
        except FileNotFoundError:
            # Also where the drive is gone; `lab` tells the two apart.
            return Listing(())
        except OSError as error:
            raise self._unreachable(error) from error
        return Listing(tuple(sorted(names)), strange)

    def read(self, name: SegmentName) -> bytes:
        """Return the bytes of a segment, wherever it lies.

        Raises:
            BenchError: It cannot be read: a service may not have brought it yet, or it was merged meanwhile.
        """
        recent, sealed = self.path / _NEW / name.text, self.path / _OLD / name.chain / name.text
        file = recent if recent.exists() else sealed
        try:
            data = read_bounded(file, MOST_BYTES)
        except OSError as error:
            raise UnfitError(Message.SEGMENT_NOT_READ, name) from error
        if data is None:
            raise UnfitError(Message.SEGMENT_TOO_LARGE, name)
        return data

    def put(self, name: SegmentName, data: bytes, *, sealed: bool = False) -> None:
        """Write a segment; where it is already there, nothing is written.

        Args:
            name: Its name.
            data: Its bytes.
            sealed: Whether it is a large one, which is not merged any more.

        Raises:
            BenchError: It cannot be written.
        """
        folder = self.path / _OLD / name.chain if sealed else self.path / _NEW
        self._make_part(folder)
        self._write_once(folder / name.text, data, name.chain)

    def remove(self, name: SegmentName) -> None:
        """Remove a recent segment; one that cannot be removed now is removed another time."""
        try:
            (self.path / _NEW / name.text).unlink(missing_ok=True)
        except OSError:
            return

    def remove_halves(self, chains: Collection[str], now: datetime) -> None:
        """Remove what a kill in the middle of writing a segment of some chains left behind long ago."""
        for folder in (self.path / _NEW, *(self.path / _OLD / chain for chain in chains)):
            # Another time, where they cannot be listed or removed now.
            with suppress(OSError), os.scandir(folder) as found:
                for one in found:
                    own = any(one.name.startswith(_half_of(chain)) for chain in chains)
                    if own and now.timestamp() - one.stat(follow_symlinks=False).st_mtime > _A_DAY_S:
                        Path(one.path).unlink()

    def put_beside(self, part: str, name: str, data: bytes) -> None:
        """Write a file that is no segment; where it is already there, nothing is written.

        Args:
            part: The folder within that of the lab.
            name: Name of the file.
            data: Its bytes.

        Raises:
            BenchError: It cannot be written.
        """
        folder = self.path / part
        self._make_part(folder)
        self._write_once(folder / name, data)

    def remove_beside(self, part: str, name: str) -> None:
        """Remove a file that is no segment; one that cannot be removed now is removed another time."""
        with suppress(OSError):
            (self.path / part / name).unlink(missing_ok=True)

    def _make_part(self, folder: Path) -> None:
        """Make a folder within that of the lab, with the rights that the lab's own has.

        Raises:
            BenchError: It cannot be made; the folder of the lab itself is never made: it may be a drive that is away.
        """
        try:
            for one in (folder.parent, folder):
                if one.is_relative_to(self.path) and one != self.path and not one.is_dir():
                    one.mkdir(exist_ok=True)
                    # A power cut would take it away again, with all that is in it.
                    _sync(one.parent)
        except OSError as error:
            raise self._unreachable(error) from error

    def _write_once(self, file: Path, data: bytes, chain: str = "") -> None:
        # Sharing services pass over names that begin with "~$" or end in ".tmp".
        part = file.with_name(f"{_half_of(chain)}{uuid.uuid4().hex[:8]}.tmp")
        try:
            if os.path.lexists(file):
                return
            try:
                with part.open("xb") as writing:
                    writing.write(data)
                    writing.flush()
                    os.fsync(writing.fileno())
                part.rename(file)
            finally:
                part.unlink(missing_ok=True)
            _sync(file.parent)
        except OSError as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: OSError) -> BenchError:
        return BenchError(Message.LAB_AWAY, folder=str(self.path), reason=reason_of(error))


def _half_of(chain: str) -> str:
    """Return how the name of a file begins that is being written: it tells whose it is."""
    return f"~$bc{chain[:8]}"


def _sync(folder: Path) -> None:
    """Write a name in a folder through to the disk, where its file system can.

    Raises:
        OSError: It could, and failed.
    """
    try:
        sync_folder(folder)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
