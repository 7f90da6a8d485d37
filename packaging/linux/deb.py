"""A tree of files made a Debian package: what it needs of the system, its control files, and the file in dist/."""

from __future__ import annotations

import email.utils
import gzip
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from stage import MAINTAINER, ROOT, version, when

# Of these the version counts; of the others, the build machine's would refuse older systems that have all it takes.
_VERSIONED = ("libc6", "libstdc++6")


def dependencies(tree: Path, name: str, bundled: Sequence[str], optional: Sequence[str] = ()) -> str:
    """Compute what a program needs of the system from what its binaries name.

    Args:
        tree: The files of the package.
        name: Of the package; its binaries lie in usr/lib under that name.
        bundled: Packages whose libraries lie in it.
        optional: Files that are opened only where what they need is there.
    """
    library = tree / "usr" / "lib" / name
    binaries = [
        path
        for path in sorted(library.rglob("*"))
        if path.is_file() and not path.is_symlink() and _is_elf(path) and path.name not in optional
    ]
    control = tree.parent / "debian" / "control"
    control.parent.mkdir(parents=True, exist_ok=True)
    control.write_text(f"Source: {name}\n\nPackage: {name}\nArchitecture: amd64\n", encoding="utf-8")
    folders = sorted({str(path.parent) for path in binaries})
    done = subprocess.run(
        [
            "dpkg-shlibdeps",
            "-O",
            "--warnings=0",
            # A library that lies in the tree itself is of no package.
            "--ignore-missing-info",
            *(f"-l{folder}" for folder in folders),
            *(f"-x{package}" for package in bundled),
            *(f"-e{path}" for path in binaries),
        ],
        cwd=tree.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    line = next(line for line in done.stdout.splitlines() if line.startswith("shlibs:Depends="))
    needed = line.partition("=")[2].split(", ")
    return ", ".join(one if one.startswith(_VERSIONED) else one.partition(" ")[0] for one in needed)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def pack(tree: Path, name: str, overrides: Path, described: str) -> Path:
    """Pack a tree; return the package.

    Args:
        tree: The files of the package; what every package has is added.
        name: Of the package.
        overrides: What lintian is told not to mind.
        described: The fields of its control file that follow its size: what it needs, and what it is.
    """
    doc = tree / "usr" / "share" / "doc" / name
    changes = (
        f"{name} ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md of the source.\n\n"
        f" -- {MAINTAINER}  {email.utils.format_datetime(when())}\n"
    )
    (doc / "changelog.gz").write_bytes(gzip.compress(changes.encode(), compresslevel=9, mtime=0))
    told = tree / "usr" / "share" / "lintian" / "overrides" / name
    told.parent.mkdir(parents=True)
    told.write_bytes(overrides.read_bytes())
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: {name}\nVersion: {version()}\nArchitecture: amd64\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {round(size / 1024)}\n{described}",
        encoding="utf-8",
    )
    sums = [
        subprocess.run(["md5sum", path.relative_to(tree)], cwd=tree, capture_output=True, text=True, check=True).stdout
        for path in sorted((tree / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    (tree / "DEBIAN" / "md5sums").write_text("".join(sums), encoding="utf-8")
    for path in (tree / "DEBIAN").iterdir():
        path.chmod(0o644)
    moment = when().timestamp()
    for path in sorted(tree.rglob("*"), reverse=True):
        if path.is_dir():
            path.chmod(0o755)
        elif not path.is_symlink() and f"lib/{name}" not in path.as_posix():
            path.chmod(0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    target = ROOT / "dist" / f"{name}_{version()}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(moment))},
    )
    return target
