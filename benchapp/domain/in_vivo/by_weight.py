"""What is typed by weight of an animal: "25 mg/kg", "10 mL/kg", "100 µL/10 g", and the weights themselves."""

import re

from msgspec import Struct

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import TOLERANCE, Kind, in_base
from benchapp.domain.units.numerals import tidied

_RAISED = late_pattern(r"[\s·∙⋅*]*kg\s*(?:\^?-1|⁻¹)", re.IGNORECASE)
_PER = late_pattern(r"\s*(?:/|\b(?:per|pro|je)\b)\s*", re.IGNORECASE)
_BODY = late_pattern(
    r"\s*\(?(?:b\.?w\.?t?\.?|body\s?weight|kg?w|kgw|körpergewicht|of mouse|mouse|maus|rat|ratte)\)?\.?$", re.IGNORECASE
)
_WEIGHT = late_pattern(r"(?:(?P<number>[0-9.,]+)\s*)?(?P<unit>k?g)", re.IGNORECASE)
_RANGE = late_pattern(
    r"(?P<low>[0-9][0-9.,]*)\s*(?:k?g)?\s*(?:-|–|−|\bto\b|\bbis\b|…|\.\.\.?)\s*(?P<high>[0-9][0-9.,]*)\s*(?P<unit>k?g)?",
    re.IGNORECASE,
)
_BETWEEN = late_pattern(r"[;\n\t|]+|,\s+|\s+(?=[0-9])")
_COMMA_INSIDE = late_pattern(r"[0-9]+,[0-9]+")
MOST_ANIMALS = 500
# From a newborn mouse, below the 1.5 to 2 g of outbred ones (Animal Resources Centre, Western Australia), to what is an
# assumption of this program for a large pig, g; only a slip of the unit is beyond.
_LEAST_G, _MOST_G = 1.0, 200_000.0
# In g; a dose in g/kg and a volume in L/kg are of no use here.
_MG, _ML = 1e3, 1e3
# Least and most for each kg, mg or mL. Botulinum toxin, the strongest poison there is, kills mice at about 1 ng/kg
# (Gill, Microbiol. Rev. 46:86, 1982), and a thousandth of that is no dose; of 1 µL/kg a mouse gets 0.02 µL, which no
# syringe measures. The most is what the animal itself weighs.
_PER_KG = {Kind.MASS: (1e-9, 1e6), Kind.VOLUME: (1e-3, 1e3)}
_CANNOT_BE = {Kind.MASS: Message.DOSE_CANNOT_BE, Kind.VOLUME: Message.VOLUME_CANNOT_BE}


def read_per_kg(text: str, kind: Kind, field: str, *, decimal_comma: bool = False) -> float:
    """Read an amount by weight: mg for each kg of a mass, mL for each kg of a volume. A bare number is taken for that.

    Args:
        text: As typed.
        kind: Mass or volume.
        field: Whose text it is.
        decimal_comma: Whether the locale's decimal sign is the comma.

    Raises:
        QuantityError: It is none; `field` names it.
    """
    asked = Message.NOT_A_DOSE if kind is Kind.MASS else Message.NOT_A_VOLUME_BY_WEIGHT
    refused = QuantityError(asked, text=text, field=field)
    tidy = _BODY.sub("", _RAISED.sub("/kg", tidied(text)))
    if not tidy:
        raise QuantityError(Message.EMPTY, field=field)
    amount, per, weight = _parted(tidy)
    usual = "mg" if kind is Kind.MASS else "mL"
    try:
        typed = read_typed(amount, decimal_comma=decimal_comma, unit_needed=False)
    except QuantityError as error:
        if error.code in {Message.TWO_READINGS, Message.NEGATIVE, Message.A_RANGE}:
            raise QuantityError(error.code, **{**error.values, "text": text, "field": field}) from error
        raise refused from error
    if typed.unit and not per:
        raise refused
    found = in_base(typed.digits, typed.unit or usual)
    grams = _grams(weight, decimal_comma=decimal_comma) if per else 1000.0
    if found is None or found[0] is not kind or grams is None:
        raise refused
    number = found[1] * (_MG if kind is Kind.MASS else _ML) / (grams / 1000)
    if not number > 0:
        raise QuantityError(Message.NOT_POSITIVE, field=field)
    least, most = _PER_KG[kind]
    if not least * (1 - TOLERANCE) <= number <= most * (1 + TOLERANCE):
        raise QuantityError(_CANNOT_BE[kind], text=text, field=field)
    return number


