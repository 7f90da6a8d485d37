"""The record of boots seen and of how far the journal went, kept in the anchor file from run to run."""

from datetime import timedelta
from pathlib import Path

from benchapp.domain.messages import BenchError
from benchapp.domain.units.moments import Anchors, Moment, renewed
from benchapp.store.journal.anchors import AnchorFile, are_damaged, load_anchors, save_anchors, set_aside
from benchapp.store.journal.journal import Journal

ANCHOR_EVERY = timedelta(minutes=1)


class AnchorRecord:
    """What the anchor file holds, and when it is written.

    Args:
        path: The anchor file.
        journal: The journal.
        now: The present moment.

    Attributes:
        spans: The boots seen.
        heads_left: The heads of the journal as the last run left them: against these a cut journal is found, before
            this run writes its own.
        chains_left: The chains that were known here at any time, also those that a restored backup does not have.
        damaged: Whether what the last run left cannot be read; it is kept until that is in the journal.
    """

    def __init__(self, path: Path, journal: Journal, now: Moment) -> None:
        self._path = path
        self._journal = journal
        kept = load_anchors(path)
        self.heads_left = kept.heads
        self.chains_left = kept.chains
        self._replaced = kept.replaced
        self.damaged = are_damaged(path)
        # What the last run left and this journal does not hold: kept until that is in the journal.
        self._missed = {chain: head for chain, head in kept.heads.items() if not journal.holds(chain, *head)}
        self.spans: Anchors = renewed(kept.spans, now)
        self._written = now
        # Written with the first beat: a file that is synced has no place before the first paint.
        self._due = True

    def due(self, now: Moment) -> bool:
        """Return whether it is time to renew it: each minute, and in another boot."""
        another_boot = self.spans[-1].last.boot_id != now.boot_id
        return self._due or another_boot or now.boot_s - self._written.boot_s >= ANCHOR_EVERY.total_seconds()

    def renew(self, now: Moment) -> None:
        """Write this moment as the latest of its boot."""
        self.spans = renewed(self.spans, now)
        self._written = now
        self._due = False
        self.save()

    def settle(self) -> None:
        """Measure the journal against what it holds now: all that was wrong with it at the start is written in it."""
        if self.damaged:
            try:
                set_aside(self._path)
            except BenchError:
                return
        self.damaged = False
        self._missed = {}
        self.save()

    def save(self) -> None:
        """Write the file, where the one that is there may go."""
        if self.damaged:
            return
        try:
            heads = {**self._journal.heads(), **self._missed}
            save_anchors(self._path, AnchorFile(tuple(self.spans), heads, self._replaced))
        except BenchError:
            # A full disk or a read-only folder: timers go on by the clocks in memory.
            return
