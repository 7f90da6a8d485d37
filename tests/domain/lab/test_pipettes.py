"""How far off pipettes may be, and which solvents are alcohols."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette, in_cylinder, iso_error_ul, transfer, with_pipette
from benchapp.domain.lab.solvents import freezing_point, is_alcohol, may_be_alcohol


@pytest.mark.parametrize(
    ("nominal_ul", "error_ul"),
    [
        # As the standard prints them; in between, that of the next larger one; beyond 10 mL 0.6 % goes on.
        (1, 0.05), (10, 0.12), (20, 0.2), (200, 1.6), (1000, 8.0), (10_000, 60.0), (300, 4.0), (12, 0.2), (0.5, 0.05),
        (20_000, 120.0), (50_000, 300.0),
    ],
)  # fmt: skip
def test_the_error_that_the_standard_permits(nominal_ul: float, error_ul: float) -> None:
    assert iso_error_ul(nominal_ul) == pytest.approx(error_ul)


@given(st.floats(0.1, 1e5), st.floats(0.1, 1e5))
def test_a_larger_pipette_is_not_much_surer_than_a_smaller_one(one: float, other: float) -> None:
    small, large = sorted((one, other))

    # The standard permits the 10 µL pipette a little less than that of 5 µL.
    assert iso_error_ul(large) >= iso_error_ul(small) - 0.005 - 1e-12


@pytest.mark.parametrize(
    ("name", "alcohol"),
    [("ethanol 96 %", True), ("EtOH", True), ("2-propanol", True), ("tert-butanol", True), ("Brennspiritus", True),
     ("benzyl alcohol", True), ("DMSO", False), ("serum", False), ("methanolic acid", False), ("", False)],
)  # fmt: skip
def test_an_alcohol_is_known_by_its_name(name: str, alcohol: bool) -> None:
    assert is_alcohol(name) is alcohol


@pytest.mark.parametrize(
    ("substance", "diluent", "percent", "wanted", "may"),
    [
        ("ethanol", "water", 100, 70, True), ("acetone", "EtOH", 100, 5, True),
        # Something else that was named, or a solvent that is not watery: no alcohol in water.
        ("serum", "medium", 100, 10, False), ("", "DMSO", 100, 10, False), ("", "DMF", 100, 10, False),
        # Nobody said what it is. In water it may be; in medium 100 % is serum, less of it or more wanted is not.
        ("", "water", 100, 10, True), ("", "medium", 100, 10, False), ("", "medium", 96, 10, True),
        ("", "PBS", 100, 70, True),
    ],
)  # fmt: skip
def test_what_is_diluted_by_volume_may_be_an_alcohol(
    substance: str, diluent: str, percent: float, wanted: float, may: bool
) -> None:
    assert may_be_alcohol(substance, diluent, percent, wanted) is may


@pytest.mark.parametrize(
    ("solvent", "celsius"),
    [("DMSO", 18.5), ("water", 0.0), ("PBS", 0.0), ("ethanol", -114.1), ("70 % ethanol", -30.0), ("20 % ethanol", 0.0),
     ("acetone", -94.7), ("unknown", 0.0)],
)  # fmt: skip
def test_a_solvent_freezes_where_the_handbook_says(solvent: str, celsius: float) -> None:
    assert freezing_point(solvent) == celsius


def test_a_volume_is_set_with_another_pipette_where_that_sets_it_as_well() -> None:
    way = transfer(100.0, USUAL_PIPETTES)
    assert way.pipette == "P200"

    finer = Pipette("P100", 10, 100, 0.1, 0.8)
    assert with_pipette(way, "P100", (*USUAL_PIPETTES, finer)).pipette == "P100"
    # One that is not there, cannot set it, is off by more, is serological or takes too many shots.
    for name in ("gone", "P1000", "10 mL serological", "P20"):
        assert with_pipette(way, name, USUAL_PIPETTES) == way
    coarse = Pipette("P250", 25, 250, 0.5, 4.0)
    assert with_pipette(way, "P250", (*USUAL_PIPETTES, coarse)) == way


@pytest.mark.parametrize(
    ("ul", "cylinder", "times"),
    [(5000, "10 mL", 1), (10_001, "25 mL", 1), (100_000, "100 mL", 1), (3_000_000, "2 L", 2)],
)
def test_the_smallest_cylinder_that_holds_it_measures_a_volume(ul: float, cylinder: str, times: int) -> None:
    found = in_cylinder(ul)

    assert found is not None
    assert (found.pipette, found.times) == (f"{cylinder} measuring cylinder", times)


def test_less_than_a_tenth_of_the_smallest_cylinder_is_not_measured() -> None:
    # It is read to 0.1 mL.
    assert in_cylinder(940.0) is None
    assert in_cylinder(1000.0) is not None
