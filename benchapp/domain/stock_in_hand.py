"""The tubes in hand that something is made of: the open one first, then as many sealed ones as are needed."""

import math

from msgspec import Struct

from benchapp.domain.messages import Message, Value
from benchapp.domain.quantities import TOLERANCE
from benchapp.domain.recipes import Line


class StockInHand(Struct, frozen=True):
    """What is known of the tubes that a stock comes from.

    Attributes:
        label: Its label, "" where not told.
        frozen: Whether its sealed tubes are thawed before use.
        place: Where they are.
        left: How many sealed ones there are.
        volume_ul: What each holds, µL; 0 where not known.
        opened_ul: What the open tube holds that may still be used, µL; 0 for none.
        opened_place: Where that one is.
    """

    label: str = ""
    frozen: bool = False
    place: str = ""
    left: int = 0
    volume_ul: float = 0.0
    opened_ul: float = 0.0
    opened_place: str = ""

    def uses_opened(self, needed_ul: float) -> bool:
        """Tell whether the open tube is enough: what is thawed already is used before another one is."""
        return 0 < needed_ul <= self.opened_ul * (1 + TOLERANCE)

    def sealed(self, needed_ul: float) -> int:
        """Tell how many sealed tubes are taken out."""
        if self.uses_opened(needed_ul) or self.left == 0:
            return 0
        wanted = math.ceil(needed_ul / self.volume_ul * (1 - TOLERANCE)) if self.volume_ul > 0 else 1
        return min(self.left, max(1, wanted))

    def on_hand_ul(self, needed_ul: float) -> float:
        """Tell what is taken out holds, µL; 0 where that is not known."""
        if self.uses_opened(needed_ul) or self.left == 0:
            return self.opened_ul
        return self.volume_ul * self.sealed(needed_ul)

    def beginning(self, needed_ul: float) -> tuple[Line, ...]:
        """Give the step that takes it out: which tube is open, or how many are thawed."""
        if not self.label:
            return ()
        if self.uses_opened(needed_ul):
            opened: dict[str, Value] = {"label": self.label, "place": self.opened_place, "ul": self.opened_ul}
            return (Line(Message.STEP_TAKE_OPEN, opened),)
        count = self.sealed(needed_ul)
        if not self.frozen or not count:
            return ()
        values: dict[str, Value] = {"count": count, "label": self.label, "place": self.place}
        return (Line(Message.STEP_THAW, {**values, "left": self.left - count}),)
