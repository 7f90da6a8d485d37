"""Garbage is looked for on the thread of the windows alone.

Python looks for it on whichever thread makes the next object. A worker would then destroy what is left of a closed
window, and Qt ends the process where a widget or a timer goes away on another thread than its own.
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject


def collect_due() -> None:
    """Collect what is garbage on this thread, where enough was made since the last time."""
    counts, limits = gc.get_count(), gc.get_threshold()
    if counts[0] > limits[0]:
        older = [place for place in (1, 2) if counts[place] > limits[place]]
        gc.collect(max(older, default=0))


class GarbageCollector(QObject):
    """Looks for garbage whenever the event loop has nothing else to do, as often as Python would.

    Made on the thread of the windows.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dispatcher: QAbstractEventDispatcher | None = None

    def begin(self) -> None:
        """Take over from Python, unless that was done."""
        gc.disable()
        if self._dispatcher is None:
            self._dispatcher = QAbstractEventDispatcher.instance()
            self._dispatcher.aboutToBlock.connect(self.look)

    def look(self) -> None:
        """Collect what is garbage, where enough was made since the last time."""
        collect_due()

    def end(self) -> None:
        """Hand the search back to Python, which looks on any thread."""
        if self._dispatcher is not None:
            self._dispatcher.aboutToBlock.disconnect(self.look)
            self._dispatcher = None
        gc.enable()
