"""Random handling of solutions, against a tube-by-tube account kept in another way.

    python -m tests.freshness_sequences [COUNT] [SEED]

The account knows no portions: it keeps for every single tube when it was where, and reads each limit off that list.
Run by `make torture` with a hundred thousand; the tests run three thousand.
"""

import random
import sys
from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Body,
    Entry,
    PortionMoved,
    PortionSplit,
    Retracted,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.state import LabState, apply_entry, replay
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.freshness import judge_portion, limits_for, time_left
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Limit, LimitKind, Solution, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import entry, moment, solution
from tests.sequences import report_sequences, run_sequences

COLD = (Storage.FRIDGE, Storage.FREEZER_20, Storage.FREEZER_80)
HOUR = 3600.0


class Tube(Struct):
    """One tube: everywhere it was, from when, in hours."""

    stays: list[tuple[float, Storage]]
    solid: frozenset[Storage]
    thaws: int = 0

    def put(self, at: float, storage: Storage) -> None:
        if storage is not self.stays[-1][1]:
            self.thaws += self.stays[-1][1] in self.solid and storage not in self.solid
            self.stays.append((at, storage))

    def left_h(self, limit: Limit, now: float) -> float | None:
        """Read one limit off the list of stays; None where it does not count now."""
        span = limit.span_s / HOUR
        ends = [start for start, _ in self.stays[1:]] + [now]
        if limit.storage is not None and all(storage is not limit.storage for _, storage in self.stays):
            return None
        if limit.kind is LimitKind.AGE:
            return span - (now - self.stays[0][0])
        if limit.kind is LimitKind.LIQUID:
            liquid = sum(
                end - start for (start, storage), end in zip(self.stays, ends, strict=True) if storage not in self.solid
            )
            return None if self.stays[-1][1] in self.solid and liquid <= span else span - liquid
        if limit.kind is LimitKind.WARM:
            spans = zip(self.stays, ends, strict=True)
            warm = [end - start for (start, storage), end in spans if storage is Storage.WARM]
            return span - sum(warm) if warm else None
        if limit.kind is LimitKind.THAW:
            pairs = zip(self.stays, self.stays[1:], strict=False)
            out = [at for (_, before), (at, after) in pairs if before in self.solid and after not in self.solid]
            return span - (now - out[0]) if out else None
        return -1.0 if self.thaws > limit.span_s else None


class Account(Struct):
    """The tubes of each portion, by the portion's id."""

    tubes: dict[str, list[Tube]]

    def copies(self, of: str, count: int) -> list[Tube]:
        kept = self.tubes.get(of, [])
        taken, self.tubes[of] = kept[:count], kept[count:]
        return [Tube(list(one.stays), one.solid, one.thaws) for one in taken]


def _random_solution(dice: random.Random) -> Solution:
    rules = LabRules()
    for rule, values in (
        ("stock_frozen_20_d", (0, 1, 30)), ("stock_frozen_80_d", (0, 180)), ("stock_liquid_h", (2, 24)),
        ("stock_thawed_h", (0, 1, 8)), ("most_thaws", (0, 1, 2)),
    ):  # fmt: skip
        rules = rules.with_rule(rule, dice.choice(values))
    role = dice.choice([SolutionPurpose.STOCK, SolutionPurpose.WORKING])
    medium = "medium" if role is SolutionPurpose.WORKING else ""
    vehicle = dice.choice(["DMSO", "DMSO", "water", "ethanol"])
    limits = limits_for(role, rules, solvent=medium or vehicle)
    made = solution("s", role, dice.choice(list(Storage)), limits, dice.randint(1, 6))
    return replace(made, aliquot_volume=Amount("100", "uL"), vehicle=vehicle, medium=medium)


def _random_handling(dice: random.Random, kept: SolutionState, now: float) -> Body | None:
    if not kept.portions.all:
        return None
    portion = dice.choice(kept.portions.all)
    count, at, ident = dice.randint(1, portion.count), moment(now), portion.id
    match dice.choice(["thaw", "move", "move", "take", "split", "discard"]):
        case "thaw" if portion.frozen:
            return AliquotThawed("s", count, at, ident)
        case "move":
            return PortionMoved("s", ident, count, dice.choice(list(Storage)).value, "box", at)
        case "take":
            return AmountTaken("s", ident, Amount(str(dice.choice([5, 40, 100])), "uL"), at)
        case "split" if portion.volume_ul and portion.volume_ul >= 10:
            return PortionSplit("s", ident, 2, Amount(f"{portion.volume_ul / 4:.3f}", "uL"), at)
        case "discard":
            return SolutionDiscarded("s", "x", ident, count)
    return None


