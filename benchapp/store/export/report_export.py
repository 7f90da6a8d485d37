"""A report for the notebook: Markdown, CSV, JSON, and an `.eln` archive as electronic lab notebooks exchange it.

An `.eln` file is a ZIP archive that holds one RO-Crate 1.1: a folder with `ro-crate-metadata.json` and the files.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from benchapp.domain.compounds.identifiers import as_markdown, for_others
from benchapp.domain.journal.reports.incubation_report import (
    DEVIATIONS,
    WRITTEN,
    IncubationReport,
    ReportEvent,
    ReportStep,
)
from benchapp.domain.units.spans import span_text
from benchapp.store.export.list_export import safe_cell
from benchapp.store.export.report_text import plain_text, protocol_parts
from benchapp.store.files import write_whole

# Of the data, which belong to who wrote them down; the program has no say in it.
LICENSE = "No licence is stated. All rights stay with the people who made the record."
Local = Callable[[datetime], datetime]

Say = Callable[[str], str]


def late_text(step: ReportStep, say: Say = str) -> str:
    """Return how far off its plan a step was: "+12 min", "on time", "" where it was not done."""
    if step.late_s is None:
        return ""
    if abs(step.late_s) < 60:
        return say("on time")
    return f"{'+' if step.late_s > 0 else '−'}{span_text(timedelta(seconds=abs(step.late_s)))}"


def _plain(text: str) -> str:
    """Return a text for other programs: ordinary spaces, and no control character that they might act on."""
    return for_others(text)


def _cell(text: str) -> str:
    return as_markdown(_plain(text))


def markdown(report: IncubationReport, local: Local, say: Say = str) -> str:
    """Return a report as Markdown, times in the zone of `local`, headings in the words of `say`."""
    heads = " | ".join(say(head) for head in ("step", "planned", "done", "delay"))
    lines = [f"# {_cell(report.title)}", ""]
    lines += [_cell(report.protocol.under), ""] if report.protocol.under else []
    lines += [f"- **{_cell(say(name))}**: {_cell(say(value))}" for name, value in report.facts]
    lines += ["", f"## {say('Planned and done')}", "", f"| {heads} | |", "|---|---|---|---|---|"]
    for step in report.steps:
        actual = f"{local(step.actual):%Y-%m-%d %H:%M}" if step.actual else ""
        planned = f"{local(step.planned):%Y-%m-%d %H:%M}"
        lines.append(
            f"| {_cell(step.what)} | {planned} | {actual} | {_cell(late_text(step, say))} | {say(step.outcome)} |"
        )
    for heading, part in protocol_parts(report.protocol, say):
        lines += ["", f"## {_cell(heading)}", "", *(f"- {_cell(line)}" for line in part)]
    lines += ["", f"## {say('What happened')}", ""]
    for event in report.events:
        who = f" ({_cell(event.person)})" if event.person else ""
        lines.append(f"- {local(event.happened):%Y-%m-%d %H:%M} {_cell(event.what)}{who}")
    if report.deviations:
        lines += ["", f"## {say(DEVIATIONS)}", ""]
    for event in report.deviations:
        who = f" ({_cell(event.person)})" if event.person else ""
        lines.append(f"- {local(event.happened):%Y-%m-%d %H:%M} {_cell(event.what)}{who}")
    printed = f"{local(report.printed):%Y-%m-%d %H:%M %Z}"
    lines += [
        "",
        say(WRITTEN).format(printed=printed, head=report.head[:16], zone=_zone(report, local)),
        "",
    ]
    return "\n".join(lines)


def _zone(report: IncubationReport, local: Local) -> str:
    return str(local(report.printed).tzinfo)


def csv_text(report: IncubationReport, local: Local) -> str:
    """Return a report as CSV: steps first, then events, distinguished by the first column."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("what kind", "planned or recorded", "done or happened", "delay (s)", "what", "outcome or person"))
    for step in report.steps:
        actual = local(step.actual).isoformat() if step.actual else ""
        late = "" if step.late_s is None else f"{step.late_s:.0f}"
        row = ("step", local(step.planned).isoformat(), actual, late, _plain(step.what), step.outcome)
        # How far off it is may be a number below 0, and is to stay one.
        writer.writerow([one if place == 3 else safe_cell(one) for place, one in enumerate(row)])
    for event in (*report.events, *report.deviations):
        times = (local(event.recorded).isoformat(), local(event.happened).isoformat())
        kind = event.kind or "event"
        writer.writerow((kind, *times, "", safe_cell(_plain(event.what)), safe_cell(_plain(event.person))))
    return text.getvalue()


