"""Solutions in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.domain.units.amounts import Amount
from benchapp.ui.text.solution_texts import freshness_text, limit_text, limit_words, vessels_text
from tests.making import solution


def test_what_is_past_names_the_rule_that_set_its_use_by() -> None:
    past = Freshness(State.PAST, timedelta(hours=-3), None, Limit(LimitKind.PARENT, 1, "parent", "BC-AAAAAA"))

    assert "ago" in freshness_text(past)
    assert "BC-AAAAAA" in limit_text(past)


def test_a_limit_says_months_where_it_was_said_in_months_and_days_where_in_days() -> None:
    in_days = Limit(LimitKind.AGE, 182 * 86400.0, "stock_frozen_20_d", "lab rule")

    assert limit_words(replace(in_days, months=6)) == "6 months after making (lab rule)"
    assert limit_words(replace(in_days, months=12)) == "1 year after making (lab rule)"
    assert limit_words(in_days) == "182\u202fd after making (lab rule)"


@pytest.mark.parametrize(
    ("count", "volume", "said"),
    [
        (18, Amount("100", "uL"), "18 aliquots"),
        (1, Amount("50", "mL"), "1 tube"),
        (1, Amount("100", "mL"), "1 bottle"),
        (1, None, "1 tube"),
    ],
)
def test_what_no_tube_holds_is_in_a_bottle(count: int, volume: Amount | None, said: str) -> None:
    assert vessels_text(replace(solution("s1"), aliquots=count, aliquot_volume=volume)) == said
