"""The compounds that this computer shares with its lab: its own are recorded, those of others are written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from benchapp.domain.journal.entries import CompoundShared, CompoundWithdrawn
from benchapp.domain.journal.lab_compounds import Differences, LabCompound, SharedVersion, differences
from benchapp.domain.messages import BenchError, Work
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.library.lab_monographs import (
    Arriving,
    CompoundExchange,
    Exchanged,
    own_hashes,
    read_agreed,
    write_agreed,
)
from benchapp.store.library.library import Library


class LabCompounds(QObject):
    """Keeps the library of this computer and the compounds of the lab alike.

    Args:
        session: The open journal, which carries them.
        library: The compounds of this computer.
        workers: For background work.
        editing: Returns the id of the compound that somebody is editing; "" for none. It is left alone meanwhile.

    Attributes:
        refused: Why compounds of the lab are not in this library, by id: most are of a newer format.

    Signals:
        taken: Compounds were written into the library, or taken out of it: the ids.
        refused_some: Compounds were not taken; `refused` says which.
        failed: The library or the journal could not be written to; the `BenchError`.
    """

    taken = Signal(object)
    refused_some = Signal()
    failed = Signal(object)

    def __init__(
        self, session: JournalSession, library: Library, workers: Workers, editing: Callable[[], str] = str
    ) -> None:
        super().__init__()
        self._session = session
        self._library = library
        self._workers = workers
        self._editing = editing
        self._busy = False
        # As of which state of both it was looked last, and while which compound was edited.
        self._seen: tuple[int, Mapping[str, LabCompound] | None, str] = (-1, None, "")
        self.refused: dict[str, BenchError] = {}

    @cached_property
    def _agreed(self) -> dict[str, str]:
        return read_agreed(self._library.folders)

    def look(self) -> None:
        """Look what the library and the journal lack of each other, and see to it in the background."""
        lab = self._session.bench.compounds
        now = (self._library.changes, lab, self._editing())
        if self._busy or ((now[0], now[2]) == (self._seen[0], self._seen[2]) and lab == self._seen[1]):
            return
        if self._session.why_read_only is not None or self._library.folders.own is None:
            return
        here = own_hashes(self._library, lab, self._used)
        found = differences(lab, here, self._agreed, self._used)
        # Asked for last: to look at the compounds may itself renew the index.
        self._seen = (self._library.changes, lab, now[2])
        self._begin(found, here, now[2])

    def _used(self) -> frozenset[str]:
        """Return the compounds of which there are solutions or incubations, those of years ago too."""
        bench = self._session.bench
        made = {kept.solution.compound for kept in bench.solutions.values()}
        return frozenset(made | {running.incubation.compound for running in bench.incubations.values()})

    def _begin(self, found: Differences, here: Mapping[str, str], edited: str) -> None:
        arriving = {}
        for compound, before in found.take.items():
            content = self._content(self._session.bench.compounds[compound].current)
            if content is not None and compound != edited:
                arriving[compound] = Arriving(content.hash, content.content, before)
        drop = {compound: here[compound] for compound in found.drop if compound != edited}
        self._agree(found.same)
        if not (found.give or arriving or drop):
            return
        self._busy = True
        library = self._library
        work = CompoundExchange(library.index_file, library.folders, found.give, arriving, drop)
        self._workers.do(Work.LIBRARY, work.run, self._on_exchanged, self._on_failed)

    def _content(self, version: SharedVersion) -> CompoundShared | None:
        entry = self._session.find(version.entry)
        return entry.body if entry is not None and isinstance(entry.body, CompoundShared) else None

    def _on_exchanged(self, exchanged: Exchanged) -> None:
        self._busy = False
        self.refused = {name: why for name, why in self.refused.items() if name not in exchanged.taken}
        self.refused |= exchanged.refused
        if exchanged.refused:
            self.refused_some.emit()
        for compound in exchanged.dropped:
            self._agreed.pop(compound, None)
        if exchanged.ready is not None or exchanged.taken or exchanged.dropped:
            self._library.use(exchanged.ready)
        self._agree(exchanged.taken, changed=bool(exchanged.dropped))
        if exchanged.given:
            try:
                self._session.record_all(exchanged.given, person=self._session.person)
            except BenchError as error:
                self.failed.emit(error)
        if exchanged.taken or exchanged.dropped:
            self.taken.emit((*exchanged.taken, *exchanged.dropped))
        self.look()

    def _on_failed(self, error: BenchError) -> None:
        self._busy = False
        self.failed.emit(error)

    def _agree(self, same: Mapping[str, str], *, changed: bool = False) -> None:
        """Keep which version of compounds both have now."""
        if not changed and all(self._agreed.get(name) == version for name, version in same.items()):
            return
        self._agreed.update(same)
        try:
            write_agreed(self._library.folders, self._agreed)
        except BenchError as error:
            self.failed.emit(error)

    def withdraw(self, compound: str) -> None:
        """Record that a compound was removed from the library, where the lab shares it.

        Raises:
            BenchError: It could not be saved.
        """
        known = self._session.bench.compounds.get(compound)
        if known is not None and not known.withdrawn:
            body = CompoundWithdrawn(compound, known.current.name, known.current.hash)
            self._agreed.pop(compound, None)
            self._session.record(body, person=self._session.person)
