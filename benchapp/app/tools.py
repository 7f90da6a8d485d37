"""The calculators as they are made: their forms, each when it is first needed, and one table of what shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from benchapp.app.services import Services
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.ui.text.language import customs, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from benchapp.domain.units.units import Units
    from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
    from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes
    from benchapp.presenters.calculator.buffers.substances import SubstanceForms
    from benchapp.presenters.calculator.combine_form import CombineForm
    from benchapp.presenters.calculator.dose_form import DoseForm
    from benchapp.presenters.calculator.in_vivo_form import InVivoForm
    from benchapp.presenters.calculator.lab_form import LabForm
    from benchapp.presenters.calculator.plate_form import PlateForm
    from benchapp.presenters.calculator.recipe_form import RecipeForm
    from benchapp.presenters.calculator.saved_recipes import SavedRecipes
    from benchapp.presenters.calculator.series_form import SeriesForm
    from benchapp.presenters.calculator.simple_forms import SimpleForm
    from benchapp.presenters.calculator.stock_form import StockForm
    from benchapp.presenters.calculator.typed_elsewhere import TypedElsewhere
    from benchapp.presenters.forms.form_model import FormModel
    from benchapp.ui.calculator.recipe_tool import CalculatorTool

# The recipe that *Buffer or medium* begins with: PBS from salts.
FIRST = "5b0f0000-0000-4000-8000-000000000001"
_Typed = TypeVar("_Typed", bound="FormModel[object]")
_Dosing = TypeVar("_Dosing", "DoseForm", "SeriesForm", "PlateForm", "CombineForm")


class CalculatorForms:
    """The forms of the calculators.

    Args:
        services: What they work on.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self._session = services.session
        self._compounds = services.compounds
        self._solutions = services.solutions
        # What was typed in one of them and is asked for in others too; the first one's.
        self._typed: TypedElsewhere | None = None

    @lazy
    def stock(self) -> StockForm:
        """The form of *Stock*."""
        from benchapp.presenters.calculator.stock_form import StockForm  # noqa: PLC0415

        return self._with_units(StockForm(self._session, self._compounds, self._solutions))

    @lazy
    def dose(self) -> DoseForm:
        """The form of *Dilute*."""
        from benchapp.presenters.calculator.dose_form import DoseForm  # noqa: PLC0415

        form = DoseForm(self._session, self._compounds, self._solutions)
        form.fill("vessel", tr("96-well plate"))
        return self._with_units(self._with_medium(form))

    @lazy
    def series(self) -> SeriesForm:
        """The form of *Series*."""
        from benchapp.presenters.calculator.series_form import SeriesForm  # noqa: PLC0415

        return self._with_units(self._with_medium(SeriesForm(self._session, self._compounds, self._solutions)))

    @lazy
    def plate(self) -> PlateForm:
        """The form of *Plate*."""
        from benchapp.presenters.calculator.plate_form import PlateForm  # noqa: PLC0415

        return self._with_units(self._with_medium(PlateForm(self._session, self._compounds, self._solutions)))

    @lazy
    def combine(self) -> CombineForm:
        """The form of *Combine*: a plate with several compounds."""
        from benchapp.presenters.calculator.combine_form import CombineForm  # noqa: PLC0415

        record_of = self._substances.record_of
        form = CombineForm(self._session, self._compounds, self._solutions, record_of)
        return self._with_units(self._with_medium(form))

    @lazy
    def _substances(self) -> SubstanceForms:
        """The molar masses of what has no page, by its name."""
        from benchapp.presenters.calculator.buffers.substances import SubstanceForms  # noqa: PLC0415

        return SubstanceForms(self._compounds.library, paths.resources() / "identities" / "identities.dat")

    @lazy
    def in_vivo(self) -> InVivoForm:
        """The form of *In vivo*."""
        from benchapp.presenters.calculator.in_vivo_form import InVivoForm  # noqa: PLC0415

        return self._with_units(InVivoForm(self._session, self._compounds, self._solutions))

    @lazy
    def simple(self) -> dict[str, SimpleForm]:
        """The forms of the small calculators beside the recipes, by their ids."""
        from benchapp.presenters.calculator.simple_forms import make_simple_forms  # noqa: PLC0415

        forms = make_simple_forms(self._compounds, self._session)
        return {form.sheet.name: self._with_units(form) for form in forms}

    @lazy
    def buffer_recipes(self) -> BufferRecipes:
        """The recipes of buffers and media."""
        from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes  # noqa: PLC0415

        comma = customs().decimal == ","
        return BufferRecipes(self._session, paths.resources() / "buffers", tr, decimal_comma=comma)

    @lazy
    def buffer(self) -> BufferForm:
        """The form of *Buffer or medium*."""
        from benchapp.presenters.calculator.buffers.buffer_form import BufferForm  # noqa: PLC0415

        forms_of = self._substances.forms_of
        form = self._with_units(
            BufferForm(self._session, self._compounds, self._solutions, self.buffer_recipes, forms_of)
        )
        form.choose(FIRST)
        return form

    @lazy
    def lab(self) -> LabForm:
        """Pipettes and rules."""
        from benchapp.presenters.calculator.lab_form import LabForm  # noqa: PLC0415

        form = LabForm(self._session)
        form.units = self.services.registry.units
        return form

    @lazy
    def recipes(self) -> SavedRecipes:
        """Recipes to be made again."""
        from benchapp.presenters.calculator.saved_recipes import SavedRecipes  # noqa: PLC0415

        return SavedRecipes(self._session, self._compounds)

    def _with_medium(self, form: _Dosing) -> _Dosing:
        """Call the medium what it is called here, until somebody names it, and share what is typed."""
        form.fill("medium", tr("medium"))
        self._typed = form.elsewhere = self._typed or form.elsewhere
        return form

    def _with_units(self, form: _Typed) -> _Typed:
        """Set the registry of a form, if it is there; until the page shows it nothing is computed."""
        form.leave_view()
        if self.services.registry.units is not None:
            form.use_units(self.services.registry.units)
        return form

    def use_units(self, units: Units) -> None:
        """Set the registry of the forms; what was typed before is read now."""
        from benchapp.presenters.calculator.redose_volumes import RedoseVolumes  # noqa: PLC0415

        volumes = RedoseVolumes(self._session, self._compounds.library, self._solutions, units)
        self.lab.units = units
        self._solutions.use_volumes(volumes.made_ul)
        others = (CalculatorForms.buffer.if_made(self), CalculatorForms.in_vivo.if_made(self))
        later = (*self._made_later(), *(form for form in others if form is not None))
        for form in (self.stock, self.dose, *self.simple.values(), *later):
            form.use_units(units)

    def settle(self) -> None:
        """Compute whatever is due, now."""
        for form in self._made_later():
            if form.due and form.in_view:
                form.compute()

    def _made_later(self) -> list[SeriesForm | PlateForm]:
        """Return the forms that answer after a pause in typing, as far as they were made."""
        forms = (CalculatorForms.series.if_made(self), *self.plates())
        return [form for form in forms if form is not None]

    def plates(self) -> list[PlateForm]:
        """Return the forms of plates, as far as they were made."""
        forms = (CalculatorForms.plate.if_made(self), CalculatorForms.combine.if_made(self))
        return [form for form in forms if form is not None]

    def leave_redose(self) -> None:
        """Clear the re-dose that was made."""
        for form in self.plates():
            if form.redose is not None:
                form.leave_redose()
        if self.dose.redose is not None:
            self.dose.set_dosing(self.dose.redose.running.incubation.dosing)

    # -- by the ids of the calculators -----------------------------------------------------------------------

    def makers(self) -> dict[str, Callable[[QWidget], CalculatorTool]]:
        """Return what makes each calculator inside a widget."""
        return {
            **{tool: partial(maker.show, self) for tool, maker in MAKERS.items()},
            **{tool: partial(_show_simple, form) for tool, form in self.simple.items()},
            "count": partial(_show_count, self),
        }

    def repeatable(self, tool: str) -> RecipeForm[object] | None:
        """Return the form of a calculator that gives a recipe; None for any other."""
        maker = MAKERS.get(tool)
        return None if maker is None else maker.recipe(self)

    def dosing(self, tool: str) -> DoseForm | PlateForm:
        """Return the form whose doses go into wells by a calculator; a plain dose for each that plans no plate."""
        maker = MAKERS.get(tool)
        return self.dose if maker is None or maker.plate is None else maker.plate(self)

    def fill_as_elsewhere(self, tool: str) -> None:
        """Fill in what was typed in another calculator; else choose the stock in hand, where there is just one."""
        maker = MAKERS.get(tool)
        if maker is not None and maker.from_stock is not None:
            form = maker.from_stock(self)
            form.fill_as_elsewhere()
            form.take_only_stock()


