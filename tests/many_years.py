"""A journal of a busy lab's years: what a start reads of it, what a backup copies, and its years closed.

    python -m tests.many_years [ENTRIES]

Times are those of the processor, against what it takes to replay ten thousand of the entries in the same run. Run by
`make torture` with a million.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    AliquotThawed,
    Body,
    IncubationStarted,
    IncubationStopped,
    NoteAdded,
    PersonNamed,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.state import apply_entry, replay
from benchapp.domain.units.moments import Moment
from benchapp.store.journal.backups import heads_in, make_backup
from benchapp.store.journal.closing import begin_clearing, clear_years, tend_years
from benchapp.store.journal.encoding import entry_of
from benchapp.store.journal.journal import Journal, reader_of
from benchapp.store.journal.own_chains import Writer
from benchapp.store.journal.snapshot import load_bench, save_snapshot
from benchapp.store.journal.whole_journal import check_journal
from tests.making import incubation, solution

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
BEGIN = NOW - timedelta(days=3 * 365)
REFERENCE = 10_000
T = TypeVar("T")


def bodies(count: int) -> Iterator[Body]:
    """Yield so many: stocks that are thawed, noted on and thrown away, and incubations."""
    dice = random.Random(3)
    for number in range(count):
        of, at = f"s{number - number % 10}", Moment(_when(number, count), 1000.0 + 60 * number, "boot-0")
        match number % 10:
            case 0:
                yield SolutionAdded(replace(solution(of, made=at), label=f"BC-{number:07d}"))
            case 8 if number < count * 0.99:
                yield SolutionDiscarded(of, "used up")
            case 9:
                yield PersonNamed(dice.choice(["Mara", "Jo"])) if number % 100 == 9 else NoteAdded("turbid", of)
            case 5 if number % 100 == 5:
                yield IncubationStarted(incubation(f"i{number}", 1, start=at))
            case 6 if number % 100 == 6:
                yield IncubationStopped(f"i{number - 1}", "done")
            case _:
                yield AliquotThawed(of, 1, at)


def _when(number: int, count: int) -> datetime:
    return BEGIN + (NOW - BEGIN) * number / count


def made(file: Path, count: int) -> None:
    """Write the journal."""
    coming, done = bodies(count), 0
    with closing(Journal(file, Writer("here", BEGIN))) as journal:
        while some := list(islice(coming, 10_000)):
            at = _when(done, count)
            journal.append_all(some, recorded=at, happened=at)
            journal.written.clear()
            done += len(some)


def took(work: Callable[[], T]) -> tuple[T, float]:
    """Return what comes of some work, and the seconds of the processor that it took."""
    begun = time.process_time()
    value = work()
    return value, time.process_time() - begun


def live(folder: Path, count: int) -> tuple[dict[str, float], list[str]]:
    """Let the years pass; give how the parts compare with the reference, or bytes, and what is wrong."""
    file, snapshot, backups = folder / "journal.sqlite", folder / "snapshot", folder / "backups"
    made(file, count)
    wrong: list[str] = []
    with closing(Journal(file, Writer("here", NOW))) as journal:
        first = [entry_of(row) for row in islice(journal.rows(), REFERENCE)]
        _, reference = took(lambda: replay(first))
        whole, replayed = took(lambda: load_bench(journal, snapshot).bench)
        save_snapshot(whole, journal.heads(), snapshot, journal.rows_known)
        loaded, start = took(lambda: load_bench(journal, snapshot))
        entry = journal.append(PersonNamed("Ada"), recorded=NOW, happened=NOW)
        thaw = AliquotThawed(loaded.bench.in_hand()[0].solution.id, 1, Moment(NOW, 1.0, "boot-1"))
        more = journal.append(thaw, recorded=NOW, happened=NOW)
        _, recorded = took(lambda: apply_entry(apply_entry(loaded.bench, entry), more))
        wrong += [] if loaded.current else ["the snapshot does not serve"]
    full, copied = took(lambda: make_backup(file, backups, NOW))
    make_backup(file, backups, NOW + timedelta(minutes=5), work=True)
    increment, increased = took(lambda: make_backup(file, backups, NOW + timedelta(minutes=10), work=True))
    wrong += [] if heads_in(increment.file) == heads_in(file) else ["the increment is not of the whole journal"]
    before = heads_in(file), len_of(file)
    closed, closing_took = took(lambda: tend_years(file, backups, NOW, lambda *_: None))
    begin_clearing(file)
    cleared, clearing_took = took(lambda: clear_years(file, backups, lambda _span_s: None))
    wrong += [] if closed is not None and cleared else ["no year was closed"]
    wrong += [] if (heads_in(file), len_of(file)) == before else ["another journal after its years were closed"]
    findings, checked = took(lambda: check_journal(reader_of(file), {}, snapshot))
    wrong += [f"found: {findings}"] if findings else []
    parts = {
        "replay": replayed / reference,
        "start": start / reference,
        "two entries": recorded / reference,
        "full backup": copied / reference,
        "increment": increased / reference,
        "closing": closing_took / reference,
        "clearing": clearing_took / reference,
        "check": checked / reference,
        "bytes of the full backup": full.file.stat().st_size,
        "bytes of the increment": increment.file.stat().st_size,
        "entries closed": cleared,
    }
    wrong += [f"{what} takes too long" for what in ("start", "two entries") if parts[what] > 1]
    wrong += ["an increment costs as much as a full backup"] if increased > copied / 4 else []
    return parts, wrong


def len_of(file: Path) -> int:
    """Return how many entries a journal has."""
    with closing(Journal(file, read_only=True)) as journal:
        return len(journal)


def main() -> int:
    """Do it with as many entries as are asked for; give the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        parts, wrong = live(Path(folder), count)
    sys.stdout.write(f"{count} entries, against the replay of {REFERENCE} of them (or bytes, or entries):\n")
    sys.stdout.writelines(f"  {what}: {value:.3g}\n" for what, value in parts.items())
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return bool(wrong)


if __name__ == "__main__":
    os.nice(5)
    sys.exit(main())
