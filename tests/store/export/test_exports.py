"""What is given out: a report for the notebook and for other notebooks, a calendar for the phone."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from benchapp.domain.incubations.steps import PlannedStep, StepKind
from benchapp.domain.journal.entries import (
    Body,
    IncubationStarted,
    LengthChanged,
    NoteAdded,
    RedoseGiven,
    RedoseSkipped,
    SolutionMade,
    StepAdded,
)
from benchapp.domain.journal.incubation_changes import every_step
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.journal.reports.incubation_report import IncubationReport, report_of
from benchapp.domain.journal.state import replay
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.store.export.calendar_export import CalendarStep, StepState, calendar_bytes, write_calendar
from benchapp.store.export.list_export import write_rows
from benchapp.store.export.report_export import csv_text, html, json_bytes, late_text, markdown, write_report
from benchapp.store.lists.tables import read_table
from tests.json_schemas import Draft202012Validator
from tests.making import BEGIN, entry, incubation, moment, solution

DATA = Path(__file__).parent.parent.parent / "data"


def local(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


@pytest.fixture
def report() -> IncubationReport:
    return report_on(
        SolutionMade(solution("w", SolutionPurpose.WORKING, Storage.ROOM)),
        IncubationStarted(replace(incubation(every_h=48), solution="w", stock="s1")),
        RedoseGiven("i1", 0, moment(48.5)),
        RedoseSkipped("i1", 1, "=HYPERLINK(evil) | weekend"),
        StepAdded("i1", PlannedStep(1000, StepKind.READ_OUT, 100 * 3600.0)),
    )


def report_on(*bodies: Body) -> IncubationReport:
    entries = [entry(body, number) for number, body in enumerate(bodies, 1)]
    bench = replay(entries)
    running = bench.incubations["i1"]
    return report_of(
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


def test_a_report_tells_planned_against_actual(report: IncubationReport) -> None:
    steps = [(step.what, step.planned, step.late_s, step.outcome) for step in report.steps]

    assert steps[0] == ("step 0", moment(48).wall, 1800.0, "done")
    assert steps[1] == ("step 1", moment(96).wall, None, "left out")
    assert [late_text(step).replace("\u202f", " ") for step in report.steps[:2]] == ["+30 min", ""]
    assert ("Solutions", "BC-W00000") in report.facts
    assert len(report.events) == 5


def test_a_report_names_what_the_re_doses_were_given_with() -> None:
    report = report_on(
        SolutionMade(solution("s1")),
        SolutionMade(solution("w", SolutionPurpose.WORKING, Storage.ROOM)),
        IncubationStarted(replace(incubation(every_h=48), solution="w", stock="s1")),
        SolutionMade(solution("w2", SolutionPurpose.WORKING, Storage.ROOM)),
        RedoseGiven("i1", 0, moment(48.5), "w2"),
        SolutionMade(solution("other", SolutionPurpose.WORKING, Storage.ROOM)),
    )

    assert ("Solutions", "BC-S10000, BC-W00000, BC-W20000") in report.facts
    assert [event.what for event in report.events] == [
        "SolutionMade", "IncubationStarted", "SolutionMade", "RedoseGiven",
    ]  # fmt: skip


def test_markdown_lets_nothing_typed_break_its_table(report: IncubationReport) -> None:
    text = markdown(report, local)

    assert "| step 0 | 2026-11-25 08:00 | 2026-11-25 08:30 | +30 min | done |" in text
    assert "\\|" in text


def test_csv_lets_no_spreadsheet_take_a_cell_for_a_formula(report: IncubationReport, tmp_path: Path) -> None:
    write_report(tmp_path / "story.csv", report, local)

    rows = list(csv.reader(io.StringIO((tmp_path / "story.csv").read_text(encoding="utf-8-sig"))))
    assert ["step", "2026-11-25T08:00:00+00:00", "2026-11-25T08:30:00+00:00", "1800", "step 0", "done"] in rows
    assert all(not cell.startswith("=") for row in rows for cell in row)


def test_a_step_within_a_minute_of_its_plan_is_on_time(report: IncubationReport) -> None:
    late = [late_text(replace(report.steps[0], late_s=late_s)) for late_s in (59.0, -59.0, 60.0, -60.0)]

    assert [one.replace("\u202f", " ") for one in late] == ["on time", "on time", "+1 min", "−1 min"]


def test_a_report_of_any_other_name_is_markdown(report: IncubationReport, tmp_path: Path) -> None:
    write_report(tmp_path / "story.other", report, local)

    assert (tmp_path / "story.other").read_text("utf-8") == markdown(report, local)


def test_json_has_all_of_it(report: IncubationReport, tmp_path: Path) -> None:
    write_report(tmp_path / "story.json", report, local)

    report_on = json.loads((tmp_path / "story.json").read_text())
    assert report_on["steps"][0]["late_s"] == 1800.0
    assert len(report_on["events"]) == 5


@pytest.mark.filterwarnings("ignore")
def test_an_eln_archive_is_a_crate_that_the_reference_library_reads(report: IncubationReport, tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

    write_report(tmp_path / "story.eln", report, local)

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


def test_the_same_report_gives_the_same_archive(report: IncubationReport, tmp_path: Path) -> None:
    for name in ("a.eln", "b.eln"):
        write_report(tmp_path / name, report, local)

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


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x0bb\x0cc", "a\nb\nc"), ("a\u2028b\x85c", "a\nb\nc"), ("x\r\nDTSTART:1", "x\nDTSTART:1"),
        ("\x1b[31mred", "[31mred"),
        ("\u202eabc\u2066", "abc"), ("a;b,c\\n", "a;b,c\\n"), ("END:VEVENT", "END:VEVENT"), ("µ" * 100, "µ" * 100),
    ],
)  # fmt: skip
def test_a_calendar_holds_no_control_character_and_no_line_of_another(text: str, seen: str) -> None:
    data = calendar_bytes([CalendarStep("u", BEGIN, text, text)], BEGIN)

    assert all(len(line) <= 75 and not re.search(rb"[\x00-\x08\x0a-\x1f]", line) for line in data.split(b"\r\n"))
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == (seen, seen)


def test_a_report_with_control_characters_and_markup_gives_none_on(report: IncubationReport, tmp_path: Path) -> None:
    nasty = "a\x0b\x1b[31m\u202e<img src=x onerror=1> $x$ | `b`"
    changed = replace(report, title=nasty, facts=(("person", nasty),))
    write_report(tmp_path / "x.eln", changed, local)

    with zipfile.ZipFile(tmp_path / "x.eln") as archive:
        texts = {name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist()}
    crate = json.loads(texts["ro-crate-metadata.json"])
    names = [part["name"] for part in crate["@graph"] if "name" in part]
    body = next(part["text"] for part in crate["@graph"] if "text" in part)
    assert "<img" not in body
    assert not any(re.search("[\x00-\x08\x0b-\x1f\u202e]", one) for one in (*names, body, texts["story.md"]))
    assert "\\<img" in texts["story.md"]
    assert "\\$x\\$" in texts["story.md"]


def test_a_calendar_moves_and_takes_out_what_it_has_already(tmp_path: Path) -> None:
    step = CalendarStep("i1-0@bench-companion", BEGIN, "H929: re-dose\x07\u202e", "")
    first = calendar_bytes([step], BEGIN, 12)
    gone = replace(step, state=StepState.CANCELLED)
    done = replace(step, state=StepState.DONE)

    (event,) = Calendar.from_ical(first).walk("VEVENT")
    assert (event["sequence"], event["status"], event["summary"]) == (12, "CONFIRMED", "H929: re-dose")
    (event,) = Calendar.from_ical(calendar_bytes([gone], BEGIN, 15)).walk("VEVENT")
    assert (event["uid"], event["sequence"], event["status"]) == ("i1-0@bench-companion", 15, "CANCELLED")
    assert event.walk("VALARM") == []
    (event,) = Calendar.from_ical(calendar_bytes([done], BEGIN, 16)).walk("VEVENT")
    assert (event["status"], event.walk("VALARM")) == ("CONFIRMED", [])


def test_every_step_that_an_incubation_ever_had_is_known() -> None:
    bodies: list[Body] = [
        IncubationStarted(incubation(every_h=48)),
        StepAdded("i1", PlannedStep(1000, StepKind.READ_OUT, 100 * 3600.0)),
        RedoseSkipped("i1", 1, "weekend"),
        LengthChanged("i1", 80 * 3600.0),
    ]
    steps = every_step([entry(body, number) for number, body in enumerate(bodies, 1)], "i1")

    assert {0, 1, 1000} <= steps.keys()
    assert len(steps) == 5
    assert every_step([], "i1") == {}


def test_an_archive_names_who_made_the_record(report: IncubationReport, tmp_path: Path) -> None:
    write_report(tmp_path / "two.eln", _by(report, "Mara", "Jo"), local)

    with zipfile.ZipFile(tmp_path / "two.eln") as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("ro-crate-metadata.json"))
        nodes = {node["@id"]: node for node in json.loads(archive.read(metadata))["@graph"]}
    assert sorted(one["name"] for one in nodes.values() if one["@type"] == "Person") == ["Jo", "Mara"]
    assert nodes["./entry/"]["author"] == {"@id": "#person-0"}


CELLS = ["=1+1", " =1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "'quoted", "\t=1", "plain", "−20 °C", "10 µM", ""]


@pytest.mark.parametrize("text", CELLS)
def test_no_cell_is_a_formula_and_each_is_read_back_as_it_was(text: str, tmp_path: Path) -> None:
    # The headings of the rows left out of a list are whatever was in that list.
    write_rows(tmp_path / "x.csv", ("Name", "Molar mass", text), [(text, "100", "")])

    heading, row = csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig")))
    for cell in (heading[2], row[0]):
        assert not cell.strip().startswith(("=", "+", "-", "@", "＝"))
    if text.strip():
        read = read_table(tmp_path / "x.csv")
        assert read.rows[0][1][0] == text.strip()


def crates(report: IncubationReport, place: Path) -> Iterator[tuple[str, Path]]:
    """Write a report by nobody and one by two, and unpack each."""
    for name, one in (("nobody", report), ("two", _by(report, "Mara", "Jo"))):
        write_report(place / f"{name}.eln", one, local)
        with zipfile.ZipFile(place / f"{name}.eln") as archive:
            archive.extractall(place / name)
        (folder,) = (place / name).iterdir()
        yield name, folder


def test_an_eln_archive_passes_the_consortium_s_schema(report: IncubationReport, tmp_path: Path) -> None:
    for name, folder in crates(report, tmp_path):
        metadata = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
        schema = json.loads((DATA / "eln-consortium.schema.json").read_text("utf-8"))
        assert [one.message for one in Draft202012Validator(schema).iter_errors(metadata)] == []
        assert metadata["@context"][1] == {"sha256": "https://schema.org/sha256"}
        nodes = {node["@id"]: node for node in metadata["@graph"]}
        assert nodes["./"]["license"]
        assert nodes["./entry/"]["temporal"] == "2026-11-23T08:00:00+00:00"
        assert nodes["./entry/"].get("author") == (None if name == "nobody" else {"@id": "#person-0"})


# To import the validator takes as long as all other tests of exports.
@pytest.mark.torture
@pytest.mark.filterwarnings("ignore")
def test_an_eln_archive_passes_the_crate_validator(report: IncubationReport, tmp_path: Path) -> None:
    from rocrate_validator import models, services  # type: ignore[import-untyped]

    for _, folder in crates(report, tmp_path):
        settings = services.ValidationSettings(
            rocrate_uri=str(folder), profile_identifier="ro-crate-1.1", requirement_severity=models.Severity.REQUIRED,
            offline=True, cache_path=tmp_path / "cache",
        )  # fmt: skip
        _serve_context()
        result = services.validate(settings)
        assert [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()] == []


def _by(report: IncubationReport, *people: str) -> IncubationReport:
    events = tuple(replace(one, person=people[place % len(people)]) for place, one in enumerate(report.events))
    return replace(report, events=events)


def _serve_context() -> None:
    """Put the context that the reference library brings into the validator's cache: the tests have no network."""
    import rocrate  # type: ignore[import-untyped]
    from requests import Request
    from requests.structures import CaseInsensitiveDict
    from requests_cache.models.response import CachedResponse
    from rocrate_validator.utils.http import HttpRequester  # type: ignore[import-untyped]

    url = "https://w3id.org/ro/crate/1.1/context"
    context = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()
    cache = HttpRequester().session.cache
    for asked in ({}, {"Accept": "application/ld+json, application/json;q=0.9, */*;q=0.1"}):
        request = Request("GET", url, headers=asked).prepare()
        kind = CaseInsensitiveDict({"Content-Type": "application/ld+json"})
        held = CachedResponse(status_code=200, url=url, content=context, headers=kind)
        cache.responses[cache.create_key(request)] = held


def test_deviations_and_notes_are_in_every_format() -> None:
    noted = NoteAdded("one well was dry", "i1", NoteKind.DEVIATION)
    report = report_on(IncubationStarted(incubation(every_h=48)), noted)

    assert "## Deviations and notes\n\n- 2026-11-23 08:00 NoteAdded" in markdown(report, local)
    assert ["deviation", "2026-11-23T08:00:00+00:00", "2026-11-23T08:00:00+00:00", "", "NoteAdded", ""] in list(
        csv.reader(io.StringIO(csv_text(report, local)))
    )
    assert '"kind": "deviation"' in json_bytes(report).decode()
    assert "<h2>Deviations and notes</h2><ul><li>2026-11-23 08:00 NoteAdded</li></ul>" in html(report, local)
    assert "Deviations" not in markdown(report_on(IncubationStarted(incubation())), local)
