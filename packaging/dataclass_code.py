"""Write the code of the functions that pint's dataclasses have, so that no start compiles them."""

import os
import subprocess
import sys
from pathlib import Path

# Every text that is compiled, with its code. No place is in it, so two builds are alike.
RECORDER = """
import builtins, dataclasses, marshal, sys
for name in sys.argv[1:]:
    sys.modules[name] = None
kept = {}
def record(text, names, made):
    kept[text] = builtins.compile(text, "<string>", "exec")
    builtins.exec(kept[text], names, made)
dataclasses.exec = record
import pint
sys.stdout.buffer.write(marshal.dumps(kept))
"""


def write_dataclasses(folder: Path, missing: list[str]) -> tuple[str, str]:
    """Write it into a folder.

    Args:
        folder: The folder.
        missing: Modules that the program is built without.

    Returns:
        The file, and the folder of the bundle that it goes to.
    """
    command = [sys.executable, "-OO", "-c", RECORDER, *missing]
    kept = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"}).stdout
    file = folder / "dataclasses.bin"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(kept)
    return str(file), "fast_start"
