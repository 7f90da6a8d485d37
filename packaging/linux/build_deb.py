"""Build the .deb of dist/benchapp into dist/. Run through `make deb`."""

from __future__ import annotations

import email.utils
import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stage import HERE, MAINTAINER, ROOT, lay_out, version, when

BUILD = ROOT / "build" / "deb"
# Opened only where they are: a printer's plugin without CUPS is passed over by Qt.
OPTIONAL = ("libcupsprintersupport.so",)
# Whose libraries lie in the bundle.
BUNDLED = (
    "libffi8", "libsqlite3-0", "libuuid1", "libwayland-cursor0", "libwayland-egl1", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-render0",
    "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1",
    "libxkbcommon-x11-0", "libxkbcommon0",
)  # fmt: skip
# Of these the version counts; of the others, the build machine's would refuse older systems that have all it takes.
VERSIONED = ("libc6", "libstdc++6")


def dependencies(tree: Path) -> str:
    """Compute what the program needs of the system from what its binaries name."""
    library = tree / "usr" / "lib" / "benchapp"
    binaries = [
        path
        for path in sorted(library.rglob("*"))
        if path.is_file() and not path.is_symlink() and _is_elf(path) and path.name not in OPTIONAL
    ]
    control = BUILD / "debian" / "control"
    control.parent.mkdir(parents=True, exist_ok=True)
    control.write_text("Source: benchapp\n\nPackage: benchapp\nArchitecture: amd64\n", encoding="utf-8")
    folders = sorted({str(path.parent) for path in binaries})
    done = subprocess.run(
        [
            "dpkg-shlibdeps",
            "-O",
            "--warnings=0",
            *(f"-l{folder}" for folder in folders),
            *(f"-x{package}" for package in BUNDLED),
            *(f"-e{path}" for path in binaries),
        ],
        cwd=BUILD,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    line = next(line for line in done.stdout.splitlines() if line.startswith("shlibs:Depends="))
    needed = line.partition("=")[2].split(", ")
    return ", ".join(one if one.startswith(VERSIONED) else one.partition(" ")[0] for one in needed)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def main() -> None:
    """Lay it out, describe it, and pack it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    tree = BUILD / "tree"
    lay_out(ROOT / "dist" / "benchapp", tree)
    doc = tree / "usr" / "share" / "doc" / "benchapp"
    changes = (
        f"benchapp ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md of the source.\n\n"
        f" -- {MAINTAINER}  {email.utils.format_datetime(when())}\n"
    )
    (doc / "changelog.gz").write_bytes(gzip.compress(changes.encode(), compresslevel=9, mtime=0))
    overrides = tree / "usr" / "share" / "lintian" / "overrides" / "benchapp"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(HERE / "lintian-overrides", overrides)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    needed = dependencies(tree)
    control.write_text(
        f"Package: benchapp\nVersion: {version()}\nArchitecture: amd64\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {round(size / 1024)}\nDepends: {needed}, tzdata, xkb-data\n"
        "Recommends: fonts-dejavu-core, libcups2, libnotify-bin, pulseaudio-utils | pipewire-bin | alsa-utils\n"
        "Section: science\nPriority: optional\n"
        "Description: Compounds, dilutions and timers for the cell-culture bench\n"
        " One program for the cell-culture bench, for a laptop that may never see the\n"
        " internet: what a compound dissolves in and how it keeps, the calculation\n"
        " from the vial to the well, solutions with a use-by, and an incubation timer\n"
        " that knows what is in the well and rings after a restart as well.\n",
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
        elif not path.is_symlink() and "lib/benchapp" not in path.as_posix():
            path.chmod(0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    target = ROOT / "dist" / f"benchapp_{version()}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(moment))},
    )
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB; Depends: {needed}")


if __name__ == "__main__":
    main()
