from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Body,
    PortionMoved,
    PortionSplit,
    SolutionAdded,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.state import replay
from benchapp.domain.lab.lab_rules import RULE_NAMES, LabRules
from benchapp.domain.lab.solvents import freezing_point
from benchapp.domain.solutions.freshness import (
    Freshness,
    State,
    StatedLife,
    expiry,
    inherited,
    judge,
    judge_portion,
    limits_for,
    rule_to_ask,
)
from benchapp.domain.solutions.portions import initial_portion, moved
from benchapp.domain.solutions.solution_state import SolutionState, initial_state
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.moments import Moment
from tests.freshness_sequences import run
from tests.making import entry, moment, solution

# At ten on 31 August.
SUMMER = Moment(datetime(2026, 8, 31, 10).astimezone())


def test_a_stock_that_lasts_six_months_is_past_its_use_by_after_28_february() -> None:
    rules = LabRules().with_rule("stock_frozen_20_d", 182, in_months=True)
    stock = solution(made=SUMMER, storage=Storage.FREEZER_20, limits=limits_for(SolutionPurpose.STOCK, rules))
    kept = initial_state(stock)

    judged = judge(kept, SUMMER)
    assert judged.use_by == datetime(2027, 2, 28, 10).astimezone()
    assert judged.life == judged.left
    # What a lab said in days, and what was recorded before, keeps its days.
    days = replace(stock, limits=tuple(replace(one, months=0) for one in stock.limits))
    assert judge(initial_state(days), SUMMER).use_by == SUMMER.wall + timedelta(days=182)


def test_what_is_made_of_it_has_what_it_leaves_by_the_calendar() -> None:
    rules = LabRules().with_rule("stock_frozen_20_d", 182, in_months=True).with_rule("stock_liquid_h", 9999)
    stock = solution(made=SUMMER, storage=Storage.FREEZER_20, limits=limits_for(SolutionPurpose.STOCK, rules))
    kept, later = initial_state(stock), Moment(datetime(2027, 2, 1, 10).astimezone())

    (left,) = (one for one in inherited(stock, kept.portions.all[0], later) if one.kind is LimitKind.AGE)
    assert (left.months, left.span_s) == (0, timedelta(days=27).total_seconds())


def test_a_time_since_the_first_thaw_is_counted_by_the_calendar_from_the_thaw() -> None:
    rules = LabRules().with_rule("stock_thawed_h", 30 * 24, in_months=True).with_rule("stock_liquid_h", 9999)
    stock = solution(made=SUMMER, storage=Storage.FRIDGE, limits=limits_for(SolutionPurpose.STOCK, rules))
    portion = replace(initial_portion(stock), thawed=Moment(datetime(2027, 2, 1, 10).astimezone()))

    judged = judge_portion(stock, portion, Moment(datetime(2027, 2, 2, 10).astimezone()))
    assert judged.use_by == datetime(2027, 3, 1, 10).astimezone()


def test_a_number_that_is_added_up_has_no_months() -> None:
    rules = LabRules().with_rule("stock_liquid_h", 30 * 24, in_months=True)

    assert [one.months for one in limits_for(SolutionPurpose.STOCK, rules)] == [0]
    assert LabRules().with_rule("overage_percent", 3, in_months=True).in_months == frozenset()
    assert rules.with_rule("stock_liquid_h", 24).months("stock_liquid_h") == 0


TWO_HOURS = (Limit(LimitKind.AGE, 7200, "working_room_h", "lab rule"),)
STOCK = limits_for(SolutionPurpose.STOCK, LabRules())


def working() -> SolutionState:
    return initial_state(solution("w", SolutionPurpose.WORKING, Storage.ROOM, TWO_HOURS, 1))


def after(
    *bodies: Body, limits: tuple[Limit, ...] = STOCK, storage: Storage | None = Storage.FREEZER_20
) -> SolutionState:
    stock = replace(solution(limits=limits, storage=storage), aliquot_volume=Amount("100", "uL"))
    entries = [entry(SolutionAdded(stock), 1), *(entry(body, number) for number, body in enumerate(bodies, 2))]
    return replay(entries).solutions["s1"]


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (0.0, State.FRESH),
        (1.499, State.FRESH),
        (1.5, State.USE_SOON),
        (2.0, State.USE_SOON),
        (2.001, State.PAST),
        (48.0, State.PAST),
    ],
)
def test_a_working_solution_goes_from_fresh_to_past(hours: float, state: State) -> None:
    assert judge(working(), moment(hours)).state is state


