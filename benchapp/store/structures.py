"""The data fields of SDF files: one compound between two lines of "$$$$"; its atoms are not looked at."""

import re
from collections.abc import Callable

from benchapp.domain.messages import BenchError, Message

TITLE = "Title"
_NAMED = re.compile(r"^>(?:\s.*)?<([^<>]{1,200})>")
_NAME_FIRST = re.compile(r"<([^<>]{1,200})>")


def fields_of(
    text: str, name: str, most_rows: int, most_fields: int, longest: int, tell: Callable[[int, int], object] | None = None
) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Return the names of the fields, and each record with the line at which it begins.

    A line that begins with ">" opens a field where it names one in "<…>", or where it follows an empty line; inside a
    field it is its value (CTfile formats, data items: a data value is any line up to an empty one).

    Args:
        text: The file.
        name: Its name.
        most_rows: So many records at most.
        most_fields: So many fields at most; others are passed over.
        longest: So many characters of a field are kept.
        tell: Told how many of how many lines are read.

    Raises:
        BenchError: It has more records.
    """
    headings: dict[str, int] = {TITLE: 0}
    records: list[tuple[int, dict[str, str]]] = []
    record: dict[str, list[str]] = {}
    lengths: dict[str, int] = {}
    field, first, in_record, open_item = "", 1, 0, False

    def close() -> dict[str, str]:
        return {key: "; ".join(parts)[:longest] for key, parts in record.items()}

    lines = text.splitlines()
    for number, raw in enumerate(lines, 1):
        if tell is not None and number % 5000 == 1:
            tell(number, len(lines))
        line = raw.rstrip()
        in_record += 1
        if line == "$$$$":
            records.append((first, close()))
            record, lengths, field, in_record, first, open_item = {}, {}, "", 0, number + 1, False
            if len(records) > most_rows:
                raise BenchError(Message.LIST_UNREADABLE, file=name, reason=f"it has more than {most_rows} records")
        elif in_record == 1:
            record[TITLE] = [line.strip()]
        elif line.startswith(">") and (not open_item or _NAMED.match(line)):
            match = _NAME_FIRST.search(line)
            field = " ".join(match.group(1).split()) if match else ""
            open_item = bool(field)
            if field and (field in headings or len(headings) < most_fields):
                headings.setdefault(field, len(headings))
        elif not line:
            field, open_item = "", False
        elif field in headings and field:
            if lengths.get(field, 0) < longest:
                record.setdefault(field, []).append(line.strip())
                lengths[field] = lengths.get(field, 0) + len(line)
    if any("".join(parts) for parts in record.values()):
        records.append((first, close()))
    return tuple(headings), records
