"""Asks what a re-dose that is recorded as done was given with, and what is left of it."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtWidgets import QWidget

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import volume_amount
from benchapp.presenters.calculator.leftovers import LeftoverChoice, rest_of
from benchapp.presenters.incubations.given_with import GivenFrom, likely
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.solutions.tube_selection import held_ul
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.leftover_row import LeftoverRow
from benchapp.ui.text.language import mark_text, shown, term, tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.fields import DropDown
from benchapp.ui.widgets.layout import titled, vbox

# What is in the list for no solution: nobody chose yet, or it was none of those in hand.
_UNCHOSEN, _NONE = -2, -1
_VOLUME = mark_text("Volume taken")
# px
_WIDEST = 640


class RedosePage(Protocol):
    """What the form wants of its page."""

    progress: RunningIncubation


class RedoseDone(QWidget):
    """Asks once what a re-dose was given with.

    Args:
        running: The incubation.
        step: Which of its steps.
        page: Its page.
        prefix: First part of the object names.
        done: Called when it was written.
    """

    def __init__(self, running: Running, step: Step, page: RedosePage, prefix: str, done: Callable[[], object]) -> None:
        super().__init__()
        self._running, self._step, self._page = running, step, page
        self._offered = page.progress.steps.given_from(running, step)
        self.source = DropDown()
        self.source.setObjectName(f"{prefix}.source")
        self.source.setAccessibleName(tr("Given with"))
        self.source.setMaximumWidth(_WIDEST)
        usual = likely(self._offered)
        if self._offered and usual is None:
            self.source.addItem(tr("choose…"), _UNCHOSEN)
        for place, one in enumerate(self._offered):
            self.source.addItem(_words(one), place)
        self.source.addItem(tr("none of these"), _NONE)
        self.source.setCurrentIndex(0 if usual is None else self._offered.index(usual))
        self.source.activated.connect(self._show_chosen)
        self.rest = LeftoverRow(f"{prefix}.rest", self._show_rest)
        self.asked = InlineForm(
            prefix,
            [("at", tr("Done at, for example 9:30"), tr("now")), ("ul", tr(_VOLUME), ""), ("note", tr("Note"), "")],
            tr("Record as done"),
            self._write,
            done,
            InlineOptions(now=page.progress.local_now),
        )
        given_with = titled(tr("Given with"), self.source)
        given_with.setVisible(bool(self._offered))
        self.setLayout(vbox(given_with, self.rest, self.asked))
        self._show_chosen()

    @property
    def chosen(self) -> GivenFrom | None:
        """The solution that is chosen; None for none."""
        place = self.source.currentData()
        return self._offered[place] if isinstance(place, int) and place >= 0 else None

    def _show_chosen(self) -> None:
        chosen = self.chosen
        self.asked.forget_problems()
        self.rest.forget()
        put_on = chosen is not None and chosen.put_on
        self.rest.setVisible(put_on)
        if put_on:
            self._show_rest(LeftoverChoice())
        volume = self.asked.fields["ul"]
        volume.setVisible(chosen is not None and not put_on)
        volume.fill("")
        used = chosen.used_ul if chosen is not None else None
        volume.show_computed("" if used is None else shown(volume_amount(used)), unknown=False)

    def _show_rest(self, choice: LeftoverChoice) -> None:
        if self.chosen is not None:
            self.rest.show_rest(rest_of(self.chosen.kept, self.chosen.used_ul, choice))

    def _write(self, texts: Mapping[str, str], _storage: Storage | None) -> None:
        if self._offered and self.source.currentData() == _UNCHOSEN:
            self.source.setFocus()
            raise BenchError(Message.GIVEN_WITH_WHICH)
        self._page.progress.steps.redosed(
            self._running, self._step, self.chosen, self.rest.choice, texts, self._page.progress.person
        )


def _words(one: GivenFrom) -> str:
    """Return a solution by its name, its purpose, what is left, and its label id."""
    solution, held = one.kept.solution, held_ul(one.kept)
    left = () if held is None else (tr("{volume} left", volume=shown(volume_amount(held))),)
    return " · ".join((solution_text(solution), term(solution.role), *left, solution.label))
