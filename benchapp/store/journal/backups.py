"""Backups: dated copies by SQLite's backup API, each verified before it counts; kept beside the journal.

The name holds the day, the time and the head of the journal: against that head a cut journal is found later.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from benchapp.base.paths import sync_folder
from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import can_be_read, is_full, is_held, tells_of_damage, trouble_with
from benchapp.store.files import listed, make_folder, new_half, put_in_place, reason_of, share
from benchapp.store.journal.journal import Journal

DAILY_KEPT = 7
CHANGES_KEPT = 7
WORK_KEPT = 4
_STAMP = "%Y-%m-%d-%H%M%S"


class Backup(Struct, frozen=True):
    """A backup as its file name tells it.

    Attributes:
        file: The file.
        made: When, in the zone of whoever made it.
        head: First characters of the journal's last hash then.
        daily: Whether it is one of the daily ones.
        work: Whether it was made because there was something new; else before the tables were changed.
    """

    file: Path
    made: datetime
    head: str
    daily: bool
    work: bool = False


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """Return the backups of a folder, the latest first; of those of one second, the one written last."""
    found = [one for file in listed(folder, "journal-*.sqlite") if (one := _as_named(file)) is not None]
    return tuple(sorted(found, key=lambda one: (one.made, _written_ns(one.file), one.file.name), reverse=True))


def _as_named(file: Path) -> Backup | None:
    parts = file.stem.removeprefix("journal-").rsplit("-", 2)
    try:
        made = datetime.strptime(parts[0], _STAMP)  # noqa: DTZ007 (the name tells local time, for people)
    except ValueError:
        return None
    # The time is written with dashes, so that nothing before the last two was taken from it.
    _, head, why = parts
    return Backup(file, made, head, why == "daily", why == "work")


def _written_ns(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        # Let go in the meantime.
        return 0


def verified(file: Path) -> int:
    """Check that a file is a whole journal; give how many entries it has.

    A fault that the journal itself records was there before, and everything written since is worth keeping; so it is
    with entries of a newer version, and in a lab with those that are as they were written and cannot be read here.

    Raises:
        BenchError: It is not.
    """
    from benchapp.store.journal.whole_journal import WholeJournal  # noqa: PLC0415 (a start reads no journal whole)

    journal = Journal(file, read_only=True)
    try:
        # Of a file alone it is not known which of its chains are another computer's.
        whole = WholeJournal(journal, here=() if journal.is_of_several() else None)
        if whole.failure is not None:
            raise whole.failure
        faults = whole.state.faults.values() if whole.state is not None else ()
        findings = whole.check.findings(journal, known={fault.key for fault in faults})
        if findings:
            raise BenchError(Message.BACKUP_BAD, file=str(file), sequence=findings[0].sequence)
        return whole.count
    finally:
        journal.close()


def _quietly(_done: int, _whole: int) -> None:
    """Do nothing, where nobody follows the progress."""


_PAGES = 256
# Steps of a quarter of a second in which another program held the journal: twenty seconds.
_MOST_WAITED = 80


def heads_in(file: Path) -> dict[str, tuple[int, str]]:
    """Return sequence and hash of the last entry of each chain of a journal that is not open."""
    journal = Journal(file, read_only=True)
    try:
        return journal.heads()
    finally:
        journal.close()


def heads_backed_up(folder: Path) -> dict[str, tuple[int, str]]:
    """Return sequence and hash of the last entry of each chain that any backup holds."""
    found: dict[str, tuple[int, str]] = {}
    for one in backups_in(folder):
        try:
            heads = heads_in(one.file)
        except (BenchError, sqlite3.Error):
            continue
        found.update({chain: head for chain, head in heads.items() if head[0] > found.get(chain, (0, ""))[0]})
    return found


def make_backup(
    journal: Path,
    folder: Path,
    made: datetime,
    *,
    daily: bool = True,
    work: bool = False,
    tell: Callable[[int, int], object] = _quietly,
    spared: Path | None = None,
) -> Backup:
    """Copy a journal, or what the last full backup lacks of it, verify the copy, and let the oldest ones go.

    Made for a worker: it opens the journal itself. Two of them may run at once; of those, the one that ends last
    counts as the newest, whatever it holds.

    Args:
        journal: The file.
        folder: Where backups lie; made if it is not there.
        made: The present, in the zone of whoever reads the name.
        daily: Whether it is a daily one.
        work: Whether it is made, besides, because there is something new.
        tell: Called with how much is copied, and how much there is; what it raises stops the copying.
        spared: One that somebody is about to put back, and that is not let go.

    Raises:
        BenchError: It could not be written, or is not a whole journal; what was there stays.
    """
    # What is kept from before a change of the tables depends on nothing.
    before = [one.file for one in backups_in(folder)] if daily or work else []
    why = "work" if work else "daily" if daily else "change"
    backup = _copied(journal, folder, made, why, tell, before)
    _let_go(folder, backup, spared)
    return backup


def copy_journal(
    journal: Path, folder: Path, made: datetime, why: str, tell: Callable[[int, int], object] = _quietly
) -> Path:
    """Copy a journal into a folder under a dated name, and verify the copy.

    Raises:
        BenchError: It could not be written, or is not a whole journal.
    """
    return _copied(journal, folder, made, why, tell).file


def _copied(
    journal: Path,
    folder: Path,
    made: datetime,
    why: str,
    tell: Callable[[int, int], object],
    before: Sequence[Path] = (),
) -> Backup:
    """Copy a journal, or what the backups from before lack of it; where there are none, the whole."""
    from benchapp.store.journal.bases import bring, closed_by  # noqa: PLC0415 (a start makes no backup)
    from benchapp.store.journal.incremental import write_increment  # noqa: PLC0415

    part: Path | None = None
    try:
        part = new_part(folder)
        if not write_increment(journal, part, before, verified, tell, looked_at=why == "daily"):
            uri = f"{journal.resolve().as_uri()}?mode=ro"
            telling = _Telling(journal, tell)
            with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy, pages=_PAGES, progress=telling.step)
            for base in closed_by(part):
                bring(base, journal.parent, folder)
            entries = verified(part)
            # Verifying takes a while; whoever wants to end the program may have asked for it meanwhile.
            tell(entries, entries)
        return place_backup(part, folder, made, why)
    except (OSError, sqlite3.Error) as error:
        _drop(part)
        raise why_not_copied(journal, folder, error) from error
    except BenchError as error:
        _drop(part)
        if part is not None and error.values.get("file", error.values.get("kind")) == str(part):
            # The copy is what the journal is: what is wrong with it is wrong with the journal.
            raise BenchError(Message.BACKUP_OF_FAULTY, file=str(journal)) from error
        raise


def why_not_copied(journal: Path, folder: Path, error: Exception) -> BenchError:
    """Return in a message why a journal could not be copied: what is wrong with the journal, or with the folder.

    Args:
        journal: The journal's file.
        folder: Where the copy was written.
        error: What copying raised, of the system or of SQLite.
    """
    if tells_of_damage(error):
        # The copy was empty: only the journal can be damaged.
        return BenchError(Message.BACKUP_OF_FAULTY, file=str(journal))
    if isinstance(error, sqlite3.Error) and (is_held(error) or not can_be_read(journal)):
        return trouble_with(journal, error) or BenchError(Message.BACKUP_OF_FAULTY, file=str(journal))
    return why_not_written(folder, error)


def why_not_written(file: Path, error: Exception) -> BenchError:
    """Return in a message why a backup could not be written to a folder or file."""
    if is_full(error):
        return BenchError(Message.BACKUP_NO_ROOM, file=str(file))
    return BenchError(Message.BACKUP_FAILED, file=str(file), reason=reason_of(error))


class _Telling:
    """Reports how much of a journal is copied, and gives up where another program goes on holding it.

    Args:
        journal: The file.
        tell: Called with how many pages are copied, and how many there are.
    """

    def __init__(self, journal: Path, tell: Callable[[int, int], object]) -> None:
        self._journal = journal
        self._tell = tell
        self._waited = 0

    def step(self, status: int, remaining: int, whole: int) -> None:
        """Record a step; SQLite itself would try again for ever.

        Raises:
            BenchError: The journal has been held for too long.
        """
        self._waited = self._waited + 1 if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} else 0
        if self._waited > _MOST_WAITED:
            raise BenchError(Message.FILE_IN_USE, file=str(self._journal))
        self._tell(whole - remaining, whole)


def new_part(folder: Path) -> Path:
    """Make an empty file for a copy that is being written, and return it.

    Its name is its own: another copy of the same second may be in the writing.

    Raises:
        OSError: The folder or the file cannot be made.
        BenchError: A file lies in the place of the folder.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise BenchError(Message.BACKUPS_IS_FILE, file=str(folder))
    make_folder(folder)
    return new_half(folder, "journal")


