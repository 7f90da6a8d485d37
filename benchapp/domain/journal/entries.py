"""Journal entries: everything that happened, as values.

An entry says what happened, when it happened and when it was recorded, and by whom. State is a function of the
entries (`benchapp.domain.journal.state`). A body never changes its meaning: a new need is a new kind or a new version.
"""

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct, field

from benchapp.domain.incubations.incubations import Incubation, Plan
from benchapp.domain.incubations.steps import HalfLife, PlannedStep
from benchapp.domain.journal.chain_faults import ChainFaultAnswered, ChainFaultFound
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.solutions.solutions import Limit, Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment


class KeptCaution(Struct, frozen=True):
    """A caution as it stood when something was done: code and values, never a sentence."""

    code: str
    severity: int
    values: dict[str, str | int | float | bool | None]


class KeptStep(Struct, frozen=True):
    """A recipe step as it was followed: code and values."""

    code: str
    values: dict[str, str | int | float | bool | None]


class Judged(Struct, frozen=True):
    """A limit that a calculation was checked against, as it stood at that moment.

    Attributes:
        rule: Name of the lab rule or fact id.
        source: Source key, or "lab rule".
        value: The figure then, as text with its unit and relation.
    """

    rule: str
    source: str
    value: str


class ChainStarted(Struct, frozen=True):
    """First entry of a chain: an installation began to write here.

    Attributes:
        installation: Its id; in older journals the fingerprint of machine and folder.
        parent: Chain it goes on from; "" for a new journal.
        parent_head: Hash of that chain's last entry; "".
        reason: "new", "copied", "restored", "salvaged"; "upgraded" where the same computer got an id.
    """

    installation: str
    parent: str = ""
    parent_head: str = ""
    reason: str = "new"


class PersonNamed(Struct, frozen=True):
    """Somebody works here."""

    name: str


class PipettesSet(Struct, frozen=True):
    """The lab's pipettes from now on."""

    pipettes: tuple[Pipette, ...]


class LabRuleSet(Struct, frozen=True):
    """A lab rule was set; holds for what is made afterwards."""

    rule: str
    value: float
    was: float


class SolutionAdded(Struct, frozen=True):
    """A solution that was already there was entered."""

    solution: Solution


class Taken(Struct, frozen=True):
    """What was taken of a solution to make another, or to dose cells.

    Attributes:
        solution: Its id.
        portion: Which of its portions; "" for the next sealed tube.
        count: How many tubes were taken out.
        volume: How much in all; None where nobody knows.
        thawed: Whether they were thawed for it.
    """

    solution: str
    portion: str = ""
    count: int = 1
    volume: Amount | None = None
    thawed: bool = False


class SolutionMade(Struct, frozen=True):
    """A solution was made by a recipe.

    Attributes:
        solution: What came of it.
        thawed: In the first two versions, id of the stock of which an aliquot was thawed and used up; "" since.
        thawed_count: How many aliquots.
        steps: The recipe.
        cautions: What was said before.
        judged: The limits it was checked against.
        tool: The calculator that gave the recipe: "stock", "dilute", "series", "plate", "combine"; "" where not kept.
        inputs: What stood in its fields, by name, so that it can be made again.
        reason: Why it was made in spite of a caution that asks for one; "" where none did.
        taken: What was taken of what is on the shelf.
    """

    solution: Solution
    thawed: str = ""
    thawed_count: int = 0
    steps: tuple[KeptStep, ...] = ()
    cautions: tuple[KeptCaution, ...] = ()
    judged: tuple[Judged, ...] = ()
    tool: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    taken: tuple[Taken, ...] = ()


class RecipeSaved(Struct, frozen=True):
    """What stood in a calculator was kept under a name; a later one of the same name takes its place.

    Attributes:
        name: What people call it.
        compound: UUID of the compound.
        tool: The calculator.
        inputs: What stood in its fields, by name.
    """

    name: str
    compound: str
    tool: str
    inputs: dict[str, str] = field(default_factory=dict)


class SolutionFilled(Struct, frozen=True):
    """What was missing in a solution was added later, or corrected; empty fields stay as they were.

    Attributes:
        solution: Which.
        made_by: Whose work.
        lot: Lot of the compound.
        storage: How it is kept, and was from the beginning.
        place: Box and position.
        lot_expiry: Date on that lot.
        solvent_lot: Lot of the solvent or medium.
        solvent_expiry: Its date.
        expiries: The limits that these dates set; they take the place of earlier ones.
        light: "dark" where it is kept from light, "light" where not; "" where not given.
    """

    solution: str
    made_by: str = ""
    lot: str = ""
    storage: str = ""
    place: str = ""
    lot_expiry: str = ""
    solvent_lot: str = ""
    solvent_expiry: str = ""
    expiries: tuple[Limit, ...] = ()
    light: str = ""


