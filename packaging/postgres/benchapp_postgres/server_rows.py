"""The entries on the server, as the exchange with a folder reads and adds to them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from socket import AF_INET, SHUT_RDWR, SOCK_STREAM, fromfd
from threading import Timer
from typing import Any, LiteralString

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from benchapp.store.journal.encoding import StoredRow
from benchapp.store.lab.own_segments import within_room
from benchapp.store.lab.segments import SegmentName, UnfitError, Written, line_of, name_of, pack, row_of, unpack
from benchapp_postgres.troubles import TroubleError, of_server

# After so long without an answer the connection is given up: a link that was cut may say nothing.
ANSWER_S = 30.0
# How many entries are told at once.
_AT_ONCE = 1000
_FORKED, _GAP = "BC001", "BC002"


@contextmanager
def answering(connection: Connection[TupleRow], within_s: float) -> Iterator[None]:
    """Abandon a connection where the server does not answer in time.

    Raises:
        psycopg.OperationalError: It did not, or the connection was lost.
    """
    timer = Timer(within_s, _cut, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(connection: Connection[TupleRow]) -> None:
    # Whoever waits for it then reads its end.
    with suppress(OSError, psycopg.Error), fromfd(connection.pgconn.socket, AF_INET, SOCK_STREAM) as same:
        same.shutdown(SHUT_RDWR)


class ServerRows:
    """The entries on a server.

    Args:
        connection: To the database, each statement a transaction of its own.
        answer_s: After how long without an answer the connection is given up.
    """

    def __init__(self, connection: Connection[TupleRow], answer_s: float = ANSWER_S) -> None:
        self._connection = connection
        self._answer_s = answer_s
        self._heads: dict[str, tuple[int, str]] = {}
        self._known: dict[tuple[str, int], str] = {}
        # What kept entries from being added or read in this look, by chain.
        self.troubles: dict[str, TroubleError] = {}

    def ask(self, query: LiteralString, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return what the server answers.

        Raises:
            psycopg.Error: It refuses, or does not answer.
        """
        with answering(self._connection, self._answer_s):
            found = self._connection.execute(query, values, binary=True)
            return found.fetchall() if found.description else []

    @property
    def is_lost(self) -> bool:
        """Whether the connection was lost."""
        return self._connection.closed

    def refresh(self, names: Iterable[SegmentName] = ()) -> tuple[int, str]:
        """Ask for the last entry of each chain, and for those with which segments end; return what tells a change.

        Raises:
            psycopg.Error: The server does not answer.
        """
        self.troubles.clear()
        self._heads = {
            chain: (sequence, own)
            for chain, sequence, own in self.ask("SELECT chain, sequence, hash FROM benchapp.head")
        }
        ends = {(name.chain, name.last) for name in names if name.last <= self.head(name.chain)[0]}
        self._known = {end: own for end, own in self._known.items() if end in ends}
        asked = sorted(ends - self._known.keys())
        if asked:
            query: LiteralString = (
                "SELECT e.chain, e.sequence, (benchapp.hashes(e.line))[2] FROM unnest(%s::text[], %s::integer[])"
                " AS asked (chain, sequence) JOIN benchapp.entry e USING (chain, sequence)"
            )
            found = self.ask(query, ([chain for chain, _ in asked], [sequence for _, sequence in asked]))
            self._known |= {(chain, sequence): own or "" for chain, sequence, own in found}
        return sum(sequence for sequence, _ in self._heads.values()), "".join(
            sorted(one for _, one in self._heads.values())
        )

    def head(self, chain: str) -> tuple[int, str]:
        """Return sequence and hash of the last entry of a chain; 0 and "" where none is there."""
        return self._heads.get(chain, (0, ""))

    def chains(self) -> tuple[str, ...]:
        """Return the chains of which entries are there."""
        return tuple(sorted(self._heads))

    def hash_at(self, chain: str, sequence: int) -> str:
        """Return the hash of one entry; "" where it is not there."""
        last, own = self.head(chain)
        if sequence == last:
            return own
        known = self._known.get((chain, sequence))
        if known is None:
            query: LiteralString = (
                "SELECT (benchapp.hashes(line))[2] FROM benchapp.entry WHERE chain = %s AND sequence = %s"
            )
            found = self.ask(query, (chain, sequence))
            known = self._known[chain, sequence] = (found[0][0] or "") if found else ""
        return known

    def gap(self, chain: str) -> None:
        """Return None: the server takes only what goes on from what it has."""

    def rows_after(self, chain: str, sequence: int, most: int) -> list[StoredRow]:
        """Return the verified entries of a chain that follow one, at most so many; none after one that is unfit."""
        if sequence >= self.head(chain)[0]:
            return []
        query: LiteralString = (
            "SELECT line FROM benchapp.entry WHERE chain = %s AND sequence > %s ORDER BY sequence LIMIT %s"
        )
        rows: list[StoredRow] = []
        try:
            rows += [row_of(line) for (line,) in self.ask(query, (chain, sequence, most))]
        except ValueError:
            self._refuse(chain, sequence)
        return self._verified(chain, sequence, rows)

    def _verified(self, chain: str, after: int, rows: list[StoredRow]) -> list[StoredRow]:
        """Return rows up to the first one that is not as a computer of the lab wrote it: by the reader of segments."""
        if rows and (rows[0].chain, rows[0].sequence, rows[0].previous) != (
            chain, after + 1, self.hash_at(chain, after) if after else ""
        ):  # fmt: skip
            self._refuse(chain, after + 1)
            return []
        verified: list[StoredRow] = []
        while len(verified) < len(rows):
            part = list(within_room(rows[len(verified) :]))
            try:
                unpack(name_of(part), pack(part, Written("", "", "", 0.0)))
            except UnfitError as error:
                fault = max(int(error.values["entry"] or 0), part[0].sequence)
                self._refuse(chain, fault)
                return verified + part[: fault - part[0].sequence]
            verified += part
        return verified

    def _refuse(self, chain: str, sequence: int) -> None:
        self.troubles[chain] = TroubleError(
            f"Entry {sequence} of the chain {chain} on the server is not as it was written: it is not brought here.",
            lasting=True,
        )

    def add(self, rows: Sequence[StoredRow]) -> None:
        """Add verified entries that follow what is there of their chain.

        What is refused is a trouble of this chain alone: the others are exchanged all the same.

        Raises:
            psycopg.Error: The connection was lost.
        """
        chain, done = rows[0].chain, 0
        while done < len(rows):
            part = within_room(rows[done : done + _AT_ONCE])
            query: LiteralString = "SELECT benchapp.publish(%s, %s::integer, %b)"
            try:
                self.ask(query, (chain, part[0].sequence, [line_of(row) for row in part]))
            except psycopg.Error as error:
                if self.is_lost:
                    raise
                self._on_refused(chain, error)
                return
            done += len(part)
            self._heads[chain] = (part[-1].sequence, part[-1].hash)

    def _on_refused(self, chain: str, error: psycopg.Error) -> None:
        if error.sqlstate not in (_FORKED, _GAP):
            self.troubles[chain] = of_server(error)
            return
        # Somebody else told entries of this chain meanwhile, or the server was put back from a backup.
        found = self.ask("SELECT sequence, hash FROM benchapp.head WHERE chain = %s", (chain,))
        before, self._heads[chain] = self.head(chain), (found[0][0], found[0][1]) if found else (0, "")
        if error.sqlstate == _FORKED and self._heads[chain] == before:
            self.troubles[chain] = forked(chain)


def forked(chain: str) -> TroubleError:
    """Return that two computers have gone on with one chain."""
    return TroubleError(
        f"Two computers write as if they were one (chain {chain}), and the server refuses the second: one of them is"
        " a copy of the other's data folder. Delete the file installation.json from the data folder of the copy, and"
        " start Bench Companion there again.",
        lasting=True,
    )


def schema() -> str:
    """Return what sets a database up."""
    return files("benchapp_postgres").joinpath("schema.sql").read_text(encoding="utf-8")
