"""Build the .deb of dist/benchapp into dist/. Run through `make deb`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from deb import dependencies, pack
from stage import HERE, ROOT, lay_out

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


def main() -> None:
    """Lay it out, describe it, and pack it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    tree = BUILD / "tree"
    lay_out(ROOT / "dist" / "benchapp", tree)
    needed = dependencies(tree, "benchapp", BUNDLED, OPTIONAL)
    target = pack(
        tree,
        "benchapp",
        HERE / "lintian-overrides",
        f"Depends: {needed}, tzdata, xkb-data\n"
        "Recommends: fonts-dejavu-core, libcups2, libnotify-bin, pulseaudio-utils | pipewire-bin | alsa-utils\n"
        "Section: science\nPriority: optional\n"
        "Description: Compounds, dilutions and timers for the cell-culture bench\n"
        " One program for the cell-culture bench, for a laptop that may never see the\n"
        " internet: what a compound dissolves in and how it keeps, the calculation\n"
        " from the vial to the well, solutions with a use-by, and an incubation timer\n"
        " that knows what is in the well and rings after a restart as well.\n",
    )
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB; Depends: {needed}")


if __name__ == "__main__":
    main()
