"""What lies in the folder of a lab and is no segment: nothing of it is taken, and a sentence says what is wrong."""

import os
import socket
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import ChainStarted, NoteAdded
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import StoredRow, encode_body
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.exchange import Exchange, Looked
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.segments import MOST_BYTES, SegmentName, name_of, pack
from benchapp.store.lab.taking import TakenIn
from benchapp.ui.text.message_texts import say_error
from tests.making import BEGIN
from tests.store.lab.making_lab import WRITTEN, RowsInMemory, chain_id, written

# In the order in which they are looked at, one comes before the other, and one after.
BEFORE, BAD, AFTER = chain_id(1), chain_id(5), chain_id(9)
MOST_MEMORY = 64 * 2**20


def rows_of(chain: str, *texts: str) -> list[StoredRow]:
    held = RowsInMemory()
    held.write(chain)
    for text in texts:
        held.write(chain, NoteAdded(text, "i1"))
    return held.of[chain]


BAD_ROWS = rows_of(BAD, "one", "two")
NAME, DATA = name_of(BAD_ROWS), pack(BAD_ROWS, WRITTEN)


def resealed(rows: Sequence[StoredRow], place: int, **changes: object) -> list[StoredRow]:
    found: list[StoredRow] = []
    for number, row in enumerate(rows):
        row = replace(row, previous=found[-1].hash if found else "")  # noqa: PLW2901
        found.append((replace(row, **changes) if number == place else row).sealed())
    return found


class Lab:
    """A computer with a real journal, and a folder in which two other computers are well."""

    def __init__(self, folder: Path) -> None:
        self.folder = LabFolder(folder / "lab")
        self.folder.path.mkdir()
        self.folder.make("Lab")
        self.new = self.folder.path / "new"
        self.journal = folder / "journal.sqlite"
        with closing(Journal(self.journal, Writer("here", BEGIN))) as journal:
            own = journal.own
        self.rows = RowsInFile(self.journal)
        self.exchange = Exchange(self.folder, self.rows, own)
        for chain in (BEFORE, AFTER):
            rows = rows_of(chain, "well")
            self.folder.put(name_of(rows), pack(rows, WRITTEN))

    def look(self) -> Looked:
        return self.exchange.look(written(1000.0))

    def refuses(self, *codes: object, awaits: bool = True) -> Looked:
        """Look, and make sure that what is bad was not taken and is said, and all else was taken."""
        looked = self.look()
        assert looked.taken == (TakenIn(BEFORE, 1, 2), TakenIn(AFTER, 1, 2))
        assert self.rows.head(BAD) == (0, "")
        assert looked.forked == ()
        assert [error.code for error in looked.unfit] == list(codes)
        assert all(say_error(error).endswith(".") and NAME.chain in say_error(error) for error in looked.unfit)
        assert looked.awaited == ((BAD,) if awaits else ())
        with closing(Journal(self.journal, Writer("here", BEGIN))) as journal:
            assert journal.why_read_only is None
            assert len(journal.entries()) == 5
        return looked


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab(tmp_path)
    yield made
    made.rows.close()


def packed(*pieces: bytes, times: int = 1) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(piece) for _ in range(times) for piece in pieces]
    return b"".join(parts) + packer.flush()


