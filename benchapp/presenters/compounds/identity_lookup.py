"""Identities beside the library: found after its compounds, and a form completed from one of them."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CompoundInput, Field
from benchapp.domain.compounds.identities.completion import FilledWords, completed, is_completed, is_named, typed_cas
from benchapp.domain.compounds.identities.hydrates import named_hydrate, with_water
from benchapp.domain.compounds.identities.identity import FoundRecord, IdentityRecord
from benchapp.store.identities.identity_file import IdentityFile
from benchapp.store.library.library import Library

MOST = 6


class IdentityLookup:
    """Finds identities, and completes forms.

    Args:
        path: Where their file is.
        library: The compounds that have a page: what is one of these is no mere identity.
        words: Gives what goes into a form in the words of the screen.
        decimal_comma: Whether the locale's decimal sign is the comma.
    """

    def __init__(
        self,
        path: Path,
        library: Library,
        words: Callable[[IdentityRecord, str], FilledWords],
        *,
        decimal_comma: bool = False,
    ) -> None:
        self._file = IdentityFile(path)
        self._library = library
        self._words = words
        self._decimal_comma = decimal_comma

    def search(self, text: str) -> tuple[FoundRecord, ...]:
        """Find what begins so, or has this CAS number, and has no page in the library."""
        found = self._file.search(text, MOST)
        typed = text.strip()
        return tuple(
            replace(one, name=typed) if one.exact and is_named(one, typed) else one
            for one in found
            if not self._has_page(one.record)
        )

    def _has_page(self, record: IdentityRecord) -> bool:
        return bool(self._library.named(record.cas))

    def with_cas(self, cas: str, name: str) -> FoundRecord | None:
        """Return the record of a CAS number, under a name; None where there is none."""
        record = self._file.with_cas(cas)
        return None if record is None else FoundRecord(record, name)

    def offers(self, entered: CompoundInput) -> tuple[FoundRecord, ...]:
        """Return the records by which a form can be completed: every reading of its CAS number and its name.

        What comes with them are the other forms of the same compound, so that none of them is taken for another.
        """
        name, cas = entered.text(Field.NAME), typed_cas(entered)
        numbered = self._file.with_cas(cas) if cas else None
        found = [FoundRecord(numbered, "")] if numbered is not None else []
        found += [] if numbered is not None else list(self._file.named(name))
        found += [FoundRecord(other, "", exact=False) for one in found for other in self._file.forms_of(one.record)]
        if any(is_completed(entered, one.record) for one in found):
            return ()
        offered = {one.record.number: one for one in reversed(found) if not self._has_page(one.record)}
        return tuple(sorted(offered.values(), key=found.index))[:MOST]

    def with_hydrate(self, entered: CompoundInput) -> CompoundInput:
        """Return what was entered with the formula of the hydrate that its name is of, where no record has that name.

        The formula is that of the record of what is without water; where its name has several, none is taken.
        """
        name = entered.text(Field.NAME)
        hydrate = named_hydrate(name)
        if hydrate is None or self._file.named(name):
            return entered
        of, count = hydrate
        pairs = [(one.record, with_water(one.record, count)) for one in self._file.named(of)]
        found = {wet.formula: (dry, wet) for dry, wet in pairs if wet is not None}
        if len(found) != 1:
            return entered
        ((dry, wet),) = found.values()
        source = self._words(dry, self._file.head.collection).source
        texts = {Field.FORMULA: wet.formula, Field.FORM: self._words(wet, self._file.head.collection).form}
        sources = {**entered.sources, **dict.fromkeys(texts, source)}
        return replace(entered, texts={**entered.texts, **texts}, sources=sources)

    def completed(self, entered: CompoundInput, found: FoundRecord) -> CompoundInput:
        """Return what was entered with what a record states."""
        words = self._words(found.record, self._file.head.collection)
        return completed(entered, found, words, decimal_comma=self._decimal_comma)