def json_bytes(report: IncubationReport) -> bytes:
    """Return a report as JSON; times in UTC."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2)


def write_report(file: Path, report: IncubationReport, local: Local, say: Say = str) -> None:
    """Write a report in the format that the file's name asks for: `.md`, `.txt`, `.csv`, `.json` or `.eln`.

    Raises:
        BenchError: It could not be written.
    """
    match file.suffix.casefold():
        case ".csv":
            data = csv_text(report, local).encode("utf-8-sig")
        case ".json":
            data = json_bytes(report)
        case ".txt":
            data = plain_text(report, local, lambda step: late_text(step, say), say).encode()
        case ".eln":
            data = eln_bytes(report, local, say)
        case _:
            data = markdown(report, local, say).encode()
    write_whole(file, data)


def eln_bytes(report: IncubationReport, local: Local, say: Say = str) -> bytes:
    """Return a report as an `.eln` archive."""
    folder = re.sub(r"[^A-Za-z0-9-]+", "-", report.title).strip("-") or "incubation"
    contents = {
        "story.md": ("text/markdown", markdown(report, local, say).encode()),
        "story.csv": ("text/csv", csv_text(report, local).encode()),
        "story.json": ("application/json", json_bytes(report)),
    }
    packed = io.BytesIO()
    # One time for all, so that the same report gives the same archive.
    when = report.printed.timetuple()[:6]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", when), data, zipfile.ZIP_DEFLATED)

        put(
            "ro-crate-metadata.json",
            msgspec.json.format(msgspec.json.encode(_crate(report, contents, local, say)), indent=2),
        )
        for name, (_, data) in contents.items():
            put(f"entry/{name}", data)
    return packed.getvalue()


def _crate(report: IncubationReport, contents: dict[str, tuple[str, bytes]], local: Local, say: Say) -> dict[str, Any]:
    printed = report.printed.isoformat()
    begun = (report.events[0].happened if report.events else report.printed).isoformat()
    people = list(dict.fromkeys(event.person for event in report.events if event.person))
    files = [_crate_file(name, kind, data) for name, (kind, data) in contents.items()]
    entry: dict[str, Any] = {
        "@id": "./entry/",
        "@type": "Dataset",
        "name": _plain(report.title),
        "identifier": report.id,
        "dateCreated": begun,
        "dateModified": printed,
        # Notebooks that take the archive in date the experiment by it; else it gets the day of the import.
        "temporal": begun,
        "text": html(report, local, say),
        "encodingFormat": "text/html",
        "genre": "experiment",
        "keywords": "incubation",
        "hasPart": [{"@id": one["@id"]} for one in files],
    }
    if people:
        # One author, as the exchange format wants it; whoever else took part is a contributor.
        entry["author"] = {"@id": "#person-0"}
    if people[1:]:
        entry["contributor"] = [{"@id": f"#person-{number}"} for number in range(1, len(people))]
    persons = [
        {"@id": f"#person-{number}", "@type": "Person", "name": _plain(name)} for number, name in enumerate(people)
    ]
    return {
        # The context of RO-Crate 1.1 has no word for a checksum.
        "@context": ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}],
        "@graph": [*_crate_itself(report), entry, *persons, *files],
    }


def _crate_itself(report: IncubationReport) -> list[dict[str, Any]]:
    """Return what the crate says of itself: its metadata file, its root and who made it."""
    printed = report.printed.isoformat()
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": _plain(report.title),
        "description": f"Story of the incubation {_plain(report.title)}, with planned and actual times.",
        "datePublished": printed,
        "license": LICENSE,
        "hasPart": [{"@id": "./entry/"}],
    }
    maker = {"@id": "#bench-companion", "@type": "Organization", "name": "Bench Companion"}
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "dateCreated": printed,
        "sdPublisher": {"@id": maker["@id"]},
        "version": "1.0",
    }
    return [about, root, maker]


def _crate_file(name: str, kind: str, data: bytes) -> dict[str, Any]:
    return {
        "@id": f"./entry/{name}",
        "@type": "File",
        "name": name,
        "encodingFormat": kind,
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def html(report: IncubationReport, local: Local, say: Say = str) -> str:
    """Return a report as HTML for the body of a notebook's entry, times in the zone of `local`."""
    facts = "".join(f"<li><b>{_html(say(name))}</b>: {_html(say(value))}</li>" for name, value in report.facts)
    heads = "".join(f"<th>{_html(say(head))}</th>" for head in ("step", "planned", "done", "delay", ""))
    rows = ""
    for step in report.steps:
        actual = f"{local(step.actual):%Y-%m-%d %H:%M}" if step.actual else ""
        cells = (step.what, f"{local(step.planned):%Y-%m-%d %H:%M}", actual, late_text(step, say), say(step.outcome))
        rows += f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in cells)}</tr>"
    deviations = (
        f"<h2>{_html(say(DEVIATIONS))}</h2><ul>{_html_events(report.deviations, local)}</ul>"
        if report.deviations
        else ""
    )
    return (
        f"<ul>{facts}</ul><h2>{_html(say('Planned and done'))}</h2><table><tr>{heads}</tr>{rows}</table>{deviations}"
        f"{_html_parts(report, say)}"
        f"<h2>{_html(say('What happened'))}</h2><ul>{_html_events(report.events, local)}</ul>"
        f"<p>{_html(_zone(report, local))}</p>"
    )


def _html_events(events: Sequence[ReportEvent], local: Local) -> str:
    items = ""
    for event in events:
        who = f" ({_html(event.person)})" if event.person else ""
        items += f"<li>{local(event.happened):%Y-%m-%d %H:%M} {_html(event.what)}{who}</li>"
    return items


def _html_parts(report: IncubationReport, say: Say) -> str:
    return "".join(
        f"<h2>{_html(heading)}</h2><ul>{''.join(f'<li>{_html(line)}</li>' for line in part)}</ul>"
        for heading, part in protocol_parts(report.protocol, say)
    )


def _html(text: str) -> str:
    return escape(_plain(text))
