"""Growth areas, and cells given for each cm²."""

import pytest

from benchapp.domain.counting.growth_areas import VESSELS, per_area, read_area, read_per_area
from benchapp.domain.messages import Message, QuantityError


def test_a_plate_has_the_area_of_its_wells() -> None:
    plate = next(one for one in VESSELS if one.wells == 24)

    assert (plate.area_cm2, plate.source) == (1.9, "Thermo Fisher Scientific")


def test_a_flask_is_called_by_its_area() -> None:
    assert {one.name: one.area_cm2 for one in VESSELS if "flask" in one.name} == {
        "T-25 flask": 25, "T-75 flask": 75, "T-175 flask": 175,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["1.9 cm²", "1.9", "1.9cm2", "1.9 cm^2", "1.9 cm"])
def test_an_area_is_read(text: str) -> None:
    assert read_area(text) == 1.9


def test_an_area_is_read_with_the_comma_of_the_locale() -> None:
    assert read_area("0,32 cm²", decimal_comma=True) == 0.32


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("large", Message.NOT_AN_AREA), ("0 cm²", Message.NOT_AN_AREA), ("2 mL", Message.NOT_AN_AREA),
        ("99999 cm²", Message.NOT_AN_AREA), ("1,500", Message.TWO_READINGS),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused(text: str, code: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_area(text)

    assert refused.value.code == code


@pytest.mark.parametrize("text", ["2e4/cm2", "2e4 per cm²", "20000 cells/cm^2", "2e4 cm⁻²", "20 k/cm²", "2e4 Z/cm²"])
def test_cells_for_each_cm2_are_read(text: str) -> None:
    assert per_area(text)
    assert read_per_area(text) == 2e4


def test_cells_for_a_well_are_not_for_an_area() -> None:
    assert not per_area("20000 per well")
