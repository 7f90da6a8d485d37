"""What starting does that this program never uses: done later, beside, or not at all. The built program calls it first.

- PySide6 describes its signatures, for messages about wrong arguments and for making stubs: 3,000 lines, compiled at
  each start. They are put off until one is asked for.
- PySide6 hooks every later import, to see whether the module's source mentions PySide6, for its optional spelling of
  names. It is answered with nothing.
- msgspec imports typing_extensions, and with it inspect, for Pythons older than ours. It finds that there is none.
  pathlib imports what only Windows has, and finds the same.
- PySide6 and msgspec compile a text each, which sets up all that Python's compiler has. They are given what they would
  get (`compiled_before.py`).
- `dataclasses` compiles the functions of each class. It is given those of pint (`quick_dataclasses.py`).
- PyInstaller opens the program's file for each module. Here it is opened once (`packed_modules.py`).
- PySide6 makes enumerations of two thousand names. They are made more quickly (`quick_enums.py`).
- Loading Qt's libraries is the system's work and not Python's: a second core does it meanwhile.

What each is worth is measured in docs/performance.md.
"""

import _thread
import gc
import importlib.machinery
import os
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from types import ModuleType
from typing import TYPE_CHECKING

_LATE = frozenset(
    {
        "shibokensupport.feature",
        "shibokensupport.signature.mapping",
        "shibokensupport.signature.errorhandler",
        "shibokensupport.signature.layout",
        "shibokensupport.signature.parser",
        "shibokensupport.signature.lib.enum_sig",
        "shibokensupport.signature.lib.pyi_generator",
        "shibokensupport.signature.lib.tool",
        # Of the standard library: imported by PySide6, msgspec or pathlib, and used by none of them at the start.
        "base64",
        "hashlib",
        "importlib.metadata",
        "ipaddress",
        "platform",
        "shutil",
        "sysconfig",
        "tempfile",
        "textwrap",
        "traceback",
        "urllib.parse",
        "zipfile",
        # Of the units: imported by what pint imports, and used by none of it here.
        "hmac",
        "json",
        "pickle",
        "platformdirs",
        "msgspec.inspect",
        "msgspec.toml",
        "msgspec.yaml",
    }
)
_CALLED = "shibokensupport.signature.loader"
_COMPILES = "dataclasses"
# What the window needs; the first brings all of Qt with it.
_LIBRARIES = (
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "PySide6/QtWidgets.abi3.so",
    "PySide6/QtGui.abi3.so",
    "PySide6/QtCore.abi3.so",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
)
# Between two libraries the thread waits for the interpreter: at the usual 5 ms it would come too late.
_TURN_S = 0.0005
_RTLD_LAZY = 1
_ZONES = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"


def _no_version(name: str) -> str:
    """Answer as the real one does in a built program, which holds no metadata of packages.

    Raises:
        ModuleNotFoundError: Always.
    """
    raise ModuleNotFoundError(name)


def _system() -> str:
    """Return the name of the system as `platform.system` does; "" where it is none of ours, as there."""
    return {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}.get(sys.platform, "")


def _quote_from_bytes(text: bytes | bytearray, safe: str | bytes = "/") -> str:
    """Quote as the real one, which then takes this one's place: only pathlib asks for it, and only for a link."""
    parse = sys.modules["urllib.parse"]
    # Any other name runs the module.
    parse.quote  # noqa: B018
    return str(parse.quote_from_bytes(text, safe))


def _sha256(data: bytes = b"", *, usedforsecurity: bool = True) -> object:
    """Return a hash as the real module does, which would load the five other kinds for it as well."""
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # noqa: PLC0415 (where Python 3.11 has it)
    except ImportError:
        hashes = sys.modules["hashlib"]
        hashes.new  # noqa: B018
        return hashes.sha256(data, usedforsecurity=usedforsecurity)
    return sha256(data, usedforsecurity=usedforsecurity)


# What is asked of a late module when it is imported, or all that a start asks, and answered without running it: three
# packages ask their version, uuid, which msgspec imports, the name of the system, and pint how new a pickle may be.
_KNOWN_BEFORE: dict[str, dict[str, object]] = {
    "hashlib": {"sha256": _sha256},
    "importlib.metadata": {"version": _no_version},
    "pickle": {"HIGHEST_PROTOCOL": 5},
    "platform": {"system": _system},
    "urllib.parse": {"quote_from_bytes": _quote_from_bytes},
}
# None of these is there where they are asked for: the first is another package's, the others are of Windows.
_MISSING = ("typing_extensions", "nt", "_winapi")

if TYPE_CHECKING:
    from importlib.abc import Loader as _Loader
else:
    # What follows it at the start would be read for nothing.
    _Loader = object


class LateModule(ModuleType):
    """A module whose code runs when something in it is asked for."""

    def __init__(self, real: importlib.machinery.ModuleSpec) -> None:
        super().__init__(real.name)
        self.__dict__.update(_real=real, _lock=_thread.RLock(), **_KNOWN_BEFORE.get(real.name, {}))

    def __getattr__(self, name: str) -> object:
        """Run the module's code, and give what was asked for."""
        # The import system asks every module for names like __path__.
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        with self.__dict__["_lock"]:
            # Another thread may have run it while this one waited; the module itself asks for its names while it runs.
            real: importlib.machinery.ModuleSpec | None = self.__dict__.pop("_real", None)
            if real is not None and real.loader is not None:
                self.__dict__.update(__spec__=real, __loader__=real.loader)
                if real.origin is not None:
                    self.__dict__["__file__"] = real.origin
                real.loader.exec_module(self)
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


