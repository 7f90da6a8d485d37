"""One server for all tests, a database of its own for each, and passwords where libpq looks for them."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchapp_postgres.__main__ import main
from keyring import set_keyring
from keyring.backends.fail import Keyring as NoKeyring

from postgres_tests.making_lab import Database
from postgres_tests.making_server import OWNER, PASSWORD, Server

USERS = [f"hood-{number}" for number in range(1, 31)]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    # Not in pytest's own folder, which nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = Server(Path(folder) / "server")
        made.start()
        yield made
        made.stop(signal.SIGQUIT)


@pytest.fixture(autouse=True)
def passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No keyring, and a .pgpass with the right password of everybody."""
    set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    file = tmp_path / ".pgpass"
    file.write_text(f"127.0.0.1:*:*:*:{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o600)
    for name in ("PGSSLMODE", "PGPASSWORD", "PGSSLROOTCERT", "PGUSER", "PGHOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PGPASSFILE", str(file))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return file


@pytest.fixture
def database(server: Server, passwords: Path, capsys: pytest.CaptureFixture[str]) -> Database:
    """A database that is set up for a lab, with a user for each of thirty computers."""
    with server.owner("postgres") as connection:
        connection.execute("DROP SCHEMA IF EXISTS benchapp CASCADE")
        made = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (USERS[0],)).fetchall()
    assert main(["init", server.url(OWNER, "postgres"), "--name", "Müller lab"]) == 0
    for user in () if made else USERS:
        server.make_user(user, "benchapp_lab")
    capsys.readouterr()
    return Database(server, "postgres")
