"""The solutions page: what is on the shelf, what was already in the freezer, and what is still to be entered."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from benchapp.domain.journal.state import LabState
from benchapp.domain.lab.lab_rules import RULE_NAMES
from benchapp.domain.solutions.freshness import rule_to_ask
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.ui.solutions.freshness_bars import FreshnessBars
from benchapp.ui.solutions.rule_question import RuleQuestion
from benchapp.ui.solutions.solution_card import SolutionCard
from benchapp.ui.solutions.solution_forms import AddForm
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import shown, term, tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, dispose
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens


class SolutionsPage(Page):
    """What has been made and what was there, with its freshness.

    Args:
        desk: What can be done.
        local: Gives an instant in the time zone shown.
        details: Gives everything that is known of a solution, as our own mark-up.
        tokens: Gives the colours of the theme.

    Signals:
        dose_wanted: Cells are to be dosed from this stock; its id.
        dilute_wanted: This stock is to be diluted further; its id.
        labels_wanted: Labels of this solution are wanted; its id.
        added: A solution was added; its id.
    """

    dose_wanted = Signal(str)
    dilute_wanted = Signal(str)
    labels_wanted = Signal(str)
    added = Signal(str)

    def __init__(
        self,
        desk: SolutionForm,
        *,
        local: Callable[[datetime], datetime],
        details: Callable[[str], str],
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(tr("Solutions"))
        self.desk = desk
        self._shelf: SolutionTable = desk.shelf
        self._asked: tuple[str, ...] | None = None
        self._local = local
        self._details = details
        self._cards: dict[str, SolutionCard] = {}
        self._shown: dict[str, SolutionState] = {}
        self._stale = False
        self._wanted = ""
        self.form = AddForm(desk.add, desk.customary_solvent, desk.read_made, desk.local_now)
        add = push_button(tr("Add a solution I have"), "solutions.actions.add", self.open_form, primary=True)
        self.first = add
        self.filter = QLineEdit()
        self.filter.setObjectName("solutions.filter.text")
        self.filter.setAccessibleName(tr("Find a solution"))
        self.filter.setPlaceholderText(tr("Find: label, compound, place…"))
        self.filter.textChanged.connect(self._on_filter)
        self.past = toggle_button("", "solutions.filter.past", self.rebuild)
        self.filter.setMinimumWidth(240)
        self.glance = toggle_button(tr("At a glance"), "solutions.glance.toggle", self._toggle_bars)
        self.bars = FreshnessBars(tokens, "solutions.glance.bars")
        self._opener = QWidget()
        self._bars_card = Card()
        self._questions = QVBoxLayout()
        self._list = QVBoxLayout()
        self._empty = text_label("", tone="muted")
        self._lay_out(add)
        self.form.added.connect(self._on_added)
        self.form.left.connect(self.close_form)
        self.close_form()
        self._shelf.modelReset.connect(self._on_others)
        self._shelf.dataChanged.connect(self._on_time)
        self.rebuild()

    def _lay_out(self, add: QWidget) -> None:
        title = text_label(tr("Solutions"), size="large", wrap=False)
        self._opener.setLayout(flow(title, self.filter, self.glance, self.past, add, spacing=12))
        self._bars_card.body.addWidget(self.bars)
        self._bars_card.body.addLayout(flow(1, self.bars.saver("solutions.glance.save")))
        self._bars_card.hide()
        for column in (self._questions, self._list):
            column.setSpacing(12)
        self.content.addWidget(self._opener)
        self.content.addWidget(self.form)
        self.content.addLayout(self._questions)
        self.content.addWidget(self._bars_card)
        self.content.addWidget(self._empty)
        self.content.addLayout(self._list)
        self.content.addStretch(1)

    def open_form(self) -> None:
        """Show the form."""
        self._opener.hide()
        self.form.show()
        self.form.fields["concentration"].line.setFocus()

    def close_form(self) -> None:
        """Hide the form; what is in it is kept."""
        self.form.hide()
        self._opener.show()

    def _on_added(self, solution: str) -> None:
        self.close_form()
        self.added.emit(solution)
        row = self._shelf.find(solution)
        if row is not None:
            self.did.emit(tr("Added {label}.", label=row.kept.solution.label))

    def ask_rules(self, bench: LabState) -> None:
        """Ask once how long the lab keeps a stock of which no source states it."""
        wanted = {rule_to_ask(row.kept.solution, bench.rules) for row in self._shelf.in_hand()}
        open_rules = tuple(rule for rule in RULE_NAMES if rule in wanted)
        if open_rules == self._asked:
            return
        self._asked = open_rules
        clear_layout(self._questions)
        for rule in open_rules:
            self._questions.addWidget(RuleQuestion(rule, partial(self._set_rule, rule)))

    def _set_rule(self, rule: str, days: float, words: str) -> None:
        self.attempt(partial(self.desk.set_rule, rule, days), tr("Lab rule set: {words}.", words=words))

    # -- the list ----------------------------------------------------------------------------------------------

    def _on_filter(self, text: str) -> None:
        self._wanted = " ".join(text.casefold().split())
        self.rebuild()

    def _matches(self, row: SolutionRow) -> bool:
        solution = row.kept.solution
        searched = (solution.label, solution_text(solution), solution.lot, solution.made_by, term(row.freshness.state))
        places = (one.portion.place for one in row.portions)
        return self._wanted in " ".join((*searched, shown(solution.concentration), solution.place, *places)).casefold()

    def rebuild(self) -> None:
        """Show the solutions that are wanted; a card is made again only where its tubes have changed."""
        rows = [row for row in self._shelf.rows if self._matches(row)]
        gone = [row for row in rows if row.kept.gone]
        if not self.past.isChecked() and not self._wanted:
            rows = [row for row in rows if not row.kept.gone]
        shown = {row.kept.solution.id: row.kept for row in rows}
        for place, row in enumerate(rows):
            ident = row.kept.solution.id
            if self._shown.get(ident) is not shown[ident]:
                self._drop(ident)
                self._cards[ident] = SolutionCard(row, self)
            self._list.insertWidget(place, self._cards[ident])
        for ident in [one for one in self._cards if one not in shown]:
            self._drop(ident)
        self._shown = shown
        self.glance.setVisible(len(self._shelf.in_hand()) > 1)
        self._show_bars()
        number = len(gone)
        self.past.setText(tr("{number} used up or discarded", number=number))
        self.past.setAccessibleName(tr("Show what is used up or discarded"))
        self.past.setVisible(number > 0)
        nothing = tr("Nothing on the shelf yet. Prepare a stock on the Calculate page, or add a solution you have.")
        self._empty.setText(tr("No solution matches.") if self._wanted else nothing)
        self._empty.setVisible(not self._cards)
        self.refresh()

    def _drop(self, ident: str) -> None:
        card = self._cards.pop(ident, None)
        if card is not None:
            self._list.removeWidget(card)
            dispose(card)

    def _on_others(self) -> None:
        # Made again for nobody, a page out of view would hold up what is done on another one.
        self._stale = not self.isVisible()
        if not self._stale:
            self.rebuild()

    def _on_time(self) -> None:
        # Each second, and for nobody while another page is in view.
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Catch up with what changed while another page was in view."""
        if self._stale:
            self._stale = False
            self.rebuild()
        else:
            self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Show the freshness of now, and what was done to a tube."""
        if any(self._shown.get(row.kept.solution.id, row.kept) is not row.kept for row in self._shelf.rows):
            self.rebuild()
            return
        for row in self._shelf.rows:
            card = self._cards.get(row.kept.solution.id)
            if card is not None:
                card.show_row(row)
        self._show_bars()

    def _toggle_bars(self) -> None:
        self._bars_card.setVisible(self.glance.isChecked())
        self._show_bars()

    def _show_bars(self) -> None:
        if self.glance.isChecked():
            self.bars.show_rows(self._shelf.in_hand())

    def show_solution(self, label: str) -> bool:
        """Show one solution, by its label id; tell whether it is known."""
        row = next((row for row in self._shelf.rows if row.kept.solution.label == label), None)
        if row is None:
            return False
        self.filter.setText(label)
        card = self._cards.get(row.kept.solution.id)
        if card is not None:
            card.setFocus()
            self.area.ensureWidgetVisible(card)
        return True

    # -- what cards ask for ------------------------------------------------------------------------------------

    def wrote(self, sentence: str) -> None:
        """Say what was written."""
        self.did.emit(sentence)

    def dose(self, solution: str) -> None:
        """Dose cells from a stock."""
        self.dose_wanted.emit(solution)

    def dilute(self, solution: str) -> None:
        """Dilute a stock further."""
        self.dilute_wanted.emit(solution)

    def label(self, solution: str) -> None:
        """Print labels of a solution."""
        self.labels_wanted.emit(solution)

    def details(self, solution: str) -> str:
        """Return everything that is known of a solution."""
        return self._details(solution)

    def when(self, row: SolutionRow) -> str:
        """Return when a solution was made, and until when it may be used."""
        solution = row.kept.solution
        about = tr("about ") if solution.made_about else ""
        made = day_and_time(self._local(solution.made.wall))
        use_by = row.freshness.use_by
        until = tr(" · use by {day_and_time}", day_and_time=day_and_time(self._local(use_by))) if use_by else ""
        return tr(
            "made {about}{made}{by}{until}",
            about=about,
            made=made,
            by=tr(" by {person}", person=solution.made_by) if solution.made_by else "",
            until=until,
        )