def test_the_rule_that_set_the_use_by_is_named() -> None:
    judged = judge(working(), moment(0.5))

    assert judged.limit == TWO_HOURS[0]
    assert judged.left == timedelta(hours=1.5)
    assert judged.use_by == moment(2).wall


def test_the_earliest_of_all_limits_decides() -> None:
    parent = Limit(LimitKind.PARENT, 600, "parent", "BC-AAAAAA")
    kept = initial_state(solution("w", SolutionPurpose.WORKING, Storage.ROOM, (*TWO_HOURS, parent), 1))

    assert judge(kept, moment()).limit == parent


def test_without_a_limit_it_is_never_called_fresh() -> None:
    assert judge(initial_state(solution()), moment(10_000)).state is State.NO_LIMIT


def test_frozen_the_liquid_clock_stands_still() -> None:
    frozen = initial_state(solution(limits=STOCK, storage=Storage.FREEZER_20))
    liquid = initial_state(solution(limits=STOCK, storage=Storage.ROOM))

    assert judge(frozen, moment(100)).state is State.NO_LIMIT
    assert judge(liquid, moment(25)).state is State.PAST


def test_freezing_again_stops_the_liquid_clock_and_never_resets_it() -> None:
    thawed = AliquotThawed("s1", 1, moment(10))
    kept = after(thawed, PortionMoved("s1", "e2", 1, "−20 °C", "", moment(20)))

    (tube,) = kept.opened
    assert judge_portion(kept.solution, tube, moment(500)).state is State.NO_LIMIT
    again = after(
        thawed, PortionMoved("s1", "e2", 1, "−20 °C", "", moment(20)), AliquotThawed("s1", 1, moment(500), "e3")
    )
    (tube,) = again.opened
    judged = judge_portion(again.solution, tube, moment(500))
    assert judged.left == timedelta(hours=14)
    assert tube.thaws == 2
    assert judge_portion(again.solution, tube, moment(515)).state is State.PAST


def test_every_tube_has_its_own_clock_and_the_solution_lasts_as_long_as_its_best() -> None:
    kept = after(AliquotThawed("s1", 2, moment(10)))

    assert (kept.left, sum(one.count for one in kept.opened)) == (6, 2)
    (tubes,) = kept.opened
    assert judge_portion(kept.solution, tubes, moment(40)).state is State.PAST
    assert judge(kept, moment(40)).state is State.NO_LIMIT


def test_a_frozen_limit_holds_once_the_lab_has_said_and_goes_on_holding_in_another_freezer() -> None:
    rules = LabRules().with_rule("stock_frozen_20_d", 30)
    limits = limits_for(SolutionPurpose.STOCK, rules)

    kept = after(limits=limits)

    assert judge(kept, moment(29 * 24)).state is State.FRESH
    assert judge(kept, moment(31 * 24)).state is State.PAST
    assert "stock_frozen_20_d" in rules.asked
    moved = after(PortionMoved("s1", "s1", 8, "−80 °C", "box 1", moment(24)), limits=limits)
    assert judge(moved, moment(31 * 24)).state is State.PAST


def test_a_dilution_never_outlives_what_it_was_made_of() -> None:
    kept = after(AliquotThawed("s1", 1, moment(10)))
    (tube,) = kept.opened
    limits = limits_for(SolutionPurpose.STOCK, LabRules(), parents=inherited(kept.solution, tube, moment(30)))

    child = initial_state(solution("c", SolutionPurpose.STOCK, Storage.ROOM, limits, 1, made=moment(30)))

    judged = judge(child, moment(30))
    assert judged.left == timedelta(hours=4)
    assert judged.limit is not None
    assert (judged.limit.rule, judged.limit.source) == ("parent", "BC-S10000")
    frozen = initial_state(solution("c", SolutionPurpose.STOCK, Storage.FREEZER_80, limits, 1, made=moment(30)))
    assert judge(frozen, moment(400)).state is State.NO_LIMIT


