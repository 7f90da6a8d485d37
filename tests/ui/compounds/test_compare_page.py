"""Two compounds side by side."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.comparison import Agreement
from benchapp.domain.compounds.monograph import Claim
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import DMSO
from benchapp.ui.compounds.compare_page import ComparePage
from benchapp.ui.text.language import ENGLISH, LocaleFormat, set_language


def test_another_compound_is_shown_beside_the_open_one(qtbot: QtBot, compounds: CurrentCompound) -> None:
    host, went = QWidget(), list[bool]()
    qtbot.addWidget(host)
    page = ComparePage(compounds, host, lambda: went.append(True))
    qtbot.addWidget(page)
    hint = page.findChildren(QLabel)
    assert any("Lenalidomide beside another" in label.text() for label in hint)

    with qtbot.waitSignal(page.compared):
        page.compare_with(DMSO)
    every = page.rows
    page.only.click()

    words = [label.text() for label in page.findChildren(QLabel)]
    assert {"Lenalidomide", "C₁₃H₁₃N₃O₃"} < set(words)
    assert any("differs" in text for text in words)
    assert len(page.rows) <= len(every)
    assert not {Agreement.SAME, Agreement.UNKNOWN} & {row.agreement for row in page.rows}
    back = page.findChild(QPushButton, "compare.actions.back")
    assert back is not None
    back.click()
    assert went == [True]


def test_each_statement_is_said_in_the_language_of_the_screen(qtbot: QtBot, compounds: CurrentCompound) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    set_language("de", lambda text: f"⟦{text}⟧", LocaleFormat(decimal=","))
    try:
        page = ComparePage(compounds, host, lambda: None)
        qtbot.addWidget(page)
        page.compare_with(DMSO)
    finally:
        set_language(ENGLISH)

    words = "\n".join(label.text() for label in page.findChildren(QLabel)).replace("\u2060", "")
    first = [side[0] for row in page.rows for side in (row.left, row.right) if side]
    statements = [said.statement for said in first if isinstance(said, Claim)]
    assert "259,26" in words
    assert len(statements) > 8
    assert [statement for statement in statements if f"⟦{statement}⟧" not in words] == []
