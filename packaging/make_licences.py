"""Collect the licences of everything that is bundled into resources/licences: an index and the texts.

The `copyright` files of the Debian packages named below are fetched. Python packages, their versions and texts are
those that the lock file names and that are installed. Run through `make licences`, on Debian.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "resources" / "licences"
COMMON = Path("/usr/share/common-licenses")

# What a licence field leaves out, or says in other words than the others.
LICENCES = {"pint": "BSD-3-Clause", "flexcache": "BSD-3-Clause", "wakepy": "MIT", "zxing-cpp": "Apache-2.0"}
QT = "LGPL-3.0-only"
# Of whose licence a copy lies under a name of its own.
BUILT_BY = ("PyInstaller", "pyinstaller", "GPL-2.0-or-later with the exception for bundled programs")
# Works in Qt's own libraries, and the libraries of the system that the Linux bundle brings: name, licence, and the
# Debian package that holds the text.
IN_QT = (
    ("ICU", "Unicode-3.0", "libicu72"),
    ("HarfBuzz", "MIT-Modern-Variant", "libharfbuzz0b"),
    ("libpng", "libpng-2.0", "libpng16-16"),
    ("zlib", "Zlib", "zlib1g"),
    ("PCRE2", "BSD-3-Clause", "libpcre2-8-0"),
    ("double-conversion", "BSD-3-Clause", "libdouble-conversion3"),
    ("MD4C", "MIT", "libmd4c0"),
    ("BLAKE2", "CC0-1.0", "libb2-1"),
)
ON_LINUX = (
    ("libxcb", "X11", "libxcb1"),
    ("xcb-util-cursor", "X11", "libxcb-cursor0"),
    ("xcb-util-wm", "X11", "libxcb-icccm4"),
    ("xcb-util-image", "X11", "libxcb-image0"),
    ("xcb-util-keysyms", "X11", "libxcb-keysyms1"),
    ("xcb-util-renderutil", "X11", "libxcb-render-util0"),
    ("xcb-util", "X11", "libxcb-util1"),
    ("libxkbcommon", "MIT", "libxkbcommon0"),
    ("Wayland", "MIT", "libwayland-cursor0"),
    ("SQLite", "public domain", "libsqlite3-0"),
    ("libffi", "MIT", "libffi8"),
    ("libuuid", "BSD-3-Clause", "libuuid1"),
)
WORKS = (
    ("Inter", "OFL-1.1", ROOT / "resources" / "fonts" / "LICENSE-Inter.txt"),
    ("Lucide", "ISC", ROOT / "resources" / "icons" / "LICENSE-lucide.txt"),
    ("chemicals (identity records)", "MIT", ROOT / "resources" / "identities" / "LICENSE-chemicals.txt"),
)


def locked() -> list[str]:
    """Return the Python packages that the program is installed with here, as the lock file names them."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return sorted({found[1] for line in lines if (found := re.match(r"([a-z0-9-]+)==", line))})


def texts_of(package: Distribution) -> str:
    """Return the licence texts that a package ships, one after another.

    Raises:
        SystemExit: It ships none.
    """
    files = sorted(
        (file for file in package.files or () if re.search(r"licen|copying|notice", file.name, re.IGNORECASE)), key=str
    )
    texts = [Path(str(file.locate())).read_text(encoding="utf-8", errors="replace") for file in files]
    if not texts:
        sys.exit(f"{package.name} ships no licence text")
    return "\n\n".join(texts)


def licence_of(package: Distribution) -> str:
    """Return the licence as its field says it."""
    said = [*(package.metadata.get_all(field) or [] for field in ("License-Expression", "License"))]
    return LICENCES.get(package.name.lower(), next((str(one[0]) for one in said if one), ""))


def fetch(folder: Path) -> Path:
    """Fetch the Debian packages that hold a text, unpack them, and give the folder of their texts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for _name, _licence, package in (*IN_QT, *ON_LINUX):
        subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(
            ["dpkg-deb", "-x", str(next(folder.glob(f"{package}_*.deb"))), "unpacked"], cwd=folder, check=True
        )
    return folder / "unpacked" / "usr" / "share" / "doc"


def main() -> None:
    """Write the texts and the index."""
    debian = fetch(ROOT / "build" / "licences")
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.iterdir():
        old.unlink()
    parts: list[dict[str, str]] = []

    def add(name: str, version: str, licence: str, text: str, where: str = "", file: str = "") -> None:
        file = file or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".txt"
        (TARGET / file).write_text(text.strip() + "\n", encoding="utf-8")
        parts.append({"name": name, "version": version, "licence": licence, "file": file, "where": where})

    lesser = "\n\n".join((COMMON / name).read_text(encoding="utf-8") for name in ("LGPL-3", "GPL-3"))
    qt = distribution("pyside6-essentials").version
    source = (
        "Qt, and Qt for Python, are used under the GNU Lesser General Public License, version 3. They are not "
        "changed, but for names of units and places left out of the Unicode data on Linux. They lie in files of their "
        "own beside the program and may be replaced by other builds of the same version. Their source code is "
        "published by "
        f"The Qt Company for version {qt}.\n\n"
    )
    add("Qt", qt, QT, source + lesser)
    add("Qt for Python", qt, QT, source + lesser, file="qt.txt")
    stdlib = Path(sysconfig.get_path("stdlib"))
    add("Python", "", "PSF-2.0", (stdlib / "LICENSE.txt").read_text(encoding="utf-8"))
    for name in locked():
        if name not in {"pyside6-essentials", "shiboken6"}:
            package = distribution(name)
            add(package.name, package.version, licence_of(package), texts_of(package))
    name, package_name, licence = BUILT_BY
    add(name, "", licence, texts_of(distribution(package_name)))
    for name, licence, file in WORKS:
        add(name, "", licence, file.read_text(encoding="utf-8"))
    for group, where in ((IN_QT, "in Qt"), (ON_LINUX, "on Linux")):
        for name, licence, package_name in group:
            add(name, "", licence, (debian / package_name / "copyright").read_text(encoding="utf-8"), where)
    index = json.dumps(parts, indent=1, ensure_ascii=False) + "\n"
    (TARGET / "parts.json").write_text(index, encoding="utf-8")


if __name__ == "__main__":
    main()
