import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Cells, Incubation, Plan
from benchapp.domain.incubations.well_course import Brought
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    AliquotThawed,
    Body,
    ChainFaultAnswered,
    ChainFaultFound,
    ChainStarted,
    ClockChanged,
    ComputerNamed,
    IncubationStarted,
    IncubationStopped,
    LabRuleSet,
    PersonNamed,
    PipettesSet,
    PlanChosen,
    RecipeRemoved,
    RecipeSaved,
    RedoseGiven,
    RedoseSkipped,
    Retracted,
    SolutionAdded,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    StepDone,
    Taken,
)
from benchapp.domain.journal.reports.well_contents import brought, brought_to_each, times_the_dose
from benchapp.domain.journal.shared_changes import MOST_REPEATED
from benchapp.domain.journal.state import (
    LabState,
    apply_entry,
    replay,
)
from benchapp.domain.journal.undoing import check_undo, last_undoable
from benchapp.domain.lab.pipettes import Pipette
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solutions import Solution, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from tests.making import entry, incubation, moment, solution


def bench_of(*bodies: Body) -> LabState:
    return replay(entry(body, number) for number, body in enumerate(bodies, 1))


def test_a_made_solution_takes_its_aliquot_from_the_stock() -> None:
    made = SolutionMade(
        solution("w", SolutionPurpose.WORKING, aliquots=1, parents=("s1",)), thawed="s1", thawed_count=1
    )

    bench = bench_of(SolutionAdded(solution()), made)

    assert bench.solutions["s1"].left == 7
    assert bench.solutions["s1"].thawed == 1
    assert [kept.solution.id for kept in bench.in_hand()] == ["s1", "w"]


def test_what_is_filled_in_later_is_known_and_no_longer_asked() -> None:
    bench = bench_of(SolutionAdded(solution(storage=None)), SolutionFilled("s1", "Mara", "L7", "4 °C", ""))

    kept = bench.solutions["s1"]
    assert (kept.solution.made_by, kept.solution.lot, kept.solution.storage) == ("Mara", "L7", Storage.FRIDGE)
    assert kept.solution.place == "box 3, B4"
    assert kept.to_fill == ()


def test_thawing_never_goes_below_none_and_discarding_is_kept_with_its_reason() -> None:
    bench = bench_of(
        SolutionAdded(solution(aliquots=1)), AliquotThawed("s1", 3, moment()), SolutionDiscarded("s1", "spilt")
    )

    assert bench.solutions["s1"].left == 0
    assert bench.solutions["s1"].discarded == "spilt"
    assert bench.in_hand() == ()


def test_an_incubation_goes_through_its_steps() -> None:
    plan = Plan(24 * 3600.0, chosen=True)
    bench = bench_of(
        IncubationStarted(incubation(every_h=48)),
        RedoseGiven("i1", 0, moment(48)),
        RedoseSkipped("i1", 1, "weekend"),
        AlarmAcknowledged("i1", 0, 5.0),
        PlanChosen("i1", plan),
        IncubationStopped("i1", "contaminated"),
    )

    running = bench.incubations["i1"]
    assert running.given == {0: moment(48)}
    assert running.skipped == {1}
    assert running.acknowledged == {0: 5.0}
    assert running.incubation.plan == plan
    assert bench.running() == ()


def test_people_pipettes_and_rules_are_the_latest() -> None:
    pipette = Pipette("P2", 0.2, 2, 0.002, 0.08)
    bench = bench_of(
        PersonNamed("Mara"),
        PersonNamed("Jo"),
        PersonNamed("Mara"),
        PipettesSet((pipette,)),
        LabRuleSet("overage_percent", 20, 10),
    )

    assert bench.people == ("Jo", "Mara")
    assert bench.pipettes == (pipette,)
    assert bench.rules.overage_percent == 20


