"""Build the .run of dist/benchapp into dist/: it installs for one user, without root (`make run-installer`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stage import HERE, ROOT, lay_out, version, when

BUILD = ROOT / "build" / "run"


def main() -> None:
    """Lay it out, and pack it with its installer."""
    shutil.rmtree(BUILD, ignore_errors=True)
    tree = BUILD / "tree"
    lay_out(ROOT / "dist" / "benchapp", tree)
    shutil.copyfile(HERE / "install.sh", tree / "install.sh")
    (tree / "install.sh").chmod(0o755)
    target = ROOT / "dist" / f"benchapp-{version()}-linux-x86_64.run"
    target.unlink(missing_ok=True)
    moment = f"@{int(when().timestamp())}"
    subprocess.run(
        [
            "makeself",
            "--quiet",
            "--xz",
            "--complevel",
            "6",
            "--sha256",
            "--packaging-date",
            when().isoformat(),
            "--tar-extra",
            f"--sort=name --owner=0 --group=0 --numeric-owner --mtime={moment}",
            str(tree),
            str(target),
            "Bench Companion",
            "./install.sh",
        ],
        check=True,
    )
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
