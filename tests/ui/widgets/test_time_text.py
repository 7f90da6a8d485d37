"""A running time is drawn glyph by glyph; it has to look as Qt draws a text."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.units.spans import clock_text, left_text
from benchapp.ui.widgets.theme import HUGE, LARGE, LARGEST, Theme
from benchapp.ui.widgets.time_text import TimeText, _digits, _laid_out


class _AsText(TimeText):
    """Draws the text as a typeface is drawn that has not one glyph for each letter."""

    def _to_draw(self) -> None:
        return None


@pytest.fixture
def pair(qapp: QApplication, qtbot: QtBot, size: int, right: bool) -> Iterator[tuple[TimeText, TimeText]]:
    theme = Theme(qapp)
    theme.load_typeface()
    theme.apply(dark=False)
    window = QWidget()
    made = TimeText(size, "glyphs", right=right), _AsText(size, "text", right=right)
    layout = QVBoxLayout(window)
    for one in made:
        layout.addWidget(one)
    qtbot.addWidget(window)
    window.show()
    yield made
    window.close()


def _ink(image: QImage) -> set[tuple[int, int]]:
    """Return the points of a picture that are more ink than ground."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    line = grey.bytesPerLine()
    data = bytes(grey.constBits())
    return {
        (place % line, place // line) for place, light in enumerate(data) if light < 128 and place % line < grey.width()
    }


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("size", [LARGE, HUGE, LARGEST])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-3 * 86400, 12 * 86400))
def test_a_time_looks_as_a_text_does(pair: tuple[TimeText, TimeText], seconds: int) -> None:
    """The glyphs are the same; where they are put may be rounded otherwise, by less than can be seen."""
    left = timedelta(seconds=seconds)
    for text in (clock_text(left), left_text(left)):
        images = []
        for one in pair:
            one.set_text(text)
            images.append(_ink(one.grab().toImage()))
        glyphs, drawn = images
        run, whole = pair[0]._to_draw(), _laid_out(text, pair[0]._font)[0]

        assert run is not None
        assert whole is not None
        assert run.glyphIndexes() == whole.glyphIndexes()
        for place, other in zip(run.positions(), whole.positions(), strict=True):
            assert (place - other).manhattanLength() < 1, text
        assert drawn
        # Where a glyph begins between two dots, its edge may fall into either.
        assert len(glyphs ^ drawn) <= len(drawn) / 8, text


def test_times_of_one_shape_are_laid_out_once(qapp: QApplication) -> None:
    time = TimeText(LARGE, "time")
    time.set_text("0:59:59")
    first = time._to_draw()
    time.set_text("0:08:07")

    assert first is not None
    assert time._to_draw() is first
    time.set_text("10:08:07")
    assert time._to_draw() is not first


def test_a_typeface_whose_digits_are_not_all_as_wide_is_drawn_as_text(qapp: QApplication) -> None:
    """Never a nought in place of a digit."""
    Theme(qapp).load_typeface()
    time = TimeText(LARGE, "time")
    proportional = QFont(time._font)
    proportional.setFeature(QFont.Tag("tnum"), 0)
    time.set_text("0:59:59")
    assert time._to_draw() is not None
    assert _digits(proportional) == ({}, None)

    time._digits, time._typeface = _digits(proportional)
    time.set_text("17:14:13")
    assert time._to_draw() is None


def test_the_glyphs_of_another_typeface_are_not_used(qapp: QApplication) -> None:
    time = TimeText(LARGE, "time")
    time._digits, time._typeface = _digits(TimeText(HUGE, "other")._font)
    time.set_text("17:14:13")

    assert time._to_draw() is None
