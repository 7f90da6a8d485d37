"""What a file would bring into the library: read, row by row, before anything of it is taken."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identifiers import mixed_word, unseen_character
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.compounds.lists.cells import LeftOut
from benchapp.domain.compounds.lists.column_units import choose_unit
from benchapp.domain.compounds.lists.headings import (
    Columns,
    choose_column,
    column_named,
    is_exact_mass,
    match_columns,
    shown_heading,
)
from benchapp.domain.compounds.lists.row_verdicts import Known, RowVerdict, read_rows
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library.library_index import Folders, LibraryIndex
from benchapp.store.library.monograph_file import each_in
from benchapp.store.lists.tables import Choice, Table, read_table

T = TypeVar("T")
# Ids of imported compounds follow from their keys, so that the same list imported again renews them.
_IMPORTED = uuid.UUID("0b1d2a5e-6f7c-5f0e-9a58-6f3b8f1d7c20")
# So many monographs that cannot be taken are listed one by one.
MOST_REASONS = 100


def compound_id(key: str) -> str:
    """Return the id of a compound that a list brings, by one of its keys."""
    return str(uuid.uuid5(_IMPORTED, key))


class ReadingProgress(Protocol):
    """Called with how far a reading is; raises `BenchError` where it is to stop."""

    def tell(self, done: int, whole: int) -> None:
        """Report how far it is."""

    def through(self, things: Iterable[T], whole: int, every: int = ...) -> Iterator[T]:
        """Go through things that come one after the other."""


class Preview(Struct, frozen=True):
    """A file as it was read.

    Attributes:
        file: Where it is.
        table: The list; None for monographs.
        columns: Which column says what; None for monographs.
        verdicts: What became of each row.
        remarks: What is to be said of the file as a whole, or asked.
        choice: What a person said of how it is to be read.
    """

    file: Path
    table: Table | None
    columns: Columns | None
    verdicts: tuple[RowVerdict, ...]
    remarks: tuple[BenchError, ...] = ()
    choice: Choice = Choice()

    @property
    def good(self) -> tuple[Monograph, ...]:
        """The compounds that can be taken."""
        return tuple(one.monograph for one in self.verdicts if one.monograph is not None)

    @property
    def bad(self) -> tuple[RowVerdict, ...]:
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
        report: Called with how far it is.
        choice: What a person says of how it is to be read.
        solvent: Solvent of solubilities that name none.
        chosen: Heading or number of the column of a field, as a person says.
        units: Unit of the bare numbers of a field, as a person says.
    """

    file: Path
    index: str
    folders: Folders
    today: str
    table: Table | None = None
    columns: Columns | None = None
    report: ReadingProgress | None = None
    choice: Choice = Choice()
    solvent: str = ""
    chosen: tuple[tuple[Field, str], ...] = ()
    units: tuple[tuple[Field, str], ...] = ()

    def run(self) -> Preview:
        """Read it.

        Raises:
            BenchError: The file as a whole cannot be read, or it is to stop.
        """
        tell = None if self.report is None else self.report.tell
        if self.file.suffix.casefold() == ".json":
            verdicts, remarks = self._monographs(self._known())
            return Preview(self.file, None, None, verdicts, remarks)
        table = self.table or read_table(self.file, self.choice, tell)
        columns = self.columns or self._matched(table)
        if table.plate and columns.guessed:
            remark = BenchError(Message.LIST_PLATE_MAP, file=table.file)
            return Preview(self.file, table, columns, (), (*table.remarks, remark), self.choice)
        missing = _missing(table, columns)
        if missing:
            # What is missing in every row is said once.
            said = tuple(RowVerdict(number, _cell(cells, columns), ("", "", "", "")) for number, cells in table.rows)
            return Preview(self.file, table, columns, said, (*table.remarks, *missing), self.choice)
        rows = read_rows(table.file, table.rows, columns, compound_id, self._known(), self.today)
        given = tuple(rows if self.report is None else self.report.through(rows, len(table.rows)))
        remarks = (*table.remarks, *_stopped(table, columns), *_rivals(columns, given), *_asked(table, columns, given))
        return Preview(self.file, table, columns, given, remarks, self.choice)

    def _matched(self, table: Table) -> Columns:
        columns = _with_solvent(match_columns(table.headings), self.solvent)
        for name, text in self.chosen:
            place = column_named(table.headings, text)
            if place is None:
                found = ", ".join(shown_heading(table.headings, at) for at in range(len(table.headings)))
                raise BenchError(Message.LIST_COLUMN_UNKNOWN, column=text[:80], found=found[:800])
            columns = choose_column(columns, table.headings, name, place)
        for name, unit in self.units:
            columns = choose_unit(columns, name, unit)
        return columns

    def _known(self) -> Callable[[str], Known | None]:
        index = LibraryIndex(self.index)
        try:
            index.renew(self.folders)
            by_text: dict[str, Known] = {}
            for one in index.headlines():
                # Ids that follow from a key (UUIDs of version 5) are those of lists; a person's own are by chance.
                listed = one.id[14:15] == "5"
                known = Known(one.id, one.name, one.origin is Origin.BUNDLED, one.cas, listed)
                for text in (one.id, one.name, one.cas):
                    if text:
                        by_text.setdefault(text.casefold(), known)
        finally:
            index.close()
        return lambda text: by_text.get(text.strip().casefold())

    def _monographs(
        self, known: Callable[[str], Known | None]
    ) -> tuple[tuple[RowVerdict, ...], tuple[BenchError, ...]]:
        verdicts, bad = [], 0
        for place, one in enumerate(each_in(self.file), 1):
            if self.report is not None and place % 500 == 1:
                self.report.tell(place, place + 500)
            if isinstance(one, BenchError):
                bad += 1
                if bad <= MOST_REASONS:
                    verdicts.append(RowVerdict(place, "", ("", "", "", ""), reason=one))
                continue
            verdict = _of_monograph(place, one.monograph, known, self.file.name)
            verdicts.append(verdict)
        more = (BenchError(Message.LIST_MORE_LEFT_OUT, count=bad - MOST_REASONS, shown=MOST_REASONS),)
        return tuple(verdicts), more if bad > MOST_REASONS else ()


