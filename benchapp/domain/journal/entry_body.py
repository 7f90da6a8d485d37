"""What the body of an entry says of itself, and the values that several bodies have."""

from typing import ClassVar

from msgspec import Struct, field

from benchapp.domain.units.amounts import Amount


class EntryBody(Struct, frozen=True, gc=False):
    """What happened. The name of the class is its kind, and is in the journal, as are the names of the fields.

    Attributes:
        VERSION: Version of its shape, as it is in the journal; a body of an older one is read without what came later.
    """

    VERSION: ClassVar[int] = 1

    def refers(self) -> frozenset[str]:
        """Return the ids of what it rests on: what an entry rests on cannot be undone before it."""
        return frozenset()

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids that it brings into being, that of its entry included.

        Args:
            entry: Id of the entry.
        """
        return frozenset({entry})


class KeptCaution(Struct, frozen=True, gc=False):
    """A caution as it was when something was done: code and values, never a sentence."""

    code: str
    severity: int
    values: dict[str, str | int | float | bool | None]


class KeptStep(Struct, frozen=True, gc=False):
    """A recipe step as it was followed: code and values."""

    code: str
    values: dict[str, str | int | float | bool | None]


class KeptPlate(Struct, frozen=True, gc=False):
    """A plate as it was planned when its tubes were made.

    Attributes:
        format: How many wells it has.
        wells: The wells that hold the same, by their content as text; their names with blanks between them.
        compounds: What each series is called.
        doses: What wells get of each series, the highest first.
    """

    format: int
    wells: dict[str, str] = field(default_factory=dict)
    compounds: tuple[str, ...] = ()
    doses: tuple[tuple[Amount, ...], ...] = ()


class Judged(Struct, frozen=True, gc=False):
    """A limit that a calculation was checked against, as it was at that moment.

    Attributes:
        rule: Name of the lab rule or fact id.
        source: Source key, or "lab rule".
        value: The figure then, as text with its unit and relation.
    """

    rule: str
    source: str
    value: str


class KeptInputs(Struct, frozen=True, gc=False):
    """What was in a calculator, to be put there again.

    Attributes:
        name: What people call it, or the label of what was made.
        compound: UUID of the compound.
        tool: The calculator.
        inputs: What was in its fields, by name.
        solution: Id of what was made by it; "" for a saved recipe.
        entry: Id of the entry that saved it; "" for what was made.
        home: The chain of that entry.
    """

    name: str
    compound: str
    tool: str
    inputs: dict[str, str]
    solution: str = ""
    entry: str = ""
    home: str = ""
