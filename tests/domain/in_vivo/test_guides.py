"""What good practice says of volumes, and what is said of DMSO."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.in_vivo.by_weight import read_weights
from benchapp.domain.in_vivo.guides import (
    GUIDES,
    Administration,
    Species,
    typing_cautions,
    vehicle_cautions,
    volume_cautions,
)
from benchapp.domain.in_vivo.vehicles import read_vehicle
from benchapp.domain.messages import Message, Severity


def test_good_practice_for_a_mouse_by_mouth_is_ten_ml_for_each_kg() -> None:
    said = [volume_cautions(Species.MOUSE, Administration.ORAL, ml_kg, 20) for ml_kg in (10, 11, 51)]

    assert [[one.code for one in each] for each in said] == [
        [], [Message.VOLUME_ABOVE_GOOD], [Message.VOLUME_ABOVE_MOST],
    ]  # fmt: skip
    assert said[1][0].values["stated_by"] == "Diehl et al. 2001"


def test_into_a_muscle_it_is_counted_for_the_site() -> None:
    assert volume_cautions(Species.MOUSE, Administration.INTRAMUSCULAR, 2, 25) == []
    assert volume_cautions(Species.MOUSE, Administration.INTRAMUSCULAR, 10, 25)[0].values["given"] == pytest.approx(
        0.25
    )


def test_of_what_nothing_is_on_file_nothing_is_said() -> None:
    assert volume_cautions(Species.OTHER, Administration.ORAL, 500, 20) == []
    assert volume_cautions(Species.MOUSE, Administration.OTHER, 500, 20) == []


@given(st.sampled_from(sorted(GUIDES)), st.floats(0.001, 1000), st.floats(10, 4000))
def test_a_caution_is_louder_the_more_is_given(
    known: tuple[Species, Administration], ml_kg: float, grams: float
) -> None:
    def loudness(volume: float) -> int:
        return max((one.severity for one in volume_cautions(*known, volume, grams)), default=Severity(1))

    assert loudness(ml_kg) <= loudness(ml_kg * 2)


def test_much_dmso_and_an_oil_in_a_vein_are_cautions() -> None:
    strong, oil, cmc = (read_vehicle(text) for text in ("30 % DMSO, saline", "corn oil", "0.5 % CMC-Na in water"))

    assert [one.code for one in vehicle_cautions(strong, Administration.ORAL)] == [Message.MUCH_DMSO]
    assert [one.code for one in vehicle_cautions(oil, Administration.INTRAVENOUS)] == [Message.NOT_INTO_A_VEIN]
    assert [one.code for one in vehicle_cautions(cmc, Administration.INTRAVENOUS)] == [Message.NOT_INTO_A_VEIN]
    assert vehicle_cautions(oil, Administration.ORAL) == []


@pytest.mark.parametrize(
    ("species", "weights", "dose", "codes"),
    [
        (Species.MOUSE, "18-24 g", 25, []),
        (Species.MOUSE, "18-24 kg", 25, [Message.WEIGHT_UNLIKELY]),
        (Species.MOUSE, "20; 21; 250 g", 25, [Message.WEIGHT_UNLIKELY]),
        (Species.RAT, "250 g", 25, []),
        (Species.RABBIT, "3 kg", 25, []),
        (Species.RABBIT, "3 g", 25, [Message.WEIGHT_UNLIKELY]),
        (Species.OTHER, "70 kg", 25, []),
        (Species.MOUSE, "20 g", 25_000, [Message.DOSE_UNLIKELY]),
    ],
)
def test_a_weight_that_no_such_animal_has_and_a_dose_that_is_none_are_questioned(
    species: Species, weights: str, dose: float, codes: list[str]
) -> None:
    animals = None if ";" in weights else 4
    said = typing_cautions(species, read_weights(weights, animals), dose)

    assert [one.code for one in said] == codes
    assert all(one.severity is Severity.STRONG for one in said)
