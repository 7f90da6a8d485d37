"""Computers of a lab: a folder each, into which the program's own segments are written."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from benchapp_postgres.address import Address
from benchapp_postgres.sync import Sync, Told
from keyring.backend import KeyringBackend
from msgspec import Struct

from benchapp.store.journal.encoding import StoredRow
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.segments import name_of, pack, unpack
from postgres_tests.making_server import Server
from tests.store.lab.making_lab import WRITTEN, RowsInMemory, chain_id


class Keyring(KeyringBackend):
    """A keyring as a system has one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Database(Struct, frozen=True):
    """A database that is set up for a lab."""

    server: Server
    name: str

    def address(self, user: str = "hood-1", port: int = 0) -> Address:
        return self.server.address(user, self.name, port)

    def url(self, user: str = "hood-1", port: int = 0) -> str:
        return self.server.url(user, self.name, port)

    def owner(self) -> psycopg.Connection:
        return self.server.owner(self.name)

    def lines(self) -> dict[tuple[str, int], bytes]:
        """Return what is there."""
        with self.owner() as connection:
            found = connection.execute("SELECT chain, sequence, line FROM benchapp.entry").fetchall()
        assert len({(chain, sequence) for chain, sequence, _ in found}) == len(found)
        return {(chain, sequence): bytes(line) for chain, sequence, line in found}


class Computer:
    """A computer of the lab: the entries of its program, and the folder that it shares.

    Args:
        number: Which one.
        folder: Its folder.
    """

    def __init__(self, number: int, folder: Path) -> None:
        self.chain = chain_id(number)
        self.rows = RowsInMemory()
        self.folder = LabFolder(folder)
        self.told: list[Told] = []

    def write(self, count: int = 1) -> list[StoredRow]:
        """Write entries, and publish them in one segment as the program does."""
        rows = [self.rows.write(self.chain) for _ in range(count)]
        self.publish(rows)
        return rows

    def publish(self, rows: list[StoredRow]) -> None:
        self.folder.put(name_of(rows), pack(rows, WRITTEN))

    def hashes(self) -> dict[tuple[str, int], str]:
        """Return the hash of each entry in the folder, read as the program reads them; twice told is no matter."""
        found: dict[tuple[str, int], str] = {}
        for listing in (self.folder.recent(), *map(self.folder.sealed, self.folder.chains_sealed())):
            for name in listing.names:
                for row in unpack(name, self.folder.read(name)):
                    assert found.setdefault((row.chain, row.sequence), row.hash) == row.hash
        return found

    def sentences(self) -> list[str]:
        """Return each trouble that was told, once for each time that it began."""
        said = [one.trouble.sentence if one.trouble else "" for one in list(self.told)]
        return [one for before, one in zip(["", *said], said, strict=False) if one and one != before]


@contextmanager
def carrying(computer: Computer, address: Address, *, answer_s: float = 30.0, poll_s: float = 10.0) -> Iterator[Sync]:
    """Let a computer carry, in a thread, until the end."""
    sync = Sync(address, computer.folder, computer.told.append, answer_s=answer_s, poll_s=poll_s)
    thread = threading.Thread(target=sync.run)
    thread.start()
    try:
        yield sync
    finally:
        sync.stop()
        thread.join()
