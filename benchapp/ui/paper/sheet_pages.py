"""A bench sheet on paper: of a plate the map and its tubes first, the steps to tick on the page after."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from benchapp.domain.messages import Message, Severity
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps
from benchapp.ui.paper.bench_sheet import BenchSheet, caution_text, methods_text, not_checked
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
from benchapp.ui.paper.recipe_blocks import recipe_blocks, recipe_texts
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import escape
from benchapp.ui.text.message_texts import say
from benchapp.ui.widgets.labels import bold

_MOST_FACTS = 4
# Of a table of tubes with and without wells, per cent.
_IN_WELLS, _IN_TUBES = (9, 22, 11, 40, 18), (12, 34, 54)
# How much of a page a map may take, alone and over a table of so many tubes and more.
_ALONE, _BESIDE_MANY, _MANY = 0.6, 0.28, 13
_ACROSS = 2
# A line of working up to here has room beside another, letters.
_SHORT = 62


def sheet_pages(sheet: BenchSheet) -> Pages:
    """Return a bench sheet in blocks."""
    rows = recipe_texts(named_steps(sheet.recipe))
    if sheet.animals is not None:
        # What each animal gets is in a table of its own.
        rows = [replace(row, lines=()) for row in rows]
    steps = recipe_blocks(rows)
    tubes = _tubes(sheet)
    blocks = [title_block(sheet.title, sheet.under), *_hazards(sheet), *_facts(sheet)]
    if sheet.plate is not None:
        blocks += plate_blocks(sheet.plate, sheet.names, _BESIDE_MANY if len(tubes) > _MANY else _ALONE)
    # The steps are carried about and ticked; of a plate they have pages of their own.
    blocks += [*tubes, heading_block(tr("Steps"), new_page=sheet.plate is not None)]
    blocks += [*_cautions(sheet), *steps, *_animals(sheet), *_working(sheet)]
    if sheet.animals is None:
        parts = (sheet.foot, tr("research use only"))
    else:
        parts = (tr("research animals only; not for people"), sheet.foot)
    foot = " · ".join(part for part in parts if part)
    return Pages(sheet.title, tuple(blocks), foot)


def sheet_file_name(sheet: BenchSheet, today: datetime) -> str:
    """Return what a sheet's file is called: "Lenalidomide plate 2026-11-29"."""
    return f"{sheet.file or sheet.title} {today:%Y-%m-%d}"


def _hazards(sheet: BenchSheet) -> list[Block]:
    return [Block(f"<p style='margin:2px 0'>{bold(one)}</p>") for one in sheet.hazards]


def _facts(sheet: BenchSheet) -> list[Block]:
    """Return what is filled in or written by hand, a few side by side."""
    rows = [sheet.facts[place : place + _MOST_FACTS] for place in range(0, len(sheet.facts), _MOST_FACTS)]
    found = []
    for row in rows:
        cells = [f"<small>{escape(name)}</small><br>{bold(text)}" for name, text in row]
        cells += [""] * (_MOST_FACTS - len(cells))
        found.append(row_block(cells, (25,) * _MOST_FACTS))
    return found


def _tubes(sheet: BenchSheet) -> list[Block]:
    if len(sheet.tubes) < 2:
        return []
    heads: tuple[str, ...] = (tr("Tube"), tr("Contents"), tr("How it is made"))
    rows: list[tuple[str, ...]] = [(one.tube, one.holds, one.made) for one in sheet.tubes]
    widths: tuple[int, ...] = _IN_TUBES
    if any(one.wells for one in sheet.tubes):
        heads = (tr("Tube"), tr("Contents"), tr("In the well"), tr("How it is made"), tr("Wells"))
        rows = [(one.tube, one.holds, one.dose, one.made, one.wells) for one in sheet.tubes]
        widths = _IN_WELLS
    return [heading_block(tr("Tubes")), *table_blocks(heads, rows, widths)]


# More days than this do not fit beside a volume, to be ticked.
_MOST_TICKED = 10


def _animals(sheet: BenchSheet) -> list[Block]:
    """Return what each animal gets, with a box to tick for each dose of each day."""
    table = sheet.animals
    if table is None:
        return []
    days = min(table.days, _MOST_TICKED)
    numbered = any(number for number, _, _ in table.rows)
    heads = (*((tr("Animal"),) if numbered else ()), tr("Weight"), tr("Volume"))
    ticks = tuple("☐" * min(table.per_day, 4) if numbered else "" for _ in range(days))
    rows = [(*((number,) if numbered else ()), weight, volume, *ticks) for number, weight, volume in table.rows]
    heads = (*heads, *(tr("Day {day}", day=day) if numbered else "" for day in range(1, days + 1)))
    each = 60 // max(days, 1)
    widths = (*((10,) if numbered else ()), 15, 15 if numbered else 25, *((each,) * days))
    return [heading_block(tr("Animals")), *table_blocks(heads, rows, widths)]


def _cautions(sheet: BenchSheet) -> list[Block]:
    cautions = sheet.recipe.cautions
    loud = [
        Block(f"<p style='margin:4px 0'>{bold(caution_text(one))}</p>")
        for one in cautions
        if one.severity is not Severity.NOTE
    ]
    notes = [text_block(caution_text(one), lesser=True) for one in cautions if one.severity is Severity.NOTE]
    return [*loud, *notes]


def _working(sheet: BenchSheet) -> list[Block]:
    recipe = sheet.recipe
    blocks = []
    if recipe.working:
        blocks.append(heading_block(tr("Working")))
        # Which wells take of a tube is in the table of the tubes.
        shown = [line for line in recipe.working if sheet.plate is None or line.code != Message.WORK_WELLS]
        blocks += _columns([say(line.code, line.values) for line in shown])
    if recipe.cannot_know:
        blocks.append(text_block(tr("Not checked: {what}", what=not_checked(recipe)), lesser=True))
    if sheet.methods is not None:
        blocks += [heading_block(tr("Methods")), text_block(methods_text(sheet))]
    return blocks


def _columns(lines: Sequence[str]) -> list[Block]:
    """Return short lines side by side, in the order of reading down; long ones under each other."""
    short = [line for line in lines if len(line) <= _SHORT]
    down = -(-len(short) // _ACROSS)
    blocks = []
    for place in range(down):
        cells = [small(escape(one)) for one in short[place::down]]
        blocks.append(row_block(cells + [""] * (_ACROSS - len(cells)), (50,) * _ACROSS, ruled=False))
    return [*blocks, *(text_block(line, lesser=True) for line in lines if len(line) > _SHORT)]
