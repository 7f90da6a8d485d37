"""Lists of compounds as vendors ship them: CSV, TSV, XLSX and SDF, read into one table of texts.

Cells are texts and nothing else: a formula is never worked out, a link never followed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from benchapp.domain.compounds.identifiers import cas_fits, without_unseen
from benchapp.domain.compounds.lists.headings import headings_known
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import reason_of
from benchapp.store.lists.code_pages import decode
from benchapp.store.lists.delimited_text import looks_like_page, rows_of_page, rows_of_text
from benchapp.store.lists.sdf import fields_of
from benchapp.store.lists.workbooks import LARGEST_UNPACKED_BYTES as _LARGEST_UNPACKED
from benchapp.store.lists.workbooks import Workbook, WorkbookSheet

LARGEST_BYTES = 64 * 1024 * 1024
LARGEST_UNPACKED_BYTES = _LARGEST_UNPACKED
MOST_ROWS, MOST_COLUMNS = 200_000, 200
_LONGEST_CELL = 8000
_HEADINGS_WITHIN = 20
Tell = Callable[[int, int], object]


class Choice(Struct, frozen=True):
    """What a person says of how a file is to be read.

    Attributes:
        sheet: Name of the sheet; "" for the one that looks like a list.
        encoding: Code page; "" to find out.
        heading_row: Row of the headings as the file counts; 0 where none has any, None to find out.
    """

    sheet: str = ""
    encoding: str = ""
    heading_row: int | None = None


class Table(Struct, frozen=True):
    """A list as a table.

    Attributes:
        file: Name of the file.
        headings: The heading of each column.
        rows: Row number as in the file, and the cells; shorter rows are filled up.
        sheets: The sheets of a workbook that hold rows; empty for other files.
        sheet: The one that was read.
        encoding: Code page by which a text was read; "" for a workbook.
        guessed: Whether that is a guess.
        heading_row: Row of the headings; 0 where there are none.
        structures: Whether it is an SDF file.
        plate: Whether it looks like a plate map.
        remarks: What is to be said of the file as a whole.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    sheets: tuple[WorkbookSheet, ...] = ()
    sheet: str = ""
    encoding: str = ""
    guessed: bool = False
    heading_row: int = 0
    structures: bool = False
    plate: bool = False
    remarks: tuple[BenchError, ...] = ()


_AS_FOUND = Choice()