def place_backup(part: Path, folder: Path, made: datetime, why: str) -> Backup:
    """Rename a finished and verified copy of a journal to its dated name, and return it.

    Args:
        part: The copy, in the folder.
        folder: Where it lies.
        made: When it was made, in the zone of whoever reads the name.
        why: "daily", "work", "change", or another word for one that is none of the backups.

    Raises:
        OSError: It cannot be renamed.
        BenchError: It cannot be opened.
    """
    journal = Journal(part, read_only=True)
    try:
        head = journal.last_hash()[:12] or "empty"
    finally:
        journal.close()
    share(part)
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    file = folder / f"journal-{made:{_STAMP}}-{head}-{why}.sqlite"
    part.replace(file)
    sync_folder(folder)
    # The name tells whole seconds.
    return Backup(file, made.replace(tzinfo=None, microsecond=0), head, why == "daily", why == "work")


def _drop(part: Path | None) -> None:
    with suppress(OSError):
        if part is not None:
            part.unlink(missing_ok=True)


def _let_go(folder: Path, newest: Backup, spared: Path | None) -> None:
    """Delete old backups, but not one for each of the last seven days, seven from before a change, four of the work.

    Nor the two latest full ones, and none on which another rests that is kept.
    """
    days: list[date] = []
    changes = works = 0
    old: list[Path] = []
    kept: list[Path] = []
    for one in backups_in(folder):
        if one.file == newest.file:
            days += [one.made.date()] if one.daily else []
            works += one.work
            changes += not one.daily and not one.work
            kept.append(one.file)
            continue
        if one.daily:
            keep = one.made.date() not in days and len(days) < DAILY_KEPT
            days += [one.made.date()] if keep else []
        elif one.work:
            works += 1
            keep = works <= WORK_KEPT
        else:
            changes += 1
            keep = changes <= CHANGES_KEPT
        (kept if keep or one.file == spared else old).append(one.file)
    needed = _needed_by(kept, [one.file for one in backups_in(folder)]) if old else set()
    for file in old:
        if file.name not in needed:
            # One that cannot be removed is tried again tomorrow; the new one is made all the same.
            _drop(file)


