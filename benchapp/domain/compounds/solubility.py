"""What is on file about how much dissolves, each figure with its direction, its solvent and its source.

"≥ 50 mg/mL" was tested and dissolved: more is unknown. "≤ 1 mg/mL" is an upper bound: more does not dissolve, and
less is not shown to. "0.4 to 0.5 mg/mL" and "about 0.1 mg/mL" were measured. Other reports on a claim count like it.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from benchapp.domain.compounds.identity_facts import RECONSTITUTED, SubstanceKind
from benchapp.domain.compounds.monograph import (
    Basis,
    Claim,
    Monograph,
    Relation,
    Report,
    Standing,
    Value,
)
from benchapp.domain.lab import solvents
from benchapp.domain.units.kinds import Kind, in_base

# What a solubility claim says in words where there is no figure.
INSOLUBLE = "insoluble"
FALLS_OUT = "precipitates"
DESTROYED = "destroyed"
_NOT_MEASURED = frozenset({Basis.ESTIMATE, Basis.COMPUTED})
# What one base unit of each kind of solubility is in mg/mL, a molarity before it meets the molar mass.
_MG_ML = {Kind.MASS_CONCENTRATION: 1.0, Kind.MOLARITY: 1.0, Kind.PERCENT: 10.0, Kind.PERCENT_WW: 10.0}


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
        destroyed: The claim that says this solvent destroys it; None without one.
    """

    figures: tuple[Figure, ...] = ()
    insoluble: Claim | None = None
    falls_out: Claim | None = None
    destroyed: Claim | None = None

    @property
    def shown(self) -> Figure | None:
        """The highest figure that was seen to dissolve; None where there is none."""
        proven = (one for one in self.figures if one.relation is not Relation.AT_MOST)
        return max(proven, key=lambda one: one.most, default=None)

    @property
    def careful(self) -> Figure | None:
        """The figure to go by: the lowest with an upper end; where each only says "at least", the highest tested."""
        shown, lowest = self.shown, self.lowest_end
        return lowest if shown is not None and lowest is not None and lowest.most < shown.most else shown

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
    if found.figures or found.insoluble or found.falls_out or found.destroyed or not watery:
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
        figure for claim in monograph.solubility for figure in figures_of(monograph, claim) if fits(figure.solvent)
    ]
    solid = [figure for figure in figures if figure.basis not in _NOT_MEASURED]
    said = (_saying(claims, word) for word in (INSOLUBLE, FALLS_OUT, DESTROYED))
    return OnFile(tuple(solid or figures), *said)


def _saying(claims: Iterable[Claim], word: str) -> Claim | None:
    return next((claim for claim in claims if claim.value is not None and claim.value.text == word), None)


def figures_of(monograph: Monograph, claim: Claim) -> Iterator[Figure]:
    """Yield the figure of a claim and those of the other reports beside it, each in its own solvent."""
    stated: tuple[Claim | Report, ...] = (claim, *claim.others)
    yield from (figure for one in stated if (figure := figure_of(monograph, claim, one)) is not None)


def figure_of(monograph: Monograph, claim: Claim, stated: Claim | Report) -> Figure | None:
    """Return the figure of a claim, or of a report beside it; None where it has none."""
    ends = _ends(monograph, stated.value)
    if ends is None or stated.value is None:
        return None
    solvent = stated.context.solvent or claim.context.solvent
    return Figure(stated.value.relation, *ends, solvent, claim.id, stated.source, claim.standing, stated.basis)


def is_alike(claim: Claim, other: Report) -> bool:
    """Return whether another report is about the same solvent and form, so that the two can be compared."""
    mine, theirs = claim.context, other.context
    same_solvent = not theirs.solvent or solvents.same(theirs.solvent, mine.solvent)
    return same_solvent and (not theirs.form or not mine.form or theirs.form == mine.form)


