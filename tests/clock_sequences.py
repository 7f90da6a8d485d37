"""Random sequences of what clocks do, against a stopwatch that nobody can set.

    python -m tests.clock_sequences [COUNT] [SEED]

Time passes awake and asleep, the wall clock is set by seconds to years, zones and their clock changes come and go, the
computer is switched off and on, the program is killed. The stopwatch counts the seconds of each boot, and between
boots what the wall clock says, never less than nothing. Run by `make torture` with a hundred thousand.
"""

import random
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import lived_at
from benchapp.domain.incubations.step_status import standing
from benchapp.domain.journal.entries import Body, IncubationPaused, IncubationResumed, IncubationStarted
from benchapp.domain.journal.state import apply_entry, replay
from benchapp.domain.units.moments import Anchors, Moment, elapsed, renewed, wall_disagreement
from tests.making import entry, incubation
from tests.sequences import report_sequences, run_sequences

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")


class Stopwatch:
    """Counts what has passed: within a boot each second, between boots what the wall clock says."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.paused = 0.0
        self.pausing = False

    def add(self, seconds: float) -> None:
        self.seconds += seconds
        if self.pausing:
            self.paused += seconds


def one_sequence(dice: random.Random, tally: Counter[str]) -> list[str]:
    """Let clocks do what they do; give what is wrong."""
    begin = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(365 * 86400))
    clock = SteppedClock(begin, dice.choice(ZONES))
    anchors: Anchors = renewed((), clock.now())
    started = clock.now()
    running = apply_entry(replay([]), entry(IncubationStarted(incubation(start=started, every_h=48)), 1)).incubations[
        "i1"
    ]
    bench_entries: list[Body] = [IncubationStarted(incubation(start=started, every_h=48))]
    watch = Stopwatch()
    wrong: list[str] = []
    for _ in range(dice.randint(1, 12)):
        what = dice.choice(["pass", "pass", "sleep", "set", "set", "reboot", "kill", "pause"])
        tally[what] += 1
        match what:
            case "pass" | "sleep":
                seconds = dice.choice([0.25, 1.0, 59.0, 3600.0, 8 * 3600.0, 9 * 86400.0])
                clock.advance(seconds=seconds)
                watch.add(seconds)
            case "set":
                before = clock.now()
                clock.jump(
                    seconds=dice.choice([-10 * 365 * 86400.0, -86400.0, -3600.0, -61.0, 7.0, 3600.0, 86400.0 * 400])
                )
                set_by = clock.now().wall - before.wall
                said = wall_disagreement(renewed(anchors, before), clock.now())
                if said != set_by:
                    wrong.append(f"set by {set_by}, noticed {said}")
            case "reboot":
                anchors = renewed(anchors, clock.now())
                last = clock.now().wall
                clock.reboot(seconds=dice.choice([-7200.0, 30.0, 3600.0, 5 * 86400.0]))
                watch.add(max(0.0, (clock.now().wall - last).total_seconds()))
            case "kill":
                # The program starts again within the same boot; the anchor file is as it was a minute ago.
                clock.advance(seconds=40.0)
                watch.add(40.0)
            case "pause":
                now = clock.now()
                body: Body = IncubationResumed("i1", now) if watch.pausing else IncubationPaused("i1", now)
                bench_entries.append(body)
                running = replay(entry(one, number) for number, one in enumerate(bench_entries, 1)).incubations["i1"]
                watch.pausing = not watch.pausing
        if what != "kill":
            anchors = renewed(anchors, clock.now())
        wrong += _compared(clock.now(), started, anchors, watch, running)
    return wrong


def _compared(now: Moment, started: Moment, anchors: Anchors, watch: Stopwatch, running: object) -> list[str]:
    wrong = []
    passed = elapsed(started, now, anchors).total_seconds()
    if abs(passed - watch.seconds) > 1e-3:
        wrong.append(f"{passed} s passed, not {watch.seconds}")
    lived = lived_at(running, now, anchors).total_seconds()  # type: ignore[arg-type]
    if abs(lived - (watch.seconds - watch.paused)) > 1e-3:
        wrong.append(f"{lived} s lived, not {watch.seconds - watch.paused}")
    first = next(iter(running.steps()))  # type: ignore[attr-defined]
    left = standing(running, first, now, anchors).left.total_seconds()  # type: ignore[arg-type]
    if abs(left - (first.due_s - lived)) > 1e-3:
        wrong.append(f"{left} s left of {first.due_s} after {lived}")
    return wrong


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Run so many; give how often each thing was done, and what is wrong with which."""
    return run_sequences(one_sequence, count, seed)


if __name__ == "__main__":
    sys.exit(report_sequences(run, "sequences"))
