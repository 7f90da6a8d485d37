"""Every message the program can give, as a code with typed values.

Nothing under `ui` contains a sentence for the person: `domain` and `store` raise or return a code and what
it names, and one catalogue in `ui` words them. The journal keeps code and values, so that a notebook of today
can be read in another language tomorrow.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from benchapp.domain.codes import MessageCode
from benchapp.domain.codes.cautions import CautionMessages
from benchapp.domain.codes.counting import CountingMessages
from benchapp.domain.codes.in_vivo import InVivoMessages
from benchapp.domain.codes.inputs import InputMessages
from benchapp.domain.codes.journal import JournalMessages
from benchapp.domain.codes.library import LibraryMessages
from benchapp.domain.codes.plans import PlanMessages
from benchapp.domain.codes.recipes import BufferMessages, RecipeMessages
from benchapp.domain.codes.working import WorkingMessages

Value: TypeAlias = str | int | float | bool | None
Values: TypeAlias = Mapping[str, Value]


class Message(
    InputMessages,
    PlanMessages,
    CautionMessages,
    RecipeMessages,
    WorkingMessages,
    BufferMessages,
    LibraryMessages,
    JournalMessages,
    CountingMessages,
    InVivoMessages,
):
    """Every code under one name.

    Texts and not the members of an enum: to make four hundred of those takes three milliseconds of every start.
    """


def every_message() -> dict[str, MessageCode]:
    """Return each code by its name."""
    return {name: code for subject in Message.__bases__ for name, code in vars(subject).items() if name.isupper()}


class Work(StrEnum):
    """What is done in the background, as a message about its end begins."""

    AWAKE = "Keeping the computer awake"
    BACKUP = "The backup"
    CHECK = "The check of the journal"
    CLOSING = "Closing the years that are over"
    COPY = "The copy of the journal"
    EXCHANGE = "The exchange with the folder of the lab"
    EXPORT = "The export"
    FOLDER = "The check of the data folder"
    IMPORT = "The import"
    LIBRARY = "Reading the compounds"
    NOTIFICATION = "The notification on the desktop"
    PREVIEW = "Reading the file"
    READING = "Reading the journal"
    REMOVAL = "Removing the compound"
    SNAPSHOT = "Saving what makes the next start fast"
    SOUND = "The alarm sound"
    UNITS = "Reading the units, which the calculators need,"
    VERIFY = "The check of the calculators"


class Severity(IntEnum):
    """How loud a caution is; sorted by it, loudest first."""

    NOTE = 1
    CAUTION = 2
    STRONG = 3


class Caution(Struct, frozen=True):
    """One line for one decision: what, from which source, and what to do.

    Attributes:
        code: Which message.
        severity: How loud.
        values: What it names.
    """

    code: MessageCode
    severity: Severity
    values: dict[str, Value] = field(default_factory=dict)


class BenchError(Exception):
    """An error that the person at the bench can do something about.

    Whatever else reaches the event loop is a defect and goes to the crash report.

    Attributes:
        code: Which message this is.
        values: What the message names: the text as typed, a file, a figure; never a ready-made sentence.
    """

    def __init__(self, code: MessageCode, **values: Value) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: dict[str, Value] = dict(values)

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({named})"


class QuantityError(BenchError):
    """A typed amount that cannot be taken; the field that holds it shows why."""


class CalculationError(BenchError):
    """Given values from which nothing can be computed; `field` in the values names the input at fault."""
