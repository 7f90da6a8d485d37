"""Three computers of a lab whose folders a real Syncthing keeps the same, on this machine alone.

    python -m tests.real_syncthing [ENTRIES]

Each has a journal, an exchange and an instance of Debian's package with announcing, relays, port mapping, upgrades and
reports off, listening on 127.0.0.1. They write entries, one of them is off for a while, and in the end all must hold
the same, without a file in conflict and without an address of another machine. Run by `make torture`; where Syncthing
is missing it fails.
"""

import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchapp.domain.journal.entries import NoteAdded
from benchapp.store.journal.chain import check_chain
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.store.lab.exchange import Exchange
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from tests.making import BEGIN
from tests.sequences import asked_for, report
from tests.store.lab.making_lab import written

NAMES = ("hood", "office", "microscope")
# How long an entry may be on its way, and a start may take.
LONGEST_S = 180.0
OFF = {
    "globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false", "natEnabled": "false",
    "urAccepted": "-1", "autoUpgradeIntervalH": "0", "crashReportingEnabled": "false", "startBrowser": "false",
    "announceLANAddresses": "false", "reconnectionIntervalS": "5",
}  # fmt: skip


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Instance:
    """One instance of Syncthing, with its copy of the folder.

    Args:
        home: Where its settings are.
        folder: Its copy of the folder.
    """

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.port = _free_port()
        self.log = home.with_suffix(".log")
        subprocess.run(
            ["syncthing", "generate", f"--home={home}", "--no-default-folder"], check=True, capture_output=True
        )
        shown = subprocess.run(
            ["syncthing", f"--home={home}", "--device-id"], check=True, capture_output=True, text=True
        )
        self.device = shown.stdout.strip()
        self._running: subprocess.Popen[bytes] | None = None

    def configure(self, everybody: Sequence["Instance"]) -> None:
        """Set with whom it shares the folder, and that it speaks to nobody else."""
        file = self.home / "config.xml"
        tree = ET.parse(file)  # noqa: S314 (made by Syncthing just now)
        root = tree.getroot()
        for old in (*root.findall("device"), *root.findall("folder")):
            root.remove(old)
        folder = ET.SubElement(root, "folder", id="lab", path=str(self.folder), type="sendreceive")
        # As a person has it who changes nothing.
        folder.attrib.update({"fsWatcherEnabled": "true", "fsWatcherDelayS": "10", "rescanIntervalS": "3600"})
        for one in everybody:
            device = ET.SubElement(root, "device", id=one.device, name=one.home.name, compression="never")
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{one.port}"
            ET.SubElement(folder, "device", id=one.device)
        options, gui = root.find("options"), root.find("gui")
        assert options is not None
        assert gui is not None
        for name, value in {**OFF, "listenAddress": f"tcp://127.0.0.1:{self.port}"}.items():
            for old in options.findall(name):
                options.remove(old)
            ET.SubElement(options, name).text = value
        address = gui.find("address")
        assert address is not None
        address.text = f"127.0.0.1:{_free_port()}"
        tree.write(file)

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            environment = {**os.environ, "STNOUPGRADE": "1", "STNORESTART": "1"}
            command = ["syncthing", "serve", f"--home={self.home}", "--no-browser", "--no-restart"]
            self._running = subprocess.Popen(command, stdout=log, stderr=log, env=environment)

    @property
    def process(self) -> int:
        """The id of its process."""
        assert self._running is not None
        return self._running.pid

    def stop(self) -> None:
        """End it."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(30)
            self._running = None


class Computer:
    """A computer of the lab.

    Args:
        place: Where its journal is.
        instance: What carries its folder.
    """

    def __init__(self, place: Path, instance: Instance) -> None:
        self.instance = instance
        self.path = place / "journal.sqlite"
        with closing(Journal(self.path, Writer(place.name, BEGIN))) as journal:
            self.own = journal.own
        self.rows = RowsInFile(self.path)
        self.exchange = Exchange(LabFolder(instance.folder), self.rows, self.own)

    def write(self, text: str) -> str:
        """Write an entry; return its id."""
        with closing(Journal(self.path, Writer(self.path.parent.name, BEGIN))) as journal:
            return journal.append(NoteAdded(text, "i1"), recorded=BEGIN, happened=BEGIN).id

    def held(self) -> set[str]:
        """Return the ids of all entries that it holds."""
        return {row.uuid for chain in self.rows.chains() for row in self.rows.rows_after(chain, 0, 10**6)}

    def look(self) -> None:
        """Look into the folder."""
        self.exchange.look(written(time.monotonic()))


class Lab:
    """The computers, and when each entry came to each.

    Args:
        root: Where everything is.
    """

    def __init__(self, root: Path) -> None:
        instances = []
        for name in NAMES:
            (root / name / "lab").mkdir(parents=True)
            instances.append(Instance(root / name / "syncthing", root / name / "lab"))
        for one in instances:
            one.configure(instances)
        LabFolder(instances[0].folder).make("Lab")
        self.computers = [Computer(root / name, one) for name, one in zip(NAMES, instances, strict=True)]
        # When each entry was written, and where.
        self.written: dict[str, tuple[float, Computer]] = {}
        self.spans: list[float] = []
        self._there: dict[str, set[str]] = {name: set() for name in NAMES}

    def look(self) -> None:
        """Let all look, and note what came."""
        for name, computer in zip(NAMES, self.computers, strict=True):
            if (computer.instance.folder / "new").is_dir():
                computer.look()
            came = computer.held() - self._there[name]
            self._there[name] |= came
            for begun, writer in (self.written[one] for one in came if one in self.written):
                self.spans += [time.monotonic() - begun] if writer is not computer else []

    def write(self, computer: Computer, text: str) -> None:
        """Let one write an entry."""
        self.written[computer.write(text)] = time.monotonic(), computer

    def together(self) -> bool:
        """Return whether all hold the same."""
        return len({frozenset(held) for held in self._there.values()}) == 1

    def let_pass(self, seconds: float) -> None:
        """Look each second for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.look()
            time.sleep(0.5)


