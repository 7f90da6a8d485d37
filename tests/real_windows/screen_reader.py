"""A screen reader's side of the desktop: a message bus, the accessibility bus on it, and a client that listens."""

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.real_windows.desktop import Desktop, desktop

# The bindings of the accessibility bus belong to the system's Python.
PYTHON = "/usr/bin/python3"
_CLIENT = Path(__file__).with_name("at_spi_client.py")
_LONGEST_S = 30.0


class ScreenReader:
    """What a screen reader is given of one program.

    Args:
        desktop: Where the program runs.
        process: The program's process number.
    """

    def __init__(self, desktop: Desktop, process: int) -> None:
        self._process = process
        self._client = subprocess.Popen(
            [PYTHON, str(_CLIENT)],
            env=desktop.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._heard: list[dict[str, Any]] = []

    def _ask(self, question: str, **about: object) -> Any:
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        self._client.stdin.write(json.dumps({"ask": question, **about}) + "\n")
        self._client.stdin.flush()
        answer = self._client.stdout.readline()
        assert answer, "the client of the accessibility bus ended; are python3-pyatspi and at-spi2-core installed?"
        # The narrow blank before a unit is heard as any other.
        return json.loads(answer.replace("\\u202f", " "))

    def showing(self) -> list[dict[str, Any]]:
        """Return all that is showing, in the order of the tree, as role, name, description, text and states."""
        return list(self._ask("showing", process=self._process))

    def find(self, name: str, role: str | None = None) -> dict[str, Any] | None:
        """Return what has a name; None where nothing that shows has it."""
        fits = (one for one in self.showing() if one["name"] == name and role in (None, one["role"]))
        return next(fits, None)

    def press(self, name: str, role: str = "push button") -> None:
        """Press what has a name."""
        self.until(lambda: self._ask("press", process=self._process, name=name, role=role), f"a {role} “{name}”")

    def focus(self, name: str) -> None:
        """Give the keys to the field of a name."""
        self.until(lambda: self._ask("focus", process=self._process, name=name), f"a field “{name}”")

    def hears(self, kind: str, part: str) -> dict[str, Any]:
        """Wait until something was said or a window came up whose words hold a part; return what it was."""
        found: list[dict[str, Any]] = []

        def heard() -> bool:
            self._heard += self._ask("events")
            found[:] = [
                one for one in self._heard if one["kind"].startswith(kind) and part in f"{one['name']} {one['text']}"
            ]
            return bool(found)

        self.until(heard, f"{kind} with “{part}”")
        return found[0]

    def until(self, reached: Callable[[], object], what: str) -> None:
        end = time.monotonic() + _LONGEST_S
        while not reached():
            assert time.monotonic() < end, (
                f"waited in vain for {what}; heard {self._heard}; what was there: {self._words()}"
            )
            time.sleep(0.1)

    def _words(self) -> str:
        return "; ".join(f"{one['role']} {one['name']!r}" for one in self.showing() if one["name"])

    def end(self) -> None:
        """End the client."""
        if self._client.stdin is not None:
            self._client.stdin.close()
        self._client.wait(timeout=10)
        if self._client.stdout is not None:
            self._client.stdout.close()


@contextlib.contextmanager
def readable_desktop(folder: Path) -> Iterator[Desktop]:
    """Open a desktop on which assistive technology runs.

    Raises:
        RuntimeError: A tool is missing.
    """
    if shutil.which("dbus-daemon") is None or not Path(PYTHON).exists():
        raise RuntimeError("Install what packaging/debian-packages-dev.txt names: dbus-daemon or python3 is missing.")
    with desktop("1366x768", 1, folder) as made:
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=made.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert bus.stdout is not None
        made.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        made.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        try:
            yield made
        finally:
            bus.terminate()
            bus.communicate(timeout=10)
