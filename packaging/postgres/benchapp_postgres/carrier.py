"""One look at folder and server: each is given what only the other has."""

from datetime import datetime

from msgspec import Struct

from benchapp.store.lab.exchange import Exchange, Looked
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.own_segments import MOST_RECENT, Merging
from benchapp.store.lab.segments import Written
from benchapp_postgres.server_rows import ServerRows, forked
from benchapp_postgres.signs import Signs
from benchapp_postgres.troubles import TroubleError

# The program merges the small segments of its own chains; those of others are merged here, a little later.
_MOST_SMALL = MOST_RECENT + 8


class Carried(Struct, frozen=True):
    """What one look came to.

    Attributes:
        sent: How many entries the server was given.
        fetched: How many segments the folder was given.
        troubles: What could not be carried.
    """

    sent: int = 0
    fetched: int = 0
    troubles: tuple[TroubleError, ...] = ()


class Carrier:
    """Carries between one folder and one server, as long as the connection lasts.

    Args:
        folder: The folder of the lab on this computer.
        rows: The entries on the server.
    """

    def __init__(self, folder: LabFolder, rows: ServerRows) -> None:
        self._folder = folder
        self._rows = rows
        self._chains: tuple[str, ...] = ()
        self._exchange = Exchange(folder, rows, ())
        self._merging = Merging(folder, rows)
        self._signs = Signs(folder, rows)
        self._no_signs: TroubleError | None = None

    def look(self, written: Written, *, signs: bool = True) -> Carried:
        """Give the server what only the folder has, and the folder what only the server has.

        Args:
            written: Where and when this is done.
            signs: Whether there may be new signs of life.

        Raises:
            BenchError: The folder cannot be reached or written.
            psycopg.Error: The connection was lost.
        """
        recent = self._folder.recent().names
        head = self._rows.refresh(recent)
        chains = tuple(sorted({*self._rows.chains(), *(name.chain for name in recent)}))
        if chains != self._chains:
            # Whoever holds a chain gives it, as one that was inherited.
            self._exchange, self._chains = Exchange(self._folder, self._rows, (), chains), chains
            self._folder.remove_halves(chains, datetime.fromisoformat(written.wall))
        looked = self._exchange.look(written, head)
        self._merge(written)
        if signs:
            self._no_signs = self._signs.look()
        troubles = self._troubles(looked) + (() if self._no_signs is None else (self._no_signs,))
        return Carried(sum(one.last - one.first + 1 for one in looked.taken), len(looked.given), troubles)

    def _merge(self, written: Written) -> None:
        recent = self._folder.recent().names
        for chain in self._chains:
            names = [name for name in recent if name.chain == chain]
            if len(names) > _MOST_SMALL or (self._merging.waits and len(names) > 1):
                self._merging.merge(names, self._folder.sealed(chain).names, written)

    def _troubles(self, looked: Looked) -> tuple[TroubleError, ...]:
        found = {**self._rows.troubles, **{fork.chain: forked(fork.chain) for fork in looked.forked}}
        unfit = [
            TroubleError(f"“{error.values['file']}” in the folder is not whole: it is looked at again.")
            for error in looked.unfit
        ]
        return (*found.values(), *unfit)
