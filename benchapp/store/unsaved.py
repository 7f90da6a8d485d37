"""What is typed and not recorded, in a file of its own while the program runs: one that was killed left it behind."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct, field


class Unsaved(Struct, frozen=True, omit_defaults=True):
    """What was typed and not recorded.

    Attributes:
        decimal: The decimal sign that it was typed with.
        own: The program's own words that are in fields, by what they were called in the language it was typed in.
        compound: The id of the compound that was open.
        form: The id of its form.
        calculators: What is in the fields of each calculator, by its name.
        tool: The calculator that is shown; "" where nothing was typed in one.
        ticks: Places of the steps of its recipe that are done.
        incubation: The form of a new incubation; None where nothing waits there.
        compounds: The forms of compounds, by the hash of the compound, "" for a new one.
    """

    decimal: str = "."
    own: Mapping[str, str] = field(default_factory=dict)
    compound: str = ""
    form: str = ""
    calculators: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tool: str = ""
    ticks: tuple[int, ...] = ()
    incubation: Mapping[str, object] | None = None
    compounds: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

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


def take_unsaved(file: Path) -> Unsaved | None:
    """Return what a program that was killed left behind, and remove it; None where there is nothing or it is cut."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    forget_unsaved(file)
    try:
        return msgspec.json.decode(data, type=Unsaved)
    except msgspec.MsgspecError:
        return None


def forget_unsaved(file: Path) -> None:
    """Remove it, where it can be: all of it was recorded, or the program ended as it should."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
