"""What is held of a journal that another file has taken the place of: kept as a backup, so that it can be put back."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import free_name, share
from benchapp.store.journal.backups import Backup, new_part, place_backup, verified, why_not_written
from benchapp.store.journal.joining import add_rows, copy_whole
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.rescue import newest_good


def keep_held(journal: Journal, backups: Path, made: datetime) -> Backup:
    """Save what a journal held before another file took its place.

    Where that was put there under the same name, the open file is still whole. Where it was written over, what was
    written since the start is in memory, and the rest in the newest backup.

    Args:
        journal: The journal, open, and no longer what lies in its place.
        backups: Where backups lie.
        made: The present, in the zone of whoever reads the name.

    Raises:
        BenchError: It cannot be written, or not all of it is there any more; then the message names the file beside
            the journal in which the rest is kept.
    """
    part: Path | None = None
    try:
        part = new_part(backups)
        if not _copied(journal, part) and not _put_together(journal, backups, part):
            rest = free_name(journal.path, "held")
            shutil.copyfile(part, rest)
            share(rest)
            raise BenchError(Message.HELD_NOT_WHOLE, file=str(journal.path), rest=rest.name)
        return place_backup(part, backups, made, "change")
    except (OSError, sqlite3.Error) as error:
        raise why_not_written(backups, error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _copied(journal: Journal, part: Path) -> bool:
    try:
        journal.copy_into(part)
        verified(part)
    except (BenchError, sqlite3.Error):
        return False
    return True


def _put_together(journal: Journal, backups: Path, part: Path) -> bool:
    """Put it together from the newest backup and what was written since the start; tell whether that is all."""
    heads = journal.heads()
    good, _ = newest_good(backups, heads)
    if good is not None:
        copy_whole(good, part)
    else:
        part.unlink()
        Journal(part).close()
    add_rows(part, journal.written)
    there = Journal(part, read_only=True)
    try:
        if not all(there.holds(chain, *head) for chain, head in heads.items()):
            return False
    finally:
        there.close()
    try:
        verified(part)
    except BenchError:
        return False
    return True
