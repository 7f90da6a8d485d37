"""The rows of a list in a text file: which sign parts its cells, and quotes that were never meant as such."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from benchapp.domain.compounds.lists.headings import headings_known
from benchapp.domain.messages import BenchError, Message

Tell = Callable[[int, int], object]
_DELIMITERS = ",;\t|"
_SAMPLE = 60
_LONGEST_CELL = 131_072
_TELL_EVERY = 500
# Of a line of ten million cells no more are looked at.
_MOST_CELLS = 1000
# So many lines a cell in quotes may go on; an answer of a vendor's shop is no longer.
_LINES_OF_A_CELL = 200


def rows_of_text(text: str, name: str, *, tabs: bool = False, tell: Tell | None = None) -> Iterator[list[str]]:
    """Return the rows of a text of cells.

    Args:
        text: The text; its lines may end as on any system.
        name: Name of the file, for what is said.
        tabs: Whether its name says that tabs part the cells.
        tell: Called with how many of how many lines are read.

    Raises:
        BenchError: A cell is longer than any list has one.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    said = re.fullmatch(r'"?sep=(.)"?[,;\t|]*', lines[0].strip(" \ufeff") if lines else "", re.IGNORECASE)
    start = 1 if said else 0
    delimiter = said[1] if said else _delimiter(lines, tabs=tabs)
    width = Counter(line.count(delimiter) for line in lines[start : start + 200] if line.strip()).most_common(1)
    between = width[0][0] if width else 0
    if said:
        yield []
    place = due = start
    while place < len(lines):
        # A row can be of several lines, so that not every line begins one.
        if tell is not None and place >= due:
            tell(place, len(lines))
            due = place + _TELL_EVERY
        end, row = _row(lines, place, delimiter, between)
        if any(len(cell) > _LONGEST_CELL for cell in row):
            reason = f"line {place + 1} has a cell of more than {_LONGEST_CELL} characters"
            raise BenchError(Message.LIST_UNREADABLE, file=name, reason=reason)
        yield row
        place = end


def _row(lines: list[str], place: int, delimiter: str, between: int) -> tuple[int, list[str]]:
    """Return where the next row begins, and the cells of this one."""
    line = lines[place]
    if '"' not in line:
        return place + 1, line.split(delimiter, _MOST_CELLS)[:_MOST_CELLS] if line else []
    if line.count('"') % 2 == 0:
        return place + 1, _cells(line, delimiter)
    last = next(
        (at for at in range(place + 1, min(place + _LINES_OF_A_CELL, len(lines))) if lines[at].count('"') % 2), None
    )
    # A cell over several lines: but not where those lines are rows themselves, as long as the others. Then the quote
    # is a letter of the name ("5-alpha …).
    whole_rows = between > (0 if delimiter == "\t" else 1)
    swallowed = (
        last is not None and whole_rows and any(one.count(delimiter) == between for one in lines[place + 1 : last])
    )
    ends_full = last is not None and whole_rows and line.count(delimiter) == lines[last].count(delimiter) == between
    if last is None or swallowed or (ends_full and delimiter == "\t"):
        return place + 1, line.split(delimiter)
    return last + 1, _cells("\n".join(lines[place : last + 1]), delimiter)


def _cells(text: str, delimiter: str) -> list[str]:
    if len(text) > _LONGEST_CELL:
        return text.split(delimiter)
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, doublequote=True))
    return rows[0] if len(rows) == 1 else text.split(delimiter)


def _delimiter(lines: list[str], *, tabs: bool) -> str:
    """Return the sign that parts the cells: the one that gives known headings, then the one that gives even rows."""
    sample = [line[:20_000] for line in lines[:_SAMPLE] if line.strip()]
    if tabs and any("\t" in line for line in sample):
        return "\t"
    judged = []
    for place, delimiter in enumerate(_DELIMITERS):
        rows = [_cells(line, delimiter) if '"' in line else line.split(delimiter) for line in sample]
        if not rows or all(len(row) < 2 for row in rows):
            continue
        known = max((headings_known(row[:100]) for row in rows[:20] if len(row) > 1), default=0)
        width, times = Counter(len(row) for row in rows if len(row) > 1).most_common(1)[0]
        judged.append((known, times / len(rows), min(width, 12), -place, delimiter))
    return max(judged)[-1] if judged else ","


class _Cells(HTMLParser):
    """Takes the cells out of the tables of a page, or of a workbook in XML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag in {"tr", "row", "ss:row"}:
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th", "cell", "ss:cell"}:
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            said = dict(attrs)
            index = said.get("ss:index") or ""
            if index.isdigit() and int(index) <= 1000:
                self.rows[-1] += [""] * (int(index) - 1 - len(self.rows[-1]))
            self._cell = []
            self._span = int(span) if (span := said.get("colspan") or "").isdigit() and int(span) <= 1000 else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a row or a cell."""
        if tag in {"td", "th", "cell", "ss:cell", "tr", "row", "ss:row", "table"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Take what is in a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self.rows[-1] += [""] * (self._span - 1)
            self._cell = None


def rows_of_page(text: str) -> Iterator[list[str]]:
    """Return the rows of the tables in a web page, which some databases give out under the name of a workbook."""
    cells = _Cells()
    cells.feed(text)
    cells.close()
    yield from cells.rows


def looks_like_page(text: str) -> bool:
    """Return whether a text is a web page, or a workbook in XML."""
    head = text[:4096].lstrip("\ufeff \r\n\t").casefold()
    return head.startswith("<") and any(
        tag in head for tag in ("<html", "<table", "<!doctype html", "<workbook", "<body")
    )
