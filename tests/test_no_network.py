import subprocess
import sys

BLOCKED = ("ssl", "_ssl", "http", "http.client", "urllib.request", "PySide6.QtNetwork")
CODE = f"""
import sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
import benchapp.program, benchapp.main, benchapp.rehearsal, benchapp.tour, benchapp.commands
import benchapp.ui.calculate_page, benchapp.ui.solutions_page, benchapp.ui.incubate_page, benchapp.ui.journal_page
import benchapp.ui.today_page, benchapp.ui.compound_page, benchapp.ui.starting
import zxingcpp, icalendar, wakepy, benchapp.solution_pages, benchapp.incubation_pages, benchapp.journal_pages
import benchapp.domain.units, msgspec, rapidfuzz.fuzz, platformdirs, tzdata, pint
print("imported")
"""


def test_everything_runs_where_the_network_cannot_be_imported() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)

    assert done.stdout.strip() == "imported", done.stderr
