"""Take out of a built program what names the machine that it was built on: paths at which libraries are looked for.

python packaging/finish_bundle.py dist/benchapp
"""

import re
import subprocess
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Remove every absolute RUNPATH; those that begin beside the library itself stay."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink() or ".so" not in path.name:
            continue
        printed = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        found = re.search(r"R(?:UN)?PATH\s+(\S+)", printed)
        if found is not None and found[1].startswith("/"):
            subprocess.run(["patchelf", "--remove-rpath", str(path)], check=True)


if __name__ == "__main__":
    if sys.platform == "linux":
        main(Path(sys.argv[1]))
