"""Where the server is, and with what password: the system's keyring has it, or libpq's own .pgpass."""

import getpass
import os
from contextlib import suppress

import keyring
import psycopg
from keyring.errors import KeyringError
from msgspec import Struct
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from benchapp_postgres.troubles import TroubleError, of_connecting

KEYRING = "benchapp-postgres"
# What is asked of libpq unless the URL says otherwise.
_USUAL = {
    "sslmode": "verify-full",
    "connect_timeout": "10",
    "application_name": "benchapp-postgres",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}


class Address(Struct, frozen=True):
    """A database of a server, and as whom it is used.

    Attributes:
        url: As it was given, without a password.
        parameters: What is asked of libpq.
    """

    url: str
    parameters: dict[str, str]

    @property
    def server(self) -> str:
        """The name of the server."""
        return self.parameters.get("host", "localhost")

    @property
    def user(self) -> str:
        """The name of the user."""
        return self.parameters["user"]

    @property
    def account(self) -> str:
        """Under which name the keyring has the password."""
        port, database = self.parameters.get("port", "5432"), self.parameters.get("dbname", self.user)
        return f"{self.user}@{self.server}:{port}/{database}"

    @property
    def is_verified(self) -> bool:
        """Whether the server must prove who it is; within one computer nothing has to be proved."""
        return self.parameters["sslmode"] == "verify-full" or self.server.startswith("/")


def read_address(url: str) -> Address:
    """Read the URL of a database: `postgresql://hood-2@db.example.org/lab`.

    Raises:
        TroubleError: It is none, or has a password in it.
    """
    try:
        given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.Error as error:
        raise TroubleError(
            f"“{url}” is no address of a database: postgresql://USER@SERVER/DATABASE", lasting=True
        ) from error
    if "password" in given:
        raise TroubleError(
            "Leave the password out of the address, where everybody can read it: store it with “benchapp-postgres"
            " password”, or write it into .pgpass.",
            lasting=True,
        )
    mode = os.environ.get("PGSSLMODE", "")
    return Address(url, {**_USUAL, **({"sslmode": mode} if mode else {}), "user": getpass.getuser(), **given})


def connect(address: Address, password: str = "") -> Connection[TupleRow]:
    """Open a connection.

    Args:
        address: Where to.
        password: One that was typed; else the keyring's, else libpq looks into .pgpass.

    Raises:
        TroubleError: There is none.
    """
    password = password or stored_password(address)
    try:
        given = address.parameters | ({"password": password} if password else {})
        return psycopg.connect(make_conninfo("", **given), autocommit=True)
    except psycopg.Error as error:
        raise of_connecting(error, address.server, address.user) from error


def stored_password(address: Address) -> str:
    """Return the password that the system's keyring has; "" where it has none, or there is no keyring."""
    with suppress(KeyringError):
        return keyring.get_password(KEYRING, address.account) or ""
    return ""


def store_password(address: Address, password: str) -> None:
    """Store a password in the system's keyring.

    Raises:
        TroubleError: There is no keyring, or it is locked.
    """
    try:
        keyring.set_password(KEYRING, address.account, password)
    except KeyringError as error:
        raise TroubleError(
            "This computer has no keyring that is open: write the password into .pgpass instead"
            " (SERVER:PORT:DATABASE:USER:PASSWORD, readable by you alone).",
            lasting=True,
        ) from error
