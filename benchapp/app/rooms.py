"""The rooms of the program, each made when it is first needed, and the ways from one to the next.

This is the chain: a compound's page → a recipe → a solution that was made → the incubation → its re-doses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchapp.app.backups import BackupService
from benchapp.app.compounds import CompoundsController
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy, weakly
from benchapp.domain.incubations.incubations import Incubation, Running
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.incubations.steps import Step
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.solutions import Solution
from benchapp.ui.text.language import tr
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from benchapp.app.alarms import AlarmController
    from benchapp.app.calculator import CalculatorController
    from benchapp.app.computers import ComputersController
    from benchapp.app.incubations import IncubationsController
    from benchapp.app.journal import JournalController
    from benchapp.app.opening import Opening
    from benchapp.app.settings import SettingsController
    from benchapp.app.solutions import SolutionsController


class Rooms(QObject):
    """The rooms, joined.

    Args:
        services: What they work on.
        shell: What they show themselves by.
        backups: The backups of the journal.

    Signals:
        calculator_made: The calculators were made: the `CalculatorController`.
        checked: The journal was checked in the background; the findings.
        restore_wanted: A backup is to take the place of the journal: its path, or None to repair the journal.
        rebuild_wanted: The window is to be made again, in another language.
    """

    calculator_made = Signal(object)
    checked = Signal(object)
    restore_wanted = Signal(object)
    rebuild_wanted = Signal()

    def __init__(self, services: Services, shell: Shell, backups: BackupService) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self.backups = backups
        self.compounds = CompoundsController(services, shell)
        self.compounds.stock_wanted.connect(weakly(self, lambda rooms: rooms.opening.open_stock()))
        self.compounds.stock_used.connect(self._use_stock)
        self.compounds.dose_wanted.connect(self.show_dilute)
        self.compounds.incubation_wanted.connect(weakly(self, lambda rooms: rooms.opening.open_incubate()))

    # -- made when they are needed ---------------------------------------------------------------------------

    @lazy
    def opening(self) -> Opening:
        """What somebody pressed for and is still to be made."""
        from benchapp.app.opening import Opening  # noqa: PLC0415

        return Opening(self._shell, lambda: self.calculator, self.show_incubate, self.begin_redose)

    @lazy
    def alarms(self) -> AlarmController:
        """What an alarm does; none sounds before the window is painted."""
        from benchapp.app.alarms import AlarmController  # noqa: PLC0415

        made = AlarmController(self._services, self._shell)
        made.redose_wanted.connect(self.opening.open_redose)
        return made

    @lazy
    def calculator(self) -> CalculatorController:
        """The calculators."""
        from benchapp.app.calculator import CalculatorController  # noqa: PLC0415

        made = CalculatorController(self._services, self._shell)
        made.incubation_wanted.connect(weakly(self, lambda rooms: rooms.opening.open_incubate()))
        made.label_wanted.connect(weakly(self, lambda rooms, one: rooms.solutions.show_labels(one)))
        self.calculator_made.emit(made)
        return made

    @lazy
    def solutions(self) -> SolutionsController:
        """The pages about solutions."""
        from benchapp.app.solutions import SolutionsController  # noqa: PLC0415

        made = SolutionsController(self._services, self._shell)
        made.dose_wanted.connect(self.dose_from)
        made.dilute_wanted.connect(weakly(self, lambda rooms, one: rooms.dose_from(one, cells=False)))
        made.prepare_wanted.connect(weakly(self, lambda rooms: rooms.opening.open_stock()))
        made.incubation_wanted.connect(self.show_incubation)
        made.added.connect(self._on_added)
        return made

    @lazy
    def incubations(self) -> IncubationsController:
        """The pages about incubations."""
        from benchapp.app.incubations import IncubationsController  # noqa: PLC0415

        made = IncubationsController(self._services, self._shell, self.acknowledge)
        made.started.connect(self._on_started)
        made.dose_wanted.connect(self.show_dilute)
        made.redose_wanted.connect(self.opening.open_redose)
        made.together_wanted.connect(self.opening.open_together)
        made.compound_wanted.connect(weakly(self._shell, lambda shell: shell.show(PageName.COMPOUND)))
        made.incubation_wanted.connect(self.open_incubation)
        made.solution_wanted.connect(self.open_solution)
        return made

    @lazy
    def journal(self) -> JournalController:
        """The Journal page and what is around it."""
        from benchapp.app.journal import JournalController  # noqa: PLC0415

        made = JournalController(self._services, self._shell, self.backups)
        made.checked.connect(self.checked)
        made.report_wanted.connect(self.incubations.show_report)
        made.solution_wanted.connect(self.solutions.show_label)
        made.incubation_wanted.connect(self.open_incubation)
        made.restore_wanted.connect(self.restore_wanted)
        return made

    @lazy
    def settings(self) -> SettingsController:
        """The Settings page."""
        from benchapp.app.settings import SettingsController  # noqa: PLC0415

        made = SettingsController(self._services, self._shell, self.alarms, self.backups)
        made.rebuild_wanted.connect(self.rebuild_wanted)
        made.lab_wanted.connect(weakly(self, lambda rooms, part: rooms.calculator.show_lab(part)))
        made.verify_wanted.connect(weakly(self, lambda rooms: rooms.calculator.show_verify()))
        made.computers_wanted.connect(weakly(self, lambda rooms, card: rooms.computers.attach(card)))
        return made

    @lazy
    def computers(self) -> ComputersController:
        """The lab that this computer is in."""
        from benchapp.app.computers import ComputersController, LabCount  # noqa: PLC0415

        made = ComputersController(self._services, self._shell, self.compounds.edited)
        self.compounds.removed.connect(made.withdraw)
        made.badge_changed.connect(self._shell.window.header.show_lab)
        LabCount(self._services.session, made).counted.connect(self._shell.window.rail.count_today)
        self._shell.window.header.lab_wanted.connect(weakly(self, lambda rooms: rooms.settings.show_computers()))
        return made

    def begin_last(self, *, scanning: bool) -> None:
        """Begin what nobody waits for, when the calculators are made: the check of the journal, scanning, and the lab.

        Args:
            scanning: Whether label ids that a scanner types are read, wherever the focus is, and the journals of other
                computers exchanged.
        """
        self.journal.first_check()
        if scanning:
            self.solutions.watch()
        if scanning and self._services.device.settings.lab_folder:
            self.computers.begin()

    # -- compounds -------------------------------------------------------------------------------------------

    def open_compound(self, compound: str, named: str = "") -> None:
        """Open a compound on its page, in the form by whose name or number it was looked for."""
        if self._opened(partial(self._services.compounds.open, compound, named)):
            self._shell.show(PageName.COMPOUND)

    def _opened(self, opening: Callable[[], None]) -> bool:
        """Open something; tell whether it is open, and say why it is not."""
        try:
            opening()
        except BenchError as error:
            self._shell.say_error(error)
            return False
        return True

    def _open_of(self, of: Solution | Incubation, molar_mass: str = "0", form: str = "") -> bool:
        """Open the compound of something: another's molar mass and limits are never used. Tell whether it is open."""
        return self._opened(partial(self._services.compounds.open_of, of.compound, of.compound_name, molar_mass, form))

    def open_last(self, compound: str) -> None:
        """Open the compound that was open when the program last ended; another one where it cannot be opened."""
        if not self._opened(partial(self._services.compounds.open, compound)):
            # A file that was changed by hand and is refused: what to do was said.
            self._services.compounds.open()

    # -- to the calculator -----------------------------------------------------------------------------------

    def _use_stock(self, concentration: str) -> None:
        self.calculator.show_tool("stock")
        if concentration and not self.calculator.forms.stock.text("concentration"):
            self.calculator.forms.stock.fill("concentration", concentration)

    def show_dilute(self) -> None:
        """Show *Dilute*."""
        self.calculator.show_tool("dilute")

    def dose_from(self, solution: str, *, cells: bool = True) -> None:
        """Show *Dilute* with a stock in hand, of whichever compound; without cells it is diluted further."""
        stock = self._services.session.bench.solutions[solution].solution
        if self._open_of(stock, stock.molar_mass.number, stock.form):
            self.show_dilute()
            self.calculator.forms.dose.choose_stock(solution)
            self.calculator.page.tools.tool("dilute").refresh()
            if not cells:
                self.calculator.forms.dose.set_dosing(None)

    def _on_added(self, solution: str) -> None:
        self.compounds.library.keep_version()
        self.calculator.forms.dose.go_on_with_stock(solution)

    def begin_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Open the calculator filled for one re-dose, or for several that are made together."""
        stock = self._services.session.bench.solutions.get(running.incubation.stock)
        if self._open_of(running.incubation, stock.solution.molar_mass.number if stock is not None else "0"):
            self.calculator.begin_redose(running, step, others)

    # -- to the incubation -----------------------------------------------------------------------------------

    def show_incubate(self) -> None:
        """Show the form of a new incubation, with what was planned taken over."""
        self.hand_over("")
        self._shell.show(PageName.INCUBATE)
        # Where the page was scrolled to for another plate, the form of this one is out of view.
        self.incubations.page.area.verticalScrollBar().setValue(0)

    def show_incubation(self, incubation: str) -> None:
        """Show an incubation on its page."""
        self._shell.show(PageName.INCUBATE)
        self.incubations.page.show_incubation(incubation)

    def hand_over(self, solution: str) -> None:
        """Pass what the calculator planned on to the incubation form."""
        prepared = self.calculator.prepared(solution)
        if prepared is not None:
            self.incubations.form.take_over(prepared)

    def _on_started(self, incubation: str) -> None:
        running = self._services.session.bench.incubations.get(incubation)
        self.calculator.leave_incubation()
        if running is not None:
            self._shell.say_done(tr("Started {incubation}.", incubation=running.incubation.name))

    def open_incubation(self, incubation: str) -> None:
        """Show an incubation on its page; its report where it has ended."""
        running = self._services.session.bench.incubations.get(incubation)
        over = running is not None and running.over
        (self.incubations.show_report if over else self.show_incubation)(incubation)

    def open_solution(self, label: str) -> None:
        """Show a solution on its page, by its label."""
        self.solutions.show_label(label)

    def acknowledge(self, status: StepStatus) -> None:
        """Write that an alarm was seen, or say why that was not saved."""
        self.alarms.acknowledge([status])

    # -- ending ----------------------------------------------------------------------------------------------

    def end(self) -> None:
        """Stop what runs, and compute what is due."""
        if (solutions := Rooms.solutions.if_made(self)) is not None:
            solutions.stop()
        for room in (Rooms.opening.if_made(self), Rooms.alarms.if_made(self), Rooms.computers.if_made(self)):
            if room is not None:
                room.end()
        if (calculator := Rooms.calculator.if_made(self)) is not None:
            calculator.forms.settle()

    def restore(self, backup: Path | None) -> bool:
        """Mark the journal for repair where no backup is named; return whether the program may end for that."""
        return backup is not None or self.backups.mend()
