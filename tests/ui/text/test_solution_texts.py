"""Solutions in words."""

from datetime import timedelta

from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.ui.text.solution_texts import freshness_text, limit_text


def test_what_is_past_names_the_rule_that_set_its_use_by() -> None:
    past = Freshness(State.PAST, timedelta(hours=-3), None, Limit(LimitKind.PARENT, 1, "parent", "BC-AAAAAA"))

    assert "ago" in freshness_text(past)
    assert "BC-AAAAAA" in limit_text(past)
