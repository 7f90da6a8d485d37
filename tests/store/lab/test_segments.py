"""Segments: what goes in comes out, and nothing that was altered does."""

import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.journal.entries import NoteAdded
from benchapp.domain.messages import Message
from benchapp.store.journal.encoding import MOST_LAMPORT, StoredRow
from benchapp.store.lab.segments import (
    MOST_BYTES,
    SegmentName,
    UnfitError,
    name_of,
    pack,
    read_name,
    unpack,
)
from tests.store.every_body import EVERY_BODY
from tests.store.lab.making_lab import WRITTEN, RowsInMemory, chain_id

CHAIN = chain_id(7)


def rows_of(*bodies: object) -> list[StoredRow]:
    held = RowsInMemory()
    held.write(CHAIN)
    for body in bodies:
        held.write(CHAIN, body)  # type: ignore[arg-type]
    return held.of[CHAIN]


def resealed(rows: list[StoredRow], place: int, **changes: object) -> list[StoredRow]:
    """Return rows of which one was changed, with every hash worked out again."""
    found: list[StoredRow] = []
    previous = rows[0].previous
    for number, row in enumerate(rows):
        row = replace(row, previous=previous, **(changes if number == place else {})).sealed()  # noqa: PLW2901
        previous = row.hash
        found.append(row)
    return found


def refused(name: SegmentName, data: bytes) -> UnfitError:
    with pytest.raises(UnfitError) as found:
        unpack(name, data)
    return found.value


def test_every_kind_of_entry_comes_out_byte_for_byte() -> None:
    rows = rows_of(*(body for body in EVERY_BODY if type(body).__name__ != "ChainStarted"))

    assert unpack(name_of(rows), pack(rows, WRITTEN)) == rows
    assert unpack(name_of(rows[3:]), pack(rows[3:], WRITTEN)) == rows[3:]


def test_the_same_entries_are_the_same_bytes_and_any_tool_reads_them() -> None:
    rows = rows_of(NoteAdded("Zellen sind müde, 10 µM", "i1"))
    data = pack(rows, WRITTEN)

    assert data == pack(rows, WRITTEN)
    lines = gzip.decompress(data).decode().splitlines()
    assert json.loads(lines[0])["count"] == 2
    assert "müde, 10 µM" in lines[2]


@given(
    first=st.integers(1, 10**8 - 1),
    more=st.integers(0, 10**6),
    head=st.text("0123456789abcdef", min_size=12, max_size=12),
)
def test_a_name_says_what_it_was_made_of(first: int, more: int, head: str) -> None:
    name = SegmentName(CHAIN, first, min(first + more, 10**8 - 1), head)

    assert read_name(name.text) == name


@pytest.mark.parametrize(
    "change",
    [
        ".gz.part", "-LAPTOP7.gz", ".sync-conflict-20261123-080000-ABCDEFG.gz", " (conflicted copy).gz", ".json",
    ],
)  # fmt: skip
def test_other_names_are_passed_over(change: str) -> None:
    text = name_of(rows_of()).text

    assert read_name(text.removesuffix(".gz") + change) is None
    assert read_name(text.replace("-00000001-00000001-", "-00000002-00000001-")) is None
    assert read_name(text.upper()) is None
    assert read_name(text + "\n") is None


def test_an_entry_that_was_changed_is_refused() -> None:
    rows = rows_of(NoteAdded("one", "i1"), NoteAdded("two", "i1"))
    changed = [rows[0], replace(rows[1], person="somebody else"), rows[2]]

    error = refused(name_of(rows), pack(changed, WRITTEN))
    assert (error.code, error.values["entry"]) == (Message.SEGMENT_CHANGED, 2)


def test_an_entry_that_is_missing_or_in_another_place_is_refused() -> None:
    rows = rows_of(NoteAdded("one", "i1"), NoteAdded("two", "i1"))
    name = name_of(rows)

    gap = pack([rows[0], rows[2]], WRITTEN)
    assert refused(name, gap).code is Message.SEGMENT_CHANGED
    assert refused(name, pack([rows[0], rows[0], rows[2]], WRITTEN)).code is Message.SEGMENT_CHANGED
    assert refused(name, pack(rows[:2], WRITTEN)).code is Message.SEGMENT_MISNAMED
    assert refused(replace(name, head="0" * 12), pack(rows, WRITTEN)).code is Message.SEGMENT_MISNAMED


