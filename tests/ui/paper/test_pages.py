"""Pages: nothing is torn, no heading is left behind, each page has its number."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from benchapp.ui.paper.pages import (
    Block,
    Drawing,
    Pages,
    heading_block,
    html_of,
    paginated,
    row_block,
    table_blocks,
    text_block,
    title_block,
    write_pages,
)
from tests.pdf_text import pdf_text

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)
_BLOCKS = st.lists(st.tuples(st.floats(1, 90), st.booleans(), st.booleans()), max_size=60)


@given(_BLOCKS)
def test_no_block_is_torn_and_none_is_lost(blocks: list[tuple[float, bool, bool]]) -> None:
    heights = [height for height, _, _ in blocks]
    headings, breaks = [heading for _, heading, _ in blocks], [new for _, _, new in blocks]
    pages = paginated(heights, headings, breaks, 100.0)

    assert len(pages) == len(blocks)
    assert pages == sorted(pages)
    for page in set(pages):
        assert sum(height for height, at in zip(heights, pages, strict=True) if at == page) <= 100.5
    assert sorted(set(pages)) == list(range(len(set(pages))))


@given(st.lists(st.tuples(st.floats(1, 20), st.booleans()), min_size=2, max_size=60))
def test_a_heading_stays_with_what_follows(blocks: list[tuple[float, bool]]) -> None:
    """As long as headings and what they are over fit on a page."""
    heights = [one for one, _ in blocks]
    # Never more than two headings in a row.
    headings = [heading and place % 3 != 0 for place, (_, heading) in enumerate(blocks)]
    pages = paginated(heights, headings, [False] * len(blocks), 100.0)

    for place, heading in enumerate(headings[:-1]):
        assert not heading or pages[place] == pages[place + 1]


def test_what_is_asked_to_begins_a_page() -> None:
    assert paginated([10.0] * 4, [True, False, True, False], [False, False, True, False], 100.0) == [0, 0, 1, 1]


def test_rows_are_whole_on_their_page_and_pages_are_numbered(qapp: QApplication, tmp_path: Path) -> None:
    rows = [(f"row{number}", "a sentence that takes several lines " * 6, f"end{number}") for number in range(40)]
    pages = Pages(
        "Sheet",
        (title_block("Sheet", "of µ"), heading_block("Rows"), *table_blocks(("a", "", "b"), rows, (10, 30, 60))),
    )
    write_pages(tmp_path / "rows.pdf", pages, NOON)

    found = pdf_text(tmp_path / "rows.pdf", pages=True).rstrip("\f").split("\f")
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"page {number} of {len(found)}" in page
        assert "printed 2026-11-29 12:05" in page
        assert all((f"row{one} " in page) == (f"end{one} " in page) for one in range(40))


def test_what_is_longer_than_a_page_goes_on_over_the_next(qapp: QApplication, tmp_path: Path) -> None:
    blocks = (text_block("before"), Block("".join(f"<p>line{one} .</p>" for one in range(120))), text_block("after"))
    write_pages(tmp_path / "long.pdf", Pages("Long", blocks), NOON)

    found = pdf_text(tmp_path / "long.pdf")
    assert {one: found.count(f"line{one} ") for one in range(120)} == dict.fromkeys(range(120), 1)
    assert "after" in found


def test_a_drawing_is_as_large_as_there_is_room(qapp: QApplication, tmp_path: Path) -> None:
    drawn: list[float] = []

    def paint(painter: QPainter) -> None:
        drawn.append(painter.worldTransform().m11())
        painter.drawText(0, 20, "inside")

    pages = Pages("Drawing", (Block(drawing=Drawing(2000.0, 100.0, paint), alternative="a plate"),))
    write_pages(tmp_path / "drawing.pdf", pages, NOON)

    assert 0.2 < drawn[0] < 0.5
    assert "inside" in pdf_text(tmp_path / "drawing.pdf")
    assert html_of(pages, lambda block: block.alternative) == "a plate"


def test_a_row_has_its_columns_and_an_empty_cell_keeps_its_place() -> None:
    block = row_block(("a", ""), (30, 70))

    assert "<td width='30%' style=''>a</td>" in block.html
    assert "&nbsp;" in block.html
    assert block.ruled
