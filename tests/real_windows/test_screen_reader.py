"""The program as a screen reader finds it: by the accessibility bus alone, it is walked, used and heard."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.real_windows.conftest import settled_data
from tests.real_windows.desktop import Desktop, Running, running
from tests.real_windows.screen_reader import ScreenReader, readable_desktop

PAGES = ("Today", "Compounds", "Calculate", "Solutions", "Incubate", "Journal", "Settings")
# How a screen reader shows what can be used; the rest are texts and what holds them.
USED = {
    "push button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "page tab",
    "table",
    "list",
    "menu item",
    "slider",
}
_TAG = re.compile(r"<\w+[ >]")
_OBJECT_NAME = re.compile(r"^[a-z_]+(\.[a-z_0-9]+)+$")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with readable_desktop(tmp_path_factory.mktemp("screen")) as made:
        yield made


@pytest.fixture
def program(read: Desktop, tmp_path: Path, bundled_index: Path) -> Iterator[Running]:
    with running(read, settled_data(tmp_path / "data", bundled_index)) as made:
        yield made


@pytest.fixture
def reader(program: Running) -> Iterator[ScreenReader]:
    listening = ScreenReader(program.desktop, program.process)
    listening.until(lambda: listening.find("Bench Companion"), "the program's window on the accessibility bus")
    yield listening
    listening.end()


def wrong_with(one: dict[str, Any]) -> str:
    """Return what a person who hears this would not understand; "" for nothing."""
    name, description = str(one["name"]), str(one["description"])
    if one["role"] in USED and not name.strip():
        return "has no name"
    if _TAG.search(name + description):
        return "is read with its marks of formatting"
    if _OBJECT_NAME.match(name):
        return "is called by its object name"
    return ""


def go(reader: ScreenReader, page: str) -> None:
    reader.press(page, "check box")
    reader.until(lambda: (reader.find(page, "check box") or {}).get("checked"), f"the page {page}")


def misread(reader: ScreenReader, page: str) -> list[str]:
    """Return what a person who hears a page would not understand."""
    shown = reader.showing()
    assert sum(1 for one in shown if one["role"] in USED) > 8, page
    return [f"{page}: {one['role']} {one['name'][:60]!r} {wrong_with(one)}" for one in shown if wrong_with(one)]


def test_each_page_is_read_as_a_person_would_name_it(reader: ScreenReader) -> None:
    wrong = []
    window = reader.find("Bench Companion")
    assert window is not None
    assert window["role"] == "frame"
    for page in PAGES:
        go(reader, page)
        wrong += misread(reader, page)
    go(reader, "Compounds")
    reader.press("All compounds")
    reader.until(lambda: not reader.find("All compounds"), "the list of compounds")
    wrong += misread(reader, "Compounds list")
    assert not wrong, "\n".join(wrong)


def test_the_first_start_is_read_and_left(read: Desktop, tmp_path: Path) -> None:
    with running(read, tmp_path / "new") as program:
        reader = ScreenReader(read, program.process)
        reader.until(lambda: reader.find("Get started"), "the welcome of the first start")
        wrong = misread(reader, "Welcome")
        # On Linux a list is called by what is chosen in it, and by its title as a relation.
        for name, role in (
            ("Your name or initials", "text"), ("English", "combo box"), ("same as the system", "combo box"),
        ):  # fmt: skip
            assert reader.find(name, role), name
        reader.press("Get started")
        reader.until(lambda: not reader.find("Get started"), "the welcome to go")
        reader.end()
    assert not wrong, "\n".join(wrong)


def test_a_stock_is_recorded_and_an_alarm_is_heard(program: Running, reader: ScreenReader) -> None:
    go(reader, "Calculate")
    reader.focus("Mass or units")
    program.type("4.87 mg")
    reader.focus("Concentration wanted")
    program.type("10 mM")
    reader.press("Record as made")
    reader.hears("object:announcement", "Lenalidomide 10 mM in DMSO")

    reader.press("Dilute", "check box")
    program.brings("calculate.dilute.c2")
    program.fill("calculate.dilute.c2", "10 uM")
    program.fill("calculate.dilute.wells", "24")
    program.click("calculate.dilute.resuspended")
    program.settled()
    reader.press("Start incubation")
    reader.until(lambda: reader.find("Start incubation"), "the form of an incubation")
    program.fill("incubate.start.name", "H929 plate 3")
    program.fill("incubate.start.length", "30 min")
    program.fill("incubate.start.ago", "31 min ago")
    program.click("incubate.start.single")
    program.settled()
    program.click("incubate.start.write")

    said = reader.hears("object:announcement", "H929 plate 3")
    assert said["role"] == "frame"
    reader.press("Acknowledge")
    reader.until(lambda: not reader.find("Acknowledge"), "the alarm to go")
    go(reader, "Incubate")
    reader.press("Report")
    reader.until(lambda: reader.find("Save as PDF…"), "the report")
    assert not misread(reader, "Report")
