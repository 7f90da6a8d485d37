"""A monograph as it lies in the library: with the hash of its content, where it comes from, and what was edited."""

from enum import StrEnum

from msgspec import Struct

from benchapp.domain.compounds.edits import Overlay
from benchapp.domain.compounds.monograph import Monograph

# What the ids of substances without a page begin with; the name that was typed tells them apart.
SUBSTANCE = "9d0f1a54-6c1e-5b7e-8f5a-0c2d4e6f8a10"


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


def substance_id(name: str) -> str:
    """Return the id of the substance without a page that has this name, however it is spaced and capitalised."""
    return f"{SUBSTANCE}:{' '.join(name.split()).casefold()}"


def is_plain(compound: str) -> bool:
    """Return whether an id is that of a substance without a page."""
    return compound.startswith(SUBSTANCE)


def known_as(compound: str, name: str) -> str:
    """Return the id by which something in the journal is compared with others: of what has no page, its name tells.

    Earlier versions wrote one id for all of those, and a name can be corrected.
    """
    return substance_id(name) if is_plain(compound) else compound
