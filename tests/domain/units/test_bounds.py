"""Amounts that cannot be on a bench: each bound by hand, what is on either side of it, and what is said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.units.bounds import AVOGADRO, Beyond, beyond, check_strength, check_weighed
from benchapp.domain.units.kinds import BASE_UNITS, Kind
from benchapp.domain.units.units import Units


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1e7 L", Beyond.VESSEL),
        ("1000 L", None),
        ("0.0001 pL", Beyond.BACTERIUM),
        ("0.001 pL", None),
        ("2000 kg", Beyond.WEIGHT),
        # A plasmid of 5000 pairs weighs 5 ag; how much is in a drop is asked of Convert.
        ("5e-18 g", None),
        # 6.022e23 of them are a mole.
        ("1e-24 mol", Beyond.MOLECULE),
        ("2e-24 mol", None),
        ("100 M", Beyond.WATER),
        ("55.5 M", None),
        # 1e-20 mol/L × 1e-4 L × 6.022e23 = 0.6 molecules; of 2e-20 mol/L 1.2.
        ("1e-20 M", Beyond.EMPTY_WELL),
        ("2e-20 M", None),
        ("1 fM", None),
        ("30 g/mL", Beyond.METAL),
        ("22.6 g/mL", None),
        ("120 % v/v", Beyond.WHOLE),
        ("100 % v/v", None),
        ("105 % w/w", None),
        ("1000000 x", None),
        ("0.5 g/mol", Beyond.HYDROGEN),
        ("1.008 g/mol", None),
        ("10000 U/mL", None),
    ],
)
def test_what_cannot_be_on_a_bench_is_refused_with_why(units: Units, text: str, why: Beyond | None) -> None:
    if why is None:
        units.read(text)
        return
    with pytest.raises(QuantityError) as refused:
        units.read(text)

    assert (refused.value.code, refused.value.values["why"]) == (Message.CANNOT_BE, why.value)
    assert refused.value.values["text"] == text


@given(st.sampled_from(list(Kind)), st.floats(1e-30, 1e30), st.floats(1e-30, 1e30))
def test_what_lies_between_two_amounts_that_can_be_can_be_too(kind: Kind, first: float, second: float) -> None:
    between = math.sqrt(first) * math.sqrt(second)

    if beyond(kind, first) is None and beyond(kind, second) is None:
        assert beyond(kind, between) is None


@given(st.sampled_from(list(BASE_UNITS)))
def test_nothing_is_for_its_field_to_judge(kind: Kind) -> None:
    assert beyond(kind, 0.0) is None


def test_a_dilution_that_leaves_no_molecule_in_a_microlitre_cannot_be() -> None:
    # 1 M ÷ 6e17 × 1 µL × 6.022e23 = 1.004 molecules.
    assert beyond(Kind.FOLD, 6e17) is None
    assert beyond(Kind.FOLD, 6.1e17) is Beyond.THINNED


def test_a_wrong_kind_is_said_before_an_amount_that_cannot_be(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read("1e7 L", Kind.MASS)

    assert refused.value.code is Message.WRONG_KIND


@pytest.mark.parametrize(
    ("mass_mg", "done", "code"),
    [
        (5.8e-11, False, Message.TOO_LITTLE_TO_WEIGH),
        (5.8e-11, True, Message.NEVER_WEIGHED),
        (1e-4, False, None),
        (0.01, True, None),
    ],
)
def test_what_no_balance_shows_is_not_weighed(mass_mg: float, done: bool, code: MessageCode | None) -> None:
    if code is None:
        check_weighed(mass_mg, "mass", done=done)
        return
    with pytest.raises(CalculationError) as refused:
        check_weighed(mass_mg, "mass", done=done)

    values = refused.value.values
    assert (refused.value.code, values["field"]) == (code, "mass")
    assert values["mass_g"] == pytest.approx(mass_mg / 1000)
    assert values["finest_g"] == pytest.approx(1e-7)


def test_no_liquid_holds_more_than_it_weighs() -> None:
    check_strength(3600.0, "volume")
    with pytest.raises(CalculationError) as refused:
        check_strength(3700.0, "volume")

    assert (refused.value.code, refused.value.values["field"]) == (Message.STRONGER_THAN_ANY, "volume")
    assert pytest.approx(6.022e23, rel=1e-4) == AVOGADRO


@pytest.mark.parametrize("text", ["0.25 %", "10 %"])
def test_a_per_cent_of_a_solid_is_asked_of_what(units: Units, text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read(text, Kind.MOLARITY, Kind.MASS_CONCENTRATION, Kind.ACTIVITY_CONCENTRATION)

    assert refused.value.code is Message.PERCENT_OF_WHAT
    assert refused.value.values["figure"] == pytest.approx(float(text.split(maxsplit=1)[0]))


def test_of_a_named_acid_the_normality_alone_is_asked_for_where_one_is_taken(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read("0.1 N HCl", Kind.NORMALITY)
    assert (refused.value.code, refused.value.values["amount"]) == (Message.LEFT_OVER, "0.1 N")
    with pytest.raises(QuantityError) as dosed:
        units.read("0.1 N HCl", Kind.MOLARITY)
    assert dosed.value.code is Message.NORMALITY


def test_where_a_part_by_volume_is_taken_too_a_per_cent_can_be_that(units: Units) -> None:
    with pytest.raises(QuantityError) as refused:
        units.read("10 %", Kind.MASS_CONCENTRATION, Kind.PERCENT_VV)

    assert refused.value.code is Message.PERCENT_OF_WHICH
