"""The sheets of a workbook: which there are, which are hidden, and the rows of one."""

import io
import re
import zipfile
from html import unescape
from typing import Any

from msgspec import Struct

from benchapp.domain.compounds.lists.headings import headings_known
from benchapp.domain.messages import BenchError, Message

# An XLSX file is a zip archive: a small one can hold a very large sheet.
LARGEST_UNPACKED_BYTES = 256 * 1024 * 1024
_LOOKED_AT = 20


class WorkbookSheet(Struct, frozen=True):
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

    def _found(self) -> tuple[WorkbookSheet, ...]:
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
            found.append(WorkbookSheet(about.name, not str(about.visible).endswith("Visible"), known))
        return tuple(found)

    def choose(self, wanted: str) -> WorkbookSheet | None:
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
        for at, column, width in padded_cells(self._data, sheet):
            if at < len(rows) and column < len(rows[at]) and rows[at][column].isdigit():
                rows[at][column] = rows[at][column].zfill(width)
        for (top, left), (bottom, right) in merged:
            if top < len(rows) and left < len(rows[top]) and right == left:
                for row in rows[top + 1 : bottom + 1]:
                    if left < len(row) and not row[left].strip():
                        row[left] = rows[top][left]
        return rows


_TAG_FORMAT, _TAG_XF = re.compile(rb"<numFmt\b[^>]*>"), re.compile(rb"<xf\b[^>]*>")
_TAG_SHEET, _TAG_LINK = re.compile(rb"<sheet\b[^>]*>"), re.compile(rb"<Relationship\b[^>]*>")
_TAG_CELL = re.compile(rb"<c\b[^>]*>")


def _said(tag: bytes, name: bytes) -> str:
    match = re.search(rb"[\s]" + name + rb'="([^"]*)"', tag)
    return unescape(match[1].decode("utf-8", "replace")) if match else ""


def padded_cells(data: bytes, sheet: str) -> list[tuple[int, int, int]]:
    """Return the cells of an XLSX sheet that are shown with leading zeros: row and column from 0, and how many digits.

    A catalogue number 0190 typed as a number is kept as 190 with the format "0000"; the zeros are part of it.
    """
    if not data.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = archive.read("xl/styles.xml")
            widths = {
                _said(tag, b"numFmtId"): len(code)
                for tag in _TAG_FORMAT.findall(styles)
                if re.fullmatch(r"0{2,20}", code := _said(tag, b"formatCode").replace('"', "").replace("\\", ""))
            }
            used = re.search(rb"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
            kinds = [_said(tag, b"numFmtId") for tag in _TAG_XF.findall(used[0])] if used else []
            by_style = {str(place): widths[kind] for place, kind in enumerate(kinds) if kind in widths}
            if not by_style:
                return []
            tags = _TAG_SHEET.findall(archive.read("xl/workbook.xml"))
            link = next(_said(tag, b"r:id") for tag in tags if _said(tag, b"name") == sheet)
            links = _TAG_LINK.findall(archive.read("xl/_rels/workbook.xml.rels"))
            target = next(_said(tag, b"Target") for tag in links if _said(tag, b"Id") == link)
            cells = _TAG_CELL.findall(archive.read(f"xl/{target}" if not target.startswith("/") else target[1:]))
    except (KeyError, StopIteration, zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        # Without styles nothing is padded; a damaged workbook is reported by its reader.
        return []
    found = []
    for tag in cells:
        place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", _said(tag, b"r"))
        width = by_style.get(_said(tag, b"s"))
        if place and width:
            column = 0
            for letter in place[1]:
                column = 26 * column + ord(letter) - 64
            found.append((int(place[2]) - 1, column - 1, width))
    return found


def cell_text(value: Any) -> str:
    """Return a cell as text; a spreadsheet keeps every number as a float, and 5 comes back as 5.0."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)
