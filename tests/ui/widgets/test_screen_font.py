"""The typeface of the screen shows what was typed."""

from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from benchapp.ui.widgets.theme import BODY, Theme, screen_font


def glyphs(text: str) -> list[int]:
    layout = QTextLayout(text, screen_font(BODY))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


def test_an_x_between_digits_is_no_times_sign(qapp: QApplication) -> None:
    Theme(qapp).load_typeface()
    (letter,), (times,) = glyphs("x"), glyphs("×")

    shown = glyphs("737x 10")

    assert letter in shown
    assert times not in shown
