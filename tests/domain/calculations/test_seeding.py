import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchapp.domain.calculations.seeding import Pipetted, Seeding, pipetted, read_count, seed, seeded_off
from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.recipes.mixing import Lab

COUNTS = st.floats(1e3, 1e8)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.2e6", 1.2e6), ("1,2e6", 1.2e6), ("1.2e6 cells/mL", 1.2e6), ("1.2 × 10^6 /mL", 1.2e6), ("1.2x10⁶", 1.2e6),
        ("1.2*10**6", 1.2e6), ("20000", 20000.0), ("20000 cells", 20000.0), ("20000 per well", 20000.0), ("5", 5.0),
    ],
)  # fmt: skip
def test_a_count_is_read_as_it_is_written(text: str, count: float) -> None:
    assert read_count(text) == pytest.approx(count)


@pytest.mark.parametrize("text", ["", "many", "1,200", "-5", "0", "5 mM", "1e99", "1.2 × 10^6 × 10^6", "nan"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        read_count(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2e5/cm2", Message.COUNT_PER), ("2e5 per cm²", Message.COUNT_PER), ("~1e6", Message.COUNT_VAGUE),
        ("2-5e5", Message.COUNT_VAGUE), ("1" * 65, Message.TOO_LONG), ("0 k", Message.NOT_POSITIVE),
        ("1e13", Message.OUT_OF_RANGE), ("-5", Message.NEGATIVE), ("  ", Message.EMPTY),
        ("1,200 k", Message.TWO_READINGS),
    ],
)  # fmt: skip
def test_what_is_no_count_is_refused_with_its_reason(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_count(text)

    assert refused.value.code is code


@pytest.mark.parametrize(
    ("text", "count"),
    [("two million cells", 2e6), ("drei Millionen", 3e6), ("half a million", 5e5), ("1,5 k", 1500), ("5e5 Z/ml", 5e5)],
)
def test_a_number_in_words_is_read_before_a_thousand_or_a_million(text: str, count: float) -> None:
    assert read_count(text) == pytest.approx(count)


@pytest.mark.parametrize(
    ("text", "per", "wanted"), [("1e5/cm2", "well", "well"), ("1e5/cm²", "", "mL or well"), ("1e5/mL", "well", "well")]
)
def test_a_count_per_something_else_says_what_is_asked_for(text: str, per: str, wanted: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_count(text, per=per)

    assert (refused.value.code, refused.value.values["wanted"]) == (Message.COUNT_PER, wanted)
    assert refused.value.values["found"] == text.partition("/")[2].replace("cm2", "cm²")


def test_a_worked_example() -> None:
    # 96 wells of 100 µL and 10 % more are 10.56 mL; at 2e5 per mL these hold 2.112e6 cells, of a suspension with
    # 1.2e6 × 95 % = 1.14e6 living cells per mL: 1.8526 mL of it.
    solved = seed(1.2e6, 95.0, 20_000, 96, 0.1, 10.0)

    assert solved.total_ml == pytest.approx(10.56)
    assert solved.take_ml == pytest.approx(1.8526, abs=1e-4)
    assert solved.medium_ml == pytest.approx(8.7074, abs=1e-4)
    assert solved.per_ml == pytest.approx(2e5)


@given(COUNTS, st.floats(1, 100), st.floats(10, 1e6), st.integers(1, 1536), st.floats(0.01, 5), st.floats(0, 50))
def test_the_cells_taken_are_the_cells_wanted(
    counted: float, viable: float, per_well: float, wells: int, well_ml: float, overage: float
) -> None:
    assume(per_well / well_ml <= counted * viable / 100)

    solved = seed(counted, viable, per_well, wells, well_ml, overage)

    assert solved.take_ml * counted * viable / 100 == pytest.approx(per_well * wells * (1 + overage / 100))
    assert solved.take_ml + solved.medium_ml == pytest.approx(solved.total_ml)
    assert solved.take_ml <= solved.total_ml * (1 + 1e-9)


def test_a_suspension_that_is_too_thin_is_said_with_what_to_spin_down() -> None:
    with pytest.raises(CalculationError) as error:
        seed(1e5, 100.0, 20_000, 10, 0.1, 0.0)

    assert error.value.code is Message.SUSPENSION_TOO_THIN
    # 200 000 cells at 1e5 per mL are in 2 mL, and are wanted in 1 mL.
    assert error.value.values["spin_ml"] == pytest.approx(2.0)
    assert error.value.values["up_ml"] == pytest.approx(1.0)
    assert seed(2e5, 100.0, 20_000, 10, 0.1, 0.0).medium_ml == pytest.approx(0.0)


@pytest.mark.parametrize("viable", [0.0, -1.0, 101.0])
def test_a_viability_outside_its_range_is_refused(viable: float) -> None:
    with pytest.raises(CalculationError) as error:
        seed(1e6, viable, 1000, 1, 1.0, 0.0)

    assert error.value.values["field"] == "viable"


LAB = Lab(LabRules(), USUAL_PIPETTES)


def cells_per_ml(counted: float, ways: Pipetted) -> float:
    """Follow the cells through every tube."""
    held = counted
    for one in ways.predilutions:
        held *= one.take.volume_ul / (one.take.volume_ul + one.medium.volume_ul)
    medium_ul = 0.0 if ways.medium is None else ways.medium.volume_ul
    return held * ways.take.volume_ul / (ways.take.volume_ul + medium_ul)


def test_570_nl_of_a_suspension_are_taken_of_a_tenfold_dilution() -> None:
    # 1e6 living cells per mL, 0.54 cells in each of 96 wells of 100 µL and 10 % more: 57 cells, 57 nL.
    ways = pipetted(seed(1e5, 100, 0.54, 96, 0.1, 10), LAB)

    ((first,), take) = (ways.predilutions, ways.take)
    assert first.factor == 10
    assert (first.take.set_ul, first.medium.set_ul) == (10.0, 90.0)
    assert take.volume_ul == pytest.approx(5.702, abs=0.01)
    assert cells_per_ml(1e5, ways) == pytest.approx(5.4, rel=0.005)


def test_far_too_little_is_taken_after_several_steps() -> None:
    solved = seed(1e9, 100, 1, 96, 0.1, 10)
    assert solved.take_ml * 1e9 == pytest.approx(105.6)

    ways = pipetted(solved, LAB)

    assert [one.factor for one in ways.predilutions] == [10.0, 1000.0, 100_000.0]
    assert [(one.take.set_ul, one.medium.set_ul) for one in ways.predilutions] == [
        (10.0, 90.0),
        (10.0, 990.0),
        (10.0, 990.0),
    ]
    assert ways.take.volume_ul == pytest.approx(10.56)
    assert ways.medium is not None
    assert ways.medium.volume_ul == pytest.approx(10_549.44, rel=0.01)


def test_what_can_be_pipetted_is_not_diluted_before() -> None:
    ways = pipetted(seed(1.2e6, 95, 20_000, 96, 0.1, 10), LAB)

    assert ways.predilutions == ()
    assert (ways.take.pipette, ways.take.times, ways.take.set_ul) == ("P1000", 2, 926.0)


def test_medium_too_little_to_matter_is_left_out() -> None:
    ways = pipetted(seed(1e6, 100, 99_990, 96, 0.1, 0), LAB)

    assert ways.medium is None
    assert ways.take.volume_ul == pytest.approx(9600, rel=0.01)


def test_too_small_a_batch_for_any_way_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        pipetted(seed(1e6, 100, 1000, 1, 0.003, 0), LAB)

    assert refused.value.code is Message.NO_PIPETTE


@pytest.mark.parametrize(
    ("seeding", "lab"),
    [
        # Two cells in all of 1e15 per mL: more tenfold steps than any suspension takes.
        (seed(1e15, 100, 0.02, 96, 0.1, 10), LAB),
        # 0.5 µL are 5 mL after four tenfold steps, but nothing here sets the 100 µL that a 1:100 into 10 mL takes.
        (seed(1e6, 100, 500 / (96 * 1.1), 96, 0.1, 10), Lab(LabRules(), (Pipette("P5000", 1000, 5000, 10, 10),))),
    ],
)  # fmt: skip
def test_cells_that_no_chain_of_dilutions_brings_down_are_refused(seeding: Seeding, lab: Lab) -> None:
    with pytest.raises(CalculationError) as refused:
        pipetted(seeding, lab)

    assert refused.value.code is Message.NO_PIPETTE
    assert refused.value.values["volume_ul"] == pytest.approx(seeding.take_ml * 1000)


@pytest.mark.parametrize(
    ("counted", "per_well", "factor"), [(1.2e6, 20_000.0, 1.0), (1e5, 0.54, 10.0), (1e9, 1.0, 1e5)]
)
def test_what_is_taken_was_diluted_as_often_as_its_last_dilution(
    counted: float, per_well: float, factor: float
) -> None:
    solved = seed(counted, 100, per_well, 96, 0.1, 10)
    ways = pipetted(solved, LAB)

    assert ways.factor == factor
    assert ways.take.wanted_ul == pytest.approx(solved.take_ml * 1000 * factor)


def test_less_than_one_cell_for_a_whole_plate_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        seed(1e6, 100, 0.01, 96, 0.1, 10)

    assert (refused.value.code, refused.value.values["field"]) == (Message.LESS_THAN_A_CELL, "per_well")
    # A third of a cell a well is limiting dilution: 32 cells on a plate of 96.
    assert seed(1e6, 100, 1 / 3, 96, 0.1, 0).cells == pytest.approx(32)


@given(counted=st.floats(1e3, 1e10), share=st.floats(1e-9, 1.0), wells=st.integers(1, 1536), ul=st.floats(5, 2000))
def test_the_wells_get_their_cells_by_every_way(counted: float, share: float, wells: int, ul: float) -> None:
    assume(counted * share * ul / 1000 * wells >= 1)
    try:
        ways = pipetted(seed(counted, 100, counted * share * ul / 1000, wells, ul / 1000, 10), LAB)
    except CalculationError as error:
        assert error.code is Message.NO_PIPETTE
        return
    pours = [ways.take, *(one.take for one in ways.predilutions), *(one.medium for one in ways.predilutions)]

    assert all(way.set_ul >= 2 for way in pours)
    # What is diluted before can all be set within the error that the lab accepts.
    if ways.predilutions:
        assert all(way.relative_error <= 0.05 + 1e-9 for way in pours if way.wanted_ul < 50)
        last = ways.predilutions[-1]
        assert ways.take.volume_ul <= last.take.volume_ul + last.medium.volume_ul
    off = ways.take.relative_error + sum(one.take.relative_error for one in ways.predilutions)
    assert cells_per_ml(counted, ways) == pytest.approx(counted * share, rel=off + 0.11)


def test_every_pipetting_of_the_cells_counts_in_how_far_off_a_well_is() -> None:
    # 1 cell a well of 1e9 per mL: 1:10, 1:100, 1:100, then 10.56 µL for the plate, and 100 µL into each well.
    ways = pipetted(seed(1e9, 100, 1, 96, 0.1, 10), LAB)
    off = seeded_off(ways, 100, LAB)

    # P20 ± 0.2 µL, P200 ± 1.6 µL, P1000 ± 8 µL, 25 mL serological ± 100 µL; what is taken is a part of its tube, too.
    taken = (0.2 / 10 * 0.9, 0.2 / 10 * 0.99, 0.2 / 10 * 0.99, 0.2 / 10.56 * (1 - 10.56 / 10_610.56))
    diluent = (1.6 / 100, 8 / 1000, 8 / 1000, 100 / 10_610.56)
    into_well, rounded = 1.6 / 100, 1 - 10_560 / 10_610.56
    slips = (*taken, *diluent, into_well, rounded)
    assert off.typical == pytest.approx(math.sqrt(sum(slip**2 for slip in slips)), rel=1e-3)
    assert off.typical == pytest.approx(0.047, abs=5e-4)

    # At worst the P20 gives too much each time, the other pipettes too little diluent, and the P200 too much into wells
    # as into the first dilution, where it takes back almost as much.
    first, others = 10.2 / (10.2 + 91.6) * 10, 10.2 / (10.2 + 982) * 100
    plate = 10.76 / (10.76 + 10_500) * 10_610.56 / 10.56
    worst = first * others**2 * plate * 1.016 * (1 + rounded) - 1
    assert off.worst == pytest.approx(worst, rel=1e-2)
    assert off.worst == pytest.approx(0.112, abs=1e-3)


@given(st.floats(1e5, 1e10), st.floats(1, 1e4), st.sampled_from([6, 96, 384]))
def test_a_well_of_cells_is_never_surer_than_the_last_pipetting(counted: float, per_well: float, wells: int) -> None:
    assume(per_well * 10 <= counted)
    ways = pipetted(seed(counted, 100, per_well, wells, 0.1, 10), LAB)
    off = seeded_off(ways, 100, LAB)

    least = [1.6 / 100, *(0.85 * one.take.error_ul / one.take.wanted_ul for one in ways.predilutions)]
    assert off.worst >= off.typical >= math.hypot(*least)
