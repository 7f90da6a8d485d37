"""The tubes in hand that something is made of: which are taken, in what order, and whether they hold enough.

What is liquid and open already is used before a sealed tube is thawed, and a sealed one before a tube is thawed
again. One tube that is enough is used alone; where none is, several are pooled, which is a step of the recipe.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import CalculationError, Message, Value
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.units.kinds import TOLERANCE


class Tubes(Struct, frozen=True):
    """Tubes of a stock that have been kept alike.

    Attributes:
        id: Of the portion.
        count: How many.
        volume_ul: In each, µL; 0 where that is not known.
        frozen: Whether they are thawed before use.
        opened: Whether something was taken of them before.
        place: Where they are.
        thaws: How often they have been thawed.
        dead_ul: What stays behind in each when it is emptied, µL: the lab's rule.
    """

    id: str = ""
    count: int = 1
    volume_ul: float = 0.0
    frozen: bool = False
    opened: bool = False
    place: str = ""
    thaws: int = 0
    dead_ul: float = LabRules().aliquot_dead_ul

    @property
    def usable_ul(self) -> float:
        """What one of them gives, µL; without end where nobody stated how much is in it."""
        return max(0.0, self.volume_ul - self.dead_ul) if self.volume_ul > 0 else math.inf

    @property
    def thaws_then(self) -> int:
        """How often they will have been thawed once they are used."""
        return self.thaws + self.frozen


def _preference(tubes: Tubes) -> tuple[bool, bool, int, float]:
    # A tube of which nobody knows how much is left in it comes after those that are known to hold enough.
    last = tubes.opened and (tubes.frozen or not tubes.volume_ul)
    return last, not tubes.opened, tubes.thaws, -tubes.volume_ul


class Draw(Struct, frozen=True):
    """What is taken of tubes that have been kept alike: how many, and how much in all, µL."""

    tubes: Tubes
    count: int
    ul: float


class SourceTubes(Struct, frozen=True):
    """What is known of the tubes that a stock comes from.

    Attributes:
        label: Its label, "" where not given.
        tubes: Those that may still be used.
    """

    label: str = ""
    tubes: tuple[Tubes, ...] = ()

    @property
    def _in_order(self) -> list[Tubes]:
        return sorted(self.tubes, key=_preference)

    def draws(self, needed_ul: float) -> tuple[Draw, ...]:
        """Return what is taken of which tubes: of one where it is enough, else of as many as are needed.

        Where all of them are not enough, all are returned.
        """
        wanted = needed_ul * (1 - TOLERANCE)
        enough = next((one for one in self._in_order if one.usable_ul >= wanted), None)
        if enough is not None:
            return (Draw(enough, 1, needed_ul),)
        found: list[Draw] = []
        rest = needed_ul
        for one in self._in_order:
            if rest <= needed_ul * TOLERANCE or one.usable_ul <= 0:
                continue
            count = min(one.count, math.ceil(rest / one.usable_ul * (1 - TOLERANCE)))
            ul = min(rest, count * one.usable_ul)
            found.append(Draw(one, count, ul))
            rest -= ul
        return tuple(found)

    @property
    def usable_ul(self) -> float:
        """What all of them give, µL; without end where that is not known."""
        return sum(one.count * one.usable_ul for one in self.tubes)

    def check(self, needed_ul: float) -> None:
        """Refuse what the tubes do not hold.

        Raises:
            CalculationError: They hold less; it names what is there.
        """
        if not self.tubes or needed_ul <= self.usable_ul * (1 + TOLERANCE):
            return
        count = sum(one.count for one in self.tubes)
        held = sum(one.count * one.volume_ul for one in self.tubes)
        values: dict[str, Value] = {"needed_ul": needed_ul, "count": count, "ul": held, "usable_ul": self.usable_ul}
        values["dead_ul"] = max(one.dead_ul for one in self.tubes)
        raise CalculationError(Message.STOCK_NOT_ENOUGH, label=self.label, source=self.label, field="c1", **values)

    def thaws_then(self, needed_ul: float = 0.0) -> int:
        """Return how often the tube used most often will have been thawed."""
        return max((draw.tubes.thaws_then for draw in self.draws(needed_ul)), default=0)

    @property
    def _opened(self) -> Sequence[Tubes]:
        return [one for one in self._in_order if one.opened and not one.frozen]

    @property
    def _sealed(self) -> Sequence[Tubes]:
        return [one for one in self._in_order if not one.opened]

    @property
    def left(self) -> int:
        """How many sealed tubes there are."""
        return sum(one.count for one in self._sealed)

    @property
    def place(self) -> str:
        """Where the sealed ones are."""
        return self._sealed[0].place if self._sealed else ""

    @property
    def opened_ul(self) -> float:
        """What the open tube holds, µL; 0 for none."""
        return self._opened[0].volume_ul if self._opened else 0.0

    @property
    def opened_place(self) -> str:
        """Where that one is."""
        return self._opened[0].place if self._opened else ""

    def uses_opened(self, needed_ul: float) -> bool:
        """Return whether the open tube is enough: what is liquid already is used before another one is."""
        draws = self.draws(needed_ul)
        return len(draws) == 1 and draws[0].tubes.opened and not draws[0].tubes.frozen

    def sealed(self, needed_ul: float) -> int:
        """Return how many tubes are taken out beside the one that is open."""
        return sum(draw.count for draw in self.draws(needed_ul) if draw.tubes.frozen or not draw.tubes.opened)

    def beginning(self, needed_ul: float) -> tuple[Line, ...]:
        """Return the steps that take it out: which tube is open, how many are thawed, and that several are pooled."""
        if not self.label:
            return ()
        draws = self.draws(needed_ul)
        lines = [line for draw in draws for line in self._take(draw)]
        count = sum(draw.count for draw in draws)
        if count > 1:
            lines.append(Line(Message.STEP_POOL, {"count": count, "label": self.label, "ul": needed_ul}))
        return tuple(lines)

    def _take(self, draw: Draw) -> tuple[Line, ...]:
        tubes = draw.tubes
        values: dict[str, Value] = {"label": self.label, "place": tubes.place, "ul": tubes.volume_ul}
        if not tubes.frozen:
            return (Line(Message.STEP_TAKE_OPEN, values),) if tubes.opened else ()
        thaw: dict[str, Value] = {"label": self.label, "place": tubes.place, "count": draw.count}
        if tubes.opened:
            thaw |= {"ul": tubes.volume_ul, "thaws": tubes.thaws_then}
            return (Line(Message.STEP_THAW_AGAIN, thaw),)
        return (Line(Message.STEP_THAW, {**thaw, "left": self.left - draw.count}),)
