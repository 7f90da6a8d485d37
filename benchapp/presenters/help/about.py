"""What the program is made of: each part with its licence, as the file beside the texts lists them."""

from pathlib import Path

import msgspec
from msgspec import Struct


class BundledPart(Struct, frozen=True):
    """One part that is bundled.

    Attributes:
        name: Its name.
        version: Of the copy that is bundled; "" where it comes with another part.
        licence: Its SPDX expression, or in words where there is none.
        where: Where it is found: "in Qt", "on Linux"; "" for everywhere.
        text: The licence.
    """

    name: str
    version: str
    licence: str
    where: str
    text: str


class _Listed(Struct):
    name: str
    version: str
    licence: str
    file: str
    where: str


def read_parts(folder: Path) -> tuple[BundledPart, ...]:
    """Read the list and the texts.

    Raises:
        OSError: They cannot be read.
        msgspec.DecodeError: The list is damaged.
    """
    listed = msgspec.json.decode((folder / "parts.json").read_bytes(), type=list[_Listed])
    return tuple(
        BundledPart(one.name, one.version, one.licence, one.where, (folder / one.file).read_text(encoding="utf-8"))
        for one in listed
    )
