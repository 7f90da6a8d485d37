"""Every page of a bench day is looked at, in both languages, in one that is longer, and in a small window."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from benchapp.base import paths
from benchapp.selftest.scenario import Scenario
from benchapp.selftest.screenshots import View, picture, screens
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.widgets.time_text import TimeText
from tests.ui.looking import cut, reaches_past

LAPTOP, SMALL = QSize(1366, 768), QSize(960, 540)
# Titles, links and statements of monographs are shown as their sources print them.
_PRINTED = re.compile(r"^(https?://|Current Protocols|GitHub|github)")


def longer(text: str) -> str:
    """Give a text as a language would that takes 40 % more room; each part of a recipe step by itself."""
    if not re.search("[A-Za-z]", text):
        return text
    return "|".join(f"⟦{part}{'~ ' * max(1, len(part) // 5)}⟧" if part.strip() else part for part in text.split("|"))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language(ENGLISH)


@pytest.mark.parametrize(
    ("code", "size"),
    [("en", LAPTOP), ("en", SMALL), ("de", LAPTOP), ("de", SMALL), ("longer", LAPTOP)],
    ids=lambda value: value if isinstance(value, str) else f"{value.width()}x{value.height()}",
)
def test_nothing_is_cut_on_any_page(code: str, size: QSize, qapp: QApplication, tmp_path: Path) -> None:
    if code == "longer":
        set_language(code, longer)
    rehearsal = Scenario(qapp, tmp_path, language=None if code == "longer" else code)
    found, seen = [], 0
    for name, window in screens(rehearsal):
        picture(rehearsal, window, View(size))
        seen += 1
        # Texts that are made longer for the test hold marks beside their words.
        said = cut(window, 0) if code == "longer" else cut(window)
        found += [f"{name}: {line}" for line in (*said, *reaches_past(window)) if not _printed(line)]
    rehearsal.end()

    assert found == []
    assert seen > 25


def _printed(line: str) -> bool:
    return re.search(r"“(https?://|Current Protocols|GitHub|github)", line) is not None


def test_every_text_on_screen_comes_from_the_catalogue(qapp: QApplication, tmp_path: Path) -> None:
    set_language("longer", longer)
    rehearsal = Scenario(qapp, tmp_path, language=None)
    bare: set[str] = set()
    for name, window in screens(rehearsal):
        # Pages that show monographs and published examples hold what their sources say.
        if not re.search(r"first-start|compound|pinometostat|dmso|compare|own|form|verify|story|import|journal", name):
            bare |= {text for text in _texts(window) if "⟦" not in text and not _is_data(text)}
    rehearsal.end()

    assert bare == set()


def _texts(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QPushButton | QToolButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        yield widget.accessibleName()


def _is_data(text: str) -> bool:
    """Tell whether a text is what somebody typed, an id, an amount, or a name that every language uses."""
    tidy = re.sub(r"<[^>]*>", "", text).replace("\u202f", " ").strip()
    if not re.search(r"[A-Za-z]{3}", tidy):
        return True
    named = r"BENCH|BC-\w{6}.*|Lenalidomide|lenalidomide|Pinometostat.*|CAS [\d-]+|DMSO|DMF|PBS|ethanol|water|methanol"
    typed = (
        r"H929.*|human|plate 3|box 3, B4.*|Mara|P\d+( · P\d+)*|\d+|half-log|English|Deutsch|free base.*|hemi.*|sodium.*"
    )
    stock = r"(A4|Letter|Brother|DYMO).*|Markdown|page_body|.*g/mol.*|[\d.,]+ ?[µmn]?(M|L|g|mol|g/mL).*"
    span = r"(\d+ h ?)?(\d+ min)?"
    return re.fullmatch(f"{named}|{typed}|{stock}|{span}", tidy) is not None


def test_no_english_is_left_on_a_german_page(qapp: QApplication, tmp_path: Path) -> None:
    german = read_po(BytesIO((paths.resources() / "languages" / "de.po").read_bytes()))
    other = {str(one.id).strip() for one in german if one.id and one.id != one.string and len(str(one.id)) > 3}
    # Monographs and lists speak as their sources print them, and a German word may be spelled as an English one.
    printed = "\n".join(path.read_text("utf-8") for path in (paths.resources() / "monographs").glob("*.json"))
    printed += "\n1 Alarm\nas sold\nCat. No.\nFormula\nStorage"
    same = {str(one.string) for one in german}
    rehearsal = Scenario(qapp, tmp_path, language="de")
    left: set[str] = set()
    for name, window in screens(rehearsal):
        for text in _texts(window):
            lines = re.split(r"\n|<[^>]+>", text.replace("\u202f", " "))
            left |= {f"{name}: {line}" for line in lines if line.strip() in other - same and line not in printed}
    rehearsal.end()

    assert left == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_running_time_stands_on_the_ground_of_its_card(theme: str, qapp: QApplication, tmp_path: Path) -> None:
    """After it has changed, too: in the pictures that are compared, the clock stands still."""
    bench = Scenario(qapp, tmp_path, theme)
    for act in list(bench.acts())[:7]:
        act.run()
    for hours in (0, 20, 4, 30):
        bench.clock.advance(hours=hours)
        bench.beat()
        for page in ("today", "incubate"):
            bench.press(f"rail.pages.{page}")
            bench.clock.advance(seconds=61)
            bench.beat()
            _check_grounds(bench.program.window)
    bench.program.side.show_day()
    hood = bench.program.side.hood
    assert hood is not None
    bench.clock.advance(seconds=61)
    bench.beat()
    _check_grounds(hood)
    hood.close()
    bench.end()


def _check_grounds(window: QWidget) -> None:
    shown = window.grab().toImage()
    times = [one for one in window.findChildren(TimeText) if one.isVisible() and one.text()]
    assert times
    for one in times:
        corner = one.mapTo(window, QPoint(0, 0))
        beside = shown.pixelColor(corner + QPoint(-2, 0)).name()
        assert shown.pixelColor(corner + QPoint(1, 1)).name() == beside, one.objectName()


def test_each_second_shows_the_times_that_everybody_looking_again_would_show(
    qapp: QApplication, tmp_path: Path
) -> None:
    bench = Scenario(qapp, tmp_path)
    for act in list(bench.acts())[:7]:
        act.run()
    window, heart = bench.program.window, bench.program.services.heartbeat
    passed: list[object] = []
    heart.passed.connect(passed.append)

    def times() -> dict[str, str]:
        return {one.objectName(): one.text() for one in window.findChildren(TimeText)}

    bench.clock.advance(hours=30)
    # A minute less is left in the middle of a minute: at a new one everybody looks again anyway.
    bench.clock.jump(seconds=20)
    bench.beat()
    for page in ("today", "incubate"):
        bench.press(f"rail.pages.{page}")
        assert times()
        for _ in range(61):
            before = times()
            bench.clock.advance(seconds=1)
            heart.tick()
            bench.settle()
            ticked = times()
            bench.beat()

            assert ticked == times()
            assert ticked != before
    bench.end()

    assert len(passed) > 90
