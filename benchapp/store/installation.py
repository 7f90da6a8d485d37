"""Which installation this is: a random id kept in the data folder, tied to this machine and this folder.

Two machines never share an id: a folder that is copied, or opened from another path, meets another fingerprint and
gets an id of its own, so its entries go into a chain of their own.
"""

import hashlib
import uuid
from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.domain.messages import BenchError
from benchapp.store.files import read_plain, write_whole


class Installation(Struct, frozen=True):
    """This program in this data folder on this machine.

    Attributes:
        id: 32 hexadecimal digits, by chance.
        fingerprint: Hash of machine and folder when the id was made.
        before: The id that the folder had where it was moved or copied from; "" for none.
    """

    id: str
    fingerprint: str
    before: str = ""


def fingerprint(machine: str, folder: Path) -> str:
    """Return the hash of a machine and a folder on it; 32 hexadecimal digits."""
    return hashlib.sha256(f"{machine}\n{folder.resolve()}".encode()).hexdigest()[:32]


def identify_installation(file: Path, machine: str, *, write: bool = True) -> Installation:
    """Return the installation of a data folder, giving it an id where it has none or comes from elsewhere.

    Args:
        file: Where the id is kept, in the data folder.
        machine: Id of this machine.
        write: Whether a new id may be kept.

    Returns:
        As kept. Where an id cannot be kept, the fingerprint replaces it, so that it is the same at each start.
    """
    here = fingerprint(machine, file.parent)
    try:
        kept = msgspec.json.decode(read_plain(file), type=Installation)
    except (OSError, msgspec.DecodeError, ValueError):
        kept = None
    if kept is not None and kept.id and kept.fingerprint == here:
        return kept
    made = Installation(uuid.uuid4().hex, here, kept.id if kept is not None else "")
    unkept = Installation(here, here, made.before)
    if not write:
        return unkept
    try:
        write_whole(file, msgspec.json.encode(made))
    except BenchError:
        return unkept
    return made
