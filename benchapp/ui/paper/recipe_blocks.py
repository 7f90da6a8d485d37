"""The steps of a recipe on paper: a row for each tube and each filling, to be ticked by hand."""

from collections.abc import Sequence

from benchapp.domain.journal.reports.incubation_report import ReportRow
from benchapp.domain.recipes.recipe_rows import recipe_rows
from benchapp.domain.recipes.recipes import Line
from benchapp.ui.calculator.recipe.recipe_row_texts import row_text
from benchapp.ui.calculator.recipe.row_text import RowText
from benchapp.ui.paper.pages import Block, row_block, small
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.labels import bold

_WIDTHS = (4, 4, 17, 50, 25)
# Without the tick: a row of a report was done.
_DONE_WIDTHS = (5, 18, 52, 25)
# So many tubes or fillings of a row are side by side.
_ACROSS = 3
# As many letters fit into a half and into a third of the column.
_HALF, _THIRD = 24, 11


def recipe_texts(steps: Sequence[Line]) -> list[RowText]:
    """Return the rows of a recipe in words."""
    return [row_text(row, steps) for row in recipe_rows(steps)]


def recipe_blocks(rows: Sequence[RowText | ReportRow], *, ticks: bool = True) -> list[Block]:
    """Return the rows of a recipe as blocks.

    Args:
        rows: In words.
        ticks: Whether each has a box that is ticked by hand.
    """
    return [_row(number, row, ticks=ticks) for number, row in enumerate(rows, 1)]


def _row(number: int, row: RowText | ReportRow, *, ticks: bool) -> Block:
    words = escape(row.words) + _lines(row.lines)
    if row.note:
        words += f"<br>{small(escape(row.note))}"
    cells = (str(number), bold(row.title), words, small(escape(row.detail)))
    return row_block(("☐", *cells), _WIDTHS) if ticks else row_block(cells, _DONE_WIDTHS)


def _lines(lines: Sequence[tuple[str, str]]) -> str:
    """Return what differs from tube to tube, side by side where it is short."""
    if not lines:
        return ""
    longest = max(len(name) + len(what) for name, what in lines)
    across = 1 if longest > _HALF else 2 if longest > _THIRD else _ACROSS
    cells = [f"{bold(name)}&nbsp; {escape(what)}" for name, what in lines]
    tds = [f"<td style='padding-right:14px'>{cell}</td>" for cell in cells]
    rows = "".join(f"<tr>{''.join(tds[place : place + across])}</tr>" for place in range(0, len(tds), across))
    return f"<table cellspacing='0' cellpadding='1'>{rows}</table>"