def addresses_of(processes: Sequence[int]) -> set[str]:
    """Return the addresses to which some processes are connected or listen."""
    shown = subprocess.run(["ss", "-tuanpH"], check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in shown.splitlines() if any(f"pid={one}," in line for one in processes)]
    found = {address.rpartition(":")[0] for line in lines for address in line[4:6]}
    return {re.sub(r"%.*|[\[\]]", "", one) for one in found} - {"*", "0.0.0.0", "::", ""}  # noqa: S104


def run(root: Path, entries: int) -> tuple[str, list[str]]:
    """Let them work; give the figures in words, and what is wrong."""
    lab, chance, wrong = Lab(root), random.Random(1), list[str]()
    instances = [one.instance for one in lab.computers]
    try:
        for one in instances:
            one.start()
        began = time.monotonic()
        while not all((one.folder / "lab.json").exists() for one in instances):
            if time.monotonic() - began > LONGEST_S:
                return "", ["the instances did not find each other"]
            time.sleep(0.5)
        for number in range(entries):
            # One is off for a third of the time, and goes on writing.
            if number == entries // 3:
                instances[2].stop()
            if number == entries * 2 // 3:
                instances[2].start()
            lab.write(chance.choice(lab.computers), f"note {number}")
            lab.let_pass(chance.uniform(0.2, 2.0))
        began = time.monotonic()
        while not lab.together() and time.monotonic() - began < LONGEST_S:
            lab.let_pass(1.0)
        addresses = addresses_of([one.process for one in instances])
        wrong += [f"an instance spoke to {one}" for one in addresses if one not in {"127.0.0.1", "::1"}]
    finally:
        for one in instances:
            one.stop()
    if not lab.together():
        wrong.append(f"they hold {[len(computer.held()) for computer in lab.computers]} entries")
    for computer in lab.computers:
        with closing(Journal(computer.path, read_only=True)) as journal:
            wrong += [str(found) for found in check_chain(journal.rows())]
        wrong += [str(file) for file in computer.instance.folder.rglob("*sync-conflict*")]
        if len(computer.held()) != entries + len(NAMES):
            wrong.append(f"{len(computer.held())} of {entries + len(NAMES)} entries")
        computer.rows.close()
    spans = sorted(lab.spans)
    figures = f"{statistics.median(spans):.1f} s in the median, {spans[int(len(spans) * 0.99) - 1]:.0f} s for 99 %"
    return f"{entries} entries on {len(NAMES)} computers, on their way {figures}", wrong


def main() -> int:
    """Run it; give the exit status."""
    (entries,) = asked_for(60)
    if shutil.which("syncthing") is None:
        sys.stdout.write("Syncthing is missing: sh packaging/install-system.sh packaging/debian-packages-torture.txt\n")
        return 1
    version = subprocess.run(["syncthing", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    with tempfile.TemporaryDirectory() as place:
        figures, wrong = run(Path(place), entries)
    return report(f"Syncthing {version}: {figures}", wrong)


if __name__ == "__main__":
    sys.exit(main())
