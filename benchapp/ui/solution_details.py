"""Everything that is known of a solution: what a label and a log of reagents are asked to hold, GLP-minded."""

import html
from collections.abc import Callable, Mapping
from datetime import datetime

from benchapp.domain.entries import Entry, SolutionMade
from benchapp.domain.in_hand import InHand
from benchapp.domain.messages import Message
from benchapp.ui.parts import bold
from benchapp.ui.phrases import limit_words
from benchapp.ui.words import say_step

NOT_TOLD = "not told"


def details_of(
    kept: InHand, origin: Entry | None, labels: Mapping[str, str], when: Callable[[datetime], str], form: str
) -> tuple[tuple[str, str], ...]:
    """Give each field with what is known; what nobody told is said so.

    Args:
        kept: The solution.
        origin: The entry by which it came to be; None where it is not there.
        labels: Label of each other solution, by id.
        when: Gives an instant in words.
        form: Name of the form.
    """
    solution = kept.solution
    about = "about " if solution.made_about else ""
    mass = (
        ""
        if solution.mass is None
        else solution.mass.shown() + (" (the label's figure)" if solution.mass_nominal else "")
    )
    error = f" ± {solution.error * 100:.2g} %" if solution.error else ""
    tubes = (
        f"{solution.aliquots} of {solution.aliquot_volume.shown()}"
        if solution.aliquot_volume
        else str(solution.aliquots)
    )
    fields = (
        ("Label", solution.label),
        ("What", f"{solution.compound_name}, {form or solution.form}, {solution.molar_mass.shown()}"),
        ("Monograph", f"version {solution.monograph_hash[:12]}"),
        ("Lot", _dated(solution.lot, solution.lot_expiry)),
        ("In", f"{solution.medium or solution.vehicle}, {solution.vehicle_percent:.3g} % {solution.vehicle}"),
        ("Its lot", _dated(solution.solvent_lot, solution.solvent_expiry)),
        ("Weighed", mass),
        ("Volume", solution.volume.shown() if solution.volume else ""),
        ("Concentration", f"{solution.concentration.shown()}{error}; aimed at {solution.nominal.shown()}"),
        ("Tubes", f"{tubes}; {kept.left} sealed, {len(kept.opened)} open, {kept.thawed} thawed so far"),
        (
            "Kept",
            ", ".join(part for part in (solution.storage.value if solution.storage else "", solution.place) if part),
        ),
        ("Light", "keep from light" if solution.dark else ""),
        ("Made", f"{about}{when(solution.made.wall)}"),
        ("Recorded", when(origin.recorded_at) if origin else ""),
        ("By", solution.made_by),
        ("Made of", ", ".join(labels.get(one, one) for one in solution.parents) or "the solid or not told"),
        ("Limits", "; ".join(limit_words(limit) for limit in solution.limits) or "no limit set"),
        ("Hazards", solution.hazards or "see the supplier's safety data sheet"),
        ("Discarded", kept.discarded or "no"),
    )
    return tuple((name, text or NOT_TOLD) for name, text in fields)


def details_html(fields: tuple[tuple[str, str], ...], origin: Entry | None) -> str:
    """Give the fields and the recipe as our own mark-up; whatever was typed is escaped."""
    rows = "".join(
        f'<tr><td style="padding-right:16px">{bold(name)}</td><td>{html.escape(text)}</td></tr>'
        for name, text in fields
    )
    body = origin.body if origin else None
    steps = body.steps if isinstance(body, SolutionMade) else ()
    lines = []
    for step in steps:
        lead, text, detail = say_step(Message(step.code), step.values)
        lines.append(f"<li>{html.escape(' '.join(part for part in (lead, text, detail) if part))}</li>")
    recipe = f"<p>{bold('Recipe as it was followed')}</p><ol>{''.join(lines)}</ol>" if lines else ""
    return f"<table>{rows}</table>{recipe}"


def _dated(lot: str, expiry: str) -> str:
    return f"{lot or NOT_TOLD}, good until {expiry}" if expiry else lot
