"""Half-lives outside the body: those that a monograph states, and one of one's own with its source."""

from collections.abc import Mapping

from msgspec import Struct

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.steps import HalfLife
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.durations import read_duration

_HALF_LIFE_WORDS = "half-life"


class OfferedHalfLife(Struct, frozen=True):
    """A half-life that a source states.

    Attributes:
        half_life: The figure with its source and matrix.
        statement: What the source says.
    """

    half_life: HalfLife
    statement: str


def read_half_life(texts: Mapping[str, str]) -> HalfLife:
    """Read a half-life of one's own.

    Raises:
        BenchError: It cannot be read, or has no source or matrix.
    """
    try:
        hours = read_duration(texts.get("half_life", "")).span.total_seconds() / 3600
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "asked": "half-life", "field": "half_life"}) from error
    if hours <= 0:
        raise QuantityError(Message.NOT_POSITIVE, field="half_life")
    for name in ("source", "matrix"):
        if not texts.get(name, "").strip():
            raise BenchError(Message.SOURCE_NEEDED, field=name)
    return HalfLife(hours, texts["source"].strip(), texts["matrix"].strip())


def offered_half_lives(monograph: Monograph | None) -> tuple[OfferedHalfLife, ...]:
    """Return the half-lives that a monograph states outside the body, each with its source and matrix."""
    found = []
    for section, claim in monograph.claims() if monograph else ():
        value = claim.value
        in_solution = section.startswith("stability") and _HALF_LIFE_WORDS in claim.statement.casefold()
        if not in_solution or value is None or value.unit != "h" or not value.number or value.high:
            continue
        matrix = claim.context.system or claim.context.solvent
        if "people" in claim.statement or not matrix:
            continue
        named = monograph.sources.get(claim.source) if monograph else None
        source = named.title if named is not None else claim.source
        found.append(OfferedHalfLife(HalfLife(float(value.number), source, matrix), claim.statement))
    return tuple(found)
