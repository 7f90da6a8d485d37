"""A bench day on which a plate runs, acted out once: what is tried on it begins from a copy of its data folder."""

import shutil
from copy import deepcopy
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication

from benchapp.app.program.application import Application
from benchapp.base.ids import RepeatedIds
from benchapp.selftest.scenario import Scenario


class BegunDay(Struct, frozen=True):
    """The data folder of a bench day on which a plate runs, as it is after the program was closed.

    Attributes:
        folder: The data folder, to be copied.
        ids: Where the ids went on.
        stock_label: The label of the stock.
    """

    folder: Path
    ids: RepeatedIds
    stock_label: str


class ResumedScenario(Scenario):
    """The program started again, at the same moment, on a bench day that has begun.

    Args:
        application: The Qt application.
        folder: Where the copy is made.
        day: What has happened.
        theme: "light" or "dark".
    """

    def __init__(self, application: QApplication, folder: Path, day: BegunDay, theme: str = "light") -> None:
        shutil.copytree(day.folder, folder)
        self._day = deepcopy(day)
        super().__init__(application, folder, theme)
        self.stock_label = day.stock_label

    def _start(self) -> Application:
        # What is made now must not have the ids of what is there.
        self._ids = self._day.ids
        return super()._start()


def begin(application: QApplication, folder: Path) -> BegunDay:
    """Act out the day up to the incubation that is started, in an empty folder, and close the program."""
    acting = Scenario(application, folder)
    for act in list(acting.steps())[:7]:
        act.run()
    acting.wait()
    acting.end()
    return BegunDay(folder, acting._ids, acting.stock_label)
