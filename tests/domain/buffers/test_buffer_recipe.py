"""A recipe as it is written: as the texts of a form and back."""

from benchapp.domain.buffers.buffer_recipe import (
    OWN,
    BufferRecipe,
    ComponentForm,
    RecipePart,
    part_lines,
    read_lines,
    recipe_of,
    recipe_texts,
)

FORMS = (ComponentForm("anhydrous", "NaCl", "58.44"), ComponentForm("other", "NaCl·H2O", "76.46"))


def test_a_recipe_comes_back_from_the_texts_of_a_form() -> None:
    made = BufferRecipe(
        "own:mine", "mine", "500 mL", "water", (RecipePart("NaCl", "1 M", "", "58.44 g/mol", "anhydrous"),),
        ph="7.4", ph_with="HCl", sterile="filter", storage="4 C", life="1 week", notes=("one", "two"),
    )  # fmt: skip

    assert recipe_of(recipe_texts(made)) == made
    assert made.own
    assert OWN + made.name == made.id


def test_what_no_recipe_can_hold_is_left_out() -> None:
    found = recipe_of({"sterile": "boiled", "storage": "the shelf", "volume": "1 L"})

    assert (found.sterile, found.storage, found.volume, found.parts, found.own) == ("", "", "1 L", (), False)


def test_a_part_takes_the_molar_mass_of_its_form() -> None:
    part = RecipePart("NaCl", "1 M", forms=FORMS)

    assert part.chosen().molar_mass == "58.44 g/mol"
    assert RecipePart("NaCl", "1 M", form="other", forms=FORMS).chosen().molar_mass == "76.46 g/mol"
    assert part_lines((part,)) == "NaCl; 1 M; ; 58.44 g/mol; anhydrous"


def test_what_is_said_in_the_language_of_the_screen_are_its_names_and_sentences() -> None:
    part = RecipePart("NaCl", "1 M", forms=FORMS)
    made = BufferRecipe("x", "brine", "1 L", "water", (part,), life="1 week", notes=("salty",))

    assert made.words() == ("brine", "water", "NaCl", "anhydrous", "other", "1 week", "salty")


def test_a_line_that_is_begun_is_a_part_and_an_empty_one_is_none() -> None:
    assert read_lines("NaCl; 1 M\n\n; ") == (RecipePart("NaCl", "1 M"), RecipePart("", ""))