def test_at_37_degrees_a_working_solution_lasts_half_an_hour_and_is_not_saved_by_cooling() -> None:
    limits = limits_for(SolutionPurpose.WORKING, LabRules(), solvent="medium")
    warm = initial_state(solution("w", SolutionPurpose.WORKING, Storage.WARM, limits, 1))
    assert judge(warm, moment()).left == timedelta(minutes=30)

    bodies = (
        PortionMoved("s1", "s1", 8, "37 °C", "", moment(0.5)),
        PortionMoved("s1", "e2", 8, "room temperature", "", moment(0.75)),
    )
    kept = after(*bodies, limits=limits, storage=Storage.ROOM)
    assert judge(kept, moment(0.75)).left == timedelta(minutes=15)


def test_the_lab_may_limit_the_time_since_the_first_thaw_and_the_thaws() -> None:
    rules = LabRules().with_rule("stock_thawed_h", 2).with_rule("most_thaws", 1)
    limits = limits_for(SolutionPurpose.STOCK, rules)
    bodies = (
        AliquotThawed("s1", 1, moment(10)),
        PortionMoved("s1", "e2", 1, "−20 °C", "", moment(11)),
        AliquotThawed("s1", 1, moment(11.5), "e3"),
    )

    once, twice = after(bodies[0], limits=limits), after(*bodies, limits=limits)

    judged = judge_portion(once.solution, once.opened[0], moment(11))
    assert judged.left == timedelta(hours=1)
    judged = judge_portion(twice.solution, twice.opened[0], moment(11.5))
    assert judged.state is State.PAST
    assert judged.limit is not None
    assert judged.limit.kind is LimitKind.THAWS


def test_the_date_on_a_lot_follows_the_wall_clock_and_takes_the_place_of_an_earlier_one() -> None:
    until = moment(100).wall
    kept = after(
        SolutionFilled("s1", lot="L7", lot_expiry="2026-11-27", expiries=(expiry(until, "compound", "L7"),)),
        SolutionFilled("s1", expiries=(expiry(until + timedelta(days=1), "compound", "L7"),)),
    )

    judged = judge(kept, moment(90))
    assert judged.use_by == until + timedelta(days=1)
    assert kept.solution.lot_expiry == "2026-11-27"
    set_back = replace(moment(90), wall=moment(10).wall)
    assert judge(kept, set_back).use_by == until + timedelta(days=1)
    assert judge(kept, moment(125)).state is State.PAST


def test_taking_an_amount_leaves_a_known_volume_and_counts_the_thaw() -> None:
    kept = after(AmountTaken("s1", "s1", Amount("30", "uL"), moment(1)))

    (tube,) = kept.opened
    assert (tube.volume_ul, tube.thaws, kept.left) == (70, 1, 7)
    assert kept.thawed == 1
    emptied = after(
        AmountTaken("s1", "s1", Amount("30", "uL"), moment(1)), AmountTaken("s1", "e2", Amount("70", "uL"), moment(2))
    )
    assert emptied.opened == ()


def test_splitting_makes_tubes_and_keeps_what_is_left() -> None:
    kept = after(PortionSplit("s1", "s1", 4, Amount("20", "uL"), moment(1)))

    counts = sorted((one.count, one.volume_ul, one.thaws) for one in kept.portions.all)
    assert counts == [(1, 20, 1), (4, 20, 1), (7, 100, 0)]
    assert kept.left == 7


def test_what_a_recipe_takes_comes_out_of_as_many_tubes_as_it_needs() -> None:
    made = SolutionMade(
        solution("w", SolutionPurpose.WORKING, Storage.ROOM, TWO_HOURS, 1, made=moment(1)),
        taken=(Taken("s1", "s1", 3, Amount("230", "uL"), thawed=True),),
    )

    kept = after(made)

    (tube,) = kept.opened
    assert (kept.left, tube.thaws) == (5, 1)
    assert tube.volume_ul == 70
    assert kept.thawed == 3


