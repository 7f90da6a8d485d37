"""Messages about monographs and lists of compounds."""

from benchapp.domain.messages import Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.library_texts import LIBRARY_TEXTS
from benchapp.ui.text.message_texts import say


def test_a_formula_that_weighs_otherwise_is_shown_with_both_masses() -> None:
    assert Message.MOLAR_MASS_DIFFERS in LIBRARY_TEXTS
    assert plain_spaces(say(Message.MOLAR_MASS_DIFFERS, {"computed": 259.26, "stated": 295.7})) == (
        "The formula weighs 259.26 g/mol, not 295.7 g/mol. Correct one of the two, or name the form."
    )


def test_a_row_that_comes_twice_names_the_other(german: None) -> None:
    assert say(Message.ROW_TWICE, {"name": "Lenalidomide", "other": 4}) == "Lenalidomide steht schon in Zeile 4."
