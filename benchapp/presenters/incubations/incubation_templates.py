"""Templates of incubations: what is in the form, but for the cells and times of today, kept under a name."""

from benchapp.domain.incubations.redose import Method
from benchapp.domain.journal.shared_changes import recipe_saved
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.session.journal_session import JournalSession

# The tool of a saved recipe that is a template of an incubation.
TEMPLATE = "incubate"


# What a template keeps of the fields; cells and times are those of today.
_FIELDS = ("length", "every", "last_well", "medium")
_SINGLE = {True: "yes", False: "no", None: ""}


class IncubationTemplates:
    """The templates that a new incubation can be filled from.

    Args:
        book: Where they are kept.
        compounds: For which compound.
        form: What is filled.
    """

    def __init__(self, book: JournalSession, compounds: CurrentCompound, form: IncubationForm) -> None:
        self._book = book
        self._compounds = compounds
        self._form = form

    def names(self) -> list[str]:
        """Return their names."""
        return [name for name, kept in self._book.bench.recipes.items() if kept.tool == TEMPLATE]

    def save(self, name: str, person: str = "") -> str:
        """Keep what is in the form, but for the cells and times of today; return the name as it is kept.

        Raises:
            BenchError: It has no name, or could not be saved.
        """
        name, form, monograph = name.strip(), self._form, self._compounds.monograph
        if not name:
            raise BenchError(Message.RECIPE_NAME_NEEDED)
        texts = {field: form.text(field) for field in _FIELDS}
        inputs = {**texts, "single": _SINGLE[form.single], "method": form.method.value}
        compound = monograph.id if monograph else ""
        self._book.record(recipe_saved(self._book.bench.recipes, name, compound, TEMPLATE, inputs), person=person)
        return name

    def take(self, name: str) -> None:
        """Put a template into the form."""
        kept = self._book.bench.recipes.get(name)
        if kept is None:
            return
        form, inputs = self._form, kept.inputs
        for field in _FIELDS:
            form.fill(field, inputs.get(field, ""))
        form.single = {"yes": True, "no": False}.get(inputs.get("single", ""))
        form.method = next((method for method in Method if method.value == inputs.get("method")), form.method)
        form.length_source = ""
        form.compute()
