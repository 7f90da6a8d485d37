"""What can go wrong, each in one sentence for the person who looks after the lab's computers."""

import re
import sys

import psycopg
from psycopg import errors

from benchapp.domain.messages import BenchError, Message

_OF_FOLDER = {
    Message.LAB_NOT_HERE: "“{folder}” is no folder of a lab, or is away just now.",
    Message.LAB_DAMAGED: "“{file}” cannot be read ({reason}): put it back from a backup.",
    Message.LAB_NEWER: "“{folder}” is of a newer version: update benchapp-postgres.",
    Message.LAB_AWAY: "“{folder}” cannot be used: {reason}. What is on the server stays there until it can.",
    Message.NOT_SAVED: "“{file}” cannot be written: {reason}.",
}
_OF_SERVER: dict[type[psycopg.Error], str] = {
    errors.DiskFull: "The disk of the server is full: entries wait here until there is room.",
    errors.ReadOnlySqlTransaction: "The server takes no entries just now (it is read only): they wait here.",
    errors.InvalidSchemaName: "This database is not set up: run “benchapp-postgres init” once, as its owner.",
    errors.UndefinedTable: "This database is not set up: run “benchapp-postgres init” once, as its owner.",
    errors.UndefinedFunction: "This database is of another version: run “benchapp-postgres init” again, as its owner.",
    errors.InsufficientPrivilege: (
        "This user may not do that in the database: make it a member of the role that “benchapp-postgres init” named."
    ),
}
# What libpq says when the certificate is the reason; these words are its own and not the server's.
# That a connection ended while it was secured has "SSL" in it too, and says nothing of the server.
_CERTIFICATE = ("certificate", "does not support SSL")
# Where libpq looks for it; a plain string, so that the branches of other systems are type-checked here as well.
_ROOTS = r"%APPDATA%\postgresql\root.crt" if str(sys.platform) == "win32" else "~/.postgresql/root.crt"
_NAMED = "does not match host name"
# What a server answers, in whatever language, begins with how bad it is, and two spaces.
_OF_A_SERVER = re.compile(r"\S+:  (.*)")


class TroubleError(Exception):
    """Something that keeps entries from travelling.

    Args:
        sentence: What it is, and what helps.
        lasting: Whether only a person can change it, so that it is tried less often.
    """

    def __init__(self, sentence: str, *, lasting: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.lasting = lasting


def of_folder(error: BenchError) -> TroubleError:
    """Return what is wrong with the folder of the lab on this computer."""
    words = _OF_FOLDER.get(error.code)
    return TroubleError(str(error) if words is None else words.format(**error.values))


def of_server(error: psycopg.Error) -> TroubleError:
    """Return why the server did not do what it was asked to."""
    for kind, words in _OF_SERVER.items():
        if isinstance(error, kind):
            return TroubleError(words, lasting=kind not in (errors.DiskFull, errors.ReadOnlySqlTransaction))
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return TroubleError(
            f"The connection to the server was lost ({_reason(error)}): entries wait here until it is back."
        )
    return TroubleError(f"The server refuses: {_reason(error)}.")


def of_connecting(error: psycopg.Error, server: str, user: str) -> TroubleError:
    """Return why there is no connection.

    Args:
        error: What libpq says.
        server: Name of the server.
        user: Name of the user.
    """
    said, tried = _reason(error), error.pgconn
    if tried is not None and tried.needs_password:
        return TroubleError(
            f"The server “{server}” asks for the password of “{user}”: store it with “benchapp-postgres password”,"
            " or write it into .pgpass (readable by you alone).",
            lasting=True,
        )
    # A server that answers in another language is told by what libpq knows: a password was sent, and refused.
    if tried is not None and tried.used_password and "passwor" in said.lower():
        return TroubleError(
            f"The server “{server}” refuses the password of “{user}”: store the right one with"
            " “benchapp-postgres password”, or mend .pgpass.",
            lasting=True,
        )
    if said.startswith("invalid "):
        return TroubleError(f"The address of the server cannot be used ({said}).", lasting=True)
    if _NAMED in said:
        return TroubleError(
            f"The server “{server}” could not prove that it is the lab's ({said}): name it in the address as its"
            " certificate does.",
            lasting=True,
        )
    if any(word in said for word in _CERTIFICATE):
        return TroubleError(
            f"The server “{server}” could not prove that it is the lab's ({said}): put the certificate of the lab's"
            f" authority into {_ROOTS}, or name it in the URL with sslrootcert=FILE.",
            lasting=True,
        )
    if (refusal := _OF_A_SERVER.fullmatch(said)) is not None:
        return TroubleError(
            f"The server “{server}” does not let “{user}” in ({refusal[1]}): entries wait here until it does."
        )
    return TroubleError(f"The server “{server}” cannot be reached ({said}): entries wait here until it can.")


def _reason(error: psycopg.Error) -> str:
    """Return what libpq or the server says, in one line; of several addresses that were tried, of the last."""
    if error.diag.message_primary:
        return error.diag.message_primary.rstrip(".")
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    # Under the line that says what failed are hints.
    failed = [line for line in lines if " failed: " in line or line.startswith("connection is bad: ")]
    said = (failed or lines or [type(error).__name__])[-1]
    return said.rpartition(" failed: ")[2].removeprefix("connection is bad: ").rstrip(".")
