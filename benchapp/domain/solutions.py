"""Solutions as values: what was made, from what, kept how, and what has happened to it since."""

from enum import StrEnum

from msgspec import Struct

from benchapp.domain.amounts import Amount
from benchapp.domain.moments import Moment


class Role(StrEnum):
    """What a solution is for."""

    STOCK = "stock"
    INTERMEDIATE = "intermediate"
    WORKING = "working solution"
    VEHICLE_CONTROL = "vehicle control"


class Storage(StrEnum):
    """How a solution is kept."""

    WARM = "37 °C"
    ROOM = "room temperature"
    FRIDGE = "4 °C"
    FREEZER_20 = "−20 °C"
    FREEZER_80 = "−80 °C"

    @property
    def frozen(self) -> bool:
        """Whether the liquid clock stands still here."""
        return self in {Storage.FREEZER_20, Storage.FREEZER_80}


class LimitKind(StrEnum):
    """What a limit counts."""

    AGE = "age"
    LIQUID = "liquid"
    PARENT = "parent"


class Limit(Struct, frozen=True):
    """One limit on the life of a solution, as it was judged when the solution was made.

    Attributes:
        kind: Age since making, liquid time in all, or what the parent had left.
        span_s: How long, s.
        rule: Name of the lab rule, or the fact id it follows from.
        source: Whose rule: "lab rule", a source key, or the parent's label.
        storage: Where it holds; None everywhere.
    """

    kind: LimitKind
    span_s: float
    rule: str
    source: str
    storage: Storage | None = None


class Solution(Struct, frozen=True):
    """A solution as it was entered; never changed, later entries add to it.

    Attributes:
        id: UUID.
        label: Label id, `BC-…`.
        role: Stock, intermediate, working solution, vehicle control.
        compound: The compound's UUID.
        compound_name: Its name then.
        monograph_hash: Hash of the monograph it was judged by.
        form: Id of the form.
        molar_mass: Of that form.
        concentration: What was really reached.
        nominal: What was aimed at.
        vehicle: Vehicle ("DMSO").
        vehicle_percent: Vehicle in it, % v/v.
        medium: Diluent, "" for a stock in pure vehicle.
        made: When.
        made_about: Whether that is only about.
        made_by: Whose work; "" where not told.
        lot: Lot of the compound; "" where not told.
        storage: How it is kept; None where not told.
        place: Box and position; "" where not told.
        aliquots: How many.
        aliquot_volume: Of each; None where not told.
        limits: What its use-by follows from.
        parents: Ids of the solutions it was made from.
        error: Largest relative error of its concentration, as far as it is known; 0 where it is not.
        doses: Of a series, what each tube really holds, the highest first; empty for one tube.
    """

    id: str
    label: str
    role: Role
    compound: str
    compound_name: str
    monograph_hash: str
    form: str
    molar_mass: Amount
    concentration: Amount
    nominal: Amount
    vehicle: str
    vehicle_percent: float
    medium: str
    made: Moment
    made_about: bool = False
    made_by: str = ""
    lot: str = ""
    storage: Storage | None = None
    place: str = ""
    aliquots: int = 1
    aliquot_volume: Amount | None = None
    limits: tuple[Limit, ...] = ()
    parents: tuple[str, ...] = ()
    error: float = 0.0
    doses: tuple[Amount, ...] = ()

    @property
    def frozen(self) -> bool:
        """Whether it is known to be kept frozen."""
        return self.storage is not None and self.storage.frozen


class InHand(Struct, frozen=True):
    """A solution with what has happened to it.

    Attributes:
        solution: As entered, with what was filled in later.
        left: Aliquots left.
        thawed: When aliquots were taken out and thawed, one moment for each.
        discarded: Why it was discarded; None while it is in hand.
        filled: Names of the fields filled in after it was entered.
    """

    solution: Solution
    left: int
    thawed: tuple[Moment, ...] = ()
    discarded: str | None = None
    filled: tuple[str, ...] = ()

    @property
    def to_fill(self) -> tuple[str, ...]:
        """Names of the fields that a label asks for and nobody has told yet."""
        kept = self.solution
        return tuple(
            name
            for name, value in (("made_by", kept.made_by), ("lot", kept.lot), ("storage", kept.storage))
            if not value
        )
