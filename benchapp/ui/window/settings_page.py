"""The settings: language and appearance, the person, alarms, the lab, labels, data."""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from benchapp.domain.solutions.label_formats import LABEL_STOCKS
from benchapp.ui.lab.lab_card import LabCard
from benchapp.ui.text.language import SHIPPED, mark_text, term, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, titled, vbox
from benchapp.ui.widgets.page import Page

THEMES = ((mark_text("same as the system"), "system"), (mark_text("light"), "light"), (mark_text("dark"), "dark"))
# Wider, a line of text is hard to follow.
_READABLE = 900


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
        person: Who works here.
        sound: Whether an alarm makes a sound.
        autostart: Whether the program starts with the login.
        awake: Whether the computer is kept awake near an alarm.
        heard: What the last test of the alarm came to.
        channels: How an alarm reaches people here.
        pipettes: The names of the pipettes.
        hours: The working hours.
        label: The key of the kind of label that is used.
        folder: Where the data is.
        backup: When the last backup was made.
    """

    theme: str
    language: str
    person: str
    sound: bool
    autostart: bool
    awake: bool
    heard: str
    channels: tuple[Channel, ...]
    pipettes: str
    hours: str
    label: str
    folder: str
    backup: str


def theme_box(name: str) -> DropDown:
    """Make the list of looks, with "system", "light" and "dark" as its data; `name` is its object name."""
    made = DropDown()
    made.setObjectName(name)
    made.setAccessibleName(tr("Appearance"))
    for text, key in THEMES:
        made.addItem(tr(text), key)
    return made


def language_box(name: str) -> DropDown:
    """Make the list of languages, each called as it calls itself; `name` is its object name."""
    made = DropDown()
    made.setObjectName(name)
    made.setAccessibleName(tr("Language"))
    for key, text in {"system": tr("same as the system"), **SHIPPED}.items():
        made.addItem(text, key)
    return made


class SettingsPage(Page):
    """The settings.

    Args:
        test: Rings once, for the question whether it was heard.

    Signals:
        theme_chosen: Another look: "system", "light" or "dark".
        language_chosen: Another language: "system" or its code.
        person_named: Another name of who works here.
        sound_chosen: Whether an alarm makes a sound.
        autostart_chosen: Whether the program starts with the login.
        awake_chosen: Whether the computer is kept awake near an alarm.
        heard: Whether the test alarm was heard.
        lab_wanted: The page of the lab is wanted, "pipettes" or "rules".
        verify_wanted: The check of the calculators is wanted.
        label_chosen: Another kind of label; its key.
        backup_wanted: A backup is to be made now.
        journal_wanted: The page of the journal, with its backups, is wanted.
        folder_wanted: The data folder is to be opened.
    """

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    person_named = Signal(str)
    sound_chosen = Signal(bool)
    autostart_chosen = Signal(bool)
    awake_chosen = Signal(bool)
    heard = Signal(bool)
    lab_wanted = Signal(str)
    verify_wanted = Signal()
    label_chosen = Signal(str)
    backup_wanted = Signal()
    journal_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, test: Callable[[], object]) -> None:
        super().__init__(tr("Settings"))
        self._test = test
        self.computers = LabCard()
        cards = (
            self._look(),
            self._alarm(),
            self._starting(),
            self._lab(),
            self.computers,
            self._labels(),
            self._data(),
        )
        column = QWidget()
        column.setLayout(vbox(*cards, spacing=12))
        column.setMaximumWidth(_READABLE)
        line = hbox(column, 1)
        line.setStretch(0, 1000)
        self.content.addLayout(line)
        self.content.addStretch(1)
        self.first = self.language

    def _look(self) -> Card:
        card = Card(tr("Language and appearance"))
        self.language = language_box("settings.look.language")
        self.language.activated.connect(lambda _index: self.language_chosen.emit(str(self.language.currentData())))
        self.theme = theme_box("settings.look.theme")
        self.theme.activated.connect(lambda _index: self.theme_chosen.emit(str(self.theme.currentData())))
        self.person = LabelledField(tr("Your name or initials"), "settings.person.name")
        self.person.line.setMaxLength(40)
        self.person.setMaximumWidth(260)
        self.person.line.editingFinished.connect(lambda: self.person_named.emit(self.person.text().strip()))
        boxes = (titled(tr("Language"), self.language), titled(tr("Appearance"), self.theme), self.person)
        card.body.addLayout(flow(*boxes, 1, spacing=12))
        words = tr("Entries in the journal and labels carry the name.")
        card.body.addWidget(text_label(words, size="small", tone="muted"))
        return card

    def _alarm(self) -> Card:
        card = Card(tr("Alarms and sound"))
        self.sound = _box(tr("Make a sound"), "settings.alarm.sound", self.sound_chosen)
        self.test = push_button(tr("Test alarm"), "settings.alarm.test", self._on_test)
        self.result = text_label("", size="small", tone="muted", wrap=False)
        self.result.setObjectName("settings.alarm.result")
        self.question = text_label(tr("Did you hear it?"), strong=True, wrap=False)
        self.yes = push_button(tr("Yes"), "settings.alarm.heard", lambda: self._answer(True))
        self.no = push_button(tr("No"), "settings.alarm.unheard", lambda: self._answer(False))
        card.body.addLayout(flow(self.sound, 1))
        card.body.addLayout(flow(self.test, self.question, self.yes, self.no, self.result, spacing=12))
        self._channels = QGridLayout()
        self._channels.setVerticalSpacing(6)
        self._channels.setHorizontalSpacing(12)
        self._channels.setColumnStretch(1, 1)
        card.body.addWidget(heading(tr("How an alarm reaches you here")))
        card.body.addLayout(self._channels)
        self.ask_heard(asked=False)
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
            "While the computer sleeps or is off, nothing can ring. What was missed is shown as soon as it wakes. A "
            "closed lid or the power button always puts it to sleep. For the night, save the calendar file of an "
            "incubation and open it on your phone."
        )
        card.body.addWidget(self.autostart)
        card.body.addWidget(self.awake)
        card.body.addWidget(text_label(text, size="small", tone="muted"))
        return card

    def _lab(self) -> Card:
        card = Card(tr("Lab"))
        self.pipettes, self.hours = _value("settings.lab.pipettes"), _value("settings.lab.hours")
        rules = text_label(tr("volumes, shelf lives, warning limits"), tone="muted")
        change = tr("Change…")
        for title, words, name, part in (
            (tr("Pipettes"), self.pipettes, "pipettes", "pipettes"),
            (tr("Working hours"), self.hours, "hours", "rules"),
            (tr("Lab rules"), rules, "rules", "rules"),
        ):
            button = push_button(change, f"settings.lab.change_{name}", partial(self.lab_wanted.emit, part))
            button.setAccessibleName(tr("Change: {what}", what=title))
            card.body.addLayout(_row(title, words, button))
        checked = text_label(tr("compares every calculator with published examples"), tone="muted")
        verify = push_button(tr("Verify…"), "settings.lab.verify", self.verify_wanted.emit)
        verify.setAccessibleName(tr("Verify the calculator"))
        card.body.addLayout(_row(tr("Calculator"), checked, verify))
        return card

    def _labels(self) -> Card:
        card = Card(tr("Labels"))
        self.label = DropDown()
        self.label.setObjectName("settings.labels.stock")
        self.label.setAccessibleName(tr("Label format"))
        for stock in LABEL_STOCKS:
            self.label.addItem(term(stock.name), stock.key)
        self.label.activated.connect(lambda _index: self.label_chosen.emit(str(self.label.currentData())))
        card.body.addLayout(flow(titled(tr("Label format"), self.label), 1))
        return card

    def _data(self) -> Card:
        card = Card(tr("Data and backup"))
        self.folder, self.backup = text_label("", size="small"), _value("settings.data.backup")
        self.folder.setObjectName("settings.data.folder")
        now = push_button(tr("Back up now"), "settings.data.back_up", self.backup_wanted.emit)
        journal = push_button(tr("All backups"), "settings.data.journal", self.journal_wanted.emit)
        card.body.addLayout(_row(tr("Backup"), self.backup, now, journal))
        opener = push_button(tr("Open the folder"), "settings.data.open", self.folder_wanted.emit)
        card.body.addLayout(_row(tr("Folder"), self.folder, opener))
        return card

    def show_settings(self, shown: SettingsShown) -> None:
        """Show how it is set."""
        for box, on in ((self.sound, shown.sound), (self.autostart, shown.autostart), (self.awake, shown.awake)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        for chosen, key in ((self.theme, shown.theme), (self.language, shown.language), (self.label, shown.label)):
            chosen.setCurrentIndex(max(0, chosen.findData(key)))
        if not self.person.line.isModified():
            self.person.fill(shown.person)
        self.result.setText(shown.heard)
        self.pipettes.setText(shown.pipettes)
        self.hours.setText(shown.hours)
        self.backup.setText(shown.backup)
        self.folder.setText(tr("The journal, its backups and your own compounds are in {folder}.", folder=shown.folder))
        self._show_channels(shown.channels)

    def offer_language(self, *, offered: bool) -> None:
        """Set whether another language can be chosen here."""
        self.language.setEnabled(offered)
        self.language.setToolTip("" if offered else tr("Change it in the window of your own data."))

    def _show_channels(self, channels: Sequence[Channel]) -> None:
        clear_layout(self._channels)
        for row, channel in enumerate(channels):
            state = {
                True: (tr("works"), "fresh"),
                False: (tr("does not work"), "past"),
                None: (tr("not known"), "muted"),
            }
            word, tone = state[channel.works]
            self._channels.addWidget(state_chip(word, tone), row, 0)
            self._channels.addWidget(text_label(f"{channel.name}: {channel.said}"), row, 1)

    def _on_test(self) -> None:
        self.ask_heard(asked=True)
        self._test()

    def _answer(self, heard: bool) -> None:
        self.ask_heard(asked=False)
        self.heard.emit(heard)

    def ask_heard(self, *, asked: bool) -> None:
        """Ask whether the test was heard, or show what the last one came to."""
        for widget in (self.question, self.yes, self.no):
            widget.setVisible(asked)
        self.result.setVisible(not asked)


def _box(text: str, name: str, chosen: SignalInstance) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setMinimumHeight(40)
    made.toggled.connect(chosen)
    return made


def _value(name: str) -> QLabel:
    made = text_label("")
    made.setObjectName(name)
    return made


def _row(title: str, value: QWidget, *buttons: QWidget) -> QVBoxLayout:
    """Return a line of a setting: its name, what it is set to, and what changes it."""
    name = text_label(title, strong=True, wrap=False)
    name.setMinimumWidth(140)
    line = hbox(name, value, *buttons, spacing=12)
    line.setStretch(1, 1)
    return vbox(line)
