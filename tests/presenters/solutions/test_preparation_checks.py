"""What is asked before a solution is recorded: each question once."""

from datetime import timedelta

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import Retracted
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation_checks import OnceMore

HOUR = timedelta(hours=1)
STOCK = {"concentration": "10 mM", "vehicle": "DMSO", "ago": "2 h ago", "aliquots": "1"}


@pytest.fixture
def stock(book: JournalSession, compounds: CurrentCompound, units: Units) -> Solution:
    identity = add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    return next(one.solution for one in book.bench.in_hand() if one.solution.id == identity)


def asked(once: OnceMore, ago: timedelta = timedelta()) -> MessageCode | None:
    try:
        once.check(ago)
    except BenchError as error:
        return error.code
    return None


def test_what_is_older_than_its_stock_is_asked_once(
    book: JournalSession, compounds: CurrentCompound, stock: Solution
) -> None:
    once = OnceMore(book, compounds, lambda: "10 µM", lambda: [stock])

    assert asked(once, HOUR) is None
    # Times are typed to the minute: what differs by less is the same time.
    assert asked(once, 2 * HOUR + timedelta(seconds=59)) is None
    assert asked(once, 3 * HOUR) is Message.MADE_BEFORE_STOCK
    assert asked(once, 3 * HOUR) is None


def test_the_same_once_more_is_asked_until_the_recipe_is_another(
    book: JournalSession, compounds: CurrentCompound, stock: Solution
) -> None:
    recipe = ["10 µM"]
    once = OnceMore(book, compounds, lambda: recipe[0], list)

    assert asked(once) is None
    once.recorded(once.key(), stock.id)
    assert asked(once) is Message.ALREADY_MADE
    assert asked(once) is None
    recipe[0] = "20 µM"
    assert asked(once) is None
    recipe[0] = "10 µM"
    assert asked(once) is Message.ALREADY_MADE


def test_another_compound_is_another_recipe(book: JournalSession, compounds: CurrentCompound, stock: Solution) -> None:
    once = OnceMore(book, compounds, lambda: "10 µM", list)
    once.recorded(once.key(), stock.id)

    compounds.open(compounds.search("pinometostat")[0].headline.id)

    assert asked(once) is None


def test_where_its_entry_was_undone_it_may_be_made_again(
    book: JournalSession, compounds: CurrentCompound, stock: Solution, units: Units
) -> None:
    once = OnceMore(book, compounds, lambda: "10 µM", list)
    # What was taken is in hand before and after.
    add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    once.recorded(once.key(), stock.id)
    assert asked(once) is Message.ALREADY_MADE
    assert once.waiting() is Message.ALREADY_MADE

    book.record(Retracted(book.entries()[-1].id))

    assert stock.id in {one.solution.id for one in book.bench.in_hand()}
    assert (once.solution(), once.recorded_at(), once.waiting()) == ("", "", None)
    assert asked(once) is None


def test_where_another_one_was_undone_the_first_is_asked_about_again(
    book: JournalSession, compounds: CurrentCompound, stock: Solution, units: Units, clock: SteppedClock
) -> None:
    once = OnceMore(book, compounds, lambda: "10 µM", list)
    once.recorded(once.key(), stock.id)
    recorded = once.recorded_at()
    clock.advance(minutes=20)
    assert asked(once) is Message.ALREADY_MADE
    other = add_solution(book, compounds, units, STOCK, Storage.FREEZER_20)
    once.recorded(once.key(), other)
    assert (once.solution(), once.waiting()) == (other, None)
    assert once.recorded_at() != recorded

    book.undo_last()

    assert (once.solution(), once.recorded_at()) == (stock.id, recorded)
    assert asked(once) is Message.ALREADY_MADE


def test_the_next_press_is_no_answer_while_something_else_is_asked_first(
    book: JournalSession, compounds: CurrentCompound, stock: Solution
) -> None:
    recipe = ["10 µM"]
    once = OnceMore(book, compounds, lambda: recipe[0], lambda: [stock])
    once.recorded(once.key(), stock.id)

    assert asked(once, 3 * HOUR) is Message.MADE_BEFORE_STOCK
    assert once.waiting() is None
    assert asked(once, 3 * HOUR) is Message.ALREADY_MADE
    assert once.waiting() is Message.ALREADY_MADE
    recipe[0] = "20 µM"
    assert once.waiting() is None


def test_the_time_is_said_with_its_day_where_that_is_not_today(
    book: JournalSession, compounds: CurrentCompound, stock: Solution, clock: SteppedClock
) -> None:
    once = OnceMore(book, compounds, lambda: "10 µM", list)
    once.recorded(once.key(), stock.id)
    recorded = once.time_before(timedelta())
    clock.advance(days=2)

    with pytest.raises(BenchError) as caught:
        once.check(timedelta())

    assert caught.value.values["time"] == f"{recorded:%Y-%m-%d %H:%M}"
    assert caught.value.values["label"] == stock.label
