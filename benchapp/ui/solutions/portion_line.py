"""Tubes of one solution that are kept alike: how they are, and what can be done with them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from msgspec import Struct
from PySide6.QtWidgets import QPushButton, QWidget

from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import PortionRow
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import STATE_CHIPS, freshness_text, portion_text
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import hbox, vbox


class TubesPanel(Protocol):
    """What a row of tubes wants of the panel it is in."""

    name: str

    @property
    def single(self) -> bool:
        """Whether all its tubes are kept alike."""

    @property
    def thaws_before(self) -> int:
        """How often what the solution was made of had been thawed."""

    @property
    def can_freeze(self) -> bool:
        """Whether it is known where an opened tube goes back to."""

    def thaw(self, portion: Portion) -> None:
        """Thaw one tube of a portion."""

    def freeze(self, portion: Portion) -> None:
        """Put a portion back to where the solution is stored."""

    def ask(self, line: "PortionLine", action: str) -> None:
        """Open under a row of tubes what is asked about them."""


class Question(Struct, frozen=True):
    """What is asked about tubes.

    Attributes:
        fields: Name, title and what is in it, of each field.
        head: What is done, with places for how many and for the tubes.
        button: What the button says.
        done: What is said when it was written, with the same places.
        storage: The storage that is chosen at first; None where none is asked for.
    """

    fields: Sequence[tuple[str, str, str]]
    head: str
    button: str
    done: str
    storage: tuple[Storage | None] | None = None


def _take(_portion: Portion) -> Question:
    fields = (("volume", tr("How much"), ""), ("purpose", tr("Purpose"), ""))
    return Question(fields, tr("Take from {count} of {tubes}"), tr("Take some"), tr("amount taken."))


def _move(portion: Portion) -> Question:
    fields = (("count", tr("How many"), str(portion.count)), ("place", tr("Box and position"), portion.place))
    return Question(
        fields, tr("Move {count} of {tubes}"), tr("Move"), tr("{count} of {tubes} moved."), (portion.storage,)
    )


def _split(_portion: Portion) -> Question:
    fields = (("count", tr("Into how many"), ""), ("each", tr("Volume of each"), ""))
    return Question(fields, tr("Split 1 of {tubes}"), tr("Split"), tr("1 of {tubes} split."))


def _discard(_portion: Portion) -> Question:
    fields = (("count", tr("How many"), "1"), ("reason", tr("Why"), ""))
    return Question(fields, tr("Discard {count} of {tubes}"), tr("Discard"), tr("{count} of {tubes} discarded."))


QUESTIONS: Mapping[str, Callable[[Portion], Question]] = {
    "take": _take,
    "move": _move,
    "split": _split,
    "discard": _discard,
}


def write_action(
    desk: SolutionForm, solution: str, portion: Portion, action: str, texts: Mapping[str, str], kept: Storage | None
) -> None:
    """Write what was asked about tubes.

    Args:
        desk: Records it.
        solution: Id of the solution.
        portion: The tubes.
        action: What is done, as `QUESTIONS` names it.
        texts: What is in the fields, by name.
        kept: The storage that was chosen.
    """
    match action:
        case "take":
            desk.take(solution, portion, texts["volume"], texts["purpose"])
        case "move":
            desk.move(solution, portion, texts["count"], kept, texts["place"])
        case "split":
            desk.split(solution, portion, texts["count"], texts["each"])
        case _:
            desk.discard(solution, texts["reason"], portion, texts["count"])


def dense(button: QPushButton) -> QPushButton:
    """Make a button lower and narrower: one of several in a row of a panel."""
    button.setProperty("dense", "true")
    return button


class PortionLine(QWidget):
    """Tubes that are kept alike, with what can be done with them.

    Attributes:
        portion: The tubes.
        name: Stable first part of the object names in it.
        discard: The button that asks how many are discarded.
    """

    def __init__(self, one: PortionRow, number: int, panel: TubesPanel) -> None:
        super().__init__()
        portion = self.portion = one.portion
        self._what = text_label("")
        self._state = state_chip("", "muted")
        self._before = panel.thaws_before
        name = self.name = f"{panel.name}.part{number}"
        self._what.setObjectName(f"{name}.text")
        buttons = flow(spacing=0)
        if portion.frozen:
            buttons.addWidget(flat_button(tr("Thaw one"), f"{name}.thaw", partial(panel.thaw, portion)))
        elif portion.opened and panel.can_freeze:
            buttons.addWidget(flat_button(tr("Freeze again"), f"{name}.freeze", partial(panel.freeze, portion)))
        for text, action in ((tr("Take some"), "take"), (tr("Move"), "move"), (tr("Split"), "split")):
            buttons.addWidget(flat_button(text, f"{name}.{action}.open", partial(panel.ask, self, action)))
        self.discard = flat_button(tr("Discard"), f"{name}.discard.open", partial(panel.ask, self, "discard"))
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        self.setLayout(vbox(self._what, hbox(self._state, 1), buttons, spacing=2))
        for button in self.findChildren(QPushButton):
            dense(button)
        # What holds for the only tubes there are is above them already.
        self._state.setVisible(not panel.single)
        self.show_portion(one)

    def show_portion(self, one: PortionRow) -> None:
        """Show the state of the tubes now."""
        portion = self.portion = one.portion
        self._what.setText(portion_text(portion, self._before))
        set_chip(self._state, freshness_text(one.freshness), STATE_CHIPS[one.freshness.state])
