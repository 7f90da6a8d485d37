"""What is wrong with what was typed names an example that the field would take."""

import pytest

from benchapp.domain.messages import Message, Value
from benchapp.domain.units.kinds import CONCENTRATIONS
from benchapp.ui.text.input_texts import INPUT_TEXTS, input_values
from benchapp.ui.text.message_texts import say


@pytest.mark.parametrize(
    ("values", "example", "amount"),
    [
        ({"text": "10", "wanted": "molarity/mass concentration"}, "10 µM or 10 mg/mL", "10 µM"),
        ({"text": "0.98", "wanted": "percent", "asked": "purity"}, "98 %", "98 %"),
        ({"text": "5", "wanted": "time", "asked": "when"}, "5 min ago", "10 min ago"),
        ({"text": "x", "wanted": "fold", "asked": "times"}, "x", "3"),
        ({"text": "7", "wanted": ""}, "7 µM or 7 mg", "10 µM"),
    ],
)
def test_an_example_has_the_unit_of_the_field(values: dict[str, Value], example: str, amount: str) -> None:
    derived = input_values(values)

    assert (derived["example"], derived["example_amount"]) == (example, amount)


def test_the_kinds_of_concentration_are_one_word() -> None:
    kinds = "/".join(kind.value for kind in CONCENTRATIONS)

    assert input_values({"wanted": kinds})["wanted_kinds"] == "concentration"
    assert input_values({"wanted": "mass/volume"})["wanted_kinds"] == "mass or volume"


def test_an_amount_without_a_unit_is_answered_with_one() -> None:
    assert Message.NO_UNIT in INPUT_TEXTS
    assert say(Message.NO_UNIT, {"text": "4", "wanted": "volume"}) == "“4” has no unit. Add one, for example 4 µL."


def test_an_amount_without_a_unit_is_answered_in_german(german: None) -> None:
    assert say(Message.NO_UNIT, {"text": "4", "wanted": "volume"}) == (
        "„4“ hat keine Einheit. Eine anfügen, zum Beispiel 4 µL."
    )
