"""What a new user is offered, once: examples to look around with, also from the help menu, and small pipettes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QApplication

from benchapp.app.settings import Device
from benchapp.base.clock import Clock
from benchapp.base.paths import DataFolder
from benchapp.presenters.calculator.small_pipettes import lacks_small
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.calculator.pipette_offer import ADD_SMALL
from benchapp.ui.text.language import tr
from benchapp.ui.window.window import Window

if TYPE_CHECKING:
    from benchapp.app.application import Application
    from benchapp.app.examples import ExamplesWindow

_NOTE = "examples"
_SMALL, _NO_SMALL = "small_pipettes", "no_small_pipettes"


class Welcome(QObject):
    """Offers the examples while the journal is empty, and shows them when they are asked for.

    Args:
        application: The Qt application.
        clock: The clock.
        machine: Id of this machine.
        pool: The one pool for background work.
        device: The settings of this device.
        book: The person's own journal.
        window: Gives the window.

    Signals:
        small_wanted: A P2 and P10 are to be added to the pipettes.
    """

    small_wanted = Signal()

    def __init__(
        self,
        application: QApplication,
        clock: Clock,
        machine: str,
        pool: QThreadPool,
        device: Device,
        book: JournalSession,
        window: Callable[[], Window],
    ) -> None:
        super().__init__()
        self._application = application
        self._clock = clock
        self._machine = machine
        self._pool = pool
        self._device = device
        self._book = book
        self._window = window
        self.examples: ExamplesWindow | None = None
        book.recorded.connect(self._on_recorded)

    def begin(self, *, mended: bool) -> None:
        """Offer the examples to somebody who has nothing yet; not where a damaged journal was repaired."""
        if not mended and self._is_new() and _NOTE not in self._device.settings.understood:
            self._window().notes.show_note(
                _NOTE,
                tr(
                    "New here? Examples show a stock, a working solution and a running incubation, in a separate "
                    "window."
                ),
                "note",
                (tr("Show the examples"), self.show_examples),
                away=tr("Not now"),
            )

            self._window().notes_understood.connect(self._on_understood)

    def _on_understood(self, key: str) -> None:
        """Offer small pipettes to who does not want the examples, and goes to work."""
        known = not {_SMALL, _NO_SMALL}.isdisjoint(self._device.settings.understood)
        if key == _NOTE and self._is_new() and lacks_small(self._book.pipettes) and not known:
            self._window().notes.show_note(
                _SMALL,
                tr("Recipes use a P20, P200 and P1000. Do you have a P2 or P10 too? They set smaller volumes well."),
                "note",
                (tr(ADD_SMALL), self._add_small),
                away=tr("Not now"),
            )

    def _add_small(self) -> None:
        self._window().notes.take_away(_SMALL)
        self.small_wanted.emit()

    def declined_small(self) -> bool:
        """Tell whether somebody has said that there are no small pipettes."""
        return _NO_SMALL in self._device.settings.understood

    def _is_new(self) -> bool:
        bench = self._book.bench
        return not bench.solutions and not bench.incubations

    def _on_recorded(self, _entry: object) -> None:
        if not self._is_new():
            self._window().notes.take_away(_NOTE)
            self._window().notes.take_away(_SMALL)

    def show_examples(self) -> None:
        """Show the examples in their window, or bring it forward."""
        from benchapp.app.examples import ExamplesWindow  # noqa: PLC0415 (few ask for them)

        if self.examples is None:
            self.examples = ExamplesWindow(self._program)
            self.examples.closed.connect(self._on_closed)
            self.examples.show()
        else:
            self.examples.program.window.come_forward()

    def _program(self, folder: DataFolder) -> Application:
        from benchapp.app.application import Application  # noqa: PLC0415 (it makes this)

        settings = replace(self._device.settings, window="", compound="")
        return Application(
            self._application, folder, self._clock, self._machine, settings, self._pool, self._book.ids, examples=True
        )

    def _on_closed(self) -> None:
        self.examples = None

    def end(self) -> None:
        """Close the examples with the program."""
        if self.examples is not None:
            self.examples.end()
