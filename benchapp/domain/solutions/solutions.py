"""Solutions as values: what was made, from what, kept how, and what has happened to it since."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from benchapp.domain.lab import solvents
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment
from benchapp.domain.units.spans import months_later


class SolutionPurpose(StrEnum):
    """What a solution is for."""

    STOCK = "stock"
    INTERMEDIATE = "intermediate"
    WORKING = "working solution"
    VEHICLE_CONTROL = "vehicle control"
    BUFFER = "buffer or medium"


class Storage(StrEnum):
    """How a solution is kept."""

    WARM = "37 °C"
    ROOM = "room temperature"
    FRIDGE = "4 °C"
    FREEZER_20 = "−20 °C"
    FREEZER_80 = "−80 °C"

    @property
    def celsius(self) -> float:
        """How cold it is here, °C."""
        return _CELSIUS[self.value]


_CELSIUS = {"37 °C": 37.0, "room temperature": 21.0, "4 °C": 4.0, "−20 °C": -20.0, "−80 °C": -80.0}
# Where what is watery is frozen.
FREEZERS = frozenset({Storage.FREEZER_20, Storage.FREEZER_80})


def freezes_in(solvent: str) -> frozenset[Storage]:
    """Return where a solvent is solid: DMSO in the refrigerator too, ethanol in no freezer."""
    point = solvents.freezing_point(solvent)
    return frozenset(storage for storage in Storage if storage.celsius < point)


# Of a solution of several compounds: what is between their names, and between their lots, each with its name before it.
COMPOUNDS_JOINED_BY, LOTS_JOINED_BY = " + ", ", "
# Rule of a limit that a solution has from what it was made of.
PARENT_RULE = "parent"


class LimitKind(StrEnum):
    """What a limit counts."""

    AGE = "age"
    LIQUID = "liquid"
    WARM = "warm"
    THAW = "thaw"
    THAWS = "thaws"
    EXPIRY = "expiry"
    PARENT = "parent"


# A thousand years: more than any solution keeps.
_MOST_SPAN_S = 1000 * 366 * 86400.0
_MOST_MONTHS = 12000


class Limit(Struct, frozen=True, gc=False):
    """One limit on the life of a solution, as it was judged when the solution was made.

    Attributes:
        kind: Age since making, liquid time in all, time since it first was at 37 °C or was first thawed, number of
            thaws, the expiry of a component, or what the parent had left.
        span_s: How long, s; how many, of thaws; of months, about how long.
        rule: Name of the lab rule, or the id of the fact it follows from; "parent" where it is the parent's.
        source: Whose rule: "lab rule", a source key, or the parent's label.
        storage: Holds for what has ever been kept so; None for all.
        until: Of an expiry, the instant on the wall clock.
        months: How many months of the calendar it was said to be; 0 where it was said otherwise.
    """

    kind: LimitKind
    span_s: float
    rule: str
    source: str
    storage: Storage | None = None
    until: datetime | None = None
    months: int = 0

    def __post_init__(self) -> None:
        if not -_MOST_SPAN_S <= self.span_s <= _MOST_SPAN_S or not 0 <= self.months <= _MOST_MONTHS:
            msg = "no span of time"
            raise ValueError(msg)

    def span_from(self, begin: datetime) -> timedelta:
        """Return how long it is from an instant on: a month is as long as the calendar has it."""
        if self.months:
            return months_later(begin, self.months) - begin
        return timedelta(seconds=self.span_s)


class SolutionPart(Struct, frozen=True, gc=False):
    """What went into a buffer or medium.

    Attributes:
        name: What it is.
        amount: How much; None for what was topped up, or counted.
        lot: Its lot; "" where not given.
        expiry: The date on that lot, as entered; "" where not.
        solution: Id of the solution it was taken from; "" for what was bought.
    """

    name: str
    amount: Amount | None = None
    lot: str = ""
    expiry: str = ""
    solution: str = ""


class Solution(Struct, frozen=True, gc=False):
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
        vehicle: Vehicle ("DMSO"); "" for a liquid as bought, at 100 %.
        vehicle_percent: Vehicle in it, % v/v.
        medium: Diluent, "" for a stock in pure vehicle.
        made: When.
        made_about: Whether that is only about.
        made_by: Whose work; "" where not given.
        lot: Lot of the compound; "" where not given.
        storage: How it is kept; None where not given.
        place: Box and position; "" where not given.
        aliquots: How many.
        aliquot_volume: Of each; None where not given.
        limits: What its use-by follows from.
        parents: Ids of the solutions it was made from.
        error: Largest relative error of its concentration, as far as it is known; 0 where it is not.
        doses: Of a series, what each tube really holds, the highest first; empty for one tube.
        mass: What was weighed in; None where it was not, or is not known.
        mass_nominal: Whether that mass is the label's figure.
        volume: Made in all; None where not known.
        lot_expiry: Date on the compound's lot, as entered; "" where not.
        solvent_lot: Lot of the solvent or medium.
        solvent_expiry: Its date.
        dark: Whether it is kept from light.
        hazards: In words, as the label says them.
        thaws_before: How often what it was made of had been thawed.
        percent_by_well: Of what goes into several kinds of wells, the vehicle in all that each of them is given of it,
            % v/v, by the content of the well as text; empty of one tube.
        vendor: Who sold the compound; "" where not given.
        container: What it is kept in; "" where not given.
        parts: Of a buffer or medium, what went into it, its diluent last.
        for_animals: Whether it is made for research animals, and says so on its label.
        potency: Units of activity per mass of the compound's lot; None where nobody typed them.
        potencies: Of further compounds in it, the same by the ids of their stocks in hand.
        diluent: Id of the buffer or medium in hand that it was dissolved in or diluted with; "" for one from elsewhere.
            Its strength says nothing of the compound, so that it is none of `parents`.
    """

    id: str
    label: str
    role: SolutionPurpose
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
    mass: Amount | None = None
    mass_nominal: bool = False
    volume: Amount | None = None
    lot_expiry: str = ""
    solvent_lot: str = ""
    solvent_expiry: str = ""
    dark: bool = False
    hazards: str = ""
    thaws_before: int = 0
    percent_by_well: Mapping[str, float] = field(default_factory=dict)
    vendor: str = ""
    container: str = ""
    parts: tuple[SolutionPart, ...] = ()
    for_animals: bool = False
    potency: Amount | None = None
    diluent: str = ""
    potencies: Mapping[str, Amount] = field(default_factory=dict)

    @property
    def made_from(self) -> tuple[str, ...]:
        """The ids of all in hand that went into it."""
        return (*self.parents, self.diluent) if self.diluent else self.parents

    @property
    def solvent(self) -> str:
        """What it is dissolved in: its diluent, or its vehicle where there is none; "" for a liquid as bought."""
        return self.medium or self.vehicle

    @property
    def liquid(self) -> str:
        """What the liquid in its tubes is: its solvent, or the compound itself as bought."""
        return self.solvent or self.compound_name

    @property
    def frozen(self) -> bool:
        """Whether it is known to be kept frozen."""
        return self.storage is not None and self.storage in freezes_in(self.liquid)
