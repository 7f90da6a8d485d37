"""The Settings page put together: what is set for this device, and how an alarm reaches people here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from benchapp.app.alarms import AlarmController
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy
from benchapp.domain.messages import BenchError
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import term, tr

if TYPE_CHECKING:
    from benchapp.ui.window.settings_page import Channel, SettingsPage


class SettingsController(QObject):
    """The Settings page.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        alarms: What the test rings.

    Signals:
        again_wanted: The program is to start again.
    """

    again_wanted = Signal()

    def __init__(self, services: Services, shell: Shell, alarms: AlarmController) -> None:
        super().__init__()
        self._shell = shell
        self._alarms = alarms
        self._application = services.application
        self._book = services.session
        self._device = services.device
        self._folder = services.folder
        self._language_at_start = services.device.settings.language

    @lazy
    def page(self) -> SettingsPage:
        """The settings of this device."""
        from benchapp.ui.window.settings_page import SettingsPage  # noqa: PLC0415

        page = SettingsPage(self._alarms.ring_once)
        page.sound_chosen.connect(lambda on: self._change(sound=on))
        page.awake_chosen.connect(lambda on: self._change(keep_awake=on))
        page.autostart_chosen.connect(self._set_autostart)
        page.heard.connect(self._on_heard)
        page.theme_chosen.connect(self._device.take_look)
        page.language_chosen.connect(self._on_language)
        page.again_wanted.connect(self.again_wanted)
        self._show_settings(page)
        return page

    def _on_heard(self, heard: bool) -> None:
        when = date_and_time(self._book.local(self._book.now().wall))
        self._change(heard=f"{when}: {'heard' if heard else 'not heard'}")

    def _change(self, *, later: bool = False, **values: bool | str) -> None:
        self._device.keep(replace(self._device.settings, **values), later=later)
        self._show_settings(self.page)

    def _on_language(self, language: str) -> None:
        self._change(language=language, later=True)

    def _set_autostart(self, wanted: bool) -> None:
        from benchapp.system.autostart import set_start_at_login  # noqa: PLC0415

        try:
            set_start_at_login(wanted)
        except BenchError as error:
            self._shell.say_error(error)
        self._show_settings(self.page)

    def _show_settings(self, page: SettingsPage) -> None:
        from benchapp.system.autostart import starts_at_login  # noqa: PLC0415
        from benchapp.ui.window.settings_page import SettingsShown  # noqa: PLC0415

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
                settings.sound,
                starts_at_login(),
                settings.keep_awake,
                heard,
                self.channels(),
                str(self._folder.root),
                settings.language != self._language_at_start,
            )
        )

    def channels(self) -> tuple[Channel, ...]:
        """Return how an alarm reaches people here."""
        from benchapp.system.notification import notifier  # noqa: PLC0415
        from benchapp.system.sound import player  # noqa: PLC0415
        from benchapp.ui.window.settings_page import Channel  # noqa: PLC0415

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
