"""A Windows to build and to test on, where there is none: Wine in a folder of its own, with a screen of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

from x_server import x_server  # noqa: E402

PREFIX = ROOT / "build" / "windows" / "prefix"
DISPLAY = ":96"
FONTS = Path("/usr/share/fonts/truetype/dejavu")


def environment() -> dict[str, str]:
    """Return the environment for Wine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON", "VIRTUAL_ENV"))}
    return {
        **kept,
        "WINEPREFIX": str(PREFIX),
        "WINEARCH": "win64",
        # What a program without a terminal says to a debugger: Qt says there why it ends a program.
        "WINEDEBUG": "-all,err+seh,warn+seh",
        # Wine asks for Mono and for a browser otherwise, and neither is wanted.
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;mscms=n;winemenubuilder.exe=d",
        "DISPLAY": DISPLAY,
        "PYTHONHASHSEED": "0",
    }


def wine(*command: str, check: bool = True, timeout: float = 900, typed: str = "", **more: str) -> tuple[int, str]:
    """Run a Windows program; its status and what it printed.

    Python under Wine starts only where its streams are pipes, so they always are.

    Args:
        command: The program and its words.
        check: Whether another status than 0 ends this program.
        timeout: After how many seconds it is given up.
        typed: What it reads.
        more: What is set for it besides the usual.
    """
    done = subprocess.run(
        ["wine", *command],
        input=typed,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=timeout,
        env={**environment(), **more},
    )
    said = (done.stdout + done.stderr).replace("\r", "")
    if check and done.returncode:
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{said[-4000:]}")
    return done.returncode, said


def to_windows(path: Path) -> str:
    """Return a path as Windows writes it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """Run an X server beside, and end Wine with it.

    Its screen has room for the window of a laptop and its frame.
    """
    with x_server(DISPLAY, "1920x1080"):
        try:
            yield
        finally:
            subprocess.run(["wineserver", "-k"], env=environment(), check=False, stderr=subprocess.DEVNULL)


def make_prefix() -> None:
    """Make a Windows 10 in the folder, with the three libraries that Wine lacks and a typeface."""
    shutil.rmtree(PREFIX, ignore_errors=True)
    PREFIX.mkdir(parents=True)
    wine("wineboot", "--init")
    subprocess.run(["wineserver", "-w"], env=environment(), check=True)
    wine("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
    system = PREFIX / "drive_c" / "windows" / "system32"
    for name in ("bcryptprimitives", "icuuc", "mscms"):
        made = PREFIX / f"{name}.dll"
        command = ["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-s", f"-D{name.upper()}", "-o", str(made)]
        subprocess.run([*command, str(HERE / "shims.c"), "-ladvapi32"], check=True)
        (system / f"{name}.dll").unlink(missing_ok=True)
        shutil.copyfile(made, system / f"{name}.dll")
    for font in FONTS.glob("DejaVuSans*.ttf"):
        shutil.copyfile(font, PREFIX / "drive_c" / "windows" / "Fonts" / font.name)
    subprocess.run(["wineserver", "-w"], env=environment(), check=True)
