"""Each layer uses only what is under it: allow-lists, read from the source, and tried in a fresh interpreter."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).parent.parent / "benchapp"
STDLIB_OF_VALUES = {
    "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "functools", "itertools", "math", "re",
    "typing",
    "msgspec",
}  # fmt: skip
ALLOWED = {
    "domain": {"benchapp.domain", "molmass", "pint", *STDLIB_OF_VALUES},
    "store": {
        "benchapp.base.paths",
        "array", "benchapp.domain", "benchapp.base.ids", "benchapp.store", "bisect", "contextlib", "csv", "errno",
        "hashlib", "html", "icalendar", "inspect", "io", "os", "pathlib", "python_calamine", "rapidfuzz", "shutil",
        "sqlite3", "stat", "tempfile", "types", "uuid", "zipfile", "zlib", *STDLIB_OF_VALUES,
    },
    "presenters": {
        "benchapp.base.clock", "benchapp.base.qt_overrides", "benchapp.domain", "benchapp.presenters",
        "benchapp.store", "PySide6.QtCore", "pathlib",
        "contextlib", "uuid", "__future__", *STDLIB_OF_VALUES,
    },
    "system": {
        "benchapp.base.login_item", "benchapp.domain", "benchapp.presenters", "benchapp.store.files",
        "benchapp.store.file_errors", "benchapp.system",
        "PySide6.QtCore", "collections", "contextlib", "ctypes", "fcntl", "gc", "io", "os", "pathlib", "platform",
        "shutil", "signal", "struct", "subprocess", "sys", "time", "uuid", "wakepy", "winreg", "winsound",
        "zoneinfo", *STDLIB_OF_VALUES,
    },
    "ui": {
        "benchapp.domain", "benchapp.base", "benchapp.presenters", "benchapp.store.library.library", "benchapp.ui",
        "benchapp",
        "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtPrintSupport",
        "contextlib", "functools", "gettext", "html", "pathlib", "shiboken6", "weakref", "zxingcpp", "__future__",
        *STDLIB_OF_VALUES,
    },
}  # fmt: skip
# Which packages a package may name, inside functions and for types as well. What joins everything (app, cli,
# selftest) has no list.
PACKAGES = {
    "app.fast_start": "base store store.journal store.library system ui.text",
    "app.program": (
        "app app.start base domain domain.compounds domain.incubations domain.solutions domain.units "
        "presenters.calculator presenters.calculator.buffers presenters.help presenters.incubations "
        "presenters.session presenters.solutions store store.journal store.library ui.calculator "
        "ui.calculator.recipe ui.forms ui.incubations.now ui.text ui.text.compounds ui.widgets ui.window "
        "ui.window.keys"
    ),
    "app.start": "base domain domain.compounds domain.units store store.journal system ui.text ui.widgets",
    "base": "domain.units",
    "commands": (
        "base domain domain.buffers domain.calculations domain.compounds domain.compounds.lists domain.in_vivo "
        "domain.incubations domain.journal domain.lab domain.recipes domain.solutions domain.units "
        "presenters.calculator presenters.calculator.buffers presenters.calculator.planning presenters.compounds "
        "presenters.incubations presenters.session presenters.solutions store store.buffers store.journal "
        "store.library store.lists ui.text"
    ),
    "domain": "domain.codes",
    "domain.buffers": "domain domain.codes domain.lab domain.recipes domain.solutions domain.units",
    "domain.calculations": (
        "domain domain.codes domain.compounds domain.compounds.biologics domain.lab domain.recipes domain.units"
    ),
    "domain.compounds": "domain domain.codes domain.lab domain.solutions domain.units",
    "domain.compounds.biologics": "domain.compounds domain.units",
    "domain.compounds.identities": "domain domain.compounds",
    "domain.compounds.lists": "domain domain.compounds domain.units",
    "domain.counting": "domain domain.calculations domain.lab domain.units",
    "domain.in_vivo": (
        "domain domain.calculations domain.compounds domain.journal domain.lab domain.recipes domain.units"
    ),
    "domain.incubations": "domain.lab domain.units",
    "domain.journal": "domain domain.incubations domain.lab domain.solutions domain.units",
    "domain.journal.reports": "domain.incubations domain.journal domain.lab domain.solutions domain.units",
    "domain.journal.sharing": "domain.journal domain.lab",
    "domain.lab": "domain domain.units",
    "domain.recipes": (
        "domain domain.codes domain.compounds domain.incubations domain.journal domain.lab domain.solutions "
        "domain.units"
    ),
    "domain.recipes.series": (
        "domain domain.codes domain.compounds domain.incubations domain.journal domain.lab domain.recipes "
        "domain.units"
    ),
    "domain.solutions": "domain domain.lab domain.units",
    "domain.units": "domain",
    "presenters.calculator": (
        "domain domain.buffers domain.calculations domain.codes domain.compounds domain.compounds.biologics "
        "domain.compounds.identities domain.in_vivo domain.incubations domain.journal domain.lab domain.recipes "
        "domain.recipes.series domain.solutions domain.units presenters.calculator.planning "
        "presenters.calculator.sheets presenters.compounds presenters.forms presenters.session "
        "presenters.solutions store store.library"
    ),
    "presenters.calculator.buffers": (
        "domain domain.buffers domain.codes domain.compounds domain.compounds.identities domain.journal "
        "domain.recipes domain.solutions domain.units presenters.calculator presenters.compounds presenters.forms "
        "presenters.session "
        "presenters.solutions store.buffers store.identities store.library"
    ),
    "presenters.calculator.planning": (
        "domain domain.calculations domain.codes domain.compounds domain.in_vivo domain.incubations "
        "domain.journal domain.journal.reports domain.lab domain.recipes domain.solutions domain.units "
        "presenters.compounds presenters.forms presenters.session presenters.solutions"
    ),
    "presenters.calculator.sheets": (
        "domain domain.calculations domain.codes domain.counting domain.lab domain.recipes domain.units "
        "presenters.forms"
    ),
    "presenters.compounds": (
        "base domain domain.compounds domain.compounds.identities domain.compounds.lists domain.journal "
        "domain.units presenters.session store.export store.identities store.library store.lists"
    ),
    "presenters.forms": "domain domain.lab domain.units",
    "presenters.incubations": (
        "base domain domain.compounds domain.incubations domain.journal domain.journal.reports domain.lab "
        "domain.recipes domain.solutions domain.units presenters.calculator presenters.compounds "
        "presenters.journal presenters.session presenters.solutions"
    ),
    "presenters.journal": "base domain domain.journal domain.units presenters.session store.journal",
    "presenters.session": (
        "base domain domain.incubations domain.journal domain.journal.sharing domain.lab domain.units "
        "store.journal store.lab"
    ),
    "presenters.solutions": (
        "base domain domain.codes domain.compounds domain.incubations domain.journal "
        "domain.lab domain.recipes domain.solutions domain.units presenters.compounds presenters.forms "
        "presenters.session store.journal"
    ),
    "store": "base domain domain.calculations domain.codes",
    "store.buffers": "domain domain.buffers store",
    "store.export": (
        "domain.compounds domain.journal domain.journal.reports domain.recipes domain.units store store.library"
    ),
    "store.identities": "domain.compounds domain.compounds.identities",
    "store.journal": (
        "base domain domain.codes domain.incubations domain.journal domain.journal.sharing domain.solutions "
        "domain.units store"
    ),
    "store.lab": "base domain domain.codes domain.journal domain.lab store store.journal",
    "store.library": "domain domain.codes domain.compounds domain.journal domain.units store",
    "store.lists": "domain domain.compounds domain.compounds.lists store store.library",
    "system": "base domain domain.units store",
    "ui.calculator": (
        "base domain domain.calculations domain.compounds domain.counting "
        "domain.incubations domain.journal domain.lab domain.recipes domain.solutions domain.units "
        "presenters.calculator presenters.calculator.buffers presenters.calculator.planning "
        "presenters.calculator.sheets presenters.compounds presenters.forms presenters.session "
        "presenters.solutions ui.calculator.recipe ui.forms ui.paper ui.solutions ui.text ui.text.compounds "
        "ui.widgets"
    ),
    "ui.calculator.buffer": (
        "domain domain.buffers domain.units presenters.calculator.buffers presenters.solutions ui.calculator "
        "ui.forms ui.text ui.widgets"
    ),
    "ui.calculator.counting": (
        "base domain domain.counting presenters.calculator presenters.calculator.sheets ui.calculator ui.text "
        "ui.widgets"
    ),
    "ui.calculator.in_vivo": (
        "domain.in_vivo domain.solutions domain.units presenters.calculator ui.calculator ui.forms ui.text "
        "ui.widgets"
    ),
    "ui.calculator.recipe": (
        "base domain domain.lab domain.recipes domain.solutions domain.units ui.forms ui.text ui.text.compounds "
        "ui.widgets"
    ),
    "ui.compounds": (
        "base domain domain.compounds domain.compounds.biologics domain.compounds.identities "
        "domain.compounds.lists domain.lab domain.units presenters.compounds presenters.session ui.forms ui.text "
        "ui.text.compounds ui.widgets ui.window ui.window.keys"
    ),
    "ui.forms": (
        "base domain domain.codes domain.compounds domain.incubations domain.lab domain.recipes domain.solutions "
        "domain.units presenters.calculator presenters.compounds presenters.forms presenters.solutions ui.text "
        "ui.widgets"
    ),
    "ui.incubations": (
        "base domain domain.incubations domain.journal.reports domain.units presenters.incubations "
        "ui.incubations.card ui.incubations.start ui.paper ui.text ui.widgets"
    ),
    "ui.incubations.card": (
        "base domain domain.incubations domain.journal domain.lab domain.solutions domain.units "
        "presenters.calculator presenters.incubations presenters.journal presenters.session presenters.solutions "
        "ui.forms ui.incubations.start ui.journal ui.lab ui.text ui.widgets"
    ),
    "ui.incubations.now": (
        "base domain.incubations domain.units presenters.incubations presenters.session presenters.solutions "
        "ui.incubations ui.text ui.widgets"
    ),
    "ui.incubations.start": (
        "domain domain.incubations domain.recipes domain.units presenters.calculator presenters.incubations "
        "ui.forms ui.text ui.widgets"
    ),
    "ui.incubations.today": (
        "base domain.incubations domain.journal domain.units presenters.incubations presenters.session "
        "presenters.solutions ui.incubations ui.lab ui.text ui.text.journal ui.widgets"
    ),
    "ui.journal": (
        "base domain domain.journal domain.units presenters.journal ui.forms ui.text ui.text.journal ui.widgets"
    ),
    "ui.lab": "domain.lab domain.units presenters.session ui.text ui.widgets",
    "ui.paper": (
        "domain domain.codes domain.compounds domain.incubations domain.journal domain.journal.reports domain.lab "
        "domain.recipes domain.solutions domain.units presenters.calculator.buffers ui.calculator.recipe ui.text "
        "ui.text.compounds ui.text.journal ui.widgets"
    ),
    "ui.solutions": (
        "base domain domain.compounds domain.journal domain.lab domain.solutions domain.units presenters.forms "
        "presenters.journal presenters.solutions ui.forms ui.journal ui.text ui.text.journal ui.widgets"
    ),
    "ui.text": (
        "domain domain.buffers domain.codes domain.compounds domain.in_vivo domain.incubations domain.lab "
        "domain.solutions domain.units presenters.incubations ui.text.calculations"
    ),
    "ui.text.calculations": "domain domain.codes",
    "ui.text.compounds": (
        "domain domain.compounds domain.compounds.identities domain.journal presenters.compounds ui.text"
    ),
    "ui.text.journal": (
        "domain domain.compounds domain.incubations domain.journal domain.lab domain.solutions domain.units "
        "ui.text"
    ),
    "ui.widgets": "base domain domain.compounds domain.units presenters.session ui.text",
    "ui.window": (
        "base domain domain.buffers domain.compounds domain.incubations domain.journal domain.journal.reports "
        "domain.lab domain.recipes domain.solutions domain.units presenters.compounds presenters.help "
        "presenters.incubations presenters.session store.library ui.incubations.now ui.lab ui.text ui.widgets"
    ),
    "ui.window.keys": "base ui.text ui.widgets ui.window",
}  # fmt: skip
# Only here may the present be asked for, and only here are things joined.
CLOCK_READERS = {"system/clocks.py", "app/fast_start/start_time.py", "commands/read.py"}


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


@cache
def parsed() -> dict[Path, ast.Module]:
    return {path: tree for path, tree, _ in house.trees().values()}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in house.statements(parsed()[path]):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def is_allowed(name: str, allowed: set[str]) -> bool:
    return any(name == one or (one != "benchapp" and name.startswith(f"{one}.")) for one in allowed)


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_its_list_allows(layer: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(layer)
        for name in imported(path)
        if not is_allowed(name, ALLOWED[layer])
    }

    assert not wrong
    assert modules(layer)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_names_only_what_its_list_allows(package: str) -> None:
    allowed = {f"benchapp.{name}" for name in PACKAGES[package].split()}
    named = house.package_graph()[f"benchapp.{package}"]

    assert named <= allowed
    # What is no longer needed is taken out, so that it does not come back unseen.
    assert allowed <= named


def test_every_package_has_a_list() -> None:
    joining = {"benchapp", "benchapp.__main__", "benchapp.cli", "benchapp.app", "benchapp.selftest"}
    naming = {package for package, named in house.package_graph().items() if named}

    assert naming - joining == {f"benchapp.{package}" for package in PACKAGES}


def test_nobody_but_the_command_line_names_the_self_test() -> None:
    naming = {package for package, named in house.package_graph().items() if "benchapp.selftest" in named}

    assert naming == {"benchapp.cli"}


@pytest.mark.parametrize("layer", ["domain", "store"])
def test_below_the_presenters_qt_is_never_loaded(layer: str) -> None:
    names = [
        ".".join(("benchapp", *path.relative_to(ROOT).with_suffix("").parts))
        for path in modules(layer)
        if path.stem != "__init__"
    ]
    code = f"import sys\nfor name in {names!r}: __import__(name)\nprint([n for n in sys.modules if 'PySide6' in n])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_first_window_is_made_without_pint() -> None:
    late = ("pint", "rapidfuzz", "molmass")
    code = f"import sys, benchapp.app.program.application; print(*(name in sys.modules for name in {late!r}))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False", "False"]


def test_nobody_but_the_clock_asks_what_time_it_is() -> None:
    asking = {"now", "utcnow", "today", "time", "monotonic", "currentDateTime", "currentDateTimeUtc"}
    wrong = set()
    for path, tree in parsed().items():
        where = str(path.relative_to(ROOT))
        if where in CLOCK_READERS:
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in asking
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"datetime", "date", "time", "QDateTime"}
            ):
                wrong.add(f"{where}:{node.lineno}")
    assert not wrong


def test_only_loss_and_a_start_that_cannot_go_on_ask_before_anything_else() -> None:
    # Native pickers of files and printers are the system's own; everything else is said where it happens.
    asking = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if re.search(r"QMessageBox\b|QInputDialog|setModal\(True|setWindowModality", path.read_text(encoding="utf-8"))
    }

    assert asking == {"ui/window/blocking_dialogs.py", "ui/window/cannot_start.py"}


def test_no_control_takes_the_wheel_from_the_page() -> None:
    # A closed list, a number or a date that the wheel turns is changed by who only scrolls past it.
    turning = (
        "QComboBox|QFontComboBox|QSpinBox|QDoubleSpinBox|QSlider|QDial|QScrollBar|QTabBar|QTabWidget|"
        "QDateEdit|QTimeEdit|QDateTimeEdit"
    )
    turned = re.compile(rf"\b({turning})\(|class \w+\(({turning})\):")
    taking = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in ROOT.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if turned.search(line)
    }

    assert taking == {"ui/widgets/fields.py: class DropDown(QComboBox):"}


def test_nothing_moves_by_itself() -> None:
    # Whoever asks the system for less motion has none to be spared.
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsEffect|WA_Animat")
    assert [str(path) for path in ROOT.rglob("*.py") if moving.search(path.read_text(encoding="utf-8"))] == []
