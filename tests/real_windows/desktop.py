"""A desktop of its own for the program: an X server with a window manager, a mouse, keys, and eyes."""

import contextlib
import multiprocessing
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from x_server import x_server

TOOLS = ("Xvfb", "openbox", "xdotool")
_LONGEST_S = 30.0
# After so long without the keys a hand clicks into the field again.
_MISSED_S = 1.0
# The page of one compound, and the list of all of them.
_COMPOUNDS = ("Compound", "Compounds")
_HEADER = struct.Struct(">25I")


class Desktop:
    """What is on one display, and what a hand can do there.

    Args:
        display: Its name.
        folder: Where the server keeps what is on the screen.
        scale: How many dots of the screen a point of the program is wide.
    """

    def __init__(self, display: str, folder: Path, scale: int) -> None:
        self.display = display
        self.scale = scale
        self.folder = folder
        self._screen = folder / "Xvfb_screen0"
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "TZ": "Europe/Berlin"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.environment["QT_SCALE_FACTOR"] = str(scale)
        # Whoever runs the tests may speak another language; what is typed and read here is English.
        self.environment |= {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1"}

    def act(self, *words: object) -> str:
        """Let xdotool do something; return what it says."""
        command = ["xdotool", *map(str, words)]
        return subprocess.run(command, check=True, env=self.environment, capture_output=True, text=True).stdout

    def look(self) -> QImage:
        """Return what is on the screen now, as the server wrote it: XWD, 32 bits a dot."""
        data = self._screen.read_bytes()
        head = _HEADER.unpack_from(data)
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + colours * 12
        image = QImage(data[start : start + line * height], width, height, line, QImage.Format.Format_RGB32)
        return image.copy()


@contextlib.contextmanager
def desktop(size: str, scale: int, folder: Path) -> Iterator[Desktop]:
    """Open a desktop with a window manager.

    Args:
        size: Of its screen, in dots.
        scale: How many dots a point of the program is wide.
        folder: An empty folder.

    Raises:
        RuntimeError: A tool is missing, or the server does not come up.
    """
    missing = [one for one in TOOLS if shutil.which(one) is None]
    if missing:
        raise RuntimeError(
            f"These programs are missing: {', '.join(missing)}. Real windows are tried with them; install what "
            "packaging/debian-packages-dev.txt names."
        )
    display = f":{_free_display()}"
    with x_server(display, size, folder):
        made = Desktop(display, folder, scale)
        manager = subprocess.Popen(
            ["openbox"], env=made.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield made
        finally:
            manager.terminate()
            manager.wait()


def _free_display() -> int:
    wanted = range(128 + os.getpid() % 800, 2000)
    return next(one for one in wanted if not Path(f"/tmp/.X11-unix/X{one}").exists())  # noqa: S108


def _run(environment: dict[str, str], arguments: Sequence[str], questions: Connection) -> None:
    # Only the process that forks imports the program: here it would be one more of those that are tried.
    from tests.real_windows.probed import run

    run(environment, arguments, questions)


class Running:
    """The program in its own process, on a desktop.

    Args:
        desktop: Where.
        arguments: Of the program.
    """

    def __init__(self, desktop: Desktop, *arguments: str) -> None:
        self.desktop = desktop
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload(["tests.real_windows.probed"])
        self._questions, of_the_program = forking.Pipe()
        self._process = forking.Process(target=_run, args=(desktop.environment, arguments, of_the_program), daemon=True)
        self._process.start()
        of_the_program.close()
        self.until(lambda: bool(self.windows()) and self.keys() is not None, "the program's window with the keys")

    @property
    def process(self) -> int:
        """Its process number."""
        assert self._process.pid is not None
        return self._process.pid

    # -- looking ------------------------------------------------------------------------------------------------

    def ask(self, question: str) -> Any:
        """Ask the program what is where."""
        try:
            self._questions.send(question)
            return self._questions.recv()
        except (BrokenPipeError, ConnectionResetError, EOFError):
            raise AssertionError("the program ended") from None

    def windows(self) -> list[dict[str, Any]]:
        return list(self.ask("windows"))

    def keys(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.ask("keys")
        return found

    def has_keys(self, name: str) -> None:
        """Wait until a control has the keys."""
        self.until(lambda: (self.keys() or {}).get("name") == name, f"the keys in {name}")

    def widget(self, name: str) -> dict[str, Any]:
        found = self.ask(f"widgets {name}")
        assert found, f"{name} is not on the screen"
        return dict(found[0])

    def text(self, name: str) -> str:
        return str(self.widget(name)["text"])

    def shows(self, name: str) -> bool:
        return any(one["seen"] for one in self.ask(f"widgets {name}"))

    def says(self, name: str, text: str) -> None:
        """Wait until a text is in a control."""
        self.until(lambda: self.text(name) == text, f"“{text}” in {name}")

    def brings(self, name: str) -> None:
        """Wait until a control is in view."""
        self.until(lambda: self.shows(name), f"{name} in view")

    def drop_downs(self) -> list[dict[str, Any]]:
        return [one for one in self.ask("widgets") if one["drop_down"] and one["seen"]]

    def page(self) -> dict[str, Any]:
        return dict(self.ask("page"))

    def viewport(self) -> QImage:
        """Return what is seen of the page."""
        return self.desktop.look().copy(QRect(*self.page()["viewport"]))

    def until(self, reached: Callable[[], object], what: str) -> None:
        end = time.monotonic() + _LONGEST_S
        while not reached():
            if time.monotonic() > end:
                picture = self.desktop.folder / "in-vain.png"
                self.desktop.look().save(str(picture))
                raise AssertionError(f"waited in vain for {what}; what was on the screen is in {picture}")
            time.sleep(0.05)

    def settled(self) -> QImage:
        """Return the page when nothing has changed on it for a moment."""
        before, after = self.viewport(), None
        end = time.monotonic() + _LONGEST_S
        while before != after:
            assert time.monotonic() < end, "the page does not come to rest"
            time.sleep(0.15)
            before, after = after if after is not None else before, self.viewport()
        return after

    # -- acting -------------------------------------------------------------------------------------------------

    def point_at(self, name: str) -> None:
        """Lay the mouse on a control, and follow it while a line that comes or goes above still moves it."""
        before = None
        while (now := self.widget(name)["seen"] or self._bring(name)) != before:
            x, y, width, height = before = now
            self.desktop.act("mousemove", x + width // 2, y + height // 2)

    def _bring(self, name: str) -> list[int]:
        """Turn the wheel until something is seen, as a person looks for it."""
        for notches in (-60, *([1] * 60)):
            self.wheel(notches)
            seen = self.widget(name)["seen"]
            if seen and seen[3] >= self.widget(name)["rectangle"][3]:
                return list(seen)
        raise AssertionError(f"{name} cannot be scrolled to")

    def wheel(self, notches: int) -> None:
        """Turn the wheel over the page's left edge, where no control is; down for more than 0."""
        x, y, _width, height = self.page()["viewport"]
        self.desktop.act("mousemove", x + 4, y + height // 2)
        self.turn(notches)

    def turn(self, notches: int) -> None:
        self.desktop.act("click", "--repeat", abs(notches), "--delay", 12, 5 if notches > 0 else 4)
        self.ask("screen")

    def click(self, name: str) -> None:
        self.point_at(name)
        self.desktop.act("click", 1)

    def choose(self, button: str, line: str) -> None:
        """Open the menu of a button, and choose a line of it by its name."""
        self.click(button)
        self.until(lambda: any(one["name"] == line for one in self.ask("menu")), f"{line} in the menu")
        x, y, width, height = next(one["seen"] for one in self.ask("menu") if one["name"] == line)
        self.desktop.act("mousemove", x + width // 2, y + height // 2, "click", 1)
        self.until(lambda: not self.ask("menu"), "the menu to close")

    def type(self, text: str) -> None:
        self.desktop.act("type", "--delay", 8, text)

    def press(self, *keys: str) -> None:
        self.desktop.act("key", "--delay", 20, *keys)

    def fill(self, name: str, text: str) -> None:
        """Click into a field, as often as it takes until it has the keys, and type there."""
        self.click(name)
        last = time.monotonic()

        def reached() -> bool:
            nonlocal last
            if (self.keys() or {}).get("name") == name:
                return True
            if time.monotonic() - last > _MISSED_S:
                self.click(name)
                last = time.monotonic()
            return False

        self.until(reached, f"the keys in {name}")
        self.press("ctrl+a")
        self.type(text)
        self.says(name, text)

    def go(self, page: str) -> None:
        """Go to a page by the rail."""
        if page in _COMPOUNDS:
            self._go_to_compounds(page)
        else:
            self.click(f"rail.pages.{page.lower()}")
        self.until(lambda: self.page()["name"] == page, f"the page {page}")

    def _go_to_compounds(self, page: str) -> None:
        """Press the one button of both: it goes to what was looked at last, and from a compound to the list."""
        for _ in _COMPOUNDS:
            if (before := self.page()["name"]) != page:
                self.click("rail.pages.compound")
                self.until(lambda: self.page()["name"] != before, "another page")

    def end(self) -> None:
        """End it as the system does."""
        self._process.terminate()
        self._process.join(_LONGEST_S)
        assert self._process.exitcode is not None, "it does not end"
        self._process.close()
        self._questions.close()


@contextlib.contextmanager
def running(desktop: Desktop, data: Path, *arguments: str) -> Iterator[Running]:
    """Run the program with a data folder, and end it."""
    program = Running(desktop, "--data", str(data), *arguments)
    try:
        yield program
    finally:
        program.end()
