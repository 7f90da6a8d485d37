"""`--self-test`: the bench day run off-screen, one line a step."""

import sys

from PySide6.QtWidgets import QApplication

from benchapp.base.temp_folder import scratch_folder
from benchapp.selftest.driver import ScenarioError
from benchapp.selftest.scenario import Scenario


def self_test() -> int:
    """Run the bench day in a temporary folder, one line a step; return the exit status, 0 or 1."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["benchapp"])
    with scratch_folder() as folder:
        scenario = Scenario(application, folder)
        done = 0
        for step in scenario.steps():
            try:
                step.run()
            except ScenarioError as error:
                sys.stdout.write(f"{step.number} {step.title}: FAILED, {error}\n")
                scenario.end()
                return 1
            sys.stdout.write(f"{step.number} {step.title}: ok\n")
            done += 1
        scenario.end()
    sys.stdout.write(f"self-test: {done} of {done} steps ok\n")
    return 0