def _of_monograph(place: int, monograph: Monograph, known: Callable[[str], Known | None], file: str) -> RowVerdict:
    identity = monograph.identity
    code = monograph.supplier_codes[0].code if monograph.supplier_codes else ""
    cells = (identity.cas, identity.formula, identity.forms[0].molar_mass, code)
    for text in (identity.name, *(name.text for name in identity.names)):
        # A name is one line, of signs that can be seen: it goes onto labels.
        strange = unseen_character(text) or ("U+0009" if "\t" in text else "U+000A" if "\n" in text else "")
        if strange:
            reason = BenchError(Message.MONOGRAPH_BAD_TEXT, file=file, path="$.identity.names", found=strange)
            return RowVerdict(place, identity.name, cells, reason=reason)
    found = known(monograph.id)
    if found is not None and found.bundled:
        reason = BenchError(Message.MONOGRAPH_BUNDLED, file=file, path="$.id", name=found.name)
        return RowVerdict(place, identity.name, cells, reason=reason)
    word = mixed_word(identity.name)
    left = (LeftOut(Field.NAME, identity.name, BenchError(Message.MIXED_SCRIPT, text=word), kept=True),) if word else ()
    whom = "" if found is None else found.name
    return RowVerdict(place, identity.name, cells, monograph, replaces=found is not None, whom=whom, left=left)


def _with_solvent(columns: Columns, solvent: str) -> Columns:
    return replace(columns, solvent=solvent) if solvent else columns


def _cell(cells: tuple[str, ...], columns: Columns) -> str:
    places = (columns.places[Field.NAME],) if Field.NAME in columns.places else columns.names
    return next((cells[place].strip()[:120] for place in places if place < len(cells)), "")


def _stopped(table: Table, columns: Columns) -> list[BenchError]:
    return [
        BenchError(Message.LIST_UNIT_UNKNOWN, unit=unit[:40], heading=table.headings[place][:80])
        for place, unit in columns.stopped.items()
        if place < len(table.headings)
    ]


def _rivals(columns: Columns, verdicts: tuple[RowVerdict, ...]) -> list[BenchError]:
    """Return what is to be said, or asked, where two columns could be the same thing."""
    waiting = Counter(
        one.field for one in verdicts if one.reason is not None and one.reason.code == Message.ROW_TWO_COLUMNS
    )
    said = []
    for name, places in columns.rivals.items():
        if name in columns.chosen or name not in columns.places:
            continue
        heading = shown_heading(columns.headings, columns.places[name])
        others = ", ".join(shown_heading(columns.headings, place) for place in places)
        if waiting[name.value]:
            count = waiting[name.value]
            said.append(BenchError(Message.LIST_MASS_ASKED, heading=heading, others=others, count=count))
        else:
            said.append(BenchError(Message.LIST_TWO_COLUMNS, heading=heading, others=others))
    return said


def _missing(table: Table, columns: Columns) -> list[BenchError]:
    """Return what keeps every row out: no column for the name, or none for formula and molar mass."""
    missing: list[BenchError] = []
    if Field.NAME not in columns.places and not columns.names:
        missing.append(BenchError(Message.LIST_NO_NAME, file=table.file))
    weighed = [
        name
        for name in (Field.FORMULA, Field.MOLAR_MASS)
        if name in columns.places and columns.places[name] not in columns.stopped
    ]
    if weighed and not missing:
        return []
    stopped = _stopped(table, columns)
    if not weighed:
        exact = next((one for one in table.headings if is_exact_mass(one)), "")
        if exact:
            missing.append(BenchError(Message.LIST_MASS_NOT_AVERAGE, heading=exact[:80]))
        elif table.structures:
            missing.append(BenchError(Message.LIST_STRUCTURES_ONLY, file=table.file))
        elif Field.MOLAR_MASS not in columns.places or not stopped:
            missing.append(BenchError(Message.LIST_NO_MASS, file=table.file))
    return [*stopped, *missing]


def _asked(table: Table, columns: Columns, verdicts: tuple[RowVerdict, ...]) -> list[BenchError]:
    counted = Counter(
        one.field for verdict in verdicts for one in verdict.left if one.reason.code == Message.SOLVENT_UNKNOWN
    )
    if not counted:
        return []
    place = next((place for place, solvent in columns.solvents.items() if not solvent), None)
    heading = table.headings[place] if place is not None else ""
    return [BenchError(Message.LIST_SOLVENT_ASKED, heading=heading[:80], count=sum(counted.values()))]
