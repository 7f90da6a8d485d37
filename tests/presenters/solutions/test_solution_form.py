from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import LabRuleSet, SolutionAdded
from benchapp.domain.journal.lab_state import LabState
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.freshness import State, rule_to_ask
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.undone_entries import UndoneEntries
from benchapp.presenters.solutions.labelling import labels_for
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable
from tests.making import solution

TEXTS = {
    "concentration": "10 mM", "vehicle": "DMSO", "aliquots": "8", "aliquot_volume": "100 µL", "lot": "L7",
    "lot_expiry": "2026-12",
    "person": "Mara Klein", "place": "box 3",
}  # fmt: skip


@pytest.fixture
def desk(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> SolutionForm:
    return SolutionForm(book, compounds, solution_table, lambda: units, lambda: "Jo")


@pytest.fixture
def stock(desk: SolutionForm) -> str:
    return desk.add(TEXTS, Storage.FREEZER_20)


@pytest.fixture
def portion(book: JournalSession, stock: str) -> Callable[[int], Portion]:
    return lambda place: book.bench.solutions[stock].portions.all[place]


def test_the_date_on_a_lot_lasts_to_the_end_of_its_day_where_the_clock_is(
    desk: SolutionForm, stock: str, solution_table: SolutionTable, clock: SteppedClock
) -> None:
    row = solution_table.find(stock)
    assert row is not None
    assert row.freshness.use_by is not None
    assert row.freshness.use_by.astimezone(clock.zone).isoformat() == "2027-01-01T00:00:00+01:00"
    clock.advance(days=40)
    solution_table.refresh(clock.now())
    later = solution_table.find(stock)
    assert later is not None
    assert later.freshness.state is State.PAST


def test_each_handling_is_an_entry_that_undo_takes_back(
    desk: SolutionForm, stock: str, book: JournalSession, portion: Callable[[int], Portion]
) -> None:
    before = book.bench.solutions[stock]
    desk.take(stock, portion(0), "30 uL", "a blot")
    desk.split(stock, portion(1), "2", "30 µL")
    desk.move(stock, portion(1), "1", Storage.FREEZER_80, "box 9")
    desk.discard(stock, "dropped", portion(0), "2")
    tubes = [(one.count, one.volume_ul, one.storage, one.place) for one in book.bench.solutions[stock].portions.all]
    assert (5, 100.0, Storage.FREEZER_20, "box 3") in tubes
    assert sum(count for count, _, storage, _ in tubes if storage is Storage.FREEZER_80) == 1

    for _ in range(4):
        book.undo_last()
    assert book.bench.solutions[stock] == before


def _but_for_their_entries(bench: LabState) -> list[SolutionState]:
    """Return the solutions, without the ids of the entries by which something was done to them."""
    return [
        replace(kept, handled=LongTuple.of(replace(one, new_id="") for one in kept.handled))
        for kept in bench.solutions.values()
    ]


def test_what_one_press_discarded_comes_back_with_one_undo_and_goes_again_with_one_redo(
    desk: SolutionForm, stock: str, book: JournalSession
) -> None:
    undone = UndoneEntries(book)
    undone.begin()
    others = [replace(solution(name), label=f"BC-{name}") for name in ("s8", "s9")]
    for one in others:
        book.record(SolutionAdded(one))
    before = book.bench.solutions
    written = desk.discard_all([stock, "s8", "s9"], "the freezer failed")
    bench = book.bench
    assert all(kept.gone for kept in bench.solutions.values())
    assert set(book.written_with(written[0])) == set(written)

    last = book.undo_last()
    assert last.id == written[-1]
    assert book.bench.solutions == before
    assert undone.bring_back() is not None
    assert _but_for_their_entries(book.bench) == _but_for_their_entries(bench)
    # And once more, as it is again what was done last.
    book.undo_last()
    assert book.bench.solutions == before


def test_one_of_several_can_be_taken_back_by_itself_and_undo_takes_the_others(
    desk: SolutionForm, stock: str, book: JournalSession
) -> None:
    book.record(SolutionAdded(replace(solution("s8"), label="BC-s8")))
    written = desk.discard_all([stock, "s8"], "the freezer failed")

    book.undo(written[1])
    assert [name for name, kept in book.bench.solutions.items() if kept.gone] == [stock]
    book.undo_last()
    assert not any(kept.gone for kept in book.bench.solutions.values())


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk, stock, one: desk.take(stock, one, "900 uL", ""), Message.MORE_THAN_LEFT),
        (lambda desk, stock, one: desk.take(stock, one, "5 mg", ""), Message.WRONG_KIND),
        (lambda desk, stock, one: desk.take(stock, one, "0 uL", ""), Message.NOT_POSITIVE),
        (lambda desk, stock, one: desk.split(stock, one, "9", "50 uL"), Message.MORE_THAN_LEFT),
        (lambda desk, stock, one: desk.split(stock, one, "x", "50 uL"), Message.NOT_WHOLE),
        (lambda desk, stock, one: desk.move(stock, one, "9", Storage.ROOM, ""), Message.MORE_THAN_TUBES),
        (lambda desk, stock, one: desk.move(stock, one, "1", None, "box 3"), Message.EMPTY_CHANGE),
        (lambda desk, stock, one: desk.discard(stock, "", one, "1.5"), Message.NOT_WHOLE),
        (lambda desk, stock, one: desk.fill(stock, {}, None), Message.EMPTY_CHANGE),
        (lambda desk, stock, one: desk.fill(stock, {"lot_expiry": "soon"}, None), Message.NOT_A_DATE),
        (lambda desk, stock, one: desk.fill(stock, {"light": "maybe"}, None), Message.YES_OR_NO),
    ],
)
def test_what_cannot_be_taken_is_refused_and_writes_nothing(
    desk: SolutionForm,
    stock: str,
    book: JournalSession,
    portion: Callable[[int], Portion],
    act: Callable[[SolutionForm, str, Portion], object],
    code: MessageCode,
) -> None:
    before = book.last_hash()

    with pytest.raises(BenchError) as refused:
        act(desk, stock, portion(0))

    assert refused.value.code is code
    assert book.last_hash() == before