def read_table(path: Path, choice: Choice = _AS_FOUND, tell: Tell | None = None) -> Table:
    """Read a list.

    Args:
        path: The file.
        choice: What a person says of it.
        tell: Called with how far it is; what it raises ends the reading.

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
    return read_table_bytes(data, path.name, choice, tell)


def read_table_bytes(data: bytes, name: str, choice: Choice = _AS_FOUND, tell: Tell | None = None) -> Table:
    """Read the bytes of a list; its kind is known by the ending of its name, and by what it begins with.

    Raises:
        BenchError: As `read_table`.
    """
    if tell is not None:
        tell(0, 1)
    ending = name.rpartition(".")[2].casefold()
    if ending in {"xlsx", "xlsm", "xls", "ods"}:
        # Databases give out web pages and tables of tabs under the name of a workbook; Excel opens those too.
        if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or not _is_text(data):
            return _workbook(data, name, choice)
    elif ending not in {"sdf", "sd", "csv", "tsv", "txt", "tab", "smi"} or ending == "smi":
        raise BenchError(Message.LIST_KIND_UNKNOWN, file=name)
    decoded = decode(data, name, choice.encoding)
    text = decoded.text
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise BenchError(Message.LIST_UNREADABLE, file=name, reason=f"line {line} holds a NUL character")
    if ending in {"sdf", "sd"}:
        headings, records = fields_of(text, name, MOST_ROWS, MOST_COLUMNS, _LONGEST_CELL, tell)
        if not records:
            raise BenchError(Message.LIST_EMPTY, file=name)
        rows = tuple((number, tuple(_short(record.get(one, "")) for one in headings)) for number, record in records)
        shown = tuple(_tidy(one) for one in headings)
        return Table(
            name, shown, rows, encoding=decoded.encoding, guessed=decoded.guessed, structures=True,
            remarks=decoded.remarks,
        )  # fmt: skip
    if looks_like_page(text):
        lines = rows_of_page(text)
    else:
        lines = rows_of_text(text, name, tabs=ending in {"tsv", "tab"}, tell=tell)
    found = _found(_bounded(lines, name), name, choice)
    return Table(
        name, found.headings, found.rows, heading_row=found.heading_row, plate=found.plate,
        encoding=decoded.encoding, guessed=decoded.guessed,
        remarks=(*decoded.remarks, *found.remarks),
    )  # fmt: skip


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    signs = sum(byte >= 32 or byte in b"\t\r\n" for byte in head)
    return bool(head) and signs > 0.97 * len(head) and any(sign in head for sign in b"\t,;<|\n")


def _workbook(data: bytes, name: str, choice: Choice) -> Table:
    book = Workbook(data, name, LARGEST_UNPACKED_BYTES, MOST_ROWS)
    sheet = book.choose(choice.sheet)
    if sheet is None:
        raise BenchError(Message.LIST_EMPTY, file=name)
    remarks: list[BenchError] = []
    if len(book.sheets) > 1:
        remarks.append(BenchError(Message.LIST_SHEETS, sheet=sheet.name, count=len(book.sheets)))
    if sheet.hidden:
        remarks.append(BenchError(Message.LIST_SHEET_HIDDEN, sheet=sheet.name))
    found = _found(_bounded(iter(book.rows(sheet.name)), name), name, choice)
    return Table(
        name, found.headings, found.rows, sheets=book.sheets, sheet=sheet.name, heading_row=found.heading_row,
        plate=found.plate, remarks=(*remarks, *found.remarks),
    )  # fmt: skip


def _bounded(lines: Iterable[list[str]], name: str) -> Iterator[list[str]]:
    for count, row in enumerate(lines):
        if count > MOST_ROWS:
            reason = f"it has more than {MOST_ROWS} rows"
            raise BenchError(Message.LIST_UNREADABLE, file=name, reason=reason)
        yield row


# -- headings, rows and what is neither -------------------------------------------------------------------------------

Numbered = tuple[int, list[str]]


class _Found(Struct, frozen=True):
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    heading_row: int
    plate: bool
    remarks: tuple[BenchError, ...]


def _found(lines: Iterator[list[str]], name: str, choice: Choice) -> _Found:
    numbered = [(number, row) for number, row in enumerate(lines, 1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise BenchError(Message.LIST_EMPTY, file=name)
    remarks: list[BenchError] = []
    place, headings = _headings(numbered, choice.heading_row)
    if place is None:
        remarks.append(BenchError(Message.LIST_NO_HEADINGS, file=name))
        body = numbered
        headings = [""] * max(len(row) for _, row in numbered[:1000])
    else:
        body = numbered[place + 1 :]
    headings = headings[:MOST_COLUMNS]
    body, footer = _without_footer(body) if sum(bool(cell.strip()) for cell in headings) > 1 else (body, [])
    if footer:
        passed = ", ".join(str(number) for number in footer[:10])
        remarks.append(BenchError(Message.LIST_FOOTER, rows=passed))
    rows = tuple(
        (number, tuple(_short(cell) for cell in row[: len(headings)]) + ("",) * (len(headings) - len(row)))
        for number, row in body
    )
    if not rows:
        raise BenchError(Message.LIST_EMPTY, file=name)
    heading_row = 0 if place is None else numbered[place][0]
    tidy = tuple(_tidy(cell) for cell in headings)
    # The numbers over a plate's columns are no headings, and are read as a row then.
    plate = _is_plate(tidy, rows) if place is not None else _is_plate(rows[0][1], rows[1:])
    return _Found(tidy, rows, heading_row, plate, tuple(remarks))


def _headings(numbered: Sequence[Numbered], asked: int | None) -> tuple[int | None, list[str]]:
    """Return the place of the line of headings, and the headings; None where no line can be one."""
    if asked is not None:
        place = next((place for place, (number, _) in enumerate(numbered) if number == asked), None)
        return place, list(numbered[place][1]) if place is not None else []
    near = numbered[:_HEADINGS_WITHIN]
    best: tuple[int, int, int | None, list[str]] = (0, 0, None, [])
    for place, (number, row) in enumerate(near):
        known = headings_known(row[:MOST_COLUMNS])
        if (known, -place) > best[:2] and known:
            best = (known, -place, place, row)
        if place + 1 < len(near) and near[place + 1][0] == number + 1:
            # Two lines of headings: groups above ("Solubility"), what each column holds below ("DMSO", "Water").
            both = _joined(row, near[place + 1][1])
            together = headings_known(both[:MOST_COLUMNS]) if both else 0
            alone = max(known, headings_known(near[place + 1][1][:MOST_COLUMNS]))
            if both and together > alone and (together, -place) > best[:2]:
                best = (together, -place, place + 1, both)
    # One known word can be in any line; two are headings, and so is one where the line is short.
    if best[2] is not None and (best[0] > 1 or len(best[3]) < 5):
        return best[2], list(best[3])
    if len(numbered) < 2:
        return 0, list(numbered[0][1])
    # A title or an address may be above the headings; the headings are the first full line, unless it is data.
    widest = max(len([cell for cell in row if cell.strip()]) for _, row in near)
    place = next(
        place
        for place, (_, row) in enumerate(numbered)
        if 2 * len([cell for cell in row if cell.strip()]) > widest or place + 1 == len(numbered)
    )
    if _is_data(numbered[place][1]):
        return None, []
    return place, list(numbered[place][1])


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return two lines of headings as one; nothing where the lower is a line of data."""
    if _is_data(lower) or not any(not cell.strip() for cell in (*upper, *lower)):
        return []
    joined, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        # A group spans several columns; "Name" over an empty cell is a heading of its own.
        group = (above or group) if below else ""
        joined.append(above if not below else below if group == below else f"{group} {below}".strip())
    return joined


