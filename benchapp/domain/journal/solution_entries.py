"""Journal entries about solutions: made, filled in, thawed, moved, taken from, split, discarded."""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from msgspec import Struct, field

from benchapp.domain.journal.entry_body import EntryBody, Judged, KeptCaution, KeptPlate, KeptStep
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.solutions import Limit, Solution, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment

# What a stock is taken for where it goes into wells as it is.
DOSING = "dosing"
# Why the rest of a working solution was discarded that was put on cells.
LEFT_OVER = "left over"


class Taken(Struct, frozen=True, gc=False):
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


def portion_id(entry: str, place: int = 0) -> str:
    """Return the id of the portion that an entry makes; one that takes of several solutions makes several."""
    return entry if place == 0 else f"{entry}:{place}"


def with_rest(*portions: str) -> frozenset[str]:
    """Return the ids of portions, and of what was left where they were taken."""
    return frozenset(name for portion in portions for name in (portion, f"{portion}+"))


def portions_taken(entry: str, taken: Sequence[Taken]) -> frozenset[str]:
    """Return the ids of the portions that come of what an entry takes."""
    return with_rest(*(portion_id(entry, place) for place in range(len(taken))))


def tubes_of(taken: Sequence[Taken]) -> set[str]:
    """Return the ids of the solutions and portions of which something was taken; "" for the next sealed tube."""
    return {name for each in taken for name in (each.solution, each.portion)}


class SolutionAdded(EntryBody, frozen=True):
    """A solution that was already there was entered."""

    # The second has the doses of a series; the third lots with their dates; the fourth the vehicle of each well.
    VERSION: ClassVar[int] = 4

    solution: Solution

    def refers(self) -> frozenset[str]:
        """Return the ids of the solutions it was made of."""
        return frozenset(self.solution.made_from)

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the solution."""
        return frozenset({entry, self.solution.id})


class SolutionMade(EntryBody, frozen=True):
    """A solution was made by a recipe.

    Attributes:
        solution: What came of it.
        thawed: In the first two versions, id of the stock of which an aliquot was thawed and used up; "" since.
        thawed_count: How many aliquots.
        steps: The recipe.
        cautions: What was said before.
        judged: The limits it was checked against.
        tool: The calculator that gave the recipe: "stock", "dilute", "series", "plate", "combine", "buffer"; "" where
            not kept.
        inputs: What was in its fields, by name, so that it can be made again.
        reason: Why it was made in spite of a caution that asks for one; "" where none did.
        taken: What was taken of solutions in hand.
        plate: Which wells it is for; None where they are not named.
    """

    # The second has what was entered in the calculator; the third what was taken of which tube; the fourth is the
    # solution's; the fifth the plate; the sixth buffers, with the lots of their parts.
    VERSION: ClassVar[int] = 6

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
    plate: KeptPlate | None = None

    def refers(self) -> frozenset[str]:
        """Return the ids of what it was made of."""
        return frozenset({*self.solution.made_from, self.thawed, *tubes_of(self.taken)} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the solution, and of the portions taken."""
        return frozenset({entry, self.solution.id}) | portions_taken(entry, self.taken)


class SolutionFilled(EntryBody, frozen=True):
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

    # The second has lots with their dates.
    VERSION: ClassVar[int] = 2

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

    def __post_init__(self) -> None:
        if self.storage:
            Storage(self.storage)

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution."""
        return frozenset({self.solution})


class SolutionCorrected(EntryBody, frozen=True):
    """What was recorded of a solution was wrong, and was so from the beginning; an empty text takes a field back.

    Attributes:
        solution: Which.
        before: What was recorded, of the fields that change.
        after: What is right.
        strength: What the amounts really used do to its concentration, and so to what was made from it.
        measured: Whether the concentration was stated itself; else it follows from the amounts.
        expiries: The limits that new dates on lots set; they take the place of earlier ones.
        more: What was taken besides of the solution it was made from; less than nothing where it was less.
        limits: What its use-by follows from in another solvent, beside what it has from its parents and dates on lots;
            None where that stays.
    """

    # The second has the limits in another solvent.
    VERSION: ClassVar[int] = 2

    solution: str
    before: SolutionFacts
    after: SolutionFacts
    strength: Strength = Strength()
    measured: bool = False
    expiries: tuple[Limit, ...] = ()
    more: tuple[Taken, ...] = ()
    limits: tuple[Limit, ...] | None = None

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution, and of the tube that more was taken of."""
        return frozenset({self.solution, *tubes_of(self.more)} - {""})


class AliquotThawed(EntryBody, frozen=True):
    """Aliquots were taken out and thawed; they are at room temperature from then on.

    Attributes:
        solution: Of which solution.
        count: How many.
        at: When.
        portion: Of which portion; "" for the next frozen one.
    """

    # The second has the portion.
    VERSION: ClassVar[int] = 2

    solution: str
    count: int
    at: Moment
    portion: str = ""

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution and its portion."""
        return frozenset({self.solution, self.portion} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the portions that come of it."""
        return with_rest(entry)


class PortionMoved(EntryBody, frozen=True):
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

    def __post_init__(self) -> None:
        if self.storage:
            Storage(self.storage)

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution and its portion."""
        return frozenset({self.solution, self.portion} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the portions that come of it."""
        return with_rest(entry)


class AmountTaken(EntryBody, frozen=True):
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

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution and its portion."""
        return frozenset({self.solution, self.portion} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the portions that come of it."""
        return with_rest(entry)


class PortionSplit(EntryBody, frozen=True):
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

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution and its portion."""
        return frozenset({self.solution, self.portion} - {""})

    def creates(self, entry: str) -> frozenset[str]:
        """Return the ids of the entry and of the portions that come of it."""
        return with_rest(entry)


class SolutionDiscarded(EntryBody, frozen=True):
    """A solution, or some tubes of it, was thrown away.

    Attributes:
        solution: Which.
        reason: Why.
        portion: Of which portion; "" for all of it.
        count: How many tubes; 0 for the whole portion.
    """

    # The second has the portion.
    VERSION: ClassVar[int] = 2

    solution: str
    reason: str
    portion: str = ""
    count: int = 0

    def refers(self) -> frozenset[str]:
        """Return the ids of the solution and its portion."""
        return frozenset({self.solution, self.portion} - {""})


# What is done to tubes of a solution.
Handling: TypeAlias = AliquotThawed | PortionMoved | AmountTaken | PortionSplit | SolutionDiscarded
# What is said of a solution that is there.
SolutionChange: TypeAlias = SolutionFilled | SolutionCorrected | Handling
SolutionBody: TypeAlias = SolutionAdded | SolutionMade | SolutionChange
