"""The signs of life of a lab's computers, carried between folder and server: the newest of each is on both sides."""

import psycopg
from psycopg import errors

from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.signs_of_life import newest_signs, put_sign, sign_data
from benchapp_postgres.server_rows import ServerRows
from benchapp_postgres.troubles import TroubleError, of_server

_NOT_KNOWN = TroubleError(
    "This database does not know yet which computers are on: run “benchapp-postgres init” again, as its owner."
    " Entries travel all the same.",
    lasting=True,
)


class Signs:
    """Carries signs of life, as long as the connection lasts.

    Args:
        folder: The folder of the lab on this computer.
        rows: What is asked of the server.
    """

    def __init__(self, folder: LabFolder, rows: ServerRows) -> None:
        self._folder = folder
        self._rows = rows
        # What the server has and is no sign, so that it is not fetched at each look.
        self._unfit: set[tuple[str, int]] = set()

    def look(self) -> TroubleError | None:
        """Return either side the signs that only the other has; return what is in the way on the server.

        Raises:
            BenchError: The folder cannot be written.
            psycopg.Error: The connection was lost.
        """
        try:
            self._exchange()
        except (errors.UndefinedTable, errors.UndefinedFunction):
            return _NOT_KNOWN
        except psycopg.Error as error:
            if self._rows.is_lost:
                raise
            return of_server(error)
        return None

    def _exchange(self) -> None:
        there = dict(self._rows.ask("SELECT chain, counter FROM benchapp.sign"))
        here = newest_signs(self._folder)
        for chain, counter in here.items():
            if counter > there.get(chain, 0):
                data = sign_data(self._folder, chain, counter)
                if data is not None:
                    self._rows.ask("SELECT benchapp.leave_sign(%s, %s::integer, %b)", (chain, counter, data))
        newer = [
            chain
            for chain, counter in there.items()
            if counter > here.get(chain, 0) and (chain, counter) not in self._unfit
        ]
        if not newer:
            return
        query = "SELECT chain, counter, data FROM benchapp.sign WHERE chain = ANY(%s)"
        for chain, counter, data in self._rows.ask(query, (newer,)):
            if not put_sign(self._folder, chain, counter, data):
                self._unfit.add((chain, counter))
