"""What keeps the journal safe, put together: backups each day, putting one back, and what is said about the folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from benchapp.base.paths import DataFolder
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.domain.units.moments import Moment
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.files import free_name, leave_mark, listed, remove_halves
from benchapp.store.journal.anchors import load_anchors, save_anchors
from benchapp.store.journal.backups import Backup, backups_in, copy_journal, due, heads_in, make_backup, put_back
from benchapp.store.journal.encoding import CLOSED_FILES
from benchapp.store.journal.rescue import Rescue

# What is said in red, and what is not said again once somebody has read it.
LASTING = frozenset({"rescued", "read_only", "backup", "place", "held", "units", "library"})
KEPT_NOTES = frozenset({"folder", "examples", "small_pipettes", "no_small_pipettes"})
_LOOK_EVERY_S = 60.0
# What is new is backed up after this time at the latest, and no more than a hundredth of the time goes into it; a copy
# over which the computer slept tells nothing of the next.
_WORK_EVERY_S = 300.0
_MOST_EVERY_S = 3600.0
_SHARE = 100


class BackupService(QObject):
    """Backups of one data folder.

    Args:
        book: The journal.
        folder: Where it lies.
        workers: For the copying.
        rescued: What was done about a damaged journal at the start; None where it was whole.

    Signals:
        changed: A backup was made or failed: the latest `Backup` or None, and the `BenchError` or None.
        noted: Something the person has to know: a key, and the `BenchError` that says it.
        settled: A note that no longer holds: its key.
        begun: A copy is being made; its `ReadingProgress`.
    """

    changed = Signal(object, object)
    noted = Signal(str, object)
    begun = Signal(object)
    settled = Signal(str)

    def __init__(self, book: JournalSession, folder: DataFolder, workers: Workers, rescued: Rescue | None) -> None:
        super().__init__()
        self._book = book
        self._folder = folder
        self._workers = workers
        self._rescued = rescued
        self._tried: date | None = None
        self._looked_s = -_LOOK_EVERY_S
        self._new = False
        self._backed_s = -_WORK_EVERY_S
        self._every_s = _WORK_EVERY_S
        # One copy after the other: of two at once, the one that ends last counts as the newest, whatever it holds.
        self._copying = False
        self._wanted: set[bool] = set()
        self._spared: Path | None = None
        self._failed = ""
        self._place = str(None)
        book.recorded.connect(self._on_recorded)

    @property
    def mended(self) -> bool:
        """Whether the journal was found damaged at the start, and repaired."""
        return self._rescued is not None

    def start(self) -> None:
        """Show what is to be known about the journal and its folder, and make the backup of today."""
        if self._rescued is not None:
            self.noted.emit("rescued", self._rescued.message())
        if self._book.why_read_only is not None:
            self.noted.emit("read_only", self._book.why_read_only)
        folder, backups = self._folder.root, self._folder.backups
        now = self._now() if self._book.why_read_only is None else None

        from benchapp.system.folders import judge_folder  # noqa: PLC0415

        def tidied() -> BenchError | None:
            if now is not None:
                remove_halves(folder, now)
                remove_halves(backups, now)
            return judge_folder(folder)

        # Another key: who understood a fault has not understood what a later start says of the folder.
        self._workers.do(Work.FOLDER, tidied, self._on_judged, partial(self.noted.emit, "folder_check"))
        if now is not None and listed(folder, CLOSED_FILES):
            self._clear_years()
        latest = next(iter(self.backups()), None)
        self._new = latest is None or not self._book.last_hash().startswith(latest.head)
        self.beat(self._book.now())

    def _clear_years(self) -> None:
        """Delete from the journal what is in closed years; that takes minutes, and stops when the program ends."""
        from benchapp.presenters.session.progress import Progress  # noqa: PLC0415
        from benchapp.store.journal.closing import clear_years  # noqa: PLC0415 (few labs have any)

        report = Progress()

        def pause(span_s: float) -> None:
            self._workers.rest(span_s)
            report.tell(0, 0)

        clearing = partial(clear_years, self._folder.journal, self._folder.backups, pause)
        self._workers.do(Work.CLOSING, clearing, lambda _: None, self._say_failed, report)

    def _on_recorded(self, _entry: object) -> None:
        self._new = True

    def _on_judged(self, error: BenchError | None) -> None:
        if error is not None:
            self.noted.emit("folder", error)

    def _now(self) -> datetime:
        return self._book.local(self._book.now().wall)

    def look(self, _now: object = None) -> None:
        """Check whether the journal still lies where it was opened, and show it once if not."""
        trouble = self._book.trouble()
        if str(trouble) != self._place:
            self._place = str(trouble)
            if trouble is None:
                self.settled.emit("place")
            else:
                self.noted.emit("place", trouble)
                if trouble.code == Message.JOURNAL_REPLACED:
                    self._keep_held()

    def _keep_held(self) -> None:
        try:
            backup = self._book.keep_held(self._folder.backups)
        except BenchError as error:
            self.noted.emit("held", error)
        else:
            self.noted.emit("held", BenchError(Message.JOURNAL_HELD, backup=backup.file.name))
            self.changed.emit(backup, None)

    def write_back(self) -> None:
        """Write what is held of a deleted journal to its place again; where that fails, say why."""
        try:
            self._book.write_back()
        except BenchError as error:
            self.noted.emit("backup", error)
        self.look()

    def beat(self, now: Moment) -> None:
        """Make the backup of a new day, and of what is new; once a minute is often enough to see to it."""
        if 0 <= now.boot_s - self._looked_s < _LOOK_EVERY_S:
            return
        self._looked_s = now.boot_s
        today = self._now().date()
        # A copy of another file is no backup of this journal, and would take the place of one.
        if self._book.why_read_only is not None or self._book.trouble() is not None:
            return
        if self._tried != today:
            self._tried = today
            if due(self._folder.backups, today):
                self.back_up()
                return
        if self._new and not 0 <= now.boot_s - self._backed_s < self._every_s:
            self.back_up(work=True)

    def back_up(self, *, work: bool = False) -> None:
        """Make a backup now; where one is being made, when that has ended.

        Args:
            work: Only because there is something new; it is kept for as long as there are few later ones.
        """
        from benchapp.presenters.session.progress import Progress  # noqa: PLC0415

        if self._copying:
            self._wanted.add(work)
            return
        trouble = self._book.trouble()
        if trouble is not None:
            self._say_failed(trouble)
            return
        self._copying = True
        self._new = False
        self._backed_s = self._book.now().boot_s
        journal, folder, now, report = self._folder.journal, self._folder.backups, self._now(), Progress()
        self.begun.emit(report)
        kind = {"daily": not work, "work": work}
        copying = partial(make_backup, journal, folder, now, **kind, tell=report.tell, spared=self._spared)
        self._workers.do(Work.BACKUP, copying, self._on_made, self._on_failed, report)

    def spare(self, backup: Path) -> None:
        """Exempt a backup that is about to be restored from being deleted by a later one."""
        self._spared = backup

    def _go_on(self) -> None:
        """Make what was asked for while a backup was made; a daily one serves for both."""
        self._copying = False
        if self._wanted:
            work = all(self._wanted)
            self._wanted.clear()
            self.back_up(work=work)

    def copy_to(self, folder: Path, done: Callable[[Path], object]) -> None:
        """Copy the journal into another folder, for a stick."""
        from benchapp.presenters.session.progress import Progress  # noqa: PLC0415

        journal, now, report = self._folder.journal, self._now(), Progress()
        self.begun.emit(report)
        work = partial(copy_journal, journal, folder, now, "copy", report.tell)
        self._workers.do(Work.COPY, work, done, self._say_failed, report)

    def _on_made(self, backup: Backup) -> None:
        if self._failed:
            self._failed = ""
            self.settled.emit("backup")
        took_s = self._book.now().boot_s - self._backed_s
        self._every_s = min(max(_WORK_EVERY_S, _SHARE * took_s), _MOST_EVERY_S)
        self.changed.emit(backup, None)
        if backup.daily:
            self._tend_years()
        self._go_on()

    def _tend_years(self) -> None:
        """Close the years that are over, where they are long; the next start takes them out of the journal."""
        from benchapp.presenters.session.progress import Progress  # noqa: PLC0415
        from benchapp.store.journal.closing import tend_years  # noqa: PLC0415 (after the first backup of a day)

        report = Progress()
        tending = partial(tend_years, self._folder.journal, self._folder.backups, self._now(), report.tell)
        self._workers.do(Work.CLOSING, tending, lambda _: None, self._say_failed, report)

    def _on_failed(self, error: BenchError) -> None:
        self._new = True
        self._say_failed(error)
        self._go_on()

    def _say_failed(self, error: BenchError) -> None:
        self.changed.emit(None, error)
        # Tried every few minutes, and said once.
        if error.code != Message.STOPPED and self._failed != str(error):
            self._failed = str(error)
            self.noted.emit("backup", error)

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups there are, the latest first."""
        return backups_in(self._folder.backups)

    def mend(self) -> bool:
        """Write a mark beside the journal: the next start sets it aside and repairs it, whatever opens of it.

        Returns:
            Whether it was left; where not, it is said why.
        """
        try:
            leave_mark(self._folder.mend)
        except BenchError as error:
            self.noted.emit("backup", error)
            return False
        return True

    def put_back(self, backup: Path) -> Path:
        """Put a backup in the place of the journal, which must be closed; give where the journal is kept now.

        Raises:
            BenchError: It is not a whole journal, or the files cannot be moved.
        """
        aside = free_name(self._folder.journal, "replaced")
        put_back(backup, self._folder.journal, aside)
        # From here on the journal is measured against the backup: it was put back on purpose, and says so itself.
        anchors = load_anchors(self._folder.anchors)
        save_anchors(self._folder.anchors, anchors.with_backup(heads_in(self._folder.journal)))
        leave_mark(self._folder.restored)
        return aside
