"""Thirty computers at once: everything reaches everybody, nearly all of it within a second."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from postgres_tests.making_lab import Computer, Database, carrying
from postgres_tests.making_server import wait_until

COMPUTERS, ROUNDS = 30, 2
# A busy lab has 1,200 entries in a working day: one each 24 s. Here it is one each fifth of a second.
PAUSE_S = 0.2


def test_thirty_computers(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    computers = [Computer(number, tmp_path / str(number)) for number in range(1, COMPUTERS + 1)]
    with ExitStack() as running:
        for number, computer in enumerate(computers, 1):
            # Asked only after ten minutes: what arrives arrives by the hint of the server.
            running.enter_context(carrying(computer, database.address(f"hood-{number}"), poll_s=600))
        wait_until(lambda: all(computer.told for computer in computers), 60.0)
        for _ in range(ROUNDS):
            for computer in computers:
                computer.write()
                time.sleep(PAUSE_S)
        everything = set().union(*(computer.rows.everything() for computer in computers))
        for computer in computers:
            wait_until(lambda: set(computer.hashes().values()) == everything, 60.0)  # noqa: B023 (waited for here)
    took = sorted(_delays(computers))
    count, within = len(took), sum(one < 1.0 for one in took)
    said = (
        f"\n{COMPUTERS} computers, {len(everything)} entries, {count} arrivals: {within / count:.2%} within 1 s;"
        f" median {took[count // 2] * 1000:.0f} ms, 99 % {took[count * 99 // 100] * 1000:.0f} ms,"
        f" last {took[-1] * 1000:.0f} ms"
    )
    with capsys.disabled():
        print(said)
    assert len(everything) == len(database.lines()) == COMPUTERS * ROUNDS
    assert count == len(everything) * (COMPUTERS - 1)
    assert not any(computer.sentences() for computer in computers)
    # Not by the minute of a poll, on however slow a machine.
    assert took[-1] < 60


def _delays(computers: list[Computer]) -> list[float]:
    """Return for each entry and each other computer how long after its writing the file with it was there."""
    written: dict[tuple[str, int], float] = {}
    there: list[tuple[str, dict[tuple[str, int], float]]] = []
    for computer in computers:
        times: dict[tuple[str, int], float] = {}
        for name in computer.folder.recent().names:
            at = (computer.folder.path / "new" / name.text).stat().st_mtime
            for sequence in range(name.first, name.last + 1):
                times[name.chain, sequence] = min(at, times.get((name.chain, sequence), at))
        written |= {place: at for place, at in times.items() if place[0] == computer.chain}
        there.append((computer.chain, times))
    return [at - written[place] for own, times in there for place, at in times.items() if place[0] != own]