def test_an_entry_about_something_unknown_changes_nothing() -> None:
    for body in (
        AliquotThawed("x", 1, moment()),
        SolutionFilled("x"),
        SolutionDiscarded("x", ""),
        RedoseGiven("x", 0, moment()),
        ClockChanged(60),
        ComputerNamed("hood-2"),
    ):
        assert replace(apply_entry(LabState(), entry(body)), unseen=LongTuple()) == LabState()


def test_a_retracted_entry_leaves_no_trace() -> None:
    bodies: list[Body] = [SolutionAdded(solution()), AliquotThawed("s1", 1, moment()), Retracted("e2")]

    assert bench_of(*bodies) == bench_of(bodies[0])


def test_undo_is_refused_while_something_later_rests_on_it() -> None:
    entries = [entry(SolutionAdded(solution()), 1), entry(AliquotThawed("s1", 1, moment()), 2)]

    with pytest.raises(BenchError) as refused:
        check_undo("e1", entries)

    assert refused.value.code is Message.NEEDED_BY_LATER
    assert refused.value.values["entry"] == "e2"
    assert check_undo("e2", entries) is entries[1]
    entries.append(entry(Retracted("e2"), 3))
    assert check_undo("e1", entries) is entries[0]


@pytest.mark.parametrize(
    ("later", "holds"),
    [
        (AlarmAcknowledged("i1", 0, 5.0, ends=False), False),
        (AlarmSnoozed("i1", 0, moment(1)), False),
        # As it was once, the incubation was over with it.
        (AlarmAcknowledged("i1", 0, 5.0), True),
        (StepDone("i1", 0, moment(1)), True),
    ],
)
def test_an_alarm_that_was_answered_does_not_hold_the_start_that_was_a_mistake(later: Body, *, holds: bool) -> None:
    entries = [entry(IncubationStarted(incubation()), 1), entry(later, 2)]

    if holds:
        with pytest.raises(BenchError):
            check_undo("e1", entries)
    else:
        assert check_undo("e1", entries) is entries[0]
        assert not replay([*entries, entry(Retracted("e1"), 3)]).running()


@pytest.mark.parametrize("wanted", ["e1", "e3", "nothing"])
def test_what_is_undone_or_no_action_cannot_be_undone(wanted: str) -> None:
    entries = [entry(ChainStarted("here"), 1), entry(PersonNamed("Mara"), 2), entry(Retracted("e2"), 3)]

    with pytest.raises(BenchError):
        check_undo(wanted, entries)
    assert last_undoable(reversed(entries)) is None


# -- what calculators put there again -------------------------------------------------------------------------------


def test_a_saved_recipe_takes_the_place_of_the_one_of_its_name() -> None:
    bench = bench_of(
        RecipeSaved("usual", "len", "dilute", {"c1": "10 mM"}), RecipeSaved("usual", "len", "dilute", {"c1": "20 mM"})
    )

    (kept,) = bench.recipes.values()
    assert (kept.name, kept.compound, kept.tool, kept.inputs) == ("usual", "len", "dilute", {"c1": "20 mM"})


def test_a_recipe_that_was_removed_is_gone_and_the_others_stay() -> None:
    saved = [RecipeSaved(name, "", "buffer", {"name": name}) for name in ("PBS", "TBS")]
    bench = bench_of(*saved, RecipeRemoved("PBS"), RecipeRemoved("no such recipe"))

    assert list(bench.recipes) == ["TBS"]


def test_what_was_made_by_a_calculator_can_be_made_again_the_latest_fifty() -> None:
    made = [
        SolutionMade(solution(f"w{number}", SolutionPurpose.WORKING), tool="dilute", inputs={"c1": str(number)})
        for number in range(MOST_REPEATED + 2)
    ]

    kept = bench_of(*made, SolutionMade(solution("by hand", SolutionPurpose.WORKING))).repeatable

    assert len(kept) == MOST_REPEATED
    assert [(kept[place].solution, kept[place].inputs) for place in (0, -1)] == [
        ("w2", {"c1": "2"}), ("w51", {"c1": "51"}),
    ]  # fmt: skip


