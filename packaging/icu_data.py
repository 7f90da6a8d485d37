"""Make Qt's copy of the Unicode data smaller: names of units, currencies, languages and regions are never asked for.

Qt has its own tables for how a locale writes numbers and dates; of ICU it uses collation, time zones, character
properties and converters. What it uses stays whole. Needs icupkg (icu-devtools), objcopy, as and ld (binutils).
"""

import os
import subprocess
import sys
from pathlib import Path

# Folders of the data that no code of Qt opens: units, currencies, languages, regions, spelled-out numbers,
# transliteration, line breaking (Qt has its own); and tables of encodings that no list of compounds comes in.
UNUSED = ("unit/", "curr/", "lang/", "region/", "rbnf/", "translit/", "brkitr/")
ENCODINGS = (
    "ibm-",
    "euc-",
    "gb",
    "cns-",
    "windows-9",
    "icu-internal",
    "aix-",
    "macos-",
    "jisx",
    "noop",
    "solaris",
    "lmb",
)


def slim(library: Path, folder: Path) -> Path:
    """Write the library anew without the unused data.

    Args:
        library: libicudata.so.N as it came with Qt.
        folder: Where to work; made if missing.

    Returns:
        The new library in that folder, of the same name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    major = library.name.rsplit(".", 1)[-1]
    # The name of the file is the first part of the name of everything in it: under another, ICU finds none of its data.
    name = f"icudt{major}l.dat"
    whole, kept, left_out = folder / name, folder / "kept" / name, folder / "left_out.txt"
    kept.parent.mkdir(exist_ok=True)
    _run(["objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(whole)])
    names = _run(["icupkg", "-l", str(whole)]).split()
    unused = [
        name for name in names if name.startswith(UNUSED) or (name.endswith(".cnv") and name.startswith(ENCODINGS))
    ]
    left_out.write_text("\n".join(unused) + "\n", encoding="utf-8")
    _run(["icupkg", "-r", str(left_out), str(whole), str(kept)])
    source = folder / "data.s"
    source.write_text(
        f".section .rodata\n.balign 4096\n.globl icudt{major}_dat\n.type icudt{major}_dat, @object\n"
        f'icudt{major}_dat:\n.incbin "kept/{kept.name}"\n.size icudt{major}_dat, .-icudt{major}_dat\n'
        '.section .note.GNU-stack,"",@progbits\n',
        encoding="utf-8",
    )
    made = folder / library.name
    _run(["as", "-o", "data.o", source.name], folder)
    _run(["ld", "-shared", "-z", "relro", "-soname", library.name, "-o", made.name, "data.o"], folder)
    return made


def _run(command: list[str], folder: Path | None = None) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    print(slim(Path(sys.argv[1]), Path(sys.argv[2])))
