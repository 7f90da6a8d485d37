"""The program in real windows: under an X server with a window manager, by mouse and keys, seen in pictures.

Off-screen there is no frame, no window manager that gives the keys, and no wheel that goes to whatever lies under it.
"""

import base64
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.real_windows.conftest import SCREENS, settled_data
from tests.real_windows.desktop import Desktop, Running, desktop, running

PAGES = ("Today", "Compound", "Calculate", "Solutions", "Incubate", "Journal")
# So much of one colour from edge to edge, in points, may lie between two things on a page that scrolls.
_LARGEST_GAP = 120
# So long may it take on a busy machine until what came into view is there; what is never made stays blank.
_LATE_S = 20.0
TOOLS = ("stock", "dilute", "series", "plate", "combine", "reagent", "convert", "seed")
# They are in a menu beside the tabs of the others.
IN_MENU = ("reagent", "convert", "seed")

# What does not hang on how large a point is takes the other screens at length; that windows fit is seen on two.
on_the_laptop_first = pytest.mark.parametrize(
    "any_desktop",
    ["laptop", *(pytest.param(one, marks=pytest.mark.torture) for one in SCREENS if one != "laptop")],
    indirect=True,
)


def is_inside(window: dict[str, list[int]], screen: list[int]) -> bool:
    x, y, width, height = window["frame"]
    left, top, across, down = screen
    return x >= left and y >= top and x + width <= left + across and y + height <= top + down


def gaps(picture: QImage) -> list[tuple[int, int]]:
    """Return each band of lines without anything on them, as where it begins and how high it is, in dots."""
    data, line = memoryview(picture.constBits()).cast("B"), picture.bytesPerLine()
    width = picture.width() * 4
    found, begun = [], None
    for row in range(picture.height()):
        dots = bytes(data[row * line : row * line + width])
        plain = dots[4:] == dots[:-4]
        if plain and begun is None:
            begun = row
        if not plain and begun is not None:
            found.append((begun, row - begun))
            begun = None
    if begun is not None:
        found.append((begun, picture.height() - begun))
    return found


def open_tool(program: Running, tool: str) -> None:
    if tool in IN_MENU:
        program.choose("calculate.tools.more", f"calculate.tools.{tool}")
    else:
        program.click(f"calculate.tools.{tool}")
    program.until(lambda: (program.keys() or {}).get("name", "").startswith(f"calculate.{tool}."), f"{tool} to open")


# -- windows fit ------------------------------------------------------------------------------------------------------


def test_the_first_window_lies_inside_its_screen_with_its_frame(program: Running) -> None:
    screen = program.ask("screen")
    program.until(lambda: all(is_inside(one, screen) for one in program.windows()), "the window inside the screen")
    window = program.windows()[0]

    assert window["frame"][3] > window["inner"][3], "there is no window manager"
    for page in PAGES:
        assert program.shows(f"rail.pages.{page.lower()}")
        seen, whole = (program.widget(f"rail.pages.{page.lower()}")[part] for part in ("seen", "rectangle"))
        assert seen == whole
    assert program.shows("rail.help.menu")


def test_what_a_start_has_made_is_not_looked_through_for_garbage(on_laptop: Running) -> None:
    on_laptop.until(lambda: on_laptop.ask("set-aside") > 0, "what was started to be set aside")


@pytest.mark.parametrize(
    "size", [(2560, 1400), *(pytest.param(one, marks=pytest.mark.torture) for one in ((1920, 1040), (5000, 3000)))]
)
def test_a_window_remembered_from_a_larger_screen_comes_back_inside(
    laptop: Desktop, tmp_path: Path, bundled_index: Path, qapp: QApplication, size: tuple[int, int]
) -> None:
    large = QWidget()
    large.setGeometry(900, 500, *size)
    remembered = base64.b64encode(bytes(large.saveGeometry().data())).decode()
    large.deleteLater()
    assert QByteArray.fromBase64(remembered.encode()).size() > 0

    with running(laptop, settled_data(tmp_path / "data", bundled_index, window=remembered)) as program:
        screen = program.ask("screen")
        program.until(lambda: is_inside(program.windows()[0], screen), "the window inside the screen")


