"""Measure whether the time of a replay grows with the entries and no faster, kind by kind, in one run.

    python packaging/bench_replay.py [entries]

Of each kind, so many entries about one thing (300 unless told) are replayed, and four times as many. Where an entry
costs the same in both, the ratio is 1; where what is there is copied for each, it goes towards 4.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchapp.domain.journal.entries import Entry
from benchapp.domain.journal.state import replay
from tests.many_entries import ABOUT_ONE_THING, entries_of

_TIMES = 4


def timed(entries: list[Entry]) -> float:
    """Return how long an entry takes in a replay of them, in seconds, the best of three."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        replay(entries)
        took.append((time.perf_counter() - begun) / len(entries))
    return min(took)


def main() -> None:
    """Print what an entry of each kind takes among few and among four times as many."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for what, bodies in ABOUT_ONE_THING.items():
        few, many = timed(entries_of(bodies(count))), timed(entries_of(bodies(_TIMES * count)))
        sys.stdout.write(f"{what:32} {few * 1e6:9.1f} µs {many * 1e6:9.1f} µs  {many / few:5.2f}\n")


if __name__ == "__main__":
    main()
