"""The solutions page: a list that is filtered and sorted, and beside it everything about the one that is chosen."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent, Qt
from PySide6.QtWidgets import QLayout, QLineEdit, QPushButton, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.journal.state import LabState
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_list import InState, SolutionFilter, SolutionList
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.solutions.empty_list import EmptyList
from benchapp.ui.solutions.rule_question import RuleQuestions
from benchapp.ui.solutions.solution_cells import SolutionCells
from benchapp.ui.solutions.solution_filter_bar import SolutionFilterBar
from benchapp.ui.solutions.solution_history import SolutionHistory
from benchapp.ui.solutions.solution_panel import PanelOffers
from benchapp.ui.solutions.solution_side import SolutionSide
from benchapp.ui.solutions.solution_view import SolutionView
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.layout import hbox, set_tab_order, vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import Tokens

# A page that is narrower shows either the list or what is chosen in it, px.
NARROW = 960
# What is wider is not read in one glance, and narrower than this the page is never, px.
_MOST, _LEAST = 1560, 480
# What is beside the list takes this part of the page, between these widths, px.
_SIDE_PART, _SIDE_LEAST, _SIDE_MOST = 0.34, 340, 500
# What takes the place of the list is no wider, px.
_FORM_MOST = 1000


@qt_overrides
class SolutionsPage(Page):
    """What has been made and what was there, with its freshness.

    Args:
        desk: What can be done.
        local: Gives an instant in the time zone shown.
        facts: Gives what is on file about a solution: the name of each field, and what it holds.
        history: Gives what was entered of a solution, by its id.
        notes: What is noted on solutions.
        tokens: Gives the colours of the theme.

    Signals:
        dose_wanted, dilute_wanted: Cells are to be dosed from this stock, or it is to be diluted further; its id.
        labels_wanted: Labels of these solutions are wanted; their ids.
        prepare_wanted: A stock is to be prepared.
        incubation_wanted: An incubation is to be shown; its id.
        added: A solution was added; its id.
        discarded: Several were discarded: the sentence, and the ids of the entries, which Undo takes back.
    """

    dose_wanted = Signal(str)
    dilute_wanted = Signal(str)
    labels_wanted = Signal(object)
    prepare_wanted = Signal()
    incubation_wanted = Signal(str)
    added = Signal(str)
    discarded = Signal(str, object)

    def __init__(
        self,
        desk: SolutionForm,
        *,
        local: Callable[[datetime], datetime],
        facts: Callable[[SolutionRow], Sequence[tuple[str, str]]],
        history: Callable[[str], SolutionHistory],
        notes: NoteForm,
        tokens: Callable[[], Tokens],
    ) -> None:
        self.desk = desk
        self._cells = SolutionCells(local, desk.local_now, desk.seen_elsewhere)
        self.list = SolutionList(desk.solutions, self._cells)
        self.view = SolutionView(self.list, tokens)
        # Whether the page shows either the list or its side; and whether it then shows the side.
        self._small, self._turned = False, False
        super().__init__(tr("Solutions"))
        offers = PanelOffers(
            attempt=self.attempt,
            wrote=self.did.emit,
            use_by=self._cells.until_and_rule,
            facts=facts,
            history=history,
            dose=self.dose_wanted.emit,
            dilute=self.dilute_wanted.emit,
            label=self.labels_wanted.emit,
            open_solution=self.open_solution,
            open_incubation=self.incubation_wanted.emit,
            notes=notes,
            local=local,
        )
        self.side = SolutionSide(desk, offers, self._discard)
        self.side.left_by = self.go_back
        self.side.added.connect(self._on_added)
        self.side.form_closed.connect(self._fold)
        self.content.addWidget(self.side)
        # Keys that repeat choose faster than a panel is made: it is made for the one they rest on.
        self._resting = QTimer(self, singleShot=True, interval=0)
        self._resting.timeout.connect(self._show_chosen)
        self.view.chosen_changed.connect(self._resting.start)
        self.view.opened.connect(self.open_chosen)
        self.view.discard_wanted.connect(self._ask_to_discard)
        self.view.menu_wanted.connect(self._show_menu)
        self.bar.changed.connect(self.list.set_filter)
        self.list.found.connect(self._on_found)
        self._on_found()

    def _arrange(self) -> None:
        """Put the list at the left, and at the right what scrolls: what is chosen, or what is asked."""
        self._add = push_button(tr("Add a solution I have"), "solutions.actions.add", self.open_form, primary=True)
        self.bar = SolutionFilterBar(self._add)
        self.filter = self.search_line = self.bar.text
        self._questions = RuleQuestions(self._set_rule)
        show_all = partial(self.bar.show_wanted, SolutionFilter("", InState.ANY))
        self._empty = EmptyList(self.prepare_wanted.emit, self.open_form, show_all)
        self._details = push_button(tr("Details"), "solutions.list.details", self.open_chosen, primary=True)
        self._left = _column_of(self.view, self._empty, hbox(self._details, 1))
        self.content.setContentsMargins(0, 0, 0, 0)
        (body := hbox(self._left, self.area, spacing=12)).setStretch(0, 1)
        body.setAlignment(self.area, Qt.AlignmentFlag.AlignLeft)
        room = QWidget()
        room.setMaximumWidth(_MOST)
        self._top = _column_of(self.bar, self._questions)
        room.setLayout(column := vbox(self._top, body, spacing=8))
        column.setStretch(1, 1)
        (outer := hbox(room, 0)).setStretch(0, 1)
        outer.setContentsMargins(16, 12, 16, 12)
        self.setLayout(outer)
        set_tab_order(self.filter, self.bar.state, self.bar.compound, self._add, self.view, self._details)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size: where it is narrow it folds, whatever it shows now."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show either the list or its side, where there is no room for both."""
        super().resizeEvent(event)
        self._small = event.size().width() < NARROW
        self._fold()

    def _fold(self) -> None:
        asking, there = self.side.form is not None, self.list.rowCount() > 0
        # A form of nine fields takes the place of the list: it is not needed for that.
        turned = asking or (self._small and self._turned)
        self.area.setVisible(turned or (there and not self._small))
        self._left.setVisible(not turned)
        self._top.setVisible(not turned)
        self.side.back.setVisible(turned and not asking)
        self._details.setVisible(self._small and there)
        width = self.width() - 32
        beside = min(_SIDE_MOST, max(_SIDE_LEAST, round(width * _SIDE_PART)))
        self.area.setFixedWidth(max(0, min(width, _FORM_MOST)) if turned else beside)

    def open_chosen(self) -> None:
        """Go to what is known of the chosen solution, and what can be done with it."""
        self._show_chosen()
        self._turn()
        for button in self.side.buttons()[:1]:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_back(self) -> None:
        """Go back to the list."""
        self._turned = False
        self._fold()
        self.view.setFocus()

    def search_page(self) -> bool:
        """Go to the line of words that are sought; the page has one."""
        self.go_back()
        return super().search_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go back to the list with Esc; what was typed stays."""
        focused, back = self.focusWidget(), self.side.form is not None or self._turned
        typing = isinstance(focused, QLineEdit) and focused is not self.filter
        if event.key() != Qt.Key.Key_Escape or typing or not (back or focused is not self.view):
            return super().keyPressEvent(event)
        return self.go_back()

    def pieces(self) -> Iterator[None]:
        """Show what changed while another page was in view: the list, and then what is chosen in it."""
        self.list.look()
        yield from self.side.pieces(self._show_chosen)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow what happens while it is looked at."""
        self.list.watch(on=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow nothing while nobody looks."""
        self.list.watch(on=False)
        super().hideEvent(event)

    def _on_found(self) -> None:
        """Show how many were found, and the one that is chosen; where none is, say why."""
        self.bar.offer_compounds(self.list.compounds())
        count = self.list.rowCount()
        self.view.choose_new(row.kept.solution.id for row in self.desk.solutions.rows)
        self.bar.show_found(count)
        self.view.setVisible(count > 0)
        self._empty.setVisible(not count)
        if not count:
            elsewhere = SolutionFilter(self.list.filter().text, InState.ANY)
            self._empty.show_why(len(self.desk.solutions.rows), self.list.count(elsewhere))
        self._add.setVisible(bool(count) or bool(self.desk.solutions.rows))
        self.first = self.view if count else self.filter
        self._resting.start()
        self._fold()

    def _show_chosen(self) -> None:
        """Show what is chosen."""
        self._resting.stop()
        if self.side.show_rows(self.view.chosen_rows()):
            self.area.verticalScrollBar().setValue(0)

    def print_sheet(self) -> bool:
        """Go to the labels of what is chosen; tell whether anything is."""
        if chosen := self.view.chosen():
            self.labels_wanted.emit(chosen)
        return bool(chosen)

    def show_solution(self, label: str) -> bool:
        """Show a solution by its label id, or all of that id where two computers gave it; tell whether it is known."""
        rows = [row for row in self.desk.solutions.rows if row.kept.solution.label == label]
        rows = [row for row in rows if not row.kept.gone] or rows
        if rows:
            self.open_solution(*(row.kept.solution.id for row in rows))
        return bool(rows)

    def open_solution(self, *solutions: str) -> None:
        """Choose solutions in the list, whatever was wanted before."""
        self.side.close_form()
        self.list.look()
        if any(self.list.place_of(one) is None for one in solutions):
            gone = any(row is not None and row.kept.gone for row in map(self.desk.solutions.find, solutions))
            self.bar.show_wanted(SolutionFilter("", InState.ANY if gone else InState.IN_HAND))
        self.view.choose(solutions)
        self.open_chosen()
        if not self._small:
            self.view.setFocus()

    def _ask_to_discard(self) -> None:
        self._show_chosen()
        self._turn()
        self.side.ask_to_discard()

    def _turn(self) -> None:
        """Show the side of a small page, where something is asked."""
        self._turned = True
        self._fold()

    def _show_menu(self, at: QPoint) -> None:
        """Show what can be done with what is chosen."""
        self._show_chosen()
        self.side.menu(self.open_chosen, self._turn).popup(at)

    def open_form(self) -> None:
        """Ask for a solution that is there already."""
        self.side.open_form()
        self._fold()
        self.area.verticalScrollBar().setValue(0)
        self.side.begin_form()

    def _on_added(self, solution: str) -> None:
        self.open_solution(solution)
        self.added.emit(solution)
        if (row := self.desk.solutions.find(solution)) is not None:
            added = row.kept.solution
            self.did.emit(tr("Added {solution}, {label}.", solution=solution_text(added), label=added.label))

    def _discard(self, solutions: Sequence[str], reason: str) -> None:
        words = tr("{count:solutions} discarded.", count=len(solutions))
        self.discarded.emit(words, self.desk.discard_all(solutions, reason))

    def ask_rules(self, bench: LabState) -> None:
        """Ask once how long the lab stores a stock of which no source states it."""
        self._questions.ask((row.kept.solution for row in self.desk.solutions.in_hand()), bench.rules)
        set_tab_order(self._add, *self._questions.findChildren(QPushButton), self.view)

    def _set_rule(self, rule: str, months: int, words: str) -> None:
        self.attempt(partial(self.desk.set_rule, rule, months), tr("Lab rule set: {words}.", words=words))


def _column_of(*items: QWidget | QLayout) -> QWidget:
    """Return things under each other that are shown and hidden together."""
    made = QWidget()
    made.setLayout(vbox(*items, spacing=8))
    return made