class _LateLoader(_Loader):
    def __init__(self, real: importlib.machinery.ModuleSpec) -> None:
        self._real = real

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return LateModule(self._real)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: the code runs when something in it is asked for."""


class _QuietLoader(_Loader):
    """Loads the module that PySide6's library calls, and takes out what it would call at every import."""

    def __init__(self, real: importlib.machinery.ModuleSpec) -> None:
        self._real = real

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> None:
        """Return None, for an ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        if self._real.loader is not None:
            self._real.loader.exec_module(module)
        # To answer nothing is an import that asks for no other spelling.
        module.__dict__.update(feature_import=_nothing, feature_imported=_nothing)


class _QuickLoader(_Loader):
    """Loads the module that makes dataclasses, and lets it take what is compiled."""

    def __init__(self, real: _Loader, bundle: str) -> None:
        self._real, self._bundle = real, bundle

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> None:
        """Return None, for an ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        from benchapp.app.fast_start import quick_dataclasses  # noqa: PLC0415 (after the first paint)

        self._real.exec_module(module)
        quick_dataclasses.quicken(module, self._bundle)


def _nothing(*_anything: object, **_more: object) -> None:
    pass


class LateModules:
    """Finds modules, and puts off running them.

    Those of PySide6 it finds where they lie in files, as in a built program; in a wheel PySide6's own finder is first.

    Args:
        names: Of the modules.
        bundle: The folder that the program's libraries lie in.
    """

    def __init__(self, names: Collection[str] = _LATE, bundle: str = "") -> None:
        self._names, self._bundle = names, bundle

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return how to load one of them late; None for any other module."""
        if name not in self._names and name not in (_CALLED, _COMPILES):
            return None
        real = importlib.machinery.PathFinder.find_spec(name, path, target)
        if real is None:
            return None
        if name == _COMPILES and real.loader is not None:
            # Where it lies stays in it: PyInstaller's loader asks for that.
            real.loader = _QuickLoader(real.loader, self._bundle)
            return real
        loader = _LateLoader(real) if name in self._names else _QuietLoader(real)
        spec = importlib.machinery.ModuleSpec(name, loader, is_package=real.submodule_search_locations is not None)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.extend(real.submodule_search_locations or ())
        return spec


def begin(bundle: str) -> None:
    """Put off and begin beside what can be; call it before PySide6 or msgspec is imported.

    Args:
        bundle: The folder that the program's libraries lie in.
    """
    # Nothing that starting makes is garbage; `cli` looks for some again when the window is painted.
    gc.disable()
    if sys.platform == "linux":
        _thread.start_new_thread(_load_libraries, (bundle,))
        # Where Python itself looks, said here so that it need not read how it was built to find out.
        os.environ.setdefault("PYTHONTZPATH", _ZONES)
    _read_modules_from_one_file(bundle)
    sys.meta_path.insert(0, LateModules(bundle=bundle))
    from benchapp.app.fast_start import compiled_before, quick_enums  # noqa: PLC0415 (in a built program only)

    compiled_before.begin(bundle)
    missing = _MISSING if sys.platform != "win32" else _MISSING[:1]
    # None says to the import system that there is no such module.
    sys.modules.update(dict.fromkeys(missing))  # type: ignore[arg-type]
    import pathlib  # noqa: F401, PLC0415 (now, while they find none)

    import msgspec  # noqa: F401, PLC0415

    for name in missing:
        del sys.modules[name]
    quick_enums.begin()


def _read_modules_from_one_file(bundle: str) -> None:
    """Find packed modules without PyInstaller's finders, which stay for what is not in the archive."""
    importers = sys.modules.get("pyimod02_importers")
    if importers is None:
        return
    from benchapp.app.fast_start.packed_modules import PackedModules  # noqa: PLC0415 (in a built program only)

    with suppress(AttributeError, OSError):
        sys.meta_path.insert(0, PackedModules(importers.pyz_archive, bundle))


def _load_libraries(bundle: str) -> None:
    """Load Qt's libraries: what Python imports later finds them loaded. What fails here is reported by that import."""
    import ctypes  # noqa: PLC0415 (PyInstaller has imported it)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_S)
    # Called like this, and not by making a CDLL of each, the interpreter goes on meanwhile.
    load = ctypes.CDLL(None).dlopen
    load(f"{bundle}/{_LIBRARIES[0]}".encode(), _RTLD_LAZY)
    with suppress(OSError, AttributeError):
        # The list of the system's fonts, which Qt asks for when the application is made.
        ctypes.CDLL("libfontconfig.so.1").FcInit()
    for library in _LIBRARIES[1:]:
        load(f"{bundle}/{library}".encode(), _RTLD_LAZY)
    sys.setswitchinterval(usual)
