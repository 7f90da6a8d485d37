"""A bench day that is killed: it writes entry after entry and says each one that was confirmed.

    python -m tests.flow.scripted_day FOLDER

Every line is an entry's id, printed when the program would have shown it.
"""

import sys
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from benchapp.app.start.startup import open_journal
from benchapp.base import paths
from benchapp.base.paths import DataFolder
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AliquotThawed,
    Body,
    Entry,
    IncubationStarted,
    LabRuleSet,
    SolutionAdded,
    SolutionDiscarded,
)
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.leftovers import LeftoverChoice
from benchapp.presenters.incubations.done_steps import DoneSteps
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.undone_entries import UndoneEntries
from benchapp.presenters.solutions.correcting import SolutionCorrection
from benchapp.system.clocks import SystemClock
from tests.making import incubation, solution

STEP = Step(0, StepKind.REDOSE, 0.0, 0.0)


def _say(entry: Entry) -> None:
    sys.stdout.write(f"{entry.id}\n")
    sys.stdout.flush()


def day(book: JournalSession, units: Callable[[], Units]) -> None:
    """Go on writing until killed."""
    number = 0
    correcting = SolutionCorrection(book, units, lambda: "Jo", lambda _: None)
    notes, steps, undone = NoteForm(book), DoneSteps(book), UndoneEntries(book)
    undone.begin()
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
        )
        for body in bodies:
            _say(book.record(body))
        _say(notes.add(run.id, "clumps " * number, NoteKind.DEVIATION, step=0, when="10 min ago"))
        _say(correcting.write(stock.id, {"concentration": f"{number},5 mM", "made": "1 day ago"}))
        _say(correcting.write(stock.id, {"aliquots": str(8 + number % 5), "place": f"box {number}"}))
        steps.redosed(book.bench.incubations[run.id], STEP, None, LeftoverChoice(), {"at": "5 min ago", "note": "late"})
        _say(next(book.backwards()))
        _say(book.record(SolutionDiscarded(stock.id, "old")))
        if number % 3 == 0:
            book.undo_last()
            book.undo_last()
            undone.bring_back()
            _say(next(book.backwards()))
        book.beat(book.now())


def main(folder: Path) -> None:
    """Open the book as the program does, and begin."""
    QCoreApplication([])
    data = DataFolder(folder)
    clock = SystemClock("UTC")
    read = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())
    day(JournalSession(open_journal(data, clock, "machine"), clock, data.anchors, data.snapshot), lambda: read)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
