"""What belongs on a bench sheet beside the recipe: hazards, lot, use-by, who, and the sentence for a paper."""

from collections.abc import Callable, Sequence

from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.plates import PlateMap
from benchapp.domain.messages import Message
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.in_vivo_form import InVivoForm
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.calculator.plate_file import tube_doses
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.paper.bench_sheet import BenchSheet, SheetAnimals, date_title
from benchapp.ui.paper.buffer_sheet import buffer_sheet
from benchapp.ui.paper.tube_table import SheetTube, tube_table
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.language import molar_mass_text, plain, show, tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.solution_texts import limit_words

_BLANK = "____________"


def make_sheet(
    shown: RecipeForm[object], bar: PreparationBar, compounds: CurrentCompound, head: Callable[[], str]
) -> BenchSheet | None:
    """Return the bench sheet of what is shown; what nobody has said is left to be written by hand.

    Args:
        shown: The form of the calculator that is shown.
        bar: Who, which lot, kept how.
        compounds: Which compound it is.
        head: Gives the hash of the journal's last entry.
    """
    if isinstance(shown, BufferForm):
        return buffer_sheet(shown, bar.fields.person.text().strip(), bar.fields.storage.chosen, head())
    recipe, monograph, form = shown.recipe(), compounds.monograph, compounds.form
    if recipe is None or monograph is None or form is None:
        return None
    shortest = shown.use_within(bar.fields.storage.chosen)
    use_by = say(Message.NO_LIMIT_SET) if shortest is None else limit_words(shortest)
    lot = bar.fields.lot.text().strip()
    beside = shown.beside() if isinstance(shown, CombineForm) else ()
    facts = (
        *_lots(monograph, lot, beside),
        (tr("Made by"), bar.fields.person.text().strip() or _BLANK),
        (date_title(), _BLANK),
        (tr("Use by"), use_by),
    )
    methods = shown.methods()
    if methods is not None and lot:
        methods = (methods[0], {**methods[1], "lot": lot})
    held = [(monograph.identity.name, _form_text(form.name, form.molar_mass))]
    held += [(one.monograph.identity.name, _form_text(one.form, one.molar_mass)) for one in beside]
    names, noun = " + ".join(name for name, _ in held), tr(TOOLS[shown.tool].noun)
    plate, doses, tubes = _wells(shown, recipe)
    return BenchSheet(
        tr("{compounds}: {noun}", compounds=names, noun=noun),
        recipe,
        under=_forms_text(held),
        file=f"{names} {noun}",
        hazards=_hazards([monograph, *(one.monograph for one in beside)]),
        facts=facts,
        methods=methods,
        foot=tr("journal {head}", head=head()[:16]),
        plate=plate,
        names=doses,
        tubes=tubes,
        animals=_animals(shown),
    )


def _animals(shown: RecipeForm[object]) -> SheetAnimals | None:
    """Return what each animal gets; None where none is dosed."""
    if not isinstance(shown, InVivoForm) or (plan := shown.answer.plan) is None:
        return None
    rows = tuple(
        (str(one.animal or ""), f"{plain(one.grams)} g", show(one.ul * 1e-6, Kind.VOLUME)) for one in plan.doses
    )
    return SheetAnimals(rows, plan.request.per_day, plan.request.days)


def _lots(monograph: Monograph, lot: str, beside: Sequence[FurtherCompound]) -> tuple[tuple[str, str], ...]:
    """Return the lot of each compound, to be written by hand where it is not known."""
    if not beside:
        return ((tr("Lot"), lot or _BLANK),)
    held = [(monograph.identity.name, lot)]
    held += [(one.monograph.identity.name, one.row.kept.solution.lot if one.row else "") for one in beside]
    return tuple((tr("Lot of {compound}", compound=name), its or _BLANK) for name, its in held)


def _form_text(form: str, molar_mass: object) -> str:
    return f"{tr(form)}, {molar_mass_text(str(molar_mass))}"


def _forms_text(held: Sequence[tuple[str, str]]) -> str:
    """Return the form of each compound; of one alone without its name, which is the title."""
    return held[0][1] if len(held) == 1 else " · ".join(f"{name}: {form}" for name, form in held)


def _wells(
    shown: RecipeForm[object], recipe: Recipe
) -> tuple[PlateMap | None, tuple[tuple[str, ...], ...], tuple[SheetTube, ...]]:
    """Return the map of a plate, its doses as shown, and the tubes with their wells."""
    steps = named_steps(recipe)
    if isinstance(shown, PlateForm):
        answer = shown.answer
        return answer.map, answer.names, tube_table(steps, tube_doses(answer))
    return None, (), tube_table(steps, {}) if isinstance(shown, SeriesForm) else ()


def _hazards(monographs: Sequence[Monograph]) -> tuple[str, ...]:
    """Return the hazards of everything that is handled, each by its name, none on file too."""
    none = tr("no hazard on file, see the supplier’s safety data sheet")
    said = [hazard_text(by_weight(one.hazards)[0].statement) if one.hazards else none for one in monographs]
    return tuple(f"{one.identity.name}: {text}" for one, text in zip(monographs, said, strict=True))