def test_of_some_tubes_thrown_away_the_others_stay() -> None:
    assert after(SolutionDiscarded("s1", "dropped", "s1", 3)).left == 5
    assert after(SolutionDiscarded("s1", "dropped", "s1")).discarded == "dropped"


def test_a_storage_given_otherwise_holds_from_the_beginning() -> None:
    wrong = after(storage=Storage.ROOM)
    right = after(SolutionFilled("s1", storage="−20 °C"), storage=Storage.ROOM)

    assert judge(wrong, moment(30)).state is State.PAST
    assert judge(right, moment(30)).state is State.NO_LIMIT
    assert initial_portion(right.solution) == right.portions.all[0]


def test_used_up_and_discarded_are_said() -> None:
    used = after(*(AmountTaken("s1", "", Amount("100", "uL"), moment(number)) for number in range(8)))

    assert judge(used, moment(9)).state is State.USED_UP
    assert judge(replace(working(), discarded="spilt"), moment()).state is State.DISCARDED


def test_at_4_degrees_dmso_is_solid_and_ethanol_is_liquid_in_the_freezer() -> None:
    refrigerated = after(storage=Storage.FRIDGE)
    assert judge(refrigerated, moment(25)).state is State.NO_LIMIT
    thawed = after(AliquotThawed("s1", 1, moment(10)), storage=Storage.FRIDGE)
    assert thawed.opened[0].thaws == 1
    colder = after(PortionMoved("s1", "s1", 8, "4 °C", "", moment(5)))
    assert colder.portions.all[0].thaws == 0

    ethanol = initial_state(replace(solution(limits=(), storage=Storage.FREEZER_20), vehicle="ethanol"))
    (tubes,) = ethanol.portions.all
    assert not tubes.frozen
    assert moved(tubes, Storage.ROOM, moment(1)).thaws == 0


@pytest.mark.parametrize(
    ("solvent", "celsius"),
    [
        ("DMSO", 18.5), ("dimethyl sulfoxide", 18.5), ("water", 0.0), ("PBS", 0.0), ("RPMI + 10 % FBS", 0.0),
        ("EtOH", -114.1), ("70 % ethanol", -30.0), ("10 % ethanol", 0.0), ("methanol", -97.6), ("DMF", -60.5),
        ("something else", 0.0),
    ],
)  # fmt: skip
def test_each_solvent_freezes_where_it_does(solvent: str, celsius: float) -> None:
    assert freezing_point(solvent) == celsius


def test_lab_rules_for_dmso_hold_for_dmso_only() -> None:
    rules = LabRules().with_rule("stock_frozen_20_d", 30).with_rule("stock_fridge_d", 14)

    assert {one.rule for one in limits_for(SolutionPurpose.STOCK, rules, solvent="Dimethyl sulfoxide")} == {
        "stock_liquid_h", "stock_frozen_20_d", "stock_fridge_d",
    }  # fmt: skip
    for solvent in ("water", "ethanol", "PBS", "DMF"):
        assert limits_for(SolutionPurpose.STOCK, rules, solvent=solvent) == ()
    asked = rules.with_rule("stock_other_d", 7)
    assert [one.rule for one in limits_for(SolutionPurpose.STOCK, asked, solvent="water")] == ["stock_other_d"]


def test_the_lab_is_asked_only_for_a_rule_that_nothing_else_answers() -> None:
    dmso, water = solution(), replace(solution(), vehicle="water", storage=Storage.FRIDGE)
    stated = Limit(LimitKind.AGE, 3600.0, "stab.water", "a-source", Storage.FRIDGE)

    assert rule_to_ask(dmso, LabRules()) == "stock_frozen_20_d"
    assert rule_to_ask(dmso, LabRules().with_rule("stock_frozen_20_d", 0)) == ""
    assert rule_to_ask(water, LabRules()) == "stock_other_d"
    assert rule_to_ask(replace(water, limits=(stated,)), LabRules()) == ""
    assert rule_to_ask(replace(dmso, role=SolutionPurpose.WORKING), LabRules()) == ""


