"""The data fields of SDF files: one compound between two lines of "$$$$"; its atoms are not looked at.

A line that begins with ">" opens a field where it names one in "<…>", or where it follows an empty line; inside a field
it is its value (CTfile formats, data items: a data value is any line up to an empty one).
"""

import re
from collections.abc import Callable

from benchapp.domain.messages import BenchError, Message

TITLE = "Title"
_NAMED = re.compile(r"^>(?:\s.*)?<([^<>]{1,200})>")
_NAME_FIRST = re.compile(r"<([^<>]{1,200})>")


def fields_of(
    text: str,
    name: str,
    most_rows: int,
    most_fields: int,
    longest: int,
    tell: Callable[[int, int], object] | None = None,
) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Return the names of the fields, and each record with the line at which it begins.

    Args:
        text: The file.
        name: Its name.
        most_rows: So many records at most.
        most_fields: So many fields at most; others are passed over.
        longest: So many characters of a field are kept.
        tell: Called with how many of how many lines are read.

    Raises:
        BenchError: It has more records.
    """
    headings: dict[str, int] = {TITLE: 0}
    records: list[tuple[int, dict[str, str]]] = []
    record = _Record(longest)
    first, open_item, in_record = 1, False, 0
    lines = text.splitlines()
    for number, raw in enumerate(lines, 1):
        if tell is not None and number % 5000 == 1:
            tell(number, len(lines))
        line = raw.rstrip()
        in_record += 1
        if line == "$$$$":
            records.append((first, record.joined()))
            record, in_record, first, open_item = _Record(longest), 0, number + 1, False
            if len(records) > most_rows:
                raise BenchError(Message.LIST_UNREADABLE, file=name, reason=f"it has more than {most_rows} records")
        elif in_record == 1:
            record.add_title(line)
        elif line.startswith(">") and (not open_item or _NAMED.match(line)):
            field = _named_in(line)
            if field and len(headings) < most_fields:
                headings.setdefault(field, len(headings))
            record.field, open_item = field if field in headings else "", bool(field)
        elif line:
            record.add(line)
        else:
            record.field, open_item = "", False
    if any(record.joined().values()):
        records.append((first, record.joined()))
    return tuple(headings), records


def _named_in(line: str) -> str:
    """Return the name of the field that a line opens; "" for none."""
    match = _NAME_FIRST.search(line)
    return " ".join(match.group(1).split()) if match else ""


class _Record:
    """One record as it is read; a field of many lines is joined once, at its end."""

    def __init__(self, longest: int) -> None:
        self.field = ""
        self._longest = longest
        self._lines: dict[str, list[str]] = {}
        self._lengths: dict[str, int] = {}

    def add(self, line: str) -> None:
        """Add a line to the field that is open, unless it is long enough already."""
        if self.field and self._lengths.get(self.field, 0) < self._longest:
            self._lines.setdefault(self.field, []).append(line.strip())
            self._lengths[self.field] = self._lengths.get(self.field, 0) + len(line)

    def add_title(self, line: str) -> None:
        """Add the first line of a record, which names it."""
        self.field = TITLE
        self.add(line)
        self.field = ""

    def joined(self) -> dict[str, str]:
        """Return each field as one text."""
        return {name: "; ".join(lines)[: self._longest] for name, lines in self._lines.items()}
