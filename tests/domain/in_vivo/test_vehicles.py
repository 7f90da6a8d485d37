"""Vehicles of several parts: read as they are typed, named with who used them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.in_vivo.vehicles import NAMED, AnimalVehicle, Part, part_name, read_vehicle, whose
from benchapp.domain.messages import Message, QuantityError

PEG = AnimalVehicle((Part("DMSO", 10), Part("PEG300", 40), Part("Tween-80", 5), Part("saline", 45)))


@pytest.mark.parametrize(
    "text",
    [
        "10 % DMSO, 40 % PEG300, 5 % Tween-80, 45 % saline", "10% dmso; 40% PEG 300; 5% polysorbate 80; 45% 0.9% NaCl",
        "DMSO 10 %, PEG-300 40 %, Tween 80 5 %, saline 45 %", "10 % DMSO + 40 % PEG300 + 5 % Tween-80 + saline",
        "10 % DMSO → 40 % PEG300 → 5 % Tween-80 → 45 % saline", "10 % v/v DMSO\n40 % PEG300\n5 % Tween-80\n45 % saline",
    ],
)  # fmt: skip
def test_parts_are_read_in_their_order_of_mixing(text: str) -> None:
    assert read_vehicle(text) == PEG


def test_one_liquid_is_all_of_it_though_its_name_begins_with_a_share() -> None:
    assert read_vehicle("0.5 % CMC-Na in water").parts == (Part("0.5 % CMC-Na in water", 100.0),)
    assert read_vehicle("corn oil").parts == (Part("corn oil", 100.0),)
    assert read_vehicle("100 % corn oil").parts == (Part("corn oil", 100.0),)


def test_shares_are_read_with_the_comma_of_the_locale() -> None:
    assert read_vehicle("2,5 % DMSO, 97,5 % saline", decimal_comma=True).parts[1] == Part("saline", 97.5)


@pytest.mark.parametrize("named", NAMED, ids=lambda one: one.key)
def test_a_named_vehicle_adds_up_and_is_found_again_by_its_text(named: object) -> None:
    one = next(known for known in NAMED if known is named)

    assert sum(part.percent for part in one.vehicle.parts) == pytest.approx(100)
    assert whose(read_vehicle(one.vehicle.text)) is one


def test_each_named_vehicle_says_who_used_it_but_the_one_of_which_nothing_was_read() -> None:
    assert [one.key for one in NAMED if not one.source] == ["sbe"]


def test_a_vehicle_of_ones_own_is_nobodys() -> None:
    assert whose(read_vehicle("20 % DMSO, 80 % saline")) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Message.VEHICLE_EMPTY), ("10 %", Message.VEHICLE_EMPTY),
        ("10 % DMSO, 40 % PEG300", Message.VEHICLE_SHARES),
        ("DMSO, saline", Message.VEHICLE_SHARES), ("100 % DMSO, saline", Message.VEHICLE_SHARES),
        ("0 % DMSO, 100 % saline", Message.VEHICLE_SHARES), ("120 % DMSO", Message.VEHICLE_SHARES),
        ("10 % DMSO, 40 % DMSO, 50 % saline", Message.VEHICLE_TWICE),
        ("; ".join(f"10 % part{place}" for place in range(10)), Message.VEHICLE_PARTS),
        ("1.500 % DMSO, saline", Message.TWO_READINGS),
    ],
)  # fmt: skip
def test_what_is_no_vehicle_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_vehicle(text, decimal_comma=code is Message.TWO_READINGS)

    assert (refused.value.code, refused.value.values["field"]) == (code, "vehicle")


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_the_shares_add_up_to_the_whole_with_a_rest(shares: list[int]) -> None:
    shares = shares if sum(shares) < 100 else shares[:3]
    text = ", ".join(f"{share} % part{place}" for place, share in enumerate(shares))
    vehicle = read_vehicle(f"{text}, saline")

    assert sum(part.percent for part in vehicle.parts) == pytest.approx(100)
    assert read_vehicle(vehicle.text) == vehicle


def test_what_it_is_made_of_is_told() -> None:
    oil, cmc = read_vehicle("10 % DMSO, corn oil"), read_vehicle("0.5 % CMC-Na in water")

    assert (PEG.dmso_percent, oil.oily, PEG.oily, cmc.suspends, PEG.suspends) == (10, True, False, True, False)
    assert [part.thick for part in PEG.parts] == [False, True, True, False]
    assert not PEG.same(oil)
    assert part_name("Kochsalzlösung") == "saline"
