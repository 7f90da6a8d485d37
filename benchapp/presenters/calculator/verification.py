"""The check of the calculator against published examples."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from benchapp.domain.calculations.answer_key import Case, CaseResult, verify_every
from benchapp.domain.messages import Work
from benchapp.domain.units.units import Units
from benchapp.presenters.session.background_work import Workers
from benchapp.presenters.session.progress import Progress
from benchapp.store.answer_keys import load_cases


def verify_key(key: Path, make_units: Callable[[], Units], report: Progress) -> list[tuple[Case, CaseResult | None]]:
    """Compute every published example of a file; for a worker, with a registry of its own.

    Raises:
        BenchError: It is to stop, or the file cannot be read.
    """
    units = make_units()
    cases = load_cases(key)
    results = verify_every(report.through(cases, len(cases), every=1), units)
    return [(case, result if isinstance(result, CaseResult) else None) for case, result in results]


class Verification(QObject):
    """Checks the calculator in the background.

    Args:
        key: The file with the examples.
        make_units: Makes a registry of units.
        workers: Do the work.

    Signals:
        done: Every example was computed: pairs of the `Case` and its `CaseResult`, None where it has none.
        failed: It was not checked: the `BenchError`.
    """

    done = Signal(list)
    failed = Signal(object)

    def __init__(self, key: Path, make_units: Callable[[], Units], workers: Workers) -> None:
        super().__init__()
        self._key = key
        self._make_units = make_units
        self._workers = workers

    def begin(self, report: Progress) -> None:
        """Check; `report` follows how far it is."""
        verifying = partial(verify_key, self._key, self._make_units, report)
        self._workers.do(Work.VERIFY, verifying, self.done.emit, self.failed.emit, report)
