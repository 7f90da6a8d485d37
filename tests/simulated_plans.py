"""Random plans and re-doses of all calculators, carried out by their words and compared with what they state.

    python -m tests.simulated_plans [COUNT] [SEED]

Run by `make torture` with a hundred thousand; the tests run the first hundred and fifty of one seed.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication

from benchapp.base import paths
from benchapp.commands.plan import answer
from benchapp.commands.plan_reply import PlanReply, WellHeld
from benchapp.commands.plan_requests import PipetteGiven, PlanRequest, RedoseGivenAs, StockGiven, StorageName
from benchapp.commands.planner import Planner
from benchapp.domain.units.units import Units
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from tests.oracle import LABS
from tests.sequences import report_sequences
from tests.simulator import Hands, NotUnderstoodError, strength, vehicle_percent

CLOSE = 0.01
COMPOUNDS = ("lenalidomide", "pomalidomide", "bortezomib", "dexamethasone", "carfilzomib", "doxorubicin")
VEHICLES = ("DMSO", "DMSO", "DMSO", "DMSO", "water", "ethanol", "PBS", "DMF")
# By which a stock in hand is named.
IN_HAND = "mine"
PARTNERS = ("pinometostat", "MG-132", "thalidomide")
THIRD = "doxorubicin"
METHODS = ("full change", "half change at 1x", "half change at 2x", "spike")
# What a plan may be refused for; anything else is a defect.
REFUSALS = frozenset(
    {
        "no_intermediate", "no_pipette", "series_too_fine", "direct_too_fine", "premix_too_fine",
        "scheme_needs_matched", "vehicle_above_all", "target_above_stock", "plate_full",
        "no_dose_on_plate", "dose_twice", "vehicle_too_little",
        "per_well_too_little", "stock_not_enough",
    }
)  # fmt: skip
_M = {"M": 1.0, "mM": 1e-3, "uM": 1e-6, "nM": 1e-9, "pM": 1e-12, "fM": 1e-15}


def amount(molar: float) -> str:
    """Write a concentration as a person would."""
    for unit, factor in _M.items():
        if molar >= factor:
            return f"{molar / factor:.4g} {unit}"
    return f"{molar / 1e-15:.4g} fM"


def random_request(dice: random.Random) -> PlanRequest:
    """Return a request that somebody might make."""
    tool = dice.choice(("dilute", "dilute", "series", "plate", "plate", "combine"))
    stock = dice.choice((1e-3, 5e-3, 1e-2, 5e-2, 10 ** dice.uniform(-4, -1)))
    top = stock / 10 ** dice.uniform(2, 6.5)
    vehicle = dice.choice(VEHICLES)
    fields: dict[str, str | bool | int | float] = {"c1": amount(stock), "solvent": vehicle}
    if tool == "dilute":
        fields |= _dilute(dice, top)
    else:
        fields |= _doses(dice, top, "")
        if tool == "series":
            fields |= {
                "left": f"{dice.choice((0.1, 0.5, 1, 5))} mL",
                "strength": dice.choice(("1x", "2x", "10x")),
                "scheme": dice.choice(("matched", "in_vehicle", "direct", "plain")),
            }
        else:
            fields |= _plate(dice)
        if tool == "combine":
            other = dice.choice((1e-3, 1e-2))
            fields |= {
                "compound_2": dice.choice(PARTNERS),
                "c1_2": amount(other),
                "solvent_2": vehicle,
                "mode": dice.choice(("constant", "ratio", "checkerboard")),
                **_doses(dice, other / 10 ** dice.uniform(2.5, 5), "_2"),
            }
            fields |= _more(dice, vehicle)
    pipettes = tuple(
        PipetteGiven(one.name, one.low_ul, one.high_ul, one.step_ul, one.error_ul, one.serological)
        for one in dice.choice((LABS[0], LABS[2]))
    )
    stocks: tuple[StockGiven, ...] = ()
    if dice.random() < 0.25:
        del fields["c1"], fields["solvent"]
        fields["stock"] = IN_HAND
        stocks = (_in_hand(dice, amount(stock), vehicle),)
    compound = dice.choice(COMPOUNDS)
    if tool == "combine" and compound == THIRD:
        compound = COMPOUNDS[0]
    return PlanRequest(tool, fields, compound=compound, pipettes=pipettes, stocks=stocks)  # type: ignore[arg-type]


def _in_hand(dice: random.Random, concentration: str, vehicle: str) -> StockGiven:
    """Return tubes of a stock: few that are large, or so small that several have to be put together."""
    volume, tubes = dice.choice(((20, 60), (50, 40), (200, 20), (1000, 10)))
    storage: StorageName = dice.choice(("-20 C", "-20 C", "-80 C", "4 C"))
    held = f"{volume} uL"
    return StockGiven(IN_HAND, concentration, vehicle=vehicle, aliquots=tubes, aliquot_volume=held, storage=storage)


def _more(dice: random.Random, vehicle: str) -> dict[str, str | bool | int | float]:
    """Return what few combinations have: a third compound, no wells of one alone, a vehicle that is given."""
    fields: dict[str, str | bool | int | float] = {}
    if dice.random() < 0.2:
        fields |= {
            "compound_3": THIRD,
            "c1_3": "10 mM",
            "solvent_3": vehicle,
            "top_3": amount(10 ** dice.uniform(-8, -5)),
        }
    if dice.random() < 0.3:
        fields["alone"] = "no"
    if dice.random() < 0.2:
        fields["vehicle_percent"] = f"{dice.choice((0.1, 0.2, 0.5))} %"
    return fields


def _dilute(dice: random.Random, top: float) -> dict[str, str | bool | int | float]:
    if dice.random() < 0.25:
        # From a tube to a carboy, of a wanted volume or onto so much diluent.
        volume = f"{10 ** dice.uniform(-0.5, 3.8):.3g} mL"
        return {"c2": amount(top), "dosing": "plain", dice.choice(("v2", "v2", "diluent")): volume}
    dosing = dice.choice(("resuspended", "added", "spiked", "replaced"))
    present = dice.choice((20, 50, 100, 200, 500, 2000))
    added = present * dice.choice((1, 1, 0.25)) if dosing == "added" else max(2.0, present / dice.choice((20, 50, 100)))
    return {
        "c2": amount(top),
        "dosing": dosing,
        "wells": dice.choice((1, 3, 6, 24, 60, 96)),
        "control_wells": dice.choice((0, 3, 6)),
        "well_volume": f"{present} uL",
        "present_volume": f"{present} uL",
        "added_volume": f"{added:g} uL",
    }


def _doses(dice: random.Random, top: float, mark: str) -> dict[str, str | bool | int | float]:
    if dice.random() < 0.3:
        doses = [top]
        for _ in range(dice.randint(0, 5)):
            doses.append(doses[-1] / dice.choice((2, 3, 5, 10)))
        return {f"by{mark}": "list", f"doses{mark}": "; ".join(map(amount, doses)), f"top{mark}": amount(top)}
    return {
        f"by{mark}": "factor",
        f"top{mark}": amount(top),
        f"factor{mark}": dice.choice(("half-log", "2", "3", "10")),
        f"points{mark}": dice.randint(2, 8 if not mark else 4),
    }


def _plate(dice: random.Random) -> dict[str, str | bool | int | float]:
    wells = dice.choice((24, 96, 96, 384))
    volume = {24: 500, 96: 100, 384: 25}[wells]
    return {
        "format": wells,
        "replicates": dice.randint(1, 3),
        "vehicle_wells": dice.randint(0, 4),
        "untreated": dice.randint(0, 3),
        "blanks": dice.randint(0, 3),
        "dosing": dice.choice(("added", "resuspended", "replaced")),
        "well_volume": f"{volume} uL",
        "present_volume": f"{volume} uL",
        "added_volume": f"{volume} uL",
        "plates": dice.choice((1, 1, 2)),
        "scheme": dice.choice(("matched", "matched", "in_vehicle", "direct", "plain")),
    }


# What a lost compound came in.
_SPENT = "spent"


class Check:
    """Compares what a plan states with what its words come to.

    Args:
        request: The first dose.
        reply: Its plan.
    """

    def __init__(self, request: PlanRequest, reply: PlanReply) -> None:
        self._request = request
        fields = request.fields
        in_hand = {one.id: one for one in request.stocks}
        first = in_hand[IN_HAND].concentration if in_hand else str(fields["c1"])
        names = {pour.source for pour in reply.pourings} - {tube.name for tube in reply.tubes}
        vehicle = reply.vehicle.name if reply.vehicle else "DMSO"
        medium = str(fields.get("medium", "medium"))
        self.stocks = {name: _molar(first) for name in names if name not in {vehicle, medium}}
        for name in self.stocks:
            for mark in ("_2", "_3"):
                if name.casefold().startswith(str(fields.get(f"compound{mark}", "-"))[:5].casefold()):
                    self.stocks[name] = _molar(str(fields[f"c1{mark}"]))
        # The stock that is not called by its compound.
        self._first = IN_HAND if in_hand else next(iter(self.stocks), "")
        self._all_vehicle = {*self.stocks, vehicle, _SPENT}
        present = "present_volume" if fields.get("dosing") in {"added", "spiked"} else "well_volume"
        if request.tool == "combine":
            present = "present_volume"
        present_ul = float(str(fields.get(present, "0 uL")).removesuffix(" uL"))
        supplies = [*names, vehicle, medium, _SPENT]
        aliquots = {name: float(one.aliquot_volume.removesuffix(" uL")) for name, one in in_hand.items()}
        self.hands = Hands(supplies, present_ul, aliquots)
        # The same wells where all of the compound is lost before each re-dose; what it came in is still there.
        self.lossy = Hands(supplies, present_ul, aliquots)

    def step(self, reply: PlanReply) -> Iterator[str]:
        """Carry out one recipe, and yield what does not agree."""
        for well in self.lossy.wells.values():
            for stock in self.stocks:
                well.of[_SPENT] = well.of.get(_SPENT, 0.0) + well.of.pop(stock, 0.0)
        try:
            self.hands.follow(reply.recipe)
            self.lossy.follow(reply.recipe)
        except NotUnderstoodError as error:
            yield f"a reader cannot follow: {error}"
            return
        yield from self.hands.overdrawn
        if not reply.wells:
            yield from self._tubes(reply)
        for stated in reply.wells:
            yield from self._wells(stated)

    def _tubes(self, reply: PlanReply) -> Iterator[str]:
        for stated in reply.tubes:
            poured = self.hands.tubes[stated.name]
            if poured.ul <= 1e-9:
                continue
            percent = vehicle_percent(poured, self._all_vehicle_list)
            yield from _off(f"{stated.name}: vehicle", stated.vehicle_percent, percent)
            for name, part in stated.parts.items():
                yield from _off(f"{stated.name}: part of {name}", part, poured.of.get(name, 0.0) / poured.ul)

    @property
    def _all_vehicle_list(self) -> list[str]:
        return sorted(self._all_vehicle)

    def _wells(self, stated: WellHeld) -> Iterator[str]:
        for name in stated.wells or ("dose" if stated.use == "dose" else "control",):
            well, lossy = self.hands.wells.get(name), self.lossy.wells.get(name)
            if well is None or lossy is None:
                yield f"{name} ({stated.use}): nothing was put into it"
                continue
            yield from _off(f"{name}: volume", stated.volume_ul, well.ul)
            yield from _off(f"{name}: vehicle", stated.vehicle_percent, vehicle_percent(well, self._all_vehicle_list))
            for what, held, vessel in (
                *(("", one, well) for one in stated.compounds),
                *((" if lost", one, lossy) for one in stated.lowest),
            ):
                stock = next((one for one in self.stocks if one.startswith(held.compound)), self._first)
                found = strength(vessel, stock, self.stocks.get(stock, 0.0))
                yield from _off(f"{name}: {held.compound}{what}", held.value * _M[held.unit], found)


def _off(what: str, stated: float, found: float) -> Iterator[str]:
    if abs(stated - found) > CLOSE * max(abs(stated), abs(found)) + 1e-15:
        yield f"{what} is stated as {stated:.6g}, and the words come to {found:.6g}"


def _molar(text: str) -> float:
    number, _, unit = text.partition(" ")
    return float(number) * _M[unit]


def simulate(planner: Planner, units: Units, dice: random.Random) -> tuple[str, list[str]]:
    """Plan at random, with re-doses, and carry it out; return how it ended, and what is wrong."""
    request = random_request(dice)
    reply = answer(planner, request, units)
    if not reply.planned or not reply.recipe:
        return _refused(reply, request)
    check = Check(request, reply)
    wrong = list(check.step(reply))[:2]
    if wrong or not reply.wells or dice.random() < 0.4:
        return "planned", [f"{request.tool} {dict(request.fields)}: {line}" for line in wrong]
    method = dice.choice(METHODS)
    for number in range(1, dice.choice((1, 1, 2, 2, 3, 4)) + 1):
        again = PlanRequest(
            request.tool, request.fields, compound=request.compound, pipettes=request.pipettes, stocks=request.stocks,
            redose=RedoseGivenAs(method, number),  # type: ignore[arg-type]
        )  # fmt: skip
        reply = answer(planner, again, units)
        if not reply.planned or not reply.recipe:
            return _refused(reply, again)
        wrong += [f"re-dose {number}, {method}: {line}" for line in list(check.step(reply))[:2]]
    return "with re-doses", [f"{request.tool} {dict(request.fields)}: {line}" for line in wrong]


def _refused(reply: PlanReply, request: PlanRequest) -> tuple[str, list[str]]:
    codes = [error.code for error in reply.errors]
    unknown = [error for error in reply.errors if error.code not in REFUSALS]
    said = [f"{request.tool} {dict(request.fields)} {request.redose}: {one.code} {one.sentence}" for one in unknown]
    return ", ".join(codes) or "no plan", said or ([] if codes else [f"{request}: no plan and no word"])


def simulated(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Carry out so many, shared out to all processors; return the tally, and what is wrong."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    shares = os.cpu_count() or 1
    # A fork would take over a Qt application whose threads are not there.
    with ProcessPoolExecutor(shares, get_context("spawn")) as pool:
        for tally, lines in pool.map(
            carry_out, [range(first, count, shares) for first in range(shares)], [seed] * shares
        ):
            outcomes += tally
            wrong += lines
    return outcomes, wrong


def carry_out(numbers: range, seed: int) -> tuple[Counter[str], list[str]]:
    """Carry out the plans of these numbers in this process; return the tally, and what is wrong."""
    application = QCoreApplication.instance() or QCoreApplication([])
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    units = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())
    with TemporaryDirectory() as folder:
        planner = Planner(Library(Folders(paths.resources() / "monographs")), units, Path(folder))
        for number in numbers:
            outcome, lines = simulate(planner, units, random.Random(f"{seed}:{number}"))
            outcomes[outcome] += 1
            wrong += [f"{seed}:{number}: {line}" for line in lines]
    del application
    return outcomes, wrong


if __name__ == "__main__":
    sys.exit(report_sequences(simulated, "plans"))
