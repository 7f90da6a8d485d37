"""What a compound's page states of how long its solutions keep, for one solution in each storage."""

import re
from collections.abc import Iterator

from benchapp.domain.compounds.monograph import Claim, Monograph, Relation, Report, ShelfLife, Standing, Value
from benchapp.domain.compounds.solubility import in_mg_ml, usual_vehicle
from benchapp.domain.compounds.stated import read_stated
from benchapp.domain.lab import solvents
from benchapp.domain.messages import QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.solutions.freshness import StatedLife
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.durations import ParsedDuration, read_duration
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.domain.units.solvent_names import solvent_in
from benchapp.domain.units.spans import calendar_length

# A figure for 2 mg/mL is one for 1.8 to 2.2 mg/mL: as near as a salt and its base, or a made stock, come to it.
SAME_STRENGTH = 0.1
# From which temperature to which each storage is meant, °C.
_MEANT: dict[Storage, tuple[float, float]] = {
    Storage.FREEZER_80: (-90.0, -60.0),
    Storage.FREEZER_20: (-30.0, -15.0),
    Storage.FRIDGE: (2.0, 8.0),
    Storage.ROOM: (15.0, 30.0),
    Storage.WARM: (36.0, 38.0),
}
_RELIED_ON = frozenset({Standing.SUPPORTED, Standing.SINGLE_SOURCE})
_CONDITION = late_pattern(r"(.+?)\s+(?:at|bei|in the)\s+(\S.*)")
# What such a text may begin with: "2 mg/mL in water, …", "in water: …".
_OF_WHAT = late_pattern(r"(?:(\S.*?)\s+)?in\s+([^,;:]+?)\s*[,;:]\s+", re.IGNORECASE)
_CELSIUS = late_pattern(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*(?:°\s*c?|c|degc)?")
_PLACES = {"fridge": "4", "refrigerator": "4", "kühlschrank": "4", "room temperature": "21", "raumtemperatur": "21"}


def stated_lives(
    monograph: Monograph, role: SolutionPurpose, solvent: str, concentration: Amount, molar_mass: float
) -> tuple[StatedLife, ...]:
    """Return how long a solution keeps in each storage of which the page states it; of several figures the least.

    Args:
        monograph: The page.
        role: What the solution is for.
        solvent: What it is dissolved in.
        concentration: Its strength.
        molar_mass: Of the form in it, g/mol.
    """
    stability = monograph.stability
    claims = stability.stock if role is SolutionPurpose.STOCK else stability.working
    found: dict[Storage, StatedLife] = {}
    for stated, fact, shelf_life in _shelf_lives(claims):
        storage = storage_at(shelf_life.temperature)
        span_s, months = span_of_life(shelf_life.life), months_of_life(shelf_life.life)
        if storage is None or span_s is None or not _is_solvent(shelf_life.solvent, solvent, monograph):
            continue
        if not _is_strength(shelf_life.concentration, concentration, molar_mass, monograph):
            continue
        if storage not in found or span_s < found[storage].span_s:
            found[storage] = StatedLife(storage, span_s, fact, stated.source, months)
    return tuple(found.values())


def _shelf_lives(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim | Report, str, ShelfLife]]:
    """Yield who says it, the id of the fact, and what is said; what is disputed counts where each side has a figure."""
    for claim in claims:
        stated: tuple[Claim | Report, ...] = (claim, *claim.others)
        if claim.standing in _RELIED_ON or sum(bool(one.keeps) for one in stated) > 1:
            yield from ((one, claim.id, shelf_life) for one in stated for shelf_life in one.keeps)


def storage_at(temperature: str) -> Storage | None:
    """Return which storage a temperature in °C means; None where it is none of them."""
    try:
        celsius = float(temperature)
    except ValueError:
        return None
    return next((one for one, (low, high) in _MEANT.items() if low <= celsius <= high), None)


