"""What is on file about how much dissolves, each figure with its direction, its solvent and whose word it is.

"≥ 50 mg/mL" was tested and dissolved: more is unknown. "≤ 1 mg/mL" is an upper bound: more does not dissolve, and
less is not shown to. "0.4 to 0.5 mg/mL" and "about 0.1 mg/mL" were measured. Other reports on a claim count like it.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from benchapp.domain.compounds.monograph import (
    FALLS_OUT,
    INSOLUBLE,
    Basis,
    Claim,
    Monograph,
    Relation,
    Report,
    Standing,
    Value,
)
from benchapp.domain.lab import solvents

_NOT_MEASURED = frozenset({Basis.ESTIMATE, Basis.COMPUTED})


class Figure(Struct, frozen=True):
    """One figure on file.

    Attributes:
        relation: How the number relates to the truth.
        least: The number, or the lower end of a range, mg/mL.
        most: The same, or the upper end of a range, mg/mL.
        solvent: What it was measured in.
        fact: Id of the claim that it is on, or beside.
        source: Key of its source.
        standing: The state of the claim.
        basis: What kind of statement it is.
    """

    relation: Relation
    least: float
    most: float
    solvent: str
    fact: str
    source: str
    standing: Standing
    basis: Basis

    @property
    def measured(self) -> bool:
        """Whether it says how much dissolves, and not only "at least" or "at most"."""
        return self.relation not in {Relation.AT_LEAST, Relation.AT_MOST}

    @property
    def bounds(self) -> bool:
        """Whether more than it is known not to dissolve."""
        return self.relation is not Relation.AT_LEAST


class OnFile(Struct, frozen=True):
    """What is on file for one solvent, or for all watery ones.

    Attributes:
        figures: Every figure; estimates only where nothing else is there.
        insoluble: The claim that calls it insoluble; None without one.
        falls_out: The claim that says it falls out of this solvent; None without one.
    """

    figures: tuple[Figure, ...] = ()
    insoluble: Claim | None = None
    falls_out: Claim | None = None

    @property
    def shown(self) -> Figure | None:
        """The highest figure that was seen to dissolve; None where there is none."""
        proven = (one for one in self.figures if one.relation is not Relation.AT_MOST)
        return max(proven, key=lambda one: one.most, default=None)

    @property
    def lowest_shown(self) -> Figure | None:
        """The lowest of the measured figures."""
        return min((one for one in self.figures if one.measured), key=lambda one: one.most, default=None)

    @property
    def lowest_end(self) -> Figure | None:
        """The figure with the lowest upper end, measured or "at most"; None where none has one."""
        return min((one for one in self.figures if one.bounds), key=lambda one: one.most, default=None)

    @property
    def bound(self) -> Figure | None:
        """The lowest figure above which something is known to fall out; None where none is known."""
        return min((one for one in self.figures if one.bounds), key=lambda one: one.least, default=None)


def on_file(monograph: Monograph, solvent: str) -> OnFile:
    """Return what is on file for a solvent; for a watery one without figures, what is on file for the others."""
    found = _collected(monograph, lambda name: solvents.same(name, solvent))
    watery = solvents.family(solvent).watery
    if found.figures or found.insoluble or found.falls_out or not watery:
        return found
    return in_watery(monograph)


def in_watery(monograph: Monograph) -> OnFile:
    """Return what is on file for water, buffer, saline and medium together."""
    return _collected(monograph, lambda name: solvents.family(name).watery)


def aqueous_limit(monograph: Monograph) -> float | None:
    """Return the concentration in mg/mL up to which it is known to stay in watery solution; None where unknown."""
    found = in_watery(monograph)
    if found.falls_out is not None:
        return None
    if found.bound is not None and (found.lowest_shown is not None or found.shown is None):
        return found.bound.least if found.lowest_shown is not None else None
    if found.bound is not None and found.shown is not None:
        # "≥ 5" and "≤ 10 mg/mL": what was seen to dissolve, unless another source denies it.
        return min(found.shown.most, found.bound.least)
    return None if found.shown is None else found.shown.most


def _collected(monograph: Monograph, fits: Callable[[str], bool]) -> OnFile:
    claims = [claim for claim in monograph.solubility if fits(claim.context.solvent)]
    figures = [
        figure for claim in monograph.solubility for figure in _figures(monograph, claim) if fits(figure.solvent)
    ]
    solid = [figure for figure in figures if figure.basis not in _NOT_MEASURED]
    return OnFile(tuple(solid or figures), _saying(claims, INSOLUBLE), _saying(claims, FALLS_OUT))


def _saying(claims: Iterable[Claim], word: str) -> Claim | None:
    return next((claim for claim in claims if claim.value is not None and claim.value.text == word), None)


def _figures(monograph: Monograph, claim: Claim) -> Iterator[Figure]:
    """Yield the figure of a claim and those of the other reports beside it, each in its own solvent."""
    stated: tuple[Claim | Report, ...] = (claim, *claim.others)
    for one in stated:
        ends = _ends(monograph, one.value)
        if ends is None or one.value is None:
            continue
        solvent = one.context.solvent or claim.context.solvent
        yield Figure(one.value.relation, *ends, solvent, claim.id, one.source, claim.standing, one.basis)


def _ends(monograph: Monograph, value: Value | None) -> tuple[float, float] | None:
    """Return both ends of a value in mg/mL; None where it has no number or is no concentration."""
    if value is None:
        return None
    least = monograph.in_mg_ml(value.number, value.unit)
    most = monograph.in_mg_ml(value.high, value.unit) if value.high else least
    return None if least is None or most is None else (least, most)
