"""What is on file about a solution: what a label and a log of reagents are asked to hold, GLP-minded."""

from collections.abc import Callable
from datetime import datetime

from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose
from benchapp.ui.text.language import mark_text, molar_mass_text, percent, plain, shown, term, tr
from benchapp.ui.text.recipe_texts import ANIMALS_ONLY
from benchapp.ui.text.solution_texts import limit_words, solvent_text

NOT_GIVEN = mark_text("not given")


def _made_in(solution: Solution) -> str:
    """Return the medium and how much vehicle is in it; a stock is in its vehicle alone, or is a liquid as bought."""
    if not solution.medium:
        return term(solution.vehicle) or tr("nothing: undiluted, as bought")
    if not solution.vehicle:
        return solvent_text(solution.medium)
    return f"{solvent_text(solution.medium)}, {percent(solution.vehicle_percent)} {term(solution.vehicle)}"


def _compound(solution: Solution, form: str) -> str:
    """Return the compound and its form; the molar mass with all its figures, as the header and the papers give it."""
    mass = molar_mass_text(solution.molar_mass.number) if solution.molar_mass.value else ""
    return ", ".join(part for part in (solution.compound_name, form or solution.form, mass) if part)


def details_of(
    kept: SolutionState, when: Callable[[datetime], str], form: str, computer: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return each field with what is known; what nobody stated is named as not given.

    Args:
        kept: The solution.
        when: Gives an instant in words.
        form: Name of the form.
        computer: On which computer it was entered; "" where there is one alone.
    """
    solution = kept.solution
    about = tr("about ") if solution.made_about else ""
    of_compound = (
        (tr("Compound"), _compound(solution, form)),
        (tr("Lot"), _dated(solution.lot, solution.lot_expiry)),
        *(((tr("Activity of the lot"), shown(solution.potency)),) if solution.potency else ()),
        *(((tr("Vendor"), solution.vendor),) if solution.vendor else ()),
        *_contents(solution),
    )
    buffer = solution.role is SolutionPurpose.BUFFER
    fields = (
        *(_parts(solution) if buffer else of_compound),
        *(((tr("Container"), solution.container),) if solution.container else ()),
        (tr("Tubes"), _tubes(kept)),
        (tr("Storage"), ", ".join(part for part in (term(solution.storage or ""), solution.place) if part)),
        (tr("Light"), tr("keep from light") if solution.dark else ""),
        (tr("Made on"), f"{about}{when(solution.made.wall)}"),
        (tr("Made by"), solution.made_by),
        *(((tr("Entered on"), computer),) if computer else ()),
        *((((tr("Made of"), tr("the solid, or not given")),)) if not solution.parents and not buffer else ()),
        (tr("Limits"), "; ".join(limit_words(limit) for limit in solution.limits) or tr("no limit set")),
        *(((tr("Only for"), tr(ANIMALS_ONLY)),) if solution.for_animals else ()),
        (tr("Hazards"), tr(solution.hazards) or tr("see the supplier's safety data sheet")),
        *(((tr("Discarded"), tr(kept.discarded)),) if kept.discarded else ()),
        *(
            ((tr("Monograph"), tr("version {monograph_hash}", monograph_hash=solution.monograph_hash[:12])),)
            if not buffer
            else ()
        ),
    )
    return tuple((name, text or tr(NOT_GIVEN)) for name, text in fields)


def _parts(solution: Solution) -> tuple[tuple[str, str], ...]:
    """Return what went into a buffer or medium, each part with its lot."""
    made_of = [(tr("Buffer or medium"), solution.compound_name)]
    for part in solution.parts:
        amount = shown(part.amount) if part.amount is not None else tr("topped up")
        lot = _dated(part.lot, part.expiry)
        made_of.append((term(part.name), f"{amount}, {tr('lot {lot}', lot=lot)}" if lot else amount))
    return (*made_of, (tr("Volume"), shown(solution.volume) if solution.volume else ""))


def _contents(solution: Solution) -> tuple[tuple[str, str], ...]:
    """Return what it is dissolved in, and how much of it there is in what volume."""
    mass = (
        ""
        if solution.mass is None
        else shown(solution.mass) + (tr(" (the label's figure)") if solution.mass_nominal else "")
    )
    error = f" ± {plain(solution.error * 100, 2)} %" if solution.error else ""
    return (
        (
            tr("Concentration"),
            tr(
                "{concentration}{error}; aimed at {nominal}",
                concentration=solution.concentration,
                error=error,
                nominal=solution.nominal,
            ),
        ),
        (tr("In"), _made_in(solution)),
        *(((tr("Its lot"), _dated(solution.solvent_lot, solution.solvent_expiry)),) if solution.solvent else ()),
        (tr("Weighed"), mass),
        (tr("Volume"), shown(solution.volume) if solution.volume else ""),
    )


def _tubes(kept: SolutionState) -> str:
    solution = kept.solution
    tubes = (
        tr("{aliquots} of {aliquot_volume}", aliquots=solution.aliquots, aliquot_volume=solution.aliquot_volume)
        if solution.aliquot_volume
        else str(solution.aliquots)
    )
    return tr(
        "{tubes} at first; {left} sealed, {count} open, {thawed} thawed so far",
        tubes=tubes,
        left=kept.left,
        count=sum(one.count for one in kept.opened),
        thawed=kept.thawed,
    )


def _dated(lot: str, expiry: str) -> str:
    return tr("{lot}, good until {expiry}", lot=lot or tr(NOT_GIVEN), expiry=expiry) if expiry else lot
