"""Which recipe is made: chosen from all there are; and what is done with one of a lab's own."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from benchapp.domain.buffers.buffer_recipe import BufferRecipe
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.fields import DropDown, narrow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, vbox
from benchapp.ui.widgets.menu_button import MenuButton


class RecipeChoice(QWidget):
    """Offers the recipes, and what can be done with the one that is chosen.

    Signals:
        chosen: A recipe was chosen; its id.
        asked: Something is to be done with it: "new", "save", "copy", "remove", "import", "export".
    """

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = DropDown()
        self.box.setObjectName("calculate.buffer.recipe")
        self.box.setAccessibleName(tr("Recipe"))
        narrow(self.box, 8)
        self.menu = MenuButton(tr("Recipe"), "calculate.buffer.menu")
        self.actions_of = {
            what: self.menu.offer(text, f"calculate.buffer.menu.{what}", partial(self.asked.emit, what))
            for what, text in (
                ("new", tr("New recipe")),
                ("save", tr("Save as my own")),
                ("copy", tr("Duplicate")),
                ("remove", tr("Remove this recipe")),
                ("import", tr("Import recipes…")),
                ("export", tr("Export this recipe…")),
                ("export-own", tr("Export all of my own…")),
            )
        }
        line = hbox(self.box, self.menu, spacing=6)
        line.setStretch(0, 1)
        self.note = text_label("", size="small", tone="muted")
        self.note.setObjectName("calculate.buffer.recipe.note")
        self.note.hide()
        self.setLayout(vbox(text_label(tr("Recipe"), tone="muted", wrap=False), line, self.note))
        self._shown: tuple[object, ...] = ()
        self.box.activated.connect(lambda _index: self.chosen.emit(str(self.box.currentData() or "")))

    def show_recipes(self, recipes: Sequence[BufferRecipe], chosen: BufferRecipe, *, changed: bool) -> None:
        """Show the recipes, which of them is chosen, and whether it was changed since."""
        key = (chosen.id, *((one.id, one.name) for one in recipes))
        if key != self._shown:
            self._shown = key
            with QSignalBlocker(self.box):
                self.box.clear()
                self.box.addItem(tr("new, not saved yet"), "")
                for one in recipes:
                    self.box.addItem(tr("{name} (my own)", name=one.name) if one.own else one.name, one.id)
                self.box.setCurrentIndex(max(0, self.box.findData(chosen.id)))
        words = tr("Changed here. Recipe ▾ Save as my own keeps it.") if changed and chosen.id else ""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.actions_of["remove"].setVisible(chosen.own)
        for what in ("copy", "export"):
            self.actions_of[what].setVisible(bool(chosen.id))
        self.actions_of["export-own"].setVisible(any(one.own for one in recipes))
