"""The page of all compounds: a table to filter, to sort and to go on from."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.compounds.compound_table import (
    CompoundFilter,
    CompoundRole,
    CompoundRow,
    CompoundTable,
    whose,
)
from benchapp.ui.compounds.compound_table_view import CompoundTableView, fit_columns
from benchapp.ui.text.compounds.list_texts import whose_text
from benchapp.ui.text.language import counted, term, tr
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.fields import DropDown, let_be_emptied, narrow, offer_choices
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.page import Page

# Wider than this, lines are too long to be followed with the eye.
_WIDEST = 1500
# Narrower than this, only what is pressed often has a button.
_ROOM_FOR_ALL = 1000


@qt_overrides
class CompoundListPage(Page):
    """Every compound of the library.

    Args:
        table: The compounds.
        current: Gives the id of the compound that is open, at which the list begins.

    Signals:
        opened: A compound is to be opened; its id.
        asked: Something is to be done with compounds: what ("stock", "dose", "edit", "compare"), and their ids.
        add_wanted: A compound is to be added; its name, "" for none yet.
        import_wanted: A list is to be imported.
    """

    opened = Signal(str)
    asked = Signal(str, tuple)
    add_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, table: CompoundTable, current: Callable[[], str]) -> None:
        super().__init__(tr("Compounds"), scrolls=False)
        self._table = table
        self._current = current
        # Which compound is selected, so that it still is when the table is filtered or read again.
        self._at = ""
        self.inner.setMaximumWidth(_WIDEST)
        self._make_filters()
        self.view = CompoundTableView(self.open_chosen, self._menu_at, current)
        self.view.setModel(table)
        self.view.doubleClicked.connect(lambda _index: self.open_chosen())
        self.view.clicked.connect(self._on_clicked)
        self.view.selectionModel().selectionChanged.connect(lambda _on, _off: self._on_selected())
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self.nothing = text_label("", tone="muted")
        self.nothing.setObjectName("compounds.nothing.text")
        self.add_it = push_button(tr("Add a compound"), "compounds.nothing.add", self._add_filtered)
        self.all_of_them = push_button(tr("Show all compounds"), "compounds.nothing.all", self.show_all)
        self._nothing = QWidget()
        self._nothing.setLayout(flow(self.nothing, self.add_it, self.all_of_them, 1, spacing=12))
        self.content.addWidget(self.view, 1)
        self.content.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        self._make_foot()
        self.first = self.search_line = self.filter
        table.modelReset.connect(self._on_reset)
        self._on_reset()

    def _make_filters(self) -> None:
        self.filter = _FilterLine(self._go_to_table, self._open_first)
        self.filter.setObjectName("compounds.filter.text")
        self.filter.setAccessibleName(tr("Filter the compounds"))
        self.filter.setPlaceholderText(tr("Filter: name, CAS, class"))
        let_be_emptied(self.filter)
        self.filter.setMinimumWidth(200)
        self.filter.textChanged.connect(self._on_filter)
        self.whose = self._box("whose", tr("Origin"))
        self.solvent = self._box("solvent", tr("Soluble in"))
        self.group = self._box("class", tr("Class"))
        self.in_hand = toggle_button(tr("Stock in hand"), "compounds.filter.in_hand", self._on_filter)
        self.count = text_label("", size="small", tone="muted", wrap=False)
        self.count.setObjectName("compounds.filter.count")
        boxes = (self.whose, self.solvent, self.group)
        self.content.addLayout(flow(self.filter, *boxes, self.in_hand, self.count))

    def _box(self, name: str, title: str) -> QComboBox:
        box = DropDown()
        box.setObjectName(f"compounds.filter.{name}")
        box.setAccessibleName(title)
        narrow(box, 8)
        box.activated.connect(self._on_filter)
        return box

    def _make_foot(self) -> None:
        self.open = push_button(tr("Open"), "compounds.actions.open", self.open_chosen, primary=True)
        ask = self._ask
        self.stock = push_button(tr("Prepare a stock"), "compounds.actions.stock", partial(ask, "stock"))
        self.dose = push_button(tr("Dose cells"), "compounds.actions.dose", partial(ask, "dose"))
        self.compare = push_button(tr("Compare"), "compounds.actions.compare", partial(ask, "compare"))
        add = push_button(tr("Add a compound"), "compounds.actions.add", partial(self.add_wanted.emit, ""))
        take_in = push_button(tr("Import…"), "compounds.actions.import", self.import_wanted.emit)
        self.foot.addLayout(flow(self.open, self.stock, self.dose, self.compare, add, take_in, spacing=12), 1)

    # -- what is shown ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what is in the library and in hand now."""
        if self._table.refresh():
            self._offer()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Read the library when the page is looked at."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        fit_columns(self.view, min(event.size().width(), _WIDEST) - 64)
        # It is in the menu of a compound too.
        self.compare.setVisible(event.size().width() >= _ROOM_FOR_ALL)

    def _offer(self) -> None:
        """Offer to filter by what occurs."""
        offered = self._table.offered
        _fill(self.whose, tr("any origin"), {one: whose_text(one) for one in offered.whose})
        _fill(
            self.solvent,
            tr("in any solvent"),
            {one: tr("soluble in {solvent}", solvent=term(one)) for one in offered.solvents},
        )
        _fill(self.group, tr("any class"), {one: tr(one) for one in offered.groups})

    def show_all(self) -> None:
        """Remove every filter."""
        for box in (self.whose, self.solvent, self.group):
            box.setCurrentIndex(0)
        self.in_hand.setChecked(False)
        self.filter.clear()
        self._on_filter()
        self.filter.setFocus()

    def show_like(self, compound: str) -> None:
        """Show what came from where a compound came from, such as the list that was imported with it."""
        self.refresh()
        self.show_all()
        row = self._row(self._table.place_of(compound))
        if row is not None and row.compound.collection:
            self.whose.setCurrentIndex(max(0, self.whose.findData(whose(row.compound))))
            self._on_filter()

    def choose(self, compound: str) -> None:
        """Select a compound and bring it into view; the first one where it is not shown."""
        place = self._table.index(max(0, self._table.place_of(compound)), 0)
        self.view.setCurrentIndex(place)
        self.view.scrollTo(place)

    def _on_filter(self, _value: object = None) -> None:
        self._table.set_filter(
            CompoundFilter(
                self.filter.text(),
                str(self.whose.currentData() or ""),
                str(self.solvent.currentData() or ""),
                str(self.group.currentData() or ""),
                self.in_hand.isChecked(),
            )
        )

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self._table.sort(column, order)

    def _on_reset(self) -> None:
        shown, count = self._table.rowCount(), self._table.count
        self.count.setText(
            counted("compounds", count)
            if shown == count
            else tr("{shown} of {count:compounds}", shown=shown, count=count)
        )
        # Before the library was read for the first time, nothing says that there is nothing.
        nothing = not shown and bool(count)
        text = self.filter.text().strip()
        self.nothing.setText(tr("No compound matches.") if not text else tr("No compound matches “{text}”.", text=text))
        self.add_it.setText(tr("Add “{name}” as a new compound", name=text))
        self.add_it.setAccessibleName(self.add_it.text())
        self.add_it.setVisible(bool(text))
        self._nothing.setVisible(nothing)
        self.view.setVisible(not nothing)
        if shown:
            self.choose(self._at or self._current())
        self._on_selected()

    # -- going on from it -------------------------------------------------------------------------------------

    def _row(self, place: int) -> CompoundRow | None:
        found = self._table.data(self._table.index(place, 0), CompoundRole.ROW) if place >= 0 else None
        return found if isinstance(found, CompoundRow) else None

    @property
    def chosen(self) -> tuple[CompoundRow, ...]:
        """The compounds that are selected, the current one first."""
        current = self.view.currentIndex().row()
        places = [one.row() for one in self.view.selectionModel().selectedRows()]
        rows = (self._row(place) for place in sorted(places, key=lambda place: (place != current, place)))
        return tuple(row for row in rows if row is not None)

    def _on_selected(self) -> None:
        chosen = self.chosen
        single = len(chosen) == 1
        dosed = single and not chosen[0].compound.summary.vehicle
        self.open.setEnabled(single)
        self.stock.setEnabled(dosed)
        self.dose.setEnabled(dosed)
        self.compare.setEnabled(len(chosen) in {1, 2})

    def _on_clicked(self) -> None:
        chosen = self.chosen
        self._at = chosen[0].compound.id if chosen else ""

    def open_chosen(self) -> None:
        """Open the compound that is selected."""
        chosen = self.chosen
        if chosen:
            self._at = chosen[0].compound.id
            self.opened.emit(self._at)

    def _open_first(self) -> None:
        if self._table.rowCount():
            self.open_chosen()
        elif self.filter.text().strip():
            self._add_filtered()

    def _go_to_table(self) -> None:
        self.view.setFocus()

    def _add_filtered(self) -> None:
        self.add_wanted.emit(self.filter.text().strip())

    def _ask(self, what: str) -> None:
        chosen = self.chosen
        if chosen:
            self.asked.emit(what, tuple(row.compound.id for row in chosen))

    def _menu_at(self, place: QPoint) -> None:
        """Open what can be done with the selected compounds."""
        chosen = self.chosen
        if not chosen:
            return
        menu = QMenu(self.view)
        menu.setObjectName("compounds.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        single = len(chosen) == 1
        dosed = single and not chosen[0].compound.summary.vehicle
        for title, what, offered in (
            (tr("Open"), "open", single),
            (tr("Prepare a stock"), "stock", dosed),
            (tr("Dose cells"), "dose", dosed),
            (tr("Edit…"), "edit", single),
            (tr("Compare with the open compound") if single else tr("Compare the two"), "compare", len(chosen) < 3),
        ):
            if offered:
                action = menu.addAction(title)
                action.setObjectName(f"compounds.menu.{what}")
                action.triggered.connect(self.open_chosen if what == "open" else partial(self._ask, what))
        menu.popup(place)


@qt_overrides
class _FilterLine(QLineEdit):
    """The line of the filter: ↓ goes on to the table, Enter opens what it found."""

    def __init__(self, down: Callable[[], object], enter: Callable[[], object]) -> None:
        super().__init__()
        self._down = down
        self._enter = enter

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go on to the table, open, or empty the line."""
        match event.key():
            case Qt.Key.Key_Down:
                self._down()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


def _fill(box: QComboBox, nothing: str, choices: dict[str, str]) -> None:
    offer_choices(box, nothing, choices)
    # A choice of one is none.
    box.setVisible(len(choices) > 1)
