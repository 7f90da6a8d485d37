"""A report as lines of text: its protocol in parts for every format, and all of it as plain text."""

from collections.abc import Callable, Iterator
from datetime import datetime

from benchapp.domain.compounds.identifiers import for_others
from benchapp.domain.journal.reports.incubation_report import (
    DEVIATIONS,
    WRITTEN,
    IncubationReport,
    ReportProtocol,
    ReportRow,
    ReportStep,
)

Say = Callable[[str], str]
Local = Callable[[datetime], datetime]


def protocol_parts(protocol: ReportProtocol, say: Say) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a protocol: the heading of each, and its lines."""
    if protocol.compounds:
        yield (
            say("Compounds"),
            [
                "; ".join(
                    part for part in (one.name, one.form, one.lots and f"{say('Lot')} {one.lots}", one.hazards) if part
                )
                for one in protocol.compounds
            ],
        )
    if protocol.plate is not None:
        yield say("Plate map"), [f"{what}: {wells}" for what, wells in protocol.plate.legend]
    for one in protocol.solutions:
        facts = [f"{name}: {text}" for name, text in one.facts]
        rows = [f"{number}. {_row(row)}" for number, row in enumerate(one.rows, 1)]
        yield f"{say('Protocol as followed')}: {one.name} ({one.code})", [*facts, *rows]
    if protocol.course:
        yield say("In the well over time"), list(protocol.course)
    if protocol.references:
        yield say("Figures used and their sources"), list(protocol.references)


def _row(row: ReportRow) -> str:
    lines = "; ".join(f"{name}: {what}" for name, what in row.lines)
    detail = f" ({row.detail})" if row.detail else ""
    return f"{row.title}: {row.words}{detail}{f' {lines}' if lines else ''}"


def plain_text(report: IncubationReport, local: Local, late: Callable[[ReportStep], str], say: Say = str) -> str:
    """Return a report as plain text, times in the zone of `local`.

    Args:
        report: The report.
        local: Returns an instant in the time zone shown.
        late: Returns how far off its plan a step was.
        say: Returns a word of the program in the language of the screen.
    """
    protocol = report.protocol
    lines = [report.title, *([protocol.under] if protocol.under else []), ""]
    lines += [f"{say(name)}: {say(value)}" for name, value in report.facts]
    lines += ["", say("Planned and done")]
    for step in report.steps:
        done = f", {say('done')} {_at(step.actual, local)}" if step.actual else f", {say(step.outcome)}"
        off = f" ({late(step)})" if late(step) else ""
        lines.append(f"  {step.what}: {say('planned')} {_at(step.planned, local)}{done}{off}")
    for heading, part in protocol_parts(protocol, say):
        lines += ["", heading, *(f"  {line}" for line in part)]
    for heading, events in ((DEVIATIONS, report.deviations), ("What happened", report.events)):
        lines += ["", say(heading)] if events else []
        for event in events:
            who = f" ({event.person})" if event.person else ""
            lines.append(f"  {_at(event.happened, local)} {event.what}{who}")
    zone = str(local(report.printed).tzinfo)
    lines += ["", say(WRITTEN).format(printed=_at(report.printed, local), head=report.head[:16], zone=zone)]
    lines += [part for part in (protocol.program, protocol.journal) if part]
    return "\n".join(for_others(line) for line in lines) + "\n"


def _at(instant: datetime, local: Local) -> str:
    return f"{local(instant):%Y-%m-%d %H:%M}"
