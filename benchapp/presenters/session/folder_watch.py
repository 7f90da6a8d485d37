"""Whether something has come into a folder of this computer: a hint to look at once, and never the reason not to look.

A service that keeps the folder the same everywhere writes into it here, and the system says so. Of what another
computer writes on a network drive it says nothing, and a drive that is watched may not be taken off: such a folder is
only looked into from time to time.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from benchapp.domain.messages import Work
from benchapp.presenters.session.background_work import Workers

# What comes in one after the other is one hint.
TOGETHER_MS = 500


class FolderWatch(QObject):
    """Watches one folder, where that can be done and holds nothing.

    Args:
        workers: For the question whether it may be watched: a drive that is gone may not answer it.
        here: Returns whether a folder is on a drive that stays in this computer.

    Signals:
        came: Something was written there, or removed.
    """

    came = Signal()

    def __init__(self, workers: Workers, here: Callable[[Path], bool]) -> None:
        super().__init__()
        self._workers = workers
        self._here = here
        self._folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self.came)

    @property
    def watches(self) -> bool:
        """Whether the system tells what happens in the folder."""
        return self._watcher is not None

    def follow(self, folder: Path | None) -> None:
        """Watch this folder from now on; None for none."""
        if folder == self._folder:
            return
        self._folder = folder
        self._together.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if folder is not None:
            work = partial(self._here, folder)
            self._workers.do(Work.EXCHANGE, work, partial(self._on_judged, folder), lambda _: None)

    def _on_judged(self, folder: Path, here: bool) -> None:
        if not here or folder != self._folder:
            return
        watcher = QFileSystemWatcher(self)
        if watcher.addPath(str(folder)):
            watcher.directoryChanged.connect(self._on_changed)
            self._watcher = watcher
        else:
            watcher.deleteLater()

    def _on_changed(self, _folder: str) -> None:
        # What was written just before still comes from a watcher that is about to go.
        if self._watcher is not None and not self._together.isActive():
            self._together.start()
