"""The beginning of a bench day, acted out once: what is tried on it begins from a copy of its data folder."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication

from benchapp.app.program.application import Application
from benchapp.base.ids import RepeatedIds
from benchapp.base.paths import DataFolder
from benchapp.selftest.scenario import Scenario
from benchapp.ui.text.language import ENGLISH


def with_index(folder: Path, index: Path) -> Path:
    """Make a data folder in which the bundled compounds are read already."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(index, DataFolder(folder).index)
    return folder


class BegunDay(Struct, frozen=True):
    """The data folder of a bench day that has begun, as it is after the program was closed.

    Attributes:
        folder: The data folder, to be copied.
        ids: Where the ids went on.
        stock_label: The label of the stock.
    """

    folder: Path
    ids: RepeatedIds
    stock_label: str


class QuickScenario(Scenario):
    """A bench day on which the program answers a text when all of it is typed, as most tests need no more of it."""

    key_by_key = False


class ResumedScenario(QuickScenario):
    """The program started again, at the same moment, on a bench day that has begun.

    Args:
        application: The Qt application.
        folder: Where the copy is made.
        day: What has happened.
        theme: "light" or "dark".
        language: Code of the language.
    """

    def __init__(
        self, application: QApplication, folder: Path, day: BegunDay, theme: str = "light", language: str = ENGLISH
    ) -> None:
        shutil.copytree(day.folder, folder)
        self._day = deepcopy(day)
        super().__init__(application, folder, theme, language)
        self.stock_label = day.stock_label

    def _start(self) -> Application:
        # What is made now must not have the ids of what is there.
        self._ids = self._day.ids
        return super()._start()


def begin(application: QApplication, folder: Path, act: Callable[[Scenario], None]) -> BegunDay:
    """Act out the beginning of a day in an empty folder, and close the program."""
    acting = QuickScenario(application, folder)
    act(acting)
    acting.wait()
    acting.end()
    return BegunDay(folder, acting._ids, acting.stock_label)


def start_plate(acting: Scenario) -> None:
    """Go on to the incubation that is started."""
    for step in list(acting.steps())[:7]:
        step.run()


def plan_stock(acting: Scenario) -> None:
    """Show the plan of a stock, as act 3 leaves it."""
    acting.program.rooms.calculator.show_tool("stock")
    form = acting.program.rooms.calculator.forms.stock
    for name, text in (("mass", "4.87 mg"), ("concentration", "10 mM")):
        form.fill(name, text)
    acting.settle()
