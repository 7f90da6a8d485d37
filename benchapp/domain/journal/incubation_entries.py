"""Journal entries about incubations: started, re-dosed, planned anew, paused, stopped; alarms seen."""

from datetime import datetime
from typing import ClassVar, TypeAlias

from msgspec import field

from benchapp.domain.incubations.incubations import Incubation, Plan
from benchapp.domain.incubations.steps import HalfLife, PlannedStep
from benchapp.domain.journal.entry_body import EntryBody, KeptCaution
from benchapp.domain.journal.solution_entries import Taken, portions_taken, tubes_of
from benchapp.domain.units.moments import Moment


class IncubationStarted(EntryBody, frozen=True):
    """Cells were dosed and the clock runs.

    Attributes:
        incubation: What was started.
        cautions: What was said before.
        reason: Why it was started in spite of a caution that asks for one; "" where none did.
        taken: What was put on the cells of the working solutions; () in the first versions.
        discarded: Ids of the working solutions of which the rest was discarded.
    """

    # The second has the doses of a series; the third an end with a number of its own; the fourth how the cells grow,
    # and medium that was replaced; the fifth the vehicle of each kind of well; the sixth what was put on the cells;
    # the seventh re-doses at other times than the plan's.
    VERSION: ClassVar[int] = 7

    incubation: Incubation
    cautions: tuple[KeptCaution, ...] = ()
    reason: str = ""
    taken: tuple[Taken, ...] = ()
    discarded: tuple[str, ...] = ()

    def refers(self) -> frozenset[str]:
        """Return the ids of what the cells were dosed with."""
        known = {self.incubation.solution, self.incubation.stock, *self.incubation.also}
        return frozenset({*known, *tubes_of(self.taken)} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the incubation, and of the portions taken."""
        return frozenset({entry, self.incubation.id}) | portions_taken(entry, self.taken)


class IncubationChange(EntryBody, frozen=True):
    """Something about an incubation that runs.

    Attributes:
        incubation: Id of the incubation.
    """

    incubation: str

    def refers(self) -> frozenset[str]:
        """Return the id of the incubation."""
        return frozenset({self.incubation})


class RedoseGiven(IncubationChange, frozen=True):
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

    # The second has what was put on the cells of which tube; the third a note.
    VERSION: ClassVar[int] = 3

    step: int
    at: Moment
    solution: str = ""
    taken: tuple[Taken, ...] = ()
    discarded: tuple[str, ...] = ()
    note: str = ""

    def refers(self) -> frozenset[str]:
        """Return the ids of the incubation, and of what it was given with."""
        return frozenset({self.incubation, self.solution, *tubes_of(self.taken)} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the portions taken."""
        return frozenset({entry}) | portions_taken(entry, self.taken)


class RedoseSkipped(IncubationChange, frozen=True):
    """A re-dose was left out on purpose."""

    step: int
    reason: str


class PlanChosen(IncubationChange, frozen=True):
    """Whether the dose of a running incubation is renewed was decided after it had started."""

    plan: Plan


class AlarmAcknowledged(IncubationChange, frozen=True):
    """Somebody saw an alarm.

    Attributes:
        incubation: Whose.
        step: Which.
        late_s: How long after it came, s.
        due_s: When the step was due whose alarm it was, as the incubation's time, s; None in the first version.
        due_at: Where it was due at an appointment, when; None for a duration.
        ends: Whether the incubation is over with the alarm of its end; so in the first two versions.
    """

    # The second has what the alarm was due for; with the third the end waits to be done.
    VERSION: ClassVar[int] = 3

    step: int
    late_s: float
    due_s: float | None = None
    due_at: datetime | None = None
    ends: bool = True


class AlarmSnoozed(IncubationChange, frozen=True):
    """An alarm was put off until an instant.

    Attributes:
        incubation: Whose.
        step: Which.
        until: Until when.
        due_s: When the step was due whose alarm it was, as the incubation's time, s; None in the first version.
        due_at: Where it was due at an appointment, when; None for a duration.
    """

    # The second has what the alarm was due for.
    VERSION: ClassVar[int] = 2

    step: int
    until: Moment
    due_s: float | None = None
    due_at: datetime | None = None


class StepAdded(IncubationChange, frozen=True):
    """A step was planned for a running incubation."""

    step: PlannedStep


class StepMoved(IncubationChange, frozen=True):
    """A step of a running incubation got another time; `step` says which and when.

    Attributes:
        incubation: Whose.
        step: Its number and its new time.
        reason: Why; "" where not given.
    """

    step: PlannedStep
    reason: str = ""


class StepDone(IncubationChange, frozen=True):
    """A step that is no re-dose was done; with the end the incubation is over.

    Attributes:
        incubation: Whose.
        step: Its number.
        at: When.
        values: What was found, by name.
        planned: What was done, where nobody had planned it.
    """

    step: int
    at: Moment
    values: dict[str, str] = field(default_factory=dict)
    planned: PlannedStep | None = None


class IncubationPaused(IncubationChange, frozen=True):
    """Time is stopped from here on."""

    at: Moment
    reason: str = ""


class IncubationResumed(IncubationChange, frozen=True):
    """Time goes on from here."""

    at: Moment


class LengthChanged(IncubationChange, frozen=True):
    """An incubation ends at another time.

    Attributes:
        incubation: Whose.
        length_s: How long in all, s.
        until: Where the end is an appointment, when; None for a duration.
        zone: Name of the zone in which it was made.
        reason: Why; "" where not given.
    """

    length_s: float
    until: datetime | None = None
    zone: str = ""
    reason: str = ""


class HalfLifeChosen(IncubationChange, frozen=True):
    """What the band of an incubation is drawn by was chosen; None takes it away."""

    half_life: HalfLife | None


class IncubationStopped(IncubationChange, frozen=True):
    """An incubation was ended early."""

    reason: str


class RingsHere(IncubationChange, frozen=True):
    """The alarms of an incubation ring on the computer that writes this too, wherever it was started.

    Attributes:
        incubation: Whose.
        on: Whether they do from now on.
    """

    on: bool = True


# What happens to a step.
StepBody: TypeAlias = RedoseGiven | RedoseSkipped | StepAdded | StepMoved | StepDone
# What happens to an incubation that runs.
Progress: TypeAlias = (
    StepBody
    | PlanChosen
    | AlarmAcknowledged
    | AlarmSnoozed
    | IncubationPaused
    | IncubationResumed
    | LengthChanged
    | HalfLifeChosen
    | IncubationStopped
)
IncubationBody: TypeAlias = IncubationStarted | RingsHere | Progress
