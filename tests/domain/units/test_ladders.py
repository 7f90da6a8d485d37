from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import LADDERS, LadderUnit
from benchapp.domain.units.ladders import stepped
from benchapp.domain.units.units import Units


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("10 µM", "10 mM", "10 nM"),
        ("1e-5 M", "1e-5 M", "1e-5 mM"),
        ("2,5 mg/ml", "2,5 g/mL", "2,5 µg/mL"),
        ("0.5mL", "0.5 L", "0.5 µL"),
        ("5 %", "5 %", "5 %"),
        ("10", "10", "10"),
        ("half-log", "half-log", "half-log"),
        ("", "", ""),
    ],
)
def test_the_unit_steps_and_the_number_stays(text: str, up: str, down: str) -> None:
    assert stepped(text, up=True).replace("\u202f", " ") == up
    assert stepped(text, up=False).replace("\u202f", " ") == down


@given(number=st.floats(1e-3, 1e3), ladder=st.sampled_from([one for one in LADDERS.values() if len(one) > 1]))
def test_up_and_down_is_where_one_was(units: Units, number: float, ladder: tuple[LadderUnit, ...]) -> None:
    for lower, upper in pairwise(ladder):
        text = f"{number!r} {lower.unit}"
        there = stepped(text, up=True)

        read = read_typed(there)
        assert units.of(read.number, read.unit).m_as(upper.unit) == pytest.approx(number)
        back = read_typed(stepped(there, up=False))
        assert units.of(back.number, back.unit).m_as(lower.unit) == pytest.approx(number)
