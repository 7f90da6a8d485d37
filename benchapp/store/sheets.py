"""The sheets of a workbook: which there are, which are hidden, and the rows of one."""

import io
import zipfile
from typing import Any

from msgspec import Struct

from benchapp.domain.headings import headings_known
from benchapp.domain.messages import BenchError, Message

# An XLSX file is a zip archive: a small one can hold a very large sheet.
LARGEST_UNPACKED_BYTES = 256 * 1024 * 1024
_LOOKED_AT = 20


class Sheet(Struct, frozen=True):
    """A sheet that holds rows.

    Attributes:
        name: Its name.
        hidden: Whether the workbook hides it.
        known: How many known headings its best line has.
    """

    name: str
    hidden: bool
    known: int


class Workbook:
    """A workbook that is open.

    Args:
        data: Its bytes.
        name: Name of the file.
        largest: So many bytes it may come to when unpacked.
        most_rows: So many rows of a sheet are read.

    Raises:
        BenchError: It is no workbook, or too large.
    """

    def __init__(self, data: bytes, name: str, largest: int, most_rows: int) -> None:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (a start that imports nothing does without)

        self._data, self._file, self._most_rows = data, name, most_rows
        self._errors = (CalamineError, ValueError, OSError, RuntimeError, MemoryError, OverflowError)
        if data.startswith(b"PK"):
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    unpacked = sum(part.file_size for part in archive.infolist())
            except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
                raise self._unreadable(error) from error
            if unpacked > largest:
                raise BenchError(Message.LIST_TOO_LARGE, file=name, most=largest // 1024**2)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            self.sheets = self._found()
        except self._errors as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: BaseException) -> BenchError:
        return BenchError(Message.LIST_UNREADABLE, file=self._file, reason=str(error) or type(error).__name__)

    def _found(self) -> tuple[Sheet, ...]:
        found = []
        for about in self._book.sheets_metadata:
            if not str(about.typ).endswith("WorkSheet"):
                continue
            rows = self._book.get_sheet_by_name(about.name).to_python(skip_empty_area=False, nrows=200)
            texts = [[cell_text(cell) for cell in row] for row in rows]
            lines = [row for row in texts if any(cell.strip() for cell in row)]
            if not lines:
                continue
            known = max(headings_known(row[:200]) for row in lines[:_LOOKED_AT])
            found.append(Sheet(about.name, not str(about.visible).endswith("Visible"), known))
        return tuple(found)

    def choose(self, wanted: str) -> Sheet | None:
        """Return the sheet asked for; else the visible one with the most known headings, the first of equals.

        Raises:
            BenchError: There is no sheet of this name.
        """
        if wanted:
            for sheet in self.sheets:
                if sheet.name.casefold() == wanted.casefold():
                    return sheet
            found = ", ".join(sheet.name for sheet in self.sheets)
            raise BenchError(Message.LIST_SHEET_UNKNOWN, file=self._file, sheet=wanted[:80], found=found)
        # Two lines of known headings are a list of compounds; which of two lists has more columns says nothing.
        ranked = sorted((sheet.hidden, -min(sheet.known, 2), place) for place, sheet in enumerate(self.sheets))
        return self.sheets[ranked[0][2]] if ranked else None

    def rows(self, sheet: str) -> list[list[str]]:
        """Return the rows of a sheet as texts, with what a merged cell says in each row that it spans.

        Raises:
            BenchError: It cannot be read.
        """
        try:
            read = self._book.get_sheet_by_name(sheet)
            rows = [
                [cell_text(cell) for cell in row]
                for row in read.to_python(skip_empty_area=False, nrows=self._most_rows + 2)
            ]
            merged = getattr(read, "merged_cell_ranges", None) or ()
        except self._errors as error:
            raise self._unreadable(error) from error
        for (top, left), (bottom, right) in merged:
            if top < len(rows) and left < len(rows[top]) and right == left:
                for row in rows[top + 1 : bottom + 1]:
                    if left < len(row) and not row[left].strip():
                        row[left] = rows[top][left]
        return rows


def cell_text(value: Any) -> str:
    """Return a cell as text; a spreadsheet keeps every number as a float, and 5 comes back as 5.0."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)
