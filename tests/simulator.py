"""Hands that carry out a recipe by its words alone: what a person who reads the steps, and nothing else, would do.

It knows no plan, no rack and no value behind a sentence. It is given the English steps, how strong each stock is, and
what was in the wells before; it pours, and says what is in the wells afterwards.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

_UL = {"nL": 1e-3, "µL": 1.0, "mL": 1e3, "L": 1e6}
_VOLUME = r"(?:(?P<times>\d+) × )?(?P<number>[\d.]+) (?P<unit>nL|µL|mL|L)"
# Such as: P20, 5.28 µL: stock into tube A. Mix. Or: 500 mL measuring cylinder, 500 mL: medium into bottle A.
_INTO_TUBE = re.compile(
    rf"^(?P<by>[^:]*?), {_VOLUME}[^:]*: (?P<source>.+?) into "
    r"(?:(?P<vessel>tube|bottle) (?P<tube>.+?)|each of the (?P<count>\d+) (?P<vessels>tubes|bottles) "
    r"(?P<first>.+?) to (?P<last>.+?))\.(?= Mix\.| \(|$| )"
)
# Such as: P1000, 2 × 500 µL: stock into the 1 L measuring cylinder. Or: 1 L measuring cylinder, 735 mL: stock; leave it
# in the cylinder. Then: 1 L measuring cylinder: make up to 1 L with water, mix, top up to the mark, pour into bottle A.
_INTO_CYLINDER = re.compile(
    rf"^(?P<by>[^:]*?), {_VOLUME}: (?P<source>.+?)(?:; leave it in the cylinder| into the (?P<cylinder>.+? cylinder))\."
)
_MADE_UP = re.compile(
    rf"^(?P<cylinder>[^:]*? cylinder): make up to {_VOLUME} with (?P<source>.+?), mix, top up to the mark, pour into "
    r"(?P<vessel>tube|bottle) (?P<tube>.+?)\."
)
# Largest tube there is, µL: nobody can put more into one.
_LARGEST_TUBE = 50_000.0
# Such as: P200: add 100 µL of tube 1 to each of A1–C1. Or: P20: add 5 µL of VA to each of 6 vehicle control wells.
_INTO_WELLS = re.compile(r"^(?P<by>[^:]*?): (?P<what>.+)$")
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?P<number>\d+)(?P<tail>\D*)$")
_WELL = re.compile(r"^([A-Z]{1,2})(\d+)$")


# Such as: mine: take the tube that is open. (14.2 µL in it)
_OPENED = re.compile(rf"^(.+?): (?:take the tube that is open|thaw the tube that was refrozen).*\({_VOLUME} in it")


class Vessel(Struct):
    """A tube or a well: its volume, µL, and how much of that came from each supply, µL; the rest was there before."""

    ul: float = 0.0
    of: dict[str, float] = field(default_factory=dict)

    def add(self, source: str, ul: float) -> None:
        self.ul += ul
        self.of[source] = self.of.get(source, 0.0) + ul

    def take(self, ul: float) -> "Vessel":
        """Take a volume out, mixed."""
        part = ul / self.ul
        taken = Vessel(ul, {name: held * part for name, held in self.of.items()})
        self.ul -= ul
        self.of = {name: held * (1 - part) for name, held in self.of.items()}
        return taken

    def put(self, other: "Vessel") -> None:
        self.ul += other.ul
        for name, held in other.of.items():
            self.of[name] = self.of.get(name, 0.0) + held

    def copy(self) -> "Vessel":
        return Vessel(self.ul, dict(self.of))


class NotUnderstoodError(Exception):
    """A sentence that a reader could not act on."""


class Hands:
    """Carries out steps.

    Args:
        present_ul: What is in each well before the first step, without compound or vehicle, µL.
        supplies: What is not a tube: stocks, the vehicle, the medium.
        aliquots: What one sealed aliquot of a stock in hand holds, µL, by its name.
    """

    def __init__(self, supplies: Sequence[str], present_ul: float, aliquots: Mapping[str, float] | None = None) -> None:
        self.supplies = set(supplies)
        self.aliquots = aliquots or {}
        # What was taken out of each stock in hand, µL a tube.
        self._out: dict[str, list[float]] = {}
        self.present_ul = present_ul
        self.tubes: dict[str, Vessel] = {}
        # By name where the steps name wells; else "dose" and "control": one well stands for its like.
        self.wells: dict[str, Vessel] = {}
        self.overdrawn: list[str] = []
        self._cylinder = Vessel()

    def follow(self, steps: Sequence[str]) -> None:
        """Carry out the steps of one recipe; the tubes of the one before are gone."""
        self.tubes, self._out = {}, {}
        for step in steps:
            done = (
                _no_pouring(step)
                or self._take_out(step)
                or self._make_up(step)
                or self._measure(step)
                or self._pour(step)
            )
            if not (done or self._dose(step)):
                raise NotUnderstoodError(step)
        if self._cylinder.ul:
            raise NotUnderstoodError("something is left in the cylinder")

    # -- stocks in hand ----------------------------------------------------------------------------------------

    def _take_out(self, step: str) -> bool:
        """Take aliquots out: sealed ones, the one that is open, one that was refrozen; or put several together."""
        if thawed := re.match(r"^(\d+) aliquots? of (.+?): thaw", step):
            self._tubes_of(thawed[2]).extend([self._aliquot(thawed[2])] * int(thawed[1]))
            return True
        if opened := _OPENED.match(step):
            self._tubes_of(opened[1]).append(_ul(opened))
            return True
        pooled = re.match(r"^(\d+) tubes of (.+?): pool them in one, mix\.", step)
        if pooled is None:
            return False
        held = self._tubes_of(pooled[2])
        # What is not frozen is not thawed first.
        held.extend([self._aliquot(pooled[2])] * (int(pooled[1]) - len(held)))
        if len(held) != int(pooled[1]):
            raise NotUnderstoodError(f"{len(held)} tubes are out: {step}")
        self._out[pooled[2]] = [sum(held)]
        return True

    def _aliquot(self, stock: str) -> float:
        if stock not in self.aliquots:
            raise NotUnderstoodError(f"there are no aliquots of “{stock}”")
        return self.aliquots[stock]

    def _tubes_of(self, stock: str) -> list[float]:
        return self._out.setdefault(stock, [])

    def _draw(self, stock: str, ul: float) -> None:
        """Take a volume of a stock in hand out of its tube."""
        held = self._tubes_of(stock)
        if len(held) > 1:
            raise NotUnderstoodError(f"which of the {len(held)} tubes of {stock}?")
        left = held[0] if held else self._aliquot(stock)
        if ul > left * (1 + 1e-9):
            self.overdrawn.append(f"{stock}: {ul} of {left}")
        self._out[stock] = [max(0.0, left - ul)]

    # -- tubes -------------------------------------------------------------------------------------------------

    def _pour(self, step: str) -> bool:
        found = _INTO_TUBE.match(step)
        if found is None:
            return False
        ul = _ul(found)
        names = [found["tube"]] if found["tube"] else _between(found["first"], found["last"], int(found["count"]))
        for name in names:
            self._fill(name, self._taken(found["source"], ul), (found["vessel"] or found["vessels"])[0] == "b")
        return True

    def _fill(self, name: str, poured: Vessel, bottle: bool) -> None:
        tube = self.tubes.setdefault(name, Vessel())
        tube.put(poured)
        if tube.ul > _LARGEST_TUBE * (1 + 1e-9) and not bottle:
            raise NotUnderstoodError(f"{tube.ul} µL do not fit into tube {name}")

    def _measure(self, step: str) -> bool:
        found = _INTO_CYLINDER.match(step)
        if found is None:
            return False
        self._cylinder.put(self._taken(found["source"], _ul(found)))
        if self._cylinder.ul > _capacity(found["cylinder"] or found["by"]) * (1 + 1e-9):
            raise NotUnderstoodError(f"the cylinder runs over: {step}")
        return True

    def _make_up(self, step: str) -> bool:
        found = _MADE_UP.match(step)
        if found is None:
            return False
        total = _ul(found)
        if not self._cylinder.ul <= total <= _capacity(found["cylinder"]) * (1 + 1e-9):
            raise NotUnderstoodError(f"it cannot be made up to that: {step}")
        self._cylinder.put(self._taken(found["source"], total - self._cylinder.ul))
        self._fill(found["tube"], self._cylinder, found["vessel"] == "bottle")
        self._cylinder = Vessel()
        return True

    def _taken(self, source: str, ul: float) -> Vessel:
        name = source.removeprefix("tube ").removeprefix("bottle ")
        tube = self.tubes.get(name)
        if tube is None or (source in self.supplies and name == source):
            if source not in self.supplies:
                raise NotUnderstoodError(f"there is no “{source}”")
            if source in self.aliquots:
                self._draw(source, ul)
            return Vessel(ul, {source: ul})
        if ul > tube.ul * (1 + 1e-9):
            self.overdrawn.append(f"{name}: {ul} of {tube.ul}")
            tube.of = {one: held * ul / tube.ul for one, held in tube.of.items()}
            tube.ul = ul
        return tube.take(ul)

    # -- wells -------------------------------------------------------------------------------------------------

    def _dose(self, step: str) -> bool:
        found = _INTO_WELLS.match(step)
        if found is None:
            return False
        what = found["what"]
        if emptied := _EMPTIED.match(what):
            self.wells |= {name: Vessel() for name in _spelled(emptied["where"])}
            return True
        if taken := _TAKEN_OFF.match(what):
            for name in _spelled(taken["where"]):
                self.wells.setdefault(name, Vessel(self.present_ul)).take(_ul(taken))
            return True
        for pattern, change in _CHANGES:
            match = re.search(pattern, what)
            if match is None:
                continue
            source, where, ul = match["source"], match["where"], _ul(match)
            if match.groupdict().get("off", match["number"]) != match["number"]:
                raise NotUnderstoodError(f"more is added than was removed, or less: {step}")
            if where:
                names, count = _spelled(where), 0
            else:
                names, count = ["control" if match["use"] else "dose"], int(match["wells"])
            if match["each"] is None and max(len(names), count) > 1:
                raise NotUnderstoodError(f"so much in all, or in each: {step}")
            self._put_on(names, source, ul, change, int(match["plates"] or 1) * max(1, count))
            return True
        raise NotUnderstoodError(step)

    def _put_on(self, names: Sequence[str], source: str, ul: float, change: str, each: int) -> None:
        count = len(names) * each
        poured = self._taken(source, ul * count)
        one = Vessel(ul, {name: held / count for name, held in poured.of.items()})
        for name in names:
            well = self.wells.get(name) or Vessel(0.0 if change == "blank" else self.present_ul)
            if change in {"resuspend", "replace"}:
                well = Vessel()
            elif change == "swap":
                well.take(ul)
            well.put(one.copy())
            self.wells[name] = well


_PLATES = r"(?: of each of (?P<plates>\d+) plates)?"
_NAMED = rf"(?P<where>[A-Z]{{1,2}}\d.*?){_PLATES}"
_WELLS = rf"(?P<each>each of )?(?:(?P<wells>\d+) (?P<use>vehicle control )?wells?|{_NAMED})"
_EMPTIED = re.compile(rf"^remove the medium from (?P<where>.+?){_PLATES}; add nothing yet\.")
_TAKEN_OFF = re.compile(
    rf"^remove {_VOLUME} of medium from (?:each of )?(?P<where>[A-Z]{{1,2}}\d.*?){_PLATES}; add nothing yet\."
)
_ADDED = rf"add {_VOLUME} of (?P<source>.+?) to {_WELLS}"
# What is done to a well, by the words for it.
_CHANGES = (
    (rf"^{_ADDED}, without cells\.", "blank"),
    (rf"^{_ADDED}\.", "add"),
    (rf"^remove the medium, {_ADDED}\.", "replace"),
    (rf"^remove (?P<off>[\d.]+) (?:nL|µL|mL|L) of medium, {_ADDED}\.", "swap"),
    (
        rf"^spin the cells down and resuspend them in (?P<source>.+?), {_VOLUME} (?:for|into) {_WELLS}\.",
        "resuspend",
    ),
)
# Steps that move nothing.
_QUIET = (
    r"^Before you begin:",
    r"^Tips:",
    r"^Suspension cells:",
    r"^Adherent cells:",
    r"^Before medium is taken off:",
    r"^Border:",
    r"^Room temperature:",
    r"^Vehicle control:",
    r"^(?:Tube|Bottle) .+?: the last one, without compound",
)


def _no_pouring(step: str) -> bool:
    return any(re.search(pattern, step) for pattern in _QUIET)


def _ul(found: re.Match[str]) -> float:
    return int(found["times"] or 1) * float(found["number"]) * _UL[found["unit"]]


def _capacity(cylinder: str) -> float:
    """Return what a measuring cylinder holds, by its name, µL."""
    number, unit, *_ = cylinder.split()
    return float(number) * _UL[unit]


def _between(first: str, last: str, count: int) -> list[str]:
    """Return the names of tubes "S2 to S8"."""
    low, high = _NUMBERED.match(first), _NUMBERED.match(last)
    if low is None or high is None or low["stem"] != high["stem"] or low["tail"] != high["tail"]:
        raise NotUnderstoodError(f"which tubes are {first} to {last}?")
    names = [f"{low['stem']}{number}{low['tail']}" for number in range(int(low["number"]), int(high["number"]) + 1)]
    if len(names) != count:
        raise NotUnderstoodError(f"{first} to {last} are {len(names)} tubes, and {count} are said")
    return names


def _spelled(text: str) -> list[str]:
    """Return the wells of "A1–C3, H12"; a range is the rectangle between two corners."""
    names = []
    for part in text.split(", "):
        first, _, last = part.partition("–")
        corner, other = _WELL.match(first), _WELL.match(last or first)
        if corner is None or other is None:
            raise NotUnderstoodError(f"which wells are {text}?")
        rows = range(_row(corner[1]), _row(other[1]) + 1)
        names += [f"{_letters(row)}{column}" for row in rows for column in range(int(corner[2]), int(other[2]) + 1)]
    return names


def _row(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(row: int) -> str:
    letters = ""
    while row:
        row, rest = divmod(row - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def strength(well: Vessel, stock: str, concentration: float) -> float:
    """Return how much of a stock's compound a vessel holds, in the unit of the stock."""
    return concentration * well.of.get(stock, 0.0) / well.ul


def vehicle_percent(well: Vessel, in_vehicle: Mapping[str, float] | Sequence[str]) -> float:
    """Return the vehicle in a vessel, % v/v, where these supplies are all vehicle."""
    return 100 * sum(well.of.get(name, 0.0) for name in in_vehicle) / well.ul
