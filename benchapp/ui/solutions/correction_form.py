"""What is asked where a solution was entered wrongly: every field with what is in it now."""

from collections.abc import Callable, Mapping

from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.text.language import tr


def correction_form(name: str, solution: Solution, desk: SolutionForm, done: Callable[[], object]) -> InlineForm:
    """Return the form in which a solution is corrected.

    Args:
        name: First part of the object names.
        solution: The solution as it is now.
        desk: Writes the correction.
        done: Called when it was written.
    """
    fields = [
        ("person", tr("Made by"), solution.made_by),
        ("lot", tr("Lot"), solution.lot),
        ("lot_expiry", tr("Date on the lot"), solution.lot_expiry),
        ("solvent_lot", tr("Lot of {medium}", medium=solution.medium or solution.vehicle), solution.solvent_lot),
        ("solvent_expiry", tr("Its date"), solution.solvent_expiry),
        ("place", tr("Box and position"), solution.place),
        ("light", tr("Keep from light?"), tr("yes") if solution.dark else ""),
    ]
    before = {name: text for name, _, text in fields}

    def write(texts: Mapping[str, str], storage: Storage | None) -> None:
        changed = {name: text for name, text in texts.items() if text.strip() != before[name]}
        # A date goes with its lot.
        for lot, date in (("lot", "lot_expiry"), ("solvent_lot", "solvent_expiry")):
            if changed.keys() & {lot, date}:
                changed |= {lot: texts[lot], date: texts[date]}
        desk.fill(solution.id, changed, storage if storage is not solution.storage else None)

    about = tr("Correct {label}", label=solution.label)
    options = InlineOptions((solution.storage,), lambda _texts: about, desk.local_now)
    return InlineForm(name, fields, tr("Keep the correction"), write, done, options)
