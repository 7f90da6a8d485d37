"""The bench: solutions in hand, incubations, people, pipettes and lab rules, as a function of the entries.

`replay` is the whole truth; `apply_entry` adds one entry to a bench that is already there. Both give the same.
"""

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Cells, Running
from benchapp.domain.journal.chain_faults import (
    ChainFault,
    ChainFaultAnswered,
    ChainFaultFound,
    found_or_answered,
    unanswered,
)
from benchapp.domain.journal.computers import Computers, Unseen
from benchapp.domain.journal.entries import (
    LEFT_OVER,
    AliquotThawed,
    AmountTaken,
    ChainStarted,
    CompoundShared,
    CompoundWithdrawn,
    ComputerNamed,
    ComputerRetired,
    Entry,
    IncubationStarted,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    PipettesSet,
    PortionMoved,
    PortionSplit,
    Progress,
    QuestionAnswered,
    RecipeRemoved,
    RecipeSaved,
    RedoseGiven,
    Retracted,
    RingsHere,
    SolutionAdded,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.journal.incubation_changes import after_entry, in_vehicle, started, taken_over
from benchapp.domain.journal.lab_compounds import LabCompound
from benchapp.domain.journal.mappings import GrowingMapping, loaded, that_may_name, with_value
from benchapp.domain.journal.notes import Note
from benchapp.domain.journal.shared_changes import Shared, with_compound, with_note, with_recipe, with_repeatable
from benchapp.domain.journal.solution_changes import (
    apply_to_solution,
    begun,
    drawn,
    filled_in,
    follows,
    unseen,
    used_up,
    with_rule,
    with_stock_volume,
)
from benchapp.domain.journal.solution_entries import portion_id
from benchapp.domain.lab.lab_rules import LabRules, rule_said
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.solutions.corrections import Strength
from benchapp.domain.solutions.solution_state import SolutionState, settled
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.moments import Moment

# Raised whenever the meaning of an entry or the form of a snapshot changes: one of another version is thrown away.
REDUCER_VERSION = 26


class LabState(Struct, frozen=True):
    """Everything that holds now.

    Attributes:
        solutions: Every solution ever entered, by id.
        incubations: Every incubation ever started, by id.
        people: Names, the latest used last.
        pipettes: Those of whoever set them last.
        workers: Who was named last in each chain; chains are those of different computers.
        pipettes_of: The pipettes that were set in each chain.
        rules: The lab's rules.
        recipes: Saved recipes, by name.
        repeatable: What was made by a recipe, the latest last.
        faults: What checks of the journal found wrong with it, the first found first, by the UUID of the entry.
        notes: What was noted, by the id of what it is about.
        computers: Those that write the journal.
        unseen: Entries that were written without knowing of others.
        settled: What was answered where two computers had not known of each other, by the key of the question.
        ruled_in: The chain in which each lab rule was set last.
        compounds: The compounds that the lab shares, by id.
    """

    solutions: Mapping[str, SolutionState] = field(default_factory=dict)
    incubations: Mapping[str, Running] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    pipettes: tuple[Pipette, ...] = USUAL_PIPETTES
    workers: Mapping[str, str] = field(default_factory=dict)
    pipettes_of: Mapping[str, tuple[Pipette, ...]] = field(default_factory=dict)
    rules: LabRules = field(default_factory=LabRules)
    recipes: Mapping[str, KeptInputs] = field(default_factory=dict)
    repeatable: tuple[KeptInputs, ...] = ()
    faults: Mapping[str, ChainFault] = field(default_factory=dict)
    notes: Mapping[str, LongTuple[Note]] = field(default_factory=dict)
    computers: Computers = field(default_factory=Computers)
    unseen: LongTuple[Unseen] = LongTuple()
    settled: Mapping[str, str] = field(default_factory=dict)
    ruled_in: Mapping[str, str] = field(default_factory=dict)
    compounds: Mapping[str, LabCompound] = field(default_factory=dict)

    def notes_on(self, target: str, step: int | None = None) -> tuple[Note, ...]:
        """Return what was noted on something, in order of time.

        Args:
            target: Id of a solution, an incubation or an entry.
            step: Number of a step, for what was noted on it; None for everything.
        """
        found = (note for note in self.notes.get(target, LongTuple[Note]()) if step is None or note.step == step)
        return tuple(sorted(found, key=lambda note: note.at))

    def open_faults(self) -> tuple[ChainFault, ...]:
        """Return what was found wrong with the journal and nobody has looked into, the first found first."""
        return unanswered(self.faults)

    def in_hand(self) -> tuple[SolutionState, ...]:
        """Return what has not been used up or discarded, the latest first."""
        kept = [solution for solution in loaded(self.solutions).values() if not solution.gone]
        return tuple(sorted(kept, key=lambda one: one.solution.made.wall, reverse=True))

    def running(self) -> tuple[Running, ...]:
        """Return the incubations that are not over, the oldest first."""
        return tuple(running for running in loaded(self.incubations).values() if not running.over)

    def cells(self) -> tuple[Cells, ...]:
        """Return the cells that were treated, each as it was given last, the latest first."""
        known: dict[str, Cells] = {}
        for running in reversed(list(self.incubations.values())):
            cells = running.incubation.cells
            if cells.name:
                known.setdefault(cells.name, cells)
        return tuple(known.values())

    def latest(self, compound: str) -> Solution | None:
        """Return the solution of a compound that was entered last; "as last time" is read from it."""
        found = (kept.solution for kept in reversed(list(self.solutions.values())))
        return next((solution for solution in found if solution.compound == compound), None)


def replay(entries: Iterable[Entry], onto: LabState | None = None, undone: Collection[str] | None = None) -> LabState:
    """Return the bench that follows from entries, in their order; retracted ones leave no trace.

    Args:
        entries: All of them, or those that follow the ones that `onto` came from.
        onto: What followed from the entries before, none of which is retracted by these.
        undone: The ids of those that are retracted, where that is known; then no more than one entry is held at once.
    """
    if undone is None:
        entries = list(entries)
        undone = retracted(entries)
    bench = growing(onto or LabState())
    for entry in entries:
        if entry.id not in undone:
            bench = apply_entry(bench, entry)
    return frozen(bench)


# These grow in place during a replay: copied for each entry, a long journal would take minutes.
_GROW = ("recipes", "notes", "faults", "settled", "compounds")


def growing(state: LabState) -> LabState:
    """Return a state for one replay that alone holds it: what may become large in it is changed in place."""
    return replace(
        state,
        solutions=GrowingMapping(state.solutions, lambda one: one.solution.parents),
        incubations=GrowingMapping(state.incubations, lambda one: (*one.dosed_with.values(), *one.also)),
        **{name: GrowingMapping(getattr(state, name)) for name in _GROW},
    )


def frozen(state: LabState) -> LabState:
    """Return a state at the end of its replay, as one that nothing changes any more."""
    return replace(state, **{name: dict(getattr(state, name)) for name in ("solutions", "incubations", *_GROW)})


def retracted(entries: Iterable[Entry]) -> set[str]:
    """Return the ids of the entries that some of these take back."""
    return {entry.body.entry for entry in entries if isinstance(entry.body, Retracted)}


def apply_entry(bench: LabState, entry: Entry) -> LabState:
    """Return the bench after one more entry.

    A retraction cannot be applied, only replayed; and an entry about something this bench does not know changes
    nothing, so that an entry of another laptop that comes first does no harm.
    """
    body = entry.body
    match body:
        case ChainStarted() | ComputerNamed() | ComputerRetired() | PersonNamed() | PipettesSet():
            return _of_computer(bench, body, entry.chain)
        case LabRuleSet():
            return _ruled(bench, entry, body)
        case SolutionAdded() | SolutionMade():
            return _come_to_be(bench, entry, body)
        case RecipeSaved() | RecipeRemoved() | CompoundShared() | CompoundWithdrawn():
            return _shared(bench, entry, body)
        case SolutionFilled():
            return _filled(bench, body)
        case SolutionCorrected():
            return with_correction(bench, body)
        case NoteAdded():
            return replace(bench, notes=with_note(bench.notes, entry, body))
        case AliquotThawed() | PortionMoved() | AmountTaken() | PortionSplit() | SolutionDiscarded():
            known = bench.solutions.get(body.solution)
            if known is None:
                return replace(bench, unseen=bench.unseen.with_one(unseen(body, entry.id)))
            return _solution(bench, apply_to_solution(known, body, entry.id))
        case ChainFaultFound() | ChainFaultAnswered() | QuestionAnswered():
            return _answered(bench, entry, body)
        case _:
            return _incubation(bench, entry)


def _shared(bench: LabState, entry: Entry, body: Shared) -> LabState:
    """Return the bench with a recipe or a compound more, or another version of it, or one less."""
    if isinstance(body, RecipeSaved | RecipeRemoved):
        return replace(bench, recipes=with_recipe(bench.recipes, entry, body, bench.computers))
    return replace(bench, compounds=with_compound(bench.compounds, entry, body))


def _of_computer(
    bench: LabState, body: ChainStarted | ComputerNamed | ComputerRetired | PersonNamed | PipettesSet, chain: str
) -> LabState:
    """Return the bench after an entry about a computer, or about who works there and with what."""
    match body:
        case ChainStarted():
            return replace(bench, computers=bench.computers.with_chain(chain, body.installation, body.parent))
        case ComputerNamed():
            return replace(bench, computers=bench.computers.with_name(chain, body))
        case ComputerRetired():
            incubations = taken_over(bench.incubations, bench.computers, body, chain)
            return replace(bench, computers=bench.computers.with_retired(chain, body), incubations=incubations)
        case PersonNamed():
            return _person(bench, body.name, chain)
        case PipettesSet():
            return replace(bench, pipettes=body.pipettes, pipettes_of={**bench.pipettes_of, chain: body.pipettes})


def _ruled(bench: LabState, entry: Entry, body: LabRuleSet) -> LabState:
    """Return the bench after a rule was set, for the stocks too that had waited for it."""
    held = getattr(bench.rules, body.rule, body.was)
    if held not in {body.was, body.value} and bench.ruled_in.get(body.rule, entry.chain) != entry.chain:
        other = Unseen(entry.id, rule=body.rule, other=rule_said(bench.rules, body.rule))
        bench = replace(bench, unseen=bench.unseen.with_one(other))
    ruled_in = {**bench.ruled_in, body.rule: entry.chain}
    in_months = body.value in _ANSWERED_IN_MONTHS if body.in_months is None else body.in_months
    rules = bench.rules.with_rule(body.rule, body.value, in_months=in_months)
    # What had waited was given the days that the answer was then.
    waited = bench.rules.with_rule(body.rule, body.value, in_months=body.in_months or False)
    bench = replace(bench, rules=rules, ruled_in=ruled_in)
    for known in [bench.solutions[name] for name in body.also if name in bench.solutions]:
        bench = _followed(bench, known.solution, with_rule(known, waited, body.rule))
    return bench


# Days that the first two versions wrote for "3 months" and "6 months".
_ANSWERED_IN_MONTHS = (91.0, 182.0)


def _answered(bench: LabState, entry: Entry, body: ChainFaultFound | ChainFaultAnswered | QuestionAnswered) -> LabState:
    if not isinstance(body, QuestionAnswered):
        return replace(bench, faults=found_or_answered(bench.faults, entry.id, entry.happened_at, body))
    bench = replace(bench, settled=with_value(bench.settled, body.question, body.answer))
    about = bench.solutions.get(body.about)
    same = body.answer == "same"
    return bench if about is None else _solution(bench, settled(about, body.question.partition(":")[2], same=same))


def _incubation(bench: LabState, entry: Entry) -> LabState:
    body = entry.body
    if isinstance(body, IncubationStarted):
        running = started(body.incubation, bench.solutions, entry.recorded_at, entry.chain, entry.person)
        return _dosed(_running(bench, running), entry, body, body.incubation.start)
    known = bench.incubations.get(body.incubation) if isinstance(body, Progress | RingsHere) else None
    if known is None:
        return bench
    bench = _running(bench, after_entry(known, entry))
    return _dosed(bench, entry, body, body.at) if isinstance(body, RedoseGiven) else bench


def _dosed(bench: LabState, entry: Entry, body: IncubationStarted | RedoseGiven, at: Moment) -> LabState:
    """Return the bench after working solutions were put on cells, and the rest of some was discarded."""
    bench = _drawn(bench, entry, body.taken, at)
    for solution in body.discarded:
        if (known := bench.solutions.get(solution)) is not None:
            bench = _solution(bench, apply_to_solution(known, SolutionDiscarded(solution, LEFT_OVER), entry.id))
    return bench


def _person(bench: LabState, name: str, chain: str) -> LabState:
    return replace(
        bench,
        people=(*(other for other in bench.people if other != name), name),
        workers={**bench.workers, chain: name},
    )


def _come_to_be(bench: LabState, entry: Entry, body: SolutionAdded | SolutionMade) -> LabState:
    if body.solution.id in bench.solutions:
        # Two brought back what one had undone.
        return bench
    bench = _entered(bench, body.solution, entry.chain)
    if isinstance(body, SolutionAdded):
        return bench
    return _taken(replace(bench, repeatable=with_repeatable(bench.repeatable, body)), entry, body)


def _entered(bench: LabState, solution: Solution, chain: str) -> LabState:
    kept, waiting = begun(solution, chain, bench.unseen)
    bench = _solution(replace(bench, unseen=waiting), kept)
    return _person(bench, solution.made_by, chain) if solution.made_by else bench


def _solution(bench: LabState, kept: SolutionState) -> LabState:
    return replace(bench, solutions=with_value(bench.solutions, kept.solution.id, kept))


def _running(bench: LabState, running: Running) -> LabState:
    return replace(bench, incubations=with_value(bench.incubations, running.incubation.id, running))


def _taken(bench: LabState, entry: Entry, body: SolutionMade) -> LabState:
    bench = _drawn(bench, entry, body.taken, body.solution.made, body.solution.id)
    bench = _solution(bench, with_stock_volume(bench.solutions[body.solution.id], body.taken))
    known = bench.solutions.get(body.thawed)
    return bench if known is None else _solution(bench, used_up(known, body.thawed_count))


def _drawn(bench: LabState, entry: Entry, taken: Iterable[Taken], at: Moment, made: str = "") -> LabState:
    for place, one in enumerate(taken):
        known = bench.solutions.get(one.solution)
        if known is not None:
            bench = _solution(bench, drawn(known, one, at, portion_id(entry.id, place), made))
    return bench


def _filled(bench: LabState, body: SolutionFilled) -> LabState:
    known = bench.solutions.get(body.solution)
    return bench if known is None else _followed(bench, known.solution, filled_in(known, body))


def with_correction(bench: LabState, body: SolutionCorrected) -> LabState:
    """Return the bench after a correction of a solution, with all that follows from it."""
    from benchapp.domain.journal.correction_changes import corrected, opened_for  # noqa: PLC0415

    known = bench.solutions.get(body.solution)
    if known is None:
        return bench
    kept, strength = corrected(known, body)
    bench = _followed(bench, known.solution, kept)
    for parent in opened_for(bench.solutions, kept.solution, body):
        bench = _solution(bench, parent)
    return _stronger(bench, kept.solution, strength, kept.solution.id) if strength.changes else bench


def _stronger(bench: LabState, of: Solution, strength: Strength, cause: str) -> LabState:
    """Return the bench with what was made from a solution that was corrected, and with what was dosed with it."""
    from benchapp.domain.journal.correction_changes import dosed_again, follows_strength  # noqa: PLC0415

    for running in that_may_name(bench.incubations, of.id):
        again = dosed_again(running, of.id, strength, cause)
        bench = bench if again is running else _running(bench, again)
    for child in [one for one in that_may_name(bench.solutions, of.id) if of.id in one.solution.parents]:
        kept, further = follows_strength(child, of, strength, cause)
        bench = _solution(bench, kept)
        if further.changes:
            bench = _stronger(bench, kept.solution, further, cause)
    return bench


def _followed(bench: LabState, before: Solution, kept: SolutionState) -> LabState:
    """Return the bench with a solution that was corrected; lot, dates and vehicle of what was made of it follow."""
    bench, after = _solution(bench, kept), kept.solution
    if all(getattr(before, name) == getattr(after, name) for name in ("lot", "limits", "made", "vehicle")):
        return bench
    for running in [one for one in that_may_name(bench.incubations, after.id) if one.incubation.solution == after.id]:
        bench = _running(bench, in_vehicle(running, before, after))
    for child in [one for one in that_may_name(bench.solutions, after.id) if after.id in one.solution.parents]:
        bench = _followed(bench, child.solution, follows(child, before, after))
    return bench