@pytest.mark.parametrize(("left_h", "ahead_h", "keeps"), [(None, 500, True), (5, 4, True), (4, 4, True), (3, 4, False)])
def test_a_solution_keeps_for_a_time_where_its_use_by_is_no_sooner(
    left_h: float | None, ahead_h: float, keeps: bool
) -> None:
    left = None if left_h is None else timedelta(hours=left_h)

    assert Freshness(State.FRESH, left=left).keeps(timedelta(hours=ahead_h)) is keeps


@pytest.mark.parametrize("medium", ["medium", "RPMI", "PBS", "water", "our own brew"])
def test_every_watery_working_solution_has_the_same_default(medium: str) -> None:
    limits = limits_for(SolutionPurpose.WORKING, LabRules(), solvent=medium)

    assert [(one.rule, one.span_s) for one in limits] == [("working_room_h", 7200.0), ("working_warm_h", 1800.0)]


def test_what_the_page_states_takes_the_place_of_the_rule_in_that_storage() -> None:
    stated = StatedLife(Storage.FRIDGE, 24 * 3600.0, "stab.own", "a-source")
    limits = limits_for(SolutionPurpose.WORKING, LabRules(), solvent="medium", stated=(stated,))

    cold = initial_state(solution("w", SolutionPurpose.WORKING, Storage.FRIDGE, limits, 1))
    room = initial_state(solution("w", SolutionPurpose.WORKING, Storage.ROOM, limits, 1))
    assert judge(cold, moment()).left == timedelta(hours=24)
    assert judge(room, moment()).left == timedelta(hours=2)


def test_time_at_37_degrees_is_counted_in_all() -> None:
    limits = limits_for(SolutionPurpose.WORKING, LabRules(), solvent="medium")
    bodies = (
        PortionMoved("s1", "s1", 8, "37 °C", "", moment(0)),
        PortionMoved("s1", "e2", 8, "room temperature", "", moment(10 / 60)),
    )
    kept = after(*bodies, limits=limits, storage=Storage.ROOM)

    left = judge(kept, moment(26 / 60)).left
    assert left is not None
    assert left == pytest.approx(timedelta(minutes=20), abs=timedelta(milliseconds=1))
    again = after(*bodies, PortionMoved("s1", "e3", 8, "37 °C", "", moment(0.5)), limits=limits, storage=Storage.ROOM)
    assert judge(again, moment(0.5 + 21 / 60)).state is State.PAST


@given(st.floats(0, 10), st.floats(0, 10))
def test_time_passing_never_moves_the_use_by_later(first: float, later: float) -> None:
    early, late = sorted((first, later))
    one, two = judge(working(), moment(early)), judge(working(), moment(late))

    assert one.left is not None
    assert two.left is not None
    assert two.left <= one.left


def test_no_handling_makes_a_use_by_later_or_thaws_fewer() -> None:
    tally, wrong = run(3000, seed=5)

    assert wrong == []
    assert min(tally.values()) > 100


def test_an_unknown_rule_changes_nothing() -> None:
    assert LabRules().with_rule("no_such_rule", 1.0) == LabRules()
    assert "overage_percent" in RULE_NAMES


UNTIL = moment(100).wall


@pytest.mark.parametrize(
    ("limit", "handled", "left_h"),
    [
        # Made 30 h ago: of a life of 50 h 20 h are left, wherever it is kept then.
        (Limit(LimitKind.AGE, 50 * 3600, "r", "s"), (), 20.0),
        (Limit(LimitKind.PARENT, 50 * 3600, "r", "s"), (), 20.0),
        # 20 h liquid since it was thawed at 10 h.
        (Limit(LimitKind.LIQUID, 24 * 3600, "r", "s"), (AliquotThawed("s1", 1, moment(10)),), 4.0),
        # Warm from 28 h on: 2 of 3 h.
        (Limit(LimitKind.WARM, 3 * 3600, "r", "s"), (PortionMoved("s1", "", 1, "37 °C", "", moment(28)),), 1.0),
        # Since it was first thawed, 20 of 21 h.
        (Limit(LimitKind.THAW, 21 * 3600, "r", "s"), (AliquotThawed("s1", 1, moment(10)),), 1.0),
        # What is past has nothing left, and no less.
        (Limit(LimitKind.AGE, 10 * 3600, "r", "s"), (), 0.0),
    ],
)
def test_time_counts_on_from_where_the_parent_stands(limit: Limit, handled: tuple[Body, ...], left_h: float) -> None:
    kept = after(*handled, limits=(limit,))
    tube = kept.opened[0] if handled and kept.opened else kept.portions.all[-1]

    (own,) = inherited(kept.solution, tube, moment(30))

    assert own.span_s == pytest.approx(left_h * 3600)
    assert (own.rule, own.source) == ("parent", "BC-S10000")


