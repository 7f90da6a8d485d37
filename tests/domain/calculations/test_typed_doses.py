"""Lists of doses and the factor between them, as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.typed_doses import LONGEST_LIST, read_dose_list, read_factor
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.numerals import LONGEST

FACTORS = {
    "3": 3, "x2": 2, "10x": 10, "*3": 3, "÷3": 3, "by 3": 3, "um 3": 3, "factor 3": 3, "1.5 fold": 1.5, "3-fold": 3,
    "3fache": 3, "3-times": 3, "threefold": 3, "three": 3, "dreifach": 3, "doubling": 2, "halbiert": 2,
    "half-log": math.sqrt(10), "√10": math.sqrt(10), "1/2 log": math.sqrt(10), "10^½": math.sqrt(10),
    "10^0.5": math.sqrt(10), "10**2": 100, "2 logs": 100, "two log steps": 100, "third log": 10 ** (1 / 3), "log": 10,
    # Of a row of doses 1:3 is a third each time; 1 + 3 is a quarter.
    "1:3": 3, "1 in 3": 3, "1/4": 4, "1 + 3": 4,
    "serial 1:3": 3, "3 steps": 3,
}  # fmt: skip
NO_FACTORS = {
    "": Message.EMPTY, "9" * (LONGEST + 1): Message.TOO_LONG, "-3": Message.NEGATIVE, "1,500": Message.TWO_READINGS,
    # Two times three is six, or a list; nine logs are more than anybody dilutes in one step.
    "2x3": Message.NOT_A_FACTOR, "10^9": Message.NOT_A_FACTOR, "10^0": Message.NOT_A_FACTOR,
    "3 mM log": Message.NOT_A_FACTOR, "3 % log": Message.NOT_A_FACTOR, "3 %": Message.NOT_A_FACTOR,
    "3 mM": Message.NOT_A_FACTOR, "2 in DMSO": Message.NOT_A_FACTOR,
    "2000000": Message.NOT_BETWEEN,
    "abc": Message.NOT_A_FACTOR, "serial": Message.NOT_A_FACTOR, "3:1": Message.NOT_A_FACTOR,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), FACTORS.items())
def test_a_factor_is_read_as_it_is_meant(text: str, value: float) -> None:
    assert read_factor(text).value == pytest.approx(value)


@pytest.mark.parametrize(("text", "code"), NO_FACTORS.items())
def test_what_is_no_factor_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_factor(text)

    assert refused.value.code is code


def test_a_factor_with_two_readings_names_both() -> None:
    with pytest.raises(QuantityError) as refused:
        read_factor("x1,500")

    assert refused.value.values == {"text": "x1,500", "small": "1.5", "large": "1500"}
    assert read_factor("1,5", decimal_comma=True).value == 1.5


LISTS = {
    "": [], "10, 3, 1 µM": [(10, "uM"), (3, "uM"), (1, "uM")], "10 nM 1 µM": [(10, "nM"), (1, "uM")],
    "3 x 10^3 nM": [(3000, "nM")], "3x 10^3 nM": [(3000, "nM")],
    "10 µM; 3": [(10, "uM"), (3, "uM")], "5 mM and 3 mM": [(5, "mM"), (3, "mM")],
    "µM: 1, 3, 10": [(1, "uM"), (3, "uM"), (10, "uM")], "(1, 3) µM": [(1, "uM"), (3, "uM")],
    "1 10 100 nM": [(1, "nM"), (10, "nM"), (100, "nM")], "1/3/10 µM": [(1, "uM"), (3, "uM"), (10, "uM")],
    "1\n3\n10 µM": [(1, "uM"), (3, "uM"), (10, "uM")],
    # A comma between digits with a blank between the numbers is a decimal sign.
    "1,5 3,5 µM": [(1.5, "uM"), (3.5, "uM")], "1,5 3 µM": [(1.5, "uM"), (3, "uM")],
    "1.5,3 µM": [(1.5, "uM"), (3, "uM")], "0,5 µM": [(0.5, "uM")],
    # Groups of three leave one reading, where there is more than one of them.
    "1,000,000 nM": [(1e6, "nM")], "10,000,500 nM": [(10_000_500, "nM")], "1 000 nM": [(1000, "nM")],
    "10 003 nM": [(10_003, "nM")], "1 000,5 nM": [(1000.5, "nM")],
}  # fmt: skip
WITH_CONTROL = {
    "0; 0.1; 1; 10 µM": [0.1, 1, 10], "0; 10, 3, 1 µM": [10, 3, 1], "vehicle; 1 µM": [1], "control, 1, 3 µM": [1, 3],
    "DMSO, 1, 3 µM": [1, 3], "0; 0; 1 µM": [1], "0,0; 1; 3 µM": [1, 3], "0; 1 µM": [1], "0; 0.5 µM": [0.5],
}  # fmt: skip


@pytest.mark.parametrize(("text", "doses"), LISTS.items())
def test_doses_are_read_as_they_are_meant(text: str, doses: list[tuple[float, str]]) -> None:
    read = read_dose_list(text)

    assert [(dose.number, dose.unit) for dose in read.doses] == doses
    assert not read.zero


@pytest.mark.parametrize(("text", "doses"), WITH_CONTROL.items())
def test_the_control_among_the_doses_is_none_of_them(text: str, doses: list[float]) -> None:
    read = read_dose_list(text)

    assert [(dose.number, dose.unit) for dose in read.doses] == [(dose, "uM") for dose in doses]
    assert read.zero


NO_LISTS = {
    "x" * (LONGEST_LIST + 1): Message.TOO_LONG, "0; 0": Message.NOT_POSITIVE, "1, 10": Message.NO_UNIT,
    "10; 3": Message.NO_UNIT, "10 nM to 1 µM": Message.A_RANGE, "10 µM in DMSO": Message.SOLVENT_ELSEWHERE,
    "10 µM x 3": Message.LEFT_OVER, "0; 5 xyz": Message.UNKNOWN_UNIT, "3 x 10 foo": Message.UNKNOWN_UNIT,
    "10,003 nM": Message.TWO_READINGS,
    # Groups in one number, and none in the next: nobody knows where a dose ends.
    "1,000,100,10 nM": Message.GROUPED, "1 05 nM": Message.GROUPED, "1,05,2 nM": Message.GROUPED,
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), NO_LISTS.items())
def test_what_is_no_list_of_doses_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_dose_list(text)

    assert refused.value.code is code


# What can be read more than once, and how.
READINGS = {
    "10,3 µM": ["10.3 µM", "10; 3 µM"],
    "10 500 nM": ["10500 nM", "10; 500 nM"],
    "1/2 µM": ["0.5 µM", "1; 2 µM"],
    "10 x 3 nM; 5 nM": ["30 nM", "3 nM"],
    "0,1,10 µM": ["0; 1; 10 µM", "0.1; 10 µM"],
    "10,3,1,0,3 µM": ["10; 3; 1; 0; 3 µM", "10; 3; 1; 0.3 µM"],
    "10,500 nM": ["10.5 nM", "10500 nM", "10; 500 nM"],
    "3 x 10 µM": ["30 µM", "10 µM"],
}


@pytest.mark.parametrize(("text", "readings"), READINGS.items())
def test_what_can_be_read_more_than_once_is_asked_about(text: str, readings: list[str]) -> None:
    with pytest.raises(QuantityError) as refused:
        read_dose_list(text)

    several = {2: Message.READ_TWO_WAYS, 3: Message.READ_THREE_WAYS}
    assert refused.value.code is several[len(readings)]
    assert [refused.value.values[name] for name in ("first", "second", "third")[: len(readings)]] == readings
    # Each of them can be typed as it is offered.
    for reading in readings:
        assert read_dose_list(reading).doses


@pytest.mark.parametrize(
    ("comma", "text", "doses"),
    [(True, "1,5; 2,5 µM", [1.5, 2.5]), (False, "1.5; 2.5 µM", [1.5, 2.5]), (True, "0,5 µM; 1", [0.5, 1])],
)
def test_the_decimal_sign_of_the_place_is_read(comma: bool, text: str, doses: list[float]) -> None:
    assert [dose.number for dose in read_dose_list(text, decimal_comma=comma).doses] == doses


@given(st.lists(st.integers(1, 999), min_size=1, max_size=8), st.sampled_from(["; ", ", ", "\n", " and ", " | "]))
def test_a_list_is_read_back_as_it_is_written(doses: list[int], sign: str) -> None:
    read = read_dose_list(sign.join(map(str, doses)) + " nM")

    assert [(dose.number, dose.unit) for dose in read.doses] == [(dose, "nM") for dose in doses]


@given(st.text("0123456789.,;/ x-()µMn%and", max_size=30), st.booleans())
def test_any_list_and_factor_is_read_or_refused(text: str, comma: bool) -> None:
    for read in (read_dose_list, read_factor):
        try:
            read(text, decimal_comma=comma)
        except BenchError:
            continue
