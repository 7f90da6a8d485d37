"""One solution beside the list: what it is, each of its tubes, what can be done with them, and all that is on file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QPushButton, QWidget

from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.forms.inline_form import InlineForm, InlineOptions
from benchapp.ui.forms.opening_card import OpeningCard
from benchapp.ui.journal.note_form import NoteFields, notes_text
from benchapp.ui.solutions.correction_form import correction_form
from benchapp.ui.solutions.link_button import LinkButton
from benchapp.ui.solutions.portion_line import QUESTIONS, PortionLine, dense, write_action
from benchapp.ui.solutions.solution_history import HistoryView, SolutionHistory, last_taken_text
from benchapp.ui.solutions.unseen_line import UnseenLine
from benchapp.ui.text.journal.correction_texts import recorded_text
from benchapp.ui.text.journal.entry_names import named_solution
from benchapp.ui.text.language import fill, mark_text, term, tr
from benchapp.ui.text.solution_texts import (
    STATE_CHIPS,
    freshness_text,
    portion_text,
    solution_text,
)
from benchapp.ui.widgets.buttons import disclosure_button, flat_button, push_button, set_opened
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import hbox, vbox
from benchapp.ui.widgets.page import bring_into_view

_FILLED = {"made_by": ("person", mark_text("Made by")), "lot": ("lot", mark_text("Lot"))}
# So many fields are side by side beside the list.
COLUMNS = 2


class PanelOffers(Struct, frozen=True):
    """What a panel wants of its page.

    Attributes:
        attempt: Does something that writes, and says how it went.
        wrote: Says what was written.
        use_by: Returns until when a solution may be used, and by which rule.
        facts: Returns what is on file: the name of each field, and what it holds.
        history: Returns what was entered of a solution, by its id.
        dose: Doses cells from a stock, by its id.
        dilute: Dilutes a stock further, by its id.
        label: Prints labels of solutions, by their ids.
        open_solution: Shows another solution, by its id.
        open_incubation: Shows an incubation, by its id.
        notes: What is noted on solutions.
        local: Gives an instant in the time zone shown.
    """

    attempt: Callable[[Callable[[], object], str], object]
    wrote: Callable[[str], object]
    use_by: Callable[[SolutionRow], str]
    facts: Callable[[SolutionRow], Sequence[tuple[str, str]]]
    history: Callable[[str], SolutionHistory]
    dose: Callable[[str], object]
    dilute: Callable[[str], object]
    label: Callable[[Sequence[str]], object]
    open_solution: Callable[[str], object]
    open_incubation: Callable[[str], object]
    notes: NoteForm
    local: Callable[[datetime], datetime]


class SolutionPanel(OpeningCard):
    """One solution with what can be done with it.

    Args:
        row: The solution.
        desk: What can be done with it.
        offers: What it wants of its page.
        parent: What it is made in.
    """

    def __init__(self, row: SolutionRow, desk: SolutionForm, offers: PanelOffers, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers = offers
        self.desk = desk
        solution = row.kept.solution
        self._id = solution.id
        self._row = row
        self._entered: HistoryView | None = None
        self.name = f"solutions.{solution.label}"
        self._state = state_chip("", "muted")
        self._use_by = text_label("", size="small", tone="muted")
        self.title = text_label(solution_text(solution), size="large")
        self.title.setObjectName(f"{self.name}.title")
        code = text_label(f"{solution.label} · {term(solution.role)}", size="small", tone="muted")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addLayout(vbox(self.title, code))
        self.body.addLayout(hbox(self._state, 1))
        self.body.addWidget(self._use_by)
        self._unseen = UnseenLine(f"{self.name}.unseen")
        self.body.addWidget(self._unseen)
        self._actions = QWidget()
        self._add_actions(row)
        self._lines = [PortionLine(one, number, self) for number, one in enumerate(row.portions)]
        if self._lines:
            self.body.addWidget(heading(tr("Tubes")))
        for line in self._lines:
            self.body.addWidget(line)
        self._add_notes()
        self._add_links()
        self._add_facts(offers.facts(row))
        self._add_history()
        self.show_row(row)

    @property
    def shown(self) -> SolutionRow:
        """The solution as it is shown."""
        return self._row

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

    def _add_actions(self, row: SolutionRow) -> None:
        line, solution, fresh = flow(spacing=6), row.kept.solution, row.freshness.usable
        if not row.kept.gone:
            if solution.role is SolutionPurpose.STOCK:
                dose = partial(self._offers.dose, self._id)
                line.addWidget(push_button(tr("Dose cells"), f"{self.name}.dose", dose, primary=fresh))
                further = partial(self._offers.dilute, self._id)
                line.addWidget(push_button(tr("Dilute further"), f"{self.name}.dilute", further))
            line.addWidget(push_button(tr("Labels"), f"{self.name}.labels", lambda: self._offers.label((self._id,))))
            line.addWidget(push_button(tr("Correct"), f"{self.name}.correct.open", self._ask_correction))
            line.addWidget(push_button(tr("Discard all"), f"{self.name}.discard", self._ask_discard))
        line.addStretch(1)
        self._actions.setLayout(line)
        self.body.addWidget(self._actions)

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Return the buttons of what can be done with it and with the tubes of its first row, as they are listed."""
        parts = (self._actions, *self._lines[:1])
        return tuple(button for part in parts for button in part.findChildren(QPushButton) if not button.isHidden())

    def ask_to_discard(self) -> None:
        """Ask how many tubes are discarded, one at first, where that can be written."""
        for line in self._lines[:1]:
            if line.discard.isEnabled():
                line.discard.click()

    # -- what is on file ---------------------------------------------------------------------------------------

    def _add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self.body.addWidget(heading(tr("On file")))
        self._fill = QWidget()
        missing = 0 if self._row.kept.gone else len(self._row.kept.to_fill)
        if missing:
            text = (
                tr("1 field to fill later") if missing == 1 else tr("{missing} fields to fill later", missing=missing)
            )
            fill_later = disclosure_button(text, "soon", f"{self.name}.fill.open", self._ask_missing)
            self._fill.setLayout(hbox(dense(fill_later), 1))
            self.body.addWidget(self._fill)
        self.body.addLayout(_facts_grid(facts))

    def _add_notes(self) -> None:
        """Add what was noted on it, and what notes more."""
        self.body.addWidget(heading(tr("Notes")))
        self._notes = text_label("")
        self._notes.setObjectName(f"{self.name}.notes")
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._notes)
        note = dense(flat_button(tr("Add a note"), f"{self.name}.note.open", self._ask_note))
        self._noting = QWidget()
        self._noting.setLayout(hbox(note, 1))
        self.body.addWidget(self._noting)

    def _ask_note(self) -> None:
        name, about = f"{self.name}.note", tr("Note on {solution}", solution=solution_text(self._row.kept.solution))
        self.open("note", lambda: NoteFields(name, about, self._offers.notes, self._id, self._noted), self._noting)

    def _noted(self) -> None:
        self.close_open()
        self._wrote(tr("noted."))

    def _add_links(self) -> None:
        """Add what it was made of, what was made of it, and where it was used; each opens what it names."""
        links = self.links = self.desk.links(self._row.kept.solution)
        for title, kind, solutions in (
            (tr("Made of"), "parent", links.parents),
            (tr("Made from it"), "child", links.children),
        ):
            if solutions:
                self.body.addWidget(heading(title))
            for number, one in enumerate(solutions):
                text = f"{solution_text(one)} · {one.label}"
                show = partial(self._offers.open_solution, one.id)
                self.body.addWidget(LinkButton(text, f"{self.name}.{kind}{number}", show))
        if links.incubations:
            self.body.addWidget(heading(tr("Used in")))
        for number, (incubation, name) in enumerate(links.incubations):
            show = partial(self._offers.open_incubation, incubation)
            self.body.addWidget(LinkButton(name, f"{self.name}.used{number}", show))

    def _add_history(self) -> None:
        self._history = dense(flat_button(f"{tr('History')} ▾", f"{self.name}.history", self._show_history))
        self._history.setAccessibleName(tr("History"))
        self.body.addLayout(hbox(self._history, 1))

    def _show_history(self) -> None:
        """Show or hide what was entered of it; the journal is read for that."""
        if self._entered is None:
            self._entered = HistoryView(self._offers.history(self._id), f"{self.name}.history.lines")
            self.body.addWidget(self._entered)
            self._entered.show()
        else:
            self._entered.setVisible(self._entered.isHidden())
        opened = not self._entered.isHidden()
        set_opened(self._history, opened=opened)
        if opened:
            bring_into_view(self._entered)

    # -- what is asked under the buttons -----------------------------------------------------------------------

    def _ask_missing(self) -> None:
        missing = self._row.kept.to_fill
        fields = [(_FILLED[one][0], tr(_FILLED[one][1]), "") for one in missing if one != "storage"]
        storage: tuple[Storage | None] | None = (None,) if "storage" in missing else None

        def write(texts: Mapping[str, str], kept: Storage | None) -> None:
            self.desk.fill(self._id, texts, kept)

        done = partial(self._wrote, tr("filled in."))
        options = InlineOptions(storage, now=self.desk.local_now, columns=COLUMNS)
        form = partial(InlineForm, f"{self.name}.fill", fields, tr("Fill in"), write, done, options)
        self.open("fill", form, self._fill)

    def _wrote(self, sentence: str) -> None:
        self._offers.wrote(tr("{label}: {said}", label=named_solution(self._row.kept.solution), said=sentence))

    def _ask_discard(self) -> None:
        about = tr("Discard all of {label}", label=self._row.kept.solution.label)

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            self.desk.discard(self._id, texts["reason"])

        fields = [("reason", tr("Why"), "")]
        done, button = partial(self._wrote, tr("discarded.")), tr("Discard all")
        options = InlineOptions(about=lambda _texts: about, columns=1)
        form = partial(InlineForm, f"{self.name}.discard", fields, button, write, done, options)
        self.open("discard", form, self._actions)

    def _ask_correction(self) -> None:
        done = partial(self._wrote, tr("corrected; the journal keeps both."))
        form = partial(correction_form, f"{self.name}.correct", self._row.kept.solution, self.desk, done)
        self.open("correct", form, self._actions)

    # -- a portion -------------------------------------------------------------------------------------------

    def thaw(self, portion: Portion) -> None:
        """Thaw one tube of a portion."""
        self._offers.attempt(lambda: self.desk.thaw(self._id, portion.id), tr("One aliquot thawed."))

    def freeze(self, portion: Portion) -> None:
        """Put a portion back to where the solution is stored."""
        solution = self._row.kept.solution

        def write() -> None:
            self.desk.move(self._id, portion, str(portion.count), solution.storage, solution.place)

        self._offers.attempt(write, tr("Frozen again; its time in liquid is paused, not reset."))

    def show_row(self, row: SolutionRow) -> None:
        """Show the freshness of now."""
        self._row = row
        set_chip(self._state, freshness_text(row.freshness), STATE_CHIPS[row.freshness.state])
        corrected = recorded_text(row.kept, self.desk.correction.cause(row.kept))
        said = (self._offers.use_by(row), last_taken_text(self.desk.last_taken(row.kept)), corrected)
        self._use_by.setText("\n".join(part for part in said if part))
        self._use_by.setVisible(any(said))
        self._unseen.show_row(row, self.desk.unseen_for())
        self._notes.setText(notes_text(self._offers.notes.on(self._id), self._offers.local))
        self._notes.setVisible(bool(self._notes.text()))
        for line, one in zip(self._lines, row.portions, strict=False):
            line.show_portion(one)

    def ask(self, line: PortionLine, action: str) -> None:
        """Open under a row of tubes what is asked about them."""
        portion = line.portion
        asked = QUESTIONS[action](portion)

        written: dict[str, str] = {}

        def write(texts: Mapping[str, str], chosen: Storage | None) -> None:
            written.update(texts)
            write_action(self.desk, self._id, portion, action, texts, chosen)

        tubes = portion_text(portion, self.thaws_before)

        def said(sentence: str, texts: Mapping[str, str]) -> str:
            return fill(sentence, {"count": texts.get("count", "1").strip() or "…", "tubes": tubes})

        def about(texts: Mapping[str, str]) -> str:
            return said(asked.head, texts)

        def done() -> None:
            self._wrote(said(asked.done, written))

        name = f"{line.name}.{action}"
        options = InlineOptions(asked.storage, about, columns=COLUMNS)
        self.open(name, lambda: InlineForm(name, asked.fields, asked.button, write, done, options), line)


def _facts_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Return the names of fields and what they hold, in two columns; what they hold can be copied."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for place, (name, text) in enumerate(facts):
        grid.addWidget(text_label(name, size="small", tone="muted", wrap=False), place, 0, top)
        value = text_label(text, size="small")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{name}: {text}")
        grid.addWidget(value, place, 1, top)
    return grid
