"""The recipes: those that come with the program, and the lab's own, with a way back from everything."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.buffers.buffer_recipe import BufferRecipe, RecipePart
from benchapp.domain.journal.entries import RecipeRemoved, RecipeSaved
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.calculator.buffers.buffer_recipes import BufferRecipes, recipe_called
from benchapp.presenters.session.journal_session import JournalSession

MINE = BufferRecipe("", "My PBS", "1 L", "water", (RecipePart("NaCl", "137 mM", "", "58.44 g/mol"),), ph="7.4")


def test_a_recipe_is_found_by_its_name_another_name_or_its_id(recipes: BufferRecipes) -> None:
    found = recipes.find("phosphate-buffered saline")

    assert found is not None
    assert found.name == "PBS 1×"
    assert recipes.find(found.id) is found
    assert recipes.find("pbs 1×") is found
    assert recipes.find("no such thing") is None
    assert [form.name for form in recipes.forms_of("Disodium hydrogen phosphate")][:2] == ["anhydrous", "dihydrate"]
    assert recipes.forms_of("FBS") == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("PBS", "PBS 1×"),
        ("tbs", "TBS 1×"),
        ("PFA", "Formaldehyde 4 % in PBS (from paraformaldehyde)"),
        ("staining", "FACS buffer"),
    ],
)
def test_a_recipe_is_called_by_what_people_say(recipes: BufferRecipes, typed: str, name: str) -> None:
    assert recipe_called(recipes, typed).name == name


@pytest.mark.parametrize(
    ("typed", "names"),
    [("TAE", "TAE 1×, TAE 50×"), ("complete medium", "DMEM complete, RPMI-1640 complete")],
)
def test_of_several_recipes_of_one_name_none_is_guessed(recipes: BufferRecipes, typed: str, names: str) -> None:
    with pytest.raises(BenchError) as refused:
        recipe_called(recipes, typed)
    assert (refused.value.code, refused.value.values["names"]) == (Message.BUFFER_SEVERAL, names)


def test_an_own_recipe_comes_before_one_of_the_program_that_is_called_so_too(recipes: BufferRecipes) -> None:
    recipes.save(replace(MINE, name="PBS"))
    assert recipe_called(recipes, "PBS").own


def test_an_own_recipe_is_kept_renamed_and_removed_and_all_of_it_undone(
    recipes: BufferRecipes, book: JournalSession
) -> None:
    kept = recipes.save(MINE)
    assert [one.name for one in recipes.own()] == ["My PBS"]
    assert recipes.every()[0].own

    renamed = recipes.save(replace(MINE, name="Our PBS"), kept)
    assert [(one.id, one.name) for one in recipes.own()] == [(renamed, "Our PBS")]

    recipes.remove(renamed)
    removed = book.entries()[-1]
    assert isinstance(removed.body, RecipeRemoved)
    assert recipes.own() == ()

    book.undo(removed.id)
    assert [one.parts for one in recipes.own()] == [MINE.parts]


def test_one_name_is_of_one_recipe(recipes: BufferRecipes, book: JournalSession) -> None:
    book.record(RecipeSaved("My PBS", "a compound", "plate", {}))

    with pytest.raises(BenchError) as refused:
        recipes.save(MINE)
    assert refused.value.code == Message.BUFFER_NAME_USED
    with pytest.raises(BenchError) as nameless:
        recipes.save(replace(MINE, name=" "))
    assert nameless.value.code == Message.BUFFER_NAME_NEEDED
    # What another calculator keeps is no recipe of a buffer.
    assert recipes.own() == ()
    assert recipes.free_name("My PBS") == "My PBS (2)"


def test_recipes_are_handed_on_in_a_file_and_none_takes_the_place_of_another(
    recipes: BufferRecipes, tmp_path: Path
) -> None:
    file = tmp_path / "mine.buffer.json"
    recipes.save(MINE)
    recipes.write_file(file, recipes.own())

    assert recipes.take_file(file) == ("My PBS (2)",)
    assert [one.name for one in recipes.own()] == ["My PBS", "My PBS (2)"]
    assert recipes.own()[1].parts == MINE.parts


def test_where_a_comma_is_typed_amounts_have_one_and_are_kept_with_a_point(
    book: JournalSession, tmp_path: Path
) -> None:
    german = BufferRecipes(book, paths.resources() / "buffers", lambda text: f"<{text}>", decimal_comma=True)
    found = german.find("PBS 1×")
    assert found is not None
    assert found.name == "<PBS 1×>"
    assert (found.parts[1].name, found.parts[1].amount) == ("<potassium chloride>", "2,7 mM")
    assert found.parts[1].chosen().molar_mass == "74,55 g/mol"

    german.save(replace(found, name="mein PBS"))
    kept = book.entries()[-1].body
    assert isinstance(kept, RecipeSaved)
    assert "2.7 mM" in kept.inputs["parts"]
    assert german.own()[0].parts[1].amount == "2,7 mM"
    german.write_file(tmp_path / "x.json", german.own())
    assert "2.7 mM" in (tmp_path / "x.json").read_text(encoding="utf-8")
