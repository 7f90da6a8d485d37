"""Files of a lab's folder that somebody or something changed: nothing that is not valid is taken, and no start fails.

    python -m tests.hostile_segments [HOW_MANY] [SEED]

Valid segments are mutated in their bytes, their text, their lines and their names, and rows are forged with right
hashes and values that no program writes. A real journal looks at each in a real folder. Run by `make torture` with ten
thousand.
"""

import gzip
import random
import resource
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from benchapp.domain.journal.entries import KINDS, ChainStarted, Entry
from benchapp.domain.journal.state import replay
from benchapp.domain.messages import BenchError
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.encoding import StoredRow, entry_of
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.segments import SegmentName, name_of, pack, read_name
from benchapp.ui.text.message_texts import say_error
from tests.making import BEGIN
from tests.sequences import asked_for, report
from tests.store.every_body import EVERY_BODY
from tests.store.lab.making_lab import RowsInMemory, chain_id, written

# After so many a new journal is begun.
A_JOURNAL = 250
NUMBERS = (-1, 0, 1, 2, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 10**30)
TEXTS = (
    "", "x" * 100_000, "\x00", "../../etc/passwd", "C:\\CON", "'; DROP TABLE entry; --", "\u202e", "\ufeff", "😀" * 50,
    "9999-12-31T23:59:59.999+00:00", "0001-01-01T00:00:00.000+14:00", "2026-11-23T08:00:00.000", "2026-11-23",
    "2026-02-30T08:00:00.000+00:00", "ChainStarted", "Retracted", "SolutionAdded", "NoteAdded", "Newer",
)  # fmt: skip
BODIES = (
    b"null", b"[]", b"{}", b"0", b'""', b"1e999", b'{"a":"\xff"}', b"[" * 800 + b"]" * 800, b'{"entry":"x"}',
    b'{"solution":"s","count":-9,"at":{"wall":"2026-11-23T08:00:00Z","boot_s":1,"boot_id":"b"}}',
    b'{"text":"' + b"y" * 300_000 + b'","about":"i1"}',
)  # fmt: skip
FIELDS = {
    "uuid": TEXTS, "sequence": NUMBERS, "lamport": NUMBERS, "recorded_at": TEXTS, "zone": TEXTS, "happened_at": TEXTS,
    "person": TEXTS, "kind": (*TEXTS, *KINDS), "version": NUMBERS, "body": BODIES, "previous": TEXTS, "chain": TEXTS,
}  # fmt: skip

Changed = tuple[str, bytes]
Mutation = Callable[[random.Random, Sequence[StoredRow]], Changed]


def valid_rows(chance: random.Random, chain: str) -> list[StoredRow]:
    """Return a chain of entries as a day at the bench leaves it."""
    held = RowsInMemory()
    held.write(chain)
    for _ in range(chance.randint(1, 12)):
        held.write(chain, chance.choice([body for body in EVERY_BODY if not isinstance(body, ChainStarted)]))
    return held.of[chain]


def _packed(rows: Sequence[StoredRow]) -> Changed:
    return name_of(rows).text, pack(rows, written(1000.0))


def flipped(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """Some bytes of the file are others."""
    name, data = _packed(rows)
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 20))):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return name, bytes(raw)


