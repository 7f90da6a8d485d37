"""The calculators put together: desks, the page with its tools, pipettes and lab rules, the check of them all.

Made when they are first needed; `application` makes this with what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.start.startup import load_units
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.domain.journal.entries import Entry, Retracted
from benchapp.domain.messages import BenchError, Work
from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.session.progress import Progress
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.window.pages import PageName

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from benchapp.domain.calculations.answer_key import Case, CaseResult
    from benchapp.domain.incubations.incubations import Running
    from benchapp.domain.incubations.steps import Step
    from benchapp.domain.journal.state import KeptInputs
    from benchapp.domain.recipes.recipes import Recipe
    from benchapp.domain.units.units import Units
    from benchapp.presenters.calculator.dose_form import DoseForm
    from benchapp.presenters.calculator.lab_form import LabForm
    from benchapp.presenters.calculator.planned_dosing import PlannedDosing
    from benchapp.presenters.calculator.planning.redoses import PlannedRedose
    from benchapp.presenters.calculator.plate_form import PlateForm
    from benchapp.presenters.calculator.recipe_form import RecipeForm
    from benchapp.presenters.calculator.saved_recipes import SavedRecipes
    from benchapp.presenters.calculator.series_form import SeriesForm
    from benchapp.presenters.calculator.simple_forms import SimpleForm
    from benchapp.presenters.calculator.stock_form import StockForm
    from benchapp.presenters.forms.form_model import FormModel
    from benchapp.ui.calculator.bench_sheet import BenchSheet
    from benchapp.ui.calculator.calculate_page import CalculatePage
    from benchapp.ui.calculator.hood_view import HoodView
    from benchapp.ui.calculator.lab_page import LabPage
    from benchapp.ui.calculator.other_row import OtherRow
    from benchapp.ui.calculator.recipe_panel import RecipePanel
    from benchapp.ui.calculator.recipe_view import RecipeView
    from benchapp.ui.calculator.verify_page import VerifyPage
    from benchapp.ui.forms.preparation_bar import PreparationBar


_Typed = TypeVar("_Typed", bound="FormModel[object]")
_Dosing = TypeVar("_Dosing", "DoseForm", "SeriesForm", "PlateForm")
# The tools that dose a plate, by their names on the page, as an incubation keeps them and as desks here.
PLATE_TOOLS = ("plate", "combine")


def verify_key(make_units: Callable[[], Units], report: Progress) -> list[tuple[Case, CaseResult | None]]:
    """Compute every published example; for a worker, with a registry of its own.

    Raises:
        BenchError: It is to stop.
    """
    from benchapp.domain.calculations.answer_key import verify  # noqa: PLC0415
    from benchapp.store.answer_keys import load_cases  # noqa: PLC0415

    units = make_units()
    verdicts: list[tuple[Case, CaseResult | None]] = []
    cases = load_cases(paths.resources() / "answer_key.json")
    for case in report.through(cases, len(cases), every=1):
        try:
            verdicts.append((case, verify(case, units)))
        except BenchError:
            verdicts.append((case, None))
    return verdicts


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
    """

    made = Signal(str)
    given = Signal(str)
    incubation_wanted = Signal()
    hood_opened = Signal(object)

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._registry = services.registry
        self._book = services.session
        self._compounds = services.compounds
        self._shelf = services.solutions
        self._workers = services.workers
        self._theme = services.device.theme
        self._other_row: OtherRow | None = None
        self.hood: HoodView | None = None
        self._at_hood: Recipe | None = None
        # The steps on the page that have the same ticks as the hood.
        self._ticked_with: RecipeView | None = None
        # The entries by which something for the wells was made since an incubation was last started.
        self._for_wells: list[str] = []
        self._change = CompoundChange(services.compounds)
        # Whether somebody has said that there are no smaller pipettes.
        self.small_declined: Callable[[], bool] = lambda: False
        # The tool that the page is made with; another one is made when it is shown.
        self._first = "stock"

    # -- the desks -------------------------------------------------------------------------------------------

    @lazy
    def stock(self) -> StockForm:
        """The stock desk."""
        from benchapp.presenters.calculator.stock_form import StockForm  # noqa: PLC0415

        return self._with_units(StockForm(self._book, self._compounds))

    @lazy
    def dose(self) -> DoseForm:
        """The dose desk."""
        from benchapp.presenters.calculator.dose_form import DoseForm  # noqa: PLC0415

        desk = DoseForm(self._book, self._compounds, self._shelf)
        desk.fill("vessel", tr("96-well plate"))
        return self._with_units(self._with_medium(desk))

    @lazy
    def series(self) -> SeriesForm:
        """The series desk."""
        from benchapp.presenters.calculator.series_form import SeriesForm  # noqa: PLC0415

        return self._with_units(self._with_medium(SeriesForm(self._book, self._compounds, self._shelf)))

    @lazy
    def plate(self) -> PlateForm:
        """The plate desk."""
        from benchapp.presenters.calculator.plate_form import PlateForm  # noqa: PLC0415

        return self._with_units(self._with_medium(PlateForm(self._book, self._compounds, self._shelf)))

    @lazy
    def combine(self) -> PlateForm:
        """The plate desk for several compounds."""
        from benchapp.presenters.calculator.plate_form import PlateForm  # noqa: PLC0415

        desk = PlateForm(self._book, self._compounds, self._shelf, combine=True)
        return self._with_units(self._with_medium(desk))

    def _with_medium(self, desk: _Dosing) -> _Dosing:
        """Call the medium what it is called here, until somebody names it."""
        desk.fill("medium", tr("medium"))
        return desk

    @lazy
    def quick(self) -> tuple[SimpleForm, ...]:
        """The small calculators beside the recipes."""
        from benchapp.presenters.calculator.simple_forms import make_quick_desks  # noqa: PLC0415

        forms = make_quick_desks(self._compounds, self._book)
        return tuple(self._with_units(form) for form in forms)

    @lazy
    def lab(self) -> LabForm:
        """Pipettes and rules."""
        from benchapp.presenters.calculator.lab_form import LabForm  # noqa: PLC0415

        desk = LabForm(self._book)
        desk.units = self._registry.units
        return desk

    @lazy
    def recipes(self) -> SavedRecipes:
        """Recipes to be made again."""
        from benchapp.presenters.calculator.saved_recipes import SavedRecipes  # noqa: PLC0415

        return SavedRecipes(self._book, self._compounds)

    def _dosing_desk(self, tool: str) -> PlateForm | DoseForm:
        """Return the desk whose doses go into wells by a tool; a plain dose for every tool without a plate."""
        if tool == "plate":
            return self.plate
        return self.combine if tool == "combine" else self.dose

    def _with_units(self, desk: _Typed) -> _Typed:
        """Hand a form the registry, if it is there; until the page shows it nobody looks at it."""
        desk.leave_view()
        if self._registry.units is not None:
            desk.use_units(self._registry.units)
        return desk

    def use_units(self, units: Units) -> None:
        """Hand the registry to the desks; what was typed before is read now."""
        from benchapp.presenters.calculator.redose_volumes import RedoseVolumes  # noqa: PLC0415

        if self._other_row is not None:
            self._other_row.units = units
        self.lab.units = units
        self._shelf.volumes = RedoseVolumes(self._book, self._compounds.library, self._shelf, units).made_ul
        for form in (self.stock, self.dose, *self.quick, *self._made_later()):
            form.use_units(units)

    def settle(self) -> None:
        """Compute whatever is due, now."""
        for form in self._made_later():
            if form.due and form.in_view:
                form.compute()

    def _made_later(self) -> list[SeriesForm | PlateForm]:
        """Return the forms that answer after a pause in typing, as far as they were made."""
        kind = CalculatorController
        forms = (kind.series.if_made(self), kind.plate.if_made(self), kind.combine.if_made(self))
        return [form for form in forms if form is not None]

    # -- the page --------------------------------------------------------------------------------------------

    @lazy
    def page(self) -> CalculatePage:
        """The Calculate page."""
        from benchapp.ui.calculator.calculate_page import CalculatePage  # noqa: PLC0415
        from benchapp.ui.calculator.other_row import OtherRow  # noqa: PLC0415

        makers: dict[str, Callable[[QWidget], QWidget]] = {
            "stock": self._stock_tool,
            "dilute": self._dilute_tool,
            "series": self._series_tool,
            "plate": lambda parent: self._plate_tool(self.plate, parent),
            "combine": lambda parent: self._plate_tool(self.combine, parent),
        }
        for desk in self.quick:
            makers[desk.sheet.name] = self._quick_tool(desk)
        other = OtherRow(self._compounds)
        other.units = self._registry.units
        self._other_row = other
        page = CalculatePage(
            makers, self._sheet, self._pipette_names, self._local_now, self._first, other, self._small_would_help
        )
        page.made.connect(self.made)
        page.given.connect(self.given)
        page.incubation_wanted.connect(self.incubation_wanted)
        page.hood_wanted.connect(self.show_hood)
        page.pipettes_wanted.connect(self.show_lab)
        page.said.connect(self._shell.toast.say)
        page.shown.connect(self._on_shown)
        page.smaller_wanted.connect(self.add_small_pipettes)
        page.smaller_declined.connect(lambda: self._shell.window.notes_understood.emit("no_small_pipettes"))
        self._book.changed.connect(self.as_last_time)
        self._book.recorded.connect(self._on_recorded)
        self._compounds.chosen.connect(self._on_compound)
        page.recipes.clicked.connect(self._make_panel)
        self._fill_as_last_time(page)
        return page

    def _stock_tool(self, parent: QWidget) -> QWidget:
        from benchapp.ui.calculator.stock_tool import StockTool  # noqa: PLC0415

        return StockTool(self.stock, self._compounds, parent)

    def _dilute_tool(self, parent: QWidget) -> QWidget:
        from benchapp.ui.calculator.dilute_tool import DiluteTool  # noqa: PLC0415

        tool = DiluteTool(self.dose, parent)
        tool.made.connect(self._on_dose_made)
        return tool

    def refresh_stocks(self) -> None:
        """Show in *Dilute* which stock was chosen."""
        self.page.refresh("dilute")

    def _series_tool(self, parent: QWidget) -> QWidget:
        from benchapp.ui.calculator.series_tool import SeriesTool  # noqa: PLC0415

        return SeriesTool(self.series, lambda: self._theme.tokens, parent)

    def _plate_tool(self, desk: PlateForm, parent: QWidget) -> QWidget:
        from benchapp.store.export.plate_export import save_csv  # noqa: PLC0415
        from benchapp.ui.calculator.plate_tool import PlateTool  # noqa: PLC0415

        tool = PlateTool(desk, lambda: self._theme.tokens, save_csv, parent)
        tool.made.connect(self._on_plate_made)
        return tool

    def _quick_tool(self, desk: SimpleForm) -> Callable[[QWidget], QWidget]:
        def make(parent: QWidget) -> QWidget:
            from benchapp.ui.calculator.simple_tool import SimpleTool  # noqa: PLC0415

            return SimpleTool(desk, parent)

        return make

    def show_tool(self, name: str) -> None:
        """Show the page with one of its tools."""
        self._first = name
        self.page.show_tool(name)
        self._shell.show(PageName.CALCULATE)

    def _on_shown(self, name: str) -> None:
        self.as_last_time()
        if name in ("dilute", "series", *PLATE_TOOLS):
            getattr(self, "dose" if name == "dilute" else name).take_only_stock()
        if self.page.shelf is not None and not self.page.shelf.isHidden():
            self._panel.refresh()

    def as_last_time(self) -> None:
        """Fill under each recipe what is the same as for the solution before."""
        self._fill_as_last_time(self.page)

    def _fill_as_last_time(self, page: CalculatePage) -> None:
        monograph = self._compounds.monograph
        last = self._book.bench.latest(monograph.id) if monograph else None
        for bar in page.bars():
            bar.as_last_time(last, fallback=None)

    def _on_compound(self) -> None:
        self.leave_incubation()
        if self._change.happened():
            for bar in self.page.bars():
                bar.forget_compound()
            self.as_last_time()

    def _on_dose_made(self, _solution: str) -> None:
        """Point to the next link of the chain: what was made goes into the wells."""
        if self.dose.redose is None and self.dose.dosing is not None:
            self._point_to_incubation()

    def _on_plate_made(self, _solution: str) -> None:
        if self.redose is None:
            self._point_to_incubation()

    def _point_to_incubation(self) -> None:
        """Point to the incubation for as long as what was just written for the wells is not undone."""
        written = self._book.undoable()
        if written is not None:
            self._for_wells.append(written.id)
        self.page.point_to_incubation(wanted=bool(self._for_wells))

    def leave_incubation(self) -> None:
        """Take the pointer to the incubation away, as it was started or another compound was opened."""
        self._for_wells.clear()
        self.page.point_to_incubation(wanted=False)

    @property
    def redose(self) -> PlannedRedose | None:
        """The re-dose that is being made with the tool that is shown."""
        return self._dosing_desk(self.page.current).redose

    def begin_redose(self, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()) -> None:
        """Open the tool that planned an incubation, filled for one re-dose, of others due with it too."""
        tool = running.incubation.tool
        if others:
            self.show_tool("dilute")
            self.dose.begin_redose(running, step, others)
            return
        self.show_tool(tool if tool in PLATE_TOOLS else "dilute")
        self._dosing_desk(tool).begin_redose(running, step)

    def leave_redose(self) -> None:
        """Leave the re-dose that was made."""
        for form in (CalculatorController.plate.if_made(self), CalculatorController.combine.if_made(self)):
            if form is not None and form.redose is not None:
                form.leave_redose()
        if self.dose.redose is not None:
            self.dose.set_dosing(self.dose.redose.running.incubation.dosing)

    def dosed_as_it_is(self, solution: str) -> bool:
        """Return whether a solution is the stock that *Dilute* puts into the wells undiluted."""
        return self.page.current == "dilute" and self.dose.undiluted and self.dose.stock == solution

    def prepared(self, solution: str) -> PlannedDosing | None:
        """Give what the wells get by the tool that is shown, for the incubation form; a series is for no wells yet."""
        if self.page.current == "series":
            return None
        return self._dosing_desk(self.page.current).prepared(solution)

    def _local_now(self) -> datetime:
        return self._book.local(self._book.now().wall)

    # -- recipes ---------------------------------------------------------------------------------------------

    def desk(self, tool: str) -> RecipeForm[object] | None:
        """Return the desk of a tool that gives a recipe."""
        return getattr(self, {"stock": "stock", "dilute": "dose"}.get(tool, tool), None) if tool in _DESKS else None

    def _make_panel(self) -> None:
        """Make the panel of recipes when it is first asked for."""
        self._panel.refresh()
        self._panel.setVisible(self.page.recipes.isChecked())

    @lazy
    def _panel(self) -> RecipePanel:
        from benchapp.ui.calculator.recipe_panel import RecipePanel  # noqa: PLC0415

        panel = RecipePanel(self.recipes, lambda: self.desk(self.page.current), lambda: self._book.person)
        panel.wanted.connect(self.take)
        panel.saved.connect(self._on_saved)
        panel.said.connect(self._shell.toast.say)
        self.page.recipes_slot.addWidget(panel)
        self.page.shelf = panel
        return panel

    def take(self, kept: KeptInputs) -> None:
        """Put a kept recipe into its calculator."""
        desk = self.desk(kept.tool)
        if desk is None:
            return
        self.page.show_tool(kept.tool)
        desk.take_inputs(kept.inputs)
        self._shell.toast.say(tr("Filled as for {kept}; choose the stock that you use now.", kept=kept.name))

    def _sheet(self, desk: RecipeForm[object], bar: PreparationBar) -> BenchSheet | None:
        from benchapp.ui.calculator.sheet_details import make_sheet  # noqa: PLC0415

        self.settle()
        return make_sheet(desk, bar, self._compounds, self._book.bench.rules, self._book.last_hash)

    def show_hood(self, sheet: BenchSheet) -> None:
        """Show a recipe step by step over the whole screen."""
        from benchapp.ui.calculator.bench_sheet import steps_of  # noqa: PLC0415
        from benchapp.ui.calculator.hood_view import HoodView, Recording  # noqa: PLC0415

        view, bar = self.page.recipe, self.page.bar
        if view is None or bar is None:
            return
        after = tr("“{button}” writes it into the journal.", button=bar.record_title)
        recording = Recording(bar.record_title, self._record_at_hood)
        self.hood = HoodView(sheet.title, steps_of(sheet.recipe), view.ticks(), after, recording)
        self._at_hood = sheet.recipe
        # One set of ticks: those of the page.
        self._ticked_with = view
        self.hood.ticked.connect(self._on_ticked_at_hood)
        view.ticked.connect(self._on_ticked)
        self.hood.left.connect(self._on_hood_left)
        self.hood_opened.emit(self.hood)
        self.hood.showFullScreen()
        self.hood.setFocus()

    def _shown_at_hood(self) -> bool:
        """Tell whether the recipe that the hood shows is still the one on the page."""
        return self._at_hood is not None and self.page.recipe_shown() == self._at_hood

    def _on_ticked_at_hood(self, place: int, on: bool) -> None:
        if self._ticked_with is not None and self._shown_at_hood():
            self._ticked_with.set_tick(place, on=on)

    def _on_ticked(self, place: int, on: bool) -> None:
        if self.hood is not None and self._shown_at_hood():
            self.hood.take_tick(place, on=on)

    def _record_at_hood(self) -> str:
        """Do what the button under the recipe does; return why it was not done, or what is asked first."""
        self.settle()
        bar = self.page.bar
        if bar is None or not self._shown_at_hood():
            return tr("The recipe has changed since. Leave this view and look at it.")
        asked = bar.write()
        if asked and bar.reason_wanted:
            return tr("{asked} Leave this view: it is written under the recipe.", asked=asked)
        self._at_hood = self._at_hood if asked else None
        return asked

    def _on_hood_left(self, done: int, whole: int) -> None:
        recorded = self._at_hood is None
        self.hood = self._at_hood = None
        if self._ticked_with is not None:
            self._ticked_with.ticked.disconnect(self._on_ticked)
        self._ticked_with = None
        if not recorded:
            self._shell.toast.say(
                tr("Steps done: {done} of {whole}. “Made it” writes it into the journal.", done=done, whole=whole)
            )

    # -- the lab, and the check --------------------------------------------------------------------------------

    def _pipette_names(self) -> str:
        names = [one.name for one in self._book.pipettes if not one.serological]
        return " · ".join(names) or tr("pipettes")

    @lazy
    def lab_page(self) -> LabPage:
        """Pipettes and lab rules."""
        from benchapp.ui.calculator.lab_page import LabPage  # noqa: PLC0415

        page = LabPage(self.lab)
        page.saved.connect(self._on_saved)
        page.said.connect(self._shell.toast.say)
        return page

    def _on_saved(self, sentence: str) -> None:
        self._shell.toast.say(sentence, undo=True)
        self.page.show_pipettes()

    def _on_recorded(self, entry: Entry) -> None:
        """Show again what was undone."""
        if isinstance(entry.body, Retracted):
            self._for_wells = [one for one in self._for_wells if one != entry.body.entry]
            self.page.point_to_incubation(wanted=bool(self._for_wells))
            self.page.show_pipettes()
            for shown in (CalculatorController.lab_page.if_made(self), CalculatorController._panel.if_made(self)):
                if shown is not None:
                    shown.refresh()

    def show_lab(self) -> None:
        """Show pipettes and lab rules."""
        self.lab_page.refresh()
        self._shell.show(PageName.LAB)

    def add_small_pipettes(self) -> None:
        """Show the pipettes with a P2 and P10 among them, to be saved."""
        self.show_lab()
        self.lab_page.offer_small()

    def _small_would_help(self, desk: object) -> bool:
        """Tell whether a smaller pipette would help with what a desk shows, and is not known to be missing."""
        from benchapp.presenters.calculator.small_pipettes import would_help  # noqa: PLC0415

        answer, recipe = getattr(desk, "answer", None), getattr(desk, "recipe", None)
        errors: dict[str, BenchError] = getattr(answer, "errors", {})
        shown = recipe() if callable(recipe) else None
        return not self.small_declined() and would_help(errors.values(), shown, self._book.pipettes)

    @lazy
    def verify_page(self) -> VerifyPage:
        """The check against published examples."""
        from benchapp.ui.calculator.verify_page import VerifyPage  # noqa: PLC0415

        return VerifyPage(self._verify)

    def show_verify(self) -> None:
        """Show the check, and begin it."""
        self._shell.show(PageName.VERIFY)
        self.verify_page.begin()

    def _verify(self) -> None:
        report = Progress()
        self.verify_page.progress.watch(report)
        verifying = partial(verify_key, load_units, report)
        self._workers.do(Work.VERIFY, verifying, self._on_verified, self._on_not_verified, report)

    def _on_not_verified(self, error: BenchError) -> None:
        self.verify_page.result.setText(say_error(error))

    def _on_verified(self, verdicts: Sequence[tuple[Case, CaseResult | None]]) -> None:
        self.verify_page.show_verdicts(verdicts)


_DESKS = frozenset({"stock", "dilute", "series", "plate", "combine"})
