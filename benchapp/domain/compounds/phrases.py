"""Which texts of a monograph are standard phrases, which can be shown in another language; its findings are not."""

from collections.abc import Iterator

from benchapp.domain.compounds.monograph import Claim, Context, Monograph, Value


def standard_phrases(monograph: Monograph) -> Iterator[str]:
    """Yield the texts of a monograph that say what to weigh, to heed and to keep: forms, hazards, storage, doses.

    What a compound does, and what papers found, stays in the words and the language of the monograph.
    """
    yield from (text for text in _phrases(monograph) if text)


def _phrases(monograph: Monograph) -> Iterator[str]:
    yield from monograph.classes
    for form in monograph.identity.forms:
        yield from (form.name, form.note)
    for unknown in monograph.unknowns:
        yield from (unknown.what, unknown.note)
    stability = monograph.stability
    for claim in (*monograph.hazards, *monograph.storage, *monograph.solubility, *stability.stock, *stability.working):
        yield from _of_claim(claim)
    for use in monograph.uses:
        yield from (use.title, use.note, use.reason, *_of_context(use.context))


def _of_claim(claim: Claim) -> Iterator[str]:
    yield from (claim.statement, claim.reason, _of_value(claim.value), *_of_context(claim.context))


def _of_value(value: Value | None) -> str:
    return "" if value is None else value.text


def _of_context(context: Context) -> tuple[str, ...]:
    # The names of cells and targets are the same in every language.
    return (context.system, context.species, context.solvent, context.form)
