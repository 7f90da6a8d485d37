"""The calculators put together: the page with its tools, pipettes and lab rules, the check of them all.

Made when they are first needed; `application` makes this with what they share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.start.startup import TOOL_BY_TOOL, imports, load_units
from benchapp.app.tools import CalculatorForms, plans_plate
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.domain.journal.entries import Entry, Retracted
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.session.background_work import InTurn
from benchapp.ui.text.language import tr
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from benchapp.domain.incubations.incubations import Running
    from benchapp.domain.incubations.steps import Step
    from benchapp.domain.journal.entry_body import KeptInputs
    from benchapp.presenters.calculator.planned_dosing import PlannedDosing
    from benchapp.presenters.calculator.planning.redoses import PlannedRedose
    from benchapp.presenters.calculator.recipe_form import RecipeForm
    from benchapp.ui.calculator.calculate_page import CalculatePage
    from benchapp.ui.calculator.lab_page import LabPage
    from benchapp.ui.calculator.recipe_at_hood import RecipeAtHood
    from benchapp.ui.calculator.recipe_panel import RecipePanel
    from benchapp.ui.calculator.recipe_tool import CalculatorTool
    from benchapp.ui.calculator.verify_page import VerifyPage
    from benchapp.ui.forms.preparation_bar import PreparationBar
    from benchapp.ui.paper.bench_sheet import BenchSheet


class CalculatorController(QObject):
    """The calculators, joined.

    Args:
        services: What it works on.
        shell: What it shows itself by.

    Signals:
        made: A solution was made; its id.
        given: A re-dose is in the wells; the id of the solution.
        incubation_wanted: The next link of the chain was asked for.
        hood_opened: A recipe is shown at the hood: the `HoodView`.
        label_wanted: The label of a solution is to be printed: its id.
    """

    made = Signal(str)
    given = Signal(str)
    incubation_wanted = Signal()
    hood_opened = Signal(object)
    label_wanted = Signal(str)

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._services, self._shell = services, shell
        self.forms = CalculatorForms(services)
        self._session, self._compounds = services.session, services.compounds
        # What was made for wells since an incubation was last started: its entry, and the tool that planned it.
        self._for_wells: list[tuple[str, str]] = []
        self._change = CompoundChange(services.compounds)
        # Whether somebody has said that there are no smaller pipettes.
        self.small_declined: Callable[[], bool] = lambda: False
        # The tool that the page is made with; another one is made when it is shown.
        self.first = "stock"
        self._others = InTurn()

    # -- the page --------------------------------------------------------------------------------------------

    @lazy
    def frame(self) -> CalculatePage:
        """The page before there is a calculator in it: taken into the window with one, all would be styled again."""
        from benchapp.ui.calculator.calculate_page import CalculatePage  # noqa: PLC0415
        from benchapp.ui.forms.other_row import OtherRow  # noqa: PLC0415

        other = OtherRow(self._compounds, lambda: self._services.registry.units)
        makers = self.forms.makers() | {"buffer": partial(_show_buffer, self.forms, self._shell)}
        frame = CalculatePage(makers, self._sheet, self._pipette_names, "", other, self._small_would_help)
        frame.setParent(self._shell.window.stack)
        return frame

    @lazy
    def page(self) -> CalculatePage:
        """The Calculate page."""
        page = self.frame
        page.show_tool(self.first)
        page.made.connect(self._on_made)
        page.made.connect(self.made)
        page.label_wanted.connect(self.label_wanted)
        page.given.connect(self.given)
        page.incubation_wanted.connect(self.incubation_wanted)
        page.hood_wanted.connect(lambda sheet: self.at_hood.show_sheet(sheet))  # noqa: PLW0108 (made late)
        page.export.ask_file = self._shell.ask_save
        page.file_saved.connect(self._shell.say_saved)
        page.pipettes_wanted.connect(self.show_lab)
        page.said.connect(self._shell.toast.say)
        page.shown.connect(self._on_shown)
        page.answered.connect(self._point_to_incubation)
        page.offer.wanted.connect(partial(self.add_small_pipettes, back=True))
        page.offer.declined.connect(lambda: self._shell.window.notes_understood.emit("no_small_pipettes"))
        self._session.changed.connect(self.as_last_time)
        self._session.recorded.connect(self._on_recorded)
        self._compounds.chosen.connect(self._on_compound)
        page.recipes.opened.connect(self._show_recipes)
        self.as_last_time()
        self._others.add(*imports(TOOL_BY_TOOL))
        return page

    def show_tool(self, name: str) -> None:
        """Show the page with one of its tools."""
        self.first = name
        self.page.show_tool(name)
        self._shell.show(PageName.CALCULATE)

    def _on_shown(self, name: str) -> None:
        self.as_last_time()
        self.forms.fill_as_elsewhere(name)
        self._show_recipes(self.page.recipes.is_open)

    def as_last_time(self) -> None:
        """Fill under each recipe what is the same as for the solution before."""
        monograph = self._compounds.monograph
        last = self._session.bench.latest(monograph.id) if monograph else None
        for bar in self.frame.tools.made_bars():
            bar.fill_as_last_time(last, fallback=None, person=self._session.person)

    def _on_compound(self) -> None:
        self.leave_incubation()
        if self._change.happened():
            for bar in self.page.tools.made_bars():
                bar.clear_compound()
            self.as_last_time()

    def _on_made(self, _solution: str) -> None:
        """Point to the next link of the chain: what was made goes into the wells."""
        tool = self.page.current
        dosed = tool == "dilute" and self.forms.dose.dosing is not None
        written = self._session.undoable()
        if (dosed or plans_plate(tool)) and self.redose is None and written is not None:
            self._for_wells.append((written.id, tool))
            self._point_to_incubation()

    def _point_to_incubation(self) -> None:
        """Point to the incubation where what the page shows was made for wells, and that was not undone."""
        tool = self.page.current
        made = any(planned == tool for _, planned in self._for_wells)
        self.page.point_to_incubation(wanted=made and self.prepared("") is not None)

    def leave_incubation(self) -> None:
        """Take the pointer to the incubation away, as it was started or another compound was opened."""
        self._for_wells.clear()
        self.page.point_to_incubation(wanted=False)

    @property
    def redose(self) -> PlannedRedose | None:
        """The re-dose that is being made with the tool that is shown."""
        return self.forms.dosing(self.page.current).redose

    def begin_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Open the tool that planned an incubation, filled for one re-dose, of others due with it too."""
        self.show_tool(tool := tool_of(running, several=bool(others)))
        if others:
            self.forms.dose.begin_redose(running, step, others)
        else:
            self.forms.dosing(tool).begin_redose(running, step)

    def dosed_as_it_is(self, solution: str) -> bool:
        """Return whether a solution is the stock that *Dilute* puts into the wells undiluted."""
        return self.page.current == "dilute" and self.forms.dose.undiluted and self.forms.dose.stock == solution

    def prepared(self, solution: str) -> PlannedDosing | None:
        """Return what the wells get by the tool that is shown; None for a series, which is for no wells yet."""
        if self.page.current == "series":
            return None
        return self.forms.dosing(self.page.current).prepared(solution)

    # -- recipes ---------------------------------------------------------------------------------------------

    def _show_recipes(self, opened: bool) -> None:
        """Fill the list of saved recipes, which is made when it is first opened."""
        if opened:
            self._panel.refresh()

    @lazy
    def _panel(self) -> RecipePanel:
        from benchapp.ui.calculator.recipe_panel import RecipePanel  # noqa: PLC0415

        panel = RecipePanel(
            self.forms.recipes, lambda: self.forms.repeatable(self.page.current), lambda: self._session.person
        )
        panel.wanted.connect(self.take)
        panel.saved.connect(self._on_saved)
        panel.said.connect(self._shell.toast.say)
        self.page.recipes_slot.addWidget(panel)
        return panel

    def take(self, kept: KeptInputs) -> None:
        """Put a kept recipe into its calculator."""
        form = self.forms.repeatable(kept.tool)
        if form is None:
            return
        self.page.show_tool(kept.tool)
        form.take_inputs(kept.inputs)
        self._shell.toast.say(tr("Filled as for {kept}; choose the stock that you use now.", kept=kept.name))

    def _sheet(self, form: RecipeForm[object], bar: PreparationBar) -> BenchSheet | None:
        from benchapp.ui.calculator.sheet_details import make_sheet  # noqa: PLC0415

        self.forms.settle()
        return make_sheet(form, bar, self._compounds, self._session.last_hash)

    @lazy
    def at_hood(self) -> RecipeAtHood:
        """The recipe of the page, over the whole screen."""
        from benchapp.ui.calculator.recipe_at_hood import RecipeAtHood  # noqa: PLC0415

        made = RecipeAtHood(self.page, self.forms.settle)
        made.opened.connect(self.hood_opened)
        made.said.connect(self._shell.toast.say)
        made.label_wanted.connect(self.label_wanted)
        made.undo_wanted.connect(self._shell.undo_aloud)
        return made

    # -- the lab, and the check --------------------------------------------------------------------------------

    def _pipette_names(self) -> str:
        names = [one.name for one in self._session.pipettes if not one.serological]
        return " · ".join(names) or tr("pipettes")

    @lazy
    def lab_page(self) -> LabPage:
        """Pipettes and lab rules."""
        from benchapp.ui.calculator.lab_page import LabPage  # noqa: PLC0415

        page = LabPage(self.forms.lab)
        page.saved.connect(self._on_saved)
        page.said.connect(self._shell.toast.say)
        page.left.connect(partial(self._shell.show, PageName.CALCULATE))
        return page

    def _on_saved(self, sentence: str) -> None:
        self._shell.toast.say(sentence, undo=True)
        self.page.show_pipettes()

    def _on_recorded(self, entry: Entry) -> None:
        """Show again what was undone."""
        if isinstance(entry.body, Retracted):
            self._for_wells = [one for one in self._for_wells if one[0] != entry.body.entry]
            self._point_to_incubation()
            self.page.show_pipettes()
            for shown in (CalculatorController.lab_page.if_made(self), CalculatorController._panel.if_made(self)):
                if shown is not None:
                    shown.refresh()

    def show_lab(self, part: str = "") -> None:
        """Show pipettes and lab rules, or one of them: "pipettes" or "rules"."""
        self._shell.show(PageName.LAB)
        self.lab_page.show_part(part)

    def add_small_pipettes(self, *, back: bool = False) -> None:
        """Show the pipettes with a P2 and P10 among them, to be saved; then the recipe again, if it asked for them."""
        self.show_lab()
        self.lab_page.offer_small(back=back)

    def _small_would_help(self, tool: CalculatorTool) -> bool:
        """Return whether a smaller pipette would help with what is shown, and is not known to be missing."""
        from benchapp.presenters.calculator.small_pipettes import would_help  # noqa: PLC0415

        return not self.small_declined() and would_help(tool.errors(), tool.planned(), self._session.pipettes)

    @lazy
    def verify_page(self) -> VerifyPage:
        """The check against published examples."""
        from benchapp.presenters.calculator.verification import Verification  # noqa: PLC0415
        from benchapp.ui.calculator.verify_page import VerifyPage  # noqa: PLC0415

        return VerifyPage(Verification(paths.resources() / "answer_key.json", load_units, self._services.workers))

    def show_verify(self) -> None:
        """Show the check, and begin it."""
        self._shell.show(PageName.VERIFY)
        self.verify_page.begin()


def tool_of(running: Running, *, several: bool) -> str:
    """Return the id of the calculator that makes a re-dose of an incubation, or of several together."""
    tool = running.incubation.tool
    return tool if plans_plate(tool) and not several else "dilute"


def _show_buffer(forms: CalculatorForms, shell: Shell, parent: QWidget) -> CalculatorTool:
    from benchapp.app.buffers import show_buffer  # noqa: PLC0415

    return show_buffer(forms, shell, parent)
