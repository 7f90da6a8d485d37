"""How long the start takes, as a benchmark asks: to the first painted window, or until the calculators answer."""

import os
import sys
import time
from pathlib import Path

# Where a benchmark says when it started this process, on the monotonic clock; the program ends when it is painted.
STARTED = "BENCHAPP_STARTED_NS"
# Until when it is timed: "answer" for the calculators' being ready, else the first paint.
UNTIL = "BENCHAPP_UNTIL"

_READ_AT = time.monotonic()


def is_timed() -> bool:
    """Return whether a benchmark started this process."""
    return STARTED in os.environ


def ends_at_the_answer() -> bool:
    """Return whether the start is timed until the calculators are ready."""
    return os.environ.get(UNTIL) == "answer"


def print_time() -> None:
    """Print the milliseconds that the start has taken."""
    sys.stdout.write(f"{milliseconds_since_start():.0f}\n")
    sys.stdout.flush()


def milliseconds_since_start() -> float:
    """Return how long this process has run; since the interpreter read this module where the system does not tell."""
    began = os.environ.get(STARTED)
    if began:
        return (time.monotonic_ns() - int(began)) / 1e6
    try:
        started = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19]
        ticks = os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - int(started) / ticks) * 1000
    except (OSError, ValueError, AttributeError):
        return (time.monotonic() - _READ_AT) * 1000
