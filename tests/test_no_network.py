import subprocess
import sys

BLOCKED = ("ssl", "_ssl", "http", "http.client", "urllib.request", "PySide6.QtNetwork")
CODE = f"""
import sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
import benchapp.app.program.application, benchapp.cli, benchapp.selftest.scenario, benchapp.selftest.screenshots
import benchapp.commands.checks
import benchapp.ui.calculator.calculate_page, benchapp.ui.solutions.solutions_page
import benchapp.ui.incubations.incubate_page, benchapp.ui.journal.journal_page
import benchapp.ui.incubations.today.today_page, benchapp.ui.compounds.compound_page
import benchapp.ui.window.blocking_dialogs
import zxingcpp, icalendar, wakepy, benchapp.app.solutions, benchapp.app.incubations, benchapp.app.journal
import benchapp.domain.units.units, msgspec, rapidfuzz.fuzz, platformdirs, tzdata, pint
print("imported")
"""


def test_everything_runs_where_the_network_cannot_be_imported() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)

    assert done.stdout.strip() == "imported", done.stderr
