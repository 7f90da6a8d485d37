"""What is beside the list: one solution with its tubes and its history, several, and the parts they are made of."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import KeptStep, SolutionAdded, SolutionMade
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import Message
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.last_taken import LastTaken
from benchapp.presenters.solutions.solution_list import InState, SolutionFilter
from benchapp.ui.solutions.empty_list import EmptyList
from benchapp.ui.solutions.link_button import LinkButton
from benchapp.ui.solutions.portion_line import QUESTIONS
from benchapp.ui.solutions.rule_question import RuleQuestion, RuleQuestions
from benchapp.ui.solutions.several_panel import SeveralPanel
from benchapp.ui.solutions.solution_details import details_of
from benchapp.ui.solutions.solution_filter_bar import SolutionFilterBar
from benchapp.ui.solutions.solution_history import HistoryView, history_of, last_taken_text
from benchapp.ui.solutions.solution_side import SolutionSide
from benchapp.ui.solutions.solution_view import SolutionView
from benchapp.ui.solutions.solutions_page import SolutionsPage
from benchapp.ui.text.journal.entry_texts import EntryWords
from benchapp.ui.widgets.theme import LIGHT
from tests.making import entry, solution
from tests.ui.solutions.conftest import press, texts


def when(instant: datetime) -> str:
    return f"{instant:%d %b %H:%M}"


def test_what_nobody_stated_is_missing_and_what_is_known_is_on_file(book: JournalSession) -> None:
    book.record(SolutionAdded(replace(solution("s1"), aliquot_volume=Amount("100", "uL"))))
    fields = dict(details_of(book.bench.solutions["s1"], when, "racemate"))

    assert fields["Lot"] == "not given"
    assert fields["Limits"] == "no limit set"
    assert fields["Compound"] == "Lenalidomide, racemate, 259.26 g/mol"
    assert fields["Tubes"].replace("\u202f", " ").startswith("8 of 100 µL at first; 8 sealed, 0 open")
    assert "Discarded" not in fields


def test_its_parents_and_children_open_each_other(
    page: SolutionsPage, book: JournalSession, clock: SteppedClock
) -> None:
    book.record(SolutionAdded(solution("w1", made=clock.now(), parents=("s1",))))
    page.open_solution("s1")
    press(page, "solutions.BC-S10000.child0")
    assert page.view.chosen() == ("w1",)
    press(page, "solutions.BC-W10000.parent0")
    assert page.view.chosen() == ("s1",)


def test_history_is_read_when_it_is_opened_and_has_the_recipe(page: SolutionsPage) -> None:
    page.open_solution("s1")
    assert not page.findChildren(HistoryView)
    press(page, "solutions.BC-S10000.history")
    assert {"Mon 23 Nov", "Added", "1  Take 10 µL"} <= set(texts(page, QLabel))
    press(page, "solutions.BC-S10000.history")
    assert "Added" not in texts(page, QLabel)


def test_the_history_words_each_entry_marks_what_was_undone_and_takes_only_its_own_recipe(
    book: JournalSession,
) -> None:
    book.record(SolutionAdded(solution("s1")))
    step = KeptStep(Message.STEP_THAW, {"label": "BC-S10000", "count": 1, "place": "", "left": 7})
    child = SolutionMade(solution("w1", parents=("s1",)), steps=(step,))
    words = EntryWords(lambda: book.bench, book.find, book.local)
    history = history_of("s1", [(entry(SolutionAdded(solution("s1"))), False), (entry(child), True)], words, when)

    assert history.lines[0][0] == "23 Nov 08:00"
    assert history.lines[0][1].startswith("Added Lenalidomide")
    assert history.lines[1][1].startswith("(undone) Made Lenalidomide")
    assert history.recipe == ()
    assert len(history_of("w1", [(entry(child), False)], words, when).recipe) == 1


def test_the_question_of_a_lab_rule_hands_on_its_answer(qtbot: QtBot) -> None:
    answered: list[tuple[int, str]] = []
    question = RuleQuestion("stock_frozen_20_d", lambda months, words: answered.append((months, words)))
    qtbot.addWidget(question)
    for button in question.findChildren(QPushButton):
        button.click()

    assert answered == [(1, "1 month"), (3, "3 months"), (6, "6 months"), (0, "no limit")]


def test_a_question_goes_when_its_rule_is_set(qtbot: QtBot) -> None:
    answered: list[tuple[str, int, str]] = []
    questions = RuleQuestions(lambda rule, months, words: answered.append((rule, months, words)))
    qtbot.addWidget(questions)
    questions.ask([solution("s1")], LabRules())
    assert not questions.isHidden()
    press(questions, "solutions.rules.stock_frozen_20_d.91")
    assert answered == [("stock_frozen_20_d", 3, "3 months")]
    questions.ask([], LabRules())
    assert questions.isHidden()


def test_the_side_has_the_panel_or_the_form(page: SolutionsPage) -> None:
    side = page.findChild(SolutionSide)
    assert isinstance(side, SolutionSide)
    assert side.panel is not None
    side.open_form()
    assert not side.panel.isVisible()
    assert side.form is not None
    side.close_form()
    side.close_form()
    assert side.panel.isVisible()
    assert side.show_rows([]) is True
    assert side.buttons() == ()
    side.ask_to_discard()


def test_what_is_asked_of_tubes_begins_with_one(page: SolutionsPage) -> None:
    tubes = page.list.row(0).portions[0].portion
    assert {name: text for name, _, text in QUESTIONS["discard"](tubes).fields}["count"] == "1"
    assert QUESTIONS["move"](tubes).storage == (tubes.storage,)
    assert QUESTIONS["discard"](tubes).done == "{count} of {tubes} discarded."


def test_a_link_is_cut_where_it_has_no_room_and_named_whole(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    link = LinkButton("Lenalidomide 10 mM in DMSO · BC-S10000", "a.b.c", lambda: pressed.append(True))
    qtbot.addWidget(link)
    link.resize(90, 30)
    link.show()
    link.click()

    assert pressed == [True]
    assert link.text().endswith("…")
    assert link.accessibleName() == "Lenalidomide 10 mM in DMSO · BC-S10000"
    assert "BC-S10000" in link.toolTip()


def test_the_filter_says_what_is_wanted_and_offers_a_choice_of_compounds(qtbot: QtBot) -> None:
    bar = SolutionFilterBar(QPushButton())
    qtbot.addWidget(bar)
    wanted: list[SolutionFilter] = []
    bar.changed.connect(wanted.append)
    bar.offer_compounds({"len": "Lenalidomide"})
    assert bar.compound.isHidden()
    bar.offer_compounds({"len": "Lenalidomide", "ven": "Venetoclax"})
    assert not bar.compound.isHidden()
    bar.show_wanted(SolutionFilter("box", InState.GONE, "ven"))
    assert wanted == [SolutionFilter("box", InState.GONE, "ven")]
    bar.show_found(1)
    assert "1 solution" in {label.text() for label in bar.findChildren(QLabel)}


def test_an_empty_list_tells_apart_why(qtbot: QtBot) -> None:
    empty = EmptyList(lambda: None, lambda: None, lambda: None)
    qtbot.addWidget(empty)

    def offered() -> set[str]:
        return {one.objectName() for one in empty.findChildren(QPushButton) if not one.isHidden()}

    empty.show_why(0, 0)
    assert offered() == {"solutions.empty.prepare", "solutions.empty.add"}
    empty.show_why(5, 0)
    assert offered() == {"solutions.empty.all"}


def test_several_that_are_gone_can_only_be_looked_at(page: SolutionsPage, qtbot: QtBot) -> None:
    done: list[tuple[tuple[str, ...], str]] = []
    write: Callable[..., object] = lambda ids, why: done.append((tuple(ids), why))  # noqa: E731
    rows = [page.list.row(place) for place in (0, 1)]
    several = SeveralPanel(rows, lambda _ids: None, write)
    qtbot.addWidget(several)
    several.ask_to_discard()
    reason = several.findChild(QLineEdit, "solutions.several.discard.reason")
    assert reason is not None
    reason.setText("freezer failed")
    press(several, "solutions.several.discard.write")
    assert done == [(page.list.ids(), "freezer failed")]

    gone = [replace(row, kept=replace(row.kept, discarded="spilt")) for row in rows]
    looked_at = SeveralPanel(gone, lambda _ids: None, write)
    qtbot.addWidget(looked_at)
    looked_at.ask_to_discard()
    assert looked_at.buttons() == ()


def test_the_table_remembers_what_was_chosen_and_takes_the_next_when_it_goes(page: SolutionsPage, qtbot: QtBot) -> None:
    view = SolutionView(page.list, lambda: LIGHT)
    qtbot.addWidget(view)
    first, second = page.list.ids()
    view.choose((second,))
    page.filter.setText(first)
    assert view.chosen() == (first,)
    page.filter.clear()
    assert view.chosen() == (first,)


def test_who_took_something_last_is_said_with_how_long_ago() -> None:
    taken = LastTaken(thawed=True, person="Mara", computer="hood-2", ago=timedelta(minutes=12))

    assert last_taken_text(taken) == "Last thawed by Mara on hood-2, 12\u202fmin ago"
    assert last_taken_text(replace(taken, thawed=False, person="", ago=timedelta(seconds=-5))) == (
        "Last used on hood-2, just now"
    )
    assert last_taken_text(None) == ""
