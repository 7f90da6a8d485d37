"""Two compounds side by side: what is said of each, topic by topic, and where they differ."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from benchapp.domain.compounds.monograph import Claim, Monograph, Unknown, Use, Value
from benchapp.domain.units.kinds import in_base

Said: TypeAlias = str | Claim | Use | Unknown


class Topic(Enum):
    """What is compared."""

    FORMULA = "formula"
    MOLAR_MASS = "molar mass"
    CAS = "cas"
    SOLUBILITY = "solubility"
    STORAGE = "storage"
    STOCK = "stock"
    WORKING = "working"
    ELSEWHERE = "elsewhere"
    USES = "uses"
    EFFECTS = "effects"
    MECHANISM = "mechanism"
    BENCHMARKS = "benchmarks"
    COMBINATIONS = "combinations"
    PITFALLS = "pitfalls"
    HAZARDS = "hazards"
    UNKNOWNS = "unknowns"


class Agreement(Enum):
    """How the two sides of a row compare."""

    SAME = "same"
    DIFFERS = "differs"
    ONE_SIDE = "one side"
    UNKNOWN = "unknown"


class ComparisonRow(Struct, frozen=True):
    """One line of the comparison.

    Attributes:
        topic: What it is about.
        about: What in it: the solvent, the target; "" for all of it.
        left, right: What is said of each; empty where nothing is.
        agreement: Whether the same is said of both.
    """

    topic: Topic
    about: str
    left: tuple[Said, ...]
    right: tuple[Said, ...]
    agreement: Agreement


_SECTIONS = (
    (Topic.SOLUBILITY, "solubility"),
    (Topic.STORAGE, "storage"),
    (Topic.STOCK, "stability.stock"),
    (Topic.WORKING, "stability.working"),
    (Topic.ELSEWHERE, "stability.elsewhere"),
    (Topic.EFFECTS, "effects"),
    (Topic.MECHANISM, "mechanism"),
    (Topic.BENCHMARKS, "benchmarks"),
    (Topic.COMBINATIONS, "combinations"),
    (Topic.PITFALLS, "pitfalls"),
    (Topic.HAZARDS, "hazards"),
)


def compare(left: Monograph, right: Monograph) -> tuple[ComparisonRow, ...]:
    """Compare two compounds, topic by topic in the order of the page."""
    return tuple(_rows(left, right))


def _rows(left: Monograph, right: Monograph) -> Iterator[ComparisonRow]:
    one, other = left.identity, right.identity
    yield _row(Topic.FORMULA, "", (one.formula,), (other.formula,))
    yield _row(Topic.MOLAR_MASS, "", (one.forms[0].molar_mass,), (other.forms[0].molar_mass,))
    yield _row(Topic.CAS, "", (one.cas,), (other.cas,))
    for topic, section in _SECTIONS:
        yield from _paired(topic, _claims(left, section), _claims(right, section))
        if topic is Topic.ELSEWHERE:
            yield _row(Topic.USES, "", left.uses, right.uses)
    yield _row(Topic.UNKNOWNS, "", left.unknowns, right.unknowns)


def _claims(monograph: Monograph, section: str) -> tuple[Claim, ...]:
    return tuple(claim for where, claim in monograph.claims() if where == section)


def _paired(topic: Topic, left: tuple[Claim, ...], right: tuple[Claim, ...]) -> Iterator[ComparisonRow]:
    """Yield a line for each solvent or target that both speak of, and one for the rest."""
    mine, theirs = _by_subject(left), _by_subject(right)
    shared = [subject for subject in mine if subject and subject in theirs]
    for subject in shared:
        yield _row(topic, subject, mine[subject], theirs[subject])
    rest = tuple(claim for subject, group in mine.items() if subject not in shared for claim in group)
    others = tuple(claim for subject, group in theirs.items() if subject not in shared for claim in group)
    if rest or others:
        yield _row(topic, "", rest, others)


def _by_subject(claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        subject = claim.context.solvent or claim.context.target
        found[subject] = (*found.get(subject, ()), claim)
    return found


def _row(topic: Topic, about: str, left: tuple[Said, ...], right: tuple[Said, ...]) -> ComparisonRow:
    left, right = tuple(said for said in left if said), tuple(said for said in right if said)
    return ComparisonRow(topic, about, left, right, _agreement(left, right))


def _agreement(left: tuple[Said, ...], right: tuple[Said, ...]) -> Agreement:
    if not left and not right:
        return Agreement.UNKNOWN
    if not left or not right:
        return Agreement.ONE_SIDE
    mine, theirs = {_key(said) for said in left}, {_key(said) for said in right}
    return Agreement.SAME if mine == theirs else Agreement.DIFFERS


def _key(said: Said) -> tuple[object, ...]:
    match said:
        case Claim():
            # With a figure the figure counts, without one the words.
            return (_figure(said.value),) if said.value else (said.statement,)
        case Use():
            return (said.title, _figure(said.dose), _figure(said.time))
        case Unknown():
            return (said.what,)
        case _:
            return (said,)


def _figure(value: Value | None) -> tuple[object, ...]:
    """Return a value so that 0.01 mg/mL and 10 µg/mL are one."""
    if value is None or not value.number:
        return () if value is None else (value.text,)
    ends = [in_base(number, value.unit) for number in (value.number, value.high) if number]
    rounded = tuple(value.unit if end is None else float(f"{end[1]:.9g}") for end in ends)
    return (value.relation, *rounded, value.number if None in ends else "")
