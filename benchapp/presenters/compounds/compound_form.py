"""The form for a compound of one's own, and for editing one: read as one types, saved as a monograph or as edits."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.domain.compounds.compound_input import STATED, CompoundInput, Field, Reading, Remark, parse_input
from benchapp.domain.compounds.form_edits import (
    IDENTITY,
    FormValues,
    changed_fields,
    edits_between,
    revised,
    show_in_form,
)
from benchapp.domain.compounds.formula import salt_formula
from benchapp.domain.compounds.identifiers import read_cas
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Form
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import with_decimal_sign
from benchapp.store.library.library import Library
from benchapp.store.library.own_compounds import OwnCompounds

if TYPE_CHECKING:
    from benchapp.domain.compounds.identities.identity import FoundRecord, IdentityRecord
    from benchapp.presenters.compounds.identity_lookup import IdentityLookup


class TypedLanguage(Struct, frozen=True):
    """In which language a form is typed.

    Attributes:
        decimal_comma: Whether the locale's decimal sign is the comma.
        worded: Returns a word of the program's own vocabulary in it.
    """

    decimal_comma: bool = False
    worded: Callable[[str], str] = str


class CompoundForm(QObject):
    """What is being entered for a compound.

    Args:
        library: Where it is saved, and what is there already.
        today: Gives the day, ISO.
        identities: What is on file of substances that have no page; None for nothing.
        language: In which language it is typed.
        usual_source: The source that the values of a new compound have, until another one is named.

    Attributes:
        record: The record that a new compound was completed from; None for none.

    Signals:
        begun: Another compound is being entered: every field is to be filled again.
        completed: Fields were completed from a record, and are to be filled again.
        changed: Something was entered; read it from `reading`.
    """

    begun = Signal()
    completed = Signal()
    changed = Signal()

    def __init__(
        self,
        library: Library,
        today: Callable[[], str],
        identities: IdentityLookup | None = None,
        language: TypedLanguage = TypedLanguage(),  # noqa: B008 (a value)
        *,
        usual_source: str = "",
    ) -> None:
        super().__init__()
        self._new = CompoundInput({}, source=usual_source)
        self._library = library
        self._own = OwnCompounds(library)
        self._today = today
        self._language = language
        self._identities = identities
        self._filed: LibraryItem | None = None
        self._shown: FormValues | None = None
        self._reading: Reading | None = None
        # What was typed and not saved, by the compound (its hash, "" for a new one): another form loses nothing.
        self._unsaved: dict[str, CompoundInput] = {}
        self.entered = self._new
        self.record: IdentityRecord | None = None

    @property
    def editing(self) -> LibraryItem | None:
        """The monograph that is edited; None for a new compound."""
        return self._filed

    @property
    def bundled(self) -> bool:
        """Whether a bundled monograph is edited: what it is cannot be changed, what is said of it can."""
        return self._filed is not None and self._filed.origin is Origin.BUNDLED

    def begin_new(self, name: str = "", cas: str = "") -> None:
        """Begin with an empty form, or with what was entered before for a new compound and not saved.

        Args:
            name: What it is called, as somebody looked for it; what was entered before for another name is left out.
            cas: The CAS number of the identity record that completes it.
        """
        self._put_aside()
        if name:
            formula = salt_formula(name)
            known = {Field.NAME: name, Field.FORMULA: formula} if formula else {Field.NAME: name}
            begun = replace(self._new, texts=known)
            self._unsaved[""] = begun if self._identities is None else self._identities.with_hydrate(begun)
        if cas and self._identities is not None and (found := self._identities.with_cas(cas, name)) is not None:
            self._unsaved[""] = self._identities.completed(self._new, found)
            self.record = found.record
        elif name:
            self.record = None
        self._begin(None, None)

    def begin_edit(self, filed: LibraryItem, form: Form) -> None:
        """Begin with a monograph as it is, or with what was changed in it before and not saved."""
        self._put_aside()
        self._begin(filed, show_in_form(filed.monograph, form))

    def _put_aside(self) -> None:
        if self.is_changed:
            self._unsaved[self._filed.hash if self._filed is not None else ""] = self.entered

    def unsaved(self) -> dict[str, CompoundInput]:
        """Return what was typed and not saved, by the hash of the compound, "" for a new one."""
        self._put_aside()
        return dict(self._unsaved)

    def take_unsaved(self, unsaved: Mapping[str, CompoundInput]) -> None:
        """Set what was typed in another form and not saved; it is there when that compound is begun again."""
        self._unsaved.update(unsaved)

    def _begin(self, filed: LibraryItem | None, shown: FormValues | None) -> None:
        self._filed, self._shown = filed, shown
        begun = shown.entered if shown is not None else self._new
        self.entered = self._unsaved.pop(filed.hash if filed is not None else "", begun)
        self._reading = None
        self.begun.emit()

    def can_change(self, name: Field) -> bool:
        """Return whether a field can be changed."""
        return not self.bundled or name not in IDENTITY

    def shown_text(self, name: Field) -> str:
        """Return what a field shows: what is on file as it is written in the language of the form."""
        text = self.entered.texts.get(name, "")
        return self._as_written(name) if text == self._on_file(name) else text

    def _on_file(self, name: Field) -> str:
        return self._shown.entered.texts.get(name, "") if self._shown is not None else ""

    def _as_written(self, name: Field) -> str:
        text = self._on_file(name)
        if name is Field.FORM:
            return self._language.worded(text)
        return with_decimal_sign(text, ",") if name in STATED and self._language.decimal_comma else text

    def tell(self, name: Field, text: str) -> None:
        """Set what was typed in a field; what is typed over a record's value is no longer that record's."""
        if text == self._as_written(name):
            # Typed back: it is what is on file, and nothing was changed.
            text = self._on_file(name)
        sources = dict(self.entered.sources)
        if self._filed is None and sources.get(name) and sources[name] == sources.get(Field.SMILES):
            del sources[name]
        self._take(replace(self.entered, texts={**self.entered.texts, name: text}, sources=sources))

    @property
    def offers(self) -> tuple[FoundRecord, ...]:
        """The identity records by which a new compound can be completed."""
        return self._identities.offers(self.entered) if self._identities and self._filed is None else ()

    def complete(self, found: FoundRecord) -> None:
        """Complete what was entered from an identity record."""
        if self._identities is not None:
            self.record = found.record
            self._take(self._identities.completed(self.entered, found))
            self.completed.emit()

    def tell_source(self, name: Field, text: str) -> None:
        """Take where it is stated."""
        self._take(replace(self.entered, sources={**self.entered.sources, name: text}))

    def tell_source_of_all(self, text: str) -> None:
        """Take the source of everything that has none of its own."""
        self._take(replace(self.entered, source=text))

    def _take(self, entered: CompoundInput) -> None:
        self.entered = entered
        self._reading = None
        self.changed.emit()

    @property
    def reading(self) -> Reading:
        """What was entered, read, and held against the library."""
        if self._reading is None:
            shown = self._shown.entered if self._shown is not None else CompoundInput({})
            printed = {name for name in Field if shown.text(name) and shown.text(name) == self.entered.text(name)}
            read = parse_input(self._wanted(), decimal_comma=self._language.decimal_comma, printed=printed)
            problems, remarks = dict(read.problems), dict(read.remarks)
            self._look_up(problems, remarks)
            self._reading = replace(read, problems=problems, remarks=remarks)
        return self._reading

    @property
    def problems(self) -> dict[Field, BenchError]:
        """What keeps it from being saved: what cannot be read first, then the source that is missing."""
        reading = self.reading
        if reading.problems or reading.unsourced is None:
            return reading.problems
        return {reading.unsourced: BenchError(Message.SOURCE_NEEDED, today=self._today())}

    def _wanted(self) -> CompoundInput:
        # In an edit a source is asked for what is changed; the rest has the one it had.
        if self._shown is None:
            return self.entered
        sources = {**self._shown.entered.sources}
        for name in Field:
            text = self.entered.sources.get(name, "")
            if self.entered.text(name) != self._shown.entered.text(name):
                sources[name] = text if text != self._shown.entered.sources.get(name, "") else ""
            elif text:
                sources[name] = text
        return replace(self.entered, sources=sources)

    def _look_up(self, problems: dict[Field, BenchError], remarks: dict[Field, Remark]) -> None:
        mine = self._filed.monograph.id if self._filed is not None else ""
        for name, code in ((Field.NAME, Message.NAME_KNOWN), (Field.CAS, Message.CAS_KNOWN)):
            text = self.entered.text(name)
            if not text or name in problems or not self.can_change(name):
                continue
            if name is Field.CAS:
                # As it is on file, without what is printed before it.
                text = read_cas(text)
            other = next((one for one in self._library.named(text) if one.id != mine), None)
            if other is None:
                continue
            if name is Field.NAME:
                problems[name] = BenchError(code, name=other.name)
            else:
                remarks[name] = Remark(code, {"cas": text, "name": other.name})

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        if self._shown is None:
            return any(text.strip() for text in self.entered.texts.values())
        return bool(changed_fields(self._shown, self.entered))

    def save(self) -> LibraryItem:
        """Write it: a new compound, a new version of one's own, or edits laid over a bundled one.

        Raises:
            BenchError: Something is missing or cannot be read, or it could not be written.
        """
        reading = self.reading
        for problem in self.problems.values():
            raise problem
        saved = self._written(reading, self._today())
        # It is saved, and not to be put aside as something unsaved.
        self.record = None
        self.entered = self._shown.entered if self._shown is not None else CompoundInput({})
        self._begin(None, None)
        return saved

    def _written(self, reading: Reading, today: str) -> LibraryItem:
        if self._filed is None or self._shown is None:
            return self._own.save(build(reading, str(uuid.uuid4()), today))
        monograph = self._filed.monograph
        if self.bundled:
            edits, sources = edits_between(monograph, self._shown, reading, today)
            return self._own.edit(monograph.id, edits, sources, today)
        return self._own.save(revised(monograph, self._shown, reading, today))