def typed_inputs(forms: CalculatorForms) -> dict[str, dict[str, str]]:
    """Return what is in the fields of each calculator that was used; the program's own words are left out."""
    own = {"medium": tr("medium"), "vessel": tr("96-well plate")}
    return {
        tool: {name: text for name, text in form.inputs().items() if own.get(name) != text}
        for tool, form in _forms_made(forms).items()
    }


def put_inputs(forms: CalculatorForms, typed: Mapping[str, Mapping[str, str]], respell: Callable[[str], str]) -> None:
    """Put into the fields of the calculators what was in them.

    Args:
        forms: The forms.
        typed: What was in each, by the name of the calculator.
        respell: Gives an amount its decimal sign.
    """
    for tool, inputs in typed.items():
        form = forms.simple[tool] if tool in forms.simple else forms.repeatable(tool)
        if form is None:
            continue
        own = {"medium": tr("medium"), "vessel": tr("96-well plate")}
        kept = {name: text for name, text in own.items() if form.text(name)}
        texts = {name: respell(text) if form.is_amount(name) else text for name, text in inputs.items()}
        form.take_inputs({**kept, **texts})


def _forms_made(forms: CalculatorForms) -> dict[str, FormModel[object]]:
    recipes = {
        "stock": CalculatorForms.stock.if_made(forms),
        "dilute": CalculatorForms.dose.if_made(forms),
        "series": CalculatorForms.series.if_made(forms),
        "plate": CalculatorForms.plate.if_made(forms),
        "combine": CalculatorForms.combine.if_made(forms),
        "buffer": CalculatorForms.buffer.if_made(forms),
        "in_vivo": CalculatorForms.in_vivo.if_made(forms),
        **(CalculatorForms.simple.if_made(forms) or {}),
    }
    return {tool: form for tool, form in recipes.items() if form is not None}


