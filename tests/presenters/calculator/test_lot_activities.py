"""The activity of a lot is filled in with its stock, and goes with it; what somebody typed stays."""

import pytest
from msgspec.structs import replace

from benchapp.domain.units.amounts import Amount
from benchapp.presenters.calculator.lot_activities import LotActivities
from tests.making import solution

VIAL = replace(solution("vial"), lot="L7", label="BC-1", potency=Amount("5000", "U/mg"))
OTHER = replace(solution("other"), lot="L8", label="BC-2")


@pytest.fixture
def texts() -> dict[str, str]:
    return {}


@pytest.fixture
def activities(texts: dict[str, str]) -> LotActivities:
    return LotActivities(lambda name: texts.get(name, ""), texts.__setitem__)


def test_what_was_recorded_fills_the_field_and_is_emptied_again(
    activities: LotActivities, texts: dict[str, str]
) -> None:
    activities.take("_b", VIAL, [VIAL, OTHER])
    assert (texts, activities.source("_b"), activities.source()) == ({"potency_b": "5000\u202fU/mg"}, "BC-1", "")
    activities.forget("_b")
    assert (texts["potency_b"], activities.source("_b")) == ("", "")


def test_what_was_typed_over_it_stays_and_has_no_label(activities: LotActivities, texts: dict[str, str]) -> None:
    activities.take("", VIAL, [VIAL])
    texts["potency"] = "7000 U/mg"
    assert activities.source() == ""
    activities.forget("")
    activities.take("", VIAL, [VIAL])
    assert (texts["potency"], activities.source()) == ("7000 U/mg", "")


def test_what_was_typed_for_another_stock_goes(activities: LotActivities, texts: dict[str, str]) -> None:
    texts |= {"potency": "7000 U/mg", "stock": VIAL.id}
    activities.take("", OTHER, [VIAL, OTHER])
    assert texts["potency"] == ""
