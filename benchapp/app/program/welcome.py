"""What a new user is offered, once: language, look and a name, examples to look around with, and small pipettes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.paths import DataFolder
from benchapp.ui.text.language import language_code, tr

if TYPE_CHECKING:
    from benchapp.app.program.examples import ExampleProgram, ExamplesWindow

_NOTE = "examples"
_SMALL, _NO_SMALL = "small_pipettes", "no_small_pipettes"


class Welcome(QObject):
    """Offers what a first start asks while the journal is empty, and shows the examples when they are asked for.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        make: Makes a program on a data folder of its own that shows the examples.

    Signals:
        small_wanted: A P2 and P10 are to be added to the pipettes.
        language_chosen: Another language was chosen; its code.
        person_named: Who works here.
    """

    small_wanted = Signal()
    language_chosen = Signal(str)
    person_named = Signal(str)

    def __init__(self, services: Services, shell: Shell, make: Callable[[DataFolder], ExampleProgram]) -> None:
        super().__init__()
        self._device = services.device
        self._book = services.session
        self._shell = shell
        self._make = make
        self.examples: ExamplesWindow | None = None
        services.session.recorded.connect(self._on_recorded)

    def begin(self, *, mended: bool) -> None:
        """Offer all this to somebody who has nothing yet; not where a damaged journal was repaired."""
        if mended or not self._is_new() or _NOTE in self._device.settings.understood:
            return
        from benchapp.ui.window.first_start import FirstStart, FirstStartCard  # noqa: PLC0415 (once for each user)

        notes, settings = self._shell.window.notes, self._device.settings
        shown = FirstStart(language_code(), settings.theme)
        card = FirstStartCard(shown, self.show_examples, lambda: notes.understand(_NOTE))
        card.language_chosen.connect(self.language_chosen)
        card.theme_chosen.connect(self._device.take_look)
        card.person_named.connect(self.person_named)
        notes.show_card(_NOTE, card)
        self._shell.window.notes_understood.connect(self._on_understood)

    def _on_understood(self, key: str) -> None:
        """Offer small pipettes to who does not want the examples, and goes to work."""
        from benchapp.presenters.calculator.small_pipettes import lacks_small  # noqa: PLC0415 (not at the start)
        from benchapp.ui.forms.pipette_offer import ADD_SMALL  # noqa: PLC0415

        known = not {_SMALL, _NO_SMALL}.isdisjoint(self._device.settings.understood)
        if key == _NOTE and self._is_new() and lacks_small(self._book.pipettes) and not known:
            self._shell.window.notes.show_note(
                _SMALL,
                tr("Recipes use a P20, P200 and P1000. Do you have a P2 or P10 too? They set smaller volumes well."),
                "note",
                (tr(ADD_SMALL), self._add_small),
                away=tr("Not now"),
            )

    def _add_small(self) -> None:
        self._shell.window.notes.take_away(_SMALL)
        self.small_wanted.emit()

    def declined_small(self) -> bool:
        """Return whether somebody has said that there are no small pipettes."""
        return _NO_SMALL in self._device.settings.understood

    def _is_new(self) -> bool:
        bench = self._book.bench
        return not bench.solutions and not bench.incubations

    def _on_recorded(self, _entry: object) -> None:
        if not self._is_new():
            self._shell.window.notes.take_away(_NOTE)
            self._shell.window.notes.take_away(_SMALL)

    def show_examples(self) -> None:
        """Show the examples in their window, or bring it forward."""
        from benchapp.app.program.examples import ExamplesWindow  # noqa: PLC0415 (few ask for them)

        if self.examples is None:
            self.examples = ExamplesWindow(self._make, self._shell.window)
            self.examples.closed.connect(self._on_closed)
            self.examples.show()
        else:
            self.examples.program.shell.come_forward()

    def _on_closed(self) -> None:
        self.examples = None

    def end(self) -> None:
        """Close the examples with the program."""
        if self.examples is not None:
            self.examples.end()
