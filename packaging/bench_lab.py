"""Measure the exchange of a lab through a folder, beside reading the same entries as plain JSON lines.

`python packaging/bench_lab.py [entries]`: how long 1,000 entries take from the folder to the state where many are held,
the first join of so many entries (100,000 unless told), and a look where nothing is new. A plain read of the same lines
on the same machine is 1.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchapp.domain.journal.entries import AliquotThawed, Body, NoteAdded, SolutionAdded, SolutionDiscarded
from benchapp.domain.journal.sharing.merging import replay_all, state_with
from benchapp.domain.units.moments import Moment
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.segments import Written
from tests.making import BEGIN, solution

_AT_ONCE = 1000


def timed(work: Callable[[], object]) -> float:
    """Return how long something takes, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def written(seconds: float) -> Written:
    """Return when a segment was written, in seconds of the boot."""
    return Written("bench", BEGIN.isoformat(), "boot", seconds)


def fill(journal: Journal, count: int, begin: int) -> None:
    """Write entries, a minute after each other: stocks, of which an aliquot is thawed, and most are used up."""
    for number in range(begin, begin + count, _AT_ONCE):
        at = BEGIN + timedelta(minutes=number)
        bodies: list[Body] = []
        for stock in range(number, number + _AT_ONCE, 4):
            made = solution(f"s{stock}")
            thawed = AliquotThawed(made.id, 1, Moment(at, float(stock), "boot"))
            last = NoteAdded("kept", made.id) if stock % 100 == 0 else SolutionDiscarded(made.id, "used up")
            bodies += [SolutionAdded(made), thawed, NoteAdded(f"note {stock}", made.id), last]
        journal.append_all(bodies, recorded=at, happened=at, person="Mara")


def plain_read(journal: Path, lines: Path) -> float:
    """Return how long the same entries take as JSON lines, read whole."""
    reading = Journal(journal, read_only=True)
    with lines.open("w", encoding="utf-8") as file:
        for row in reading.rows():
            fields = {name: getattr(row, name) for name in row.__struct_fields__}
            file.write(json.dumps(fields | {"body": json.loads(row.body)}) + "\n")
    reading.close()

    def read() -> None:
        with lines.open(encoding="utf-8") as file:
            for line in file:
                json.loads(line)

    return min(timed(read) for _ in range(3))


def measure(root: Path, count: int) -> None:
    """Measure with a folder and two journals, and print what it came to."""
    (root / "lab").mkdir()
    LabFolder(root / "lab").make("Lab")
    folder = LabFolder(root / "lab")
    there, here = (Journal(root / name / "journal.sqlite", Writer(name, BEGIN)) for name in ("there", "here"))
    rows_there, rows_here = RowsInFile(there.path), RowsInFile(here.path)
    giving = Exchange(folder, rows_there, there.own)
    taking = Exchange(folder, rows_here, here.own)
    taking.look(written(0), here.heads()[here.own[0]])
    fill(there, count, 0)
    given = timed(lambda: giving.look(written(1)))
    plain = plain_read(there.path, root / "all.jsonl")

    def join() -> None:
        taking.look(written(2), here.heads()[here.own[0]])
        here.came_in()
        replay_all(here.entries())

    joined = timed(join)
    _, checkpoint = replay_all(here.entries())
    fill(there, _AT_ONCE, count)
    giving.look(written(3))

    def follow() -> None:
        taking.look(written(4), here.heads()[here.own[0]])
        arrived = [entry for run in here.came_in() for entry in here.between(*run)]
        if len(arrived) != _AT_ONCE or state_with(arrived, checkpoint, here.after) is None:
            raise SystemExit("not all came, or they were not absorbed")

    followed = timed(follow)
    taking.look(written(5), here.heads()[here.own[0]])
    nothing = min(timed(lambda: taking.look(written(6), here.heads()[here.own[0]])) for _ in range(20))
    one = plain * _AT_ONCE / count
    sys.stdout.write(
        f"plain read of {count} lines           {plain * 1000:9.1f} ms  1\n"
        f"giving them                          {given * 1000:9.1f} ms  {given / plain:.1f}\n"
        f"first join of them, to the state     {joined * 1000:9.1f} ms  {joined / plain:.1f}\n"
        f"{_AT_ONCE} more, from folder to state     {followed * 1000:9.1f} ms  {followed / one:.1f}\n"
        f"a look where nothing is new          {nothing * 1000:9.2f} ms  {nothing / one:.3f} of a read of {_AT_ONCE}\n"
    )
    for one_file in (rows_there, rows_here, there, here):
        one_file.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        measure(Path(made), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