def _parted(tidy: str) -> tuple[str, bool, str]:
    found = _PER.search(tidy)
    return (tidy, False, "") if found is None else (tidy[: found.start()], True, tidy[found.end() :])


def _grams(weight: str, *, decimal_comma: bool) -> float | None:
    found = _WEIGHT.fullmatch(weight.strip())
    if found is None:
        return None
    number = read_typed(found["number"] or "1", decimal_comma=decimal_comma, unit_needed=False).number
    return (number * (1000 if found["unit"].casefold() == "kg" else 1)) or None


class Weights(Struct, frozen=True):
    """What the animals weigh.

    Attributes:
        each: One by one, g; () where they are not known one by one.
        low: The lightest, or the mean, g.
        high: The heaviest, or the mean, g.
        animals: How many there are.
    """

    each: tuple[float, ...]
    low: float
    high: float
    animals: int

    @property
    def reckoned_g(self) -> float:
        """What all of them together are reckoned to weigh, g: of a range each as the heaviest, so that it reaches."""
        return sum(self.each) if self.each else self.high * self.animals

    @property
    def is_range(self) -> bool:
        """Whether only the lightest and the heaviest are known."""
        return not self.each and self.low < self.high


def read_weights(text: str, animals: int | None, *, decimal_comma: bool = False) -> Weights:
    """Read weights: one for each animal, a mean for all, or a range; in g unless a unit says otherwise.

    Args:
        text: As typed.
        animals: How many there are; None where that is not given, and a list tells it.
        decimal_comma: Whether the locale's decimal sign is the comma.

    Raises:
        QuantityError: It is none, or there are not so many; `field` names it.
    """
    tidy = tidied(text.replace("\n", ";"))
    if not tidy:
        raise QuantityError(Message.EMPTY, field="weights")
    between = _RANGE.fullmatch(tidy)
    if between is not None:
        unit = between["unit"] or "g"
        low, high = (_weight(f"{between[end]} {unit}", text, decimal_comma) for end in ("low", "high"))
        if low > high:
            raise QuantityError(Message.NOT_WEIGHTS, text=text, field="weights")
        return Weights((), low, high, _counted(animals))
    parts = [part for part in _BETWEEN.split(tidy) if part]
    if not decimal_comma and any(_COMMA_INSIDE.fullmatch(re.sub(r"\s*k?g$", "", part)) for part in parts):
        raise QuantityError(Message.WEIGHTS_COMMA, text=text, field="weights")
    unit = "kg" if re.search(r"[0-9]\s*kg$", parts[-1], re.IGNORECASE) else "g"
    each = tuple(_weight(part if re.search(r"g$", part, re.IGNORECASE) else f"{part} {unit}", text, decimal_comma)
                 for part in parts)  # fmt: skip
    if len(each) == 1 and animals != 1:
        return Weights((), each[0], each[0], _counted(animals))
    if animals is not None and animals != len(each):
        raise QuantityError(Message.WEIGHTS_DIFFER, animals=animals, weights=len(each), field="weights")
    if len(each) > MOST_ANIMALS:
        raise QuantityError(Message.NOT_BETWEEN, text=str(len(each)), least=1, most=MOST_ANIMALS, field="weights")
    return Weights(each, min(each), max(each), len(each))


def _counted(animals: int | None) -> int:
    if animals is None:
        raise QuantityError(Message.ANIMALS_NEEDED, field="animals")
    return animals


def _weight(part: str, text: str, decimal_comma: bool) -> float:
    try:
        typed = read_typed(part, decimal_comma=decimal_comma)
    except QuantityError as error:
        if error.code == Message.TWO_READINGS:
            raise QuantityError(error.code, **{**error.values, "field": "weights"}) from error
        raise QuantityError(Message.NOT_WEIGHTS, text=text, field="weights") from error
    found = in_base(typed.digits, typed.unit)
    if found is None or found[0] is not Kind.MASS or not _LEAST_G <= found[1] <= _MOST_G:
        raise QuantityError(Message.NOT_WEIGHTS, text=text, field="weights")
    return found[1]
