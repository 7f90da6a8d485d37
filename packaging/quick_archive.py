"""The table of modules in the built program, read at once.

PyInstaller's loader reads it from the open file, value by value: four thousand small reads at each start, for a program
of a thousand modules. The same table read into memory first takes a fifteenth of the time.
"""

import py_compile
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]

_READER = "pyimod01_archive"
_BY_VALUE = "dict(marshal.load(fp))"
_AT_ONCE = "dict(marshal.loads(fp.read()))"


def with_quick_table(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Put the loader that reads the table at once in place of PyInstaller's; leave one that reads it otherwise.

    Args:
        entries: What PyInstaller starts a program with.
        folder: Where the loader is written.
    """
    from PyInstaller import loader  # type: ignore[import-untyped,unused-ignore]

    text = (Path(loader.__file__).parent / f"{_READER}.py").read_text(encoding="utf-8")
    if text.count(_BY_VALUE) != 1:
        return list(entries)
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{_READER}.py"
    source.write_text(text.replace(_BY_VALUE, _AT_ONCE), encoding="utf-8")
    # As PyInstaller compiles it; neither the time nor the place of the build is kept, so that two builds are alike.
    compiled = py_compile.compile(
        str(source),
        cfile=str(source.with_suffix(".pyc")),
        dfile=source.name,
        doraise=True,
        optimize=0,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    return [(name, str(compiled), kind) if name == _READER else (name, path, kind) for name, path, kind in entries]
