import subprocess
import sys
from pathlib import Path

BLOCKED = ("ssl", "_ssl", "http", "http.client", "urllib.request", "PySide6.QtNetwork")
CODE = f"""
import sys
from pathlib import Path
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


IN_A_LAB = f"""
import os, sys
from pathlib import Path
for name in {BLOCKED!r}:
    sys.modules[name] = None
opened = []
sys.addaudithook(lambda event, args: opened.append((event, args)) if event.startswith("socket.") else None)
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from benchapp.domain.journal.entries import PersonNamed
from benchapp.selftest.scenario import Scenario
from benchapp.store.lab.lab_folder import LabFolder

folder = Path(sys.argv[1], "lab")
folder.mkdir()
lab = LabFolder(folder).make("Lab")
acting = Scenario(QApplication(["lab"]), Path(sys.argv[1], "data"))
acting.settle()
device = acting.program.services.device
device.settings = replace(device.settings, lab_folder=str(folder), lab=lab.lab, lab_name=lab.name)
computers = acting.program.rooms.computers
computers.begin()
acting.wait()
acting.program.services.session.record(PersonNamed("Mara"))
computers.exchange.look()
acting.wait()
assert computers.exchange.state.error is None, computers.exchange.state.error
assert computers.exchange.state.last is not None
assert len(list((folder / "new").iterdir())) == 2
proc = Path("/proc/self")
held = {{os.readlink(one) for one in (proc / "fd").iterdir() if os.path.lexists(one)}} if proc.exists() else set()
tables = [proc / "net" / name for name in ("tcp", "tcp6", "udp", "udp6")]
numbers = {{line.split()[9] for table in tables if table.exists() for line in table.read_text().splitlines()[1:]}}
assert not held & {{f"socket:[{{number}}]" for number in numbers}}
assert opened == [], opened
acting.end()
print("exchanged")
"""


def test_a_lab_is_joined_and_exchanged_with_without_a_socket(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_LAB, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120
    )

    assert done.stdout.strip() == "exchanged", done.stderr
