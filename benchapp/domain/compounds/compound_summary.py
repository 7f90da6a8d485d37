"""What a list of compounds shows of one: short enough that ten thousand are read at once."""

from collections.abc import Iterator

from msgspec import Struct

from benchapp.domain.compounds.monograph import Claim, Monograph, NameKind, Relation, Role, Standing, Use, Value
from benchapp.domain.compounds.solubility import DESTROYED, FALLS_OUT, INSOLUBLE, best_solvent, is_thin, usual_vehicle
from benchapp.domain.lab import solvents


class CompoundSummary(Struct, frozen=True, omit_defaults=True):
    """What a list shows of a compound.

    Attributes:
        other_names: Its other names, without the systematic and the misspelt ones.
        classes: Under which classes it is sorted.
        form: Its usual form.
        molar_mass: Of that form; decimal text, g/mol.
        dissolves_in: Every solvent that it is said to dissolve in.
        solvent: The one that a stock is made in; "" where none is on file.
        solubility: How much of it dissolves there; None where no figure is on file.
        doses: Every working concentration on file that is not disputed.
        vehicle: Whether it is a vehicle, of which no stock is made.
    """

    other_names: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    form: str = ""
    molar_mass: str = ""
    dissolves_in: tuple[str, ...] = ()
    solvent: str = ""
    solubility: Value | None = None
    doses: tuple[Value, ...] = ()
    vehicle: bool = False


def summary_of(monograph: Monograph) -> CompoundSummary:
    """Return what a list shows of a compound."""
    # The first paint shows one compound, and no list.
    from benchapp.domain.compounds.side_by_side import SOLUBILITY, gone_by  # noqa: PLC0415

    identity = monograph.identity
    usual = identity.forms[0]
    best = best_solvent(monograph)
    if best is not None and is_thin(monograph, best):
        best = None
    hidden = {NameKind.SYSTEMATIC, NameKind.MISSPELLING}
    return CompoundSummary(
        other_names=tuple(one.text for one in identity.names if one.text != identity.name and one.kind not in hidden),
        classes=monograph.classes,
        form=usual.name,
        molar_mass=usual.molar_mass,
        dissolves_in=tuple(dict.fromkeys(_soluble_in(monograph))),
        solvent=best.context.solvent if best is not None else usual_vehicle(monograph),
        solubility=None if best is None else gone_by(monograph, SOLUBILITY, best).value,
        doses=usual_doses(monograph),
        vehicle=monograph.role is Role.VEHICLE,
    )


def usual_uses(monograph: Monograph) -> tuple[Use, ...]:
    """Return the doses and times on file that are not disputed: what is has a card, and is no part of what is usual."""
    return tuple(use for use in monograph.uses if use.standing is not Standing.DISPUTED)


def usual_doses(monograph: Monograph) -> tuple[Value, ...]:
    """Return the usual working concentrations, each once."""
    return tuple(dict.fromkeys(use.dose for use in usual_uses(monograph) if use.dose is not None))


def _soluble_in(monograph: Monograph) -> Iterator[str]:
    yield from (solvents.canonical(one.context.solvent) for one in monograph.solubility if _is_soluble(one))


def _is_soluble(claim: Claim) -> bool:
    value = claim.value
    if value is None or not claim.context.solvent or value.relation is Relation.AT_MOST:
        return False
    return value.text not in {DESTROYED, FALLS_OUT, INSOLUBLE}
