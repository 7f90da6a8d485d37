"""What a correction does to the solution, to what was made from it, and to the wells; Undo takes all of it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import FIRST_DOSE, AlsoDosed, Corrected
from benchapp.domain.incubations.well_course import band, well_course
from benchapp.domain.journal.correction_changes import amounts_of
from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Body,
    Entry,
    IncubationStarted,
    NoteAdded,
    RedoseGiven,
    Retracted,
    SolutionAdded,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.following import with_correction
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.journal.reports.well_contents import brought, brought_to_each
from benchapp.domain.journal.state import LabState, apply_entry, replay
from benchapp.domain.journal.undoing import check_undo
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.freshness import expiry, inherited, judge_portion
from benchapp.domain.solutions.portions import initial_portion
from benchapp.domain.solutions.solutions import Limit, LimitKind, Solution, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import BEGIN, entry, incubation, moment, solution

NOTHING = SolutionFacts()
STOCK = replace(solution("s", aliquots=4), aliquot_volume=Amount("100", "uL"), lot="L7")


def working(name: str, *parents: str, **more: object) -> Solution:
    made = solution(name, SolutionPurpose.WORKING, Storage.ROOM, aliquots=1, parents=parents)
    return replace(
        made, concentration=Amount("10", "uM"), vehicle_percent=0.1, aliquot_volume=Amount("1", "mL"), medium="RPMI",
        **more,
    )  # fmt: skip


def made_of(one: Solution, of: str = "s") -> SolutionMade:
    return SolutionMade(one, taken=(Taken(of, "", 1, Amount("1", "uL")),))


DOSED = replace(incubation(every_h=48), solution="w", stock="s")
DAY: tuple[Body, ...] = (
    SolutionAdded(STOCK), made_of(working("w", "s")), made_of(working("v", "w"), "w"), IncubationStarted(DOSED),
)  # fmt: skip
TWICE = SolutionCorrected("s", NOTHING, SolutionFacts(concentration=Amount("20", "mM")), measured=True)


def bench_of(*bodies: Body) -> LabState:
    return replay(entry(body, number) for number, body in enumerate(bodies, 1))


def strengths(bench: LabState) -> list[str]:
    return [bench.solutions[name].solution.concentration.number for name in ("s", "w", "v")]


def test_a_stock_that_was_stronger_makes_all_that_came_of_it_stronger_and_says_why() -> None:
    bench = bench_of(*DAY, TWICE)

    assert strengths(bench) == ["20", "20", "20"]
    kept = bench.solutions["v"]
    assert (kept.recorded, kept.corrected) == (Amount("10", "uM"), ("s",))
    assert bench.solutions["s"].recorded == Amount("10", "mM")
    running = bench.incubations["i1"]
    assert running.corrected == {FIRST_DOSE: Corrected(2.0, 1.0, "s")}
    assert running.really_dosed == Amount("20", "uM")
    # What it was to be stays: by that a re-dose is planned.
    assert running.incubation.concentration == Amount("10", "uM")


def test_undo_takes_a_correction_back_and_all_that_followed() -> None:
    assert bench_of(*DAY, TWICE, Retracted("e5")) == bench_of(*DAY)


def test_what_else_cells_were_dosed_with_is_corrected_beside_the_planned_dose() -> None:
    besides = replace(working("x", "s"), compound_name="MG-132")
    dosed = IncubationStarted(replace(DOSED, solution="", stock="", also=("x", "gone")))
    half = SolutionCorrected("x", NOTHING, SolutionFacts(stock_volume=Amount("0.5", "uL")), Strength(0.5, 0.5))
    back = SolutionCorrected("x", NOTHING, SolutionFacts(stock_volume=Amount("1", "uL")), Strength(2.0, 2.0))
    day = (SolutionAdded(STOCK), made_of(besides), dosed)

    assert bench_of(*day).incubations["i1"].also == {"x": AlsoDosed("MG-132", Amount("10", "uM"))}
    running = bench_of(*day, half).incubations["i1"]
    assert running.also == {"x": AlsoDosed("MG-132", Amount("10", "uM"), 0.5, "x")}
    assert running.also["x"].concentration == Amount("5", "uM")
    assert running.really_dosed is None
    # By the stock, too; and corrected back, nothing is said.
    assert bench_of(*day, half, TWICE).incubations["i1"].also == bench_of(*day).incubations["i1"].also
    assert bench_of(*day, half, back).incubations["i1"].also == bench_of(*day).incubations["i1"].also


def test_cells_dosed_after_the_correction_got_what_was_known_then() -> None:
    bench = bench_of(*DAY[:3], TWICE, DAY[3])

    assert bench.incubations["i1"].really_dosed is None


def test_the_well_begins_with_what_it_really_got() -> None:
    tenth = SolutionCorrected("w", NOTHING, SolutionFacts(stock_volume=Amount("2", "uL")), Strength(2.0, 2.0))
    bench = bench_of(*DAY, tenth)

    running = bench.incubations["i1"]
    brought = brought_to_each(bench, running)
    first, redosed, *_ = course = well_course(running, brought=brought)
    assert (first.well.low, first.well.high, first.well.vehicle_percent) == pytest.approx((2.0, 2.0, 0.2))
    # Half of it is replaced by medium with what was planned.
    assert redosed.well.high == pytest.approx(1.5)
    assert band(course, 3600.0, 0.0)[0].high == 2.0
    assert bench.solutions["w"].stock_volume == Amount("2", "uL")


def test_a_re_dose_that_was_given_with_it_is_corrected_too() -> None:
    bench = bench_of(*DAY, RedoseGiven("i1", 0, moment(48), "v"), TWICE)

    running = bench.incubations["i1"]
    assert {number: one.times for number, one in running.corrected.items()} == {FIRST_DOSE: 2.0, 0: 2.0}
    assert brought(bench, running).given_doses == {0: 2.0}


def test_corrected_back_nothing_is_said_of_the_wells() -> None:
    back = SolutionCorrected("s", NOTHING, SolutionFacts(concentration=Amount("10", "mM")), measured=True)

    bench = bench_of(*DAY, TWICE, back)

    assert bench.incubations["i1"].corrected == {}
    assert strengths(bench) == ["10", "10", "10"]


def test_a_concentration_that_was_stated_itself_does_not_follow_but_is_marked() -> None:
    own = SolutionCorrected("w", NOTHING, SolutionFacts(concentration=Amount("11", "uM")), measured=True)

    bench = bench_of(*DAY, own, TWICE)

    assert bench.solutions["w"].solution.concentration == Amount("11", "uM")
    assert bench.solutions["w"].corrected == ("w", "s")
    assert bench.solutions["v"].solution.concentration == Amount("11", "uM")


def test_of_a_concentration_on_another_scale_nobody_can_tell_what_follows() -> None:
    other = SolutionCorrected("s", NOTHING, SolutionFacts(concentration=Amount("5", "mg/mL")), measured=True)

    bench = bench_of(*DAY, other)

    assert bench.solutions["s"].solution.concentration == Amount("5", "mg/mL")
    assert strengths(bench)[1:] == ["10", "10"]


def test_of_two_compounds_the_first_follows_its_own_stock_and_only_that() -> None:
    both = working("w", "s", "m", compound_name="Lenalidomide + MG-132")
    partner = replace(STOCK, id="m", compound="mg", compound_name="MG-132")

    bench = bench_of(SolutionAdded(STOCK), SolutionAdded(partner), SolutionAdded(both), TWICE)
    assert bench.solutions["w"].solution.concentration == Amount("20", "uM")

    bench = bench_of(SolutionAdded(STOCK), SolutionAdded(partner), SolutionAdded(both), replace(TWICE, solution="m"))
    assert bench.solutions["w"].solution.concentration == Amount("10", "uM")
    assert bench.solutions["w"].corrected == ("m",)


# -- every other field ----------------------------------------------------------------------------------------------


def corrected(after: SolutionFacts, *before: Body, of: Solution = STOCK) -> LabState:
    return bench_of(SolutionAdded(of), *before, SolutionCorrected(of.id, NOTHING, after))


def test_every_other_field_takes_the_place_of_what_was_recorded() -> None:
    after = SolutionFacts(
        name="Lenalidomide (b)", lot="", vendor="APExBIO", made_by="Jo", made=moment(-5), made_about=True,
        storage="−80 °C", place="box 9", container="glass vial", dark=True, solvent="ethanol", solvent_lot="E1",
        mass=Amount("5", "mg"), solvent_volume=Amount("2", "mL"), aliquot_volume=Amount("50", "uL"), aliquots=6,
    )  # fmt: skip

    kept = corrected(after).solutions["s"]

    known = kept.solution
    assert (known.compound_name, known.lot, known.vendor, known.made_by) == ("Lenalidomide (b)", "", "APExBIO", "Jo")
    assert (known.storage, known.container, known.dark) == (Storage.FREEZER_80, "glass vial", True)
    assert (known.vehicle, known.medium, known.mass, known.volume) == (
        "ethanol",
        "",
        Amount("5", "mg"),
        after.solvent_volume,
    )
    [tubes] = kept.portions.all
    assert (tubes.count, tubes.volume_ul, tubes.storage, tubes.place, tubes.since) == (
        6, 50.0, Storage.FREEZER_80, "box 9", moment(-5),
    )  # fmt: skip
    assert kept.filled == after.changed()
    assert amounts_of(kept) == SolutionFacts(mass=Amount("5", "mg"), solvent_volume=Amount("2", "mL"))


def test_the_medium_and_a_storage_that_is_taken_back() -> None:
    bench = corrected(SolutionFacts(solvent="DMEM", storage=""), of=working("w", "s"))

    assert (bench.solutions["w"].solution.medium, bench.solutions["w"].solution.storage) == ("DMEM", None)


def test_what_was_done_to_the_tubes_since_is_done_to_those_there_really_were() -> None:
    thawed = AliquotThawed("s", 1, moment(1))
    after = SolutionFacts(place="box 9", aliquots=3, aliquot_volume=Amount("90", "uL"))

    left, opened = corrected(after, thawed).solutions["s"].portions.all
    assert (left.count, left.place, left.volume_ul) == (2, "box 9", 90.0)
    assert (opened.count, opened.place, opened.volume_ul) == (1, "", 90.0)

    # Of three no four can have been thawed; of six, two are left.
    every = AliquotThawed("s", 4, moment(1))
    assert [one.count for one in corrected(SolutionFacts(aliquots=3), every).solutions["s"].portions.all] == [3]
    assert [one.count for one in corrected(SolutionFacts(aliquots=6), every).solutions["s"].portions.all] == [2, 4]


def test_a_volume_that_nobody_had_stated_is_that_of_the_tubes_handled_since_too() -> None:
    unknown = replace(STOCK, aliquot_volume=None)
    taken = AmountTaken("s", "s", Amount("30", "uL"), moment(1))

    left, opened = (
        corrected(SolutionFacts(aliquot_volume=Amount("90", "uL")), taken, of=unknown).solutions["s"].portions.all
    )
    assert (left.count, left.volume_ul, opened.count, opened.volume_ul) == (3, 90.0, 1, 60.0)


def test_tubes_that_were_all_thrown_away_but_two_are_in_hand_again() -> None:
    thrown = SolutionDiscarded("s", "spilt", "s", 4)

    kept = corrected(SolutionFacts(aliquots=6), thrown).solutions["s"]
    assert ([one.count for one in kept.portions.all], kept.discarded, kept.gone) == ([2], None, False)
    # Thrown away as a whole, there is nothing more of it, however many there were.
    kept = corrected(SolutionFacts(aliquots=6), replace(thrown, portion="", count=0)).solutions["s"]
    assert (kept.portions.all, kept.discarded, kept.gone) == ((), "spilt", True)


def test_a_tube_that_was_opened_is_as_old_and_was_kept_as_the_correction_says() -> None:
    room = replace(
        STOCK, storage=Storage.ROOM, limits=(Limit(LimitKind.LIQUID, 3600.0 * 24, "stock_liquid_h", "lab rule"),)
    )
    taken = AmountTaken("s", "s", Amount("30", "uL"), moment(2))

    def left_h(after: SolutionFacts) -> float:
        kept = corrected(after, taken, of=room).solutions["s"]
        opened = next(one for one in kept.portions.all if one.opened)
        found = judge_portion(kept.solution, opened, moment(4)).left
        assert found is not None
        return found.total_seconds() / 3600

    assert left_h(SolutionFacts(place="box 9")) == 20
    assert left_h(SolutionFacts(made=moment(-5))) == 15
    # Frozen until it was taken from, two hours ago.
    assert left_h(SolutionFacts(storage=Storage.FREEZER_20.value)) == 22
    # As water it would not have been solid in the refrigerator.
    fridge = SolutionFacts(storage=Storage.FRIDGE.value)
    assert left_h(fridge) == 22
    assert left_h(replace(fridge, solvent="water")) == 20


def test_a_date_on_a_lot_takes_the_place_of_the_one_before_and_can_be_taken_back() -> None:
    first, second = expiry(BEGIN, "compound", "L7"), expiry(moment(72).wall, "compound", "L8")
    dated = replace(STOCK, lot_expiry="2026-11-23", limits=(first,))

    def ends(after: SolutionFacts, *dates: object) -> list[object]:
        body = SolutionCorrected("s", NOTHING, after, expiries=dates)  # type: ignore[arg-type]
        limits = bench_of(SolutionAdded(dated), body).solutions["s"].solution.limits
        return [one for one in limits if one.kind is LimitKind.EXPIRY]

    assert ends(SolutionFacts(lot="L8", lot_expiry="2026-11-26"), second) == [second]
    assert ends(SolutionFacts(lot_expiry="")) == []
    assert ends(SolutionFacts(place="box 9")) == [first]


def test_the_lot_of_what_was_made_from_it_follows() -> None:
    bench = bench_of(
        SolutionAdded(STOCK),
        made_of(working("w", "s", lot="L7")),
        SolutionCorrected("s", NOTHING, SolutionFacts(lot="L8")),
    )

    assert bench.solutions["w"].solution.lot == "L8"


def test_what_was_made_of_an_older_stock_keeps_no_longer_than_that() -> None:
    month = Limit(LimitKind.AGE, 3600.0 * 24 * 30, "stock_frozen_20_d", "lab rule", Storage.FREEZER_20)
    stock = replace(STOCK, limits=(month,))
    left = inherited(stock, initial_portion(stock), moment(24))
    weaker = replace(working("w", "s"), made=moment(24), limits=left)
    again = replace(working("v", "w"), made=moment(48))
    again = replace(again, limits=inherited(weaker, initial_portion(weaker), moment(48)))

    def days(hours: float) -> list[float]:
        older = SolutionCorrected("s", NOTHING, SolutionFacts(made=moment(hours)))
        bench = bench_of(SolutionAdded(stock), SolutionAdded(weaker), SolutionAdded(again), older)
        return [bench.solutions[name].solution.limits[0].span_s / 86400 for name in ("s", "w", "v")]

    assert days(0) == [30, 29, 28]
    assert days(-240) == [30, 19, 18]
    # Past its use-by when it was used; a stock made a day later than was recorded keeps a day longer.
    assert days(-24 * 40) == [30, 0, 0]
    assert days(24) == [30, 30, 29]


def test_more_of_the_stock_is_gone_from_the_tube_it_was_taken_of() -> None:
    more = SolutionCorrected(
        "w", NOTHING, SolutionFacts(stock_volume=Amount("20", "uL")), Strength(2.0),
        more=(Taken("s", "e2", 1, Amount("10", "uL")), Taken("elsewhere", "x")),
    )  # fmt: skip

    opened = bench_of(*DAY[:2], more).solutions["s"].portions.find("e2")
    assert opened is not None
    assert opened.volume_ul == 89.0
    all_of_it = replace(more, more=(Taken("s", "e2", 1, Amount("500", "uL")),))
    assert bench_of(*DAY[:2], all_of_it).solutions["s"].portions.find("e2") is None


def test_of_what_nobody_can_say_more_nothing_more_is_gone() -> None:
    def after(*more: Taken, of: Solution = STOCK) -> LabState:
        correction = SolutionCorrected("w", NOTHING, SolutionFacts(stock_volume=Amount("20", "uL")), more=more)
        return bench_of(SolutionAdded(of), *DAY[1:2], correction)

    whole = bench_of(*DAY[:2]).solutions["s"].portions
    # Of no tube that is named.
    assert after(Taken("s", "", 1, Amount("10", "uL"))).solutions["s"].portions == whole
    # Nobody knows how much is in a tube.
    unknown = replace(STOCK, aliquot_volume=None)
    tubes = after(Taken("s", "e2", 1, Amount("10", "uL")), of=unknown).solutions["s"].portions
    assert tubes == bench_of(SolutionAdded(unknown), *DAY[1:2]).solutions["s"].portions


def test_what_was_made_of_something_unknown_may_be_as_old_as_is_said() -> None:
    made = moment(-3)
    bench = bench_of(SolutionAdded(working("w", "nowhere")), SolutionCorrected("w", NOTHING, SolutionFacts(made=made)))

    assert bench.solutions["w"].solution.made == made
    assert list(bench.solutions) == ["w"]


def test_a_limit_that_does_not_come_of_the_stocks_age_stays() -> None:
    month = Limit(LimitKind.AGE, 3600.0 * 24 * 30, "stock_frozen_20_d", "lab rule", Storage.FREEZER_20)
    stock = replace(STOCK, limits=(month,))
    left = inherited(stock, initial_portion(stock), moment(24))
    other = tuple(replace(one, span_s=one.span_s - 3600) for one in left)

    def limits(of: tuple[Limit, ...], after: SolutionFacts, *new: Limit) -> tuple[Limit, ...]:
        weaker = replace(working("w", "s"), made=moment(24), limits=of)
        body = SolutionCorrected("s", NOTHING, after, limits=new or None)
        return bench_of(SolutionAdded(stock), SolutionAdded(weaker), body).solutions["w"].solution.limits

    older = SolutionFacts(made=moment(-240))
    assert limits(left, older) != left
    # It was set otherwise, or by hand.
    assert limits(other, older) == other
    # In another solvent the stock has other limits.
    water = SolutionFacts(solvent="water", made=moment(-240))
    assert limits(left, water, replace(month, rule="stock_water_d")) == left


def test_how_many_tubes_there_are_says_nothing_of_what_was_added() -> None:
    bench = bench_of(*DAY, SolutionCorrected("w", NOTHING, SolutionFacts(aliquots=3)))

    assert amounts_of(bench.solutions["w"]) == SolutionFacts(
        stock_volume=Amount("1", "uL"), solvent_volume=Amount("999", "uL")
    )


def test_a_stock_was_opened_when_what_was_made_of_it_was_made() -> None:
    bench = bench_of(*DAY, SolutionCorrected("w", NOTHING, SolutionFacts(made=moment(-3))))

    opened = bench.solutions["s"].portions.find("e2")
    assert opened is not None
    assert (opened.thawed, opened.since) == (moment(-3), moment(-3))
    # What was taken of the working solution has a time of its own.
    assert bench.solutions["v"].solution.made == moment()


def test_amounts_are_known_as_far_as_they_were_stated() -> None:
    kept = bench_of(*DAY).solutions["w"]
    assert amounts_of(kept) == SolutionFacts(stock_volume=Amount("1", "uL"), solvent_volume=Amount("999", "uL"))
    unstated = working("w", "s", aliquots=1)
    kept = bench_of(
        SolutionAdded(STOCK), SolutionMade(replace(unstated, aliquot_volume=None), taken=(Taken("s"),))
    ).solutions["w"]
    assert amounts_of(kept) == NOTHING


def test_a_correction_of_something_unknown_waits_and_changes_nothing_else() -> None:
    after = apply_entry(LabState(), entry(TWICE))

    assert [one.corrected for one in after.unseen] == [TWICE]
    assert replace(after, unseen=LabState().unseen) == with_correction(LabState(), TWICE) == LabState()


# -- laws -----------------------------------------------------------------------------------------------------------

FACTORS = st.sampled_from([0.25, 0.5, 2.0, 3.0, 10.0])
BY_AMOUNTS = st.builds(
    lambda name, times: SolutionCorrected(name, NOTHING, SolutionFacts(mass=Amount("1", "mg")), Strength(times, times)),
    st.sampled_from(["s", "w", "v"]),
    FACTORS,
)
STATED = st.builds(
    lambda name, number: SolutionCorrected(
        name, NOTHING, SolutionFacts(concentration=Amount(str(number), "uM")), measured=True
    ),
    st.sampled_from(["w", "v"]),
    st.integers(1, 50),
)
LATER: list[Body] = [RedoseGiven("i1", 0, moment(48), "v"), IncubationStarted(replace(DOSED, id="i2", solution="v"))]


@given(st.lists(BY_AMOUNTS | STATED, max_size=4), BY_AMOUNTS | STATED, st.integers(0, 4))
def test_a_correction_that_is_undone_leaves_no_trace(
    others: list[SolutionCorrected], undone: SolutionCorrected, place: int
) -> None:
    before, after = others[:place], others[place:]

    assert bench_of(*DAY, *before, undone, *after, Retracted(f"e{len(DAY) + len(before) + 1}")) == replay(
        entry(body, number)
        for number, body in [
            *enumerate((*DAY, *before), 1),
            *enumerate(after, len(DAY) + len(before) + 2),
        ]
    )


@given(st.lists(BY_AMOUNTS, max_size=5))
def test_in_whatever_order_amounts_are_corrected_the_same_comes_of_it(made: list[SolutionCorrected]) -> None:
    one, other = bench_of(*DAY, *made), bench_of(*DAY, *reversed(made))

    for name in ("s", "w", "v"):
        found, again = (bench.solutions[name].solution.concentration.value for bench in (one, other))
        assert found == pytest.approx(again)


@given(st.lists(BY_AMOUNTS | STATED | st.sampled_from(LATER), max_size=6))
def test_what_is_flagged_is_what_differs_from_the_day_as_it_was_recorded(bodies: list[Body]) -> None:
    bench = bench_of(*DAY, *bodies)
    entries = [entry(body, number) for number, body in enumerate((*DAY, *bodies), 1)]

    stepped = LabState()
    for one in entries:
        stepped = apply_entry(stepped, one)
    assert stepped == bench
    for running in bench.incubations.values():
        for number, name in running.dosed_with.items():
            flag = running.corrected.get(number)
            times = _changed_since(entries, running, number, name)
            assert (1.0 if flag is None else flag.times) == pytest.approx(times)


def _changed_since(entries: list[Entry], running: Running, number: int, name: str) -> float:
    """Return how many times as strong a solution is as when cells were last dosed with it; one start is the first."""
    dosed_at = None
    for place, one in enumerate(entries):
        body = one.body
        first = isinstance(body, IncubationStarted) and body.incubation.id == running.incubation.id
        again = isinstance(body, RedoseGiven) and body.incubation == running.incubation.id and body.step == number
        if (first and number == FIRST_DOSE and dosed_at is None) or again:
            dosed_at = place
    assert dosed_at is not None
    then, now = replay(entries[: dosed_at + 1]), replay(entries)
    return now.solutions[name].solution.concentration.value / then.solutions[name].solution.concentration.value


def undone(place: int, *bodies: Body) -> str | None:
    """Return why an entry of the day cannot be undone; None where it can."""
    entries = [entry(body, number) for number, body in enumerate(bodies, 1)]
    try:
        check_undo(f"e{place}", entries, (), replay(entries).solutions)
    except BenchError as refused:
        return str(refused.code)
    return None


MORE = SolutionCorrected("w", NOTHING, SolutionFacts(stock_volume=Amount("2", "uL")), Strength(2.0))
PLACE = SolutionCorrected("s", NOTHING, SolutionFacts(place="box 9"))


@pytest.mark.parametrize(
    ("wanted", "later", "refused"),
    [
        (MORE, replace(MORE, after=SolutionFacts(stock_volume=Amount("3", "uL")), strength=Strength(1.5)), True),
        # How much of the medium there was says something of the stock, and the other way round.
        (MORE, replace(MORE, after=SolutionFacts(solvent_volume=Amount("500", "uL"))), True),
        (MORE, replace(MORE, after=SolutionFacts(lot="L9")), False),
        (MORE, TWICE, False),
        # Made of it, or of what was made of it, or dosed with it, after the correction.
        (TWICE, made_of(working("x", "s")), True),
        (TWICE, SolutionAdded(working("x", "v")), True),
        (TWICE, RedoseGiven("i1", 0, moment(48), "v"), True),
        (TWICE, IncubationStarted(replace(DOSED, id="i2")), True),
        (TWICE, IncubationStarted(replace(incubation("i2"))), False),
        (TWICE, NoteAdded("clumps", "s"), False),
        (PLACE, made_of(working("x", "s")), False),
        (PLACE, PLACE, True),
    ],
)  # fmt: skip
def test_a_correction_is_not_undone_under_what_was_computed_from_it(
    wanted: SolutionCorrected, later: Body, refused: bool
) -> None:
    assert undone(len(DAY) + 1, *DAY, wanted, later) == (str(Message.NEEDED_BY_LATER) if refused else None)


# -- notes ----------------------------------------------------------------------------------------------------------


def test_notes_are_found_by_what_they_are_about_in_order_of_time() -> None:
    late = replace(entry(NoteAdded("dropped", "i1", NoteKind.DEVIATION, 0), 8), happened_at=moment(1).wall)
    early = replace(entry(NoteAdded("clumps", "i1"), 9), person="Mara")
    bench = replay([*(entry(body, number) for number, body in enumerate(DAY, 1)), late, early])

    assert [(note.text, note.person, note.kind) for note in bench.notes_on("i1")] == [
        ("clumps", "Mara", NoteKind.NOTE), ("dropped", "", NoteKind.DEVIATION),
    ]  # fmt: skip
    assert [note.text for note in bench.notes_on("i1", 0)] == ["dropped"]
    assert bench.notes_on("w") == ()
    assert replay([early, entry(Retracted("e9"), 10)]) == LabState()


IN_ETHANOL = SolutionCorrected("s", NOTHING, SolutionFacts(solvent="ethanol"))


def test_a_corrected_vehicle_names_that_of_what_was_made_and_of_the_wells() -> None:
    before = bench_of(*DAY)
    after = bench_of(*DAY, IN_ETHANOL)
    assert {name: one.solution.vehicle for name, one in after.solutions.items()} == dict.fromkeys("swv", "ethanol")
    assert after.incubations["i1"].incubation.vehicle == "ethanol"
    assert before.incubations["i1"].incubation.vehicle == "DMSO"
    # The diluent of what was made is another thing.
    medium = SolutionCorrected("w", NOTHING, SolutionFacts(solvent="DMEM"))
    assert {one.solution.vehicle for one in bench_of(*DAY, medium).solutions.values()} == {"DMSO"}


def test_what_was_made_of_several_keeps_the_name_of_its_vehicle() -> None:
    other = replace(STOCK, id="t", label="BC-T")
    mixed = (SolutionAdded(STOCK), SolutionAdded(other), made_of(working("w", "s", "t")), IncubationStarted(DOSED))
    after = bench_of(*mixed, IN_ETHANOL)
    assert (after.solutions["s"].solution.vehicle, after.solutions["w"].solution.vehicle) == ("ethanol", "DMSO")
    assert after.incubations["i1"].incubation.vehicle == "DMSO"
    two = replace(DOSED, also=("t",))
    day_of_two = (SolutionAdded(STOCK), SolutionAdded(other), made_of(working("w", "s")), IncubationStarted(two))
    assert bench_of(*day_of_two, IN_ETHANOL).incubations["i1"].incubation.vehicle == "DMSO"


def test_a_liquid_as_bought_loses_its_solvent_and_what_is_dissolved_after_all_gets_one() -> None:
    after = SolutionFacts(solvent="", concentration=Amount("100", "percent"))
    bought = bench_of(*DAY, SolutionCorrected("s", NOTHING, after, measured=True)).solutions["s"].solution
    assert (bought.vehicle, bought.vehicle_percent, bought.solvent) == ("", 0.0, "")

    serum = replace(STOCK, vehicle="", vehicle_percent=0.0, concentration=Amount("100", "percent"))
    other = SolutionCorrected("s", NOTHING, SolutionFacts(solvent="PBS"))
    dissolved = bench_of(SolutionAdded(serum), other).solutions["s"].solution
    assert (dissolved.vehicle, dissolved.vehicle_percent) == ("PBS", 100.0)
