"""What is in the form of a new incubation, taken from one form and put into another."""

from collections.abc import Mapping

from msgspec import Struct

from benchapp.domain.incubations.redose import Method
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.incubations.incubation_form import IncubationForm

_FIELDS = ("name", "length", "ago", "last_well", "every", "spike", "reason")


class IncubationDraft(Struct, frozen=True):
    """What is in the form of a new incubation.

    Attributes:
        texts: What is in its fields.
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


def draft_of(form: IncubationForm) -> IncubationDraft:
    """Return what is in a form."""
    texts = {name: form.text(name) for name in _FIELDS}
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
