"""Unpack the zip as a person would, and carry with it under Wine. Run through `make postgres-zip-test`.

The server runs outside of Wine. The password is typed into `password` and comes from Windows' own store of credentials.
What asks Windows for the state of a file fails in libpq under Wine ("win32 error code 127"), and with it all that looks
for a file: TLS, with or without a certificate, and pgpass.conf are tried on Linux alone.
"""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parent), str(ROOT / "packaging" / "windows")]

import wine  # noqa: E402
from build_zip import BUILD, NAME, TARGET  # noqa: E402
from postgres_tests.making_lab import Computer  # noqa: E402
from postgres_tests.making_server import OWNER, PASSWORD, Server  # noqa: E402
from stage import version  # noqa: E402

RUN = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"


def expect(said: str, *wanted: str) -> None:
    """End where something was not said."""
    missing = [one for one in wanted if one not in said]
    if missing:
        sys.exit(f"failed: not said: {missing}, but {said[-2000:]}")


def carry(program: Path, work: Path, server: Server) -> None:
    """Set the database up, store the password, carry, and start with the login."""

    def say(*words: str, typed: str = "", check: bool = True) -> str:
        return wine.wine(str(program), *words, typed=typed, check=check)[1]

    base = f"127.0.0.1:{server.port}/postgres?sslmode=disable"
    expect(say("--version"), version())
    for user in (OWNER, "hood-2"):
        expect(say("password", f"postgresql://{user}@{base}", typed=f"{PASSWORD}\n"), f"Stored for {user}@127.0.0.1")
    expect(say("init", f"postgresql://{OWNER}@{base}", "--name", "Lab"), "The database is that of")
    server.make_user("hood-2", "benchapp_lab")
    folder = work / "lab folder"
    url, there = f"postgresql://hood-2@{base}", wine.to_windows(folder)
    expect(say("at-login", "on", check=False), "Say once between what is carried")
    expect(say("sync", url, there, "--once"), "Connected.")
    Computer(1, folder).write(3)
    expect(say("sync", "--once"), "3 entries sent, 0 files fetched.")
    expect(say("status"), there, url, "All was carried last: 20")
    expect(say("sync", url, wine.to_windows(work / "second"), "--once"), "1 files fetched.")
    if Computer(1, work / "second").hashes() != Computer(1, folder).hashes():
        sys.exit("failed: the second folder has other entries")
    expect(say("at-login", "on"), "From the next login on")
    quiet = wine.to_windows(program.with_name(f"{NAME}-quiet.exe"))
    # As the shell would at the login: the line of the registry, run as it is there.
    line = wine.wine("reg", "query", RUN, "/v", NAME)[1]
    expect(line, quiet, "sync")
    expect(say("at-login", "off"), "Nothing starts")
    if wine.wine("reg", "query", RUN, "/v", NAME, check=False)[0] == 0:
        sys.exit("failed: it still starts with the login")


def main() -> None:
    """Unpack it beside nothing, and carry."""
    place = BUILD / "un packed"
    shutil.rmtree(place, ignore_errors=True)
    with zipfile.ZipFile(TARGET) as packed:
        packed.extractall(place)
    with tempfile.TemporaryDirectory() as folder, wine.screen():
        Path(folder).chmod(0o755)
        server = Server(Path(folder) / "server")
        server.start()
        users = wine.PREFIX / "drive_c" / "users"
        home = next(path for path in users.iterdir() if path.name != "Public")
        shutil.rmtree(home / "AppData" / "Local" / NAME, ignore_errors=True)
        try:
            carry(place / NAME / f"{NAME}.exe", Path(folder), server)
        finally:
            server.stop(signal.SIGQUIT)
    print(f"{NAME}: set up, the password kept by Windows, 3 entries carried, one of two folders filled, login set")


if __name__ == "__main__":
    main()
