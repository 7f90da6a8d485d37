"""The page of a report alone: a PDF first, the other formats behind a button."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.reports.incubation_report import IncubationReport, ReportPlate, ReportProtocol, ReportStep
from benchapp.domain.messages import BenchError, Message
from benchapp.ui.incubations.report_page import OTHER_FORMATS, ReportPage
from benchapp.ui.paper.pages import Pages, keep_amounts_whole
from benchapp.ui.widgets.theme import LIGHT
from tests.pdf_text import pdf_text

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)
PROTOCOL = ReportProtocol(
    under="Lenalidomide 10 µM", plate=ReportPlate(96, {"B2": "dose 0"}, (("10 µM",),), (("10 µM", "B2"),))
)
REPORT = IncubationReport(
    "i1", "MM1S plate 1", (("Cells", "<b>MM1S</b>"),), (ReportStep("end", NOON, None, None, "open"),), (), NOON,
    "09e47a679df5", protocol=PROTOCOL,
)  # fmt: skip


class Asked:
    """Answers where a file is to be saved, and remembers what was offered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.offered: list[tuple[str, str]] = []

    def __call__(self, _title: str, name: str, kinds: str) -> Path | None:
        self.offered.append((name, kinds))
        return self.folder / name


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, asked: Asked) -> ReportPage:
    def write(file: Path, report: IncubationReport) -> None:
        if file.suffix == ".csv":
            raise BenchError(Message.NOT_SAVED, file=str(file), reason="full")
        file.write_text(report.title, encoding="utf-8")

    made = ReportPage(write, lambda _step: "", asked, lambda: LIGHT)
    qtbot.addWidget(made)
    made.show_report(REPORT, lambda at: at)
    return made


def test_the_first_button_saves_a_pdf_by_a_name_that_says_what_it_is(page: ReportPage, asked: Asked) -> None:
    saved: list[Path] = []
    page.file_saved.connect(saved.append)
    page.pdf.click()

    assert asked.offered == [("MM1S plate 1 report 2026-11-29.pdf", "PDF (*.pdf)")]
    assert saved == [asked.folder / "MM1S plate 1 report 2026-11-29.pdf"]
    found = pdf_text(saved[0])
    assert "MM1S plate 1 Lenalidomide 10 µM" in found
    assert "<b>MM1S</b>" in found


def test_other_formats_are_behind_a_button(page: ReportPage, asked: Asked) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    for ending in OTHER_FORMATS:
        action = page.findChild(QAction, f"story.actions.{ending}")
        assert isinstance(action, QAction)
        action.trigger()

    assert [Path(name).suffix for name, _ in asked.offered] == [".md", ".txt", ".csv", ".json", ".eln"]
    assert (asked.folder / "MM1S plate 1 report 2026-11-29.md").read_text("utf-8") == "MM1S plate 1"
    assert len(said) == 1
    assert "full" in said[0]


def test_the_report_is_shown_with_its_map_and_printed_as_it_is_saved(page: ReportPage) -> None:
    printed: list[Pages] = []
    page.print_wanted.connect(printed.append)
    assert page.print_sheet()

    assert "data:image/png;base64," in page.text.text()
    assert "&lt;b&gt;MM1S" in page.text.text()
    assert page.title.text() == "MM1S plate 1"
    assert [one.title for one in printed] == ["MM1S plate 1"]


def test_no_line_of_it_ends_inside_an_amount_and_a_long_drawing_is_passed_over_at_once() -> None:
    said = "<p style='margin:6px 0 0 0'>free base, 259.26 g/mol</p>"
    drawing = f"<img width='20' src='data:image/png;base64,{'a/mg' * 200_000}'>"
    whole = keep_amounts_whole(said + drawing + "<td>5 mg/mL</td>")

    assert "259.26\u00a0g/\u2060mol" in whole
    assert "5\u00a0mg/\u2060mL" in whole
    assert drawing in whole
    assert whole.startswith("<p style='margin:6px 0 0 0'>")