@pytest.mark.parametrize("lamport", [0, 1, MOST_LAMPORT + 1, 2**63 - 1])
def test_a_number_that_does_not_rise_or_that_no_clock_reaches_is_refused(lamport: int) -> None:
    rows = resealed(rows_of(NoteAdded("one", "i1")), 1, lamport=lamport)

    assert refused(name_of(rows), pack(rows, WRITTEN)).code is Message.SEGMENT_CHANGED


def test_a_chain_begins_once_and_with_its_beginning() -> None:
    rows = rows_of(NoteAdded("one", "i1"))
    without = resealed(rows, 0, kind="NoteAdded", version=1, body=rows[1].body)
    twice = resealed(rows, 1, kind="ChainStarted", version=1, body=rows[0].body)

    assert refused(name_of(without), pack(without, WRITTEN)).code is Message.SEGMENT_CHANGED
    # In the middle of a chain such an entry has one before it, and says nothing that is believed.
    assert unpack(name_of(twice), pack(twice, WRITTEN)) == twice


def test_a_body_that_this_version_cannot_read_is_passed_on_and_a_beginning_must_be_read() -> None:
    rows = rows_of(NoteAdded("one", "i1"))
    stricter = resealed(rows, 1, body=b'{"kind":3}')
    newer = resealed(rows, 1, kind="TubeWeighed", version=3, body=b'{"mg":4.5}')
    nobody = resealed(rows, 0, body=b'{"installation":3}')

    assert unpack(name_of(stricter), pack(stricter, WRITTEN)) == stricter
    assert unpack(name_of(newer), pack(newer, WRITTEN)) == newer
    assert refused(name_of(nobody), pack(nobody, WRITTEN)).code is Message.SEGMENT_CHANGED


def test_what_unpacks_to_gigabytes_is_refused_within_its_bound() -> None:
    name = name_of(rows_of())
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(MOST_BYTES // 2**20 + 1)) + packer.flush()

    assert len(bomb) < 2**16
    assert refused(name, bomb).code is Message.SEGMENT_TOO_LARGE


def test_what_is_cut_or_followed_by_something_is_refused() -> None:
    rows = rows_of(NoteAdded("one", "i1"))
    name, data = name_of(rows), pack(rows, WRITTEN)

    for length in range(len(data)):
        assert refused(name, data[:length]).code in {Message.SEGMENT_CUT, Message.SEGMENT_UNREADABLE}
    assert refused(name, data + data).code is Message.SEGMENT_CUT
    assert refused(name, gzip.compress(gzip.decompress(data)[:-1])).code is Message.SEGMENT_CUT
    assert refused(name, gzip.compress(b"\n")).code is Message.SEGMENT_UNREADABLE
    assert refused(name, gzip.compress(b"")).code is Message.SEGMENT_CUT


def test_another_format_is_that_of_a_newer_program() -> None:
    rows = rows_of()
    text = gzip.decompress(pack(rows, WRITTEN)).replace(b"benchapp-segment/1", b"benchapp-segment/2")

    assert refused(name_of(rows), gzip.compress(text)).code is Message.SEGMENT_NEWER


@given(data=st.data())
def test_no_change_of_a_byte_is_taken(data: st.DataObject) -> None:
    rows = rows_of(NoteAdded("one", "i1"), NoteAdded("two", "i1"))
    text = bytearray(gzip.decompress(pack(rows, WRITTEN)))
    begin = text.index(b"\n")
    place = data.draw(st.integers(begin + 1, len(text) - 1))
    byte = data.draw(st.integers(0, 255))
    text[place] = byte

    try:
        found = unpack(name_of(rows), gzip.compress(bytes(text)))
    except UnfitError:
        return
    assert found == rows
