"""The list of solutions: what it finds, in which order, and that it follows the journal as Qt wants a model to."""

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import LabRuleSet, SolutionAdded, SolutionDiscarded, SolutionFilled
from benchapp.domain.solutions.freshness import Freshness, State, judge
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_list import InState, ListColumn, ListRole, SolutionFilter, SolutionList
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from tests.making import moment, solution

Order = Qt.SortOrder


class Words:
    """Words that are the names of things."""

    def title(self, column: ListColumn) -> str:
        return column.name

    def cell(self, row: SolutionRow, column: ListColumn) -> str:
        return f"{row.kept.solution.label}\n{column.name}"

    def tip(self, row: SolutionRow, column: ListColumn) -> str:
        return f"{row.kept.solution.label} {column.name}?"

    def searched(self, row: SolutionRow) -> str:
        return f"{row.kept.solution.label} {row.kept.solution.place} {row.kept.solution.lot}"


@pytest.fixture
def found(book: JournalSession, solution_table: SolutionTable) -> SolutionList:
    made = SolutionList(solution_table, Words())
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.watch(on=True)
    return made


def added(
    name: str, clock: SteppedClock, hours_ago: float = 0, hours_left: float = 0, **values: object
) -> SolutionAdded:
    now = clock.now()
    ago = replace(now, wall=now.wall - timedelta(hours=hours_ago), boot_s=now.boot_s - hours_ago * 3600)
    limits = (Limit(LimitKind.AGE, (hours_ago + hours_left) * 3600, "r", "lab rule"),) if hours_left else ()
    return SolutionAdded(replace(solution(name, made=ago, limits=limits), **values))


def test_the_latest_is_first_and_each_column_orders_both_ways(
    book: JournalSession, found: SolutionList, clock: SteppedClock
) -> None:
    book.record_all(
        [
            added("a1", clock, 3, 50, made_by="Mara", aliquots=2),
            added("b2", clock, 2, 1, made_by="Abel", aliquots=9),
            added("c3", clock, 1, made_by="Zoe", aliquots=5),
        ]
    )
    assert found.ids() == ("c3", "b2", "a1")

    expected = {
        ListColumn.NAME: ("a1", "b2", "c3"),
        ListColumn.MADE: ("a1", "b2", "c3"),
        ListColumn.USE_BY: ("b2", "a1", "c3"),
        ListColumn.LEFT: ("a1", "c3", "b2"),
        ListColumn.PLACE: ("a1", "b2", "c3"),
        ListColumn.PERSON: ("b2", "a1", "c3"),
    }
    for column, order in expected.items():
        found.sort(column, Order.AscendingOrder)
        assert found.ids() == order
        found.sort(column, Order.DescendingOrder)
        assert found.ids() == order[::-1]


def test_cells_tips_and_titles_are_worded(book: JournalSession, found: SolutionList, clock: SteppedClock) -> None:
    book.record(added("a1", clock))
    cell = found.index(0, ListColumn.PLACE)

    assert cell.data() == "BC-A10000\nPLACE"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "BC-A10000, PLACE"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "BC-A10000 PLACE?"
    assert cell.data(ListRole.ROW).kept.solution.id == "a1"
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None
    assert found.headerData(ListColumn.LEFT, Qt.Orientation.Horizontal) == "LEFT"
    assert found.headerData(0, Qt.Orientation.Vertical) is None
    assert (found.rowCount(cell), found.columnCount(cell)) == (0, 0)


def test_what_is_gone_leaves_what_is_in_hand(book: JournalSession, found: SolutionList, clock: SteppedClock) -> None:
    book.record_all([added("a1", clock, 1), added("b2", clock, 2, 9), added("c3", clock, 20, 0.5)])
    book.record(SolutionDiscarded("a1", "spilt"))

    for state, wanted in {
        InState.IN_HAND: {"b2", "c3"},
        InState.FRESH: {"b2"},
        InState.EXPIRING: {"c3"},
        InState.GONE: {"a1"},
        InState.ANY: {"a1", "b2", "c3"},
    }.items():
        found.set_filter(SolutionFilter(state=state))
        assert set(found.ids()) == wanted


def test_every_word_is_looked_for_and_the_compound(
    book: JournalSession, found: SolutionList, clock: SteppedClock
) -> None:
    book.record_all(
        [
            added("a1", clock, place="Box 3", lot="L7"),
            added("b2", clock, place="Box 4", compound="ven", compound_name="Venetoclax"),
        ]
    )
    found.set_filter(SolutionFilter("box l7"))
    assert found.ids() == ("a1",)
    assert found.count(SolutionFilter("box")) == 2
    found.set_filter(SolutionFilter(compound="ven"))
    assert found.ids() == ("b2",)
    assert found.compounds() == {"len": "Lenalidomide", "ven": "Venetoclax"}
    assert found.place_of("a1") is None
    assert found.row(0).kept.solution.id == "b2"


def test_what_is_searched_follows_a_correction(book: JournalSession, found: SolutionList, clock: SteppedClock) -> None:

    book.record(added("a1", clock))
    found.set_filter(SolutionFilter("l7"))
    assert found.ids() == ()
    book.record(SolutionFilled("a1", lot="L7"))
    assert found.ids() == ("a1",)


