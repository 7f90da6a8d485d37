"""Runs random sequences, each from a seed of its own, and says what was wrong with which."""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable


def run_sequences(
    one_sequence: Callable[[random.Random, Counter[str]], list[str]], count: int, seed: int
) -> tuple[Counter[str], list[str]]:
    """Run so many sequences; give how often each thing happened, and what is wrong: seed, number, words."""
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(count):
        dice = random.Random(f"{seed}:{number}")
        wrong += [f"{seed}:{number}: {line}" for line in one_sequence(dice, tally)]
    return tally, wrong


def report_sequences(run: Callable[[int, int], tuple[Counter[str], list[str]]], what: str) -> int:
    """Run as many as the command line asks, with its seed; give the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began = time.monotonic()
    tally, wrong = run(count, seed)
    for line in wrong[:40]:
        sys.stdout.write(line + "\n")
    counts = ", ".join(f"{kind} {number}" for kind, number in sorted(tally.items()))
    sys.stdout.write(f"{count} {what} in {time.monotonic() - began:.0f} s: {counts}; {len(wrong)} wrong\n")
    return 1 if wrong else 0
