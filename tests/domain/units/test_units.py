"""The registry of units, amounts as they are kept and shown, and what no number can hold."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.base import paths
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.units.amounts import Amount, plain_spaces, volume_amount
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.moments import Moment, only_time_passed
from benchapp.domain.units.numerals import fixed_point
from benchapp.domain.units.quantities import as_mass
from benchapp.domain.units.solvent_names import solvent_in
from benchapp.domain.units.spans import span_text
from benchapp.domain.units.units import Units


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2.593 ug/mL", "2.593 µg/mL"), ("5000 uL", "5000 µL"), ("3 % (w/v)", "3 % w/v"), ("1 % (v/v)", "1 % v/v"),
     ("250 mmol/L", "250 mmol/L"), ("10 U/mL", "10 U/mL"), ("3 x", "3 ×")],
)  # fmt: skip
def test_a_quantity_is_shown_in_its_own_unit_where_that_is_wanted(units: Units, text: str, shown: str) -> None:
    assert plain_spaces(units.exactly(units.read(text))) == shown


@given(st.floats(1e-9, 1e3), st.sampled_from(["mol/L", "g/L", "L", "g", "U/mL"]))
def test_an_amount_is_kept_in_full_on_the_unit_of_its_ladder(units: Units, number: float, unit: str) -> None:
    quantity = units.of(number, unit)

    kept = units.amount(quantity)

    assert units.quantity(kept).m_as(unit) == pytest.approx(number, rel=1e-14)


def test_what_the_program_has_no_kind_for_is_not_shown(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.show(units.of(1, "g") * units.of(1, "g"))

    assert refused.value.code is Message.WRONG_KIND


@pytest.mark.parametrize("text", ["1e13 mol/L", "1e-40 L", "1e400 M", "1e-400 M"])
def test_more_or_less_than_anybody_has_is_refused(units: Units, text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read(text)

    assert refused.value.code is Message.OUT_OF_RANGE


def test_examples_are_read_with_a_point_wherever_they_are_read(units: Units) -> None:
    german = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines(), decimal_comma=True)

    assert (german.decimal_comma, german.with_point().decimal_comma, units.decimal_comma) == (True, False, False)
    assert german.written("1.5 mL") == "1,5 mL"
    assert german.with_point().written("1.5 mL") == "1.5 mL"


@pytest.mark.parametrize("text", ["1 g/0 mL", "1 g/1,500 mL"])
def test_a_unit_over_nothing_or_over_a_number_with_two_readings_is_none(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed(text)

    assert refused.value.code is Message.NOT_A_NUMBER


def test_a_number_of_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(QuantityError) as refused:
        fixed_point("1e400")

    assert refused.value.code is Message.OUT_OF_RANGE
    assert fixed_point("-1.5e3") == -1500


@given(st.floats(1e-3, 1e7))
def test_a_volume_is_kept_to_six_figures_on_its_ladder(ul: float) -> None:
    kept = volume_amount(ul)

    assert kept.microlitres == pytest.approx(ul, rel=5e-6)
    assert kept.value < 1000 or kept.unit == "L"


def test_an_amount_that_is_no_volume_holds_no_microlitres() -> None:
    assert Amount("10", "mM").microlitres == 0.0
    assert Amount("1.5", "mL").microlitres == 1500


def test_by_mass_a_molar_concentration_needs_its_molar_mass(units: Units) -> None:
    with pytest.raises(CalculationError) as refused:
        as_mass(units.read("1 mM"), None)
    assert refused.value.code is Message.NEEDS_MOLAR_MASS

    assert as_mass(units.read("1 mM"), units.read("500 g/mol")).m_as("mg/mL") == pytest.approx(0.5)
    assert as_mass(units.read("2 mg/mL"), None) == units.read("2 mg/mL")


def test_a_refusal_names_its_values_in_a_log() -> None:
    assert (
        str(QuantityError(Message.WRONG_KIND, text="1 mL", found="volume")) == "wrong_kind(text='1 mL', found='volume')"
    )


def test_quantities_of_other_kinds_are_refused_with_both(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read("1 mL", Kind.MASS, Kind.AMOUNT)

    assert refused.value.code is Message.WRONG_KIND
    assert (refused.value.values["found"], refused.value.values["wanted"]) == ("volume", "mass/amount")


@pytest.mark.parametrize(
    ("text", "solvent"),
    [("soluble in DMSO", "DMSO"), ("water, water", "water"), ("nothing", ""),
     ("10 % DMSO in PBS pH 7.4", "DMSO in PBS pH 7.4"),
     ("dmso_pbs", "dmso pbs"), ("DMSO/ethanol 1:1", "DMSO/ethanol")],
)  # fmt: skip
def test_a_mixture_of_solvents_is_shown_in_its_own_words(text: str, solvent: str) -> None:
    assert solvent_in(text) == solvent


NOON = Moment(datetime(2026, 3, 4, 12, tzinfo=UTC), 1000.0, "boot")


@pytest.mark.parametrize(
    ("wall_s", "boot_s", "boot", "passed"),
    [
        (60, 60, "boot", True), (0, 0, "boot", True), (60.4, 60, "boot", True),
        # The clock was set, by an hour or by a second; another boot; a moment before.
        (3660, 60, "boot", False), (59, 60, "boot", False), (60, 60, "another", False), (-60, -60, "boot", False),
    ],
)  # fmt: skip
def test_what_was_worked_out_only_grew_older_where_both_clocks_say_so(
    wall_s: float, boot_s: float, boot: str, passed: bool
) -> None:
    now = Moment(NOON.wall + timedelta(seconds=wall_s), NOON.boot_s + boot_s, boot)

    assert only_time_passed(NOON, now) is passed


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (29, "29 s"), (60, "1 min"), (4800, "1 h 20 min"), (86_400, "1 d"), (129_600, "1 d 12 h")],
)
def test_a_span_of_less_than_a_minute_is_shown_in_seconds(seconds: float, shown: str) -> None:
    assert plain_spaces(span_text(timedelta(seconds=seconds))) == shown


def test_a_normality_is_no_dose_until_its_equivalents_are_known(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read("1 N", Kind.MOLARITY)

    assert refused.value.code is Message.NORMALITY
