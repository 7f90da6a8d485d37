"""What a screen reader says of a field that refuses what was typed."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit

from benchapp.selftest.scenario import Scenario


def test_what_a_field_refuses_is_shown_with_it(rehearsal: Scenario) -> None:
    rehearsal.press("rail.pages.compound")
    rehearsal.press("compound.actions.stock")
    rehearsal.type_into("calculate.stock.mass", "5 parsec")

    line = rehearsal.find(QLineEdit, "calculate.stock.mass")
    said = QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Description)
    assert "parsec" in said