def test_who_chose_one_keeps_it_in_another_order(
    book: JournalSession, found: SolutionList, clock: SteppedClock
) -> None:

    book.record_all([added(name, clock, hours) for hours, name in enumerate(("a1", "b2", "c3"))])
    kept = QPersistentModelIndex(found.index(0, 0))
    assert found.row(kept.row()).kept.solution.id == "a1"
    found.sort(ListColumn.MADE, Order.AscendingOrder)

    assert kept.isValid()
    assert found.row(kept.row()).kept.solution.id == "a1"
    assert kept.row() == 2


def test_nothing_is_followed_while_nobody_looks(book: JournalSession, found: SolutionList, clock: SteppedClock) -> None:
    found.watch(on=False)
    book.record(added("a1", clock))
    assert found.rowCount() == 0
    found.watch(on=True)
    assert found.rowCount() == 1


STATES = st.sampled_from(list(State))


@given(st.lists(st.tuples(STATES, st.sampled_from(["len", "ven"])), max_size=30))
def test_each_solution_is_in_one_of_the_states_and_none_is_lost(rows: list[tuple[State, str]]) -> None:
    made = [
        SolutionRow(initial_state(replace(solution(f"s{number}", made=moment()), compound=compound)), Freshness(state))
        for number, (state, compound) in enumerate(rows)
    ]

    def count(state: InState, compound: str = "") -> int:
        return len(SolutionFilter("", state, compound).apply(made, lambda _row: ""))

    assert count(InState.ANY) == count(InState.IN_HAND) + count(InState.GONE) == len(made)
    assert count(InState.FRESH) + count(InState.EXPIRING) <= count(InState.IN_HAND)
    assert count(InState.ANY, "len") + count(InState.ANY, "ven") == len(made)


def test_five_thousand_are_filtered_and_sorted_between_two_keys(clock: SteppedClock, book: JournalSession) -> None:
    base, fresh = solution("s0", made=clock.now()), Freshness(State.FRESH)
    each = (replace(base, id=f"s{number}", label=f"BC-{number:06}") for number in range(5000))
    many = SolutionTable(book)
    many._rows = [SolutionRow(initial_state(one), fresh) for one in each]
    found = SolutionList(many, Words())
    found.set_filter(SolutionFilter("bc"))
    took = []
    for wanted in ("bc-0", "bc-00", "bc-0042", "bc-00"):
        began = time.perf_counter()
        found.set_filter(SolutionFilter(wanted))
        took.append(time.perf_counter() - began)
    began = time.perf_counter()
    found.sort(ListColumn.NAME, Order.AscendingOrder)
    took.append(time.perf_counter() - began)

    assert found.rowCount() == 5000
    assert sorted(took)[len(took) // 2] < 0.1, took


def test_what_keeps_for_days_is_judged_anew_with_its_entry_the_minutes_and_the_rules(
    book: JournalSession, clock: SteppedClock
) -> None:
    table = SolutionTable(book)
    book.record_all([added("long", clock, hours_left=24 * 60), added("short", clock, hours_left=2)])

    def judged(name: str) -> SolutionRow:
        row = table.find(name)
        assert row is not None
        return row

    long, short = judged("long"), judged("short")
    clock.advance(minutes=5)
    table.refresh(clock.now())
    assert judged("long") is long
    assert short.freshness.left is not None
    assert judged("short").freshness.left == short.freshness.left - timedelta(minutes=5)
    book.record(SolutionFilled("long", lot="L9"))
    assert judged("long").kept.solution.lot == "L9"
    again = judged("long")
    clock.advance(minutes=6)
    table.refresh(clock.now())
    assert judged("long") is not again
    again = judged("long")
    book.record(LabRuleSet("soon_at_most_h", 24 * 61.0, 1.0))
    book.record(LabRuleSet("soon_part", 1.0, 0.25))
    assert again.freshness.state is State.FRESH
    assert judged("long").freshness.state is State.USE_SOON


@pytest.mark.parametrize("days", [9.9, 10.01, 11, 40])
@pytest.mark.parametrize("minutes", [1, 9, 11, 60 * 24, 60 * 24 * 10])
def test_whatever_was_judged_before_a_state_is_that_of_now(
    book: JournalSession, clock: SteppedClock, days: float, minutes: int
) -> None:
    table = SolutionTable(book)
    book.record(added("s1", clock, hours_left=24 * days))
    for _ in range(4):
        clock.advance(minutes=minutes)
        table.refresh(clock.now())
        (row,) = table.rows
        wanted = judge(row.kept, clock.now(), book.anchors, book.bench.rules)
        assert row.freshness.state is wanted.state
        assert row.freshness.left is not None
        assert wanted.left is not None
        assert timedelta() <= row.freshness.left - wanted.left < timedelta(minutes=10)


def test_a_cell_is_worded_once_however_often_it_is_painted(book: JournalSession, clock: SteppedClock) -> None:
    worded: list[tuple[str, ListColumn]] = []

    class Counting(Words):
        def cell(self, row: SolutionRow, column: ListColumn) -> str:
            worded.append((row.kept.solution.id, column))
            return super().cell(row, column)

    table = SolutionTable(book)
    found = SolutionList(table, Counting())
    found.watch(on=True)
    book.record_all([added(f"s{n}", clock, hours_left=24 * 60) for n in range(30)])
    worded.clear()

    for _ in range(3):
        for row in range(10):
            for column in ListColumn:
                assert found.index(row, column).data()
    assert len(worded) == 10 * len(ListColumn)
    # Corrected, a cell is worded anew, and no other one.
    worded.clear()
    book.record(SolutionFilled("s3", lot="L9"))
    for row in range(10):
        assert found.index(row, ListColumn.NAME).data()
    assert {name for name, _ in worded} <= {"s3"}
