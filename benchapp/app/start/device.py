"""What concerns this device alone: its settings, kept in a file, and the look that follows from them."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QApplication

from benchapp.domain.messages import BenchError, Message
from benchapp.store.settings import DeviceSettings, save_settings
from benchapp.ui.text.message_texts import say
from benchapp.ui.widgets.theme import Theme


class Device(QObject):
    """The settings of this device and its look.

    Args:
        application: What is styled.
        file: Where the settings are kept.
        settings: The settings as they were kept.

    Signals:
        look_changed: What a style sheet does not reach is to be drawn again.
        said: What could not be kept, in a sentence.
    """

    look_changed = Signal()
    said = Signal(str)

    def __init__(self, application: QApplication, file: Path, settings: DeviceSettings) -> None:
        super().__init__()
        self._file = file
        self.settings = settings
        self.theme = Theme(application)
        self.theme.load_typeface()
        self._take(self.theme.guess_system_dark)
        application.styleHints().colorSchemeChanged.connect(self._apply)

    def keep(self, settings: DeviceSettings, *, aloud: bool = True, later: bool = False) -> None:
        """Set the settings, and save them; those that cannot be saved hold until the program ends.

        Args:
            settings: All of them.
            aloud: Whether to say what could not be saved: not where nobody has asked for the change.
            later: Whether the change holds from the next start on: then it is not taken over where it is not saved.
        """
        before, self.settings = self.settings, settings
        try:
            save_settings(self._file, settings)
        except BenchError as error:
            code = Message.SETTING_NOT_KEPT if later else Message.SETTING_FOR_NOW
            if later:
                self.settings = before
            if aloud:
                self.said.emit(say(code, error.values))

    def keep_quietly(self, settings: DeviceSettings) -> None:
        """Save settings at the end: which page was open last is no reason to keep the program from ending."""
        if settings == self.settings:
            return
        self.settings = settings
        try:
            save_settings(self._file, settings)
        except BenchError:
            return

    def swap_look(self) -> None:
        """Change between light and dark, and keep it."""
        self.take_look("light" if self.theme.dark else "dark")

    def take_look(self, theme: str) -> None:
        """Set a look, "system", "light" or "dark", and save it."""
        self.keep(replace(self.settings, theme=theme))
        self._apply()

    def understand(self, key: str) -> None:
        """Save that a note was understood, so that it is not shown again."""
        self.keep(replace(self.settings, understood=(*self.settings.understood, key)), aloud=False)

    def keep_label_stock(self, key: str) -> None:
        """Save which kind of label was used last."""
        self.keep(replace(self.settings, label_stock=key), aloud=False)

    def save_folder(self) -> Path:
        """Return the folder into which something was saved last, the user's documents or home where there is none."""
        kept = Path(self.settings.save_folder) if self.settings.save_folder else None
        if kept is not None and kept.is_dir():
            return kept
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        # Where a folder is missing, the dialog would open in whichever one the program was started from.
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()

    def keep_save_folder(self, folder: Path) -> None:
        """Keep the folder into which something is saved, for the next time."""
        if str(folder) != self.settings.save_folder:
            self.keep(replace(self.settings, save_folder=str(folder)), aloud=False)

    def settle(self) -> None:
        """Do what could wait for the first paint: the windows' icon, and what the system says of its look."""
        self.theme.take_icon()
        if self.settings.theme == "system" and self.theme.is_system_dark() is not self.theme.dark:
            self._apply()

    def _apply(self) -> None:
        self._take(self.theme.is_system_dark)
        self.look_changed.emit()

    def _take(self, system_dark: Callable[[], bool]) -> None:
        self.theme.take(self.settings.theme, system_dark)
