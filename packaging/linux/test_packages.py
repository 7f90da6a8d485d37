"""Install what was built in a clean root, start it, upgrade it, and take it away again. Needs root and debootstrap.

    python packaging/linux/test_packages.py [deb] [run] [rpm] [--root DIR]

A clean root is a minimal Debian of this machine's release, fetched once into build/root. What is checked, for each
kind: it installs; its self-test passes under strace, which sees no internet socket; a double click paints a window on a
real X server; a newer version keeps the person's data; and what is removed leaves nothing but that data.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stage import ROOT, version
from x_server import x_server

BUILD = ROOT / "build"
INTERNET = re.compile(r"socket\(AF_INET6?\b")
DISPLAY = ":98"
USER = "1000:1000"
HOME = Path("home/tester")
DATA = HOME / ".local" / "share" / "benchapp"
# The oldest journal that any version wrote.
JOURNAL = ROOT / "tests" / "data" / "journal-v1.sqlite"
# What apt and dpkg keep of their own doing.
NOT_OURS = re.compile(r"^(proc|sys|dev|tmp|run|var/(cache|log|lib/(apt|dpkg|systemd))|usr/share/mime/|root/)")


class CheckError(Exception):
    """A check failed; its sentence."""


def run(command: list[str], **more: object) -> str:
    """Run a command; its output, or CheckError with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, **more)  # type: ignore[call-overload]
    if done.returncode:
        raise CheckError(f"{' '.join(command)}: {(done.stdout + done.stderr).strip()[-3000:]}")
    return str(done.stdout)


class CleanRoot:
    """A minimal system in a folder.

    Args:
        folder: Where it lies; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "etc" / "debian_version").exists():
            release = re.search(r"VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(encoding="utf-8"))
            run(["debootstrap", "--variant=minbase", release[1] if release else "stable", str(folder)])
            self._take_sources()
            self.sh("useradd -m -u 1000 tester")
            self.apt("update")
            # What a desktop has, and the package does not ask for: who opens which file.
            usual = ("shared-mime-info", "desktop-file-utils", "libglib2.0-bin", "hicolor-icon-theme")
            self.apt("install", "-y", "--no-install-recommends", *usual)

    def _take_sources(self) -> None:
        """Fetch packages from where this machine fetches them."""
        for name in ("etc/apt/sources.list", "etc/apt/sources.list.d", "etc/apt/apt.conf.d", "etc/resolv.conf"):
            source, target = Path("/") / name, self.folder / name
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            elif source.exists():
                shutil.copyfile(source, target)

    def sh(self, line: str, *, as_user: bool = False, before: tuple[str, ...] = (), **environment: str) -> str:
        """Run a line of shell in it.

        Args:
            line: The line.
            as_user: As the person, not as root.
            before: A command that runs the whole of it.
            environment: What is set for it besides the usual.
        """
        who = [f"--userspec={USER}"] if as_user else []
        usual = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": f"/{HOME}" if as_user else "/root"}
        settings = [f"{name}={value}" for name, value in {**usual, "LC_ALL": "C.UTF-8", **environment}.items()]
        return run([*before, "chroot", *who, str(self.folder), "/usr/bin/env", "-i", *settings, "sh", "-c", line])

    def apt(self, *words: str) -> str:
        """Run apt-get in it."""
        return self.sh("apt-get -q " + " ".join(words), DEBIAN_FRONTEND="noninteractive")

    def files(self) -> set[str]:
        """List what lies in it, less what apt and dpkg keep of their own doing."""
        found: set[str] = set()
        # Folders that are not ours are not gone into: what runs beside comes and goes in /proc.
        for folder, folders, files in os.walk(self.folder):
            here = Path(folder).relative_to(self.folder)
            ours = {name: (here / name).as_posix() for name in (*folders, *files)}
            ours = {name: path for name, path in ours.items() if not NOT_OURS.match(path)}
            folders[:] = [name for name in folders if name in ours]
            found |= set(ours.values())
        return found

    @contextlib.contextmanager
    def mounted(self) -> Iterator[None]:
        """Mount /proc."""
        run(["mount", "-t", "proc", "proc", str(self.folder / "proc")])
        try:
            yield
        finally:
            run(["umount", str(self.folder / "proc")])

    @contextlib.contextmanager
    def ready(self) -> Iterator[None]:
        """Mount /proc, and run an X server beside."""
        # Its socket has a name without a file as well, which a changed root does not hide.
        with self.mounted(), x_server(DISPLAY):
            yield


def self_test(root: CleanRoot, program: str) -> str:
    """Run the program's self-test under strace; give its last line."""
    trace = root.folder / "tmp" / "trace"
    trace.unlink(missing_ok=True)
    printed = root.sh(
        f"{program} --self-test",
        as_user=True,
        before=("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=socket", "-o", str(trace)),
    )
    seen = [line for line in trace.read_text(encoding="utf-8").splitlines() if INTERNET.search(line)]
    if seen:
        raise CheckError(f"opened an internet socket: {seen[0]}")
    last = [line for line in printed.splitlines() if line.startswith("self-test:")][-1]
    if "14 of 14" not in last:
        raise CheckError(printed)
    return last