def retyped(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """Some characters of what is packed are others, some are gone, some are twice."""
    name, data = _packed(rows)
    raw = bytearray(gzip.decompress(data))
    for _ in range(chance.choice((1, 1, 3))):
        place = chance.randrange(len(raw))
        what = chance.randrange(3)
        if what == 0:
            raw[place] = chance.choice(b'"[]{},:0123456789aeZ\x00\xff\n\\')
        elif what == 1:
            del raw[place : place + chance.randint(1, 40)]
        else:
            raw[place:place] = raw[place : place + chance.randint(1, 40)]
    return name, gzip.compress(bytes(raw))


def cut(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """The end is missing, or something follows it."""
    name, data = _packed(rows)
    place = chance.randrange(len(data))
    return name, data[:place] if chance.random() < 0.7 else data + data[place:]


def moved(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """Lines are in another order, twice, or gone."""
    name, data = _packed(rows)
    lines = gzip.decompress(data).splitlines(keepends=True)
    for _ in range(chance.choice((1, 1, 3))):
        line = lines.pop(chance.randrange(len(lines)))
        lines[chance.randint(0, len(lines)) : 0] = [line] * chance.choice((0, 1, 2))
    return name, gzip.compress(b"".join(lines))


def renamed(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """The file has another's name."""
    name, data = _packed(rows)
    known = read_name(name)
    assert known is not None
    first = chance.choice((known.first, 1, 2, 99_999_999))
    other = SegmentName(
        chance.choice((known.chain, chain_id(chance.randrange(100)))),
        first,
        chance.choice((known.last, first, 99_999_999)),
        chance.choice((known.head, "0" * 12)),
    )
    return chance.choice((other.text, f"..\\{name}", f"{name}.gz", name.upper())), data


def forged(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """A row has a value that no program writes, and every hash was worked out again."""
    changes = {field: chance.choice(FIELDS[field]) for field in chance.sample(sorted(FIELDS), chance.choice((1, 1, 2)))}
    return _resealed(rows, chance.randrange(len(rows)), changes)


def altered(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """What an entry says is something else, and every hash was worked out again."""
    place = chance.randrange(len(rows))
    body = bytearray(rows[place].body)
    for _ in range(chance.choice((1, 1, 2))):
        spots = [spot for spot, sign in enumerate(body) if sign in b"0123456789.:-+"] or [0]
        spot = chance.choice(spots)
        body[spot : spot + chance.choice((0, 1, 1, 1, 6))] = chance.choice((*b"0123456789.-", *b"99")).to_bytes(
            1, "big"
        )
    return _resealed(rows, place, {"body": bytes(body)})


def _resealed(rows: Sequence[StoredRow], place: int, changes: dict[str, object]) -> Changed:
    made: list[StoredRow] = []
    for number, row in enumerate(rows):
        row = replace(row, previous=made[-1].hash if made else "")  # noqa: PLW2901
        if number == place:
            row = replace(row, **changes)  # noqa: PLW2901
        made.append(row.sealed())
    name = SegmentName(rows[0].chain, rows[0].sequence, rows[-1].sequence, made[-1].hash[:12])
    return name.text, pack(made, written(1000.0))


def bomb(chance: random.Random, rows: Sequence[StoredRow]) -> Changed:
    """A small file unpacks to gigabytes."""
    name, data = _packed(rows)
    packer = zlib.compressobj(9, wbits=31)
    piece = chance.choice((bytes(2**20), b"\n" * 2**20, b"[" * 2**20, b'["",' * 2**18))
    begin = gzip.decompress(data) if chance.random() < 0.5 else b""
    parts = [packer.compress(begin), *(packer.compress(piece) for _ in range(40)), packer.flush()]
    return name, b"".join(parts)


MUTATIONS: tuple[Mutation, ...] = (flipped, retyped, cut, moved, renamed, forged, forged, altered, altered)


def _one(chance: random.Random, number: int, folder: LabFolder, rows: RowsInFile, own: tuple[str, ...]) -> list[str]:
    """Put one mutated file into the folder and look; give what is wrong."""
    chain = chain_id(1000 + number)
    honest = valid_rows(chance, chain)
    mutation = bomb if chance.random() < 0.01 else chance.choice(MUTATIONS)
    before = set(rows.chains())
    name, data = mutation(chance, honest)
    file = folder.path / "new" / name
    file.write_bytes(data)
    what = f"{number} {mutation.__name__}"
    try:
        looked = Exchange(folder, rows, own).look(written(1000.0))
    except BenchError as error:
        return [f"{what}: the exchange failed: {error}"]
    finally:
        file.unlink()
    wrong = []
    if looked.forked:
        wrong.append(f"{what}: taken for a chain that two went on with")
    if set(rows.chains()) - before - {chain}:
        wrong.append(f"{what}: a chain that nobody wrote was taken")
    taken = rows.rows_after(chain, 0, 1000)
    if mutation not in {forged, altered} and taken != honest[: len(taken)]:
        wrong.append(f"{what}: something else was taken than was written")
    if check_chain(taken):
        wrong.append(f"{what}: a broken chain was taken")
    if not taken and not (looked.unfit or looked.strange or looked.awaited):
        wrong.append(f"{what}: not a word")
    wrong += [f"{what}: said {said!r}" for error in looked.unfit if len(said := say_error(error)) < 20]
    try:
        replay(entry for row in taken if (entry := _read(row)) is not None)
    except Exception as error:  # noqa: BLE001 (whatever it is, it would end the start)
        wrong.append(f"{what}: the state does not follow: {error!r}")
    return wrong


def _read(row: StoredRow) -> Entry | None:
    """Return a row as an entry; None where nobody can read it, which the journal leaves out."""
    try:
        return entry_of(row)
    except BenchError:
        return None


def _journal_opens(path: Path) -> list[str]:
    """Start on a journal with all that was taken; give what is wrong."""
    with closing(Journal(path, Writer("here", BEGIN))) as journal:
        if journal.why_read_only is not None:
            return [f"the journal is only read: {journal.why_read_only}"]
        entries = journal.entries()
        replay(entries)
        journal.origin_of("s1")
        if len(list(journal.backwards())) != len(entries) or check_chain(journal.rows()):
            return ["the journal is broken"]
    return []


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Try so many; give how many journals and files there were, and what is wrong."""
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for begin in range(0, count, A_JOURNAL):
        chance = random.Random(f"{seed}:{begin}")
        with tempfile.TemporaryDirectory() as place:
            folder, path = LabFolder(Path(place) / "lab"), Path(place) / "journal.sqlite"
            folder.path.mkdir()
            folder.make("Lab")
            with closing(Journal(path, Writer("here", BEGIN))) as journal:
                own = journal.own
            with closing(RowsInFile(path)) as rows:
                for number in range(begin, min(count, begin + A_JOURNAL)):
                    wrong += _one(chance, number, folder, rows, own)
                    tally["files"] += 1
                tally["taken in part"] += len(rows.chains()) - 1
            wrong += _journal_opens(path)
            tally["journals"] += 1
    return tally, wrong


def main() -> int:
    """Run as many as asked; give the exit status."""
    count, seed = asked_for(10_000, 1)
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tally, wrong = run(count, seed)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if more > 64:
        wrong.append(f"{more:.0f} MB more memory than before")
    spent = time.monotonic() - began
    return report(f"{dict(tally)} in {spent:.0f} s, {more:.0f} MB more memory at most", wrong)


if __name__ == "__main__":
    sys.exit(main())
