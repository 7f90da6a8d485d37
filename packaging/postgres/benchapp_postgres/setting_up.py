"""Setting a database up for a lab, once, by its owner."""

import uuid

import psycopg
from psycopg import Connection, errors, sql
from psycopg.rows import TupleRow

from benchapp.store.lab.lab_folder import FORMAT, NEEDS, LabFile
from benchapp_postgres.server_rows import schema
from benchapp_postgres.troubles import TroubleError, of_server


def lab_of(connection: Connection[TupleRow]) -> LabFile:
    """Return whose database it is.

    Raises:
        TroubleError: It is of a newer version.
        psycopg.Error: It is not set up, or may not be read.
    """
    found = connection.execute("SELECT id, name, format FROM benchapp.lab").fetchone()
    if found is None:
        raise errors.UndefinedTable
    if found[2] != FORMAT:
        raise TroubleError("The database is of a newer version: update benchapp-postgres.", lasting=True)
    return LabFile(FORMAT, str(found[0]), found[1], NEEDS)


def set_up(connection: Connection[TupleRow], lab: LabFile, role: str) -> LabFile:
    """Make the tables and what adds to them, and let a role read and add; what is there stays.

    Args:
        connection: As the owner of the database.
        lab: Whose it becomes, where it is nobody's yet.
        role: Of which everybody who takes part is a member.

    Raises:
        TroubleError: The user may not do that, or it is another lab's.
    """
    try:
        with connection.transaction():
            connection.execute(schema())
            connection.execute(
                "INSERT INTO benchapp.lab (id, name, format) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (uuid.UUID(lab.lab), lab.name, FORMAT),
            )
            found = lab_of(connection)
            _grant(connection, role)
    except errors.InsufficientPrivilege as error:
        raise TroubleError(
            f"This user may not set the database up ({error.diag.message_primary}): that is for its owner.",
            lasting=True,
        ) from error
    except psycopg.Error as error:
        raise of_server(error) from error
    return found


def _grant(connection: Connection[TupleRow], role: str) -> None:
    name = sql.Identifier(role)
    if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchall():
        try:
            connection.execute(sql.SQL("CREATE ROLE {}").format(name))
        except errors.InsufficientPrivilege as error:
            raise TroubleError(
                f"This user may not make roles: whoever may runs “CREATE ROLE {name.as_string(connection)};” once, and"
                " then this again.",
                lasting=True,
            ) from error
    for what in (
        "USAGE ON SCHEMA benchapp",
        "SELECT ON benchapp.lab, benchapp.head, benchapp.entry, benchapp.sign",
        "EXECUTE ON FUNCTION benchapp.hashes(bytea), benchapp.publish(text, integer, bytea[])",
        "EXECUTE ON FUNCTION benchapp.leave_sign(text, integer, bytea)",
    ):
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.SQL(what), name))
