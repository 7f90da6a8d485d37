"""The sentences of dosing animals: each code has one."""

from benchapp.domain.codes.in_vivo import InVivoMessages
from benchapp.domain.messages import Message, Value
from benchapp.ui.text.calculations.in_vivo_texts import IN_VIVO_TEXTS
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.recipe_texts import animal_values, table_lines


def test_every_code_of_dosing_animals_has_its_sentence() -> None:
    codes = {code for name, code in vars(InVivoMessages).items() if name.isupper()}

    assert codes == set(IN_VIVO_TEXTS)


def test_a_volume_is_compared_for_each_kg_or_for_the_site() -> None:
    values: dict[str, Value] = {
        "stated_by": "Diehl et al. 2001",
        "species": "mouse",
        "route": "intramuscular",
        "given": 0.25,
        "good": 0.05,
        "most": 0.1,
        "per_site": True,
    }
    said = say(Message.VOLUME_ABOVE_MOST, values)

    assert said.startswith("0.25 mL for a site intramuscular is above the possible maximum for a mouse (0.1 mL for a")
    assert animal_values({"per_site": False}) == {"volume_unit": "mL/kg"}
    assert animal_values({}) == {}


def test_a_table_without_numbers_names_the_weights() -> None:
    assert [name for name, _ in table_lines("0:18:180;2:20:200")] == ["18 g", "No. 2, 20 g"]
