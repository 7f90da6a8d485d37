"""Prove what can be proved of a release without releasing: run through `make release-check`.

- The version is said alike everywhere.
- Two builds of this commit, in folders of different names, hold the same files with the same bytes; so do two .debs.
- The icons have every form; the property list of the macOS program is one; the SBOM names every locked package.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "alike"
sys.path[:0] = [str(ROOT), str(ROOT / "packaging"), str(ROOT / "packaging" / "linux")]


def versions() -> list[str]:
    """Return what is wrong with the versions."""
    from stage import version

    from benchapp import __version__

    said = version()
    wrong = [] if __version__ == said else [f"benchapp says {__version__}, pyproject.toml {said}"]
    head = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    if head is None or head[1] != said:
        wrong.append(f"CHANGELOG.md begins with {head[1] if head else 'nothing'}, and the version is {said}")
    return wrong


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the hash of each file, and where each link leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def build(name: str) -> Path:
    """Build the program in a folder of a name; give it."""
    place = BUILD / name
    shutil.rmtree(place, ignore_errors=True)
    command = [str(Path(sys.executable).with_name("pyinstaller")), "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(place / "dist"), "--workpath", str(place / "work")]
    subprocess.run([*command, *places, str(ROOT / "packaging" / "benchapp.spec")], check=True, cwd=ROOT)
    folder = place / "dist" / "benchapp"
    subprocess.run([sys.executable, str(ROOT / "packaging" / "finish_bundle.py"), str(folder)], check=True)
    return folder


def alike() -> list[str]:
    """Build twice, pack each, and give what differs."""
    import build_deb

    wrong, prints, debs = [], [], []
    for name in ("first", "second-build"):
        folder = build(name)
        prints.append(fingerprints(folder))
        shutil.rmtree(ROOT / "dist" / "benchapp", ignore_errors=True)
        shutil.copytree(folder, ROOT / "dist" / "benchapp", symlinks=True)
        build_deb.main()
        deb = next((ROOT / "dist").glob("benchapp_*.deb"))
        debs.append(hashlib.sha256(deb.read_bytes()).hexdigest())
    first, second = prints
    wrong += [f"two builds differ: {name}" for name in sorted({*first, *second}) if first.get(name) != second.get(name)]
    if debs[0] != debs[1]:
        wrong.append("two .debs of the same files differ")
    print(f"two builds: {len(first)} files each, {len(wrong)} differ; .deb {debs[0][:16]} and {debs[1][:16]}")
    return wrong


def icons() -> list[str]:
    """Return what is wrong with the icons."""
    from app_icons import SIZES, write_icons
    from PIL import Image

    folder = BUILD / "icons"
    write_icons(folder)
    wrong = [f"{size}.png is missing" for size in SIZES if not (folder / f"{size}.png").exists()]
    with Image.open(folder / "benchapp.ico") as ico:
        sizes = {width for width, _ in ico.info["sizes"]}
    if not {16, 32, 48, 256} <= sizes:
        wrong.append(f"benchapp.ico has only the sizes {sorted(sizes)}")
    with Image.open(folder / "benchapp.icns") as icns:
        if max(icns.size) < 512:
            wrong.append(f"benchapp.icns opens as {icns.size}")
    return wrong


def property_list() -> list[str]:
    """Return what is wrong with what the macOS program says of itself: read from the spec, written and read again."""
    import plistlib

    from mac_properties import properties

    written = plistlib.loads(plistlib.dumps(properties()))
    needed = {"CFBundleDisplayName", "LSMinimumSystemVersion", "CFBundleDocumentTypes", "NSHighResolutionCapable"}
    return [f"the property list lacks {name}" for name in sorted(needed - written.keys())]


def bill() -> list[str]:
    """Return what the SBOM leaves out."""
    bom = json.loads((ROOT / "dist" / "benchapp.cdx.json").read_text(encoding="utf-8"))
    named = {component["name"].lower().replace("_", "-") for component in bom["components"]}
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {found[1] for line in lines if (found := re.match(r"([a-z0-9-]+)==", line))}
    return [f"the SBOM leaves out {name}" for name in sorted(locked - named)]


def main() -> int:
    """Check it all; status 1 if anything is wrong."""
    if "SOURCE_DATE_EPOCH" not in os.environ:
        sys.exit("Run it through `make release-check`, which says when the commit was made.")
    wrong = []
    for check in (versions, icons, property_list, bill, alike):
        found = check()
        print(f"{check.__name__.replace('_', ' ')}: {'ok' if not found else 'wrong'}")
        wrong += found
    print("\n".join(wrong[:40]), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
