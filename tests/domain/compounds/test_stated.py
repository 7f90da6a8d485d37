import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.identifiers import (
    cas_fits,
    check_digit,
    is_uuid,
    read_cas,
    read_inchikey,
    read_text,
    strange_character,
)
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.compounds.stated import read_stated, write_stated
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.kinds import LADDERS, Kind, in_base
from benchapp.domain.units.units import Units

UNITS = st.sampled_from([rung.unit for ladder in LADDERS.values() for rung in ladder])
NUMBERS = st.decimals("0.0001", "99999", places=4).map(lambda number: f"{number.normalize():f}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("≥ 100.8 mg/mL", Value(Relation.AT_LEAST, "100.8", "mg/mL")),
        (">= 100,8 mg/ml", Value(Relation.AT_LEAST, "100.8", "mg/mL")),
        ("> 100 mM", Value(Relation.AT_LEAST, "100", "mM")),
        ("at least 5 mM", Value(Relation.AT_LEAST, "5", "mM")),
        ("<0.1 mg/mL", Value(Relation.AT_MOST, "0.1", "mg/mL")),
        ("~ 8 h", Value(Relation.ABOUT, "8", "h")),
        ("about 8 h", Value(Relation.ABOUT, "8", "h")),
        ("0.4–0.5 mg/mL", Value(Relation.RANGE, "0.4", "mg/mL", "0.5")),
        ("1 uM - 5 µM", Value(Relation.RANGE, "1", "uM", "5")),
        ("24 to 48 h", Value(Relation.RANGE, "24", "h", "48")),
        ("10 µM", Value(Relation.EQUAL, "10", "uM")),
        ("1e-5 M", Value(Relation.EQUAL, "1e-5", "M")),
        ("1e-6–1e-5 M", Value(Relation.RANGE, "1e-6", "M", "1e-5")),
        ("5–5 mM", Value(Relation.EQUAL, "5", "mM")),
    ],
)
def test_a_stated_value_keeps_its_relation(text: str, value: Value) -> None:
    assert read_stated(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,500 mM", Message.TWO_READINGS),
        ("-5 mM", Message.NEGATIVE),
        ("100", Message.NO_UNIT),
        ("5–1 mM", Message.RANGE_REVERSED),
        ("1 mM – 5 h", Message.TWO_UNITS),
        ("1e308 mM", Message.OUT_OF_RANGE),
        ("1e-30 mM", Message.OUT_OF_RANGE),
        ("≥", Message.EMPTY),
        ("soluble", Message.NOT_A_NUMBER),
        ("9**9**9 mM", Message.NOT_A_NUMBER),
    ],
)
def test_what_is_no_stated_value_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as error:
        read_stated(text)

    assert error.value.code is code


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert read_stated("≥ 51", unit="mg/mL") == Value(Relation.AT_LEAST, "51", "mg/mL")
    assert read_stated("51 mM", unit="mg/mL") == Value(Relation.EQUAL, "51", "mM")


@given(
    st.sampled_from([Relation.EQUAL, Relation.AT_LEAST, Relation.AT_MOST, Relation.ABOUT]), NUMBERS, UNITS
)  # fmt: skip
def test_what_is_written_can_be_typed_back(relation: Relation, number: str, unit: str) -> None:
    value = Value(relation, number, unit)

    assert read_stated(write_stated(value)) == value


@given(NUMBERS, NUMBERS, UNITS)
def test_a_range_that_is_written_can_be_typed_back(first: str, second: str, unit: str) -> None:
    low, high = sorted((first, second), key=float)
    if float(low) < float(high):
        value = Value(Relation.RANGE, low, unit, high)
        assert read_stated(write_stated(value)) == value


@given(NUMBERS, UNITS)
def test_a_base_value_without_pint_is_that_of_the_registry(units: Units, number: str, unit: str) -> None:
    known = in_base(number, unit)

    assert known is not None
    assert known[1] == pytest.approx(units.base(units.of(float(number), unit)))


@pytest.mark.parametrize(("number", "unit", "kind", "base"), [
    ("5", "g/L", Kind.MASS_CONCENTRATION, 5.0),
    ("5", "mmol/L", Kind.MOLARITY, 0.005),
    ("2", "percent_wv", Kind.MASS_CONCENTRATION, 20.0),
    ("3", "ug/uL", Kind.MASS_CONCENTRATION, 3.0),
    ("2", "wk", Kind.TIME, 1209600.0),
])  # fmt: skip
def test_composite_units_have_their_base_value(number: str, unit: str, kind: Kind, base: float) -> None:
    known = in_base(number, unit)
    assert known is not None
    assert known[0] is kind
    assert known[1] == pytest.approx(base)
    assert in_base("1", "degC") is None
    assert in_base("1", "mL/mg") is None


@given(st.integers(10, 9_999_999), st.integers(0, 99))
def test_one_check_digit_fits_a_cas_number_and_the_others_do_not(first: int, second: int) -> None:
    stem = f"{first}-{second:02d}-"
    digit = check_digit(f"{stem}0")

    assert [last for last in range(10) if cas_fits(f"{stem}{last}")] == [digit]
    assert read_cas(f"CAS No. {stem}{digit}") == f"{stem}{digit}"
    with pytest.raises(BenchError) as error:
        read_cas(f"{stem}{(digit + 1) % 10}")
    assert error.value.values["digit"] == digit


@pytest.mark.parametrize("text", ["", "abc", "1-2-3", "191732726", "191732-72-", "0-00-0", "191732-72-66"])
def test_what_has_not_the_shape_of_a_cas_number_is_said_so(text: str) -> None:
    with pytest.raises(BenchError) as error:
        read_cas(text)

    assert error.value.code is Message.CAS_SHAPE


def test_an_inchikey_and_a_uuid_have_their_shape() -> None:
    assert read_inchikey(" InChIKey=GOTYRUGSSMKFNF-UHFFFAOYSA-N ") == "GOTYRUGSSMKFNF-UHFFFAOYSA-N"
    with pytest.raises(BenchError):
        read_inchikey("GOTYRUGSSMKFNF")
    assert is_uuid("6f0c7a52-3b0e-5d0c-9a43-a1f6a2d7c501")
    assert not any(map(is_uuid, ["", "../../etc/passwd", "6F0C7A52-3B0E-5D0C-9A43-A1F6A2D7C501"]))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u202e", "\u200b", "\ufeff", "\x7f", "\ud800"])
def test_a_character_that_cannot_be_shown_is_named(sign: str) -> None:
    assert strange_character(f"a{sign}b") == f"U+{ord(sign):04X}"
    with pytest.raises(BenchError):
        read_text(f"a{sign}b")


@pytest.mark.parametrize("text", ["α-Thio", "Lenalidomid (Hemihydrat)", "レナリドミド", "ленадидомид", "לנלידומיד"])
def test_letters_of_any_script_are_text(text: str) -> None:
    assert read_text(f"  {text}\n ") == text
    with pytest.raises(BenchError):
        read_text("x" * 5000)
