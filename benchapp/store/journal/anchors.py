"""The anchor file: the boots seen, and the heads of the journal, renewed each minute and after each entry.

Small and outside the journal, so that elapsed time survives a reboot and a cut tail is found.
"""

import os
from pathlib import Path

import msgspec
from msgspec import Struct, field

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.moments import BootSpan
from benchapp.store.files import read_plain, reason_of, write_whole


class AnchorFile(Struct, frozen=True):
    """What the anchor file holds.

    Attributes:
        spans: The boots seen, oldest first.
        heads: Sequence and hash of the last entry of each chain.
        replaced: Chains that were known when a backup was put back that has none of them.
    """

    spans: tuple[BootSpan, ...] = ()
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()

    @property
    def chains(self) -> frozenset[str]:
        """The chains that were known here at any time."""
        return frozenset(self.heads) | frozenset(self.replaced)

    def with_backup(self, heads: dict[str, tuple[int, str]]) -> "AnchorFile":
        """Return what holds when a backup was put back: the journal is measured against that from here on."""
        return AnchorFile(self.spans, heads, tuple(sorted(self.chains - set(heads))))


def load_anchors(path: Path) -> AnchorFile:
    """Read the anchor file; an absent or damaged one is an empty one, and wall time serves."""
    return _read(path) or AnchorFile()


def _read(path: Path) -> AnchorFile | None:
    try:
        return msgspec.json.decode(read_plain(path), type=AnchorFile)
    except (OSError, msgspec.DecodeError, ValueError):
        return None


def are_damaged(path: Path) -> bool:
    """Return whether there is an anchor file that cannot be read; an absent one is none."""
    return os.path.lexists(path) and _read(path) is None


def set_aside(path: Path) -> None:
    """Rename a damaged anchor file, so that a new one can be written.

    Raises:
        BenchError: It could not be renamed.
    """
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")):
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=str(path), reason=reason_of(error)) from error


def save_anchors(path: Path, anchors: AnchorFile) -> None:
    """Write the anchor file.

    Raises:
        BenchError: It could not be written.
    """
    write_whole(path, msgspec.json.encode(anchors))
