"""The menu of the compounds on the page of one: all of them, add, edit, import, export, print, earlier versions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from benchapp.domain.compounds.compound_summary import usual_uses
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Monograph, Use
from benchapp.ui.text.compound_texts import use_text
from benchapp.ui.text.language import tr


def fill_library_menu(menu: QMenu, filed: LibraryItem | None, ask: Callable[[str], object]) -> None:
    """Fill the menu with what can be done.

    Args:
        menu: The menu; what was in it goes.
        filed: The monograph that is shown; None where the library is empty.
        ask: Takes what is asked for, as `CompoundPage.asked` does.
    """
    menu.clear()
    own = filed is not None and filed.origin is Origin.OWN
    for title, what, shown in (
        (tr("All compounds"), "all", True),
        (tr("Compare…"), "compare", filed is not None),
        (tr("Bench card…"), "pdf", filed is not None),
        (f"{tr('Add a compound…')}\t{tr('Ctrl+N')}", "add", True),
        (
            f"{tr('Edit this compound…')}\t{tr('Ctrl+E')}",
            "edit",
            filed is not None and filed.origin is not Origin.VERSION,
        ),
        (tr("Remove this compound"), "remove", own),
        ("", "", True),
        (tr("Import a list or monographs…"), "import", True),
        (tr("Export this compound…"), "export", filed is not None),
        (tr("Export every compound of your own…"), "export-own", True),
        ("", "", True),
        (tr("Print the bench card…"), "print", filed is not None),
        (tr("Earlier versions"), "versions", filed is not None),
    ):
        if not title:
            menu.addSeparator()
        elif shown:
            action = menu.addAction(title)
            action.setObjectName(f"compound.library.{what}")
            action.triggered.connect(partial(ask, what))


def choose_use(button: QPushButton, monograph: Monograph, choose: Callable[[Use], object]) -> None:
    """Choose a dose with its time; of several, offer each in a menu at the button."""
    uses = [use for use in usual_uses(monograph) if use.dose is not None or use.time is not None]
    if len(uses) == 1:
        choose(uses[0])
        return
    menu = QMenu(button)
    menu.setObjectName("compound.bench.uses")
    for use in uses:
        action = menu.addAction(tr("{title}: {use}", title=tr(use.title), use=use_text(use)))
        action.triggered.connect(partial(choose, use))
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
