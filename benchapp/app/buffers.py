"""What is done with the recipes of buffers and media: new ones, kept, removed, handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from benchapp.app.shell import Shell, file_stem
from benchapp.domain.messages import BenchError
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.ui.calculator.buffer.buffer_tool import BufferTool
from benchapp.ui.text.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from benchapp.app.tools import CalculatorForms


class BufferRecipeActions(QObject):
    """Does what is asked of a recipe.

    Args:
        form: What is in the fields of *Buffer or medium*.
        shell: What it shows itself by.
        tool: What shows them.
    """

    def __init__(self, form: BufferForm, shell: Shell, tool: BufferTool) -> None:
        # It lives as long as the tool: a connection alone keeps nothing.
        super().__init__(tool)
        self._form = form
        self._shell = shell
        self._tool = tool

    def do(self, what: str) -> None:
        """Do it; where it cannot be done, say why."""
        try:
            match what:
                case "new":
                    self._begin()
                case "save":
                    self._save()
                case "copy":
                    self._copy()
                case "remove":
                    self._remove()
                case "import":
                    self._import()
                case _:
                    self._export(all_own=what == "export-own")
        except BenchError as error:
            if error.values.get("field") == "name":
                self._tool.open_parts()
                self._tool.show_problem(error)
            else:
                self._shell.say_error(error)

    def _begin(self) -> None:
        self._form.choose("")
        self._tool.open_parts()

    def _save(self) -> None:
        form = self._form
        was = form.chosen.id if form.chosen.own else ""
        recipe = form.typed
        if not was and recipe.name == form.chosen.name and form.chosen.id:
            # Beside the one that comes with the program, not in its place.
            recipe = replace(recipe, name=form.recipes.free_name(recipe.name))
        kept = form.recipes.save(recipe, was)
        form.keep_as(kept)
        self._shell.toast.say(tr("Saved the recipe “{words}”.", words=recipe.name), undo=True)

    def _copy(self) -> None:
        form = self._form
        recipe = replace(form.typed, name=form.recipes.free_name(form.typed.name))
        form.keep_as(form.recipes.save(recipe))
        self._shell.toast.say(tr("Saved the recipe “{words}”.", words=recipe.name), undo=True)
        self._tool.open_parts()

    def _remove(self) -> None:
        chosen = self._form.chosen
        self._form.recipes.remove(chosen.id)
        self._form.choose("")
        self._shell.toast.say(tr("Removed the recipe “{words}”.", words=chosen.name), undo=True)

    def _import(self) -> None:
        file = self._shell.ask_open(tr("Import recipes"), tr("Recipes (*.buffer.json *.json)"))
        if file is None:
            return
        names = self._form.recipes.take_file(file)
        self._form.choose(f"own:{names[-1]}")
        self._shell.toast.say(tr("Imported: {names}.", names=", ".join(names)), undo=True)

    def _export(self, *, all_own: bool) -> None:
        recipes = self._form.recipes.own() if all_own else (self._form.typed,)
        stem = "my-buffers" if all_own else file_stem(recipes[0].name, "buffer")
        file = self._shell.ask_save(tr("Export"), f"{stem}.buffer.json", tr("Recipes (*.buffer.json)"))
        if file is not None:
            self._form.recipes.write_file(file, recipes)
            self._shell.say_saved(file)


def show_buffer(forms: CalculatorForms, shell: Shell, parent: QWidget) -> BufferTool:
    """Make *Buffer or medium* inside a widget, with what is done with its recipes."""
    tool = BufferTool(forms.buffer, parent)
    actions = BufferRecipeActions(forms.buffer, shell, tool)
    tool.recipe_asked.connect(actions.do)
    return tool
