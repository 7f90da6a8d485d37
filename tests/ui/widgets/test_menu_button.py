from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.menu_button import MenuButton


def test_a_menu_button_offers_things_to_do_by_their_names(qtbot: QtBot) -> None:
    done: list[str] = []
    button = MenuButton("Export", "page.export")
    qtbot.addWidget(button)
    button.offer("Copy as text", "page.copy", lambda: done.append("copied"))
    button.show()

    button.click()

    (menu,) = button.findChildren(QMenu)
    assert menu.isVisible()
    (action,) = menu.actions()
    assert (action.text(), action.objectName()) == ("Copy as text", "page.copy")
    action.trigger()
    assert done == ["copied"]
    menu.close()
    assert (button.text(), button.accessibleName()) == ("Export ▾", "Export")


def test_what_is_shown_of_its_list_is_named_on_it(qtbot: QtBot) -> None:
    button = MenuButton("More", "page.more")
    qtbot.addWidget(button)

    button.set_chosen("Reagent")
    assert (button.text(), button.property("primary")) == ("Reagent ▾", "true")
    button.set_chosen("")
    assert (button.text(), button.property("primary")) == ("More ▾", "false")
