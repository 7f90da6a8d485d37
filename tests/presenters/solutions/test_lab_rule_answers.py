"""How long a lab keeps a stock: asked before the first one, and the answer holds for it."""

from benchapp.domain.journal.entries import LabRuleSet, SolutionAdded
from benchapp.domain.solutions.solutions import Limit, LimitKind, Storage
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.lab_rule_answers import answer_rule, open_rule
from tests.making import solution

STATED = (Limit(LimitKind.AGE, 86400.0, "stab.stock", "a vendor", Storage.FREEZER_20),)


def test_the_rule_is_open_until_it_is_answered_and_where_no_page_states_a_life(book: JournalSession) -> None:
    assert open_rule(book, (), "DMSO", Storage.FREEZER_20) == "stock_frozen_20_d"
    assert open_rule(book, (), "DMSO", None) == ""
    assert open_rule(book, STATED, "DMSO", Storage.FREEZER_20) == ""
    assert open_rule(book, (), "water", None) == "stock_other_d"

    answer_rule(book, "stock_frozen_20_d", 0)
    assert open_rule(book, (), "DMSO", Storage.FREEZER_20) == ""


def test_the_answer_names_the_stocks_that_waited(book: JournalSession) -> None:
    for name in ("s1", "s2"):
        book.record(SolutionAdded(solution(name)))
    book.record(SolutionAdded(solution("cold", storage=Storage.FREEZER_80)))
    answer_rule(book, "stock_frozen_20_d", 3, "AK")

    entry = book.entries()[-1]
    assert isinstance(entry.body, LabRuleSet)
    assert (set(entry.body.also), entry.person) == ({"s1", "s2"}, "AK")
    assert {book.bench.solutions[one].solution.limits[0].months for one in ("s1", "s2")} == {3}
