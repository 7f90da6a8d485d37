"""Lab rules in words."""

from msgspec.structs import fields

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.ui.text.rule_texts import RULES, rule_title, rule_value

# Not shown on the page.
SET_BY_NOBODY = {"asked", "in_months", "soon_part", "soon_at_most_h"}


def test_every_rule_has_a_title_a_unit_and_a_reason_and_is_in_one_group() -> None:
    named = [rule for group in RULES.values() for rule in group]

    assert len(named) == len(set(named))
    assert {field.name for field in fields(LabRules)} - set(named) == SET_BY_NOBODY
    assert all(all(words) for group in RULES.values() for words in group.values())


def test_a_rule_is_called_by_its_title() -> None:
    assert rule_title("overage_percent") == "Overage"
    assert rule_title("a rule of a newer version") == "a rule of a newer version"


def test_a_rule_is_called_by_its_title_in_german(german: None) -> None:
    assert rule_title("most_thaws") == "Auftauen höchstens"


def test_a_value_of_a_rule_has_its_unit_and_none_is_said_so() -> None:
    assert rule_value("stock_frozen_20_d", 182, in_months=True) == "6 months"
    assert rule_value("stock_frozen_20_d", 365, in_months=True) == "1 year"
    assert rule_value("stock_frozen_20_d", 182) == "182\u202fd"
    assert rule_value("stock_frozen_20_d", 100) == "100\u202fd"
    assert rule_value("stock_frozen_20_d", 0) == "no limit set"
    assert rule_value("overage_percent", 0) == "0\u202f%"
    assert rule_value("a rule of a newer version", 3) == "3"
