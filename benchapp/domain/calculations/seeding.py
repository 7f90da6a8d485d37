"""Seeding cells: from a count to what goes into each well.

Cells are numbers, not amounts: a count per mL, a number for a well. Dead cells are left out by the viability.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.recipes.mixing import Lab, Supply, Tube, TubePlan
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.worst_case import Dispensing, in_wells
from benchapp.domain.units.durations import WORD_NUMBERS
from benchapp.domain.units.fields import COUNT
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.numerals import LONGEST, chosen, fixed_point, numeral_at, tidied

_PER_ML = {"ml": 1.0, "cc": 1.0, "millilitre": 1.0, "milliliter": 1.0, "ul": 1e3, "microlitre": 1e3, "microliter": 1e3,
           "mikroliter": 1e3, "mm3": 1e3, "mm³": 1e3, "cm3": 1.0, "cm³": 1.0,
           "l": 1e-3, "litre": 1e-3, "liter": 1e-3}  # fmt: skip
_MANY = {"k": 1e3, "thousand": 1e3, "tausend": 1e3, "tsd": 1e3, "million": 1e6, "millions": 1e6, "millionen": 1e6,
         "mio": 1e6, "mln": 1e6, "mill": 1e6, "mn": 1e6, "billion": 1e9, "mrd": 1e9,
         "milliarde": 1e9, "milliarden": 1e9}  # fmt: skip
_BEHIND = late_pattern(
    rf"\s*(?:(?P<many>{'|'.join(_MANY)})\b\.?)?\s*"
    r"(?:(?:viable|living|live|vitale?|total|lebende?n?)(?:\s+|(?=/)|$))?"
    r"(?:(?:(?:CAR[ -]?T|T|B|NK)[ -])?(?:cells?|zellen|z(?=/))|PBMCs?|lymphocytes|lymphozyten)?"
    r"(?:\s*\((?:viable|living|live|lebend)\)|\s+(?:total|in total|in all|gesamt|insgesamt)|\s*\(total\))?\s*"
    rf"(?:(?:/|\b(?:per|pro|je|a)\b)\s*(?P<volume>{'|'.join(_PER_ML)})|(?:/|\b(?:per|pro|je|a|in)\b)\s*(?:each\s+)?"
    r"(?P<vessel>wells?|kavität|loch|vial|flask|flasche|dish|schale|tube|röhrchen|plate|platte))?"
    r"(?:\s+(?:viable|living|live|lebend))?\.?",
    re.IGNORECASE,
)
_PER_ML_RAISED = late_pattern(r"[\s·∙⋅*]*(?P<unit>[mµμu]?l)\s*(?:\^?-1|⁻¹)$", re.IGNORECASE)
_PER_AREA = late_pattern(r"(?:/|\b(?:per|pro|je)\b)\s*cm(?:2|²|\^2)$", re.IGNORECASE)
_NUMBER_WORDS = "|".join(sorted(map(re.escape, WORD_NUMBERS), key=len, reverse=True))
_WORDED = late_pattern(rf"^(?P<number>{_NUMBER_WORDS})[ -](?=(?:{'|'.join(_MANY)})\b)", re.IGNORECASE)
# "~1e6", "2-5e5", "2e5 to 5e5", "1e6 ± 1e5"
_VAGUE = late_pattern(
    r"^(?:[~≈≥≤<>]|(?:ca|approx|min|max|mind)\b|about|around|circa|etwa|ungefähr|rund|at least|at most|"
    r"up to|bis|mindestens)"
    r".*[0-9]|[0-9]\s*\D{0,12}?(?:\b(?:to|bis)\b|(?<![eE^(])[-±]|\.\.\.?)\s*[0-9]",
    re.IGNORECASE,
)
MOST = 1e12


def _no_count(tidy: str, text: str, per: str) -> QuantityError:
    if _PER_AREA.search(tidy) is not None:
        return QuantityError(Message.COUNT_PER, text=text, found="cm²", wanted=per or "mL or well")
    vague = _VAGUE.search(tidy) is not None
    return QuantityError(Message.COUNT_VAGUE if vague else Message.NOT_A_COUNT, text=text)


def _in_digits(found: re.Match[str]) -> str:
    return f"{WORD_NUMBERS[found['number'].casefold()]:g} "


def read_count(text: str, *, decimal_comma: bool = False, per: str = "") -> float:
    """Read a number of cells: "1.2e6 viable cells/mL", "1,2 × 10^6 /mL", "500k", "135 x 10000", "20000 per well".

    Args:
        text: As typed.
        decimal_comma: Whether the locale's decimal sign is the comma.
        per: What is asked for: "mL", "well", or "" for either.

    Returns:
        The number; of a count per volume, that per mL.

    Raises:
        QuantityError: It is not one number, not more than zero, or per something else than is asked for.
    """
    if len(text) > LONGEST:
        raise QuantityError(Message.TOO_LONG, longest=LONGEST, length=len(text))
    tidy = _WORDED.sub(_in_digits, _PER_ML_RAISED.sub(r"/\g<unit>", tidied(text)))
    if not tidy:
        raise QuantityError(Message.EMPTY, asked="count")
    if tidy[0] in "-−":
        raise QuantityError(Message.NEGATIVE, text=text)
    try:
        numeral = numeral_at(tidy, decimal_comma=decimal_comma)
        behind = _BEHIND.fullmatch(tidy[numeral.end :].replace("µ", "u").replace("μ", "u"))
        if behind is None:
            raise _no_count(tidy, text, per)
        if not behind["many"]:
            numeral = numeral_at(tidy, decimal_comma=decimal_comma, sense=COUNT)
    except QuantityError as error:
        unread = error.code == Message.NOT_A_NUMBER
        raise (
            _no_count(tidy, text, per) if unread else QuantityError(error.code, **{**error.values, "text": text})
        ) from error
    number = fixed_point(chosen(numeral.readings, "", text, decimal_comma=decimal_comma, sense=COUNT))
    found = "mL" if behind["volume"] else "well" if behind["vessel"] else ""
    if found and per and found != per:
        raise QuantityError(Message.COUNT_PER, text=text, found=found, wanted=per)
    if behind["many"]:
        number *= _MANY[behind["many"].casefold()]
    if behind["volume"]:
        number *= _PER_ML[behind["volume"].casefold()]
    if number <= 0:
        raise QuantityError(Message.NOT_POSITIVE)
    if number > MOST:
        raise QuantityError(Message.OUT_OF_RANGE, text=text)
    return number


class Seeding(Struct, frozen=True):
    """What is mixed, and what each well gets.

    Attributes:
        per_ml: Viable cells per mL of what is dispensed.
        total_ml: Volume made, overage included.
        cells: Viable cells in it.
        take_ml: Volume of the counted suspension.
        medium_ml: Medium on top of it.
    """

    per_ml: float
    total_ml: float
    cells: float
    take_ml: float
    medium_ml: float


def seed(
    counted: float, viable_percent: float, per_well: float, wells: int, well_ml: float, overage_percent: float
) -> Seeding:
    """Work out a suspension that gives each well its cells.

    Args:
        counted: Cells counted per mL, living and dead.
        viable_percent: How many of them live, above 0 to 100 %.
        per_well: Living cells wanted in a well.
        wells: Number of wells.
        well_ml: Volume that each gets, mL.
        overage_percent: Made beyond what is needed, %.

    Raises:
        CalculationError: A per cent outside its range; less than one cell for all wells; or the suspension is too
            thin, with the volume per mL of it into which it would have to be taken up.
    """
    if not 0 < viable_percent <= 100:
        raise CalculationError(Message.PERCENT_RANGE, field="viable")
    if per_well * wells < 1 - TOLERANCE:
        raise CalculationError(Message.LESS_THAN_A_CELL, wells=wells, field="per_well")
    per_ml = per_well / well_ml
    total = wells * well_ml * (1 + overage_percent / 100)
    living = counted * viable_percent / 100
    cells = per_ml * total
    if per_ml > living * (1 + TOLERANCE):
        thin = {"living": living, "per_ml": per_ml, "spin_ml": cells / living, "up_ml": total}
        raise CalculationError(Message.SUSPENSION_TOO_THIN, field="counted", **thin)
    take = cells / living
    return Seeding(per_ml, total, cells, take, max(0.0, total - take))


class Predilution(Struct, frozen=True):
    """One dilution of the suspension, made because too little of it would have to be pipetted.

    Attributes:
        factor: How many times it is thinner afterwards, counted from the suspension itself.
        take: Of the suspension, or of the dilution before.
        medium: Medium on top of it.
    """

    factor: float
    take: Transfer
    medium: Transfer


class Pipetted(Struct, frozen=True):
    """A seeding suspension as pipettes can set it.

    Attributes:
        predilutions: In the order of making; none where the suspension itself can be pipetted.
        take: Of the suspension, or of the last dilution.
        medium: On top of it; None where there is none, or too little to matter.
    """

    predilutions: tuple[Predilution, ...]
    take: Transfer
    medium: Transfer | None

    @property
    def factor(self) -> float:
        """How many times what is taken was diluted before; 1 for the suspension itself."""
        return self.predilutions[-1].factor if self.predilutions else 1.0


# A dilution of cells is made in one of these volumes, µL, so that 1:10 and 1:100 are round numbers on the pipettes.
_TUBES_UL = (100.0, 1000.0, 10_000.0)
# More than 1:100 in one step asks for too little of one volume or too much of the other.
_STEPS = (10.0, 100.0)
# Twelve tenfold steps: no suspension that can be counted is so dense.
_MOST_TENFOLDS = 12


def pipetted(seeding: Seeding, lab: Lab) -> Pipetted:
    """Return how a seeding suspension is pipetted, its cells diluted 1:10, 1:100 … before where that is needed.

    Args:
        seeding: What is mixed.
        lab: Pipettes and rules.

    Raises:
        CalculationError: Neither the suspension nor a dilution of it can be pipetted: too little is made.
    """
    total_ul, take_ul = seeding.total_ml * 1000, seeding.take_ml * 1000
    if lab.settable(take_ul):
        return Pipetted((), lab.transfer(take_ul), _medium(total_ul, take_ul, lab))
    for tenfolds in range(1, _MOST_TENFOLDS + 1):
        diluted_ul = take_ul * 10.0**tenfolds
        if diluted_ul > total_ul * (1 + TOLERANCE):
            break
        chain = _chain(tenfolds, diluted_ul, lab) if lab.settable(diluted_ul) else ()
        if chain:
            return Pipetted(chain, lab.transfer(diluted_ul), _medium(total_ul, diluted_ul, lab))
    # No dilution fits into what is made: a volume that can at least be set is, and says how far off it may be.
    return Pipetted((), lab.transfer(take_ul), _medium(total_ul, take_ul, lab))


def _medium(total_ul: float, take_ul: float, lab: Lab) -> Transfer | None:
    medium_ul = total_ul - take_ul
    if medium_ul <= total_ul * TOLERANCE or lab.left_undiluted(total_ul, total_ul / take_ul):
        return None
    return lab.transfer(medium_ul)


# What cells are taken from, and what they are diluted in.
SUSPENSION, _MEDIUM = "suspension", "medium"
_TUBES = "ABCDEFGHIJKLMN"


def seeded_off(ways: Pipetted, well_ul: float, lab: Lab) -> Uncertainty:
    """Return how far off the number of cells in a well may be by the pipetting alone, the settings' rounding counted.

    Args:
        ways: How the suspension for the plate is made.
        well_ul: What goes into one well, µL.
        lab: Pipettes and rules.

    Raises:
        CalculationError: No pipette can set what goes into a well.
    """
    well = lab.into_well(well_ul, "well")
    right = well.wanted_ul
    mixed: tuple[Predilution | Pipetted, ...] = (*ways.predilutions, ways)
    for one in mixed:
        medium_ul = 0.0 if one.medium is None else one.medium.wanted_ul
        right *= one.take.wanted_ul / (one.take.wanted_ul + medium_ul)
    exact = seeding_tubes(ways, lab)[-1]
    rounded = exact.parts[SUSPENSION] * well.volume_ul / right - 1
    tubes = seeding_tubes(ways, lab, abs(rounded))
    return in_wells(tubes, SUSPENSION, abs(rounded), Dispensing(well, number=True))[exact.name]


def seeding_tubes(ways: Pipetted, lab: Lab, error: float = 0.0, what: str = SUSPENSION) -> tuple[Tube, ...]:
    """Return the dilutions and, as the last, the suspension for the plate as tubes.

    Args:
        ways: How the suspension for the plate is made.
        lab: Pipettes and rules.
        error: Relative error of the cells per mL at first.
        what: What it is made of, as the steps call it.
    """
    rack = TubePlan(lab, (Supply(what, stock=True, error=error), Supply(_MEDIUM)))
    source = what
    mixed: tuple[Predilution | Pipetted, ...] = (*ways.predilutions, ways)
    for place, one in enumerate(mixed):
        name = _TUBES[place]
        medium_ul = 0.0 if one.medium is None else one.medium.wanted_ul
        rack.mix(name, (_MEDIUM, medium_ul), (source, one.take.wanted_ul))
        source = name
    return tuple(rack.tubes.values())


def _chain(tenfolds: int, needed_ul: float, lab: Lab) -> tuple[Predilution, ...]:
    """Return the dilutions, planned from the last one back; () where one of them cannot be pipetted."""
    # As few steps as can be, the smaller one first, where the least is needed.
    factors = [*([_STEPS[0]] * (tenfolds % 2)), *([_STEPS[1]] * (tenfolds // 2))]
    made: list[tuple[float, float]] = []
    for factor in reversed(factors):
        found = next(iter(_batches(factor, needed_ul + lab.rules.dead_volume_ul, lab)), None)
        if found is None:
            return ()
        made.append((factor, found))
        needed_ul = found / factor
    chain: list[Predilution] = []
    so_far = 1.0
    for factor, total_ul in reversed(made):
        so_far *= factor
        take_ul = total_ul / factor
        chain.append(Predilution(so_far, lab.transfer(take_ul), lab.transfer(total_ul - take_ul)))
    return tuple(chain)


def _batches(factor: float, least_ul: float, lab: Lab) -> Iterator[float]:
    return (total for total in _TUBES_UL if total >= least_ul and lab.dilutes(total, factor))
