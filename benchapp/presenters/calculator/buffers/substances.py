"""The molar masses of what goes into a buffer, by its name: from the library, else from the public records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchapp.domain.buffers.buffer_recipe import ComponentForm
from benchapp.domain.compounds.identities.identity import IdentityRecord
from benchapp.domain.messages import BenchError
from benchapp.store.identities.identity_file import IdentityFile
from benchapp.store.library.library import Library

# The score of a search for a whole name, synonym or CAS number.
_EXACT = 100.0
MOST = 6


class SubstanceForms:
    """Looks up the forms of a substance.

    Args:
        library: The compounds that have a page.
        identities: The file of the public records.
    """

    def __init__(self, library: Library, identities: Path) -> None:
        self._library = library
        self._identities = IdentityFile(identities)

    def forms_of(self, name: str) -> tuple[ComponentForm, ...]:
        """Return the forms of the substance that has exactly this name, CAS number or synonym; none for any other."""
        return tuple(self._of_page(name)) or tuple(self._of_records(name))

    def _of_page(self, name: str) -> Iterator[ComponentForm]:
        hits = [hit for hit in self._library.search(name) if hit.score >= _EXACT]
        try:
            found = self._library.open(hits[0].headline.id) if len(hits) == 1 else None
        except BenchError:
            return
        for form in found.monograph.identity.forms if found is not None else ():
            if float(form.molar_mass):
                yield ComponentForm(form.name, "", form.molar_mass)

    def record_of(self, name: str) -> ComponentForm | None:
        """Return the public record that alone has exactly this name or CAS number; None where none or several have."""
        named = self._named(name)
        return next(self._with_mass(named), None) if len(named) == 1 else None

    def _named(self, name: str) -> tuple[IdentityRecord, ...]:
        numbered = self._identities.with_cas(name.strip())
        return (numbered,) if numbered is not None else tuple(one.record for one in self._identities.named(name))

    def _of_records(self, name: str) -> Iterator[ComponentForm]:
        named = self._named(name)
        every = {one.number: one for record in named for one in (record, *self._identities.forms_of(record))}
        yield from self._with_mass(list(every.values())[:MOST])

    @staticmethod
    def _with_mass(records: Sequence[IdentityRecord]) -> Iterator[ComponentForm]:
        from benchapp.domain.compounds.formula import read_formula  # noqa: PLC0415 (imports molmass, when it is needed)

        for record in records:
            try:
                mass = read_formula(record.formula).molar_mass
            except BenchError:
                continue
            yield ComponentForm(record.name, record.formula, f"{mass:.2f}", record.cas)
