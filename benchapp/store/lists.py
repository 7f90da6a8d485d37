"""Lists of compounds as vendors ship them: CSV, TSV, XLSX and SDF, read into one table of texts.

Cells are texts and nothing else: a formula is never worked out, a link never followed.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from benchapp.domain.identifiers import strange_character
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import reason_of

LARGEST_BYTES = 64 * 1024 * 1024
# An XLSX file is a zip archive: a small one can hold a very large sheet.
LARGEST_UNPACKED_BYTES = 256 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 200_000, 200
_LONGEST_CELL = 4000
_HEADINGS_WITHIN = 20


class Table(Struct, frozen=True):
    """A list as a table.

    Attributes:
        file: Name of the file.
        headings: What stands over each column.
        rows: Row number as in the file, and the cells; shorter rows are filled up.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path) -> Table:
    """Read a list.

    Raises:
        BenchError: The file cannot be read, is too large, or is no list.
    """
    try:
        if not path.is_file():
            raise BenchError(Message.FILE_UNREADABLE, file=path.name, reason="it is not a file")
        if path.stat().st_size > LARGEST_BYTES:
            raise BenchError(Message.LIST_TOO_LARGE, file=path.name, most=LARGEST_BYTES // 1024**2)
        data = path.read_bytes()
    except OSError as error:
        raise BenchError(Message.FILE_UNREADABLE, file=path.name, reason=reason_of(error)) from error
    return read_table_bytes(data, path.name)


def read_table_bytes(data: bytes, name: str) -> Table:
    """Read the bytes of a list; its kind is told by the ending of its name.

    Raises:
        BenchError: As `read_table`.
    """
    ending = name.rpartition(".")[2].casefold()
    if ending in {"xlsx", "xlsm", "xls", "ods"}:
        lines: Iterator[list[str]] = _sheet(data, name)
    elif ending in {"sdf", "sd"}:
        return _structures(_decoded(data, name), name)
    elif ending in {"csv", "tsv", "txt"}:
        lines = _lines(_decoded(data, name), name)
    else:
        raise BenchError(Message.LIST_KIND_UNKNOWN, file=name)
    return _table(lines, name)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            raise BenchError(Message.LIST_UNREADABLE, file=name, reason=f"line {line} holds a NUL character")
        return text
    raise BenchError(Message.LIST_UNREADABLE, file=name, reason="it is not text")


def _lines(text: str, name: str) -> Iterator[list[str]]:
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:65536], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if "\t" in text[:65536] else csv.excel
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, doublequote=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BenchError(Message.LIST_UNREADABLE, file=name, reason=f"line {reader.line_num}: {error}") from error


def _sheet(data: bytes, name: str) -> Iterator[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (a start that imports nothing does without)

    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                unpacked = sum(part.file_size for part in archive.infolist())
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
            raise BenchError(Message.LIST_UNREADABLE, file=name, reason=str(error)) from error
        if unpacked > LARGEST_UNPACKED_BYTES:
            raise BenchError(Message.LIST_TOO_LARGE, file=name, most=LARGEST_UNPACKED_BYTES // 1024**2)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
            if any(any(str(cell).strip() for cell in row) for row in rows):
                yield from ([_cell(cell) for cell in row] for row in rows)
                return
    except (CalamineError, ValueError, OSError, RuntimeError, MemoryError, OverflowError) as error:
        raise BenchError(Message.LIST_UNREADABLE, file=name, reason=str(error) or type(error).__name__) from error


def _cell(value: object) -> str:
    # A spreadsheet keeps every number as a float: 5 comes back as 5.0.
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)


def _table(lines: Iterator[list[str]], name: str) -> Table:
    numbered = [
        (number, row) for number, row in enumerate(_bounded(lines, name), 1) if any(cell.strip() for cell in row)
    ]
    if len(numbered) < 2:
        raise BenchError(Message.LIST_EMPTY, file=name)
    # A title or an address may stand above the headings; the headings are the first full line.
    widest = max(len([cell for cell in row if cell.strip()]) for _, row in numbered[:_HEADINGS_WITHIN])
    place = next(
        place
        for place, (_, row) in enumerate(numbered)
        if 2 * len([cell for cell in row if cell.strip()]) > widest or place + 1 == len(numbered)
    )
    headings = tuple(_tidy(cell) for cell in numbered[place][1])[:MOST_COLUMNS]
    rows = tuple(
        (number, tuple(_short(cell) for cell in row[: len(headings)]) + ("",) * (len(headings) - len(row)))
        for number, row in numbered[place + 1 :]
    )
    if not rows:
        raise BenchError(Message.LIST_EMPTY, file=name)
    return Table(name, headings, rows)


def _bounded(lines: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    for count, row in enumerate(lines):
        if count > MOST_ROWS:
            reason = f"it has more than {MOST_ROWS} rows"
            raise BenchError(Message.LIST_UNREADABLE, file=name, reason=reason)
        yield row


def _short(cell: str) -> str:
    # A spreadsheet program is told by a leading apostrophe that what follows is text.
    text = cell.strip()
    text = text[1:] if re.match(r"'[=+\-@]", text) else text
    return text[:_LONGEST_CELL]


def _tidy(cell: str) -> str:
    tidy = re.sub(r"\s+", " ", cell).strip()[:_LONGEST_CELL]
    return "".join(sign for sign in tidy if not strange_character(sign))


def _structures(text: str, name: str) -> Table:
    """Read the data fields of an SDF file: one compound between two lines of "$$$$"."""
    headings: dict[str, int] = {"Title": 0}
    records: list[tuple[int, dict[str, str]]] = []
    record: dict[str, str] = {}
    field, first, line_in_record = "", 1, 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        line_in_record += 1
        if line == "$$$$":
            records.append((first, record))
            record, field, line_in_record, first = {}, "", 0, number + 1
            if len(records) > MOST_ROWS:
                raise BenchError(Message.LIST_UNREADABLE, file=name, reason=f"it has more than {MOST_ROWS} records")
        elif line.startswith(">"):
            match = re.search(r"<([^<>]{1,200})>", line)
            field = _tidy(match.group(1)) if match else ""
            if field and (field in headings or len(headings) < MOST_COLUMNS):
                headings.setdefault(field, len(headings))
        elif line_in_record == 1:
            record["Title"] = line.strip()
        elif field and line and field in headings:
            record[field] = f"{record[field]}; {line.strip()}" if record.get(field) else line.strip()
        elif not line:
            field = ""
    if any(record.values()):
        records.append((first, record))
    if not records:
        raise BenchError(Message.LIST_EMPTY, file=name)
    rows = tuple((number, tuple(_short(record.get(heading, "")) for heading in headings)) for number, record in records)
    return Table(name, tuple(headings), rows)
