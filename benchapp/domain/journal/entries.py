"""Journal entries: everything that happened, as values.

An entry says what happened, when it happened and when it was recorded, and by whom. State is a function of the
entries (`benchapp.domain.journal.state`). A body never changes its meaning: a new need is a new kind or a new version.
"""

from datetime import datetime
from typing import ClassVar, TypeAlias, get_args

from msgspec import Struct, field

from benchapp.domain.journal.chain_faults import (
    ChainFaultAnswered,
    ChainFaultFound,
)
from benchapp.domain.journal.computers import ComputerNamed, ComputerRetired, QuestionAnswered
from benchapp.domain.journal.entry_body import (
    EntryBody,
    Judged,
    KeptCaution,
    KeptPlate,
    KeptStep,
)
from benchapp.domain.journal.incubation_entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    HalfLifeChosen,
    IncubationBody,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    LengthChanged,
    PlanChosen,
    Progress,
    RedoseGiven,
    RedoseSkipped,
    RingsHere,
    StepAdded,
    StepBody,
    StepDone,
    StepMoved,
)
from benchapp.domain.journal.joined_entries import ChainsApart, IncubationBrought, JoinedBody, SolutionBrought
from benchapp.domain.journal.lab_compounds import CompoundShared, CompoundWithdrawn
from benchapp.domain.journal.notes import NoteAdded
from benchapp.domain.journal.solution_entries import (
    DOSING,
    LEFT_OVER,
    AliquotThawed,
    AmountTaken,
    Handling,
    PortionMoved,
    PortionSplit,
    SolutionAdded,
    SolutionBody,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    Taken,
)
from benchapp.domain.lab.pipettes import Pipette

__all__ = [
    "DOSING",
    "KINDS",
    "LEFT_OVER",
    "AlarmAcknowledged",
    "AlarmSnoozed",
    "AliquotThawed",
    "AmountTaken",
    "Body",
    "ChainFaultAnswered",
    "ChainFaultFound",
    "ChainStarted",
    "ChainsApart",
    "ClockChanged",
    "CompoundShared",
    "CompoundWithdrawn",
    "ComputerNamed",
    "ComputerRetired",
    "Entry",
    "HalfLifeChosen",
    "Handling",
    "IncubationBody",
    "IncubationBrought",
    "IncubationPaused",
    "IncubationResumed",
    "IncubationStarted",
    "IncubationStopped",
    "JoinedBody",
    "Judged",
    "KeptCaution",
    "KeptPlate",
    "KeptStep",
    "LabRuleSet",
    "LengthChanged",
    "NoteAdded",
    "PersonNamed",
    "PipettesSet",
    "PlanChosen",
    "PortionMoved",
    "PortionSplit",
    "Progress",
    "QuestionAnswered",
    "RecipeRemoved",
    "RecipeSaved",
    "RedoseGiven",
    "RedoseSkipped",
    "Retracted",
    "RingsHere",
    "SolutionAdded",
    "SolutionBody",
    "SolutionBrought",
    "SolutionCorrected",
    "SolutionDiscarded",
    "SolutionFilled",
    "SolutionMade",
    "StepAdded",
    "StepBody",
    "StepDone",
    "StepMoved",
    "Taken",
]


class ChainStarted(EntryBody, frozen=True):
    """First entry of a chain: an installation began to write here.

    Attributes:
        installation: Its id; in older journals the fingerprint of machine and folder.
        parent: Chain it goes on from; "" for a new journal.
        parent_head: Hash of that chain's last entry; "".
        reason: "new", "copied", "restored", "salvaged"; "upgraded" where the same computer got an id; "joined" where
            it joined a lab from now on.
    """

    installation: str
    parent: str = ""
    parent_head: str = ""
    reason: str = "new"


class PersonNamed(EntryBody, frozen=True):
    """Somebody works here. Nothing writes it today; journals that are kept hold it."""

    name: str


class PipettesSet(EntryBody, frozen=True):
    """The lab's pipettes from now on."""

    pipettes: tuple[Pipette, ...]


class LabRuleSet(EntryBody, frozen=True):
    """A lab rule was set; holds for what is made afterwards.

    Attributes:
        rule: Its name.
        value: What it is from now on.
        was: What it was.
        also: Ids of the stocks in hand that had waited for it; it holds for them too. () in the first version.
        in_months: Whether it is months of the calendar, as long as the value is about; None in the first two
            versions, which wrote days for both.
        was_in_months: Whether it was.
    """

    # The second has what it holds for besides; the third tells months of the calendar from days.
    VERSION: ClassVar[int] = 3

    rule: str
    value: float
    was: float
    also: tuple[str, ...] = ()
    in_months: bool | None = None
    was_in_months: bool = False


class RecipeSaved(EntryBody, frozen=True):
    """What was in a calculator was saved under a name; a later one of the same name takes its place.

    Attributes:
        name: What people call it.
        compound: UUID of the compound.
        tool: The calculator.
        inputs: What was in its fields, by name.
        replaces: Id of the entry whose recipe had this name then, "" for none. None in the first version, which does
            not say.
    """

    # The second says what it takes the place of.
    VERSION: ClassVar[int] = 2

    name: str
    compound: str
    tool: str
    inputs: dict[str, str] = field(default_factory=dict)
    replaces: str | None = None


class RecipeRemoved(EntryBody, frozen=True):
    """A saved recipe was taken off the list; what was made by it stays."""

    name: str


class ClockChanged(EntryBody, frozen=True):
    """The wall clock was set by this much; running timers did not follow it."""

    by_s: float


class Retracted(EntryBody, frozen=True):
    """An entry was undone; `entry` is its UUID."""

    entry: str

    def refers(self) -> frozenset[str]:
        """Return the id of the entry that was undone."""
        return frozenset({self.entry})


Body: TypeAlias = (
    ChainStarted
    | PersonNamed
    | PipettesSet
    | LabRuleSet
    | RecipeSaved
    | RecipeRemoved
    | ClockChanged
    | ComputerNamed
    | ComputerRetired
    | QuestionAnswered
    | CompoundShared
    | CompoundWithdrawn
    | ChainFaultFound
    | ChainFaultAnswered
    | NoteAdded
    | Retracted
    | JoinedBody
    | SolutionBody
    | IncubationBody
)

# Each kind by its name, as it is in the journal.
KINDS: dict[str, type[Body]] = {kind.__name__: kind for kind in get_args(Body)}


class Entry(Struct, frozen=True, gc=False):
    """One entry of the journal, as read.

    Attributes:
        id: UUID.
        chain: Id of the chain it belongs to.
        sequence: Place in that chain, from 1.
        lamport: Logical time; entries are ordered by (lamport, chain, sequence).
        recorded_at: When it was written, UTC.
        zone: Name of the time zone then.
        happened_at: When it happened, UTC.
        person: Who said so; "" where not given.
        body: What happened.
        hash: Hash over all of it and the hash before it in the chain, hexadecimal.
    """

    id: str
    chain: str
    sequence: int
    lamport: int
    recorded_at: datetime
    zone: str
    happened_at: datetime
    person: str
    body: Body
    hash: str = field(default="")

    @property
    def place(self) -> tuple[int, str, int]:
        """Its place in the order of the journal."""
        return self.lamport, self.chain, self.sequence

    @property
    def about(self) -> frozenset[str]:
        """The ids of what it brings into being and of what it rests on."""
        return self.body.creates(self.id) | self.body.refers()

    @property
    def kind(self) -> str:
        """The name of the body's kind."""
        return type(self.body).__name__
