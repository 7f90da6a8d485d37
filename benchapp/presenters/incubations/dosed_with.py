"""What a new incubation is dosed with: the planned dose, the solutions made for it, and what is left of those."""

from datetime import datetime

from msgspec.structs import replace

from benchapp.domain.journal.entries import SolutionMade, Taken
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.freshness import State, judge
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose
from benchapp.presenters.calculator.leftovers import Leftover, LeftoverChoice, entries_of, rest_of, used_by_recipe
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation_checks import check_made_by_then


class DosedWith:
    """What a new incubation is dosed with; a solution that was undone is left out of everything.

    Args:
        book: Where the solutions are.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book
        # The plan without what was made by it; what of that has not been undone is looked up when it is asked for.
        self._plan: PlannedDosing | None = None
        self._made: tuple[str, ...] = ()
        self._also: tuple[str, ...] = ()
        # What becomes of what is left of each working solution, by its id.
        self._choices: dict[str, LeftoverChoice] = {}
        self._used: dict[str, float | None] = {}

    @property
    def prepared(self) -> PlannedDosing | None:
        """What the calculator handed over, with the last solution made by it that is still there; None for nothing."""
        if self._plan is None:
            return None
        there = self._book.bench.solutions
        made = next((solution for solution in reversed(self._made) if solution in there), "")
        return replace(self._plan, solution=made, stock=self._plan.stock if self._plan.stock in there else "")

    @property
    def well_ul(self) -> float:
        """The volume in a well, µL; 0 where nothing is planned."""
        return self._plan.well_ul if self._plan is not None else 0.0

    @property
    def also(self) -> tuple[str, ...]:
        """The ids of the further solutions that were chosen, are still there, and are not the planned one."""
        prepared, there = self.prepared, self._book.bench.solutions
        planned = prepared.solution if prepared is not None else ""
        return tuple(solution for solution in self._also if solution in there and solution != planned)

    @property
    def links(self) -> tuple[PlannedDosing | None, tuple[str, ...]]:
        """Everything that an undone solution changes."""
        return self.prepared, self.also

    # -- what is planned and chosen --------------------------------------------------------------------------

    def prepare(self, prepared: PlannedDosing) -> None:
        """Take what the calculator hands over, in place of what there was; what was chosen stays with its plan."""
        self._also = self._also if self.is_planned(prepared) else ()
        self._plan = replace(prepared, solution="")
        self._made = (prepared.solution,) if prepared.solution else ()

    def is_planned(self, prepared: PlannedDosing) -> bool:
        """Return whether what is handed over now is the plan that there is already."""
        return replace(prepared, solution="") == self._plan

    def made_by(self, prepared: PlannedDosing) -> tuple[str, ...]:
        """Return what was made by the same plan as is handed over now; none where the plan is another."""
        return self._made if self.is_planned(prepared) else ()

    def add_made(self, before: tuple[str, ...]) -> None:
        """Take what was made by the plan before."""
        self._made = (*before, *self._made)

    def clear(self) -> None:
        """Plan nothing; what was chosen for what is left of a solution is kept."""
        self._plan = None
        self._made = self._also = ()

    def forget_choices(self) -> None:
        """Ask again what becomes of what is left."""
        self._choices.clear()

    def others(self) -> tuple[Solution, ...]:
        """Return the working solutions within their use-by that it may have been dosed with beside the planned one."""
        prepared = self.prepared
        if prepared is None:
            return ()
        bench, now = self._book.bench, self._book.now()
        return tuple(
            kept.solution
            for kept in bench.in_hand()
            if kept.solution.role is SolutionPurpose.WORKING
            and kept.solution.id != prepared.solution
            and judge(kept, now, self._book.anchors, bench.rules).state in {State.FRESH, State.USE_SOON}
        )

    def toggle_also(self, solution: str) -> None:
        """Choose a further solution, or leave it."""
        if solution in self.also:
            self._also = tuple(other for other in self._also if other != solution)
        else:
            self._also = (*self._also, solution)

    def errors_at(self, begin: datetime | None) -> dict[str, BenchError]:
        """Return what is wrong with when the first well was dosed, by its field: a solution was made after that.

        A stock that was to be diluted is no refusal: what was really put on the cells may never have been entered.

        Args:
            begin: When it was dosed; None where that could not be read.
        """
        prepared, there = self.prepared, self._book.bench.solutions
        if prepared is None or begin is None:
            return {}
        on_cells = (prepared.solution, prepared.stock if prepared.undiluted else "", *self.also)
        try:
            for solution in on_cells:
                if solution in there:
                    check_made_by_then(self._book, there[solution].solution, begin, "ago")
        except BenchError as error:
            return {"ago": error}
        return {}

    # -- what is left ----------------------------------------------------------------------------------------

    def leftovers(self) -> tuple[Leftover, ...]:
        """Return the working solutions that go on the cells, with what becomes of what is left of each."""
        prepared, there = self.prepared, self._book.bench.solutions
        if prepared is None:
            return ()
        used = {prepared.solution: prepared.used_ul, **{other: self._used_of(other) for other in self.also}}
        return tuple(
            rest_of(there[solution], used_ul, self._choices.get(solution, LeftoverChoice()))
            for solution, used_ul in used.items()
            if solution in there
        )

    def _used_of(self, solution: str) -> float | None:
        """Return what the wells take of a further solution by the recipe it was made by, µL."""
        if solution not in self._used:
            origin = self._book.origin_of(solution)
            made = origin.body if origin is not None else None
            self._used[solution] = used_by_recipe(made) if isinstance(made, SolutionMade) else None
        return self._used[solution]

    def choose_rest(self, solution: str, choice: LeftoverChoice) -> None:
        """Decide what becomes of what is left of a working solution."""
        self._choices[solution] = choice

    def taken(self) -> tuple[tuple[Taken, ...], tuple[str, ...]]:
        """Return what an entry says of the solutions: what was taken of them, and of which the rest was discarded.

        Raises:
            BenchError: There is less than is taken, or what is kept cannot be read.
        """
        return entries_of(self._book.bench.solutions.values(), self.leftovers())
