"""Build benchapp-postgres for Windows as a zip in dist/. Run through `make postgres-zip`.

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
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT / "packaging" / "windows"), str(ROOT / "packaging"), str(ROOT / "packaging" / "linux")]

from stage import version, when  # noqa: E402

NAME = "benchapp-postgres"
BUILD = ROOT / "build" / "postgres-windows"
FOLDER = BUILD / "dist" / NAME
TARGET = ROOT / "dist" / f"{NAME}-{version()}-windows.zip"


def build_program() -> None:
    """Build the folder of the program."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    settings = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(int(when().timestamp()))}
    spec = HERE.parent / f"{NAME}.spec"
    if sys.platform == "win32":
        places = ["--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work")]
        command = [sys.executable, *words, *places, str(spec)]
        subprocess.run(command, check=True, env={**os.environ, **settings})
        return
    import inputs
    import wine

    inputs.fetch(BUILD / "inputs", HERE.parent / "requirements.lock")
    inputs.unpack(BUILD / "inputs", BUILD / "python")
    to = wine.to_windows
    places = ["--distpath", to(BUILD / "dist"), "--workpath", to(BUILD / "work")]
    with wine.screen():
        if not (wine.PREFIX / "mscms.dll").exists():
            wine.make_prefix()
        wine.wine(str(BUILD / "python" / "python.exe"), *words, *places, to(spec), **settings)


def main() -> None:
    """Build it, and pack it with what whoever looks after the computers reads."""
    build_program()
    stamp = datetime.fromtimestamp(when().timestamp(), UTC).timetuple()[:6]
    files = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    files["README.md"] = (ROOT / "docs" / "postgres.md").read_bytes()
    TARGET.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(f"{NAME}/{name}", stamp), files[name], zipfile.ZIP_DEFLATED)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
