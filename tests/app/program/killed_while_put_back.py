"""A program that is killed in the middle of putting back what was typed.

python -m tests.app.program.killed_while_put_back FOLDER
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchapp.app.calculator import CalculatorController
from benchapp.app.program.application import Application
from benchapp.selftest.scenario import Scenario


class Killed(Scenario):
    """Is killed when the calculators come into view, which nobody has asked for."""

    def _start(self) -> Application:
        shown = CalculatorController.show_tool

        def show_tool(self: CalculatorController, name: str) -> None:
            shown(self, name)
            os.kill(os.getpid(), signal.SIGKILL)

        CalculatorController.show_tool = show_tool  # type: ignore[method-assign]
        return super()._start()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    Killed(QApplication([]), Path(sys.argv[1]))