def test_the_cells_and_the_solution_of_last_time_are_known() -> None:
    first, again = incubation("i1"), incubation("i2")
    bench = bench_of(
        SolutionAdded(solution("s1")), SolutionAdded(solution("s2")),
        IncubationStarted(replace(first, cells=Cells("H929", "human", 14))),
        IncubationStarted(replace(again, cells=Cells("H929", "human", 20))),
        IncubationStarted(replace(incubation("i3"), cells=Cells("", "mouse"))),
        IncubationStarted(replace(incubation("i4"), cells=Cells("MM.1S", "human", 3))),
    )  # fmt: skip

    assert [(cells.name, cells.passage) for cells in bench.cells()] == [("MM.1S", 3), ("H929", 20)]
    found = bench.latest("len")
    assert found is not None
    assert found.id == "s2"
    assert bench.latest("another") is None


@pytest.mark.parametrize("right", ["L240612", ""])
def test_the_lot_of_last_time_is_as_it_was_corrected(right: str) -> None:
    stock = replace(solution(), lot="L240611")
    dilution = replace(solution("w", SolutionPurpose.WORKING, parents=("s1",)), lot="L240611")
    corrected = SolutionCorrected("s1", SolutionFacts(lot="L240611"), SolutionFacts(lot=right))
    for made in ([SolutionAdded(stock)], [SolutionAdded(stock), SolutionAdded(dilution)]):
        found = bench_of(*made, corrected).latest(stock.compound)
        assert found is not None
        assert found.lot == right

    unknown = bench_of(SolutionAdded(solution()), SolutionAdded(dilution)).latest(stock.compound)
    assert unknown is not None
    assert unknown.lot == "L240611"


# -- what doses brought ---------------------------------------------------------------------------------------------

WITH_WELLS = {"dose 0": 0.1, "dose 1": 0.05, "vehicle control": 0.1}


def redosed(given_with: Solution, started: Incubation) -> LabState:
    return bench_of(
        IncubationStarted(started), SolutionAdded(given_with), RedoseGiven("i1", 0, moment(48), given_with.id)
    )


def dosed(**more: object) -> Solution:
    working = solution("w", SolutionPurpose.WORKING)
    return replace(working, concentration=Amount("20", "uM"), vehicle_percent=0.2, **more)


@pytest.mark.parametrize(
    ("given_with", "percents", "doses"),
    [
        # 20 µM of what is to be 10 µM is two doses, with its 0.2 % of vehicle.
        (dosed(), {0: 0.2}, {0: 2.0}),
        # Each kind of well got its own vehicle; one that is not named got the most.
        (dosed(percent_by_well={"dose 0": 0.3, "dose 1": 0.15}), {0: 0.15}, {0: 2.0}),
        (dosed(percent_by_well={"dose 0": 0.3}), {0: 0.3}, {0: 2.0}),
        # Another vehicle, and what is given on another scale, say nothing.
        (dosed(vehicle="ethanol"), {}, {}),
        (replace(dosed(), concentration=Amount("1", "mg/mL")), {0: 0.2}, {}),
        (replace(dosed(), vehicle_percent=0.0), {}, {0: 2.0}),
    ],
)
def test_what_a_re_dose_brought_is_read_from_what_it_was_given_with(
    given_with: Solution, percents: dict[int, float], doses: dict[int, float]
) -> None:
    started = replace(incubation(every_h=48), percent_by_well=WITH_WELLS)
    bench = redosed(given_with, started)

    found = brought(bench, bench.incubations["i1"], "dose 1")

    assert (found.first_percent, found.given_percent) == (0.05, percents)
    assert dict(found.given_doses) == pytest.approx(doses)


def test_a_well_that_was_not_distinguished_got_what_all_got() -> None:
    bench = redosed(dosed(), incubation(every_h=48))

    assert brought(bench, bench.incubations["i1"]).first_percent == 0.1
    assert brought_to_each(bench, bench.incubations["i1"]) == (brought(bench, bench.incubations["i1"]),)