def _enter(account: Account, body: Body, new: str, now: float, kept: SolutionState) -> None:
    """Do the same in the account."""
    match body:
        case AliquotThawed(count=count, portion=of):
            tubes = account.copies(of, count)
            for tube in tubes:
                tube.put(now, Storage.ROOM)
            account.tubes[new] = tubes
        case PortionMoved(portion=of, count=count, storage=storage):
            tubes = account.copies(of, count)
            for tube in tubes:
                tube.put(now, Storage(storage))
            account.tubes[new] = tubes
        case AmountTaken(portion=of) | PortionSplit(portion=of):
            tubes = account.copies(of, 1)
            for tube in tubes:
                tube.put(now, Storage.ROOM if tube.stays[-1][1] in tube.solid else tube.stays[-1][1])
            for made in (new, f"{new}+"):
                portion = next((one for one in kept.portions.all if one.id == made), None)
                if portion is not None:
                    account.tubes[made] = [
                        Tube(list(tubes[0].stays), tubes[0].solid, tubes[0].thaws) for _ in range(portion.count)
                    ]
        case SolutionDiscarded(portion=of, count=count):
            account.copies(of, count)


def _compare(kept: SolutionState, account: Account, now: float) -> list[str]:
    wrong = []
    standing = {one.id: one for one in kept.portions.all}
    for name, tubes in account.tubes.items():
        portion = standing.get(name)
        if (portion.count if portion else 0) != len(tubes):
            wrong.append(f"{name}: {portion} for {len(tubes)} tubes")
            continue
        for tube in tubes:
            if portion is None:
                continue
            if portion.thaws != tube.thaws:
                wrong.append(f"{name}: {portion.thaws} thaws, not {tube.thaws}")
            lefts = [left for limit in kept.solution.limits if (left := tube.left_h(limit, now)) is not None]
            judged = judge_portion(kept.solution, portion, moment(now))
            shown = None if judged.left is None else judged.left.total_seconds() / HOUR
            worst = min(lefts, default=None)
            alike = shown == worst or (shown is not None and worst is not None and abs(shown - worst) < 1e-6)
            if not alike and not (shown is not None and worst is not None and shown < 0 and worst < 0):
                wrong.append(f"{name}: {shown} h left, not {worst}")
    return wrong


def _never_better(before: Portion, after: Portion, made: Solution, now: float) -> list[str]:
    """Check what no handling may do to a tube: give it time, or take a thaw back."""
    at = moment(now)
    wrong = ["a thaw was taken back"] if after.thaws < before.thaws else []
    for limit in made.limits:
        one, two = (time_left(limit, made, portion, at, ()) for portion in (before, after))
        if one is not None and two is not None and two > one:
            wrong.append(f"{limit.kind} gave time")
        if one is not None and two is None and not (limit.kind is LimitKind.LIQUID and after.frozen):
            wrong.append(f"{limit.kind} was forgotten")
    old, new = judge_portion(made, before, at), judge_portion(made, after, at)
    froze = after.frozen and not before.frozen
    if not froze and old.use_by is not None and (new.use_by is None or new.use_by > old.use_by):
        wrong.append("a use-by came later")
    return wrong


def one_sequence(dice: random.Random, tally: Counter[str]) -> list[str]:
    """Handle one solution at random; give what is wrong."""
    made = _random_solution(dice)
    entries: list[Entry] = [entry(SolutionAdded(made), 1)]
    bench = apply_entry(LabState(), entries[0])
    # Stated here once more, by the melting points themselves: 18.5 °C, 0 °C, −114 °C.
    solid = frozenset({"DMSO": COLD, "water": COLD[1:], "medium": COLD[1:], "ethanol": ()}[made.solvent])
    account = Account({"s": [Tube([(0.0, made.storage or Storage.ROOM)], solid) for _ in range(made.aliquots)]})
    now, wrong = 0.0, []
    for _ in range(dice.randint(1, 8)):
        now += dice.choice([0.0, 0.25, 3.0, 30.0, 800.0])
        before = bench.solutions["s"]
        body = _random_handling(dice, before, now)
        if body is None:
            continue
        one = entry(body, len(entries) + 1)
        entries.append(one)
        tally[one.kind] += 1
        bench = apply_entry(bench, one)
        after = bench.solutions["s"]
        _enter(account, body, one.id, now, after)
        wrong += _compare(after, account, now)
        source = before.portions.find(getattr(body, "portion", ""))
        grown = [new for new in after.portions.all if new.id in {one.id, f"{one.id}+"}]
        wrong += [line for new in grown if source for line in _never_better(source, new, made, now)]
    undone = replay([*entries, entry(Retracted(entries[-1].id), len(entries) + 1)])
    if undone != replay(entries[:-1]):
        wrong.append("Undo did something else")
    return wrong


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Run so many; give how often each thing was done, and what is wrong with which."""
    return run_sequences(one_sequence, count, seed)


if __name__ == "__main__":
    sys.exit(report_sequences(run, "solutions handled"))
