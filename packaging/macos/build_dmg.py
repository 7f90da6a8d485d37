"""Build the macOS program and its disk image into dist/; for a Mac. Nobody of us has run it: the release workflow does.

python packaging/macos/build_dmg.py arm64|x86_64
"""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT / "packaging" / "linux")]

from mac_properties import IDENTIFIER  # noqa: E402
from stage import version, when  # noqa: E402

BUILD = ROOT / "build" / "macos"


def main(processor: str) -> None:
    """Build, sign as far as it goes without a certificate, check, and pack."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "SOURCE_DATE_EPOCH": str(int(when().timestamp())),
    }
    places = ["--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work")]
    spec = str(ROOT / "packaging" / "benchapp.spec")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, spec]
    subprocess.run(command, check=True, env=environment)
    app = BUILD / "dist" / "Bench Companion.app"
    with (app / "Contents" / "Info.plist").open("rb") as file:
        said = plistlib.load(file)
    if said["CFBundleIdentifier"] != IDENTIFIER or said["CFBundleShortVersionString"] != version():
        sys.exit(f"Info.plist says {said['CFBundleIdentifier']} {said['CFBundleShortVersionString']}")
    # Apple's processors refuse a program without any signature; that of a certificate is the release's own affair.
    subprocess.run(["codesign", "--force", "--deep", "--sign", "-", str(app)], check=True)
    subprocess.run(["codesign", "--verify", "--deep", str(app)], check=True)
    subprocess.run([str(app / "Contents" / "MacOS" / "benchapp"), "--self-test"], check=True, timeout=600)
    image = BUILD / "image"
    shutil.rmtree(image, ignore_errors=True)
    shutil.copytree(app, image / app.name, symlinks=True)
    (image / "Applications").symlink_to("/Applications")
    target = ROOT / "dist" / f"benchapp-{version()}-macos-{processor}.dmg"
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    words = ["-volname", "Bench Companion", "-srcfolder", str(image), "-format", "ULMO", str(target)]
    subprocess.run(["hdiutil", "create", *words], check=True)
    subprocess.run(["hdiutil", "verify", str(target)], check=True)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1])
