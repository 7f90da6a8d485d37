"""A client of assistive technology, as a screen reader is one: it sees what the desktop's accessibility bus offers.

    /usr/bin/python3 at_spi_client.py

It runs in the system's Python, which has the bindings. A line of JSON on standard input asks, one on standard output
answers. It knows nothing of the program but what any screen reader is given.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found]
from gi.repository import GLib  # type: ignore[import-not-found]

LISTENED_TO = (
    "window:activate",
    "window:create",
    "object:announcement",
)
# Deeper than any window is built; a tree that holds itself would never end.
_DEEPEST = 60
_TRIES = 20
_PRESSES = ("press", "click", "activate", "toggle")


class Client:
    """Answers questions about one application."""

    def __init__(self, loop: GLib.MainLoop) -> None:
        self._loop = loop
        self._events: list[dict[str, Any]] = []
        for kind in LISTENED_TO:
            pyatspi.Registry.registerEventListener(self._hear, kind)
        GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, self._answer)

    def _hear(self, event: Any) -> None:
        try:
            source = event.source
            said = event.any_data if isinstance(event.any_data, str) else ""
            heard = {"kind": str(event.type), "role": source.getRoleName(), "name": source.name, "text": said}
        except (LookupError, GLib.Error):
            # What it came from is gone.
            return
        self._events.append({**heard, "on": bool(event.detail1)})

    def _answer(self, _source: int, condition: GLib.IOCondition) -> bool:
        line = sys.stdin.readline()
        if not line or (condition & GLib.IO_HUP and not line):
            self._loop.quit()
            return False
        asked = json.loads(line)
        question = getattr(self, asked.pop("ask"))
        answer = None
        for _try in range(_TRIES):
            try:
                answer = question(**asked)
                break
            except (GLib.Error, LookupError, NotImplementedError):
                # The window changed while it was looked at.
                time.sleep(0.1)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        return True

    def showing(self, process: int) -> list[dict[str, Any]]:
        """Return what is showing in a process, in the order of the tree."""
        return [self._described(one, depth) for one, depth in self._walk(process)]

    def press(self, process: int, name: str, role: str) -> bool:
        """Press what has this name; return whether there was one that can be pressed."""
        for one, _depth in self._walk(process):
            if one.name == name and one.getRoleName() == role:
                action = one.queryAction()
                for number in range(action.nActions):
                    if action.getName(number).lower() in _PRESSES:
                        return bool(action.doAction(number))
        return False

    def focus(self, process: int, name: str) -> bool:
        """Give the keys to the field of this name; return whether there was one."""
        for one, _depth in self._walk(process):
            if one.name == name and one.getState().contains(pyatspi.STATE_FOCUSABLE):
                return bool(one.queryComponent().grabFocus())
        return False

    def events(self) -> list[dict[str, Any]]:
        """Return what was heard since the last time."""
        heard, self._events = self._events, []
        return heard

    def _walk(self, process: int) -> Iterator[tuple[Any, int]]:
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == process:
                for window in application:
                    if window is not None:
                        yield from self._below(window, 0)

    def _below(self, parent: Any, depth: int) -> Iterator[tuple[Any, int]]:
        states = parent.getState()
        if not states.contains(pyatspi.STATE_SHOWING):
            return
        yield parent, depth
        if depth < _DEEPEST:
            for child in parent:
                if child is not None:
                    yield from self._below(child, depth + 1)

    @staticmethod
    def _described(one: Any, depth: int) -> dict[str, Any]:
        states = one.getState()
        interfaces = pyatspi.listInterfaces(one)
        text = one.queryText().getText(0, -1) if "Text" in interfaces else ""
        return {
            "depth": depth,
            "role": one.getRoleName(),
            "name": one.name,
            "description": one.description,
            "text": text,
            "enabled": states.contains(pyatspi.STATE_ENABLED),
            "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
            "focused": states.contains(pyatspi.STATE_FOCUSED),
            "checked": states.contains(pyatspi.STATE_CHECKED),
        }


if __name__ == "__main__":
    loop = GLib.MainLoop()
    Client(loop)
    loop.run()
