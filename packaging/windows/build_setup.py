"""Build the program for Windows, its installer and the portable zip, into dist/. Run through `make setup-exe`.

On Windows itself it builds with the Python that runs it; elsewhere with CPython for Windows, under Wine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "packaging"), str(ROOT / "packaging" / "linux")]

from stage import version, when  # noqa: E402

BUILD = ROOT / "build" / "windows"
FOLDER = BUILD / "dist" / "benchapp"


def build_program() -> None:
    """Build the folder of the program."""
    from app_icons import write_icons

    icons = BUILD / "icons"
    write_icons(icons)
    shutil.rmtree(FOLDER, ignore_errors=True)
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    moment = str(int(when().timestamp()))
    settings = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": moment}
    if sys.platform == "win32":
        places = ["--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work")]
        command = [sys.executable, *words, *places, str(ROOT / "packaging" / "benchapp.spec")]
        subprocess.run(command, check=True, env={**os.environ, **settings, "BENCHAPP_ICONS": str(icons)})
        return
    import inputs
    import wine

    inputs.fetch(BUILD / "inputs")
    inputs.unpack(BUILD / "inputs", BUILD / "python")
    to = wine.to_windows
    places = ["--distpath", to(BUILD / "dist"), "--workpath", to(BUILD / "work")]
    with wine.screen():
        if not (wine.PREFIX / "mscms.dll").exists():
            wine.make_prefix()
        program = str(BUILD / "python" / "python.exe")
        spec = to(ROOT / "packaging" / "benchapp.spec")
        wine.wine(program, *words, *places, spec, **settings, BENCHAPP_ICONS=to(icons))


def settle() -> None:
    """Give every file the time that it has in every build."""
    moment = when().timestamp()
    for path in [FOLDER, *FOLDER.rglob("*")]:
        os.utime(path, (moment, moment))


def build_installer() -> Path:
    """Pack the installer; give its file."""
    target = ROOT / "dist" / f"benchapp-{version()}-setup.exe"
    target.parent.mkdir(exist_ok=True)
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) // 1024
    numbers = ".".join([*version().split("."), "0", "0", "0"][:4])
    # The name before the version: makensis takes what follows a slash on Windows and a dash elsewhere.
    sign = "/" if sys.platform == "win32" else "-"
    settings = {
        "VERSION": version(),
        "NUMBERS": numbers,
        "FOLDER": str(FOLDER),
        "ICON": str(BUILD / "icons" / "benchapp.ico"),
        "SIZE": str(size),
        "OUT": str(target),
    }
    command = [
        "makensis",
        f"{sign}V2",
        f"{sign}INPUTCHARSET",
        "UTF8",
        *(f"{sign}D{name}={value}" for name, value in settings.items()),
    ]
    subprocess.run(
        [*command, str(HERE / "benchapp.nsi")],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(when().timestamp()))},
    )
    return target


def build_portable() -> Path:
    """Pack the folder that keeps its data beside the program; give its file."""
    target = ROOT / "dist" / f"benchapp-{version()}-windows-portable.zip"
    stamp = datetime.fromtimestamp(when().timestamp(), UTC).timetuple()[:6]
    files = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    files["portable"] = b"While this file lies here, the program keeps its data in the folder data beside it.\r\n"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(f"Bench Companion/{name}", stamp), files[name], zipfile.ZIP_DEFLATED)
    return target


def main() -> None:
    """Build all of it, and say how large it is."""
    build_program()
    settle()
    for made in (build_installer(), build_portable()):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
