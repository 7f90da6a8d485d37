"""What is taken of a stock in hand to make something: which tube, how many, how much."""

from datetime import timedelta

from msgspec import Struct

from benchapp.domain.journal.entries import DOSING, AmountTaken, Taken
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import CalculationError, Caution, Message
from benchapp.domain.recipes.cautions import chosen_stock
from benchapp.domain.recipes.source_tubes import SourceTubes, Tubes
from benchapp.domain.solutions.freshness import State, inherited
from benchapp.domain.solutions.portions import EMPTY_UL, Portion
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Limit
from benchapp.domain.units.amounts import volume_amount
from benchapp.domain.units.moments import Moment
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionRow


class SelectedTube(Struct, frozen=True):
    """A stock that something is made of.

    Attributes:
        row: The stock in hand.
        limits: What the child has from the tubes that are used.
        taken: What the entry says is taken, of each kind of tubes.
        thaws: How often the tube used most often will have been thawed.
    """

    row: SolutionRow
    limits: tuple[Limit, ...]
    taken: tuple[Taken, ...]
    thaws: int


def stock_in_hand(row: SolutionRow | None, rules: LabRules, ahead: timedelta = timedelta()) -> SourceTubes:
    """Return what a plan wants to know of a stock in hand: what of it may be used, by the lab's rules.

    Args:
        row: The stock; None for none.
        rules: The lab's rules.
        ahead: How long from now it is used.
    """
    if row is None:
        return SourceTubes()
    lasting = [one for one in row.portions if one.freshness.usable and one.freshness.keeps(ahead)]
    # What is past its use-by altogether was chosen on purpose, and a reason is asked for.
    usable = lasting or [one for one in row.portions if one.freshness.usable] or list(row.portions)
    return SourceTubes(row.kept.solution.label, tuple(_tubes(one.portion, rules.aliquot_dead_ul) for one in usable))


def _tubes(portion: Portion, dead_ul: float) -> Tubes:
    return Tubes(
        portion.id,
        portion.count,
        portion.volume_ul or 0.0,
        frozen=portion.frozen,
        opened=portion.opened,
        place=portion.place,
        thaws=portion.thaws,
        dead_ul=dead_ul,
    )


def judged_stock(
    row: SolutionRow | None, compounds: CurrentCompound, rules: LabRules, needed_ul: float = 0.0
) -> list[Caution]:
    """Return what has to be said of the stock that was chosen; nothing where none was."""
    if row is None:
        return []
    past = row.freshness.state is State.PAST
    thaws = stock_in_hand(row, rules).thaws_then(needed_ul)
    return chosen_stock(row.kept.solution, compounds.monograph, compounds.form, rules, past=past, thaws=thaws)


def source_of(row: SolutionRow | None, needed_ul: float, book: JournalSession) -> SelectedTube | None:
    """Return which tubes of a stock are used, and what is taken of them; None where no stock was chosen.

    The same tubes that the recipe names.

    Raises:
        CalculationError: Nothing is left of it, or less than is needed.
    """
    if row is None:
        return None
    hand = stock_in_hand(row, book.bench.rules)
    solution = row.kept.solution
    if not hand.tubes:
        raise CalculationError(Message.NO_ALIQUOT_LEFT, label=solution.label)
    hand.check(needed_ul)
    draws = hand.draws(needed_ul)
    portions = {one.id: one for one in row.kept.portions.all}
    taken = tuple(
        Taken(
            solution.id,
            draw.tubes.id,
            draw.count,
            volume_amount(draw.ul) if draw.ul > 0 else None,
            thawed=draw.tubes.frozen,
        )
        for draw in draws
    )
    used = [portions[draw.tubes.id] for draw in draws]
    limits = dict.fromkeys(one for each in used for one in inherited(solution, each, book.now(), book.anchors))
    return SelectedTube(row, tuple(limits), taken, hand.thaws_then(needed_ul))


def dosing_draws(source: SelectedTube | None, at: Moment, reason: str = "") -> list[AmountTaken]:
    """Return what is written when a stock goes into wells undiluted: a draw of each tube that is opened for it.

    Args:
        source: The stock; None where none in hand was chosen.
        at: When.
        reason: Why, where a caution asks for one.

    Raises:
        CalculationError: No stock in hand was chosen, so there is nothing to write.
    """
    if source is None or any(taken.volume is None for taken in source.taken):
        raise CalculationError(Message.NOTHING_MADE)
    portions = {one.id: one for one in source.row.kept.portions.all}
    purpose = f"{DOSING}: {reason}" if reason else DOSING
    draws = []
    for taken in source.taken:
        left_ul = taken.volume.microlitres if taken.volume is not None else 0.0
        each_ul = portions[taken.portion].volume_ul
        for place in range(taken.count):
            last = place == taken.count - 1
            ul = left_ul if last or each_ul is None else min(left_ul, each_ul)
            draws.append(AmountTaken(taken.solution, taken.portion, volume_amount(ul), at, purpose))
            left_ul -= ul
    return draws


def held_ul(kept: SolutionState) -> float | None:
    """Return what there is of a solution in all its tubes, µL; None where nobody knows."""
    volumes = [one.volume_ul for one in kept.portions.all]
    if any(volume is None for volume in volumes):
        return None
    return sum((one.volume_ul or 0.0) * one.count for one in kept.portions.all)


def taken_for_cells(kept: SolutionState, ul: float | None) -> tuple[Taken, ...]:
    """Return what is written when a working solution goes on cells: what is taken of each kind of its tubes.

    Args:
        kept: The solution.
        ul: How much, µL; None where nobody knows.

    Raises:
        CalculationError: There is less; it names what is there.
    """
    solution = kept.solution
    # A plate is pipetted to the last drop: nothing is set aside as staying in the tube.
    hand = SourceTubes(solution.label, tuple(_tubes(one, dead_ul=0.0) for one in kept.portions.all))
    held = held_ul(kept)
    if ul is not None and held is not None and ul > held + EMPTY_UL:
        raise CalculationError(
            Message.WELLS_TAKE_MORE, label=solution.label, ul=held, needed_ul=ul, field=f"rest.{solution.id}"
        )
    if ul is not None and held is not None:
        ul = min(ul, held)
    return tuple(
        Taken(
            solution.id,
            draw.tubes.id,
            draw.count,
            None if ul is None else volume_amount(draw.ul),
            thawed=draw.tubes.frozen,
        )
        for draw in hand.draws(ul or 0.0)
    )
