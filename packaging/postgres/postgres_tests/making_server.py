"""A real PostgreSQL server on 127.0.0.1, in a folder of its own, as an unprivileged user; and a link that fails."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
from benchapp_postgres.address import Address, read_address

OWNER = "lab_owner"
PASSWORD = "as the tests know it"  # noqa: S105 (of a server that lives for a minute)


def wait_until(true: Callable[[], bool], within_s: float = 30.0, what: str = "") -> None:
    """Wait for something.

    Raises:
        AssertionError: It does not come.
    """
    until = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < until, f"not within {within_s} s: {what or true}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def programs() -> Path:
    """Return where PostgreSQL's programs are; without them there is nothing to test, and that is said."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    assert found or beside, (
        "PostgreSQL is missing: sh packaging/install-system.sh packaging/debian-packages-postgres.txt"
    )
    return found[-1].parent if found else Path(str(beside)).parent


class Server:
    """A server that can be started, stopped and killed.

    Args:
        root: A folder for it, which another user may enter.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self._running: subprocess.Popen[bytes] | None = None
        root.mkdir(exist_ok=True)
        secret = root / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        _make_certificates(root)
        self.own()
        self.run(
            programs() / "initdb", "-N", "-D", root / "data", "-U", OWNER, "-A", "scram-sha-256", "--pwfile", secret,
            "-E", "UTF8", "--locale=C.UTF-8",
        )  # fmt: skip
        settings = (
            f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{root}'\n"
            f"ssl = on\nssl_cert_file = '{root}/server.crt'\nssl_key_file = '{root}/server.key'\n"
            "max_connections = 120\n"
        )
        with (root / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)

    def own(self) -> None:
        """Make everything in the folder the server's."""
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{self.user}:", str(self.root)], check=True)

    def run(self, *command: str | Path) -> None:
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run(
            [str(part) for part in command],
            check=True,
            capture_output=True,
            cwd=self.root,
            **as_user,  # type: ignore[call-overload]
        )

    def start(self) -> None:
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if os.geteuid() == 0 else {}
        log = (self.root / "log").open("ab")
        self._running = subprocess.Popen(
            [str(programs() / "postgres"), "-D", str(self.root / "data")],
            cwd=self.root, stdout=log, stderr=log, start_new_session=True, **as_user,  # type: ignore[call-overload]
        )  # fmt: skip
        log.close()
        wait_until(self._answers, 60.0, "the server starts")

    def _answers(self) -> bool:
        ended = self._running is None or self._running.poll() is not None
        assert not ended, (self.root / "log").read_text(encoding="utf-8")[-2000:]
        try:
            self.owner("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it; SIGKILL ends all its processes at once, as a power cut does."""
        if self._running is None:
            return
        children = _children(self._running.pid) if how == signal.SIGKILL else []
        self._running.send_signal(how)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, how)
        self._running.wait(60)
        self._running = None

    def owner(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=OWNER, password=PASSWORD, dbname=database, autocommit=True,
            sslmode="verify-full", sslrootcert=str(self.root / "authority.crt"), connect_timeout=5,
        )  # fmt: skip

    def make_database(self, name: str) -> None:
        with self.owner("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}"')

    def make_user(self, name: str, role: str) -> None:
        with self.owner("postgres") as connection:
            connection.execute(f"""CREATE ROLE "{name}" LOGIN PASSWORD '{PASSWORD}' IN ROLE "{role}" """)

    def url(self, user: str, database: str, port: int = 0) -> str:
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}?sslrootcert={self.root / 'authority.crt'}"

    def address(self, user: str, database: str, port: int = 0) -> Address:
        return read_address(self.url(user, database, port))


def _children(process: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if f"\nPPid:\t{process}\n" in status.read_text(encoding="utf-8"):
                found.append(int(status.parent.name))
    return found


def _make_certificates(folder: Path) -> None:
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder)

    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    openssl(*new, "-x509", "-subj", "/CN=authority", "-keyout", "authority.key", "-out", "authority.crt")
    openssl(*new, "-subj", "/CN=server", "-keyout", "server.key", "-out", "server.csr")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n", encoding="utf-8")
    openssl(
        "x509", "-req", "-in", "server.csr", "-CA", "authority.crt", "-CAkey", "authority.key", "-CAcreateserial",
        "-days", "2", "-extfile", "names", "-out", "server.crt",
    )  # fmt: skip
    (folder / "server.key").chmod(0o600)


class Link:
    """What is between a computer and the server, and can be cut or go silent.

    Args:
        port: Of the server.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self.silent = threading.Event()
        self.closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self.closed:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                near.close()
                continue
            self._pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if not self.silent.is_set():
                    other.sendall(data)
        _shut(one)
        _shut(other)

    def cut(self) -> None:
        """Cut every connection there is."""
        for pair in self._pairs:
            for one in pair:
                _shut(one)
        self._pairs.clear()

    def close(self) -> None:
        # What waits in it for a connection would hold it open.
        _shut(self._listening)
        self.cut()


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
