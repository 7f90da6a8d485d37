"""`--self-test`: the bench day acted out off-screen, one line an act."""

import sys

from PySide6.QtWidgets import QApplication

from benchapp.base.temp_folder import scratch_folder
from benchapp.selftest.driver import ScenarioError
from benchapp.selftest.scenario import Scenario


def self_test() -> int:
    """Act out the bench day in a temporary folder, one line a step; status 0 or 1."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["benchapp"])
    with scratch_folder() as folder:
        rehearsal = Scenario(application, folder)
        done = 0
        for act in rehearsal.acts():
            try:
                act.run()
            except ScenarioError as error:
                sys.stdout.write(f"{act.number} {act.title}: FAILED, {error}\n")
                rehearsal.end()
                return 1
            sys.stdout.write(f"{act.number} {act.title}: ok\n")
            done += 1
        rehearsal.end()
    sys.stdout.write(f"self-test: {done} of {done} steps ok\n")
    return 0
