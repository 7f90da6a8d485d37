"""Everything that holds in a lab at one moment, as a value: what follows from the entries up to there."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Cells, Running
from benchapp.domain.journal.chain_faults import ChainFault, unanswered
from benchapp.domain.journal.computers import Computers, Unseen
from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.journal.lab_compounds import LabCompound
from benchapp.domain.journal.notes import Note
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.mappings import loaded, with_value
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution


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
        withdrawn: Incubations whose start was undone, by id, each with what others recorded of it meanwhile.
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
    withdrawn: Mapping[str, Running] = field(default_factory=dict)

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


def with_solution(state: LabState, kept: SolutionState) -> LabState:
    """Return a state with a solution more, or as it is now."""
    return replace(state, solutions=with_value(state.solutions, kept.solution.id, kept))


def with_running(state: LabState, running: Running) -> LabState:
    """Return a state with an incubation more, or as it is now."""
    where = "withdrawn" if running.incubation.id in state.withdrawn else "incubations"
    return replace(state, **{where: with_value(getattr(state, where), running.incubation.id, running)})
