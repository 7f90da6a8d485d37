"""Joining a lab with the journal that a computer has: from its beginning, or from now on."""

from collections.abc import Callable, Collection

from benchapp.base.clock import Clock
from benchapp.domain.journal.computers import ComputerNamed
from benchapp.domain.journal.sharing.merging import set_apart
from benchapp.domain.journal.sharing.taking_along import taken_along
from benchapp.domain.journal.state import replay
from benchapp.presenters.session.state_history import StateHistory
from benchapp.store.journal.journal import Journal


class Joining:
    """Lets a computer share what it has, or only what it writes from now on.

    Args:
        journal: The journal.
        history: The state that follows from it.
        clock: The clock.
        announce: Announces that the state has changed.
    """

    def __init__(self, journal: Journal, history: StateHistory, clock: Clock, announce: Callable[[], object]) -> None:
        self._journal = journal
        self._history = history
        self._clock = clock
        self._announce = announce

    def from_now_on(self, named: ComputerNamed, person: str, known: Collection[str] = ()) -> None:
        """Begin a chain that is shared; all that is held stays here, but for what is in hand, what runs and its past.

        Args:
            named: The name of this computer.
            person: Who works here; "" where nobody was named.
            known: The chains of others that the lab has already: these do not stay here.

        Raises:
            BenchError: It could not be saved; the journal is as it was.
        """
        journal, before, now = self._journal, self._history.state, self._clock.now()
        here, whole = frozenset((*journal.own, *journal.inherited)), not journal.apart and not self._history.behind
        stay = journal.heads().keys() - set(known)
        along = taken_along(before, lambda home: not home or home in here, journal.own, person)
        entries = journal.begin_apart(
            [named, *along], stay, recorded=now.wall, zone=self._clock.zone.key, person=person
        )
        # Where everything stays, what followed from all of it needs no replay.
        whole = whole and journal.apart == journal.heads().keys() - {journal.own[0]}
        state = replay(entries, set_apart(before)) if whole else journal.state()
        self._history.restart(state, None, ())
        self._announce()

    def from_the_beginning(self, known: Collection[str] = ()) -> None:
        """Share all that is held, also what stayed here so far and what came in from another lab.

        What is recorded here may rest on any of it, and the others have to come to the same.

        Args:
            known: The chains that the lab has already.

        Raises:
            BenchError: It could not be saved; the journal is as it was.
        """
        journal = self._journal
        if lacking := journal.apart | (journal.heads().keys() - {*journal.own, *journal.inherited, *known}):
            self.share_again(lacking)

    def go_on(self, since: Collection[str], known: Collection[str]) -> None:
        """Go on in a lab that has entries of this computer, as one that was in another lab meanwhile.

        All that was recorded here since then is shared: it tells what was done to what that lab has of this computer.

        Args:
            since: The chains of this computer that the lab has something of, and those after them.
            known: The chains of others that the lab has.

        Raises:
            BenchError: It could not be saved; the journal is as it was.
        """
        journal = self._journal
        again = journal.apart & set(since)
        stay = journal.heads().keys() - journal.apart - {*since, *known}
        if again or stay:
            self._part(again, stay)

    def share_again(self, chains: Collection[str]) -> None:
        """Let chains stay here no more; the state follows once all entries were replayed.

        Raises:
            BenchError: It could not be saved; the journal is as it was.
        """
        self._part(chains, ())

    def _part(self, again: Collection[str], stay: Collection[str]) -> None:
        now = self._clock.now()
        self._journal.part(again, stay, recorded=now.wall, zone=self._clock.zone.key)
        self._history.start_over()
