"""What is given out of an incubation: its report, its calendar and its sign for the door, each made without a page."""

from pathlib import Path

import pytest

from benchapp.app.incubation_exports import IncubationExports
from benchapp.app.services import Services
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.domain.messages import BenchError
from tests.making import incubation


@pytest.fixture
def running(services: Services) -> Running:
    services.session.record(IncubationStarted(incubation("i1", every_h=48, start=services.session.now())))
    return services.session.bench.incubations["i1"]


def test_a_report_names_the_incubation_and_the_head_of_the_journal(services: Services, running: Running) -> None:
    report = IncubationExports(services).report(running)

    assert report.title == running.incubation.name
    assert report.head == services.session.last_hash()
    assert [step.planned for step in report.steps] == sorted(step.planned for step in report.steps)
    assert report.steps


def test_a_calendar_has_an_event_for_each_step(services: Services, running: Running, tmp_path: Path) -> None:
    said = IncubationExports(services).save_calendar(running, tmp_path / "plate.ics")

    written = (tmp_path / "plate.ics").read_text("utf-8")
    assert written.count("BEGIN:VEVENT") == len(running.open_steps())
    assert said.startswith("Saved plate.ics with ")


def test_a_sign_for_the_door_is_a_pdf(services: Services, running: Running, tmp_path: Path) -> None:
    said = IncubationExports(services).save_door_sign(running, tmp_path / "door.pdf")

    assert (tmp_path / "door.pdf").read_bytes().startswith(b"%PDF")
    assert said == "Saved door.pdf; print it and hang it on the incubator's door."


def test_a_file_that_cannot_be_written_is_refused(services: Services, running: Running, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("no folder")

    with pytest.raises(BenchError):
        IncubationExports(services).save_calendar(running, tmp_path / "full" / "plate.ics")
