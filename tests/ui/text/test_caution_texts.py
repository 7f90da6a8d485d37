"""Cautions about a plan."""

import pytest

from benchapp.domain.messages import Message, Value
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.caution_texts import CAUTION_TEXTS, caution_values
from benchapp.ui.text.message_texts import say

ABOVE: dict[str, Value] = {
    "compound": "Lenalidomide", "relation": "≥", "mg_ml": 100.8, "molar": 0.3888, "solvent": "DMSO", "times": 1.03,
    "stated_in": "vendor", "stated_by": "Selleck",
}  # fmt: skip


def test_a_concentration_above_the_highest_on_file_names_figure_and_source() -> None:
    assert Message.ABOVE_HIGHEST_VALUE in CAUTION_TEXTS
    # Tested up to there only: how many times as much it is says nothing.
    assert plain_spaces(say(Message.ABOVE_HIGHEST_VALUE, ABOVE)) == (
        "Lenalidomide: Above the highest value on file: 388.8 mM (≥ 100.8 mg/mL in DMSO), one vendor, others not "
        "checked. Make it weaker, or test a little first. (Selleck)"
    )


def test_a_concentration_above_the_highest_on_file_is_shown_in_german(german: None) -> None:
    assert plain_spaces(say(Message.ABOVE_HIGHEST_VALUE, ABOVE)) == (
        "Lenalidomide: Über dem höchsten hinterlegten Wert: 388,8 mM (≥ 100,8 mg/mL in DMSO), ein Hersteller, andere "
        "nicht geprüft. Niedriger konzentriert ansetzen oder erst eine kleine Menge prüfen. (Selleck)"
    )


@pytest.mark.parametrize(("times", "shown"), [(1.04, "1.04"), (1.0004, "1.0004"), (3.21, "3.2"), (0.0, "")])
def test_how_many_times_as_much_is_never_once(times: float, shown: str) -> None:
    assert caution_values({"times": times})["times_over"] == shown


def test_a_vessel_or_the_well_is_where_it_is_compared() -> None:
    places: list[dict[str, Value]] = [{"tube": "A"}, {"tube": "A", "bottle": True}, {"in_well": True}, {}]

    assert [caution_values(values)["in_place"] for values in places] == [
        " in tube A", " in bottle A", " in the well", "",
    ]  # fmt: skip