def packed_zeros(mebibytes: int) -> bytes:
    """Pack zeros that have no end; what was packed after a flush stands for any further mebibyte."""
    packer = zlib.compressobj(9, wbits=31)
    first, further = (packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    made = first + further * (mebibytes - 1)
    assert len(made) < MOST_BYTES
    return made


HEAD = zlib.decompress(DATA, wbits=31).split(b"\n")[0] + b"\n"
LINE = zlib.decompress(DATA, wbits=31).split(b"\n")[1] + b"\n"
# Packed by the test itself: each worker reads this file.
BOMBS: dict[str, tuple[Callable[[], bytes], MessageCode]] = {
    "zeros": (lambda: packed_zeros(2000), Message.SEGMENT_TOO_LARGE),
    "empty lines": (lambda: packed(HEAD, b"\n" * 2**20, times=40), Message.SEGMENT_UNREADABLE),
    "one long line": (lambda: packed(HEAD + b"[" * 2**23), Message.SEGMENT_TOO_LARGE),
    "small rows": (
        lambda: packed(HEAD + b'["","",0,0,"","","","","",0,0,"",""]\n' * 200_000),
        Message.SEGMENT_CHANGED,
    ),
    "wide text": (
        lambda: packed(HEAD + b'["' + "😀".encode() + b"x" * (MOST_BYTES - 2000) + b'"'),
        Message.SEGMENT_CUT,
    ),
    "not packed at all": (lambda: HEAD + os.urandom(MOST_BYTES - 1000), Message.SEGMENT_UNREADABLE),
    "more than its name says": (
        lambda: pack(rows_of(BAD, *["x" * 20] * 20_000), WRITTEN),
        Message.SEGMENT_MISNAMED,
    ),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_whatever_it_unpacks_to_little_memory_is_used(lab: Lab, kind: str) -> None:
    made, code = BOMBS[kind]
    (lab.new / NAME.text).write_bytes(made())
    tracemalloc.start()
    try:
        lab.refuses(code)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def test_the_largest_file_that_is_taken_needs_little_memory(lab: Lab) -> None:
    rows = rows_of(BAD, *["😀" + "x" * (MOST_BYTES // 20)] * 18, *["x"] * 500)
    (lab.new / name_of(rows).text).write_bytes(pack(rows, WRITTEN))
    del rows
    tracemalloc.start()
    try:
        assert [one.last for one in lab.look().taken] == [2, 519, 2]
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize("text", [DEEP + b"\n", HEAD + DEEP + b"\n", HEAD + LINE.replace(b"{", b'{"a":' + DEEP + b",")])
def test_what_is_nested_without_end_is_refused(lab: Lab, text: bytes) -> None:
    (lab.new / NAME.text).write_bytes(packed(text))
    lab.refuses(Message.SEGMENT_UNREADABLE)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2**63}, {"version": -1}, {"version": 0}, {"uuid": ""}, {"uuid": "u" * 5000},
        {"person": "p" * 10**5}, {"kind": "k" * 5000},
        {"kind": "Newer", "recorded_at": "yesterday"}, {"kind": "Newer", "happened_at": ""},
        {"kind": "Newer", "recorded_at": "2026-11-23"}, {"recorded_at": "2026-11-23T08:00:00.000"},
        {"happened_at": "0001-01-01T00:00:00.000+14:00"}, {"happened_at": "9999-12-31T23:59:59.999-14:00"},
        {"kind": "Newer", "body": b'"\xff"'}, {"lamport": 2**62}, {"lamport": 2**70}, {"sequence": 7},
        {"chain": "../../../etc"}, {"kind": "ChainStarted", "previous": ""},
    ],
)  # fmt: skip
def test_a_value_that_no_program_writes_is_refused_whatever_its_hash(lab: Lab, changes: dict[str, object]) -> None:
    rows = resealed(BAD_ROWS, 1, **changes)
    name = SegmentName(BAD, 1, 3, rows[-1].hash[:12])
    (lab.new / name.text).write_bytes(pack(rows, WRITTEN))
    lab.refuses(Message.SEGMENT_CHANGED)


def test_rows_that_lead_in_a_circle_are_refused(lab: Lab) -> None:
    first, second, third = BAD_ROWS
    circle = [replace(first, previous=third.hash).sealed(), second, third]
    (lab.new / NAME.text).write_bytes(pack(circle, WRITTEN))
    lab.refuses(Message.SEGMENT_CHANGED)


def test_chains_that_go_on_from_each_other_in_a_circle_end_no_start(lab: Lab) -> None:
    for chain, parent in ((BAD, BEFORE), (BEFORE, BAD)):
        held = RowsInMemory()
        held.write(chain, ChainStarted("here", parent, "0" * 64, "copied"))
        for file in lab.new.glob(f"{chain}-*"):
            file.unlink()
        lab.folder.put(name_of(held.of[chain]), pack(held.of[chain], WRITTEN))
    lab.look()

    with closing(Journal(lab.journal, Writer("here", BEGIN + timedelta(days=1)))) as journal:
        assert journal.why_read_only is None
        assert set(journal.own) == {BAD, BEFORE, *lab.rows.chains()} - {AFTER}


@pytest.mark.parametrize("body", [encode_body(ChainStarted("here")), b'{"installation":7}'])
def test_a_beginning_of_a_newer_version_in_the_name_of_this_computer_is_known_by_it(lab: Lab, body: bytes) -> None:
    rows = resealed(BAD_ROWS, 0, version=ChainStarted.VERSION + 1, body=body)
    lab.folder.put(name_of(rows), pack(rows, WRITTEN))
    own = tuple(lab.rows.chains())
    lab.exchange = Exchange(lab.folder, lab.rows, own, mine=Mine(frozenset({"here"})))

    assert lab.look().claimed == ((BAD,) if b"here" in body else ())


def test_a_beginning_of_a_newer_version_is_kept_and_closes_nothing(lab: Lab) -> None:
    rows = resealed(BAD_ROWS, 0, version=ChainStarted.VERSION + 1, body=encode_body(ChainStarted("elsewhere")))
    lab.folder.put(name_of(rows), pack(rows, WRITTEN))

    assert [one.chain for one in lab.look().taken] == [BEFORE, BAD, AFTER]
    with closing(Journal(lab.journal, Writer("here", BEGIN))) as journal:
        assert journal.why_read_only is None
        assert journal.unknown == 1


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (DATA[: len(DATA) // 2], Message.SEGMENT_CUT),
        (b"", Message.SEGMENT_CUT),
        (DATA + DATA, Message.SEGMENT_CUT),
        (pack([BAD_ROWS[0], BAD_ROWS[2], BAD_ROWS[1]], WRITTEN), Message.SEGMENT_MISNAMED),
        (pack([BAD_ROWS[0], BAD_ROWS[1], BAD_ROWS[1], BAD_ROWS[2]], WRITTEN), Message.SEGMENT_CHANGED),
        (pack([replace(BAD_ROWS[0], hash="0" * 64), *BAD_ROWS[1:]], WRITTEN), Message.SEGMENT_CHANGED),
        (pack(rows_of(AFTER, "one", "two"), WRITTEN), Message.SEGMENT_MISNAMED),
        (pack(BAD_ROWS[:2], WRITTEN), Message.SEGMENT_MISNAMED),
    ],
    ids=["half", "empty", "twice", "swapped", "a row twice", "a wrong hash", "another chain's", "less than it says"],
)
def test_what_is_not_what_its_name_says_is_refused(lab: Lab, bad: bytes, code: object) -> None:
    (lab.new / NAME.text).write_bytes(bad)
    lab.refuses(code)


def _folder(place: Path) -> None:
    place.mkdir()


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _link_to_itself(place: Path) -> None:
    place.symlink_to(place)


def _link_to_nothing(place: Path) -> None:
    place.symlink_to(place.with_name("nothing"))


def _link_to_a_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def _socket(place: Path) -> None:
    # A path of a socket is short.
    before = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(before)


@pytest.mark.skipif(os.name != "posix", reason="made as POSIX makes them")
@pytest.mark.parametrize("make", [_folder, _pipe, _link_to_itself, _link_to_nothing, _link_to_a_device, _socket])
def test_what_is_no_file_is_not_waited_for(lab: Lab, make: Callable[[Path], None]) -> None:
    make(lab.new / NAME.text)
    lab.refuses(Message.SEGMENT_NOT_READ)


@pytest.mark.skipif(os.name != "posix", reason="made as POSIX makes them")
def test_a_link_to_another_file_brings_nothing_of_it(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("who may read this")
    (lab.new / NAME.text).symlink_to(tmp_path / "secret")
    lab.refuses(Message.SEGMENT_UNREADABLE)


@pytest.mark.parametrize(
    "text",
    [
        f"..\\{NAME.text}", f"{NAME.text}\\..\\x", NAME.text.replace(BAD, "../" * 12).replace("/", "\\"),
        NAME.text.replace(BAD, "." * 36), f"{NAME.text} (conflicted copy).gz", f"~$bc{BAD[:8]}01234567.tmp", "CON",
        NAME.text.replace("00000003", "٠٠٠٠٠٠٠٣"), NAME.text.upper(), "x" * 250,
    ],
)  # fmt: skip
def test_a_name_with_parts_of_a_path_or_that_is_none_of_ours_is_passed_over(lab: Lab, text: str) -> None:
    (lab.new / text).write_bytes(DATA)
    assert lab.refuses(awaits=False).strange == 1


def test_a_file_that_grows_while_it_is_read_is_read_up_to_its_bound(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lab.new / NAME.text
    file.write_bytes(b"")
    with file.open("r+b") as growing:
        growing.truncate(2**30)
    stat = Path.stat

    def small(path: Path, **options: bool) -> os.stat_result:
        found = stat(path, **options)
        return os.stat_result((*found[:6], 100, *found[7:])) if path == file else found

    monkeypatch.setattr(Path, "stat", small)
    tracemalloc.start()
    try:
        lab.refuses(Message.SEGMENT_TOO_LARGE)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "data",
    [
        b'{"format":"benchapp-lab/1","lab":"x","name":' + DEEP + b"}",
        b'{"format":"benchapp-lab/1","lab":"x","name":"n","more":' + DEEP + b"}",
        b'{"format":"benchapp-lab/1","lab":"x","name":"' + b"n" * 300 + b'"}',
        b" " * 2**20 + b'{"format":"benchapp-lab/1","lab":"x","name":"n"}',
    ],
    ids=["deep", "deep beside", "long", "huge"],
)
def test_a_file_of_the_lab_that_somebody_changed_is_said(lab: Lab, data: bytes) -> None:
    (lab.folder.path / "lab.json").write_bytes(data)
    if len(data) > 2**20:
        os.truncate(lab.folder.path / "lab.json", 2**30)
    tracemalloc.start()
    try:
        with pytest.raises(BenchError) as wrong:
            lab.folder.lab()
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()
    assert wrong.value.code is Message.LAB_DAMAGED
