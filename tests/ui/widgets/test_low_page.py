"""The foot of the calculator in a low window holds the bar and nothing else."""

from functools import partial

from pytestqt.qtbot import QtBot

from benchapp.ui.calculator.calculate_page import LOW, CalculatePage
from benchapp.ui.calculator.recipe_tool import CalculatorTool


def test_an_offer_leaves_the_foot_of_a_low_page_and_comes_back(qtbot: QtBot) -> None:
    page = CalculatePage(
        {"stock": partial(CalculatorTool, {})},
        lambda _desk, _bar: None,
        lambda: "P20",
        smaller=lambda _desk: True,
    )
    qtbot.addWidget(page)
    page.show()
    foot = []
    for height in (LOW + 200, LOW - 100, LOW + 200):
        page.resize(960, height)
        qtbot.waitUntil(page.offer.isVisible)
        foot.append(page.content.indexOf(page.offer) < 0)

    assert foot == [True, False, True]