def test_windows_beside_lie_inside_too(program: Running) -> None:
    screen = program.ask("screen")
    program.press("question")
    program.until(lambda: len(program.windows()) == 2, "the keys")
    program.until(lambda: all(is_inside(one, screen) for one in program.windows()), "the keys inside the screen")
    program.until(lambda: (program.keys() or {}).get("name") == "keys.sheet.close", "the keys in their window")
    program.press("Escape")
    program.until(lambda: len(program.windows()) == 1, "the keys to go")


@pytest.mark.parametrize("put", [None, (300, 200)], ids=["as it opened", "partly beside the screen"])
def test_another_language_leaves_the_window_exactly_where_it_is(
    on_laptop: Running, put: tuple[int, int] | None
) -> None:
    program = on_laptop
    program.go("Settings")
    if put is not None:
        found = program.desktop.act("search", "--onlyvisible", "--pid", program.process, "--name", "Bench Companion")
        program.desktop.act("windowmove", found.split()[-1], *put)
        program.until(lambda: program.windows()[0]["inner"][:2] == list(put), "the window where it was put")
    before = program.windows()
    for keys, help_text in ((("End",), "Hilfe"), (("Home", "Down"), "Help")):
        program.press("Escape")
        program.click("settings.look.language")
        program.press(*keys, "Return")
        program.says("rail.help.menu", help_text)
        program.until(lambda: len(program.windows()) == 1, "the window before to go")
        assert program.windows() == before


# -- the wheel --------------------------------------------------------------------------------------------------------


