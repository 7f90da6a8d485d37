"""What can go wrong, each in one sentence for the person who looks after the lab's computers."""

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
_CERTIFICATE = ("certificate", "SSL", "root.crt")


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
            f"The connection to the server was lost ({_last_line(error)}): entries wait here until it is back."
        )
    return TroubleError(f"The server refuses: {_last_line(error)}.")


def of_connecting(error: psycopg.Error, server: str, user: str) -> TroubleError:
    """Return why there is no connection.

    Args:
        error: What libpq says.
        server: Name of the server.
        user: Name of the user.
    """
    said, tried = _last_line(error), error.pgconn
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
    if any(word in said for word in _CERTIFICATE):
        return TroubleError(
            f"The server “{server}” could not prove that it is the lab's ({said}): put the certificate of the lab's"
            " authority into ~/.postgresql/root.crt, or name it in the URL with sslrootcert=FILE.",
            lasting=True,
        )
    return TroubleError(f"The server “{server}” cannot be reached ({said}): entries wait here until it can.")


def _last_line(error: psycopg.Error) -> str:
    if error.diag.message_primary:
        return error.diag.message_primary.rstrip(".")
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = lines[-1] if lines else type(error).__name__
    return said.removeprefix("connection failed: ").rstrip(".")
