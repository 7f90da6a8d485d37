"""Messages about what a calculation or a plan lacks."""

from benchapp.domain.messages import Message, Value
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.plan_texts import PLAN_TEXTS, plan_values

STRONGER: dict[str, Value] = {"most": True, "molar": 0.01}


def test_what_is_stronger_than_the_stock_is_shown_the_most_it_allows() -> None:
    assert Message.TARGET_ABOVE_STOCK in PLAN_TEXTS
    assert plain_spaces(say(Message.TARGET_ABOVE_STOCK, STRONGER)) == (
        "This is stronger than the stock allows: 10 mM at most. Take a stronger stock or a lower concentration."
    )
    assert plan_values({"molar": 0.01})["most_text"] == ""


def test_what_is_stronger_than_the_stock_is_shown_in_german(german: None) -> None:
    assert plain_spaces(say(Message.TARGET_ABOVE_STOCK, STRONGER)) == (
        "Das ist mehr, als die Stammlösung hergibt (höchstens 10 mM). Eine konzentriertere Stammlösung oder eine "
        "niedrigere Konzentration nehmen."
    )


def test_the_two_kinds_of_unit_are_named() -> None:
    assert plan_values({"first": "molarity", "second": "mass"})["both_kinds"] == " (molarity, mass)"
    assert plan_values({})["both_kinds"] == ""
