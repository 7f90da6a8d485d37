"""Each page looks as its reference picture does; what was changed on purpose is renewed with `make pages`."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.flow.pages import FOLDER, IN_THE_DARK, differing, drawn, draws_as_here

# One point in ten thousand, some hundred of a page: a changed word is more, the edge of a letter or a text cursor less.
TOLERANCE = 0.0001


# Up to it come a page of text and a recipe; a list, a time line, a plate and the hood are looked at at length.
LAST_IN_THE_DARK = "04-dilute"


@pytest.mark.parametrize(
    ("theme", "last"),
    [("light", ""), ("dark", LAST_IN_THE_DARK), pytest.param("dark", "", marks=pytest.mark.torture)],
)
def test_each_page_looks_as_its_reference_picture(theme: str, last: str, qapp: QApplication, tmp_path: Path) -> None:
    made = dict(drawn(qapp, theme, last))
    assert len(made) >= 2
    if not draws_as_here():
        pytest.skip("this machine draws letters otherwise than the one that made the reference pictures")
    off = {}
    for name, image in made.items():
        kept = QImage(str(FOLDER / f"{name}.png"))
        part = differing(kept, image) if not kept.isNull() else 1.0
        if part > TOLERANCE:
            image.save(str(tmp_path / f"{name}.png"))
            off[name] = f"{part:.2%} differs; see {tmp_path}"

    assert off == {}, "make pages, and look at what changed"


def test_there_is_a_reference_picture_of_each_page_and_no_other() -> None:
    names = {file.stem for file in FOLDER.glob("*.png")} - {"probe"}
    light = {name.removesuffix("-light") for name in names if name.endswith("-light")}
    dark = {name.removesuffix("-dark") for name in names if name.endswith("-dark")}

    assert len(light) >= 35
    assert dark == {name for name in light if name.startswith(IN_THE_DARK)}


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((860, 66, 180, 60), id="a missing button"),
        # What is beside the page on its own ground, and no longer fills it: it differs by ten of 255.
        pytest.param((1100, 600, 200, 100), id="a lost ground"),
    ],
)
def test_what_shows_the_colour_of_the_page_is_seen(place: tuple[int, int, int, int]) -> None:
    kept = QImage(str(FOLDER / "06-solutions-light.png"))
    changed = kept.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(changed)
    painter.fillRect(*place, QColor("#F4F6F5"))
    painter.end()

    assert differing(kept, kept) == 0
    assert differing(kept, changed) > TOLERANCE


@pytest.mark.parametrize("y", range(80, 460, 40))
def test_a_line_moved_by_one_point_is_seen(y: int) -> None:
    kept = QImage(str(FOLDER / "06-solutions-light.png")).convertToFormat(QImage.Format.Format_RGB32)
    moved = kept.copy()
    painter = QPainter(moved)
    painter.drawImage(120, y + 1, kept.copy(120, y, 900, 20))
    painter.end()

    assert differing(kept, moved) > TOLERANCE


def test_a_lost_word_is_seen() -> None:
    kept = QImage(str(FOLDER / "06-solutions-light.png")).convertToFormat(QImage.Format.Format_RGB32)
    lost = kept.copy()
    painter = QPainter(lost)
    painter.fillRect(128, 200, 60, 20, kept.pixelColor(1038, 210))
    painter.end()

    assert differing(kept, lost) > TOLERANCE
