"""Everything that is known of a solution: what a label and a log of reagents are asked to hold, GLP-minded."""

from collections.abc import Callable, Mapping
from datetime import datetime

from benchapp.domain.journal.entries import Entry, SolutionMade
from benchapp.domain.messages import Message
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution
from benchapp.ui.text.language import mark_text, percent, plain, shown, term, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.text.solution_texts import limit_words
from benchapp.ui.widgets.labels import bold

NOT_GIVEN = mark_text("not given")


def details_of(
    kept: SolutionState, origin: Entry | None, labels: Mapping[str, str], when: Callable[[datetime], str], form: str
) -> tuple[tuple[str, str], ...]:
    """Return each field with what is known; what nobody stated is said so.

    Args:
        kept: The solution.
        origin: The entry by which it came to be; None where it is not there.
        labels: Label of each other solution, by id.
        when: Gives an instant in words.
        form: Name of the form.
    """
    solution = kept.solution
    about = tr("about ") if solution.made_about else ""
    fields = (
        (tr("Label"), solution.label),
        (tr("What"), f"{solution.compound_name}, {form or solution.form}, {shown(solution.molar_mass)}"),
        (tr("Monograph"), tr("version {monograph_hash}", monograph_hash=solution.monograph_hash[:12])),
        (tr("Lot"), _dated(solution.lot, solution.lot_expiry)),
        *_contents(solution),
        (tr("Tubes"), _tubes(kept)),
        (
            tr("Stored"),
            ", ".join(part for part in (term(solution.storage or ""), solution.place) if part),
        ),
        (tr("Light"), tr("keep from light") if solution.dark else ""),
        (tr("Made"), f"{about}{when(solution.made.wall)}"),
        (tr("Recorded"), when(origin.recorded_at) if origin else ""),
        (tr("By"), solution.made_by),
        (tr("Made of"), ", ".join(labels.get(one, one) for one in solution.parents) or tr("the solid, or not given")),
        (tr("Limits"), "; ".join(limit_words(limit) for limit in solution.limits) or tr("no limit set")),
        (tr("Hazards"), solution.hazards or tr("see the supplier's safety data sheet")),
        (tr("Discarded"), tr(kept.discarded) if kept.discarded else tr("no")),
    )
    return tuple((name, text or tr(NOT_GIVEN)) for name, text in fields)


def _contents(solution: Solution) -> tuple[tuple[str, str], ...]:
    """Return what it is dissolved in, and how much of it there is in what volume."""
    mass = (
        ""
        if solution.mass is None
        else shown(solution.mass) + (tr(" (the label's figure)") if solution.mass_nominal else "")
    )
    error = f" ± {plain(solution.error * 100, 2)} %" if solution.error else ""
    return (
        (tr("In"), f"{solution.medium or solution.vehicle}, {percent(solution.vehicle_percent)} {solution.vehicle}"),
        (tr("Its lot"), _dated(solution.solvent_lot, solution.solvent_expiry)),
        (tr("Weighed"), mass),
        (tr("Volume"), shown(solution.volume) if solution.volume else ""),
        (
            tr("Concentration"),
            tr(
                "{concentration}{error}; aimed at {nominal}",
                concentration=solution.concentration,
                error=error,
                nominal=solution.nominal,
            ),
        ),
    )


def _tubes(kept: SolutionState) -> str:
    solution = kept.solution
    tubes = (
        tr("{aliquots} of {aliquot_volume}", aliquots=solution.aliquots, aliquot_volume=solution.aliquot_volume)
        if solution.aliquot_volume
        else str(solution.aliquots)
    )
    return tr(
        "{tubes}; {left} sealed, {count} open, {thawed} thawed so far",
        tubes=tubes,
        left=kept.left,
        count=len(kept.opened),
        thawed=kept.thawed,
    )


def details_html(fields: tuple[tuple[str, str], ...], origin: Entry | None) -> str:
    """Return the fields and the recipe as our own mark-up; whatever was typed is escaped."""
    rows = "".join(
        f'<tr><td style="padding-right:16px">{bold(name)}</td><td>{escape(text)}</td></tr>' for name, text in fields
    )
    body = origin.body if origin else None
    steps = body.steps if isinstance(body, SolutionMade) else ()
    lines = []
    for step in steps:
        lead, text, detail = say_step(Message(step.code), step.values)
        lines.append(f"<li>{escape(' '.join(part for part in (lead, text, detail) if part))}</li>")
    recipe = f"<p>{bold('Recipe as it was followed')}</p><ol>{''.join(lines)}</ol>" if lines else ""
    return f"<table>{rows}</table>{recipe}"


def _dated(lot: str, expiry: str) -> str:
    return tr("{lot}, good until {expiry}", lot=lot or tr(NOT_GIVEN), expiry=expiry) if expiry else lot
