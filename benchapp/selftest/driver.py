"""Drive the real window as a person does: type into fields, press buttons, read what is there.

Widgets are found by their stable names; nothing is called that a person could not do.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt, QThreadPool, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from benchapp.app.program.application import Application
from benchapp.app.program.pages import CarriedOver
from benchapp.app.services import Computer
from benchapp.app.start.locale_setup import choose_language
from benchapp.base.clock import SteppedClock
from benchapp.base.ids import RepeatedIds
from benchapp.base.paths import DataFolder
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.store.settings import DeviceSettings, load_settings
from benchapp.system.garbage import GarbageCollector
from benchapp.ui.text.language import ENGLISH, language_code, set_language, tr
from benchapp.ui.widgets.time_text import TimeText
from benchapp.ui.window.pages import PageName

LONGEST_WAIT_MS = 60_000
_LOOK_MS = 10


class ScenarioError(Exception):
    """The window does not show or do what it must."""


def wait_in_qt(reached: Callable[[], bool]) -> bool:
    """Wait until something is reached; return whether it was, within a minute.

    Between two looks it waits in Qt: a loop in Python would keep Python from the worker that is waited for.
    """
    until, looking = QDeadlineTimer(LONGEST_WAIT_MS), QTimer()
    looking.start(_LOOK_MS)
    while not (there := reached()) and not until.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    looking.stop()
    return there


class Driver:
    """Somebody at the real window, with a clock that is stepped.

    Args:
        application: The Qt application.
        folder: An empty folder.
        theme: "light" or "dark".
        language: Code of the language; in another than English the texts are not compared. None for the language that
            is set already.
    """

    # Whether the program answers each key that is typed, or only the last one of a text.
    key_by_key = True

    def __init__(
        self, application: QApplication, folder: Path, theme: str = "light", language: str | None = ENGLISH
    ) -> None:
        if language == ENGLISH:
            set_language(ENGLISH)
        elif language is not None:
            choose_language(language)
        self._application = application
        self.folder = DataFolder(folder)
        self._theme = theme
        self.clock = SteppedClock(datetime(2026, 11, 23, 13, 5, tzinfo=UTC), "Europe/Berlin")
        self._ids = RepeatedIds()
        # What the window that is made again has to show.
        self._typed: CarriedOver | None = None
        self._garbage = GarbageCollector()
        self.program = self._start()
        self.stock_label = ""

    # -- driving ----------------------------------------------------------------------------------------------

    def _start(self) -> Application:
        self._garbage.begin()
        settings = DeviceSettings(theme=self._theme, sound=False)
        if self._typed is not None:
            settings = replace(settings, language=load_settings(self.folder.settings).language)
        computer = Computer(self._application, self.clock, "rehearsal", QThreadPool(), self._ids)
        program = Application(computer, self.folder, settings)
        if self._typed is not None:
            program.show_typed(self._typed)
        program.window.show()
        program.begin()
        self._until(lambda: program.complete and not program.services.workers.busy)
        program.services.heartbeat.stop()
        return program

    def kill(self) -> None:
        """Drop the program without letting it save or close anything, as a power cut does."""
        self.program.services.heartbeat.stop()
        if self.program.drafts is not None:
            self.program.drafts.stop()
        self.program.shell.toast.stop()
        self.program.rooms.solutions.stop()
        self.program.rooms.alarms.end()
        self.program.services.workers.end()
        self.program.services.session.abandon()
        self.program.window.hide()
        self.program.window.deleteLater()
        self._garbage.end()

    def start_again(self) -> None:
        """Start the program on the same folder."""
        self.program = self._start()
        self.beat()

    def speak(self, language: str) -> None:
        """Choose another language in the settings: the window is made again in it, with what was typed.

        Raises:
            ScenarioError: The window is not to be made again.
        """
        self.press("rail.pages.settings")
        box = self.program.rooms.settings.page.language
        box.setCurrentIndex(box.findData(language))
        box.activated.emit(box.currentIndex())
        self._typed = self.program.carried
        if self._typed is None:
            raise ScenarioError("the window is not made again in another language")
        self.program.end()
        choose_language(language)
        self.program, self._typed = self._start(), None
        self.settle()

    def end(self) -> None:
        """End the program as a person does."""
        self.program.end()
        self.program.window.hide()
        self.program.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._garbage.end()

    def _until(self, reached: Callable[[], bool]) -> None:
        if not wait_in_qt(reached):
            raise ScenarioError("the program did not come to an answer")

    def wait(self) -> None:
        """Wait for the background work, and for what follows from it."""
        self._until(lambda: not self.program.services.workers.busy)
        self.settle()

    def settle(self) -> None:
        """Process everything that is waiting."""
        # What somebody pressed for is shown when it is made.
        self._until(lambda: self.program.rooms.opening.idle)
        self.program.rooms.calculator.forms.settle()
        for _ in range(4):
            QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._garbage.look()

    def make_whole_compound_page(self) -> None:
        """Make all of the compound page, which a person sees by scrolling through it."""
        if self.program.window.is_made(PageName.COMPOUND) and not self.program.rooms.compounds.page.whole:
            page = self.program.rooms.compounds.page
            page.make_all()
            self._until(lambda: page.whole)
            self.settle()

    def beat(self) -> None:
        """Make the program read the clock."""
        self.program.services.heartbeat.ask()
        self.settle()

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """Return a widget by its stable name."""
        found = self.program.window.findChild(kind, name)
        if not isinstance(found, kind):
            self.make_whole_compound_page()
            found = self.program.window.findChild(kind, name)
        if not isinstance(found, kind):
            raise ScenarioError(f"no {kind.__name__} is called {name}")
        return found

    def type_into(self, name: str, text: str) -> None:
        """Replace what is in a line; what stands before the last key comes at once, unless it is typed key by key."""
        line = self.find(QLineEdit, name)
        if not isinstance(line, QLineEdit):
            raise ScenarioError(name)
        line.setFocus()
        line.selectAll()
        if not text:
            self.press_key(line, Qt.Key.Key_Delete)
        for keys in text if self.key_by_key else filter(None, (text[:-1], text[-1:])):
            self.add_character(name, keys)
        QCoreApplication.processEvents()

    def add_character(self, name: str, character: str) -> None:
        """Press one key in a line; several characters are inserted as one, as an input method does."""
        line = self.find(QLineEdit, name)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(line, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))

    def press_key(self, widget: QWidget, key: Qt.Key) -> None:
        """Press and release a key."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key.value, Qt.KeyboardModifier.NoModifier))

    def press(self, name: str) -> None:
        """Press a button, or choose in the menu of one."""
        action = self.program.window.findChild(QAction, name)
        if isinstance(action, QAction):
            if not (action.isEnabled() and action.isVisible()):
                raise ScenarioError(f"{name} cannot be chosen")
            action.trigger()
            self.settle()
            return
        button = self.find(QAbstractButton, name)
        if not isinstance(button, QAbstractButton) or not button.isEnabled():
            raise ScenarioError(f"{name} cannot be pressed")
        button.click()
        self.settle()

    def choose(self, name: str, text: str) -> None:
        """Choose in a list by its text, or type it where that is possible."""
        box = self.find(QComboBox, name)
        if not isinstance(box, QComboBox):
            raise ScenarioError(name)
        found = (box.findText(wanted, Qt.MatchFlag.MatchContains) for wanted in (text, tr(text)))
        place = next((index for index in found if index >= 0), -1)
        if place < 0:
            raise ScenarioError(f"{name} does not offer {text}")
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.settle()

    def read(self, name: str) -> str:
        """Return the text of a label or a line; thin spaces as spaces."""
        widget = self.find(QWidget, name)
        if isinstance(widget, QLineEdit):
            text = widget.text() or widget.placeholderText()
        elif isinstance(widget, QLabel | QAbstractButton | TimeText):
            text = widget.text()
        else:
            raise ScenarioError(name)
        return plain_spaces(text)

    def read_page(self, page: PageName) -> str:
        """Return every text that a page shows."""
        if page is PageName.COMPOUND:
            self.make_whole_compound_page()
        shown = self.program.window.findChildren(QWidget, "page")
        wanted = next(widget for widget in shown if widget.accessibleName() == tr(page.value))
        texts = [label.text() for label in wanted.findChildren(QLabel) if not label.isHidden()]
        return plain_spaces("\n".join(texts)).replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")

    def expect(self, text: str, *wanted: str) -> None:
        """Require that a text contains each part.

        Raises:
            ScenarioError: It does not.
        """
        # What keeps a unit in one line is not seen.
        text = text.replace("\u2060", "")
        for part in wanted if language_code() == ENGLISH else ():
            if part not in text:
                raise ScenarioError(f"“{part}” is not said; what is said: {text[:600]}")

    def require(self, true: bool, what: str) -> None:
        """Require that a condition holds.

        Raises:
            ScenarioError: It does not; it says what must be.
        """
        if not true:
            raise ScenarioError(what)

    def choose_solution(self, label: str) -> None:
        """Choose a solution in the list by its label id, as a scan of it does."""
        if not self.program.rooms.solutions.page.show_solution(label):
            raise ScenarioError(f"{label} is not in the list")
        self.settle()

    def open_first(self, text: str) -> None:
        """Open the first compound that is found by a text."""
        self.type_into("header.find.text", text)
        self.press_key(self.program.window.finder, Qt.Key.Key_Return)
        self.settle()

    def stock_row(self) -> SolutionRow:
        """Return the row of the stock that the day began with."""
        rows = self.program.services.solutions.rows
        return next(row for row in rows if row.kept.solution.label == self.stock_label)
