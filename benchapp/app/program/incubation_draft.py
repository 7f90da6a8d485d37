"""What is in the form of a new incubation, read from one form and put into another."""

from collections.abc import Mapping

from msgspec import Struct

from benchapp.domain.incubations.redose import Method
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.new_incubation import suggested_name
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.text.language import tr

_INCUBATION_FIELDS = ("name", "length", "ago", "last_well", "every", "spike", "reason")


class IncubationDraft(Struct, frozen=True):
    """What is in the form of a new incubation.

    Attributes:
        texts: What somebody typed into its fields; the program's own words are others in another language.
        prepared: What the calculator handed over; None for nothing.
        single: Whether one dose is meant to last; None where that is not decided.
        method: How the dose is renewed.
        length_source: The id of the card that the length is from.
    """

    texts: Mapping[str, str]
    prepared: PlannedDosing | None
    single: bool | None
    method: Method
    length_source: str


def draft_of(form: IncubationForm, session: JournalSession) -> IncubationDraft:
    """Return what is in a form.

    Args:
        form: The form.
        session: Has the incubations there are, for the name that the program would suggest.
    """
    own = {"ago": tr("now"), "name": suggested_name(form.prepared, form.vessel, session.bench) if form.prepared else ""}
    texts = {name: text for name in _INCUBATION_FIELDS if (text := form.text(name)) != own.get(name)}
    return IncubationDraft(texts, form.prepared, form.single, form.method, form.length_source)


def take_draft(form: IncubationForm, draft: IncubationDraft) -> None:
    """Put what was in another form into this one."""
    if draft.prepared is not None:
        form.prepare(draft.prepared)
    for name, text in draft.texts.items():
        form.fill(name, text)
    form.single, form.method = draft.single, draft.method
    form.length_source = draft.length_source
    form.compute()
