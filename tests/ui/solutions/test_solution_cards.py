"""The page of solutions, the card of one, and its details, without the program around them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.solutions.freshness_bars import FreshnessBars
from benchapp.ui.solutions.rule_question import RuleQuestion
from benchapp.ui.solutions.solution_card import SolutionCard
from benchapp.ui.solutions.solution_details import details_html, details_of
from benchapp.ui.solutions.solutions_page import SolutionsPage
from benchapp.ui.widgets.theme import LIGHT
from tests.making import solution


@pytest.fixture
def page(
    book: JournalSession,
    compounds: CurrentCompound,
    shelf: SolutionTable,
    clock: SteppedClock,
    units: Units,
    qtbot: QtBot,
) -> SolutionsPage:
    form = SolutionForm(book, compounds, shelf, lambda: units, lambda: "Mara")
    made = SolutionsPage(form, local=book.local, details=lambda _solution: "<p>known</p>", tokens=lambda: LIGHT)
    qtbot.addWidget(made)
    book.record_all([SolutionAdded(solution("s1", made=clock.now())), SolutionAdded(solution("s2", made=clock.now()))])
    made.rebuild()
    return made


def press(page: SolutionsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_a_tube_is_thawed_from_its_card(page: SolutionsPage, book: JournalSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.did) as did:
        press(page, "solutions.BC-S10000.part0.thaw")

    assert did.args == ["One aliquot thawed."]
    assert len(book.bench.solutions["s1"].opened) == 1


def test_the_filter_leaves_the_card_that_is_looked_for(page: SolutionsPage) -> None:
    assert len(page._cards) == 2
    page.filter.setText("bc-s2")

    assert list(page._cards) == ["s2"]
    assert isinstance(page._cards["s2"], SolutionCard)


def test_the_bars_have_one_for_each_solution_in_hand(page: SolutionsPage) -> None:
    press(page, "solutions.glance.toggle")

    assert isinstance(page.bars, FreshnessBars)
    assert "BC-S10000" in page.bars.accessibleDescription() + page.bars.accessibleName()


def test_what_nobody_stated_is_said_to_be_missing_and_what_was_typed_is_escaped(book: JournalSession) -> None:
    book.record(SolutionAdded(solution("s1")))
    when: Callable[[object], str] = str
    fields = dict(details_of(book.bench.solutions["s1"], None, {}, when, "<b>racemate</b>"))

    assert fields["Lot"] == "not given"
    assert fields["Limits"] == "no limit set"
    assert fields["Tubes"].startswith("8; 8 sealed, 0 open")
    assert "&lt;b&gt;racemate" in details_html(tuple(fields.items()), None)


def test_the_question_of_a_lab_rule_hands_on_its_answer(qtbot: QtBot) -> None:
    answered: list[tuple[float, str]] = []
    question = RuleQuestion("stock_frozen_20_d", lambda days, words: answered.append((days, words)))
    qtbot.addWidget(question)
    for button in question.findChildren(QPushButton):
        button.click()

    assert answered == [(30.0, "1 month"), (91.0, "3 months"), (182.0, "6 months"), (0.0, "no limit")]
