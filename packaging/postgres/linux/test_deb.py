"""Install benchapp-postgres in a clean root, carry to a real server with it, upgrade it, and take it away again.

    python packaging/postgres/linux/test_deb.py [--root DIR]

Needs root, debootstrap and PostgreSQL; run through `make postgres-deb-test`. The clean root is that of the other
packages. Its person carries as a lab would: the password from .pgpass, the server known by its authority's certificate.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parent), str(ROOT / "packaging"), str(ROOT / "packaging" / "linux")]

from make_deb import NAME  # noqa: E402
from postgres_tests.making_lab import Computer  # noqa: E402
from postgres_tests.making_server import OWNER, PASSWORD, Server  # noqa: E402
from stage import version  # noqa: E402
from test_packages import BUILD, HOME, CheckError, CleanRoot, run  # noqa: E402

KEPT = (".pgpass", ".postgresql", ".config/benchapp-postgres", "lab-folder", "second-folder")


def own(root: CleanRoot) -> None:
    """Make all in the person's folder the person's."""
    for path in [*(root.folder / HOME).rglob("*"), root.folder / HOME]:
        os.chown(path, 1000, 1000, follow_symlinks=False)


def expect(said: str, *wanted: str) -> None:
    """Check that something was said."""
    missing = [one for one in wanted if one not in said]
    if missing:
        raise CheckError(f"not said: {missing}, but {said[-2000:]}")


def prepare(root: CleanRoot, server: Server) -> None:
    """Give the person a password and the certificate of the authority, where libpq looks for them."""
    home = root.folder / HOME
    for name in KEPT:
        shutil.rmtree(home / name, ignore_errors=True)
    secret = home / ".pgpass"
    secret.write_text(f"127.0.0.1:{server.port}:*:*:{PASSWORD}\n", encoding="utf-8")
    secret.chmod(0o600)
    (home / ".postgresql").mkdir()
    shutil.copyfile(server.root / "authority.crt", home / ".postgresql" / "root.crt")
    own(root)


def carry(root: CleanRoot, server: Server, say: Callable[..., str]) -> None:
    """Set the database up, and carry from one folder to another."""
    base = f"127.0.0.1:{server.port}/postgres"
    expect(say(f"init postgresql://{OWNER}@{base} --name 'Müller lab'"), "The database is that of “Müller lab”.")
    server.make_user("hood-2", "benchapp_lab")
    url = f"postgresql://hood-2@{base}"
    expect(say(f"sync {url} ~/lab-folder --once"), "Connected.")
    Computer(1, root.folder / HOME / "lab-folder").write(3)
    own(root)
    expect(say("sync --once"), "3 entries sent, 0 files fetched.")
    expect(say("status"), "lab-folder ⇄ postgresql://hood-2@")
    expect(say(f"--settings ~/second-folder/settings sync {url} ~/second-folder/lab --once"), "1 files fetched.")
    expect(say("at-login on"), "From the next login on")
    entry = (root.folder / HOME / ".config/autostart/benchapp-postgres.desktop").read_text(encoding="utf-8")
    expect(entry, f"Exec=/usr/lib/{NAME}/{NAME} sync\n")
    expect(say("at-login off"), "Nothing starts")


def check(root: CleanRoot, server: Server) -> str:
    """Install, carry, upgrade, carry on, and remove."""
    deb = ROOT / "dist" / f"{NAME}_{version()}_amd64.deb"
    older = BUILD / "older"
    shutil.rmtree(older, ignore_errors=True)
    run(["dpkg-deb", "-R", str(deb), str(older)])
    control = older / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    control.write_text(text.replace(f"Version: {version()}", "Version: 0.0.1"), encoding="utf-8")
    run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", str(older), str(root.folder / "root" / "older.deb")])
    shutil.copyfile(deb, root.folder / "root" / "newer.deb")
    root.sh(f"dpkg --purge {NAME} 2>/dev/null || true")
    prepare(root, server)
    before = root.files()

    def say(words: str) -> str:
        return root.sh(f"{NAME} {words}", as_user=True)

    root.sh("dpkg -i /root/older.deb")
    expect(say("--version"), version())
    carry(root, server, say)
    root.sh("dpkg -i /root/newer.deb")
    Computer(2, root.folder / HOME / "lab-folder").write(2)
    own(root)
    # What was remembered before the upgrade still holds.
    expect(say("sync --once"), "2 entries sent, 0 files fetched.")
    root.sh(f"dpkg --purge {NAME}")
    left = {name for name in root.files() - before if not name.startswith(str(HOME))}
    gone = {name for name in before - root.files() if not name.startswith(str(HOME))}
    if left or gone or not (root.folder / HOME / "lab-folder" / "lab.json").exists():
        raise CheckError(f"left behind: {sorted(left)[:20]}; gone: {sorted(gone)[:20]}")
    return "installed, set up, 5 entries carried, one of two folders filled from the server, upgraded, purged clean"


def main() -> int:
    """Check it; status 1 if it fails."""
    parser = argparse.ArgumentParser(description="Install, use, upgrade and remove the package.")
    parser.add_argument("--root", type=Path, default=BUILD / "root")
    root = CleanRoot(parser.parse_args().root)
    with tempfile.TemporaryDirectory() as folder, root.mounted():
        Path(folder).chmod(0o755)
        server = Server(Path(folder) / "server")
        server.start()
        try:
            print(f"{NAME}: {check(root, server)}")
        except CheckError as failure:
            print(f"{NAME} failed: {failure}")
            return 1
        finally:
            server.stop(signal.SIGQUIT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
