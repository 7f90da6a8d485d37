"""How a concentration follows from the amounts that were really used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.solutions.corrections import (
    SolutionFacts,
    several_compounds,
    strength_of,
    stronger,
    total_ul,
)
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import Amount, multiplied
from tests.making import solution

STOCK = solution("s1")
WORKING = replace(
    solution("w", SolutionPurpose.WORKING, aliquots=1, parents=("s1",)),
    concentration=Amount("100", "uM"), vehicle_percent=1.0, medium="RPMI", aliquot_volume=Amount("1", "mL"),
)  # fmt: skip
IN_1_ML = SolutionFacts(solvent_volume=Amount("1", "mL"))
AS_PLANNED = SolutionFacts(stock_volume=Amount("10", "uL"), solvent_volume=Amount("990", "uL"))


def test_twice_the_stock_in_the_same_medium_is_not_quite_twice_as_strong() -> None:
    strength = strength_of(WORKING, AS_PLANNED, SolutionFacts(stock_volume=Amount("20", "uL")), STOCK)

    really = stronger(WORKING, strength)
    assert really.concentration.value == pytest.approx(10_000 * 20 / 1010)
    assert really.vehicle_percent == pytest.approx(100 * 20 / 1010)


def test_less_medium_is_stronger_and_the_wells_of_a_dose_follow() -> None:
    by_well = {"dose 0": 0.1, "vehicle control": 0.1}
    strength = strength_of(WORKING, AS_PLANNED, SolutionFacts(solvent_volume=Amount("490", "uL")), STOCK)

    really = stronger(replace(WORKING, percent_by_well=by_well), strength)
    assert (strength.times, strength.vehicle_times) == pytest.approx((2.0, 2.0))
    assert really.percent_by_well == {"dose 0": pytest.approx(0.2), "vehicle control": 0.1}


def test_of_a_series_every_tube_follows_and_its_matched_vehicle_stays() -> None:
    series = replace(WORKING, doses=(Amount("100", "uM"), Amount("10", "uM")))
    strength = strength_of(series, AS_PLANNED, SolutionFacts(stock_volume=Amount("5", "uL")), STOCK)

    assert strength.vehicle_times == 1
    assert [one.value for one in stronger(series, strength).doses] == pytest.approx([50.25125, 5.025125], rel=1e-5)


@pytest.mark.parametrize(
    ("before", "after", "times"),
    [
        (replace(IN_1_ML, mass=Amount("5", "mg")), SolutionFacts(mass=Amount("10", "mg")), 2),
        (IN_1_ML, SolutionFacts(solvent_volume=Amount("0.5", "mL")), 2),
        (SolutionFacts(mass=Amount("5", "mg")), SolutionFacts(mass=Amount("10", "mg")), 1),
        # Where nobody stated what was weighed in, the molar mass tells: 2.5926 mg in 1 mL are 10 mM.
        (SolutionFacts(), SolutionFacts(mass=Amount("5.1852", "mg"), solvent_volume=Amount("1", "mL")), 2),
        (SolutionFacts(), SolutionFacts(mass=Amount("5", "mg")), 1),
        (SolutionFacts(mass=Amount("5", "U")), SolutionFacts(mass=Amount("10", "U")), 1),
    ],
)  # fmt: skip
def test_a_powder_that_was_dissolved(before: SolutionFacts, after: SolutionFacts, times: float) -> None:
    assert strength_of(STOCK, before, after, None).times == pytest.approx(times)


def test_a_mass_concentration_needs_no_molar_mass_and_another_scale_says_nothing() -> None:
    weighed = SolutionFacts(mass=Amount("5", "mg"), solvent_volume=Amount("1", "mL"))

    assert strength_of(replace(STOCK, concentration=Amount("2.5", "mg/mL")), SolutionFacts(), weighed, None).times == 2
    assert not strength_of(replace(STOCK, concentration=Amount("1", "x")), SolutionFacts(), weighed, None).changes


@pytest.mark.parametrize(
    ("before", "after", "times"),
    [
        (SolutionFacts(), SolutionFacts(stock_volume=Amount("20", "uL")), 1),
        (SolutionFacts(), SolutionFacts(stock_volume=Amount("20", "uL"), solvent_volume=Amount("980", "uL")), 2),
        (SolutionFacts(stock_volume=Amount("20", "uL")), SolutionFacts(solvent_volume=Amount("980", "uL")), 2),
    ],
)  # fmt: skip
def test_amounts_that_nobody_had_stated_count_from_the_stock(
    before: SolutionFacts, after: SolutionFacts, times: float
) -> None:
    assert strength_of(WORKING, before, after, STOCK).times == pytest.approx(times)
    unlike = replace(STOCK, concentration=Amount("1", "mg/mL"))
    assert not strength_of(WORKING, before, after, unlike).changes


VOLUMES = st.floats(0.5, 5000)


@given(VOLUMES, VOLUMES, VOLUMES, VOLUMES)
def test_whatever_was_recorded_the_tube_holds_what_was_really_mixed(
    recorded: float, medium: float, stock: float, solvent: float
) -> None:
    """A mixing of real volumes is the oracle: what was planned does not matter to what is in the tube."""
    planned = replace(
        WORKING,
        concentration=Amount(repr(10_000 * recorded / (recorded + medium)), "uM"),
        vehicle_percent=100 * recorded / (recorded + medium),
    )
    before = SolutionFacts(stock_volume=Amount(repr(recorded), "uL"), solvent_volume=Amount(repr(medium), "uL"))
    after = SolutionFacts(stock_volume=Amount(repr(stock), "uL"), solvent_volume=Amount(repr(solvent), "uL"))

    really = stronger(planned, strength_of(planned, before, after, STOCK))

    assert really.concentration.value == pytest.approx(10_000 * stock / (stock + solvent), rel=1e-6)
    assert really.vehicle_percent == pytest.approx(100 * stock / (stock + solvent), rel=1e-6)


def test_of_a_stock_that_went_through_an_intermediate_only_a_share_brings_vehicle() -> None:
    planned = SolutionFacts(stock_volume=Amount("20", "uL"), solvent_volume=Amount("980", "uL"))
    strength = strength_of(WORKING, planned, SolutionFacts(stock_volume=Amount("40", "uL")), STOCK)

    assert strength.vehicle_times * WORKING.vehicle_percent == pytest.approx(100 * 20 / 1020)
    unlike = replace(STOCK, concentration=Amount("1", "mg/mL"))
    other = strength_of(WORKING, planned, SolutionFacts(stock_volume=Amount("40", "uL")), unlike)
    assert other.vehicle_times * WORKING.vehicle_percent == pytest.approx(100 * 30 / 1020)


def test_one_without_vehicle_stays_so() -> None:
    plain = replace(WORKING, vehicle_percent=0.0)

    assert strength_of(plain, AS_PLANNED, SolutionFacts(stock_volume=Amount("20", "uL")), STOCK).vehicle_times == 1


def test_what_there_is_in_all() -> None:
    assert total_ul(WORKING) == 1000
    assert total_ul(replace(STOCK, volume=Amount("2", "mL"))) == 2000
    assert total_ul(STOCK) is None
    assert several_compounds(replace(STOCK, compound_name="Lenalidomide + MG-132"))
    assert multiplied(Amount("10", "uM", "10 µM"), 2) == Amount("20", "uM")
    assert SolutionFacts(lot="", dark=False).changed() == ("lot", "dark")


def test_what_was_measured_stays_and_only_the_vehicle_follows_from_the_amounts() -> None:
    # 1 % of DMSO by 10 in 1000; measured as a hundredth of what was computed.
    measured = replace(WORKING, concentration=Amount("1", "uM"))

    strength = strength_of(measured, AS_PLANNED, SolutionFacts(stock_volume=Amount("20", "uL")), STOCK, measured=True)

    assert strength.times == 1.0
    assert strength.vehicle_times == pytest.approx(2 * 1000 / 1010)
