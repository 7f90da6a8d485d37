"""What really is in every tube and well on a day at the bench, in fractions; and what a bench should come to."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from benchapp.domain.journal.entries import Entry, Retracted, SolutionAdded, SolutionCorrected, SolutionMade
from benchapp.domain.journal.state import LabState, apply_entry
from benchapp.domain.solutions.freshness import judge_portion
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.moments import Moment


class Account:
    """What is in every tube and well, by what is right.

    Each fact is kept with the entry that says it, so that what was undone is simply not counted.
    """

    def __init__(self) -> None:
        self.facts: list[tuple[str, Callable[[Truth], None]]] = []
        self.undone: set[str] = set()

    def add(self, entry: str, fact: Callable[["Truth"], None]) -> None:
        self.facts.append((entry, fact))

    def truth(self) -> "Truth":
        found = Truth()
        for entry, fact in self.facts:
            if entry not in self.undone:
                fact(found)
        return found


class Truth:
    """The amounts that every solution was made by, and what cells were dosed with."""

    def __init__(self) -> None:
        # Of a powder: what is recorded, then how many times the mass and the volume are that.
        self.powder: dict[str, Fraction] = {}
        self.mass: dict[str, tuple[Fraction, Fraction]] = {}
        self.volume: dict[str, tuple[Fraction, Fraction]] = {}
        # Of a dilution: from which, µL of that, µL beside.
        self.mixed: dict[str, tuple[str, Fraction, Fraction]] = {}
        self.measured: dict[str, Fraction] = {}
        # What was known of the solution when cells were dosed with it.
        self.doses: dict[tuple[str, int], tuple[str, Fraction, Fraction]] = {}
        # And of what else was put on them.
        self.also: dict[str, tuple[str, Fraction]] = {}

    def micromolar(self, name: str) -> Fraction:
        if name in self.measured:
            return self.measured[name]
        if name in self.powder:
            (mass, mass_then), (volume, volume_then) = self.mass[name], self.volume[name]
            return self.powder[name] * mass / mass_then * volume_then / volume
        parent, stock, beside = self.mixed[name]
        return self.micromolar(parent) * stock / (stock + beside)

    def vehicle(self, name: str) -> Fraction:
        if name in self.powder:
            return Fraction(100)
        parent, stock, beside = self.mixed[name]
        return self.vehicle(parent) * stock / (stock + beside)


def amount_fact(name: str, which: str, number: Fraction) -> Callable[[Truth], None]:
    def fact(truth: Truth) -> None:
        if which == "mass":
            truth.mass[name] = (number, truth.mass[name][1])
        elif name in truth.mixed:
            parent, stock, beside = truth.mixed[name]
            truth.mixed[name] = (parent, number, beside) if which == "stock_volume" else (parent, stock, number)
        else:
            truth.volume[name] = (number, truth.volume[name][1])

    return fact


def measured_fact(name: str, micromolar: Fraction) -> Callable[[Truth], None]:
    def fact(truth: Truth) -> None:
        truth.measured[name] = micromolar

    return fact


def as_entered_right(bench: LabState, entries: list[Entry], now: Moment) -> Iterator[str]:
    """Yield the solutions whose tubes or use-by are not as if what was corrected had been entered right at once."""
    undone = {one.body.entry for one in entries if isinstance(one.body, Retracted)}
    live = [one for one in entries if one.id not in undone]
    right: dict[str, Solution] = {}
    for one in live:
        if isinstance(one.body, SolutionAdded | SolutionMade):
            right[one.body.solution.id] = one.body.solution
        elif isinstance(one.body, SolutionCorrected):
            right[one.body.solution] = _righted(right[one.body.solution], one.body)
    at_once = LabState()
    for one in live:
        body = one.body
        if isinstance(body, SolutionAdded | SolutionMade):
            body = replace(body, solution=right[body.solution.id])
        elif isinstance(body, SolutionCorrected):
            # Of it only what was taken besides is left to be done.
            body = replace(body, after=type(body.after)(), strength=type(body.strength)(), measured=False)
        at_once = apply_entry(at_once, replace(one, body=body))
    for name, kept in bench.solutions.items():
        other = at_once.solutions[name]
        if [_tube(one) for one in kept.portions.all] != [_tube(one) for one in other.portions.all]:
            held, right_ = ([_tube(one) for one in of.portions.all] for of in (kept, other))
            yield f"{name}: its tubes {held} are not those of a solution that was entered right at once, {right_}"
            continue
        for tube, same in zip(kept.portions.all, other.portions.all, strict=True):
            left = [
                judge_portion(replace(of, limits=kept.solution.limits), held, now).left
                for of, held in ((kept.solution, tube), (other.solution, same))
            ]
            if left[0] != left[1]:
                yield f"{name}: {left[0]} left, not {left[1]}"


def _tube(one: Portion) -> tuple[object, ...]:
    volume = None if one.volume_ul is None else round(one.volume_ul, 3)
    return one.id, one.count, volume, one.storage, one.since, one.liquid, one.thaws, one.thawed, one.seen, one.opened


def _righted(one: Solution, body: SolutionCorrected) -> Solution:
    after, found = body.after, {}
    for name in ("made", "aliquots", "aliquot_volume"):
        if (value := getattr(after, name)) is not None:
            found[name] = value
    if after.storage is not None:
        found["storage"] = Storage(after.storage) if after.storage else None
    if after.solvent is not None:
        found["medium" if one.medium else "vehicle"] = after.solvent
    return replace(one, **found)


def shape(bench: LabState) -> object:
    """Return what a bench comes to without the ids of entries, which are others each time."""
    tubes = {
        name: (kept.solution, kept.discarded, sorted(str(_tube(one)[1:]) for one in kept.portions.all))
        for name, kept in bench.solutions.items()
    }
    notes = sorted(str((note.text, note.at, note.kind)) for held in bench.notes.values() for note in held)
    # When it was written down is another time now.
    running = {name: replace(one, entered=None) for name, one in bench.incubations.items()}
    return tubes, running, notes