def test_labels_are_one_for_each_tube_with_its_own_use_by(
    desk: SolutionForm, stock: str, solution_table: SolutionTable, clock: SteppedClock
) -> None:
    desk.thaw(stock)
    row = solution_table.find(stock)
    assert row is not None

    words = labels_for(
        row, lambda instant: f"{instant:%Y-%m-%d}", lambda until: f"use by {until:%Y-%m-%d}" if until else ""
    )

    assert len(words) == 8
    assert len(set(words)) == 2
    assert {one.use_by for one in words} == {"use by 2026-12-31", "use by 2026-11-24"}
    assert words[0].initials == "MK"
    assert words[0].code == row.kept.solution.label


def test_the_first_answer_to_a_rule_holds_for_the_stock_that_waited(
    desk: SolutionForm, stock: str, book: JournalSession
) -> None:
    desk.set_rule("stock_frozen_20_d", 3)

    body = book.entries()[-1].body
    assert isinstance(body, LabRuleSet)
    assert body.also == (stock,)
    assert "stock_frozen_20_d" in {one.rule for one in book.bench.solutions[stock].solution.limits}
    # Once answered it is a change, which leaves what there is as it was made.
    desk.set_rule("stock_frozen_20_d", 1)
    again = book.entries()[-1].body
    assert isinstance(again, LabRuleSet)
    assert again.also == ()


def test_what_is_kept_from_light_says_so_on_its_label(
    desk: SolutionForm, stock: str, solution_table: SolutionTable
) -> None:
    desk.fill(stock, {"light": "yes"}, None)

    row = solution_table.find(stock)
    assert row is not None
    assert "keep from light" in labels_for(row, str, str)[0].kept


