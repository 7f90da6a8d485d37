"""Recipes as files, and those that come with the program: each is checked as it is read."""

import json
from pathlib import Path

import pytest

from benchapp.base import paths
from benchapp.domain.buffers.buffer_plan import plan_buffer
from benchapp.domain.buffers.buffer_recipe import BufferRecipe, ComponentForm, RecipePart
from benchapp.domain.buffers.buffer_steps import buffer_recipe
from benchapp.domain.buffers.components import read_parts
from benchapp.domain.compounds.formula import SAME_WITHIN, read_formula
from benchapp.domain.compounds.identifiers import cas_fits
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.durations import read_duration
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.store.buffers.buffer_files import (
    LARGEST_BYTES,
    MOST_PARTS,
    bundled_recipes,
    decoded,
    read_recipes,
    schema_bytes,
    write_recipes,
)
from benchapp.store.identities.identity_file import IdentityFile

FOLDER = paths.resources() / "buffers"
FILES = sorted(FOLDER.glob("*.json"))
MINE = BufferRecipe("own:mine", "mine", "1 L", "water", (RecipePart("NaCl", "8 g/L"),))


def test_there_are_recipes_to_begin_with_each_with_a_named_source() -> None:
    found = bundled_recipes(FOLDER)

    assert len(found) == len(FILES) >= 17
    assert len({one.id for one in found}) == len(found)
    assert len({one.name.casefold() for one in found}) == len(found)
    for recipe in found:
        assert recipe.sources, recipe.name
        for source in recipe.sources:
            assert source.title, recipe.name
            assert source.url or source.doi, recipe.name
            assert source.note, recipe.name
            assert source.kind in {"vendor", "journal article", "laboratory protocol", "secondary"}, recipe.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bundled_recipe_can_be_made_and_tells_how_long_it_keeps_only_by_a_source(file: Path, units: Units) -> None:
    (recipe,) = read_recipes(file)
    litres = float(units.read(recipe.volume, Kind.VOLUME).m_as("L"))
    bottle = float(units.read(recipe.bottle, Kind.VOLUME).m_as("L")) if recipe.bottle else 0.0
    components, errors = read_parts(units, tuple(part.chosen() for part in recipe.parts), litres)
    assert not errors

    plan = plan_buffer(recipe, components, litres, Lab(LabRules(), USUAL_PIPETTES), bottle)

    assert buffer_recipe(plan).steps
    if recipe.life:
        assert read_duration(recipe.life).span.days >= 1
        assert any("weeks" in source.note or "month" in source.note for source in recipe.sources)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_molar_mass_is_that_of_its_formula_and_of_the_record_of_its_number(file: Path) -> None:
    records = IdentityFile(paths.resources() / "identities" / "identities.dat")
    (recipe,) = read_recipes(file)
    for form in (form for part in recipe.parts for form in part.forms):
        mass = read_formula(form.formula).molar_mass
        assert float(form.molar_mass) == pytest.approx(mass, abs=0.006), form
        if form.cas:
            assert cas_fits(form.cas), form
            record = records.with_cas(form.cas)
            assert record is not None, form
            assert read_formula(record.formula).molar_mass == pytest.approx(mass, rel=SAME_WITHIN), form


def test_the_schema_is_that_of_the_classes() -> None:
    assert (paths.resources() / "buffer.schema.json").read_bytes() == schema_bytes()


def test_recipes_are_handed_on_one_or_several(tmp_path: Path) -> None:
    one, many = tmp_path / "one.buffer.json", tmp_path / "many.buffer.json"
    other = BufferRecipe("own:2", "other", "1 L", "water", (RecipePart("FBS", "10 % v/v"),))
    write_recipes(one, (MINE,))
    write_recipes(many, (MINE, other))

    assert read_recipes(one) == (MINE,)
    assert read_recipes(many) == (MINE, other)
    assert json.loads(one.read_text(encoding="utf-8"))["name"] == "mine"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "benchapp-buffer/2"}',
        '{"id": "x", "name": " ", "volume": "1 L", "diluent": "water", "parts": []}',
        '{"id": " ", "name": "x", "volume": "1 L", "diluent": "water", "parts": []}',
        '{"id": "x", "name": "x", "volume": "1 L", "diluent": "water", "parts": [], "secret": 1}',
        '{"id": "x", "name": "x", "volume": "1 L", "diluent": "water", "parts": [{"name": "a;b", "amount": "1 M"}]}',
        json.dumps({"id": "x", "name": "x" * 700, "volume": "1 L", "diluent": "w", "parts": []}),
        json.dumps(
            {
                "id": "x",
                "name": "x",
                "volume": "1 L",
                "diluent": "w",
                "parts": [{"name": "a", "amount": "1 M"}] * (MOST_PARTS + 1),
            }
        ),
    ],
)
def test_what_is_no_recipe_is_refused(text: str) -> None:
    with pytest.raises(BenchError) as refused:
        decoded(text.encode(), "file.json")

    assert refused.value.code == Message.BUFFER_NOT_READ


def test_what_is_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchError):
        decoded(b" " * (LARGEST_BYTES + 1), "file.json")
    with pytest.raises(BenchError):
        read_recipes(tmp_path / "nothing.json")


def test_a_bundled_file_that_is_damaged_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    write_recipes(tmp_path / "good.json", (MINE,))

    assert bundled_recipes(tmp_path) == (MINE,)


def test_a_form_keeps_what_it_is_called() -> None:
    assert ComponentForm("dihydrate", "Na2HPO4·2H2O", "177.99").cas == ""