def _needed_by(kept: Sequence[Path], every: Sequence[Path]) -> set[str]:
    """Return the names of the full backups that stay for those that are kept: theirs, and the two latest ones.

    Args:
        kept: Those that are kept.
        every: All of them, the latest first.
    """
    from benchapp.store.journal.bases import bases_of  # noqa: PLC0415 (a start makes no backup)

    rests_on: dict[Path, set[str]] = {}
    for file in every:
        # One that cannot be read rests on nothing that would help it.
        with suppress(sqlite3.Error):
            rests_on[file] = {base.file for base in bases_of(file) if not base.is_closed}
    needed = set[str]().union(*(rests_on.get(file, set()) for file in kept))
    # Where one is damaged there is another; where none rests on another, all are full.
    full = [file.name for file, bases in rests_on.items() if not bases]
    return needed | set(full[:2]) if needed else needed


def due(folder: Path, today: date) -> bool:
    """Return whether there is no daily backup of today yet."""
    return not any(backup.daily and backup.made.date() == today for backup in backups_in(folder))


def put_back(backup: Path, journal: Path, aside: Path) -> None:
    """Put a backup in the place of the journal, which is kept under another name.

    The journal must be closed; opened again it goes on in a new chain.

    Args:
        backup: Which.
        journal: The journal's file.
        aside: The name that the present journal is kept under.

    Raises:
        BenchError: The backup is not a whole journal, or the files cannot be moved; the journal is as it was.
    """
    from benchapp.store.journal.joining import copy_whole  # noqa: PLC0415 (a start puts nothing back)

    verified(backup)
    part = journal.with_name(f".{journal.name}.restored")
    try:
        copy_whole(backup, part)
        put_in_place(part, journal, aside)
    except (OSError, sqlite3.Error) as error:
        _drop(part)
        raise why_not_written(journal, error) from error
