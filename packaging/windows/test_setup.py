"""Install what was built as a person would, start it, upgrade it, and take it away again; under Wine, or on Windows.

    python packaging/windows/test_setup.py

What is checked: it installs without asking; menu, removal entry and file kinds are there; the self-test passes; every
page is painted in real windows by the platform's own plugin; a journal of the first version opens after an upgrade, and
none of its entries is lost; what is removed leaves nothing but the person's data; the portable folder keeps its data
beside itself.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "packaging" / "linux")]

import wine  # noqa: E402
from stage import version  # noqa: E402

ON_WINDOWS = sys.platform == "win32"
JOURNAL = ROOT / "tests" / "data" / "journal-v1.sqlite"
SETUP = ROOT / "dist" / f"benchapp-{version()}-setup.exe"
PORTABLE = ROOT / "dist" / f"benchapp-{version()}-windows-portable.zip"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Bench Companion"
KEYS = (
    UNINSTALL,
    r"HKCU\Software\Bench Companion",
    r"HKCU\Software\Classes\BenchCompanion.Monograph",
    r"HKCU\Software\Classes\.monograph",
    r"HKCU\Software\Classes\Applications\benchapp.exe",
)


def home() -> Path:
    """Return the person's folder."""
    if ON_WINDOWS:
        return Path.home()
    users = wine.PREFIX / "drive_c" / "users"
    return next(path for path in users.iterdir() if path.name != "Public")


def run(*command: str, check: bool = True, **more: str) -> tuple[int, str]:
    """Run a Windows program; its status and what it printed."""
    if not ON_WINDOWS:
        return wine.wine(*command, check=check, **more)
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False, timeout=900, env={**os.environ, **more}
    )
    if check and done.returncode:
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode, done.stdout + done.stderr


def path_for(file: Path) -> str:
    """Return a path as the programs write it."""
    return str(file) if ON_WINDOWS else wine.to_windows(file)


def has(key: str) -> bool:
    """Return whether a key of the registry is there."""
    return run("reg", "query", key, check=False)[0] == 0


def expect(what: bool, sentence: str) -> None:
    """End with a sentence where something is not as it should be."""
    if not what:
        sys.exit(f"failed: {sentence}")


def entries(folder: Path) -> int:
    """Count the entries of a journal."""
    with contextlib.closing(sqlite3.connect(folder / "journal.sqlite")) as journal:
        return int(journal.execute("SELECT count(*) FROM entry").fetchone()[0])


@contextlib.contextmanager
def a_screen() -> Iterator[None]:
    """Have a screen, and under Wine a Windows."""
    if ON_WINDOWS:
        yield
        return
    with wine.screen():
        if not (wine.PREFIX / "mscms.dll").exists():
            wine.make_prefix()
        yield


def painted(program: Path) -> float:
    """Start it as a double click does, wait for the painted window, and give the milliseconds."""
    _, printed = run(str(program), BENCHAPP_STARTED_NS=str(time.monotonic_ns()))
    # Wine itself may print a line of its own as a process ends ("write: Bad file descriptor").
    times = [float(line) for line in printed.splitlines() if line.strip().isdecimal()]
    expect(len(times) == 1, f"the program did not print when its window was painted: {printed[-3000:]}")
    return times[0]


def gone(path: Path) -> bool:
    """Return whether something is gone: an uninstaller ends before its copy has done the work."""
    for _ in range(60):
        if not path.exists():
            return True
        time.sleep(0.5)
    return False


def main() -> None:
    """Check it all."""
    local = home() / "AppData" / "Local"
    folder, data = local / "Programs" / "Bench Companion", local / "benchapp"
    program = folder / "benchapp.exe"
    roaming = home() / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    menu, desktop = roaming / "Bench Companion.lnk", home() / "Desktop" / "Bench Companion.lnk"
    with a_screen():
        shutil.rmtree(data, ignore_errors=True)
        began = time.monotonic()
        run(str(SETUP), "/S", "/DESKTOP=1")
        took = time.monotonic() - began
        expect(program.is_file(), "the program is not where it should be")
        expect(menu.is_file() and desktop.is_file(), "the menu or the desktop has no icon of it")
        for key in KEYS:
            expect(has(key), f"{key} is not in the registry")
        data.mkdir(parents=True)
        shutil.copyfile(JOURNAL, data / "journal.sqlite")
        count = entries(data)
        status, output = run(str(program), "--self-test", check=False)
        said = [line for line in output.splitlines() if line.startswith("self-test:")]
        expect(status == 0 and bool(said) and "14 of 14" in said[-1], f"the self-test: {output[-3000:]}")
        pictures = ROOT / "build" / "windows" / "tour"
        shutil.rmtree(pictures, ignore_errors=True)
        run(str(program), "--tour", path_for(pictures), "--on-screen")
        made = len(list(pictures.glob("*.png")))
        expect(made > 100, f"the tour made {made} pictures")
        first = painted(program)
        expect(entries(data) >= count, "the first start lost entries of the journal")
        # An upgrade in place: a file of the older version that the newer one does not have must go.
        stale = folder / "_internal" / "of-an-older-version.dll"
        stale.write_bytes(b"old")
        run(str(SETUP), "/S")
        expect(not stale.exists(), "the upgrade left a library of the older version")
        expect(desktop.is_file(), "the upgrade forgot the icon on the desktop")
        painted(program)
        expect(entries(data) >= count, "the upgrade lost entries of the journal")
        run(str(folder / "uninstall.exe"), "/S")
        expect(gone(folder), f"left behind: {sorted(str(path) for path in folder.rglob('*'))[:10]}")
        expect(gone(menu) and gone(desktop), "an icon is left behind")
        for key in KEYS:
            expect(not has(key), f"{key} is left in the registry")
        expect(entries(data) >= count, "what the person wrote is gone")
        carried = ROOT / "build" / "windows" / "portable"
        shutil.rmtree(carried, ignore_errors=True)
        with zipfile.ZipFile(PORTABLE) as packed:
            packed.extractall(carried)
        before = entries(data)
        painted(carried / "Bench Companion" / "benchapp.exe")
        own = carried / "Bench Companion" / "data"
        expect((own / "journal.sqlite").is_file(), "the portable program keeps its data elsewhere")
        expect(entries(data) == before, "the portable program wrote into the installed one's data")
    where = "Windows" if ON_WINDOWS else "Wine"
    print(
        f"setup.exe on {where}: installed in {took:.1f} s; {said[-1]}; {made} pictures in real windows; painted after "
        f"{first:.0f} ms; upgraded with {count} entries; removed clean; portable folder keeps its own data"
    )


if __name__ == "__main__":
    main()
