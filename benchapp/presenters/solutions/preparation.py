"""From a recipe to a made solution: the entry that one tap writes, filled from what is known."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.stability import stated_lives
from benchapp.domain.journal.entries import KeptCaution, KeptStep, SolutionMade
from benchapp.domain.messages import Caution
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.solutions.freshness import limits_for
from benchapp.domain.solutions.label_ids import new_label
from benchapp.domain.solutions.solutions import Limit, Solution, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.tube_selection import SelectedTube


class PreparationDetails(Struct, frozen=True):
    """What the person enters about a solution; what is missing is entered later.

    Attributes:
        person: Whose work.
        lot: Lot of the compound; a dilution has that of its stock, where the stock has one.
        storage: How it is kept.
        place: Box and position.
        ago: How long ago it was made.
        about: Whether that is only about.
        reason: Why it is made in spite of a caution that asks for one.
    """

    person: str = ""
    lot: str = ""
    storage: Storage | None = None
    place: str = ""
    ago: timedelta = timedelta()
    about: bool = False
    reason: str = ""


class PreparedContents(Struct, frozen=True):
    """What is in a solution.

    Attributes:
        role: What it is for.
        concentration: Really reached.
        nominal: Aimed at.
        vehicle: Vehicle.
        vehicle_percent: Vehicle in it, % v/v.
        medium: Diluent, "" for a stock.
        aliquots: How many.
        aliquot_volume: Of each.
        doses: Of a series, what each tube holds, the highest first.
        error: Largest relative error of the concentration, as far as it is known.
        mass: What was weighed in; None where it is not known.
        mass_nominal: Whether that is the label's figure.
        volume: Made in all; None where it is not known.
        percent_by_well: Vehicle that each kind of well is given of it, % v/v, by the content of the well as text.
        potency: Units of activity per mass of the lot, as typed; None where they were not.
        potencies: Of further compounds, the same by the ids of their stocks in hand.
    """

    role: SolutionPurpose
    concentration: Amount
    nominal: Amount
    vehicle: str
    vehicle_percent: float
    medium: str = ""
    aliquots: int = 1
    aliquot_volume: Amount | None = None
    doses: tuple[Amount, ...] = ()
    error: float = 0.0
    mass: Amount | None = None
    mass_nominal: bool = False
    volume: Amount | None = None
    percent_by_well: Mapping[str, float] = field(default_factory=dict)
    potency: Amount | None = None
    potencies: Mapping[str, Amount] = field(default_factory=dict)


def new_solution(
    book: JournalSession,
    compounds: CurrentCompound,
    contents: PreparedContents,
    details: PreparationDetails,
    source: SelectedTube | None = None,
) -> Solution:
    """Return the solution that is entered, with the limits that hold for it at this moment."""
    filed, form = compounds.filed, compounds.form
    if filed is None or form is None:
        msg = "a solution is made of the compound that is open"
        raise LookupError(msg)
    hazards, of = by_weight(filed.monograph.hazards), source.row.kept.solution if source else None
    return Solution(
        label=unused_label(book),
        id=book.ids.uuid(),
        role=contents.role,
        compound=filed.monograph.id,
        compound_name=filed.monograph.identity.name,
        monograph_hash=filed.hash,
        form=form.id,
        molar_mass=Amount(form.molar_mass, "g/mol"),
        concentration=contents.concentration,
        nominal=contents.nominal,
        vehicle=contents.vehicle,
        vehicle_percent=contents.vehicle_percent,
        medium=contents.medium,
        made=book.now().before(details.ago),
        made_about=details.about,
        made_by=details.person,
        lot=(of.lot if of else "") or details.lot,
        storage=details.storage,
        place=details.place,
        aliquots=contents.aliquots,
        aliquot_volume=contents.aliquot_volume,
        limits=_limits(book, contents, filed.monograph, float(form.molar_mass), source),
        parents=(of.id,) if of else (),
        error=contents.error,
        doses=contents.doses,
        mass=contents.mass,
        mass_nominal=contents.mass_nominal,
        volume=contents.volume,
        hazards=hazards[0].statement if hazards else "",
        # In another solvent it is another solution; what counts there is its own limits.
        thaws_before=source.thaws if source and contents.role is SolutionPurpose.STOCK else 0,
        percent_by_well=contents.percent_by_well,
        potency=contents.potency or (of.potency if of else None),
        potencies=contents.potencies,
    )


def unused_label(book: JournalSession) -> str:
    """Return a new label id that no solution has."""
    labels = {kept.solution.label for kept in book.bench.solutions.values()}
    in_lab = book.bench.computers.several
    label = new_label(book.ids.below, in_lab=in_lab)
    while label in labels:
        label = new_label(book.ids.below, in_lab=in_lab)
    return label


def _limits(
    book: JournalSession, contents: PreparedContents, page: Monograph, molar_mass: float, source: SelectedTube | None
) -> tuple[Limit, ...]:
    """Return the limits of what is made now, those of the stock it is taken from among them."""
    # Of a liquid as bought its page says how long it keeps itself.
    solvent = contents.medium or contents.vehicle or page.identity.name
    stated = stated_lives(page, contents.role, solvent, contents.concentration, molar_mass)
    parents = source.limits if source else ()
    return limits_for(contents.role, book.bench.rules, solvent=solvent, stated=stated, parents=parents)


def also_made_from(solution: Solution, other: SelectedTube) -> Solution:
    """Return a solution that was made of a further stock too, and so outlives neither."""
    parents = (*solution.parents, other.row.kept.solution.id)
    return replace(solution, parents=parents, limits=(*solution.limits, *other.limits))


def diluted_with(solution: Solution, medium: SelectedTube | None) -> Solution:
    """Return a solution that is in a medium in hand: it has its label as lot, and does not outlive it."""
    if medium is None:
        return solution
    of, limits = medium.row.kept.solution, (*solution.limits, *medium.limits)
    return replace(solution, diluent=of.id, solvent_lot=of.label, limits=limits)


def made_by_recipe(
    solution: Solution,
    recipe: Recipe,
    sources: Sequence[SelectedTube | None],
    tool: str = "",
    inputs: Mapping[str, str] | None = None,
    reason: str = "",
) -> SolutionMade:
    """Return the entry for a solution made by a recipe, with everything it was judged by.

    Args:
        solution: What was made.
        recipe: How.
        sources: The stocks in hand, with what was taken of them.
        tool: The calculator that gave the recipe.
        inputs: What was in its fields, so that it can be made again.
        reason: Why, where a caution asks for one.
    """
    return SolutionMade(
        solution=solution,
        steps=tuple(KeptStep(str(line.code), dict(line.values)) for line in recipe.steps),
        cautions=kept_cautions(recipe.cautions),
        judged=recipe.judged,
        tool=tool,
        inputs=dict(inputs or {}),
        reason=reason,
        taken=tuple(one for source in sources if source is not None for one in source.taken),
    )


def kept_cautions(cautions: Sequence[Caution]) -> tuple[KeptCaution, ...]:
    """Return cautions as they are kept: codes and values."""
    return tuple(KeptCaution(str(caution.code), int(caution.severity), dict(caution.values)) for caution in cautions)
