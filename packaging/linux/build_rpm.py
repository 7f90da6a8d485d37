"""Build the .rpm of dist/benchapp into dist/. Run through `make rpm`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stage import ROOT, lay_out, version, when

BUILD = ROOT / "build" / "rpm"
SPEC = """
%global __provides_exclude_from ^/usr/lib/benchapp/.*$
%global __requires_exclude ^lib(Qt6|icu|pyside6|shiboken6|python3|xcb-|xkbcommon|sqlite3|ffi|uuid|wayland-[ce][ug]|cups)
%global __brp_strip %{{nil}}
%global __brp_check_rpaths %{{nil}}
%global debug_package %{{nil}}
%global _build_id_links none
%global _binary_payload w6.xzdio
%global source_date_epoch_from_changelog 0
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _buildhost benchcompanion

Name: benchapp
Version: {version}
Release: 1
Summary: Compounds, dilutions and timers for the cell-culture bench
License: LicenseRef-proprietary
Vendor: Bench Companion
Requires: hicolor-icon-theme, tzdata, xkeyboard-config
Recommends: cups-libs, libnotify

%description
One program for the cell-culture bench, for a laptop that may never see the
internet: what a compound dissolves in and how it keeps, the calculation from
the vial to the well, solutions with a use-by, and an incubation timer that
knows what is in the well and rings after a restart as well.

%install
cp -a {tree}/. %{{buildroot}}/

%files
%defattr(-, root, root)
/usr/bin/benchapp
/usr/lib/benchapp
/usr/share/applications/benchapp.desktop
/usr/share/doc/benchapp
/usr/share/icons/hicolor/*/apps/benchapp.*
/usr/share/man/man1/benchapp.1.gz
/usr/share/metainfo/org.benchcompanion.benchapp.metainfo.xml
/usr/share/mime/packages/benchapp.xml
"""


def main() -> None:
    """Lay it out, describe it, and pack it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    tree = BUILD / "tree"
    lay_out(ROOT / "dist" / "benchapp", tree)
    for path in (tree / "usr" / "lib" / "benchapp").rglob("*.so*"):
        if not path.is_symlink():
            # rpm computes what is required from the libraries that may be executed, and from no other.
            path.chmod(0o755)
    spec = BUILD / "benchapp.spec"
    spec.write_text(SPEC.format(version=version(), tree=tree), encoding="utf-8")
    done = subprocess.run(
        ["rpmbuild", "-bb", "--target", "x86_64", "--define", f"_topdir {BUILD / 'top'}", str(spec)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(when().timestamp()))},
    )
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-4000:])
    made = next((BUILD / "top" / "RPMS").rglob("*.rpm"))
    target = ROOT / "dist" / made.name
    shutil.copyfile(made, target)
    printed = subprocess.run(["rpm", "-qpR", str(target)], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    needed = sorted({line.partition("(")[0].strip() for line in printed if line.startswith("lib")})
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB; requires {', '.join(needed)}")


if __name__ == "__main__":
    main()