def _ends(monograph: Monograph, value: Value | None) -> tuple[float, float] | None:
    """Return both ends of a value in mg/mL; None where it has no number or is no concentration."""
    if value is None:
        return None
    least = in_mg_ml(monograph, value.number, value.unit)
    most = in_mg_ml(monograph, value.high, value.unit) if value.high else least
    return None if least is None or most is None else (least, most)


# -- what to dissolve it in --------------------------------------------------------------------------------------------


def _in_solvent(monograph: Monograph, solvent: str) -> tuple[Claim, ...]:
    """Return the solubility claims for a solvent, by any of its names."""
    return tuple(claim for claim in monograph.solubility if solvents.same(claim.context.solvent, solvent))


def mg_ml(monograph: Monograph, claim: Claim) -> float | None:
    """Return a solubility by mass or amount in mg/mL; None where it has no number, or is a percentage."""
    value = claim.value
    return None if value is None or value.unit.startswith("percent") else in_mg_ml(monograph, value.number, value.unit)


def in_mg_ml(monograph: Monograph, number: str, unit: str) -> float | None:
    """Return a stated solubility in mg/mL: a molar one by the molar mass of the usual form, 1 % as 1 g in 100 mL.

    None where there is no number, or the unit is of no concentration.
    """
    known = in_base(number, unit) if number else None
    if known is None or known[0] not in _MG_ML:
        return None
    kind, base = known
    if kind is not Kind.MOLARITY:
        return base * _MG_ML[kind]
    # Of what has no molar mass, moles are no mass.
    return base * float(monograph.identity.forms[0].molar_mass) or None


def _numbered(monograph: Monograph, claims: Iterable[Claim]) -> dict[str, tuple[float, Claim]]:
    return {claim.id: (number, claim) for claim in claims if (number := mg_ml(monograph, claim)) is not None}


def best_solvent(monograph: Monograph) -> Claim | None:
    """Return the solubility claim to go by: for the customary vehicle, DMSO, where it has a number there.

    Else the one with the largest number; None where none has one. "At most 1 mg/mL" says what does not dissolve
    and recommends nothing.
    """
    numbered = _numbered(monograph, (claim for claim in monograph.solubility if _dissolves(claim)))
    usual = {key: one for key, one in numbered.items() if one[1].context.solvent == usual_vehicle(monograph)}
    return _claim(max((usual or numbered).values(), key=_by_number, default=None))


# Less is "very slightly soluble" or "practically insoluble" (USP, General Notices 5.30): no solvent for a stock.
_THIN_MG_ML = 1.0


def is_thin(monograph: Monograph, claim: Claim) -> bool:
    """Return whether so little dissolves in something watery that nobody makes a stock in it."""
    if claim.value is None or not claim.value.number or not solvents.family(claim.context.solvent).watery:
        return False
    most = in_mg_ml(monograph, claim.value.high or claim.value.number, claim.value.unit)
    return most is not None and most < _THIN_MG_ML


def usual_vehicle(monograph: Monograph) -> str:
    """Return the solvent that a stock is customarily made in: DMSO where it is on file as one; "" where not.

    A biologic is dissolved in what its page says that it is reconstituted in, or else that it dissolves in.
    """
    if any(_dissolves(claim) for claim in _in_solvent(monograph, solvents.DMSO)):
        return solvents.DMSO
    said = tuple(claim.context.solvent for claim in monograph.handling if claim.context.form == RECONSTITUTED)
    if monograph.kind is not SubstanceKind.SMALL_MOLECULE:
        said = (*said, *(claim.context.solvent for claim in monograph.solubility if _dissolves(claim)))
    return next((solvent for solvent in said if solvent), "")


def _dissolves(claim: Claim) -> bool:
    value = claim.value
    unfit = {INSOLUBLE, FALLS_OUT, DESTROYED}
    return value is not None and value.relation is not Relation.AT_MOST and value.text not in unfit


def _by_number(item: tuple[float, Claim]) -> float:
    return item[0]


def _claim(item: tuple[float, Claim] | None) -> Claim | None:
    return None if item is None else item[1]
