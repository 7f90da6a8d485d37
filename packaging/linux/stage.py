"""Lay the built program out as Linux packages install it; the .deb, the .rpm and the .run are made of this tree."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT / "packaging"))

# Where a release shows its pictures; a release says its own. This one is reserved for examples and leads nowhere.
PICTURES = os.environ.get("BENCHAPP_PICTURES_URL", "https://benchcompanion.example/pictures")
MAINTAINER = "Bench Companion <packages@benchcompanion.example>"


def version() -> str:
    """Return the version of the program."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^version = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        sys.exit("pyproject.toml names no version")
    return found[1]


def when() -> datetime:
    """Return the time of the commit that is built: two builds of one commit are alike."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated is None:
        stated = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    return datetime.fromtimestamp(int(stated), UTC)


def lay_out(bundle: Path, tree: Path) -> None:
    """Write the tree of files, from usr/ on.

    Args:
        bundle: The built program, dist/benchapp.
        tree: Written anew.
    """
    from app_icons import SIZES, write_icons

    shutil.rmtree(tree, ignore_errors=True)
    usr = tree / "usr"
    library = usr / "lib" / "benchapp"
    shutil.copytree(bundle, library, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / "benchapp").symlink_to("../lib/benchapp/benchapp")
    share = usr / "share"
    filled = {"@version@": version(), "@date@": when().date().isoformat(), "@pictures@": PICTURES}
    for name, folder in (
        ("benchapp.desktop", "applications"),
        ("benchapp.xml", "mime/packages"),
        ("org.benchcompanion.benchapp.metainfo.xml", "metainfo"),
    ):
        _write(share / folder / name, _fill((HERE / name).read_text(encoding="utf-8"), filled))
    manual = _fill((HERE / "benchapp.1").read_text(encoding="utf-8"), filled)
    (share / "man" / "man1").mkdir(parents=True)
    (share / "man" / "man1" / "benchapp.1.gz").write_bytes(gzip.compress(manual.encode(), mtime=0))
    icons = tree.with_name("icons")
    write_icons(icons)
    for size in SIZES:
        _copy(icons / f"{size}.png", share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "benchapp.png")
    drawing = ROOT / "resources" / "icons" / "benchapp.svg"
    _copy(drawing, share / "icons" / "hicolor" / "scalable" / "apps" / "benchapp.svg")
    _copy(HERE / "copyright", share / "doc" / "benchapp" / "copyright")
    settle(tree)


def _fill(text: str, values: dict[str, str]) -> str:
    for place, value in values.items():
        text = text.replace(place, value)
    return text


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def settle(tree: Path) -> None:
    """Give every file the rights and the time that it has in every build."""
    moment = when().timestamp()
    for path in sorted(tree.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or (path.name == path.parent.name and path.name.startswith("benchapp"))
            path.chmod(stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH | (0o111 if runs else 0))
        os.utime(path, (moment, moment), follow_symlinks=False)
