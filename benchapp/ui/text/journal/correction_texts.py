"""Corrections in words: which field, its old and new value, and what follows from it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from benchapp.domain.journal.entries import SolutionCorrected
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import mark_text, plain, shown, term, tr
from benchapp.ui.text.solution_texts import solution_text

# Returns an instant in the time zone shown.
Local: TypeAlias = Callable[[datetime], datetime]

FACT_TITLES = {
    "concentration": mark_text("Concentration"),
    "name": mark_text("Name"),
    "lot": mark_text("Lot"),
    "lot_expiry": mark_text("Expiry of the lot"),
    "vendor": mark_text("Vendor"),
    "made_by": mark_text("Made by"),
    "made": mark_text("Made at"),
    "storage": mark_text("Stored at"),
    "place": mark_text("Box and position"),
    "container": mark_text("Container"),
    "dark": mark_text("Keep from light"),
    "solvent": mark_text("Solvent"),
    "solvent_lot": mark_text("Lot of the solvent"),
    "solvent_expiry": mark_text("Expiry of the solvent’s lot"),
    "aliquots": mark_text("Number of tubes"),
    "aliquot_volume": mark_text("Volume of each"),
    "mass": mark_text("Mass weighed in"),
    "stock_volume": mark_text("Volume of stock"),
    "solvent_volume": mark_text("Volume of solvent"),
}
# What explains a concentration that follows from it.
_AMOUNTS = ("mass", "stock_volume", "solvent_volume")


def fact_text(facts: SolutionFacts, name: str, local: Local) -> str:
    """Return the value of a fact, a time in the zone shown; "" where there is none."""
    value = getattr(facts, name)
    match value:
        case Amount():
            return shown(value)
        case Moment():
            return date_and_time(local(value.wall))
        case bool():
            return tr("yes") if value else tr("no")
        case int():
            return plain(value)
        case _:
            return term(value) if value else ""


def change_text(before: SolutionFacts, after: SolutionFacts, name: str, local: Local) -> str:
    """Return what was corrected in one field: "Lot corrected L240611 → L240612"."""
    was, now, field = fact_text(before, name, local), fact_text(after, name, local), tr(FACT_TITLES[name])
    if not was:
        return tr("{field} added: {now}", field=field, now=now)
    if not now:
        return tr("{field} removed: {was}", field=field, was=was)
    if was == now:
        return tr("{field} corrected; it still reads {now}", field=field, now=now)
    return tr("{field} corrected {was} → {now}", field=field, was=was, now=now)


def correction_text(body: SolutionCorrected, local: Local) -> str:
    """Return everything that a correction changed, the concentration with the amounts that it follows from."""
    return changes_text(body.before, body.after, local, computed=not body.measured)


def changes_text(before: SolutionFacts, after: SolutionFacts, local: Local, *, computed: bool) -> str:
    """Return everything that changes; a computed concentration comes with the amounts that it follows from."""
    names = [name for name in FACT_TITLES if name in after.changed()]
    if len(names) > 1 and _read_alike(before.concentration, after.concentration):
        # Only what can be seen to differ is shown.
        names = [name for name in names if name != "concentration"]
    explained = computed and "concentration" in names
    said = []
    for name in names:
        if explained and name in _AMOUNTS:
            continue
        sentence = change_text(before, after, name, local)
        if explained and name == "concentration":
            amounts = [(one, getattr(before, one), getattr(after, one)) for one in _AMOUNTS if one in names]
            reasons = ", ".join(_amount_text(*one) for one in amounts)
            sentence = f"{sentence}: {reasons}" if reasons else sentence
        said.append(sentence)
    return "; ".join(said)


def _read_alike(before: Amount | None, after: Amount | None) -> bool:
    return before == after or (before is not None and after is not None and shown(before) == shown(after))


def _amount_text(name: str, before: Amount | None, after: Amount | None) -> str:
    was, now = ("" if one is None else shown(one) for one in (before, after))
    match name:
        case "mass":
            return tr("{now} weighed in instead of {was}", now=now, was=was) if was else tr("{now} weighed in", now=now)
        case "stock_volume":
            return tr("{now} stock instead of {was}", now=now, was=was) if was else tr("{now} stock", now=now)
        case _:
            return tr("{now} solvent instead of {was}", now=now, was=was) if was else tr("{now} solvent", now=now)


def recorded_text(kept: SolutionState, cause: Solution | None) -> str:
    """Return what a correction did to a solution: "computed from a corrected stock, 10 µM → 20 µM"; "" for nothing.

    Args:
        kept: The solution.
        cause: What was corrected last of what changed it; None where it is not known any more.
    """
    solution = kept.solution
    if not kept.corrected:
        return ""
    was, now = shown(kept.recorded or solution.concentration), shown(solution.concentration)
    name = tr("a solution") if cause is None else solution_text(cause)
    if was == now and kept.recorded is None:
        return tr("made from {solution}, which was corrected", solution=name)
    itself = kept.corrected == (solution.id,)
    if was == now:
        back = tr("concentration corrected, now {now} as it was recorded", now=now)
        of = tr("computed from {solution}, which was corrected: {now}, as it was recorded", solution=name, now=now)
        return back if itself else of
    if itself:
        return tr("concentration corrected {was} → {now}", was=was, now=now)
    return tr("computed from {solution}, which was corrected: {was} → {now}", solution=name, was=was, now=now)
