"""A monograph as it lies in the library: with the hash of its content, where it comes from, and what was edited."""

from enum import StrEnum

from msgspec import Struct

from benchapp.domain.compounds.edits import Overlay
from benchapp.domain.compounds.monograph import Monograph


class Origin(StrEnum):
    """Where a monograph comes from."""

    BUNDLED = "bundled"
    OWN = "own"
    VERSION = "version"


class LibraryItem(Struct, frozen=True):
    """A monograph with the hash of its content, which entries keep.

    Attributes:
        monograph: As it is shown and calculated with, a person's edits included.
        hash: SHA-256 of its canonical JSON.
        origin: Where it comes from.
        overlay: What a person has edited in it; None for nothing.
        bundled: As it came with the program, where it was edited.
        changed: Ids of edited facts whose bundled value has changed since.
    """

    monograph: Monograph
    hash: str
    origin: Origin = Origin.BUNDLED
    overlay: Overlay | None = None
    bundled: Monograph | None = None
    changed: tuple[str, ...] = ()