def painted(root: CleanRoot, program: str) -> float:
    """Start it as a double click does, on the X server, and wait for the painted window; give the milliseconds."""
    began = str(time.monotonic_ns())
    printed = root.sh(program, as_user=True, DISPLAY=DISPLAY, BENCHAPP_STARTED_NS=began, QT_QPA_PLATFORM="xcb")
    return float(printed.split()[-1])


def put_journal(root: CleanRoot) -> int:
    """Put a journal of the first version into the person's folder; give how many entries it has."""
    folder = root.folder / DATA
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(JOURNAL, folder / "journal.sqlite")
    for path in [*(root.folder / HOME).rglob("*"), root.folder / HOME]:
        os.chown(path, 1000, 1000, follow_symlinks=False)
    return entries(root)


def entries(root: CleanRoot) -> int:
    """Count the entries of the person's journal."""
    with contextlib.closing(sqlite3.connect(root.folder / DATA / "journal.sqlite")) as journal:
        return int(journal.execute("SELECT count(*) FROM entry").fetchone()[0])


def check_data(root: CleanRoot, program: str, count: int) -> None:
    """Check that the program opens the person's journal and loses nothing of it."""
    painted(root, program)
    if entries(root) < count:
        raise CheckError(f"the journal had {count} entries, and has {entries(root)}")


def check_left(root: CleanRoot, before: set[str]) -> None:
    """Check that nothing is left but the person's data."""
    left = {name for name in root.files() - before if not name.startswith(str(HOME))}
    gone = {name for name in before - root.files() if not name.startswith(str(HOME))}
    if left or gone:
        raise CheckError(f"left behind: {sorted(left)[:20]}; gone: {sorted(gone)[:20]}")
    if not (root.folder / DATA / "journal.sqlite").exists():
        raise CheckError("the person's journal is gone")


def test_deb(root: CleanRoot) -> str:
    """Check the .deb."""
    deb = ROOT / "dist" / f"benchapp_{version()}_amd64.deb"
    # The version before is this one under a lower number, so that there is something to upgrade from.
    older = BUILD / "older"
    shutil.rmtree(older, ignore_errors=True)
    run(["dpkg-deb", "-R", str(deb), str(older)])
    control = older / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    needed = re.search(r"^Depends: (.*)$", text, re.MULTILINE)
    control.write_text(text.replace(f"Version: {version()}", "Version: 0.0.1"), encoding="utf-8")
    run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", str(older), str(root.folder / "root" / "older.deb")])
    shutil.copyfile(deb, root.folder / "root" / "newer.deb")
    root.apt("purge", "-y", "benchapp", "||", "true")
    packages = [re.sub(r"[ (|].*", "", one.strip()) for one in needed[1].split(",")] if needed else []
    root.apt("install", "-y", "--no-install-recommends", *packages)
    before = root.files()
    root.apt("install", "-y", "--no-install-recommends", "/root/older.deb")
    count = put_journal(root)
    check_data(root, "benchapp", count)
    root.apt("install", "-y", "--no-install-recommends", "/root/newer.deb")
    printed = root.sh("dpkg-query -W -f '${Version}' benchapp")
    if printed != version():
        raise CheckError(f"the upgrade left version {printed}")
    check_data(root, "benchapp", count)
    root.sh("cp /usr/lib/benchapp/_internal/resources/monographs/dmso.json /tmp/x.monograph.json")
    kind = root.sh("gio info -a standard::content-type /tmp/x.monograph.json")
    if "vnd.benchcompanion.monograph" not in kind:
        raise CheckError(f"a monograph is taken for {kind}")
    opens = root.sh("gio mime application/vnd.benchcompanion.monograph+json || true")
    if "benchapp.desktop" not in opens:
        raise CheckError(f"a double click on a monograph opens {opens}")
    said = self_test(root, "benchapp")
    shown = painted(root, "benchapp")
    root.apt("purge", "-y", "benchapp")
    check_left(root, before)
    return f"{said}; painted on X after {shown:.0f} ms; upgraded with {count} entries; purged clean"


