"""Values that several tests start from."""

from datetime import UTC, datetime, timedelta

from benchapp.domain.incubations.incubations import Cells, Dosing, Incubation, Plan
from benchapp.domain.incubations.redose import Method
from benchapp.domain.journal.entries import Body, Entry
from benchapp.domain.solutions.solutions import Limit, Solution, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment

BEGIN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def moment(hours: float = 0.0, boot: str = "boot-1") -> Moment:
    return Moment(BEGIN + timedelta(hours=hours), 1000 + hours * 3600, boot)


def solution(
    name: str = "s1",
    role: SolutionPurpose = SolutionPurpose.STOCK,
    storage: Storage | None = Storage.FREEZER_20,
    limits: tuple[Limit, ...] = (),
    aliquots: int = 8,
    made: Moment | None = None,
    parents: tuple[str, ...] = (),
) -> Solution:
    return Solution(
        id=name,
        label=f"BC-{name.upper():0<6}",
        role=role,
        compound="len",
        compound_name="Lenalidomide",
        monograph_hash="0" * 64,
        form="form.racemate",
        molar_mass=Amount("259.26", "g/mol"),
        concentration=Amount("10", "mM"),
        nominal=Amount("10", "mM"),
        vehicle="DMSO",
        vehicle_percent=100.0,
        medium="",
        made=made or moment(),
        storage=storage,
        place="box 3, B4",
        aliquots=aliquots,
        limits=limits,
        parents=parents,
    )


def incubation(
    name: str = "i1",
    length_h: float = 168,
    every_h: float = 0,
    start: Moment | None = None,
    method: Method = Method.HALF_CHANGE_1X,
) -> Incubation:
    plan = Plan(every_h * 3600, method if every_h else None, 0.0, 1800.0, chosen=True)
    return Incubation(
        id=name,
        name=f"H929 {name}",
        cells=Cells("H929", "human", 14, "96-well plate", 24),
        compound="len",
        compound_name="Lenalidomide",
        dosing=Dosing.RESUSPENDED,
        well_ul=100.0,
        concentration=Amount("10", "uM"),
        vehicle="DMSO",
        vehicle_percent=0.1,
        start=start or moment(),
        last_well_s=300.0,
        length_s=length_h * 3600,
        plan=plan,
    )


def entry(body: Body, number: int = 1) -> Entry:
    return Entry(f"e{number}", "c", number, number, BEGIN, "UTC", BEGIN, "", body)


def as_it_is(instant: datetime) -> datetime:
    """Return an instant in the zone in which it is given, where a test shows that one."""
    return instant
