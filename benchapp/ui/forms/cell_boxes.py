"""The choices that say what cells they are: their kind, and how they grow."""

from collections.abc import Callable

from benchapp.domain.incubations.incubations import ADHERENT, SUSPENSION
from benchapp.domain.recipes.cautions import CELL_KINDS
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.fields import DropDown, narrow

# The kinds that are not worded as they are kept.
_KIND_WORDS = {"line": mark_text("cell line")}


def kind_box(name: str) -> DropDown:
    """Return the box in which the kind of cells is chosen; each has the word that is kept as its data."""
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(tr("Kind of cells"))
    for kind in CELL_KINDS:
        box.addItem(tr(_KIND_WORDS.get(kind, kind)), kind)
    return box


def growth_box(name: str, choose: Callable[[str], object]) -> DropDown:
    """Return the box in which is chosen how cells grow, which decides how medium is taken off them."""
    box = DropDown()
    box.setObjectName(name)
    box.setAccessibleName(tr("How the cells grow"))
    narrow(box, 6)
    for value, text in (("", tr("unknown")), (ADHERENT, tr("adherent")), (SUSPENSION, tr("in suspension"))):
        box.addItem(text, value)
    box.activated.connect(lambda _index: choose(str(box.currentData())))
    return box