class AliquotThawed(Struct, frozen=True):
    """Aliquots were taken out and thawed; they stand at room temperature from then on.

    Attributes:
        solution: Of which solution.
        count: How many.
        at: When.
        portion: Of which portion; "" for the next frozen one.
    """

    solution: str
    count: int
    at: Moment
    portion: str = ""


class PortionMoved(Struct, frozen=True):
    """Tubes were put elsewhere: frozen again, warmed, into another box.

    Attributes:
        solution: Of which solution.
        portion: Of which portion.
        count: How many tubes.
        storage: How they are kept from then on; "" as before.
        place: Box and position.
        at: When.
    """

    solution: str
    portion: str
    count: int
    storage: str
    place: str
    at: Moment


# What a stock is taken for where it goes into wells as it is.
DOSING = "dosing"
# Why the rest of a working solution was discarded that was put on cells.
LEFT_OVER = "left over"


class AmountTaken(Struct, frozen=True):
    """An amount was taken out of one tube; a frozen one was thawed for it.

    Attributes:
        solution: Of which solution.
        portion: Of which portion.
        volume: How much.
        at: When.
        purpose: What for; "" where not given.
    """

    solution: str
    portion: str
    volume: Amount
    at: Moment
    purpose: str = ""


class PortionSplit(Struct, frozen=True):
    """One tube was split into aliquots.

    Attributes:
        solution: Of which solution.
        portion: Of which portion.
        count: How many came of it.
        each: Volume of each.
        at: When.
    """

    solution: str
    portion: str
    count: int
    each: Amount
    at: Moment


class SolutionDiscarded(Struct, frozen=True):
    """A solution, or some tubes of it, was thrown away.

    Attributes:
        solution: Which.
        reason: Why.
        portion: Of which portion; "" for all of it.
        count: How many tubes; 0 for the whole portion.
    """

    solution: str
    reason: str
    portion: str = ""
    count: int = 0


class IncubationStarted(Struct, frozen=True):
    """Cells were dosed and the clock runs.

    Attributes:
        incubation: What was started.
        cautions: What was said before.
        reason: Why it was started in spite of a caution that asks for one; "" where none did.
        taken: What was put on the cells of the working solutions; () in the first versions.
        discarded: Ids of the working solutions of which the rest was discarded.
    """

    incubation: Incubation
    cautions: tuple[KeptCaution, ...] = ()
    reason: str = ""
    taken: tuple[Taken, ...] = ()
    discarded: tuple[str, ...] = ()


class RedoseGiven(Struct, frozen=True):
    """A re-dose was given.

    Attributes:
        incubation: To which.
        step: Its number.
        at: When.
        solution: Id of the solution it was given with; "" where not given.
        taken: What was put on the cells of it, or taken of a stock that was diluted for it; () in the first version.
        discarded: Ids of the working solutions of which the rest was discarded.
        note: What was noted beside it; "" in the first two versions.
    """

    incubation: str
    step: int
    at: Moment
    solution: str = ""
    taken: tuple[Taken, ...] = ()
    discarded: tuple[str, ...] = ()
    note: str = ""


class RedoseSkipped(Struct, frozen=True):
    """A re-dose was left out on purpose."""

    incubation: str
    step: int
    reason: str


class PlanChosen(Struct, frozen=True):
    """Whether the dose of a running incubation is renewed was decided after it had started."""

    incubation: str
    plan: Plan


class AlarmAcknowledged(Struct, frozen=True):
    """Somebody saw an alarm.

    Attributes:
        incubation: Whose.
        step: Which.
        late_s: How long after it came, s.
        due_s: When the step was due whose alarm it was, as the incubation's time, s; None in the first version.
        due_at: Where it was due at an appointment, when; None for a duration.
    """

    incubation: str
    step: int
    late_s: float
    due_s: float | None = None
    due_at: datetime | None = None


class IncubationStopped(Struct, frozen=True):
    """An incubation was ended early."""

    incubation: str
    reason: str


class StepAdded(Struct, frozen=True):
    """A step was planned for a running incubation."""

    incubation: str
    step: PlannedStep


class StepMoved(Struct, frozen=True):
    """A step of a running incubation got another time; `step` says which and when.

    Attributes:
        incubation: Whose.
        step: Its number and its new time.
        reason: Why; "" where not given.
    """

    incubation: str
    step: PlannedStep
    reason: str = ""


class StepDone(Struct, frozen=True):
    """A step that is no re-dose was done.

    Attributes:
        incubation: Whose.
        step: Its number.
        at: When.
        values: What was found, by name.
        planned: What was done, where nobody had planned it.
    """

    incubation: str
    step: int
    at: Moment
    values: dict[str, str] = field(default_factory=dict)
    planned: PlannedStep | None = None


