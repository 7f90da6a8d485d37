"""Many entries about one thing, of each kind that a lab may write again and again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count, islice

from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.computers import QuestionAnswered
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    AmountTaken,
    Body,
    ChainFaultAnswered,
    ChainFaultFound,
    Entry,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    LabRuleSet,
    NoteAdded,
    PortionMoved,
    RecipeSaved,
    RedoseGiven,
    SolutionAdded,
    SolutionCorrected,
    SolutionFilled,
    SolutionMade,
    StepAdded,
    StepDone,
    StepMoved,
    Taken,
)
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import BEGIN, incubation, moment, solution

FREEZER, ROOM = Storage.FREEZER_20.value, Storage.ROOM.value


def _on_incubation(make: Callable[[int], Body]) -> Callable[[], Iterator[Body]]:
    def bodies() -> Iterator[Body]:
        yield IncubationStarted(incubation())
        yield from (make(number) for number in count())

    return bodies


def _on_solution(make: Callable[[int], Body], aliquots: int = 8) -> Callable[[], Iterator[Body]]:
    def bodies() -> Iterator[Body]:
        yield SolutionAdded(solution(aliquots=aliquots))
        yield from (make(number) for number in count())

    return bodies


def _planned(number: int) -> PlannedStep:
    return PlannedStep(1000 + number, StepKind.SPLIT, 60.0 * number)


def _working(number: int) -> Body:
    made = solution(f"w{number}", SolutionPurpose.WORKING, Storage.ROOM, parents=("s1",))
    return SolutionMade(made, tool="series", taken=(Taken("s1", "s1", 1, Amount("1", "uL")),))


def _thawed_and_frozen(number: int) -> Body:
    to = FREEZER if number % 2 else ROOM
    return PortionMoved("s1", "s1" if not number else f"e{number + 1}", 1, to, "box", moment(number / 60))


def _corrections_among_many() -> Iterator[Body]:
    for number in count():
        made = solution(f"s{number}", parents=(f"s{number - 1}",) if number % 2 else ())
        yield SolutionAdded(made)
        yield SolutionFilled(f"s{number - number % 2}", lot=f"L{number}")


# What many entries are about, and the bodies of so many entries.
_ENDLESS: Mapping[str, Callable[[], Iterator[Body]]] = {
    "notes on one incubation": _on_incubation(lambda number: NoteAdded(f"note {number}", "i1")),
    "notes on one solution": _on_solution(lambda number: NoteAdded(f"note {number}", "s1")),
    "notes on each of many": _on_solution(lambda number: NoteAdded(f"note {number}", f"e{number}")),
    "thaws of what was undone": _on_incubation(lambda number: AliquotThawed("gone", 1, moment(number / 60))),
    "one tube thawed and frozen": _on_solution(_thawed_and_frozen, aliquots=1),
    "thaws of many tubes": _on_solution(lambda number: AliquotThawed("s1", 1, moment(number / 60)), aliquots=10**6),
    "takings out of one tube": _on_solution(
        lambda number: AmountTaken("s1", "s1" if not number else f"e{number + 1}", Amount("1", "uL"), moment(1)), 1
    ),
    "one tube thawed by two": _on_solution(lambda number: AliquotThawed("s1", 1, moment(1), "s1"), aliquots=1),
    "fields filled in again": _on_solution(lambda number: SolutionFilled("s1", lot=f"L{number}")),
    "corrections of one solution": _on_solution(
        lambda number: SolutionCorrected("s1", SolutionFacts(), SolutionFacts(lot=f"L{number}"))
    ),
    "corrections among many": _corrections_among_many,
    "what was made of one stock": _on_solution(_working, aliquots=10**6),
    "solutions": lambda: (SolutionAdded(solution(f"s{number}")) for number in count()),
    "incubations": lambda: (IncubationStarted(incubation(f"i{number}")) for number in count()),
    "steps added": _on_incubation(lambda number: StepAdded("i1", _planned(number))),
    "steps done": _on_incubation(lambda number: StepDone("i1", 1000 + number, moment(1), planned=_planned(number))),
    "one step done by two": _on_incubation(lambda number: StepDone("i1", 1000, moment(1), planned=_planned(0))),
    "steps moved": _on_incubation(lambda number: StepMoved("i1", _planned(number))),
    "re-doses given": _on_incubation(lambda number: RedoseGiven("i1", number, moment(1))),
    "alarms acknowledged": _on_incubation(lambda number: AlarmAcknowledged("i1", number, 0.0)),
    "one alarm put off": _on_incubation(lambda number: AlarmSnoozed("i1", 0, moment(1), 168 * 3600.0)),
    "pauses": _on_incubation(
        lambda number: IncubationResumed("i1", moment(1)) if number % 2 else IncubationPaused("i1", moment(1))
    ),
    "one rule set": lambda: (LabRuleSet("overage_percent", float(number % 9), 1.0) for number in count()),
    "recipes saved": lambda: (RecipeSaved(f"recipe {number}", "len", "stock") for number in count()),
    "faults found and answered": lambda: (
        ChainFaultAnswered(f"e{number}", "the image") if number % 2 else ChainFaultFound("journal_cut", "c", number)
        for number in count()
    ),
    "questions answered": lambda: (QuestionAnswered(f"label:{number}", "seen") for number in count()),
}


def _first(bodies: Callable[[], Iterator[Body]]) -> Callable[[int], list[Body]]:
    return lambda most: list(islice(bodies(), most))


ABOUT_ONE_THING: Mapping[str, Callable[[int], list[Body]]] = {what: _first(bodies) for what, bodies in _ENDLESS.items()}


def entries_of(bodies: Sequence[Body]) -> list[Entry]:
    """Return entries of two computers that write in turn, a second after each other."""
    made = []
    for number, body in enumerate(bodies, 1):
        at = BEGIN + timedelta(seconds=number)
        made.append(Entry(f"e{number}", "ab"[number % 2], number, number, at, "UTC", at, "Mara", body))
    return made
