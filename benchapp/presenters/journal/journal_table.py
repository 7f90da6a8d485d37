"""The diary: every entry of the journal in words, the latest first, filtered by what it is about."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum
from functools import partial
from typing import Any, TypeAlias, get_args

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.journal.entries import KINDS, Entry, IncubationBody, NoteAdded, Retracted, SolutionBody
from benchapp.domain.journal.notes import Note
from benchapp.domain.journal.state import LabState
from benchapp.domain.messages import BenchError, Work
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.late import LateArrivals, late_in

_NO_PARENT = QModelIndex()
# So many are shown at once; the rest of a long journal is read in the background.
FIRST_SHOWN = 200
Find: TypeAlias = Callable[[str], Entry | None]
Wording: TypeAlias = Callable[[Callable[[], LabState], Find], Callable[[Entry], str]]


class JournalColumn(IntEnum):
    """The columns."""

    HAPPENED = 0
    RECORDED = 1
    WHAT = 2
    PERSON = 3
    COMPUTER = 4


class JournalRole(IntEnum):
    """What a cell answers beside its text."""

    LINE = Qt.ItemDataRole.UserRole
    UNDONE = Qt.ItemDataRole.UserRole + 1
    NOTES = Qt.ItemDataRole.UserRole + 2


_CORRECTIONS = frozenset({"SolutionCorrected", "SolutionFilled", "NoteAdded", "Retracted"})
_SOLUTIONS = frozenset({"SolutionBrought", *(kind.__name__ for kind in get_args(SolutionBody))}) - _CORRECTIONS
_INCUBATIONS = frozenset({"IncubationBrought", *(kind.__name__ for kind in get_args(IncubationBody))})
# The kinds of entries that are asked for together.
GROUPS = {
    "solutions": _SOLUTIONS,
    "incubations": _INCUBATIONS,
    "corrections": _CORRECTIONS,
    "other": frozenset(KINDS) - _SOLUTIONS - _INCUBATIONS - _CORRECTIONS,
}


class JournalLine(Struct, frozen=True):
    """One entry in words.

    Attributes:
        id: UUID of the entry.
        kind: Its kind.
        happened: When it happened.
        recorded: When it was recorded.
        person: Who says so.
        sentence: What happened.
        compound: UUID of the compound it is about; "" for none.
        subjects: Ids of the solutions and incubations it is about.
        undoes: Id of the entry that it takes back; "" for none.
        computer: What people call the computer that wrote it.
        came: When it came in from there, where that was long after; None where it was not.
        text: All of it in small letters, with the date, to be searched.
    """

    id: str
    kind: str
    happened: datetime
    recorded: datetime
    person: str
    sentence: str
    compound: str
    subjects: frozenset[str]
    undoes: str
    computer: str
    text: str
    came: datetime | None = None


class JournalFilter(Struct, frozen=True):
    """What is wanted; empty fields want everything.

    Attributes:
        text: Words that are all in it; a date as 2026-11-23 or 2026-11.
        compound: UUID of a compound.
        subject: Id of a solution or an incubation.
        person: Who said so.
        since: Not what happened before.
        kinds: Kinds of entries.
        computer: What people call the computer that wrote it.
        late: Only what came in late from another computer.
    """

    text: str = ""
    compound: str = ""
    subject: str = ""
    person: str = ""
    since: datetime | None = None
    kinds: frozenset[str] = frozenset()
    computer: str = ""
    late: bool = False

    def apply(self, lines: Iterable[JournalLine]) -> list[JournalLine]:
        """Return the lines that are wanted."""
        words = plain_spaces(self.text.casefold()).split()
        kept = list(lines)
        for word in words:
            kept = [line for line in kept if word in line.text]
        if self.compound:
            kept = [line for line in kept if line.compound == self.compound]
        if self.subject:
            kept = [line for line in kept if self.subject in line.subjects]
        if self.person:
            kept = [line for line in kept if line.person == self.person]
        if self.kinds:
            kept = [line for line in kept if line.kind in self.kinds]
        if self.since is not None:
            kept = [line for line in kept if line.happened >= self.since]
        if self.computer:
            kept = [line for line in kept if line.computer == self.computer]
        if self.late:
            kept = [line for line in kept if line.came is not None]
        return kept


def line_of(
    entry: Entry,
    bench: LabState,
    word: Callable[[Entry], str],
    local: Callable[[datetime], datetime],
    late: LateArrivals = LateArrivals(),  # noqa: B008 (frozen)
) -> JournalLine:
    """Return an entry in words, with what it is about."""
    ids = entry.about
    solutions = [bench.solutions[name].solution for name in ids if name in bench.solutions]
    incubations = [bench.incubations[name].incubation for name in ids if name in bench.incubations]
    subjects = frozenset([subject.id for subject in solutions] + [subject.id for subject in incubations])
    compounds = [subject.compound for subject in incubations] + [subject.compound for subject in solutions]
    sentence = word(entry)
    computer = bench.computers.name_of(entry.chain)
    text = plain_spaces(f"{local(entry.happened_at):%Y-%m-%d} {sentence} {entry.person} {computer}".casefold())
    undoes = entry.body.entry if isinstance(entry.body, Retracted) else ""
    return JournalLine(
        entry.id,
        entry.kind,
        entry.happened_at,
        entry.recorded_at,
        entry.person,
        sentence,
        compounds[0] if compounds else "",
        subjects,
        undoes,
        computer,
        text,
        late.of(entry.chain, entry.sequence),
    )


def read_lines(
    again: Callable[[], Journal], bench: LabState, wording: Wording, local: Callable[[datetime], datetime]
) -> list[JournalLine]:
    """Read a whole journal in words, the latest first; made for a worker."""
    journal, finder = again(), again()
    try:
        word, late = wording(lambda: bench, finder.find), late_in(journal.path)
        return [line_of(entry, bench, word, local, late) for entry in journal.backwards()]
    finally:
        journal.close()
        finder.close()


class TableWords(Struct, frozen=True):
    """What the table says besides the sentences.

    Attributes:
        undone: What leads an entry that was undone.
        noted: Words notes.
        came: Words when an entry came in, by that time and the one when it was recorded.
    """

    undone: str = "(undone) "
    noted: Callable[[tuple[Note, ...]], str] = lambda notes: "\n".join(note.text for note in notes)
    came: Callable[[datetime, datetime], str] = "came in {}, recorded {}".format


_PLAIN = TableWords()


@qt_overrides
class JournalTable(QAbstractTableModel):
    """The journal as a table; nothing is read before `open` is called.

    Args:
        book: The journal.
        wording: Returns what words entries.
        when: Returns an instant as people read it.
        headers: Titles of the columns.
        workers: For reading a long journal; None reads it at once.
        words: What leads an entry that was undone, and what words notes.

    Signals:
        cut_short: Only the latest entries are here, as the others could not be read: the `BenchError`.
    """

    cut_short = Signal(object)

    def __init__(
        self,
        book: JournalSession,
        wording: Wording,
        when: Callable[[datetime], str],
        headers: tuple[str, ...],
        workers: Workers | None = None,
        words: TableWords = _PLAIN,
    ) -> None:
        super().__init__()
        self._book = book
        self._wording = wording
        self._word = wording(lambda: book.bench, book.find)
        self._when = when
        self._headers = headers
        self._workers = workers
        self._all: list[JournalLine] = []
        self._rows: list[JournalLine] = []
        self._undone: set[str] = set()
        self._table_words = words
        self._filter = JournalFilter()
        self._late = LateArrivals()
        self._opened = False
        # What is yet to be read in the background; it is begun when the page is opened.
        self._left = False
        book.recorded.connect(self._on_recorded)
        book.arrived.connect(self._on_arrived)

    def open(self) -> None:
        """Read the journal, when the page is first shown: the latest entries at once, and what failed again."""
        if not self._opened:
            self._opened = True
            self._read_latest()
        if self._left and self._workers is not None:
            self._left = False
            again, bench, wording, local = self._book.again, self._book.bench, self._wording, self._book.local
            reading = partial(read_lines, again, bench, wording, local)
            self._workers.do(Work.READING, reading, self._on_read, self._on_not_read)

    def _read_latest(self) -> None:
        first: list[JournalLine] = []
        self._late = late_in(self._book.path)
        for entry in self._book.backwards():
            if len(first) == FIRST_SHOWN and self._workers is not None:
                self._left = True
                break
            first.append(self._line(entry))
        self._take(first)

    def _on_arrived(self) -> None:
        """Read again, when the page is open: what came from other computers may belong anywhere."""
        if self._opened:
            self._opened = False
            self.open()

    def _on_not_read(self, error: BenchError) -> None:
        self._left = True
        self.cut_short.emit(error)

    def _line(self, entry: Entry) -> JournalLine:
        return line_of(entry, self._book.bench, self._word, self._book.local, self._late)

    def _on_read(self, lines: list[JournalLine]) -> None:
        known = {line.id for line in lines[:FIRST_SHOWN]}
        since = []
        for line in self._all:
            if line.id in known:
                break
            since.append(line)
        self._take(since + lines)

    def _take(self, lines: list[JournalLine]) -> None:
        self.beginResetModel()
        self._all = lines
        self._undone = {line.undoes for line in lines if line.undoes}
        self._rows = self._filter.apply(lines)
        self.endResetModel()

    def set_filter(self, wanted: JournalFilter) -> None:
        """Show what is wanted."""
        self.beginResetModel()
        self._filter = wanted
        self._rows = wanted.apply(self._all)
        self.endResetModel()

    @property
    def lines(self) -> tuple[JournalLine, ...]:
        """What is shown."""
        return tuple(self._rows)

    def rows_for_file(self) -> list[tuple[str, ...]]:
        """Return what is shown, a row for each entry, times with their zone."""
        local = self._book.local
        return [
            (
                local(one.happened).isoformat(),
                local(one.recorded).isoformat(),
                plain_spaces(one.sentence),
                one.person,
                one.computer,
                local(one.came).isoformat() if one.came is not None else "",
            )
            for one in self._rows
        ]

    @property
    def undoable(self) -> str:
        """The id of the entry that Undo would take back; "" for none."""
        entry = self._book.undoable()
        return entry.id if entry is not None else ""

    @property
    def count(self) -> int:
        """How many entries were read."""
        return len(self._all)

    @property
    def is_cut(self) -> bool:
        """Whether only the latest entries were read."""
        return self._left

    def _on_recorded(self, entry: Entry) -> None:
        if not self._opened:
            return
        line = self._line(entry)
        self._all.insert(0, line)
        if self._filter.apply([line]):
            self.beginInsertRows(_NO_PARENT, 0, 0)
            self._rows.insert(0, line)
            self.endInsertRows()
        if line.undoes:
            self._undone.add(line.undoes)
        if self._rows and (line.undoes or isinstance(entry.body, NoteAdded)):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(JournalColumn) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many entries are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802 (Qt's name)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(JournalColumn)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        line = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(line, JournalColumn(index.column()))
            case JournalRole.LINE:
                return line
            case JournalRole.UNDONE:
                return line.id in self._undone
            case JournalRole.NOTES:
                return self._table_words.noted(self._book.bench.notes_on(line.id))
            case _:
                return None

    def _text(self, line: JournalLine, column: JournalColumn) -> str:
        match column:
            case JournalColumn.HAPPENED:
                return self._when(line.happened)
            case JournalColumn.RECORDED:
                local = self._book.local
                came = line.came and f"\n{self._table_words.came(local(line.came), local(line.recorded))}"
                return self._when(line.recorded) + (came or "")
            case JournalColumn.WHAT:
                return f"{self._table_words.undone if line.id in self._undone else ''}{line.sentence}"
            case JournalColumn.PERSON:
                return line.person
            case JournalColumn.COMPUTER:
                return line.computer
