"""Modules read from the file of the built program, which is opened once.

PyInstaller makes a finder for each package and opens the file anew for each module: some 200 times before the first
window. A file that stays open is also still the same one when an update puts another in its place.
"""

import _thread
import importlib.machinery
import marshal
import zlib
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from importlib.abc import Loader as _Loader
else:
    # What follows it at the start would be read for nothing.
    _Loader = object

# PyInstaller's kinds of entry; the others hold no code.
_MODULE, _PACKAGE = 0, 1


class Archive(Protocol):
    """PyInstaller's archive of modules: kind, offset and length of each by name, and where it lies in which file."""

    toc: Mapping[str, tuple[int, int, int]]
    _filename: str
    _start_offset: int


class PackedModules(_Loader):
    """Finds the modules of a package in an archive, and loads them.

    Args:
        archive: PyInstaller's archive of modules.
        folder: The folder that the program's files lie in, and the modules seem to.
        package: Whose modules it finds. Others are left to PyInstaller's finders, which read their data files too, such
            as time zones.

    Raises:
        OSError: The archive's file cannot be opened.
    """

    def __init__(self, archive: Archive, folder: str, package: str = "benchapp") -> None:
        self._entries = archive.toc
        self._package, self._within = package, f"{package}."
        self._start = archive._start_offset  # noqa: SLF001 (PyInstaller says it nowhere else)
        self._folder = folder
        program = archive._filename  # noqa: SLF001
        # It stays open as long as the program runs; pathlib is not to be imported yet.
        self._file = open(program, "rb", buffering=0)  # noqa: SIM115, PTH123
        self._lock = _thread.allocate_lock()

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return how to load a module of the package; None for any other."""
        if name != self._package and not name.startswith(self._within):
            return None
        kind = self._entries.get(name, (-1, 0, 0))[0]
        if kind not in (_MODULE, _PACKAGE):
            return None
        place = f"{self._folder}/{name.replace('.', '/')}"
        origin = f"{place}.pyc" if kind == _MODULE else f"{place}/__init__.pyc"
        spec = importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=kind == _PACKAGE)
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(place)
        return spec

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> None:
        """Return None, for an ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 (the program's own code)

    def get_code(self, name: str) -> CodeType:
        """Return the code of a module.

        Raises:
            ImportError: The file no longer holds it.
        """
        _kind, offset, length = self._entries[name]
        with self._lock:
            self._file.seek(self._start + offset)
            packed = self._file.read(length)
        try:
            code: CodeType = marshal.loads(zlib.decompress(packed))  # noqa: S302 (the program's own code)
        except (zlib.error, EOFError, ValueError, TypeError) as error:
            raise ImportError(f"the program's file holds no readable {name}", name=name) from error
        return code

    def get_source(self, _name: str) -> str | None:
        """Return None: a built program holds no source."""
