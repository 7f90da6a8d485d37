"""The sentences of journal entries about solutions."""

from typing import assert_never

from benchapp.domain.journal.entries import (
    DOSING,
    AliquotThawed,
    AmountTaken,
    Handling,
    PortionMoved,
    PortionSplit,
    SolutionAdded,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
)
from benchapp.domain.solutions.solutions import Solution
from benchapp.ui.text.journal.correction_texts import Local, correction_text
from benchapp.ui.text.journal.entry_names import EntryNames, named_solution, why_text
from benchapp.ui.text.language import aliquots, term, tr
from benchapp.ui.text.solution_texts import vessels_text


class SolutionSentences:
    """The sentences of entries about solutions.

    Args:
        names: What they refer to.
        local: Returns an instant in the time zone shown.
    """

    def __init__(self, names: EntryNames, local: Local) -> None:
        self._names = names
        self._local = local

    def of_solution(self, body: SolutionAdded | SolutionMade | SolutionFilled | SolutionCorrected) -> str:
        """Return the sentence of a solution that was made, entered, filled in or corrected."""
        match body:
            case SolutionAdded(solution):
                about = tr(" (age approximate)") if solution.made_about else ""
                return tr(
                    "Added {solution}, {kept}{about}",
                    solution=named_solution(solution),
                    kept=_kept(solution),
                    about=about,
                )
            case SolutionMade(solution, thawed, count):
                origin = (
                    tr(", from {tubes} of {label}, thawed", tubes=aliquots(count), label=self._names.label(thawed))
                    if thawed
                    else ""
                )
                origin += "".join(tr(", from {taken}", taken=self._names.taken(taken)) for taken in body.taken)
                return tr(
                    "Made {solution}, {kept}{origin}{why}",
                    solution=named_solution(solution),
                    kept=_kept(solution),
                    origin=origin,
                    why=why_text(body.reason),
                )
            case SolutionFilled():
                entered = (
                    body.made_by,
                    body.lot,
                    body.lot_expiry,
                    body.solvent_lot,
                    body.solvent_expiry,
                    term(body.storage),
                    {"dark": tr("keep from light"), "light": tr("need not be dark")}.get(body.light, ""),
                )
                said = ", ".join(part for part in (*entered, body.place) if part)
                return tr("Added to {label}: {said}", label=self._names.label(body.solution), said=said)
            case SolutionCorrected():
                said = correction_text(body, self._local)
                return tr("{label}: {said}", label=self._names.label(body.solution), said=said)
            case _:
                assert_never(body)

    def of_tubes(self, body: Handling) -> str:
        """Return the sentence of what was done to tubes of a solution."""
        match body:
            case AliquotThawed(solution, count):
                return tr("Thawed {tubes} of {label}", tubes=aliquots(count), label=self._names.label(solution))
            case PortionMoved():
                where = ", ".join(part for part in (term(body.storage), body.place) if part)
                return tr(
                    "Put {tubes} of {label} at {where}",
                    tubes=aliquots(body.count),
                    label=self._names.label(body.solution),
                    where=where,
                )
            case AmountTaken():
                text = body.purpose
                if text.startswith(DOSING):
                    text = text.replace(DOSING, tr("dosing"), 1)
                purpose = tr(" for {purpose}", purpose=text) if text else ""
                return tr(
                    "Took {volume} of {label}{purpose}",
                    volume=body.volume,
                    label=self._names.label(body.solution),
                    purpose=purpose,
                )
            case PortionSplit():
                return tr(
                    "Split a tube of {label} into {count} of {each}",
                    label=self._names.label(body.solution),
                    count=body.count,
                    each=body.each,
                )
            case SolutionDiscarded(solution, reason):
                some = (
                    tr("{tubes} of ", tubes=aliquots(body.count))
                    if body.count
                    else tr("a part of ")
                    if body.portion
                    else ""
                )
                return tr(
                    "Discarded {some}{label}: {reason}", some=some, label=self._names.label(solution), reason=reason
                )
            case _:
                assert_never(body)


def _kept(solution: Solution) -> str:
    each = tr(" of {aliquot_volume}", aliquot_volume=solution.aliquot_volume) if solution.aliquot_volume else ""
    where = "".join(f", {part}" for part in (term(solution.storage or ""), solution.place) if part)
    return f"{vessels_text(solution)}{each}{where}"