def test_the_wheel_over_a_closed_list_changes_nothing(on_laptop: Running) -> None:
    program, seen = on_laptop, set()
    places = (
        [("Compound", ""), ("Compounds", "")]
        + [("Calculate", tool) for tool in TOOLS]
        + [("Incubate", ""), ("Journal", "")]
    )
    for page, tool in places:
        program.go(page)
        if tool:
            open_tool(program, tool)
        program.settled()
        for box in program.drop_downs():
            name = box["name"]
            if name in seen or not program.shows(name):
                continue
            x, y, width, height = program.widget(name)["seen"]
            program.desktop.act("mousemove", x + width // 2, y + height // 2)
            before = program.text(name)
            for notches in (1, -1, 3, -3):
                program.turn(notches)
            time.sleep(0.05)
            assert program.text(name) == before, name
            seen.add(name)
    assert "header.compound.form" in seen
    assert len(seen) >= 10


def test_the_wheel_over_a_closed_list_scrolls_the_page(on_laptop: Running) -> None:
    program = on_laptop
    program.settled()
    for _ in range(40):
        boxes = [one for one in program.drop_downs() if one["name"] == "compound.filter.section"]
        if boxes and boxes[0]["seen"][3] > 20:
            break
        program.wheel(2)
        program.settled()
    x, y, width, height = program.widget("compound.filter.section")["seen"]
    before = program.page()["value"]
    program.desktop.act("mousemove", x + width // 2, y + height // 2)
    program.turn(1)
    program.until(lambda: program.page()["value"] > before, "the page to scroll")


def test_an_open_list_still_turns_and_takes(on_laptop: Running) -> None:
    program = on_laptop
    before = program.text("header.compound.form")
    program.click("header.compound.form")
    program.settled()
    program.press("Down", "Return")
    program.until(lambda: program.text("header.compound.form") != before, "another form")
    program.until(lambda: program.shows("toast.line.undo"), "the way back")
    assert "268.27 g/mol" in program.text("toast.line.words")
    program.click("toast.line.undo")
    program.until(lambda: program.text("header.compound.form") == before, "the form from before")


# -- nothing is blank -------------------------------------------------------------------------------------------------


def blank(program: Running) -> list[str]:
    """Return what is blank in view: a gap between two things, or all of what is under the last one."""
    page, picture = program.page(), program.settled()
    limit = _LARGEST_GAP * program.desktop.scale
    at_end = page["value"] == page["most"]
    return [
        f"{page['name']} at {page['value']} of {page['most']}: {height} dots of nothing from {begins}"
        for begins, height in gaps(picture)
        if height > limit and not (at_end and begins + height >= picture.height() - 2)
    ]


def blank_for_long(program: Running) -> list[str]:
    """Return what is blank in view and stays so: what is made late may take its time on a busy machine."""
    end = time.monotonic() + _LATE_S
    while (found := blank(program)) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def scroll_through(program: Running, notches: int) -> list[str]:
    """Scroll to the end of the page, or to the first place that stays blank; return what is blank there."""
    for _ in range(200):
        page = program.page()
        if (found := blank_for_long(program)) or page["value"] == page["most"]:
            return found
        program.wheel(notches)
    raise AssertionError("the page has no end")


@on_the_laptop_first
def test_no_part_of_a_long_page_is_blank(program: Running) -> None:
    program.go("Compound")
    assert program.page()["most"] > 2000
    assert scroll_through(program, 12) == []


@pytest.mark.parametrize("width", [960, *(pytest.param(one, marks=pytest.mark.torture) for one in (1100, 1300))])
def test_no_part_is_blank_in_a_narrower_window(on_laptop: Running, width: int) -> None:
    program = on_laptop
    window = program.desktop.act("search", "--name", "^Bench Companion$").split()[-1]
    program.desktop.act("windowsize", window, width, 560)
    program.until(lambda: program.windows()[0]["inner"][2] == width, "the window to be narrower")
    assert scroll_through(program, 10) == []


def test_what_comes_by_a_fast_wheel_is_there(on_laptop: Running) -> None:
    program = on_laptop
    program.settled()
    for _ in range(8):
        program.wheel(15)
        # Not settled: what is seen at once, a twentieth of a second after the last notch.
        time.sleep(0.05)
        picture = program.viewport()
        assert max((height for _, height in gaps(picture)), default=0) < picture.height() * 0.6


def test_a_compound_of_ones_own_is_seen_at_once(on_laptop: Running) -> None:
    program = on_laptop
    program.settled()
    program.wheel(20)
    program.settled()
    program.press("ctrl+n")
    program.has_keys("form.name.text")
    program.type("Testimib")
    program.fill("form.molar_mass.text", "392.47")
    program.fill("form.all.source", "vial label")
    program.press("ctrl+Return")
    program.brings("header.compound.name")
    program.says("header.compound.name", "Testimib")
    assert scroll_through(program, 6) == []
    assert program.page()["most"] < 2500


# -- the keys ---------------------------------------------------------------------------------------------------------


@on_the_laptop_first
def test_what_is_typed_after_a_tab_was_pressed_lands_in_the_first_field(program: Running) -> None:
    program.go("Calculate")
    for tool in TOOLS:
        open_tool(program, tool)
        name = str((program.keys() or {})["name"])
        program.press("ctrl+a")
        program.type("7")
        program.says(name, "7")


def make_stock(program: Running, mass: str = "4.87 mg") -> None:
    program.go("Calculate")
    open_tool(program, "stock")
    program.fill("calculate.stock.mass", mass)
    program.fill("calculate.stock.concentration", "10 mM")
    program.press("ctrl+Return")
    program.until(lambda: program.shows("toast.line.undo"), "the stock to be made")


def chosen(program: Running) -> dict[str, str]:
    """Return what is chosen in each drop-down in view."""
    return {str(one["name"]): str(one["text"]) for one in program.drop_downs()}


def solution(program: Running) -> str:
    """Return the first part of the object names of the newest solution's card."""
    names = {str(one["name"]) for one in program.ask("widgets")}
    return next(one for one in sorted(names) if one.startswith("solutions.BC-")).rsplit(".", 1)[0].split(".part")[0]


def test_the_keys_come_back_after_each_thing_done_with_a_solution(on_laptop: Running) -> None:
    program = on_laptop
    make_stock(program)
    form = program.text("header.compound.form")
    program.go("Solutions")
    program.until(lambda: any("part0" in str(one["name"]) for one in program.ask("widgets")), "its tubes")
    card = ".".join(solution(program).split(".")[:2])
    boxes = chosen(program)
    for action, texts in (
        ("part0.discard", {"reason": "dropped"}),
        ("part0.take", {"volume": "10 uL"}),
        ("correct", {"lot": "L240612"}),
    ):
        name = f"{card}.{action}"
        program.click(f"{name}.open")
        first = program.keys()
        assert first is not None
        assert first["name"].startswith(name)
        # It is seen where it opened.
        program.brings(f"{name}.write")
        for field, text in texts.items():
            program.fill(f"{name}.{field}", text)
        program.click(f"{name}.write")
        program.has_keys(f"{name}.open")
        program.press("Down")
        assert chosen(program) == boxes
    program.go("Calculate")
    assert program.text("header.compound.form") == form


def test_undo_gives_the_keys_back_to_the_field_they_were_in(on_laptop: Running) -> None:
    program = on_laptop
    make_stock(program)
    program.has_keys("calculate.stock.concentration")
    program.click("toast.line.undo")
    program.until(lambda: program.text("toast.line.words").startswith("Undone"), "what was undone")
    program.has_keys("calculate.stock.concentration")


def test_no_drop_down_has_the_keys_that_nobody_gave_it(on_laptop: Running) -> None:
    program = on_laptop
    boxes = chosen(program)
    for page in (*PAGES, "Compounds"):
        program.go(page)
        focused = program.keys()
        assert focused is not None
        assert not focused["drop_down"], page
        # In the rail an arrow key goes to another button; whatever has the keys, no choice changes.
        boxes |= {name: text for name, text in chosen(program).items() if name not in boxes}
        program.press("Down", "Down", "Up")
        now = chosen(program)
        assert now == {name: boxes.get(name, text) for name, text in now.items()}, page
    # The form of the compound is in the header only of the pages that are about it.
    program.go("Calculate")
    assert boxes["header.compound.form"] == program.text("header.compound.form")


# -- an alarm ---------------------------------------------------------------------------------------------------------


def test_an_alarm_comes_up_on_top_and_gives_the_keys_back(laptop: Desktop, tmp_path: Path, bundled_index: Path) -> None:
    with running(laptop, settled_data(tmp_path / "data", bundled_index)) as program:
        make_stock(program)
        open_tool(program, "dilute")
        program.fill("calculate.dilute.c2", "10 uM")
        program.fill("calculate.dilute.wells", "24")
        program.click("calculate.dilute.resuspended")
        program.settled()
        program.click("calculate.actions.incubate")
        program.until(lambda: program.shows("incubate.start.length"), "the form of an incubation")
        program.fill("incubate.start.length", "30 min")
        program.fill("incubate.start.ago", "31 min ago")
        program.click("incubate.start.single")
        program.settled()
        program.click("incubate.start.write")
        program.until(lambda: any("Alarm" in one["title"] for one in program.windows()), "the alarm")
        screen = program.ask("screen")
        program.until(lambda: all(is_inside(one, screen) for one in program.windows()), "the alarm inside the screen")
        program.until(lambda: program.shows("alarm.actions.seen"), "the alarm's words")
        # The window manager was not asked to give it the keys: it lies over the program's window, which keeps them.
        focused = program.keys()
        assert focused is None or focused["window"] == "Bench Companion"
        # The mouse reaches it there, so nothing lies over it.
        x, y, width, height = program.widget("alarm.actions.seen")["rectangle"]
        program.desktop.act("mousemove", x + width // 2, y + height // 2, "click", 1)
        program.until(lambda: len(program.windows()) == 1, "the alarm to go")
        program.until(lambda: program.keys() is not None, "the keys in the program's window")
        focused = program.keys()
        assert focused is not None
        assert not focused["drop_down"]


# -- the tools this needs ---------------------------------------------------------------------------------------------


def test_without_a_window_manager_this_fails_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match=r"missing: Xvfb, openbox, xdotool"), desktop("1366x768", 1, tmp_path):
        pass
