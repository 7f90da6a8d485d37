import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchapp.base import paths
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.amounts import show
from benchapp.domain.units.bounds import beyond
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import LADDERS, Kind, worth
from benchapp.domain.units.unit_names import SPELLINGS
from benchapp.domain.units.units import Units

GERMAN = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines(), decimal_comma=True)

REFUSED = {
    "": Message.EMPTY,
    "   ": Message.EMPTY,
    "5": Message.NO_UNIT,
    "mM": Message.NO_NUMBER,
    "1,500 mM": Message.TWO_READINGS,
    "1,50,000 mM": Message.GROUPED,
    "1.5.5 mM": Message.GROUPED,
    "5 mM mM": Message.TWO_UNITS,
    "9**9**9 mM": Message.NOT_A_NUMBER,
    "-5 mM": Message.NEGATIVE,
    "−5 mM": Message.NEGATIVE,
    "nan mM": Message.NOT_A_NUMBER,
    "inf mM": Message.NOT_A_NUMBER,
    "1e999 mM": Message.OUT_OF_RANGE,
    "1e-999 mM": Message.OUT_OF_RANGE,
    "5 mM / 2": Message.NOT_A_NUMBER,
    "5 mM; 3": Message.NOT_A_NUMBER,
    "1/0 M": Message.NOT_A_NUMBER,
    "5 c": Message.UNKNOWN_UNIT,
    "10 U/mol": Message.UNKNOWN_UNIT,
    "5 um": Message.UNIT_MEANT,
    "1 N HCl": Message.NORMALITY,
    "300 mOsm": Message.OSMOLES_PER_WHAT,
    "1" * 65: Message.TOO_LONG,
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_bad_text_is_refused_with_its_reason(text: str, reason: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed(text)

    assert refused.value.code is reason


@pytest.mark.parametrize(
    ("text", "digits", "unit"),
    [
        ("10 uM", "10", "uM"),
        ("10µM", "10", "uM"),
        ("10 μM", "10", "uM"),
        ("0,5 ml", "0.5", "mL"),
        ("0,500 mL", "0.500", "mL"),
        ("2,5 mg/ml", "2.5", "mg/mL"),
        ("1e-5 M", "1e-5", "M"),
        ("1.500 mM", "1.500", "mM"),
        ("5mg", "5", "mg"),
        ("20 % (w/v)", "20", "percent_wv"),
        ("0.1 % v/v", "0.1", "percent_vv"),
        ("0.1 %", "0.1", "percent"),
        ("20x", "20", "x"),
        ("1\u202fmL", "1", "mL"),
        ("3 mmol / L", "3", "mmol/L"),
    ],
)
def test_what_people_type_is_read(text: str, digits: str, unit: str) -> None:
    typed = read_typed(text)

    assert (typed.digits, typed.unit) == (digits, unit)


def test_both_readings_are_named() -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed("1,500 mM")

    assert (refused.value.values["small"], refused.value.values["large"]) == ("1.5", "1500")


def test_in_a_decimal_comma_locale_a_point_before_three_digits_has_two_readings_too() -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed("1.500 mM", decimal_comma=True)

    assert refused.value.code is Message.TWO_READINGS


@pytest.mark.parametrize("text", ["1.500 mM", "1,878 mL", "392,465 g/mol"])
def test_in_a_decimal_comma_locale_the_readings_that_are_offered_can_be_typed(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed(text, decimal_comma=True)

    unit = text.partition(" ")[2]
    offered = [refused.value.values[name] for name in ("small", "large")]
    small, large = (read_typed(f"{one} {unit}", decimal_comma=True).number for one in offered)
    assert large == small * 1000


def test_what_the_program_wrote_has_the_reading_of_its_own_decimal_sign_and_no_other() -> None:
    assert read_typed("9,992\u202fmM", decimal_comma=True).digits == "9.992"
    assert read_typed("9.992\u202fmM").digits == "9.992"
    for text, comma in (("9.992\u202fmM", True), ("9,992\u202fmM", False)):
        with pytest.raises(QuantityError) as refused:
            read_typed(text, decimal_comma=comma)
        assert refused.value.code is Message.TWO_READINGS


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_but_never_crashes(text: str) -> None:
    try:
        typed = read_typed(text)
    except QuantityError:
        return
    assert typed.number >= 0
    assert typed.unit


@given(
    base=st.floats(1e-14, 1e3),
    kind=st.sampled_from([Kind.MASS, Kind.AMOUNT, Kind.VOLUME, Kind.MOLARITY, Kind.MASS_CONCENTRATION]),
)
def test_what_is_shown_can_be_typed_back(units: Units, base: float, kind: Kind) -> None:
    assume(beyond(kind, base) is None)
    shown = show(base, kind)
    german = GERMAN.written(shown)

    assert units.base(units.read(shown, kind)) == pytest.approx(base, rel=5.1e-4)
    assert units.base(GERMAN.with_point().read(shown, kind)) == pytest.approx(base, rel=5.1e-4)
    assert units.base(GERMAN.read(german, kind)) == pytest.approx(base, rel=5.1e-4)


def test_the_ladders_agree_with_the_registry(units: Units) -> None:
    for kind, ladder in LADDERS.items():
        for rung in ladder:
            assert units.base(units.of(1, rung.unit)) == pytest.approx(rung.factor), (kind, rung)


def test_every_spelling_is_a_unit_of_the_registry(units: Units) -> None:
    for spelling, unit in SPELLINGS.items():
        assert units.base(units.of(1, unit)) > 0, spelling


@pytest.mark.parametrize(
    ("base", "kind", "shown"),
    [
        (0.00188, Kind.VOLUME, "1.88 mL"),
        (2.0, Kind.MASS_CONCENTRATION, "2 mg/mL"),
        (0.99996e-3, Kind.MOLARITY, "1 mM"),
        (999.9e-6, Kind.MOLARITY, "999.9 µM"),
        (259.26, Kind.MOLAR_MASS, "259.26 g/mol"),
        (0.0, Kind.VOLUME, "0 L"),
        (1e-20, Kind.MOLARITY, "1e-5 fM"),
        (1180.0, Kind.MASS_CONCENTRATION, "1180 mg/mL"),
    ],
)
def test_amounts_are_shown_on_the_bench_ladder(base: float, kind: Kind, shown: str) -> None:
    assert show(base, kind).replace("\u202f", " ") == shown


def test_a_quantity_of_another_kind_is_refused_by_name(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read("5 mL", Kind.MOLARITY)

    assert refused.value.values["found"] == "volume"


def test_with_a_decimal_comma_shown_amounts_can_still_be_typed_back() -> None:
    shown = GERMAN.show(GERMAN.of(1.878, "mL"))

    assert shown == "1,878\u202fmL"
    assert GERMAN.read(shown).m == pytest.approx(1.878)
    assert GERMAN.read("1,88 mL").m == pytest.approx(1.88)


@pytest.mark.parametrize("text", ["1e5.5 mM", "½5 mM", "10^-5.5 M", "10⁻⁵5 M"])
def test_digits_behind_a_number_are_never_left_over(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed(text)
    assert refused.value.code is Message.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("unit", "kind", "factor"),
    [
        ("g/mol", Kind.MOLAR_MASS, 1.0), ("U/g", Kind.SPECIFIC_ACTIVITY, 1e-3),
        ("mg/mL", Kind.MASS_CONCENTRATION, 1.0), ("uM", Kind.MOLARITY, 1e-6),
    ],
)  # fmt: skip
def test_a_unit_is_worth_so_much_of_its_base_unit(unit: str, kind: Kind, factor: float) -> None:
    found = worth(unit)
    assert found is not None
    assert found[0] is kind
    assert found[1] == pytest.approx(factor)
    assert worth("mL/mol") is None
    assert worth("furlong") is None
