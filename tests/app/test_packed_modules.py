"""Modules are read from the program's file, which is opened once."""

import importlib
import importlib.util
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyInstaller.archive.writers import ZlibArchiveWriter  # type: ignore[import-untyped]
from PyInstaller.loader.pyimod01_archive import ZlibArchiveReader  # type: ignore[import-untyped]

from benchapp.app.fast_start.packed_modules import PackedModules

SOURCES = {
    "packed_here": "WHERE = __file__\n",
    "packed_here.salt": "MOLAR_MASS = 58.44\n\ndef fail():\n    raise ValueError('seen')\n",
    "packed_here.parts": "",
    "packed_here.parts.tube": "from packed_here.salt import MOLAR_MASS\nNAME = __name__\n",
    "packed_alone": "VALUE = 3\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    entries, code = [], {}
    for name, source in SOURCES.items():
        kind = "PYMODULE"
        file = tmp_path / "src" / f"{name.replace('.', '/')}.py"
        if any(other.startswith(f"{name}.") for other in SOURCES):
            file = file.with_suffix("") / "__init__.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
        entries.append((name, str(file), kind))
        code[name] = compile(source, file.name, "exec")
    packed = tmp_path / "program"
    ZlibArchiveWriter(str(packed), entries, code_dict=code)
    return packed


@pytest.fixture
def modules(archive: Path) -> Iterator[PackedModules]:
    modules = PackedModules(ZlibArchiveReader(str(archive), 0), "/opt/program", "packed_here")
    sys.meta_path.insert(0, modules)
    yield modules
    sys.meta_path.remove(modules)
    for name in [name for name in sys.modules if name.startswith("packed_")]:
        del sys.modules[name]
    modules._file.close()


@pytest.mark.usefixtures("modules")
def test_modules_and_packages_are_imported_as_from_files() -> None:
    tube = importlib.import_module("packed_here.parts.tube")
    assert (tube.MOLAR_MASS, tube.NAME) == (58.44, "packed_here.parts.tube")
    package = sys.modules["packed_here"]
    assert package.WHERE == "/opt/program/packed_here/__init__.pyc"
    assert list(package.__path__) == ["/opt/program/packed_here"]
    assert tube.__file__ == "/opt/program/packed_here/parts/tube.pyc"


@pytest.mark.usefixtures("modules")
def test_an_error_in_a_packed_module_names_its_line() -> None:
    salt = importlib.import_module("packed_here.salt")
    with pytest.raises(ValueError, match="seen") as caught:
        salt.fail()
    assert caught.traceback[-1].lineno == 3


def test_what_is_not_packed_is_left_to_others(modules: PackedModules) -> None:
    assert modules.find_spec("colorsys", None) is None
    # Another package's, whose data files it could not give, and one that only begins alike.
    assert modules.find_spec("packed_alone", None) is None
    assert modules.find_spec("packed_hereafter", None) is None
    with pytest.raises(ModuleNotFoundError, match=r"packed_here\.water"):
        importlib.import_module("packed_here.water")


@pytest.mark.usefixtures("modules")
def test_an_update_in_its_place_does_not_change_what_runs(archive: Path) -> None:
    other = archive.with_name("other")
    other.write_bytes(b"another version" * 100)
    other.replace(archive)
    assert importlib.import_module("packed_here.salt").MOLAR_MASS == 58.44


def test_a_file_that_was_overwritten_is_an_import_error_that_names_the_module(
    modules: PackedModules, archive: Path
) -> None:
    archive.write_bytes(b"\0" * archive.stat().st_size)
    with pytest.raises(ImportError, match="packed_here"):
        importlib.import_module("packed_here")
    assert modules.get_source("packed_here") is None


def test_threads_import_at_once(modules: PackedModules) -> None:
    read: list[object] = []
    names = list(SOURCES) * 20
    threads = [threading.Thread(target=lambda name=name: read.append(modules.get_code(name))) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == len(names)