def test_each_kind_of_dosed_well_is_distinguished() -> None:
    bench = redosed(dosed(), replace(incubation(every_h=48), percent_by_well=WITH_WELLS))
    running = bench.incubations["i1"]

    assert running.incubation.dosed_wells == ("dose 0", "dose 1")
    assert running.incubation.vehicle_ends == (0.05, 0.1)
    assert incubation().vehicle_ends == (0.1, 0.1)
    assert [brought.first_percent for brought in brought_to_each(bench, running)] == [0.1, 0.05]


def test_of_tubes_that_share_a_well_one_says_nothing_of_all() -> None:
    started = replace(incubation(every_h=48), tool="combine")
    bench = redosed(dosed(), started)

    assert brought(bench, bench.incubations["i1"]) == Brought(0.1)
    # Only the whole rack does.
    whole = redosed(dosed(percent_by_well={"dose 0": 0.3}), started)
    assert brought(whole, whole.incubations["i1"]).given_percent == {0: 0.3}


def test_what_is_not_in_this_journal_brought_nothing_that_is_known() -> None:
    bench = bench_of(IncubationStarted(incubation(every_h=48)), RedoseGiven("i1", 0, moment(48), "elsewhere"))

    assert brought(bench, bench.incubations["i1"]) == Brought(0.1)


@pytest.mark.parametrize(
    ("strong", "dose", "times"),
    [(("20", "uM"), ("10", "uM"), 2.0), (("1", "mM"), ("10", "uM"), 100.0), (("1", "mg/mL"), ("10", "uM"), None),
     (("20", "uM"), ("0", "uM"), None), (("20", "?"), ("10", "uM"), None)],
)  # fmt: skip
def test_how_many_doses_a_solution_is_follows_on_one_scale(
    strong: tuple[str, str], dose: tuple[str, str], times: float | None
) -> None:
    found = times_the_dose(replace(solution(), concentration=Amount(*strong)), Amount(*dose))

    assert found == (None if times is None else pytest.approx(times))


def test_dosing_cells_takes_of_what_was_made_and_throws_the_rest_away() -> None:
    working = replace(solution("w", SolutionPurpose.WORKING, aliquots=1), aliquot_volume=Amount("1", "mL"))
    other = replace(working, id="v")
    taken = (Taken("w", "w", 1, Amount("400", "uL")),)

    bench = bench_of(
        SolutionAdded(working), SolutionAdded(other),
        IncubationStarted(incubation(), taken=(*taken, Taken("gone")), discarded=("v", "gone")),
    )  # fmt: skip

    (left,) = bench.solutions["w"].portions.all
    assert left.volume_ul == pytest.approx(600)
    assert (bench.solutions["v"].discarded, bench.solutions["v"].left) == ("left over", 0)
    again = bench_of(
        SolutionAdded(working), IncubationStarted(incubation()), RedoseGiven("i1", 0, moment(48), "w", taken, ("w",))
    )
    assert again.solutions["w"].discarded == "left over"


# -- the journal itself ---------------------------------------------------------------------------------------------


def test_what_is_wrong_with_the_journal_stays_open_until_somebody_looks_into_it() -> None:
    found = ChainFaultFound("hash_differs", "c", 7)
    bench = bench_of(found, ChainFaultFound("entry_missing", "c", 9), ChainFaultAnswered("e1", "restored"))

    (left,) = bench.open_faults()
    assert left.key == ("entry_missing", "c", 9)
    assert bench.faults["e1"].answer == "restored"
    assert ChainFaultAnswered("e1", "").refers() == {"e1"}
    assert bench_of(ChainFaultAnswered("elsewhere", "restored")) == LabState()


