"""Several stocks mixed in the vehicle first: the parts come out, whatever is weakened before."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES, Pipette
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.recipes.mixing import Lab, Supply, TubePlan
from benchapp.domain.recipes.premixes import premix, vehicle_needed

LAB = Lab(LabRules(), USUAL_PIPETTES)


def mixed(parts: dict[str, float], total: float, ul: float = 100.0, lab: Lab = LAB) -> tuple[str, TubePlan]:
    supplies = (*(Supply(name, pure_vehicle=True, stock=True) for name in parts), Supply("DMSO", pure_vehicle=True))
    rack = TubePlan(lab, supplies)
    return premix(rack, "P", parts, total, ul, "DMSO"), rack


def test_one_stock_that_is_all_of_the_vehicle_is_taken_as_it_is() -> None:
    assert mixed({"stock": 0.001}, 0.001)[0] == "stock"
    assert mixed({}, 0.001)[0] == "DMSO"


def test_one_stock_in_more_vehicle_is_mixed_with_it() -> None:
    name, rack = mixed({"stock": 0.001}, 0.004)

    assert name == "P"
    assert rack.tubes["P"].parts == pytest.approx({"stock": 0.25, "DMSO": 0.75}, rel=0.01)


@given(st.lists(st.floats(1e-6, 1e-3), min_size=2, max_size=8), st.floats(0, 5e-3), st.floats(20, 2000))
def test_the_parts_of_a_premix_come_out(parts: list[float], least: float, ul: float) -> None:
    of = {f"stock {number}": part for number, part in enumerate(parts)}
    total = vehicle_needed(of, least)
    assert total >= max(sum(parts), least)

    try:
        name, rack = mixed(of, total, ul)
    except CalculationError as refused:
        assert refused.code in {Message.PREMIX_TOO_FINE, Message.NO_PIPETTE}
        return

    tube = rack.tubes[name]
    assert tube.volume_ul >= ul * (1 - 1e-3)
    for source, part in of.items():
        # Each of at most three pipettings is off by no more than the lab accepts.
        assert tube.parts[source] == pytest.approx(part / total, rel=0.12)


@given(st.lists(st.floats(1e-6, 1e-2), min_size=2, max_size=12))
def test_all_the_vehicle_that_weakened_stocks_need_is_counted(parts: list[float]) -> None:
    of = {str(number): part for number, part in enumerate(parts)}
    total = vehicle_needed(of)
    assume(total < 1)

    # Each is weakened tenfold until it is a twentieth of the premix, at most to a ten-thousandth.
    def weakened(part: float) -> float:
        return next((part * by for by in (1, 10, 100, 1000) if part * by / total >= 0.05), part * 10_000)

    assert sum(weakened(part) for part in parts) <= total * (1 + 1e-6)


def test_a_stock_alone_needs_itself_or_what_is_wanted() -> None:
    assert vehicle_needed({"stock": 1e-9}) == 1e-9
    assert vehicle_needed({"stock": 1e-9}, 0.001) == 0.001


def test_vehicle_that_leaves_no_room_for_weakened_stocks_is_refused() -> None:
    # A thousandth of the premix is set as a tenth of it, weaker: with the other stock that is more than all of it.
    with pytest.raises(CalculationError) as refused:
        mixed({"strong": 1e-6, "weak": 1e-3}, 1.001e-3)

    assert refused.value.code is Message.PREMIX_TOO_FINE


def test_pipettes_too_coarse_for_the_parts_refuse_them_and_say_what_they_set() -> None:
    # Read to 100 µL: 200 µL of the one want 220 µL of the other, and no larger premix suits both.
    coarse = Lab(LabRules(), (Pipette("P1000", 200, 1000, 100, 8),))

    with pytest.raises(CalculationError) as refused:
        mixed({"one": 1e-3, "other": 0.91e-3}, 1.91e-3, 100.0, coarse)

    assert refused.value.code is Message.PREMIX_TOO_FINE
    assert refused.value.values["settable_ul"] == 200
