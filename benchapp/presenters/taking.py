"""What is taken off the shelf to make something: which tube, how many, how much."""

from msgspec import Struct

from benchapp.domain.amounts import volume_amount
from benchapp.domain.entries import DOSING, AmountTaken, Taken
from benchapp.domain.freshness import inherited
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.moments import Moment
from benchapp.domain.portions import Portion
from benchapp.domain.solutions import Limit
from benchapp.domain.stock_in_hand import StockInHand
from benchapp.presenters.book import Book
from benchapp.presenters.shelf import OnShelf, PortionOnShelf


class Source(Struct, frozen=True):
    """A stock that something is made of.

    Attributes:
        row: The stock on the shelf.
        portion: Which of its tubes.
        limits: What the child has from it.
        taken: What the entry says is taken.
    """

    row: OnShelf
    portion: Portion
    limits: tuple[Limit, ...]
    taken: Taken


def _opened(row: OnShelf) -> PortionOnShelf | None:
    """Give the open tube that holds most of what may still be used."""
    usable = [
        one
        for one in row.portions
        if one.portion.opened and not one.portion.frozen and one.freshness.usable and one.portion.volume_ul
    ]
    return max(usable, key=lambda one: one.portion.volume_ul or 0.0, default=None)


def _sealed(row: OnShelf) -> PortionOnShelf | None:
    usable = [one for one in row.portions if not one.portion.opened and one.freshness.usable]
    return max(usable, key=lambda one: (one.portion.frozen, one.portion.count), default=None)


def stock_in_hand(row: OnShelf | None) -> StockInHand:
    """Give what a plan wants to know of a stock on the shelf."""
    if row is None:
        return StockInHand()
    opened, sealed = _opened(row), _sealed(row)
    portion = sealed.portion if sealed else None
    return StockInHand(
        row.kept.solution.label,
        frozen=portion is not None and portion.frozen,
        place=portion.place if portion else "",
        left=portion.count if portion else 0,
        volume_ul=(portion.volume_ul or 0.0) if portion else 0.0,
        opened_ul=(opened.portion.volume_ul or 0.0) if opened else 0.0,
        opened_place=opened.portion.place if opened else "",
    )


def thaws_of(row: OnShelf) -> int:
    """Tell how often the tube that is used will have been thawed."""
    opened, sealed = _opened(row), _sealed(row)
    if opened is not None:
        return opened.portion.thaws
    return 0 if sealed is None else sealed.portion.thaws + sealed.portion.frozen


def source_of(row: OnShelf | None, needed_ul: float, book: Book) -> Source | None:
    """Give which tube of a stock is used, and what is taken of it; None where no stock was chosen.

    The same tube that the recipe names: the open one where it is enough, else as many sealed ones as are needed.

    Raises:
        CalculationError: Nothing is left of it.
    """
    if row is None:
        return None
    hand = stock_in_hand(row)
    opened, sealed = _opened(row), _sealed(row)
    chosen = opened if opened is not None and (hand.uses_opened(needed_ul) or sealed is None) else sealed
    # What is past its use-by was chosen on purpose, and a reason was written.
    chosen = chosen or next(iter(row.portions), None)
    if chosen is None:
        raise CalculationError(Message.NO_ALIQUOT_LEFT, label=row.kept.solution.label)
    portion = chosen.portion
    count = 1 if chosen is opened else max(1, min(portion.count, hand.sealed(needed_ul)))
    volume = volume_amount(needed_ul) if needed_ul > 0 else None
    taken = Taken(row.kept.solution.id, portion.id, count, volume, thawed=portion.frozen)
    limits = inherited(row.kept.solution, portion, book.now(), book.anchors)
    return Source(row, portion, limits, taken)


def dosing_draws(source: Source | None, at: Moment, reason: str = "") -> list[AmountTaken]:
    """Return what is written when a stock goes into wells undiluted: a draw of each tube that is opened for it.

    Args:
        source: The stock; None where none in hand was chosen.
        at: When.
        reason: Why, where a caution asks for one.

    Raises:
        CalculationError: No stock in hand was chosen, so there is nothing to write.
    """
    if source is None or source.taken.volume is None:
        raise CalculationError(Message.NOTHING_MADE)
    left_ul = source.taken.volume.microlitres
    each_ul = source.portion.volume_ul
    purpose = f"{DOSING}: {reason}" if reason else DOSING
    draws = []
    for place in range(source.taken.count):
        last = place == source.taken.count - 1
        ul = left_ul if last or each_ul is None else min(left_ul, each_ul)
        draws.append(AmountTaken(source.taken.solution, source.portion.id, volume_amount(ul), at, purpose))
        left_ul -= ul
    return draws
