"""The anchor file: the boots seen, and the heads of the journal, renewed each minute and after each entry.

Small and outside the journal, so that elapsed time survives a reboot and a cut tail is found.
"""

from pathlib import Path

import msgspec
from msgspec import Struct, field

from benchapp.domain.moments import BootSpan
from benchapp.store.files import write_whole


class AnchorFile(Struct, frozen=True):
    """What the anchor file holds.

    Attributes:
        spans: The boots seen, oldest first.
        heads: Sequence and hash of the last entry of each chain.
    """

    spans: tuple[BootSpan, ...] = ()
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)


def load_anchors(path: Path) -> AnchorFile:
    """Read the anchor file; an absent or damaged one is an empty one, and wall time serves."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=AnchorFile)
    except (OSError, msgspec.DecodeError, ValueError):
        return AnchorFile()


def save_anchors(path: Path, anchors: AnchorFile) -> None:
    """Write the anchor file.

    Raises:
        BenchError: It could not be written.
    """
    write_whole(path, msgspec.json.encode(anchors))
