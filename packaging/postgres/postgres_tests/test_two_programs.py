"""Two real programs, each with a folder of its own, and the server between: as with one folder that both share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchapp.selftest.scenario import Scenario
from postgres_tests.making_lab import Computer, Database, carrying
from postgres_tests.making_server import wait_until
from tests.flow.test_two_computers import OtherComputer, join


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Scenario, Scenario]]:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["benchapp"])
    both = Scenario(app, tmp_path / "hood"), OtherComputer(app, tmp_path / "office")
    for one in both:
        one.settle()
    yield both
    for one in both:
        one.end()
    app.shutdown()


def journal(acting: Scenario) -> list[tuple[str, str]]:
    """Return what the Journal page shows: which computer recorded what."""
    return sorted((line.computer, line.id) for line in acting.program.rooms.journal.table.lines)


def test_what_one_records_is_in_the_window_of_the_other(
    programs: tuple[Scenario, Scenario], database: Database, tmp_path: Path
) -> None:
    hood, office = programs
    one, two = Computer(1, tmp_path / "one"), Computer(2, tmp_path / "two")
    with carrying(one, database.address("hood-1")), carrying(two, database.address("hood-2")):
        wait_until(lambda: bool(one.told and two.told))
        # The folders are of the lab already: nobody makes one.
        join(hood, one.folder.path, "hood-1")
        join(office, two.folder.path, "office")
        for acting in programs:
            acting.press("rail.pages.journal")
            acting.wait()

        def both_know() -> bool:
            for acting in programs:
                acting.program.rooms.computers.exchange.look()
                acting.wait()
            return all({line[0] for line in journal(acting)} >= {"hood-1", "office"} for acting in programs)

        wait_until(both_know, 40.0)
        assert journal(hood) == journal(office)
    assert hood.program.services.session.bench == office.program.services.session.bench
    assert one.hashes() == two.hashes()
    assert one.sentences() == two.sentences() == []
