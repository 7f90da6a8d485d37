"""A bench day that is killed: it writes entry after entry and says each one that was confirmed.

    python -m tests.flow.scripted_day FOLDER

Every line is an entry's id, printed when the program would have shown it.
"""

import sys
import uuid
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from benchapp.app.start.startup import open_journal
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AliquotThawed,
    Body,
    IncubationStarted,
    LabRuleSet,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.system.clocks import SystemClock
from tests.making import incubation, solution


def day(book: JournalSession) -> None:
    """Go on writing until killed."""
    number = 0
    while True:
        number += 1
        now = book.now()
        stock = replace(solution(str(uuid.uuid4())), made=now)
        run = replace(incubation(str(uuid.uuid4())), start=now.before(timedelta(minutes=40)))
        bodies: tuple[Body, ...] = (
            SolutionAdded(stock),
            AliquotThawed(stock.id, 1, now),
            IncubationStarted(run),
            LabRuleSet("overage_percent", float(number), float(number - 1)),
            AlarmAcknowledged(run.id, 0, 1.0),
            SolutionDiscarded(stock.id, "old"),
        )
        for body in bodies:
            entry = book.record(body)
            sys.stdout.write(f"{entry.id}\n")
            sys.stdout.flush()
        if number % 3 == 0:
            book.undo_last()
        book.beat(book.now())


def main(folder: Path) -> None:
    """Open the book as the program does, and begin."""
    QCoreApplication([])
    data = DataFolder(folder)
    clock = SystemClock("UTC")
    day(JournalSession(open_journal(data, clock, "machine"), clock, data.anchors, data.snapshot))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
