"""Journal entries by which a computer joins a lab from now on: what stays on it, and what it brings along.

What is brought is as it was then, in forms of its own: the state of the program changes with it, an entry never does.
"""

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct, field

from benchapp.domain.incubations.incubations import Incubation
from benchapp.domain.incubations.steps import HalfLife, PlannedStep
from benchapp.domain.journal.entry_body import EntryBody
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment


class ChainsApart(EntryBody, frozen=True):
    """Which chains of the journal stay on the computer that writes this, and are shared with nobody.

    Only that computer goes by it: nobody can say of another one's chains that they stay where they are.

    Attributes:
        chains: Their ids.
        apart: Whether they stay there from now on; else they are shared after all.
    """

    chains: tuple[str, ...]
    apart: bool = True


class BroughtTube(Struct, frozen=True, gc=False, omit_defaults=True):
    """Tubes of one solution that have been kept alike.

    Attributes:
        id: Their id.
        count: How many.
        since: When they came to where they are.
        ul: In each, µL; None where not given.
        storage: How they are kept; "" where not given.
        place: Box and position.
        liquid: Spans before that in which they were not frozen.
        warm: Spans before that at 37 °C.
        thaws: How often each was thawed.
        thawed: When the first time; None where never.
        seen: Everywhere they have been kept.
        opened: Whether something was taken from them, or they were thawed.
        solid_in: Where their solvent is solid.
    """

    id: str
    count: int
    since: Moment
    ul: float | None = None
    storage: str = ""
    place: str = ""
    liquid: tuple[tuple[Moment, Moment], ...] = ()
    warm: tuple[tuple[Moment, Moment], ...] = ()
    thaws: int = 0
    thawed: Moment | None = None
    seen: tuple[str, ...] = ()
    opened: bool = False
    solid_in: tuple[str, ...] = ()


class BroughtHandling(Struct, frozen=True, gc=False, omit_defaults=True):
    """One thing that was done to tubes: a correction of how they began does it again.

    Attributes:
        how: What.
        portion: Of which tubes; "" for the next sealed one, or for all.
        count: How many.
        at: When; None where that changes nothing.
        ul: How much was taken in all, or is in each, µL; None where nobody knows.
        new_id: Id of the tubes that came of it.
        storage: How they are kept from then on; "" as before.
        place: Box and position.
        reason: Why they were discarded.
        made: Id of the solution that was made of what was taken; "" for none.
    """

    how: str
    portion: str
    count: int = 1
    at: Moment | None = None
    ul: float | None = None
    new_id: str = ""
    storage: str = ""
    place: str = ""
    reason: str = ""
    made: str = ""


class SolutionBrought(EntryBody, frozen=True):
    """A solution was brought along into a lab, as it was then.

    Attributes:
        solution: With all that was filled in and corrected.
        tubes: What is left of it.
        done: What was done to its tubes, in order.
        thawed: How many tubes were taken out and thawed.
        discarded: Why it was discarded; None while it is in hand.
        filled: Names of the fields filled in or corrected after it was entered.
        stock_volume: What was taken of the solution it was made from; None where nobody stated it.
        solvent_volume: What was added to that, once anything of it was corrected; None where nothing was.
        recorded: Its concentration as it was recorded, where that was corrected.
        corrected: Ids of the solutions whose correction changed what is in it.
        tool: The calculator whose recipe it was made by, where that is still offered; "" else.
        inputs: What was in its fields, by name.
    """

    solution: Solution
    tubes: tuple[BroughtTube, ...] = ()
    done: tuple[BroughtHandling, ...] = ()
    thawed: int = 0
    discarded: str | None = None
    filled: tuple[str, ...] = ()
    stock_volume: Amount | None = None
    solvent_volume: Amount | None = None
    recorded: Amount | None = None
    corrected: tuple[str, ...] = ()
    tool: str = ""
    inputs: dict[str, str] = field(default_factory=dict)

    def refers(self) -> frozenset[str]:
        """Return the ids of the solutions it was made of."""
        return frozenset(self.solution.made_from)

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry, of the solution and of its tubes."""
        return frozenset({entry, self.solution.id, *(tube.id for tube in self.tubes)})


class BroughtStep(Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one step of an incubation.

    Attributes:
        number: Its number; that of the first dose for what that really brought.
        added: What was planned, where somebody added it.
        moved: Another time for it.
        given: When the re-dose was given.
        given_with: Id of the solution it was given with; "" where not given.
        skipped: Whether it was left out on purpose.
        done: When a step that is no re-dose was done.
        values: What was found, by name.
        late_s: How late its alarm was acknowledged, s; None where it was not.
        heard: Whether it waits to be done although its alarm was acknowledged.
        until: Until when its alarm was put off.
        times: How many times the compound that was recorded its dose brought, where that was corrected.
        vehicle_times: And the vehicle.
        cause: Id of the solution that was corrected last.
    """

    number: int
    added: PlannedStep | None = None
    moved: PlannedStep | None = None
    given: Moment | None = None
    given_with: str = ""
    skipped: bool = False
    done: Moment | None = None
    values: dict[str, str] = field(default_factory=dict)
    late_s: float | None = None
    heard: bool = False
    until: Moment | None = None
    times: float | None = None
    vehicle_times: float = 1.0
    cause: str = ""


class BroughtPause(Struct, frozen=True, gc=False, omit_defaults=True):
    """A time that does not count.

    Attributes:
        start: From when.
        end: Until when; None while it lasts.
        reason: Why.
    """

    start: Moment
    end: Moment | None = None
    reason: str = ""


class BroughtDose(Struct, frozen=True, gc=False, omit_defaults=True):
    """A further solution that the first dose was given with.

    Attributes:
        solution: Its id.
        compound: Name of its compound.
        recorded: Its concentration when the cells were dosed.
        times: How many times that it really held, after its correction.
        cause: Id of the solution that was corrected last; "" where none was.
    """

    solution: str
    compound: str
    recorded: Amount
    times: float = 1.0
    cause: str = ""


class IncubationBrought(EntryBody, frozen=True):
    """An incubation was brought along into a lab, as it was then.

    Attributes:
        incubation: As it was started, with what was decided since.
        steps: What is known of its steps.
        pauses: Times that do not count.
        also: The further solutions that it was dosed with.
        stopped: Why it was stopped early; None while it is not.
        half_life: What its band is drawn by; None where nobody chose.
        entered: When its start was written down; None where that is not known.
        by: Who started it; "" where not given.
    """

    incubation: Incubation
    steps: tuple[BroughtStep, ...] = ()
    pauses: tuple[BroughtPause, ...] = ()
    also: tuple[BroughtDose, ...] = ()
    stopped: str | None = None
    half_life: HalfLife | None = None
    entered: datetime | None = None
    by: str = ""

    def refers(self) -> frozenset[str]:
        """Return the ids of what the cells were dosed with."""
        given = {step.given_with for step in self.steps}
        return frozenset({self.incubation.solution, self.incubation.stock, *self.incubation.also, *given} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the incubation."""
        return frozenset({entry, self.incubation.id})


# What a computer writes that joins a lab from now on.
JoinedBody: TypeAlias = ChainsApart | SolutionBrought | IncubationBrought
