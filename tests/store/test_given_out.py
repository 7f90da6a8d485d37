"""What is given out: a story for the notebook and for other notebooks, a calendar for the phone."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from benchapp.domain.bench import replay
from benchapp.domain.entries import Body, IncubationStarted, RedoseGiven, RedoseSkipped, SolutionMade, StepAdded
from benchapp.domain.solutions import Role, Storage
from benchapp.domain.steps import PlannedStep, StepKind
from benchapp.domain.story import Story, story_of
from benchapp.store.calendar_export import CalendarStep, calendar_bytes, write_calendar
from benchapp.store.story_export import late_text, markdown, write_story
from tests.making import BEGIN, entry, incubation, moment, solution


def local(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


@pytest.fixture
def story() -> Story:
    from msgspec.structs import replace

    begun = replace(incubation(every_h=48), solution="w", stock="s1")
    bodies: list[Body] = [
        SolutionMade(solution("w", Role.WORKING, Storage.ROOM)),
        IncubationStarted(begun),
        RedoseGiven("i1", 0, moment(48.5)),
        RedoseSkipped("i1", 1, "=HYPERLINK(evil) | weekend"),
        StepAdded("i1", PlannedStep(1000, StepKind.READ_OUT, 100 * 3600.0)),
    ]
    entries = [entry(body, number) for number, body in enumerate(bodies, 1)]
    bench = replay(entries)
    running = bench.incubations["i1"]
    return story_of(
        running,
        bench,
        entries,
        word=lambda one: getattr(one.body, "reason", "") or one.kind,
        name_step=lambda _running, number: f"step {number}",
        facts=(("Cells", "H929"),),
        now=moment(60),
        anchors=(),
        head="abc",
    )


def test_a_story_tells_planned_against_actual(story: Story) -> None:
    steps = [(step.what, step.planned, step.late_s, step.outcome) for step in story.steps]

    assert steps[0] == ("step 0", moment(48).wall, 1800.0, "done")
    assert steps[1] == ("step 1", moment(96).wall, None, "left out")
    assert [late_text(step).replace("\u202f", " ") for step in story.steps[:2]] == ["+30 min", ""]
    assert ("Solutions", "BC-W00000") in story.facts
    assert len(story.events) == 5


def test_markdown_lets_nothing_typed_break_its_table(story: Story) -> None:
    text = markdown(story, local)

    assert "| step 0 | 2026-11-25 08:00 | 2026-11-25 08:30 | +30 min | done |" in text
    assert "\\|" in text


def test_csv_lets_no_spreadsheet_take_a_cell_for_a_formula(story: Story, tmp_path: Path) -> None:
    write_story(tmp_path / "story.csv", story, local)

    rows = list(csv.reader(io.StringIO((tmp_path / "story.csv").read_text(encoding="utf-8-sig"))))
    assert ["step", "2026-11-25T08:00:00+00:00", "2026-11-25T08:30:00+00:00", "1800", "step 0", "done"] in rows
    assert all(not cell.startswith("=") for row in rows for cell in row)


def test_json_has_all_of_it(story: Story, tmp_path: Path) -> None:
    write_story(tmp_path / "story.json", story, local)

    told = json.loads((tmp_path / "story.json").read_text())
    assert told["steps"][0]["late_s"] == 1800.0
    assert len(told["events"]) == 5


@pytest.mark.filterwarnings("ignore")
def test_an_eln_archive_is_a_crate_that_the_reference_library_reads(story: Story, tmp_path: Path) -> None:
    write_story(tmp_path / "story.eln", story, local)

    with zipfile.ZipFile(tmp_path / "story.eln") as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    assert all(name.startswith(f"{folder.name}/") for name in names)
    crate = ROCrate(folder)
    assert crate.name == "H929 i1"
    entities = {one.id: one for one in crate.get_entities()}
    part = entities["entry/"]
    assert part["name"] == "H929 i1"
    files = [one for one in entities.values() if one.type == "File"]
    assert {one["name"] for one in files} == {"story.md", "story.csv", "story.json"}
    for one in files:
        assert (folder / one.id).stat().st_size == int(one["contentSize"])


def test_the_same_story_gives_the_same_archive(story: Story, tmp_path: Path) -> None:
    for name in ("a.eln", "b.eln"):
        write_story(tmp_path / name, story, local)

    assert (tmp_path / "a.eln").read_bytes() == (tmp_path / "b.eln").read_bytes()


def test_a_calendar_has_an_event_with_two_alarms_for_each_step(tmp_path: Path) -> None:
    steps = [
        CalendarStep(
            "i1-0@bench-companion", BEGIN, "H929: re-dose, 10 µM; " + "long " * 30, "a\nb", timedelta(minutes=30)
        )
    ]

    write_calendar(tmp_path / "x.ics", steps, BEGIN)
    data = (tmp_path / "x.ics").read_bytes()

    assert data == calendar_bytes(steps, BEGIN)
    assert b"DTSTART:20261123T080000Z\r\n" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["uid"]) == "i1-0@bench-companion"
    triggers = [alarm["trigger"].to_ical() for alarm in event.walk("VALARM")]
    assert triggers == [b"P0D", b"-PT30M"]
