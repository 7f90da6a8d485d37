"""Random days at the bench, written through the forms, against an account of what really is in every tube and well.

    python -m tests.bench_sequences [COUNT] [SEED]

Stocks are entered, diluted and diluted again, cells dosed and dosed again late; then amounts, concentrations, dates and
storages are corrected, notes are written, tubes opened and thrown away, and any of it is undone and brought back. The
account computes every concentration anew from what is right, in fractions. Run by `make torture`.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from benchapp.base import paths
from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.incubations.steps import FIRST_DOSE, StepKind
from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Body,
    Entry,
    IncubationStarted,
    PortionMoved,
    PortionSplit,
    SolutionAdded,
    SolutionDiscarded,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.freshness import inherited, limits_for
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.leftovers import LeftoverChoice
from benchapp.presenters.incubations.done_steps import DoneSteps
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.undone_entries import UndoneEntries
from benchapp.presenters.solutions.correcting import SolutionCorrection
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.memory_journal import in_memory
from benchapp.store.journal.own_chains import Writer
from tests.bench_account import Account, Truth, amount_fact, as_entered_right, measured_fact, shape
from tests.making import incubation, solution
from tests.sequences import report_sequences, run_sequences

CLOSE = 1e-4
# What may be refused; anything else is a defect.
REFUSALS = frozenset(
    {
        Message.NEEDED_BY_LATER, Message.NOTHING_TO_UNDO, Message.EMPTY_CHANGE, Message.WELLS_TAKE_MORE,
        Message.GIVEN_BEFORE_MADE, Message.DONE_BEFORE_START, Message.MADE_AFTER_USE, Message.MORE_THAN_LEFT,
    }
)  # fmt: skip


class Day:
    """One day at the bench.

    Args:
        dice: Decides.
        folder: For the journal.
        units: The registry.
    """

    def __init__(self, dice: random.Random, folder: Path, units: Units) -> None:
        self.dice = dice
        self.clock = SteppedClock(zone=dice.choice(("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")))
        journal = Journal(
            folder / "j.sqlite", Writer("here", self.clock.now().wall, "Europe/Berlin"), connect=in_memory()
        )
        self.book = JournalSession(journal, self.clock, folder / "a.json", folder / "s.msgpack")
        self.undone = UndoneEntries(self.book)
        self.undone.begin()
        self.correcting = SolutionCorrection(self.book, lambda: units, lambda: "Jo", lambda _: None)
        self.steps = DoneSteps(self.book)
        self.notes = NoteForm(self.book)
        self.account = Account()
        self.count = 0
        # What each undone entry was, the latest last, with the bench before it was undone.
        self.taken_back: list[tuple[str, LabState]] = []

    def close(self) -> None:
        self.book.close()

    def _name(self, mark: str) -> str:
        self.count += 1
        return f"{mark}{self.count}"

    def _pick(self, role: SolutionPurpose | None = None) -> str | None:
        held = [name for name, kept in self.book.bench.solutions.items() if role is None or kept.solution.role is role]
        return self.dice.choice(held) if held else None

    def _wrote(self, entry: Entry, fact: Callable[[Truth], None] | None = None) -> None:
        self.taken_back.clear()
        if fact is not None:
            self.account.add(entry.id, fact)

    # -- what people do -----------------------------------------------------------------------------------

    def stock(self) -> None:
        dice, name = self.dice, self._name("s")
        mass, volume, millimolar = (
            Fraction(dice.randint(1, 40), 4),
            Fraction(dice.randint(1, 30), 10),
            dice.randint(1, 50),
        )
        rules = self.book.bench.rules
        one = replace(
            solution(name, storage=dice.choice(list(Storage)[:4]), aliquots=dice.randint(1, 8), made=self.book.now()),
            concentration=Amount(str(millimolar), "mM"), aliquot_volume=Amount(str(dice.choice((20, 50, 200))), "uL"),
            mass=Amount(f"{float(mass):g}", "mg"), volume=Amount(f"{float(volume):g}", "mL"),
            limits=limits_for(SolutionPurpose.STOCK, rules),
        )  # fmt: skip

        def fact(truth: Truth) -> None:
            truth.powder[name] = Fraction(millimolar * 1000)
            truth.mass[name], truth.volume[name] = (mass, mass), (volume, volume)

        self._wrote(self.book.record(SolutionAdded(one)), fact)

    def dilute(self) -> None:
        parent = self._pick()
        if parent is None:
            return
        kept = self.book.bench.solutions[parent]
        tubes = [one for one in kept.portions.all if one.volume_ul and one.volume_ul >= 1] if not kept.gone else []
        if not tubes:
            return
        tube, dice = self.dice.choice(tubes), self.dice
        held = Fraction(tube.volume_ul or 0).limit_denominator(1000)
        stock = max(Fraction(1, 2), (held * dice.randint(1, 10) / 20).limit_denominator(10))
        beside, name = stock * dice.choice((1, 4, 9, 99)), self._name("w")
        truth = self.account.truth()
        micromolar = truth.micromolar(parent) * stock / (stock + beside)
        percent = truth.vehicle(parent) * stock / (stock + beside)
        now = self.book.now()
        one = replace(
            solution(name, SolutionPurpose.WORKING, dice.choice((Storage.ROOM, Storage.FRIDGE)), aliquots=1, made=now),
            parents=(parent,), concentration=Amount(f"{float(micromolar):.12g}", "uM"), medium="RPMI",
            vehicle_percent=float(percent), aliquot_volume=Amount(f"{float(stock + beside):.12g}", "uL"),
            limits=limits_for(
                SolutionPurpose.WORKING, self.book.bench.rules, solvent="RPMI",
                parents=inherited(kept.solution, tube, now),
            ),
        )  # fmt: skip
        taken = Taken(parent, tube.id, 1, Amount(f"{float(stock):.12g}", "uL"), tube.frozen)

        def fact(truth: Truth) -> None:
            truth.mixed[name] = (parent, stock, beside)

        self._wrote(self.book.record(SolutionMade(one, taken=(taken,))), fact)

    def dose(self) -> None:
        with_ = self._pick(SolutionPurpose.WORKING)
        if with_ is None:
            return
        name, truth = self._name("i"), self.account.truth()
        known, percent = truth.micromolar(with_), truth.vehicle(with_)
        one = replace(
            incubation(name, every_h=24, start=self.book.now()), solution=with_, cells=Cells("H929"), well_ul=2.0,
            concentration=Amount(f"{float(known):.12g}", "uM"), vehicle_percent=float(percent),
        )  # fmt: skip
        discarded = (with_,) if self.dice.random() < 0.2 else ()
        also = self._pick(SolutionPurpose.WORKING)
        beside = also if also is not None and also != with_ and self.dice.random() < 0.5 else ""
        if beside:
            one = replace(one, also=(beside,))
        strong = truth.micromolar(beside) if beside else Fraction()

        def fact(truth: Truth) -> None:
            truth.doses[name, FIRST_DOSE] = (with_, known, percent)
            if beside:
                truth.also[name] = (beside, strong)

        self._wrote(self.book.record(IncubationStarted(one, discarded=discarded)), fact)

    def redose_late(self) -> None:
        running = [one for one in self.book.bench.running() if self._open(one.incubation.id)]
        if not running:
            return
        one = self.dice.choice(running)
        step = self.dice.choice(self._open(one.incubation.id))
        offered = [offer for offer in self.steps.given_from(one, step) if offer.put_on]
        chosen = self.dice.choice(offered) if offered else None
        texts = {"at": self.dice.choice(("", "now", "1 min ago", "2 h ago", "yesterday 16:00")), "note": "late"}
        self.steps.redosed(one, step, chosen, LeftoverChoice(discard=self.dice.random() < 0.3), texts)
        written, name = next(self.book.backwards()), one.incubation.id
        if chosen is None:
            self._wrote(written)
            return
        with_, truth = chosen.kept.solution.id, self.account.truth()
        known, percent = truth.micromolar(with_), truth.vehicle(with_)

        def fact(truth: Truth) -> None:
            truth.doses[name, step.number] = (with_, known, percent)

        self._wrote(written, fact)

    def _open(self, name: str) -> list:  # type: ignore[type-arg]
        running = self.book.bench.incubations[name]
        return [step for step in running.open_steps() if step.kind is StepKind.REDOSE]

    def correct(self) -> None:
        name = self._pick()
        if name is None:
            return
        dice, texts = self.dice, {}
        facts, asked = self.correcting.facts(name), self.correcting.asked(name)
        number, spelled = _number(dice)
        fact: Callable[[Truth], None] | None = None
        match dice.choice(["amount", "amount", "concentration", "made", "storage", "tubes", "text", "solvent"]):
            case "amount":
                which = dice.choice(asked)
                unit, times = dice.choice((("µL", Fraction(1)), ("mL", Fraction(1000))))
                if which == "mass":
                    unit, times = "mg", Fraction(1)
                if which == "solvent_volume" and not name.startswith("w"):
                    unit, times = "mL", Fraction(1)
                texts[which] = f"{spelled} {unit}"
                fact = amount_fact(name, which, number * times)
            case "concentration":
                unit, times = dice.choice((("uM", Fraction(1)), ("mM", Fraction(1000)), ("nM", Fraction(1, 1000))))
                texts["concentration"] = f"{spelled} {unit}"
                fact = measured_fact(name, number * times)
            case "made":
                texts["made"] = dice.choice(("10 min ago", "3 h ago", "2 days ago", "yesterday 16:00", "gestern 16:00"))
            case "storage":
                texts["storage"] = dice.choice(list(Storage)[:4]).value
            case "tubes":
                texts["aliquots"] = str(max(1, (facts.aliquots or 1) + dice.choice((-1, 1, 2))))
            case "solvent":
                texts["solvent"] = dice.choice(("DMSO", "water", "ethanol"))
            case "text":
                texts[dice.choice(("lot", "vendor", "place", "container", "name"))] = dice.choice(
                    ("L9", "box 7", "Ø 🧪")
                )
        self._wrote(self.correcting.write(name, texts), fact)

    def note(self) -> None:
        bench = self.book.bench
        targets = [*bench.solutions, *bench.incubations, *(one.id for one in self.book.entries()[-3:])]
        when = self.dice.choice(("", "5 min ago", "yesterday 16:00", "gestern um 16 Uhr"))
        self._wrote(self.notes.add(self.dice.choice(targets), "clumps", self.dice.choice(list(NoteKind)), when=when))

    def handle(self) -> None:
        name = self._pick()
        kept = None if name is None else self.book.bench.solutions[name]
        if name is None or kept is None or kept.gone:
            return
        tube, now, dice = self.dice.choice(kept.portions.all), self.book.now(), self.dice
        body: Body
        match dice.choice(["thaw", "move", "take", "split", "discard", "discard all"]):
            case "thaw" if tube.frozen:
                body = AliquotThawed(name, dice.randint(1, tube.count), now, tube.id)
            case "take" if tube.volume_ul:
                body = AmountTaken(name, tube.id, Amount(f"{tube.volume_ul / dice.choice((1, 2, 5)):.6g}", "uL"), now)
            case "split" if tube.volume_ul and tube.volume_ul > 4:
                body = PortionSplit(name, tube.id, 2, Amount(f"{tube.volume_ul / 4:.6g}", "uL"), now)
            case "discard":
                body = SolutionDiscarded(name, "spilt", tube.id, dice.randint(0, tube.count))
            case "discard all":
                body = SolutionDiscarded(name, "spilt")
            case _:
                body = PortionMoved(
                    name, tube.id, dice.randint(1, tube.count), dice.choice(list(Storage)).value, "", now
                )
        self._wrote(self.book.record(body))

    def undo_last(self) -> None:
        before = self.book.bench
        self._undid(self.book.undo_last(), before)

    def undo_any(self) -> None:
        before, last = self.book.bench, self.book.undoable()
        entry = self.dice.choice(self.book.entries())
        self._undid(self.book.undo(entry.id), before)
        if last is None or last.id != entry.id:
            # Over what was written since nothing is brought back.
            self.taken_back.clear()

    def _undid(self, entry: Entry, before: LabState) -> None:
        self.account.undone.add(entry.id)
        self.taken_back.append((entry.id, before))

    def bring_back(self) -> Iterator[str]:
        again = self.undone.bring_back()
        if again is None or not self.taken_back:
            if again is not None or self.taken_back:
                yield f"brought back {again}, and {len(self.taken_back)} were undone"
            return
        (old, before), new = self.taken_back.pop(), next(self.book.backwards()).id
        for place, (entry, fact) in enumerate(self.account.facts):
            if entry == old:
                self.account.facts[place] = (new, fact)
        if shape(before) != shape(self.book.bench):
            yield f"brought back a {again.kind}, and it is not as it was"

    # -- what holds whatever they do ----------------------------------------------------------------------

    def wrong(self) -> Iterator[str]:
        bench, entries = self.book.bench, self.book.entries()
        if bench != replay(entries):
            yield "the bench is not what its entries say"
        truth = self.account.truth()
        yield from self._volumes(bench)
        for name, kept in bench.solutions.items():
            said = kept.solution.concentration
            found = Fraction(said.number) * _UM[said.unit]
            yield from _off(f"{name}: concentration", found, truth.micromolar(name))
        for (name, number), (with_, known, percent) in truth.doses.items():
            running = bench.incubations[name]
            flag = running.corrected.get(number)
            times, vehicle = (1.0, 1.0) if flag is None else (flag.times, flag.vehicle_times)
            yield from _off(f"{name}, dose {number}", Fraction(times), truth.micromolar(with_) / known)
            yield from _off(f"{name}, vehicle {number}", Fraction(vehicle), truth.vehicle(with_) / percent)
        for name, (beside, strong) in truth.also.items():
            times = bench.incubations[name].also[beside].times
            yield from _off(f"{name}, also {beside}", Fraction(times), truth.micromolar(beside) / strong)
        yield from as_entered_right(bench, entries, self.book.now())

    def _volumes(self, bench: LabState) -> Iterator[str]:
        for name, kept in bench.solutions.items():
            for one in kept.portions.all:
                if one.count < 1 or (one.volume_ul is not None and not one.volume_ul > 0):
                    yield f"{name}: {one.count} tubes of {one.volume_ul} µL"
            if kept.discarded is not None and kept.portions.all:
                yield f"{name}: discarded, and {len(kept.portions.all)} are left"


_UM = {"M": Fraction(10**6), "mM": Fraction(1000), "uM": Fraction(1), "nM": Fraction(1, 1000), "pM": Fraction(1, 10**6)}


def _number(dice: random.Random) -> tuple[Fraction, str]:
    """Return a number, and one of the ways to write it."""
    whole, tenths = dice.randint(1, 40), dice.randint(1, 99)
    number = Fraction(whole) + Fraction(tenths, 100)
    text = f"{float(number):.2f}"
    return number, dice.choice(
        (text, text.replace(".", ","), f"+{text}", f"{float(number * 1000):.0f}e-3", f" {text} ")
    )


def _off(what: str, stated: Fraction, right: Fraction) -> Iterator[str]:
    if abs(stated - right) > CLOSE * abs(right):
        yield f"{what} is stated as {float(stated):.6g}, and it is {float(right):.6g}"


_FAST = "/dev/shm"  # noqa: S108 (made by TemporaryDirectory, with a name of its own)
WHAT = (
    "stock", "dilute", "dilute", "dose", "redose_late", "correct", "correct", "correct", "note", "handle", "handle",
    "undo_last", "undo_any", "bring_back", "bring_back",
)  # fmt: skip


def one_sequence(dice: random.Random, tally: Counter[str]) -> list[str]:
    """Live one day; give what is wrong."""
    if QCoreApplication.instance() is None:
        _KEPT.append(QCoreApplication([]))
    # In memory, where there is such a place: nothing here is about the disk.
    with TemporaryDirectory(dir=_FAST if Path(_FAST).is_dir() else None) as folder:
        day = Day(dice, Path(folder), _units())
        try:
            return _lived(day, dice, tally)
        finally:
            day.close()


def _lived(day: Day, dice: random.Random, tally: Counter[str]) -> list[str]:
    done: list[str] = []
    for what in ("stock", "dilute", "dose", *dice.choices(WHAT, k=dice.randint(4, 16))):
        wrong: list[str] = []
        try:
            if what == "bring_back":
                wrong = list(day.bring_back())
            else:
                getattr(day, what)()
            tally[what] += 1
            done.append(what)
        except BenchError as error:
            tally[str(error.code)] += 1
            done.append(f"{what}: {error.code}")
            if error.code not in REFUSALS:
                wrong = [f"{what} was refused: {error}"]
        wrong = wrong or list(day.wrong())
        if wrong:
            return [f"{done}: {wrong[0]}"]
        day.clock.advance(seconds=dice.choice((1.0, 60.0, 3600.0, 86400.0)))
        if dice.random() < 0.1:
            day.clock.jump(seconds=dice.choice((-7200.0, 3600.0, 86400.0)))
    return []


_KEPT: list[object] = []


def _units() -> Units:
    if not any(isinstance(one, Units) for one in _KEPT):
        _KEPT.append(Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines()))
    return next(one for one in _KEPT if isinstance(one, Units))


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Run so many; give how often each thing was done, and what is wrong with which."""
    return run_sequences(one_sequence, count, seed)


if __name__ == "__main__":
    sys.exit(report_sequences(run, "days"))
