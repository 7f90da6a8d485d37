"""Alarms put together: the sound, the window on top, taskbar, tray and desktop; what happens on closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.messages import BenchError, Work
from benchapp.domain.units.moments import Moment
from benchapp.presenters.incubations.alarm_sound import AlarmSound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.text.language import tr
from benchapp.ui.window.accessibility import announce

if TYPE_CHECKING:
    from benchapp.system.awake import KeepAwake
    from benchapp.ui.incubations.alarm_window import AlarmWindow
    from benchapp.ui.incubations.tray import Tray

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
        services: What it works on.
        shell: What it shows itself by.

    Signals:
        redose_wanted: A re-dose is to be made: the `Running` and the `Step`.
        now_wanted: The Now strip is wanted in a window on top.
        heard: Whether the test alarm was heard, as somebody answered in its window.
    """

    heard = Signal(bool)
    redose_wanted = Signal(object, object)
    now_wanted = Signal()

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._application = services.application
        self._book = services.session
        self._board = services.timers
        self._agenda = services.schedule
        self._workers = services.workers
        self._device = services.device
        self._tray: Tray | None = None
        self._awake: KeepAwake | None = None
        self._asked_awake_s = 0.0
        self.where = partial(_where, self._book)
        self._begun = self._leaving = False
        self.ringer = AlarmSound(self._play)
        self.ringer.failed.connect(QApplication.beep)
        self._board.came_due.connect(self._on_came_due)
        self._board.rings_changed.connect(self._on_rings)

    @lazy
    def alarm_window(self) -> AlarmWindow:
        """The alarm's own window."""
        from benchapp.ui.incubations.alarm_window import AlarmWindow  # noqa: PLC0415

        made = AlarmWindow(self.acknowledge, self.snooze, self.end_incubation, self.ringer.silence, self.where)
        made.redose_wanted.connect(self.redose_wanted)
        made.came_forward.connect(self._shell.come_forward)
        made.find_wanted.connect(self._shell.find)
        made.heard.connect(self.heard)
        return made

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
            self.ring_once()
            self._shell.say(tr("This is how an alarm sounds. Nothing is due in the sample data at this moment."))

    def _play(self, done: Callable[[bool], object]) -> None:
        if not self._device.settings.sound:
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
        self._shell.note_error(key, error)

    def _on_came_due(self, statuses: Sequence[StepStatus]) -> None:
        if not self._begun:
            return
        self.ringer.ring(self._book.now())
        self._application.alert(self._shell.window)
        self._show_window()
        self._announce(statuses)
        self._tell_desktop(statuses)

    def _announce(self, statuses: Sequence[StepStatus]) -> None:
        from benchapp.ui.text.task_texts import alarm_sentence  # noqa: PLC0415 (as the window of an alarm)

        said = [part for one in statuses for part in (alarm_sentence(one), self.where(one)) if part]
        announce(self.alarm_window, " ".join(said), urgent=True)

    def _show_window(self) -> None:
        self.alarm_window.show_rings(self._board.ringing)
        if self._board.ringing:
            self.alarm_window.come()

    def _on_rings(self) -> None:
        if not self._board.ringing:
            self.ringer.silence()
        if self._begun and (window := AlarmController.alarm_window.if_made(self)) is not None:
            window.show_rings(self._board.ringing)

    def beat(self, now: Moment) -> None:
        """Ring again each minute, bring a closed window back, and keep awake where that is wanted."""
        if not self._begun:
            return
        self.ringer.beat(now)
        if self._tray is not None:
            self._tray.show_standings(self._board.statuses)
        if self._board.ringing:
            self.alarm_window.show_rings(self._board.ringing)
            if self.ringer.rings and not self.alarm_window.isVisible():
                self.alarm_window.come()
        if now.boot_s - self._asked_awake_s >= _AWAKE_EVERY_S:
            self._asked_awake_s = now.boot_s
            self._judge_awake(now)

    def acknowledge(self, statuses: Sequence[StepStatus]) -> bool:
        """Write that alarms were heard, or say why that was not saved; tell whether it was."""
        said = tr("Acknowledged: {said}. What is due stays open until it is recorded as done.", said=_names(statuses))
        return self._try(lambda: self._board.acknowledge(statuses, self._book.person), said)

    def end_incubation(self, status: StepStatus) -> bool:
        """Write that the end of an incubation was done just now; tell whether it was saved."""
        try:
            self._board.end(status, self._book.person)
        except BenchError as error:
            self._shell.say_error(error)
            return False
        self._shell.say_done(tr("{name}: end recorded.", name=status.running.incubation.name))
        return True

    def snooze(self, statuses: Sequence[StepStatus], span: timedelta) -> bool:
        """Write that alarms are put off; tell whether it was saved."""
        from benchapp.ui.text.formatting import near_time  # noqa: PLC0415

        now = self._book.now().wall
        until = near_time(self._book.local(now + span), self._book.local(now))
        said = tr("{said} rings again at {until}.", said=_names(statuses), until=until)
        if len(statuses) > 1:
            said = tr("{said} ring again at {until}.", said=_names(statuses), until=until)
        return self._try(lambda: self._board.snooze(statuses, span, self._book.person), said)

    def _try(self, action: Callable[[], object], said: str) -> bool:
        try:
            action()
        except BenchError as error:
            self._shell.say_error(error)
            return False
        self._shell.say(said)
        return True

    def test(self) -> None:
        """Ring once and show the window that an alarm brings up: of what rings, else of nothing."""
        self.ring_once()
        if self._board.ringing:
            self._show_window()
        else:
            self.alarm_window.show_test()

    def ring_once(self) -> None:
        """Ring once, for the question whether it was heard."""
        self._play_bell(self._on_tested)

    def _on_tested(self, taken: bool) -> None:
        if not taken:
            QApplication.beep()

    @property
    def in_tray(self) -> bool:
        """Whether the program has an icon in the tray."""
        return self._tray is not None

    # -- other channels --------------------------------------------------------------------------------------

    def _make_tray(self) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon  # noqa: PLC0415 (the first paint does without)

        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        from benchapp.ui.incubations.tray import Tray  # noqa: PLC0415

        self._tray = Tray(self._shell.window)
        self._tray.came_forward.connect(self._shell.come_forward)
        self._tray.now_wanted.connect(self.now_wanted)
        self._tray.quit_wanted.connect(self._quit)

    def _quit(self) -> None:
        self._leaving = True
        self._shell.window.close()

    def _tell_desktop(self, statuses: Sequence[StepStatus]) -> None:
        from benchapp.system.notification import notify  # noqa: PLC0415
        from benchapp.ui.text.task_texts import alarm_sentence  # noqa: PLC0415

        said = (
            f"{alarm_sentence(statuses[0])} {self.where(statuses[0])}".rstrip()
            if len(statuses) == 1
            else tr("{count} alarms: see the window on top.", count=len(statuses))
        )
        if self._tray is not None:
            self._tray.say(said)
        else:
            telling = partial(notify, tr("Bench Companion"), said)
            self._workers.do(Work.NOTIFICATION, telling, lambda _taken: None, partial(self._note, "notification"))

    def may_close(self) -> bool:
        """Ask, where something runs, before the window closes; tell whether it may."""
        running = len(self._agenda.running())
        if self._leaving or not running or not self._begun:
            return True
        from benchapp.ui.window.blocking_dialogs import ask_close  # noqa: PLC0415

        answer = ask_close(self._shell.window, running, tray=self._tray is not None)
        if answer == "hide":
            # Without a tray nothing would bring a hidden window back.
            (self._shell.window.hide if self._tray is not None else self._shell.window.showMinimized)()
        return answer == "close"

    def end(self) -> None:
        """Let go of everything."""
        self.ringer.silence()
        if (window := AlarmController.alarm_window.if_made(self)) is not None:
            window.hide()
            window.deleteLater()
        if self._tray is not None:
            self._tray.hide()
        if self._awake is not None:
            self._awake.let_go()

    def _judge_awake(self, now: Moment) -> None:
        soonest = self._agenda.soonest(now)
        wanted = self._device.settings.keep_awake and soonest is not None and soonest <= KEEP_AWAKE_BEFORE
        if not wanted and self._awake is None:
            return
        from benchapp.system.awake import KeepAwake, on_mains  # noqa: PLC0415

        awake = self._awake = self._awake or KeepAwake()
        hold = wanted and on_mains()
        if hold and not awake.held:
            self._workers.do(Work.AWAKE, awake.hold, lambda _taken: None, partial(self._note, "awake"))
        elif not hold and awake.held:
            awake.let_go()


def _names(statuses: Sequence[StepStatus]) -> str:
    """Return what one alarm is of, or how many there are."""
    return statuses[0].running.incubation.name if len(statuses) == 1 else tr("{count} alarms", count=len(statuses))


def _where(session: JournalSession, status: StepStatus) -> str:
    """Return where an alarm of another computer belongs, and why it rings here; "" for one of this computer."""
    elsewhere = session.elsewhere
    if elsewhere is None or session.is_here(status.running.home):
        return ""
    from benchapp.ui.lab.elsewhere_texts import alarm_text  # noqa: PLC0415 (a lab's alone)
    from benchapp.ui.text.formatting import near_time  # noqa: PLC0415

    now = session.now()
    found = elsewhere.of(status.running, now)
    here = session.local
    return "" if found is None else alarm_text(found, lambda instant: near_time(here(instant), here(now.wall)))
