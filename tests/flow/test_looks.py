"""Every page of a bench day is looked at in German, in a language that is longer, and in a small window.

On none is a part a window of its own, no list takes the wheel, and all is reached and whole.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.pofile import read_po
from msgspec import Struct, field
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from benchapp.base import paths
from benchapp.selftest.scenario import Scenario
from benchapp.selftest.screenshots import screens
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.widgets.time_text import TimeText
from tests.flow.begun_day import BegunDay, QuickScenario, ResumedScenario
from tests.flow.cut_pages import LAPTOP, SMALL, cut_lines
from tests.flow.watched_day import Watched, WindowWatch

SIZES = {"de": (LAPTOP, SMALL), "longer": (LAPTOP,), "en": (LAPTOP, SMALL)}
# What is whole and reached in German, which is longer, is so in English: that is looked at at length.
LONG_ENGLISH = pytest.param("en", marks=pytest.mark.torture)
each_day = pytest.mark.parametrize("code", ["de", LONG_ENGLISH])

# What may be on the screen beside the program's window, and what Qt makes for its lists and hints.
MAY = {"Window", "AlarmWindow", "HoodView", "KeySheet", "NowWindow", "QMenu", "QComboBoxPrivateContainer", "QTipLabel"}


def longer(text: str) -> str:
    """Return a text as a language would that takes 40 % more room; each part of a recipe step by itself."""
    if not re.search("[A-Za-z]", text):
        return text
    return "|".join(f"⟦{part}{'~ ' * max(1, len(part) // 5)}⟧" if part.strip() else part for part in text.split("|"))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language(ENGLISH)


class Looked(Struct):
    """What was seen on a bench day, in each size of the window.

    Attributes:
        pages: Their number.
        cut: What is not wholly shown.
        texts: The texts of each page, by its name.
        watched: What else was seen, but of texts that are longer than those of any language.
    """

    pages: int = 0
    cut: list[str] = []
    texts: dict[str, set[str]] = {}
    watched: Watched = field(default_factory=Watched)


@cache
def looked_at(code: str) -> Looked:
    """Act out one bench day in a language, and look at each page in each size."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if code == "longer":
        set_language(code, longer)
    looked, watch = Looked(), WindowWatch(application)
    with TemporaryDirectory() as folder:
        rehearsal = QuickScenario(application, Path(folder), language=None if code == "longer" else code)
        try:
            for name, window in screens(rehearsal):
                if not window.isVisible():
                    window.show()
                rehearsal.settle()
                looked.pages += 1
                looked.texts[name] = set(_texts(window))
                was = window.size()
                if code != "longer":
                    looked.watched.reach(name, window)
                    looked.watched.turn_wheel(name, window)
                # Texts that are made longer for the test hold marks beside their words.
                looked.cut += cut_lines(name, rehearsal, window, SIZES[code], marked=code == "longer")
                window.resize(was)
                rehearsal.settle()
        finally:
            watch.end()
            rehearsal.end()
    looked.watched.windows = watch.shown
    return looked


@pytest.mark.parametrize("code", ["de", "longer", LONG_ENGLISH])
def test_nothing_is_cut_on_any_page(code: str, qapp: QApplication) -> None:
    looked = looked_at(code)

    assert looked.cut == []
    assert looked.pages > 25


@each_day
def test_no_part_of_a_page_is_ever_a_window(code: str, qapp: QApplication) -> None:
    assert [line for line in looked_at(code).watched.windows if line.split(" ")[0] not in MAY] == []


@each_day
def test_no_list_in_any_scene_takes_the_wheel(code: str, qapp: QApplication) -> None:
    watched = looked_at(code).watched

    assert watched.changed == []
    assert {"header.compound.form", "calculate.dilute.kind"} <= watched.lists
    assert len(watched.lists) > 15


@each_day
def test_every_control_of_every_page_is_shown_reached_in_order_and_large_enough(code: str, qapp: QApplication) -> None:
    watched = looked_at(code).watched

    assert not watched.unreached, "\n".join(watched.unreached)
    assert watched.pages > 28


def test_every_text_on_screen_comes_from_the_catalogue(qapp: QApplication) -> None:
    bare: set[str] = set()
    for name, texts in looked_at("longer").texts.items():
        # Pages that show monographs and published examples hold what their sources say.
        if not re.search(r"first-start|compound|pinometostat|dmso|compare|own|form|verify|story|import|journal", name):
            bare |= {text for text in texts if "⟦" not in text and not _is_data(text)}

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
    """Return whether a text is what somebody typed, an id, an amount, or a name that every language uses."""
    tidy = re.sub(r"<[^>]*>", "", text).replace("\u202f", " ").strip()
    if not re.search(r"[A-Za-z]{3}", tidy):
        return True
    named = r"BENCH|BC-\w{6}.*|Lenalidomide|lenalidomide|Pinometostat.*|CAS [\d-]+|DMSO|DMF|PBS|ethanol|water|methanol"
    typed = (
        r"H929.*|human|plate 3|box 3, B4.*|Mara|P\d+( · P\d+)*|\d+|half-log|English|Deutsch|free base.*|hemi.*|sodium.*"
    )
    stock = r"(A4|Letter|Brother|DYMO).*|Markdown|page_body|.*g/mol.*|[\d.,]+ ?[µmn]?(M|L|g|mol|g/mL).*"
    span = r"(\d+ h ?)?(\d+ min)?"
    # What a tube holds, with what it is set; a row of doses; a form that is cut short.
    tubes = r"[\d.,]+ % DMSO(, [\d.,]+ .?L)?( · P\d+(, P\d+)*)?|(\w+\s\d+:\s[\d.,]+ .?M\s*)+|free ba…"
    return re.fullmatch(f"{named}|{typed}|{stock}|{span}|{tubes}", tidy) is not None


def test_no_english_is_left_on_a_german_page(qapp: QApplication) -> None:
    german = read_po(BytesIO((paths.resources() / "languages" / "de.po").read_bytes()))
    other = {str(one.id).strip() for one in german if one.id and one.id != one.string and len(str(one.id)) > 3}
    # Monographs and lists speak as their sources print them, and a German word may be spelled as an English one.
    printed = "\n".join(path.read_text("utf-8") for path in (paths.resources() / "monographs").glob("*.json"))
    printed += "\nvial label\n1 Alarm\nas sold\nCat. No.\nFormula\nStorage"
    same = {str(one.string) for one in german}
    left: set[str] = set()
    for name, texts in looked_at("de").texts.items():
        for text in texts:
            lines = re.split(r"\n|<[^>]+>", text.replace("\u202f", " "))
            left |= {f"{name}: {line}" for line in lines if line.strip() in other - same and line not in printed}

    assert left == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_running_time_stands_on_the_ground_of_its_card(
    theme: str, qapp: QApplication, tmp_path: Path, begun_day: BegunDay
) -> None:
    """After it has changed, too: in the pictures that are compared, the clock stands still."""
    bench = ResumedScenario(qapp, tmp_path / "data", begun_day, theme)
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


def test_each_second_shows_the_times_that_everybody_looking_again_would_show(incubating: Scenario) -> None:
    bench = incubating
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

    assert len(passed) > 90
