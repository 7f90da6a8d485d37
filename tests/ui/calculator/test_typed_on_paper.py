"""What was typed goes onto paper and into a notebook as it was typed: no mark-up, no character that acts unseen."""

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from benchapp.domain.compounds.identifiers import as_markdown, one_line, without_unseen
from benchapp.domain.journal.reports.incubation_report import (
    IncubationReport,
    ReportCompound,
    ReportEvent,
    ReportPlate,
    ReportProtocol,
    ReportRow,
    ReportSolution,
    ReportStep,
)
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.recipes.recipes import Recipe
from benchapp.domain.solutions.label_formats import LABEL_STOCKS, LabelStock, LabelWords
from benchapp.store.export.report_export import markdown
from benchapp.store.library.library import Library
from benchapp.ui.compounds.card_print import write_card
from benchapp.ui.paper.bench_sheet import BenchSheet, sheet_markdown, sheet_text
from benchapp.ui.paper.door_sign import door_html
from benchapp.ui.paper.pages import html_of, write_pages
from benchapp.ui.paper.report_pages import report_pages
from benchapp.ui.paper.sheet_pages import sheet_pages
from benchapp.ui.solutions.label_print import save_labels
from benchapp.ui.widgets.labels import bold
from benchapp.ui.widgets.printing import write_pdf
from tests.pdf_text import foreign, pdf_text

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)
# What is typed, and what a reader sees of it.
TYPED = {
    "<b>bold</b> & <img src=x> &amp; &#66;": "<b>bold</b> & <img src=x> &amp; &#66;",
    "bell\x07 and \x1b[31mred": "bell and [31mred",
    "10 \u202eMm\u202c mM": "10 Mm mM",
    "zero\u200bwidth\ufeff": "zerowidth",
    "first\nsecond\r\nthird": "first second third",
    "</p></td></table><h1>Not a heading</h1>": "</p></td></table><h1>Not a heading</h1>",
    "[link](http://evil.example) ![p](x) `code`": "[link](http://evil.example) ![p](x) `code`",
    "*a* _b_ ~~c~~ # d | e": "*a* _b_ ~~c~~ # d | e",
}
LONG = "3-(4-amino-1-oxo-isoindol-2-yl)-piperidine-2,6-dione-" * 12
RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def sheet(text: str) -> BenchSheet:
    return BenchSheet(text, Recipe(steps=()), hazards=(text,), facts=(("Lot", text), ("Made by", text)), foot=text)


def report(text: str) -> IncubationReport:
    step = ReportStep(text, NOON, NOON, 0.0, "done")
    event = ReportEvent(NOON, NOON, text, text, "uuid", "hash")
    row = ReportRow(text, text, text, text, ((text, text),))
    protocol = ReportProtocol(
        under=text,
        compounds=(ReportCompound(text, text, text, text),),
        plate=ReportPlate(96, {"B2": "dose 0"}, ((text,),), ((text, "B2"),)),
        solutions=(ReportSolution(text, "BC-7F3K9Q", (("Made", text),), (row,)),),
        course=(text,),
        references=(text,),
    )
    return IncubationReport("i", text, (("Cells", text),), (step,), (event,), NOON, "09e47a679df5", protocol=protocol)


PAGES = {
    "sheet": lambda text: html_of(sheet_pages(sheet(text)), lambda _: ""),
    "report": lambda text: html_of(report_pages(report(text), lambda at: at, lambda _one: ""), lambda _: ""),
    "door": lambda text: door_html(text, text, NOON, text, NOON, text),
}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_was_typed_and_acts_on_none_of_it(page: str, qapp: QApplication, tmp_path: Path) -> None:
    html = "<hr>".join(PAGES[page](typed) for typed in TYPED)
    write_pdf(html, tmp_path / "page.pdf", "a\x07title\nof \u202etwo lines")

    found = pdf_text(tmp_path / "page.pdf")
    assert foreign(found) == []
    assert found == without_unseen(found)
    for shown in TYPED.values():
        assert squeezed(shown) in squeezed(found), shown
    title = (tmp_path / "page.pdf").read_bytes().partition(b"/Title")[2][:60]
    assert b"\x07" not in title


