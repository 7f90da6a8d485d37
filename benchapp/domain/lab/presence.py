"""Which computers of a lab are on, and how their clocks go, by the signs of life that each leaves in the folder.

Nobody trusts another's wall clock. The clocks that count since the boot are compared instead: a sign is never seen
before it was written, which bounds the difference of the two from one side, and what the other computer has seen of
this one's signs bounds it from the other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.units.moments import BootSpan, Moment

# A computer of which the folder has had no newer sign for so long, while it was looked into, is away.
AWAY = timedelta(minutes=15)
# One that was closed may be started again at once, as in another language.
CLOSED = timedelta(minutes=1)
# Between two looks, at most this counts as looked into: the computer may have slept, or the folder been away.
_LONGEST_GAP_S = 120.0
# A difference of clocks that is known less exactly than this is of no use.
_LEAST_EXACT_S = 600.0
# Boots of a computer that its sign has, the latest.
MOST_BOOTS = 20


class SignOfLife(Struct, frozen=True):
    """What a computer leaves in the folder from time to time while its program runs.

    Attributes:
        chain: Id of the chain that it writes.
        counter: Which of its signs, from 1.
        program: Version of its program.
        at: When it was written, on its clocks.
        boots: The boots that it saw, the latest last.
        seen: For each boot of another computer, by its id: the least that its own clock was ahead of that boot's when
            a sign came, s.
        closing: Whether the program was closed with it: no further one follows.
    """

    chain: str
    counter: int
    program: str
    at: Moment
    boots: tuple[BootSpan, ...] = ()
    seen: Mapping[str, float] = field(default_factory=dict)
    closing: bool = False


class OtherClock(Struct, frozen=True):
    """How the clock of another computer goes.

    Attributes:
        sign: The latest sign of that computer.
        ahead_s: By how much the boot clock here is ahead of the one there, s.
        within: How exactly that is known.
    """

    sign: SignOfLife
    ahead_s: float
    within: timedelta

    def there(self, now: Moment) -> Moment:
        """Return a moment as the boot clock there counts it; the wall clock stays that of here."""
        return Moment(now.wall, now.boot_s - self.ahead_s, self.sign.at.boot_id)

    def wrong_by(self, now: Moment) -> timedelta:
        """Return by how much the wall clock there is ahead of the one here."""
        there = self.sign.at.wall + timedelta(seconds=now.boot_s - self.ahead_s - self.sign.at.boot_s)
        return there - now.wall


class SeenComputer(Struct, frozen=True):
    """What is known of another computer.

    Attributes:
        sign: Its latest sign.
        at: When that was first seen here.
        old: Whether it was there already at the first look: nobody knows for how long.
        without: For how long the folder was looked into since and had no newer one.
        least_s: The least that the boot clock here was ahead of the one there when a sign came, s.
        most_s: The most of the least that it can be ahead, by what was seen there, s; None where nothing was.
    """

    sign: SignOfLife
    at: Moment
    old: bool
    without: timedelta
    least_s: float
    most_s: float | None

    @property
    def away(self) -> bool:
        """Whether there has been no sign for so long that it must be off, or cut off; soon where it was closed."""
        return self.without >= (CLOSED if self.sign.closing else AWAY)

    def closed_at(self, now: Moment) -> datetime | None:
        """Return when it was closed, by the clock here as far as that is known; None where nobody closed it."""
        if not self.sign.closing:
            return None
        clock = self.clock
        return self.sign.at.wall - (clock.wrong_by(now) if clock is not None else timedelta())

    @property
    def clock(self) -> OtherClock | None:
        """How its clock goes; None where that is not known well enough."""
        if self.most_s is None:
            return None
        within_s = max(0.0, self.least_s - self.most_s) / 2
        if within_s > _LEAST_EXACT_S:
            return None
        return OtherClock(self.sign, (self.least_s + self.most_s) / 2, timedelta(seconds=within_s))


class Presence(Struct, frozen=True):
    """What is known of the other computers of a lab.

    Attributes:
        looked: When the folder was looked into last, whole; None for not yet.
        computers: What is known of each, by the chain that it writes.
    """

    looked: Moment | None = None
    computers: Mapping[str, SeenComputer] = field(default_factory=dict)

    def after(self, signs: Iterable[SignOfLife], now: Moment) -> "Presence":
        """Return what is known after a look.

        Args:
            signs: The signs that the folder has, as far as they were not known.
            now: When it was looked.
        """
        same = self.looked is not None and self.looked.boot_id == now.boot_id
        gap_s = now.boot_s - self.looked.boot_s if self.looked is not None and same else 0.0
        gap = timedelta(seconds=min(max(0.0, gap_s), _LONGEST_GAP_S))
        computers = {}
        if same:
            computers = {name: replace(one, without=one.without + gap) for name, one in self.computers.items()}
        for sign in signs:
            known = computers.get(sign.chain)
            if known is None or sign.counter > known.sign.counter:
                computers[sign.chain] = _seen(known, sign, now, first=not same)
        return Presence(now, computers)

    @property
    def seen(self) -> dict[str, float]:
        """What the next sign of this computer says of the others, by their boots."""
        return {one.sign.at.boot_id: one.least_s for one in self.computers.values()}


def _seen(known: SeenComputer | None, sign: SignOfLife, now: Moment, *, first: bool) -> SeenComputer:
    """Return what is known of a computer after a sign of it."""
    least_s = now.boot_s - sign.at.boot_s
    there_s = sign.seen.get(now.boot_id)
    most_s = None if there_s is None else -there_s
    if known is not None and known.sign.at.boot_id == sign.at.boot_id:
        least_s = min(least_s, known.least_s)
        bounds = [one for one in (most_s, known.most_s) if one is not None]
        most_s = max(bounds, default=None)
    return SeenComputer(sign, now, first, timedelta(), least_s, most_s)
