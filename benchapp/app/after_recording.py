"""What follows from *Record as made*: the incubation form is filled with what was made, or a re-dose was given."""

from functools import partial

from PySide6.QtCore import QObject

from benchapp.app.calculator import CalculatorController
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.ui.text.formatting import until_when
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.window.pages import PageName


class AfterRecording(QObject):
    """Takes what a calculator recorded to the next step.

    Args:
        services: What it reads.
        shell: What it shows itself by.
        rooms: Where the next step is.
        calculator: What records.
    """

    def __init__(self, services: Services, shell: Shell, rooms: Rooms, calculator: CalculatorController) -> None:
        super().__init__(calculator)
        self._services = services
        self._shell = shell
        self._rooms = rooms
        self._calculator = calculator
        calculator.made.connect(self._on_made)
        calculator.given.connect(self._on_given)

    def _on_made(self, solution: str) -> None:
        services, shell = self._services, self._shell
        self._rooms.compounds.library.keep_version()
        if self._calculator.dosed_as_it_is(solution):
            self._rooms.hand_over("")
            taken = services.session.bench.solutions[solution].solution
            shell.say_done(tr("Recorded what was taken of {solution}.", solution=solution_text(taken)))
            return
        if (row := services.solutions.find(solution)) is None:
            return
        if row.kept.solution.role is SolutionPurpose.STOCK:
            self._calculator.forms.dose.go_on_with_stock(solution)
        elif row.kept.solution.role is not SolutionPurpose.BUFFER and self._calculator.redose is None:
            self._rooms.hand_over(solution)
        when = until_when(services.session.local(row.freshness.use_by)) if row.freshness.use_by else ""
        until = tr(", use by {when}", when=when) if when else tr(", no limit set")
        made = tr(
            "Recorded: {solution} ({label}){until}.",
            solution=solution_text(row.kept.solution),
            label=row.kept.solution.label,
            until=until,
        )
        shell.toast.say(made, undo=True, then=(tr("Labels"), partial(self._rooms.solutions.show_labels, solution)))

    def _on_given(self, solution: str) -> None:
        redose = self._calculator.redose
        if redose is None:
            return
        try:
            self._rooms.incubations.record_redoses(redose.steps, solution, self._calculator.page.put_on)
        except BenchError as error:
            self._shell.say_error(error)
            return
        # It is on disk; what is shown of it follows in turns, so that nothing stands still.
        self._rooms.opening.open_after(PageName.TODAY, self._calculator.forms.leave_redose)
