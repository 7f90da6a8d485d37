"""What the card of an incubation, and what opens under it, want of the page they are on."""

from collections.abc import Callable
from typing import Protocol

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step
from benchapp.presenters.incubations.half_lives import OfferedHalfLife
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.ui.widgets.theme import Tokens


class IncubationCardPage(Protocol):
    """What a card wants of its page."""

    progress: RunningIncubation
    tokens: Callable[[], Tokens]

    def wrote(self, sentence: str) -> None:
        """Show what was written."""

    def attempt(self, action: Callable[[], object], done: str) -> None:
        """Do something that writes, and say how it went."""

    def make(self, running: Running, step: Step) -> None:
        """Make a re-dose."""

    def hand_out(self, running: Running, what: str) -> None:
        """Export it: "phone", "door" or "story"."""

    def half_lives(self, running: Running) -> tuple[OfferedHalfLife, ...]:
        """Return the half-lives on file."""
