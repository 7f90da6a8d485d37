"""The page of a compound as it is read: what is shown on request, found, copied, compared and printed.

One program for all: each test finds the first compound shown, from the top, and leaves nothing typed or chosen.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPdfWriter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from benchapp.domain.compounds.monograph import Standing
from benchapp.selftest.scenario import Scenario
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.ui.compounds.claims import ClaimRow
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario, with_index


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, bundled_index: Path) -> Iterator[Scenario]:
    made = QuickScenario(qapp, with_index(tmp_path_factory.mktemp("read"), bundled_index))
    yield made
    made.end()
    qapp.setStyleSheet("")


@pytest.fixture
def opened(program: Scenario) -> Iterator[Scenario]:
    """The page of the first compound, from its top."""
    shown = program.program.services.compounds.monograph
    if shown is None or shown.id != FIRST_COMPOUND:
        program.open_first("lenalidomide")
    program.program.window.show_page(PageName.COMPOUND)
    program.settle()
    program.program.rooms.compounds.page.area.verticalScrollBar().setValue(0)
    assert program.read("header.compound.name") == "Lenalidomide"
    yield program
    program.program.shell.toast.stop()
    # What was made last is being laid out for a moment.
    laid_out = program.program.rooms.compounds.page._rest._laid_out
    program._until(lambda: not laid_out.isActive())


@pytest.fixture
def reading(opened: Scenario) -> Scenario:
    """The same, with all that is on the page."""
    opened.make_whole_compound_page()
    return opened


def rows(reading: Scenario) -> list[ClaimRow]:
    return reading.program.rooms.compounds.page.findChildren(ClaimRow)


def test_a_disputed_mark_opens_to_what_each_source_says(reading: Scenario) -> None:
    row = next(one for one in rows(reading) if one.claim.id == "bench.tnf-ic50")
    assert not row.others.isVisibleTo(row)

    reading.press("compound.others.bench.tnf-ic50")

    assert row.others.isVisibleTo(row)
    reading.expect(row.others.text(), "printed for pomalidomide", "RAW 264.7", "vendor claim")
    reading.press("compound.others.bench.tnf-ic50")
    assert not row.others.isVisibleTo(row)


def test_only_what_is_supported_is_shown_on_request(reading: Scenario) -> None:
    reading.press("compound.filter.supported")
    shown = [row for row in rows(reading) if row.isVisibleTo(reading.program.rooms.compounds.page)]
    assert shown
    assert {row.claim.standing for row in shown} == {Standing.SUPPORTED}

    reading.press("compound.filter.all")
    assert all(row.isVisibleTo(reading.program.rooms.compounds.page) for row in rows(reading))


def test_find_on_the_page_marks_and_goes_from_one_to_the_next(reading: Scenario) -> None:
    reading.press("compound.find.open")
    reading.type_into("compound.find.text", "cereblon")

    count = reading.read("compound.find.count")
    assert count.startswith("1 of ")
    assert int(count.split(" of ")[1]) > 3
    reading.press_key(reading.find(QLineEdit, "compound.find.text"), Qt.Key.Key_Return)
    assert reading.read("compound.find.count").startswith("2 of ")
    reading.press("compound.find.previous")
    assert reading.read("compound.find.count").startswith("1 of ")
    reading.type_into("compound.find.text", "no such word")
    assert reading.read("compound.find.count") == "Not on this page"
    reading.press_key(reading.find(QLineEdit, "compound.find.text"), Qt.Key.Key_Escape)
    assert not reading.find(QWidget, "compound.find.text").isVisible()
    assert not [label for label in reading.program.rooms.compounds.page.findChildren(QLabel) if label.property("found")]


def test_a_claim_a_doi_and_the_identity_are_copied(reading: Scenario) -> None:
    reading.press("compound.claim.sol.dmso")
    copied = QGuiApplication.clipboard().text().replace("\u202f", " ")
    reading.expect(copied, "≥ 100.8 mg/mL", "APExBIO", "vendor claim", "single source")
    reading.press("compound.doi.kronke-2014")
    assert QGuiApplication.clipboard().text() == "https://doi.org/10.1126/science.1244851"
    reading.press("compound.identity.copy")
    reading.expect(QGuiApplication.clipboard().text(), "191732-72-6", "GOTYRUGSSMKFNF-UHFFFAOYSA-N", "O=C1NC(=O)")


def test_a_reference_leads_back_to_what_it_is_used_for(reading: Scenario) -> None:
    page = reading.program.rooms.compounds.page
    reading.make_whole_compound_page()
    page.area.verticalScrollBar().setValue(0)
    links = [label for label in page.findChildren(QLabel) if 'href="#mech.cereblon"' in label.text()]
    assert links
    links[0].linkActivated.emit("#mech.cereblon")
    reading.settle()
    assert page.area.verticalScrollBar().value() > 0
    many = next(label for label in page.findChildren(QLabel) if 'href="more"' in label.text())
    before = many.text().count("<a ")
    many.linkActivated.emit("more")
    assert many.text().count("<a ") > before


def test_a_section_is_gone_to(reading: Scenario) -> None:
    page = reading.program.rooms.compounds.page
    reading.choose("compound.filter.section", "References")
    assert page.area.verticalScrollBar().value() > 1000


def test_a_card_that_cannot_be_written_is_said(reading: Scenario, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Exception, match="not_saved"):
        reading.program.rooms.compounds.paper.save_pdf(tmp_path / "file" / "card.pdf")


def test_the_bench_card_fits_a_landscape_page_as_well(reading: Scenario, tmp_path: Path) -> None:
    from benchapp.ui.compounds.card_print import print_card

    writer = QPdfWriter(str(tmp_path / "card.pdf"))
    writer.setResolution(300)
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    filed, form = reading.program.services.compounds.filed, reading.program.services.compounds.form
    assert filed is not None
    assert form is not None
    book = reading.program.services.session

    assert print_card(writer, filed, form, book.bench.rules, book.local(book.now().wall)) == 1


def test_the_source_of_a_figure_is_said_on_focus_and_in_its_tip(opened: Scenario) -> None:
    opened.program.window.activateWindow()
    bench = opened.program.rooms.compounds.page._bench
    assert bench is not None
    card = bench.cards[0]

    card.setFocus()
    opened.settle()

    if QApplication.focusWidget() is card:
        opened.expect(opened.read("compound.bench.source"), "APExBIO", "vendor claim", "lower bound")
    assert card.toolTip() == "", "what a figure rests on is explained once, under the figures"
    assert "APExBIO" in card.accessibleDescription()


def test_two_compounds_stand_side_by_side_with_their_differences(opened: Scenario) -> None:
    opened.press("compound.actions.compare")
    opened.expect(opened.read_page(PageName.COMPARE), "find the other one above")
    opened.type_into("compare.other.text", "pomalid")
    opened.press_key(opened.find(QLineEdit, "compare.other.text"), Qt.Key.Key_Return)
    opened.settle()

    page = opened.read_page(PageName.COMPARE)
    opened.expect(page, "Pomalidomide", "▲ differs", "– the same", "C₁₃H₁₁N₃O₄", "≥ 7.5 mg/mL")
    opened.press("compare.filter.differences")
    assert "– the same" not in opened.read_page(PageName.COMPARE)
    opened.press("compare.actions.back")
    assert opened.program.window.page is PageName.COMPOUND


def test_the_page_of_a_compound_of_which_almost_nothing_is_known_says_so(opened: Scenario) -> None:
    opened.open_first("EPZ-5676")

    page = opened.read_page(PageName.COMPOUND)
    assert opened.read("header.compound.name") == "Pinometostat"
    opened.expect(page, "no value found", "NOT PUBLISHED", "Solubility in DMSO, ethanol and water: no value found")
    opened.expect(opened.read("compound.hazards.text"), "see the supplier’s safety data sheet")
    opened.press("compound.actions.stock")
    assert opened.read("calculate.stock.molar_mass").startswith("562.72")


def test_the_vehicle_has_its_effects_by_concentration_and_no_stock_to_prepare(opened: Scenario) -> None:
    opened.open_first("dimethyl sulfoxide")

    opened.expect(opened.read_page(PageName.COMPOUND), "0.25 % v/v", "Activation of CD4 T cells falls")
    assert not opened.find(QWidget, "compound.actions.stock").isVisible()
    opened.open_first("lenalidomide")
    assert opened.find(QWidget, "compound.actions.stock").isVisible()
