"""Runs the program as its own process, and answers what is where on the screen; it never touches anything.

Each process is forked from one that has imported what a start imports, and made nothing yet.
"""

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from multiprocessing.connection import Connection

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QMenu, QWidget

from benchapp.app.start.startup import BIT_BY_BIT, PAGE_BY_PAGE, TOOL_BY_TOOL, read_ahead
from benchapp.cli import main
from benchapp.ui.widgets.page import Page

for each in (
    "benchapp.app.program.application",
    "benchapp.domain.units.units",
    *BIT_BY_BIT,
    *TOOL_BY_TOOL,
    *PAGE_BY_PAGE,
):
    import_module(each)
read_ahead()


class Question(QEvent):
    """A question, on its way to the thread of the windows."""

    def __init__(self, text: str) -> None:
        super().__init__(QEvent.Type.User)
        self.text = text


def rectangle(widget: QWidget, inside: QRect | None = None) -> list[int]:
    """Return where a widget is on the screen, in dots of the screen, as x, y, width and height."""
    part = inside if inside is not None else widget.rect()
    corner, scale = widget.mapToGlobal(part.topLeft()), widget.devicePixelRatioF()
    return [round(one * scale) for one in (corner.x(), corner.y(), part.width(), part.height())]


def text_of(widget: QWidget) -> str:
    match widget:
        case QComboBox():
            return widget.currentText()
        case QLineEdit() | QLabel() | QAbstractButton():
            return widget.text().replace("\u202f", " ")
        case _:
            return widget.windowTitle() if widget.isWindow() else ""


def seen_part(widget: QWidget) -> QRect:
    """Return the part of a widget that no area scrolls out of view."""
    return widget.visibleRegion().boundingRect()


def described(widget: QWidget) -> dict[str, object]:
    whole = rectangle(widget)
    part = seen_part(widget)
    return {
        "name": widget.objectName(),
        "kind": type(widget).__name__,
        "drop_down": isinstance(widget, QComboBox),
        "text": text_of(widget),
        "enabled": widget.isEnabled(),
        "rectangle": whole,
        "seen": rectangle(widget, part) if not part.isEmpty() else None,
    }


class Probe(QObject):
    """Answers in the thread of the windows.

    Args:
        questions: Where the questions come from, and the answers go.
    """

    def __init__(self, questions: Connection) -> None:
        super().__init__()
        self._questions = questions

    def event(self, event: QEvent) -> bool:
        """Answer a question."""
        if not isinstance(event, Question):
            return super().event(event)
        what, _, name = event.text.partition(" ")
        answers: dict[str, Callable[[], object]] = {
            "widgets": lambda: [described(one) for one in self._widgets(name)],
            "windows": self._windows,
            "keys": self._keys,
            "menu": self._menu,
            "page": self._page,
            "screen": self._screen,
            "set-aside": gc.get_freeze_count,
        }
        self._questions.send(answers[what]())
        return True

    def listen(self) -> None:
        """Hand each question to the thread of the windows, until nobody asks any more."""
        try:
            while True:
                QCoreApplication.postEvent(self, Question(self._questions.recv()))
        except EOFError:
            pass

    @staticmethod
    def _widgets(name: str) -> list[QWidget]:
        named = [one for one in QApplication.allWidgets() if one.isVisible() and one.objectName()]
        return [one for one in named if not name or one.objectName() == name]

    @staticmethod
    def _windows() -> object:
        found = []
        for one in QApplication.topLevelWidgets():
            if one.isVisible() and one.windowTitle():
                frame, scale = one.frameGeometry(), one.devicePixelRatioF()
                whole = [round(each * scale) for each in (frame.x(), frame.y(), frame.width(), frame.height())]
                found.append({"title": one.windowTitle(), "frame": whole, "inner": rectangle(one)})
        return found

    @staticmethod
    def _keys() -> object:
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return {**described(focused), "window": focused.window().windowTitle()}

    @staticmethod
    def _menu() -> object:
        """Return the lines of the menu that is open: the name of each, and where it is on the screen."""
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            return []
        return [
            {"name": one.objectName(), "text": one.text(), "seen": rectangle(menu, menu.actionGeometry(one))}
            for one in menu.actions()
            if one.isVisible() and one.isEnabled()
        ]

    @staticmethod
    def _page() -> object:
        """Return the page in view: where it scrolls, how far, and what is on it."""
        page = next(one for one in QApplication.allWidgets() if isinstance(one, Page) and one.isVisible())
        bar = page.area.verticalScrollBar()
        return {
            "name": page.accessibleName(),
            "viewport": rectangle(page.area.viewport()),
            "value": bar.value(),
            "most": bar.maximum(),
        }

    @staticmethod
    def _screen() -> object:
        screen = QApplication.primaryScreen()
        free, scale = screen.availableGeometry(), screen.devicePixelRatio()
        return [round(one * scale) for one in (free.x(), free.y(), free.width(), free.height())]


def run(environment: Mapping[str, str], arguments: Sequence[str], questions: Connection) -> None:
    """Run the program in a process that was forked for it, until it ends.

    Args:
        environment: All of what the process finds in its environment.
        arguments: Of the program.
        questions: Where the questions come from, and the answers go.
    """
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    threading.Thread(target=Probe(questions).listen, daemon=True).start()
    sys.exit(main(arguments))