@pytest.mark.parametrize(
    "limit",
    [
        Limit(LimitKind.THAWS, 3, "most_thaws", "s"),
        Limit(LimitKind.EXPIRY, 0, "expiry", "lot", until=UNTIL),
        # It was never thawed: what is made of it begins to count when that is.
        Limit(LimitKind.THAW, 7200, "r", "s"),
    ],
)
def test_what_does_not_depend_on_the_hour_stays_as_it_is(limit: Limit) -> None:
    kept = after(limits=(limit,))

    (own,) = inherited(kept.solution, kept.portions.all[0], moment(30))

    assert own == replace(limit, rule="parent", source="BC-S10000")


def test_a_limit_of_a_place_where_it_never_was_goes_on_holding_there_alone() -> None:
    limits = tuple(
        Limit(LimitKind.AGE, 50 * 3600, "r", "s", storage) for storage in (Storage.FREEZER_20, Storage.FRIDGE)
    )
    kept = after(limits=limits)

    assert [own.storage for own in inherited(kept.solution, kept.portions.all[0], moment(30))] == [None, Storage.FRIDGE]


def test_where_the_page_states_a_life_the_lab_s_rule_holds_elsewhere() -> None:
    stated = tuple(
        StatedLife(storage, 3600.0, "fact", "vendor") for storage in (Storage.ROOM, Storage.WARM, Storage.FREEZER_20)
    )
    rules = LabRules(stock_frozen_20_d=30, stock_frozen_80_d=90)

    working = limits_for(SolutionPurpose.WORKING, rules, solvent="medium", stated=stated)
    stock = limits_for(SolutionPurpose.STOCK, rules, stated=stated)

    by_lab = [(one.kind, one.storage, one.rule) for one in working if one.source == "lab rule"]
    assert by_lab == [(LimitKind.AGE, storage, "working_room_h") for storage in (Storage.FRIDGE, Storage.FREEZER_80)]
    assert [(one.rule, one.storage) for one in stock if one.source == "lab rule"] == [
        ("stock_frozen_80_d", Storage.FREEZER_80)
    ]


@pytest.mark.parametrize(
    ("storage", "vehicle", "medium", "frozen"),
    [
        (Storage.FRIDGE, "DMSO", "", True), (Storage.FRIDGE, "DMSO", "medium", False),
        (Storage.FREEZER_20, "DMSO", "medium", True), (Storage.FREEZER_80, "ethanol", "", False),
        (None, "DMSO", "", False),
    ],
)  # fmt: skip
def test_what_is_frozen_follows_from_what_it_is_dissolved_in(
    storage: Storage | None, vehicle: str, medium: str, frozen: bool
) -> None:
    made = replace(solution(storage=storage), vehicle=vehicle, medium=medium)

    assert made.solvent == (medium or vehicle)
    assert made.frozen is frozen


def test_a_liquid_as_bought_freezes_as_itself_and_the_lab_is_asked_as_for_a_stock_in_it() -> None:
    serum, dmso = (
        replace(solution(storage=Storage.FRIDGE), compound_name=name, vehicle="", vehicle_percent=0.0)
        for name in ("Fetal bovine serum", "DMSO")
    )

    assert (serum.solvent, serum.liquid, serum.frozen, dmso.frozen) == ("", "Fetal bovine serum", False, True)
    assert rule_to_ask(serum, LabRules()) == "stock_other_d"
    assert rule_to_ask(dmso, LabRules()) == "stock_fridge_d"
