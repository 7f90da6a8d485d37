"""Alarms put together: the sound, the window on top, taskbar, tray and desktop; settings; what happens on closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from benchapp.base import paths
from benchapp.domain.incubations.incubations import StepStatus
from benchapp.domain.messages import BenchError, Work
from benchapp.domain.units.moments import Moment
from benchapp.presenters.incubations.alarm_sound import AlarmSound
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.workers import Workers
from benchapp.store.settings import DeviceSettings
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import term, tr
from benchapp.ui.text.message_texts import say_error

if TYPE_CHECKING:
    from benchapp.system.awake import KeepAwake
    from benchapp.ui.incubations.alarm_window import AlarmWindow
    from benchapp.ui.incubations.tray import Tray
    from benchapp.ui.widgets.toast import Toast
    from benchapp.ui.window.settings_page import Channel, SettingsPage
    from benchapp.ui.window.window import Window

KEEP_AWAKE_BEFORE = timedelta(hours=2)
_AWAKE_EVERY_S = 60.0
_BELL = paths.resources() / "sounds" / "bell.wav"


def play_sound(bell: Path) -> bool:
    """Play the alarm sound; for a worker. Tells whether a player took it."""
    from benchapp.system.sound import play  # noqa: PLC0415

    return play(bell)


class AlarmController(QObject):
    """Everything an alarm does.

    Args:
        application: The Qt application.
        book: The journal.
        board: What rings.
        agenda: What runs.
        workers: For sound and notifications.
        settings: Gives the settings of this device.
        keep: Keeps changed settings, as `Device.keep` does.
        person: Gives who works here.
        window: Gives the window.
        toast: Gives the line that confirms.

    Signals:
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        look_chosen: Another look was chosen.
        again_wanted: The program is to start again.
        now_wanted: The Now strip is wanted in a window on top.
    """

    redose_wanted = Signal(object, object)
    look_chosen = Signal(str)
    again_wanted = Signal()
    now_wanted = Signal()

    def __init__(
        self,
        application: QApplication,
        book: JournalSession,
        board: TimerList,
        agenda: Schedule,
        workers: Workers,
        *,
        settings: Callable[[], DeviceSettings],
        keep: Callable[..., object],
        person: Callable[[], str],
        window: Callable[[], Window],
        toast: Callable[[], Toast],
        folder: Path,
    ) -> None:
        super().__init__()
        self._application = application
        self._book = book
        self._board = board
        self._agenda = agenda
        self._workers = workers
        self._settings = settings
        self._keep = keep
        self._person = person
        self._window = window
        self._toast = toast
        self._folder = folder
        self._tray: Tray | None = None
        self._awake: KeepAwake | None = None
        self._asked_awake_s = 0.0
        self._begun = False
        self._leaving = False
        self._spoken_at_start = settings().language
        self.ringer = AlarmSound(self._play)
        self.ringer.failed.connect(QApplication.beep)
        board.came_due.connect(self._on_came_due)
        board.rings_changed.connect(self._on_rings)

    @cached_property
    def alarm_window(self) -> AlarmWindow:
        """The alarm's own window."""
        from benchapp.ui.incubations.alarm_window import AlarmWindow  # noqa: PLC0415

        made = AlarmWindow(self.acknowledge, self.snooze, self.ringer.silence)
        made.redose_wanted.connect(self.redose_wanted)
        made.came_forward.connect(self._come_forward)
        return made

    @cached_property
    def settings_page(self) -> SettingsPage:
        """The settings of this device."""
        from benchapp.ui.window.settings_page import SettingsPage  # noqa: PLC0415

        page = SettingsPage(self.test)
        page.sound_chosen.connect(lambda on: self._change(sound=on))
        page.awake_chosen.connect(lambda on: self._change(keep_awake=on))
        page.autostart_chosen.connect(self._set_autostart)
        page.heard.connect(self._on_heard)
        page.theme_chosen.connect(self.look_chosen)
        page.language_chosen.connect(self._on_language)
        page.again_wanted.connect(self.again_wanted)
        self._show_settings(page)
        return page

    # -- ringing ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Let alarms sound and show, once the window has been painted: what was missed comes in one window."""
        self._begun = True
        self._make_tray()
        if self._board.ringing:
            self._on_came_due(list(self._board.ringing))

    def try_out(self) -> None:
        """Ring as an alarm would, without waiting for one: for the examples, which are silent until then."""
        self._begun = True
        if self._board.ringing:
            self._on_came_due(list(self._board.ringing))
        else:
            self.test()
            self._toast().say(tr("This is how an alarm sounds. Nothing is due in the examples at this moment."))

    def _play(self, done: Callable[[bool], object]) -> None:
        if not self._settings().sound:
            # Over at once: whoever turns the sound on again hears the alarm that rings then.
            done(True)
        else:
            self._play_bell(done)

    def _play_bell(self, done: Callable[[bool], object]) -> None:
        def failed(error: BenchError) -> None:
            self._note("sound", error)
            done(False)

        self._workers.do(Work.SOUND, lambda: play_sound(_BELL), done, failed)

    def _note(self, key: str, error: BenchError) -> None:
        self._window().notes.show_note(key, say_error(error), "past")

    def _on_came_due(self, stands: Sequence[StepStatus]) -> None:
        if not self._begun:
            return
        self.ringer.ring(self._book.now())
        self._application.alert(self._window())
        self._show_window()
        self._tell_desktop(stands)

    def _show_window(self) -> None:
        self.alarm_window.show_rings(self._board.ringing)
        if self._board.ringing:
            self.alarm_window.come()

    def _on_rings(self) -> None:
        if not self._board.ringing:
            self.ringer.silence()
        if self._begun and "alarm_window" in self.__dict__:
            self.alarm_window.show_rings(self._board.ringing)

    def beat(self, now: Moment) -> None:
        """Ring again each minute, bring a closed window back, and keep awake where that is wanted."""
        if not self._begun:
            return
        self.ringer.beat(now)
        if self._tray is not None:
            self._tray.show_standings(self._board.standings)
        if self._board.ringing:
            self.alarm_window.show_rings(self._board.ringing)
            if self.ringer.rings and not self.alarm_window.isVisible():
                self.alarm_window.come()
        if now.boot_s - self._asked_awake_s >= _AWAKE_EVERY_S:
            self._asked_awake_s = now.boot_s
            self._judge_awake(now)

    def acknowledge(self, stands: Sequence[StepStatus]) -> bool:
        """Write that alarms were seen, or say why that was not saved; tell whether it was."""
        names = list(dict.fromkeys(stand.running.incubation.name for stand in stands))
        said = names[0] if len(names) == 1 else tr("{count} alarms", count=len(stands))
        return self._try(lambda: self._board.acknowledge(stands, self._person()), tr("Seen: {said}.", said=said))

    def snooze(self, stands: Sequence[StepStatus], span: timedelta) -> bool:
        """Write that alarms are put off; tell whether it was saved."""
        until = date_and_time(self._book.local(self._book.now().wall + span))
        return self._try(
            lambda: self._board.snooze(stands, span, self._person()), tr("Rings again at {until}.", until=until[11:])
        )

    def _try(self, action: Callable[[], object], said: str) -> bool:
        try:
            action()
        except BenchError as error:
            self._toast().say(say_error(error))
            return False
        self._toast().say(said)
        return True

    # -- other channels --------------------------------------------------------------------------------------

    def _make_tray(self) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon  # noqa: PLC0415 (the first paint does without)

        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        from benchapp.ui.incubations.tray import Tray  # noqa: PLC0415

        self._tray = Tray(self._window())
        self._tray.came_forward.connect(self._come_forward)
        self._tray.now_wanted.connect(self.now_wanted)
        self._tray.quit_wanted.connect(self._quit)

    def _quit(self) -> None:
        self._leaving = True
        self._window().close()

    def _tell_desktop(self, stands: Sequence[StepStatus]) -> None:
        from benchapp.system.notification import notify  # noqa: PLC0415
        from benchapp.ui.text.task_texts import alarm_sentence  # noqa: PLC0415

        said = (
            alarm_sentence(stands[0])
            if len(stands) == 1
            else tr("{count} alarms: see the window on top.", count=len(stands))
        )
        if self._tray is not None:
            self._tray.say(said)
        else:
            telling = partial(notify, tr("Bench Companion"), said)
            self._workers.do(Work.NOTIFICATION, telling, lambda _taken: None, partial(self._note, "notification"))

    def _come_forward(self) -> None:
        self._window().come_forward()

    def may_close(self) -> bool:
        """Ask, where something runs, before the window closes; tell whether it may."""
        running = len(self._agenda.running())
        if self._leaving or not running or not self._begun:
            return True
        from benchapp.ui.window.blocking_dialogs import ask_close  # noqa: PLC0415

        answer = ask_close(self._window(), running, tray=self._tray is not None)
        if answer == "hide":
            self._window().hide()
        return answer == "close"

    def end(self) -> None:
        """Let go of everything."""
        self.ringer.silence()
        if "alarm_window" in self.__dict__:
            self.alarm_window.hide()
            self.alarm_window.deleteLater()
        if self._tray is not None:
            self._tray.hide()
        if self._awake is not None:
            self._awake.let_go()

    # -- settings --------------------------------------------------------------------------------------------

    def test(self) -> None:
        """Ring once, for the question whether it was heard."""
        self._play_bell(self._on_tested)

    def _on_tested(self, taken: bool) -> None:
        if not taken:
            QApplication.beep()

    def _on_heard(self, heard: bool) -> None:
        when = date_and_time(self._book.local(self._book.now().wall))
        self._change(heard=f"{when}: {'heard' if heard else 'not heard'}")

    def _change(self, *, later: bool = False, **values: bool | str) -> None:
        self._keep(replace(self._settings(), **values), later=later)
        self._show_settings(self.settings_page)

    def _on_language(self, language: str) -> None:
        self._change(language=language, later=True)

    def _set_autostart(self, wanted: bool) -> None:
        from benchapp.system.autostart import set_start_at_login  # noqa: PLC0415

        try:
            set_start_at_login(wanted)
        except BenchError as error:
            self._toast().say(say_error(error))
        self._show_settings(self.settings_page)

    def _show_settings(self, page: SettingsPage) -> None:
        from benchapp.system.autostart import starts_at_login  # noqa: PLC0415
        from benchapp.ui.window.settings_page import SettingsShown  # noqa: PLC0415

        settings = self._settings()
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
                str(self._folder),
                settings.language != self._spoken_at_start,
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
        tray = self._tray is not None
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

    def _judge_awake(self, now: Moment) -> None:
        soonest = self._agenda.soonest(now)
        wanted = self._settings().keep_awake and soonest is not None and soonest <= KEEP_AWAKE_BEFORE
        if not wanted and self._awake is None:
            return
        from benchapp.system.awake import KeepAwake, on_mains  # noqa: PLC0415

        awake = self._awake = self._awake or KeepAwake()
        hold = wanted and on_mains()
        if hold and not awake.held:
            self._workers.do(Work.AWAKE, awake.hold, lambda _taken: None, partial(self._note, "awake"))
        elif not hold and awake.held:
            awake.let_go()