def test_run(root: CleanRoot) -> str:
    """Check the .run."""
    file = ROOT / "dist" / f"benchapp-{version()}-linux-x86_64.run"
    shutil.copyfile(file, root.folder / "tmp" / "benchapp.run")
    root.sh("apt-get -q install -y --no-install-recommends xz-utils", DEBIAN_FRONTEND="noninteractive")
    count = put_journal(root)
    before = {path.as_posix() for path in (root.folder / HOME).rglob("*")}
    program = f"/{HOME}/.local/bin/benchapp"
    # Twice: the second lays the new over the old.
    for _ in range(2):
        root.sh("sh /tmp/benchapp.run --quiet", as_user=True)
    check_data(root, program, count)
    said = self_test(root, program)
    shown = painted(root, program)
    root.sh(f"sh /{HOME}/.local/lib/benchapp/uninstall.sh --uninstall", as_user=True)
    left = {
        path.as_posix()
        for path in (root.folder / HOME).rglob("*")
        if not path.as_posix().startswith((root.folder / DATA).as_posix())
    } - before
    ours = {name for name in left if "/mime/" not in name and not re.search(r"/\.(cache|config)(/|$)", name)}
    if ours or entries(root) < count:
        raise CheckError(f"left behind: {sorted(ours)[:20]}")
    return f"{said}; painted on X after {shown:.0f} ms; removed clean"


def test_rpm(root: CleanRoot) -> str:
    """Check the .rpm: its files in a root of their own, started with the libraries of the clean root."""
    file = next((ROOT / "dist").glob("benchapp-*.x86_64.rpm"))
    rpm = ["rpm", "--root", str(root.folder), "--dbpath", "/var/lib/rpm"]
    # Of the package that lays out an RPM system; taken away at the end, for the next kind finds what a Debian has.
    shared = root.folder / "usr" / "share" / "metainfo"
    shared.mkdir(parents=True, exist_ok=True)
    before = root.files()
    run([*rpm, "-i", "--nodeps", "--noscripts", str(file)])
    count = put_journal(root)
    check_data(root, "/usr/bin/benchapp", count)
    run([*rpm, "-U", "--force", "--nodeps", "--noscripts", str(file)])
    check_data(root, "/usr/bin/benchapp", count)
    said = self_test(root, "/usr/bin/benchapp")
    shown = painted(root, "/usr/bin/benchapp")
    run([*rpm, "-e", "--nodeps", "--noscripts", "benchapp"])
    shutil.rmtree(root.folder / "var" / "lib" / "rpm", ignore_errors=True)
    check_left(root, before)
    with contextlib.suppress(OSError):
        shared.rmdir()
    return f"{said}; painted on X after {shown:.0f} ms; upgraded with {count} entries; erased clean"


KINDS: dict[str, Callable[[CleanRoot], str]] = {"deb": test_deb, "run": test_run, "rpm": test_rpm}


def main() -> int:
    """Check the kinds that were asked for; status 1 if one fails."""
    parser = argparse.ArgumentParser(description="Install, start, upgrade and remove what was built.")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], default=["deb"])
    parser.add_argument("--root", type=Path, default=BUILD / "root")
    asked = parser.parse_args()
    root = CleanRoot(asked.root)
    failed = 0
    with root.ready():
        for kind in asked.kinds:
            try:
                print(f".{kind}: {KINDS[kind](root)}")
            except CheckError as failure:
                failed = 1
                print(f".{kind} failed: {failure}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
