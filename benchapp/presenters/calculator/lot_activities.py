"""The activity of a lot, filled in with a stock in hand."""

from collections.abc import Callable, Iterable

from benchapp.domain.solutions.lot_activity import activity_from
from benchapp.domain.solutions.solutions import Solution


class LotActivities:
    """The activities that a form filled in with stocks in hand, and the labels that they were recorded with.

    Args:
        text: What a field holds, by its name.
        fill: Fills a field.
    """

    def __init__(self, text: Callable[[str], str], fill: Callable[[str, str], None]) -> None:
        self._text, self._fill = text, fill
        # What was filled in, and the label, by the mark of the field.
        self._filled: dict[str, tuple[str, str]] = {}

    def take(self, mark: str, chosen: Solution, recorded: Iterable[Solution]) -> None:
        """Fill in the activity of the lot of a chosen stock, where it was recorded; that of another stock goes.

        Args:
            mark: Of the fields of one compound.
            chosen: The stock; the field of the stock still holds the one before.
            recorded: Every solution, the latest last.
        """
        name, before = f"potency{mark}", self._text(f"stock{mark}")
        if before and before != chosen.id and self._text(name):
            self._fill(name, "")
        known = activity_from(chosen, recorded)
        if known is not None and not self._text(name).strip():
            activity, label = known
            self._fill(name, activity.shown())
            self._filled[mark] = (self._text(name), label)

    def forget(self, mark: str) -> None:
        """Empty the activity that was filled in, and not typed over since: the stock is chosen no more."""
        filled, _ = self._filled.pop(mark, ("", ""))
        if filled and self._text(f"potency{mark}") == filled:
            self._fill(f"potency{mark}", "")

    def source(self, mark: str = "") -> str:
        """Return the label of the solution that the activity in the field was recorded with; "" of one typed here."""
        filled, label = self._filled.get(mark, ("", ""))
        return label if filled and self._text(f"potency{mark}") == filled else ""