class ToolMaker(Struct, frozen=True):
    """How a calculator with a recipe is made.

    Attributes:
        show: Makes what shows it, inside a widget.
        recipe: Returns its form, whose recipe can be kept and made again.
        from_stock: Returns its form, where it begins with a stock; None where it does not.
        plate: Returns its form, where it plans a plate by which an incubation is dosed again; None where it does not.
    """

    show: Callable[[CalculatorForms, QWidget], CalculatorTool]
    recipe: Callable[[CalculatorForms], RecipeForm[object]]
    from_stock: Callable[[CalculatorForms], DoseForm | SeriesForm | PlateForm] | None = None
    plate: Callable[[CalculatorForms], PlateForm] | None = None


def _show_stock(forms: CalculatorForms, parent: QWidget) -> CalculatorTool:
    from benchapp.ui.calculator.stock_tool import StockTool  # noqa: PLC0415

    return StockTool(forms.stock, forms.services.compounds, parent)


def _show_dilute(forms: CalculatorForms, parent: QWidget) -> CalculatorTool:
    from benchapp.ui.calculator.dilute_tool import DiluteTool  # noqa: PLC0415

    return DiluteTool(forms.dose, parent, whole=False)


def _show_series(forms: CalculatorForms, parent: QWidget) -> CalculatorTool:
    from benchapp.ui.calculator.series_tool import SeriesTool  # noqa: PLC0415

    return SeriesTool(forms.series, lambda: forms.services.device.theme.tokens, parent)


def _show_plate(
    form: Callable[[CalculatorForms], PlateForm], forms: CalculatorForms, parent: QWidget
) -> CalculatorTool:
    from benchapp.store.export.plate_export import save_csv  # noqa: PLC0415
    from benchapp.ui.calculator.plate_tool import PlateTool  # noqa: PLC0415

    return PlateTool(form(forms), lambda: forms.services.device.theme.tokens, save_csv, parent, whole=False)


def _show_buffer(forms: CalculatorForms, parent: QWidget) -> CalculatorTool:
    from benchapp.ui.calculator.buffer.buffer_tool import BufferTool  # noqa: PLC0415

    return BufferTool(forms.buffer, parent)


def _show_simple(form: SimpleForm, parent: QWidget) -> CalculatorTool:
    from benchapp.ui.calculator.simple_tool import SimpleTool  # noqa: PLC0415

    return SimpleTool(form, parent)


def _show_in_vivo(forms: CalculatorForms, parent: QWidget) -> CalculatorTool:
    from benchapp.ui.calculator.in_vivo.in_vivo_tool import InVivoTool  # noqa: PLC0415

    return InVivoTool(forms.in_vivo, parent)


def _show_count(forms: CalculatorForms, parent: QWidget) -> CalculatorTool:
    from benchapp.presenters.calculator.simple_forms import hand_count_to_seeding  # noqa: PLC0415
    from benchapp.ui.calculator.counting.count_tool import CountTool  # noqa: PLC0415

    counting, seeding = forms.simple["count"], forms.simple["seed"]
    return CountTool(counting, partial(hand_count_to_seeding, counting, seeding), parent)


def _dose(forms: CalculatorForms) -> DoseForm:
    return forms.dose


def _series(forms: CalculatorForms) -> SeriesForm:
    return forms.series


def _plate(forms: CalculatorForms) -> PlateForm:
    return forms.plate


def _combine(forms: CalculatorForms) -> PlateForm:
    return forms.combine


# The calculators with a recipe; the others are all made alike.
MAKERS = {
    "stock": ToolMaker(_show_stock, lambda forms: forms.stock),
    "dilute": ToolMaker(_show_dilute, _dose, _dose),
    "series": ToolMaker(_show_series, _series, _series),
    "plate": ToolMaker(partial(_show_plate, _plate), _plate, _plate, _plate),
    "combine": ToolMaker(partial(_show_plate, _combine), _combine, _combine, _combine),
    "buffer": ToolMaker(_show_buffer, lambda forms: forms.buffer),
    "in_vivo": ToolMaker(_show_in_vivo, lambda forms: forms.in_vivo),
}


def plans_plate(tool: str) -> bool:
    """Return whether a calculator plans a plate, by its id on the page and as an incubation keeps it."""
    return tool in MAKERS and MAKERS[tool].plate is not None