def test_a_very_long_name_is_on_the_page_to_its_end(qapp: QApplication, tmp_path: Path) -> None:
    write_pages(tmp_path / "page.pdf", sheet_pages(sheet(LONG)), NOON)

    assert squeezed(pdf_text(tmp_path / "page.pdf")).count(LONG[-40:].strip()) >= 3


def test_a_bench_card_shows_a_name_as_it_was_typed(qapp: QApplication, library: Library, tmp_path: Path) -> None:
    filed = library.open(library.search("lenalidomide")[0].headline.id)
    assert filed is not None
    identity = replace(filed.monograph.identity, name="".join(f"{one} · " for one in TYPED))
    typed = replace(filed, monograph=replace(filed.monograph, identity=identity))
    write_card(tmp_path / "card.pdf", typed, identity.forms[0], LabRules(), NOON)

    found = pdf_text(tmp_path / "card.pdf")
    assert foreign(found) == []
    for shown in TYPED.values():
        assert squeezed(shown) in squeezed(found), shown


LARGE = max(LABEL_STOCKS, key=lambda stock: stock.width_mm * stock.height_mm)


def labels(file: Path, stock: LabelStock, *texts: str) -> str:
    save_labels(
        file, stock, [LabelWords("BC-7F3K9Q", one, "10 mM", one, "use by 2026-11-30", "MK", "") for one in texts]
    )
    return pdf_text(file)


def test_a_label_says_what_was_typed_and_no_more(qapp: QApplication, tmp_path: Path) -> None:
    short = {"<b>X</b> & Y": "<b>X</b> & Y", "be\x07ll\x1b": "bell", "\u202eabc": "abc", "two\nlines": "two lines"}
    for stock in (LARGE, LABEL_STOCKS[-1]):
        found = labels(tmp_path / "labels.pdf", stock, *short)
        assert foreign(found) == []
        assert found == without_unseen(found)
        if stock is LARGE:
            for shown in short.values():
                assert shown in found
                assert f"10 mM in {shown}" in found


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.key)
def test_a_long_name_never_pushes_the_code_or_the_strength_off_a_label(
    qapp: QApplication, tmp_path: Path, stock: LabelStock
) -> None:
    found = labels(tmp_path / "labels.pdf", stock, LONG)

    assert LONG not in found
    assert foreign(found) == []
    if stock.round:
        assert "7F3K9Q" in found
    else:
        assert "…" in found
        assert "10 mM in" in found


def rendered(text: str) -> str:
    return str(RENDER.render(text))


@pytest.mark.parametrize("typed", TYPED)
def test_markdown_of_a_recipe_and_of_a_report_shows_what_was_typed(typed: str) -> None:
    shown = TYPED[typed]
    for text in (sheet_markdown(sheet(typed)), markdown(report(typed), lambda at: at)):
        made = rendered(text)
        assert squeezed(shown) in squeezed(unescape(made))
        for tag in ("<img", "<a ", "<b>", "<h1>Not", "<code", "<s>", "<script"):
            assert tag not in made, tag
        assert text.replace("\n", "") == without_unseen(text.replace("\n", ""))
    assert made.count("<td>") == 5
    printed = sheet_text(sheet(typed))
    assert "\x07" not in printed
    assert "\u202e" not in printed


@settings(max_examples=30)
@given(st.text())
def test_whatever_is_typed_markdown_shows_it(text: str) -> None:
    made = rendered(f"x {as_markdown(text)} x")

    assert squeezed(unescape(made.removeprefix("<p>").strip().removesuffix("</p>"))) == squeezed(f"x{one_line(text)}x")


@pytest.mark.parametrize("after", ["<p>text</p>", "<table><tr><td>text</td></tr></table>"])
def test_a_heading_is_never_the_last_line_of_a_page(after: str, qapp: QApplication, tmp_path: Path) -> None:
    """However long what precedes it is: one of these lengths puts it there."""
    for count in range(32, 38):
        lines = "".join(f"<p>line {number}</p>" for number in range(count))
        write_pdf(f"{lines}<p>{bold('Methods')}</p>{after}", tmp_path / "page.pdf", "Page")
        found = pdf_text(tmp_path / "page.pdf", pages=True).split("\f")
        assert not [one for one in found if one.strip().endswith("Methods")], count
        assert all(one.strip() for one in found if one), "no page is left empty"
