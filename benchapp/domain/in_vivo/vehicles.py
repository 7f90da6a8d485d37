"""Vehicles for animals: their parts in the order of mixing, named ones with who used them, and any that is typed."""

import re
from collections.abc import Sequence

from msgspec import Struct

from benchapp.domain.lab.solvents import DMSO, Family, canonical, family
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import TOLERANCE
from benchapp.domain.units.numerals import tidied

MOST_PARTS = 8
# What the shares of a vehicle may add up to, in per cent: as they are rounded when they are printed.
_WHOLE, _ROUNDING = 100.0, 0.05
_BETWEEN = late_pattern(r"\s*[;\n]+\s*|,\s+|\s+(?:\+|/|→|->|then|dann)\s+")
_SHARE_FIRST = late_pattern(r"(?P<share>[0-9][0-9.,]*)\s*%\s*(?:\(?v/v\)?)?\s*(?P<name>\S.*)")
_SHARE_LAST = late_pattern(r"(?P<name>\S.*?)[\s:]+(?P<share>[0-9][0-9.,]*)\s*%(?:\s*\(?v/v\)?)?")
_NAMES = {
    "tween80": "Tween-80", "polysorbate80": "Tween-80", "polysorbat80": "Tween-80", "tween20": "Tween-20",
    "peg300": "PEG300", "peg400": "PEG400", "polyethyleneglycol300": "PEG300", "polyethyleneglycol400": "PEG400",
    "saline": "saline", "0.9%nacl": "saline", "0,9%nacl": "saline", "nacl0.9%": "saline", "nacl0,9%": "saline",
    "kochsalzlösung": "saline", "physiologischekochsalzlösung": "saline", "normalsaline": "saline",
    "cornoil": "corn oil", "maiskeimöl": "corn oil", "maisöl": "corn oil", "sesameoil": "sesame oil",
    "sesamöl": "sesame oil", "oliveoil": "olive oil", "olivenöl": "olive oil", "ddh2o": "water",
}  # fmt: skip
_SUSPENDING = late_pattern(r"cellulose|\bcmc\b|cmc-na|\bmc\b|suspension", re.IGNORECASE)
_OIL = late_pattern(r"\boil\b|öl\b|phosal|miglyol", re.IGNORECASE)
_THICK = late_pattern(
    r"\boil\b|öl\b|\bpeg\s?-?\s?[0-9]{3}|tween|glycer|propylen|cremophor|kolliphor|phosal", re.IGNORECASE
)


class Part(Struct, frozen=True):
    """One part of a vehicle.

    Attributes:
        name: What it is.
        percent: Its share of the whole, % v/v.
    """

    name: str
    percent: float

    @property
    def thick(self) -> bool:
        """Whether it is too thick to be pipetted like water."""
        return _THICK.search(self.name) is not None


class AnimalVehicle(Struct, frozen=True):
    """A vehicle: its parts in the order of mixing; their shares add up to the whole."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The vehicle as it is written: "10 % DMSO, 90 % corn oil"; of one part its name."""
        if len(self.parts) == 1:
            return self.parts[0].name
        return ", ".join(f"{part.percent:g} % {_bracketed(part.name)}" for part in self.parts)

    @property
    def dmso_percent(self) -> float:
        """DMSO in it, % v/v."""
        return sum(part.percent for part in self.parts if family(part.name) is Family.DMSO)

    @property
    def oily(self) -> bool:
        """Whether there is an oil in it."""
        return any(_OIL.search(part.name) is not None for part in self.parts)

    @property
    def suspends(self) -> bool:
        """Whether the compound is suspended in it, and not dissolved."""
        return any(_SUSPENDING.search(part.name) is not None for part in self.parts)

    def same(self, other: "AnimalVehicle") -> bool:
        """Return whether another vehicle has the same parts in the same shares, whatever their order."""
        ours, theirs = (sorted((part.name.casefold(), part.percent) for part in one.parts) for one in (self, other))
        return len(ours) == len(theirs) and all(
            one[0] == two[0] and abs(one[1] - two[1]) <= _ROUNDING for one, two in zip(ours, theirs, strict=True)
        )


def _bracketed(name: str) -> str:
    return f"({name})" if name[0].isdigit() else name


def part_name(text: str) -> str:
    """Return the name of a part as it is written here: "PEG 300" and "PEG-300" are PEG300."""
    tidy = tidied(text)
    if tidy.startswith("(") and tidy.endswith(")"):
        tidy = tidy[1:-1].strip()
    known = _NAMES.get(re.sub(r"[\s_-]+", "", tidy).casefold())
    if known:
        return known
    # A mixture keeps its name: 0.5 % CMC-Na in water is not water.
    return tidy if "%" in tidy or " in " in tidy else canonical(tidy)


