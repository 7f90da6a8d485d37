"""One solution on its page: what it is, the state of each of its tubes, and what can be done with them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import volume_amount
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import PortionRow, SolutionRow
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.opening_card import OpeningCard
from benchapp.ui.solutions.correction_form import correction_form
from benchapp.ui.text.language import fill, mark_text, shown, term, tr
from benchapp.ui.text.solution_texts import STATE_CHIPS, freshness_text, limit_text, solution_text
from benchapp.ui.widgets.buttons import disclosure_button, flat_button, push_button
from benchapp.ui.widgets.flow import Flow, flow
from benchapp.ui.widgets.labels import rich_label, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import hbox

_FILLED = {"made_by": ("person", mark_text("Made by")), "lot": ("lot", mark_text("Lot"))}


class SolutionCardPage(Protocol):
    """What a card wants of its page."""

    desk: SolutionForm

    def attempt(self, action: Callable[[], object], done: str) -> None:
        """Do something that writes, and say how it went."""

    def wrote(self, sentence: str) -> None:
        """Say what was written."""

    def when(self, row: SolutionRow) -> str:
        """Return when a solution was made, and until when it may be used."""

    def dose(self, solution: str) -> None:
        """Dose cells from a stock."""

    def dilute(self, solution: str) -> None:
        """Dilute a stock further."""

    def label(self, solution: str) -> None:
        """Print labels of a solution."""

    def details(self, solution: str) -> str:
        """Return everything that is known of a solution, as our own mark-up."""


class SolutionCard(OpeningCard):
    """One solution with what can be done with it.

    Args:
        row: The solution.
        page: Its page.
    """

    def __init__(self, row: SolutionRow, page: SolutionCardPage) -> None:
        super().__init__()
        self._page = page
        solution = row.kept.solution
        self._id = solution.id
        self._row = row
        self.name = f"solutions.{solution.label}"
        self._state = state_chip("", "muted")
        self._when = text_label("", size="small", tone="muted")
        title = text_label(solution.label, strong=True, wrap=False)
        title.setMinimumWidth(96)
        what = text_label(f"{solution_text(solution)} · {term(solution.role)}")
        top = hbox(title, what, self._state, spacing=12)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._when)
        self._lines = [PortionLine(one, number, self) for number, one in enumerate(row.portions)]
        for line in self._lines:
            self.body.addWidget(line)
        self.body.addLayout(self._actions(row))
        self.show_row(row)

    @property
    def single(self) -> bool:
        """Whether all its tubes are kept alike."""
        return len(self._row.portions) == 1

    @property
    def thaws_before(self) -> int:
        """How often what it was made of had been thawed."""
        return self._row.kept.solution.thaws_before

    @property
    def can_freeze(self) -> bool:
        """Whether it is known where an opened tube goes back to."""
        return self._row.kept.solution.frozen

    @property
    def desk(self) -> SolutionForm:
        """What can be done."""
        return self._page.desk

    def _actions(self, row: SolutionRow) -> Flow:
        solution = row.kept.solution
        line = flow()
        if not row.kept.gone:
            if solution.role is SolutionPurpose.STOCK:
                line.addWidget(push_button(tr("Dose cells"), f"{self.name}.dose", partial(self._page.dose, self._id)))
                further = partial(self._page.dilute, self._id)
                line.addWidget(push_button(tr("Dilute further"), f"{self.name}.dilute", further))
            line.addWidget(push_button(tr("Labels"), f"{self.name}.labels", partial(self._page.label, self._id)))
            line.addWidget(push_button(tr("Discard all"), f"{self.name}.discard", self._ask_discard))
            line.addWidget(push_button(tr("Correct"), f"{self.name}.correct.open", self._ask_correction))
        line.addWidget(push_button(tr("Details"), f"{self.name}.details", self._show_details))
        line.addStretch(1)
        missing = len(row.kept.to_fill)
        if missing and not row.kept.gone:
            text = (
                tr("1 field to fill later") if missing == 1 else tr("{missing} fields to fill later", missing=missing)
            )
            line.addWidget(disclosure_button(text, "soon", f"{self.name}.fill.open", self._ask_missing))
        return line

    def _ask_missing(self) -> None:
        missing = self._row.kept.to_fill
        fields = [(_FILLED[one][0], tr(_FILLED[one][1]), "") for one in missing if one != "storage"]
        storage: tuple[Storage | None] | None = (None,) if "storage" in missing else None

        def write(texts: Mapping[str, str], kept: Storage | None) -> None:
            self.desk.fill(self._id, texts, kept)

        done = partial(self._wrote, tr("filled in."))
        name = f"{self.name}.fill"
        now = self.desk.local_now
        self.open("fill", lambda: InlineForm(name, fields, tr("Fill in"), write, done, InlineOptions(storage, now=now)))

    def _wrote(self, sentence: str) -> None:
        self._page.wrote(f"{self._row.kept.solution.label}: {sentence}")

    # -- what opens under the card ---------------------------------------------------------------------------

    def _ask_discard(self) -> None:
        about = tr("Discard all of {label}", label=self._row.kept.solution.label)

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            self.desk.discard(self._id, texts["reason"])

        fields = [("reason", tr("Why"), "")]
        name, done = f"{self.name}.discard", partial(self._wrote, "discarded.")
        button = tr("Discard all of it")
        self.open(
            "discard", lambda: InlineForm(name, fields, button, write, done, InlineOptions(about=lambda _texts: about))
        )

    def _ask_correction(self) -> None:
        done = partial(self._wrote, tr("corrected; the journal keeps both."))
        solution = self._row.kept.solution
        self.open("correct", lambda: correction_form(f"{self.name}.correct", solution, self.desk, done))

    def _show_details(self) -> None:
        self.open("details", lambda: rich_label(self._page.details(self._id), size="small"))

    # -- a portion -------------------------------------------------------------------------------------------

    def thaw(self, portion: Portion) -> None:
        """Thaw one tube of a portion."""
        self._page.attempt(lambda: self.desk.thaw(self._id, portion.id), tr("One aliquot thawed."))

    def freeze(self, portion: Portion) -> None:
        """Put a portion back to where the solution is kept."""
        solution = self._row.kept.solution

        def write() -> None:
            self.desk.move(self._id, portion, str(portion.count), solution.storage, solution.place)

        self._page.attempt(write, tr("Frozen again; its time in liquid is paused, not reset."))

    def _ask_tubes(
        self,
        line: "PortionLine",
        action: str,
        fields: Sequence[tuple[str, str, str]],
        words: tuple[str, str],
        write: Callable[[Mapping[str, str], Storage | None], object],
        done: Callable[[], object],
        storage: tuple[Storage | None] | None = None,
    ) -> None:
        """Open under a row of tubes what is asked about them, headed by which tubes they are.

        Args:
            line: The row.
            action: Its object name in the row's.
            fields: Name, title and what is in it, of each field.
            words: What is done, with places for how many and for the tubes; and what the button says.
            write: Takes what was entered.
            done: Called when it was written.
            storage: Whether it is asked how they are kept, and what is chosen; None for not asked.
        """
        head, button = words
        tubes, name = portion_text(line.portion, self.thaws_before), f"{line.name}.{action}"

        def about(texts: Mapping[str, str]) -> str:
            return fill(head, {"count": texts.get("count", "1").strip() or "…", "tubes": tubes})

        self.open(name, lambda: InlineForm(name, fields, button, write, done, InlineOptions(storage, about)), line)

    def ask_move(self, line: "PortionLine") -> None:
        """Ask where tubes are put."""
        portion = line.portion
        fields = [("count", tr("How many"), str(portion.count)), ("place", tr("Box and position"), portion.place)]

        def write(texts: Mapping[str, str], storage: Storage | None) -> None:
            self.desk.move(self._id, portion, texts["count"], storage, texts["place"])

        words = (tr("Move {count} of {tubes}"), tr("Move"))
        self._ask_tubes(line, "move", fields, words, write, partial(self._wrote, tr("moved.")), (portion.storage,))

    def ask_take(self, line: "PortionLine") -> None:
        """Ask how much was taken."""
        portion = line.portion

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            self.desk.take(self._id, portion, texts["volume"], texts["purpose"])

        done = partial(self._wrote, tr("amount taken."))
        fields = [("volume", tr("How much"), ""), ("purpose", tr("What for"), "")]
        self._ask_tubes(line, "take", fields, (tr("Take from {count} of {tubes}"), tr("Take it")), write, done)

    def ask_split(self, line: "PortionLine") -> None:
        """Ask into what a tube is split."""
        portion = line.portion

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            self.desk.split(self._id, portion, texts["count"], texts["each"])

        done = partial(self._wrote, tr("split."))
        fields = [("count", tr("Into how many"), ""), ("each", tr("Volume of each"), "")]
        self._ask_tubes(line, "split", fields, (tr("Split 1 of {tubes}"), tr("Split")), write, done)

    def ask_discard(self, line: "PortionLine") -> None:
        """Ask how many tubes are thrown away: one, unless more are entered."""
        portion = line.portion

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            self.desk.discard(self._id, texts["reason"], portion, texts["count"])

        done = partial(self._wrote, tr("tubes discarded."))
        fields = [("count", tr("How many"), "1"), ("reason", tr("Why"), "")]
        self._ask_tubes(line, "discard", fields, (tr("Discard {count} of {tubes}"), tr("Discard")), write, done)

    def show_row(self, row: SolutionRow) -> None:
        """Show the freshness of now."""
        self._row = row
        set_chip(self._state, freshness_text(row.freshness), STATE_CHIPS[row.freshness.state])
        self._when.setText(tr("{when} · rule: {limit}", when=self._page.when(row), limit=limit_text(row.freshness)))
        for line, one in zip(self._lines, row.portions, strict=False):
            line.show_portion(one)


class PortionLine(QWidget):
    """Tubes that are kept alike, with what can be done with them.

    Attributes:
        portion: The tubes.
        name: Stable first part of the object names in it.
    """

    def __init__(self, one: PortionRow, number: int, card: SolutionCard) -> None:
        super().__init__()
        portion = one.portion
        self.portion = portion
        self._what = text_label("")
        self._state = state_chip("", "muted")
        self._before = card.thaws_before
        name = f"{card.name}.part{number}"
        self.name = name
        self._what.setObjectName(f"{name}.text")
        line = hbox(self._what, self._state)
        line.setStretch(0, 1)
        buttons = flow(spacing=0)
        if portion.frozen:
            buttons.addWidget(flat_button(tr("Thaw one"), f"{name}.thaw", partial(card.thaw, portion)))
        elif portion.opened and card.can_freeze:
            buttons.addWidget(flat_button(tr("Freeze again"), f"{name}.freeze", partial(card.freeze, portion)))
        for text, action, ask in (
            (tr("Take"), "take", card.ask_take),
            (tr("Move"), "move", card.ask_move),
            (tr("Split"), "split", card.ask_split),
            (tr("Discard"), "discard", card.ask_discard),
        ):
            buttons.addWidget(flat_button(text, f"{name}.{action}.open", partial(ask, self)))
        line.addLayout(buttons)
        self.setLayout(line)
        # What holds for the only tubes there are is above them already.
        self._state.setVisible(not card.single)
        self.show_portion(one)

    def show_portion(self, one: PortionRow) -> None:
        """Show the state of the tubes now."""
        portion = self.portion = one.portion
        self._what.setText(portion_text(portion, self._before))
        set_chip(self._state, freshness_text(one.freshness), STATE_CHIPS[one.freshness.state])


def portion_text(portion: Portion, before: int = 0) -> str:
    """Return tubes that are kept alike in words: "7 × 100 µL, −20 °C, box 3 · thawed once".

    Args:
        portion: The tubes.
        before: How often what they were made of had been thawed.
    """
    stock = tr(" ({before} of them as its stock)", before=before) if before else ""
    volume = shown(volume_amount(portion.volume_ul)) if portion.volume_ul is not None else tr("volume not given")
    kept = ", ".join(part for part in (term(portion.storage or ""), portion.place) if part)
    thaws = {0: "", 1: tr(" · thawed once"), 2: tr(" · thawed twice")}.get(
        portion.thaws, tr(" · thawed {count} times", count=portion.thaws)
    ) + stock
    opened = tr(" · open") if portion.opened and not portion.thaws else ""
    return f"{portion.count} × {volume}, {kept or tr('place not given')}{thaws}{opened}"
