"""What belongs on a bench sheet beside the recipe: hazards, lot, use-by, who, and the sentence for a paper."""

from collections.abc import Callable, Sequence

from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.messages import Message
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.recipe_form import RecipeForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.calculator.bench_sheet import BenchSheet
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.language import tr
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
    recipe, monograph, form = shown.recipe(), compounds.monograph, compounds.form
    if recipe is None or monograph is None or form is None:
        return None
    shortest = shown.use_within(bar.fields.storage.chosen)
    use_by = say(Message.NO_LIMIT_SET) if shortest is None else limit_words(shortest)
    lot = bar.fields.lot.text().strip()
    beside = shown.beside() if isinstance(shown, CombineForm) else ()
    lots: tuple[tuple[str, str], ...] = ((tr("Lot"), lot or _BLANK),)
    if beside:
        held = [(monograph.identity.name, lot)]
        held += [(one.monograph.identity.name, one.row.kept.solution.lot if one.row else "") for one in beside]
        lots = tuple((tr("Lot of {compound}", compound=name), its or _BLANK) for name, its in held)
    facts = (
        *lots,
        (tr("Made by"), bar.fields.person.text().strip() or _BLANK),
        (tr("Date and time"), _BLANK),
        (tr("Use by"), use_by),
    )
    methods = shown.methods()
    if methods is not None and lot:
        methods = (methods[0], {**methods[1], "lot": lot})
    hazards = _hazards([monograph, *(one.monograph for one in beside)])
    title = f"{monograph.identity.name}, {form.name}: {tr(TOOLS[shown.tool].noun)}"
    if beside:
        names = " + ".join([monograph.identity.name, *(one.monograph.identity.name for one in beside)])
        title = f"{names}: {tr(TOOLS[shown.tool].noun)}"
    return BenchSheet(title, recipe, hazards, facts, methods, tr("journal {head}", head=head()[:16]))


def _hazards(monographs: Sequence[Monograph]) -> str:
    """Return the hazards of everything that is handled; of several compounds each by its name, none on file too."""
    said = [hazard_text(by_weight(one.hazards)[0].statement) if one.hazards else "" for one in monographs]
    if len(said) == 1:
        return said[0]
    none = tr("no hazard on file, see the supplier’s safety data sheet")
    return " ".join(f"{one.identity.name}: {text or none}" for one, text in zip(monographs, said, strict=True))