def read_vehicle(text: str, *, decimal_comma: bool = False) -> AnimalVehicle:
    """Read a vehicle: "10 % DMSO, 40 % PEG300, 5 % Tween-80, 45 % saline"; one part without a share takes the rest.

    Raises:
        QuantityError: It is none, or its shares do not add up; `field` names it.
    """
    pieces = [piece for piece in _BETWEEN.split(tidied(text.replace("\n", ";"))) if piece]
    if not pieces:
        raise QuantityError(Message.VEHICLE_EMPTY, field="vehicle")
    if len(pieces) > MOST_PARTS:
        raise QuantityError(Message.VEHICLE_PARTS, most=MOST_PARTS, field="vehicle")
    read = [_piece(piece, text, decimal_comma) for piece in pieces]
    if len(read) == 1 and (read[0][1] is None or read[0][1] < _WHOLE - _ROUNDING) and " in " in f" {pieces[0]} ":
        # "0.5 % CMC-Na in water" is one liquid, of which the whole is made.
        return AnimalVehicle((Part(part_name(pieces[0]), _WHOLE),))
    open_ = [place for place, (_, share) in enumerate(read) if share is None]
    given = sum(share or 0.0 for _, share in read)
    if len(open_) > 1:
        raise QuantityError(Message.VEHICLE_SHARES, text=text, sum=given, field="vehicle")
    rest = _WHOLE - given
    if (open_ and rest <= _ROUNDING) or (not open_ and abs(rest) > _ROUNDING):
        raise QuantityError(Message.VEHICLE_SHARES, text=text, sum=given, field="vehicle")
    parts = tuple(Part(name, rest if share is None else share) for name, share in read)
    names = [part.name.casefold() for part in parts]
    twice = next((part.name for part in parts if names.count(part.name.casefold()) > 1), None)
    if twice is not None:
        raise QuantityError(Message.VEHICLE_TWICE, name=twice, field="vehicle")
    return AnimalVehicle(parts)


def _piece(piece: str, text: str, decimal_comma: bool) -> tuple[str, float | None]:
    if not any(letter.isalpha() for letter in piece):
        raise QuantityError(Message.VEHICLE_EMPTY, field="vehicle")
    found = _SHARE_FIRST.fullmatch(piece) or _SHARE_LAST.fullmatch(piece)
    if found is None:
        return part_name(piece), None
    try:
        share = read_typed(found["share"], decimal_comma=decimal_comma, unit_needed=False).number
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "text": text, "field": "vehicle"}) from error
    if not 0 < share <= _WHOLE * (1 + TOLERANCE):
        raise QuantityError(Message.VEHICLE_SHARES, text=text, sum=share, field="vehicle")
    return part_name(found["name"]), share


class NamedVehicle(Struct, frozen=True):
    """A vehicle that is offered.

    Attributes:
        key: By which it is kept.
        vehicle: Its parts.
        source: Who used it so; "" where no source was read.
    """

    key: str
    vehicle: AnimalVehicle
    source: str


def _named(key: str, source: str, *parts: tuple[float, str]) -> NamedVehicle:
    return NamedVehicle(key, AnimalVehicle(tuple(Part(name, percent) for percent, name in parts)), source)


_UHN = "University Health Network, methods of an AML study in mice"
# Each as somebody gave it to animals, in the order in which it was written; none is a recommendation.
NAMED: Sequence[NamedVehicle] = (
    _named(
        "peg300", "methods of a study of CAY10566 in mice",
        (10, DMSO), (40, "PEG300"), (5, "Tween-80"), (45, "saline"),
    ),
    _named(
        "peg300_water", "methods of a study of H-89 in mice",
        (5, DMSO), (40, "PEG300"), (5, "Tween-80"), (50, "water"),
    ),
    _named("tween", "Z. Pennington, laboratory protocol", (5, DMSO), (95, "2.1 % Tween-80 in saline")),
    _named("sbe", "", (10, DMSO), (90, "20 % SBE-β-CD in saline")),
    _named("dmso_oil", "methods of a study of galunisertib in mice", (10, DMSO), (90, "corn oil")),
    _named("oil", "The Jackson Laboratory, tamoxifen protocol", (100, "corn oil")),
    _named("phosal", _UHN, (10, "ethanol"), (30, "PEG400"), (60, "Phosal 50 PG")),
    _named("cmc", "Ye 2017, ethaselen in mice", (100, "0.5 % CMC-Na in water")),
    _named("mc", _UHN, (100, "0.5 % methylcellulose with 0.2 % Tween-80 in water")),
    _named("saline", _UHN, (100, "saline")),
)  # fmt: skip


def whose(vehicle: AnimalVehicle) -> NamedVehicle | None:
    """Return the named vehicle that this one is; None where it is one of one's own."""
    return next((one for one in NAMED if one.vehicle.same(vehicle)), None)
