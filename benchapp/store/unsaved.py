"""What is typed and not recorded, in a file of its own while the program runs: one that was killed left it behind."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.store.files import free_name

# A program that was ended so often in the middle of putting it back is taken to be ended by it.
MOST_TRIES = 3


class Unsaved(Struct, frozen=True, omit_defaults=True):
    """What was typed and not recorded.

    Attributes:
        decimal: The decimal sign that it was typed with.
        own: The program's own words that are in fields, by what they were called in the language it was typed in.
        compound: The id of the compound that was open.
        form: The id of its form.
        substance: The name of the substance without a page that was calculated with; "" for a compound.
        molar_mass: The molar mass of that substance, g/mol.
        calculators: What is in the fields of each calculator, by its name.
        tool: The calculator that is shown; "" where nothing was typed in one.
        ticks: Places of the steps of its recipe that are done.
        incubation: The form of a new incubation; None where nothing waits there.
        compounds: The forms of compounds, by the hash of the compound, "" for a new one.
        tries: How often a start has begun to put it back.
    """

    decimal: str = "."
    own: Mapping[str, str] = field(default_factory=dict)
    compound: str = ""
    form: str = ""
    substance: str = ""
    molar_mass: str = "0"
    calculators: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tool: str = ""
    ticks: tuple[int, ...] = ()
    incubation: Mapping[str, object] | None = None
    compounds: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    tries: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.tool or self.incubation or self.compounds)


def keep_unsaved(file: Path, unsaved: Unsaved) -> None:
    """Write what was typed in the place of what was there; nothing where the disk takes nothing: it is a copy.

    A computer that lost its power may be left with a part of it, which is nothing.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(msgspec.json.encode(unsaved))
        part.replace(file)
    except OSError:
        forget_unsaved(part)


def begin_with_unsaved(file: Path) -> Unsaved | None:
    """Return what a program that was killed left behind; None where there is nothing, or it is cut, and then removed.

    It stays until something is kept in its place: this program may be killed as well while it puts it back. That it has
    begun is written down there.
    """
    try:
        left = msgspec.json.decode(file.read_bytes(), type=Unsaved)
    except OSError:
        return None
    except msgspec.MsgspecError:
        forget_unsaved(file)
        return None
    keep_unsaved(file, replace(left, tries=left.tries + 1))
    return left


def set_aside(file: Path) -> Path:
    """Give what cannot be put back another name, beside those that were set aside before; return it.

    Where the disk refuses, it stays where it is.
    """
    with suppress(OSError):
        return file.rename(free_name(file))
    return file


def forget_unsaved(file: Path) -> None:
    """Remove it, where it can be: all of it was recorded, or the program ended as it should."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
