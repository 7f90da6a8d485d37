"""Importing: a file is read in the background, shown row by row, and taken only when the person says so."""

import re
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.column_units import choose_unit
from benchapp.domain.compounds.lists.headings import Columns, choose_column
from benchapp.domain.compounds.lists.row_verdicts import RowVerdict
from benchapp.domain.messages import BenchError, Work
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.progress import Progress
from benchapp.store.export.list_export import write_rows
from benchapp.store.library.library import Library, Ready
from benchapp.store.library.own_compounds import Taking
from benchapp.store.lists.code_pages import CODE_PAGES
from benchapp.store.lists.previews import Preview, Reader
from benchapp.store.lists.tables import Choice

__all__ = ["CODE_PAGES", "ImportForm", "PreviewColumn", "PreviewRole", "PreviewTable"]
_NO_PARENT = QModelIndex()


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


@qt_overrides
class PreviewTable(QAbstractTableModel):
    """The rows of a file, each with its verdict.

    Args:
        headers: The headings of the columns.
        say: Words an error.
        states: The words for a row that is taken, that replaces one, and that cannot be taken.
        replaces: The sentence that names whom a row replaces, with the place {name}.
    """

    def __init__(
        self,
        headers: Sequence[str],
        say: Callable[[BenchError], str],
        states: tuple[str, str, str],
        replaces: str = "",
    ) -> None:
        super().__init__()
        self._replaces = replaces
        self._headers = tuple(headers)
        self._say = say
        self._states = states
        self._every: tuple[RowVerdict, ...] = ()
        self._rows: tuple[RowVerdict, ...] = ()
        self._only_bad = False

    def show_verdicts(self, verdicts: tuple[RowVerdict, ...]) -> None:
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

    def _chosen(self) -> tuple[RowVerdict, ...]:
        return tuple(one for one in self._every if not self._only_bad or one.monograph is None)

    def _remarks(self, verdict: RowVerdict) -> str:
        if verdict.reason is not None:
            return self._say(verdict.reason)
        said = (
            [self._replaces.format(name=verdict.whom)] if verdict.replaces and verdict.whom and self._replaces else []
        )
        return " ".join((*said, *(self._say(one.reason) for one in verdict.left)))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(PreviewColumn)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headers[section] if section < len(self._headers) else None
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
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
                return self._remarks(verdict)
            case column:
                return verdict.cells[column - PreviewColumn.CAS]


class ImportForm(QObject):
    """A file on its way into the library.

    Args:
        library: Where its compounds go.
        workers: Does the reading.
        today: Gives the day, ISO.

    Signals:
        begun: A file is being read; its name.
        watched: How far it is can be looked at: the `ReadingProgress`.
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
        self._report: Progress | None = None
        self.preview: Preview | None = None

    def open(self, file: Path) -> None:
        """Read a file."""
        self._open(file, Choice())

    def _open(self, file: Path, choice: Choice, solvent: str = "") -> None:
        self.preview = None
        self.begun.emit(file.name)
        folders = self._library.folders
        self._start(Reader(file, self._library.index_file, folders, self._today(), choice=choice, solvent=solvent))

    def choose(self, *, sheet: str | None = None, encoding: str | None = None, heading_row: int | None = None) -> None:
        """Set which sheet, code page or row of headings is meant; the file is read again."""
        preview = self.preview
        if preview is None:
            return
        before = preview.choice
        choice = Choice(
            before.sheet if sheet is None else sheet,
            before.encoding if encoding is None else encoding,
            # Another sheet has its headings in another row.
            heading_row if heading_row is not None else None if sheet is not None else before.heading_row,
        )
        self._open(preview.file, choice, "" if preview.columns is None else preview.columns.solvent)

    def choose_solvent(self, solvent: str) -> None:
        """Set in which solvent the solubilities are that name none; the rows are read again."""
        preview = self.preview
        if preview is not None and preview.columns is not None:
            self._again(replace(preview.columns, solvent=solvent))

    def choose_column(self, name: Field, place: int) -> None:
        """Set which column says what; a place below 0 says none does. The rows are read again."""
        preview = self.preview
        if preview is None or preview.table is None or preview.columns is None:
            return
        self._again(choose_column(preview.columns, preview.table.headings, name, place))

    def choose_unit(self, name: Field, unit: str) -> None:
        """Set in which unit the bare numbers of a column are; the rows are read again."""
        preview = self.preview
        if preview is None or preview.columns is None:
            return
        self._again(choose_unit(preview.columns, name, unit))

    def _again(self, columns: Columns) -> None:
        preview = self.preview
        if preview is not None:
            self.preview = replace(preview, columns=columns)
            index, folders = self._library.index_file, self._library.folders
            self._start(
                Reader(preview.file, index, folders, self._today(), preview.table, columns, choice=preview.choice)
            )

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

        report = Progress()
        self.watched.emit(report)
        self._report = report
        self._workers.do(Work.PREVIEW, replace(reader, report=report).run, done, failed, report)

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
        """Import every row that can be imported, as one file; `imported` or `not_saved` tells how it went."""
        preview = self.preview
        if preview is None or not preview.good:
            return
        try:
            # The worker has a library of its own.
            self._library.check_open()
        except BenchError as error:
            self.not_saved.emit(error)
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

        self._workers.do(Work.IMPORT, taking.run, done, failed)
