"""The settings of this device: how an alarm reaches people here, starting and sleeping, the look, the data folder."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from benchapp.ui.text.language import SHIPPED, mark_text, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, titled
from benchapp.ui.widgets.page import Page

THEMES = ((mark_text("same as the system"), "system"), (mark_text("light"), "light"), (mark_text("dark"), "dark"))


class Channel(Struct, frozen=True):
    """One way in which an alarm reaches people.

    Attributes:
        name: What it is.
        works: Whether it works here; None where that is not known.
        said: What is known of it.
    """

    name: str
    works: bool | None
    said: str


class SettingsShown(Struct, frozen=True):
    """What the page shows.

    Attributes:
        theme: "system", "light" or "dark".
        language: "system", or the code of a language.
        sound: Whether an alarm makes a sound.
        autostart: Whether the program starts with the login.
        awake: Whether the computer is kept awake near an alarm.
        heard: What the last test of the alarm came to.
        channels: How an alarm reaches people here.
        folder: Where the data lies.
        language_waits: Whether the language chosen is not spoken yet.
    """

    theme: str
    language: str
    sound: bool
    autostart: bool
    awake: bool
    heard: str
    channels: tuple[Channel, ...]
    folder: str
    language_waits: bool


class SettingsPage(Page):
    """The settings of this device.

    Signals:
        theme_chosen: Another look: "system", "light" or "dark".
        language_chosen: Another language: "system" or its code.
        again_wanted: The program is to start again, to speak it.
        sound_chosen: Whether an alarm makes a sound.
        autostart_chosen: Whether the program starts with the login.
        awake_chosen: Whether the computer is kept awake near an alarm.
        heard: Whether the test alarm was heard.
    """

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    again_wanted = Signal()
    sound_chosen = Signal(bool)
    autostart_chosen = Signal(bool)
    awake_chosen = Signal(bool)
    heard = Signal(bool)

    def __init__(self, test: Callable[[], object]) -> None:
        super().__init__(tr("Settings"))
        self._test = test
        self.content.addWidget(text_label(tr("Settings of this computer"), size="large"))
        self.content.addWidget(self._alarm())
        self.content.addWidget(self._starting())
        self.content.addWidget(self._look())
        self.content.addStretch(1)
        self.first = self.sound

    def _alarm(self) -> Card:
        card = Card(tr("Alarm"))
        self.sound = _box(tr("Make a sound"), "settings.alarm.sound", self.sound_chosen)
        self.test = push_button(tr("Test alarm"), "settings.alarm.test", self._on_test, primary=True)
        self.result = text_label("", size="small", tone="muted", wrap=False)
        self.result.setObjectName("settings.alarm.result")
        self.question = text_label(tr("Did you hear it?"), strong=True, wrap=False)
        self.yes = push_button(tr("Yes"), "settings.alarm.heard", lambda: self._answer(True))
        self.no = push_button(tr("No"), "settings.alarm.unheard", lambda: self._answer(False))
        card.body.addLayout(flow(self.sound, 1))
        card.body.addLayout(flow(self.test, self.question, self.yes, self.no, self.result, spacing=12))
        self._channels = QVBoxLayout()
        self._channels.setSpacing(4)
        card.body.addWidget(heading(tr("How an alarm reaches you here")))
        card.body.addLayout(self._channels)
        self._ask(shown=False)
        return card

    def _starting(self) -> Card:
        card = Card(tr("Start-up and sleep"))
        self.autostart = _box(tr("Start at login"), "settings.start.autostart", self.autostart_chosen)
        self.awake = _box(
            tr("Keep the computer awake for the last two hours before an alarm, when plugged in"),
            "settings.start.awake",
            self.awake_chosen,
        )
        text = tr(
            "While it sleeps or is off, no computer program can ring. What was missed is shown as soon as it wakes. A "
            "closed lid or the power button always puts it to sleep. For the night, export the steps to your phone "
            "from the Incubate page."
        )
        card.body.addWidget(self.autostart)
        card.body.addWidget(self.awake)
        card.body.addWidget(text_label(text, size="small", tone="muted"))
        return card

    def _look(self) -> Card:
        card = Card(tr("Appearance and data"))
        self.theme = DropDown()
        self.theme.setObjectName("settings.look.theme")
        self.theme.setAccessibleName(tr("Appearance"))
        for text, key in THEMES:
            self.theme.addItem(tr(text), key)
        self.theme.activated.connect(lambda _index: self.theme_chosen.emit(str(self.theme.currentData())))
        self.language = DropDown()
        self.language.setObjectName("settings.look.language")
        self.language.setAccessibleName(tr("Language"))
        for key, text in {"system": tr("same as the system"), **SHIPPED}.items():
            self.language.addItem(text, key)
        self.language.activated.connect(lambda _index: self.language_chosen.emit(str(self.language.currentData())))
        self.again = push_button(tr("Start again now"), "settings.look.again", self.again_wanted.emit)
        self._waits = text_label(tr("The language changes when the program starts again."), size="small")
        self.folder = text_label("", size="small")
        self.folder.setObjectName("settings.data.folder")
        chosen = (titled(tr("Appearance"), self.theme), titled(tr("Language"), self.language))
        card.body.addLayout(flow(*chosen, 1, spacing=12))
        card.body.addLayout(hbox(self.again, self._waits, 1, spacing=12))
        card.body.addWidget(self.folder)
        return card

    def show_settings(self, shown: SettingsShown) -> None:
        """Show how it is set."""
        for box, on in ((self.sound, shown.sound), (self.autostart, shown.autostart), (self.awake, shown.awake)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.theme.setCurrentIndex(max(0, self.theme.findData(shown.theme)))
        self.language.setCurrentIndex(max(0, self.language.findData(shown.language)))
        for widget in (self.again, self._waits):
            widget.setVisible(shown.language_waits)
        self.result.setText(shown.heard)
        self.folder.setText(tr("The journal, its backups and your own compounds are in {folder}.", folder=shown.folder))
        self._show_channels(shown.channels)

    def _show_channels(self, channels: Sequence[Channel]) -> None:
        clear_layout(self._channels)
        for channel in channels:
            state = {
                True: (tr("works"), "fresh"),
                False: (tr("does not work"), "past"),
                None: (tr("not known"), "muted"),
            }
            word, tone = state[channel.works]
            line = hbox(state_chip(word, tone), text_label(f"{channel.name}: {channel.said}"), spacing=12)
            line.setStretch(1, 1)
            self._channels.addLayout(line)

    def _on_test(self) -> None:
        self._ask(shown=True)
        self._test()

    def _answer(self, heard: bool) -> None:
        self._ask(shown=False)
        self.heard.emit(heard)

    def _ask(self, *, shown: bool) -> None:
        for widget in (self.question, self.yes, self.no):
            widget.setVisible(shown)
        self.result.setVisible(not shown)


def _box(text: str, name: str, chosen: SignalInstance) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setMinimumHeight(40)
    made.toggled.connect(chosen)
    return made
