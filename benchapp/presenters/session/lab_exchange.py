"""The exchange with the folder of a lab: when it is looked into, in the background, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from benchapp.domain.journal.entries import AlarmAcknowledged, AliquotThawed, Entry, RedoseGiven, StepDone
from benchapp.domain.lab.presence import Presence, SignOfLife
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.domain.units.moments import Moment, renewed
from benchapp.presenters.session.arrivals import Replayed, replay_journal
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.journal.encoding import in_utc
from benchapp.store.lab.exchange import Exchange, Looked
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.own_name import Mine
from benchapp.store.lab.segments import Written
from benchapp.store.lab.server_note import ServerNote, read_note
from benchapp.store.lab.signs_of_life import FoundSigns, exchange_signs

# How often it is looked, while somebody works or something runs, and otherwise; with a fifth more or less by chance,
# so that the computers of a lab do not all look at once.
BUSY_MS, QUIET_MS, AWAY_MS = 10_000, 60_000, 60_000
# After an entry, so that an Undo from the line that confirms it mostly travels with it.
AFTER_ENTRY_MS = 5_000
# A folder that has not answered for so long is away.
NO_ANSWER_S = 5.0
# More entries than these are replayed in the background.
_MOST_AT_ONCE = 2000
# These concern somebody elsewhere at once.
_AT_ONCE = (AlarmAcknowledged, AliquotThawed, RedoseGiven, StepDone)
# How often this computer leaves a sign that it is on, s.
SIGN_EVERY_S = 240.0


class LabMember(Struct, frozen=True):
    """That this computer is in a lab.

    Attributes:
        folder: The folder of the lab.
        lab: Id of the lab.
        name: What people call it.
    """

    folder: str
    lab: str
    name: str


class ExchangeState(Struct, frozen=True):
    """How the exchange goes.

    Attributes:
        member: The lab; None where this computer is in none.
        last: When the folder was looked through last, whole; None where it has not been since the start.
        error: Why it could not be used the last time; None where it could.
        looked: What the last look came to.
        presence: What is known of the other computers; None where this one exchanges nothing.
        server: How it goes between the folder and a server; None where nobody carries between them.
    """

    member: LabMember | None = None
    last: Moment | None = None
    error: BenchError | None = None
    looked: Looked = Looked()
    presence: Presence | None = None
    server: ServerNote | None = None


class _Seen(Struct, frozen=True):
    """What a look came to, the signs that it found, and what the folder says of a server."""

    looked: Looked
    signs: FoundSigns
    server: ServerNote | None


class LabExchange(QObject):
    """Looks into the folder of the lab from time to time, and lets the session take in what came.

    Args:
        session: The open journal.
        workers: For background work: one look at a time.
        version: Of the program.
        runs: Returns whether something runs here, so that it is looked more often.

    Signals:
        changed: How it goes has changed.
    """

    changed = Signal()

    def __init__(
        self, session: JournalSession, workers: Workers, version: str, runs: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__()
        self._session = session
        self._workers = workers
        self._version = version
        self._runs = runs
        self._exchange: Exchange | None = None
        self._folder: LabFolder | None = None
        self._rows: RowsInFile | None = None
        self._apart = frozenset[str]()
        self._busy = self._again = False
        self._asked_s = 0.0
        self._signs = FoundSigns()
        self._signed: SignOfLife | None = None
        self.state = ExchangeState()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        session.recorded.connect(self._on_recorded)

    def join(self, member: LabMember) -> None:
        """Begin to exchange with the folder of a lab."""
        self._begin(Path(member.folder))
        self.state = ExchangeState(member, presence=Presence())
        self._signs, self._signed = FoundSigns(), None
        self.changed.emit()
        self.look()

    def _begin(self, path: Path) -> None:
        session = self._session
        self._folder, self._rows = LabFolder(path), RowsInFile(session.path)
        # A journal that was lost is known by what was kept beside it, and comes back from the folder.
        mine = Mine(session.installations, session.anchor_record.chains_left)
        self._apart = session.apart_chains
        # What came from the computers of another lab is in this one's folder by nobody else.
        brought = sorted(session.shared_again - {*session.own_chains, *session.inherited_chains})
        inherited = (*session.inherited_chains, *brought)
        self._exchange = Exchange(self._folder, self._rows, session.own_chains, inherited, mine, self._apart)

    def stand_by(self, member: LabMember, why: BenchError) -> None:
        """Be in a lab with which nothing can be exchanged, as where the journal is only read."""
        self.state = ExchangeState(member, error=why)
        self.changed.emit()

    def leave(self) -> None:
        """Exchange nothing any more; what is here stays. The others are told, as where the program is closed."""
        self.end()
        self._folder = None
        self.state = ExchangeState()
        self.changed.emit()

    def putting_back(self) -> Callable[[], int] | None:
        """Return what writes, in a worker, everything that the folder lacks, and returns how many files it wrote.

        Raises:
            BenchError: The journal is only read: what stays here is perhaps not known.
        """
        member = self.state.member
        if member is None:
            return None
        if (why := self._session.why_read_only) is not None:
            raise why
        now = self._session.now()
        written = Written(self._version, in_utc(now.wall), now.boot_id, now.boot_s)
        exchange = partial(Exchange, own=self._session.own_chains, apart=self._session.apart_chains)
        return partial(_put_back, Path(member.folder), member.lab, self._session.path, exchange, written)

    def end(self) -> None:
        """Look no more: the program ends. What is new here is given before, and that it was closed is said."""
        exchange, folder, rows, member = self._exchange, self._folder, self._rows, self.state.member
        self._exchange = None
        self._timer.stop()
        state = self.state
        well = state.last is not None and state.error is None and not state.looked.forked and not self._busy
        if exchange is None or folder is None or rows is None or member is None or not well:
            # A folder that does not answer must not hold the end up.
            return
        if self._session.trouble() is None:
            now = self._session.now()
            written = Written(self._version, in_utc(now.wall), now.boot_id, now.boot_s)
            sign = replace(self._new_sign(now), closing=True)
            work = partial(_give_and_close, exchange, folder, rows, member.lab, written, sign)
            self._workers.do(Work.EXCHANGE, work, lambda _: None, lambda _: None)

    @property
    def incoming(self) -> Path | None:
        """Where new segments come, while the folder can be used; None else."""
        well = self._exchange is not None and self.state.last is not None and self.state.error is None
        return self._folder.incoming if well and self._folder is not None else None

    @property
    def answers(self) -> bool:
        """Whether the folder has answered within some seconds of the last question."""
        return not self._busy or self._session.now().boot_s - self._asked_s < NO_ANSWER_S

    def look(self) -> None:
        """Look into the folder in the background; one look at a time, however long a dead drive takes."""
        exchange, folder, rows = self._exchange, self._folder, self._rows
        if exchange is None or folder is None or rows is None:
            return
        if self._busy:
            self._again = True
            return
        if (trouble := self._session.trouble()) is not None:
            # Another file may lie in the place of the journal: nothing is taken into it.
            self._on_not_followed(trouble)
            return
        now = self._session.now()
        self._busy, self._asked_s = True, now.boot_s
        written = Written(self._version, in_utc(now.wall), now.boot_id, now.boot_s)
        member = self.state.member
        head = self._session.heads().get(self._session.own_chains[0])
        look = partial(_look, exchange, folder, rows, member.lab if member else "", written, head)
        own = (*self._session.own_chains, *self._session.inherited_chains)
        signs = partial(exchange_signs, folder, self._signs.names, own, self._sign(now))
        self._workers.do(
            Work.EXCHANGE, partial(_look_at_all, look, signs, folder.path), self._on_looked, self._on_failed
        )

    def _sign(self, now: Moment) -> SignOfLife | None:
        """Return the sign that this computer leaves, where it is time for one or another computer has come."""
        presence, signed = self.state.presence, self._signed
        seen = presence.seen if presence is not None else {}
        if signed is not None and now.boot_s - signed.at.boot_s < SIGN_EVERY_S and seen.keys() <= signed.seen.keys():
            return None
        self._signed = self._new_sign(now)
        return self._signed

    def _new_sign(self, now: Moment) -> SignOfLife:
        spans, presence = renewed(tuple(self._session.anchors), now), self.state.presence
        seen = presence.seen if presence is not None else {}
        return SignOfLife(self._session.own_chains[0], 0, self._version, now, spans, seen)

    def _on_looked(self, seen: _Seen) -> None:
        if self._exchange is not None and self.state.presence is not None:
            now = self._session.now()
            self._signs = seen.signs
            presence = self.state.presence.after(seen.signs.fresh, now)
            self.state = ExchangeState(self.state.member, now, None, seen.looked, presence, seen.server)
        self._follow()

    def _follow(self) -> None:
        """Let the state follow from what came, also where a look failed after it had, or the lab was left."""
        arrivals = self._session.arrivals
        if self._exchange is not None and (there := self._known_all_the_same()):
            try:
                self._session.joining.share_again(there)
            except BenchError as error:
                self._note(error)
        try:
            arrived = arrivals.read(_MOST_AT_ONCE)
        except BenchError as error:
            self._on_not_followed(error)
            return
        if self._exchange is not None and self._folder is not None and self._apart != self._session.apart_chains:
            # The next look goes by what stays here now.
            self._begin(self._folder.path)
        if arrivals.behind and (arrived is None or not arrivals.absorb(arrived)):
            work = partial(replay_journal, self._session.again, self._session.own_chains[0])
            self._workers.do(Work.READING, work, self._on_replayed, self._on_not_followed)
            return
        self._settle()

    def _known_all_the_same(self) -> frozenset[str]:
        """Return the chains that stay here, and that somebody else shares."""
        return self._session.apart_chains & set(self.state.looked.there)

    def _on_replayed(self, replayed: Replayed) -> None:
        self._session.arrivals.restart(replayed)
        self._settle()

    def _on_failed(self, error: BenchError) -> None:
        # Whether the sign was left is not known: another one is, at the next look.
        self._signed = None
        self._note(error)
        self._follow()

    def _on_not_followed(self, error: BenchError) -> None:
        self._note(error)
        self._settle()

    def _note(self, error: BenchError) -> None:
        if self._exchange is not None:
            self.state = replace(self.state, error=error)

    def _settle(self) -> None:
        self._busy = False
        again, self._again = self._again, False
        self.changed.emit()
        if again:
            self.look()
        else:
            self._look_in(AWAY_MS if self.state.error else BUSY_MS if self._runs() else QUIET_MS)

    def _look_in(self, span_ms: int) -> None:
        if self._exchange is not None:
            # No two computers were started at the same moment.
            by_chance = 0.8 + 0.4 * (self._session.now().boot_s * 1000 % 1)
            self._timer.start(int(span_ms * by_chance))

    def _on_recorded(self, entry: Entry) -> None:
        if self._exchange is None:
            return
        wait = 0 if isinstance(entry.body, _AT_ONCE) else AFTER_ENTRY_MS
        if self._timer.remainingTime() < 0 or self._timer.remainingTime() > wait:
            self._timer.start(wait)


def _look_at_all(look: Callable[[], Looked], signs: Callable[[], FoundSigns], folder: Path) -> _Seen:
    """Look for entries, then for signs of the other computers and of a server; made for a worker.

    Raises:
        BenchError: The folder is another's or away, or what came cannot be saved.
    """
    looked = look()
    try:
        found = signs()
    except BenchError:
        # Without its sign this computer counts as away, and others ring for it: nothing is missed.
        found = FoundSigns()
    return _Seen(looked, found, read_note(folder))


def _look(
    exchange: Exchange, folder: LabFolder, rows: RowsInFile, lab: str, written: Written, head: tuple[int, str] | None
) -> Looked:
    """Look into the folder of a lab, if it is still that lab's; made for a worker.

    Raises:
        BenchError: It is another's or away, or what came cannot be saved.
    """
    _make_sure(folder, lab)
    rows.now = datetime.fromisoformat(written.wall)
    try:
        return exchange.look(written, head)
    finally:
        # The connection is of this thread; the next look may be on another.
        rows.close()


def _give_and_close(
    exchange: Exchange, folder: LabFolder, rows: RowsInFile, lab: str, written: Written, sign: SignOfLife
) -> None:
    """Give what is new here, and leave the last sign of life of this run; made for a worker.

    Nothing is taken in: the state that is kept for the next start would not follow from it.

    Raises:
        BenchError: The folder is another's or away.
    """
    _make_sure(folder, lab)
    try:
        exchange.give(written)
    finally:
        rows.close()
    exchange_signs(folder, (), (sign.chain,), sign)


def _put_back(
    path: Path, lab: str, journal: Path, exchange: Callable[[LabFolder, RowsInFile], Exchange], written: Written
) -> int:
    """Write what the folder of a lab lacks of all that is held here; made for a worker.

    Raises:
        BenchError: It is another's or away.
    """
    folder, rows = LabFolder(path), RowsInFile(journal)
    _make_sure(folder, lab)
    try:
        return len(exchange(folder, rows).put_back(written))
    finally:
        rows.close()


def _make_sure(folder: LabFolder, lab: str) -> None:
    """Make sure that a folder is that of a lab.

    Raises:
        BenchError: It is another's or away.
    """
    if (found := folder.lab()).lab != lab:
        raise BenchError(Message.LAB_OTHER, folder=str(folder.path), name=found.name)
