"""The report of an incubation on paper: what a colleague needs to do the same again, and what a notebook keeps."""

from collections.abc import Callable, Sequence
from datetime import datetime

from benchapp.domain.journal.entries import KeptPlate
from benchapp.domain.journal.reports.incubation_report import (
    DEVIATIONS,
    IncubationReport,
    ReportEvent,
    ReportPlate,
    ReportSolution,
    ReportStep,
)
from benchapp.domain.journal.reports.protocol import map_of
from benchapp.ui.paper.pages import (
    Block,
    Pages,
    heading_block,
    row_block,
    small,
    table_blocks,
    text_block,
    title_block,
)
from benchapp.ui.paper.plate_blocks import plate_blocks
from benchapp.ui.paper.recipe_blocks import recipe_blocks
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import term, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.labels import bold
from benchapp.ui.widgets.theme import LIGHT, Tokens

Local = Callable[[datetime], datetime]
_FACTS = (22, 78)
_COMPOUNDS = (16, 24, 14, 46)
_STEPS = (34, 19, 19, 14, 14)
_EVENTS = (19, 63, 18)
_LEGEND = (24, 26, 24, 26)
# How much of a page the map takes.
_MAP = 0.36


def report_pages(
    report: IncubationReport, local: Local, late: Callable[[ReportStep], str], tokens: Tokens = LIGHT
) -> Pages:
    """Return a report in blocks.

    Args:
        report: What is reported, in words.
        local: Returns an instant in the time zone shown.
        late: Returns how far off its plan a step was.
        tokens: The colours of the map.
    """
    protocol = report.protocol
    # Every solution has a part of its own further down.
    facts = [(name, value) for name, value in report.facts if not protocol.solutions or name != "Solutions"]
    blocks = [title_block(report.title, protocol.under), *_facts(facts), *_compounds(report)]
    if protocol.plate is not None:
        blocks += _plate(protocol.plate, tokens)
    blocks += [*_steps(report, local, late), *_events(tr(DEVIATIONS), report.deviations, local)]
    blocks += _protocol(protocol.solutions)
    blocks += _list(tr("In the well over time"), protocol.course)
    blocks += [
        *_events(tr("What happened"), report.events, local),
        *_list(tr("Figures used and their sources"), protocol.references),
    ]
    blocks.append(text_block(_written(report, local), lesser=True))
    foot = " · ".join(part for part in (protocol.program, tr("journal {head}", head=report.head[:16])) if part)
    return Pages(report.title, tuple(blocks), foot)


def report_file_name(report: IncubationReport, today: datetime) -> str:
    """Return what the file of a report is called: "MM1S plate 1 report 2026-11-29"."""
    return tr("{name} report {day}", name=report.title, day=f"{today:%Y-%m-%d}")


def _facts(facts: Sequence[tuple[str, str]]) -> list[Block]:
    return [row_block((bold(tr(name)), escape(tr(value))), _FACTS) for name, value in facts]


def _compounds(report: IncubationReport) -> list[Block]:
    rows = [(one.name, one.form, one.lots or tr("not recorded"), one.hazards) for one in report.protocol.compounds]
    heads = (tr("Compound"), tr("Form and molar mass"), tr("Lot"), tr("Hazards"))
    return [heading_block(tr("Compounds")), *table_blocks(heads, rows, _COMPOUNDS)] if rows else []


def _plate(kept: ReportPlate, tokens: Tokens) -> list[Block]:
    wells: dict[str, list[str]] = {}
    for name, content in kept.wells.items():
        wells.setdefault(content, []).append(name)
    plate = map_of(KeptPlate(kept.format, {content: " ".join(names) for content, names in wells.items()}))
    if plate is None:
        return []
    down = -(-len(kept.legend) // 2)
    rows = [kept.legend[place] + (kept.legend[down + place] if down + place < len(kept.legend) else ("", ""))
            for place in range(down)]  # fmt: skip
    heads = (tr("In the well"), tr("Wells"))
    legend = table_blocks(heads * 2, rows, _LEGEND)
    return [heading_block(tr("Plate map")), *plate_blocks(plate, kept.doses, _MAP, tokens), *legend]


def _steps(report: IncubationReport, local: Local, late: Callable[[ReportStep], str]) -> list[Block]:
    rows = [
        (
            step.what,
            date_and_time(local(step.planned)),
            date_and_time(local(step.actual)) if step.actual else "",
            late(step),
            term(step.outcome),
        )
        for step in report.steps
    ]
    heads = (tr("Step"), tr("Planned"), tr("Done"), tr("Delay"), tr("State"))
    return [heading_block(tr("Planned and done")), *table_blocks(heads, rows, _STEPS)] if rows else []


def _protocol(solutions: Sequence[ReportSolution]) -> list[Block]:
    """Return each solution with how it was made."""
    blocks = [heading_block(tr("Protocol as followed"))] if solutions else []
    for one in solutions:
        facts = " · ".join(f"{bold(name + ':')} {escape(text)}" for name, text in one.facts)
        title = f"{bold(one.name)} {escape(one.code)}"
        blocks.append(
            Block(f"<p style='margin:6px 0 0 0'>{title}</p><p style='margin:0'>{small(facts)}</p>", heading=True)
        )
        blocks += recipe_blocks(one.rows, ticks=False)
        if not one.rows:
            blocks.append(text_block(tr("Entered without a recipe."), lesser=True))
    return blocks


def _events(title: str, events: Sequence[ReportEvent], local: Local) -> list[Block]:
    rows = [(date_and_time(local(one.happened)), one.what, one.person) for one in events]
    heads = (tr("When"), tr("What"), tr("By"))
    return [heading_block(title), *table_blocks(heads, rows, _EVENTS)] if rows else []


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    return [heading_block(title), *(text_block(line, lesser=True) for line in lines)] if lines else []


def _written(report: IncubationReport, local: Local) -> str:
    return " ".join(
        part
        for part in (
            tr(
                "Written {date_and_time}; last entry of the journal {head}.",
                date_and_time=date_and_time(local(report.printed)),
                head=report.head[:16],
            ),
            report.protocol.journal,
            tr("What was undone is left out."),
        )
        if part
    )
