"""What is done with the recipes of buffers, as the window joins it: each from the menu, each with a way back."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchapp.app.buffers import BufferRecipeActions, show_buffer
from benchapp.app.calculator import CalculatorController
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.units.units import Units
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.ui.calculator.buffer.buffer_tool import BufferTool


@pytest.fixture
def tool(services: Services, shell: Shell, units: Units) -> Iterator[BufferTool]:
    services.compounds.open(FIRST_COMPOUND)
    services.registry.take(units)
    calculator = CalculatorController(services, shell)
    calculator.forms.use_units(units)
    calculator.show_tool("buffer")
    made = calculator.page.shown_tool
    assert isinstance(made, BufferTool)
    # Nothing but the page holds what does it.
    gc.collect()
    yield made
    calculator.page.deleteLater()


def press(tool: BufferTool, what: str) -> None:
    tool.choice.actions_of[what].trigger()


def test_one_begins_with_pbs_and_a_new_recipe_is_typed_and_saved(tool: BufferTool, services: Services) -> None:
    assert tool.form.chosen.name == "PBS 1×"
    press(tool, "new")
    assert tool.parts_line.is_open
    assert tool.form.chosen.id == ""

    press(tool, "save")
    assert "called" in tool.bar.problem.text()
    for name, text in {"name": "wash", "base": "1 L", "volume": "1 L", "diluent": "water"}.items():
        tool.form.set_text(name, text)
    tool.form.set_part(0, "name", "salt")
    tool.form.set_part(0, "amount", "9 g/L")
    press(tool, "save")

    assert tool.form.chosen.own
    assert list(services.session.bench.recipes) == ["wash"]
    assert tool.planned() is not None


def test_one_that_comes_with_the_program_is_copied_and_stays(tool: BufferTool, services: Services) -> None:
    press(tool, "save")
    press(tool, "copy")
    assert list(services.session.bench.recipes) == ["PBS 1× (2)", "PBS 1× (3)"]

    press(tool, "remove")
    assert list(services.session.bench.recipes) == ["PBS 1× (2)"]
    services.session.undo_last()
    assert list(services.session.bench.recipes) == ["PBS 1× (2)", "PBS 1× (3)"]
    assert tool.form.recipes.find("PBS 1×") is not None


def test_recipes_are_handed_on_as_files(
    tool: BufferTool, shell: Shell, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pbs.buffer.json"
    monkeypatch.setattr(shell, "ask_save", lambda *_asked: file)
    monkeypatch.setattr(shell, "ask_open", lambda *_asked: file)
    press(tool, "export")
    press(tool, "import")
    assert tool.form.chosen.name == "PBS 1×"
    assert tool.form.chosen.own
    press(tool, "export-own")
    file.write_text("{", encoding="utf-8")
    press(tool, "import")
    assert list(services.session.bench.recipes) == ["PBS 1×"]

    monkeypatch.setattr(shell, "ask_open", lambda *_asked: None)
    monkeypatch.setattr(shell, "ask_save", lambda *_asked: None)
    press(tool, "import")
    press(tool, "export")
    assert show_buffer.__module__ == BufferRecipeActions.__module__
