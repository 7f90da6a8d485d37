"""What starting puts off still answers when it is asked for, and the first paint does without what it says."""

import builtins
import hashlib
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from benchapp.app.fast_start import lazy_imports
from benchapp.app.fast_start.lazy_imports import LateModule, LateModules
from benchapp.app.start.startup import BIT_BY_BIT, PAGE_BY_PAGE, TOOL_BY_TOOL

SLOW = """
import time
RUNS.append(1)
first = 1
time.sleep(0.05)
last = 2
def both():
    return first + last
"""


@pytest.fixture
def late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    runs: list[int] = []
    monkeypatch.setattr(builtins, "RUNS", runs, raising=False)
    (tmp_path / "late_example.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    finder = LateModules({"late_example"})
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    import late_example  # type: ignore[import-not-found]

    assert runs == []
    yield late_example
    assert runs == [1]
    del sys.modules["late_example"]


def test_a_late_module_runs_once_and_when_it_is_asked(late: Any) -> None:
    assert LateModule in type(late).__mro__
    assert late.both() == 3
    assert late.first == 1
    assert isinstance(late.__loader__, SourceFileLoader)
    with pytest.raises(AttributeError, match="no attribute 'missing'"):
        _ = late.missing


def test_a_second_thread_waits_until_a_late_module_has_run(late: Any) -> None:
    """What comes last in the module is there for all, whoever comes while it runs."""
    given: list[int] = []
    threads = [threading.Thread(target=lambda: given.append(late.last)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [2] * 8


def test_the_import_system_may_ask_without_running_it(late: Any) -> None:
    assert not hasattr(late, "__path__")
    assert "first" not in vars(late)
    assert late.first == 1


ASKED_FOR_A_VERSION = """
import sys
from benchapp.app.fast_start.lazy_imports import LateModules
before = set(sys.modules)
sys.meta_path.insert(0, LateModules())
from importlib.metadata import version
try:
    print(version("pint"))
except Exception as error:
    print(type(error).__name__)
print("email" in sys.modules)
import importlib.metadata
print(importlib.metadata.PackageNotFoundError.__name__, "email" in sys.modules, importlib.metadata.version("pint"))
"""


def test_a_package_that_asks_its_version_reads_no_metadata() -> None:
    """In a built program there are none; whoever wants more of the module than that gets the real one."""
    done = subprocess.run([sys.executable, "-c", ASKED_FOR_A_VERSION], capture_output=True, text=True, check=True)

    asked, read, real = done.stdout.splitlines()
    assert (asked, read) == ("ModuleNotFoundError", "False")
    assert real.startswith("PackageNotFoundError True ")


ASKED_FOR_THE_SYSTEM = """
import sys
from benchapp.app.fast_start.lazy_imports import LateModules
for name in ("uuid", "platform"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, LateModules())
import uuid, platform
print(platform.system(), "_real" in vars(platform))
print(platform.machine() != "", platform.system(), "_real" in vars(platform))
"""


def test_a_module_that_asks_the_systems_name_is_answered_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED_FOR_THE_SYSTEM], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == [f"{platform.system()} True", f"True {platform.system()} False"]


ASKED_FOR_ONE_THING = """
import sys
from benchapp.app.fast_start.lazy_imports import LateModules
for name in ("urllib.parse", "pathlib", "hashlib"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, LateModules())
import pathlib, hashlib, urllib.parse
print(hashlib.sha256(b"bench").hexdigest(), "_real" in vars(hashlib))
print(hashlib.new("sha256", b"bench").hexdigest(), hashlib.sha256(b"bench").hexdigest(), "_real" in vars(hashlib))
print("_real" in vars(urllib.parse), pathlib.PurePosixPath("/a b/µ").as_uri(), "_real" in vars(urllib.parse))
"""


def test_a_module_of_which_one_thing_is_asked_gives_it_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED_FOR_ONE_THING], capture_output=True, text=True, check=True)

    digest = hashlib.sha256(b"bench").hexdigest()
    assert done.stdout.splitlines() == [
        f"{digest} {sys.version_info[:2] == (3, 11)}",
        f"{digest} {digest} False",
        "True file:///a%20b/%C2%B5 False",
    ]


FIRST_PAINT = """
import os, sys
import re
compiled = set()
make = re._compiler.compile
def compile(pattern, flags=0):
    caller = sys._getframe(3).f_globals.get("__name__", "")
    if caller.startswith("benchapp."):
        compiled.add(pattern)
    return make(pattern, flags)
re._compiler.compile = compile
os.environ["BENCHAPP_STARTED_NS"] = "1"
import benchapp.cli
def tell():
    from PySide6 import QtCore
    print("names of Qt" if "Qt" in vars(QtCore) else "")
    print(*sorted(name for name in sys.modules if name.startswith("benchapp.")))
    print(len(compiled))
    import enum
    def kinds(of):
        for kind in type.__subclasses__(of):
            yield kind
            yield from kinds(kind)
    print(sum(len(kind.__members__) for kind in kinds(enum.Enum) if kind.__module__.startswith("PySide6")))
benchapp.cli.print_time = tell
benchapp.cli.main([])
"""


def test_the_first_paint_makes_no_names_of_qt(tmp_path: Path) -> None:
    """One name of the Qt namespace makes all eleven hundred: presenters/session/qt_numbers.py."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path), "PATH": "/usr/bin"}
    # The screen of that platform is 800 points wide; on one so small the window is maximised, which takes such a name.
    environment["QT_SCALE_FACTOR"] = "0.5"
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=Path(__file__).parent.parent.parent,
    )
    names, modules, patterns, members = done.stdout.splitlines()
    assert names == ""
    for needless in (
        "benchapp.ui.widgets.toast",
        "benchapp.ui.window.blocking_dialogs",
        "benchapp.domain.units.units",
        "benchapp.app.calculator",
        "benchapp.ui.text.message_catalogue",
        # What reads typed text, or is asked only of what runs.
        "benchapp.domain.units.grammar",
        "benchapp.domain.units.durations",
        "benchapp.domain.lab.appointments",
        "benchapp.domain.recipes.cautions",
        # What looks for a compound, and what reads a journal whole.
        "benchapp.store.library.terms",
        "benchapp.store.journal.whole_journal",
    ):
        assert needless not in modules.split(), needless
    # Each costs a tenth of a millisecond on the way to the first paint, and so does each pattern: that of the places
    # in texts, and those that the first page asks for.
    assert len(modules.split()) <= MODULES
    assert int(patterns) <= PATTERNS
    # To ask a widget for its style makes six hundred more, for instance.
    assert int(members) <= MEMBERS


MODULES = 162
PATTERNS = 8
MEMBERS = 2000


def test_every_module_that_is_put_off_or_imported_in_pieces_is_there() -> None:
    """A name that a move has left behind would put nothing off, and be found out by nobody."""
    ours = [name for name in lazy_imports._LATE if not name.startswith("shibokensupport.")]
    assert [name for name in (*ours, *BIT_BY_BIT, *TOOL_BY_TOOL, *PAGE_BY_PAGE) if find_spec(name) is None] == []
