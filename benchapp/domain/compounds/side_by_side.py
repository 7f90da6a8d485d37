"""Sources beside each other where they speak of one fact, and which of them is calculated with."""

from enum import Enum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Claim, Context, Monograph, Report, ShelfLife, Value
from benchapp.domain.compounds.solubility import figure_of, is_alike, on_file

SOLUBILITY, STORAGE, STOCK = "solubility", "storage", "stability.stock"
# In which form something is kept the colder the better: a solution may be spoilt by freezing.
_DRY = frozenset({"solid", "neat"})
_Stated: TypeAlias = Claim | Report


class Why(Enum):
    """Why one of several figures is calculated with."""

    LOWEST = "lowest"
    HIGHEST_TESTED = "highest tested"
    SHORTEST = "shortest"
    COLDEST = "coldest"


class Side(Struct, frozen=True):
    """What one source says.

    Attributes:
        stated: The claim, or the report beside it.
        used: Whether it is calculated with.
    """

    stated: Claim | Report
    used: bool


class SideBySide(Struct, frozen=True):
    """What several sources say of one fact.

    Attributes:
        sides: Each of them, the claim first.
        why: Why the one that is used is; None where none of them is.
    """

    sides: tuple[Side, ...]
    why: Why | None


def side_by_side(monograph: Monograph, section: str, claim: Claim) -> SideBySide | None:
    """Return what several sources say of a fact that is calculated with; None where only one speaks of it."""
    compares = {SOLUBILITY: _solubility, STORAGE: _storage, STOCK: _stock}.get(section)
    alike: tuple[_Stated, ...] = (claim, *(one for one in claim.others if is_alike(claim, one)))
    if compares is None or len(alike) == 1:
        return None
    used, why = compares(monograph, claim, alike)
    sides = tuple(Side(one, one in used) for one in alike)
    return SideBySide(sides, why if used else None)


def _solubility(monograph: Monograph, claim: Claim, alike: tuple[_Stated, ...]) -> tuple[list[_Stated], Why]:
    careful = on_file(monograph, claim.context.solvent).careful
    figures = [(one, figure_of(monograph, claim, one)) for one in alike]
    numbered = [figure for _, figure in figures if figure is not None]
    used = [one for one, figure in figures if figure is not None and figure == careful]
    only_least = all(not figure.bounds for figure in numbered)
    return used if len(numbered) > 1 else [], Why.HIGHEST_TESTED if only_least else Why.LOWEST


def _storage(_monograph: Monograph, claim: Claim, alike: tuple[_Stated, ...]) -> tuple[list[_Stated], Why]:
    if claim.context.form not in _DRY:
        return [], Why.COLDEST
    warmth = [(one, celsius) for one in alike if (celsius := _celsius(one.value)) is not None]
    coldest = min((celsius for _, celsius in warmth), default=0.0)
    return [one for one, celsius in warmth if celsius == coldest] if len(warmth) > 1 else [], Why.COLDEST


def _celsius(value: Value | None) -> float | None:
    return float(value.high or value.number) if value is not None and value.unit == "degC" else None


def _stock(_monograph: Monograph, claim: Claim, alike: tuple[_Stated, ...]) -> tuple[list[_Stated], Why]:
    careful = careful_keeps(claim)
    said = [one for one in alike if one.keeps]
    return [one for one in said if set(one.keeps) & set(careful)] if len(said) > 1 else [], Why.SHORTEST


def careful_keeps(claim: Claim) -> tuple[ShelfLife, ...]:
    """Return how long a stock keeps by the shortest figure for each storage, the claim's own order first."""
    if not any(one.keeps for one in claim.others):
        return claim.keeps
    # Only where several sources have figures: before the first paint nothing else needs this.
    from benchapp.domain.compounds.stability import span_of_life, storage_at  # noqa: PLC0415

    shortest: dict[object, tuple[float, ShelfLife]] = {}
    for shelf_life in (*claim.keeps, *(one for report in claim.others for one in report.keeps)):
        where = (storage_at(shelf_life.temperature) or shelf_life.temperature, shelf_life.solvent)
        span = span_of_life(shelf_life.life)
        if span is not None and (where not in shortest or span < shortest[where][0]):
            shortest[where] = (span, shelf_life)
    return tuple(shelf_life for _, shelf_life in shortest.values())


def gone_by(monograph: Monograph, section: str, claim: Claim) -> Claim:
    """Return a claim as it is calculated with: with the figure of the source that is gone by, where several differ."""
    if section == STOCK:
        return replace(claim, keeps=careful_keeps(claim))
    compared = side_by_side(monograph, section, claim)
    used = next((side.stated for side in compared.sides if side.used), None) if compared is not None else None
    if used is None or isinstance(used, Claim):
        return claim
    context = used.context if used.context != Context() else claim.context
    return replace(claim, value=used.value, source=used.source, basis=used.basis, context=context)
