"""Runs what gains by length as often as the command line asks, each time from a seed, and says what was wrong."""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence


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


def asked_for(*usual: int) -> list[int]:
    """Return the numbers that the command line gives, and the usual ones for those that it does not."""
    given = [int(text) for text in sys.argv[1:]]
    return [*given, *usual[len(given) :]]


def report(words: str, wrong: Sequence[str]) -> int:
    """Show what is wrong, and what was done; give the exit status."""
    for line in wrong[:40]:
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{words}; {len(wrong)} wrong\n")
    return 1 if wrong else 0


def report_sequences(run: Callable[[int, int], tuple[Counter[str], list[str]]], what: str, usual: int = 100_000) -> int:
    """Run as many as the command line asks, with its seed; give the exit status."""
    count, seed = asked_for(usual, 1)
    began = time.monotonic()
    tally, wrong = run(count, seed)
    counts = ", ".join(f"{kind} {number}" for kind, number in sorted(tally.items()))
    return report(f"{count} {what} in {time.monotonic() - began:.0f} s: {counts}", wrong)
