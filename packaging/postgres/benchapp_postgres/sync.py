"""Carrying on: a look when something is new on either side, and a new connection where one was lost."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

import psycopg
from msgspec import Struct
from psycopg import Connection
from psycopg.rows import TupleRow

from benchapp import __version__
from benchapp.domain.messages import BenchError, Message
from benchapp.store.journal.encoding import in_utc
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.segments import Written
from benchapp_postgres.address import Address, connect
from benchapp_postgres.carrier import Carried, Carrier
from benchapp_postgres.server_rows import ServerRows, answering
from benchapp_postgres.setting_up import lab_of
from benchapp_postgres.troubles import TroubleError, of_folder, of_server

# How long the server's hint is waited for before the folder is looked at again.
_WAIT_S = 0.2
# With which hint the server says that a sign of life came; with others, entries did.
_SIGN = "sign"
# The connection is tried again after so long, each time after twice as long, and so long where only a person can help.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S, _LASTING_PAUSE_S = 1.0, 30.0, 60.0


class Told(Struct, frozen=True):
    """How it goes.

    Attributes:
        at: When.
        carried: What one look came to; None where there is no connection.
        trouble: Why nothing, or not all, is carried; None where all is.
    """

    at: datetime
    carried: Carried | None = None
    trouble: TroubleError | None = None


class Sync:
    """Carries between a folder and a server until it is stopped.

    Args:
        address: Of the database.
        folder: Of the lab, on this computer.
        tell: Is told how it goes, after each look and with each trouble.
        answer_s: After how long without an answer a connection is given up.
        poll_s: After how long it is asked although nobody hinted at anything.
    """

    def __init__(
        self,
        address: Address,
        folder: LabFolder,
        tell: Callable[[Told], None],
        *,
        answer_s: float = 30.0,
        poll_s: float = 10.0,
    ) -> None:
        self._address = address
        self._folder = folder
        self._tell = tell
        self._answer_s = answer_s
        self._poll_s = poll_s
        self._stopped = Event()

    def stop(self) -> None:
        """Let `run` return soon; may be called from another thread."""
        self._stopped.set()

    def run(self) -> None:
        """Carry until it is stopped; whatever goes wrong is told, and tried again."""
        pause = _FIRST_PAUSE_S
        while not self._stopped.is_set():
            try:
                with connect(self._address) as connection:
                    self._begin(connection)
                    pause = _FIRST_PAUSE_S
                    self._carry(connection)
            except TroubleError as trouble:
                self._report(None, trouble)
                pause = _LASTING_PAUSE_S if trouble.lasting else pause
            except psycopg.Error as error:
                self._report(None, of_server(error))
            self._stopped.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    def once(self) -> Carried:
        """Carry what there is, and return what that came to.

        Raises:
            TroubleError: It cannot be carried.
        """
        with connect(self._address) as connection:
            try:
                self._begin(connection)
                carried = Carrier(self._folder, ServerRows(connection, self._answer_s)).look(_written())
            except BenchError as error:
                raise of_folder(error) from error
            except psycopg.Error as error:
                raise of_server(error) from error
        if carried.troubles:
            raise carried.troubles[0]
        return carried

    def _begin(self, connection: Connection[TupleRow]) -> None:
        """Make sure that folder and server are of one lab; a folder that is of none yet becomes one of it.

        Raises:
            TroubleError: They are not.
            psycopg.Error: The server does not answer, or is not set up.
        """
        with answering(connection, self._answer_s):
            lab = lab_of(connection)
            connection.execute("LISTEN benchapp")
        try:
            self._folder.path.mkdir(parents=True, exist_ok=True)
            try:
                found = self._folder.lab()
            except BenchError as error:
                if error.code != Message.LAB_NOT_HERE:
                    raise
                found = self._folder.make(lab.name, lab.lab)
        except BenchError as error:
            raise of_folder(error) from error
        except OSError as error:
            raise TroubleError(f"“{self._folder.path}” cannot be made: {error.strerror}.", lasting=True) from error
        if found.lab != lab.lab:
            raise TroubleError(
                f"“{self._folder.path}” is of another lab (“{found.name}”) than the server (“{lab.name}”):"
                " nothing is carried between them.",
                lasting=True,
            )

    def _carry(self, connection: Connection[TupleRow]) -> None:
        """Look whenever something is new, until it is stopped.

        Raises:
            psycopg.Error: The connection was lost.
        """
        carrier = Carrier(self._folder, ServerRows(connection, self._answer_s))
        signs = True
        while not self._stopped.is_set():
            stamp = self._stamp()
            try:
                carried = carrier.look(_written(), signs=signs)
            except BenchError as error:
                self._report(None, of_folder(error))
                self._stopped.wait(_FIRST_PAUSE_S)
                signs = True
                continue
            self._report(carried, carried.troubles[0] if carried.troubles else None)
            # A file system counts time in steps, and a second change within one shows only in another look.
            again = bool(carried.sent or carried.fetched)
            signs = self._wait(connection, stamp, _WAIT_S if again else self._poll_s) or (signs and again)

    def _wait(self, connection: Connection[TupleRow], stamp: tuple[int, int], most_s: float) -> bool:
        """Wait until the server hints at something, the folder has changed, or it is time to look anyway.

        Returns:
            Whether there may be new signs of life.
        """
        until = time.monotonic() + most_s
        while time.monotonic() < until and not self._stopped.is_set():
            hints = [one.payload for one in connection.notifies(timeout=_WAIT_S, stop_after=1)]
            now = self._stamp()
            if hints or now != stamp:
                return _SIGN in hints or now[1] != stamp[1]
        return most_s > _WAIT_S

    def _stamp(self) -> tuple[int, int]:
        """Return what changes when the folder does: its segments, and its signs of life."""
        try:
            return self._folder.changed_ns()
        except OSError:
            return 0, 0

    def _report(self, carried: Carried | None, trouble: TroubleError | None) -> None:
        self._tell(Told(datetime.now(UTC), carried, trouble))


def _written() -> Written:
    # Of no boot: the clock of whoever carries says nothing about the clock of whoever wrote.
    return Written(__version__, in_utc(datetime.now(UTC)), "", time.monotonic())
