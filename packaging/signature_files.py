"""Write the Python files that PySide6 carries as text inside a library, compiled, so that no start compiles them.

PySide6 looks for them in a folder `files.dir` beside shiboken6 and takes them from there.
"""

import os
import py_compile
import subprocess
import sys
from pathlib import Path

# What Qt for Python compiles itself before it can look anywhere, with its code: `fast_start/compiled_before.py` gives
# it that. The name that it gives the text stays in the code, so two builds are alike.
FIRST_LINES = """
import builtins, marshal, sys
real = builtins.compile
def compile(source, name, *more, **most):
    code = real(source, name, *more, **most)
    if isinstance(source, bytes) and str(name).endswith("signature_bootstrap.py") and not kept:
        kept.append((source, code))
    return code
kept = []
builtins.compile = compile
import PySide6.QtCore
sys.stdout.buffer.write(marshal.dumps(kept[0]))
"""


def write_compiled(folder: Path) -> list[tuple[str, str]]:
    """Write them into a folder.

    Returns:
        What to bundle: each file and the folder of the bundle that it goes to.
    """
    import PySide6.QtCore  # noqa: F401 (it loads them)

    archive = sys.modules["shibokensupport.signature.loader"].__loader__.zfile  # type: ignore[union-attr]
    command = [sys.executable, "-OO", "-c", FIRST_LINES]
    kept = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"}).stdout
    first = folder / "shibokensupport" / "first_lines.bin"
    first.parent.mkdir(parents=True, exist_ok=True)
    first.write_bytes(kept)
    made = [(str(first), "shiboken6/files.dir/shibokensupport")]
    for name in sorted(archive.namelist()):
        if not name.startswith("shibokensupport/") or not name.endswith(".py"):
            continue
        source = folder / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(archive.read(name))
        # Neither the time nor the place of the build is kept in it: two builds are alike.
        compiled = py_compile.compile(
            str(source),
            cfile=str(source.with_suffix(".pyc")),
            dfile=name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        made.append((str(compiled), f"shiboken6/files.dir/{Path(name).parent.as_posix()}"))
    return made
