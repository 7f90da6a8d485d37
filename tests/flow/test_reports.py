"""The report of a plate: one file from which a colleague can do the same again."""

from pathlib import Path

from benchapp.selftest.scenario import Scenario
from tests.pdf_text import foreign, pdf_text


def start_plate(bench: Scenario) -> str:
    """Plan a plate, make its tubes, start it, and return its id."""
    bench.find_compound()
    bench.begin_with_stock()
    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.plate")
    bench.settle()
    bench.type_into("calculate.plate.top", "10 uM")
    bench.settle()
    bench.press("calculate.plate.made")
    bench.beat()
    bench.press("calculate.actions.incubate")
    bench.type_into("incubate.start.length", "7 d")
    bench.press("incubate.start.every48")
    bench.press("incubate.start.write")
    bench.beat()
    return bench.program.services.timers.statuses[0].running.incubation.id


def test_the_report_of_a_plate_tells_how_it_was_done(rehearsal: Scenario, tmp_path: Path) -> None:
    incubation = start_plate(rehearsal)
    program = rehearsal.program
    report = program.rooms.incubations.exports.report(program.services.session.bench.incubations[incubation])
    protocol = report.protocol

    assert [one.name for one in protocol.compounds] == ["Lenalidomide"]
    assert protocol.compounds[0].form.endswith("259.26 g/mol")
    stock, working = protocol.solutions
    assert stock.name.startswith("Lenalidomide 10 mM in DMSO")
    assert "Dose" in [row.title for row in working.rows]
    assert any("Lenalidomide 10 mM in DMSO" in row.words for row in working.rows)
    assert protocol.plate is not None
    assert ("10 µM", "B2–D2") in protocol.plate.legend
    program.rooms.incubations.show_report(incubation)
    rehearsal.settle()
    page = program.rooms.incubations.report_page
    for words in ("Protocol as followed", "Plate map", "Compounds", "data:image/png", "Planned and done"):
        assert words in page.text.text()
    page.save(tmp_path / "report.pdf")
    rehearsal.expect(rehearsal.read("toast.line.words"), "Saved report.pdf.")
    found = pdf_text(tmp_path / "report.pdf")
    assert foreign(found) == []
    for words in (
        "Planned and done", "Protocol as followed", "2–8", "B2–D2", "page 1 of", "In the well over time", working.code,
        stock.code, "1 2 3 4 5 6 7 8 9 10 11 12", "re-dose 1", "fresh when it was",
    ):  # fmt: skip
        assert words in found, words
