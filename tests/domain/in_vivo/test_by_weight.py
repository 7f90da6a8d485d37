"""Doses and volumes by weight, and weights, as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.in_vivo.by_weight import read_per_kg, read_weights
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.kinds import Kind


@pytest.mark.parametrize(
    "text",
    ["25 mg/kg", "25", "25mg/kg", "0.025 g/kg", "25 mg kg-1", "25 mg·kg⁻¹", "25 mg per kg", "25 µg/g", "25 mg/kg BW",
     "25000 µg/kg", "0.25 mg/10 g", "25 mg/kg body weight"],
)  # fmt: skip
def test_a_dose_is_read_in_mg_for_each_kg(text: str) -> None:
    assert read_per_kg(text, Kind.MASS, "dose") == pytest.approx(25)


@pytest.mark.parametrize(
    "text", ["10 mL/kg", "10", "10 µL/g", "100 µL/10 g", "0.1 mL/10 g", "200 uL/20g", "0.01 L/kg", "10 ml pro kg"]
)
def test_a_volume_is_read_in_ml_for_each_kg(text: str) -> None:
    assert read_per_kg(text, Kind.VOLUME, "volume") == pytest.approx(10)


def test_the_comma_of_the_locale_is_read() -> None:
    assert read_per_kg("2,5 mg/kg", Kind.MASS, "dose", decimal_comma=True) == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("", Kind.MASS, Message.EMPTY),
        ("much", Kind.MASS, Message.NOT_A_DOSE), ("25 mg", Kind.MASS, Message.NOT_A_DOSE),
        ("25 mM/kg", Kind.MASS, Message.NOT_A_DOSE), ("25 mg/mL", Kind.MASS, Message.NOT_A_DOSE),
        ("10 mL/kg", Kind.MASS, Message.NOT_A_DOSE), ("1 L", Kind.VOLUME, Message.NOT_A_VOLUME_BY_WEIGHT),
        ("25 mg/0 g", Kind.MASS, Message.NOT_A_DOSE), ("0 mg/kg", Kind.MASS, Message.NOT_POSITIVE),
        ("10-20 mg/kg", Kind.MASS, Message.A_RANGE), ("1,500 mg/kg", Kind.MASS, Message.TWO_READINGS),
        ("25 parsec/kg", Kind.MASS, Message.NOT_A_DOSE),
    ],
)  # fmt: skip
def test_what_is_no_amount_by_weight_is_refused_at_its_field(text: str, kind: Kind, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_per_kg(text, kind, "dose")

    assert (refused.value.code, refused.value.values["field"]) == (code, "dose")


@pytest.mark.parametrize(
    "text",
    ["18 19.5 24 g", "18, 19.5, 24", "18 g; 19.5 g; 24 g", "18\n19.5\n24", "0.018 0.0195 0.024 kg"],
)
def test_weights_are_read_one_by_one(text: str) -> None:
    found = read_weights(text, None)

    assert found.each == pytest.approx((18, 19.5, 24))
    assert found.animals == 3
    assert [found.low, found.high] == pytest.approx([18, 24])
    assert found.reckoned_g == pytest.approx(61.5)


def test_weights_with_the_comma_of_the_locale_are_read() -> None:
    assert read_weights("18,5 19,5; 20", None, decimal_comma=True).each == (18.5, 19.5, 20.0)


def test_one_weight_is_the_mean_of_all_and_that_of_one_animal_alone() -> None:
    assert read_weights("20 g", 8).reckoned_g == 160
    assert read_weights("20 g", 1).each == (20.0,)


@pytest.mark.parametrize("text", ["18-24 g", "18 – 24", "18 g to 24 g", "18 bis 24 g", "18…24 g", "0.018-0.024 kg"])
def test_a_range_is_reckoned_as_the_heaviest(text: str) -> None:
    found = read_weights(text, 8)

    assert found.is_range
    assert [found.low, found.high] == pytest.approx([18, 24])
    assert found.reckoned_g == pytest.approx(192)


@pytest.mark.parametrize(
    ("text", "animals", "code", "field"),
    [
        ("", 8, Message.EMPTY, "weights"), ("heavy", 8, Message.NOT_WEIGHTS, "weights"),
        ("24-18 g", 8, Message.NOT_WEIGHTS, "weights"), ("18 19 g", 8, Message.WEIGHTS_DIFFER, "weights"),
        ("20 g", None, Message.ANIMALS_NEEDED, "animals"), ("18-24 g", None, Message.ANIMALS_NEEDED, "animals"),
        ("18,5 19,5", 2, Message.WEIGHTS_COMMA, "weights"), ("0.5 g", 1, Message.NOT_WEIGHTS, "weights"),
        ("20 mL", 8, Message.NOT_WEIGHTS, "weights"), ("20 " * 501 + "g", None, Message.NOT_BETWEEN, "weights"),
        ("1.500; 20", 2, Message.TWO_READINGS, "weights"),
    ],
)  # fmt: skip
def test_what_are_no_weights_is_refused(text: str, animals: int | None, code: MessageCode, field: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_weights(text, animals, decimal_comma=code is Message.TWO_READINGS)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)


@given(st.lists(st.floats(10, 40).map(lambda grams: round(grams, 1)), min_size=2, max_size=40))
def test_a_list_says_how_many_animals_there_are(weights: list[float]) -> None:
    found = read_weights(" ".join(map(str, weights)), None)

    assert found.animals == len(weights)
    assert found.reckoned_g == pytest.approx(sum(weights))


def test_more_than_a_kilogram_for_each_kilogram_is_no_dose() -> None:
    with pytest.raises(QuantityError) as refused:
        read_per_kg("1.1 kg/kg", Kind.MASS, "dose")

    assert refused.value.code is Message.DOSE_CANNOT_BE


@pytest.mark.parametrize("text", ["0.001 µL/kg", "0.9 µL/kg", "1.1 L/kg"])
def test_what_no_syringe_measures_and_what_fills_the_animal_is_no_volume(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_per_kg(text, Kind.VOLUME, "volume")

    assert (refused.value.code, refused.value.values["field"]) == (Message.VOLUME_CANNOT_BE, "volume")


@pytest.mark.parametrize(("text", "mg_kg"), [("1 pg/kg", 1e-9), ("25 mg/kg", 25.0), ("1 kg/kg", 1e6)])
def test_what_is_a_dose_is_read(text: str, mg_kg: float) -> None:
    assert read_per_kg(text, Kind.MASS, "dose") == pytest.approx(mg_kg)


def test_less_than_any_poison_is_no_dose() -> None:
    with pytest.raises(QuantityError) as refused:
        read_per_kg("1 fg/kg", Kind.MASS, "dose")

    assert refused.value.code is Message.DOSE_CANNOT_BE
