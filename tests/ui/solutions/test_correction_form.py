"""The form in which a solution is corrected, by itself."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded, SolutionMade, Taken
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.solutions.correction_form import CorrectionForm, correction_form
from benchapp.ui.solutions.solutions_page import SolutionsPage
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.widgets.page import Page
from tests.making import incubation, solution
from tests.ui.solutions.conftest import texts


@pytest.fixture
def desk(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> SolutionForm:
    book.record(SolutionAdded(solution("s1", made=book.now())))
    made = replace(
        solution("w", SolutionPurpose.WORKING, Storage.ROOM, aliquots=1, made=book.now(), parents=("s1",)),
        concentration=Amount("100", "uM"), vehicle_percent=1.0, aliquot_volume=Amount("1", "mL"), medium="RPMI",
    )  # fmt: skip
    book.record(SolutionMade(made, taken=(Taken("s1", "", 1, Amount("10", "uL")),)))
    dosed = replace(incubation("i1", start=book.now()), solution="w", concentration=Amount("100", "uM"))
    book.record(IncubationStarted(dosed))
    return SolutionForm(book, compounds, solution_table, lambda: units, lambda: "Mara")


@pytest.fixture
def done() -> list[bool]:
    return []


@pytest.fixture
def form(desk: SolutionForm, book: JournalSession, qtbot: QtBot, done: list[bool]) -> CorrectionForm:
    wrong = book.bench.solutions["w"].solution
    made = correction_form("solutions.w.correct", wrong, desk, lambda: done.append(True))
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_field_holds_what_is_recorded_the_most_corrected_first(form: CorrectionForm) -> None:
    held = {name: plain_spaces(text) for name, text in form.texts().items()}

    assert (held["stock_volume"], held["solvent_volume"], held["concentration"]) == ("10 µL", "990 µL", "100 µM")
    assert (held["place"], held["storage"], held["dark"]) == ("box 3, B4", "room temperature", "")
    assert form.fields["solvent_volume"].title() == "Volume of RPMI"
    assert form.fields["lot"].line.placeholderText() == "not recorded"
    assert form.fields["lot"].isVisible()
    assert not form.fields["vendor"].isVisible()
    form.more.click()
    assert form.fields["vendor"].isVisible()
    assert form.changed() == {}


def test_old_and_new_and_what_follows_are_shown_before_anything_is_saved(
    form: CorrectionForm, book: JournalSession, done: list[bool]
) -> None:
    before = book.count()
    form.fields["stock_volume"].fill("20 µL")
    form.show_preview()

    assert plain_spaces(form.preview.text()) == (
        "Concentration corrected 100 µM → 198 µM: 20 µL stock instead of 10 µL; "
        "Volume of each corrected 1 mL → 1.01 mL\n"
        "In the wells of H929 i1: 100 µM → 198 µM"
    )
    assert book.count() == before
    form.write()
    assert done == [True]
    assert book.bench.solutions["w"].solution.concentration.value == pytest.approx(198.0198)


def test_what_was_made_of_a_stock_follows_and_is_named(desk: SolutionForm, book: JournalSession, qtbot: QtBot) -> None:
    form = correction_form("c", book.bench.solutions["s1"].solution, desk, lambda: None)
    qtbot.addWidget(form)
    form.fields["lot"].fill("L240612")
    form.fields["concentration"].fill("20 mM")
    form.show_preview()

    assert plain_spaces(form.preview.text()).splitlines() == [
        "Concentration corrected 10 mM → 20 mM; Lot added: L240612",
        "Lenalidomide 100 µM in RPMI (BC-W00000): Lot added: L240612; Concentration corrected 100 µM → 200 µM",
        "In the wells of H929 i1: 100 µM → 200 µM",
    ]


def test_only_what_was_changed_is_written(form: CorrectionForm, book: JournalSession, done: list[bool]) -> None:
    form.fields["lot"].fill("L240612")
    form.dark.box.setChecked(True)
    form.storage.choose(Storage.FRIDGE)
    form.write()

    kept = book.bench.solutions["w"]
    assert done == [True]
    assert (kept.solution.lot, kept.solution.dark, kept.solution.storage) == ("L240612", True, Storage.FRIDGE)
    assert set(kept.filled) == {"lot", "dark", "storage"}


def test_what_is_wrong_is_said_at_its_field_folded_or_not(form: CorrectionForm, done: list[bool]) -> None:
    form.fields["aliquots"].fill("none")
    form.write()

    assert form.fields["aliquots"].isVisible()
    assert form.fields["aliquots"].note.text() != ""
    assert done == []
    form.fields["aliquots"].fill("1")
    form.write()
    assert form.problem.text() == "Nothing would change. Enter what is different."
    form.show_preview()
    assert form.preview.text() == ""


def test_it_is_left_by_its_button_and_by_esc_where_nothing_was_typed(form: CorrectionForm, qtbot: QtBot) -> None:
    form.begin()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.keyClicks(form.fields["lot"].line, "L7")
    with qtbot.assertNotEmitted(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: form.preview.text() != "")


def test_enter_in_a_field_saves_what_was_changed_as_in_every_form_under_a_row(
    form: CorrectionForm, book: JournalSession, qtbot: QtBot, done: list[bool]
) -> None:
    form.begin()
    qtbot.waitUntil(form.fields["stock_volume"].line.hasFocus)
    qtbot.keyClick(form.fields["stock_volume"].line, Qt.Key.Key_Return)
    assert done == []

    form.fields["stock_volume"].fill("20 µL")
    qtbot.keyClick(form.fields["stock_volume"].line, Qt.Key.Key_Return)

    assert done == [True]
    assert book.bench.solutions["w"].solution.concentration.value == pytest.approx(198.0198)


def test_the_details_of_what_came_of_a_corrected_stock_say_so(
    empty_page: SolutionsPage, desk: SolutionForm, book: JournalSession
) -> None:
    desk.correction.write("s1", {"concentration": "20 mM"})
    empty_page.show_solution("BC-W00000")

    said = [line for text in texts(empty_page, QLabel) for line in plain_spaces(text).splitlines()]
    assert "computed from Lenalidomide 20 mM in DMSO, which was corrected: 100 µM → 200 µM" in said
    book.undo_last()
    empty_page.show_solution("BC-W00000")
    assert not any("which was corrected" in text for text in texts(empty_page, QLabel))


def test_the_buttons_stay_in_view_under_a_preview_of_several_lines(
    desk: SolutionForm, book: JournalSession, qtbot: QtBot
) -> None:
    page = Page("Solutions")
    qtbot.addWidget(page)
    form = correction_form("solutions.s1.correct", book.bench.solutions["s1"].solution, desk, lambda: None)
    page.content.addSpacing(240)
    # As on the page: in the panel, which is in the side.
    panel, side = QWidget(), QWidget()
    panel.setLayout(vbox(form, spacing=8))
    side.setLayout(vbox(panel, 1))
    page.content.addWidget(side)
    page.content.addSpacing(900)
    page.resize(392, 526)
    page.show()
    form.begin()
    button = next(one for one in form.findChildren(QPushButton) if one.objectName().endswith(".write"))
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect().height() == button.height())

    qtbot.keyClicks(form.fields["lot"].line, "L240612")
    qtbot.waitUntil(lambda: form.preview.text().count("\n") > 0)
    qtbot.wait(100)
    assert button.visibleRegion().boundingRect().height() == button.height()
