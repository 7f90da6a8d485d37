"""What opens under the card of a running incubation: forms for what is recorded, and what is in the well."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from benchapp.domain.incubations.step_status import StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.spans import span_text
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.opening_card import OpeningCard
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.card.given_form import RedoseDone
from benchapp.ui.incubations.card.note_on_card import NoteOnCard
from benchapp.ui.incubations.card.step_forms import MoveForm, StepForm
from benchapp.ui.incubations.card.well_view import WellView
from benchapp.ui.text.course_texts import step_words
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.fields import focus_in

# What is found at a step, beside a note: name and title of each field.
_FOUND = {
    StepKind.COUNT: (
        ("cells_per_ml", mark_text("Viable cells per mL")), ("viability_percent", mark_text("Viability, %")),
    ),
}  # fmt: skip


class CardForms:
    """Opens forms under a card, and writes what is entered.

    Args:
        card: The card.
        page: Its page.
        name: First part of the object names.
        status: Gives the state of the incubation now.
    """

    def __init__(
        self, card: OpeningCard, page: IncubationCardPage, name: str, status: Callable[[], StepStatus]
    ) -> None:
        self._card = card
        self._page = page
        self._name = name
        self._stand = status

    # -- a step ----------------------------------------------------------------------------------------------

    def do_now(self, status: StepStatus) -> None:
        """Record a step as done just now; ask first where something is found at it."""
        if status.step.kind in _FOUND:
            self.ask_done_at(status)
            return
        page, running = self._page, status.running
        self._card.close_open()
        page.attempt(
            lambda: page.progress.steps.done(running, status.step, {}, page.progress.person),
            f"{running.incubation.name}: {_done_text(status)}",
        )

    def ask_done_at(self, status: StepStatus) -> None:
        """Ask when a step was done and what was found; of a re-dose, what it was given with."""
        if status.step.kind is StepKind.REDOSE and status.step.planned is None:
            self.ask_given(status)
            return
        found = [(name, tr(title), "") for name, title in _FOUND.get(status.step.kind, ())]
        fields = [("at", tr("Done at, for example 9:30"), tr("now")), *found, ("note", tr("Note"), "")]

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.steps.done(status.running, status.step, texts, self._page.progress.person)

        said = _done_text(status)
        self._ask(f"did{status.step.number}", "did", fields, tr("Record as done"), write, said)

    def ask_given(self, status: StepStatus) -> None:
        """Ask what a re-dose was given with and when; where that is open, close it."""
        said = tr("{step} recorded.", step=step_words(status.step))
        made: list[RedoseDone] = []

        def make() -> RedoseDone:
            made.append(
                RedoseDone(status.running, status.step, self._page, f"{self._name}.gave", partial(self.wrote, said))
            )
            return made[0]

        self._card.open(f"gave{status.step.number}", make)
        if made:
            focus_in(made[0].asked.fields["at"].line)

    def ask_skip(self, status: StepStatus) -> None:
        """Ask why a step is skipped."""

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.leave_out(status.running, status.step, texts["reason"], self._page.progress.person)

        said = tr("{step} skipped.", step=step_words(status.step))
        self._ask(f"leave{status.step.number}", "leave", [("reason", tr("Why"), "")], tr("Skip"), write, said)

    def ask_step(self) -> None:
        """Ask which step is added."""
        self._open_at_first("step", lambda: StepForm(self._stand().running, self._page, self._name, self.wrote))

    def ask_move(self) -> None:
        """Ask which step is moved, and when it is due then."""
        self._open_at_first("moving", lambda: MoveForm(self._stand().running, self._page, self._name, self.wrote))

    def _open_at_first(self, by: str, make: Callable[[], StepForm | MoveForm]) -> None:
        """Open a form, with the keys in what it asks first."""
        made: list[StepForm | MoveForm] = []

        def make_once() -> StepForm | MoveForm:
            made.append(make())
            return made[0]

        self._card.open(by, make_once)
        if made:
            focus_in(made[0].first)

    def ask_note(self) -> None:
        """Ask for a note or a deviation."""
        made: list[NoteOnCard] = []

        def make() -> NoteOnCard:
            running, done = self._stand().running, partial(self.wrote, tr("noted."))
            made.append(NoteOnCard(running, self._page.progress.notes, self._name, done, self._card.close_open))
            return made[0]

        self._card.open("note", make)
        if made:
            made[0].begin()

    # -- the whole -------------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Let the timer run again."""
        page, running = self._page, self._stand().running
        page.attempt(lambda: page.progress.go_on(running, page.progress.person), tr("Resumed."))

    def ask_pause(self) -> None:
        """Ask why it is paused."""
        running = self._stand().running

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.pause(running, texts["reason"], self._page.progress.person)

        said = tr("paused; its timer is stopped.")
        self._ask("hold", "hold", [("reason", tr("Why"), "")], tr("Pause"), write, said)

    def ask_length(self) -> None:
        """Ask how long it lasts."""
        running = self._stand().running
        length = span_text(timedelta(seconds=running.incubation.length_s))

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.change_length(running, texts["length"], texts["reason"], self._page.progress.person)

        fields = [("length", tr("In all, or until Fri 17:00"), length), ("reason", tr("Why"), "")]

        def said() -> str:
            ends = self._page.progress.due(running.incubation.id, running.end.number)
            return tr("duration changed; it ends {time}.", time=day_and_time(ends))

        self._ask("longer", "longer", fields, tr("Change duration"), write, said)

    def ask_stop(self) -> None:
        """Ask why it is stopped early."""
        running = self._stand().running

        def write(texts: Mapping[str, str]) -> None:
            self._page.progress.stop(running, texts["reason"], self._page.progress.person)

        self._ask("end", "end", [("reason", tr("Why"), "")], tr("Stop early"), write, tr("stopped."))

    def show_well(self) -> None:
        """Show what is in the well along it."""
        self._card.open("inside", lambda: WellView(self._stand().running, self._page, self._name, self.wrote))

    def renew_well(self) -> None:
        """Show what is in the well anew, where it is open: it has changed with what was written."""
        if self._card.opened_by == "inside":
            self._card.close_open()
            self.show_well()

    # -- shared ----------------------------------------------------------------------------------------------

    def _ask(
        self,
        by: str,
        part: str,
        fields: list[tuple[str, str, str]],
        button: str,
        write: Callable[[Mapping[str, str]], object],
        said: str | Callable[[], str],
    ) -> None:
        def take(texts: Mapping[str, str], _storage: Storage | None) -> None:
            write(texts)

        options = InlineOptions(now=self._page.progress.local_now)

        def done() -> None:
            self.wrote(said if isinstance(said, str) else said())

        self._card.open(by, lambda: InlineForm(f"{self._name}.{part}", fields, button, take, done, options))

    def wrote(self, sentence: str) -> None:
        """Close what is open, and say what was written."""
        self._card.close_open()
        self._page.wrote(f"{self._stand().running.incubation.name}: {sentence}")


def _done_text(status: StepStatus) -> str:
    if status.step.kind is StepKind.END:
        return tr("end recorded.")
    return tr("{step} done.", step=step_words(status.step))
