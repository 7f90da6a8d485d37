"""Importing: a file is read in the background, shown row by row, and taken only when the person says so."""

import re
import uuid
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from benchapp.domain.compound_lists import Columns, Known, Verdict, match_columns, read_rows
from benchapp.domain.drafts import Field, Told
from benchapp.domain.filed import Origin
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.monograph import Monograph
from benchapp.presenters.report import Report
from benchapp.presenters.workers import Workers
from benchapp.store.library import Library, Ready, Taking
from benchapp.store.library_index import Folders, LibraryIndex
from benchapp.store.list_export import write_rows
from benchapp.store.lists import Table, read_table
from benchapp.store.monograph_file import read_each

# Ids of imported compounds follow from their number, so that the same list imported again renews them.
_IMPORTED = uuid.UUID("0b1d2a5e-6f7c-5f0e-9a58-6f3b8f1d7c20")
_NO_PARENT = QModelIndex()


def compound_id(told: Told) -> str:
    """Give the id of a compound as a list tells it: by catalogue number, CAS number, or name."""
    code = told.text(Field.CODE)
    supplier = told.text(Field.SUPPLIER)
    if code:
        key = f"code:{supplier}:{code}"
    elif told.text(Field.CAS):
        key = f"cas:{told.text(Field.CAS)}:{told.text(Field.FORM)}"
    else:
        key = f"name:{told.text(Field.NAME)}"
    return str(uuid.uuid5(_IMPORTED, key.casefold()))


class Preview(Struct, frozen=True):
    """A file as it was read.

    Attributes:
        file: Where it is.
        table: The list; None for monographs.
        columns: Which column says what; None for monographs.
        verdicts: What became of each row.
    """

    file: Path
    table: Table | None
    columns: Columns | None
    verdicts: tuple[Verdict, ...]

    @property
    def good(self) -> tuple[Monograph, ...]:
        """The compounds that can be taken."""
        return tuple(one.monograph for one in self.verdicts if one.monograph is not None)

    @property
    def bad(self) -> tuple[Verdict, ...]:
        """The rows that cannot."""
        return tuple(one for one in self.verdicts if one.monograph is None)


class Reader(Struct, frozen=True):
    """The reading of a file, as a value for a worker.

    Attributes:
        file: The file.
        index: Where the library's index is.
        folders: Where the library is.
        today: The day, ISO.
        table: The list, where it was read before.
        columns: Which column says what; None to match them by their headings.
        report: Told how far it is.
    """

    file: Path
    index: str
    folders: Folders
    today: str
    table: Table | None = None
    columns: Columns | None = None
    report: Report | None = None

    def run(self) -> Preview:
        """Read it.

        Raises:
            BenchError: The file as a whole cannot be read, or it is to stop.
        """
        known = self._known()
        if self.file.suffix.casefold() == ".json":
            return Preview(self.file, None, None, tuple(self._monographs(known)))
        table = self.table or read_table(self.file)
        columns = self.columns or match_columns(table.headings)
        rows = read_rows(table.file, table.rows, columns, compound_id, known, self.today)
        told = rows if self.report is None else self.report.through(rows, len(table.rows))
        return Preview(self.file, table, columns, tuple(told))

    def _known(self) -> Callable[[str], Known | None]:
        index = LibraryIndex(self.index)
        try:
            index.renew(self.folders)
            by_text: dict[str, Known] = {}
            for one in index.headlines():
                known = Known(one.id, one.name, one.origin is Origin.BUNDLED)
                for text in (one.id, one.name, one.cas):
                    if text:
                        by_text.setdefault(text.casefold(), known)
        finally:
            index.close()
        return lambda text: by_text.get(text.strip().casefold())

    def _monographs(self, known: Callable[[str], Known | None]) -> list[Verdict]:
        verdicts = []
        for place, one in enumerate(read_each(self.file), 1):
            if isinstance(one, BenchError):
                verdicts.append(Verdict(place, "", ("", "", "", ""), reason=one))
                continue
            monograph = one.monograph
            identity = monograph.identity
            code = monograph.supplier_codes[0].code if monograph.supplier_codes else ""
            cells = (identity.cas, identity.formula, identity.forms[0].molar_mass, code)
            found = known(monograph.id)
            if found is not None and found.bundled:
                reason = BenchError(Message.MONOGRAPH_BUNDLED, file=self.file.name, path="$.id", name=found.name)
                verdicts.append(Verdict(place, identity.name, cells, reason=reason))
            else:
                verdicts.append(Verdict(place, identity.name, cells, monograph, replaces=found is not None))
        return verdicts


class PreviewColumn(IntEnum):
    """The columns of the preview."""

    ROW = 0
    STATE = 1
    NAME = 2
    CAS = 3
    FORMULA = 4
    MOLAR_MASS = 5
    CODE = 6
    REASON = 7


class PreviewRole(IntEnum):
    """What a cell answers beside its text."""

    VERDICT = Qt.ItemDataRole.UserRole


