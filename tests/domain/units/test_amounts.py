import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.units.amounts import Amount, is_undiluted, nominal, plain_spaces, respelled


@pytest.mark.parametrize(
    ("number", "called"),
    [
        ("9.992", "10"), ("9.996", "10"), ("9.949", "9.95"), ("10.04", "10"), ("10.06", "10.1"), ("0.09999", "0.1"),
        ("3.162", "3.16"), ("316.2", "316"), ("2.5", "2.5"), ("2.504", "2.5"), ("2.516", "2.52"), ("12.5", "12.5"),
        ("0", "0"), ("388.8", "389"), ("20", "20"),
    ],
)  # fmt: skip
def test_an_amount_is_called_by_its_round_number_where_that_is_near_enough(number: str, called: str) -> None:
    assert plain_spaces(Amount(number, "mM").nominal()) == f"{called} mM"


@given(st.floats(1e-6, 1e6))
def test_what_an_amount_is_called_by_is_off_by_half_a_per_cent_at_most(number: float) -> None:
    assert nominal(number) == pytest.approx(number, rel=0.00501)


@pytest.mark.parametrize(
    ("text", "before", "now", "respelt"),
    [
        ("4.87 mg", ".", ",", "4,87 mg"),
        ("4,87 mg", ",", ".", "4.87 mg"),
        ("10, 3.5, 1 µM", ".", ",", "10; 3,5; 1 µM"),
        ("10; 3,5; 1 µM", ",", ".", "10; 3.5; 1 µM"),
        ("4.87 mg", ".", ".", "4.87 mg"),
    ],
)
def test_what_was_typed_gets_another_decimal_sign(text: str, before: str, now: str, respelt: str) -> None:
    assert respelled(text, before, now) == respelt


def test_a_per_cent_by_mass_is_written_as_on_a_bottle() -> None:
    assert plain_spaces(Amount("0.25", "percent_wv").nominal()) == "0.25 % w/v"
    assert plain_spaces(Amount("0.25", "percent_wv").shown()) == "0.25 % w/v"


@pytest.mark.parametrize(
    ("number", "unit", "undiluted"),
    [("100", "percent", True), ("100", "percent_vv", True), ("50", "percent_vv", False), ("100", "mM", False)],
)
def test_a_liquid_as_bought_is_at_100_percent(number: str, unit: str, undiluted: bool) -> None:
    assert is_undiluted(Amount(number, unit)) is undiluted
