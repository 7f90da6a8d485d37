"""The Settings page put together: language and look, the person, alarms, the lab, labels, data."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from benchapp.app.alarms import AlarmController
from benchapp.app.backups import BackupService
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.start.locale_setup import locale_for
from benchapp.base.lazy import lazy
from benchapp.domain.journal.entries import PersonNamed
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import BenchError
from benchapp.system.autostart import set_start_at_login, starts_at_login
from benchapp.system.notification import notifier
from benchapp.system.sound import player
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import WEEKDAYS, plain, term, tr
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.settings_page import Channel, SettingsPage, SettingsShown


class SettingsController(QObject):
    """The Settings page.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        alarms: What the test rings.
        backups: The backups of the journal.

    Signals:
        rebuild_wanted: Another language was chosen, and kept: the window is to be made again in it.
        lab_wanted: The page of the lab is wanted, "pipettes" or "rules".
        verify_wanted: The check of the calculators is wanted.
        computers_wanted: The card of several computers is made, and is to be attached to the lab.
    """

    rebuild_wanted = Signal()
    lab_wanted = Signal(str)
    verify_wanted = Signal()
    computers_wanted = Signal(object)

    def __init__(self, services: Services, shell: Shell, alarms: AlarmController, backups: BackupService) -> None:
        super().__init__()
        self._shell = shell
        self._alarms = alarms
        self._application = services.application
        self._book = services.session
        self._device = services.device
        self._folder = services.folder
        self._backups = backups
        backups.changed.connect(self._on_backup)
        alarms.heard.connect(self._on_heard)

    @lazy
    def page(self) -> SettingsPage:
        """The settings of this device."""
        page = SettingsPage(self._alarms.test)
        page.sound_chosen.connect(lambda on: self._change(sound=on))
        page.awake_chosen.connect(lambda on: self._change(keep_awake=on))
        page.autostart_chosen.connect(self._set_autostart)
        page.heard.connect(self._on_heard)
        page.theme_chosen.connect(self._device.take_look)
        page.language_chosen.connect(self.take_language)
        page.person_named.connect(self.take_person)
        page.lab_wanted.connect(self.lab_wanted)
        page.verify_wanted.connect(self.verify_wanted)
        page.label_chosen.connect(self._device.keep_label_stock)
        page.backup_wanted.connect(self._backups.back_up)
        page.journal_wanted.connect(lambda: self._shell.show(PageName.JOURNAL))
        page.folder_wanted.connect(self._open_folder)
        # The examples go with the window they were opened from.
        page.offer_language(offered=self._shell.window.rail.offers_examples)
        self.computers_wanted.emit(page.computers)
        self._show_settings(page)
        return page

    def refresh(self) -> None:
        """Show how it is set now."""
        self._show_settings(self.page)

    def show_computers(self) -> None:
        """Show the card of several computers, which lies further down."""
        self._shell.show(PageName.SETTINGS)
        page = self.page
        # What was just shown has its heights when the event loop has gone round.
        QTimer.singleShot(0, page, lambda: page.area.ensureWidgetVisible(page.computers, 0, 20))

    def _on_backup(self, _backup: object, _error: BenchError | None) -> None:
        if (page := SettingsController.page.if_made(self)) is not None:
            self._show_settings(page)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder.root)))

    def _on_heard(self, heard: bool) -> None:
        """Keep the answer, which the page and the window of the test ask for: neither asks any more."""
        self._alarms.alarm_window.end_test()
        self.page.ask_heard(asked=False)
        when = date_and_time(self._book.local(self._book.now().wall))
        self._change(heard=f"{when}: {'heard' if heard else 'not heard'}")

    def _change(self, *, later: bool = False, **values: bool | str) -> None:
        self._device.keep(replace(self._device.settings, **values), later=later)
        self._show_settings(self.page)

    def take_language(self, language: str) -> None:
        """Keep another language, "system" or its code, and have the window made again in it."""
        before = self._device.settings.language
        if language == before:
            return
        # One that cannot be saved is not taken: what is made again reads the file.
        self._device.keep(replace(self._device.settings, language=language), later=True)
        if self._device.settings.language == language:
            # From "same as the system" to what the system has, nothing changes.
            if locale_for(language) != locale_for(before):
                self.rebuild_wanted.emit()
        elif (page := SettingsController.page.if_made(self)) is not None:
            self._show_settings(page)

    def take_person(self, name: str) -> None:
        """Write who works here, where that is another one than before."""
        if not name or name == self._book.person:
            return
        try:
            self._book.record(PersonNamed(name), person=name)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            self._shell.say(tr("New entries are by {name}.", name=name))

    def _set_autostart(self, wanted: bool) -> None:
        try:
            set_start_at_login(wanted)
        except BenchError as error:
            self._shell.say_error(error)
        self._show_settings(self.page)

    def _show_settings(self, page: SettingsPage) -> None:
        settings = self._device.settings
        when, _, said = settings.heard.rpartition(": ")
        heard = (
            tr("Last test {when}: {heard}.", when=when, heard=term(said))
            if settings.heard
            else tr("Not tested yet on this computer.")
        )
        if settings.heard.endswith("not heard"):
            heard += " " + tr("Turn the volume up, plug in a speaker, and test again.")
        page.show_settings(
            SettingsShown(
                settings.theme,
                settings.language,
                self._book.person,
                settings.sound,
                starts_at_login(),
                settings.keep_awake,
                heard,
                self.channels(),
                " · ".join(one.name for one in self._book.pipettes if not one.serological),
                hours_text(self._book.bench.rules),
                settings.label_stock,
                str(self._folder.root),
                self._backup_text(),
            )
        )

    def _backup_text(self) -> str:
        backups = self._backups.backups()
        if not backups:
            return tr("No backup yet.")
        return tr("Last backup {date_and_time}, checked.", date_and_time=date_and_time(backups[0].made))

    def channels(self) -> tuple[Channel, ...]:
        """Return how an alarm reaches people here."""
        command, wayland = player(), self._application.platformName() == "wayland"
        raised = (
            tr("this desktop (Wayland) may keep it behind other windows")
            if wayland
            else tr("comes up over other programs")
        )
        sound = (
            tr(
                "played by {player}; only the test tells whether it can be heard",
                player=command[0].rpartition("/")[2],
            )
            if command
            else (
                tr(
                    "no player is installed, so only the system's beep is left; install PipeWire, PulseAudio or "
                    "alsa-utils"
                )
            )
        )
        tray = self._alarms.in_tray
        desktop = tray or notifier() is not None
        return (
            Channel(tr("Window on top"), None if wayland else True, raised),
            Channel(tr("Sound"), None if command else False, sound),
            Channel(tr("Taskbar"), None, tr("the program is highlighted there, if the desktop does so")),
            Channel(
                tr("Tray"),
                tray,
                tr("the icon is there") if tray else tr("this desktop has none; closing the window ends the program"),
            ),
            Channel(
                tr("Desktop notification"),
                desktop,
                tr("an extra that “do not disturb” hides") if desktop else tr("none here"),
            ),
        )


def hours_text(rules: LabRules) -> str:
    """Return the working hours of a lab: "8–18 h, Mon–Fri"."""
    days = min(int(rules.work_days), len(WEEKDAYS))
    if rules.work_until_h <= rules.work_from_h or days < 1:
        return tr("none set")
    hours = f"{plain(rules.work_from_h)}–{plain(rules.work_until_h)} h"
    return f"{hours}, {tr(WEEKDAYS[0])}" + (f"–{tr(WEEKDAYS[days - 1])}" if days > 1 else "")