def test_another_computer_s_entry_is_not_undone_here() -> None:
    entries = [entry(SolutionAdded(solution()), 1)]

    assert check_undo("e1", entries, {"c"}) is entries[0]
    with pytest.raises(BenchError) as refused:
        check_undo("e1", entries, {"here"})
    assert refused.value.code is Message.UNDO_ELSEWHERE
    assert last_undoable(entries, {"here"}) is None
    assert last_undoable(entries, {"c"}) is entries[0]


def test_whoever_made_something_was_here() -> None:
    bench = bench_of(PersonNamed("Jo"), SolutionAdded(replace(solution(), made_by="Mara")))

    assert (bench.people, bench.workers) == (("Jo", "Mara"), {"c": "Mara"})


bodies = st.sampled_from(
    [
        SolutionAdded(solution("s1")),
        SolutionAdded(solution("s2")),
        SolutionMade(solution("w", SolutionPurpose.WORKING, parents=("s1",)), "s1", 1),
        AliquotThawed("s1", 1, moment()),
        SolutionDiscarded("s2", "old"),
        IncubationStarted(incubation()),
        AlarmAcknowledged("i1", 0, 1.0),
        LabRuleSet("overage_percent", 20, 10),
        PersonNamed("Mara"),
    ]
)


@given(st.lists(bodies, max_size=20))
def test_adding_entry_by_entry_gives_what_a_replay_gives(events: list[Body]) -> None:
    entries = [entry(body, number) for number, body in enumerate(events, 1)]
    bench = LabState()
    for one in entries:
        bench = apply_entry(bench, one)

    assert bench == replay(entries)


@given(st.lists(bodies, min_size=1, max_size=12), st.data())
def test_undoing_gives_what_was_before_it(events: list[Body], data: st.DataObject) -> None:
    entries = [entry(body, number) for number, body in enumerate(events, 1)]
    last = len(entries)

    undone = replay([*entries, entry(Retracted(f"e{last}"), last + 1)])

    # An incubation that is undone stays known, as others may go on with it.
    known = [events[-1].incubation.id] if isinstance(events[-1], IncubationStarted) else []
    assert list(undone.withdrawn) == [name for name in known if name not in undone.incubations]
    assert replace(undone, withdrawn={}) == replay(entries[:-1])


def test_the_first_answer_of_a_lab_holds_for_the_stock_that_had_waited_for_it() -> None:
    waited, other = SolutionAdded(solution("s1")), SolutionAdded(solution("s2"))
    asked = LabRuleSet("stock_frozen_20_d", 91.0, 0.0, ("s1", "gone"))
    bench = bench_of(waited, other, asked)

    (limit,) = bench.solutions["s1"].solution.limits
    assert (limit.rule, limit.span_s, limit.storage) == ("stock_frozen_20_d", 91 * 86400.0, Storage.FREEZER_20)
    assert bench.solutions["s2"].solution.limits == ()
    # A rule that sets no limit, and one that is changed later, leave what there is as it was made.
    assert bench_of(waited, LabRuleSet("stock_frozen_20_d", 0.0, 0.0, ("s1",))).solutions["s1"].solution.limits == ()
    later = bench_of(waited, asked, LabRuleSet("stock_frozen_20_d", 30.0, 91.0))
    assert later.solutions["s1"].solution.limits == (limit,)
    # The first versions wrote days for months: what was recorded keeps its date, what is made now has months.
    assert (limit.months, bench.rules.months("stock_frozen_20_d")) == (0, 3)


def test_an_answer_in_months_is_months_of_the_calendar_for_the_stock_that_had_waited_for_it() -> None:
    asked = LabRuleSet("stock_frozen_20_d", 182.0, 0.0, ("s1",), in_months=True)
    bench = bench_of(SolutionAdded(solution("s1")), asked)

    assert bench.solutions["s1"].solution.limits[0].months == 6
    in_days = bench_of(asked, LabRuleSet("stock_frozen_20_d", 182.0, 182.0, in_months=False, was_in_months=True))
    assert in_days.rules.months("stock_frozen_20_d") == 0
