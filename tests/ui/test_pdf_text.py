"""What is written as a PDF can be copied, searched and read out: no character is lost, whatever is beside it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import astuple
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from benchapp.domain.journal.reports.incubation_report import IncubationReport, ReportStep
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.label_formats import LABEL_STOCKS, LabelStock, LabelWords
from benchapp.store.library.library import Library
from benchapp.ui.compounds.card_print import card_document, write_card
from benchapp.ui.paper.door_sign import door_html
from benchapp.ui.paper.pages import html_of, write_pages
from benchapp.ui.paper.report_pages import report_pages
from benchapp.ui.solutions.label_print import save_labels
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.printing import write_pdf
from tests.pdf_text import foreign, lost, pdf_text

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)
# Each sign between digits, between letters and alone: a typeface draws some of them differently beside a digit.
SIGNS = "−–-×x·≤≥±:/()[]+=<>→%°µ²³½,;*#^'’„“’…"
SENTENCES = (
    "powder: −20 °C, stock at −80 °C; 4–8 °C (2–3 d)",
    "Dose 1–10 µM: 3 × 908 µL, 0.1 % DMSO, ≥ 100.8 mg/mL, ≤ 5 %, ± 4 %",
    "2026-11-29 00:08 · 1:1000 · 10^6 cells/mL · 1,5 mM · P1000, 3 × 880 µL",
    "Änderung: Größe, Maß, für 24 Wells – „fertig“; C13H13N3O3, C₁₃H₁₃N₃O₃, 5'-AMP",
    *(f"5{sign}6 5 {sign} 6 {sign}7 a{sign}b" for sign in SIGNS),
)


def plain(html: str) -> str:
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


@pytest.mark.parametrize("size", [10, 13, 28, 64])
@pytest.mark.parametrize("weight", [400, 600])
def test_every_sign_of_a_page_comes_out_of_its_pdf(qapp: QApplication, tmp_path: Path, size: int, weight: int) -> None:
    page = "".join(
        f"<p style='font-size:{size}px'><span style='font-weight:{weight}'>{escape(one)}</span></p>"
        for one in SENTENCES
    )
    write_pdf(page, tmp_path / "page.pdf", "Page")

    found = pdf_text(tmp_path / "page.pdf")
    assert lost(plain(page), found) == {}
    assert foreign(found) == []
    if size == 13:
        for sentence in SENTENCES[:3]:
            assert sentence in found


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.key)
def test_a_label_says_its_figures_to_who_copies_them(qapp: QApplication, tmp_path: Path, stock: LabelStock) -> None:
    words = LabelWords("BC-0ZE1N1", "Drug-132", "9.992 mM", "DMSO", "use by 2026-11-24 16:05", "MK", "2026-11-23 14:05")
    save_labels(tmp_path / "labels.pdf", stock, [words])

    found = pdf_text(tmp_path / "labels.pdf")
    assert foreign(found) == []
    # What has no room on a small label is left out or ends in "…"; what is there is as it was written.
    values = " ".join(str(one) for one in astuple(words))
    kept = [one.rstrip("…") for one in found.split()]
    assert kept
    assert [one for one in kept if one not in values and one not in {"in", "made", "by"}] == []
    assert any(any(sign.isdigit() for sign in one) for one in kept)


@pytest.mark.parametrize("name", ["lenalidomide", "pinometostat", "doxorubicin", "dmso"])
def test_a_bench_card_loses_nothing(qapp: QApplication, library: Library, tmp_path: Path, name: str) -> None:
    filed = library.open(library.search(name)[0].headline.id)
    assert filed is not None
    form = filed.monograph.identity.forms[0]
    write_card(tmp_path / "card.pdf", filed, form, LabRules(), NOON)
    wanted = card_document(filed, form, LabRules(), NOON, QSizeF(688, 1032)).toPlainText().replace("\ufffc", "")

    got = pdf_text(tmp_path / "card.pdf")
    assert lost(wanted, got) == {}
    assert foreign(got) == []


def test_the_report_and_the_door_sign_lose_nothing(qapp: QApplication, tmp_path: Path) -> None:
    step = ReportStep("re-dose 10 µM, ½ change (1:2)", NOON, NOON, 10_860.0, "done")
    facts = (("Dose", "1–10 µM ± 4 %"), ("Stored at", "−20 °C"))
    incubation_report = IncubationReport("i", "MM1S, plate 3 × 96", facts, (step,), (), NOON, "09e47a679df5")
    report = report_pages(incubation_report, lambda at: at, lambda _one: "+3 h 1 min")
    door = door_html("MM1S (p. 14)", "10 µM · 96-well", NOON, "re-dose 5–10 µM", NOON, "M-K")
    write_pages(tmp_path / "report.pdf", report, NOON)
    write_pdf(door, tmp_path / "door.pdf", "door")
    for name, page in (("report", html_of(report, lambda _: "")), ("door", door)):
        found = pdf_text(tmp_path / f"{name}.pdf")
        assert lost(plain(page), found) == {}, name
        assert foreign(found) == [], name
