"""How it goes between the folder of a lab and a server, as whoever carries there says in the folder.

This program opens no connection. A program of its own carries between a folder of this computer and a server, and
replaces this one file: the folder is that of one computer, so nobody else writes it.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import read_bounded, write_whole
from benchapp.store.lab.foreign import can_be_shown, decoded

FORMAT = "benchapp-server/1"
NAME = "server.json"
_MOST_BYTES = 16 * 1024
_Instant = Annotated[datetime, Meta(tz=True)]


class ServerNote(Struct, frozen=True):
    """How it goes between a folder and a server.

    Attributes:
        last: When all was carried last; None for never.
        trouble: What keeps entries from travelling, in a sentence; "" for nothing.
        since: When that began.
    """

    last: _Instant | None = None
    trouble: Annotated[str, Meta(max_length=2000)] = ""
    since: _Instant | None = None


class _NoteFile(Struct, frozen=True):
    """A note as it is in its file."""

    format: str
    server: ServerNote


def read_note(folder: Path) -> ServerNote | None:
    """Return what the folder of a lab says of its server; None where nobody carries, or it cannot be read."""
    try:
        found = decoded(read_bounded(folder / NAME, _MOST_BYTES), _NoteFile)
    except (OSError, ValueError):
        return None
    instants = [one for one in (found.server.last, found.server.since) if one is not None]
    possible = found.format == FORMAT and all(map(can_be_shown, instants))
    return found.server if possible else None


def leave_note(folder: Path, note: ServerNote) -> None:
    """Write into the folder of a lab how it goes.

    Raises:
        BenchError: It cannot be written. The folder itself is never made: it may be on a drive that is away.
    """
    if not folder.is_dir():
        raise BenchError(Message.LAB_NOT_HERE, folder=str(folder))
    write_whole(folder / NAME, msgspec.json.format(msgspec.json.encode(_NoteFile(FORMAT, note))))
