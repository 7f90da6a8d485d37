"""One incubation's whole report as values: what it was, what was planned and when it was done, what happened."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct, field

from benchapp.domain.incubations.incubations import Incubation, Running, lived_at
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.entries import (
    DOSING,
    AmountTaken,
    Body,
    Entry,
    IncubationPaused,
    IncubationStarted,
    IncubationStopped,
    LengthChanged,
    NoteAdded,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    SolutionCorrected,
    StepMoved,
)
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.journal.state import LabState
from benchapp.domain.units.moments import BootSpan, Moment

# A heading, and what a report says of itself at its foot, in English; they are shown in the words of the screen.
DEVIATIONS = "Deviations and notes"
WRITTEN = "Written {printed}; last entry of the journal {head}. Times in {zone}."


class ReportStep(Struct, frozen=True):
    """One step, planned against actual.

    Attributes:
        what: In words.
        planned: When it was planned.
        actual: When it was done; None where it was not.
        late_s: How much later than planned, s; None where it was not done.
        outcome: "done", "left out", "open".
    """

    what: str
    planned: datetime
    actual: datetime | None
    late_s: float | None
    outcome: str


class ReportEvent(Struct, frozen=True):
    """One thing that happened.

    Attributes:
        happened: When.
        recorded: When it was written down.
        what: In words.
        person: Who says so.
        entry: UUID of the journal's entry.
        hash: Its hash.
        kind: "note", "deviation" or "correction"; "" for what was planned.
    """

    happened: datetime
    recorded: datetime
    what: str
    person: str
    entry: str
    hash: str
    kind: str = ""


class ReportRow(Struct, frozen=True):
    """A row of a recipe as it was followed, in words.

    Attributes:
        title: Which tube it is, or what was done.
        words: How.
        detail: What it was then, and the pipettes.
        note: What is good to know about it.
        lines: Of several tubes or fillings each: its name, and what differed.
    """

    title: str
    words: str
    detail: str = ""
    note: str = ""
    lines: tuple[tuple[str, str], ...] = ()


class ReportSolution(Struct, frozen=True):
    """A solution that was used, in words.

    Attributes:
        name: What it is called: "Lenalidomide 10 mM in DMSO".
        code: Its label id.
        facts: When and by whom it was made, what was reached, until when it was good, when it was used.
        rows: How it was made; none where nobody recorded it.
    """

    name: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    rows: tuple[ReportRow, ...] = ()


class ReportCompound(Struct, frozen=True):
    """A compound that was used, in words.

    Attributes:
        name: Its name.
        form: The form, with its molar mass.
        lots: Of what was used.
        hazards: What is on file, the loudest first.
    """

    name: str
    form: str = ""
    lots: str = ""
    hazards: str = ""


class ReportPlate(Struct, frozen=True):
    """Which well got what.

    Attributes:
        format: How many wells the plate has.
        wells: What each well holds, as text, by its name.
        doses: What wells get of each series, the highest first, in words.
        legend: What wells hold, in words, and which these are.
    """

    format: int
    wells: dict[str, str] = field(default_factory=dict)
    doses: tuple[tuple[str, ...], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()


class ReportProtocol(Struct, frozen=True):
    """What a colleague needs to do the same again, in words.

    Attributes:
        under: One line under the title: the dose, the vessel, from when to when.
        compounds: What was given.
        plate: Which well got what; None where the wells are not named.
        solutions: What went into the wells and what that was made from, in the order of making.
        course: What was in the well, a line for each step.
        references: Whose figures were used.
        program: Which version of the program wrote this.
        journal: The state of the journal.
    """

    under: str = ""
    compounds: tuple[ReportCompound, ...] = ()
    plate: ReportPlate | None = None
    solutions: tuple[ReportSolution, ...] = ()
    course: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    program: str = ""
    journal: str = ""


class IncubationReport(Struct, frozen=True):
    """The report of one incubation.

    Attributes:
        id: Its UUID.
        title: Its name.
        facts: What it was, as name and value.
        steps: Planned against actual.
        events: Everything that happened, in order.
        printed: When this was made.
        head: Hash of the journal's last entry then.
        deviations: What was noted, what departed from the plan, and what was corrected afterwards, in order.
        protocol: How it was done.
    """

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[ReportStep, ...]
    events: tuple[ReportEvent, ...]
    printed: datetime
    head: str
    deviations: tuple[ReportEvent, ...] = ()
    protocol: ReportProtocol = ReportProtocol()


def report_of(
    running: Running,
    bench: LabState,
    entries: Iterable[Entry],
    *,
    word: Callable[[Entry], str],
    name_step: Callable[[Running, int], str],
    facts: Sequence[tuple[str, str]],
    now: Moment,
    anchors: Sequence[BootSpan],
    head: str,
) -> IncubationReport:
    """Return the report of an incubation.

    Args:
        running: The incubation.
        bench: For the solutions that belong to it.
        entries: Of the journal, in order.
        word: Returns an entry's sentence.
        name_step: Returns what a step is, by its number.
        facts: What the incubation was.
        now: The present.
        anchors: The boots seen.
        head: Hash of the journal's last entry.
    """
    incubation = running.incubation
    mine = {incubation.id, incubation.stock, *_given_with(running)} - {""}
    made = [bench.solutions[name].solution.label for name in sorted(mine) if name in bench.solutions]
    known = (*facts, ("Solutions", ", ".join(made) or "not given"))
    steps = _steps(running, name_step, now, anchors)
    recorded = list(entries)
    undone = {entry.body.entry for entry in recorded if isinstance(entry.body, Retracted)}
    held = [entry for entry in recorded if entry.id not in undone]
    events = _events(running, held, word)
    shown = {event.entry for event in events} | mine | _made_from(mine, bench)
    deviations = _deviations(shown, held, word)
    return IncubationReport(incubation.id, incubation.name, known, steps, events, now.wall, head, deviations)


def _made_from(solutions: Iterable[str], bench: LabState) -> set[str]:
    """Return the ids of everything that solutions were made from."""
    found: set[str] = set()
    left = list(solutions)
    while left:
        kept = bench.solutions.get(left.pop())
        further = set() if kept is None else {*kept.solution.made_from} - found
        found |= further
        left += further
    return found


def _deviations(about: set[str], entries: Sequence[Entry], word: Callable[[Entry], str]) -> tuple[ReportEvent, ...]:
    """Return what departed from the plan and what was noted, of entries or what they are about."""
    found: list[ReportEvent] = []
    for entry in entries:
        body, kind = entry.body, _kind_of(entry.body)
        # That more was taken of a stock for another solution is no deviation of this one.
        named = {body.solution} if isinstance(body, SolutionCorrected) else body.refers()
        if kind and (entry.id in about or named & about):
            # What is noted on this note belongs here too.
            about = about | {entry.id}
            found.append(_event(entry, word, kind))
    return tuple(sorted(found, key=lambda event: event.happened))


def _kind_of(body: Body) -> str:
    match body:
        case NoteAdded(kind=kind):
            return kind.value
        case SolutionCorrected():
            return "correction"
        case RedoseSkipped() | IncubationPaused() | IncubationStopped():
            return NoteKind.DEVIATION.value
        case StepMoved(reason=reason) | LengthChanged(reason=reason) if reason:
            return NoteKind.DEVIATION.value
        case RedoseGiven(note=note) if note:
            return NoteKind.NOTE.value
        case _:
            return ""


def _event(entry: Entry, word: Callable[[Entry], str], kind: str = "") -> ReportEvent:
    return ReportEvent(entry.happened_at, entry.recorded_at, word(entry), entry.person, entry.id, entry.hash, kind)


def _given_with(running: Running) -> set[str]:
    """Return the ids of the solutions that were made for an incubation."""
    incubation = running.incubation
    renewed = {one for one in running.given_with.values() if one != incubation.stock}
    return {incubation.solution, *incubation.also, *renewed} - {""}


def _events(running: Running, entries: Sequence[Entry], word: Callable[[Entry], str]) -> tuple[ReportEvent, ...]:
    incubation, own_only = running.incubation, _given_with(running)
    drawn = _dosed_with(incubation, entries)
    events = []
    for entry in entries:
        about = entry.about
        # A stock has a life of its own; of it only what was taken for this incubation belongs here.
        if incubation.id in about or about & own_only or entry.id in drawn:
            events.append(_event(entry, word))
    return tuple(sorted(events, key=lambda event: event.happened))


def _steps(
    running: Running, name_step: Callable[[Running, int], str], now: Moment, anchors: Sequence[BootSpan]
) -> tuple[ReportStep, ...]:
    lived = lived_at(running, now, anchors)
    steps = []
    for step in running.steps():
        planned = step.due_at or now.wall + timedelta(seconds=step.due_s) - lived
        at = running.done_at(step)
        seen = running.acknowledged.get(step.number)
        if at is not None:
            late = lived_at(running, at, anchors).total_seconds() - step.due_s
            steps.append(ReportStep(name_step(running, step.number), planned, at.wall, late, "done"))
        elif step.kind is StepKind.END and seen is not None and running.done(step):
            # In older journals the end was done when its alarm was acknowledged.
            when = planned + timedelta(seconds=seen)
            steps.append(ReportStep(name_step(running, step.number), planned, when, seen, "done"))
        else:
            outcome = "left out" if step.number in running.skipped else "open"
            steps.append(ReportStep(name_step(running, step.number), planned, None, None, outcome))
    return tuple(steps)


def _dosed_with(incubation: Incubation, entries: Iterable[Entry]) -> set[str]:
    """Return the ids of the entries by which a stock was taken that went into the wells as it is.

    What was taken last before the start was taken for it; several tubes are opened in one action.
    """
    if incubation.solution or not incubation.stock:
        return set()
    drawn: list[Entry] = []
    for entry in entries:
        body = entry.body
        if isinstance(body, IncubationStarted):
            if body.incubation.id == incubation.id:
                break
            # It went into the wells of that one.
            drawn = [] if body.incubation.stock == incubation.stock else drawn
        elif isinstance(body, AmountTaken) and body.solution == incubation.stock and body.purpose.startswith(DOSING):
            same = drawn and drawn[-1].recorded_at == entry.recorded_at
            drawn = [*drawn, entry] if same else [entry]
    return {entry.id for entry in drawn}
