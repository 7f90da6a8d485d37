"""The offer of smaller pipettes."""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.ui.forms.pipette_offer import PipetteOffer
from benchapp.ui.widgets.layout import set_tab_order_before, vbox


def test_who_has_none_is_not_asked_again_and_tab_comes_here_before_the_bar(qtbot: QtBot) -> None:
    page, before, bar, offer = QWidget(), QPushButton("before"), QPushButton("bar"), PipetteOffer()
    qtbot.addWidget(page)
    page.setLayout(vbox(before, bar, offer))
    declined: list[bool] = []
    offer.declined.connect(lambda: declined.append(True))
    offer.setVisible(True)
    set_tab_order_before(bar, offer.add, offer.none)
    add, none = (offer.findChild(QPushButton, f"calculate.smaller.{name}") for name in ("add", "none"))
    assert none is not None
    assert (before.nextInFocusChain(), none.previousInFocusChain(), none.nextInFocusChain()) == (add, add, bar)

    none.click()
    assert declined == [True]
    assert offer.isHidden()
