"""The facts of a monograph: by section and id, and which source each rests on."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from benchapp.domain.compounds.identity_facts import WORDS, SupplierCode
from benchapp.domain.compounds.monograph import Claim, Form, Monograph, Name, Unknown, Use

Fact: TypeAlias = Claim | Use | Name | Form | SupplierCode | Unknown

# The parts of identity and of stability that hold facts which can be edited.
IDENTITY = ("names", "forms")
STABILITY = ("stock", "working", "elsewhere")


def section_of(monograph: Monograph, section: str) -> tuple[Fact, ...]:
    """Return the facts of a section by its name."""
    top, _, part = section.partition(".")
    if top == "identity":
        return tuple(getattr(monograph.identity, part)) if part in IDENTITY else ()
    if top == "stability":
        return tuple(getattr(monograph.stability, part)) if part in STABILITY else ()
    found = getattr(monograph, top, ())
    return tuple(found) if isinstance(found, tuple) else ()


def fact_in(monograph: Monograph, section: str, fact: str) -> Fact | None:
    """Return a fact by section and id; None where it is not there."""
    return next((one for one in section_of(monograph, section) if one.id == fact), None)


def form_word(form: Form) -> str:
    """Return by which word a form is looked for: "hemihydrate", "hydrochloride"; what explains it is left out."""
    return re.split(r"[,(]", form.name)[0].strip()


def form_meant(monograph: Monograph, text: str) -> Form:
    """Return the form that somebody means who looks for a CAS number or a name; the usual one where none is named."""
    said, forms = text.strip().casefold(), monograph.identity.forms
    numbered = next((form for form in forms if form.cas and form.cas == said), None)
    named = [form for form in forms if (word := form_word(form).casefold()) and said.endswith(word)]
    return numbered or max(named, key=lambda form: len(form_word(form)), default=forms[0])


def fact_ids(monograph: Monograph) -> Iterator[str]:
    """Return every fact id in the monograph."""
    identity = monograph.identity
    for group in (identity.names, identity.forms, identity.traps, identity.references):
        yield from (fact.id for fact in group)
    yield from (code.id for code in monograph.supplier_codes)
    yield from (claim.id for _, claim in monograph.claims())
    yield from (use.id for use in monograph.uses)
    yield from (unknown.id for unknown in monograph.unknowns)


def cited(monograph: Monograph) -> Iterator[tuple[str, str]]:
    """Return every use of a source: its key, and the id of the fact that rests on it."""
    identity = monograph.identity
    yield identity.source, "identity"
    for group in (identity.names, identity.forms, identity.traps, identity.references, monograph.supplier_codes):
        yield from ((fact.source, fact.id) for fact in group)
    for _, claim in monograph.claims():
        yield claim.source, claim.id
        yield from ((report.source, claim.id) for report in claim.others)
    for use in monograph.uses:
        yield use.source, use.id
        yield from ((report.source, use.id) for report in use.others)


def words_on_handling(monograph: Monograph) -> dict[str, Claim]:
    """Return the words of the format that a page says on handling, each with its claim, in the order of `WORDS`."""
    said = {claim.value.text: claim for claim in monograph.handling if claim.value is not None and claim.value.text}
    return {word: said[word] for word in WORDS if word in said}
