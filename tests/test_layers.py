"""Each layer uses only what is under it: allow-lists, read from the source, and tried in a fresh interpreter."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "benchapp"
STDLIB_OF_VALUES = {
    "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "functools", "itertools", "math", "re",
    "typing",
    "msgspec",
}  # fmt: skip
ALLOWED = {
    "domain": {"benchapp.domain", "molmass", "pint", *STDLIB_OF_VALUES},
    "store": {
        "array", "benchapp.domain", "benchapp.base.ids", "benchapp.store", "bisect", "contextlib", "csv", "errno",
        "hashlib", "html", "icalendar", "inspect", "io", "os", "pathlib", "python_calamine", "rapidfuzz", "sqlite3",
        "stat", "tempfile", "types", "uuid", "zipfile", "zlib", *STDLIB_OF_VALUES,
    },
    "presenters": {
        "benchapp.base.clock", "benchapp.domain", "benchapp.presenters", "benchapp.store", "PySide6.QtCore", "pathlib",
        "contextlib", "uuid", "__future__", *STDLIB_OF_VALUES,
    },
    "system": {
        "benchapp.domain", "benchapp.presenters", "benchapp.store.files", "benchapp.store.file_errors",
        "benchapp.system",
        "PySide6.QtCore", "collections", "contextlib", "ctypes", "fcntl", "io", "os", "pathlib", "platform", "plistlib",
        "shlex", "shutil", "struct", "subprocess", "sys", "time", "uuid", "wakepy", "winreg", "winsound", "zoneinfo",
        *STDLIB_OF_VALUES,
    },
    "ui": {
        "benchapp.domain", "benchapp.base", "benchapp.presenters", "benchapp.store.library.library", "benchapp.ui",
        "benchapp",
        "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtPrintSupport",
        "functools", "gettext", "html", "pathlib", "shiboken6", "weakref", "zxingcpp", "__future__", *STDLIB_OF_VALUES,
    },
}  # fmt: skip
# Only here may the present be asked for, and only here are things joined.
CLOCK_READERS = {"system/clocks.py", "cli.py"}


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_there_is_no_import_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        name = ".".join(("benchapp", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # What is imported inside a function or for types only does not make a cycle at import.
        direct = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        graph[name] = {
            target
            for node in direct
            for target in (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            )
            if target.startswith("benchapp.")
        }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above, name))
        if name not in done:
            for target in graph.get(name, ()):
                visit(target, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def package_of(module: str) -> str:
    parts = module.split(".")[1:]
    if (ROOT / Path(*parts)).is_dir():
        return module
    # What is at the root of the program is a room of its own.
    return module if len(parts) == 1 else module.rpartition(".")[0]


def packages() -> dict[str, set[str]]:
    """Return each package with those it names; imports inside functions and for types count as well."""
    graph: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        module = ".".join(("benchapp", *path.relative_to(ROOT).with_suffix("").parts))
        if path.stem != "__init__":
            named = {package_of(name) for name in imported(path) if name.startswith("benchapp.")}
            graph.setdefault(package_of(module), set()).update(named - {package_of(module)})
    return graph


def test_no_two_packages_need_each_other() -> None:
    graph = packages()

    # A circle is named by the error.
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph) > 30


def test_a_folder_holds_at_most_twenty_modules() -> None:
    folders = [ROOT, *(path for path in ROOT.rglob("*") if path.is_dir() and path.name != "__pycache__")]
    full = {str(path.relative_to(ROOT)): count for path in folders if (count := len(list(path.glob("[!_]*.py")))) > 20}

    assert not full


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
    code = f"import sys, benchapp.app.application; print(*(name in sys.modules for name in {late!r}))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False", "False"]


def test_nobody_but_the_clock_asks_what_time_it_is() -> None:
    asking = {"now", "utcnow", "today", "time", "monotonic", "currentDateTime", "currentDateTimeUtc"}
    wrong = set()
    for path in ROOT.rglob("*.py"):
        where = str(path.relative_to(ROOT))
        if where in CLOCK_READERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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

    assert asking == {"ui/window/blocking_dialogs.py"}


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

    assert taking == {"ui/widgets/parts.py: class DropDown(QComboBox):"}


def test_nothing_moves_by_itself() -> None:
    # Whoever asks the system for less motion has none to be spared.
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QGraphicsEffect|WA_Animat")
    assert [str(path) for path in ROOT.rglob("*.py") if moving.search(path.read_text(encoding="utf-8"))] == []


def test_modules_and_functions_stay_small_enough_to_read() -> None:
    long_modules = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 620
    }
    long_functions = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (length := (node.end_lineno or 0) - node.lineno) > 75
    }

    assert not long_modules
    assert not long_functions
