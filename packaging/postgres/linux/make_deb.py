"""Build the .deb of dist/benchapp-postgres into dist/. Run through `make postgres-deb`."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "linux"))

from deb import dependencies, pack  # noqa: E402
from stage import ROOT, settle, version, when  # noqa: E402

NAME = "benchapp-postgres"
BUILD = ROOT / "build" / "postgres-deb"
# Whose libraries lie in the bundle.
BUNDLED = ("libbz2-1.0", "libffi8", "liblzma5", "libsqlite3-0", "libssl3", "libuuid1", "zlib1g")


def lay_out(tree: Path) -> None:
    """Write the tree of files, from usr/ on."""
    usr = tree / "usr"
    shutil.copytree(ROOT / "dist" / NAME, usr / "lib" / NAME, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    manual = (HERE / f"{NAME}.1").read_text(encoding="utf-8")
    manual = manual.replace("@version@", version()).replace("@date@", when().date().isoformat())
    (usr / "share" / "man" / "man1").mkdir(parents=True)
    (usr / "share" / "man" / "man1" / f"{NAME}.1.gz").write_bytes(gzip.compress(manual.encode(), mtime=0))
    doc = usr / "share" / "doc" / NAME
    doc.mkdir(parents=True)
    shutil.copyfile(HERE / "copyright", doc / "copyright")
    shutil.copyfile(ROOT / "docs" / "postgres.md", doc / "README.md")
    settle(tree)


def main() -> None:
    """Lay it out, describe it, and pack it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    tree = BUILD / "tree"
    lay_out(tree)
    needed = dependencies(tree, NAME, BUNDLED)
    target = pack(
        tree,
        NAME,
        HERE / "lintian-overrides",
        f"Depends: {needed}\nSuggests: benchapp, gnome-keyring\nSection: science\nPriority: optional\n"
        "Description: Carry a lab's Bench Companion journals to a PostgreSQL server\n"
        " Carries what the computers of a lab record between a folder of this computer\n"
        " and a PostgreSQL server of the lab, so that it reaches the others within a\n"
        " second, and nobody who takes part can change or delete it. Bench Companion\n"
        " itself opens no connection. A lab with a shared folder does not need this.\n",
    )
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB; Depends: {needed}")


if __name__ == "__main__":
    main()
