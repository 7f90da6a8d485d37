"""How much a well holds: what is put into it is compared with its plate."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.lab.plates import FORMATS, format_named
from benchapp.domain.messages import Message, Severity
from benchapp.domain.recipes.well_cautions import too_full


@pytest.mark.parametrize(
    ("vessel", "wells"),
    [
        ("96-well plate", 96),
        ("384 well, black", 384),
        ("1,536-well plate", 1536),
        ("1536-well", 1536),
        ("two 6 well plates", 6),
        ("96-Well-Platte", 96),
        ("24-Loch-Platte", 24),
        ("12er Platte", 12),
        ("48 Kavitäten", 48),
        ("96wp", 96),
        ("96 deep-well block", None),
        ("T-75", None),
        ("6 cm dish", None),
        ("96 h", None),
        ("", None),
    ],
)
def test_a_vessel_names_its_plate(vessel: str, wells: int | None) -> None:
    found = format_named(vessel)

    assert (None if found is None else found.wells) == wells


@pytest.mark.parametrize(
    ("wells", "ul", "code"),
    [
        (384, 200, Message.WELL_OVERFLOWS),
        (96, 800, Message.WELL_OVERFLOWS),
        (96, 10_000, Message.WELL_OVERFLOWS),
        (1536, 50, Message.WELL_OVERFLOWS),
        (384, 100, Message.WELL_TOO_FULL),
        (6, 6000, Message.WELL_TOO_FULL),
    ],
)
def test_more_than_a_well_holds_is_questioned(wells: int, ul: float, code: MessageCode) -> None:
    (said,) = too_full(FORMATS[wells], ul)

    assert said.code is code
    assert said.severity is (Severity.STRONG if code is Message.WELL_OVERFLOWS else Severity.CAUTION)


@pytest.mark.parametrize("plate", FORMATS.values(), ids=str)
def test_what_a_well_usually_gets_draws_no_remark(plate: object) -> None:
    one = next(found for found in FORMATS.values() if found is plate)

    assert one.usual_ul <= one.most_ul < one.brim_ul
    assert too_full(one, one.usual_ul) == too_full(one, one.most_ul) == []


def test_the_larger_the_plate_the_smaller_the_well() -> None:
    brims = [plate.brim_ul for plate in FORMATS.values()]

    assert brims == sorted(brims, reverse=True)