def test_how_a_biologic_is_handled_is_on_the_label_of_its_stock(
    desk: SolutionForm, stock: str, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    small = solution_table.find(stock)
    assert small is not None
    assert desk.handling(small.kept.solution) == ()
    compounds.open(compounds.search("aldesleukin")[0].headline.id)
    vial = solution_table.find(desk.add({"concentration": "1 MU/mL in water"}, Storage.FREEZER_20))
    assert vial is not None

    words = desk.handling(vial.kept.solution)

    assert words == ("do not vortex", "no freeze–thaw")
    assert labels_for(vial, str, str, handling=words)[0].kept == "−20 °C · do not vortex · no freeze–thaw"


def test_the_entry_that_a_solution_came_from_is_found(desk: SolutionForm, stock: str) -> None:
    (origin, undone), *_ = desk.history(stock)

    assert origin is not None
    assert origin.kind == "SolutionAdded"
    assert not undone
    assert desk.history("nobody") == []


BOTTLE = {"concentration": "100 %", "aliquots": "1", "aliquot_volume": "500 mL", "lot": "L7"}


@pytest.fixture
def serum(compounds: CurrentCompound) -> None:
    compounds.open(compounds.search("FBS")[0].headline.id)


@pytest.mark.usefixtures("serum")
def test_a_bottle_of_serum_is_in_nothing_and_keeps_as_its_page_says(
    desk: SolutionForm, book: JournalSession, solution_table: SolutionTable, clock: SteppedClock
) -> None:
    bottle = desk.add(BOTTLE, Storage.FRIDGE)

    kept = book.bench.solutions[bottle].solution
    assert (kept.solvent, kept.vehicle_percent, kept.concentration.shown()) == ("", 0.0, "100\u202f%")
    assert rule_to_ask(kept, book.bench.rules) == ""
    row = solution_table.find(bottle)
    assert row is not None
    assert row.freshness.left == timedelta(days=28)
    (label,) = labels_for(row, str, str)
    assert label.lines()[:2] == ("Fetal bovine serum", "100\u202f%")


@pytest.mark.usefixtures("serum")
@pytest.mark.parametrize(
    ("texts", "code", "field"),
    [
        ({"vehicle": "water"}, Message.UNDILUTED_IN, "vehicle"),
        ({"concentration": "100 % in water"}, Message.UNDILUTED_IN, "vehicle"),
        ({"concentration": "50 %", "vehicle": "water"}, Message.PERCENT_OF_WHICH, "concentration"),
        ({"concentration": "50 % v/v"}, Message.SOLVENT_NEEDED, "vehicle"),
    ],
)
def test_what_is_at_100_percent_is_in_no_solvent_and_less_of_it_is_in_one(
    desk: SolutionForm, texts: dict[str, str], code: MessageCode, field: str
) -> None:
    with pytest.raises(BenchError) as refused:
        desk.add({**BOTTLE, **texts}, None)
    assert (refused.value.code, refused.value.values["field"]) == (code, field)


@pytest.mark.usefixtures("serum")
def test_a_bottle_that_was_entered_as_a_dilution_is_corrected_to_one_as_bought_and_back(
    desk: SolutionForm, book: JournalSession
) -> None:
    thin = desk.add({**BOTTLE, "concentration": "50 % v/v", "vehicle": "water"}, Storage.FRIDGE)
    assert desk.correction.asked(thin) == ("mass", "solvent_volume")
    with pytest.raises(BenchError) as refused:
        desk.correction.write(thin, {"concentration": "100 %", "solvent": "PBS"})
    assert (refused.value.code, refused.value.values["field"]) == (Message.UNDILUTED_IN, "solvent")

    desk.correction.write(thin, {"concentration": "100 %"})
    kept = book.bench.solutions[thin].solution
    assert (kept.solvent, kept.vehicle_percent) == ("", 0.0)
    assert [one.span_s for one in kept.limits if one.source == "thermo"] == [28 * 86400.0]
    assert desk.correction.asked(thin) == ()
    with pytest.raises(BenchError) as refused:
        desk.correction.write(thin, {"concentration": "50 % v/v"})
    assert (refused.value.code, refused.value.values["field"]) == (Message.SOLVENT_NEEDED, "solvent")
    with pytest.raises(BenchError) as refused:
        desk.correction.write(thin, {"solvent": "water"})
    assert refused.value.code is Message.UNDILUTED_IN

    desk.correction.write(thin, {"concentration": "20 %", "solvent": "saline"})
    kept = book.bench.solutions[thin].solution
    assert (kept.concentration.shown(), kept.solvent, kept.vehicle_percent) == ("20\u202f%", "saline", 100.0)
    desk.correction.write(thin, {"place": "shelf 2"})
