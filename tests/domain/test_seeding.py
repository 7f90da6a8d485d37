import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.seeding import read_count, seed

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
