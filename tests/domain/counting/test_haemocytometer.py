"""A count as the squares give it: what is read, what follows, and what is doubted."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.counting.haemocytometer import SQUARES, cautions, count, read_counts
from benchapp.domain.messages import CalculationError, Message, QuantityError


@pytest.mark.parametrize(
    "text", ["45, 52, 48", "45,52,48", "45 52 48", "45; 52; 48", "45+52+48", " 45/52 | 48 ", "45\n52\n48"]
)
def test_squares_are_read_as_they_are_listed(text: str) -> None:
    assert read_counts(text, "live") == (45, 52, 48)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("45, many", Message.NOT_COUNTED), ("4.5", Message.NOT_COUNTED), ("-3", Message.NOT_COUNTED),
        ("1234567", Message.NOT_COUNTED), ("1 " * 101, Message.TOO_MANY_SQUARES), ("1" * 801, Message.TOO_MANY_SQUARES),
    ],
)  # fmt: skip
def test_what_is_no_count_of_a_square_is_refused_at_its_field(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_counts(text, "dead")

    assert (refused.value.code, refused.value.values["field"]) == (code, "dead")


def test_nothing_typed_is_no_square() -> None:
    assert read_counts("  ", "live") == ()


def test_four_large_squares_with_dye_give_cells_and_viability() -> None:
    counted = count((45, 52, 48, 50), (3, 5, 2, 4), SQUARES["neubauer"].ul, 2.0)

    # 209 cells in 0.4 µL, diluted 1:2.
    assert counted.per_ml == pytest.approx(209 / 0.4 * 1000 * 2)
    assert counted.living_per_ml == pytest.approx(195 / 0.4 * 1000 * 2)
    assert counted.viable_percent == pytest.approx(100 * 195 / 209)
    assert counted.by_chance == pytest.approx(1 / math.sqrt(209))
    assert cautions(counted) == []


@given(
    st.lists(st.integers(0, 200), min_size=1, max_size=9).filter(lambda cells: sum(cells) > 0),
    st.sampled_from([square.ul for square in SQUARES.values()]),
    st.floats(1, 100),
)
def test_what_is_counted_goes_back_to_the_squares(cells: list[int], ul: float, factor: float) -> None:
    counted = count(cells, (), ul, factor)

    per_square = counted.per_ml / 1000 / factor * ul
    assert per_square * len(cells) == pytest.approx(sum(cells))
    assert counted.living_per_ml == counted.per_ml
    assert counted.viable_percent is None


@given(st.floats(1e5, 1e6), st.integers(0, 2**32), st.floats(0.1, 0.99))
def test_simulated_squares_give_back_the_density_within_what_chance_allows(
    per_ml: float, seed: int, viable: float
) -> None:
    source = random.Random(seed)
    # Each of many cells falls into a square or not: as good as a Poisson distribution.
    expected = per_ml / 2 / 1000 * 0.1

    def square(mean: float) -> int:
        return sum(source.random() < mean / 1000 for _ in range(1000))

    live = [square(expected * viable) for _ in range(9)]
    dead = [square(expected * (1 - viable)) for _ in range(9)]
    counted = count([one + 1 for one in live], dead, 0.1, 2.0)

    off = abs(counted.per_ml - per_ml) / per_ml
    assert off < 6 / math.sqrt(expected * 9) + 9 / (expected * 9)


@given(st.lists(st.integers(1, 300), min_size=2, max_size=9), st.integers(2, 20))
def test_a_dilution_multiplies_the_count_and_nothing_else(cells: list[int], factor: int) -> None:
    plain, diluted = (count(cells, cells, 0.1, float(times)) for times in (1, factor))

    assert diluted.per_ml == pytest.approx(plain.per_ml * factor)
    assert (diluted.viable_percent, diluted.spread, diluted.uneven) == (50.0, plain.spread, plain.uneven)


def test_too_few_cells_too_many_in_a_square_and_uneven_squares_are_doubted() -> None:
    few = cautions(count((5, 6), (), 0.1, 1.0))
    many = cautions(count((250, 240), (), 0.1, 1.0))
    uneven = cautions(count((20, 90, 25, 30), (), 0.1, 1.0))

    assert [[one.code for one in said] for said in (few, many, uneven)] == [
        [Message.COUNTED_FEW], [Message.COUNTED_MANY], [Message.SQUARES_UNEVEN],
    ]  # fmt: skip
    assert few[0].values["cells"] == 11
    assert uneven[0].values == {"low": 20, "high": 90}


def test_one_square_says_nothing_of_the_spread() -> None:
    counted = count((120,), (), 0.1, 1.0)

    assert (counted.spread, counted.uneven) == (None, False)


@pytest.mark.parametrize(
    ("given_", "code", "field"),
    [
        (((1, 2), (1,), 0.1, 1.0), Message.SQUARES_DIFFER, "dead"),
        (((0, 0), (), 0.1, 1.0), Message.NONE_COUNTED, "live"),
        (((5,), (), 0.0, 1.0), Message.NOT_POSITIVE, "square"),
        (((5,), (), 0.1, 0.5), Message.DILUTED_BELOW_ONE, "dilution"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    given_: tuple[tuple[int, ...], tuple[int, ...], float, float], code: MessageCode, field: str
) -> None:
    with pytest.raises(CalculationError) as refused:
        count(*given_)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)