def span_of_life(life: Value) -> float | None:
    """Return the length of a stated life, s; of a range the lower end, and none that is only an upper bound."""
    if not life.number or life.relation in {Relation.AT_MOST, Relation.QUALITATIVE}:
        return None
    try:
        return read_duration(f"{life.number} {life.unit}").span.total_seconds()
    except QuantityError:
        return None


def months_of_life(life: Value) -> int:
    """Return how many months of the calendar a stated life is, of a range the lower end; 0 where it is none of them."""
    if life.unit not in {"month", "year"}:
        return 0
    try:
        return read_duration(f"{life.number} {life.unit}").months
    except QuantityError:
        return 0


def _is_solvent(stated: str, solvent: str, monograph: Monograph) -> bool:
    """Return whether a figure is one for this solvent; water is not a buffer, but one medium is as another.

    Of a liquid as bought the solvent is the compound itself, for which a page says "serum", or nothing.
    """
    meant = stated or usual_vehicle(monograph)
    if solvents.same(solvent, monograph.identity.name):
        return meant.casefold() in {"", monograph.kind.value} or solvents.same(meant, solvent)
    media = {solvents.family(meant), solvents.family(solvent)} == {solvents.Family.MEDIUM}
    return media or (bool(meant) and solvents.same(meant, solvent))


def _is_strength(stated: Value | None, concentration: Amount, molar_mass: float, monograph: Monograph) -> bool:
    if stated is None or not stated.number:
        return True
    usual = float(monograph.identity.forms[0].molar_mass)
    held = in_mg_ml(monograph, concentration.number, concentration.unit)
    low = in_mg_ml(monograph, stated.number, stated.unit)
    high = in_mg_ml(monograph, stated.high, stated.unit) if stated.high else low
    if held is None or low is None or high is None:
        return False
    known = in_base(concentration.number, concentration.unit)
    if known is not None and known[0] is Kind.MOLARITY and usual:
        held *= molar_mass / usual
    return low * (1 - SAME_STRENGTH) <= held <= high * (1 + SAME_STRENGTH)


def read_shelf_lives(text: str, solvent: str = "") -> tuple[ShelfLife, ...]:
    """Read how long something keeps as it is typed: "6 months at 4 °C, 1 month at −20 °C"; nothing where it is not.

    Args:
        text: As typed; a strength and a solvent may come first: "2 mg/mL in water, 6 months at 4 °C".
        solvent: What it is dissolved in where the text names nothing; "" for the usual one.
    """
    found = []
    rest, concentration = text.replace("−", "-").replace("–", "-").strip(), None
    of_what = _OF_WHAT.match(rest)
    if of_what is not None and solvent_in(of_what.group(2)):
        solvent, rest = solvent_in(of_what.group(2)), rest[of_what.end() :]
        try:
            concentration = read_stated(of_what.group(1)) if of_what.group(1) else None
        except QuantityError:
            return ()
    for part in re.split(r"[;,]\s+|\s+and\s+|\s+und\s+", rest):
        stated = _CONDITION.fullmatch(part.strip())
        if stated is None:
            return ()
        where = stated.group(2).casefold().rstrip(".")
        celsius = _CELSIUS.fullmatch(where)
        temperature = _PLACES.get(where) or (celsius.group(1).replace(",", ".") if celsius else "")
        try:
            length = read_duration(stated.group(1))
        except QuantityError:
            return ()
        if not temperature or not length.span:
            return ()
        found.append(ShelfLife(_life(length), temperature, solvent, concentration))
    return tuple(found)


def _life(length: ParsedDuration) -> Value:
    """Return a length in the months or years in which it was typed, else in days or hours."""
    named = calendar_length(length.span) if length.about else None
    if named is not None:
        return Value(Relation.EQUAL, str(named[1]), named[0].removesuffix("s"))
    hours = length.span.total_seconds() / 3600
    return Value(Relation.EQUAL, f"{hours / 24:g}", "d") if hours >= 24 else Value(Relation.EQUAL, f"{hours:g}", "h")
