"""A report as plain text, and the parts of its protocol."""

from datetime import UTC, datetime
from pathlib import Path

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
from benchapp.store.export.report_export import csv_text, html, markdown, write_report
from benchapp.store.export.report_text import plain_text, protocol_parts

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)
ROW = ReportRow("Tubes 2–3", "540 µL of tube V into each.", "0.1 % DMSO · P1000", "", (("2", "3 µM"), ("3", "1 µM")))
PROTOCOL = ReportProtocol(
    under="Lenalidomide 10 µM",
    compounds=(ReportCompound("Lenalidomide", "free base, 259.26 g/mol", "L7", "Embryo-fetal toxicity"),),
    plate=ReportPlate(96, {"B2": "dose 0"}, (("10 µM",),), (("10 µM", "B2–D2"),)),
    solutions=(ReportSolution("Lenalidomide 20 µM in medium", "BC-7F3K9Q", (("Made", "by AK"),), (ROW,)),),
    course=("start: 10 µM",),
    references=("Molar mass of Lenalidomide: 259.26 g/mol. PubChem",),
    program="Bench Companion 1.0",
)
STEP = ReportStep("re-dose 1", NOON, NOON, 600.0, "done")
EVENT = ReportEvent(NOON, NOON, "Started", "AK", "e", "h")
REPORT = IncubationReport(
    "i1", "MM1S plate 1", (("Cells", "MM1S"),), (STEP,), (EVENT,), NOON, "09e47a679df5", protocol=PROTOCOL
)


def local(instant: datetime) -> datetime:
    return instant


def test_the_parts_of_a_protocol_are_in_the_order_of_reading() -> None:
    parts = dict(protocol_parts(PROTOCOL, str))

    assert list(parts) == [
        "Compounds", "Plate map", "Protocol as followed: Lenalidomide 20 µM in medium (BC-7F3K9Q)",
        "In the well over time", "Figures used and their sources",
    ]  # fmt: skip
    assert parts["Compounds"] == ["Lenalidomide; free base, 259.26 g/mol; Lot L7; Embryo-fetal toxicity"]
    assert parts["Plate map"] == ["10 µM: B2–D2"]
    made, row = parts["Protocol as followed: Lenalidomide 20 µM in medium (BC-7F3K9Q)"]
    assert made == "Made: by AK"
    assert row == "1. Tubes 2–3: 540 µL of tube V into each. (0.1 % DMSO · P1000) 2: 3 µM; 3: 1 µM"
    assert not list(protocol_parts(ReportProtocol(), str))


def test_plain_text_has_all_of_it_without_mark_up() -> None:
    text = plain_text(REPORT, local, lambda _step: "+10 min")

    assert text.startswith("MM1S plate 1\nLenalidomide 10 µM\n\nCells: MM1S\n")
    for line in (
        "  re-dose 1: planned 2026-11-29 12:05, done 2026-11-29 12:05 (+10 min)",
        "  10 µM: B2–D2",
        "  2026-11-29 12:05 Started (AK)",
        "Bench Companion 1.0",
    ):
        assert f"\n{line}\n" in text
    assert not any(sign in text for sign in "*#|<>")


def test_markdown_and_html_have_the_protocol_too() -> None:
    for text in (markdown(REPORT, local), html(REPORT, local)):
        for words in ("Protocol as followed", "B2–D2", "259.26 g/mol", "540 µL of tube V"):
            assert words in text
    assert "re-dose 1" in csv_text(REPORT, local)


def test_a_file_that_is_called_text_holds_the_report_as_text(tmp_path: Path) -> None:
    write_report(tmp_path / "report.txt", REPORT, local)

    written = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "MM1S plate 1" in written
    assert "540 µL of tube V into each." in written
