"""What entries refer to, by the names that people use."""

from collections.abc import Callable
from datetime import datetime

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.step_status import MISSED_AFTER
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.entries import Taken
from benchapp.domain.journal.state import LabState
from benchapp.domain.solutions.solutions import Solution
from benchapp.ui.text.incubation_texts import planned_text
from benchapp.ui.text.language import aliquots, tr
from benchapp.ui.text.solution_texts import solution_text


def named_solution(solution: Solution) -> str:
    """Return a solution by its name, and its label id behind it."""
    return f"{solution_text(solution)} ({solution.label})"


class EntryNames:
    """What entries refer to, by their names.

    Args:
        bench: Returns the state that has them.
    """

    def __init__(self, bench: Callable[[], LabState]) -> None:
        self._bench = bench

    def label(self, solution: str) -> str:
        """Return a solution by its name, with its label id."""
        kept = self._bench().solutions.get(solution)
        return named_solution(kept.solution) if kept else tr("a solution no longer in the journal")

    def computer(self, installation: str) -> str:
        """Return what people call a computer, by the id of its installation."""
        return self._bench().computers.named(installation)

    def target(self, target: str, step: int | None) -> str:
        """Return what a note is about; "" where it is neither a solution nor an incubation."""
        bench = self._bench()
        if target in bench.solutions:
            return self.label(target)
        if target not in bench.incubations:
            return ""
        name = self.incubation(target)
        if step is None:
            return name
        return tr("{what} of {name}", what=self.step(target, step), name=name)

    def incubation(self, incubation: str) -> str:
        """Return what people call an incubation."""
        running: Running | None = self._bench().incubations.get(incubation)
        return running.incubation.name if running else tr("an incubation no longer in the journal")

    def entered_after(self, incubation: str, instant: datetime) -> bool:
        """Return whether the start of an incubation was written down after an instant, by more than nobody notices."""
        running = self._bench().incubations.get(incubation)
        return running is not None and running.entered is not None and running.entered - instant >= MISSED_AFTER

    def lead_s(self, incubation: str, number: int) -> float:
        """Return how long before a step is due its alarm comes, s."""
        running = self._bench().incubations.get(incubation)
        steps = running.steps() if running is not None else ()
        return next((step.lead_s for step in steps if step.number == number), 0.0)

    def is_end(self, incubation: str, number: int) -> bool:
        """Return whether a step is the end of an incubation."""
        running = self._bench().incubations.get(incubation)
        return running is not None and number == running.end.number

    def step(self, incubation: str, number: int) -> str:
        """Return what a step is, by its number."""
        running = self._bench().incubations.get(incubation)
        if running is None:
            return tr("a step")
        found = next((step for step in running.steps() if step.number == number), None)
        if found is None or found.kind is StepKind.END:
            return tr("the end")
        return tr("re-dose {number}", number=number + 1) if found.planned is None else planned_text(found.planned)

    def taken(self, taken: Taken) -> str:
        """Return what was taken of which solution."""
        volume = tr("{volume} of ", volume=taken.volume) if taken.volume else ""
        thawed = tr(" ({tubes} thawed)", tubes=aliquots(taken.count)) if taken.thawed else ""
        return f"{volume}{self.label(taken.solution)}{thawed}"


def why_text(reason: str) -> str:
    """Return the reason that was given, as the end of a sentence; "" where none was."""
    return tr(". Why: {reason}", reason=reason) if reason else ""
