"""Each dose of a series from the stock or from a weaker source, with the vehicle made up to the same in all.

Sources are a decade or more apart. They are made in the vehicle, or in medium where a volume of the vehicle would be
too small to set: then each holds the same part of vehicle, and so does what they are made up with. What may fall out
of medium, or is dosed in nanomolar, is first weakened in the vehicle.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.intermediates import (
    MUCH_LARGER,
    SOMEWHAT_LARGER,
    find_path,
    follow,
    handy_ul,
    in_steps,
    in_vehicle,
)
from benchapp.domain.recipes.mixing import Lab, TubePlan
from benchapp.domain.recipes.round_volumes import round_take
from benchapp.domain.recipes.series.series_tubes import SeriesTubes
from benchapp.domain.units.kinds import TOLERANCE

_DECADES = (1.0, 10.0, 100.0, 1e3, 1e4, 1e5)
_MOST_IN_ONE_STEP = 100.0
_GROWTH = (1.0, *SOMEWHAT_LARGER, *MUCH_LARGER)
# One source in a step of its own, several steps further down.
_LETTERS = "ABCDEFGHIJK"


def make_direct(tubes: SeriesTubes) -> None:
    """Make each dose of a series of one compound from the stock.

    Args:
        tubes: The series, to which it adds.

    Raises:
        CalculationError: One of the volumes cannot be set.
    """
    parts = tubes.parts
    request, lab = parts.request, tubes.lab
    one = request.ingredients[0]
    tubes.choose_way(min(request.left_ul))
    taken = [part[one.source] for part in parts.stock]
    dissolves = math.inf if parts.alike else one.stays_dissolved(one.stock, watery=parts.watery)
    direct = Direct(request.left_ul, taken, tubes.vehicle, lab, weaken=bool(tubes.way.weaker))
    found = direct.sources(_GROWTH, dissolves, tubes.room)
    if found is None:
        smallest = min(left * part for left, part in zip(request.left_ul, taken, strict=True))
        raise CalculationError(
            Message.DIRECT_TOO_FINE,
            field="left",
            ul=smallest,
            settable_ul=lab.least_ul(),
            percent=100 * tubes.vehicle / request.strength,
        )
    tubes.scale_up = found.grow
    matched_vehicle_ul = request.matched_vehicle_ul + tubes.spare_ul if request.matched_vehicle_ul else 0.0
    names = Names(one.source, request.medium, request.vehicle, request.prefix)
    tubes.names, tubes.matched_vehicle = direct.pour(tubes.rack, found, names, matched_vehicle_ul)
    tubes.together = set(tubes.names)


class Sources(Struct, frozen=True):
    """What each dose is made of.

    Attributes:
        level: Part of every source that is vehicle; 1 where they are made in the vehicle.
        grow: How many times more than asked for is made.
        weaker: For each dose, how many times weaker than the stock at this level its source is.
        more: How many times more is made on top of that, for round volumes.
    """

    level: float
    grow: float
    weaker: tuple[float, ...]
    more: float = 1.0


class Names(Struct, frozen=True):
    """What things are called: stock, diluent, vehicle, and what comes before the name of every tube."""

    stock: str
    medium: str
    vehicle: str
    prefix: str = ""


class Direct:
    """A series of one compound in which no dose is made of another.

    Args:
        left_ul: Volume of each dose, µL.
        parts: Part of each that is stock.
        vehicle: Part of each that is vehicle.
        lab: What these hands can do.
        weaken: Whether the doses are so low that the stock is weakened in the vehicle first.
    """

    def __init__(
        self, left_ul: Sequence[float], parts: Sequence[float], vehicle: float, lab: Lab, *, weaken: bool = False
    ) -> None:
        self._left_ul = left_ul
        self._parts = parts
        self._vehicle = vehicle
        self._lab = lab
        self._weaken = weaken

    def sources(self, growths: Sequence[float], dissolves: float, room: float = 1.0) -> Sources | None:
        """Return what the doses are made of; None where no volume can be set well.

        Args:
            growths: How many times more than asked for may be made, in the order of trying.
            dissolves: Up to which part of stock a source in medium stays in solution.
            room: How many times more may be made for the sake of round volumes.
        """
        in_medium = self._lab.rules.medium_vehicle_percent / 100
        ways = [(grow, level) for grow in growths for level in (1.0, in_medium)]
        if self._weaken or in_medium > dissolves * (1 + TOLERANCE):
            self._weaken = True
            # As long as anything can be made in the vehicle alone, nothing else is.
            ways.sort(key=lambda way: -way[1])
        for grow, level in ways:
            chosen = self._chosen(level, grow)
            if chosen is not None:
                return self._rounded(Sources(level, grow, tuple(chosen)), room)
        return None

    def _rounded(self, found: Sources, room: float) -> Sources:
        """Return it with a volume of which a round part is vehicle, where all doses are made the same volume."""
        volume = self._left_ul[0] * found.grow
        if max(self._left_ul) > min(self._left_ul):
            return found
        together = volume * self._vehicle / found.level
        more = round_take(together, together, together * room, volume / together - 1, self._lab) / together
        chosen = self._chosen(found.level, found.grow * more)
        return found if chosen is None else Sources(found.level, found.grow, tuple(chosen), more)

    def _chosen(self, level: float, grow: float) -> list[float] | None:
        """Choose for each dose how many times weaker than the strongest its source is; None where none fits.

        Every source holds the same part `level` of vehicle, so the same volume of all brings the same vehicle.
        """
        if level < 1 and self._vehicle >= level * (1 - TOLERANCE):
            return None
        chosen = []
        for left, part in zip(self._left_ul, self._parts, strict=True):
            volume = left * grow
            together = volume * self._vehicle / level
            if not self._pourable(volume - together, volume) or not self._pourable(together, together):
                return None
            for weaker in _DECADES:
                taken = volume * part / level * weaker
                rest = together - taken
                if rest < -TOLERANCE * together:
                    return None
                if self._lab.settable(taken) and self._pourable(rest, together):
                    chosen.append(weaker)
                    break
            else:
                return None
        return chosen

    def _pourable(self, volume_ul: float, of_ul: float) -> bool:
        """Return whether a volume can be set, or is so small a part that it is nothing."""
        return volume_ul <= of_ul * TOLERANCE or self._lab.sets_within(volume_ul, of_ul)

    def pour(self, rack: TubePlan, sources: Sources, names: Names, matched_vehicle_ul: float) -> tuple[list[str], str]:
        """Make the tubes; return the names of the doses, and of the matched vehicle, "" where none is wanted.

        Args:
            rack: The tubes, to which it adds.
            sources: What the doses are made of.
            names: What things are called.
            matched_vehicle_ul: Wanted of the matched vehicle, µL; 0 for none.

        Raises:
            CalculationError: No pipette can set one of the volumes.
        """
        level, grow = sources.level, sources.grow * sources.more
        volumes = [left * grow for left in self._left_ul]
        takes = [
            volume * part / level * weaker
            for volume, part, weaker in zip(volumes, self._parts, sources.weaker, strict=True)
        ]
        together = [volume * self._vehicle / level for volume in volumes]
        rests = [max(0.0, both - take) for both, take in zip(together, takes, strict=True)]
        rests = [rest if rest > both * TOLERANCE else 0.0 for rest, both in zip(rests, together, strict=True)]
        matched_vehicle_ul *= grow
        needed: dict[float, float] = {}
        for weaker, take in zip(sources.weaker, takes, strict=True):
            needed[weaker] = needed.get(weaker, 0.0) + take
        made = _chain(level, sorted(needed), weaken=self._weaken)
        sizes, beside = self._sizes(level, made, needed)
        below = names.vehicle
        if level < 1:
            matched = sum(rests) + matched_vehicle_ul * self._vehicle / level + beside + self._lab.rules.dead_volume_ul
            below = f"{names.prefix}U"
            path = find_path(matched, 1 / level, self._lab)
            follow(rack, path, names.vehicle, (f"{names.prefix}UA", below), names.medium, names.vehicle)
        found = self._pour_sources(rack, level, sizes, names, below)
        doses = []
        for number, (volume, take, rest, both, weaker) in enumerate(
            zip(volumes, takes, rests, together, sources.weaker, strict=True), 1
        ):
            pours = ((names.medium, volume - both), (below, rest), (found[weaker], take))
            doses.append(rack.mix(f"{names.prefix}{number}", *pours).name)
        if not matched_vehicle_ul:
            return doses, ""
        both = matched_vehicle_ul * self._vehicle / level
        return doses, rack.mix(f"{names.prefix}V", (names.medium, matched_vehicle_ul - both), (below, both)).name

    def _sizes(
        self, level: float, made: Sequence[float], needed: Mapping[float, float]
    ) -> tuple[dict[float, tuple[float, float]], float]:
        """Return volume and dilution factor of each source, and what they take of the matched diluent."""
        lab = self._lab
        sizes: dict[float, tuple[float, float]] = {}
        draw, beside = 0.0, 0.0
        for place in range(len(made) - 1, -1, -1):
            weaker = made[place]
            first = place == 0
            factor = weaker / made[place - 1] if not first else (1 / level if level < 1 else weaker)
            total = max(needed.get(weaker, 0.0) + draw + lab.rules.dead_volume_ul, lab.rules.smallest_mix_ul)
            total = handy_ul(total / factor, lab) * factor
            sizes[weaker] = (total, factor)
            draw = total / factor
            beside += total - draw if not first or level == 1 else 0.0
        return dict(sorted(sizes.items())), beside

    def _pour_sources(
        self, rack: TubePlan, level: float, sizes: Mapping[float, tuple[float, float]], names: Names, below: str
    ) -> dict[float, str]:
        """Make the sources; return the name of each."""
        letters = iter(_LETTERS)
        found: dict[float, str] = {1.0: names.stock} if level == 1 else {}
        before = names.stock
        for place, (weaker, (total, factor)) in enumerate(sizes.items()):
            diluent = below
            if place == 0 and level < 1:
                diluent = names.medium
                before = self._weakened(rack, weaker, total / factor, names, letters)
            name = f"{names.prefix}{next(letters)}"
            rack.mix(name, (diluent, total - total / factor), (before, total / factor))
            found[weaker] = before = name
        return found

    def _weakened(self, rack: TubePlan, weaker: float, taken_ul: float, names: Names, letters: Iterator[str]) -> str:
        """Make the stock so many times weaker in the vehicle; return what it is called."""
        if weaker == 1.0:
            return names.stock
        size = max(taken_ul + self._lab.rules.dead_volume_ul, self._lab.rules.smallest_mix_ul)
        ways = (in_vehicle(factors, size, self._lab, exact=False) for factors in in_steps(weaker))
        path = next(path for path in ways if path is not None)
        used = tuple(f"{names.prefix}{next(letters)}" for _ in path.factors)
        return follow(rack, path, names.stock, used, names.medium, names.vehicle).name


def _chain(level: float, used: Sequence[float], *, weaken: bool) -> list[float]:
    """Return the sources that are made, each a step of at most a hundred weaker than the one before."""
    # The stock itself is there where sources are in the vehicle; in medium it has to be put there first, unless
    # what may fall out is weakened in the vehicle before.
    start = used[0] if level < 1 and weaken else 1.0
    made = [start] if level < 1 else []
    before = start
    for weaker in used:
        while weaker / before > _MOST_IN_ONE_STEP * (1 + TOLERANCE):
            before *= _MOST_IN_ONE_STEP
            made.append(before)
        if weaker > before * (1 + TOLERANCE):
            made.append(weaker)
            before = weaker
    return made
