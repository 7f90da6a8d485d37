"""What goes into a built program and what stays out; both specs (`benchapp.spec`, `bare.spec`) read it here.

Plugins of Qt are taken from a list. A shared library is taken when something taken needs it, and not one more: on
Linux, those that every desktop has come from the system.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]

# Without the network, "works offline, sends nothing" can be checked by looking; the rest is never imported.
NEVER = [
    "tkinter", "unittest", "pydoc", "doctest", "pdb", "test", "pint.testsuite", "numpy", "pandas", "uncertainties",
    "attr", "attrs", "babel", "dask", "xarray", "asyncio", "multiprocessing", "ssl", "_ssl", "_hashlib", "http",
    "ftplib", "xmlrpc",
    "urllib.request", "urllib.error", "socketserver", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick",
    "PySide6.QtOpenGL", "PySide6.QtSql", "PySide6.QtTest", "pytest", "hypothesis", "rdkit", "PIL", "molmass.web",
    "molmass.elements_gui", "molmass.elements_descriptions", "setuptools", "distutils", "_distutils_hack",
    "packaging", "bz2", "_bz2", "lzma", "_lzma", "cgi", "optparse", "getopt", "lib2to3", "ensurepip", "venv",
    "curses", "readline", "rlcompleter", "rapidfuzz.fuzz_cpp", "rapidfuzz.process_cpp",
]  # fmt: skip

# Hooks that PyInstaller runs at each start, and that patch what this program never asks; that of PySide6 looks for a
# Qt which cannot be moved, and imports it before anything else.
NO_HOOK = {"pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_setuptools", "pyi_rth_multiprocessing", "pyi_rth_pyside6"}

PLUGINS = re.compile(
    r"plugins/("
    r"platforms/(lib)?q(xcb|wayland|offscreen|minimal|windows|cocoa)\b"
    r"|iconengines/|imageformats/(lib)?q(svg|ico)\b"
    r"|platforminputcontexts/lib(compose|ibus)"
    r"|platformthemes/libqxdgdesktopportal"
    r"|styles/(lib)?q(modernwindowsstyle|macstyle)"
    r"|wayland-shell-integration/libxdg-shell"
    r"|wayland-decoration-client/libbradient"
    r"|printsupport/"
    r")"
)

# Of the libraries of the system, a Linux desktop has its display, its fonts and its C; bundling them would raise the
# oldest system that the program runs on to the one it was built on. These are small, and a laptop without a network
# could not fetch them.
HELPERS = re.compile(r"^lib(xcb-[a-z-]+|xkbcommon|xkbcommon-x11|wayland-cursor|wayland-egl|sqlite3|ffi|uuid)\.so")

UNUSED = re.compile(
    r"translations/(?!qtbase_de\.qm$)"  # Qt's own words in languages that the program does not speak
    r"|\.dist-info|\.egg-info|\.pyi$|/py\.typed$|\.po$"
    r"|^pint/|^dateutil/zoneinfo/|^icalendar/tests"  # definitions and zones: ours are resources/units.txt and tzdata
)


def wanted_datas(entries: Iterable[Entry]) -> list[Entry]:
    """Return the data files that stay."""
    return [entry for entry in entries if entry[2] != "SYMLINK" and not UNUSED.search(_posix(entry[0]))]


def wanted_links(entries: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """Return the links at the top of the bundle whose libraries stay: the loader looks for them there."""
    names = {_name(entry[0]) for entry in binaries}
    return [entry for entry in entries if entry[2] == "SYMLINK" and _name(entry[1]) in names]


def wanted_binaries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the binaries that stay: wanted plugins, extension modules, Python, and what these need."""
    real = [entry for entry in entries if entry[2] != "SYMLINK"]
    # Of one name there may be several: on Windows each folder has the C runtime that its libraries look for there.
    found: dict[str, list[Entry]] = {}
    for entry in real:
        found.setdefault(_key(entry[0]), []).append(entry)
    waiting = [entry for entry in real if _is_root(entry)]
    taken = {entry[0]: entry for entry in waiting}
    while waiting:
        for name in _needs(Path(waiting.pop()[1])):
            for entry in found.get(_key(name), ()):
                if entry[0] not in taken and _is_bundled(entry):
                    taken[entry[0]] = entry
                    waiting.append(entry)
    return sorted(taken.values())


def _key(path: str) -> str:
    """Return the name by which a library is found: Windows does not tell large letters from small ones."""
    return _name(path).lower() if sys.platform == "win32" else _name(path)


def _needs(file: Path) -> set[str]:
    """Return the libraries that a binary itself names; what these need in turn is theirs."""
    if sys.platform != "linux":
        from PyInstaller.depend import bindepend

        return {_name(name) for name, _path in bindepend.get_imports(str(file))}
    done = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True)
    return set(re.findall(r"NEEDED\s+(\S+)", done.stdout))


def _name(path: str) -> str:
    return PurePosixPath(_posix(path)).name


def _is_root(entry: Entry) -> bool:
    name = _posix(entry[0])
    if "/plugins/" in name:
        return bool(PLUGINS.search(name))
    if name.startswith("rapidfuzz/") and not re.search(r"distance/(metrics|_initialize)_cpp\.", name):
        return False
    return entry[2] == "EXTENSION" or bool(re.match(r"^(lib)?python3", name)) or name.startswith("api-ms-")


def _is_bundled(entry: Entry) -> bool:
    name = _name(entry[0])
    if re.search(r"Qt6(Network|Qml|Quick|OpenGL|Sql|Test|Pdf|VirtualKeyboard)|opengl32sw|libcrypto|libssl", name):
        return False
    if sys.platform != "linux" or "PySide6" in entry[0] or "shiboken6" in entry[0]:
        return True
    return bool(HELPERS.search(name))


def with_slim_data(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Put the smaller Unicode data in place of Qt's, on Linux; elsewhere Qt uses the system's."""
    from icu_data import slim

    return [
        (name, str(slim(Path(source), folder)), kind) if "libicudata.so" in name else (name, source, kind)
        for name, source, kind in entries
    ]


def wanted_scripts(entries: Iterable[Entry]) -> list[Entry]:
    """Return the scripts that run at the start, less the hooks that only cost time."""
    return [entry for entry in entries if entry[0] not in NO_HOOK]


def _posix(path: str) -> str:
    return path.replace("\\", "/")