class PreviewTable(QAbstractTableModel):
    """The rows of a file, each with its verdict.

    Args:
        headers: What stands over the columns.
        say: Words an error.
        states: The words for a row that is taken, that replaces one, and that cannot be taken.
    """

    def __init__(self, headers: Sequence[str], say: Callable[[BenchError], str], states: tuple[str, str, str]) -> None:
        super().__init__()
        self._headers = tuple(headers)
        self._say = say
        self._states = states
        self._every: tuple[Verdict, ...] = ()
        self._rows: tuple[Verdict, ...] = ()
        self._only_bad = False

    def show_verdicts(self, verdicts: tuple[Verdict, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._every = verdicts
        self._rows = self._chosen()
        self.endResetModel()

    def show_only_bad(self, *, only: bool) -> None:
        """Show only the rows that cannot be taken, or all of them."""
        self.beginResetModel()
        self._only_bad = only
        self._rows = self._chosen()
        self.endResetModel()

    def _chosen(self) -> tuple[Verdict, ...]:
        return tuple(one for one in self._every if not self._only_bad or one.monograph is None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Give the number of columns."""
        return 0 if parent.isValid() else len(PreviewColumn)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give what stands over a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headers[section] if section < len(self._headers) else None
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        verdict = self._rows[index.row()]
        if role == PreviewRole.VERDICT:
            return verdict
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        match PreviewColumn(index.column()):
            case PreviewColumn.ROW:
                return str(verdict.row)
            case PreviewColumn.STATE:
                taken, replaced, refused = self._states
                return refused if verdict.monograph is None else replaced if verdict.replaces else taken
            case PreviewColumn.NAME:
                return verdict.name
            case PreviewColumn.REASON:
                return "" if verdict.reason is None else self._say(verdict.reason)
            case column:
                return verdict.cells[column - PreviewColumn.CAS]


class ImportDesk(QObject):
    """A file on its way into the library.

    Args:
        library: Where its compounds go.
        workers: Does the reading.
        today: Gives the day, ISO.

    Signals:
        begun: A file is being read; its name.
        watched: How far it is can be looked at: the `Report`.
        read: The file was read, or read again with other columns; see `preview`.
        failed: The file as a whole cannot be read: the `BenchError`.
        imported: So many compounds were taken; the id of the first.
        not_saved: They could not be written; nothing was taken: the `BenchError`.
    """

    begun = Signal(str)
    watched = Signal(object)
    read = Signal()
    failed = Signal(object)
    imported = Signal(int, str)
    not_saved = Signal(object)

    def __init__(self, library: Library, workers: Workers, today: Callable[[], str]) -> None:
        super().__init__()
        self._library = library
        self._workers = workers
        self._today = today
        self._asked = 0
        self._report: Report | None = None
        self.preview: Preview | None = None

    def open(self, file: Path) -> None:
        """Read a file."""
        self.preview = None
        self.begun.emit(file.name)
        self._start(Reader(file, self._library.index_file, self._library.folders, self._today()))

    def choose_column(self, name: Field, place: int) -> None:
        """Say which column says what; a place below 0 says none does. The rows are read again."""
        preview = self.preview
        if preview is None or preview.table is None or preview.columns is None:
            return
        places = {known: at for known, at in preview.columns.places.items() if known is not name}
        if place >= 0:
            places[name] = place
        fresh = match_columns([preview.table.headings[place]]).units.get(name, "") if place >= 0 else ""
        units = {**preview.columns.units, **({name: fresh} if fresh else {})}
        self._again(Columns(places, units))

    def choose_unit(self, name: Field, unit: str) -> None:
        """Say in which unit the bare numbers of a column are; the rows are read again."""
        preview = self.preview
        if preview is not None and preview.columns is not None:
            self._again(replace(preview.columns, units={**preview.columns.units, name: unit}))

    def _again(self, columns: Columns) -> None:
        preview = self.preview
        if preview is not None:
            self.preview = replace(preview, columns=columns)
            index, folders = self._library.index_file, self._library.folders
            self._start(Reader(preview.file, index, folders, self._today(), preview.table, columns))

    def _start(self, reader: Reader) -> None:
        self._asked += 1
        asked = self._asked

        def done(preview: Preview) -> None:
            # Another file or other columns were asked for meanwhile.
            if asked == self._asked:
                self.preview = preview
                self.read.emit()

        def failed(error: BenchError) -> None:
            if asked == self._asked:
                self.failed.emit(error)

        report = Report()
        self.watched.emit(report)
        self._report = report
        self._workers.do(replace(reader, report=report).run, done, failed, report)

    def stop(self) -> None:
        """Let go of the file; nothing of it is taken."""
        self._asked += 1
        if self._report is not None:
            self._report.stop()
        self.preview = None

    def keep_bad(self, file: Path, say: Callable[[BenchError], str]) -> None:
        """Write the rows that cannot be taken as a list, with the reason beside each.

        Raises:
            BenchError: It could not be written.
        """
        preview = self.preview
        if preview is None:
            return
        headings = preview.table.headings if preview.table is not None else ()
        cells = dict(preview.table.rows) if preview.table is not None else {}
        rows = (
            (str(one.row), "" if one.reason is None else say(one.reason), *cells.get(one.row, ()))
            for one in preview.bad
        )
        write_rows(file, ("Row", "Why not", *headings), rows)

    def take(self) -> None:
        """Take every row that can be taken, as one file; `imported` or `not_saved` tells how it went."""
        preview = self.preview
        if preview is None or not preview.good:
            return
        good = preview.good
        stem = re.sub(r"[^a-z0-9]+", "-", preview.file.stem.casefold()).strip("-")[:40] or "list"
        taking = Taking(self._library.index_file, self._library.folders, good, f"{stem}-{self._today()}")
        self.preview = None

        def done(ready: Ready | None) -> None:
            if ready is None:
                self._library.forget()
            else:
                self._library.use(ready)
            self.imported.emit(len(good), good[0].id)

        def failed(error: BenchError) -> None:
            # What was read is still there, so that it can be tried again.
            self.preview = preview
            self.not_saved.emit(error)

        self._workers.do(taking.run, done, failed)
