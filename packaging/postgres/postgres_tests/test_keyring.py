"""The password in a keyring as a desktop has one: GNOME's, behind a session bus of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_tests.making_lab import Database
from postgres_tests.making_server import PASSWORD

ROOT = Path(__file__).parents[3]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a session with a bus and a keyring that is open."""
    home = tmp_path / "home"
    (home / "run").mkdir(parents=True, mode=0o700)
    paths = os.pathsep.join([str(ROOT), str(ROOT / "packaging" / "postgres")])
    session = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": paths,
        "PGPASSFILE": str(home / "none"),
    }
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:dir=" + str(home / "run")],
        env=session, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert bus.stdout is not None
    session["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    keyring = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        env=session, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert keyring.stdin is not None
    keyring.stdin.write("of the login")
    keyring.stdin.close()
    try:
        yield session
    finally:
        for one in (keyring, bus):
            one.kill()
            one.wait()
        bus.stdout.close()


def say(session: dict[str, str], *words: str, typed: str = "") -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "benchapp_postgres", *words],
        check=False, env=session, input=typed, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_password_is_kept_by_the_keyring_of_the_desktop(
    database: Database, tmp_path: Path, desktop: dict[str, str]
) -> None:
    sync = ("sync", database.url(), str(tmp_path / "lab"), "--once")
    status, said = say(desktop, *sync)
    assert (status, "asks for the password of “hood-1”" in said) == (1, True), said

    status, said = say(desktop, "password", database.url(), typed="not this one\n")
    assert status == 0, said
    status, said = say(desktop, *sync)
    assert (status, "refuses the password of “hood-1”" in said) == (1, True), said

    status, said = say(desktop, "password", database.url(), typed=f"{PASSWORD}\n")
    assert said == f"Stored for hood-1@127.0.0.1:{database.server.port}/{database.name}.\n"
    status, said = say(desktop, *sync)
    assert (status, "Connected." in said) == (0, True), said
    # On the disk it is not in plain text.
    kept = list((Path(desktop["XDG_DATA_HOME"]) / "keyrings").iterdir())
    assert kept
    assert all(
        PASSWORD.encode() not in file.read_bytes() for file in Path(desktop["HOME"]).rglob("*") if file.is_file()
    )


def test_a_pgpass_that_others_may_read_is_not_taken_and_that_is_said(
    database: Database, tmp_path: Path, desktop: dict[str, str]
) -> None:
    secret = Path(desktop["HOME"]) / ".pgpass"
    secret.write_text(f"127.0.0.1:*:*:hood-1:{PASSWORD}\n", encoding="utf-8")
    del desktop["PGPASSFILE"]
    sync = ("sync", database.url(), str(tmp_path / "lab"), "--once")
    secret.chmod(0o644)
    status, said = say(desktop, *sync)
    assert (status, "readable by you alone" in said) == (1, True), said
    secret.chmod(0o600)
    status, said = say(desktop, *sync)
    assert status == 0, said
