"""Tubes as parts of what they were made from.

The parts by volume of every supply in a tube add up to one, so nothing is lost on the way: a concentration is the
part of a stock times the concentration of that stock, and the vehicle is the part of all that is pure vehicle. How
far off a part may be follows from the permitted errors of the pipettes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import LARGEST_TUBE_UL, Pipette, Transfer, in_cylinder, transfer, with_pipette
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.uncertainty import Slip, combined
from benchapp.domain.units.kinds import TOLERANCE

# What rounding leaves short is doubled this often at most: no pipette that sets what it says comes near it.
MOST_DOUBLINGS = 60


class Supply(Struct, frozen=True):
    """What a plan starts from: a stock, the pure vehicle, the medium.

    Attributes:
        name: As the steps call it.
        pure_vehicle: Whether all of its volume counts as vehicle, as of a stock and of the vehicle itself.
        stock: Whether it holds a compound.
        error: Largest relative error of its concentration, as far as it is known.
    """

    name: str
    pure_vehicle: bool = False
    stock: bool = False
    error: float = 0.0


class PipettedVolume(Struct, frozen=True):
    """One volume that goes into a tube.

    Attributes:
        source: Name of the supply or tube it is taken from.
        way: As pipettes can set it.
    """

    source: str
    way: Transfer


class Tube(Struct, frozen=True):
    """One tube, or bottle, mixed.

    Attributes:
        name: As the steps call it.
        pours: In the order of pouring, diluent first; where it is made up to a volume, the diluent comes last.
        parts: Part by volume of each supply in it; they add up to 1.
        vehicle_percent: Vehicle in it, % v/v.
        slips: For each stock, what every pouring that leads here may change in its part, and the stock's own error.
        made_up: Whether the rest is put into a measuring cylinder and made up to the volume with the diluent, which is
            then not measured; its pour names the cylinder.
    """

    name: str
    pours: tuple[PipettedVolume, ...]
    parts: Mapping[str, float]
    vehicle_percent: float
    slips: Mapping[str, Mapping[str, Slip]]
    made_up: bool = False

    @property
    def bottle(self) -> bool:
        """Whether it is more than a tube holds."""
        return self.volume_ul > LARGEST_TUBE_UL * (1 + TOLERANCE)

    @property
    def volume_ul(self) -> float:
        """What is in the tube when mixed, µL."""
        return sum(pour.way.volume_ul for pour in self.pours)

    @property
    def in_vehicle(self) -> bool:
        """Whether it holds nothing but vehicle and what is dissolved in it."""
        return self.vehicle_percent >= 100 * (1 - TOLERANCE)


def poured_ul(tubes: Iterable[Tube], source: str) -> float:
    """Return what all tubes take of one supply, µL."""
    return sum(pour.way.volume_ul for tube in tubes for pour in tube.pours if pour.source == source)


class Lab:
    """What these hands can do: the pipettes, and the rules that decide what is too small.

    Args:
        rules: The lab's rules.
        pipettes: The lab's pipettes.
    """

    def __init__(self, rules: LabRules, pipettes: Sequence[Pipette]) -> None:
        self.rules = rules
        self.pipettes = tuple(pipettes)
        # A plan asks for the same volumes again and again, and each asks every pipette.
        self._ways: dict[float, Transfer | CalculationError] = {}

    def transfer(self, volume_ul: float) -> Transfer:
        """Return a volume as pipettes can set it.

        Raises:
            CalculationError: None of them can.
        """
        known = self._ways.get(volume_ul)
        if known is None:
            try:
                known = transfer(volume_ul, self.pipettes)
            except CalculationError as error:
                known = error
            self._ways[volume_ul] = known
        if isinstance(known, CalculationError):
            raise known
        return known

    def into_well(self, volume_ul: float, field: str = "added_volume") -> Transfer:
        """Return the volume that goes into one well as pipettes can set it, in one shot where one can.

        Raises:
            CalculationError: None of them can, so nobody could dose the well like this.
        """
        try:
            return transfer(volume_ul, self.pipettes, fewest=True)
        except CalculationError as error:
            if error.code != Message.NO_PIPETTE:
                raise
            smallest = error.values["smallest_ul"]
            raise CalculationError(
                Message.PER_WELL_TOO_LITTLE, ul=volume_ul, smallest_ul=smallest, field=field
            ) from error

    def settable(self, volume_ul: float) -> bool:
        """Return whether a volume can be set within the error that the lab accepts, rounding included."""
        try:
            way = self.transfer(volume_ul)
        except CalculationError:
            return False
        return way.relative_error <= self.rules.pipette_error_percent / 100 * (1 + TOLERANCE)

    def dilutes(self, total_ul: float, factor: float) -> bool:
        """Return whether a dilution to a volume can be pipetted within the error that the lab accepts.

        An error in the diluent counts against the whole volume, so a few microlitres of it need not be as exact.
        """
        taken = total_ul / factor
        return self.sets_within(total_ul - taken, total_ul) and self.settable(taken)

    def sets_within(self, volume_ul: float, of_ul: float) -> bool:
        """Return whether a volume can be set so that the error is no larger than the lab accepts for all of a tube."""
        try:
            way = self.transfer(volume_ul)
        except CalculationError:
            return False
        off = abs(way.volume_ul - way.wanted_ul) + way.error_ul
        return off <= of_ul * self.rules.pipette_error_percent / 100 * (1 + TOLERANCE)

    def left_undiluted(self, total_ul: float, factor: float) -> bool:
        """Return whether no pipette can set the little diluent wanted, and leaving it out is no larger error."""
        accepted = self.rules.pipette_error_percent / 100
        if factor - 1 > accepted:
            return False
        try:
            self.transfer(total_ul - total_ul / factor)
        except CalculationError:
            return True
        return False

    def least_ul(self) -> float:
        """Return the smallest volume that can be set within that error, µL; infinite without a pipette."""
        accepted = self.rules.pipette_error_percent / 100
        least = (max(one.low_ul, one.error_ul / accepted) if accepted > 0 else math.inf for one in self.pipettes)
        return min(least, default=math.inf)


class TubePlan:
    """The tubes of a plan while it is made.

    Args:
        lab: What these hands can do.
        supplies: What it starts from.

    Raises:
        CalculationError: Two supplies have one name.
    """

    def __init__(self, lab: Lab, supplies: Sequence[Supply]) -> None:
        self.lab = lab
        self.tubes: dict[str, Tube] = {}
        self.supplies: dict[str, Supply] = {}
        for supply in supplies:
            self._refuse_taken(supply.name)
            self.supplies[supply.name] = supply
        self._drawn: dict[str, float] = {}

    def _refuse_taken(self, name: str) -> None:
        """Refuse a name that already means something else: a medium called "V" would be taken for the tube V."""
        if name in self.supplies or name in self.tubes:
            raise CalculationError(Message.NAME_TAKEN, name=name, field="medium")

    def mix(self, name: str, *wanted: tuple[str, float], make_up: bool = False, one_pipette: bool = False) -> Tube:
        """Make a tube of volumes from supplies and tubes; what is nothing is left out.

        Args:
            name: Of the tube; there is none of that name yet.
            wanted: Source and volume in µL, in the order of pouring.
            make_up: Whether it is made up to their sum with the first of them, a supply, in a measuring cylinder.
            one_pipette: Whether the first is set with the pipette of the last, where that takes two shots at most: from
                tube to tube a pipette that is off by a part is then off in both, and the step is right all the same.

        Raises:
            CalculationError: No pipette can set one of the volumes, or the name already means something else.
        """
        self._refuse_taken(name)
        pours = self._made_up(*wanted) if make_up else ()
        made_up = bool(pours)
        pours = pours or tuple(PipettedVolume(source, self.lab.transfer(ul)) for source, ul in wanted if ul > 0)
        if one_pipette and len(pours) > 1:
            way = with_pipette(pours[0].way, pours[-1].way.pipette, self.lab.pipettes)
            pours = (replace(pours[0], way=way), *pours[1:])
        total = sum(pour.way.volume_ul for pour in pours)
        parts: dict[str, float] = {}
        for pour in pours:
            self._drawn[pour.source] = self._drawn.get(pour.source, 0.0) + pour.way.volume_ul
            for supply, part in self.parts(pour.source).items():
                parts[supply] = parts.get(supply, 0.0) + part * pour.way.volume_ul / total
        vehicle = 100 * sum(part for supply, part in parts.items() if self.supplies[supply].pure_vehicle)
        slips = {
            supply: self._slips(name, supply, part, pours, made_up=made_up)
            for supply, part in parts.items()
            if self.supplies[supply].stock
        }
        made = Tube(name, pours, parts, vehicle, slips, made_up)
        self.tubes[name] = made
        return made

    def _made_up(self, diluent: tuple[str, float], *others: tuple[str, float]) -> tuple[PipettedVolume, ...]:
        """Return the pours of what is made up to its volume; none where no single cylinder can hold it."""
        total_ul = diluent[1] + sum(ul for _, ul in others)
        mark = in_cylinder(total_ul) if diluent[1] > 0 else None
        if mark is None or mark.times > 1:
            return ()
        poured = tuple(PipettedVolume(source, self.lab.transfer(ul)) for source, ul in others)
        rest = round(mark.volume_ul - sum(pour.way.volume_ul for pour in poured), 6)
        if rest <= 0:
            return ()
        return (PipettedVolume(diluent[0], Transfer(mark.pipette, 1, rest, diluent[1], mark.error_ul)), *poured)

    def parts(self, source: str) -> Mapping[str, float]:
        """Return the parts of a tube, or of a supply, which is all itself."""
        return self.tubes[source].parts if source in self.tubes else {source: 1.0}

    def _slips(
        self, name: str, supply: str, part: float, pours: Sequence[PipettedVolume], *, made_up: bool
    ) -> Mapping[str, Slip]:
        weighted: list[tuple[float, Mapping[str, Slip]]] = []
        total_ul = sum(pour.way.volume_ul for pour in pours)
        for place, pour in enumerate(pours):
            way = pour.way
            there = self.parts(pour.source).get(supply, 0.0)
            # Made up to a volume, what is poured too much takes the place of diluent: only the mark changes the whole.
            change = way.error_ul * (there if made_up and place else there - part) / total_ul / part
            key = f"{name}:{place}"
            read_ul = total_ul if made_up and not place else way.volume_ul
            weighted.append((1.0, {key: Slip(key, way.pipette, read_ul, change)}))
            weighted.append((way.volume_ul * there / total_ul / part, self.slips_of(pour.source, supply)))
        return combined(weighted)

    def slips_of(self, source: str, supply: str) -> Mapping[str, Slip]:
        """Return what may change the part of a stock in a tube, or the concentration of the stock itself."""
        if source in self.tubes:
            return self.tubes[source].slips.get(supply, {})
        error = self.supplies[source].error if source == supply else 0.0
        return {supply: Slip(supply, "", 0.0, error)} if error else {}

    def drawn_ul(self, source: str) -> float:
        """Return what was taken from a supply or tube, µL."""
        return self._drawn.get(source, 0.0)

    def left_ul(self, tube: str) -> float:
        """Return what is left in a tube after everything was taken from it, µL; negative where it does not reach."""
        return self.tubes[tube].volume_ul - self.drawn_ul(tube)
