"""The texts of a monograph that can be shown in another language."""

import re
from collections.abc import Iterator

from benchapp.domain.compounds.monograph import Claim, Context, Identity, Monograph, Report, Value

# Cells and targets that have words in their names: "T cells" has, "PBMC" and "BRD4" have none.
_WORDS = re.compile("[a-z]{3}")


def standard_phrases(monograph: Monograph) -> Iterator[str]:
    """Yield the statements of a monograph: what to weigh, to heed and to keep, what is known, and who says otherwise.

    Numbers and codes, the titles of works, and the codes of cells and targets are the same in every language.
    """
    yield from (text for text in _phrases(monograph) if text)


def _phrases(monograph: Monograph) -> Iterator[str]:
    yield from monograph.classes
    yield from _of_identity(monograph.identity)
    yield from (source.note for source in monograph.sources.values())
    yield from (code.note for code in monograph.supplier_codes)
    for unknown in monograph.unknowns:
        yield from (unknown.what, unknown.note)
    for _, claim in monograph.claims():
        yield from _of_claim(claim)
    for use in monograph.uses:
        yield from (use.title, use.note, use.reason, *_of_context(use.context), *_of_reports(use.others))


def _of_identity(identity: Identity) -> Iterator[str]:
    yield from (name.note for name in identity.names)
    for form in identity.forms:
        yield from (form.name, form.note)
    for trap in identity.traps:
        yield from (trap.name, trap.why)
    for fact in identity.references:
        yield from (fact.label, fact.value if " " in fact.value else "", fact.note)


def _of_claim(claim: Claim) -> Iterator[str]:
    yield from (claim.statement, claim.reason, _of_value(claim.value), *_of_context(claim.context))
    yield from _of_reports(claim.others)


def _of_reports(reports: tuple[Report, ...]) -> Iterator[str]:
    for report in reports:
        yield from (report.statement, _of_value(report.value), *_of_context(report.context))


def _of_value(value: Value | None) -> str:
    return "" if value is None else value.text


def _of_context(context: Context) -> tuple[str, ...]:
    named = (text for text in (context.target, context.cells) if _WORDS.search(text))
    return (context.system, context.species, context.solvent, context.form, *named)
