"""Every picture is described in words, and saved as a drawing and as a picture."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from benchapp.domain.messages import BenchError, Message
from benchapp.selftest.scenario import Scenario
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.theme import LIGHT
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, ResumedScenario


@pytest.fixture(scope="module")
def shown(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, begun_day: BegunDay) -> Iterator[Scenario]:
    """One bench day in the dark for all tests of this file: they only look at it, and keep pictures elsewhere."""
    made = ResumedScenario(qapp, tmp_path_factory.mktemp("day") / "data", begun_day, "dark")
    made.settle()
    made.program.window.show_page(PageName.COMPOUND)
    made.make_whole_compound_page()
    running = made.program.services.timers.statuses[0].running.incubation.id
    made.press("rail.pages.incubate")
    made.press(f"incubate.{running}.well")
    made.press(f"incubate.{running}.inside.offer0")
    made.program.window.show_page(PageName.CALCULATE)
    made.plan_series()
    yield made
    made.end()
    qapp.setStyleSheet("")


WORDS = {
    "compound.identity.structure": ("C13H13N3O3",),
    "calculate.series.plot": ("10\u202fµM", "3.178\u202fnM"),
    "line": ("re-dose 1", "Wed 13:25", "waiting"),
    "inside.plot": ("At most 10\u202fµM", "by the half-life"),
}


def picture(rehearsal: Scenario, name: str) -> Picture:
    found = [one for one in rehearsal.program.window.findChildren(Picture) if one.objectName().endswith(name)]
    assert len(found) == 1, name
    return found[0]


def test_each_picture_is_shown_in_words_and_has_a_button_that_keeps_it(shown: Scenario) -> None:
    for name, parts in WORDS.items():
        one = picture(shown, name)
        for part in parts:
            assert part in one.words
        assert one.accessibleDescription() == one.words
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
    savers = {
        button.accessibleName()
        for button in shown.program.window.findChildren(QPushButton)
        if button.accessibleName().startswith("Save as a picture: ")
    }
    # That of a time line is in the menu of its card.
    in_menus = [one for one in shown.program.window.findChildren(QAction) if one.objectName().endswith(".picture")]
    assert [one.text() for one in in_menus] == ["Save the time line as a picture…"]
    savers |= {f"Save as a picture: {picture(shown, 'line').title}"}
    assert savers == {f"Save as a picture: {picture(shown, name).title}" for name in WORDS}


def test_each_picture_is_kept_as_a_drawing_with_its_words(shown: Scenario, tmp_path: Path) -> None:
    for name in WORDS:
        one, file = picture(shown, name), tmp_path / "picture.svg"

        one.save(file)

        root = ET.parse(file).getroot()  # noqa: S314 (written a line above)
        space = "{http://www.w3.org/2000/svg}"
        assert root.findtext(f"{space}title") == one.title
        assert root.findtext(f"{space}desc") == one.words
        shapes = {f"{space}path", f"{space}polyline", f"{space}text", f"{space}circle", f"{space}rect"}
        assert sum(child.tag in shapes for child in root.iter()) > 4, name


def test_each_picture_is_kept_in_the_colours_of_paper(shown: Scenario, tmp_path: Path) -> None:
    assert shown.program.services.device.theme.dark
    for name in WORDS:
        one, file = picture(shown, name), tmp_path / "picture.png"

        one.save(file)

        image = QImage(str(file))
        dots = memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")
        colours = {f"#{dot & 0xFFFFFF:06x}" for dot in set(dots)}
        assert QColor(LIGHT.surface).name() in colours
        assert len(colours) > 3
        assert image.text("Description") == one.words


def test_a_picture_that_cannot_be_written_says_so(shown: Scenario, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one = picture(shown, "line")

    with pytest.raises(BenchError) as caught:
        one.save(tmp_path / "file" / "picture.png")

    assert caught.value.code is Message.NOT_SAVED
