"""A buffer or medium as it is kept once it was made."""

from collections.abc import Sequence

from benchapp.domain.buffers.buffer_plan import BufferPlan
from benchapp.domain.buffers.buffer_recipe import OWN
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, Value
from benchapp.domain.solutions.solutions import LOTS_JOINED_BY, Limit, Solution, SolutionPart, SolutionPurpose
from benchapp.domain.units.amounts import Amount, volume_amount
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails, unused_label
from benchapp.presenters.solutions.tube_selection import SelectedTube

# A buffer is as strong as its recipe says, and has no molar mass of its own.
_AS_WRITTEN, _NO_MASS = Amount("1", "x"), Amount("0", "g/mol")


def recorded_buffer(
    book: JournalSession,
    plan: BufferPlan,
    details: PreparationDetails,
    limits: tuple[Limit, ...],
    parts: tuple[SolutionPart, ...],
    sources: Sequence[SelectedTube],
) -> Solution:
    """Return the solution that is entered.

    Args:
        book: For its id, its label and the present.
        plan: How it was made.
        details: What the person entered.
        limits: What its use-by follows from.
        parts: What went into it.
        sources: The solutions in hand that it was made of.
    """
    recipe, volume = plan.recipe, volume_amount(plan.volume_ul)
    diluent = next((one for one in parts if one.name == recipe.diluent), SolutionPart(recipe.diluent))
    return Solution(
        id=book.ids.uuid(),
        label=unused_label(book),
        role=SolutionPurpose.BUFFER,
        compound=recipe.id or OWN + recipe.name,
        compound_name=recipe.name,
        monograph_hash="",
        form="",
        molar_mass=_NO_MASS,
        concentration=_AS_WRITTEN,
        nominal=_AS_WRITTEN,
        vehicle=recipe.diluent,
        vehicle_percent=0.0,
        medium=recipe.diluent,
        made=book.now().before(details.ago),
        made_about=details.about,
        made_by=details.person,
        lot=LOTS_JOINED_BY.join(f"{one.name} {one.lot}" for one in parts if one.lot),
        storage=details.storage,
        place=details.place,
        aliquot_volume=volume,
        limits=limits,
        parents=tuple(dict.fromkeys(one.row.kept.solution.id for one in sources)),
        volume=volume,
        solvent_lot=diluent.lot,
        solvent_expiry=diluent.expiry,
        hazards=recipe.hazard,
        parts=parts,
    )


def methods_of(plan: BufferPlan) -> tuple[MessageCode, dict[str, Value]]:
    """Return the sentence for a paper."""
    recipe = plan.recipe
    parts = ", ".join(f"{one.component.wanted} {one.component.name}".strip() for one in plan.parts)
    words = {"name": recipe.name, "parts_text": parts, "diluent": recipe.diluent, "ph": recipe.ph}
    return Message.METHODS_BUFFER, dict(words)