class IncubationPaused(Struct, frozen=True):
    """Time is stopped from here on."""

    incubation: str
    at: Moment
    reason: str = ""


class IncubationResumed(Struct, frozen=True):
    """Time goes on from here."""

    incubation: str
    at: Moment


class LengthChanged(Struct, frozen=True):
    """An incubation ends at another time.

    Attributes:
        incubation: Whose.
        length_s: How long in all, s.
        until: Where the end is an appointment, when; None for a duration.
        zone: Name of the zone in which it was made.
        reason: Why; "" where not given.
    """

    incubation: str
    length_s: float
    until: datetime | None = None
    zone: str = ""
    reason: str = ""


class AlarmSnoozed(Struct, frozen=True):
    """An alarm was put off until an instant.

    Attributes:
        incubation: Whose.
        step: Which.
        until: Until when.
        due_s: When the step was due whose alarm it was, as the incubation's time, s; None in the first version.
        due_at: Where it was due at an appointment, when; None for a duration.
    """

    incubation: str
    step: int
    until: Moment
    due_s: float | None = None
    due_at: datetime | None = None


class HalfLifeChosen(Struct, frozen=True):
    """What the band of an incubation is drawn by was chosen; None takes it away."""

    incubation: str
    half_life: HalfLife | None


class ClockChanged(Struct, frozen=True):
    """The wall clock was set by this much; running timers did not follow it."""

    by_s: float


class Retracted(Struct, frozen=True):
    """An entry was undone; `entry` is its UUID."""

    entry: str


Body: TypeAlias = (
    ChainStarted
    | PersonNamed
    | PipettesSet
    | LabRuleSet
    | SolutionAdded
    | SolutionMade
    | RecipeSaved
    | SolutionFilled
    | AliquotThawed
    | PortionMoved
    | AmountTaken
    | PortionSplit
    | SolutionDiscarded
    | IncubationStarted
    | RedoseGiven
    | RedoseSkipped
    | PlanChosen
    | AlarmAcknowledged
    | IncubationStopped
    | StepAdded
    | StepMoved
    | StepDone
    | IncubationPaused
    | IncubationResumed
    | LengthChanged
    | AlarmSnoozed
    | HalfLifeChosen
    | ClockChanged
    | ChainFaultFound
    | ChainFaultAnswered
    | Retracted
)

# Kind and version as they are in the journal; the version is of the body's shape. The second of the solutions
# and incubations has the doses of a series and what stood in the calculator; the third what was taken of which tube,
# lots with their dates, and an end with a number of its own; the second of the alarms has what they were due for;
# the fourth of the incubations how the cells grow, and medium that was replaced; the fourth of the solutions and the
# fifth of the incubations the vehicle of each kind of well; the sixth of the incubations, and the second of the
# re-doses, what was put on the cells of which tube; the third of the re-doses a note. An older body is read without.
KINDS: dict[str, tuple[type[Body], int]] = {
    "ChainStarted": (ChainStarted, 1),
    "PersonNamed": (PersonNamed, 1),
    "PipettesSet": (PipettesSet, 1),
    "LabRuleSet": (LabRuleSet, 1),
    "SolutionAdded": (SolutionAdded, 4),
    "SolutionMade": (SolutionMade, 4),
    "RecipeSaved": (RecipeSaved, 1),
    "SolutionFilled": (SolutionFilled, 2),
    "AliquotThawed": (AliquotThawed, 2),
    "PortionMoved": (PortionMoved, 1),
    "AmountTaken": (AmountTaken, 1),
    "PortionSplit": (PortionSplit, 1),
    "SolutionDiscarded": (SolutionDiscarded, 2),
    "IncubationStarted": (IncubationStarted, 6),
    "RedoseGiven": (RedoseGiven, 3),
    "RedoseSkipped": (RedoseSkipped, 1),
    "PlanChosen": (PlanChosen, 1),
    "AlarmAcknowledged": (AlarmAcknowledged, 2),
    "IncubationStopped": (IncubationStopped, 1),
    "StepAdded": (StepAdded, 1),
    "StepMoved": (StepMoved, 1),
    "StepDone": (StepDone, 1),
    "IncubationPaused": (IncubationPaused, 1),
    "IncubationResumed": (IncubationResumed, 1),
    "LengthChanged": (LengthChanged, 1),
    "AlarmSnoozed": (AlarmSnoozed, 2),
    "HalfLifeChosen": (HalfLifeChosen, 1),
    "ClockChanged": (ClockChanged, 1),
    "ChainFaultFound": (ChainFaultFound, 1),
    "ChainFaultAnswered": (ChainFaultAnswered, 1),
    "Retracted": (Retracted, 1),
}


class Entry(Struct, frozen=True):
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
    def kind(self) -> str:
        """The name of the body's kind."""
        return type(self.body).__name__