_DATA = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?|(?:[A-Z][a-z]?[0-9]+){2,}(?:[A-Z][a-z]?[0-9]*)*")


def _is_data(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return any(cas_fits(cell) or _DATA.fullmatch(cell) for cell in cells)


_FOOT = re.compile(
    r"(total|sum|count|note|source|copyright|©|\(c\)|for research|page|end of|\*|date|printed|all rights|gesamt|summe"
    r"|anzahl|hinweis|stand|quelle|seite|nur für)\b|[*©]",
    re.IGNORECASE,
)


def _without_footer(body: list[Numbered]) -> tuple[list[Numbered], list[int]]:
    """Return the rows without the lines of one cell below them that are no compounds."""
    footer: list[int] = []
    kept = list(body)
    while kept:
        number, row = kept[-1]
        cells = [cell.strip() for cell in row if cell.strip()]
        above = kept[-2][0] if len(kept) > 1 else number - 1
        if len(cells) != 1 or not (_FOOT.match(cells[0]) or len(cells[0].split()) > 3 or above < number - 1):
            break
        footer.append(number)
        kept.pop()
    return (kept, footer[::-1]) if kept else (body, [])


_WELL = re.compile(r"[A-P]\s?0?[1-9][0-9]?|[A-P][0-4][0-9]")
_OF_COMPOUNDS = re.compile(
    r"formula|\bcas|smiles|inchi|molecular|mol.?w|molar mass|\bmw\b|summenformel|molmasse", re.IGNORECASE
)


def _is_plate(headings: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> bool:
    """Return whether a table is a plate: columns 1, 2 … over rows A, B …, or a well a line and nothing to weigh."""
    numbers = [int(cell) for cell in headings[1:] if re.fullmatch(r"[0-9]{1,2}", cell)]
    letters = [cells[0].strip() for _, cells in rows[:8] if cells]
    if numbers[:6] == list(range(1, len(numbers[:6]) + 1)) and len(numbers) > 2:
        return letters[:3] == ["A", "B", "C"][: len(letters[:3])] and bool(letters)
    if any(_OF_COMPOUNDS.search(heading) for heading in headings):
        return False
    sample = rows[:200]
    for place in range(len(headings)):
        wells = sum(_WELL.fullmatch(cells[place].strip()) is not None for _, cells in sample)
        if len(sample) > 2 and wells > 0.9 * len(sample):
            return True
    return False


def _short(cell: str) -> str:
    # A leading apostrophe tells a spreadsheet program that what follows is text.
    text = cell.strip()
    text = text[1:] if re.match(r"'(?:\s*[=+\-@＝＋－＠]|')", text) else text
    return text.strip()[:_LONGEST_CELL]


def _tidy(cell: str) -> str:
    return without_unseen(re.sub(r"\s+", " ", cell).strip()[:4000])
