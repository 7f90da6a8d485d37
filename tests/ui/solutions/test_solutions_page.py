"""The page of solutions: its list, what is beside it, and what can be done there by mouse and keys."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import AliquotThawed, SolutionAdded, SolutionDiscarded
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_list import InState, ListColumn, SolutionFilter
from benchapp.ui.solutions.several_panel import SeveralPanel
from benchapp.ui.solutions.solution_panel import SolutionPanel
from benchapp.ui.solutions.solutions_page import NARROW, SolutionsPage
from tests.making import solution
from tests.ui.solutions.conftest import press, texts


def shown(page: SolutionsPage) -> str:
    # The panel is made with the next turn of the event loop.
    QTest.qWait(1)
    assert isinstance(page.side.panel, SolutionPanel)
    return page.side.panel.shown.kept.solution.id


def key(page: SolutionsPage, pressed: Qt.Key) -> None:
    QTest.keyClick(page.view, pressed)
    QTest.qWait(1)


def test_the_list_passes_the_model_tester_while_solutions_come_and_go(
    page: SolutionsPage, book: JournalSession, clock: SteppedClock
) -> None:
    QAbstractItemModelTester(page.list, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    book.record(SolutionAdded(solution("s3", made=clock.now())))
    page.view.sortByColumn(ListColumn.NAME, Qt.SortOrder.AscendingOrder)
    page.filter.setText("s3")
    page.filter.clear()
    book.record(SolutionDiscarded("s3", "spilt"))
    clock.advance(hours=1)
    page.desk.solutions.refresh(clock.now())

    assert page.list.ids() == ("s1", "s2")


def test_nothing_to_list_says_what_to_do(empty_page: SolutionsPage, qtbot: QtBot) -> None:
    assert "No solutions yet" in texts(empty_page, QLabel)
    assert not empty_page.view.isVisible()
    with qtbot.waitSignal(empty_page.prepare_wanted):
        press(empty_page, "solutions.empty.prepare")
    press(empty_page, "solutions.empty.add")
    assert empty_page.side.form is not None
    assert empty_page.side.form.isVisible()
    assert empty_page.side.form.about.text().startswith("Lenalidomide, ")
    press(empty_page, "solutions.add.cancel")
    assert empty_page.side.form is None


def test_a_tube_is_thawed_beside_the_list(page: SolutionsPage, book: JournalSession, qtbot: QtBot) -> None:
    chosen = shown(page)
    with qtbot.waitSignal(page.did) as did:
        press(page, f"solutions.BC-{chosen.upper()}0000.part0.thaw")

    assert did.args == ["One aliquot thawed."]
    assert len(book.bench.solutions[chosen].opened) == 1
    assert shown(page) == chosen


def test_words_find_one_and_what_has_no_match_says_where_there_are_some(
    page: SolutionsPage, book: JournalSession
) -> None:
    page.filter.setText("bc-s2")
    assert page.list.ids() == ("s2",)
    assert shown(page) == "s2"
    assert "1 solution" in texts(page, QLabel)

    book.record(SolutionDiscarded("s2", "spilt"))
    assert "1 solution in another state or of another compound." in texts(page, QLabel)
    press(page, "solutions.empty.all")
    assert set(page.list.ids()) == {"s1", "s2"}
    assert page.bar.wanted().state is InState.ANY


def test_a_compound_that_was_undone_is_wanted_no_more(
    page: SolutionsPage, book: JournalSession, clock: SteppedClock
) -> None:
    other = replace(solution("s3", made=clock.now()), compound="other", compound_name="Venetoclax")
    book.record(SolutionAdded(other))
    page.bar.show_wanted(SolutionFilter(compound="other"))
    assert page.list.ids() == ("s3",)

    book.undo_last()
    assert not page.bar.compound.isVisible()
    assert set(page.list.ids()) == {"s1", "s2"}
    book.record(SolutionAdded(solution("s4", made=clock.now())))
    assert "s4" in page.list.ids()
    assert page.view.isVisible()


def test_delete_asks_for_one_tube_and_cancel_goes_back(page: SolutionsPage, book: JournalSession) -> None:
    page.view.choose(("s1",))
    key(page, Qt.Key.Key_Delete)
    assert any(text.startswith("Discard 1 of 8 × ") for text in texts(page, QLabel))

    press(page, "solutions.BC-S10000.part0.discard.cancel")
    assert not any(text.startswith("Discard 1 of") for text in texts(page, QLabel))
    key(page, Qt.Key.Key_Delete)
    press(page, "solutions.BC-S10000.part0.discard.write")
    assert [one.count for one in book.bench.solutions["s1"].portions.all] == [7]


def test_the_arrows_choose_and_enter_goes_to_what_can_be_done(page: SolutionsPage) -> None:
    page.view.choose(page.list.ids()[:1])
    page.view.setFocus()
    key(page, Qt.Key.Key_Down)
    assert shown(page) == page.list.ids()[1]
    key(page, Qt.Key.Key_Return)
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName().endswith(".dose")
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert page.view.hasFocus() or page.focusWidget() is page.view


@pytest.mark.parametrize("by_key", [False, True])
def test_the_menu_has_the_buttons_of_what_is_chosen(page: SolutionsPage, qtbot: QtBot, *, by_key: bool) -> None:
    page.view.choose(("s1",))
    if by_key:
        page.view.setFocus()
        QTest.keyClick(page.view, Qt.Key.Key_Menu)
        page.view.menu_wanted.emit(QPoint(5, 5))
    else:
        page.view.menu_wanted.emit(QPoint(5, 5))
    menu = page.findChild(QMenu, "solutions.list.menu")
    assert menu is not None
    offered = [action.text() for action in menu.actions() if action.text()]
    assert offered == [
        "Details", "Dose cells", "Dilute further", "Labels", "Correct", "Discard all",
        "Thaw one", "Take some", "Move", "Split", "Discard",
    ]  # fmt: skip
    with qtbot.waitSignal(page.dose_wanted) as dosed:
        menu.actions()[2].trigger()
    assert dosed.args == ["s1"]
    for one in page.findChildren(QMenu):
        one.close()


def test_several_are_labelled_and_discarded_together_and_put_back_with_one_undo(
    page: SolutionsPage, book: JournalSession, desk: SolutionForm, qtbot: QtBot
) -> None:
    page.view.selectAll()
    QTest.qWait(1)
    assert isinstance(page.side.panel, SeveralPanel)
    with qtbot.waitSignal(page.labels_wanted) as labels:
        press(page, "solutions.several.labels")
    assert labels.args is not None
    assert set(labels.args[0]) == {"s1", "s2"}
    key(page, Qt.Key.Key_Delete)
    assert "Discard all that is left of 2 solutions" in texts(page, QLabel)
    with qtbot.waitSignal(page.discarded) as discarded:
        press(page, "solutions.several.discard.write")

    assert discarded.args is not None
    sentence, entries = discarded.args
    assert sentence == "2 solutions discarded."
    assert all(kept.gone for kept in book.bench.solutions.values())
    desk.take_back(entries)
    assert not any(kept.gone for kept in book.bench.solutions.values())


def test_a_narrow_page_shows_the_list_or_the_details_with_a_way_back(page: SolutionsPage) -> None:
    page.resize(NARROW - 20, 480)
    assert page.view.isVisible()
    assert not page.area.isVisible()
    press(page, "solutions.list.details")
    assert not page.view.isVisible()
    assert page.area.isVisible()
    assert page.area.width() > NARROW - 80
    press(page, "solutions.side.back")
    assert page.view.isVisible()
    assert page.view.hasFocus() or page.focusWidget() is page.view


def test_no_scroll_area_is_in_another_and_no_column_leaves_the_list(page: SolutionsPage) -> None:
    for width in (1012, 1232, 1800):
        page.resize(width, 600)
        header = page.view.horizontalHeader()
        assert header.length() <= page.view.viewport().width()
        assert header.sectionSize(ListColumn.NAME) >= 90
    assert not page.area.isAncestorOf(page.view)


def test_what_is_open_stays_while_time_passes_and_goes_with_its_tubes(
    page: SolutionsPage, book: JournalSession, clock: SteppedClock
) -> None:
    page.view.choose(("s1",))
    QTest.qWait(1)
    panel = page.side.panel
    press(page, "solutions.BC-S10000.part0.take.open")
    clock.advance(minutes=5)
    page.desk.solutions.refresh(clock.now())
    assert page.side.panel is panel
    assert any(text.startswith("Take from 1 of 8") for text in texts(page, QLabel))
    book.record(AliquotThawed("s1", 1, clock.now()))
    QTest.qWait(1)
    assert page.side.panel is not panel


def test_a_label_is_shown_whatever_was_looked_for(page: SolutionsPage, book: JournalSession) -> None:
    book.record(SolutionDiscarded("s2", "spilt"))
    page.filter.setText("nothing like it")
    assert page.show_solution("BC-S20000")
    assert shown(page) == "s2"
    assert not page.show_solution("BC-NOBODY")


def test_all_solutions_with_one_label_are_shown(page: SolutionsPage, book: JournalSession) -> None:
    twin = replace(solution("twin"), label="BC-S20000")
    book.record(SolutionAdded(twin))
    page.filter.setText("nothing like it")

    assert page.show_solution("BC-S20000")
    assert set(page.view.chosen()) == {"s2", "twin"}
    book.record(SolutionDiscarded("s2", "spilt"))
    assert page.show_solution("BC-S20000")
    assert shown(page) == "twin"
    book.record(SolutionDiscarded("twin", "spilt"))
    assert page.show_solution("BC-S20000")
    assert set(page.view.chosen()) == {"s2", "twin"}


def test_what_was_just_made_is_chosen(page: SolutionsPage, book: JournalSession, clock: SteppedClock) -> None:
    page.view.choose(("s1",))
    book.record(SolutionAdded(solution("s3", made=clock.now())))
    assert shown(page) == "s3"


def test_the_words_that_are_sought_are_found_by_their_key(page: SolutionsPage) -> None:
    assert page.search_page()
    assert page.focusWidget() is page.filter


def test_the_key_that_prints_goes_to_the_labels_of_what_is_chosen(page: SolutionsPage, qtbot: QtBot) -> None:
    page.view.choose(("s1",))
    with qtbot.waitSignal(page.labels_wanted) as wanted:
        assert page.print_sheet()
    assert wanted.args == [("s1",)]


def test_a_correction_opens_under_the_buttons_and_cancel_closes_it(page: SolutionsPage) -> None:
    page.view.choose(("s1",))
    QTest.qWait(1)
    press(page, "solutions.BC-S10000.correct.open")
    assert any(text.startswith("Correct ") for text in texts(page, QLabel))
    press(page, "solutions.BC-S10000.correct.cancel")
    assert not any(text.startswith("Correct ") for text in texts(page, QLabel))


def test_a_note_is_written_and_read_beside_the_list(page: SolutionsPage, book: JournalSession) -> None:
    page.view.choose(("s1",))
    QTest.qWait(1)
    press(page, "solutions.BC-S10000.note.open")
    line = page.findChild(QLineEdit, "solutions.BC-S10000.note.text")
    assert line is not None
    line.setText("turbid after thawing")
    press(page, "solutions.BC-S10000.note.write")
    book.solutions_outdated.emit(book.now())
    QTest.qWait(1)

    assert any(text.endswith("turbid after thawing") for text in texts(page, QLabel))
    assert page.findChild(QLineEdit, "solutions.BC-S10000.note.text") is None


def test_what_opens_under_a_row_is_reached_by_tab_before_what_follows(page: SolutionsPage) -> None:
    page.view.choose(("s1",))
    QTest.qWait(1)
    press(page, "solutions.BC-S10000.part0.discard.open")
    opener = page.findChild(QAbstractButton, "solutions.BC-S10000.part0.discard.open")
    assert opener is not None
    following = opener.nextInFocusChain()
    assert following is not None
    assert following.objectName() == "solutions.BC-S10000.part0.discard.count"
