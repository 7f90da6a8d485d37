"""The ringer: when an alarm sounds. Over and over for a minute, then once a minute, until it is seen or silenced."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from benchapp.domain.units.moments import Moment

LOOPED_S = 60.0
THEN_EVERY_S = 60.0
BETWEEN_MS = 700


class AlarmSound(QObject):
    """One sound for however many alarms.

    Args:
        play: Plays the sound once in the background, and calls what it is given when it is over: whether a player
            took it.

    Signals:
        failed: No player took the sound.
    """

    failed = Signal()

    def __init__(self, play: Callable[[Callable[[bool], object]], object]) -> None:
        super().__init__()
        self._play = play
        self._since: float | None = None
        self._last = 0.0
        self._now = 0.0
        self._playing = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(BETWEEN_MS)
        self._again.timeout.connect(self._sound)

    @property
    def rings(self) -> bool:
        """Whether it sounds, or will again."""
        return self._since is not None

    def ring(self, now: Moment) -> None:
        """Begin, or begin again: another alarm came."""
        self._since = self._now = now.boot_s
        self._sound()

    def silence(self) -> None:
        """Stop the sound; the next alarm sounds again."""
        self._since = None
        self._again.stop()

    def beat(self, now: Moment) -> None:
        """Sound again where a minute has passed."""
        self._now = now.boot_s
        if self._since is not None and self._now - self._last >= THEN_EVERY_S:
            self._sound()

    def _sound(self) -> None:
        if self._since is None or self._playing:
            return
        self._playing = True
        self._last = self._now
        self._play(self._on_played)

    def _on_played(self, taken: bool) -> None:
        self._playing = False
        if not taken:
            self.failed.emit()
        if self._since is not None and self._now - self._since < LOOPED_S and taken:
            self._again.start()
